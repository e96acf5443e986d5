//! The cost of one result, and the results that line items are expected to bring.
//!
//! Knows metrics by their id only.
//!
//! ```
//! use groundswell_core::plan::budget::unit_cost::cost_per;
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! use groundswell_core::plan::numbers::money::Money;
//! let spend = Money::from_minor(100_000).unwrap(); // CNY 1,000.00
//! assert_eq!(cost_per(spend, Decimal::from_int(40).unwrap(), 1), Money::from_minor(2_500));
//! assert_eq!(cost_per(spend, Decimal::ZERO, 1), None);
//! ```

use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

pub use crate::plan::numbers::unit_price::{cost_per, price_per};

/// The results in one metric that line items are expected to bring, and their cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultCost {
    /// The metric.
    pub metric: MetricId,
    /// The number of results.
    pub count: Decimal,
    /// The cost of the line items that bring them. A line item that brings several metrics counts in full for each.
    pub cost: Money,
    /// The number of these line items.
    pub lines: usize,
}
