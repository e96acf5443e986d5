//! Groups of seed users.

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;
use serde::{Deserialize, Serialize};

/// Identity of a [`Group`].
pub type GroupId = Id<Group>;

/// Groups that hold the seed users: a number of them with a capacity each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Identity.
    pub id: GroupId,
    /// In which phase.
    pub phase: PhaseId,
    /// On which channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// What they are called.
    pub name: String,
    /// How many groups.
    pub count: u32,
    /// How many people one holds.
    pub capacity: u32,
    /// Who keeps them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub admins: String,
    /// House rules.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: String,
    /// The weekly rhythm: topics, surveys, offers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rhythm: String,
}

impl Entity for Group {
    fn id(&self) -> GroupId {
        self.id
    }
}

impl Group {
    /// How many people the groups hold together.
    pub fn holds(&self) -> u64 {
        u64::from(self.count) * u64::from(self.capacity)
    }
}
