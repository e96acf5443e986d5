//! Where each part of a plan is shown: its step, and the field that names it.
//!
//! The one table of it: changes between two plans, messages about undone steps and the search all lead to these fields.

use crate::plan::edit::PlanPart;
use crate::plan::model::activity::Activity;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::findings::phases::step_of;
use crate::plan::{Plan, Step};

/// The name of the plan.
pub const NAME: FindingPlace = FindingPlace { step: Step::Basics, field: "basics-name", item: None };

/// A part with a field that names it.
pub trait Placed {
    /// That field.
    fn place(&self, plan: &Plan) -> FindingPlace;
}

fn step_in(plan: &Plan, phase: PhaseId) -> Step {
    plan.find(phase).map_or(Step::Brand, |phase| step_of(phase.kind))
}

macro_rules! placed {
    ($($type:ty, |$item:ident, $plan:ident| $step:expr, $field:literal;)*) => {
        $(impl Placed for $type {
            fn place(&self, $plan: &Plan) -> FindingPlace {
                let $item = self;
                let _ = $plan;
                FindingPlace { step: $step, field: $field, item: Some($item.id.bits()) }
            }
        })*
    };
}

placed! {
    AudienceGroup, |item, plan| Step::Basics, "audience-who";
    Metric, |item, plan| Step::Goals, "metric";
    Team, |item, plan| Step::Goals, "team-name";
    OutputGoal, |item, plan| Step::Goals, "output-what";
    ResultGoal, |item, plan| Step::Goals, "result-metric";
    FunnelStage, |item, plan| Step::Goals, "stage-rate";
    LineItem, |item, plan| Step::Budget, "line-description";
    ExchangeRate, |item, plan| Step::Budget, "rate-rate";
    Channel, |item, plan| Step::Strategy, "channel-name";
    ChannelTest, |item, plan| Step::Strategy, "test-what";
    Phase, |item, plan| step_of(item.kind), "phase-first";
    Activity, |item, plan| step_in(plan, item.phase), "activity-name";
    Risk, |item, plan| step_in(plan, item.phase), "risk-what";
    Group, |item, plan| step_in(plan, item.phase), "group-name";
    Feedback, |item, plan| step_in(plan, item.phase), "feedback-opinion";
    Partner, |item, plan| step_in(plan, item.phase), "partner-name";
    Cadence, |item, plan| Step::Schedule, "cadence-per-week";
    Post, |item, plan| Step::Schedule, "post-title";
}

/// The first field of a part of which a plan has one; `None` for an item of a list.
pub fn of_single(part: PlanPart) -> Option<FindingPlace> {
    let (step, field) = match part {
        PlanPart::Basics => return Some(NAME),
        PlanPart::Currency => (Step::Basics, "basics-currency"),
        PlanPart::NorthStar => (Step::Goals, "north-star"),
        PlanPart::Funnel => (Step::Goals, "funnel-given"),
        PlanPart::BudgetSettings => (Step::Budget, "budget-total"),
        PlanPart::TestRule => (Step::Strategy, "strategy-focus"),
        PlanPart::ClosedWeekdays => (Step::Schedule, "closed-weekdays"),
        PlanPart::Figures => (Step::Track, "track-figures"),
        _ => return None,
    };
    Some(FindingPlace { step, field, item: None })
}

/// The field of a part that an edit changes. `None` for an item that is not in the plan, and for approvals,
/// which belong to no single step.
pub fn of_part(plan: &Plan, part: PlanPart, item: Option<u64>) -> Option<FindingPlace> {
    fn find<T: Listed + Placed>(plan: &Plan, item: Option<u64>) -> Option<FindingPlace> {
        T::list(plan).iter().find(|known| Some(known.id().bits()) == item).map(|found| found.place(plan))
    }
    match part {
        PlanPart::Audience => find::<AudienceGroup>(plan, item),
        PlanPart::Metric => find::<Metric>(plan, item),
        PlanPart::Team => find::<Team>(plan, item),
        PlanPart::OutputGoal => find::<OutputGoal>(plan, item),
        PlanPart::ResultGoal => find::<ResultGoal>(plan, item),
        PlanPart::LineItem => find::<LineItem>(plan, item),
        PlanPart::Rate => find::<ExchangeRate>(plan, item),
        PlanPart::Channel => find::<Channel>(plan, item),
        PlanPart::ChannelTest => find::<ChannelTest>(plan, item),
        PlanPart::Phase => find::<Phase>(plan, item),
        PlanPart::Activity => find::<Activity>(plan, item),
        PlanPart::Risk => find::<Risk>(plan, item),
        PlanPart::Group => find::<Group>(plan, item),
        PlanPart::Feedback => find::<Feedback>(plan, item),
        PlanPart::Partner => find::<Partner>(plan, item),
        PlanPart::Cadence => find::<Cadence>(plan, item),
        PlanPart::Post => find::<Post>(plan, item),
        PlanPart::Approval | PlanPart::Suggested => None,
        PlanPart::Basics
        | PlanPart::Currency
        | PlanPart::NorthStar
        | PlanPart::Funnel
        | PlanPart::BudgetSettings
        | PlanPart::TestRule
        | PlanPart::ClosedWeekdays
        | PlanPart::Figures => of_single(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;

    fn risk(bits: u64, phase: PhaseId) -> Risk {
        let (what, answer, owner) = Default::default();
        let (likelihood, impact) = Default::default();
        Risk { id: Id::from_bits(bits), phase, what, answer, owner, likelihood, impact }
    }

    #[test]
    fn an_item_is_shown_on_the_step_of_its_phase() {
        let mut count = 0;
        let mut plan = Plan::blank(&mut || {
            count += 1;
            count
        });
        let steps: Vec<Step> = plan.phases.iter().map(|phase| step_of(phase.kind)).collect();
        let phases: Vec<PhaseId> = plan.phases.iter().map(|phase| phase.id).collect();
        plan.risks = (900..).zip(phases).map(|(bits, phase)| risk(bits, phase)).collect();
        for (bits, step) in (900..).zip(steps) {
            let place = of_part(&plan, PlanPart::Risk, Some(bits)).unwrap();
            assert_eq!((place.step, place.field), (step, "risk-what"));
        }
        assert_eq!(of_part(&plan, PlanPart::Risk, Some(1)), None, "a removed item has no field");
        assert_eq!(of_part(&plan, PlanPart::Currency, None).map(|place| place.field), Some("basics-currency"));
    }
}
