//! Phases: seed users → initial users → brand promotion, each with dates, objective and criteria.

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

/// A phase of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its id.
    pub id: PhaseId,
    /// The kind of phase.
    pub kind: PhaseKind,
    /// Its own name, if it differs from the kind's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Start date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// End date, inclusive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its allocation.
    #[serde(rename = "allotment")]
    pub allocation: Allocation,
    /// Its objective.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objective: Option<Objective>,
    /// The steady daily gain that shows that the phase works, in the objective's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steady_gain: Option<Decimal>,
    /// Entry criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entry: Vec<Criterion>,
    /// Exit criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: Vec<Criterion>,
    /// The people or places it addresses, such as who seed users are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: String,
    /// Its area: the part of the launch area that the team can manage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The traits of seed users, and how the team encourages them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traits: Traits,
}

/// The three traits of a seed user, each with how the team encourages and recognizes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// They interact often.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interact: String,
    /// They promote the account unprompted.
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
    /// A new phase of a kind.
    pub fn new(id: PhaseId, kind: PhaseKind) -> Phase {
        Phase {
            id,
            kind,
            name: String::new(),
            first: None,
            last: None,
            allocation: Allocation::Share(BasisPoints(0)),
            objective: None,
            steady_gain: None,
            entry: Vec::new(),
            exit: Vec::new(),
            profile: String::new(),
            region: String::new(),
            traits: Traits::default(),
        }
    }

    /// Its days, if both dates are given and in order.
    pub fn days(&self) -> Option<DateRange> {
        DateRange::new(self.first?, self.last?)
    }
}

/// The kinds of phase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhaseKind {
    /// Seed users: the first followers, in the launch area.
    Seed,
    /// Initial users: channels are tested and the best are found.
    Initial,
    /// Brand promotion: partners, field marketing, conferences, alliances.
    Brand,
    /// A phase of the team's own.
    #[default]
    Other,
}

/// The objective of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Objective {
    /// The metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// The number of results.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: Option<Decimal>,
}

/// An entry or exit criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The metric; `None` for a criterion in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// The criterion in words, where no metric applies.
    #[serde(default, skip_serializing_if = "is_default")]
    pub words: String,
    /// The comparison.
    pub holds: Comparison,
    /// The threshold.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: Option<Decimal>,
    /// For a criterion in words: the day on which it was confirmed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seen: Option<NaiveDate>,
}

/// The comparison of a criterion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// At least the threshold.
    #[default]
    AtLeast,
    /// At most the threshold.
    AtMost,
}
