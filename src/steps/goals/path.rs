//! A metric's path from baseline to target: growth shape, meaning of the target, and the daily gain required.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{common, goals as w};
use crate::lens;
use crate::plan::Plan;
use crate::plan::goals::growth::{Path, PathError, gain_on_path, needed_gain};
use crate::plan::model::bounds::MAX_PATH_DAYS;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{Metric, MetricId, PathShape, TargetReading};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::form::{Form, Label};
use crate::ui::labels::{figures, names};
use crate::widgets::{ChartLine, Disclosure, LineChart, Notice, NoticeKind, RadioChoice, RadioGroup};

/// The collapsible part of a metric's card.
pub fn part(editor: Editor, id: MetricId) -> AnyView {
    let form: Form<Metric> = Form::item(editor, id);
    let shown = editor.memo(move |plan| known(plan, id));
    let two_readings = form.memo(|metric| has_two_readings(metric.definition.adds_up()));
    let stock = form.memo(|metric| metric.definition.adds_up() == AddsUp::EndOfPeriod);
    view! {
        <Disclosure summary=Signal::stored(w::path().to_owned())>
            <div class="path" id=form.anchor("metric-path") tabindex="-1">
                {shape(form)}
                {move || two_readings.get().then(|| reading(form))}
                {move || {
                    stock
                        .get()
                        .then(|| {
                            let label = Label::new(w::loss()).hint(w::loss_hint()).optional();
                            view! { <div class="short-field">{form.decimal("metric-loss", label, Unit::Percent, lens!(path.daily_loss))}</div> }
                        })
                }}
                {move || outcome(shown)}
            </div>
        </Disclosure>
    }
    .into_any()
}

/// A target for a metric that rolls up by sum or average can refer to the last day or to all days; a stock refers to
/// the end.
fn has_two_readings(adds_up: AddsUp) -> bool {
    !matches!(adds_up, AddsUp::EndOfPeriod | AddsUp::Compound | AddsUp::Recomputed)
}

fn shape(form: Form<Metric>) -> AnyView {
    let value =
        form.memo(|metric| if metric.path.shape == PathShape::Compound { "compound" } else { "linear" }.to_owned());
    let commit = Callback::new(move |value: String| {
        let shape = if value == "compound" { PathShape::Compound } else { PathShape::Linear };
        form.choose(|metric| metric.path.shape = shape);
    });
    let choice = |value: &str, label: &str, hint: &str| RadioChoice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
    };
    let choices = vec![
        choice("linear", w::shape_linear(), w::shape_linear_hint()),
        choice("compound", w::shape_compound(), w::shape_compound_hint()),
    ];
    view! {
        <RadioGroup id=form.anchor("metric-shape") legend=w::shape() choices=choices value=value commit=commit inline=true />
    }
    .into_any()
}

/// The meaning of the target: reached on the last day, or on average.
fn reading(form: Form<Metric>) -> AnyView {
    let target = Memo::new(move |_| {
        form.get(|metric| metric.target.map(names::decimal)).flatten().unwrap_or_else(|| w::target_value().to_owned())
    });
    let value =
        form.memo(|metric| if metric.path.reading == TargetReading::OnAverage { "average" } else { "end" }.to_owned());
    let commit = Callback::new(move |value: String| {
        let reading = if value == "average" { TargetReading::OnAverage } else { TargetReading::AtTheEnd };
        form.choose(|metric| metric.path.reading = reading);
    });
    (move || {
        let choice =
            |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
        let choices = vec![choice("end", w::reading_end()), choice("average", w::reading_average())];
        view! {
            <RadioGroup
                id=form.anchor("metric-reading")
                legend=w::reading(&target.get())
                hint=Signal::stored(w::reading_hint().to_owned())
                choices=choices
                value=value
                commit=commit
                inline=true
            />
        }
    })
    .into_any()
}

/// Everything a path is computed from, copied out of the plan.
#[derive(Clone, PartialEq)]
struct Known {
    name: String,
    unit: Unit,
    adds_up: AddsUp,
    currency: Currency,
    from: f64,
    to: f64,
    first: NaiveDate,
    last: NaiveDate,
    shape: PathShape,
    reading: TargetReading,
    loss: f64,
    /// For activations: the percentage that registers, if the plan has that metric.
    registers: Option<f64>,
}

/// `None` while a value or a date is missing.
fn known(plan: &Plan, id: MetricId) -> Option<Known> {
    let metric = plan.find(id)?;
    let dictionary = metric.definition.dictionary().map(|entry| entry.key);
    let conversion = || {
        let named = |other: &&Metric| other.definition.dictionary().is_some_and(|entry| entry.key == "reg_conv");
        plan.goals.metrics.iter().find(named).and_then(|other| other.target)
    };
    let adds_up = metric.definition.adds_up();
    Some(Known {
        name: names::metric(&metric.definition),
        unit: metric.definition.unit(),
        adds_up,
        currency: plan.basics.currency,
        from: metric.baseline?.to_f64(),
        to: metric.target?.to_f64(),
        first: metric.baseline_on?,
        last: metric.due?,
        shape: metric.path.shape,
        reading: if has_two_readings(adds_up) { metric.path.reading } else { TargetReading::AtTheEnd },
        loss: metric.path.daily_loss.map_or(0.0, |loss| loss.to_f64() / 100.0),
        registers: conversion().filter(|_| dictionary == Some("activations")).map(Decimal::to_f64),
    })
}

impl Known {
    fn days(&self) -> u32 {
        u32::try_from((self.last - self.first).num_days()).unwrap_or(0)
    }

    fn path(&self, reading: TargetReading) -> Result<Path, PathError> {
        Path::to_target(self.from, self.to, self.days(), self.shape, reading)
    }

    fn other(&self) -> Option<Path> {
        if !has_two_readings(self.adds_up) {
            return None;
        }
        let other = match self.reading {
            TargetReading::AtTheEnd => TargetReading::OnAverage,
            TargetReading::OnAverage => TargetReading::AtTheEnd,
        };
        self.path(other).ok()
    }

    fn say(&self, value: f64) -> String {
        figures::computed(value, self.unit, self.currency)
    }
}

fn outcome(shown: Memo<Option<Known>>) -> AnyView {
    let Some(known) = shown.get() else {
        return view! { <p class="muted">{w::path_blank()}</p> }.into_any();
    };
    if known.days() > MAX_PATH_DAYS {
        let most = format::count(i64::from(MAX_PATH_DAYS / 365));
        return view! { <Notice kind=NoticeKind::Warn>{w::path_too_long(&most)}</Notice> }.into_any();
    }
    let path = match known.path(known.reading) {
        Ok(path) => path,
        Err(why) => {
            let why = match why {
                PathError::NoDays => w::path_no_days(),
                PathError::CompoundNeedsPositive => w::path_needs_positive(),
                PathError::OutOfReach => w::path_out_of_reach(),
                PathError::BelowZero => w::path_below_zero(),
            };
            return view! { <Notice kind=NoticeKind::Warn>{why}</Notice> }.into_any();
        }
    };
    let other = known.other();
    view! {
        {facts(&known, &path)}
        {needs(&known, &path)}
        {other.map(|other| other_reading(&known, &path, &other))}
        {chart(&known, &path, other.as_ref())}
        <Disclosure summary=Signal::stored(w::path_table().to_owned())>{tables(&known, &path)}</Disclosure>
    }
    .into_any()
}

fn facts(known: &Known, path: &Path) -> AnyView {
    let a_day = (path.end - path.baseline).abs() / f64::from(path.days);
    let step = match (known.shape, path.falls()) {
        (PathShape::Linear, false) => (w::path_step(), known.say(a_day)),
        (PathShape::Linear, true) => (w::path_step_down(), known.say(a_day)),
        (PathShape::Compound, false) => (w::path_rate(), format::change(path.daily_rate())),
        (PathShape::Compound, true) => (w::path_rate_down(), format::change(path.daily_rate())),
    };
    let sum = (known.adds_up == AddsUp::Sum).then(|| (w::path_sum(), known.say(path.sum())));
    let facts = [
        Some((w::path_days(), format::count(i64::from(path.days)))),
        Some(step),
        Some((w::path_average(), known.say(path.average()))),
        Some((w::path_end(), known.say(path.end))),
        sum,
    ];
    let facts = facts.into_iter().flatten().map(|(what, value)| view! { <div><dt>{what}</dt><dd>{value}</dd></div> });
    let daily = (known.adds_up == AddsUp::Sum).then(|| view! { <p class="muted small">{w::path_daily()}</p> });
    view! { <dl class="facts across">{facts.collect::<Vec<_>>()}</dl> {daily} }.into_any()
}

/// The required daily gain, and what it requires at the next funnel stage.
fn needs(known: &Known, path: &Path) -> AnyView {
    let stock = known.adds_up == AddsUp::EndOfPeriod;
    let gain = if stock && known.to > known.from {
        gain_words(known, path)
    } else if stock && known.to < known.from {
        (known.days() > 0).then(|| w::needed_fall(&known.say((known.from - known.to) / f64::from(known.days()))))
    } else {
        None
    };
    let registrations = known.registers.map(|rate| {
        let number = |value| figures::computed(value, Unit::Count, known.currency);
        let percent = figures::computed(rate, Unit::Percent, known.currency);
        w::registrations_needed(&percent, &number(known.to), &number(known.to * rate / 100.0))
    });
    let said = gain.into_iter().chain(registrations).map(|text| view! { <p>{text}</p> });
    said.collect::<Vec<_>>().into_any()
}

/// The required gain on the selected path: constant, or rising from day to day.
fn gain_words(known: &Known, path: &Path) -> Option<String> {
    if known.shape == PathShape::Compound {
        let gain = gain_on_path(path, known.loss)?;
        let (first, last) = (known.say(gain.first.0), known.say(gain.last.0));
        return Some(if known.loss > 0.0 {
            let gross = (known.say(gain.first.1), known.say(gain.last.1));
            w::needed_rate(&first, &last, &known.say(gain.lost), &gross.0, &gross.1)
        } else {
            w::needed_rate_net(&first, &last)
        });
    }
    let gain = needed_gain(known.from, known.to, known.days(), known.loss)?;
    let net = known.say(gain.net);
    Some(if known.loss > 0.0 {
        w::needed(&net, &known.say(gain.lost), &known.say(gain.gross))
    } else {
        w::needed_net(&net)
    })
}

fn other_reading(known: &Known, path: &Path, other: &Path) -> AnyView {
    let short = other.average() - path.average();
    let (average, apart) = (known.say(path.average()), known.say(short.abs()));
    let falls = path.falls() || other.falls();
    let text = match known.reading {
        TargetReading::AtTheEnd if falls => w::other_reading_average_down(&known.say(other.end), &average, &apart),
        TargetReading::AtTheEnd => w::other_reading_average(&known.say(other.end), &average, &apart),
        TargetReading::OnAverage if falls => {
            w::other_reading_end_down(&known.say(other.average()), &known.say(path.end))
        }
        TargetReading::OnAverage => w::other_reading_end(&known.say(other.average()), &known.say(path.end)),
    };
    view! { <p class="muted">{text}</p> }.into_any()
}

fn chart(known: &Known, path: &Path, other: Option<&Path>) -> AnyView {
    let line = |path: &Path, label: &str, beside| ChartLine {
        label: label.to_owned(),
        values: (0..=path.days).map(|day| path.value(day)).collect(),
        beside,
    };
    let mut lines = vec![line(path, w::chart_this(), false)];
    lines.extend(other.map(|other| line(other, w::chart_other(), true)));
    let (first, last) = (format::date(known.first), format::date(known.last));
    let label = w::chart_label(&known.name, &known.say(path.baseline), &first, &known.say(path.end), &last);
    let (unit, currency) = (known.unit, known.currency);
    let write = Callback::new(move |value: f64| figures::computed(value, unit, currency));
    view! {
        <LineChart
            label=Signal::stored(label)
            lines=Signal::stored(lines)
            write=write
            ends=Signal::stored((first, last))
        />
    }
    .into_any()
}

/// The months' averages and end values, then the path itself, a row per week.
fn tables(known: &Known, path: &Path) -> AnyView {
    let day_of = |day: NaiveDate| u32::try_from((day - known.first).num_days()).unwrap_or(0);
    let months = known
        .first
        .checked_add_days(Days::new(1))
        .and_then(|first| DateRange::new(first, known.last))
        .map_or_else(Vec::new, DateRange::months);
    let months = months
        .into_iter()
        .map(|month| {
            let sum: f64 = (day_of(month.first())..=day_of(month.last())).map(|day| path.value(day)).sum();
            let average = known.say(sum / f64::from(month.len()));
            let end = known.say(path.value(day_of(month.last())));
            view! {
                <tr>
                    <td>{format::month(month.first())}</td>
                    <td class="n" data-label=w::path_month_average()>{average}</td>
                    <td class="n" data-label=w::path_month_end()>{end}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let weekly = (0..path.days).step_by(7).chain([path.days]);
    let days = weekly
        .filter_map(|day| {
            let on = known.first.checked_add_days(Days::new(u64::from(day)))?;
            Some(view! {
                <tr>
                    <td>{format::date(on)}</td>
                    <td class="n" data-label=known.name.clone()>{known.say(path.value(day))}</td>
                </tr>
            })
        })
        .collect::<Vec<_>>();
    view! {
        <table class="cards">
            <thead>
                <tr>
                    <th>{common::month()}</th>
                    <th class="n">{w::path_month_average()}</th>
                    <th class="n">{w::path_month_end()}</th>
                </tr>
            </thead>
            <tbody>{months}</tbody>
        </table>
        <table class="cards">
            <thead>
                <tr>
                    <th>{common::date()}</th>
                    <th class="n">{known.name.clone()}</th>
                </tr>
            </thead>
            <tbody>{days}</tbody>
        </table>
    }
    .into_any()
}
