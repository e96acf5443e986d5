//! The beta distribution: distribution function and quantiles.
//!
//! Formulas: NIST Digital Library of Mathematical Functions, 8.17.4 (symmetry) and 8.17.22 (continued fraction of the
//! regularised incomplete beta function).
//!
//! ```
//! use groundswell_core::plan::strategy::beta::{beta_cdf, beta_quantile};
//!
//! // Beta(1, 1) is the uniform distribution; Beta(2, 1) has the distribution function x².
//! assert!((beta_cdf(1.0, 1.0, 0.3) - 0.3).abs() < 1e-12);
//! assert!((beta_quantile(2.0, 1.0, 0.25) - 0.5).abs() < 1e-9);
//! ```

use crate::plan::strategy::gamma::ln_gamma;

/// Probability that a beta variable is at most `x`; both shapes are above 0.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast below the mean.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_cdf(b, a, 1.0 - x);
    }
    let ln_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    ln_front.exp() / (a * fraction(a, b, x))
}

/// The continued fraction 1 + d₁/(1 + d₂/(1 + …)), by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut fraction, mut upper, mut lower) = (1.0, 1.0, 0.0);
    for step in 1..2_000 {
        let m = f64::from(step / 2);
        let top = if step % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        lower = 1.0 / nonzero(1.0 + top * lower);
        upper = nonzero(1.0 + top / upper);
        let factor = upper * lower;
        fraction *= factor;
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// The quantile at a probability strictly between 0 and 1, by bisection.
pub fn beta_quantile(a: f64, b: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beta_cdf(a, b, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found} is not {expected}");
    }

    /// The probability that one of two channels is better is an incomplete beta function of their posteriors.
    #[test]
    fn two_channels_have_the_worked_probability() {
        let (first, second): ((f64, f64), (f64, f64)) = ((61.0, 12.224_489_795_9), (39.0, 10.224_489_795_9));
        close(beta_cdf(second.0, first.0, second.1 / (first.1 + second.1)), 0.908_758_12, 1e-8);
    }

    #[test]
    fn whole_shapes_agree_with_the_binomial_distribution() {
        // P(Beta(k, n − k + 1) ≤ x) is the chance of at least k successes of n.
        for (n, k, x) in [(5u32, 2u32, 0.3f64), (20, 1, 0.01), (20, 19, 0.97), (200, 80, 0.42)] {
            let chance = |j: u32| {
                let [n, j] = [n, j].map(f64::from);
                (ln_gamma(n + 1.0) - ln_gamma(j + 1.0) - ln_gamma(n - j + 1.0) + j * x.ln() + (n - j) * (1.0 - x).ln())
                    .exp()
            };
            let expected: f64 = (k..=n).map(chance).sum();
            close(beta_cdf(f64::from(k), f64::from(n - k + 1), x), expected, 1e-11);
        }
    }

    #[test]
    fn quantiles_invert_the_distribution_function() {
        for (a, b) in [(0.2, 0.7), (1.0, 40.0), (3.0, 3.0), (900.0, 5_000.0), (2e5, 7e5)] {
            for probability in [0.01, 0.1, 0.5, 0.9, 0.99] {
                close(beta_cdf(a, b, beta_quantile(a, b, probability)), probability, 1e-7);
            }
        }
        assert_eq!((beta_cdf(2.0, 3.0, 0.0), beta_cdf(2.0, 3.0, 1.0)), (0.0, 1.0));
    }
}
