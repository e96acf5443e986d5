//! Promotion cycles: the plan's days divided into review periods, and line items spread over them exactly.

use crate::plan::Plan;
use crate::plan::model::timing::{CycleLength, DatedAmount, Timing};
use crate::plan::numbers::limits::is_in_range;
use chrono::{Datelike, Days, NaiveDate};

use crate::plan::model::bounds::MOST_CYCLES;
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

/// Cuts the plan's days into cycles, in order, without gap; the first and last may be shorter than the length.
///
/// None at all where there would be more than [`MOST_CYCLES`]: [`undrawable`] then says so.
pub fn cycles(days: DateRange, length: CycleLength) -> Vec<DateRange> {
    if count_cycles(days, length) > MOST_CYCLES {
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

/// A line item's amount spread over the cycles. Stores only the cycles that the line item touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The first cycle that has a part.
    first: usize,
    /// The parts of that cycle and the following ones.
    parts: Box<[Money]>,
    /// The part outside every cycle: before or after the plan, or not yet placed by hand.
    pub outside: Money,
}

impl Spread {
    fn nowhere(amount: Money) -> Spread {
        Spread { first: 0, parts: Box::default(), outside: amount }
    }

    /// The sum of all parts: exactly the line item's amount.
    pub fn total(&self) -> Money {
        self.parts.iter().copied().sum::<Money>() + self.outside
    }

    /// The part in a cycle, counted from 0.
    pub fn part(&self, cycle: usize) -> Money {
        let part = cycle.checked_sub(self.first).and_then(|at| self.parts.get(at));
        part.copied().unwrap_or_default()
    }

    /// The cycles that the line touches, with their parts.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Money)> + '_ {
        self.parts.iter().enumerate().map(|(at, part)| (self.first + at, *part))
    }

    /// The part of each of so many cycles.
    pub fn over(&self, cycles: usize) -> Vec<Money> {
        (0..cycles).map(|cycle| self.part(cycle)).collect()
    }
}

/// Lays `amount` over `cycles`; the parts sum to it exactly. `home` is the range of the line's phase or plan.
pub fn spread(amount: Money, timing: &Timing, home: Option<DateRange>, cycles: &[DateRange]) -> Spread {
    match timing {
        Timing::Phase => home.map_or_else(|| Spread::nowhere(amount), |days| evenly(amount, days, cycles)),
        Timing::Once { on } => dated(amount, &[DatedAmount { on: *on, amount }], cycles),
        Timing::Evenly { first, last } => match DateRange::new(*first, *last) {
            Some(days) => evenly(amount, days, cycles),
            None => Spread::nowhere(amount),
        },
        Timing::Monthly { first, last } => match DateRange::new(*first, *last) {
            Some(days) => monthly(amount, days, cycles),
            None => Spread::nowhere(amount),
        },
        Timing::ByHand { parts } => dated(amount, parts, cycles),
    }
}

/// Equal parts at the start of each month of the days. Only the months within the cycles are gone through, however long
/// the days are: the parts of the others are all outside.
fn monthly(amount: Money, days: DateRange, cycles: &[DateRange]) -> Spread {
    let (Some(first), Some(last)) = (cycles.first(), cycles.last()) else { return Spread::nowhere(amount) };
    let Some(within) = DateRange::new(first.first(), last.last()).and_then(|whole| whole.overlap(days)) else {
        return Spread::nowhere(amount);
    };
    let count = i64::try_from(days.count_months()).unwrap_or(i64::MAX);
    let Some(before) = DateRange::new(days.first(), within.first()).map(DateRange::count_months) else {
        return Spread::nowhere(amount);
    };
    // Largest remainder with equal weights: the first `left` parts get one more.
    let (part, left) = (amount.minor() / count, amount.minor() % count);
    let parts: Vec<DatedAmount> = within
        .months()
        .into_iter()
        .enumerate()
        .filter_map(|(at, month)| {
            let nth = i64::try_from(before - 1 + at).unwrap_or(i64::MAX);
            // Of a month that began before the cycles, the part falls on a day before them.
            let on = month.first();
            let is_start = on == days.first() || on.day() == 1;
            let minor = part + if nth < left.abs() { left.signum() } else { 0 };
            is_start.then(|| DatedAmount { on, amount: Money::saturating(i128::from(minor)) })
        })
        .collect();
    dated(amount, &parts, cycles)
}

// Cycles are in order and without gap, so those that hold a day are found by halving.

fn evenly(amount: Money, days: DateRange, cycles: &[DateRange]) -> Spread {
    Laying::of(days, cycles).lay(amount)
}

/// How some days fall into the cycles: the same for every line that is spent over them.
#[derive(Debug, Clone)]
struct Laying {
    first: usize,
    /// Days in each cycle from the first on, and outside of all.
    weights: Vec<u64>,
}

impl Laying {
    fn of(days: DateRange, cycles: &[DateRange]) -> Laying {
        let first = cycles.partition_point(|cycle| cycle.last() < days.first());
        let touched = cycles[first..].partition_point(|cycle| cycle.first() <= days.last());
        let touched = &cycles[first..first + touched];
        let mut weights: Vec<u64> =
            touched.iter().map(|cycle| cycle.overlap(days).map_or(0, |shared| u64::from(shared.len()))).collect();
        let within: u64 = weights.iter().sum();
        weights.push(u64::from(days.len()).saturating_sub(within));
        Laying { first, weights }
    }

    fn lay(&self, amount: Money) -> Spread {
        let mut parts = split_by_weights(amount, &self.weights);
        let outside = parts.pop().unwrap_or_default();
        Spread { first: self.first, parts: parts.into(), outside }
    }
}

/// Spreads many lines over the same cycles: most lines share their days with others, the phase's for one.
#[derive(Debug)]
pub struct Spreading<'a> {
    cycles: &'a [DateRange],
    known: Vec<(DateRange, Laying)>,
}

impl Spreading<'_> {
    /// More ranges than a plan has phases; beyond it, the oldest is forgotten.
    const KNOWN: usize = 16;

    /// Over these cycles.
    pub fn over(cycles: &[DateRange]) -> Spreading<'_> {
        Spreading { cycles, known: Vec::new() }
    }

    /// As [`spread`].
    pub fn spread(&mut self, amount: Money, timing: &Timing, home: Option<DateRange>) -> Spread {
        let days = match timing {
            Timing::Phase => home,
            Timing::Evenly { first, last } => DateRange::new(*first, *last),
            _ => return spread(amount, timing, home, self.cycles),
        };
        let Some(days) = days else { return Spread::nowhere(amount) };
        if let Some((_, laying)) = self.known.iter().find(|(known, _)| *known == days) {
            return laying.lay(amount);
        }
        let laying = Laying::of(days, self.cycles);
        let spread = laying.lay(amount);
        if self.known.len() == Self::KNOWN {
            self.known.remove(0);
        }
        self.known.push((days, laying));
        spread
    }
}

fn dated(amount: Money, parts: &[DatedAmount], cycles: &[DateRange]) -> Spread {
    let place = |day: NaiveDate| {
        let index = cycles.partition_point(|cycle| cycle.last() < day);
        cycles.get(index).is_some_and(|cycle| cycle.contains(day)).then_some(index)
    };
    let places = || parts.iter().filter_map(|part| place(part.on));
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return Spread::nowhere(amount) };
    let mut placed = vec![Money::ZERO; last - first + 1];
    for part in parts {
        if let Some(index) = place(part.on) {
            placed[index - first] += part.amount;
        }
    }
    let outside = amount - placed.iter().copied().sum::<Money>();
    Spread { first, parts: placed.into(), outside }
}

/// Why a plan cannot be laid over the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndrawablePlan {
    /// Its start date is in a year out of range.
    FirstDay(NaiveDate),
    /// Its end date is in a year out of range.
    LastDay(NaiveDate),
    /// It has more than [`MOST_CYCLES`] cycles.
    Cycles(usize),
}

/// What keeps the plan from being laid over the calendar; `None` where nothing does, or its days are not given yet.
pub fn undrawable(plan: &Plan) -> Option<UndrawablePlan> {
    let basics = &plan.basics;
    if let Some(day) = basics.first_day.filter(|day| !is_in_range(*day)) {
        return Some(UndrawablePlan::FirstDay(day));
    }
    if let Some(day) = basics.last_day.filter(|day| !is_in_range(*day)) {
        return Some(UndrawablePlan::LastDay(day));
    }
    let cycles = count_cycles(basics.days()?, plan.budget.settings.cycle);
    (cycles > MOST_CYCLES).then_some(UndrawablePlan::Cycles(cycles))
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
    fn fifty_thousand_over_a_plan_of_twenty_weeks_falls_where_its_days_are() {
        let cycles = cycles(range(0, 139), CycleLength::Month);
        // 29 March to 23 May: 3 days in March, 30 in April, 23 in May.
        let spread = spread(money(5_600), &Timing::Evenly { first: day(28), last: day(83) }, None, &cycles);
        let parts = spread.over(cycles.len());
        assert_eq!(parts.iter().map(|part| part.minor()).collect::<Vec<_>>(), [300, 3_000, 2_300, 0, 0]);
        assert_eq!(spread.outside, Money::ZERO);
    }

    #[test]
    fn money_outside_the_plan_is_said_not_lost() {
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
        fn a_spread_sums_to_its_line(
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
        fn monthly_parts_fall_as_a_split_over_all_months_would(
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
            let wanted = dated(money(amount), &parts, &cycles);
            prop_assert_eq!(found.over(cycles.len()), wanted.over(cycles.len()));
            prop_assert_eq!(found.outside, wanted.outside);
        }

        #[test]
        fn many_lines_are_spread_as_each_would_be(
            lines in prop::collection::vec((-1_000_000i64..1_000_000, timings()), 1..40),
            days in 0i64..400,
        ) {
            let (plan, cycles) = (range(0, days), cycles(range(0, days), CycleLength::TwoWeeks));
            let mut spreading = Spreading::over(&cycles);
            for (amount, timing) in lines {
                let one = spread(money(amount), &timing, Some(plan), &cycles);
                prop_assert_eq!(spreading.spread(money(amount), &timing, Some(plan)), one);
            }
        }

        #[test]
        fn cycles_cover_every_day_once(days in 0i64..900, length in prop::sample::select(&CycleLength::ALL[..])) {
            let plan = range(0, days);
            let cycles = cycles(plan, length);
            prop_assert_eq!(cycles.iter().map(|cycle| cycle.len()).sum::<u32>(), plan.len());
            for pair in cycles.windows(2) {
                prop_assert_eq!(pair[0].last().succ_opt(), Some(pair[1].first()));
            }
        }
    }
}
