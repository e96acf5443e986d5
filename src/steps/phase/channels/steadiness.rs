//! Whether results came every day or in bursts: in words first, then the grade.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::channel_weeks as w;
use crate::plan::Plan;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::strategy::steadiness::{Steadiness, SteadinessGrade};
use crate::plan::strategy::weekly::counted_days;
use crate::steps::phase::Part;
use crate::ui::labels::names;
use crate::widgets::{DataCell, DataHead, data_table};

/// A row: all channels, or one.
#[derive(Clone, PartialEq)]
struct SteadinessRow {
    name: String,
    found: Steadiness,
    /// How many days reached the steady gain, of how many; and that gain.
    reached: Option<(usize, usize, Decimal)>,
}

/// The part.
pub(super) fn part(part: Part) -> AnyView {
    let rows = part.editor.memo(move |plan| plan.find(part.id).map(|phase| rows(plan, phase)).unwrap_or_default());
    view! { {part.card_heading(w::steady().to_owned())} {move || rows.with(|rows| drawn(rows))} }.into_any()
}

fn rows(plan: &Plan, phase: &Phase) -> Vec<SteadinessRow> {
    let Some(within) = phase.days() else { return Vec::new() };
    let closed = &plan.tracking.closed_weekdays;
    let target = phase.steady_gain.filter(|_| is_the_same(plan, phase));
    let all = counted_days(plan, None, within);
    let reached = target.map(|target| {
        let reaches = |day: &&(chrono::NaiveDate, f64)| day.1 >= target.to_f64();
        (all.iter().filter(reaches).count(), all.len(), target)
    });
    let whole = Steadiness::of(&all, closed).map(|found| SteadinessRow { name: w::all().to_owned(), found, reached });
    let channels = plan.strategy.channels.iter().filter_map(|channel| {
        let found = Steadiness::of(&counted_days(plan, Some(channel.id), within), closed)?;
        Some(SteadinessRow { name: names::channel(channel), found, reached: None })
    });
    whole.into_iter().chain(channels).collect()
}

/// Whether the steady gain counts the same thing as the tests: the phase names no metric, the same metric, or a stock
/// that grows by what the tests count.
fn is_the_same(plan: &Plan, phase: &Phase) -> bool {
    let Some(id) = phase.objective.and_then(|objective| objective.metric) else { return true };
    let stock = plan.find(id).map(|metric| metric.definition.adds_up());
    Some(id) == plan.strategy.rule.metric || stock == Some(AddsUp::EndOfPeriod)
}

fn drawn(rows: &[SteadinessRow]) -> AnyView {
    let Some(whole) = rows.first() else {
        return view! { <p class="muted">{w::steady_none()}</p> }.into_any();
    };
    let reached = whole.reached.map(|(reached, days, target)| {
        let count = |n: usize| format::counted(n).1;
        view! { <p>{w::reached(&count(reached), &count(days), &names::decimal(target))}</p> }
    });
    let cells = |row: &SteadinessRow| {
        vec![
            DataCell::from(row.name.clone()),
            DataCell::from(plain(&row.found)),
            DataCell::from(mean(&row.found)),
            DataCell::from(grade(row.found.grade())),
        ]
    };
    let heads = [
        DataHead::words(crate::i18n::words::common::channel()),
        DataHead::words(w::what_counts()),
        DataHead::words(w::a_day()),
        DataHead::words(w::grade()),
    ];
    let rows = rows.iter().map(cells).collect();
    view! { {reached} <div class="steady-table">{data_table(w::steady(), "visually-hidden", &heads, rows, Vec::new())}</div> }
        .into_any()
}

/// "3 days in a row without a new fan. The best day brought 61% of all."
#[allow(clippy::cast_possible_truncation)] // a share
fn plain(found: &Steadiness) -> String {
    let (n, text) = format::counted(found.longest_gap);
    let dry = if n == 0 { w::dry_none().to_owned() } else { w::dry(n, &text) };
    // With few days the best one has a large share anyway.
    if found.days < 7 || found.top_share < 0.2 {
        return dry;
    }
    let top = format::percent_bp((found.top_share * 100.0).round() as i64 * 100);
    crate::i18n::words::test_progress::sentences(&dry, &w::top(&top))
}

#[allow(clippy::cast_possible_truncation)] // results a day
fn mean(found: &Steadiness) -> String {
    let (n, text) = format::counted(found.days);
    let mean = format::decimal((found.mean * 10.0).round() as i64, 1);
    if found.open_days == found.days {
        return w::mean(&mean, &w::days(n, &text));
    }
    let (open, open_text) = format::counted(found.open_days);
    w::mean_open(&mean, &w::open_days(open, &open_text), &text)
}

fn grade(grade: SteadinessGrade) -> &'static str {
    match grade {
        SteadinessGrade::Steady => w::grade_steady(),
        SteadinessGrade::Uneven => w::grade_uneven(),
        SteadinessGrade::Bursty => w::grade_bursty(),
        SteadinessGrade::TooFew => w::grade_too_few(),
    }
}
