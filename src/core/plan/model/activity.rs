//! Activities: what is done in a phase.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;

/// Identity of an [`Activity`].
pub type ActivityId = Id<Activity>;

/// A promotion activity in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// The phase.
    pub phase: PhaseId,
    /// The key of its method in the catalogue (`invitation`), if any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub method: Option<String>,
    /// Its name.
    pub name: String,
    /// The channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Start date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// End date, inclusive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its steps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checklist: Vec<CheckItem>,
    /// Activities that must end before this one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Vec<ActivityId>,
    /// Notes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Activity {
    fn id(&self) -> ActivityId {
        self.id
    }
}

impl Activity {
    /// A new activity with phase, method and name.
    pub fn new(id: ActivityId, phase: PhaseId, method: Option<String>, name: String) -> Activity {
        Activity {
            id,
            phase,
            method,
            name,
            channel: None,
            owner: String::new(),
            first: None,
            last: None,
            checklist: Vec::new(),
            after: Vec::new(),
            note: String::new(),
        }
    }
}

/// One step of an activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// What to do.
    pub text: String,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
}
