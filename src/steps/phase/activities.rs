//! The activities of a phase, a card each.

use leptos::prelude::*;

use super::Part;
use super::card::{CardSummary, folded, key_of};
use super::cost;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{common, phase as w};
use crate::lens;
use crate::plan::model::activity::{Activity, ActivityId, CheckItem};
use crate::plan::model::budget::PaysFor;
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::numbers::money::Money;
use crate::steps::phase::predecessors;
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, Checkbox, MenuButton, MenuItem, TextField};

/// The activities of the phase, and a button that adds a custom one.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        let activities = plan.activities.iter().filter(|activity| activity.phase == part.id);
        activities.map(|activity| activity.id).collect::<Vec<_>>()
    });
    let add = Callback::new(move |()| {
        let id: ActivityId = editor.fresh_id();
        let days = editor.peek(|plan| plan.find(part.id).map(|phase| (phase.first, phase.last)));
        let mut activity = Activity::new(id, part.id, None, String::new());
        (activity.first, activity.last) = days.unwrap_or_default();
        if editor.insert(activity) {
            part.opened.set(key_of(id));
            focus_when_rendered(Form::<Activity>::item(editor, id).anchor("activity-name"));
        }
    });
    let none = move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">{w::no_activities()}</p> });
    let body = view! {
        {none}
        <ul class="plain items">
            <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
        </ul>
        {total(part)}
        <p class="actions">
            <Button id=part.anchor("activity-add") on_press=add>{w::activity_add()}</Button>
        </p>
    };
    part.section("phase-activities", w::activities(), body.into_any())
}

/// The total cost of the phase's activities; empty while none has a cost.
fn total(part: Part) -> AnyView {
    let sum = part.editor.figures(move |plan, ledger| {
        let activities = plan.activities.iter().filter(|activity| activity.phase == part.id);
        let (mut count, mut sum) = (0, Money::ZERO);
        for activity in activities {
            count += 1;
            sum += ledger.cost_of(PaysFor::Activity(activity.id));
        }
        if sum == Money::ZERO {
            return String::new();
        }
        let (n, text) = format::counted(count);
        w::activities_cost(n, &text, &names::money_plain(sum, plan.basics.currency))
    });
    view! { <p class="sum">{move || sum.get()}</p> }.into_any()
}

fn card(part: Part, id: ActivityId) -> AnyView {
    let editor = part.editor;
    let form: Form<Activity> = Form::item(editor, id);
    let title = Memo::new(move |_| {
        let name = form.get(|activity: &Activity| activity.name.clone()).unwrap_or_default();
        if name.trim().is_empty() { w::unnamed_activity().to_owned() } else { name }
    });
    let menu = move || {
        let name = title.get();
        let what = name.clone();
        let items = vec![
            MenuItem::new(common::duplicate(), Callback::new(move |()| duplicate(part, id))),
            MenuItem::new(
                common::delete(),
                Callback::new(move |()| {
                    _ = editor.remove(id, &cost::name_with_lines(editor, PaysFor::Activity(id), &what));
                }),
            )
            .danger(),
        ];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let pays = PaysFor::Activity(id);
    let cost = cost::sum(part, pays);
    let about = Signal::derive(move || {
        let known = form.get(|activity| {
            let done = activity.checklist.iter().filter(|item| item.done).count();
            let days = activity.first.zip(activity.last).map(|(first, last)| format::span_short(first, last));
            (activity.owner.trim().to_owned(), days, done, activity.checklist.len())
        });
        let (owner, days, done, all) = known.unwrap_or_default();
        let steps = (all > 0).then(|| w::activity_steps(&format::counted(done).1, &format::counted(all).1));
        let owner = if owner.is_empty() { w::no_owner().to_owned() } else { owner };
        joined([Some(owner), days, steps, Some(cost.get())])
    });
    folded(
        part,
        key_of(id),
        CardSummary::new(title, about).suggested(SuggestedPart::Activity(id)).menu(menu.into_any()),
        move || body(part, id),
    )
}

/// An item's details on one line.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn body(part: Part, id: ActivityId) -> AnyView {
    let editor = part.editor;
    let form = Form::item(editor, id);
    view! {
        <div class="row wide">
            {form.text("activity-name", w::activity_name(), lens!(name))}
            {form.people("activity-owner", common::owner(), lens!(owner))}
        </div>
        <div class="row">
            {form.channel(
                "activity-channel",
                Label::new(common::channel()).placeholder(w::no_channel()),
                |activity: &Activity| activity.channel,
                |activity, channel| activity.channel = channel,
            )}
            {form.date("activity-first", common::first_day(), lens!(first))}
            {form.date("activity-last", common::last_day(), lens!(last))}
        </div>
        {predecessors::view(part, id)}
        {checklist(part, id)}
        {cost::view(part, PaysFor::Activity(id))}
        {form.area("activity-note", Label::new(common::note()).optional(), 2, lens!(note))}
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
        part.opened.set(key_of(fresh));
        focus_when_rendered(Form::<Activity>::item(editor, fresh).anchor("activity-name"));
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
        focus_when_rendered(form.anchor(&item_name(at)));
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
        focus_when_rendered(form.anchor("activity-item-add"));
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
