//! The figures of one day as a form, for a phone, and below it the days of its week.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::changes::enter;
use super::columns::{FigureColumn, cell_of, columns};
use super::figures_of::FiguresOf;
use super::rows::{coverage, day_head, rolled_up, week_head};
use super::{Entry, FIGURES, add_metric, choice, missing, notes};
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::i18n::format;
use crate::i18n::words::{common, track_entry as w};
use crate::plan::Plan;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::tracking::entry::{DayValue, day_value, is_expected};
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::rollups::{Length, RollUp, RolledUp, Window, roll_up_period};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, DateField, EntryField, Toasts};

/// The form of a day. A copyable handle.
#[derive(Clone, Copy)]
struct DayForm {
    entry: Entry,
    of: Signal<FiguresOf>,
    day: RwSignal<NaiveDate>,
    columns: Memo<Vec<FigureColumn>>,
}

/// The form, and the week below it.
pub(super) fn form(entry: Entry) -> AnyView {
    let today = entry.today.get_untracked();
    let before = entry.at.get_value().and_then(|key| cell_of(&key)).map(|(.., day)| day);
    let day = RwSignal::new(before.filter(|day| *day <= today).unwrap_or(today));
    // One metric by channel is a table, which a phone does not show.
    let of = Signal::derive(move || match entry.of.get() {
        FiguresOf::Metric(_) => FiguresOf::Plan,
        of => of,
    });
    let columns = Memo::new(move |_| {
        let of = of.get();
        entry.editor.read(|plan| columns(plan, of.within(plan)))
    });
    let form = DayForm { entry, of, day, columns };
    let added = Callback::new(move |metric: MetricId| {
        let key = columns.with_untracked(|columns| {
            columns.iter().find(|column| column.metric == metric).map(|column| column.key(day.get_untracked()))
        });
        focus_when_rendered(key.unwrap_or_default());
    });
    view! {
        {notes(entry, false)}
        {choice(entry, false)}
        {stepper(form)}
        <div class="day-fields" id=FIGURES role="group" aria-label=w::heading() tabindex="-1">
            {move || {
                let day = day.get();
                columns.get().into_iter().map(|column| field(form, column, day)).collect::<Vec<_>>()
            }}
        </div>
        {add_metric(entry, added)}
        {week(form)}
    }
    .into_any()
}

/// The day, the days beside it, and the next one that lacks a figure.
fn stepper(form: DayForm) -> AnyView {
    let DayForm { entry, of, day, .. } = form;
    let toasts = Toasts::here();
    let back = Callback::new(move |()| {
        if let Some(before) = day.get_untracked().pred_opt() {
            day.set(before);
        }
    });
    let on = Callback::new(move |()| {
        if let Some(next) = day.get_untracked().succ_opt() {
            day.set(next);
        }
    });
    let is_last = Signal::derive(move || day.get() >= entry.today.get());
    let take = Callback::new(move |chosen: Option<NaiveDate>| match chosen {
        Some(chosen) => {
            day.set(chosen);
            Ok(())
        }
        None => Err(common::date_missing().to_owned()),
    });
    let missing = Callback::new(move |()| match missing(entry, of.get_untracked(), day.get_untracked()) {
        Some((found, _, names)) => {
            day.set(found);
            toasts.say(w::missing_on(&day_head(found, entry.today.get_untracked()), &names));
        }
        None => toasts.say(w::none_missing()),
    });
    let weekday = move || day_head(day.get(), entry.today.get());
    view! {
        <div class="day-stepper">
            <Button name=w::previous_day() on_press=back>"‹"</Button>
            <DateField
                id="figures-day"
                label=w::day()
                value=Signal::derive(move || Some(day.get()))
                commit=take
                max=Signal::derive(move || Some(entry.today.get()))
            />
            <Button name=w::next_day() on_press=on disabled=is_last>"›"</Button>
        </div>
        <p class="day-name" role="status">{weekday}</p>
        <div class="actions">
            <Button on_press=missing>{w::next_missing()}</Button>
        </div>
    }
    .into_any()
}

/// The field of a metric, with the figure of the day before.
fn field(form: DayForm, column: FigureColumn, day: NaiveDate) -> AnyView {
    let editor = form.entry.editor;
    let today = form.entry.today.get_untracked();
    let value = {
        let column = column.clone();
        editor.memo(move |plan| value_of(plan, &column, day))
    };
    let before = {
        let column = column.clone();
        editor.memo(move |plan| value_of(plan, &column, day.pred_opt()?))
    };
    let shown = {
        let column = column.clone();
        move |value: Option<DayValue>| value.map_or_else(|| w::no_figure().to_owned(), |value| column.write(value))
    };
    if column.is_computed {
        return view! {
            <p class="day-computed">
                <b>{column.name.clone()}</b>
                " "
                {move || shown(value.get())}
                " "
                <small class="muted">{column.detail.clone()}</small>
            </p>
        }
        .into_any();
    }
    let hint = Signal::derive(move || {
        let before = shown(before.get());
        let before = if day == today { w::yesterday(&before) } else { w::day_before(&before) };
        match value.get() {
            Some(DayValue::Computed(_)) => w::channels_together(&shown(value.get())) + " · " + &before,
            _ => before,
        }
    });
    let text = Signal::derive(move || match value.get() {
        Some(DayValue::Entered(value)) => names::decimal_entry(value),
        _ => String::new(),
    });
    let id = column.key(day);
    let own = id.clone();
    let label = match column.sign.as_str() {
        "" => column.name.clone(),
        sign => common::in_parentheses(&column.name, sign),
    };
    let commit = Callback::new(move |text: String| enter(editor, &column, day, &text, Some(&own)));
    view! { <EntryField id label hint=hint value=text commit inputmode="decimal" end=true /> }.into_any()
}

fn value_of(plan: &Plan, column: &FigureColumn, day: NaiveDate) -> Option<DayValue> {
    day_value(Figures::of(plan), plan.find(column.metric)?, column.scope, day)
}

/// A day of the week below the form.
#[derive(Clone, PartialEq)]
struct WeekDay {
    day: NaiveDate,
    values: Vec<Option<DayValue>>,
    expected: bool,
    closed: bool,
}

/// The days of the week with their figures, and the week's roll-ups.
fn week(form: DayForm) -> AnyView {
    let DayForm { entry, day, columns, .. } = form;
    let period = Memo::new(move |_| Length::Week.around(day.get()));
    let days = Memo::new(move |_| {
        let (Some(period), columns, today) = (period.get(), columns.get(), entry.today.get()) else {
            return Vec::new();
        };
        entry.editor.read(|plan| week_days(plan, period, &columns, today))
    });
    let rolls = Memo::new(move |_| {
        let (Some(period), columns, today) = (period.get(), columns.get(), entry.today.get()) else {
            return Vec::new();
        };
        entry.editor.read(|plan| week_rolls(plan, period, &columns, today))
    });
    let heading = move || {
        let planned = entry.editor.read(|plan| plan.basics.days());
        period.get().map(|period| {
            let head = week_head(period, planned, entry.today.get());
            w::week_of(&head, &format::span_short(period.first(), period.last()))
        })
    };
    let items = move || {
        let (columns, today) = (columns.get(), entry.today.get());
        days.get().into_iter().map(|one| day_item(form, one, &columns, today)).collect::<Vec<_>>()
    };
    let sums = move || {
        let rolls = rolls.get();
        let columns = columns.get();
        columns
            .iter()
            .zip(rolls)
            .filter_map(|(column, roll)| Some((column, roll.filter(|roll| roll.value != RolledUp::Missing)?)))
            .map(|(column, roll)| {
                let aside = coverage(&roll);
                view! {
                    <tr>
                        <th scope="row">{column.name.clone()}</th>
                        <td class="n">{rolled_up(roll.value, column)} " " <small class="muted">{aside}</small></td>
                    </tr>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <h3 class="week-heading">{heading}</h3>
        <ul class="plain week-days">{items}</ul>
        <table class="week-sums">
            <caption>{w::week_total()}</caption>
            <tbody>{sums}</tbody>
        </table>
        <p class="muted small">{w::legend_weeks()}</p>
    }
    .into_any()
}

fn week_days(plan: &Plan, period: DateRange, columns: &[FigureColumn], today: NaiveDate) -> Vec<WeekDay> {
    let days = period.first().iter_days().take(period.len() as usize).filter(|day| *day <= today);
    days.map(|day| WeekDay {
        day,
        values: columns.iter().map(|column| value_of(plan, column, day)).collect(),
        expected: is_expected(plan, day, today),
        closed: plan.tracking.closed_weekdays.contains(&day.weekday()),
    })
    .collect()
}

fn week_rolls(plan: &Plan, period: DateRange, columns: &[FigureColumn], today: NaiveDate) -> Vec<Option<RollUp>> {
    let figures = Figures::of(plan);
    let roll = |column: &FigureColumn| {
        let metric = plan.find(column.metric)?;
        roll_up_period(figures, metric, column.scope, period, Window::of(figures, metric, today)?)
    };
    columns.iter().map(roll).collect()
}

fn day_item(form: DayForm, one: WeekDay, columns: &[FigureColumn], today: NaiveDate) -> AnyView {
    let head = day_head(one.day, today);
    let figures: Vec<String> = columns
        .iter()
        .zip(&one.values)
        .filter_map(|(column, value)| Some(common::labelled(&column.name, &column.write((*value)?))))
        .collect();
    let text = match (figures.is_empty(), one.closed) {
        (true, true) => w::closed_day().to_owned(),
        (true, false) => w::no_figure().to_owned(),
        (false, _) => figures.join(" · "),
    };
    let open = Callback::new(move |()| {
        form.day.set(one.day);
        focus_by_id(FIGURES);
    });
    let is_shown = move || form.day.get() == one.day;
    view! {
        <li class:shown=is_shown class:gap=one.expected && figures.is_empty()>
            <Button kind=ButtonKind::Plain on_press=open>{head}</Button>
            <span>{text}</span>
        </li>
    }
    .into_any()
}
