//! When money is spent: the length of a promotion cycle and the timing of a line item.

use crate::plan::numbers::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How long a promotion cycle is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CycleLength {
    /// Seven days from the plan's first day.
    Week,
    /// Fourteen days from the plan's first day.
    #[default]
    TwoWeeks,
    /// A calendar month.
    Month,
}

impl CycleLength {
    /// Every length, from the shortest.
    pub const ALL: [CycleLength; 3] = [CycleLength::Week, CycleLength::TwoWeeks, CycleLength::Month];
}

/// When a line item is spent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Timing {
    /// Evenly over the days of its phase, or of the plan where it has none.
    #[default]
    Phase,
    /// On one day.
    Once {
        /// Which.
        on: NaiveDate,
    },
    /// Evenly over the days from `first` to `last`.
    Evenly {
        /// Start date.
        first: NaiveDate,
        /// End date, inclusive.
        last: NaiveDate,
    },
    /// In equal parts, one at the start of each calendar month from `first` to `last`.
    Monthly {
        /// Start date.
        first: NaiveDate,
        /// End date, inclusive.
        last: NaiveDate,
    },
    /// Entered by hand: an amount in the cycle of each day.
    ByHand {
        /// The parts.
        #[serde(default)]
        parts: Vec<DatedAmount>,
    },
}

/// The kinds of [`Timing`], without their days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // same as the variants of `Timing`
pub enum TimingKind {
    Phase,
    Once,
    Evenly,
    Monthly,
    ByHand,
}

impl TimingKind {
    /// The kind of a timing.
    pub fn of(timing: &Timing) -> TimingKind {
        match timing {
            Timing::Phase => TimingKind::Phase,
            Timing::Once { .. } => TimingKind::Once,
            Timing::Evenly { .. } => TimingKind::Evenly,
            Timing::Monthly { .. } => TimingKind::Monthly,
            Timing::ByHand { .. } => TimingKind::ByHand,
        }
    }
}

/// An amount on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct DatedAmount {
    /// The day.
    pub on: NaiveDate,
    /// The amount.
    pub amount: Money,
}
