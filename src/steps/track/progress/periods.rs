//! Planned and actual by day, week, month, quarter or year, as a table.

use chrono::Datelike;
use leptos::prelude::*;

use super::Page;
use crate::i18n::format;
use crate::i18n::words::track_progress as w;
use crate::plan::Plan;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::plan_vs_actual::{PeriodRow, by_period};
use crate::plan::tracking::rollups::{Length, RolledUp};
use crate::ui::labels::tracking::rough;
use crate::ui::labels::{figures, names};
use crate::widgets::{DataCell, DataHead, LazyDisclosure, RadioChoice, RadioGroup, data_table};

/// The latest so many periods are shown.
const MOST: usize = 60;
/// So many activities of a period are named.
const NAMED: usize = 3;

/// The part.
pub(super) fn part(page: Page, metric: MetricId) -> AnyView {
    let choice =
        |length: Length| RadioChoice { value: slug(length).to_owned(), label: name(length).to_owned(), hint: None };
    let commit = Callback::new(move |value: String| {
        if let Some(length) = Length::ALL.into_iter().find(|length| slug(*length) == value) {
            page.length.set(length);
        }
    });
    let value = Memo::new(move |_| slug(page.length.get()).to_owned());
    let body = move || {
        let table = move || {
            page.editor.read(|plan| plan.find(metric).map(|metric| table(plan, metric, page, page.length.get())))
        };
        view! {
            <RadioGroup
                id="progress-length"
                legend=w::length()
                choices=Length::ALL.map(choice).to_vec()
                value=value
                commit=commit
                inline=true
            />
            {table}
        }
        .into_any()
    };
    view! { <LazyDisclosure summary=Signal::stored(w::table().to_owned())>{body}</LazyDisclosure> }.into_any()
}

fn slug(length: Length) -> &'static str {
    match length {
        Length::Day => "day",
        Length::Week => "week",
        Length::Month => "month",
        Length::Quarter => "quarter",
        Length::Year => "year",
    }
}

fn name(length: Length) -> &'static str {
    match length {
        Length::Day => w::length_day(),
        Length::Week => w::length_week(),
        Length::Month => w::length_month(),
        Length::Quarter => w::length_quarter(),
        Length::Year => w::length_year(),
    }
}

fn table(plan: &Plan, metric: &Metric, page: Page, length: Length) -> AnyView {
    let found = by_period(Figures::of(plan), metric, length, page.today);
    let partial = found.iter().any(|row| row.tracked.is_partial()).then(|| {
        view! { <p class="muted small">{w::part_text()}</p> }
    });
    let ran = found.iter().any(|row| !ran_in(plan, row.tracked.period).is_empty());
    // The latest first: they matter most.
    let rows = found.iter().rev().take(MOST).map(|found| row(plan, metric, found, length, ran)).collect();
    let mut heads = vec![
        DataHead::words(w::length()),
        DataHead::figures(w::head_planned()),
        DataHead::figures(w::head_actual()),
        DataHead::figures(w::head_gap()),
        DataHead::figures(w::head_days()),
    ];
    if ran {
        heads.push(DataHead::words(w::head_ran()));
    }
    view! {
        <div class="frame progress-periods" tabindex="0" role="region" aria-label=w::table()>
            {data_table(w::table(), "visually-hidden", &heads, rows, Vec::new())}
        </div>
        {partial}
    }
    .into_any()
}

fn row(plan: &Plan, metric: &Metric, found: &PeriodRow, length: Length, ran: bool) -> Vec<DataCell> {
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let exact = |value| figures::rolled_up(value, unit, currency);
    let computed = |value: f64| rough(value, unit, currency);
    let tracked = &found.tracked;
    let actual = match tracked.value {
        RolledUp::Missing => "–".to_owned(),
        RolledUp::Exact(value) => exact(value),
        RolledUp::AtLeast(value) => w::at_least(&exact(value)),
        RolledUp::Between { low, high } => w::between(&exact(low), &exact(high)),
        RolledUp::NotRolledUp => w::not_added().to_owned(),
    };
    let gap = found.gap.map_or_else(
        || "–".to_owned(),
        |gap| {
            let sign = if gap > 0.0 { "+" } else { "" };
            if unit == Unit::Percent {
                crate::i18n::words::track_weekly::points(&[sign, &rough(gap, Unit::Count, currency)].concat())
            } else {
                [sign, &computed(gap)].concat()
            }
        },
    );
    let count = |days: u32| format::count(i64::from(days));
    let coverage = tracked.coverage;
    let part = if tracked.is_running {
        w::running()
    } else if tracked.is_partial() {
        w::part()
    } else {
        ""
    };
    let mut cells = vec![
        DataCell::from(period_name(tracked.period, length)).beside(part),
        found.planned.map_or_else(|| "–".to_owned(), computed).into(),
        actual.into(),
        gap.into(),
        w::days_of(&count(coverage.with_figure), &count(coverage.expected)).into(),
    ];
    if ran {
        cells.push(ran_words(ran_in(plan, tracked.period)).into());
    }
    cells
}

fn period_name(period: DateRange, length: Length) -> String {
    let first = period.first();
    match length {
        Length::Day => format::date(first),
        Length::Week => format::span_short(first, period.last()),
        Length::Month => format::month(first),
        Length::Quarter => w::quarter(&(first.month0() / 3 + 1).to_string(), &format::year(first)),
        Length::Year => format::year(first),
    }
}

/// The names of activities that ran in a period, and its posts.
fn ran_in(plan: &Plan, period: DateRange) -> Vec<String> {
    let activities = plan.activities.iter().filter(|activity| {
        let days = activity.first.or(activity.last).zip(activity.last.or(activity.first));
        days.and_then(|(first, last)| DateRange::new(first, last)).is_some_and(|days| days.overlap(period).is_some())
    });
    let mut ran: Vec<String> = activities.map(names::activity).collect();
    let posts = plan.schedule.posts.iter().filter(|post| period.contains(post.on)).count();
    if posts > 0 {
        let (count, text) = format::counted(posts);
        ran.push(w::posts_in(count, &text));
    }
    ran
}

fn ran_words(mut ran: Vec<String>) -> String {
    let more = ran.len().saturating_sub(NAMED + 1);
    if more > 0 {
        let last = ran.pop();
        ran.truncate(NAMED);
        ran.extend(last);
    }
    let listed = format::list(&ran);
    if more > 0 { listed + format::sentence_gap() + &w::and_more(&format::counted(more).1) } else { listed }
}
