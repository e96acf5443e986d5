//! Channel tests with the days that were tracked: a test without figures of its own takes spend and results from the
//! tracked figures of its channel.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::model::{channel::Channel, channel_test::ChannelTest, id::Id};
//! use groundswell_core::plan::model::metric::{Metric, MetricDefinition};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! use groundswell_core::plan::strategy::tracked_tests::counted_tests;
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let (orders, spend, channel) = (Id::from_bits(70), Id::from_bits(71), Id::from_bits(80));
//! plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
//! plan.goals.metrics.push(Metric::new(spend, MetricDefinition::Dictionary("spend".to_owned())));
//! plan.strategy.channels.push(Channel::new(channel, None));
//! plan.strategy.rule.metric = Some(orders);
//! let mut test = ChannelTest::new(Id::from_bits(90), channel);
//! test.first = "2027-03-01".parse().ok();
//! plan.strategy.channel_tests.push(test);
//! let day = "2027-03-02".parse().unwrap();
//! plan.tracking.figures.set(orders, Some(channel), day, Some(Decimal::whole(4)));
//! plan.tracking.figures.set(spend, Some(channel), day, Some(Decimal::whole(30)));
//! let counted = counted_tests(&plan);
//! assert_eq!((counted[0].days.len(), counted[0].counted()), (1, Some(4)));
//! ```

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::model::channel_test::{ChannelTest, ChannelTestId, TestDay};
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::limits;
use crate::plan::numbers::money::Money;

/// The tests in their order. A test without days and totals of its own has the days of its channel that have both spend
/// and results of the test rule's metric, from its first day to its last; unless another test of the channel runs on the
/// same days, since the figures of a channel cannot be told apart by test.
pub fn counted_tests(plan: &Plan) -> Vec<ChannelTest> {
    let tracked = tracked_metrics(plan);
    plan.strategy.channel_tests.iter().map(|test| counted(plan, test, tracked)).collect()
}

/// One of the [`counted_tests`].
pub fn counted_test(plan: &Plan, id: ChannelTestId) -> Option<ChannelTest> {
    Some(counted(plan, plan.find(id)?, tracked_metrics(plan)))
}

fn counted(plan: &Plan, test: &ChannelTest, tracked: Option<(MetricId, MetricId)>) -> ChannelTest {
    let mut test = test.clone();
    if let Some((metric, spend)) = tracked {
        test.days.extend(tracked_days(plan, &test, metric, spend));
    }
    test
}

/// The metrics whose figures tests take: the test rule's, and spend.
fn tracked_metrics(plan: &Plan) -> Option<(MetricId, MetricId)> {
    tested_metric(plan).zip(plan.goals.metric_by_key("spend").map(|metric| metric.id))
}

/// How many days each test takes from the tracked figures, in the order of the tests.
pub fn days_taken(plan: &Plan) -> Vec<usize> {
    let own = plan.strategy.channel_tests.iter().map(|test| test.days.len());
    counted_tests(plan).iter().zip(own).map(|(counted, own)| counted.days.len() - own).collect()
}

/// The test rule's metric, if its results are counted day by day.
fn tested_metric(plan: &Plan) -> Option<MetricId> {
    let metric = plan.find(plan.strategy.rule.metric?)?;
    let definition = &metric.definition;
    (definition.unit() == Unit::Count && definition.adds_up() == AddsUp::Sum).then_some(metric.id)
}

fn days(test: &ChannelTest) -> Option<DateRange> {
    DateRange::new(test.first?, test.last.unwrap_or_else(limits::latest))
}

fn tracked_days(plan: &Plan, test: &ChannelTest, metric: MetricId, spend: MetricId) -> Vec<TestDay> {
    let has_own = !test.days.is_empty() || test.entered_spend().is_some() || test.entered_results().is_some();
    let Some(within) = days(test).filter(|_| !has_own) else { return Vec::new() };
    let is_shared = plan.strategy.channel_tests.iter().any(|other| {
        other.id != test.id
            && other.channel == test.channel
            && days(other).is_none_or(|days| days.overlap(within).is_some())
    });
    if is_shared {
        return Vec::new();
    }
    let figures = &plan.tracking.figures;
    let tracked = |&(on, results): &(NaiveDate, crate::plan::numbers::decimal::Decimal)| {
        let spend = figures.get(spend, Some(test.channel), on).filter(|_| within.contains(on))?;
        let results = u32::try_from(results.trunc()).ok()?;
        Some(TestDay { on, spend: Money::rounded(spend, plan.basics.currency), results })
    };
    figures.days(metric, Some(test.channel)).iter().filter_map(tracked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::tracking::Tracking;
    use crate::plan::strategy::comparison::{TestVerdict, compare};
    use crate::plan::tracking::figures::tests::{day, id, plan_of, put_days};

    /// Two channels tested in March, tracked for two weeks.
    fn tracked() -> Plan {
        let mut plan = plan_of(&["new_followers", "spend"], 2);
        plan.strategy.rule.metric = Some(id(1));
        for (bits, channel) in [(50, 11), (51, 12)] {
            let mut test = ChannelTest::new(id(bits), id(channel));
            (test.first, test.last) = (Some(day("2027-03-01")), Some(day("2027-03-14")));
            plan.strategy.channel_tests.push(test);
            put_days(&mut plan, 2, Some(channel), "2027-02-27", &[100; 20]);
        }
        put_days(&mut plan, 1, Some(11), "2027-02-27", &[20; 20]);
        put_days(&mut plan, 1, Some(12), "2027-02-27", &[5; 20]);
        plan
    }

    #[test]
    fn tracked_days_decide_a_test_as_typed_ones_do() {
        let plan = tracked();
        assert_eq!(days_taken(&plan), [14, 14]);
        let mut typed = plan.clone();
        typed.strategy.channel_tests = counted_tests(&plan);
        typed.tracking = Tracking::default();
        let today = day("2027-03-20");
        let (by_tracking, by_hand) = (compare(&plan, today), compare(&typed, today));
        assert_eq!(by_tracking, by_hand);
        assert!(matches!(by_tracking[0].verdict, TestVerdict::Winner { .. }), "{:?}", by_tracking[0].verdict);
    }

    #[test]
    fn own_figures_and_shared_channels_keep_tracked_days_out() {
        let mut plan = tracked();
        plan.strategy.channel_tests[0].set_totals(Money::from_minor(500), Some(3));
        assert_eq!(days_taken(&plan), [0, 14]);
        let mut second = ChannelTest::new(id(52), id(12));
        second.first = Some(day("2027-03-10"));
        plan.strategy.channel_tests.push(second);
        assert_eq!(days_taken(&plan), [0, 0, 0], "two tests of one channel on the same days");
        plan.strategy.channel_tests[2].first = Some(day("2027-03-15"));
        assert_eq!(days_taken(&plan), [0, 14, 4]);
    }

    #[test]
    fn a_day_counts_only_with_both_spend_and_results() {
        let mut plan = tracked();
        plan.tracking.figures.set(id(2), Some(id(11)), day("2027-03-05"), None);
        plan.tracking.figures.set(id(1), Some(id(11)), day("2027-03-06"), None);
        assert_eq!(days_taken(&plan)[0], 12);
        plan.strategy.rule.metric = None;
        assert_eq!(days_taken(&plan), [0, 0]);
    }
}
