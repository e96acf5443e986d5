//! The model behind the forecast: a rate per unit of exposure with a trend, estimated from weighted observations, and the
//! distribution of a sum over days ahead.
//!
//! Observation *i* brings yᵢ on an exposure eᵢ (a day times its weekday's factor, or a denominator), *xᵢ* days before the
//! last figure. Its mean is λ·eᵢ·g(xᵢ); its variance is v·eᵢ·g(xᵢ). For counts that is a Poisson distribution with
//! dispersion φ = v/λ, 1 or more: bursts widen it. Weights halve every four weeks, so that the last weeks weigh more.
//!
//! With d = β(x − x₀), the course g is
//!
//! | course | g | |
//! |---|---|---|
//! | falling | e^d | by the same share each day, whatever the goal's path: a straight line would cross zero |
//! | a rising share p of a whole | 1/p − (1/p − 1)·e^{−dp/(1 − p)} | the rest up to the whole falls by the same share each day |
//! | rising, compound | e^d | |
//! | rising, linear | 1 + d | |
//!
//! All have the value 1 and the slope β at x₀, so that β means the same in each.
//!
//! *λ* is the weighted ratio Σwy/Σweg. *β* is a weighted least-squares estimate, shrunk towards no trend by a normal prior of
//! [`Assumed::usual_growth`] a day: three weeks of few results do not show a trend, twelve weeks of many do. *v* is the weighted
//! mean of squared errors per exposure, by day and, with three weeks or more, by week (any seven successive
//! observations) as well: where weeks vary more than their days explain, days are not independent.
//!
//! A sum over exposure E ahead has mean λE and variance vE (chance) + vE²/E₀ (error of λ, where E₀ = (Σweg)²/Σw²eg is the
//! effective exposure behind it) + the error of β times its lever. It is multiplied by (t/z)² of Student's *t* with the
//! degrees of freedom behind *v*, since *v* is estimated too: few days, or few days that brought nearly everything, mean
//! few degrees of freedom. Sums that cannot be below zero follow a gamma distribution of that mean and variance, the
//! continuous form of Gamma–Poisson; rates follow a beta distribution, others a normal one.

use crate::plan::model::metric::PathShape;
use crate::plan::strategy::beta::{beta_cdf, beta_quantile};
use crate::plan::strategy::gamma::{gamma_cdf, gamma_quantile};

/// Days in which an observation loses half its weight.
pub(super) const HALF_LIFE: f64 = 28.0;
/// The square of a typical trend as a share of its prior's variance: what shrinkage is expected to cost.
const TYPICAL_SQUARE: f64 = 0.5;
/// Below this share of effective days results come in bursts.
pub(super) const BURSTY: f64 = 0.5;
/// No trend is taken to be steeper than this, a day.
const STEEPEST: f64 = 0.05;
/// Less than this share of the level is not what a rise began from: others divide by it.
const LEAST_GROWTH: f64 = 0.02;
/// The 90 % quantile of the standard normal distribution: the end of an 80 % interval.
const Z: f64 = 1.281_551_565_545;

/// What an observation brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Observation {
    /// Its day, counted from the last figure: 0 or below.
    pub x: f64,
    /// Its exposure, above 0.
    pub exposure: f64,
    /// Its result.
    pub total: f64,
}

/// A day ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ahead {
    /// The day, counted from the last figure.
    pub x: f64,
    /// Its exposure.
    pub exposure: f64,
}

/// The least variance that chance gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chance {
    /// Of counts: that of a Poisson distribution, λ.
    Counts,
    /// Of successes among trials: that of a binomial distribution, λ(1 − λ).
    Shares,
    /// Unknown: of money, averages, ratios. Days vary by a hundredth at least, as no measurement is finer.
    Unknown,
}

/// What is assumed of the observations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Assumed {
    /// The course of the trend.
    pub shape: PathShape,
    /// The least variance.
    pub chance: Chance,
    /// The standard deviation of the prior of the trend, a day.
    pub usual_growth: f64,
    /// How many parameters were taken from the observations beforehand (weekday factors).
    pub fitted: f64,
    /// The rate that is the whole, where the rate is a share of one.
    pub whole: Option<f64>,
}

/// The estimated model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    shape: PathShape,
    whole: Option<f64>,
    /// λ, at `center`.
    pub level: f64,
    /// β, a day.
    pub trend: f64,
    /// The standard error of β.
    pub trend_error: f64,
    center: f64,
    variance: f64,
    effective: f64,
    /// (t/z)².
    tail: f64,
}

/// Mean and variance of a sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub mean: f64,
    pub variance: f64,
}

impl Fit {
    /// Estimates the model; `None` without an observation.
    pub fn of(observations: &[Observation], assumed: Assumed) -> Option<Fit> {
        observations.first()?;
        let weighted: Vec<(f64, &Observation)> =
            observations.iter().map(|one| ((one.x / HALF_LIFE).exp2(), one)).collect();
        let sum = |of: &dyn Fn(f64, &Observation) -> f64| weighted.iter().map(|(w, one)| of(*w, one)).sum::<f64>();
        let center = sum(&|w, one| w * one.exposure * one.x) / sum(&|w, one| w * one.exposure);
        let mut fit = Fit {
            shape: assumed.shape,
            whole: assumed.whole,
            level: 0.0,
            trend: 0.0,
            trend_error: 0.0,
            center,
            variance: 0.0,
            effective: 1.0,
            tail: 1.0,
        };
        let precision = 1.0 / assumed.usual_growth.powi(2);
        for _ in 0..12 {
            let exposure = |one: &Observation| one.exposure * fit.growth(one.x);
            let all = sum(&|w, one| w * exposure(one));
            let level = sum(&|w, one| w * one.total) / all;
            let effective = all * all / sum(&|w, one| w * w * exposure(one));
            fit = Fit { level, effective, ..fit };
            let (variance, freedom) = fit.variance_of(&weighted, assumed);
            fit.variance = variance;
            if assumed.chance == Chance::Counts && fit.level >= 0.0 {
                // Half an event more than was seen, also where nothing was.
                let event = if fit.level > 0.0 { variance / fit.level } else { 1.0 };
                fit.level += 0.5 * event / effective;
                fit.variance = event * fit.level;
            }
            fit.tail = (student(freedom) / Z).powi(2);
            let lever = |one: &Observation| fit.level * one.exposure * fit.growth_by_trend(one.x);
            let scale = |one: &Observation| fit.variance * one.exposure * fit.growth(one.x);
            let information = sum(&|w, one| w * lever(one).powi(2) / scale(one));
            let squared = sum(&|w, one| w * w * lever(one).powi(2) / scale(one));
            let error = |one: &Observation| one.total - fit.level * one.exposure * fit.growth(one.x);
            let slope = sum(&|w, one| w * lever(one) * error(one) / scale(one));
            let step = (slope - fit.trend * precision) / (information + precision);
            let shrinkage = precision / (information + precision);
            let bias = shrinkage.powi(2) * TYPICAL_SQUARE * assumed.usual_growth.powi(2);
            fit.trend_error = (squared / (information + precision).powi(2) + bias).sqrt();
            fit.trend = (fit.trend + step).clamp(-STEEPEST, STEEPEST);
        }
        Some(fit)
    }

    /// g(x), and its derivative by β.
    fn course(&self, x: f64) -> (f64, f64) {
        let (ahead, by) = (x - self.center, self.trend * (x - self.center));
        let share = self.whole.map(|whole| (self.level / whole).min(0.999)).filter(|share| *share > 0.0);
        match (share, self.shape) {
            (Some(share), _) if self.trend > 0.0 => {
                let rest = 1.0 / share - 1.0;
                let left = (-by * share / (1.0 - share)).exp().min((1.0 / share - LEAST_GROWTH) / rest);
                (1.0 / share - rest * left, ahead * left)
            }
            (None, PathShape::Linear) if self.trend > 0.0 => ((1.0 + by).max(LEAST_GROWTH), ahead),
            _ => (by.exp(), ahead * by.exp()),
        }
    }

    fn growth(&self, x: f64) -> f64 {
        self.course(x).0
    }

    fn growth_by_trend(&self, x: f64) -> f64 {
        self.course(x).1
    }

    /// The change in a week at the centre of the observations, as a share of the level.
    pub fn trend_per_week(&self) -> f64 {
        if self.trend < 0.0 { (7.0 * self.trend).exp_m1() } else { 7.0 * self.trend }
    }

    /// The variance per exposure, and the degrees of freedom behind it.
    #[allow(clippy::cast_precision_loss)] // numbers of days
    fn variance_of(&self, weighted: &[(f64, &Observation)], assumed: Assumed) -> (f64, f64) {
        const WEEK: usize = 7;
        let exposure = |one: &Observation| one.exposure * self.growth(one.x);
        let error = |one: &Observation| one.total - self.level * exposure(one);
        let n = weighted.len() as f64;
        let freedom = (n - 2.0 - assumed.fitted).max(1.0);
        let weights: f64 = weighted.iter().map(|(w, _)| w).sum();
        let squares: f64 = weighted.iter().map(|(w, one)| w * error(one).powi(2) / exposure(one)).sum();
        let by_day = squares / weights * n / freedom;
        let mut by_week = (0.0, 0.0);
        for week in weighted.windows(WEEK) {
            let w = week.iter().map(|(w, _)| w).sum::<f64>();
            let (errors, exposures) =
                week.iter().fold((0.0, 0.0), |sum, (_, one)| (sum.0 + error(one), sum.1 + exposure(one)));
            by_week = (by_week.0 + w * errors.powi(2) / exposures, by_week.1 + w);
        }
        let count = n / WEEK as f64;
        // Days that brought nearly everything are the only ones that say how much days vary.
        let (totals, totals_squared) =
            weighted.iter().fold((0.0, 0.0), |sum, (_, one)| (sum.0 + one.total.abs(), sum.1 + one.total.powi(2)));
        let effective_days = if totals_squared > 0.0 { totals * totals / totals_squared } else { n };
        let mut variance = by_day;
        if count >= 3.0 {
            let by_week = by_week.0 / by_week.1 * count / (count - 1.5);
            let is_bursty = effective_days < BURSTY * n;
            variance = variance.max(if is_bursty { by_week } else { f64::midpoint(variance, by_week) });
        }
        let least = match assumed.chance {
            Chance::Counts => self.level.abs(),
            Chance::Shares => self.level * (1.0 - self.level),
            Chance::Unknown => (0.01 * self.level).powi(2),
        };
        let tiny = 1e-9 * (self.level.powi(2) + 1e-9);
        let variance = variance.max(least).max(tiny);
        // So few events, each of the size v/λ, stand behind the level.
        let exposures: f64 = weighted.iter().map(|(_, one)| exposure(one)).sum();
        let events = self.level.powi(2) * exposures / variance;
        let freedom =
            if assumed.chance == Chance::Counts && effective_days < BURSTY * n { freedom.min(events) } else { freedom };
        (variance, freedom.min(effective_days))
    }

    /// Mean and variance of the sum over days ahead.
    pub fn sum_of(&self, ahead: &[Ahead]) -> Moments {
        let exposure: f64 = ahead.iter().map(|day| day.exposure * self.growth(day.x)).sum();
        let lever: f64 = ahead.iter().map(|day| self.level * day.exposure * self.growth_by_trend(day.x)).sum();
        let chance = self.variance * exposure;
        let of_level = self.variance * exposure.powi(2) / self.effective;
        let of_trend = (self.trend_error * lever).powi(2);
        Moments { mean: self.level * exposure, variance: self.tail * (chance + of_level + of_trend) }
    }
}

/// The 90 % quantile of Student's *t*, by its expansion around the normal quantile (Abramowitz and Stegun 26.7.5); for
/// two degrees of freedom or more it is off by less than 1 %.
fn student(freedom: f64) -> f64 {
    let n = freedom.max(2.0);
    let first = (Z.powi(3) + Z) / 4.0;
    let second = (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0;
    let third = (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0;
    Z + first / n + second / n.powi(2) + third / n.powi(3)
}

/// The family of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Never below zero.
    Gamma,
    /// Any number.
    Normal,
    /// From 0 to 1.
    Beta,
}

/// A distribution with a mean and variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Distribution {
    pub family: Family,
    pub moments: Moments,
}

impl Distribution {
    /// The shapes of the beta distribution of that mean and variance. The mean keeps half a standard deviation from 0 and 1: what
    /// varies cannot be closer on average.
    fn beta(self) -> (f64, f64) {
        let Moments { mean, variance } = self.moments;
        let least = (variance.sqrt() / 2.0).clamp(1e-9, 0.25);
        let mean = mean.clamp(least, 1.0 - least);
        let size = (mean * (1.0 - mean) / variance - 1.0).max(0.05);
        (mean * size, (1.0 - mean) * size)
    }

    /// The quantile at a probability strictly between 0 and 1.
    pub fn quantile(self, probability: f64) -> f64 {
        let Moments { mean, variance } = self.moments;
        if variance <= 0.0 {
            return mean;
        }
        match self.family {
            Family::Gamma if mean <= 0.0 => 0.0,
            Family::Gamma => {
                let shape = mean * mean / variance;
                variance / mean
                    * if shape >= 0.5 { gamma_quantile(shape, probability) } else { steep(shape, probability) }
            }
            Family::Normal => mean + variance.sqrt() * normal_quantile(probability),
            Family::Beta => {
                let (a, b) = self.beta();
                beta_quantile(a, b, probability)
            }
        }
    }

    /// The probability of at most `value`.
    pub fn below(self, value: f64) -> f64 {
        let Moments { mean, variance } = self.moments;
        if variance <= 0.0 || (self.family == Family::Gamma && mean <= 0.0) {
            return if value >= mean { 1.0 } else { 0.0 };
        }
        match self.family {
            Family::Gamma => gamma_cdf(mean * mean / variance, value * mean / variance),
            Family::Normal => normal_cdf((value - mean) / variance.sqrt()),
            Family::Beta => {
                let (a, b) = self.beta();
                beta_cdf(a, b, value)
            }
        }
    }
}

/// The quantile of a gamma distribution of a shape below ½, by bisection.
fn steep(shape: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, shape + 40.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if gamma_cdf(shape, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The square of a normal variable is twice a gamma variable of shape ½.
fn normal_cdf(z: f64) -> f64 {
    let within = gamma_cdf(0.5, z * z / 2.0);
    if z < 0.0 { (1.0 - within) / 2.0 } else { f64::midpoint(1.0, within) }
}

fn normal_quantile(probability: f64) -> f64 {
    let within = (2.0 * probability - 1.0).abs();
    if within < 1e-12 {
        return 0.0;
    }
    (probability - 0.5).signum() * (2.0 * gamma_quantile(0.5, within)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn quantiles_agree_with_published_tables() {
        close(normal_quantile(0.9), Z, 1e-9);
        close(normal_quantile(0.1), -Z, 1e-9);
        close(normal_cdf(1.0), 0.841_344_746, 1e-9);
        for (freedom, expected) in [(3.0, 1.637_7), (5.0, 1.475_9), (10.0, 1.372_2), (30.0, 1.310_4)] {
            close(student(freedom), expected, 0.01);
        }
    }

    #[test]
    fn distributions_invert_and_keep_to_their_range() {
        for (family, mean, variance) in [
            (Family::Gamma, 40.0, 90.0),
            (Family::Gamma, 2.0, 30.0),
            (Family::Normal, -3.0, 4.0),
            (Family::Beta, 0.3, 0.002),
            (Family::Beta, 0.02, 0.001),
        ] {
            let one = Distribution { family, moments: Moments { mean, variance } };
            for probability in [0.1, 0.5, 0.9] {
                close(one.below(one.quantile(probability)), probability, 1e-6);
            }
        }
        let certain = Distribution { family: Family::Gamma, moments: Moments { mean: 5.0, variance: 0.0 } };
        assert_eq!((certain.quantile(0.1), certain.below(4.9), certain.below(5.0)), (5.0, 0.0, 1.0));
    }

    fn observed(days: u32, value: impl Fn(f64) -> f64) -> Vec<Observation> {
        let x = |day: u32| f64::from(day) + 1.0 - f64::from(days);
        (0..days).map(|day| Observation { x: x(day), exposure: 1.0, total: value(x(day)) }).collect()
    }

    fn counts(shape: PathShape) -> Assumed {
        Assumed { shape, chance: Chance::Counts, usual_growth: 0.01, fitted: 0.0, whole: None }
    }

    #[test]
    fn a_level_and_a_trend_are_found() {
        let steady = Fit::of(&observed(60, |_| 50.0), counts(PathShape::Linear)).unwrap();
        close(steady.level, 50.0, 0.02);
        close(steady.trend, 0.0, 1e-9);
        let ahead: Vec<Ahead> = (1..=10).map(|day| Ahead { x: f64::from(day), exposure: 1.0 }).collect();
        close(steady.sum_of(&ahead).mean, 500.0, 0.2);
        let rising = Fit::of(&observed(60, |x| 200.0 + 2.0 * x), counts(PathShape::Linear)).unwrap();
        let sum = rising.sum_of(&ahead).mean;
        assert!((sum - 2_110.0).abs() < 30.0, "{sum}");
        let compound = observed(60, |x| 200.0 * (0.01 * x).exp());
        let compound = Fit::of(&compound, counts(PathShape::Compound)).unwrap();
        close(compound.trend, 0.01, 0.001);
    }

    #[test]
    fn fewer_days_and_bursts_widen_the_forecast() {
        let ahead: Vec<Ahead> = (1..=10).map(|day| Ahead { x: f64::from(day), exposure: 1.0 }).collect();
        let width = |observations: &[Observation]| {
            Fit::of(observations, counts(PathShape::Linear)).unwrap().sum_of(&ahead).variance.sqrt()
        };
        let (long, short) = (width(&observed(80, |_| 125.0)), width(&observed(14, |_| 125.0)));
        let burst = width(&observed(80, |x| if x.rem_euclid(4.0) < 0.5 { 500.0 } else { 0.0 }));
        assert!(long < short && 5.0 * long < burst, "{long} {short} {burst}");
    }
}
