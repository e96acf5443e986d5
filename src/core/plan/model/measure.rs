//! How a metric is measured: its unit, its roll-up and its direction.

use serde::{Deserialize, Serialize};

/// Units of metric values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Whole things or people.
    #[default]
    Count,
    /// Percent points.
    Percent,
    /// The plan's currency, in whole units.
    Money,
    /// A plain ratio.
    Ratio,
    /// Seconds.
    Duration,
}

impl Unit {
    /// Every unit, in the order in which they are offered.
    pub const ALL: [Unit; 5] = [Unit::Count, Unit::Percent, Unit::Money, Unit::Ratio, Unit::Duration];
}

/// How daily figures roll up to a week, a month or a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddsUp {
    /// Days are added.
    #[default]
    Sum,
    /// Mean of the days.
    Average,
    /// Last value of the period.
    EndOfPeriod,
    /// Sum of numerators over sum of denominators; never the mean of ratios.
    RatioOfSums,
    /// Distinct people: never added; the period's own figure, or its largest day as a lower bound.
    Distinct,
    /// Growth rates chained: Π(1 + g) − 1.
    Compound,
    /// Computed anew from the daily series.
    Recomputed,
}

impl AddsUp {
    /// Every way, in the order in which they are offered.
    pub const ALL: [AddsUp; 7] = [
        AddsUp::Sum,
        AddsUp::Average,
        AddsUp::EndOfPeriod,
        AddsUp::RatioOfSums,
        AddsUp::Distinct,
        AddsUp::Compound,
        AddsUp::Recomputed,
    ];
}

/// Which direction of a metric is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    #[default]
    Up,
    /// Less is better (costs, unfollows).
    Down,
}
