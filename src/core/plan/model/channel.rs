//! Channels and their roles.

use serde::{Deserialize, Serialize};

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;

/// Identity of a [`Channel`].
pub type ChannelId = Id<Channel>;

/// A channel of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Its key in the catalogue (`wechat_group`), if it has one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub catalogue: Option<String>,
    /// Its own name, if it differs from the catalogue's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Address of the account or place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: String,
    /// The account's name there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handle: String,
    /// The kind of account, where limits depend on it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountKind>,
    /// How well it fits the audience.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fit: Option<AudienceFit>,
    /// Its role in each phase.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roles: Vec<ChannelRole>,
    /// Limits and rules to observe.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Channel {
    fn id(&self) -> ChannelId {
        self.id
    }
}

impl Channel {
    /// A new channel, with a catalogue key or without.
    pub fn new(id: ChannelId, catalogue: Option<String>) -> Channel {
        Channel {
            id,
            catalogue,
            name: String::new(),
            link: String::new(),
            handle: String::new(),
            account: None,
            fit: None,
            roles: Vec::new(),
            note: String::new(),
        }
    }

    /// Its role in a phase.
    pub fn role_in(&self, phase: PhaseId) -> Role {
        self.roles.iter().find(|role| role.phase == phase).map_or(Role::Unused, |role| role.role)
    }
}

/// Kinds of account whose limits differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A WeChat subscription account (订阅号): a broadcast a day.
    Subscription,
    /// A WeChat service account (服务号): few broadcasts a month, with more functions.
    Service,
    /// An account without a subscription fee.
    Free,
    /// An account that is paid for.
    Premium,
}

impl AccountKind {
    /// Every kind.
    pub const ALL: [AccountKind; 4] =
        [AccountKind::Subscription, AccountKind::Service, AccountKind::Free, AccountKind::Premium];

    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            AccountKind::Subscription => "subscription",
            AccountKind::Service => "service",
            AccountKind::Free => "free",
            AccountKind::Premium => "premium",
        }
    }
}

/// How well a channel's users match the plan's audience.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AudienceFit {
    /// Low: few of the audience use it.
    Low,
    /// Medium: many do.
    #[default]
    Medium,
    /// High: the audience is concentrated there.
    High,
}

impl AudienceFit {
    /// Every grade, from the lowest.
    pub const ALL: [AudienceFit; 3] = [AudienceFit::Low, AudienceFit::Medium, AudienceFit::High];
}

/// A channel's role in one phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct ChannelRole {
    /// The phase.
    pub phase: PhaseId,
    /// The role.
    pub role: Role,
}

/// The roles of a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Not used.
    #[default]
    Unused,
    /// Hub: every other channel leads to it.
    Home,
    /// Testing.
    Test,
    /// Always on: it brings results every day.
    Steady,
    /// Scaling: resources are concentrated on it.
    Amplify,
}

impl Role {
    /// Every role, in the order in which they are offered.
    pub const ALL: [Role; 5] = [Role::Unused, Role::Home, Role::Test, Role::Steady, Role::Amplify];
}
