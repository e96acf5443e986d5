//! Date and time fields on the browser's own controls, which follow the reader's order of day and month. They know no
//! plan.

use std::rc::Rc;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::{FIRST_YEAR, LAST_YEAR, is_half_filled};
use crate::i18n::format;
use crate::i18n::words::common;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{FieldFrame, field_component, invalid};
use crate::widgets::fields::open_inputs;

/// A date as the control writes it, `2026-03-01`; empty for none.
fn day_text(day: Option<NaiveDate>) -> String {
    let Some(day) = day else { return String::new() };
    let mut text = String::with_capacity(10);
    for (at, (part, width)) in
        [(day.year().unsigned_abs(), 4), (day.month(), 2), (day.day(), 2)].into_iter().enumerate()
    {
        if at > 0 {
            text.push('-');
        }
        let digits = part.to_string();
        (digits.len()..width).for_each(|_| text.push('0'));
        text.push_str(&digits);
    }
    text
}

fn day_of(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-').map(str::parse::<u32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn time_text(time: Option<NaiveTime>) -> String {
    time.map(|time| format::time(time.hour(), time.minute())).unwrap_or_default()
}

fn time_of(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':').map(str::parse::<u32>);
    NaiveTime::from_hms_opt(parts.next()?.ok()?, parts.next()?.ok()?, 0)
}

/// What a date or time control does with its text.
#[derive(Clone, Copy)]
struct DateControl {
    kind: &'static str,
    value: Signal<String>,
    /// Takes a complete text, or an empty one.
    commit: Callback<String, Result<(), String>>,
    half_filled: &'static str,
    min: Signal<Option<String>>,
    max: Signal<Option<String>>,
}

fn control(field: FieldFrame, setup: DateControl) -> AnyView {
    let DateControl { kind, value, commit, half_filled, min, max } = setup;
    let error = field.error;
    let node = NodeRef::<html::Input>::new();
    let message = field.message();
    let described = field.described_by(message);
    let alive = Alive::here();
    let id = StoredValue::new(field.id.clone());
    // A complete date that is refused can be stashed. The browser hands out no half-filled one: it counts as empty.
    let take = move |text: Option<String>| {
        let result = text.clone().map_or_else(|| Err(half_filled.to_owned()), |text| commit.run(text));
        id.with_value(|id| match result {
            Ok(()) => open_inputs::release(id),
            Err(_) => open_inputs::hold(id, text.unwrap_or_default(), Rc::new(|_| {})),
        });
        error.note(result);
    };
    Effect::new(move || {
        let now = value.get();
        if let Some(input) = node.get_untracked()
            && input.value() != now
        {
            id.with_value(|id| open_inputs::release(id));
            error.clear();
            input.set_value(&now);
        }
    });
    if let Some(text) = open_inputs::stashed(&field.id) {
        Effect::new(move |done: Option<bool>| {
            // The control may be rendered later than this effect is created.
            let input = node.get().filter(|_| done != Some(true));
            if let Some(input) = &input {
                input.set_value(&text);
                untrack(|| take(Some(text.clone())));
                error.show();
            }
            input.is_some() || done == Some(true)
        });
    }
    let own = field.id.clone();
    on_cleanup(move || open_inputs::detach(&own));
    let view = view! {
        <input
            node_ref=node
            id=field.id.clone()
            type=kind
            class="short"
            prop:value=value.get_untracked()
            min=move || min.get()
            max=move || max.get()
            aria-invalid=move || invalid(message).get()
            aria-describedby=move || described.get()
            on:input=alive.guard(move |event: Event| {
                take((!is_half_filled(&event)).then(|| event_target_value(&event)));
            })
            on:blur=move |_| error.show()
        />
    };
    field.around(message, view.into_any())
}

/// Reads a complete date between two bounds; an empty text is `Ok(None)`.
fn read_date(text: &str, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<Option<NaiveDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    // While a year is typed the control reports 0002, 0020 and 0202 on the way.
    let date = day_of(text).filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()));
    let Some(date) = date else {
        return Err(common::date_out_of_range(&FIRST_YEAR.to_string(), &LAST_YEAR.to_string()));
    };
    match (first, last) {
        (Some(first), _) if date < first => Err(common::date_before(&format::date(first))),
        (_, Some(last)) if date > last => Err(common::date_after(&format::date(last))),
        _ => Ok(Some(date)),
    }
}

field_component! {
    /// A date.
    pub fn DateField(
        field;
        /// The date in the plan.
        #[prop(into)]
        value: Signal<Option<NaiveDate>>,
        /// Takes the date when it is complete; an error is shown beside the field.
        commit: Callback<Option<NaiveDate>, Result<(), String>>,
        /// The first date the calendar offers and the field takes.
        #[prop(optional, into)]
        min: Option<Signal<Option<NaiveDate>>>,
        /// The last one.
        #[prop(optional, into)]
        max: Option<Signal<Option<NaiveDate>>>,
    ) {
        let bound = |limit: Option<Signal<Option<NaiveDate>>>| {
            Signal::derive(move || limit.and_then(|limit| limit.get()).map(|day| day_text(Some(day))))
        };
        let limit = |limit: Option<Signal<Option<NaiveDate>>>| limit.and_then(|limit| limit.get_untracked());
        let setup = DateControl {
            kind: "date",
            value: Signal::derive(move || day_text(value.get())),
            commit: Callback::new(move |text: String| commit.run(read_date(&text, limit(min), limit(max))?)),
            half_filled: common::date_not_read(),
            min: bound(min),
            max: bound(max),
        };
        control(field, setup)
    }
}

field_component! {
    /// A time of day, to the minute.
    pub fn TimeField(
        field;
        /// The time in the plan.
        #[prop(into)]
        value: Signal<Option<NaiveTime>>,
        /// Takes the time when it is complete.
        commit: Callback<Option<NaiveTime>>,
    ) {
        let none = Signal::derive(|| None);
        let setup = DateControl {
            kind: "time",
            value: Signal::derive(move || time_text(value.get())),
            commit: Callback::new(move |text: String| {
                commit.run(time_of(&text));
                Ok(())
            }),
            half_filled: common::time_not_read(),
            min: none,
            max: none,
        };
        control(field, setup)
    }
}
