//! Exact numbers and days: money, decimals, shares, ranges of days. Knows no plan.

pub mod date_range;
pub mod decimal;
pub mod money;
