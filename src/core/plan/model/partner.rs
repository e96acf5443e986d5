//! Partners, field marketing sites, conferences and alliances.

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::tracked_link::TrackedLink;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Identity of a [`Partner`].
pub type PartnerId = Id<Partner>;

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

impl PartnerKind {
    /// Its name in files and in parameters of links.
    pub fn key(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount => "local_account",
            PartnerKind::Mall => "mall",
            PartnerKind::School => "school",
            PartnerKind::Community => "community",
            PartnerKind::Office => "office",
            PartnerKind::Conference => "conference",
            PartnerKind::Alliance => "alliance",
            PartnerKind::Other => "other",
        }
    }

    /// By what means it sends visitors, as `utm_medium` says it.
    pub fn medium(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount | PartnerKind::Alliance | PartnerKind::Other => "partner",
            PartnerKind::Mall | PartnerKind::School | PartnerKind::Community | PartnerKind::Office => "qr",
            PartnerKind::Conference => "event",
        }
    }
}
