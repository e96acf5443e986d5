//! The schedule: how often each channel publishes, and the pieces themselves.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;

/// Identity of a [`Cadence`].
pub type CadenceId = Id<Cadence>;
/// Identity of a [`Post`].
pub type PostId = Id<Post>;

/// Everything of the schedule step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// How often each channel publishes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cadences: Vec<Cadence>,
    /// What is published.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pieces: Vec<Post>,
}

/// So many pieces a week on a channel, so many of them original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// Identity.
    pub id: CadenceId,
    /// On which channel.
    pub channel: ChannelId,
    /// In which phase; none for the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// Pieces a week.
    pub per_week: u32,
    /// How many of them original; at most `per_week`.
    pub original: u32,
    /// On which weekdays; none given means spread over the week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weekdays: Vec<Weekday>,
    /// At what time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<NaiveTime>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for Cadence {
    fn id(&self) -> CadenceId {
        self.id
    }
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Identity.
    pub id: PostId,
    /// The day it is published.
    pub on: NaiveDate,
    /// The time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<NaiveTime>,
    /// On which channel.
    pub channel: ChannelId,
    /// The cadence that made its slot, if one did.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cadence: Option<CadenceId>,
    /// Working title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Made by the team, or curated.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: bool,
    /// Paid content, which must be marked as advertising.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paid: bool,
    /// Who writes it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: PostState,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: String,
}

impl Entity for Post {
    fn id(&self) -> PostId {
        self.id
    }
}

/// How far a piece has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// A slot or an idea.
    #[default]
    Idea,
    /// Written.
    Drafted,
    /// Ready to go out.
    Ready,
    /// Out.
    Published,
}

impl PostState {
    /// Every state, in its order.
    pub const ALL: [PostState; 4] = [PostState::Idea, PostState::Drafted, PostState::Ready, PostState::Published];
}

/// The most pieces a week a cadence makes slots for: ten a day.
pub const MOST_PER_WEEK: u32 = 70;
