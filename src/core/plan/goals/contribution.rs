//! What the teams contribute to a metric, compared with its target. Knows result goals, not how they are shown.
//!
//! ```
//! use groundswell_core::plan::goals::contribution::whole;
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::model::metric::{Metric, MetricDefinition};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let mut followers = Metric::new(Id::from_bits(1), MetricDefinition::Dictionary("followers".to_owned()));
//! (followers.baseline, followers.target) = (Decimal::from_int(1_000), Decimal::from_int(5_000));
//! assert_eq!(whole(&followers), Decimal::from_int(4_000));
//! ```

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::model::goals::ResultGoal;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::ratio::BasisPoints;

/// The result goals of one metric, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    /// The metric.
    pub metric: MetricId,
    /// What the goals should add up to: see [`whole`].
    pub whole: Option<Decimal>,
    /// The sum of the goals that have a figure; `None` while none has one.
    pub sum: Option<Decimal>,
    /// Whether every goal of the metric has a figure.
    pub complete: bool,
    /// The sum of the shares; `None` while no goal has one.
    pub shares: Option<BasisPoints>,
    /// Whether `whole` is a limit not to exceed, as for unfollows, rather than a target to reach.
    pub limit: bool,
}

impl Contribution {
    /// The sum less the whole; below zero where it falls short.
    pub fn over(&self) -> Option<Decimal> {
        (self.sum? - self.whole?).in_range()
    }
}

/// What the teams have to achieve together: the target, or for a stock the gain from the baseline; for a stock of which
/// less is better, the decrease.
///
/// `None` without a target, and for metrics that cannot be added: ratios, averages of ratios, distinct people.
pub fn whole(metric: &Metric) -> Option<Decimal> {
    let target = metric.target?;
    match (metric.definition.adds_up(), metric.definition.unit()) {
        (AddsUp::Sum | AddsUp::Average, Unit::Count | Unit::Money | Unit::Duration) => Some(target),
        (AddsUp::EndOfPeriod, Unit::Count | Unit::Money | Unit::Duration) => {
            let gain = target - metric.baseline.unwrap_or_default();
            let falls = metric.definition.better() == Better::Down;
            if falls { -gain } else { gain }.in_range()
        }
        _ => None,
    }
}

/// The contributions to every metric that has result goals, in the order of the metrics.
pub fn contributions(plan: &Plan) -> Vec<Contribution> {
    let mut goals: BTreeMap<MetricId, Vec<&ResultGoal>> = BTreeMap::new();
    for goal in &plan.goals.results {
        if let Some(metric) = goal.metric {
            goals.entry(metric).or_default().push(goal);
        }
    }
    let metrics = plan.goals.metrics.iter();
    metrics.filter_map(|metric| Some(contribution(metric, goals.get(&metric.id)?))).collect()
}

fn contribution(metric: &Metric, goals: &[&ResultGoal]) -> Contribution {
    let figures = || goals.iter().filter_map(|goal| goal.target);
    let shares = || goals.iter().filter_map(|goal| goal.share);
    Contribution {
        metric: metric.id,
        whole: whole(metric),
        sum: figures().next().and_then(|_| figures().sum::<Decimal>().in_range()),
        complete: figures().count() == goals.len(),
        limit: metric.definition.better() == Better::Down && metric.definition.adds_up() != AddsUp::EndOfPeriod,
        shares: shares().next().map(|_| BasisPoints(shares().map(|share| share.0).fold(0, u32::saturating_add))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{CustomMetric, MetricDefinition};

    fn metric(key: &str, baseline: i64, target: i64) -> Metric {
        let mut metric = Metric::new(Id::from_bits(1), MetricDefinition::Dictionary(key.into()));
        (metric.baseline, metric.target) = (Decimal::from_int(baseline), Decimal::from_int(target));
        metric
    }

    #[test]
    fn the_sum_that_teams_share_is_the_gain_of_a_stock_or_the_target() {
        assert_eq!(whole(&metric("followers", 1_000, 5_000)), Decimal::from_int(4_000));
        assert_eq!(whole(&metric("new_followers", 60, 120)), Decimal::from_int(120));
        assert_eq!(whole(&metric("reg_conv", 35, 40)), None);
        assert_eq!(whole(&metric("visitors", 35, 40)), None);
        let mut falling = metric("followers", 300, 100);
        falling.definition = MetricDefinition::Custom(CustomMetric {
            name: "Open complaints".to_owned(),
            unit: Unit::Count,
            adds_up: AddsUp::EndOfPeriod,
            better: Better::Down,
        });
        assert_eq!(whole(&falling), Decimal::from_int(200));
    }

    #[test]
    fn contributions_are_summed_and_compared_with_the_target() {
        let mut next = 9;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        plan.goals.metrics.push(metric("new_followers", 60, 120));
        for (bits, target, share) in [(2, Some(24), Some(2_000)), (3, Some(54), Some(4_500)), (4, None, None)] {
            plan.goals.results.push(ResultGoal {
                id: Id::from_bits(bits),
                team: Id::from_bits(7),
                metric: Some(Id::from_bits(1)),
                last_month: None,
                target: target.and_then(Decimal::from_int),
                due: None,
                share: share.map(BasisPoints),
                owner: String::new(),
            });
        }
        let found = contributions(&plan);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sum, Decimal::from_int(78));
        assert_eq!(found[0].over(), Decimal::from_int(-42));
        assert_eq!(found[0].shares, Some(BasisPoints(6_500)));
        assert!(!found[0].complete);
    }

    #[test]
    fn a_share_of_a_number_is_proportional() {
        assert_eq!(Decimal::from_int(120).unwrap().share(BasisPoints(4_500)), Decimal::from_int(54));
    }
}
