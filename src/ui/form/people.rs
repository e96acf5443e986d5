//! Completing a field that names people. What counts as a name is decided in the core.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::people as w;
use crate::plan::Plan;
use crate::plan::model::people::{completions, people};
use crate::widgets::ComboOption;

/// For what is typed, the people whom the plan already names, each with how often it does.
pub fn suggest_people(editor: Editor) -> Callback<String, Vec<ComboOption>> {
    // Collected while somebody types, not at every edit.
    Callback::new(move |typed: String| editor.peek(|plan| people_for(plan, &typed)))
}

/// The same for who approves: those who approved before come first.
pub fn suggest_approvers(editor: Editor) -> Callback<String, Vec<ComboOption>> {
    Callback::new(move |typed: String| {
        editor.peek(|plan| {
            let mut names: Vec<String> = Vec::new();
            let people = people(plan).into_iter().map(|person| person.name);
            for name in plan.approvals.iter().rev().map(|approval| approval.by.clone()).chain(people) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let option = |(label, value)| ComboOption { value, label, ..ComboOption::default() };
            completions(&typed, &names).into_iter().map(option).collect()
        })
    })
}

/// The people whom a plan names, as far as they fit what is typed.
pub fn people_for(plan: &Plan, typed: &str) -> Vec<ComboOption> {
    let people = people(plan);
    let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
    let option = |(label, value): (String, String)| {
        let uses = people.iter().find(|person| person.name == label).map_or(0, |person| person.uses.len());
        let (n, text) = format::counted(uses);
        ComboOption { value, label, detail: w::uses(n, &text), adds: false }
    };
    completions(typed, &names).into_iter().map(option).collect()
}
