//! The domain of new-media marketing planning: the plan, what may change in it, and what follows from it.
//!
//! Pure: no browser, no framework, no clock, no input or output, no language. What a person reads is made
//! elsewhere from the values here. Everything derived (totals, statuses, findings) is a function of the plan;
//! the plan holds only what a person entered.

pub mod activity;
pub mod advice;
pub mod approval;
pub mod arrangement;
pub mod basics;
pub mod bounds;
pub mod budget;
pub mod calendar;
pub mod catalogue;
pub mod channel;
pub mod check;
pub mod contribution;
pub mod cost;
pub mod current;
pub mod cycle;
pub mod decimal;
pub mod diff;
pub mod edit;
pub mod funnel;
pub mod gate;
pub mod goal;
pub mod growth;
pub mod history;
pub mod id;
pub mod ledger;
pub mod metric;
pub mod money;
pub mod naming;
pub mod pace;
pub mod phase;
pub mod progress;
pub mod reconcile;
pub mod reference;
pub mod schedule;
pub mod steadiness;
pub mod timeline;
pub mod totals;
pub mod tracking;
pub mod trial;
pub mod worth;

use serde::{Deserialize, Serialize};

use activity::{Activity, Feedback, Group, Partner};
use approval::Approval;
use basics::Basics;
use budget::Budget;
use goal::Goals;
use id::Id;
use phase::{Phase, PhaseId, PhaseKind, Risk};
use schedule::Schedule;
use tracking::Tracking;
use trial::Strategy;

/// Identity of a [`Plan`].
pub type PlanId = Id<Plan>;

/// A marketing plan: all that a planner entered, and nothing that follows from it.
///
/// Invariants, kept by [`edit::apply`] and checked on loading: ids are unique within their list, and every reference
/// points at something that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Identity; an imported copy gets a new one.
    pub id: PlanId,
    /// Product, audience, days, currency.
    pub basics: Basics,
    /// North star, metrics, departments, funnel.
    pub goals: Goals,
    /// Envelope and lines.
    pub budget: Budget,
    /// Channels and their tests.
    pub strategy: Strategy,
    /// The phases, in their order.
    pub phases: Vec<Phase>,
    /// What is done in them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub activities: Vec<Activity>,
    /// What can go wrong in them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub risks: Vec<Risk>,
    /// Groups of seed users.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// What seed users said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub feedback: Vec<Feedback>,
    /// Partners, sites, conferences, alliances.
    #[serde(default, skip_serializing_if = "is_default")]
    pub partners: Vec<Partner>,
    /// What is published when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schedule: Schedule,
    /// What really happened.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tracking: Tracking,
    /// States of the plan that were approved, the oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub approvals: Vec<Approval>,
}

impl Plan {
    /// A blank plan with the article's three phases. `fresh` hands in random bits, one draw for each id.
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
        }
    }

    /// The phase of that identity.
    pub fn phase(&self, id: PhaseId) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// The first phase of a kind.
    pub fn phase_of_kind(&self, kind: PhaseKind) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.kind == kind)
    }
}

/// Whether a field holds what a blank one does, so that the file need not say it.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The steps of the path, in the article's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Product, audience, place, days.
    Basics,
    /// North star, metrics, departments, funnel.
    Goals,
    /// Envelope, split, lines.
    Budget,
    /// Channels, tests, concentration.
    Strategy,
    /// The seed-user phase.
    Seed,
    /// The initial-user phase.
    Initial,
    /// The brand-promotion phase.
    Brand,
    /// Cadence and pieces.
    Schedule,
    /// Findings, check of all answers, files.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 9] = [
        Step::Basics,
        Step::Goals,
        Step::Budget,
        Step::Strategy,
        Step::Seed,
        Step::Initial,
        Step::Brand,
        Step::Schedule,
        Step::Review,
    ];

    /// Its place on the path, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// Its name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Step::Basics => "basics",
            Step::Goals => "goals",
            Step::Budget => "budget",
            Step::Strategy => "strategy",
            Step::Seed => "seed-users",
            Step::Initial => "initial-users",
            Step::Brand => "brand-promotion",
            Step::Schedule => "schedule",
            Step::Review => "review",
        }
    }

    /// The step with that name in addresses.
    pub fn from_slug(slug: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The phase the step is about, if it is about one.
    pub fn phase(self) -> Option<PhaseKind> {
        match self {
            Step::Seed => Some(PhaseKind::Seed),
            Step::Initial => Some(PhaseKind::Initial),
            Step::Brand => Some(PhaseKind::Brand),
            _ => None,
        }
    }
}
