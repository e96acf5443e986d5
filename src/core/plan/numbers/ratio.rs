//! Shares in hundredths of a percent.

use crate::plan::numbers::decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A share in basis points: 10,000 is the whole, 800 is 8 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// The whole, 100 %.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// From percent points with up to two decimals, between 0 and 100,000 %; `None` otherwise.
    pub fn from_percent(percent: Decimal) -> Option<BasisPoints> {
        let raw = percent.ten_thousandths();
        if raw < 0 || raw % 100 != 0 || raw > 1_000_000_000 {
            return None;
        }
        u32::try_from(raw / 100).ok().map(BasisPoints)
    }

    /// In percent points.
    pub fn percent(self) -> Decimal {
        Decimal::from_ten_thousandths(i64::from(self.0) * 100).unwrap_or_default()
    }
}
