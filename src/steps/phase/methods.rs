//! The article's methods of a phase, to tick: each is an activity of the plan, or not.

use leptos::prelude::*;

use super::Part;
use crate::i18n::words::{channel, method as names_of_methods, phase as w};
use crate::plan::Plan;
use crate::plan::activity::{Activity, ActivityId};
use crate::plan::catalogue::methods::Method;
use crate::plan::edit::{PlanEdit, apply, removal};
use crate::plan::reference::Reference;
use crate::widgets::Checkbox;

/// The checklist; none for a phase the article has no methods for.
pub(super) fn section(part: Part) -> Option<AnyView> {
    let methods: Vec<AnyView> = Method::of_phase(part.kind).map(|method| tick(part, method)).collect();
    if methods.is_empty() {
        return None;
    }
    let body = view! {
        <p class="muted">{w::methods_hint()}</p>
        <div class="methods">{methods}</div>
    };
    Some(part.section("phase-methods", w::methods(), body.into_any()))
}

fn title(method: &'static Method) -> &'static str {
    names_of_methods::by_key(method.key).unwrap_or(method.key)
}

fn of_method(plan: &Plan, part: Part, method: &Method) -> Vec<ActivityId> {
    let activities = plan.activities.iter();
    activities
        .filter(|activity| activity.phase == part.id && activity.method.as_deref() == Some(method.key))
        .map(|activity| activity.id)
        .collect()
}

fn tick(part: Part, method: &'static Method) -> AnyView {
    let editor = part.editor;
    let ticked = editor.memo(move |plan| !of_method(plan, part, method).is_empty());
    let commit = Callback::new(move |wanted: bool| if wanted { add(part, method) } else { remove(part, method) });
    let hint = if method.key == "alternate_accounts" {
        w::alternate_accounts_warning()
    } else {
        channel::by_key(method.channel).unwrap_or_default()
    };
    let id = part.anchor(&("method-".to_owned() + method.key));
    if hint.is_empty() {
        return view! { <Checkbox id=id label=title(method) checked=ticked commit=commit /> }.into_any();
    }
    view! { <Checkbox id=id label=title(method) hint=hint.to_owned() checked=ticked commit=commit /> }.into_any()
}

fn add(part: Part, method: &'static Method) {
    let editor = part.editor;
    let id = editor.fresh_id();
    let activity = editor.peek(|plan| {
        let mut activity = Activity::new(id, part.id, Some(method.key.to_owned()), title(method).to_owned());
        let usual = plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some(method.channel));
        activity.channel = usual.map(|channel| channel.id);
        if let Some(phase) = plan.phase(part.id) {
            (activity.first, activity.last) = (phase.first, phase.last);
        }
        activity
    });
    editor.insert(activity);
}

/// Takes every activity of the method out, as one step to undo.
fn remove(part: Part, method: &'static Method) {
    let edit = part.editor.peek(|plan| {
        let mut after = plan.clone();
        let mut edits = Vec::new();
        for id in of_method(plan, part, method) {
            // Each removal is made on what the one before left behind: two may touch the same activity.
            let edit = removal(&after, Reference::Activity(id));
            if apply(&mut after, edit.clone()).is_ok() {
                edits.push(edit);
            }
        }
        PlanEdit::Batch(edits)
    });
    part.editor.apply_undoably(edit, &crate::i18n::words::common::deleted(title(method)));
}
