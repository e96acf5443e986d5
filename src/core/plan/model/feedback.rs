//! The feedback log of the seed users.

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Identity of a [`Feedback`] item.
pub type FeedbackId = Id<Feedback>;

/// Feedback from a seed user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// The phase.
    pub phase: PhaseId,
    /// The date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
    /// The source: a role or a group, not personal data.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: String,
    /// The feedback.
    pub opinion: String,
    /// Status.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: FeedbackState,
    /// What was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decision: String,
}

impl Entity for Feedback {
    fn id(&self) -> FeedbackId {
        self.id
    }
}

/// The status of feedback.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedbackState {
    /// New.
    #[default]
    New,
    /// Accepted.
    Accepted,
    /// Declined, with a reason.
    Declined,
    /// Done, and the person informed.
    Done,
}

impl FeedbackState {
    /// Every state, in its order.
    pub const ALL: [FeedbackState; 4] =
        [FeedbackState::New, FeedbackState::Accepted, FeedbackState::Declined, FeedbackState::Done];
}
