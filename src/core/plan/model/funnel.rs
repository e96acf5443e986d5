//! The funnel: exposure → visit → follow or registration → activation → order.

use serde::{Deserialize, Serialize};

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::numbers::decimal::Decimal;

/// Identity of a [`FunnelStage`].
pub type FunnelStageId = Id<FunnelStage>;

/// Stages from the widest to the narrowest, and one number that determines the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Funnel {
    /// From the widest stage to the narrowest.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<FunnelStage>,
    /// The end whose number is given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub solve_from: FunnelEnd,
    /// The given number: results at the bottom, or people at the top.
    #[serde(default, skip_serializing_if = "is_default")]
    pub given: Option<Decimal>,
    /// The period of the numbers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: FunnelPeriod,
}

/// One stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FunnelStage {
    /// Its id.
    pub id: FunnelStageId,
    /// The kind of stage.
    pub kind: StageKind,
    /// Its own name, if it differs from the kind's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Conversion rate from the stage above, in percent points; `None` for the first stage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Option<Decimal>,
}

impl Entity for FunnelStage {
    fn id(&self) -> FunnelStageId {
        self.id
    }
}

/// The kinds of stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// The content was shown.
    Exposure,
    /// Someone came: a click, a visit.
    Visit,
    /// Someone followed.
    Follow,
    /// Someone registered.
    Registration,
    /// Someone used it for the first time.
    Activation,
    /// Someone ordered.
    Order,
    /// The team's own stage.
    #[default]
    Other,
}

impl StageKind {
    /// Every kind, from the widest to the narrowest.
    pub const ALL: [StageKind; 7] = [
        StageKind::Exposure,
        StageKind::Visit,
        StageKind::Follow,
        StageKind::Registration,
        StageKind::Activation,
        StageKind::Order,
        StageKind::Other,
    ];
}

/// The end of the funnel whose number is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FunnelEnd {
    /// The number of results at the narrow end.
    #[default]
    Bottom,
    /// The number of people at the wide end.
    Top,
}

/// The period of a funnel's numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FunnelPeriod {
    /// On an average day.
    #[default]
    Day,
    /// In a month.
    Month,
    /// Over the whole plan.
    Plan,
}
