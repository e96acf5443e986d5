//! The results of the channels by week with their cost: a table whose cells are bars.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::{common, track_progress as w};
use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness::{Cost, Kpi};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::Metric;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::plan_vs_actual::{CostTable, cost_by_week};
use crate::plan::tracking::rollups::{Length, Window, roll_up};
use crate::ui::labels::{figures, names};

/// The latest so many weeks are shown.
const WEEKS: usize = 12;

/// A row: a channel, or the whole plan.
struct ChannelRow {
    name: String,
    channel: Option<ChannelId>,
    /// Its figure of each week.
    weeks: Vec<Option<Decimal>>,
}

/// The part; nothing for metrics that are not counted by channel.
pub(super) fn part(plan: &Plan, metric: &Metric, today: NaiveDate) -> AnyView {
    let adds_up = metric.definition.adds_up();
    let found = Figures::of(plan);
    if !matches!(adds_up, AddsUp::Sum | AddsUp::EndOfPeriod) {
        return ().into_any();
    }
    let Some(window) = weeks_shown(found, metric, today) else { return ().into_any() };
    let weeks = window.periods(Length::Week);
    let rows = rows(plan, metric, window);
    // The whole plan alone is in the table by period.
    if rows.iter().all(|row| row.channel.is_none()) {
        return ().into_any();
    }
    let costs = cost_by_week(plan, metric, window).filter(|table| table.channels.iter().any(|row| row.total.is_some()));
    let most = rows.iter().filter(|row| row.channel.is_some()).flat_map(|row| &row.weeks).flatten();
    let most = most.map(|value| value.to_f64()).fold(0.0, f64::max);
    let has_total = adds_up == AddsUp::Sum;
    let heads: Vec<_> = weeks.iter().map(|week| view! { <th scope="col" class="n">{head(*week)}</th> }).collect();
    let drawn: Vec<_> = rows.iter().map(|row| row_view(plan, metric, row, most, costs.as_ref(), has_total)).collect();
    let gloss = costs.as_ref().map(|table| {
        let cost = figures::cost_name(metric, table.kpi);
        view! { <p class="muted small progress-note">{w::costs(&cost)} " " {w::costs_text()}</p> }
    });
    let title = w::channels_picture(&names::metric(&metric.definition));
    let caption = title.clone();
    view! {
        <section aria-labelledby="progress-channels">
            <h2 id="progress-channels">{w::channels()}</h2>
            {gloss}
            <div class="frame matrix week-bars" tabindex="0" role="region" aria-label=title>
                <table>
                    <caption class="visually-hidden">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{common::channel()}</th>
                            {heads}
                            {has_total.then(|| view! { <th scope="col" class="n total">{w::in_all()}</th> })}
                        </tr>
                    </thead>
                    <tbody>{drawn}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The last weeks up to today, or to the metric's last figure.
fn weeks_shown(figures: Figures, metric: &Metric, today: NaiveDate) -> Option<Window> {
    let span = figures.span(metric.id)?;
    let last = span.last().min(today);
    let weeks = Window { days: DateRange::new(span.first(), last)?, today: last }.periods(Length::Week);
    let first = weeks.iter().rev().take(WEEKS).next_back()?.first();
    Some(Window { days: DateRange::new(first, Length::Week.around(last)?.last())?, today: last })
}

/// The channels with figures, and the whole plan where it has figures of its own or several channels.
fn rows(plan: &Plan, metric: &Metric, window: Window) -> Vec<ChannelRow> {
    let found = Figures::of(plan);
    let weeks = |scope| -> Vec<Option<Decimal>> {
        roll_up(found, metric, scope, Length::Week, window).iter().map(|week| week.value.exact()).collect()
    };
    let channels = found.channels(metric.id);
    let mut rows: Vec<ChannelRow> = channels
        .iter()
        .map(|id| ChannelRow {
            name: names::channel_of(plan, Some(*id)),
            channel: Some(*id),
            weeks: weeks(Scope::Channel(*id)),
        })
        .collect();
    if channels.len() != 1 {
        rows.push(ChannelRow { name: w::whole_plan().to_owned(), channel: None, weeks: weeks(Scope::Plan) });
    }
    rows
}

fn head(week: DateRange) -> String {
    format::span_short(week.first(), week.last()).replace(' ', "\u{a0}")
}

fn row_view(
    plan: &Plan,
    metric: &Metric,
    row: &ChannelRow,
    most: f64,
    costs: Option<&CostTable>,
    has_total: bool,
) -> AnyView {
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let own = costs.and_then(|table| table.channels.iter().find(|of| Some(of.channel) == row.channel));
    let kpi = costs.map(|table| table.kpi);
    let each = |cost: Option<Cost>| price(cost, kpi, currency);
    let cell = |(at, value): (usize, &Option<Decimal>)| {
        let text = value.map_or_else(|| "–".to_owned(), |value| names::value(value, unit, currency));
        let share = value.map_or(0.0, |value| (value.to_f64() / most * 100.0).clamp(0.0, 100.0));
        let bar = (row.channel.is_some() && most > 0.0)
            .then(|| view! { <i class="bar-line" aria-hidden="true" style:width=format!("{share:.1}%")></i> });
        let cost = each(own.and_then(|own| own.weeks.get(at)?.cost));
        view! { <td class="n">{text} {cost.map(|cost| view! { " " <small class="muted">{cost}</small> })} {bar}</td> }
    };
    let cells: Vec<_> = row.weeks.iter().enumerate().map(cell).collect();
    let total = has_total.then(|| {
        let sum: Decimal = row.weeks.iter().flatten().copied().sum();
        let cost = each(own.and_then(|own| own.total));
        view! {
            <td class="n total">
                {names::value(sum, unit, currency)} {cost.map(|cost| view! { " " <small class="muted">{cost}</small> })}
            </td>
        }
    });
    let class = if row.channel.is_none() { "whole" } else { "" };
    view! { <tr class=class><th scope="row">{row.name.clone()}</th> {cells} {total}</tr> }.into_any()
}

fn price(cost: Option<Cost>, kpi: Option<Kpi>, currency: crate::plan::numbers::currency::Currency) -> Option<String> {
    Some(names::cost(cost?.price(kpi?, currency)?, currency))
}
