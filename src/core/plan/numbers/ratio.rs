//! Shares in basis points, and exact quotients of amounts and numbers.
//!
//! One place for percentages. Knows nothing of what is divided.
//!
//! ```
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::numbers::ratio::{BasisPoints, Ratio};
//! let [spent, planned] = [4_200, 4_500].map(|minor| Money::from_minor(minor).unwrap());
//! assert_eq!(planned.share(BasisPoints(800)).minor(), 360);
//! assert_eq!(Ratio::of_money(spent, planned).unwrap().percent().unwrap().to_string(), "93.3333");
//! assert!(Ratio::of_money(spent, Money::ZERO).is_none());
//! ```

use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::money::Money;
use crate::plan::numbers::rounding::div_half_away;
use serde::{Deserialize, Serialize};

/// A share in basis points: 10,000 is the whole, 800 is 8 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// The whole, 100 %.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// In percent points.
    pub fn percent(self) -> Decimal {
        Decimal::from_ten_thousandths(i64::from(self.0) * 100).unwrap_or_default()
    }
}

/// An exact quotient; its divisor is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    top: i128,
    bottom: i128,
}

impl Ratio {
    /// `top / bottom`; `None` unless the divisor is above zero.
    pub fn new(top: i128, bottom: i128) -> Option<Ratio> {
        (bottom > 0).then_some(Ratio { top, bottom })
    }

    /// Of two amounts in the same currency; `None` unless the whole is above zero.
    pub fn of_money(part: Money, whole: Money) -> Option<Ratio> {
        Ratio::new(part.minor().into(), whole.minor().into())
    }

    /// Of two numbers; `None` unless the divisor is above zero.
    ///
    /// ```
    /// use groundswell_core::plan::numbers::decimal::Decimal;
    /// use groundswell_core::plan::numbers::ratio::Ratio;
    /// let third = Ratio::of(Decimal::whole(1), Decimal::whole(3)).unwrap();
    /// assert_eq!(third.nearest().to_string(), "0.3333");
    /// assert_eq!(third.of_number(Decimal::whole(30)), Decimal::whole(10));
    /// assert_eq!(third.shortfall(Decimal::whole(1)).unwrap().to_string(), "0.6667");
    /// assert_eq!(third.basis_points(), Some(3_333));
    /// ```
    pub fn of(part: Decimal, whole: Decimal) -> Option<Ratio> {
        Ratio::of_sums(part.into(), whole.into())
    }

    /// Of two sums; `None` unless the divisor is above zero.
    pub fn of_sums(part: DecimalSum, whole: DecimalSum) -> Option<Ratio> {
        Ratio::new(part.ten_thousandths(), whole.ten_thousandths())
    }

    /// The mean of a sum of `count` numbers; `None` for no number.
    pub fn mean(sum: DecimalSum, count: u32) -> Option<Ratio> {
        Ratio::new(sum.ten_thousandths(), i128::from(count) * 10_000)
    }

    /// The quotient multiplied by a whole number.
    #[must_use]
    pub fn times(self, factor: i128) -> Ratio {
        Ratio { top: self.top * factor, ..self }
    }

    /// The quotient, rounded half away from zero to four decimals, saturating at 400 trillion.
    pub fn nearest(self) -> Decimal {
        Decimal::saturating(div_half_away(self.top * 10_000, self.bottom))
    }

    /// A number multiplied by the quotient, rounded half away from zero to four decimals, saturating at 400 trillion.
    pub fn of_number(self, number: Decimal) -> Decimal {
        Decimal::saturating(div_half_away(i128::from(number.ten_thousandths()) * self.top, self.bottom))
    }

    /// By how much the quotient is below a number, rounded up to four decimals, so that a shortfall never reads as zero;
    /// `None` where it is not below.
    pub fn shortfall(self, needed: Decimal) -> Option<Decimal> {
        let missing = i128::from(needed.ten_thousandths()) * self.bottom - self.top * 10_000;
        (missing > 0).then(|| Decimal::saturating((missing + self.bottom - 1) / self.bottom))
    }

    /// By how much the quotient is above a number, rounded up to four decimals; `None` where it is not above.
    pub fn excess(self, limit: Decimal) -> Option<Decimal> {
        Ratio { top: -self.top, ..self }.shortfall(-limit)
    }

    /// The quotient in basis points, rounded half away from zero; `None` beyond 64 bits.
    pub fn basis_points(self) -> Option<i64> {
        self.rounded(10_000)
    }

    /// The quotient in basis points, cut off, saturating at 64 bits: what is nearly the whole does not read as the whole.
    pub fn basis_points_cut(self) -> i64 {
        i64::try_from(self.top * 10_000 / self.bottom).unwrap_or(i64::MAX)
    }

    /// The quotient, rounded half away from zero to four decimals; `None` beyond the range.
    pub fn value(self) -> Option<Decimal> {
        self.rounded(10_000).and_then(Decimal::from_ten_thousandths)
    }

    /// The quotient in percent points, rounded half away from zero to four decimals; `None` beyond the range.
    pub fn percent(self) -> Option<Decimal> {
        self.rounded(1_000_000).and_then(Decimal::from_ten_thousandths)
    }

    /// The quotient in basis points for display: to a tenth of a percent, or to a hundredth where a tenth would round to
    /// zero. Rounded half away from zero; `None` beyond 64 bits.
    pub fn percent_shown(self) -> Option<i64> {
        match self.rounded(1_000)? {
            0 => self.rounded(10_000),
            tenths => tenths.checked_mul(10),
        }
    }

    fn rounded(self, steps: i128) -> Option<i64> {
        i64::try_from(div_half_away(self.top * steps, self.bottom)).ok()
    }
}

/// One percent is this many ten-thousandths of a percent point over the whole.
const HUNDRED_PERCENT: i128 = 1_000_000;

/// A number multiplied by rates in percent points, rounded down to a whole number; `None` beyond the range.
pub fn times_rates(number: Decimal, rates: &[Decimal]) -> Option<i64> {
    let (mut top, mut bottom) = (i128::from(number.ten_thousandths()), 10_000i128);
    for rate in rates {
        top = top.checked_mul(i128::from(rate.ten_thousandths()))?;
        bottom = bottom.checked_mul(HUNDRED_PERCENT)?;
        (top, bottom) = reduced(top, bottom);
    }
    within_range(top / bottom)
}

/// A number divided by rates in percent points above zero, rounded up to a whole number; `None` beyond the range.
pub fn over_rates(number: Decimal, rates: &[Decimal]) -> Option<i64> {
    let (mut top, mut bottom) = (i128::from(number.ten_thousandths()), 10_000i128);
    for rate in rates {
        top = top.checked_mul(HUNDRED_PERCENT)?;
        bottom = bottom.checked_mul(i128::from(rate.ten_thousandths()))?;
        (top, bottom) = reduced(top, bottom);
    }
    within_range((top + bottom - 1) / bottom)
}

fn within_range(number: i128) -> Option<i64> {
    i64::try_from(number).ok().filter(|&number| Decimal::from_int(number).is_some())
}

fn reduced(top: i128, bottom: i128) -> (i128, i128) {
    let (mut a, mut b) = (top, bottom);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { (top, bottom) } else { (top / a, bottom / a) }
}
