//! Plan against actual: the planned path of each goal beside what was tracked, what is needed per day from now on, the
//! pacing of results and of money, steadiness, and the cost per result by channel and week.
//!
//! Formulas. *Planned* is the goal's path ([`growth`](crate::plan::goals::growth)): v(t) on a day; over a period the sum of
//! its days where the metric is a day's result, their mean for averages and ratios, the last day for a stock. A gap compares
//! like with like: actual less what was planned *for the days that have a figure*. The *pacing index* is actual over planned
//! to date (of a stock: gained over planned gain; where less is better: planned over actual). *Needed per day* is what is
//! still missing over the open days that remain; on a weekday with factor *w* it is missing·w/Σw over those days. Units
//! are those of the metric, per day.
//!
//! ```
//! use groundswell_core::plan::tracking::plan_vs_actual::{PaceStatus, needed_on, pace_status};
//! // 1,150 of 3,000 after 17 of 28 days on a straight path.
//! let index = 1_150.0 / (3_000.0 * 17.0 / 28.0);
//! assert!((index - 0.631_372_549f64).abs() < 1e-9);
//! assert_eq!(pace_status(index, None), PaceStatus::Off);
//! // The rest over eleven days from a Thursday on, with a weekday's usual share.
//! let thursday: chrono::NaiveDate = "2027-03-18".parse().unwrap();
//! let days: Vec<_> = thursday.iter_days().take(11).collect();
//! let needed = needed_on(1_850.0, &days, &[0.9, 0.9, 0.9, 0.95, 1.05, 1.2, 1.1]);
//! assert!((needed[0] - 155.530_973_451_3).abs() < 1e-8 && (needed[2] - 196.460_176_991_2).abs() < 1e-8);
//! ```

use chrono::{Datelike, NaiveDate, Weekday};

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness::{Cost, Kpi};
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::pacing::{Pace, pacing};
use crate::plan::goals::growth::{Path, needed_gain};
use crate::plan::model::bounds::MAX_PATH_DAYS;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricId, TargetReading};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::steadiness::{Steadiness, weekday_factors, weekday_index};
use crate::plan::strategy::weekly::{WeekCell, measured_by_week};
use crate::plan::tracking::figures::{DayFigure, Figures, Scope};
use crate::plan::tracking::rollups::{Length, RollUp, Window, roll_up};

/// Days of a run over which means are compared.
const WEEK: usize = 7;
/// A needed gain per day above this multiple of the best week so far is not credible.
const CREDIBLE: f64 = 1.5;

/// The days of a goal, from its baseline's date to its due date; the plan's days without these dates.
pub fn goal_days(plan: &Plan, metric: &Metric) -> Option<DateRange> {
    match (metric.baseline_on, metric.due) {
        (Some(first), Some(last)) => DateRange::new(first, last),
        _ => plan.basics.days(),
    }
}

/// The planned path of a goal over its days, the first of which is the baseline's; `None` without baseline, target or days,
/// where no path leads from one to the other, and for goals too long to draw.
pub fn goal_path(plan: &Plan, metric: &Metric) -> Option<(DateRange, Path)> {
    let days = goal_days(plan, metric)?;
    let reading = match metric.definition.adds_up() {
        AddsUp::EndOfPeriod | AddsUp::Compound | AddsUp::Recomputed => TargetReading::AtTheEnd,
        _ => metric.path.reading,
    };
    let length = days.len().saturating_sub(1);
    if length > MAX_PATH_DAYS {
        return None;
    }
    let (from, to) = (metric.baseline?.to_f64(), metric.target?.to_f64());
    Some((days, Path::to_target(from, to, length, metric.path.shape, reading).ok()?))
}

/// Whether a metric is a goal to pace. Spend is not: it keeps pace with the budget.
pub fn is_paced(metric: &Metric) -> bool {
    metric.definition.dictionary().is_none_or(|entry| entry.key != "spend")
}

/// Planned and actual of a day or a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The days, within those of the goal.
    pub days: DateRange,
    /// What is planned for all of these days.
    pub planned: f64,
    /// What was tracked; `None` without a figure.
    pub actual: Option<f64>,
    /// Actual less what was planned for the days with a figure.
    pub gap: Option<f64>,
    /// The gap in percent of that.
    pub gap_percent: Option<f64>,
    /// How many days have a figure.
    pub with_figure: u32,
}

/// What is needed per day from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    /// The open days that remain, up to the due date.
    pub days: Vec<NaiveDate>,
    /// What is missing over these days: a stock's gain, or the sum of a day's results.
    pub missing: f64,
    /// On a mean day; 0 where nothing is missing.
    pub per_day: f64,
    /// Of a stock that loses a share each day: per day before the losses.
    pub gross_per_day: Option<f64>,
    /// On each of the days, by its weekday's usual share.
    pub by_day: Vec<f64>,
}

/// How the results keep pace with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaceStatus {
    /// At 95 % of the plan or more.
    OnTrack,
    /// At 85 % to 95 %.
    Watch,
    /// Below 85 %.
    Off,
    /// What is needed per day is more than one and a half times the best week so far.
    NotCredible,
}

/// The status at a pacing index; `needed` is what is needed per day and the mean day of the best week so far.
pub fn pace_status(index: f64, needed: Option<(f64, f64)>) -> PaceStatus {
    match needed {
        Some((per_day, best)) if index < 0.95 && per_day > CREDIBLE * best => PaceStatus::NotCredible,
        _ if index >= 0.95 => PaceStatus::OnTrack,
        _ if index >= 0.85 => PaceStatus::Watch,
        _ => PaceStatus::Off,
    }
}

/// The pacing of results to date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResultPace {
    /// The last day with a figure.
    pub as_of: NaiveDate,
    /// Planned to date: for the days with a figure, or the planned gain of a stock.
    pub planned: f64,
    /// Actual to date, likewise.
    pub actual: f64,
    /// The pacing index; 1 is on plan.
    pub index: f64,
    /// What it means.
    pub status: PaceStatus,
    /// The mean day of the best seven successive days so far.
    pub best_week: Option<f64>,
}

/// A run of days without any result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DryRun {
    /// Its first and last day.
    pub days: DateRange,
    /// How many open days.
    pub open_days: u32,
}

/// How steadily results come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evenness {
    /// The measures and their grade.
    pub steadiness: Steadiness,
    /// The longest run of days without any result; a missing day ends a run.
    pub dry_run: Option<DryRun>,
}

/// A goal: plan against actual.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalProgress {
    /// The metric.
    pub metric: MetricId,
    /// From the baseline's day to the due date.
    pub days: DateRange,
    /// The planned path.
    pub path: Path,
    /// Day by day after the baseline's day, to the due date.
    pub daily: Vec<Comparison>,
    /// ISO week by week, cut at the goal's days.
    pub weekly: Vec<Comparison>,
    /// What is needed per day; `None` for ratios and averages of rates, where less is better, without figures, and when the
    /// goal is over.
    pub needed: Option<Needed>,
    /// The pacing; `None` without figures.
    pub pace: Option<ResultPace>,
    /// How steadily results come over the last four weeks of figures; of counts only.
    pub evenness: Option<Evenness>,
}

/// A goal's progress up to `today`; `None` where it has no path.
pub fn goal_progress(figures: Figures, metric: &Metric, today: NaiveDate) -> Option<GoalProgress> {
    let (days, path) = goal_path(figures.plan(), metric)?;
    let mut tracked = figures.daily(metric, Scope::Plan);
    tracked.retain(|day| day.on <= today);
    let goal = Goal { metric, days, path, closed: &figures.plan().tracking.closed_weekdays, tracked: &tracked };
    let needed = goal.needed();
    let pace = goal.pace(needed.as_ref());
    let ahead = days.first().succ_opt().and_then(|first| DateRange::new(first, days.last()))?;
    let each = |length| Window { days: ahead, today: ahead.last() }.periods(length);
    let compare = |period: DateRange| period.overlap(ahead).map(|days| goal.compare(days));
    Some(GoalProgress {
        metric: metric.id,
        days,
        path,
        daily: each(Length::Day).into_iter().filter_map(compare).collect(),
        weekly: each(Length::Week).into_iter().filter_map(compare).collect(),
        needed,
        pace,
        evenness: evenness(figures, metric, Scope::Plan, today),
    })
}

/// A period: what was tracked by the metric's own rule, beside what is planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodRow {
    /// What was tracked.
    pub tracked: RollUp,
    /// What is planned for the period's days within the goal's; `None` without a path there.
    pub planned: Option<f64>,
    /// Tracked less what is planned for the days with a figure; `None` without an exact figure.
    pub gap: Option<f64>,
}

/// The periods of a metric up to `today`, over the plan's days and those with figures, the earliest first.
pub fn by_period(figures: Figures, metric: &Metric, length: Length, today: NaiveDate) -> Vec<PeriodRow> {
    let Some(window) = Window::of(figures, metric, today) else { return Vec::new() };
    let mut tracked = figures.daily(metric, Scope::Plan);
    tracked.retain(|day| day.on <= today);
    let closed = &figures.plan().tracking.closed_weekdays;
    let goal = goal_path(figures.plan(), metric);
    let goal = goal.map(|(days, path)| Goal { metric, days, path, closed, tracked: &tracked });
    let adds = matches!(metric.definition.adds_up(), AddsUp::Sum | AddsUp::EndOfPeriod | AddsUp::Average);
    let row = |tracked: RollUp| {
        let compared = goal.as_ref().and_then(|goal| {
            let ahead = DateRange::new(goal.days.first().succ_opt()?, goal.days.last())?;
            Some(goal.compare(tracked.period.overlap(ahead)?))
        });
        let exact = tracked.value.exact().map(Decimal::to_f64);
        let gap = compared.and_then(|found| {
            // A ratio of sums is not the mean of the days that the comparison takes.
            if adds { found.gap.filter(|_| exact.is_some()) } else { Some(exact? - found.planned) }
        });
        PeriodRow { tracked, planned: compared.map(|found| found.planned), gap }
    };
    roll_up(figures, metric, Scope::Plan, length, window).into_iter().map(row).collect()
}

struct Goal<'a> {
    metric: &'a Metric,
    days: DateRange,
    path: Path,
    closed: &'a [Weekday],
    tracked: &'a [DayFigure],
}

impl Goal<'_> {
    fn planned(&self, on: NaiveDate) -> f64 {
        self.path.value(u32::try_from((on - self.days.first()).num_days()).unwrap_or(0))
    }

    fn within(&self, days: DateRange) -> &[DayFigure] {
        let start = self.tracked.partition_point(|day| day.on < days.first());
        let end = self.tracked.partition_point(|day| day.on <= days.last());
        &self.tracked[start..end]
    }

    fn is_stock(&self) -> bool {
        self.metric.definition.adds_up() == AddsUp::EndOfPeriod
    }

    fn is_open(&self, day: NaiveDate) -> bool {
        !self.closed.contains(&day.weekday())
    }

    /// Values of days as the value of a period.
    fn together(&self, mut values: impl ExactSizeIterator<Item = f64> + DoubleEndedIterator) -> f64 {
        #[allow(clippy::cast_precision_loss)] // a number of days
        let count = values.len().max(1) as f64;
        match self.metric.definition.adds_up() {
            AddsUp::EndOfPeriod => values.next_back().unwrap_or_default(),
            AddsUp::Sum => values.sum(),
            _ => values.sum::<f64>() / count,
        }
    }

    fn compare(&self, days: DateRange) -> Comparison {
        let own = self.within(days);
        let all: Vec<f64> = days.first().iter_days().take(days.len() as usize).map(|on| self.planned(on)).collect();
        let actual = (!own.is_empty()).then(|| self.together(own.iter().map(|day| day.value.to_f64())));
        let planned_of_own = self.together(own.iter().map(|day| self.planned(day.on)));
        let gap = actual.map(|actual| actual - planned_of_own);
        Comparison {
            days,
            planned: self.together(all.into_iter()),
            actual,
            gap,
            gap_percent: gap.filter(|_| planned_of_own != 0.0).map(|gap| 100.0 * gap / planned_of_own.abs()),
            with_figure: u32::try_from(own.len()).unwrap_or(u32::MAX),
        }
    }

    /// The figures after the baseline's day, up to the due date.
    fn to_date(&self) -> &[DayFigure] {
        let ahead = self.days.first().succ_opt().and_then(|first| DateRange::new(first, self.days.last()));
        ahead.map_or(&[], |ahead| self.within(ahead))
    }

    fn needed(&self) -> Option<Needed> {
        if self.metric.definition.better() == Better::Down && !self.is_stock() {
            return None;
        }
        let last = self.to_date().last()?;
        let mut remaining = last.on.iter_days().skip(1).take_while(|day| *day <= self.days.last());
        let calendar_days = u32::try_from(remaining.clone().count()).ok()?;
        let days: Vec<NaiveDate> = remaining.by_ref().filter(|day| self.is_open(*day)).collect();
        if days.is_empty() {
            return None;
        }
        let so_far: f64 = self.to_date().iter().map(|day| day.value.to_f64()).sum();
        #[allow(clippy::cast_precision_loss)] // days of a plan
        let (open, tracked) = (days.len() as f64, self.to_date().len() as f64);
        let (missing, gross) = match (self.metric.definition.adds_up(), self.metric.path.reading) {
            (AddsUp::EndOfPeriod, _) => {
                let (now, target) = (last.value.to_f64(), self.metric.target?.to_f64());
                let loss = self.metric.path.daily_loss.map(|loss| loss.to_f64() / 100.0);
                let gain = loss.and_then(|loss| needed_gain(now, target, calendar_days, loss));
                (target - now, gain.map(|gain| gain.gross * f64::from(calendar_days) / open))
            }
            // The mean of tracked and remaining days is to be the target; a missing day counts for neither side.
            (AddsUp::Sum | AddsUp::Average, TargetReading::OnAverage) => {
                (self.metric.target?.to_f64() * (tracked + open) - so_far, None)
            }
            (AddsUp::Sum, TargetReading::AtTheEnd) => {
                let planned: f64 = self.to_date().iter().map(|day| self.planned(day.on)).sum();
                let rest: f64 = days.iter().map(|on| self.planned(*on)).sum();
                (planned + rest - so_far, None)
            }
            _ => return None,
        };
        let missing = missing.max(0.0);
        let by_day = needed_on(missing, &days, &self.weekdays());
        Some(Needed {
            per_day: missing / open,
            missing,
            gross_per_day: gross.map(|gross| gross.max(0.0)),
            by_day,
            days,
        })
    }

    /// The results of single days, the earliest first: figures, or the net gain of a stock between successive days.
    fn results(&self) -> Vec<(NaiveDate, f64)> {
        results_of(self.tracked, self.is_stock())
    }

    fn weekdays(&self) -> [f64; 7] {
        let mut results = self.results();
        results.retain(|(on, _)| self.is_open(*on));
        #[allow(clippy::cast_precision_loss)] // a number of days
        let mean = results.iter().map(|day| day.1).sum::<f64>() / results.len().max(1) as f64;
        if results.len() < 2 * WEEK || mean <= 0.0 {
            return [1.0; 7];
        }
        weekday_factors(&results, mean, 0.5, 2.0)
    }

    /// The mean day of the best seven successive days.
    fn best_week(&self) -> Option<f64> {
        let results = self.results();
        let successive = |run: &&[(NaiveDate, f64)]| (run[WEEK - 1].0 - run[0].0).num_days() == 6;
        let mean = |run: &[(NaiveDate, f64)]| run.iter().map(|day| day.1).sum::<f64>() / 7.0;
        results.windows(WEEK).filter(successive).map(mean).reduce(f64::max)
    }

    fn pace(&self, needed: Option<&Needed>) -> Option<ResultPace> {
        let own = self.to_date();
        let last = own.last()?;
        let sum = |of: &dyn Fn(&DayFigure) -> f64| own.iter().map(of).sum::<f64>();
        let (actual, planned) = match self.metric.definition.adds_up() {
            AddsUp::EndOfPeriod => {
                (last.value.to_f64() - self.path.baseline, self.planned(last.on) - self.path.baseline)
            }
            AddsUp::Sum => (sum(&|day| day.value.to_f64()), sum(&|day| self.planned(day.on))),
            _ => {
                let recent = &own[own.len().saturating_sub(WEEK)..];
                let actual = self.together(recent.iter().map(|day| day.value.to_f64()));
                (actual, self.together(recent.iter().map(|day| self.planned(day.on))))
            }
        };
        let falls = self.is_stock() && self.path.falls();
        let index = match self.metric.definition.better() {
            Better::Down if !falls && actual > 0.0 => planned / actual,
            _ if planned != 0.0 => actual / planned,
            _ if actual >= planned => 1.0,
            _ => 0.0,
        };
        let best_week = self.best_week();
        let credible = needed.map(|needed| needed.per_day).zip(best_week);
        let credible = credible.filter(|_| self.metric.definition.better() == Better::Up);
        Some(ResultPace { as_of: last.on, planned, actual, index, status: pace_status(index, credible), best_week })
    }
}

/// What is needed on each of these days, if each weekday brings its usual share (factors from Monday on); the parts sum
/// to what is missing.
pub fn needed_on(missing: f64, days: &[NaiveDate], weekdays: &[f64; 7]) -> Vec<f64> {
    let all: f64 = days.iter().map(|day| weekdays[weekday_index(*day)]).sum();
    days.iter().map(|day| missing * weekdays[weekday_index(*day)] / all).collect()
}

fn results_of(tracked: &[DayFigure], is_stock: bool) -> Vec<(NaiveDate, f64)> {
    if !is_stock {
        return tracked.iter().map(|day| (day.on, day.value.to_f64())).collect();
    }
    let pairs = tracked.windows(2).filter(|pair| pair[0].on.succ_opt() == Some(pair[1].on));
    pairs.map(|pair| (pair[1].on, pair[1].value.to_f64() - pair[0].value.to_f64())).collect()
}

/// How steadily results come over the last four weeks up to the last figure, of counts of a day or of a stock's net gain.
/// `None` for other metrics, and without any result.
pub fn evenness(figures: Figures, metric: &Metric, scope: Scope, today: NaiveDate) -> Option<Evenness> {
    let adds_up = metric.definition.adds_up();
    if metric.definition.unit() != Unit::Count || !matches!(adds_up, AddsUp::Sum | AddsUp::EndOfPeriod) {
        return None;
    }
    let mut tracked = figures.daily(metric, scope);
    tracked.retain(|day| day.on <= today);
    let mut results = results_of(&tracked, adds_up == AddsUp::EndOfPeriod);
    let last = results.last()?.0;
    results.retain(|(on, _)| (last - *on).num_days() < 28);
    let closed = &figures.plan().tracking.closed_weekdays;
    Some(Evenness { steadiness: Steadiness::of(&results, closed)?, dry_run: longest_dry_run(&results, closed) })
}

/// The longest run of open days without any result; the latest of several. Closed weekdays neither count nor end a run, a
/// missing day ends it.
pub fn longest_dry_run(days: &[(NaiveDate, f64)], closed: &[Weekday]) -> Option<DryRun> {
    let is_open = |day: NaiveDate| !closed.contains(&day.weekday());
    let next_open = |day: NaiveDate| day.iter_days().skip(1).take(WEEK).find(|day| is_open(*day));
    let (mut longest, mut run): (Option<DryRun>, Option<DryRun>) = (None, None);
    for &(on, count) in days.iter().filter(|(on, _)| is_open(*on)) {
        let goes_on = run.filter(|run| next_open(run.days.last()) == Some(on));
        let first = goes_on.map_or(on, |run| run.days.first());
        let open_days = goes_on.map_or(1, |run| run.open_days + 1);
        run = DateRange::new(first, on).filter(|_| count <= 0.0).map(|days| DryRun { days, open_days });
        if run.is_some_and(|run| longest.is_none_or(|longest| run.open_days >= longest.open_days)) {
            longest = run;
        }
    }
    longest
}

/// The pacing of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyPace {
    /// Planned, paid and committed of the budget's line items.
    pub budget: Pace,
    /// The spend tracked by day from the plan's first day to the day; `None` where none was tracked.
    pub tracked: Option<Money>,
}

impl ResultPace {
    /// Actual over planned, also where less is better; `None` while nothing was planned.
    pub fn share(&self) -> Option<f64> {
        (self.planned != 0.0).then(|| self.actual / self.planned)
    }
}

impl MoneyPace {
    /// What was spent: paid amounts, or the tracked spend where it is more, since invoices come late.
    pub fn spent(&self) -> Money {
        self.tracked.map_or(self.budget.actual, |tracked| tracked.max(self.budget.actual))
    }

    /// Spent over planned to date; `None` while nothing is planned.
    pub fn index(&self) -> Option<f64> {
        (self.budget.to_date > Money::ZERO).then(|| self.spent().to_f64() / self.budget.to_date.to_f64())
    }
}

/// The pacing of money up to a day.
pub fn money_pace(figures: Figures, ledger: &Ledger, as_of: NaiveDate) -> MoneyPace {
    let plan = figures.plan();
    let spend = plan.goals.metric_by_key("spend").map(|metric| figures.daily(metric, Scope::Plan)).unwrap_or_default();
    let first = plan.basics.first_day;
    let own = spend.iter().filter(|day| day.on <= as_of && first.is_none_or(|first| first <= day.on));
    let sum = own.map(|day| day.value).reduce(|sum, value| sum + value);
    MoneyPace {
        budget: pacing(plan, ledger, as_of).plan,
        tracked: sum.map(|sum| Money::rounded(sum, plan.basics.currency)),
    }
}

/// The cost per result of a channel in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekCost {
    /// Money spent; `None` if none was entered.
    pub spend: Option<Money>,
    /// Results counted; `None` if none were entered.
    pub results: Option<Decimal>,
    /// The cost per result; `None` without spend or results.
    pub cost: Option<Cost>,
}

/// The costs per result of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelCosts {
    /// The channel.
    pub channel: ChannelId,
    /// Week by week.
    pub weeks: Vec<WeekCost>,
    /// Over the weeks that have both spend and results.
    pub total: Option<Cost>,
}

/// The costs per result by channel and week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostTable {
    /// How the cost is stated.
    pub kpi: Kpi,
    /// ISO weeks.
    pub weeks: Vec<DateRange>,
    /// The channels with spend or results in these weeks, in the plan's order.
    pub channels: Vec<ChannelCosts>,
}

/// The cost per result of a metric by channel and ISO week, from tracked spend and results; in the tests' metric, a
/// channel test's days take precedence. `None` for metrics whose results are not bought one by one.
pub fn cost_by_week(plan: &Plan, metric: &Metric, window: Window) -> Option<CostTable> {
    let kpi = Kpi::of(&metric.definition).filter(|_| metric.definition.adds_up() == AddsUp::Sum)?;
    let weeks = window.periods(Length::Week);
    let cost = |cell: &WeekCell| {
        let results = cell.results.and_then(Decimal::from_int);
        let both = cell.spend.zip(results).filter(|(spend, results)| *spend > Money::ZERO && results.is_positive());
        WeekCost { spend: cell.spend, results, cost: both.map(|(spend, results)| Cost::of(spend, results, kpi)) }
    };
    let row = |(channel, cells): (ChannelId, Vec<WeekCell>)| {
        let weeks: Vec<WeekCost> = cells.iter().map(cost).collect();
        let both = || weeks.iter().filter_map(|week| week.spend.zip(week.results));
        let (spend, results) = (both().map(|week| week.0).sum(), both().map(|week| week.1).sum::<Decimal>());
        let total = (spend > Money::ZERO && results.is_positive()).then(|| Cost::of(spend, results, kpi));
        let has_any = weeks.iter().any(|week| week.spend.is_some() || week.results.is_some());
        has_any.then_some(ChannelCosts { channel, weeks, total })
    };
    let channels = measured_by_week(plan, Some(metric.id), &weeks).into_iter().filter_map(row).collect();
    Some(CostTable { kpi, weeks, channels })
}

#[cfg(test)]
mod tests;
