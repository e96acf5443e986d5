//! Phases: seed users → initial users → brand promotion, each with its dates, objective and gates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::budget::Allotment;
use super::calendar::DateRange;
use super::decimal::Decimal;
use super::id::{Entity, Id};
use super::is_default;
use super::metric::MetricId;
use super::money::BasisPoints;

/// Identity of a [`Phase`].
pub type PhaseId = Id<Phase>;
/// Identity of a [`Risk`].
pub type RiskId = Id<Risk>;

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
    pub allotment: Allotment,
    /// What it must bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objective: Option<Objective>,
    /// Steady gain a day that shows the phase works, in the objective's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steady_gain: Option<Decimal>,
    /// What must hold before it begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entry: Vec<Condition>,
    /// What must hold before the next one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: Vec<Condition>,
    /// The people or places it is about: who seed users are, where it is kept controllable.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: String,
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
            allotment: Allotment::Share(BasisPoints(0)),
            objective: None,
            steady_gain: None,
            entry: Vec::new(),
            exit: Vec::new(),
            profile: String::new(),
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
pub struct Condition {
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

/// Something that can go wrong in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Identity.
    pub id: RiskId,
    /// In which phase.
    pub phase: PhaseId,
    /// What can go wrong.
    pub what: String,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: String,
    /// Who watches it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// How likely.
    #[serde(default, skip_serializing_if = "is_default")]
    pub likelihood: Level,
    /// How bad.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impact: Level,
}

impl Entity for Risk {
    fn id(&self) -> RiskId {
        self.id
    }
}

/// Low, medium or high.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    #[default]
    Medium,
    /// High.
    High,
}

impl Level {
    /// Every level, from the lowest.
    pub const ALL: [Level; 3] = [Level::Low, Level::Medium, Level::High];
}
