//! Amounts per number of things: what one costs, what more would cost, how many an amount buys.
//!
//! Knows amounts and numbers, not which results they are for.
//!
//! ```
//! use groundswell_core::plan::numbers::currency::Currency;
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::numbers::unit_price::{cost_per, price_per};
//! let spend = Money::from_minor(300_000).unwrap(); // CNY 3,000.00
//! let views = Decimal::from_int(140_000).unwrap();
//! assert_eq!(cost_per(spend, views, 1_000), Money::from_minor(2_143));
//! assert_eq!(price_per(spend, views, 1, Currency::CNY).unwrap().to_string(), "0.0214");
//! ```

use std::cmp::Ordering;

use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::rounding::div_half_away;

/// The cost of one result (or of `per` results), rounded half away from zero; `None` without a result.
pub fn cost_per(cost: Money, results: Decimal, per: u32) -> Option<Money> {
    let by = i128::from(results.ten_thousandths());
    if by <= 0 {
        return None;
    }
    let whole = i128::from(cost.minor()) * i128::from(per) * 10_000;
    Some(Money::saturating(div_half_away(whole, by)))
}

/// The same as a price for display, in whole units of the currency: to the minor unit, or finer where it is small.
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

/// What `more` results cost where `results` cost `cost`, rounded up to the minor unit; `None` without a result.
pub fn cost_of_more(cost: Money, results: Decimal, more: Decimal) -> Option<Money> {
    let by = i128::from(results.ten_thousandths());
    if by <= 0 {
        return None;
    }
    let whole = i128::from(cost.minor()) * i128::from(more.ten_thousandths());
    Some(Money::saturating(whole.div_euclid(by) + i128::from(whole.rem_euclid(by) > 0)))
}

/// How many whole results an amount buys where `results` cost `cost`; `None` where they cost nothing, there are none, or
/// the amount is below zero.
pub fn results_for(cost: Money, results: Decimal, amount: Money) -> Option<Decimal> {
    let spend = i128::from(cost.minor());
    if spend <= 0 || !results.is_positive() || amount < Money::ZERO {
        return None;
    }
    let results = i128::from(amount.minor()) * i128::from(results.ten_thousandths()) / spend / 10_000;
    i64::try_from(results).ok().and_then(Decimal::from_int)
}

/// Compares two costs of a result exactly; rounded costs of a minor unit or less would tie.
pub fn compare_costs(a: (Money, Decimal), b: (Money, Decimal)) -> Ordering {
    let cross = |cost: Money, results: Decimal| i128::from(cost.minor()) * i128::from(results.ten_thousandths());
    cross(a.0, b.1).cmp(&cross(b.0, a.1))
}

/// How many whole days an amount lasts where `days` days cost `spent`, in whole units of the currency; `None` unless both
/// are above zero.
pub fn days_covered(amount: Money, spent: Decimal, days: u32, currency: Currency) -> Option<i64> {
    let spent = i128::from(spent.ten_thousandths()) * 10i128.pow(u32::from(currency.digits()));
    if spent <= 0 || amount <= Money::ZERO {
        return None;
    }
    i64::try_from(i128::from(amount.minor()) * i128::from(days) * 10_000 / spent).ok()
}

/// A statistic in minor units as a price for display, in whole units of the currency: to the minor unit, or finer where
/// it is small.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // money below 2^53, rounded
pub fn price_nearest(minor: f64, currency: Currency) -> Decimal {
    let exact = minor * 10f64.powi(4 - i32::from(currency.digits()));
    let step = price_step(exact as i128, currency);
    Decimal::saturating((exact / step as f64).round() as i128 * step)
}

/// The step, in ten-thousandths of a currency's unit, to which a price of about so many ten-thousandths is rounded for
/// display: the minor unit, or finer where fewer than three digits would be left, so that 0.0214 does not become 0.02.
pub(in crate::plan::numbers) fn price_step(ten_thousandths: i128, currency: Currency) -> i128 {
    let mut step = 10i128.pow(4u32.saturating_sub(u32::from(currency.digits())));
    while step > 1 && ten_thousandths.abs() < 100 * step {
        step /= 10;
    }
    step
}
