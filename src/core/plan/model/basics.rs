//! What the plan is about: the product, its audience, its place and its days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;

/// Identity of an [`AudienceGroup`].
pub type AudienceId = Id<AudienceGroup>;

/// The first step: facts asked once and used everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basics {
    /// The plan's name, as the list of plans shows it.
    pub name: String,
    /// What is promoted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub product: String,
    /// The kind of project; the north star is proposed from it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<ProjectKind>,
    /// Who is to be reached, and where they gather: marketing is concentrated where they are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audience: Vec<AudienceGroup>,
    /// The region the plan can control.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// First day of the plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_day: Option<NaiveDate>,
    /// Last day of the plan, included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_day: Option<NaiveDate>,
    /// The currency of every amount in the plan.
    pub currency: Currency,
}

impl Basics {
    /// The plan's days, where both ends are given and in order.
    pub fn days(&self) -> Option<DateRange> {
        DateRange::new(self.first_day?, self.last_day?)
    }
}

/// Kinds of project the article and the field tell apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// Online to offline: ordered online, delivered or used on the spot.
    O2o,
    /// An app that does a task.
    ToolApp,
    /// A brand that lives from what it publishes.
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

/// A group of people the plan wants to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AudienceGroup {
    /// Identity.
    pub id: AudienceId,
    /// Who they are.
    pub who: String,
    /// Where they gather, online and off.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gathers: String,
}

impl Entity for AudienceGroup {
    fn id(&self) -> AudienceId {
        self.id
    }
}
