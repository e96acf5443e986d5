//! What the objective of a phase requires per day.

use crate::plan::Plan;
use crate::plan::goals::growth::{NeededGain, needed_gain_by};
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::PathShape;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::Decimal;

/// What a phase's objective asks for each day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DailyNeed {
    /// Where it begins: the objective of the phase before in the same metric, else the metric's baseline, else zero.
    pub from: Decimal,
    /// The objective's number.
    pub to: Decimal,
    /// Days of the phase.
    pub days: u32,
    /// Gain a day.
    pub gain: NeededGain,
}

/// Where a phase begins in the metric of its objective: where the one before was to end, else the metric's baseline,
/// else zero. `at` is the place of the phase.
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

/// What the objective of a phase asks for each day of it. `None` without number or days, and for metrics that are no stock:
/// their number is itself a day's or a share.
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
    fn a_phase_begins_where_the_one_before_was_to_end() {
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
    fn a_daily_figure_needs_no_gain_a_day() {
        let mut plan = plan_of_followers();
        plan.goals.metrics[0].definition = MetricDefinition::Dictionary("orders".to_owned());
        assert_eq!(daily_need(&plan, plan.phases[0].id), None);
    }
}
