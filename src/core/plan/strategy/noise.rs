//! How much the daily results of a test vary beyond chance: it determines how many independent observations its totals
//! stand for.

use crate::plan::model::channel_test::TestDay;
use crate::plan::numbers::money::Money;

/// The days of a test as events of (spend, results). A day without spend belongs to the day with spend before it, as a
/// post that works for three days is one event; days before the first day with spend belong to that one.
pub(super) fn spend_events(days: &[TestDay]) -> Vec<(f64, f64)> {
    let mut days: Vec<&TestDay> = days.iter().collect();
    days.sort_by_key(|day| day.on);
    let mut observed: Vec<(f64, f64)> = Vec::with_capacity(days.len());
    let mut before = 0.0;
    for day in days {
        let results = f64::from(day.results);
        match observed.last_mut() {
            _ if day.spend > Money::ZERO => observed.push((day.spend.to_f64(), results + std::mem::take(&mut before))),
            Some(last) => last.1 += results,
            None => before += results,
        }
    }
    observed
}

pub(super) fn count_events(days: &[TestDay]) -> u32 {
    let spent = days.iter().filter(|day| day.spend > Money::ZERO);
    u32::try_from(spent.count()).unwrap_or(u32::MAX)
}

/// The fewest events from which the dispersion of results is estimated.
pub(super) const MIN_EVENTS: u32 = 3;
/// The fewest days from which it is estimated.
pub(super) const MIN_NOISE_DAYS: usize = 7;

/// Dispersion of daily results, Pearson's φ = Σ (y − λs)²/λs / (n − 1) with λ = Σy/Σs: their variance over that of a
/// Poisson count. It is taken over *n* events, each a day with spend and the days without spend after it. `None` for
/// fewer than seven days, fewer than three events, or no result.
pub fn noise(days: &[TestDay]) -> Option<f64> {
    let observed = spend_events(days);
    let (spend, results) = observed.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if days.len() < MIN_NOISE_DAYS || count_events(days) < MIN_EVENTS || results <= 0.0 {
        return None;
    }
    let squared_error = |&(spend_of_event, found): &(f64, f64)| {
        let expected = results / spend * spend_of_event;
        (found - expected).powi(2) / expected
    };
    Some(observed.iter().map(squared_error).sum::<f64>() / f64::from(count_events(days) - 1))
}
