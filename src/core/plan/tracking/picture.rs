//! What the picture of a goal draws: its planned path, the tracked days, where it is forecast to stand, and what ran when.
//! Values are in the metric's unit, those of money in minor units.
//!
//! ```
//! use groundswell_core::plan::tracking::picture::runs;
//! let day = |text: &str| text.parse().unwrap();
//! // A missing day breaks the line; a closed Monday (8 March) does not.
//! let days = [("2027-03-06", 4.0), ("2027-03-07", 5.0), ("2027-03-09", 6.0), ("2027-03-11", 7.0)];
//! let days: Vec<_> = days.into_iter().map(|(on, value)| (day(on), value)).collect();
//! let lengths: Vec<usize> = runs(&days, &[chrono::Weekday::Mon]).iter().map(Vec::len).collect();
//! assert_eq!(lengths, [3, 1]);
//! ```

use chrono::{Datelike, NaiveDate, Weekday};

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::pacing::planned_to_date;
use crate::plan::model::activity::ActivityId;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::rollups::Length;
use crate::plan::tracking::standing::GoalStanding;

/// A value on a day.
pub type DayValue = (NaiveDate, f64);

/// Days of the moving mean.
const WEEK: i64 = 7;
/// The fewest figures of these days for a mean.
const MIN_FIGURES: usize = 4;

/// Where a goal is forecast to stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    /// The last tracked value that the forecast goes on from.
    pub from: DayValue,
    /// The due date.
    pub due: NaiveDate,
    /// The median.
    pub median: f64,
    /// The lower end of the 80 % interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Something that ran, marked in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkOf {
    /// A phase.
    Phase(PhaseId),
    /// An activity.
    Activity(ActivityId),
    /// This many posts of a day.
    Posts(usize),
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it marks.
    pub of: MarkOf,
    /// Its days, within those of the picture.
    pub days: DateRange,
}

/// The picture of a goal, or of the spend.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressPicture {
    /// The days across.
    pub days: DateRange,
    /// The planned path, day by day.
    pub planned: Vec<DayValue>,
    /// The tracked days in runs: a missing day ends a run.
    pub tracked: Vec<Vec<DayValue>>,
    /// The mean of the last seven days, of a day's results; a stock has none.
    pub mean: Vec<DayValue>,
    /// The forecast.
    pub ahead: Option<Ahead>,
    /// The target.
    pub target: Option<f64>,
    /// What was paid to date by the line items, in a picture of the spend.
    pub paid: Option<DayValue>,
    /// Phases, activities and posts.
    pub marks: Vec<Mark>,
}

/// The picture of a goal; `None` without a path.
pub fn goal_picture(standing: &GoalStanding) -> Option<ProgressPicture> {
    let (plan, metric) = (standing.figures.plan(), standing.metric);
    let progress = standing.progress.as_ref()?;
    let days = progress.days;
    let values: Vec<DayValue> =
        standing.tracked.iter().filter(|day| days.contains(day.on)).map(|day| (day.on, day.value.to_f64())).collect();
    let mean = if metric.definition.adds_up() == AddsUp::EndOfPeriod { Vec::new() } else { moving_mean(&values) };
    let ahead = standing.forecast.as_ref().ok().and_then(|forecast| {
        let from = mean.last().or(values.last()).copied()?;
        Some(Ahead { from, due: forecast.due, median: forecast.median, low: forecast.low, high: forecast.high })
    });
    let path = |(after, on)| (on, progress.path.value(after));
    Some(ProgressPicture {
        days,
        planned: (0..).zip(days.first().iter_days().take(days.len() as usize)).map(path).collect(),
        tracked: runs(&values, &plan.tracking.closed_weekdays),
        mean,
        ahead: ahead.filter(|ahead| ahead.from.0 < ahead.due && days.contains(ahead.due)),
        target: metric.target.map(Decimal::to_f64),
        paid: None,
        marks: marks(plan, days),
    })
}

/// The picture of the money: planned, tracked and paid spend to date, in minor units of the currency. `None` for a plan without dates.
pub fn spend_picture(figures: Figures, ledger: &Ledger, today: NaiveDate) -> Option<ProgressPicture> {
    let plan = figures.plan();
    let days = plan.basics.days()?;
    let ends = Length::Week.around(days.first()).into_iter().chain(weeks_of(days)).map(DateRange::last);
    let mut planned: Vec<DayValue> = days.first().pred_opt().map(|before| (before, 0.0)).into_iter().collect();
    for on in ends.map(|end| end.min(days.last())) {
        if planned.last().is_none_or(|last| last.0 < on) {
            planned.push((on, planned_to_date(plan, ledger, on).to_f64()));
        }
    }
    let (as_of, paid) = (today.pred_opt()?, ledger.sums().actual());
    let metric = plan.goals.metric_by_key("spend");
    let spend = metric.map(|metric| figures.daily(metric, Scope::Plan)).unwrap_or_default();
    let mut sum = Money::ZERO;
    let mut add = |on: NaiveDate, value: Decimal| {
        sum += Money::rounded(value, plan.basics.currency);
        (on, sum.to_f64())
    };
    let until = |on: NaiveDate| on <= today && days.contains(on);
    let tracked: Vec<DayValue> = spend.iter().filter(|day| until(day.on)).map(|day| add(day.on, day.value)).collect();
    Some(ProgressPicture {
        days,
        planned,
        tracked: if tracked.is_empty() { Vec::new() } else { vec![tracked] },
        mean: Vec::new(),
        ahead: None,
        target: ledger.totals().total_budget.map(Money::to_f64),
        paid: (paid > Money::ZERO && days.contains(as_of)).then(|| (as_of, paid.to_f64())),
        marks: marks(plan, days),
    })
}

fn weeks_of(days: DateRange) -> impl Iterator<Item = DateRange> {
    let mut next = Some(days.first());
    std::iter::from_fn(move || {
        let week = next.filter(|day| *day <= days.last()).and_then(|day| Length::Week.around(day))?;
        next = week.last().succ_opt();
        Some(week)
    })
}

/// The mean of the figures of seven days up to each day; none where fewer than four of them have one.
pub fn moving_mean(days: &[DayValue]) -> Vec<DayValue> {
    let mean = |(at, (on, _)): (usize, &DayValue)| {
        let recent: Vec<f64> = days[..=at]
            .iter()
            .rev()
            .take_while(|(day, _)| (*on - *day).num_days() < WEEK)
            .map(|(_, value)| *value)
            .collect();
        #[allow(clippy::cast_precision_loss)] // at most seven
        (recent.len() >= MIN_FIGURES).then(|| (*on, recent.iter().sum::<f64>() / recent.len() as f64))
    };
    days.iter().enumerate().filter_map(mean).collect()
}

/// Days in runs: an open day without a figure ends a run.
pub fn runs(days: &[DayValue], closed: &[Weekday]) -> Vec<Vec<DayValue>> {
    let is_next = |day: &DayValue, next: &DayValue| {
        let mut between = day.0.iter_days().skip(1).take_while(|between| *between < next.0);
        between.all(|between| closed.contains(&between.weekday()))
    };
    days.chunk_by(is_next).map(<[DayValue]>::to_vec).collect()
}

/// Phases, dated activities and posts within some days: in the plan's order, posts by day last.
fn marks(plan: &Plan, days: DateRange) -> Vec<Mark> {
    let mark = |of, own: Option<DateRange>| Some(Mark { of, days: days.overlap(own?)? });
    let phases = plan.phases.iter().filter_map(|phase| mark(MarkOf::Phase(phase.id), phase.days()));
    let activities = plan.activities.iter().filter_map(|activity| {
        let (first, last) = (activity.first.or(activity.last)?, activity.last.or(activity.first)?);
        mark(MarkOf::Activity(activity.id), DateRange::new(first, last))
    });
    let mut posts: Vec<NaiveDate> =
        plan.schedule.posts.iter().map(|post| post.on).filter(|on| days.contains(*on)).collect();
    posts.sort_unstable();
    let posts = posts.chunk_by(|a, b| a == b).filter_map(|day| {
        let on = *day.first()?;
        Some(Mark { of: MarkOf::Posts(day.len()), days: DateRange::new(on, on)? })
    });
    phases.chain(activities).chain(posts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::budget::LineItem;
    use crate::plan::model::timing::Timing;
    use crate::plan::tracking::figures::tests::{day, id, plan_of, put_days};

    #[test]
    fn the_forecast_goes_on_from_the_last_mean() {
        let mut plan = plan_of(&["orders"], 0);
        let metric = &mut plan.goals.metrics[0];
        (metric.baseline, metric.baseline_on) = (Decimal::from_int(10), Some(day("2027-02-28")));
        (metric.target, metric.due) = (Decimal::from_int(30), Some(day("2027-03-31")));
        put_days(&mut plan, 1, None, "2027-03-01", &[10, 12, 11, -1, 13, 14, 12, 15, 16, 14, 15, 17, 16, 18, 17, 19]);
        let standing = GoalStanding::of(Figures::of(&plan), &plan.goals.metrics[0], day("2027-03-17"));
        let picture = goal_picture(&standing).unwrap();
        assert_eq!((picture.planned.len(), picture.target), (32, Some(30.0)));
        assert_eq!(picture.tracked.iter().map(Vec::len).collect::<Vec<_>>(), [3, 12], "4 March has no figure");
        // Four figures are there from the fifth day on.
        assert_eq!(picture.mean[0], (day("2027-03-05"), 11.5));
        let ahead = picture.ahead.unwrap();
        assert_eq!((ahead.from.0, ahead.due), (day("2027-03-16"), day("2027-03-31")));
        assert!((ahead.from.1 - 116.0 / 7.0).abs() < 1e-9);
        assert!(ahead.low < ahead.median && ahead.median < ahead.high);
    }

    #[test]
    fn spend_adds_up_beside_what_is_planned_to_date() {
        let mut plan = plan_of(&["spend"], 0);
        let mut line = LineItem::new(id(70));
        (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(6_100));
        line.timing = Timing::Evenly { first: day("2027-03-01"), last: day("2027-04-30") };
        plan.budget.lines.push(line);
        assert_eq!(
            spend_picture(Figures::of(&plan), &Ledger::of(&plan), day("2027-03-15")).is_some(),
            plan.basics.days().is_some()
        );
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-04-30")));
        put_days(&mut plan, 1, None, "2027-03-01", &[150; 14]);
        let picture = spend_picture(Figures::of(&plan), &Ledger::of(&plan), day("2027-03-10")).unwrap();
        assert_eq!(picture.planned.first(), Some(&(day("2027-02-28"), 0.0)));
        assert_eq!(picture.planned[1].0, day("2027-03-07"));
        assert!((picture.planned[1].1 - 70_000.0).abs() < 1e-9);
        assert!((picture.planned.last().unwrap().1 - 610_000.0).abs() < 1e-9);
        assert_eq!(picture.tracked[0].last(), Some(&(day("2027-03-10"), 150_000.0)));
    }
}
