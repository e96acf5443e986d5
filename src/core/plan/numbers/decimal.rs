//! Exact decimal numbers for quantities, unit prices, metric values and rates.
//!
//! Contains their arithmetic; must not know what a number counts.
//!
//! ```
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let [a, b] = [12, 30].map(|value| Decimal::from_int(value).unwrap());
//! assert_eq!(a + b, Decimal::from_int(42).unwrap());
//! assert_eq!((a - b).to_string(), "-18");
//! assert_eq!(Decimal::from_scaled(125, 2).unwrap().to_string(), "1.25");
//! assert_eq!(Decimal::from_scaled(125, 2).unwrap().to_scaled(1), 13);
//! ```

use std::fmt;
use std::str::FromStr;

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

    /// `value` × 10^−`decimals`, with at most four decimals; `None` beyond the range, or with more decimals.
    ///
    /// ```
    /// use groundswell_core::plan::numbers::decimal::Decimal;
    /// assert_eq!(Decimal::from_scaled(1_250, 2).unwrap().to_string(), "12.5");
    /// assert_eq!(Decimal::from_scaled(1, 5), None);
    /// ```
    pub const fn from_scaled(value: i64, decimals: u8) -> Option<Decimal> {
        if decimals > Decimal::DECIMALS {
            return None;
        }
        match value.checked_mul(step_of(decimals)) {
            Some(value) => Decimal::from_ten_thousandths(value),
            None => None,
        }
    }

    /// A whole number.
    pub const fn whole(value: i32) -> Decimal {
        // `From` is not const; the range of 32 bits is within that of decimals.
        Decimal(value as i64 * ONE)
    }

    /// The nearest number with four decimals, of a statistic; `None` beyond the range and for NaN.
    #[allow(clippy::cast_possible_truncation)] // `as` saturates at the ends of the range, which is checked
    pub fn nearest(value: f64) -> Option<Decimal> {
        let scaled = (value * 10_000.0).round();
        if scaled.is_nan() { None } else { Decimal::from_ten_thousandths(scaled as i64) }
    }

    /// From ten-thousandths; `None` beyond the range.
    pub(in crate::plan::numbers) const fn from_ten_thousandths(value: i64) -> Option<Decimal> {
        if value > LIMIT || value < -LIMIT { None } else { Some(Decimal(value)) }
    }

    /// From ten-thousandths, saturating at 4 × 10¹⁸. For sums: 4,000 numbers at the limit of a single one
    /// still add up exactly.
    pub(in crate::plan::numbers) fn saturating(ten_thousandths: i128) -> Decimal {
        let limit = i128::from(SUM_LIMIT);
        // The clamp makes the conversion lossless.
        Decimal(i64::try_from(ten_thousandths.clamp(-limit, limit)).unwrap_or(SUM_LIMIT))
    }

    /// From a whole number; `None` beyond the range.
    pub fn from_int(value: i64) -> Option<Decimal> {
        value.checked_mul(ONE).and_then(Decimal::from_ten_thousandths)
    }

    /// The value in ten-thousandths.
    pub(in crate::plan::numbers) const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The nearest double, for statistics and charts; never for money.
    #[allow(clippy::cast_precision_loss)] // the range limit keeps every value exact in a double
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The number in units of 10^−`decimals`, rounded half away from zero: the one rule for display with fewer decimals.
    /// More than four decimals count as four.
    ///
    /// ```
    /// use groundswell_core::plan::numbers::decimal::Decimal;
    /// let rate = Decimal::from_scaled(80_870, 4).unwrap();
    /// assert_eq!([rate.to_scaled(4), rate.to_scaled(2), rate.to_scaled(0)], [80_870, 809, 8]);
    /// ```
    pub const fn to_scaled(self, decimals: u8) -> i64 {
        let step = step_of(decimals);
        let half = if self.0 < 0 { -(step / 2) } else { step / 2 };
        (self.0 + half) / step
    }

    /// The number in units of 10^−`decimals`, rounded up. More than four decimals count as four.
    pub const fn ceil_scaled(self, decimals: u8) -> i64 {
        -(-self.0).div_euclid(step_of(decimals))
    }

    /// The number in units of 10^−`decimals`, rounded down. More than four decimals count as four.
    pub const fn floor_scaled(self, decimals: u8) -> i64 {
        self.0.div_euclid(step_of(decimals))
    }

    /// The whole part, without the fraction: −1.5 is −1.
    pub const fn trunc(self) -> i64 {
        self.0 / ONE
    }

    /// The nearest whole number, rounded half away from zero.
    #[must_use]
    pub fn rounded(self) -> Decimal {
        Decimal::saturating(i128::from(self.to_scaled(0)) * i128::from(ONE))
    }

    /// The quotient by a whole number above zero; `None` where four decimals cannot hold it.
    pub fn exact_div(self, by: i64) -> Option<Decimal> {
        (self.0 % by == 0).then_some(Decimal(self.0 / by))
    }

    /// Percent points as basis points for display: to a tenth of a percent, or to a hundredth where a tenth would round to
    /// zero.
    pub const fn percent_shown(self) -> i64 {
        let tenths = self.to_scaled(1);
        if tenths == 0 { self.to_scaled(2) } else { tenths * 10 }
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

/// How many ten-thousandths make one unit of 10^−`decimals`.
const fn step_of(decimals: u8) -> i64 {
    match decimals {
        0 => ONE,
        1 => 1_000,
        2 => 100,
        3 => 10,
        _ => 1,
    }
}

/// An exact sum of decimals, from which each can be subtracted again. Read it as a [`Decimal`].
///
/// ```
/// use groundswell_core::plan::numbers::decimal::{Decimal, DecimalSum};
/// let mut sum: DecimalSum = [1, 2].map(Decimal::whole).into_iter().sum();
/// sum -= DecimalSum::from(Decimal::whole(2));
/// assert_eq!(sum.value(), Decimal::whole(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DecimalSum(i128);

impl DecimalSum {
    /// From a number in units of 10^−4, which may lie beyond the range of a single number.
    pub fn from_entry(value: i64) -> DecimalSum {
        DecimalSum(value.into())
    }

    /// The sum, saturating at 400 trillion.
    pub fn value(self) -> Decimal {
        Decimal::saturating(self.0)
    }

    /// In ten-thousandths.
    pub(in crate::plan::numbers) fn ten_thousandths(self) -> i128 {
        self.0
    }
}

impl From<Decimal> for DecimalSum {
    fn from(number: Decimal) -> DecimalSum {
        DecimalSum(number.0.into())
    }
}
impl std::ops::Add for DecimalSum {
    type Output = DecimalSum;
    fn add(self, other: DecimalSum) -> DecimalSum {
        DecimalSum(self.0 + other.0)
    }
}
impl std::ops::AddAssign for DecimalSum {
    fn add_assign(&mut self, other: DecimalSum) {
        self.0 += other.0;
    }
}
impl std::ops::SubAssign for DecimalSum {
    fn sub_assign(&mut self, other: DecimalSum) {
        self.0 -= other.0;
    }
}
impl std::iter::Sum for DecimalSum {
    fn sum<I: Iterator<Item = DecimalSum>>(sums: I) -> DecimalSum {
        DecimalSum(sums.map(|sum| sum.0).sum())
    }
}
impl std::iter::Sum<Decimal> for DecimalSum {
    fn sum<I: Iterator<Item = Decimal>>(numbers: I) -> DecimalSum {
        numbers.map(DecimalSum::from).sum()
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

/// The text is not a number as [`Decimal`] writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecimalError;

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }
}

impl std::error::Error for DecimalError {}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Plain digits, with a point and one to four decimals or without: `-12.5`. For files; what people type is read by the
    /// app.
    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) || fraction.len() > 4 {
            return Err(DecimalError);
        }
        let whole: i64 = whole.parse().map_err(|_| DecimalError)?;
        let part: i64 = format!("{fraction:0<4}").parse().map_err(|_| DecimalError)?;
        let value = whole.checked_mul(ONE).and_then(|whole| whole.checked_add(part)).ok_or(DecimalError)?;
        Decimal::from_ten_thousandths(if is_negative { -value } else { value }).ok_or(DecimalError)
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
        let shown = |raw| Decimal(raw).to_scaled(2);
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
