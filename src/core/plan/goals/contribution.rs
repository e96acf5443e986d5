//! What the departments bring to a metric, against its whole.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::model::goals::ResultGoal;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::numbers::rounding::div_half_away;

/// The result goals of one metric, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    /// Of which metric.
    pub metric: MetricId,
    /// What there is to bring: see [`whole`].
    pub whole: Option<Decimal>,
    /// What the goals with a figure bring together; `None` while none has one.
    pub sum: Option<Decimal>,
    /// Whether every goal of the metric has a figure.
    pub complete: bool,
    /// The sum of the shares; `None` while no goal has one.
    pub shares: Option<BasisPoints>,
    /// Whether its whole is a limit that the sum must not pass, as that of unfollows is, and nothing that it must reach.
    pub limit: bool,
}

impl Contribution {
    /// How much the sum is above the whole; below zero where it falls short.
    pub fn over(&self) -> Option<Decimal> {
        Decimal::from_ten_thousandths(self.sum?.ten_thousandths() - self.whole?.ten_thousandths())
    }
}

/// What departments share of a metric: its target, or, of a stock, the gain from the baseline; of a stock that is better
/// the less there is of it, the decrease.
///
/// `None` without a target, and for what cannot be added: ratios, averages of ratios, distinct people.
pub fn whole(metric: &Metric) -> Option<Decimal> {
    let target = metric.target?;
    match (metric.definition.adds_up(), metric.definition.unit()) {
        (AddsUp::Sum | AddsUp::Average, Unit::Count | Unit::Money | Unit::Duration) => Some(target),
        (AddsUp::EndOfPeriod, Unit::Count | Unit::Money | Unit::Duration) => {
            let gain = target.ten_thousandths() - metric.baseline.unwrap_or_default().ten_thousandths();
            let falls = metric.definition.better() == Better::Down;
            Decimal::from_ten_thousandths(if falls { -gain } else { gain })
        }
        _ => None,
    }
}

/// This share of a whole, rounded half away from zero to a ten-thousandth.
pub fn share_of(whole: Decimal, share: BasisPoints) -> Option<Decimal> {
    let part = div_half_away(i128::from(whole.ten_thousandths()) * i128::from(share.0), 10_000);
    i64::try_from(part).ok().and_then(Decimal::from_ten_thousandths)
}

/// The contributions to every metric that some result goal names, in the order of the metrics. One pass over each list.
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
    let sum: i128 = figures().map(|figure| i128::from(figure.ten_thousandths())).sum();
    Contribution {
        metric: metric.id,
        whole: whole(metric),
        sum: figures().next().and_then(|_| Decimal::from_ten_thousandths(i64::try_from(sum).ok()?)),
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
    fn of_a_stock_the_departments_share_the_gain() {
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
    fn the_difference_to_the_whole_is_said_in_numbers() {
        let mut next = 9;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        plan.goals.metrics.push(metric("new_followers", 60, 120));
        for (bits, target, share) in [(2, Some(24), Some(2_000)), (3, Some(54), Some(4_500)), (4, None, None)] {
            plan.goals.results.push(ResultGoal {
                id: Id::from_bits(bits),
                department: Id::from_bits(7),
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
    fn a_share_is_a_part_of_the_whole() {
        assert_eq!(share_of(Decimal::from_int(120).unwrap(), BasisPoints(4_500)), Decimal::from_int(54));
    }
}
