//! Exact numbers and days: money, decimals, shares, ranges of days. Knows no plan.

pub mod currency;
pub mod date_range;
pub mod decimal;
pub mod limits;
pub mod money;
pub mod ratio;
pub mod rounding;
pub mod split;
