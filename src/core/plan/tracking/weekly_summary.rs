//! The week in data: what changed against the week before, what is off plan, and what to decide. Not in words: the app
//! words each item.
//!
//! A change compares the figures of two ISO weeks. Where one of them lacks days, sums are compared per day with a figure,
//! since a missing day is not a zero. Off plan is what [`pace_status`](crate::plan::tracking::plan_vs_actual::pace_status)
//! says of results, and money at less than 85 % or more than 115 % of what was planned to date.
//!
//! ```
//! use groundswell_core::plan::{Plan, budget::ledger::Ledger, edit::apply::apply, numbers::decimal::Decimal};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::{entry::enter_value, figures::Figures, weekly_summary::weekly_summary};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let orders = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
//! let first: chrono::NaiveDate = "2027-03-01".parse().unwrap();
//! for (at, day) in (0..14).zip(first.iter_days()) {
//!     let value = Decimal::whole(if at < 7 { 10 } else { 12 });
//!     apply(&mut plan, enter_value(orders, day, Some(value))).unwrap();
//! }
//! let monday = "2027-03-15".parse().unwrap();
//! let summary = weekly_summary(Figures::of(&plan), &Ledger::of(&plan), monday).unwrap();
//! assert_eq!(summary.week.last(), "2027-03-14".parse().unwrap());
//! let change = summary.changes[0].percent.unwrap();
//! assert!((change - 20.0).abs() < 1e-9);
//! ```

use chrono::{Days, NaiveDate};

use crate::plan::budget::ledger::Ledger;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::steadiness::SteadinessGrade;
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::forecast::{Forecast, forecast};
use crate::plan::tracking::plan_vs_actual::{
    DryRun, MoneyPace, PaceStatus, ResultPace, cost_by_week, evenness, goal_progress, is_paced, money_pace,
};
use crate::plan::tracking::rollups::{Coverage, Length, RollUp, Window, roll_up};

/// Money below this share of what was planned to date, or as far above it, is off plan.
const MONEY_OFF: f64 = 0.15;
/// A goal that is reached with less than this chance is one to decide about.
const UNLIKELY: f64 = 0.3;
/// A channel whose result costs this many times that of the cheapest is compared with it.
const DEAR: f64 = 1.5;
/// The fewest results of a week's cost that is compared.
const MIN_COST_RESULTS: i32 = 10;
/// The fewest days of a dry run that is reported.
const LONG_DRY_RUN: u32 = 3;
/// A goal due within this many days is reported.
const SOON: i64 = 14;

/// A metric in this week and the week before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricChange {
    /// The metric.
    pub metric: MetricId,
    /// This week's figure.
    pub now: Decimal,
    /// The figure of the week before; `None` without one.
    pub before: Option<Decimal>,
    /// The change in the metric's unit; of a sum of weeks that lack days, per day with a figure.
    pub change: Option<f64>,
    /// The change in percent; percent points are in `change`.
    pub percent: Option<f64>,
    /// Whether the change is one to the better; `None` for no change.
    pub is_better: Option<bool>,
    /// Whether the change is per day, since a week lacks days.
    pub per_day: bool,
    /// How complete this week is.
    pub coverage: Coverage,
}

/// Something off plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OffPlan {
    /// Results lag behind the path.
    Results {
        /// The metric.
        metric: MetricId,
        /// The pacing.
        pace: ResultPace,
        /// Needed on a mean day from now on.
        needed_per_day: Option<f64>,
    },
    /// Money is spent faster or slower than planned.
    Money {
        /// The pacing.
        pace: MoneyPace,
    },
    /// Results come in bursts.
    Bursts {
        /// The metric.
        metric: MetricId,
        /// The channel; `None` for the whole plan.
        channel: Option<ChannelId>,
        /// Its longest run without any result, if there is one.
        dry_run: Option<DryRun>,
        /// The best day's share of all results, 0 to 1.
        top_share: f64,
    },
}

/// Something to decide or to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Days without a figure are to be entered.
    EnterFigures {
        /// The metric.
        metric: MetricId,
        /// How complete the week is.
        coverage: Coverage,
    },
    /// The target is unlikely to be reached: do more, or set another target.
    ReviewTarget {
        /// The forecast.
        forecast: Forecast,
    },
    /// The goal is due within two weeks and not reached yet.
    DueSoon {
        /// The metric.
        metric: MetricId,
        /// Its due date.
        due: NaiveDate,
        /// Needed on a mean day until then.
        needed_per_day: f64,
    },
    /// Spending is ahead of the plan: slow it, or raise the budget.
    SlowSpending {
        /// What was spent beyond the plan to date.
        over: Money,
    },
    /// Spending is behind the plan: what is it held back for?
    UseBudget {
        /// What was planned to date and not spent.
        under: Money,
    },
    /// One channel's results cost much more than another's.
    CompareChannels {
        /// The metric.
        metric: MetricId,
        /// The cheapest channel and its cost per result.
        cheap: (ChannelId, Money),
        /// The dearest one.
        dear: (ChannelId, Money),
    },
    /// A channel that brought results has brought none for days.
    ChannelDry {
        /// The metric.
        metric: MetricId,
        /// The channel.
        channel: ChannelId,
        /// The days without any result, up to its last figure.
        dry_run: DryRun,
    },
}

/// A week's summary.
#[derive(Debug, Clone, PartialEq)]
pub struct WeeklySummary {
    /// The ISO week.
    pub week: DateRange,
    /// What changed, in the plan's order: metrics with a figure in the week.
    pub changes: Vec<MetricChange>,
    /// What is off plan, results first.
    pub off_plan: Vec<OffPlan>,
    /// What to decide, the most urgent first.
    pub decisions: Vec<Decision>,
}

/// The summary of the last ISO week that was over before `today`; `None` for days out of range.
pub fn weekly_summary(figures: Figures, ledger: &Ledger, today: NaiveDate) -> Option<WeeklySummary> {
    let this_week = Length::Week.around(today)?;
    let week = Length::Week.around(this_week.first().pred_opt()?)?;
    let last = week.last();
    let metrics = &figures.plan().goals.metrics;
    let changes: Vec<MetricChange> = metrics.iter().filter_map(|metric| change(figures, metric, week)).collect();
    let money = money_pace(figures, ledger, last);
    let mut off_plan = Vec::new();
    let mut decisions = Vec::new();
    for metric in metrics {
        if is_paced(metric) {
            review_goal(figures, metric, last, &mut off_plan, &mut decisions);
        }
        review_channels(figures, metric, last, &mut off_plan, &mut decisions);
    }
    if let Some(index) = money.index().filter(|index| (index - 1.0).abs() > MONEY_OFF) {
        off_plan.push(OffPlan::Money { pace: money });
        let gap = money.spent() - money.budget.to_date;
        decisions.push(if index > 1.0 {
            Decision::SlowSpending { over: gap }
        } else {
            Decision::UseBudget { under: Money::ZERO - gap }
        });
    }
    for change in changes.iter().filter(|change| !change.coverage.is_complete()) {
        decisions.push(Decision::EnterFigures { metric: change.metric, coverage: change.coverage });
    }
    off_plan.sort_by_key(|off| match off {
        OffPlan::Results { pace, .. } => (0, std::cmp::Reverse(pace.status)),
        OffPlan::Money { .. } => (1, std::cmp::Reverse(PaceStatus::OnTrack)),
        OffPlan::Bursts { .. } => (2, std::cmp::Reverse(PaceStatus::OnTrack)),
    });
    decisions.sort_by_key(|decision| match decision {
        Decision::DueSoon { .. } => 0,
        Decision::ReviewTarget { .. } => 1,
        Decision::SlowSpending { .. } => 2,
        Decision::ChannelDry { .. } => 3,
        Decision::CompareChannels { .. } => 4,
        Decision::UseBudget { .. } => 5,
        Decision::EnterFigures { .. } => 6,
    });
    Some(WeeklySummary { week, changes, off_plan, decisions })
}

/// The change of a metric between two weeks; `None` without an exact figure of this one.
fn change(figures: Figures, metric: &Metric, week: DateRange) -> Option<MetricChange> {
    let first = week.first().checked_sub_days(Days::new(7))?;
    // The day after the week, so that its last day is expected.
    let window = Window { days: DateRange::new(first, week.last())?, today: week.last().succ_opt()? };
    let weeks = roll_up(figures, metric, Scope::Plan, Length::Week, window);
    let [before, now] = &weeks[..] else { return None };
    let value = now.value.exact()?;
    let is_sum = metric.definition.adds_up() == AddsUp::Sum;
    let per_day = is_sum && (now.coverage.missing() > 0 || before.coverage.missing() > 0);
    let measure = |week: &RollUp| {
        let value = week.value.exact()?.to_f64();
        let days = f64::from(week.coverage.with_figure.max(1));
        Some(if per_day { value / days } else { value })
    };
    let change = measure(now).zip(measure(before)).map(|(now, before)| now - before);
    let is_percent = metric.definition.unit() == Unit::Percent;
    let base = measure(before).filter(|before| *before != 0.0 && !is_percent);
    let is_better = change.filter(|change| *change != 0.0);
    Some(MetricChange {
        metric: metric.id,
        now: value,
        before: before.value.exact(),
        change,
        percent: change.zip(base).map(|(change, base)| 100.0 * change / base.abs()),
        is_better: is_better.map(|change| (change > 0.0) == (metric.definition.better() == Better::Up)),
        per_day,
        coverage: now.coverage,
    })
}

/// A goal's pacing, due date and forecast.
fn review_goal(
    figures: Figures,
    metric: &Metric,
    last: NaiveDate,
    off_plan: &mut Vec<OffPlan>,
    decisions: &mut Vec<Decision>,
) {
    let progress = goal_progress(figures, metric, last);
    let needed = progress.as_ref().and_then(|progress| progress.needed.as_ref()).map(|needed| needed.per_day);
    let pace = progress.as_ref().and_then(|progress| progress.pace);
    if let Some(pace) =
        pace.filter(|pace| pace.status != PaceStatus::OnTrack && metric.due.is_none_or(|due| due >= last))
    {
        off_plan.push(OffPlan::Results { metric: metric.id, pace, needed_per_day: needed });
    }
    let is_soon = |due: &NaiveDate| (1..=SOON).contains(&(*due - last).num_days());
    if let (Some(due), Some(needed_per_day)) = (metric.due.filter(is_soon), needed.filter(|needed| *needed > 0.0)) {
        decisions.push(Decision::DueSoon { metric: metric.id, due, needed_per_day });
    }
    if let Ok(forecast) = forecast(figures, metric, last)
        && forecast.chance < UNLIKELY
    {
        decisions.push(Decision::ReviewTarget { forecast });
    }
}

/// The evenness of a metric's results by channel, and their costs.
fn review_channels(
    figures: Figures,
    metric: &Metric,
    last: NaiveDate,
    off_plan: &mut Vec<OffPlan>,
    decisions: &mut Vec<Decision>,
) {
    let channels = figures.channels(metric.id);
    let scopes = std::iter::once(None).chain(channels.iter().map(|channel| Some(*channel)));
    for channel in scopes {
        let scope = channel.map_or(Scope::Plan, Scope::Channel);
        let Some(found) = evenness(figures, metric, scope, last) else { continue };
        if found.steadiness.grade() == SteadinessGrade::Bursty {
            let top_share = found.steadiness.top_share;
            off_plan.push(OffPlan::Bursts { metric: metric.id, channel, dry_run: found.dry_run, top_share });
        }
        let ends_now = |run: &DryRun| run.open_days >= LONG_DRY_RUN && (last - run.days.last()).num_days() <= 1;
        if let (Some(channel), Some(dry_run)) = (channel, found.dry_run.filter(ends_now)) {
            decisions.push(Decision::ChannelDry { metric: metric.id, channel, dry_run });
        }
    }
    // Four weeks, since a week of one channel has few results.
    let Some(days) = last.checked_sub_days(Days::new(27)).and_then(|first| DateRange::new(first, last)) else { return };
    let Some(table) = cost_by_week(figures.plan(), metric, Window { days, today: last }) else { return };
    let costs = table.channels.iter().filter_map(|row| {
        let total = row.total.filter(|total| total.results >= Decimal::whole(MIN_COST_RESULTS))?;
        Some((row.channel, total.each?))
    });
    let costs: Vec<(ChannelId, Money)> = costs.collect();
    let cheap = costs.iter().min_by_key(|(_, each)| *each);
    let dear = costs.iter().max_by_key(|(_, each)| *each);
    if let (Some(&cheap), Some(&dear)) = (cheap, dear)
        && dear.1.to_f64() > DEAR * cheap.1.to_f64()
    {
        decisions.push(Decision::CompareChannels { metric: metric.id, cheap, dear });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::plan::model::budget::LineItem;
    use crate::plan::model::timing::Timing;
    use crate::plan::tracking::figures::tests::{day, id, plan_of, put_days};

    fn summary(plan: &Plan, today: &str) -> WeeklySummary {
        weekly_summary(Figures::of(plan), &Ledger::of(plan), day(today)).unwrap()
    }
    fn goal(plan: &mut Plan, metric: usize, from: i32, to: i32, due: &str) {
        let metric = &mut plan.goals.metrics[metric];
        (metric.baseline, metric.baseline_on) = (Some(Decimal::whole(from)), Some(day("2027-02-28")));
        (metric.target, metric.due) = (Some(Decimal::whole(to)), Some(day(due)));
    }

    #[test]
    fn a_week_is_compared_with_the_week_before() {
        let mut plan = plan_of(&["orders", "unfollows", "reg_conv", "followers"], 0);
        put_days(&mut plan, 1, None, "2027-03-01", &[10, 10, 10, 10, 10, 10, 10, 12, 12, 12, -1, -1, 12, 12]);
        put_days(&mut plan, 2, None, "2027-03-08", &[3]);
        put_days(&mut plan, 3, None, "2027-03-07", &[40, 44]);
        put_days(&mut plan, 4, None, "2027-03-06", &[900, 1_000, -1, 1_080]);
        let found = summary(&plan, "2027-03-17");
        assert_eq!((found.week.first(), found.week.last()), (day("2027-03-08"), day("2027-03-14")));
        let [orders, unfollows, conversion, followers] = &found.changes[..] else { panic!("{found:?}") };
        assert_eq!((orders.now, orders.before, orders.per_day), (Decimal::whole(60), Some(Decimal::whole(70)), true));
        assert!((orders.percent.unwrap() - 20.0).abs() < 1e-9, "60 in five days are more than 70 in seven");
        assert_eq!((orders.is_better, orders.coverage.missing()), (Some(true), 2));
        assert_eq!((unfollows.before, unfollows.change), (None, None));
        assert_eq!((conversion.change, conversion.percent), (Some(4.0), None), "points, not percent of percent");
        assert_eq!((followers.change, followers.percent), (Some(80.0), Some(8.0)));
        let missing = |decision: &&Decision| matches!(decision, Decision::EnterFigures { .. });
        assert_eq!(found.decisions.iter().filter(missing).count(), 4);
    }

    #[test]
    fn what_lags_behind_and_what_cannot_be_reached_is_named() {
        let mut plan = plan_of(&["orders", "followers"], 1);
        let day_by_day: Vec<i32> = (0..28).map(|day| 100 + day % 3).collect();
        put_days(&mut plan, 1, Some(11), "2027-03-01", &day_by_day);
        goal(&mut plan, 0, 100, 300, "2027-04-05");
        let stock: Vec<i32> = (1..=28).map(|day| day * 100).collect();
        put_days(&mut plan, 2, None, "2027-03-01", &stock);
        goal(&mut plan, 1, 0, 3_000, "2027-03-30");
        let found = summary(&plan, "2027-03-29");
        let [OffPlan::Results { metric, pace, needed_per_day }] = &found.off_plan[..] else { panic!("{found:?}") };
        assert_eq!((*metric, pace.status), (id(1), PaceStatus::NotCredible));
        assert!(needed_per_day.unwrap() > 300.0);
        let [Decision::DueSoon { due, .. }, Decision::DueSoon { .. }, Decision::ReviewTarget { forecast }] =
            &found.decisions[..]
        else {
            panic!("{found:?}")
        };
        assert_eq!((*due, forecast.metric), (day("2027-04-05"), id(1)));
        assert!(forecast.chance < 0.01);
    }

    #[test]
    fn channels_that_stall_or_cost_more_are_named() {
        let mut plan = plan_of(&["new_followers", "spend"], 2);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[9, 10, 11, 10, 10, 11, 9, 10, 10, 11, 9, 0, 0, 0]);
        put_days(&mut plan, 1, Some(12), "2027-03-01", &[4; 14]);
        put_days(&mut plan, 2, Some(11), "2027-03-01", &[20; 14]);
        put_days(&mut plan, 2, Some(12), "2027-03-01", &[20; 14]);
        let found = summary(&plan, "2027-03-15");
        let bursts = OffPlan::Bursts {
            metric: id(1),
            channel: Some(id(11)),
            dry_run: DateRange::new(day("2027-03-12"), day("2027-03-14")).map(|days| DryRun { days, open_days: 3 }),
            top_share: 0.1,
        };
        assert_eq!(found.off_plan, [bursts]);
        let [Decision::ChannelDry { channel, .. }, Decision::CompareChannels { cheap, dear, .. }] =
            &found.decisions[..]
        else {
            panic!("{found:?}")
        };
        assert_eq!((*channel, cheap.0, dear.0), (id(11), id(11), id(12)));
        assert_eq!((cheap.1, dear.1), (Money::from_minor(255).unwrap(), Money::from_minor(500).unwrap()));
    }

    #[test]
    fn money_off_plan_is_named_in_both_directions() {
        let mut plan = plan_of(&["spend"], 0);
        let mut line = LineItem::new(id(70));
        (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(6_100));
        line.timing = Timing::Evenly { first: day("2027-03-01"), last: day("2027-04-30") };
        plan.budget.lines.push(line);
        put_days(&mut plan, 1, None, "2027-03-01", &[150; 14]);
        // 2,100 spent of 1,400 planned for two weeks.
        let over = summary(&plan, "2027-03-15").decisions;
        assert_eq!(over, [Decision::SlowSpending { over: Money::from_minor(70_000).unwrap() }]);
        put_days(&mut plan, 1, None, "2027-03-01", &[50; 14]);
        let under = summary(&plan, "2027-03-15");
        assert_eq!(under.decisions, [Decision::UseBudget { under: Money::from_minor(70_000).unwrap() }]);
        assert!(matches!(under.off_plan[..], [OffPlan::Money { .. }]));
        put_days(&mut plan, 1, None, "2027-03-01", &[95; 14]);
        assert_eq!(summary(&plan, "2027-03-15").decisions, []);
    }

    #[test]
    fn a_plan_without_figures_has_an_empty_summary() {
        let found = summary(&plan_of(&["orders"], 1), "2027-03-15");
        assert_eq!((found.changes.len(), found.off_plan.len(), found.decisions.len()), (0, 0, 0));
    }
}
