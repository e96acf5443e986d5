//! Diminishing returns of a channel: the saturation curve fitted to tests at two or more levels of spend, and the
//! marginal return between two levels. Knows no plan and no channel, only pairs of spend and results.
//!
//! R(s) = M·s / (s + h): at a spend of h the channel brings half of the results it can bring at most, M. This is the
//! Hill curve of slope 1, also known as the Michaelis–Menten curve. With fewer than half a year of weekly figures, slope
//! and carry-over cannot be distinguished, so neither is fitted. Sources: Google Meridian, *Media saturation and lagging*;
//! Meta Robyn.
//!
//! ```
//! use groundswell_core::plan::strategy::saturation::Saturation;
//!
//! // 100 a week brought 80 results, 200 a week brought 120.
//! let curve = Saturation::fit(&[(100.0, 80.0), (200.0, 120.0)]).unwrap();
//! assert!((curve.max_results - 240.0).abs() < 1e-9);
//! assert!((curve.half_saturation - 200.0).abs() < 1e-9);
//! // Each level brings less for its money than the one before.
//! assert!(curve.marginal(200.0) < curve.marginal(100.0));
//! // If one more result may cost 2.00, raising stops at about 109.84 a week.
//! assert!((curve.stop_spend(2.0) - 109.838_667_696_6).abs() < 1e-6);
//! ```

/// The Hill curve, s^k / (s^k + h^k): the share of the maximum results that a spend brings, 0 to 1. `half` (h, the spend
/// that brings half of them) is above 0; a slope (k) up to 1 is concave, one above it S-shaped.
fn hill(spend: f64, half: f64, slope: f64) -> f64 {
    if spend <= 0.0 { 0.0 } else { 1.0 / (1.0 + (spend / half).powf(-slope)) }
}

/// The saturation curve of a channel; results and money both for the same length of time, such as a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saturation {
    /// The most results the channel can bring (M); above 0.
    pub max_results: f64,
    /// The spend that brings half of them (h); above 0.
    pub half_saturation: f64,
}

impl Saturation {
    /// The curve through two or more levels of (spend, results): least squares of s/y = s/M + h/M, each level
    /// weighted by the certainty of its count. `None` with one level, without results, and where the levels show no
    /// diminishing returns.
    pub fn fit(levels: &[(f64, f64)]) -> Option<Saturation> {
        if levels.iter().any(|&(spend, results)| spend <= 0.0 || results <= 0.0) {
            return None;
        }
        // A count of y has a relative error of 1/√y, and so does s/y.
        let weighted =
            || levels.iter().map(|&(spend, results)| (results * (results / spend).powi(2), spend, spend / results));
        let sum = |of: fn(f64, f64) -> f64| weighted().map(|(weight, x, y)| weight * of(x, y)).sum::<f64>();
        let all = sum(|_, _| 1.0);
        let (x, y) = (sum(|x, _| x) / all, sum(|_, y| y) / all);
        let spread = weighted().map(|(weight, at, _)| weight * (at - x).powi(2)).sum::<f64>();
        let slope = weighted().map(|(weight, at, per)| weight * (at - x) * (per - y)).sum::<f64>() / spread;
        let max_results = 1.0 / slope;
        let half_saturation = (y - slope * x) * max_results;
        (spread > 0.0 && max_results.is_finite() && max_results > 0.0 && half_saturation > 0.0)
            .then_some(Saturation { max_results, half_saturation })
    }

    /// Results at a spend.
    pub fn results(&self, spend: f64) -> f64 {
        self.max_results * hill(spend, self.half_saturation, 1.0)
    }

    /// The derivative of [`results`](Self::results), M·h / (s + h)²: results of one more unit of money.
    pub fn marginal(&self, spend: f64) -> f64 {
        self.max_results * self.half_saturation / (spend + self.half_saturation).powi(2)
    }

    /// The spend at which one more result costs as much as is allowed (c): √(M·h·c) − h, or 0 if even the first result
    /// costs more. The average cost is still below c at that spend, so it does not show when to stop.
    pub fn stop_spend(&self, allowed_cost: f64) -> f64 {
        ((self.max_results * self.half_saturation * allowed_cost).sqrt() - self.half_saturation).max(0.0)
    }
}

/// A level of weekly spend that was tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendLevel {
    /// Money a week; above 0.
    pub spend: f64,
    /// Results a week.
    pub results: f64,
    /// Weeks at this level; above 0.
    pub weeks: f64,
    /// Dispersion φ: variance of the results over that of a Poisson count, 1 or more.
    pub noise: f64,
}

impl SpendLevel {
    /// Whether the other level is at least 10 % above this one: closer levels cannot be distinguished.
    pub fn is_below(&self, other: &SpendLevel) -> bool {
        other.spend >= self.spend * 1.1
    }
}

/// The return of the money between two levels of spend. Assumes no curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginalReturn {
    /// Results of one more unit of money, (y₂ − y₁)/(s₂ − s₁).
    pub rate: f64,
    /// Its standard error, √(φ₁y₁/w₁ + φ₂y₂/w₂)/(s₂ − s₁), with *w* weeks at each level.
    pub error: f64,
}

impl MarginalReturn {
    /// The return between two levels; `None` where they are too close (see [`SpendLevel::is_below`]).
    pub fn between(lower: &SpendLevel, higher: &SpendLevel) -> Option<MarginalReturn> {
        let variance = |level: &SpendLevel| level.noise * level.results / level.weeks;
        let step = higher.spend - lower.spend;
        lower.is_below(higher).then(|| MarginalReturn {
            rate: (higher.results - lower.results) / step,
            error: (variance(lower) + variance(higher)).sqrt() / step,
        })
    }

    /// The cost of one more result; infinite where the extra money brought none.
    pub fn cost(&self) -> f64 {
        if self.rate > 0.0 { 1.0 / self.rate } else { f64::INFINITY }
    }

    /// Whether the runner-up, with this cost for a result, should be raised instead: one more result costs more than 1.3
    /// times as much here, or the upper end of the 90 % confidence interval of the rate is below the runner-up's rate.
    pub fn is_overtaken_by(&self, cost: f64) -> bool {
        self.cost() > 1.3 * cost || self.rate + 1.645 * self.error < 1.0 / cost
    }
}

/// The split of a budget over channels that brings the most results: sᵢ = qᵢ·(B + Σh)/Σq − hᵢ with qᵢ = √(Mᵢ·hᵢ).
/// Channels for which that is below 0 get nothing, and the budget is split again over the others.
pub fn best_split(curves: &[Saturation], budget: f64) -> Vec<f64> {
    let q = |curve: &Saturation| (curve.max_results * curve.half_saturation).sqrt();
    let mut split = vec![0.0; curves.len()];
    let mut live: Vec<usize> = (0..curves.len()).collect();
    while !live.is_empty() {
        let all = budget + live.iter().map(|&at| curves[at].half_saturation).sum::<f64>();
        let each = all / live.iter().map(|&at| q(&curves[at])).sum::<f64>();
        let spend = |at: usize| q(&curves[at]) * each - curves[at].half_saturation;
        let before = live.len();
        live.retain(|&at| spend(at) >= 0.0);
        if live.len() == before {
            for &at in &live {
                split[at] = spend(at);
            }
            break;
        }
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-8 * expected.abs().max(1.0), "{found} is not {expected}");
    }
    const WORKED: Saturation = Saturation { max_results: 900.0, half_saturation: 150.0 };

    #[test]
    fn raising_stops_where_one_more_result_costs_what_is_allowed() {
        let stop = WORKED.stop_spend(0.5);
        close(stop, 109.807_621_135_3);
        close(WORKED.results(stop), 380.384_757_729_3);
        close(stop / WORKED.results(stop), 0.288_675_134_6);
        close(1.0 / WORKED.marginal(stop), 0.5);
        close(WORKED.stop_spend(0.1), 0.0);
    }

    #[test]
    fn the_best_split_has_equal_marginal_returns() {
        let curves = [WORKED, Saturation { max_results: 500.0, half_saturation: 60.0 }];
        let split = best_split(&curves, 200.0);
        for ((curve, spend), (expected, results)) in
            curves.iter().zip(&split).zip([(128.645_331_183, 415.513_145_593_2), (71.354_668_817, 271.610_706_568_8)])
        {
            close(*spend, expected);
            close(curve.results(*spend), results);
            close(curve.marginal(*spend), 1.738_722_311_8);
        }
        // A channel whose first result costs more than the last one of the other channel gets nothing.
        assert_eq!(best_split(&[WORKED, Saturation { max_results: 1.0, half_saturation: 60.0 }], 10.0), [10.0, 0.0]);
        assert!(best_split(&[], 10.0).is_empty());
    }

    #[test]
    fn the_hill_curve_is_one_half_at_its_half_saturation() {
        for (spend, expected) in [(50.0, 0.2), (100.0, 0.5), (200.0, 0.8), (0.0, 0.0)] {
            close(hill(spend, 100.0, 2.0), expected);
        }
    }

    #[test]
    fn a_curve_is_recovered_from_two_or_more_levels_but_not_from_one() {
        let level = |spend| (spend, WORKED.results(spend));
        for levels in [vec![level(40.0), level(90.0)], vec![level(10.0), level(40.0), level(200.0)]] {
            let found = Saturation::fit(&levels).unwrap();
            close(found.max_results, 900.0);
            close(found.half_saturation, 150.0);
        }
        assert_eq!(Saturation::fit(&[level(40.0)]), None);
        assert_eq!(Saturation::fit(&[level(40.0), level(40.0)]), None);
        assert_eq!(Saturation::fit(&[]), None);
        assert_eq!(Saturation::fit(&[(10.0, 5.0), (20.0, 10.0)]), None, "no diminishing returns");
        assert_eq!(Saturation::fit(&[(10.0, 5.0), (20.0, 12.0)]), None, "growing returns");
        assert_eq!(Saturation::fit(&[(10.0, 0.0), (20.0, 12.0)]), None);
    }

    #[test]
    fn the_marginal_return_between_two_levels_needs_no_curve() {
        let level = |spend, results| SpendLevel { spend, results, weeks: 4.0, noise: 1.0 };
        let found = MarginalReturn::between(&level(100.0, 50.0), &level(200.0, 75.0)).unwrap();
        close(found.rate, 0.25);
        close(found.error, (125.0f64 / 4.0).sqrt() / 100.0);
        close(found.cost(), 4.0);
        assert!(found.is_overtaken_by(3.0) && !found.is_overtaken_by(3.5));
        // The confidence interval lies below the runner-up, although the cost is less than 1.3 times as high.
        let sure = MarginalReturn { rate: 0.25, error: 0.001 };
        assert!(sure.is_overtaken_by(3.5) && !sure.is_overtaken_by(4.0));
        assert_eq!(MarginalReturn::between(&level(100.0, 50.0), &level(105.0, 75.0)), None);
        let worse = MarginalReturn::between(&level(100.0, 50.0), &level(200.0, 40.0)).unwrap();
        assert!(worse.cost().is_infinite() && worse.is_overtaken_by(1e9));
    }
}
