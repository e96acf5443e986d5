//! The funnel: exposure → visit → follow or registration → activation → order.

use serde::{Deserialize, Serialize};

use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::numbers::decimal::Decimal;

/// Identity of a [`FunnelStage`].
pub type FunnelStageId = Id<FunnelStage>;

/// Stages from the widest to the narrowest, and one number that fixes all the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Funnel {
    /// From the widest stage to the narrowest.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<FunnelStage>,
    /// Which end is given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub solve_from: FunnelEnd,
    /// The given number: of results at the bottom, or of people at the top.
    #[serde(default, skip_serializing_if = "is_default")]
    pub given: Option<Decimal>,
    /// What the numbers are counted over.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: FunnelPeriod,
}

/// One stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FunnelStage {
    /// Identity.
    pub id: FunnelStageId,
    /// Which stage.
    pub kind: StageKind,
    /// Its name, where it is not the kind's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// How many of the stage above arrive here, in percent; the first stage has none above it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Option<Decimal>,
}

impl Entity for FunnelStage {
    fn id(&self) -> FunnelStageId {
        self.id
    }
}

/// Stages the field knows.
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
    /// The wanted number of results, at the narrow end.
    #[default]
    Bottom,
    /// The number of people at the wide end.
    Top,
}

/// What a funnel's numbers are counted over.
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
