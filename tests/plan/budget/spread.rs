//! Line items spread over cycles and months, computed again here from plain integers: days are counted from 1 January
//! 2027, amounts in cents.

use chrono::{Days, NaiveDate};
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::model::budget::LineItem;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::timing::{CycleLength, DatedAmount, Timing};
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use proptest::prelude::*;

/// Days in each month of 2027 and 2028.
const MONTHS: [i64; 24] =
    [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS: i64 = 731;

fn date(day: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(u64::try_from(day).unwrap())
}

/// First and last day of each month, as far as it is within those days.
fn months_within((first, last): (i64, i64)) -> Vec<(i64, i64)> {
    let mut begins = 0;
    let mut found = Vec::new();
    for days in MONTHS {
        let month = (begins.max(first), (begins + days - 1).min(last));
        if month.0 <= month.1 {
            found.push(month);
        }
        begins += days;
    }
    found
}

fn cycles_of((first, last): (i64, i64), length: CycleLength) -> Vec<(i64, i64)> {
    let step = match length {
        CycleLength::Week => 7,
        CycleLength::TwoWeeks => 14,
        CycleLength::Month => return months_within((first, last)),
    };
    let mut found = Vec::new();
    let mut day = first;
    while day <= last {
        found.push((day, (day + step - 1).min(last)));
        day += step;
    }
    found
}

/// Equal shares of a cent are rounded so that the largest remainders get the cents that are left.
fn shared(amount: i64, weights: &[i64]) -> Vec<i64> {
    let all: i64 = weights.iter().sum();
    let mut parts: Vec<i64> = weights.iter().map(|weight| amount.abs() * weight / all).collect();
    let mut left = amount.abs() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| (-(amount.abs() * weights[at] % all), at));
    for at in order {
        if left > 0 {
            parts[at] += 1;
            left -= 1;
        }
    }
    parts.into_iter().map(|part| part * amount.signum()).collect()
}

/// A timing with days as numbers.
#[derive(Debug, Clone)]
enum When {
    Once(i64),
    Evenly(i64, i64),
    Monthly(i64, i64),
    ByHand(Vec<(i64, i64)>),
}

impl When {
    fn timing(&self) -> Timing {
        let part = |&(on, cents): &(i64, i64)| DatedAmount { on: date(on), amount: Money::from_minor(cents).unwrap() };
        match self {
            When::Once(on) => Timing::Once { on: date(*on) },
            When::Evenly(first, last) => Timing::Evenly { first: date(*first), last: date(*last) },
            When::Monthly(first, last) => Timing::Monthly { first: date(*first), last: date(*last) },
            When::ByHand(parts) => Timing::ByHand { parts: parts.iter().map(part).collect() },
        }
    }

    /// What falls in each of the cycles, and outside of all.
    fn over(&self, amount: i64, cycles: &[(i64, i64)]) -> (Vec<i64>, i64) {
        if let When::Evenly(first, last) = self {
            let within = |(from, to): &(i64, i64)| (to.min(last) - from.max(first) + 1).max(0);
            let mut weights: Vec<i64> = cycles.iter().map(within).collect();
            weights.push(last - first + 1 - weights.iter().sum::<i64>());
            let mut parts = shared(amount, &weights);
            let outside = parts.pop().unwrap();
            return (parts, outside);
        }
        let parts = match self {
            When::Once(on) => vec![(*on, amount)],
            When::ByHand(parts) => parts.clone(),
            When::Monthly(first, last) | When::Evenly(first, last) => {
                let months = months_within((*first, *last));
                let shares = shared(amount, &vec![1; months.len()]);
                months.iter().map(|month| month.0).zip(shares).collect()
            }
        };
        let mut found = vec![0; cycles.len()];
        for (on, cents) in parts {
            if let Some(at) = cycles.iter().position(|&(from, to)| (from..=to).contains(&on)) {
                found[at] += cents;
            }
        }
        let placed: i64 = found.iter().sum();
        (found, amount - placed)
    }
}

fn days() -> impl Strategy<Value = (i64, i64)> {
    (0..DAYS, 0..DAYS).prop_map(|(one, other)| (one.min(other), one.max(other)))
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        (0..DAYS).prop_map(When::Once),
        days().prop_map(|(first, last)| When::Evenly(first, last)),
        days().prop_map(|(first, last)| When::Monthly(first, last)),
        prop::collection::vec((0..DAYS, -500_000_i64..500_000), 0..6).prop_map(When::ByHand),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn cycles_and_months_have_what_falls_in_them(
        of_plan in days(),
        length in prop::sample::select(CycleLength::ALL.to_vec()),
        lines in prop::collection::vec((when(), -20_000_000_i64..20_000_000), 1..5),
    ) {
        let mut bits = 0;
        let mut next = || {
            bits += 1;
            bits
        };
        let mut plan = Plan::blank(&mut next);
        (plan.basics.first_day, plan.basics.last_day) = (Some(date(of_plan.0)), Some(date(of_plan.1)));
        plan.budget.settings.cycle = length;
        for (when, cents) in &lines {
            let mut line = LineItem::new(Id::from_bits(next()));
            line.quantity = Decimal::from_int(1);
            line.unit_price = Decimal::from_scaled(*cents, 2);
            line.timing = when.timing();
            plan.budget.lines.push(line);
        }
        let ledger = Ledger::of(&plan);
        let cycles = cycles_of(of_plan, length);
        prop_assert_eq!(ledger.cycles().len(), cycles.len());
        for ((when, cents), figures) in lines.iter().zip(ledger.lines()) {
            let spread = figures.spread.as_ref().unwrap();
            let parts: Vec<i64> = spread.over(cycles.len()).into_iter().map(Money::minor).collect();
            prop_assert_eq!((parts, spread.outside.minor()), when.over(*cents, &cycles), "{:?} of {}", when, cents);
        }
        let months = months_within(of_plan);
        let mut sums = vec![0; months.len()];
        for (when, cents) in &lines {
            for (sum, part) in sums.iter_mut().zip(when.over(*cents, &months).0) {
                *sum += part;
            }
        }
        let found: Vec<i64> = ledger.by_month(&plan).into_iter().map(|(_, sum)| sum.minor()).collect();
        prop_assert_eq!(found, sums);
    }
}
