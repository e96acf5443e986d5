//! Phases: seed users → initial users → brand promotion, each with its dates, objective and gates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::budget::Allocation;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::ratio::BasisPoints;

/// Identity of a [`Phase`].
pub type PhaseId = Id<Phase>;

/// A phase of the promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Identity.
    pub id: PhaseId,
    /// Which of the article's phases, if one of them.
    pub kind: PhaseKind,
    /// Its name, where it is not the kind's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its part of the envelope.
    pub allotment: Allocation,
    /// What it must bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objective: Option<Objective>,
    /// Steady gain a day that shows the phase works, in the objective's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steady_gain: Option<Decimal>,
    /// What must hold before it begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entry: Vec<Criterion>,
    /// What must hold before the next one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: Vec<Criterion>,
    /// The people or places it is about: who seed users are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: String,
    /// Where it is kept: the part of the plan's region that can be looked after.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// What is asked of seed users, and how the team gets it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traits: Traits,
}

/// The three things that make a seed user, each with how the team brings it about and notices it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// They interact often.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interact: String,
    /// They promote the account of their own accord.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promote: String,
    /// They give useful opinions and suggestions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub advise: String,
}

impl Entity for Phase {
    fn id(&self) -> PhaseId {
        self.id
    }
}

impl Phase {
    /// A phase of which only its kind is known.
    pub fn new(id: PhaseId, kind: PhaseKind) -> Phase {
        Phase {
            id,
            kind,
            name: String::new(),
            first: None,
            last: None,
            allotment: Allocation::Share(BasisPoints(0)),
            objective: None,
            steady_gain: None,
            entry: Vec::new(),
            exit: Vec::new(),
            profile: String::new(),
            region: String::new(),
            traits: Traits::default(),
        }
    }

    /// Its days, where both ends are given and in order.
    pub fn days(&self) -> Option<DateRange> {
        DateRange::new(self.first?, self.last?)
    }
}

/// The article's phases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhaseKind {
    /// The first thousand fans, in a controllable region.
    Seed,
    /// Many channels tried, the best one found.
    Initial,
    /// Partners, ground promotion, conferences, alliances.
    Brand,
    /// A phase of the team's own.
    #[default]
    Other,
}

/// What a phase must bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Objective {
    /// In which of the plan's metrics.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// How much of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: Option<Decimal>,
}

/// One condition of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Which of the plan's metrics; none for a condition in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// The condition in words, where no metric says it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub words: String,
    /// Which way.
    pub holds: Comparison,
    /// The number to compare with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: Option<Decimal>,
    /// Of a condition in words: the day on which somebody saw that it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seen: Option<NaiveDate>,
}

/// Which way a condition compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// At least the value.
    #[default]
    AtLeast,
    /// At most the value.
    AtMost,
}
