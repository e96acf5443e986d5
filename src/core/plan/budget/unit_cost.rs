//! The cost of one result, and the results that line items are expected to bring.
//!
//! Knows metrics by their id only.

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
