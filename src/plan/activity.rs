//! What is done in the phases: activities, groups and their feedback, partners and places.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::channel::ChannelId;
use super::id::{Entity, Id};
use super::is_default;
use super::phase::PhaseId;

/// Identity of an [`Activity`].
pub type ActivityId = Id<Activity>;
/// Identity of a [`Group`].
pub type GroupId = Id<Group>;
/// Identity of a [`Feedback`] item.
pub type FeedbackId = Id<Feedback>;
/// Identity of a [`Partner`].
pub type PartnerId = Id<Partner>;

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

/// An opinion or suggestion from a seed user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Identity.
    pub id: FeedbackId,
    /// In which phase.
    pub phase: PhaseId,
    /// When it was heard.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
    /// From whom: a role or a group, not personal data.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: String,
    /// What was said.
    pub opinion: String,
    /// How far it has come.
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

/// How far an opinion has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedbackState {
    /// Heard.
    #[default]
    New,
    /// To be done.
    Accepted,
    /// Not to be done, with a reason.
    Declined,
    /// Done, and the person told.
    Done,
}

impl FeedbackState {
    /// Every state, in its order.
    pub const ALL: [FeedbackState; 4] =
        [FeedbackState::New, FeedbackState::Accepted, FeedbackState::Declined, FeedbackState::Done];
}

/// A partner, site, conference or alliance of the brand promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Identity.
    pub id: PartnerId,
    /// In which phase.
    pub phase: PhaseId,
    /// Which kind.
    pub kind: PartnerKind,
    /// Its name.
    pub name: String,
    /// Whom to speak to there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contact: String,
    /// First day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// On which channel its results are counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Results expected of it, in the phase's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expected: Option<u32>,
    /// Results counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counted: Option<u32>,
    /// Its own link, so that its results can be counted apart.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: TrackedLink,
    /// What is agreed, what to bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Partner {
    fn id(&self) -> PartnerId {
        self.id
    }
}

/// Kinds of partner and place, from the article's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartnerKind {
    /// A local account or app of ordered services.
    LocalAccount,
    /// A shopping mall.
    Mall,
    /// A school.
    School,
    /// A residential community.
    Community,
    /// An office building.
    Office,
    /// An industry conference or exhibition.
    Conference,
    /// A local industry alliance.
    Alliance,
    /// Anyone else.
    #[default]
    Other,
}

impl PartnerKind {
    /// Every kind, in the article's order.
    pub const ALL: [PartnerKind; 8] = [
        PartnerKind::LocalAccount,
        PartnerKind::Mall,
        PartnerKind::School,
        PartnerKind::Community,
        PartnerKind::Office,
        PartnerKind::Conference,
        PartnerKind::Alliance,
        PartnerKind::Other,
    ];
}

/// A link that says where a visitor came from, in the usual five parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackedLink {
    /// The page it leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page: String,
    /// `utm_source`: who sends them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// `utm_medium`: by what means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub medium: String,
    /// `utm_campaign`: for which campaign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub campaign: String,
    /// `utm_content`: which of several.
    #[serde(default, skip_serializing_if = "is_default")]
    pub content: String,
}
