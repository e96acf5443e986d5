//! Days and times, by the browser's own controls: they know every reader's order of day and month.

use std::rc::Rc;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::form_controls::{FIRST_YEAR, LAST_YEAR, is_half_filled};
use crate::i18n::format;
use crate::i18n::words::common;
use crate::widgets::alive::Alive;
use crate::widgets::fields::field::{Field, FieldError, invalid};
use crate::widgets::fields::open_inputs;

/// A day as controls write it, `2026-03-01`; empty for none.
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
struct Control {
    kind: &'static str,
    value: Signal<String>,
    /// Takes a complete text, or the empty one.
    commit: Callback<String, Result<(), String>>,
    half_filled: &'static str,
    min: Signal<Option<String>>,
    max: Signal<Option<String>>,
}

fn control(frame: Field, setup: Control) -> AnyView {
    let Control { kind, value, commit, half_filled, min, max } = setup;
    let fault = frame.fault;
    let node = NodeRef::<html::Input>::new();
    let message = frame.message();
    let described = frame.described_by(message);
    let alive = Alive::here();
    let id = StoredValue::new(frame.id.clone());
    // A whole day that is refused can be kept. Half a day the browser does not give out: it counts as an empty text.
    let take = move |text: Option<String>| {
        let result = text.clone().map_or_else(|| Err(half_filled.to_owned()), |text| commit.run(text));
        id.with_value(|id| match result {
            Ok(()) => open_inputs::release(id),
            Err(_) => open_inputs::hold(id, text.unwrap_or_default(), Rc::new(|_| {})),
        });
        fault.note(result);
    };
    Effect::new(move || {
        let now = value.get();
        if let Some(input) = node.get_untracked()
            && input.value() != now
        {
            id.with_value(|id| open_inputs::release(id));
            fault.clear();
            input.set_value(&now);
        }
    });
    if let Some(text) = open_inputs::stashed(&frame.id) {
        Effect::new(move |done: Option<bool>| {
            // It may be drawn later than this is made.
            let input = node.get().filter(|_| done != Some(true));
            if let Some(input) = &input {
                input.set_value(&text);
                untrack(|| take(Some(text.clone())));
                fault.show();
            }
            input.is_some() || done == Some(true)
        });
    }
    let own = frame.id.clone();
    on_cleanup(move || open_inputs::detach(&own));
    let view = view! {
        <input
            node_ref=node
            id=frame.id.clone()
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
            on:blur=move |_| fault.show()
        />
    };
    frame.around(message, view.into_any())
}

/// A day.
#[component]
pub fn DateField(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The day as it stands in the plan.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Takes the day when it is complete; an error is shown beside the field.
    commit: Callback<Option<NaiveDate>, Result<(), String>>,
    /// The first day the calendar offers, and takes.
    #[prop(optional, into)]
    min: Option<Signal<Option<NaiveDate>>>,
    /// The last one.
    #[prop(optional, into)]
    max: Option<Signal<Option<NaiveDate>>>,
    /// A fault found elsewhere, such as a finding; empty for none.
    #[prop(optional, into)]
    problem: Option<Signal<String>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
) -> AnyView {
    let fault = FieldError::new();
    let bound = |limit: Option<Signal<Option<NaiveDate>>>| {
        Signal::derive(move || limit.and_then(|limit| limit.get()).map(|day| day_text(Some(day))))
    };
    let (first, last) = (min, max);
    let take = Callback::new(move |text: String| {
        let day = day_of(&text);
        if day.is_none() && !text.is_empty() {
            return Err(common::date_out_of_range(&FIRST_YEAR.to_string(), &LAST_YEAR.to_string()));
        }
        if let Some(day) = day {
            // While a year is typed the control reports 0002, 0020 and 0202 on the way.
            if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
                return Err(common::date_out_of_range(&FIRST_YEAR.to_string(), &LAST_YEAR.to_string()));
            }
            if let Some(first) = first.and_then(|first| first.get_untracked()).filter(|first| day < *first) {
                return Err(common::date_before(&format::date(first)));
            }
            if let Some(last) = last.and_then(|last| last.get_untracked()).filter(|last| day > *last) {
                return Err(common::date_after(&format::date(last)));
            }
        }
        commit.run(day)
    });
    let setup = Control {
        kind: "date",
        value: Signal::derive(move || day_text(value.get())),
        commit: take,
        half_filled: common::date_not_read(),
        min: bound(min),
        max: bound(max),
    };
    control(Field { id, label, hint, problem, fault, optional, bare }, setup)
}

/// A time of day, to the minute.
#[component]
pub fn TimeField(
    /// Stable: findings link to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// A gloss under the label.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The time as it stands in the plan.
    #[prop(into)]
    value: Signal<Option<NaiveTime>>,
    /// Takes the time when it is complete.
    commit: Callback<Option<NaiveTime>>,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Leaves the label to screen readers, as in a table.
    #[prop(optional)]
    bare: bool,
) -> AnyView {
    let none = Signal::derive(|| None);
    let setup = Control {
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
    control(Field { id, label, hint, problem: None, fault: FieldError::new(), optional, bare }, setup)
}
