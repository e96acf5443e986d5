//! Exact numbers and days: money, decimals, ratios, unit prices, ranges of days. The only place that knows how they are
//! stored.
//!
//! Knows nothing of plans.

pub mod currency;
pub mod date_range;
pub mod decimal;
pub mod limits;
pub mod money;
pub mod ratio;
pub mod rounding;
pub mod split;
pub mod unit_price;
