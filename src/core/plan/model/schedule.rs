//! The schedule: the cadence of each channel, and the posts.

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
    /// Cadences.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cadences: Vec<Cadence>,
    /// Posts.
    #[serde(rename = "pieces", default, skip_serializing_if = "is_default")]
    pub posts: Vec<Post>,
}

/// The number of posts a week on a channel, and how many of them are original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// Its id.
    pub id: CadenceId,
    /// The channel.
    pub channel: ChannelId,
    /// The phase; `None` for the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phase: Option<PhaseId>,
    /// Posts a week.
    pub per_week: u32,
    /// How many of them are original; at most `per_week`.
    pub original: u32,
    /// The weekdays; empty to spread posts over the week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weekdays: Vec<Weekday>,
    /// The time of day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<NaiveTime>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for Cadence {
    fn id(&self) -> CadenceId {
        self.id
    }
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// The publication date.
    pub on: NaiveDate,
    /// The time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<NaiveTime>,
    /// The channel.
    pub channel: ChannelId,
    /// The cadence it was generated from, if any.
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
    /// The author.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Status.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: PostState,
    /// The address of the published post.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: String,
}

impl Entity for Post {
    fn id(&self) -> PostId {
        self.id
    }
}

/// The status of a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// Planned.
    #[default]
    Idea,
    /// Written.
    Drafted,
    /// Ready to publish.
    Ready,
    /// Published.
    Published,
}

impl PostState {
    /// Every state, in its order.
    pub const ALL: [PostState; 4] = [PostState::Idea, PostState::Drafted, PostState::Ready, PostState::Published];
}

/// The most posts a week that a cadence generates: ten a day.
pub const MAX_PER_WEEK: u32 = 70;
