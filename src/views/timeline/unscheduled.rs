//! Items without dates, or with dates that cannot be drawn, with fields to set them.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{common, timeline as w};
use crate::plan::Plan;
use crate::plan::schedule::timeline::{TimelineItem, UnscheduledReason, placed};
use crate::views::timeline::rows::{TimelineView, activity, key_of, name_of, partner, phase_of, place_of};
use crate::widgets::{Button, DateField, DateFieldProps};

/// The start and end dates of an item as entered.
fn given(plan: &Plan, item: TimelineItem) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match item {
        TimelineItem::Phase(id) => plan.find(id).map(|phase| (phase.first, phase.last)),
        TimelineItem::Activity(id) => activity(plan, id).map(|activity| (activity.first, activity.last)),
        TimelineItem::Partner(id) => partner(plan, id).map(|partner| (partner.first, partner.last)),
        TimelineItem::Post(id) => {
            let found = plan.find(id);
            found.map(|post| (Some(post.on), Some(post.on)))
        }
    }
    .unwrap_or_default()
}

/// The list. An item stays listed while the view is open, so that its fields do not disappear while they are being
/// filled in.
pub(super) fn section(editor: Editor, shown: Memo<Arc<TimelineView>>) -> AnyView {
    let items = Memo::new(move |before: Option<&Vec<TimelineItem>>| {
        let mut items: Vec<TimelineItem> = before.cloned().unwrap_or_default();
        shown.with(|shown| {
            for (item, _) in &shown.unscheduled {
                if !items.contains(item) {
                    items.push(*item);
                }
            }
        });
        editor.read(|plan| items.retain(|item| !name_of(plan, *item).is_empty()));
        items
    });
    let any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let list = move || {
        any.get().then(|| {
            view! {
                <section aria-labelledby="timeline-unscheduled">
                    <h2 id="timeline-unscheduled">{w::unscheduled()}</h2>
                    <p class="muted">{w::unscheduled_hint()}</p>
                    <ul class="plain tl-unscheduled">
                        <For each=move || items.get() key=|item| *item children=move |item| one(editor, shown, item) />
                    </ul>
                </section>
            }
        })
    };
    list.into_any()
}

/// Why the item is not drawn as entered.
fn words_of(reason: Option<UnscheduledReason>, given: (Option<NaiveDate>, Option<NaiveDate>)) -> &'static str {
    match (reason, given) {
        (None, _) => w::lack_none(),
        (Some(UnscheduledReason::MissingDates), (None, None)) => w::lack_days(),
        (Some(UnscheduledReason::MissingDates), _) => w::lack_one_day(),
        (Some(UnscheduledReason::EndsBeforeStart), _) => w::lack_order(),
        (Some(UnscheduledReason::TooFar), _) => w::lack_far(),
    }
}

fn one(editor: Editor, shown: Memo<Arc<TimelineView>>, item: TimelineItem) -> AnyView {
    let name = editor.memo(move |plan| name_of(plan, item));
    let days = editor.memo(move |plan| given(plan, item));
    let why = move || {
        let reason =
            shown.with(|shown| shown.unscheduled.iter().find(|(other, _)| *other == item).map(|(_, reason)| *reason));
        words_of(reason, days.get())
    };
    let place = editor.peek(|plan| place_of(plan, item)).map(|(_, route)| route.to_string());
    let of_phase = editor.memo(move |plan| {
        let days = phase_of(plan, item)?.days()?;
        (!matches!(item, TimelineItem::Phase(_) | TimelineItem::Post(_))).then_some((days.first(), days.last()))
    });
    let button = move || {
        let (first, last) = of_phase.get()?;
        if days.get() == (Some(first), Some(last)) {
            return None;
        }
        let press = Callback::new(move |()| put(editor, item, "", (Some(first), Some(last))));
        let words = w::days_of_phase();
        let label = w::now_at(words, &name.get());
        Some(view! { <Button on_press=press name=label>{words}</Button> })
    };
    let fields = if matches!(item, TimelineItem::Post(_)) {
        field(editor, item, true, w::day(), days)
    } else {
        view! {
            {field(editor, item, true, common::first_day(), days)}
            {field(editor, item, false, common::last_day(), days)}
        }
        .into_any()
    };
    view! {
        <li role="group" aria-label=move || name.get()>
            <p><a href=place>{move || name.get()}</a> " " <span class="muted">{why}</span></p>
            {fields}
            {button}
        </li>
    }
    .into_any()
}

fn put(editor: Editor, item: TimelineItem, field: &str, (first, last): (Option<NaiveDate>, Option<NaiveDate>)) {
    if let Some(edit) = editor.peek(|plan| placed(plan, item, first, last)) {
        editor.edit(edit, (!field.is_empty()).then_some(field));
    }
}

fn field(
    editor: Editor,
    item: TimelineItem,
    first: bool,
    label: &'static str,
    days: Memo<(Option<NaiveDate>, Option<NaiveDate>)>,
) -> AnyView {
    let id = (if first { "unscheduled-first-" } else { "unscheduled-last-" }).to_owned() + &key_of(item).to_string();
    let name = id.clone();
    let commit = Callback::new(move |day: Option<NaiveDate>| {
        let now = days.get_untracked();
        put(editor, item, &name, if first { (day, now.1) } else { (now.0, day) });
        Ok(())
    });
    DateField(DateFieldProps {
        id,
        label: label.to_owned(),
        hint: None,
        value: Signal::derive(move || if first { days.get().0 } else { days.get().1 }),
        commit,
        min: None,
        max: None,
        problem: None,
        optional: false,
        bare: false,
    })
}

/// The same for print: names only.
pub(super) fn on_paper(editor: Editor, shown: &TimelineView) -> AnyView {
    let names: Vec<String> =
        editor.peek(|plan| shown.unscheduled.iter().map(|(item, _)| name_of(plan, *item)).collect());
    (!names.is_empty())
        .then(|| view! { <p class="tl-paper-more">{w::paper_unscheduled(&format::list(&names))}</p> })
        .into_any()
}
