//! Diminishing returns: what more money for a channel brings, once it has been tried at two levels.
//!
//! R(s) = M·s / (s + h): half of all there is to win, M, is won at a spend of h. It is the Hill curve of slope 1, also
//! known as Michaelis–Menten; with fewer than half a year of weekly figures slope and carry-over cannot be told apart,
//! so neither is fitted. Sources: Google Meridian, *Media saturation and lagging*; Meta Robyn.

/// The share of all there is to win that a spend wins: s^k / (s^k + h^k). `half` (h) is above 0; a slope up to 1 is
/// concave, one above it S-shaped.
pub fn hill(spend: f64, half: f64, slope: f64) -> f64 {
    if spend <= 0.0 { 0.0 } else { 1.0 / (1.0 + (spend / half).powf(-slope)) }
}

/// The curve of a channel; results and money both for the same length of time, such as a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saturation {
    /// All the results there are to win (M); above 0.
    pub most: f64,
    /// The money that wins half of them (h); above 0.
    pub half: f64,
}

impl Saturation {
    /// The curve through two or more levels of (spend, results): least squares of s/y = s/M + h/M, each level
    /// weighted by the certainty of its count. `None` with one level, without results, and where the levels show no
    /// diminishing returns.
    pub fn through(levels: &[(f64, f64)]) -> Option<Saturation> {
        if levels.iter().any(|&(spend, results)| spend <= 0.0 || results <= 0.0) {
            return None;
        }
        // A count of y has a relative error of 1/√y, and so has s/y.
        let weighted =
            || levels.iter().map(|&(spend, results)| (results * (results / spend).powi(2), spend, spend / results));
        let sum = |of: fn(f64, f64) -> f64| weighted().map(|(weight, x, y)| weight * of(x, y)).sum::<f64>();
        let all = sum(|_, _| 1.0);
        let (x, y) = (sum(|x, _| x) / all, sum(|_, y| y) / all);
        let spread = weighted().map(|(weight, at, _)| weight * (at - x).powi(2)).sum::<f64>();
        let slope = weighted().map(|(weight, at, per)| weight * (at - x) * (per - y)).sum::<f64>() / spread;
        let most = 1.0 / slope;
        let half = (y - slope * x) * most;
        (spread > 0.0 && most.is_finite() && most > 0.0 && half > 0.0).then_some(Saturation { most, half })
    }

    /// Results at a spend.
    pub fn results(&self, spend: f64) -> f64 {
        self.most * hill(spend, self.half, 1.0)
    }

    /// Further results for a further unit of money: M·h / (s + h)².
    pub fn marginal(&self, spend: f64) -> f64 {
        self.most * self.half / (spend + self.half).powi(2)
    }

    /// What a further result costs.
    pub fn marginal_cost(&self, spend: f64) -> f64 {
        1.0 / self.marginal(spend)
    }

    /// The spend at which a further result costs as much as is allowed: √(M·h·c) − h, or 0 where even the first
    /// costs more. The average cost is still below it there, so it is no guide.
    pub fn stop_spend(&self, allowed_cost: f64) -> f64 {
        ((self.most * self.half * allowed_cost).sqrt() - self.half).max(0.0)
    }
}

/// A level of spend that was tried, a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendLevel {
    /// Money a week; above 0.
    pub spend: f64,
    /// Results a week.
    pub results: f64,
    /// For how many weeks.
    pub weeks: f64,
    /// Variance of the results over what chance alone would leave, 1 or more.
    pub noise: f64,
}

impl SpendLevel {
    /// Whether another level lies a tenth or more above this one: closer ones tell nothing apart.
    pub fn is_below(&self, other: &SpendLevel) -> bool {
        other.spend >= self.spend * 1.1
    }
}

/// What the money between two levels brought: no curve is assumed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginalReturn {
    /// Further results for a further unit of money, (y₂ − y₁)/(s₂ − s₁).
    pub rate: f64,
    /// Its standard error, √(φ₁y₁/w₁ + φ₂y₂/w₂)/(s₂ − s₁), with *w* weeks at each level.
    pub error: f64,
}

impl MarginalReturn {
    /// Between two levels; `None` where they lie too close.
    pub fn between(lower: &SpendLevel, higher: &SpendLevel) -> Option<MarginalReturn> {
        let variance = |level: &SpendLevel| level.noise * level.results / level.weeks;
        let step = higher.spend - lower.spend;
        lower.is_below(higher).then(|| MarginalReturn {
            rate: (higher.results - lower.results) / step,
            error: (variance(lower) + variance(higher)).sqrt() / step,
        })
    }

    /// What a further result cost; infinite where there was none.
    pub fn cost(&self) -> f64 {
        if self.rate > 0.0 { 1.0 / self.rate } else { f64::INFINITY }
    }

    /// Whether the runner-up, whose result costs so much, should be raised instead: a further result costs more than 1.3
    /// times that, or even the upper end of the rate (90 % between both ends) lies below the runner-up's.
    pub fn is_overtaken_by(&self, cost: f64) -> bool {
        self.cost() > 1.3 * cost || self.rate + 1.645 * self.error < 1.0 / cost
    }
}

/// The split of a budget over channels that brings most: sᵢ = qᵢ·(B + Σh)/Σq − hᵢ with qᵢ = √(Mᵢ·hᵢ); channels
/// for which that is below 0 get nothing, and the others are split anew.
pub fn best_split(curves: &[Saturation], budget: f64) -> Vec<f64> {
    let q = |curve: &Saturation| (curve.most * curve.half).sqrt();
    let mut split = vec![0.0; curves.len()];
    let mut live: Vec<usize> = (0..curves.len()).collect();
    while !live.is_empty() {
        let all = budget + live.iter().map(|&at| curves[at].half).sum::<f64>();
        let each = all / live.iter().map(|&at| q(&curves[at])).sum::<f64>();
        let spend = |at: usize| q(&curves[at]) * each - curves[at].half;
        let some = live.len();
        live.retain(|&at| spend(at) >= 0.0);
        if live.len() == some {
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

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-8 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }
    const WORKED: Saturation = Saturation { most: 900.0, half: 150.0 };

    #[test]
    fn raising_stops_where_a_further_result_costs_what_is_allowed() {
        let stop = WORKED.stop_spend(0.5);
        close(stop, 109.807_621_135_3);
        close(WORKED.results(stop), 380.384_757_729_3);
        close(stop / WORKED.results(stop), 0.288_675_134_6);
        close(WORKED.marginal_cost(stop), 0.5);
        close(WORKED.stop_spend(0.1), 0.0);
    }

    #[test]
    fn a_budget_is_split_where_a_further_result_costs_the_same_everywhere() {
        let curves = [WORKED, Saturation { most: 500.0, half: 60.0 }];
        let split = best_split(&curves, 200.0);
        for ((curve, spend), (wanted, results)) in
            curves.iter().zip(&split).zip([(128.645_331_183, 415.513_145_593_2), (71.354_668_817, 271.610_706_568_8)])
        {
            close(*spend, wanted);
            close(curve.results(*spend), results);
            close(curve.marginal(*spend), 1.738_722_311_8);
        }
        // A channel whose first result is dearer than the last of the other gets nothing.
        assert_eq!(best_split(&[WORKED, Saturation { most: 1.0, half: 60.0 }], 10.0), [10.0, 0.0]);
        assert!(best_split(&[], 10.0).is_empty());
    }

    #[test]
    fn the_hill_curve_is_at_half_where_it_says() {
        for (spend, wanted) in [(50.0, 0.2), (100.0, 0.5), (200.0, 0.8), (0.0, 0.0)] {
            close(hill(spend, 100.0, 2.0), wanted);
        }
    }

    #[test]
    fn two_levels_or_more_give_the_curve_back_and_one_gives_none() {
        let level = |spend| (spend, WORKED.results(spend));
        for levels in [vec![level(40.0), level(90.0)], vec![level(10.0), level(40.0), level(200.0)]] {
            let found = Saturation::through(&levels).unwrap();
            close(found.most, 900.0);
            close(found.half, 150.0);
        }
        assert_eq!(Saturation::through(&[level(40.0)]), None);
        assert_eq!(Saturation::through(&[level(40.0), level(40.0)]), None);
        assert_eq!(Saturation::through(&[]), None);
        assert_eq!(Saturation::through(&[(10.0, 5.0), (20.0, 10.0)]), None, "no diminishing returns");
        assert_eq!(Saturation::through(&[(10.0, 5.0), (20.0, 12.0)]), None, "growing returns");
        assert_eq!(Saturation::through(&[(10.0, 0.0), (20.0, 12.0)]), None);
    }

    #[test]
    fn between_two_levels_a_further_result_has_its_price_without_any_curve() {
        let level = |spend, results| SpendLevel { spend, results, weeks: 4.0, noise: 1.0 };
        let found = MarginalReturn::between(&level(100.0, 50.0), &level(200.0, 75.0)).unwrap();
        close(found.rate, 0.25);
        close(found.error, (125.0f64 / 4.0).sqrt() / 100.0);
        close(found.cost(), 4.0);
        assert!(found.is_overtaken_by(3.0) && !found.is_overtaken_by(3.5));
        // Sure enough to be below, though not by a third.
        let sure = MarginalReturn { rate: 0.25, error: 0.001 };
        assert!(sure.is_overtaken_by(3.5) && !sure.is_overtaken_by(4.0));
        assert_eq!(MarginalReturn::between(&level(100.0, 50.0), &level(105.0, 75.0)), None);
        let worse = MarginalReturn::between(&level(100.0, 50.0), &level(200.0, 40.0)).unwrap();
        assert!(worse.cost().is_infinite() && worse.is_overtaken_by(1e9));
    }
}
