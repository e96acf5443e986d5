//! The steps of the planning workflow.

use crate::plan::model::phase::PhaseKind;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Product, audience, launch area, dates.
    Basics,
    /// North star, metrics, teams, funnel.
    Goals,
    /// Total budget, allocation, line items.
    Budget,
    /// Channels, tests, reallocation.
    Strategy,
    /// The seed-user phase.
    Seed,
    /// The initial-user phase.
    Initial,
    /// The brand-promotion phase.
    Brand,
    /// Cadences and posts.
    Schedule,
    /// Daily figures, plan against actual, weekly summary.
    Track,
    /// Summary, findings, all answers, export.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 10] = [
        Step::Basics,
        Step::Goals,
        Step::Budget,
        Step::Strategy,
        Step::Seed,
        Step::Initial,
        Step::Brand,
        Step::Schedule,
        Step::Track,
        Step::Review,
    ];

    /// Its number, from 1.
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
            Step::Track => "track",
            Step::Review => "review",
        }
    }

    /// The step with that name in addresses.
    pub fn from_slug(slug: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The kind of phase that the step is about, if any.
    pub fn phase(self) -> Option<PhaseKind> {
        match self {
            Step::Seed => Some(PhaseKind::Seed),
            Step::Initial => Some(PhaseKind::Initial),
            Step::Brand => Some(PhaseKind::Brand),
            _ => None,
        }
    }
}
