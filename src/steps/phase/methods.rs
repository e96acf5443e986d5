//! The standard methods of a phase as a checklist: each is an activity of the plan, or not.

use leptos::prelude::*;

use super::Part;
use super::card::key_of;
use crate::i18n::format;
use crate::i18n::words::{channel, method as names_of_methods, phase as w};
use crate::plan::Plan;
use crate::plan::catalogue::methods::{METHODS, Method, methods_of};
use crate::plan::edit::apply::apply;
use crate::plan::edit::removal::removal;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::model::references::Reference;
use crate::widgets::{Button, Checkbox};

/// The checklist; `None` for a phase without standard methods.
pub(super) fn section(part: Part) -> Option<AnyView> {
    METHODS.iter().find(|method| method.phase == part.kind)?;
    let offered = part.editor.memo(move |plan| offered(plan, part).iter().map(|method| method.key).collect::<Vec<_>>());
    let left = part.editor.memo(move |plan| unused(plan, part).len());
    let take = move || {
        // A single method is ticked directly.
        (left.get() > 1).then(|| {
            let (n, text) = format::counted(left.get());
            let press = Callback::new(move |()| take_all(part));
            view! { <p class="actions"><Button on_press=press>{w::methods_take(n, &text)}</Button></p> }
        })
    };
    let body = view! {
        <p class="muted">{w::methods_hint()}</p>
        <div class="methods">
            <For each=move || offered.get() key=|key| *key children=move |key| Method::by_key(key).map(|method| tick(part, method)) />
        </div>
        {take}
    };
    Some(part.section("phase-methods", w::methods(), body.into_any()))
}

/// The methods of the plan's market, and those of the other one that the plan has.
fn offered(plan: &Plan, part: Part) -> Vec<&'static Method> {
    let market = plan.basics.market;
    let of_phase = METHODS.iter().filter(|method| method.phase == part.kind);
    of_phase.filter(|method| method.markets.include(market) || !of_method(plan, part, method).is_empty()).collect()
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
        channel::by_key(editor.peek(|plan| method.channel(plan.basics.market))).unwrap_or_default()
    };
    let id = part.anchor(&("method-".to_owned() + method.key));
    if hint.is_empty() {
        return view! { <Checkbox id=id label=title(method) checked=ticked commit=commit /> }.into_any();
    }
    view! { <Checkbox id=id label=title(method) hint=hint.to_owned() checked=ticked commit=commit /> }.into_any()
}

/// A method as an activity: on its usual channel, over the phase's dates.
fn activity_of(plan: &Plan, part: Part, method: &Method, id: ActivityId, name: &str) -> Activity {
    let mut activity = Activity::new(id, part.id, Some(method.key.to_owned()), name.to_owned());
    let key = method.channel(plan.basics.market);
    let usual = plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some(key));
    activity.channel = usual.map(|channel| channel.id);
    if let Some(phase) = plan.find(part.id) {
        (activity.first, activity.last) = (phase.first, phase.last);
    }
    activity
}

fn add(part: Part, method: &'static Method) {
    let editor = part.editor;
    let id = editor.fresh_id();
    let activity = editor.peek(|plan| activity_of(plan, part, method, id, title(method)));
    if editor.insert(activity) {
        part.opened.set(key_of(id));
    }
}

/// Methods that are not activities yet, except the one that platforms penalize.
fn unused(plan: &Plan, part: Part) -> Vec<&'static Method> {
    let methods = methods_of(plan.basics.market, part.kind).filter(|method| method.key != "alternate_accounts");
    methods.filter(|method| of_method(plan, part, method).is_empty()).collect()
}

/// Adds all remaining methods as activities, in one undo step.
fn take_all(part: Part) {
    let editor = part.editor;
    let edits = editor.peek(|plan| {
        let methods = unused(plan, part);
        let insert = |(nth, method): (usize, &&'static Method)| {
            let item = Box::new(activity_of(plan, part, method, editor.fresh_id(), title(method)));
            PlanEdit::Activity(ListEdit::Insert { at: plan.activities.len() + nth, item })
        };
        methods.iter().enumerate().map(insert).collect::<Vec<PlanEdit>>()
    });
    let (n, text) = format::counted(edits.len());
    if !edits.is_empty() {
        editor.apply_undoably(PlanEdit::Batch(edits), &w::methods_taken(n, &text));
    }
}

/// Removes all activities of a method, in one undo step.
fn remove(part: Part, method: &'static Method) {
    let edit = part.editor.peek(|plan| {
        let mut after = plan.clone();
        let mut edits = Vec::new();
        for id in of_method(plan, part, method) {
            // Each removal is computed on the plan after the previous one: two may change the same activity.
            let edit = removal(&after, Reference::Activity(id));
            if apply(&mut after, edit.clone()).is_ok() {
                edits.push(edit);
            }
        }
        PlanEdit::Batch(edits)
    });
    part.editor.apply_undoably(edit, &crate::i18n::words::common::deleted(title(method)));
}
