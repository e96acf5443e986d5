//! Money in whole minor units of a currency known from the context.
//!
//! Exact arithmetic, rounded half away from zero in one place. Knows nothing of budgets.
//!
//! ```
//! use groundswell_core::plan::numbers::currency::Currency;
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::numbers::ratio::BasisPoints;
//! let price = Decimal::from_int(250).unwrap();
//! let amount = Money::of(Decimal::from_int(3).unwrap(), price, Currency::CNY).unwrap();
//! assert_eq!(amount.minor(), 75_000);
//! assert_eq!(amount.share(BasisPoints(800)).minor(), 6_000);
//! ```

use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::ratio::{BasisPoints, Ratio};
use crate::plan::numbers::rounding::div_half_away;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_amount;

/// An amount in whole minor units (fen, cents; yen for JPY) of a currency known from the context.
///
/// What is stored has a magnitude up to 2⁵³ − 1 minor units, so that every JSON reader keeps it exact; entry fields and
/// line amounts stop at [`AMOUNT_LIMIT`](crate::plan::numbers::limits::AMOUNT_LIMIT). Sums reach further, to 4 × 10¹⁸: 40,000 amounts at that limit add up exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(pub(in crate::plan::numbers) i64);

/// The largest magnitude of [`Money`] in a plan file, in minor units.
pub const MONEY_LIMIT: i64 = 9_007_199_254_740_991;

/// The largest magnitude of a sum. The difference of two such sums still fits 64 bits.
pub(in crate::plan) const SUM_LIMIT: i64 = 4_000_000_000_000_000_000;

impl Money {
    /// Zero.
    pub const ZERO: Money = Money(0);

    /// From minor units; `None` beyond the range.
    pub const fn from_minor(minor: i64) -> Option<Money> {
        if minor > MONEY_LIMIT || minor < -MONEY_LIMIT { None } else { Some(Money(minor)) }
    }

    /// From minor units, saturating at 4 × 10¹⁸. For sums: those of amounts within [`AMOUNT_LIMIT`](crate::plan::numbers::limits::AMOUNT_LIMIT) are
    /// exact, since no plan holds 40,000 of them; the check reports every amount above the limit.
    pub fn saturating(minor: i128) -> Money {
        let limit = i128::from(SUM_LIMIT);
        // The clamp makes the conversion lossless.
        Money(i64::try_from(minor.clamp(-limit, limit)).unwrap_or(SUM_LIMIT))
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The nearest double, in minor units; for statistics and charts, never for sums. Exact for single amounts.
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.0 as f64
    }

    /// A statistic in minor units as money for display: the nearest minor unit within the range, zero for NaN. Never
    /// summed.
    #[allow(clippy::cast_possible_truncation)] // `as` saturates at the ends of the range
    pub fn nearest(minor: f64) -> Money {
        Money::saturating(i128::from(minor.round() as i64))
    }

    /// Quantity × unit price (in whole currency units), rounded half away from zero to the minor unit; `None` beyond
    /// [`AMOUNT_LIMIT`](crate::plan::numbers::limits::AMOUNT_LIMIT).
    pub fn of(quantity: Decimal, unit_price: Decimal, currency: Currency) -> Option<Money> {
        // Both factors are in ten-thousandths; no currency has more than four digits.
        let by = 10i64.pow(8u32.saturating_sub(u32::from(currency.digits())));
        let minor = product_over(quantity.ten_thousandths(), unit_price.ten_thousandths(), by);
        i64::try_from(minor).ok().map(Money).filter(|amount| is_amount(*amount))
    }

    /// This share of the amount, rounded half away from zero.
    #[must_use]
    pub fn share(self, share: BasisPoints) -> Money {
        Money::saturating(product_over(self.0, i64::from(share.0), 10_000))
    }

    /// The amount in whole currency units, rounded half away from zero, for headlines. Below a hundred units
    /// it keeps its minor units: rounded, 0.40 would read as zero and −2.45 as −2.
    #[must_use]
    pub fn about(self, currency: Currency) -> Money {
        let unit = 10i128.pow(u32::from(currency.digits()));
        let minor = i128::from(self.0);
        if minor.abs() < 100 * unit { self } else { Money::saturating(div_half_away(minor, unit) * unit) }
    }

    /// Its share of a whole, in basis points for display; see [`Ratio::percent_shown`]. `None` unless the whole is above
    /// zero.
    pub fn share_of(self, whole: Money) -> Option<i64> {
        Ratio::of_money(self, whole)?.percent_shown()
    }

    /// The amount as a decimal number of whole currency units; `None` where it needs more than four decimals or leaves the range.
    pub fn to_decimal(self, currency: Currency) -> Option<Decimal> {
        let factor = 10i64.pow(4u32.checked_sub(u32::from(currency.digits()))?);
        self.0.checked_mul(factor).and_then(Decimal::from_ten_thousandths)
    }

    /// In whole units of the currency, rounded half away from zero: for headings and key figures, never summed.
    ///
    /// ```
    /// use groundswell_core::plan::numbers::currency::Currency;
    /// use groundswell_core::plan::numbers::money::Money;
    /// let yuan = Currency::default();
    /// assert_eq!(Money::from_minor(2_345_650).unwrap().whole_units(yuan), 23_457);
    /// assert_eq!(Money::from_minor(-50).unwrap().whole_units(yuan), -1);
    /// ```
    pub fn whole_units(self, currency: Currency) -> i64 {
        let unit = 10i128.pow(u32::from(currency.digits()));
        Money::saturating(div_half_away(i128::from(self.0), unit)).minor()
    }

    /// The amount nearest to a decimal number of whole currency units, rounded half away from zero.
    pub fn rounded(value: Decimal, currency: Currency) -> Money {
        let scale = 10i128.pow(u32::from(currency.digits()));
        Money::saturating(div_half_away(i128::from(value.ten_thousandths()) * scale, 10_000))
    }

    /// From a decimal number of whole currency units; `None` where it has a fraction of a minor unit or is out of range.
    pub fn from_decimal(value: Decimal, currency: Currency) -> Option<Money> {
        let factor = 10i64.pow(4u32.checked_sub(u32::from(currency.digits()))?);
        if value.ten_thousandths() % factor == 0 { Money::from_minor(value.ten_thousandths() / factor) } else { None }
    }

    /// The same figure in another currency: 200.00 in a currency with two digits is 200 in one without.
    /// `None` where that would cut off digits or leave the range.
    pub fn rescaled(self, from: Currency, to: Currency) -> Option<Money> {
        let (from, to) = (u32::from(from.digits()), u32::from(to.digits()));
        if to >= from {
            self.0.checked_mul(10i64.pow(to - from)).and_then(Money::from_minor)
        } else {
            let factor = 10i64.pow(from - to);
            if self.0 % factor == 0 { Money::from_minor(self.0 / factor) } else { None }
        }
    }
}

/// `a × b / by`, rounded half away from zero; `by` is above zero.
///
/// Uses 64-bit division where it can, which is many times faster than 128-bit division.
fn product_over(a: i64, b: i64, by: i64) -> i128 {
    if bits(a.unsigned_abs()) + bits(b.unsigned_abs()) <= 62 && by <= 1 << 40 {
        let value = a * b;
        let half = if value < 0 { -by / 2 } else { by / 2 };
        i128::from((value + half) / by)
    } else {
        div_half_away(i128::from(a) * i128::from(b), i128::from(by))
    }
}

/// The number of significant bits.
pub(in crate::plan::numbers) fn bits(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money::saturating(i128::from(self.0) + i128::from(other.0))
    }
}
impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money::saturating(i128::from(self.0) - i128::from(other.0))
    }
}
impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}
impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        Money::saturating(amounts.map(|amount| i128::from(amount.0)).sum())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}
/// What a plan file may contain for an amount, for error messages.
pub const EXPECTED: &str = "an amount in whole minor units, at most 2^53 - 1";

struct Minor;
impl serde::de::Visitor<'_> for Minor {
    type Value = Money;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(EXPECTED)
    }
    fn visit_i64<E: serde::de::Error>(self, minor: i64) -> Result<Money, E> {
        Money::from_minor(minor).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Signed(minor), &self))
    }
    fn visit_u64<E: serde::de::Error>(self, minor: u64) -> Result<Money, E> {
        let found = i64::try_from(minor).ok().and_then(Money::from_minor);
        found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Unsigned(minor), &self))
    }
}
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(Minor)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": -MONEY_LIMIT,
            "maximum": MONEY_LIMIT,
            "description": "An amount in whole minor units of the plan's currency (fen, cents)."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::numbers::limits::AMOUNT_LIMIT;
    use crate::plan::numbers::split::split_by_weights;
    use proptest::prelude::*;

    fn minor(parts: &[Money]) -> Vec<i64> {
        parts.iter().map(|part| part.minor()).collect()
    }

    #[test]
    fn the_largest_remainder_method_matches_the_worked_examples() {
        assert_eq!(minor(&split_by_weights(Money(100_000), &[1, 1, 1])), [33_334, 33_333, 33_333]);
        assert_eq!(minor(&split_by_weights(Money(99_999), &[5, 3, 2])), [49_999, 30_000, 20_000]);
        assert_eq!(minor(&split_by_weights(Money(10), &[45, 35, 20])), [5, 3, 2]);
    }

    #[test]
    fn display_roundings_never_show_zero_for_a_small_value_and_round_half_away() {
        let about = |minor| Money(minor).about(Currency::CNY).minor();
        assert_eq!([about(-245), about(40), about(9_999), about(0)], [-245, 40, 9_999, 0]);
        assert_eq!(
            [about(10_049), about(10_050), about(-10_050), about(-1_234_550)],
            [10_000, 10_100, -10_100, -1_234_600]
        );
        assert_eq!(Money(-7).about(Currency::from_code("JPY").unwrap()), Money(-7));
        let share = |part, whole| Money(part).share_of(Money(whole));
        assert_eq!(share(1, 3), Some(3_330), "to a tenth of a percent");
        assert_eq!(share(-15, 10_000), Some(-20), "half away from zero");
        assert_eq!((share(15, 10_000), share(3, 10_000), share(1, 0)), (Some(20), Some(3), None));
    }

    #[test]
    fn minor_unit_digits_are_those_of_iso_4217() {
        for (code, digits) in [("CNY", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3)] {
            assert_eq!(Currency::from_code(code).unwrap().digits(), digits, "{code}");
        }
        assert!(Currency::from_code("XAU").is_none());
        assert!(Currency::from_code("ABC").is_none());
    }

    #[test]
    fn amounts_round_half_away_from_zero_to_the_minor_unit() {
        let d = |raw| Decimal::from_ten_thousandths(raw).unwrap();
        // 3 × 0.335 = 1.005 → 1.01
        assert_eq!(Money::of(d(30_000), d(3_350), Currency::CNY), Some(Money(101)));
        assert_eq!(Money::of(d(-30_000), d(3_350), Currency::CNY), Some(Money(-101)));
        assert_eq!(Money::of(d(15_000), d(10_000), Currency::from_code("JPY").unwrap()), Some(Money(2)));
    }

    /// Numbers of every size: most of them small, some at the limit.
    fn any_size(limit: i64) -> impl Strategy<Value = i64> {
        (0u32..54, -limit..=limit).prop_map(|(shift, number)| number >> shift)
    }

    proptest! {
        #[test]
        fn the_64_bit_path_rounds_like_the_128_bit_one(
            quantity in any_size(999_999_999_999_999),
            price in any_size(999_999_999_999_999),
            code in prop::sample::select(vec!["JPY", "CNY", "KWD", "CLF"]),
        ) {
            let currency = Currency::from_code(code).unwrap();
            let d = |raw| Decimal::from_ten_thousandths(raw).unwrap();
            let scale = 10i128.pow(u32::from(currency.digits()));
            let long = div_half_away(i128::from(quantity) * i128::from(price) * scale, 100_000_000);
            let long = i64::try_from(long).ok().filter(|minor| minor.abs() <= AMOUNT_LIMIT).map(Money);
            prop_assert_eq!(Money::of(d(quantity), d(price), currency), long);
        }

        #[test]
        fn a_share_rounds_the_same_at_every_size(amount in any_size(MONEY_LIMIT), share in 0u32..2_000_000) {
            let long = Money::saturating(div_half_away(i128::from(amount) * i128::from(share), 10_000));
            prop_assert_eq!(Money(amount).share(BasisPoints(share)), long);
        }

        #[test]
        fn a_split_is_the_same_on_the_64_bit_and_the_128_bit_path(
            total in any_size(MONEY_LIMIT),
            weights in prop::collection::vec(0u64..40, 1..40),
            factor in prop::sample::select(vec![1u64, 1 << 20, 1 << 58]),
        ) {
            // The same proportions with greater numbers are the same split.
            let greater: Vec<u64> = weights.iter().map(|weight| weight * factor).collect();
            prop_assert_eq!(split_by_weights(Money(total), &weights), split_by_weights(Money(total), &greater));
        }

        #[test]
        fn a_split_sums_to_the_total(total in -MONEY_LIMIT..=MONEY_LIMIT, weights in prop::collection::vec(0u64..1_000_000, 1..40)) {
            let parts = split_by_weights(Money(total), &weights);
            let sum: i128 = parts.iter().map(|part| i128::from(part.minor())).sum();
            let expected = if weights.iter().all(|&weight| weight == 0) { 0 } else { i128::from(total) };
            prop_assert_eq!(sum, expected);
        }

        #[test]
        fn each_part_is_within_one_minor_unit_of_its_exact_share(total in 0..1_000_000_000i64, weights in prop::collection::vec(1u64..10_000, 1..20)) {
            let sum: u64 = weights.iter().sum();
            for (part, weight) in split_by_weights(Money(total), &weights).iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight) / i128::from(sum);
                prop_assert!((i128::from(part.minor()) - exact).abs() <= 1);
            }
        }

        #[test]
        fn changing_currency_and_back_changes_nothing(amount in -1_000_000_000i64..1_000_000_000) {
            let (two, three) = (Currency::CNY, Currency::from_code("KWD").unwrap());
            let there = Money(amount).rescaled(two, three).unwrap();
            prop_assert_eq!(there.rescaled(three, two), Some(Money(amount)));
        }
    }
}
