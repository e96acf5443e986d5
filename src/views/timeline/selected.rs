//! The selected bar: its dates as fields, for users who do not drag, and a link to the step that edits it.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::words::{common, timeline as w};
use crate::plan::schedule::timeline::{TimelineItem, days, placed};
use crate::views::timeline::rows::{item_of, name_of, open_words, place_of};
use crate::widgets::timeline::TimelineWidget;
use crate::widgets::{DateField, DateFieldProps};

/// The selected bar's fields, or how to select one.
pub(super) fn section(editor: Editor, timeline: TimelineWidget) -> AnyView {
    let chosen = Memo::new(move |_| timeline.chosen());
    let body = move || match chosen.get() {
        Some(key) => untrack(move || of(editor, item_of(key))),
        None => view! { <p class="small muted">{w::chosen_none()}</p> }.into_any(),
    };
    view! { <div class="tl-selected" role="group" aria-label=w::chosen()>{body}</div> }.into_any()
}

fn of(editor: Editor, item: TimelineItem) -> AnyView {
    let name = editor.memo(move |plan| name_of(plan, item));
    let place = editor.peek(|plan| place_of(plan, item));
    let link = place.map(|(step, route)| {
        view! { <a class="btn quiet small" href=route.to_string()>{open_words(step)}</a> }
    });
    let fields = if matches!(item, TimelineItem::Post(_)) {
        field(editor, item, true, w::day())
    } else {
        view! { {field(editor, item, true, common::first_day())} {field(editor, item, false, common::last_day())} }
            .into_any()
    };
    view! {
        <p class="tl-selected-name"><b>{move || name.get()}</b></p>
        {fields}
        {link}
    }
    .into_any()
}

/// One end of the bar, limited by the other end.
fn field(editor: Editor, item: TimelineItem, first: bool, label: &'static str) -> AnyView {
    let given = editor.memo(move |plan| days(plan, item).map(|days| (days.first(), days.last())));
    let value = Signal::derive(move || given.get().map(|days| if first { days.0 } else { days.1 }));
    let limit = move |is_limit: bool| {
        let single = matches!(item, TimelineItem::Post(_));
        Signal::derive(move || {
            let days = given.get().filter(|_| is_limit && !single)?;
            Some(if first { days.1 } else { days.0 })
        })
    };
    let id = if first { "timeline-first" } else { "timeline-last" };
    let commit = Callback::new(move |day: Option<NaiveDate>| {
        // Dates are set here; removing one is done in the step.
        let Some(day) = day else { return Ok(()) };
        let edit = editor.peek(|plan| {
            let days = days(plan, item)?;
            let (first, last) = if first { (day, days.last()) } else { (days.first(), day) };
            placed(plan, item, Some(first), Some(last))
        });
        if let Some(edit) = edit {
            editor.edit(edit, Some(id));
        }
        Ok(())
    });
    DateField(DateFieldProps {
        id: id.to_owned(),
        label: label.to_owned(),
        hint: None,
        value,
        commit,
        min: Some(limit(!first)),
        max: Some(limit(first)),
        problem: None,
        optional: false,
        bare: false,
    })
}
