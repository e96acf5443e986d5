//! What one result costs.

use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// What so many results cost each (or each `per` of them), rounded half away from zero; `None` without a result.
pub fn cost_per(cost: Money, results: Decimal, per: u32) -> Option<Money> {
    let by = i128::from(results.ten_thousandths());
    if by <= 0 {
        return None;
    }
    let whole = i128::from(cost.minor()) * i128::from(per) * 10_000;
    let half = if whole < 0 { -by / 2 } else { by / 2 };
    Some(Money::saturating((whole + half) / by))
}

/// What the lines are expected to bring in one metric, and what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultCost {
    /// Which metric.
    pub metric: MetricId,
    /// How much of it they are to bring.
    pub count: Decimal,
    /// What the lines that bring it cost. A line that brings several things counts in full for each.
    pub cost: Money,
    /// How many lines.
    pub lines: usize,
}
