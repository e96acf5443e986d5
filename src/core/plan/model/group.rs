//! Groups of seed users.

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;
use serde::{Deserialize, Serialize};

/// Identity of a [`Group`].
pub type GroupId = Id<Group>;

/// Groups of seed users: a number of groups of the same capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// The phase.
    pub phase: PhaseId,
    /// The channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Their name.
    pub name: String,
    /// The number of groups.
    pub count: u32,
    /// The capacity of one group, in people.
    pub capacity: u32,
    /// The owner.
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
    /// The capacity of all groups, in people.
    pub fn holds(&self) -> u64 {
        u64::from(self.count) * u64::from(self.capacity)
    }
}
