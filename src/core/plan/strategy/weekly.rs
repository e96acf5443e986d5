//! Planned and measured results of the channels of a phase, by week. Plans come from the budget's lines, measurements
//! from channel tests and tracking. Draws nothing and judges nothing.
//!
//! ```
//! use groundswell_core::plan::{Plan, strategy::weekly::week_table};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let phase = &mut plan.phases[0];
//! (phase.first, phase.last) = ("2027-03-01".parse().ok(), "2027-03-17".parse().ok());
//! let table = week_table(&plan, plan.phases[0].id);
//! // The last week is shorter; there are no channels yet.
//! assert_eq!(table.weeks.iter().map(|week| week.len()).collect::<Vec<_>>(), [7, 7, 3]);
//! assert!(table.rows.is_empty());
//! ```

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::cycles::{cycles, spread};
use crate::plan::model::budget::LineItem;
use crate::plan::model::channel::{Channel, ChannelId, Role};
use crate::plan::model::channel_test::{ChannelTest, TestDay};
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::timing::{CycleLength, Timing};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::money::Money;
use crate::plan::numbers::split::split_by_weights;

/// The weeks of a phase, with a row for each channel that is tested in it or has figures in its weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeekTable {
    /// Periods of seven days from the phase's first day; the last one may be shorter.
    pub weeks: Vec<DateRange>,
    /// The channels, in the plan's order.
    pub rows: Vec<WeekRow>,
}

/// A channel over the weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekRow {
    /// Which channel.
    pub channel: ChannelId,
    /// Its role in the phase.
    pub role: Role,
    /// Its figures by week.
    pub cells: Vec<WeekCell>,
}

/// Planned and measured figures of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeekCell {
    /// Planned spend of the budget's lines.
    pub planned_spend: Money,
    /// Expected results of those lines, in the metric of the tests.
    pub planned_results: i64,
    /// Money spent; `None` if none was entered.
    pub spend: Option<Money>,
    /// Results counted; `None` if none were entered.
    pub results: Option<i64>,
    /// Whether a test with totals only is included: its totals are spread evenly over its days.
    pub is_spread_evenly: bool,
}

impl WeekCell {
    fn count(&mut self, spend: Option<Money>, results: Option<i64>) {
        let spend = spend.map(|spend| self.spend.unwrap_or_default() + spend);
        self.spend = spend.or(self.spend);
        self.results = results.map(|results| self.results.unwrap_or_default().saturating_add(results)).or(self.results);
    }

    /// The sum of two cells.
    #[must_use]
    pub fn plus(mut self, other: &WeekCell) -> WeekCell {
        self.planned_spend += other.planned_spend;
        self.planned_results = self.planned_results.saturating_add(other.planned_results);
        self.count(other.spend, other.results);
        self.is_spread_evenly |= other.is_spread_evenly;
        self
    }

    fn is_empty(&self) -> bool {
        *self == WeekCell::default()
    }
}

/// The table of a phase; without weeks while the phase has no days.
pub fn week_table(plan: &Plan, phase: PhaseId) -> WeekTable {
    let days = plan.find(phase).and_then(Phase::days);
    let Some(days) = days else { return WeekTable::default() };
    let weeks = cycles(days, CycleLength::Week);
    let metric = plan.strategy.rule.metric;
    let measured = Measured::of(plan, metric, &weeks);
    let row = |channel: &Channel| {
        let mut cells = planned(plan, channel.id, phase, metric, &weeks);
        measured.count(channel.id, &mut cells);
        let role = channel.role_in(phase);
        let row = WeekRow { channel: channel.id, role, cells };
        (role == Role::Test || row.cells.iter().any(|cell| !cell.is_empty())).then_some(row)
    };
    let rows = plan.strategy.channels.iter().filter_map(row).collect();
    WeekTable { weeks, rows }
}

/// What was measured by channel and week, in the plan's order: results in a metric, and spend; nothing planned. Weeks are
/// in order and do not overlap.
///
/// ```
/// use groundswell_core::plan::Plan;
/// use groundswell_core::plan::model::{channel::Channel, id::Id};
/// use groundswell_core::plan::strategy::weekly::measured_by_week;
/// let mut bits = 0;
/// let mut plan = Plan::blank(&mut || { bits += 1; bits });
/// plan.strategy.channels.push(Channel::new(Id::from_bits(70), None));
/// let cells = measured_by_week(&plan, None, &[]);
/// assert_eq!((cells.len(), cells[0].1.len()), (1, 0));
/// ```
pub fn measured_by_week(plan: &Plan, metric: Option<MetricId>, weeks: &[DateRange]) -> Vec<(ChannelId, Vec<WeekCell>)> {
    let measured = Measured::of(plan, metric, weeks);
    let cells = |channel: &Channel| {
        let mut cells = vec![WeekCell::default(); weeks.len()];
        measured.count(channel.id, &mut cells);
        (channel.id, cells)
    };
    plan.strategy.channels.iter().map(cells).collect()
}

/// Figures of channel tests and tracking by channel and week.
struct Measured<'a> {
    plan: &'a Plan,
    weeks: &'a [DateRange],
    /// The tests count results in one metric only.
    tests: bool,
    results: BTreeMap<(ChannelId, usize), DecimalSum>,
    spend: BTreeMap<(ChannelId, usize), DecimalSum>,
}

impl Measured<'_> {
    fn of<'a>(plan: &'a Plan, metric: Option<MetricId>, weeks: &'a [DateRange]) -> Measured<'a> {
        let [results, spend] = [metric, spend_metric(plan)].map(|metric| tracked(plan, metric, weeks));
        Measured { plan, weeks, tests: metric == plan.strategy.rule.metric, results, spend }
    }

    /// Adds what was measured on a channel to its weeks.
    fn count(&self, channel: ChannelId, cells: &mut [WeekCell]) {
        let mut tested = BTreeSet::new();
        let tests = self.plan.strategy.channel_tests.iter();
        for test in tests.filter(|test| self.tests && test.channel == channel) {
            for (week, spend, results) in counted(test, self.weeks) {
                cells[week].count(spend, results);
                cells[week].is_spread_evenly |= test.days.is_empty();
                tested.insert(week);
            }
        }
        // A test's figures take precedence over tracked ones, which may include more than the test.
        for (week, cell) in cells.iter_mut().enumerate().filter(|(week, _)| !tested.contains(week)) {
            let to_count = |sum: &DecimalSum| sum.value().to_scaled(0);
            let to_money = |sum: &DecimalSum| Money::rounded(sum.value(), self.plan.basics.currency);
            let at = (channel, week);
            cell.count(self.spend.get(&at).map(to_money), self.results.get(&at).map(to_count));
        }
    }
}

/// The plan's metric of the money spent, if it tracks one.
fn spend_metric(plan: &Plan) -> Option<MetricId> {
    plan.goals.metric_by_key("spend").map(|metric| metric.id)
}

/// Tracked figures of a metric by channel and week.
fn tracked(plan: &Plan, metric: Option<MetricId>, weeks: &[DateRange]) -> BTreeMap<(ChannelId, usize), DecimalSum> {
    let mut sums: BTreeMap<_, DecimalSum> = BTreeMap::new();
    for actual in plan.tracking.counted().filter(|actual| Some(actual.metric) == metric) {
        if let (Some(channel), Some(week)) = (actual.channel, week_of(actual.on, weeks)) {
            *sums.entry((channel, week)).or_default() += actual.value.into();
        }
    }
    sums
}

fn week_of(day: NaiveDate, weeks: &[DateRange]) -> Option<usize> {
    let at = weeks.partition_point(|week| week.last() < day);
    weeks.get(at).filter(|week| week.contains(day)).map(|_| at)
}

/// What the budget plans for a channel: spend by the timing of its lines, expected results in proportion to the spend.
fn planned(
    plan: &Plan,
    channel: ChannelId,
    phase: PhaseId,
    metric: Option<MetricId>,
    weeks: &[DateRange],
) -> Vec<WeekCell> {
    let mut cells = vec![WeekCell::default(); weeks.len()];
    let of_phase = |line: &&LineItem| line.phase.is_none() || line.phase == Some(phase);
    for line in plan.budget.lines.iter().filter(|line| line.channel == Some(channel)).filter(of_phase) {
        let Ok(amount) = plan.amount(line) else { continue };
        let home = line.phase.and_then(|id| plan.find(id)).and_then(Phase::days);
        let by_week = spread(amount, &line.timing, home.or(plan.basics.days()), weeks);
        let expected = line.expected.iter().filter(|expected| Some(expected.metric) == metric);
        let expected: Decimal = expected.map(|expected| expected.count).sum();
        let mut parts = by_week.over(weeks.len());
        parts.push(by_week.outside);
        let weights: Vec<u64> = parts.iter().map(|part| part.minor().unsigned_abs()).collect();
        let results = split_by_weights(Money::saturating(expected.to_scaled(0).into()), &weights);
        for ((cell, part), results) in cells.iter_mut().zip(parts).zip(results) {
            cell.planned_spend += part;
            cell.planned_results = cell.planned_results.saturating_add(results.minor());
        }
    }
    cells
}

/// What a test counted in each week: the sums of its days, else its totals spread evenly from its first to its last day.
fn counted(test: &ChannelTest, weeks: &[DateRange]) -> Vec<(usize, Option<Money>, Option<i64>)> {
    if !test.days.is_empty() {
        let day = |day: &TestDay| Some((week_of(day.on, weeks)?, Some(day.spend), Some(day.results.into())));
        return test.days.iter().filter_map(day).collect();
    }
    let days = test.first.zip(test.last).and_then(|(first, last)| DateRange::new(first, last));
    let Some(days) = days.filter(|_| test.spent().is_some() || test.counted().is_some()) else { return Vec::new() };
    let evenly = Timing::Evenly { first: days.first(), last: days.last() };
    let by_week = |total: Money| spread(total, &evenly, None, weeks).over(weeks.len());
    let spend = test.spent().map(by_week);
    let results = test.counted().map(|results| by_week(Money::saturating(results.into())));
    let week = |(at, week): (usize, &DateRange)| {
        week.overlap(days)?;
        Some((at, spend.as_ref().map(|spend| spend[at]), results.as_ref().map(|results| results[at].minor())))
    };
    weeks.iter().enumerate().filter_map(week).collect()
}

/// Results of each day with a figure, in the metric of the tests: of one channel, or (`None`) of the whole plan; in order.
/// Days without a figure are left out.
///
/// The days of a test take precedence over tracked figures. For the whole plan, a figure tracked without channel takes
/// precedence over the sum of the channels.
pub fn counted_days(plan: &Plan, channel: Option<ChannelId>, within: DateRange) -> Vec<(NaiveDate, f64)> {
    let mut by_channel: BTreeMap<(NaiveDate, Option<ChannelId>), f64> = BTreeMap::new();
    let metric = plan.strategy.rule.metric;
    let is_included = |of: Option<ChannelId>| channel.is_none() || of == channel;
    let actuals = plan.tracking.counted().filter(|actual| Some(actual.metric) == metric);
    for actual in actuals.filter(|actual| within.contains(actual.on) && is_included(actual.channel)) {
        *by_channel.entry((actual.on, actual.channel)).or_default() += actual.value.to_f64();
    }
    let mut tested: BTreeMap<(NaiveDate, Option<ChannelId>), f64> = BTreeMap::new();
    for test in plan.strategy.channel_tests.iter().filter(|test| is_included(Some(test.channel))) {
        for day in test.days.iter().filter(|day| within.contains(day.on)) {
            *tested.entry((day.on, Some(test.channel))).or_default() += f64::from(day.results);
        }
    }
    by_channel.extend(tested);
    let mut days: BTreeMap<NaiveDate, (Option<f64>, f64)> = BTreeMap::new();
    for ((on, of), count) in by_channel {
        let day = days.entry(on).or_default();
        match of {
            None => day.0 = Some(count), // of the whole plan
            Some(_) => day.1 += count,
        }
    }
    days.into_iter().map(|(on, (of_plan, of_channels))| (on, of_plan.unwrap_or(of_channels))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::budget::{ExpectedResult, LineItem};
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use crate::plan::model::phase::{Phase, PhaseKind};
    use crate::plan::model::tracking::Figure;
    use crate::plan::numbers::decimal::Decimal;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }

    /// A phase of two weeks and a day, and one channel with a line of 1,500.00 that is expected to bring 30.
    fn plan() -> Plan {
        let mut next = 900;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        plan.phases.clear();
        let mut phase = Phase::new(Id::from_bits(1), PhaseKind::Initial);
        (phase.first, phase.last) = (Some(day("2027-03-29")), Some(day("2027-04-12")));
        plan.phases.push(phase);
        plan.goals.metrics.push(Metric::new(Id::from_bits(5), MetricDefinition::Dictionary("new_followers".into())));
        plan.strategy.rule.metric = Some(Id::from_bits(5));
        plan.strategy.channels.push(Channel::new(Id::from_bits(2), None));
        let mut line = LineItem::new(Id::from_bits(3));
        (line.phase, line.channel) = (Some(Id::from_bits(1)), Some(Id::from_bits(2)));
        (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(1_500));
        line.expected = vec![ExpectedResult { metric: Id::from_bits(5), count: Decimal::from_int(30).unwrap() }];
        plan.budget.lines.push(line);
        plan
    }
    fn actual(channel: Option<u64>, on: &str, value: i64) -> Figure {
        let value = Decimal::from_int(value).unwrap();
        let channel = channel.map(Id::from_bits);
        Figure { on: day(on), metric: Id::from_bits(5), channel, value }
    }

    #[test]
    fn planned_figures_are_spread_over_the_weeks_and_add_up() {
        let table = week_table(&plan(), Id::from_bits(1));
        assert_eq!(table.weeks.iter().map(|week| week.len()).collect::<Vec<_>>(), [7, 7, 1]);
        let cells = &table.rows[0].cells;
        let planned: Vec<_> = cells.iter().map(|cell| (cell.planned_spend.minor(), cell.planned_results)).collect();
        assert_eq!(planned, [(70_000, 14), (70_000, 14), (10_000, 2)]);
        assert!(cells.iter().all(|cell| cell.spend.is_none() && cell.results.is_none()));
        let sum = cells.iter().fold(WeekCell::default(), WeekCell::plus);
        assert_eq!((sum.planned_spend, sum.planned_results), (money(150_000), 30));
    }

    #[test]
    fn tests_take_precedence_over_tracking_and_their_totals_are_spread_evenly() {
        let mut plan = plan();
        plan.tracking.figures = [
            actual(Some(2), "2027-03-30", 7),
            actual(Some(2), "2027-04-06", 9),
            actual(Some(2), "2027-04-07", 2),
            actual(None, "2027-04-07", 50),
        ]
        .into_iter()
        .collect();
        let mut test = ChannelTest::new(Id::from_bits(4), Id::from_bits(2));
        test.set_day(day("2027-03-29"), Some(money(500)), Some(3));
        test.set_day(day("2027-04-01"), Some(money(300)), Some(1));
        test.set_day(day("2027-05-01"), Some(money(900)), Some(9));
        plan.strategy.channel_tests.push(test);
        let cells = week_table(&plan, Id::from_bits(1)).rows[0].cells.clone();
        assert_eq!((cells[0].spend, cells[0].results), (Some(money(800)), Some(4)));
        assert_eq!((cells[1].spend, cells[1].results, cells[1].is_spread_evenly), (None, Some(11), false));
        assert_eq!(cells[2].results, None);
        let mut totals = ChannelTest::new(Id::from_bits(6), Id::from_bits(2));
        (totals.first, totals.last) = (Some(day("2027-04-05")), Some(day("2027-04-18")));
        totals.set_totals(Some(money(1_400)), Some(28));
        plan.strategy.channel_tests = vec![totals];
        let cells = week_table(&plan, Id::from_bits(1)).rows[0].cells.clone();
        assert_eq!((cells[0].results, cells[0].is_spread_evenly), (Some(7), false));
        assert_eq!((cells[1].spend, cells[1].results, cells[1].is_spread_evenly), (Some(money(700)), Some(14), true));
        assert_eq!((cells[2].spend, cells[2].results), (Some(money(100)), Some(2)));
    }

    #[test]
    fn figures_of_the_whole_plan_take_precedence_over_sums_of_channels() {
        let mut plan = plan();
        plan.strategy.channels.push(Channel::new(Id::from_bits(8), None));
        plan.tracking.figures = [
            actual(Some(2), "2027-03-30", 7),
            actual(Some(8), "2027-03-30", 4),
            actual(Some(8), "2027-03-31", 5),
            actual(None, "2027-03-31", 50),
        ]
        .into_iter()
        .collect();
        let mut test = ChannelTest::new(Id::from_bits(4), Id::from_bits(2));
        test.set_day(day("2027-03-30"), None, Some(3));
        plan.strategy.channel_tests.push(test);
        let within = DateRange::new(day("2027-03-29"), day("2027-04-12")).unwrap();
        assert_eq!(counted_days(&plan, None, within), [(day("2027-03-30"), 7.0), (day("2027-03-31"), 50.0)]);
        assert_eq!(counted_days(&plan, Some(Id::from_bits(2)), within), [(day("2027-03-30"), 3.0)]);
    }

    #[test]
    fn phases_without_days_have_no_weeks_and_channels_without_figures_no_rows() {
        let mut plan = plan();
        plan.strategy.channels.push(Channel::new(Id::from_bits(8), None));
        assert_eq!(week_table(&plan, Id::from_bits(1)).rows.len(), 1);
        plan.phases[0].last = None;
        assert_eq!(week_table(&plan, Id::from_bits(1)), WeekTable::default());
        assert_eq!(week_table(&plan, Id::from_bits(77)), WeekTable::default());
    }
}
