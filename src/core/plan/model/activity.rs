//! What is done in the phases: activities, groups and their feedback, partners and places.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;

/// Identity of an [`Activity`].
pub type ActivityId = Id<Activity>;

/// A method put to work in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Identity.
    pub id: ActivityId,
    /// In which phase.
    pub phase: PhaseId,
    /// The catalogue's method it came from (`invitation`), if any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub method: Option<String>,
    /// What is done.
    pub name: String,
    /// On which channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// Its steps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checklist: Vec<CheckItem>,
    /// Activities that must end before this one begins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Vec<ActivityId>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Activity {
    fn id(&self) -> ActivityId {
        self.id
    }
}

impl Activity {
    /// An activity of which only phase, method and name are known.
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
