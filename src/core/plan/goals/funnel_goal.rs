//! The number of the goal at the narrow end of the funnel: what the north star asks for, where the funnel ends in that.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::goals::funnel_goal::goal_number;
//! use groundswell_core::plan::model::funnel::StageKind;
//! use groundswell_core::plan::model::goals::NorthStar;
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::model::metric::{Metric, MetricDefinition};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let mut plan = Plan::blank(&mut || 1);
//! let mut orders = Metric::new(Id::from_bits(2), MetricDefinition::Dictionary("orders".to_owned()));
//! orders.target = Decimal::from_int(600);
//! plan.goals.north_star = Some(NorthStar { metric: orders.id, why: String::new() });
//! plan.goals.metrics.push(orders);
//! assert_eq!(goal_number(&plan, StageKind::Order).map(|goal| goal.number), Decimal::from_int(600));
//! assert_eq!(goal_number(&plan, StageKind::Visit), None);
//! ```

use crate::plan::Plan;
use crate::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod, StageKind};
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricDefinition};
use crate::plan::numbers::decimal::Decimal;

/// The number that a goal gives a funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalNumber {
    /// The number at the narrow end.
    pub number: Decimal,
    /// Its period.
    pub period: FunnelPeriod,
}

impl GoalNumber {
    /// Whether the funnel has it.
    pub fn is_in(self, funnel: &Funnel) -> bool {
        funnel.given == Some(self.number) && funnel.period == self.period
    }
}

/// What the north star asks of a funnel whose last stage is of that kind: a day's target of what is counted each day, and
/// of a stock what it gains over the plan. `None` without a target, and where the metric is not counted at that stage.
pub fn goal_number(plan: &Plan, last: StageKind) -> Option<GoalNumber> {
    let star = plan.goals.north_star.as_ref()?;
    let metric: &Metric = plan.find(star.metric)?;
    let definition = &metric.definition;
    let counts = definition.unit() == Unit::Count && definition.better() == Better::Up;
    if !counts || !is_counted_at(definition, last) {
        return None;
    }
    let target = metric.target?;
    let (number, period) = match definition.adds_up() {
        AddsUp::Sum => (target, FunnelPeriod::Day),
        AddsUp::EndOfPeriod => ((target - metric.baseline.unwrap_or_default()).in_range()?, FunnelPeriod::Plan),
        _ => return None,
    };
    number.is_positive().then_some(GoalNumber { number, period })
}

/// The number that the goal gives the plan's funnel, if the funnel is solved from its narrow end.
pub fn goal_number_of_funnel(plan: &Plan) -> Option<GoalNumber> {
    let funnel = &plan.goals.funnel;
    let last = funnel.stages.last().filter(|_| funnel.solve_from == FunnelEnd::Bottom)?;
    // A stage with a name of its own, "First order", counts something else than its kind.
    let is_usual = last.kind == StageKind::Other || last.name.trim().is_empty();
    is_usual.then(|| goal_number(plan, last.kind)).flatten()
}

fn is_counted_at(definition: &MetricDefinition, stage: StageKind) -> bool {
    let key = match definition {
        MetricDefinition::Dictionary(key) => key.as_str(),
        // A metric of the team's own is what its funnel leads to.
        MetricDefinition::Custom(_) => return matches!(stage, StageKind::Order | StageKind::Other),
    };
    match stage {
        StageKind::Exposure => matches!(key, "impressions" | "views"),
        StageKind::Visit => matches!(key, "sessions" | "link_clicks" | "profile_visits"),
        StageKind::Follow => {
            matches!(key, "followers" | "new_followers" | "net_followers" | "subscribers" | "group_members")
        }
        StageKind::Registration => matches!(key, "registrations" | "leads" | "trials" | "demo_requests"),
        StageKind::Activation => matches!(key, "activations" | "store_visits" | "qualified_leads"),
        StageKind::Order => key == "orders",
        StageKind::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::goals::NorthStar;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric_dictionary::DictionaryMetric;

    fn plan(key: &str, baseline: i64, target: Option<i64>) -> Plan {
        let mut plan = Plan::blank(&mut || 7);
        let mut metric = Metric::new(Id::from_bits(50), MetricDefinition::Dictionary(key.to_owned()));
        metric.baseline = Decimal::from_int(baseline);
        metric.target = target.and_then(Decimal::from_int);
        plan.goals.north_star = Some(NorthStar { metric: metric.id, why: String::new() });
        plan.goals.metrics.push(metric);
        plan
    }

    fn number(key: &str, from: i64, to: i64, last: StageKind) -> Option<(i64, FunnelPeriod)> {
        goal_number(&plan(key, from, Some(to)), last).map(|goal| (goal.number.to_scaled(0), goal.period))
    }

    #[test]
    fn orders_are_those_of_a_day_and_followers_the_gain_of_the_plan() {
        assert_eq!(number("orders", 80, 600, StageKind::Order), Some((600, FunnelPeriod::Day)));
        assert_eq!(number("followers", 1_000, 10_000, StageKind::Follow), Some((9_000, FunnelPeriod::Plan)));
        assert_eq!(number("followers", 10_000, 1_000, StageKind::Follow), None, "a goal that falls");
        assert_eq!(goal_number(&plan("orders", 80, None), StageKind::Order), None, "no target yet");
    }

    #[test]
    fn a_goal_says_nothing_of_another_stage_or_of_what_cannot_be_counted_there() {
        assert_eq!(number("orders", 80, 600, StageKind::Registration), None);
        assert_eq!(number("repeat", 20, 35, StageKind::Order), None);
        assert_eq!(number("dau", 20, 35, StageKind::Activation), None);
        // A key that names no metric would never match.
        for key in
            ["impressions", "views", "sessions", "link_clicks", "profile_visits", "group_members", "new_followers"]
                .into_iter()
                .chain(["net_followers", "subscribers", "registrations", "leads", "trials", "demo_requests"])
                .chain(["activations", "store_visits", "qualified_leads"])
        {
            assert!(DictionaryMetric::by_key(key).is_some(), "{key}");
        }
    }
}
