//! The gamma distribution: density, distribution function and quantiles, and the nodes of numerical integration.
//!
//! Formulas: NIST Digital Library of Mathematical Functions, 5.11.1 (Stirling's series), 8.11.4 (power series of the
//! incomplete gamma function) and 8.9.2 (its continued fraction). Errors stay below 1e-12 for shapes from ½ to 1e10.
//!
//! ```
//! use groundswell_core::plan::strategy::gamma::{gamma_cdf, gamma_quantile};
//!
//! // A shape of 1 is the exponential distribution: its median is ln 2.
//! assert!((gamma_quantile(1.0, 0.5) - 2f64.ln()).abs() < 1e-12);
//! assert!((gamma_cdf(1.0, 2f64.ln()) - 0.5).abs() < 1e-12);
//! ```

use std::f64::consts::PI;

/// Nodes and weights of Gauss–Legendre quadrature with 16 nodes on (−1, 1): the positive half; the other half mirrors it.
const GAUSS: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_74),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

/// The sixteen quadrature nodes on an interval, each with its weight.
pub(super) fn integration_nodes(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let (middle, half) = (f64::midpoint(from, to), (to - from) / 2.0);
    GAUSS
        .into_iter()
        .flat_map(move |(at, weight)| [(middle - half * at, half * weight), (middle + half * at, half * weight)])
}

/// The remainder of Stirling's formula: ln Γ(x + 1) = x ln x − x + ½ ln 2πx + this, for x of 10 or more.
fn stirling_remainder(x: f64) -> f64 {
    let by = 1.0 / (x * x);
    (1.0 / 12.0 - by * (1.0 / 360.0 - by * (1.0 / 1_260.0 - by * (1.0 / 1_680.0 - by / 1_188.0)))) / x
}

/// ln Γ(x) for x above 0.
pub fn ln_gamma(x: f64) -> f64 {
    // Γ(x) = Γ(x + n) / (x (x + 1) … (x + n − 1))
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < 10.0 {
        product *= shifted;
        shifted += 1.0;
    }
    // ln Γ(y) = ln Γ(y + 1) − ln y
    shifted * shifted.ln() - shifted + 0.5 * (2.0 * PI / shifted).ln() + stirling_remainder(shifted) - product.ln()
}

/// Density of the gamma distribution of a shape above 0 and rate 1, at `x` of 0 or more.
pub fn gamma_density(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return if (shape - 1.0).abs() < f64::EPSILON { 1.0 } else { 0.0 };
    }
    let mode = shape - 1.0;
    if mode < 10.0 {
        return (mode * x.ln() - x - ln_gamma(shape)).exp();
    }
    // Around the mode, so that large shapes lose no digits to differences of large numbers.
    let off = (x - mode) / mode;
    (mode * (off.ln_1p() - off) - stirling_remainder(mode)).exp() / (2.0 * PI * mode).sqrt()
}

/// Probability that a gamma variable of a shape above 0 and rate 1 is at most `x`.
pub fn gamma_cdf(shape: f64, x: f64) -> f64 {
    // Tails below e⁻⁴⁰ by Chernoff's bound are taken as zero.
    const MAX_TAIL_EXPONENT: f64 = 40.0;
    if x <= 0.0 {
        return 0.0;
    }
    let by = x / shape;
    if shape * (by - 1.0 - by.ln()) > MAX_TAIL_EXPONENT {
        return if by < 1.0 { 0.0 } else { 1.0 };
    }
    if shape >= 100.0 {
        return below_by_integration(shape, x);
    }
    if x < shape + 1.0 { below_by_series(shape, x) } else { 1.0 - above_by_fraction(shape, x) }
}

/// Distribution function for large shapes, in constant time: integrates the density from `x` away from its mode, to where
/// the rest is negligible.
fn below_by_integration(shape: f64, x: f64) -> f64 {
    const PARTS: u32 = 3;
    let spread = shape.sqrt();
    let (above, end) = if x > shape - 1.0 { (true, x + 11.5 * spread) } else { (false, (x - 8.5 * spread).max(0.0)) };
    let step = (end - x) / f64::from(PARTS);
    let part = |part: u32| {
        let from = x + step * f64::from(part);
        integration_nodes(from, from + step).map(|(at, weight)| weight * gamma_density(shape, at)).sum::<f64>()
    };
    let sum: f64 = (0..PARTS).map(part).sum();
    if above { 1.0 - sum } else { -sum }
}

fn below_by_series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
    while term > sum * f64::EPSILON {
        at += 1.0;
        term *= x / at;
        sum += term;
    }
    sum * x * gamma_density(shape, x)
}

/// The upper tail by its continued fraction, evaluated by Lentz's method.
fn above_by_fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut bottom = x + 1.0 - shape;
    let (mut upper, mut lower) = (1.0 / TINY, 1.0 / bottom);
    let mut fraction = lower;
    for step in 1..1_000 {
        let step = f64::from(step);
        let top = -step * (step - shape);
        bottom += 2.0;
        lower = 1.0 / nonzero(top * lower + bottom);
        upper = nonzero(bottom + top / upper);
        let factor = upper * lower;
        fraction *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction * x * gamma_density(shape, x)
}

/// The quantile of the gamma distribution of a shape of ½ or more and rate 1, at a probability strictly between 0 and 1:
/// Newton's method, safeguarded by bisection.
pub fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, shape + 12.0 * shape.sqrt() + 50.0);
    let mut x = shape;
    for _ in 0..200 {
        let off = gamma_cdf(shape, x) - probability;
        if off > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - off / gamma_density(shape, x);
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - x).abs() <= 1e-14 * x {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs().max(1e-300), "{found} is not {expected}");
    }

    #[test]
    fn ln_gamma_agrees_with_factorials_and_half_integers() {
        let mut factorial: f64 = 1.0;
        for n in 1..30 {
            factorial *= f64::from(n);
            close(ln_gamma(f64::from(n) + 1.0).exp(), factorial, 1e-12);
        }
        close(ln_gamma(0.5), PI.sqrt().ln(), 1e-12);
        close(ln_gamma(1e-3), 6.907_178_885_383_853, 1e-13);
        close(ln_gamma(1e5), 1_051_287.708_973_656_9, 1e-13);
    }

    #[test]
    fn whole_shapes_agree_with_the_poisson_distribution() {
        // P(Γ(n) ≤ x) = 1 − Σ_{k<n} e⁻ˣ xᵏ/k!
        for shape in [1u32, 2, 5, 30, 99, 100, 101, 150] {
            for by in [0.3, 0.7, 0.95, 1.0, 1.05, 1.4, 2.5] {
                let x = f64::from(shape) * by;
                let (mut term, mut sum) = ((-x).exp(), 0.0);
                for k in 0..shape {
                    sum += term;
                    term *= x / f64::from(k + 1);
                }
                assert!((gamma_cdf(shape.into(), x) - (1.0 - sum)).abs() < 1e-12, "{shape} {x}");
            }
        }
    }

    #[test]
    fn integration_agrees_with_series_and_fraction() {
        for shape in [100.0, 140.0, 1_000.0] {
            for sds in [-6.0, -2.0, -0.1, 0.0, 0.5, 3.0, 6.0] {
                let x: f64 = shape + sds * f64::sqrt(shape);
                let other = if x < shape + 1.0 { below_by_series(shape, x) } else { 1.0 - above_by_fraction(shape, x) };
                assert!((below_by_integration(shape, x) - other).abs() < 1e-12, "{shape} {x}");
            }
        }
    }

    #[test]
    fn quantiles_invert_the_distribution_function() {
        for shape in [0.5, 1.0, 2.5, 61.0, 99.9, 100.0, 1e4, 1e9] {
            for probability in [0.001, 0.05, 0.5, 0.95, 0.999] {
                let x = gamma_quantile(shape, probability);
                assert!((gamma_cdf(shape, x) - probability).abs() < 1e-10, "{shape} {probability}");
            }
        }
        close(gamma_quantile(1.0, 0.5), 2f64.ln(), 1e-13);
    }

    #[test]
    fn the_distribution_function_is_zero_and_one_at_its_ends() {
        for shape in [1.0, 50.0, 1e10] {
            close(gamma_cdf(shape, 0.0), 0.0, 0.0);
            close(gamma_cdf(shape, shape * 100.0), 1.0, 0.0);
            assert!(gamma_density(shape, shape).is_finite());
        }
    }

    /// The figures behind the rules of thumb for tests.
    #[test]
    fn rules_of_thumb_for_stopping_and_for_the_width_of_an_interval() {
        close(1.0 - gamma_cdf(1.0, 3.0), 0.049_787_068_4, 1e-8);
        // A gamma distribution of a large shape is close to the normal distribution.
        let shape: f64 = 1e10;
        let deviations = (gamma_quantile(shape, 0.95) - shape) / shape.sqrt();
        for (count, expected) in [(10.0, 0.520_148_387_9), (30.0, 0.300_307_811_8), (100.0, 0.164_485_362_7)] {
            assert!((deviations / f64::sqrt(count) - expected).abs() < 1e-5);
        }
    }
}
