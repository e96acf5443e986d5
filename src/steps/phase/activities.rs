//! What is done in a phase: a card for each activity.

use leptos::prelude::*;

use super::Part;
use super::after;
use super::choices::{self, chosen, value_of};
use super::cost;
use crate::browser::focus::focus_when_there;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::lens;
use crate::plan::activity::{Activity, ActivityId, CheckItem};
use crate::plan::budget::PaysFor;
use crate::steps::fields::{Form, Label};
use crate::widgets::{Button, ButtonKind, Checkbox, Disclosure, MenuButton, MenuItem, TextField};

/// The activities of the phase, and a button for one of the team's own.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        let activities = plan.activities.iter().filter(|activity| activity.phase == part.id);
        activities.map(|activity| activity.id).collect::<Vec<_>>()
    });
    let add = Callback::new(move |()| {
        let id: ActivityId = editor.fresh_id();
        let days = editor.peek(|plan| plan.phase(part.id).map(|phase| (phase.first, phase.last)));
        let mut activity = Activity::new(id, part.id, None, String::new());
        (activity.first, activity.last) = days.unwrap_or_default();
        if editor.insert(activity) {
            focus_when_there(Form::<Activity>::item(editor, id).anchor("activity-name"));
        }
    });
    let none = move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">{w::no_activities()}</p> });
    let body = view! {
        {none}
        <ul class="plain stack">
            <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
        </ul>
        <p class="actions">
            <Button id=part.anchor("activity-add") on_press=add>{w::activity_add()}</Button>
        </p>
    };
    part.section("phase-activities", w::activities(), body.into_any())
}

fn card(part: Part, id: ActivityId) -> AnyView {
    let editor = part.editor;
    let form = Form::item(editor, id);
    let title = Memo::new(move |_| {
        let name = form.get(|activity: &Activity| activity.name.clone()).unwrap_or_default();
        if name.trim().is_empty() { w::unnamed_activity().to_owned() } else { name }
    });
    let menu = move || {
        let name = title.get();
        let what = name.clone();
        let items = vec![
            MenuItem::new(common::duplicate(), Callback::new(move |()| duplicate(part, id))),
            MenuItem::new(common::delete(), Callback::new(move |()| _ = editor.remove(id, &what))).danger(),
        ];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let pays = PaysFor::Activity(id);
    let cost = cost::sum(part, pays);
    let folded = Signal::derive(move || {
        let (done, all) = form
            .get(|activity| (activity.checklist.iter().filter(|item| item.done).count(), activity.checklist.len()))
            .unwrap_or_default();
        w::activity_folded(&format::counted(done).1, &format::counted(all).1, &cost.get())
    });
    view! {
        <li class="card">
            <div class="spread">{part.card_heading(title)} {menu}</div>
            <div class="row wide">
                {form.text("activity-name", w::activity_name(), lens!(name))}
                {form.text("activity-owner", common::owner(), lens!(owner))}
            </div>
            <div class="row">
                {form.select(
                    "activity-channel",
                    Label::new(common::channel()).placeholder(w::no_channel()),
                    choices::channels(editor),
                    |activity| value_of(activity.channel),
                    |activity, value| activity.channel = chosen(value),
                )}
                {form.date("activity-first", common::first_day(), lens!(first))}
                {form.date("activity-last", common::last_day(), lens!(last))}
            </div>
            <Disclosure summary=folded>
                {after::view(part, id)}
                {checklist(part, id)}
                {cost::view(part, pays)}
                {form.area("activity-note", Label::new(common::note()).optional(), 2, lens!(note))}
            </Disclosure>
        </li>
    }
    .into_any()
}

fn duplicate(part: Part, id: ActivityId) {
    let editor = part.editor;
    let fresh: ActivityId = editor.fresh_id();
    let found = editor.peek(|plan| {
        let at = plan.activities.iter().position(|activity| activity.id == id)?;
        let mut copy = Activity { id: fresh, ..plan.activities[at].clone() };
        copy.checklist.iter_mut().for_each(|item| item.done = false);
        Some((at + 1, copy))
    });
    if let Some((at, copy)) = found
        && editor.insert_at(at, copy)
    {
        focus_when_there(Form::<Activity>::item(editor, fresh).anchor("activity-name"));
    }
}

fn item_name(at: usize) -> String {
    "activity-item-".to_owned() + &at.to_string()
}

fn checklist(part: Part, id: ActivityId) -> AnyView {
    let form = Form::item(part.editor, id);
    let count = form.memo(|activity: &Activity| activity.checklist.len());
    let add = Callback::new(move |()| {
        let mut at = 0;
        form.choose(|activity| {
            at = activity.checklist.len();
            activity.checklist.push(CheckItem::default());
        });
        focus_when_there(form.anchor(&item_name(at)));
    });
    view! {
        <div class="checklist" role="group" aria-label=w::checklist()>
            <p><b>{w::checklist()}</b></p>
            <ul class="plain">
                <For each=move || 0..count.get() key=|at| *at children=move |at| item(form, at) />
            </ul>
            <Button id=form.anchor("activity-item-add") on_press=add>{w::item_add()}</Button>
        </div>
    }
    .into_any()
}

fn item(form: Form<Activity>, at: usize) -> AnyView {
    let done = Signal::derive(move || {
        form.get(|activity| activity.checklist.get(at).is_some_and(|item| item.done)).unwrap_or_default()
    });
    let text = Signal::derive(move || {
        let text = form.get(|activity| activity.checklist.get(at).map(|item| item.text.clone()));
        text.flatten().unwrap_or_default()
    });
    let tick = Callback::new(move |done: bool| {
        form.choose(|activity| {
            if let Some(item) = activity.checklist.get_mut(at) {
                item.done = done;
            }
        });
    });
    let write = Callback::new(move |text: String| {
        form.change(&item_name(at), |activity| {
            if let Some(item) = activity.checklist.get_mut(at) {
                item.text = text;
            }
        });
    });
    let remove = Callback::new(move |()| {
        form.choose(|activity| {
            if at < activity.checklist.len() {
                activity.checklist.remove(at);
            }
        });
        focus_when_there(form.anchor("activity-item-add"));
    });
    let place = format::counted(at + 1).1;
    let done_id = form.anchor(&("activity-done-".to_owned() + &at.to_string()));
    view! {
        <li class="check-item">
            <Checkbox id=done_id label=w::item_done(&place) checked=done commit=tick bare=true />
            <TextField id=form.anchor(&item_name(at)) label=w::item_text(&place) value=text commit=write bare=true />
            <Button kind=ButtonKind::Plain name=w::item_remove(&place) on_press=remove>{common::remove()}</Button>
        </li>
    }
    .into_any()
}
