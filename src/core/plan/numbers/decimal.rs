//! Exact decimal numbers for quantities, unit prices, metric values and rates.
//!
//! Holds the arithmetic on them; knows nothing of what a number counts.
//!
//! ```
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let [a, b] = [12, 30].map(|value| Decimal::from_int(value).unwrap());
//! assert_eq!(a + b, Decimal::from_int(42).unwrap());
//! assert_eq!((a - b).to_string(), "-18");
//! assert_eq!(Decimal::from_ten_thousandths(12_500).unwrap().to_string(), "1.25");
//! ```

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::numbers::rounding::div_half_away;

/// Ten-thousandths in one.
const ONE: i64 = 10_000;
/// The largest magnitude, in ten-thousandths: fifteen digits, which every JSON reader with double-precision numbers keeps.
const LIMIT: i64 = 999_999_999_999_999;

/// The largest magnitude of a sum. The difference of two such sums still fits 64 bits.
const SUM_LIMIT: i64 = 4_000_000_000_000_000_000;

/// A number with four fixed decimals, exact; magnitude below 100 billion, of sums up to 400 trillion.
///
/// Percentages are held in percent points (40 % is `40`), durations in seconds, prices in whole currency units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal(0);
    /// How many decimals a `Decimal` holds.
    pub const DECIMALS: u8 = 4;

    /// From ten-thousandths; `None` beyond the range.
    pub const fn from_ten_thousandths(value: i64) -> Option<Decimal> {
        if value > LIMIT || value < -LIMIT { None } else { Some(Decimal(value)) }
    }

    /// From ten-thousandths, saturating at 4 × 10¹⁸. For sums: 4,000 numbers at the limit of a single one
    /// still add up exactly.
    pub fn saturating(ten_thousandths: i128) -> Decimal {
        let limit = i128::from(SUM_LIMIT);
        // The clamp makes the conversion lossless.
        Decimal(i64::try_from(ten_thousandths.clamp(-limit, limit)).unwrap_or(SUM_LIMIT))
    }

    /// From a whole number; `None` beyond the range.
    pub fn from_int(value: i64) -> Option<Decimal> {
        value.checked_mul(ONE).and_then(Decimal::from_ten_thousandths)
    }

    /// The value in ten-thousandths.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The nearest double, for statistics and charts; never for money.
    #[allow(clippy::cast_precision_loss)] // the range limit keeps every value exact in a double
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The number in units of `step` ten-thousandths, rounded half away from zero: the one rule for display with fewer
    /// decimals. `step` is above zero.
    pub const fn in_steps(self, step: i64) -> i64 {
        let half = if self.0 < 0 { -(step / 2) } else { step / 2 };
        (self.0 + half) / step
    }

    /// Percent points as basis points for display: to a tenth of a percent, or to a hundredth where a tenth would round to
    /// zero.
    pub const fn percent_shown(self) -> i64 {
        let tenths = self.in_steps(1_000);
        if tenths == 0 { self.in_steps(100) } else { tenths * 10 }
    }

    /// The same number, if it is within the range of a single number; sums can lie beyond it.
    pub fn in_range(self) -> Option<Decimal> {
        Decimal::from_ten_thousandths(self.0)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Decimal {
        Decimal(self.0.abs())
    }

    /// `self × top / bottom`, cut off after four decimals; `bottom` is above zero.
    #[must_use]
    pub fn scaled(self, top: i64, bottom: i64) -> Decimal {
        Decimal::saturating(i128::from(self.0) * i128::from(top) / i128::from(bottom))
    }

    /// This share of the number, rounded half away from zero to four decimals; `None` beyond the range.
    pub fn share(self, share: BasisPoints) -> Option<Decimal> {
        let part = div_half_away(i128::from(self.0) * i128::from(share.0), i128::from(BasisPoints::WHOLE.0));
        i64::try_from(part).ok().and_then(Decimal::from_ten_thousandths)
    }

    /// A statistic as a whole number, rounded up. An excess below a millionth, from the rounding of doubles, is ignored.
    #[allow(clippy::cast_possible_truncation)] // `as` saturates at the ends of the range
    pub fn rounded_up(number: f64) -> Decimal {
        Decimal::saturating(i128::from((number - 1e-6).ceil() as i64) * i128::from(ONE))
    }

    /// Whether the number is above zero.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the number has no fraction.
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }
}

// Sums saturate at 4 × 10¹⁸ ten-thousandths; see [`Decimal::saturating`].
impl std::ops::Add for Decimal {
    type Output = Decimal;
    fn add(self, other: Decimal) -> Decimal {
        Decimal::saturating(i128::from(self.0) + i128::from(other.0))
    }
}
impl std::ops::Sub for Decimal {
    type Output = Decimal;
    fn sub(self, other: Decimal) -> Decimal {
        Decimal::saturating(i128::from(self.0) - i128::from(other.0))
    }
}
impl std::ops::Neg for Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        Decimal(-self.0)
    }
}
impl std::ops::Mul<i64> for Decimal {
    type Output = Decimal;
    fn mul(self, factor: i64) -> Decimal {
        self.scaled(factor, 1)
    }
}
impl std::ops::AddAssign for Decimal {
    fn add_assign(&mut self, other: Decimal) {
        *self = *self + other;
    }
}
impl std::iter::Sum for Decimal {
    fn sum<I: Iterator<Item = Decimal>>(numbers: I) -> Decimal {
        Decimal::saturating(numbers.map(|number| i128::from(number.0)).sum())
    }
}

impl fmt::Display for Decimal {
    /// Plain digits with a point and no trailing zeros: `-12.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, mut fraction) = (self.0.abs() / ONE, self.0.abs() % ONE);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let mut width = 4;
        while fraction % 10 == 0 {
            fraction /= 10;
            width -= 1;
        }
        write!(f, "{sign}{whole}.{fraction:0width$}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_whole() { serializer.serialize_i64(self.0 / ONE) } else { serializer.serialize_f64(self.to_f64()) }
    }
}

/// What a plan file may contain for a number, for error messages.
pub const EXPECTED: &str = "a number with at most four decimals, below 100 billion";

struct Number;

impl serde::de::Visitor<'_> for Number {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Decimal, E> {
        Decimal::from_int(value).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Decimal, E> {
        i64::try_from(value)
            .ok()
            .and_then(Decimal::from_int)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Unsigned(value), &self))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // checked against the range just before
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Decimal, E> {
        let scaled = (value * ONE as f64).round();
        let found = if scaled.abs() <= LIMIT as f64 { Some(Decimal(scaled as i64)) } else { None };
        // A fifth decimal would be lost silently, so it is refused.
        found
            .filter(|decimal| (decimal.to_f64() - value).abs() <= value.abs() * 1e-15)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Float(value), &self))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Number)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "minimum": -99_999_999_999.999_9,
            "maximum": 99_999_999_999.999_9,
            "description": "A number with at most four decimals."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fifth_decimal_is_refused_not_rounded() {
        assert!(serde_json::from_str::<Decimal>("0.12345").is_err());
        assert!(serde_json::from_str::<Decimal>("1e300").is_err());
        assert_eq!(serde_json::from_str::<Decimal>("0.1234").unwrap().ten_thousandths(), 1234);
    }

    #[test]
    fn fewer_decimals_are_rounded_half_away_from_zero() {
        let shown = |raw| Decimal(raw).in_steps(100);
        // 8.087 % is 8.09 %, not 8.08 %.
        assert_eq!(
            [shown(80_870), shown(-80_870), shown(80_850), shown(-80_850), shown(49)],
            [809, -809, 809, -809, 0]
        );
        let tenths = |raw| Decimal(raw).percent_shown();
        assert_eq!([tenths(80_870), tenths(-500), tenths(300), tenths(-40), tenths(0)], [810, -10, 3, 0, 0]);
    }

    proptest! {
        #[test]
        fn json_and_text_keep_every_digit(raw in -LIMIT..=LIMIT) {
            let decimal = Decimal(raw);
            let json = serde_json::to_string(&decimal).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), decimal);
        }
    }
}
