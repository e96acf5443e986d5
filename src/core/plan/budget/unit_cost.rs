//! What one result costs.

use crate::plan::model::metric::MetricId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::money::price_step;
use crate::plan::numbers::rounding::div_half_away;

/// What so many results cost each (or each `per` of them), rounded half away from zero; `None` without a result.
pub fn cost_per(cost: Money, results: Decimal, per: u32) -> Option<Money> {
    let by = i128::from(results.ten_thousandths());
    if by <= 0 {
        return None;
    }
    let whole = i128::from(cost.minor()) * i128::from(per) * 10_000;
    Some(Money::saturating(div_half_away(whole, by)))
}

/// The same as a price to be shown, in whole units of the currency: to the coin, or finer where it is small.
pub fn price_per(cost: Money, results: Decimal, per: u32, currency: Currency) -> Option<Decimal> {
    let by = i128::from(results.ten_thousandths());
    if by <= 0 {
        return None;
    }
    let unit = 10i128.pow(4u32.saturating_sub(u32::from(currency.digits())));
    let whole = i128::from(cost.minor()) * i128::from(per) * 10_000 * unit;
    let step = price_step(whole / by, currency);
    Some(Decimal::saturating(div_half_away(whole, by * step) * step))
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
