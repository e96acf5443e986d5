//! Promotion cycles: the plan's days divided into review periods, and amounts spread over them without a remainder.
//!
//! Must not know line items, only amounts and their timing.
//!
//! ```
//! use groundswell_core::plan::budget::cycles::{cycles, spread};
//! use groundswell_core::plan::model::timing::{CycleLength, Timing};
//! use groundswell_core::plan::numbers::date_range::DateRange;
//! use groundswell_core::plan::numbers::money::Money;
//! let days = DateRange::new("2027-03-01".parse().unwrap(), "2027-03-10".parse().unwrap()).unwrap();
//! let weeks = cycles(days, CycleLength::Week);
//! assert_eq!(weeks.iter().map(|week| week.len()).collect::<Vec<_>>(), [7, 3]);
//! let spread = spread(Money::from_minor(1_000).unwrap(), &Timing::Phase, Some(days), &weeks);
//! assert_eq!(spread.parts().map(|(_, part)| part.minor()).collect::<Vec<_>>(), [700, 300]);
//! ```

use crate::plan::Plan;
use crate::plan::model::timing::{CycleLength, DatedAmount, Timing};
use crate::plan::numbers::limits::is_in_range;
use chrono::{Datelike, Days, NaiveDate};

use crate::plan::model::bounds::MAX_CYCLES;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::split::split_by_weights;

/// The number of cycles of the days, without the limit of [`cycles`].
pub fn count_cycles(days: DateRange, length: CycleLength) -> usize {
    match length {
        CycleLength::Week => days.len().div_ceil(7) as usize,
        CycleLength::TwoWeeks => days.len().div_ceil(14) as usize,
        CycleLength::Month => days.count_months(),
    }
}

/// Divides the plan's days into cycles, in order and without gaps. The last one, and the first one of calendar months, may
/// be shorter than the length.
///
/// Empty where there would be more than [`MAX_CYCLES`], which [`undrawable`] reports.
pub fn cycles(days: DateRange, length: CycleLength) -> Vec<DateRange> {
    if count_cycles(days, length) > MAX_CYCLES {
        return Vec::new();
    }
    let step = match length {
        CycleLength::Week => 7,
        CycleLength::TwoWeeks => 14,
        CycleLength::Month => return days.months(),
    };
    let mut cycles = Vec::new();
    let mut first = days.first();
    while let Some(cycle) = DateRange::new(first, last_of(first, step).min(days.last())) {
        cycles.push(cycle);
        match first.checked_add_days(Days::new(step)) {
            Some(next) if next <= days.last() => first = next,
            _ => break,
        }
    }
    cycles
}

fn last_of(first: NaiveDate, days: u64) -> NaiveDate {
    first.checked_add_days(Days::new(days - 1)).unwrap_or(NaiveDate::MAX)
}

/// An amount spread over the cycles. Stores only the cycles that have a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The first cycle that has a part.
    first: usize,
    /// The parts of that cycle and the following ones.
    parts: Box<[Money]>,
    /// The part outside all cycles: before or after the plan, or not yet allocated by hand.
    pub outside: Money,
}

impl Spread {
    fn outside_cycles(amount: Money) -> Spread {
        Spread { first: 0, parts: Box::default(), outside: amount }
    }

    /// The sum of all parts: exactly the amount.
    pub fn total(&self) -> Money {
        self.parts.iter().copied().sum::<Money>() + self.outside
    }

    /// The part in a cycle, counted from 0.
    pub fn part(&self, cycle: usize) -> Money {
        let part = cycle.checked_sub(self.first).and_then(|at| self.parts.get(at));
        part.copied().unwrap_or_default()
    }

    /// The cycles that have a part, by their index, with the part.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Money)> + '_ {
        self.parts.iter().enumerate().map(|(at, part)| (self.first + at, *part))
    }

    /// The parts of the first `cycles` cycles.
    pub fn over(&self, cycles: usize) -> Vec<Money> {
        (0..cycles).map(|cycle| self.part(cycle)).collect()
    }
}

/// Spreads `amount` over `cycles`; the parts sum to it exactly. `home` is the days of the line item's phase or plan, for
/// [`Timing::Phase`].
pub fn spread(amount: Money, timing: &Timing, home: Option<DateRange>, cycles: &[DateRange]) -> Spread {
    match timing {
        Timing::Phase => home.map_or_else(|| Spread::outside_cycles(amount), |days| evenly(amount, days, cycles)),
        Timing::Once { on } => dated(amount, &[DatedAmount { on: *on, amount }], cycles),
        Timing::Evenly { first, last } => match DateRange::new(*first, *last) {
            Some(days) => evenly(amount, days, cycles),
            None => Spread::outside_cycles(amount),
        },
        Timing::Monthly { first, last } => match DateRange::new(*first, *last) {
            Some(days) => monthly(amount, days, cycles),
            None => Spread::outside_cycles(amount),
        },
        Timing::ByHand { parts } => dated(amount, parts, cycles),
    }
}

/// Equal parts at the start of each month of the days. Visits only the months within the cycles, since `days` may be
/// centuries long; the other parts are outside.
fn monthly(amount: Money, days: DateRange, cycles: &[DateRange]) -> Spread {
    let (Some(first), Some(last)) = (cycles.first(), cycles.last()) else { return Spread::outside_cycles(amount) };
    let Some(within) = DateRange::new(first.first(), last.last()).and_then(|whole| whole.overlap(days)) else {
        return Spread::outside_cycles(amount);
    };
    let count = i64::try_from(days.count_months()).unwrap_or(i64::MAX);
    let Some(before) = DateRange::new(days.first(), within.first()).map(DateRange::count_months) else {
        return Spread::outside_cycles(amount);
    };
    // Largest remainder with equal weights: the first `left` parts get one minor unit more.
    let (part, left) = (amount.minor() / count, amount.minor() % count);
    let parts: Vec<DatedAmount> = within
        .months()
        .into_iter()
        .enumerate()
        .filter_map(|(at, month)| {
            let nth = i64::try_from(before - 1 + at).unwrap_or(i64::MAX);
            // The part of a month that began before the cycles is dated before them.
            let on = month.first();
            let is_start = on == days.first() || on.day() == 1;
            let minor = part + if nth < left.abs() { left.signum() } else { 0 };
            is_start.then(|| DatedAmount { on, amount: Money::saturating(i128::from(minor)) })
        })
        .collect();
    dated(amount, &parts, cycles)
}

// Cycles are in order and without gaps, so the cycle of a day is found by binary search.

fn evenly(amount: Money, days: DateRange, cycles: &[DateRange]) -> Spread {
    Distribution::of(days, cycles).distribute(amount)
}

/// How many days of a range fall in each cycle, which is the same for every line item over that range.
#[derive(Debug, Clone)]
struct Distribution {
    first: usize,
    /// Days in each cycle from the first one, then the days outside all cycles.
    weights: Vec<u64>,
}

impl Distribution {
    fn of(days: DateRange, cycles: &[DateRange]) -> Distribution {
        let first = cycles.partition_point(|cycle| cycle.last() < days.first());
        let touched = cycles[first..].partition_point(|cycle| cycle.first() <= days.last());
        let touched = &cycles[first..first + touched];
        let mut weights: Vec<u64> =
            touched.iter().map(|cycle| cycle.overlap(days).map_or(0, |shared| u64::from(shared.len()))).collect();
        let within: u64 = weights.iter().sum();
        weights.push(u64::from(days.len()).saturating_sub(within));
        Distribution { first, weights }
    }

    fn distribute(&self, amount: Money) -> Spread {
        let mut parts = split_by_weights(amount, &self.weights);
        let outside = parts.pop().unwrap_or_default();
        Spread { first: self.first, parts: parts.into(), outside }
    }
}

/// Spreads many line items over the same cycles. Caches the distribution of date ranges, since most line items have the
/// days of their phase.
#[derive(Debug)]
pub struct Spreader<'a> {
    cycles: &'a [DateRange],
    known: Vec<(DateRange, Distribution)>,
}

impl Spreader<'_> {
    /// More ranges than a plan has phases. Beyond it the oldest entry is dropped.
    const KNOWN: usize = 16;

    /// A spreader over these cycles.
    pub fn new(cycles: &[DateRange]) -> Spreader<'_> {
        Spreader { cycles, known: Vec::new() }
    }

    /// As [`spread`].
    pub fn spread(&mut self, amount: Money, timing: &Timing, home: Option<DateRange>) -> Spread {
        let days = match timing {
            Timing::Phase => home,
            Timing::Evenly { first, last } => DateRange::new(*first, *last),
            _ => return spread(amount, timing, home, self.cycles),
        };
        let Some(days) = days else { return Spread::outside_cycles(amount) };
        if let Some((_, distribution)) = self.known.iter().find(|(known, _)| *known == days) {
            return distribution.distribute(amount);
        }
        let distribution = Distribution::of(days, self.cycles);
        let spread = distribution.distribute(amount);
        if self.known.len() == Self::KNOWN {
            self.known.remove(0);
        }
        self.known.push((days, distribution));
        spread
    }
}

fn dated(amount: Money, parts: &[DatedAmount], cycles: &[DateRange]) -> Spread {
    let place = |day: NaiveDate| {
        let index = cycles.partition_point(|cycle| cycle.last() < day);
        cycles.get(index).is_some_and(|cycle| cycle.contains(day)).then_some(index)
    };
    let places = || parts.iter().filter_map(|part| place(part.on));
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return Spread::outside_cycles(amount) };
    let mut placed = vec![Money::ZERO; last - first + 1];
    for part in parts {
        if let Some(index) = place(part.on) {
            placed[index - first] += part.amount;
        }
    }
    let outside = amount - placed.iter().copied().sum::<Money>();
    Spread { first, parts: placed.into(), outside }
}

/// Why a plan has no cycles or timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndrawablePlan {
    /// Its start date is in a year out of range.
    FirstDay(NaiveDate),
    /// Its end date is in a year out of range.
    LastDay(NaiveDate),
    /// It has more than [`MAX_CYCLES`] cycles.
    Cycles(usize),
}

/// Why the plan has no cycles or timeline; `None` where it has, or its dates are not set yet.
pub fn undrawable(plan: &Plan) -> Option<UndrawablePlan> {
    let basics = &plan.basics;
    if let Some(day) = basics.first_day.filter(|day| !is_in_range(*day)) {
        return Some(UndrawablePlan::FirstDay(day));
    }
    if let Some(day) = basics.last_day.filter(|day| !is_in_range(*day)) {
        return Some(UndrawablePlan::LastDay(day));
    }
    let cycles = count_cycles(basics.days()?, plan.budget.settings.cycle);
    (cycles > MAX_CYCLES).then_some(UndrawablePlan::Cycles(cycles))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, 1).unwrap() + chrono::Duration::days(offset)
    }
    fn range(first: i64, last: i64) -> DateRange {
        DateRange::new(day(first), day(last)).unwrap()
    }
    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }

    #[test]
    fn an_amount_is_spread_in_proportion_to_the_days_in_each_cycle() {
        let cycles = cycles(range(0, 139), CycleLength::Month);
        // 29 March to 23 May: 3 days in March, 30 in April, 23 in May.
        let spread = spread(money(5_600), &Timing::Evenly { first: day(28), last: day(83) }, None, &cycles);
        let parts = spread.over(cycles.len());
        assert_eq!(parts.iter().map(|part| part.minor()).collect::<Vec<_>>(), [300, 3_000, 2_300, 0, 0]);
        assert_eq!(spread.outside, Money::ZERO);
    }

    #[test]
    fn an_amount_dated_outside_the_plan_is_reported_as_outside() {
        let cycles = cycles(range(0, 13), CycleLength::Week);
        let spread = spread(money(1_000), &Timing::Once { on: day(20) }, None, &cycles);
        assert_eq!(spread.outside, money(1_000));
    }

    fn timings() -> impl Strategy<Value = Timing> {
        let days = -40i64..200;
        prop_oneof![
            Just(Timing::Phase),
            days.clone().prop_map(|on| Timing::Once { on: day(on) }),
            (days.clone(), days.clone())
                .prop_map(|(first, last)| Timing::Evenly { first: day(first), last: day(last) }),
            (days.clone(), days.clone())
                .prop_map(|(first, last)| Timing::Monthly { first: day(first), last: day(last) }),
            prop::collection::vec((days, -10_000i64..10_000), 0..5).prop_map(|parts| Timing::ByHand {
                parts: parts.into_iter().map(|(on, minor)| DatedAmount { on: day(on), amount: money(minor) }).collect()
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_spread_sums_to_its_amount(
            amount in -1_000_000_000_000i64..1_000_000_000_000,
            timing in timings(),
            length in prop::sample::select(&CycleLength::ALL[..]),
            days in 0i64..400,
        ) {
            let plan = range(0, days);
            let spread = spread(money(amount), &timing, Some(plan), &cycles(plan, length));
            prop_assert_eq!(spread.total(), money(amount));
        }

        #[test]
        fn monthly_parts_equal_a_split_over_all_months(
            amount in -1_000_000i64..1_000_000,
            first in -2_000i64..2_000,
            length in 0i64..3_000,
            days in 0i64..900,
            cycle in prop::sample::select(&CycleLength::ALL[..]),
        ) {
            let own = range(first, first + length);
            let cycles = cycles(range(0, days), cycle);
            let months = own.months();
            let parts = split_by_weights(money(amount), &vec![1; months.len()]);
            let parts: Vec<DatedAmount> =
                months.iter().zip(parts).map(|(month, amount)| DatedAmount { on: month.first(), amount }).collect();
            let timing = Timing::Monthly { first: own.first(), last: own.last() };
            let found = spread(money(amount), &timing, None, &cycles);
            let expected = dated(money(amount), &parts, &cycles);
            prop_assert_eq!(found.over(cycles.len()), expected.over(cycles.len()));
            prop_assert_eq!(found.outside, expected.outside);
        }

        #[test]
        fn a_spreader_gives_the_same_parts_as_spreading_each_line(
            lines in prop::collection::vec((-1_000_000i64..1_000_000, timings()), 1..40),
            days in 0i64..400,
        ) {
            let (plan, cycles) = (range(0, days), cycles(range(0, days), CycleLength::TwoWeeks));
            let mut spreader = Spreader::new(&cycles);
            for (amount, timing) in lines {
                let one = spread(money(amount), &timing, Some(plan), &cycles);
                prop_assert_eq!(spreader.spread(money(amount), &timing, Some(plan)), one);
            }
        }

        #[test]
        fn cycles_cover_every_day_exactly_once(days in 0i64..900, length in prop::sample::select(&CycleLength::ALL[..])) {
            let plan = range(0, days);
            let cycles = cycles(plan, length);
            prop_assert_eq!(cycles.iter().map(|cycle| cycle.len()).sum::<u32>(), plan.len());
            for pair in cycles.windows(2) {
                prop_assert_eq!(pair[0].last().succ_opt(), Some(pair[1].first()));
            }
        }
    }
}
