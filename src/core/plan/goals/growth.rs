//! Growth paths from a baseline to a target, and the daily gain they need when part of a stock leaves each day.
//!
//! Knows numbers only, neither metrics nor plans.
//!
//! Formulas: v(t) = B + (T − B)t/n (linear), v(t) = B(1 + g)^t with g = (T/B)^(1/n) − 1 (compound); day 0 is the
//! baseline, day n the due date. Statistics, not money, so doubles are used.
//!
//! ```
//! use groundswell_core::plan::goals::growth::Path;
//! use groundswell_core::plan::model::metric::{PathShape, TargetReading};
//! let path = Path::to_target(8_000.0, 12_000.0, 30, PathShape::Linear, TargetReading::AtTheEnd).unwrap();
//! assert_eq!(path.value(15), 10_000.0);
//! ```

use std::fmt;

use crate::plan::model::metric::{PathShape, TargetReading};

/// A path over the days 1 to n.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path {
    /// Value on day 0.
    pub baseline: f64,
    /// Value on the last day.
    pub end: f64,
    /// Days from the baseline to the due date, at least 1.
    pub days: u32,
    /// Linear or compound.
    pub shape: PathShape,
}

/// Why there is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// The due date is not after the baseline's date.
    NoDays,
    /// Compound growth needs a baseline and a target above zero.
    CompoundNeedsPositive,
    /// No daily rate between −20 % and 20 % gives that average.
    OutOfReach,
    /// A linear path with that average would end below zero, though baseline and target are not.
    BelowZero,
}

impl fmt::Display for PathError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            PathError::NoDays => "the due date is not after the date of the baseline",
            PathError::CompoundNeedsPositive => "compound growth needs a baseline and a target above zero",
            PathError::OutOfReach => "no daily rate gives that average",
            PathError::BelowZero => "the path would end below zero",
        })
    }
}

impl std::error::Error for PathError {}

impl Path {
    /// The path to a target that is the value on the last day, or the average over the days.
    ///
    /// # Errors
    /// [`PathError`] where there is none.
    pub fn to_target(
        baseline: f64,
        target: f64,
        days: u32,
        shape: PathShape,
        reading: TargetReading,
    ) -> Result<Path, PathError> {
        if days == 0 {
            return Err(PathError::NoDays);
        }
        if shape == PathShape::Compound && (baseline <= 0.0 || target <= 0.0) {
            return Err(PathError::CompoundNeedsPositive);
        }
        let end = match (reading, shape) {
            (TargetReading::AtTheEnd, _) => target,
            // mean = B + (T − B)(n + 1)/(2n), solved for T
            (TargetReading::OnAverage, PathShape::Linear) => {
                baseline + 2.0 * f64::from(days) * (target - baseline) / (f64::from(days) + 1.0)
            }
            (TargetReading::OnAverage, PathShape::Compound) => {
                let rate = rate_for_average(baseline, target, days).ok_or(PathError::OutOfReach)?;
                baseline * (1.0 + rate).powf(f64::from(days))
            }
        };
        if end < 0.0 && baseline >= 0.0 && target >= 0.0 {
            return Err(PathError::BelowZero);
        }
        Ok(Path { baseline, end, days, shape })
    }

    /// Whether it ends below its baseline.
    pub fn falls(&self) -> bool {
        self.end < self.baseline
    }

    /// The rate a day of a compound path, as a fraction; 0 for a linear one.
    pub fn daily_rate(&self) -> f64 {
        match self.shape {
            PathShape::Linear => 0.0,
            PathShape::Compound => (self.end / self.baseline).powf(1.0 / f64::from(self.days)) - 1.0,
        }
    }

    /// The value on day `day`, counted from the baseline's day.
    pub fn value(&self, day: u32) -> f64 {
        match self.shape {
            PathShape::Linear => self.baseline + (self.end - self.baseline) * f64::from(day) / f64::from(self.days),
            PathShape::Compound => self.baseline * (1.0 + self.daily_rate()).powf(f64::from(day)),
        }
    }

    /// The sum over the days 1 to n.
    pub fn sum(&self) -> f64 {
        self.average() * f64::from(self.days)
    }

    /// The average over the days 1 to n.
    pub fn average(&self) -> f64 {
        let days = f64::from(self.days);
        match self.shape {
            PathShape::Linear => self.baseline + (self.end - self.baseline) * (days + 1.0) / (2.0 * days),
            PathShape::Compound => compound_average(self.baseline, self.daily_rate(), self.days),
        }
    }
}

/// B(1+g)((1+g)^n − 1)/(g·n); the baseline where g is 0.
fn compound_average(baseline: f64, rate: f64, days: u32) -> f64 {
    if rate.abs() < 1e-12 {
        return baseline;
    }
    let days = f64::from(days);
    baseline * (1.0 + rate) * ((1.0 + rate).powf(days) - 1.0) / (rate * days)
}

/// The rate a day whose average over the days is `average`, by bisection on −20 % to 20 % a day.
fn rate_for_average(baseline: f64, average: f64, days: u32) -> Option<f64> {
    let (mut low, mut high) = (-0.2, 0.2);
    if compound_average(baseline, low, days) > average || compound_average(baseline, high, days) < average {
        return None;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if compound_average(baseline, middle, days) < average {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

/// The constant daily gain with which a stock that loses a share each day reaches its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeededGain {
    /// Net gain a day.
    pub net: f64,
    /// Gross gain a day, before losses.
    pub gross: f64,
    /// The total loss on the way.
    pub lost: f64,
}

/// F(t) = F(t−1)(1 − c) + a, solved for a: a = c(Fₙ − F₀(1−c)ⁿ)/(1 − (1−c)ⁿ); (Fₙ − F₀)/n where c is 0.
///
/// `daily_loss` is a fraction from 0 to below 1; `None` for no days or a loss outside that range.
pub fn needed_gain(from: f64, to: f64, days: u32, daily_loss: f64) -> Option<NeededGain> {
    if days == 0 || !(0.0..1.0).contains(&daily_loss) {
        return None;
    }
    let n = f64::from(days);
    let net = (to - from) / n;
    let gross = if daily_loss == 0.0 {
        net
    } else {
        let kept = (1.0 - daily_loss).powf(n);
        daily_loss * (to - from * kept) / (1.0 - kept)
    };
    Some(NeededGain { net, gross, lost: (gross - net) * n })
}

/// The daily gain with which a stock that loses a share each day follows a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathGain {
    /// Net and gross gain of the first day.
    pub first: (f64, f64),
    /// Net and gross gain of the last day.
    pub last: (f64, f64),
    /// The total loss on the way.
    pub lost: f64,
}

/// On day t the net gain is v(t) − v(t−1), and c·v(t−1) leave and have to be replaced; `daily_loss` (c) is a fraction
/// from 0 to below 1, `None` outside that range.
pub fn gain_on_path(path: &Path, daily_loss: f64) -> Option<PathGain> {
    if path.days == 0 || !(0.0..1.0).contains(&daily_loss) {
        return None;
    }
    let gain = |day: u32| {
        let before = path.value(day - 1);
        let net = path.value(day) - before;
        (net, net + daily_loss * before)
    };
    // Σ v(t) over the days 0 to n − 1
    let stock = path.sum() - path.end + path.baseline;
    Some(PathGain { first: gain(1), last: gain(path.days), lost: daily_loss * stock })
}

/// The mean gain a day by the chosen shape: [`needed_gain`] for linear, [`gain_on_path`] for compound growth.
pub fn needed_gain_by(shape: PathShape, from: f64, to: f64, days: u32, daily_loss: f64) -> Option<NeededGain> {
    let path = match shape {
        PathShape::Linear => None,
        PathShape::Compound => Path::to_target(from, to, days, shape, TargetReading::AtTheEnd).ok(),
    };
    let Some(path) = path else { return needed_gain(from, to, days, daily_loss) };
    let lost = gain_on_path(&path, daily_loss)?.lost;
    let net = (to - from) / f64::from(days);
    Some(NeededGain { net, gross: net + lost / f64::from(days), lost })
}

/// The monthly rate from one figure to another, as a fraction; `None` for no months, or where a figure is not above zero.
pub fn monthly_rate(from: f64, to: f64, months: u32) -> Option<f64> {
    (months > 0 && from > 0.0 && to > 0.0).then(|| (to / from).powf(1.0 / f64::from(months)) - 1.0)
}

/// Growth against an earlier period, per day because months differ: ((X/d) / (X₀/d₀)) − 1; `None` without an earlier figure or days.
pub fn growth_per_day(now: f64, days: u32, before: f64, days_before: u32) -> Option<f64> {
    if before <= 0.0 || days == 0 || days_before == 0 {
        return None;
    }
    Some((now / f64::from(days)) / (before / f64::from(days_before)) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-8 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    fn path(shape: PathShape, reading: TargetReading) -> Path {
        Path::to_target(8_000.0, 12_000.0, 30, shape, reading).unwrap()
    }

    #[test]
    fn a_path_to_a_last_day_target_matches_the_worked_example() {
        let linear = path(PathShape::Linear, TargetReading::AtTheEnd);
        close(linear.value(1), 8_133.333_333_333_3);
        close(linear.average(), 10_066.666_666_666_7);
        close(linear.sum(), 302_000.0);
        let compound = path(PathShape::Compound, TargetReading::AtTheEnd);
        assert!((compound.daily_rate() - 0.013_607_250_9).abs() < 1e-10);
        close(compound.average(), 9_932.030_688_977_5);
        close(compound.sum(), 297_960.920_639);
    }

    #[test]
    fn a_path_to_an_average_target_matches_the_worked_example() {
        close(path(PathShape::Linear, TargetReading::OnAverage).end, 15_741.935_483_871);
        let compound = path(PathShape::Compound, TargetReading::OnAverage);
        assert!((compound.daily_rate() - 0.024_999_644_2).abs() < 1e-10);
        close(compound.end, 16_780.365_893_725);
    }

    #[test]
    fn losses_raise_the_needed_gain() {
        let gain = needed_gain(1_000.0, 5_000.0, 56, 0.002).unwrap();
        close(gain.net, 71.428_571_428_571_43);
        close(gain.gross, 77.431_844_804_3);
        close(gain.lost, 336.183_309);
        close(needed_gain(0.0, 1_000.0, 28, 0.0).unwrap().gross, 35.714_285_714_285_7);
    }

    #[test]
    fn losses_follow_the_chosen_path() {
        let path = |shape| Path::to_target(1_000.0, 5_000.0, 56, shape, TargetReading::AtTheEnd).unwrap();
        let found = gain_on_path(&path(PathShape::Compound), 0.002).unwrap();
        // Day by day.
        let (mut lost, mut won) = (0.0, 0.0);
        let compound = path(PathShape::Compound);
        for day in 1..=56 {
            let leave = 0.002 * compound.value(day - 1);
            lost += leave;
            won += compound.value(day) - compound.value(day - 1) + leave;
        }
        close(found.lost, lost);
        close(won, 4_000.0 + lost);
        close(found.first.0, 1_000.0 * compound.daily_rate());
        close(found.first.1, 1_000.0 * (compound.daily_rate() + 0.002));
        close(found.last.1, found.last.0 + 0.002 * compound.value(55));
        let mean = needed_gain_by(PathShape::Compound, 1_000.0, 5_000.0, 56, 0.002).unwrap();
        close(mean.gross * 56.0, 4_000.0 + lost);
        assert!(mean.lost < needed_gain(1_000.0, 5_000.0, 56, 0.002).unwrap().lost);
        assert_eq!(needed_gain_by(PathShape::Linear, 0.0, 9.0, 3, 0.01), needed_gain(0.0, 9.0, 3, 0.01));
        assert_eq!(gain_on_path(&compound, 1.0), None);
    }

    #[test]
    fn a_falling_path_never_ends_below_zero() {
        let cost = Path::to_target(10.0, 4.0, 30, PathShape::Linear, TargetReading::AtTheEnd).unwrap();
        assert!(cost.falls());
        let average = Path::to_target(10.0, 4.0, 30, PathShape::Linear, TargetReading::OnAverage);
        assert_eq!(average, Err(PathError::BelowZero));
        let average = Path::to_target(10.0, 8.0, 30, PathShape::Linear, TargetReading::OnAverage).unwrap();
        assert!(average.average() < cost.average() + 4.0 && average.end > 0.0);
    }

    #[test]
    fn a_monthly_rate_compounds_over_the_months() {
        close(monthly_rate(1_000.0, 2_000.0, 6).unwrap(), 2f64.powf(1.0 / 6.0) - 1.0);
        close(monthly_rate(1_000.0, 900.0, 1).unwrap(), -0.1);
        assert_eq!(
            (monthly_rate(0.0, 5.0, 2), monthly_rate(5.0, 0.0, 2), monthly_rate(5.0, 6.0, 0)),
            (None, None, None)
        );
    }

    #[test]
    fn months_of_different_length_are_compared_per_day() {
        close(growth_per_day(3_100.0, 31, 2_800.0, 28).unwrap(), 0.0);
        assert_eq!(growth_per_day(1.0, 30, 0.0, 31), None);
    }

    #[test]
    fn a_path_that_does_not_exist_is_an_error() {
        let zero = Path::to_target(0.0, 5.0, 30, PathShape::Compound, TargetReading::AtTheEnd);
        assert_eq!(zero, Err(PathError::CompoundNeedsPositive));
        let none = Path::to_target(1.0, 5.0, 0, PathShape::Linear, TargetReading::AtTheEnd);
        assert_eq!(none, Err(PathError::NoDays));
        let far = Path::to_target(1.0, 1e9, 30, PathShape::Compound, TargetReading::OnAverage);
        assert_eq!(far, Err(PathError::OutOfReach));
    }

    proptest! {
        #[test]
        fn a_path_for_an_average_has_that_average(baseline in 1.0f64..1e6, factor in 0.5f64..3.0, days in 1u32..200) {
            for shape in [PathShape::Linear, PathShape::Compound] {
                if let Ok(path) = Path::to_target(baseline, baseline * factor, days, shape, TargetReading::OnAverage) {
                    prop_assert!((path.average() - baseline * factor).abs() < baseline * 1e-6);
                }
            }
        }

        #[test]
        fn the_gross_gain_leads_to_the_target(from in 0.0f64..1e5, gain in 0.0f64..1e5, days in 1u32..300, loss in 0.0f64..0.05) {
            let needed = needed_gain(from, from + gain, days, loss).unwrap();
            let end = (0..days).fold(from, |stock, _| stock * (1.0 - loss) + needed.gross);
            prop_assert!((end - (from + gain)).abs() < 1e-6 * (from + gain).max(1.0));
        }
    }
}
