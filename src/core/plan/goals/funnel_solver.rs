//! The numbers of a funnel from either end, and the cost of a person at each stage. Knows funnels, not goals.
//!
//! ```
//! use groundswell_core::plan::model::funnel::{Funnel, FunnelEnd, FunnelStage, StageKind};
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let stage = |bits, rate| FunnelStage { id: Id::from_bits(bits), kind: StageKind::Other, name: String::new(), rate };
//! let funnel = Funnel {
//!     stages: vec![stage(1, None), stage(2, Decimal::from_int(3))],
//!     solve_from: FunnelEnd::Bottom,
//!     given: Decimal::from_int(600),
//!     ..Funnel::default()
//! };
//! assert_eq!(funnel.numbers(), Some(vec![20_000, 600])); // 600 visits at 3 % need 20,000 impressions
//! ```

use crate::plan::model::funnel::{Funnel, FunnelEnd, FunnelPeriod};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::{over_rates, times_rates};
use crate::plan::numbers::unit_price::price_nearest;

impl Funnel {
    /// The number at every stage, from the widest to the narrowest; `None` while the given number or a rate is missing or zero.
    ///
    /// From the bottom, counts are rounded up only at the end, as N₀ = ⌈Nₖ / Πr⌉; from the top they are rounded down.
    /// Numbers beyond what a [`Decimal`] holds give `None`.
    pub fn numbers(&self) -> Option<Vec<i64>> {
        let given = self.given.filter(|given| !given.is_negative())?;
        let mut rates = Vec::with_capacity(self.stages.len());
        for stage in self.stages.iter().skip(1) {
            rates.push(stage.rate.filter(|rate| rate.is_positive())?);
        }
        if self.stages.is_empty() {
            return None;
        }
        // Each number is `given` times a product of rates or of their inverses, computed as one exact fraction.
        let last = rates.len();
        (0..=last)
            .map(|index| match self.solve_from {
                FunnelEnd::Bottom => over_rates(given, &rates[index..]),
                FunnelEnd::Top => times_rates(given, &rates[..index]),
            })
            .collect()
    }
}

/// The most people a day at the widest stage that a campaign can plausibly reach.
pub const MAX_PLAUSIBLE_PER_DAY: i64 = 1_000_000;

/// The average number of days in a month over four years.
const DAYS_OF_MONTH: f64 = 365.25 / 12.0;

impl Funnel {
    /// Converts a number of the funnel's period to an average per day; `days` is the length of the plan.
    #[allow(clippy::cast_precision_loss)] // below 2^53
    pub fn per_day(&self, number: i64, days: Option<u32>) -> Option<f64> {
        let number = number as f64;
        match self.period {
            FunnelPeriod::Day => Some(number),
            FunnelPeriod::Month => Some(number / DAYS_OF_MONTH),
            FunnelPeriod::Plan => days.filter(|&days| days > 0).map(|days| number / f64::from(days)),
        }
    }

    /// The cost of one person at a stage, in whole units of the currency: the planned amount over the plan's people there, to
    /// the minor unit, or finer where it is small. `None` where nobody arrives, or the plan has no days.
    #[allow(clippy::cast_precision_loss)] // people below 2^53
    pub fn cost_of_each(&self, planned: Money, currency: Currency, number: i64, days: Option<u32>) -> Option<Decimal> {
        let people = match self.period {
            FunnelPeriod::Plan => number as f64,
            FunnelPeriod::Day | FunnelPeriod::Month => self.per_day(number, days)? * f64::from(days?),
        };
        if people <= 0.0 {
            return None;
        }
        Some(price_nearest(planned.to_f64() / people, currency))
    }

    /// The number per day at the widest stage, where it exceeds [`MAX_PLAUSIBLE_PER_DAY`].
    pub fn implausible_per_day(&self, days: Option<u32>) -> Option<i64> {
        let widest = *self.numbers()?.first()?;
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // rounded from a number below 2^53
        self.per_day(widest, days)
            .filter(|a_day| *a_day > MAX_PLAUSIBLE_PER_DAY as f64)
            .map(|a_day| a_day.round() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::funnel::{FunnelStage, StageKind};
    use crate::plan::model::id::Id;

    fn funnel(given: i64, percents: &[&str], solve_from: FunnelEnd) -> Funnel {
        let mut stages =
            vec![FunnelStage { id: Id::from_bits(0), kind: StageKind::Exposure, name: String::new(), rate: None }];
        for (index, percent) in percents.iter().enumerate() {
            let rate = serde_json::from_str(percent).unwrap();
            stages.push(FunnelStage {
                id: Id::from_bits(index as u64 + 1),
                kind: StageKind::Other,
                name: String::new(),
                rate,
            });
        }
        Funnel { stages, solve_from, given: Decimal::from_int(given), period: FunnelPeriod::Day }
    }

    #[test]
    fn orders_at_the_bottom_are_solved_for_the_impressions_they_need() {
        let numbers = funnel(600, &["3", "20", "40", "60", "25"], FunnelEnd::Bottom).numbers().unwrap();
        assert_eq!(numbers, [1_666_667, 50_000, 10_000, 4_000, 2_400, 600]);
    }

    #[test]
    fn activations_at_the_top_are_solved_for_registrations() {
        assert_eq!(funnel(12_000, &["40"], FunnelEnd::Top).numbers().unwrap(), [12_000, 4_800]);
    }

    #[test]
    fn more_than_a_million_impressions_a_day_are_implausible() {
        let mut funnel = funnel(600, &["3", "20", "40", "60", "25"], FunnelEnd::Bottom);
        assert_eq!(funnel.implausible_per_day(None), Some(1_666_667));
        funnel.period = FunnelPeriod::Month;
        assert_eq!(funnel.implausible_per_day(None), None);
        funnel.period = FunnelPeriod::Plan;
        assert_eq!(funnel.implausible_per_day(Some(1)), Some(1_666_667));
        assert_eq!(funnel.implausible_per_day(None), None);
    }

    #[test]
    fn the_cost_of_a_person_is_the_planned_amount_over_the_people() {
        let mut funnel = funnel(4, &["50"], FunnelEnd::Bottom);
        let planned = Money::from_minor(160_000).unwrap();
        let of = |funnel: &Funnel, number, days| funnel.cost_of_each(planned, Currency::CNY, number, days);
        let price = |raw| Decimal::from_scaled(raw, 4);
        assert_eq!(of(&funnel, 4, Some(28)), price(142_900));
        assert_eq!(of(&funnel, 4, None), None);
        // An exposure costs less than a minor unit.
        assert_eq!(of(&funnel, 25_000, Some(28)), price(23));
        funnel.period = FunnelPeriod::Plan;
        assert_eq!(of(&funnel, 8, None), price(2_000_000));
        assert_eq!(of(&funnel, 0, None), None);
    }

    #[test]
    fn a_missing_or_zero_rate_gives_no_numbers_rather_than_infinity() {
        assert_eq!(funnel(600, &["3", "null"], FunnelEnd::Bottom).numbers(), None);
        assert_eq!(funnel(600, &["0"], FunnelEnd::Bottom).numbers(), None);
        assert_eq!(Funnel::default().numbers(), None);
    }
}
