//! The basics of a plan: product, audience, launch area and dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;

/// Identity of an [`AudienceGroup`].
pub type AudienceId = Id<AudienceGroup>;

/// The basics of a plan, entered in the first step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basics {
    /// The plan's name, as the list of plans shows it.
    pub name: String,
    /// Product or service.
    #[serde(default, skip_serializing_if = "is_default")]
    pub product: String,
    /// The kind of project, from which a north star is suggested.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<ProjectKind>,
    /// The market, from which channels, methods and data sources are suggested.
    #[serde(default, skip_serializing_if = "is_default")]
    pub market: Market,
    /// The target audience and where to reach it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audience: Vec<AudienceGroup>,
    /// The launch area.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// Start date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_day: Option<NaiveDate>,
    /// End date, inclusive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_day: Option<NaiveDate>,
    /// The currency of every amount in the plan.
    pub currency: Currency,
}

impl Basics {
    /// The plan's days, if both dates are given and in order.
    pub fn days(&self) -> Option<DateRange> {
        DateRange::new(self.first_day?, self.last_day?)
    }
}

/// The market that a plan is made for. It decides what is suggested first; everything else stays available.
///
/// A file without a market is of the Chinese one: until there was a choice, the catalogue was made for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Market {
    /// Mainland China.
    #[default]
    China,
    /// Everywhere else.
    International,
}

impl Market {
    /// Every market, in the order in which they are offered.
    pub const ALL: [Market; 2] = [Market::China, Market::International];

    /// Of two values, the one of this market: how texts and defaults that differ by market are chosen.
    ///
    /// ```
    /// use groundswell_core::plan::model::basics::Market;
    /// assert_eq!(Market::International.pick("WeChat group", "WhatsApp group"), "WhatsApp group");
    /// ```
    pub fn pick<T>(self, china: T, international: T) -> T {
        match self {
            Market::China => china,
            Market::International => international,
        }
    }
}

/// The markets that an entry of the catalogue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markets {
    /// The Chinese market alone.
    China,
    /// The international market alone.
    International,
    /// Every market.
    Both,
}

impl Markets {
    /// Whether it is for that market.
    ///
    /// ```
    /// use groundswell_core::plan::model::basics::{Market, Markets};
    /// assert!(Markets::Both.include(Market::China));
    /// assert!(!Markets::International.include(Market::China));
    /// ```
    pub const fn include(self, market: Market) -> bool {
        match self {
            Markets::China => matches!(market, Market::China),
            Markets::International => matches!(market, Market::International),
            Markets::Both => true,
        }
    }
}

/// The kinds of project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// Online to offline: ordered online, delivered or used on the spot.
    O2o,
    /// An app that does a task.
    ToolApp,
    /// A brand built on published content.
    ContentBrand,
    /// An online shop.
    Ecommerce,
    /// A service at a place: a museum, a clinic, a school.
    LocalService,
    /// Anything else.
    #[default]
    Other,
}

impl ProjectKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [ProjectKind; 6] = [
        ProjectKind::O2o,
        ProjectKind::ToolApp,
        ProjectKind::ContentBrand,
        ProjectKind::Ecommerce,
        ProjectKind::LocalService,
        ProjectKind::Other,
    ];
}

/// A target audience group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AudienceGroup {
    /// Its id.
    pub id: AudienceId,
    /// Who they are.
    pub who: String,
    /// Where to reach them, online and offline.
    #[serde(rename = "gathers", default, skip_serializing_if = "is_default")]
    pub reached_at: String,
}

impl Entity for AudienceGroup {
    fn id(&self) -> AudienceId {
        self.id
    }
}
