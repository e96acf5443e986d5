//! Partners, field marketing sites, conferences and alliances.

use crate::plan::model::basics::{Market, Markets};
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
    /// Its id.
    pub id: PartnerId,
    /// The phase.
    pub phase: PhaseId,
    /// The kind.
    pub kind: PartnerKind,
    /// Its name.
    pub name: String,
    /// The contact there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contact: String,
    /// Start date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<NaiveDate>,
    /// End date, inclusive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last: Option<NaiveDate>,
    /// The channel that its results count for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Expected results, in the phase's metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expected: Option<u32>,
    /// Counted results.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counted: Option<u32>,
    /// Its own link, so that its results can be distinguished.
    #[serde(default, skip_serializing_if = "is_default")]
    pub link: TrackedLink,
    /// Agreements and materials.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Partner {
    fn id(&self) -> PartnerId {
        self.id
    }
}

/// The kinds of partner and place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartnerKind {
    /// A local account or app of ordered services.
    LocalAccount,
    /// A local delivery or retail app.
    DeliveryApp,
    /// A shop that sells or shows the product.
    Retailer,
    /// Local press, or a local account with many followers.
    Press,
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
    /// Every kind, in order of display.
    pub const ALL: [PartnerKind; 11] = [
        PartnerKind::LocalAccount,
        PartnerKind::DeliveryApp,
        PartnerKind::Retailer,
        PartnerKind::Press,
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
    /// The markets it is suggested in.
    pub const fn markets(self) -> Markets {
        match self {
            PartnerKind::LocalAccount => Markets::China,
            PartnerKind::DeliveryApp | PartnerKind::Retailer | PartnerKind::Press => Markets::International,
            PartnerKind::Mall
            | PartnerKind::School
            | PartnerKind::Community
            | PartnerKind::Office
            | PartnerKind::Conference
            | PartnerKind::Alliance
            | PartnerKind::Other => Markets::Both,
        }
    }

    /// The kinds that are suggested in a market, in order of display.
    pub fn of_market(market: Market) -> impl Iterator<Item = PartnerKind> {
        PartnerKind::ALL.into_iter().filter(move |kind| kind.markets().include(market))
    }

    /// Its name in files and in parameters of links.
    pub fn key(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount => "local_account",
            PartnerKind::DeliveryApp => "delivery_app",
            PartnerKind::Retailer => "retailer",
            PartnerKind::Press => "press",
            PartnerKind::Mall => "mall",
            PartnerKind::School => "school",
            PartnerKind::Community => "community",
            PartnerKind::Office => "office",
            PartnerKind::Conference => "conference",
            PartnerKind::Alliance => "alliance",
            PartnerKind::Other => "other",
        }
    }

    /// The value of `utm_medium` for visitors that it sends.
    pub fn medium(self) -> &'static str {
        match self {
            PartnerKind::LocalAccount
            | PartnerKind::DeliveryApp
            | PartnerKind::Press
            | PartnerKind::Alliance
            | PartnerKind::Other => "partner",
            PartnerKind::Retailer
            | PartnerKind::Mall
            | PartnerKind::School
            | PartnerKind::Community
            | PartnerKind::Office => "qr",
            PartnerKind::Conference => "event",
        }
    }
}
