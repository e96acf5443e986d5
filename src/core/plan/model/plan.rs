//! The plan as a whole: everything that a planner enters.

use serde::{Deserialize, Serialize};

use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::Budget;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::Goals;
use crate::plan::model::group::Group;
use crate::plan::model::id::Id;
use crate::plan::model::is_default;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Phase, PhaseKind};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::Schedule;
use crate::plan::model::strategy::Strategy;
use crate::plan::model::suggestions::Suggestions;
use crate::plan::model::tracking::Tracking;

/// Identity of a [`Plan`].
pub type PlanId = Id<Plan>;

/// A marketing plan: everything that a planner enters, and nothing that is computed from it.
///
/// Invariants, kept by [`apply`](crate::plan::edit::apply::apply) and checked on loading: ids are unique within their list, and every reference
/// points at an existing part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Identity; an imported copy gets a new one.
    pub id: PlanId,
    /// Product, audience, days, currency.
    pub basics: Basics,
    /// North star, metrics, teams, funnel.
    pub goals: Goals,
    /// Total budget and line items.
    pub budget: Budget,
    /// Channels and their tests.
    pub strategy: Strategy,
    /// The phases, in their order.
    pub phases: Vec<Phase>,
    /// The activities of the phases.
    #[serde(default, skip_serializing_if = "is_default")]
    pub activities: Vec<Activity>,
    /// The risks of the phases.
    #[serde(default, skip_serializing_if = "is_default")]
    pub risks: Vec<Risk>,
    /// Groups of seed users.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// Feedback of seed users.
    #[serde(default, skip_serializing_if = "is_default")]
    pub feedback: Vec<Feedback>,
    /// Partners, sites, conferences, alliances.
    #[serde(default, skip_serializing_if = "is_default")]
    pub partners: Vec<Partner>,
    /// Cadences and posts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schedule: Schedule,
    /// Tracked figures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tracking: Tracking,
    /// States of the plan that were approved, the oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub approvals: Vec<Approval>,
    /// The parts that were drafted and that nobody has changed or accepted yet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub suggested: Suggestions,
}

impl Plan {
    /// A blank plan with the three default phases. `fresh` supplies random bits, once for each id.
    pub fn blank(fresh: &mut dyn FnMut() -> u64) -> Plan {
        let phases = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand]
            .into_iter()
            .map(|kind| Phase::new(Id::from_bits(fresh()), kind))
            .collect();
        Plan {
            id: Id::from_bits(fresh()),
            basics: Basics::default(),
            goals: Goals::default(),
            budget: Budget::default(),
            strategy: Strategy::default(),
            phases,
            activities: Vec::new(),
            risks: Vec::new(),
            groups: Vec::new(),
            feedback: Vec::new(),
            partners: Vec::new(),
            schedule: Schedule::default(),
            tracking: Tracking::default(),
            approvals: Vec::new(),
            suggested: Suggestions::default(),
        }
    }

    /// The first phase of a kind.
    pub fn phase_of_kind(&self, kind: PhaseKind) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.kind == kind)
    }
}
