//! The daily gain that the objective of a phase requires. Compares nothing with what was counted; see
//! [`exit_criteria`](crate::plan::phases::exit_criteria).
//!
//! ```
//! use groundswell_core::plan::{Plan, phases::daily_need::daily_need};
//! use groundswell_core::plan::{model::phase::Objective, numbers::decimal::Decimal};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let phase = &mut plan.phases[0];
//! (phase.first, phase.last) = ("2027-03-01".parse().ok(), "2027-03-30".parse().ok());
//! phase.objective = Some(Objective { metric: None, number: Decimal::from_int(900) });
//! let need = daily_need(&plan, plan.phases[0].id).unwrap();
//! // 900 in 30 days, from zero.
//! assert_eq!(need.days, 30);
//! assert!((need.gain.net - 30.0).abs() < 1e-9);
//! ```

use crate::plan::Plan;
use crate::plan::goals::growth::{NeededGain, needed_gain_by};
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::PathShape;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::Decimal;

/// The gain per day that a phase's objective requires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DailyNeed {
    /// The value the phase starts from; see [`starting_value`].
    pub from: Decimal,
    /// The value to reach: the objective's number.
    pub to: Decimal,
    /// Number of days of the phase.
    pub days: u32,
    /// The gain per day.
    pub gain: NeededGain,
}

/// The value a phase starts from, in the metric of its objective: the objective of the latest earlier phase in the same
/// metric, else the metric's baseline, else zero. `at` is the index of the phase.
pub fn starting_value(plan: &Plan, at: usize) -> Decimal {
    let Some(objective) = plan.phases.get(at).and_then(|phase| phase.objective) else { return Decimal::ZERO };
    let before = plan.phases[..at].iter().rev().filter_map(|phase| phase.objective);
    let metric = || plan.goals.metrics.iter().find(|metric| Some(metric.id) == objective.metric);
    before
        .filter(|earlier| earlier.metric == objective.metric)
        .find_map(|earlier| earlier.number)
        .or_else(|| metric()?.baseline)
        .unwrap_or_default()
}

/// The gain per day that the objective of a phase requires. `None` without number or days, and for metrics that are not
/// read at the end of a period: their number is already a daily figure or a share.
pub fn daily_need(plan: &Plan, id: PhaseId) -> Option<DailyNeed> {
    let at = plan.phases.iter().position(|phase| phase.id == id)?;
    let phase = &plan.phases[at];
    let objective = phase.objective?;
    let to = objective.number?;
    let days = phase.days()?.len();
    let metric = match objective.metric {
        Some(id) => Some(plan.find(id)?),
        None => None,
    };
    if metric.is_some_and(|metric| metric.definition.adds_up() != AddsUp::EndOfPeriod) {
        return None;
    }
    let from = starting_value(plan, at);
    let loss = metric.and_then(|metric| metric.path.daily_loss).map_or(0.0, |loss| loss.to_f64() / 100.0);
    let shape = metric.map_or(PathShape::Linear, |metric| metric.path.shape);
    let gain = needed_gain_by(shape, from.to_f64(), to.to_f64(), days, loss)?;
    Some(DailyNeed { from, to, days, gain })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use crate::plan::model::phase::Objective;
    use crate::plan::numbers::date_range::DateRange;

    fn range(first: &str, last: &str) -> DateRange {
        DateRange::new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    fn plan_of_followers() -> Plan {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let mut metric = Metric::new(Id::from_bits(90), MetricDefinition::Dictionary("followers".to_owned()));
        metric.baseline = Decimal::from_int(100);
        plan.goals.metrics.push(metric);
        for (phase, (number, days)) in
            plan.phases.iter_mut().zip([(1_000, ("2027-03-01", "2027-03-30")), (5_000, ("2027-03-31", "2027-05-19"))])
        {
            let days = range(days.0, days.1);
            (phase.first, phase.last) = (Some(days.first()), Some(days.last()));
            phase.objective = Some(Objective { metric: Some(Id::from_bits(90)), number: Decimal::from_int(number) });
        }
        plan
    }

    #[test]
    fn a_phase_starts_from_the_objective_of_the_one_before() {
        let plan = plan_of_followers();
        let seed = daily_need(&plan, plan.phases[0].id).unwrap();
        assert_eq!((seed.from, seed.days), (Decimal::from_int(100).unwrap(), 30));
        assert!((seed.gain.net - 30.0).abs() < 1e-9);
        let initial = daily_need(&plan, plan.phases[1].id).unwrap();
        assert_eq!(initial.from, Decimal::from_int(1_000).unwrap());
        assert!((initial.gain.net - 80.0).abs() < 1e-9);
        assert_eq!(daily_need(&plan, plan.phases[2].id), None);
    }

    #[test]
    fn an_objective_in_a_daily_metric_requires_no_gain_per_day() {
        let mut plan = plan_of_followers();
        plan.goals.metrics[0].definition = MetricDefinition::Dictionary("orders".to_owned());
        assert_eq!(daily_need(&plan, plan.phases[0].id), None);
    }
}
