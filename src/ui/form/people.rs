//! Completing a field that names people. What counts as a name is decided in the core.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::people as w;
use crate::plan::model::people::{completions, people};
use crate::widgets::Suggestion;

/// For what is typed, the people whom the plan already names, each with how often it does.
pub fn suggest_people(editor: Editor) -> Callback<String, Vec<Suggestion>> {
    // Collected while somebody types, not at every edit.
    Callback::new(move |typed: String| {
        let people = editor.peek(people);
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let suggestion = |(name, value): (String, String)| {
            let uses = people.iter().find(|person| person.name == name).map_or(0, |person| person.uses.len());
            let (n, text) = format::counted(uses);
            Suggestion { value, name, detail: w::uses(n, &text) }
        };
        completions(&typed, &names).into_iter().map(suggestion).collect()
    })
}
