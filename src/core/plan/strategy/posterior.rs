//! Bayesian estimate of the cost of a result, and each channel's probability of being the best.
//!
//! Model (Gamma–Poisson): a channel brings λ results for each unit of money, so a spend of *s* brings a Poisson number of
//! results with mean λ·*s*. The prior of λ is Gamma(a₀, b₀) (shape, rate), worth one result at the pooled cost of all
//! channels, so that a channel without data is neither excluded nor favoured. After *y* results the posterior is
//! Gamma(a₀ + y/φ, b₀ + s/φ), where φ is the dispersion of the daily results: bursts count as fewer independent
//! observations (a power posterior). Any unit of money will do, as long as it is the same for all.
//!
//! ```
//! use groundswell_core::plan::strategy::posterior::{ObservedResults, Posterior, Prior, rank};
//!
//! let first = ObservedResults { spend: 1_200.0, results: 60.0, noise: 1.0 };
//! let second = ObservedResults { spend: 1_000.0, results: 38.0, noise: 1.0 };
//! let prior = Prior::pooled(&[first, second], None).unwrap();
//! let posteriors = [first, second].map(|one| Posterior::of(prior, &[one]));
//! // A result of the first channel costs between 16.43 and 25.08, with a probability of 90 %.
//! let (low, high) = posteriors[0].cost_interval(0.9);
//! assert!((low - 16.43).abs() < 0.01 && (high - 25.08).abs() < 0.01);
//! // The first channel is the best one with a probability of 91 %.
//! let ranks = rank(&posteriors);
//! assert!((ranks[0].best - 0.909).abs() < 0.001);
//! ```
//!
//! Sources: Evan Miller, *Bayesian A/B testing: count data*; Chris Stucchio, *Bayesian A/B decision rule* (expected loss).

use crate::plan::strategy::gamma::{gamma_cdf, gamma_density, gamma_quantile, integration_nodes};

/// Shape of the prior: it weighs as much as one result.
const PRIOR_SHAPE: f64 = 1.0;

/// What a test counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedResults {
    /// Money spent; above 0.
    pub spend: f64,
    /// Results counted.
    pub results: f64,
    /// Dispersion φ: variance of the daily results over that of a Poisson count, 1 or more; 1 where it is not known.
    pub noise: f64,
}

/// The prior of results per unit of money: a gamma distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Shape, in results.
    pub shape: f64,
    /// Rate, in units of money.
    pub rate: f64,
}

impl Prior {
    /// One result at the pooled cost of all observations, or at the allowed cost while there is no result at all; `None`
    /// without either.
    pub fn pooled(observed: &[ObservedResults], allowed_cost: Option<f64>) -> Option<Prior> {
        let spend: f64 = observed.iter().map(|one| one.spend).sum();
        let results: f64 = observed.iter().map(|one| one.results).sum();
        let cost = if results > 0.0 { spend / results } else { allowed_cost? };
        (cost > 0.0).then_some(Prior { shape: PRIOR_SHAPE, rate: PRIOR_SHAPE * cost })
    }
}

/// The posterior of a channel's results per unit of money: a gamma distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posterior {
    /// Shape, in results.
    pub shape: f64,
    /// Rate, in units of money.
    pub rate: f64,
}

impl Posterior {
    /// The prior updated by the observations; several tests of one channel add up.
    pub fn of(prior: Prior, observed: &[ObservedResults]) -> Posterior {
        let add = |sum: Posterior, one: &ObservedResults| Posterior {
            shape: sum.shape + one.results / one.noise,
            rate: sum.rate + one.spend / one.noise,
        };
        observed.iter().fold(Posterior { shape: prior.shape, rate: prior.rate }, add)
    }

    /// Expected results per unit of money.
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// The median cost of a result. It is the one to show, as the mean cost is infinite for
    /// shapes up to 1.
    pub fn median_cost(&self) -> f64 {
        self.rate / gamma_quantile(self.shape, 0.5)
    }

    /// The equal-tailed credible interval of the cost of a result, for a probability strictly between 0 and 1.
    pub fn cost_interval(&self, probability: f64) -> (f64, f64) {
        let out = (1.0 - probability) / 2.0;
        (self.rate / gamma_quantile(self.shape, 1.0 - out), self.rate / gamma_quantile(self.shape, out))
    }

    fn density(&self, x: f64) -> f64 {
        self.rate * gamma_density(self.shape, self.rate * x)
    }

    fn below(&self, x: f64) -> f64 {
        gamma_cdf(self.shape, self.rate * x)
    }
}

/// How a channel compares with the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// The probability that it brings the most for its money; over all channels these add up to 1.
    pub best: f64,
    /// Expected loss: results per unit of money forgone by choosing it, if another channel is better.
    pub loss: f64,
    /// The expected loss as a share of [`Posterior::mean`].
    pub relative_loss: f64,
}

/// The ranks of channels, in the order given.
///
/// `P(best)` of *i* is ∫ fᵢ Π Fⱼ and its expected loss ∫ Fᵢ (1 − Π Fⱼ), both over *j* ≠ *i*. The integrals are cut at
/// several places around the mean of *every* channel, with 16 nodes between neighbouring cuts: a single rule over the
/// whole range is off by 0.05 where one channel has ten thousand results and another has none.
pub fn rank(posteriors: &[Posterior]) -> Vec<Rank> {
    const CUTS: [f64; 12] = [-7.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 7.0, 12.0, 20.0, 30.0];
    let mut ranks = vec![Rank { best: 0.0, loss: 0.0, relative_loss: 0.0 }; posteriors.len()];
    if let [only] = ranks.as_mut_slice() {
        only.best = 1.0;
        return ranks;
    }
    let around = |one: &Posterior| CUTS.map(|by| (one.mean() + by * one.shape.sqrt() / one.rate).max(0.0));
    let mut cuts: Vec<f64> = std::iter::once(0.0).chain(posteriors.iter().flat_map(around)).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let mut below = vec![0.0; posteriors.len()];
    for ends in cuts.windows(2) {
        for (x, weight) in integration_nodes(ends[0], ends[1]) {
            for (below, one) in below.iter_mut().zip(posteriors) {
                *below = one.below(x);
            }
            for (at, rank) in ranks.iter_mut().enumerate() {
                let others: f64 = below[..at].iter().chain(&below[at + 1..]).product();
                if others > 0.0 {
                    rank.best += weight * posteriors[at].density(x) * others;
                }
                rank.loss += weight * below[at] * (1.0 - others);
            }
        }
    }
    for (rank, one) in ranks.iter_mut().zip(posteriors) {
        rank.relative_loss = rank.loss / one.mean();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::strategy::gamma::ln_gamma;
    use proptest::prelude::*;

    /// Tolerances: of closed formulas, and of integrals.
    const CLOSED: f64 = 1e-8;
    const INTEGRAL: f64 = 1e-7;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found} is not {expected}");
    }
    fn plain(results: f64, spend: f64) -> ObservedResults {
        ObservedResults { spend, results, noise: 1.0 }
    }
    fn posteriors(observed: &[ObservedResults]) -> Vec<Posterior> {
        let prior = Prior::pooled(observed, None).unwrap();
        observed.iter().map(|one| Posterior::of(prior, &[*one])).collect()
    }

    /// The probability that the first is better, for whole shapes: Σ_{k<a₁} (b₁+b₂)^{−(k+a₂)} b₁ᵏ b₂^{a₂} / ((k+a₂) B(k+1, a₂)) (Evan Miller).
    fn first_better(first: Posterior, second: Posterior) -> f64 {
        let both = (first.rate + second.rate).ln();
        let mut sum = 0.0;
        let mut k = 0.0;
        while k < first.shape {
            let a = second.shape;
            let ln_beta = ln_gamma(k + 1.0) + ln_gamma(a) - ln_gamma(k + 1.0 + a);
            sum += (k * first.rate.ln() + a * second.rate.ln() - (k + a) * both - ln_beta).exp() / (k + a);
            k += 1.0;
        }
        sum
    }

    #[test]
    fn two_channels_have_the_worked_numbers() {
        let found = posteriors(&[plain(60.0, 12.0), plain(38.0, 10.0)]);
        for (one, (shape, rate)) in found.iter().zip([(61.0, 12.224_489_795_9), (39.0, 10.224_489_795_9)]) {
            close(one.shape, shape, CLOSED);
            close(one.rate, rate, CLOSED);
        }
        let ranks = rank(&found);
        close(ranks[0].best, 0.908_758_12, CLOSED);
        close(ranks[0].best, first_better(found[0], found[1]), 1e-10);
        close(ranks[0].loss, 0.038_304_822_3, CLOSED);
        close(ranks[1].loss, 1.213_916_870_3, CLOSED);
        close(ranks[0].relative_loss, 0.007_676_342_8, CLOSED);
        let summary = [
            (4.989_983_305_5, 0.201_501_497_1, (0.164_330_560_7, 0.250_777_370_5)),
            (3.814_371_257_5, 0.264_422_964_1, (0.205_276_152_8, 0.348_637_755_7)),
        ];
        for (one, (mean, median, (low, high))) in found.iter().zip(summary) {
            close(one.mean(), mean, CLOSED);
            close(one.median_cost(), median, CLOSED);
            let interval = one.cost_interval(0.9);
            close(interval.0, low, CLOSED);
            close(interval.1, high, CLOSED);
        }
    }

    #[test]
    fn four_channels_have_the_worked_numbers() {
        let found = posteriors(&[plain(96.0, 24.0), plain(70.0, 20.0), plain(41.0, 15.0), plain(9.0, 9.0)]);
        let ranks = rank(&found);
        let best = [0.796_031_019_6, 0.192_844_133_6, 0.011_124_554_8, 2.921e-7];
        let loss = [0.066_109_638_6, 0.560_460_707_5, 1.313_004_470_4, 2.981_888_385_7];
        for ((one, rank), (best, loss)) in found.iter().zip(&ranks).zip(best.into_iter().zip(loss)) {
            close(rank.best, best, INTEGRAL);
            close(rank.loss, loss, INTEGRAL);
            close(one.mean() + rank.loss, 4.055_447_033_9, INTEGRAL);
        }
        close(ranks[0].relative_loss, 0.016_571_583_7, INTEGRAL);
    }

    #[test]
    fn a_burst_lowers_the_chance_of_being_best() {
        let mut observed = [plain(60.0, 14.0), plain(38.0, 10.5)];
        close(rank(&posteriors(&observed))[0].best, 0.795_171_439_2, INTEGRAL);
        observed[0].noise = 43.238_888_888_9;
        let ranks = rank(&posteriors(&observed));
        close(ranks[0].best, 0.500_059_092_8, INTEGRAL);
        close(ranks[0].loss, 0.772_985_678, INTEGRAL);
        close(ranks[1].loss, 1.306_305_818_7, INTEGRAL);
    }

    #[test]
    fn without_results_the_prior_is_the_allowed_cost_if_there_is_one() {
        let nothing = [plain(0.0, 3.0)];
        assert_eq!(Prior::pooled(&nothing, None), None);
        assert_eq!(Prior::pooled(&[], Some(0.0)), None);
        let prior = Prior::pooled(&nothing, Some(2.0)).unwrap();
        let one = Posterior::of(prior, &nothing);
        assert_eq!((one.shape, one.rate), (1.0, 5.0));
        assert!(one.median_cost().is_finite());
        assert_eq!(rank(&[one]), [Rank { best: 1.0, loss: 0.0, relative_loss: 0.0 }]);
        assert_eq!(rank(&[]), []);
    }

    #[test]
    fn equal_channels_have_equal_chances() {
        for count in [2u8, 3, 8] {
            for (results, spend) in [(0.0, 1.0), (5.0, 2.0), (1e4, 3e3), (4e9, 9e15)] {
                let prior = Prior { shape: 1.0, rate: 0.5 };
                let one = Posterior::of(prior, &[plain(results, spend)]);
                for found in rank(&vec![one; usize::from(count)]) {
                    close(found.best, 1.0 / f64::from(count), 1e-9);
                }
            }
        }
    }

    #[test]
    fn ranks_hold_for_ten_thousand_results_beside_none() {
        let found = posteriors(&[plain(1e4, 2e3), plain(0.0, 1e-3)]);
        let ranks = rank(&found);
        close(ranks[0].best + ranks[1].best, 1.0, 1e-9);
        close(ranks[0].best, first_better(found[0], found[1]), 1e-8);
    }

    proptest! {
            #![proptest_config(ProptestConfig::with_cases(60))]
            #[test]
            fn chances_add_up_to_one_and_losses_are_never_negative(
                tests in prop::collection::vec((0u32..3, 0.0f64..4.0, 0.01f64..5.0, 0.0f64..1.5), 1..7),
            ) {
                let observed: Vec<ObservedResults> = tests
                    .into_iter()
                    .map(|(none, results, spend, noise)| ObservedResults {
                        results: if none == 0 { 0.0 } else { 10f64.powf(results).round() },
                        spend: 10f64.powf(spend),
                        noise: 10f64.powf(noise),
                    })
                    .collect();
                let prior = Prior::pooled(&observed, Some(10.0)).unwrap();
                let found: Vec<Posterior> = observed.iter().map(|one| Posterior::of(prior, &[*one])).collect();
                let ranks = rank(&found);
                let sum: f64 = ranks.iter().map(|rank| rank.best).sum();
                prop_assert!((sum - 1.0).abs() < 1e-6, "{}", sum);
                prop_assert!(ranks.iter().all(|rank| rank.loss >= 0.0 && rank.best >= 0.0));
    // The mean plus the expected loss is the expected value of the best channel, whichever one is chosen.
                let most: Vec<f64> = found.iter().zip(&ranks).map(|(one, rank)| one.mean() + rank.loss).collect();
                prop_assert!(most.iter().all(|one| (one / most[0] - 1.0).abs() < 1e-6), "{:?}", most);
            }
        }
}
