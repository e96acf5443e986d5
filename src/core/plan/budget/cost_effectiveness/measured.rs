//! Measured costs: what results cost so far, from the figures tracked by day and from the channel tests.
//!
//! Must not know what the line items expect.

use std::collections::BTreeMap;

use super::{Cost, CostMeasures, Kpi, Returns, is_revenue};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// Where a measured cost comes from, the most reliable source first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostSource {
    /// Spend and results were both tracked by day.
    Tracking,
    /// A channel test measured both.
    ChannelTest,
    /// Results were tracked; the spend is that of the line items, which may include other days.
    Lines,
}

/// A measured cost per result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasuredCost {
    /// The channel; `None` for the whole plan.
    pub channel: Option<ChannelId>,
    /// The metric; `None` for the clicks and the reach that channel tests record.
    pub metric: Option<MetricId>,
    /// How the cost is stated.
    pub kpi: Kpi,
    /// Its source.
    pub by: CostSource,
    /// Spend and results.
    pub cost: Cost,
}

/// Measured costs and returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasuredCosts {
    /// Costs of the whole plan, then by channel in the plan's order; those without spend or results are left out.
    pub costs: Vec<MeasuredCost>,
    /// The return on the spend so far; `None` without tracked revenue or spend.
    pub returns: Option<Returns>,
}

/// The measured costs per result so far.
///
/// Only figures from the same source are divided: tracked spend by tracked results, else a test's spend by its results.
/// Where only results were tracked, the spent amounts of the channel's line items are used as the spend. The whole
/// plan's figures are those tracked without a channel, else the sum of the channels'.
pub fn measured_costs(plan: &Plan, ledger: &Ledger) -> MeasuredCosts {
    let measures = CostMeasures::of(plan);
    let spend_metric =
        |metric: &&Metric| matches!(&metric.definition, MetricDefinition::Dictionary(key) if key == "spend");
    let spend_metric = plan.goals.metrics.iter().find(spend_metric).map(|metric| metric.id);
    let tracked = Tracked::of(plan);
    let money = |channel| {
        let sum = tracked.sum(spend_metric?, channel)?;
        Some(Money::rounded(sum, measures.currency)).filter(|money| *money > Money::ZERO)
    };
    let mut costs = Vec::new();
    let mut add = |channel, metric, kpi, by, spend: Money, results: Decimal| {
        if spend > Money::ZERO && results > Decimal::ZERO {
            costs.push(MeasuredCost { channel, metric, kpi, by, cost: Cost::of(spend, results, kpi) });
        }
    };
    let additive = || {
        let metrics = plan.goals.metrics.iter().filter(|metric| metric.definition.adds_up() == AddsUp::Sum);
        metrics.filter_map(|metric| Some((metric.id, measures.kpi(metric.id)?)))
    };

    let spent = ledger.sums().actual();
    let (whole_money, by) = match money(None) {
        Some(money) => (money, CostSource::Tracking),
        None => (spent, CostSource::Lines),
    };
    for (metric, kpi) in additive() {
        if let Some(results) = tracked.sum(metric, None) {
            add(None, Some(metric), kpi, by, whole_money, results);
        }
    }
    let mut tests: BTreeMap<ChannelId, TestSums> = BTreeMap::new();
    for test in &plan.strategy.channel_tests {
        let Some(spend) = test.spent() else { continue };
        let sums = tests.entry(test.channel).or_default();
        for (sum, count) in
            [(&mut sums.results, test.counted()), (&mut sums.clicks, test.clicks), (&mut sums.reach, test.reach)]
        {
            // The spend of a test counts only for what the test recorded.
            if let Some(count) = count {
                sum.0 += spend;
                sum.1 += Decimal::from_int(i64::from(count)).unwrap_or_default();
            }
        }
    }
    let tested = plan.strategy.rule.metric;
    for row in ledger.by_channel() {
        let Some(channel) = row.of else { continue };
        let test = tests.get(&channel);
        let tracked_money = money(Some(channel));
        for (metric, kpi) in additive() {
            let results = tracked.sum(metric, Some(channel));
            let of_test = test.filter(|test| tested == Some(metric) && test.results.1.is_positive());
            match (tracked_money, results, of_test) {
                (Some(money), Some(results), _) => {
                    add(Some(channel), Some(metric), kpi, CostSource::Tracking, money, results);
                }
                (_, _, Some(test)) => {
                    let (money, results) = test.results;
                    add(Some(channel), Some(metric), kpi, CostSource::ChannelTest, money, results);
                }
                (None, Some(results), None) => {
                    add(Some(channel), Some(metric), kpi, CostSource::Lines, row.sums.actual(), results);
                }
                _ => {}
            }
        }
        if let Some(test) = test {
            for ((spend, count), kpi) in [(test.clicks, Kpi::Cpc), (test.reach, Kpi::Reached)] {
                add(Some(channel), None, kpi, CostSource::ChannelTest, spend, count);
            }
        }
    }
    let revenue = plan.goals.metrics.iter().filter(|metric| is_revenue(&metric.definition));
    let revenue = revenue.filter_map(|metric| tracked.sum(metric.id, None));
    let returns = if whole_money > Money::ZERO { measures.returns(revenue, whole_money) } else { None };
    MeasuredCosts { costs, returns }
}

/// Spend and count of a channel's tests, for each of the figures over the tests that recorded it.
#[derive(Default)]
struct TestSums {
    results: (Money, Decimal),
    clicks: (Money, Decimal),
    reach: (Money, Decimal),
}

/// The tracked figures, summed over the days.
struct Tracked {
    sums: BTreeMap<(MetricId, Option<ChannelId>), Decimal>,
    /// The sums of the channels' figures.
    channels: BTreeMap<MetricId, Decimal>,
}

impl Tracked {
    fn of(plan: &Plan) -> Tracked {
        let mut tracked = Tracked { sums: BTreeMap::new(), channels: BTreeMap::new() };
        for actual in plan.tracking.counted() {
            let value = actual.value;
            *tracked.sums.entry((actual.metric, actual.channel)).or_default() += value;
            if actual.channel.is_some() {
                *tracked.channels.entry(actual.metric).or_default() += value;
            }
        }
        tracked
    }

    /// The sum on a channel; of the whole plan for `None`.
    fn sum(&self, metric: MetricId, channel: Option<ChannelId>) -> Option<Decimal> {
        let sum = self.sums.get(&(metric, channel));
        if channel.is_none() { sum.or_else(|| self.channels.get(&metric)).copied() } else { sum.copied() }
    }
}
