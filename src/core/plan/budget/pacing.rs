//! Pacing: spending compared with the plan, as of a day. Knows totals and cycles, not how they are shown.
//!
//! Terms (management accounting): *to date* is the amount planned for the days up to and including the day. Planned
//! amounts lie in cycles; the current cycle counts in proportion to its elapsed days (within the days of the phase, for
//! a phase's amounts). Amounts outside the plan's days or without a date, and contingency, are not part of it.
//! *Forecast* is actual + committed + what unpaid line items are still to cost.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::budget::pacing::pacing;
//! let mut bits = 0;
//! let plan = Plan::blank(&mut || { bits += 1; bits });
//! let pace = pacing(&plan, &Ledger::of(&plan), "2027-03-09".parse().unwrap()).plan;
//! assert_eq!((pace.pacing, pace.days), (None, 0)); // no dates, no amounts yet
//! ```

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::cycles::Spread;
use crate::plan::budget::ledger::{Ledger, Sums};
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;
use crate::plan::numbers::rounding::div_half_away;
use crate::plan::numbers::unit_price::days_covered;

/// The pacing of the whole plan or of one phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The sum of the line items.
    pub planned: Money,
    /// The amount planned up to and including the day.
    pub to_date: Money,
    /// Committed: ordered, not yet delivered.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub actual: Money,
    /// Planned − committed − actual; below zero where more is committed and spent than was planned.
    pub available: Money,
    /// To date − actual; above zero where less was spent than planned.
    pub variance: Money,
    /// The variance as a share of what was planned to date, in percent points; `None` while that is zero.
    pub variance_percent: Option<Decimal>,
    /// Actual over what was planned to date, in percent points; `None` while that is zero.
    pub pacing: Option<Decimal>,
    /// Total spending at the mean daily rate so far; `None` before the first day has passed.
    pub linear: Option<Money>,
    /// Spent + committed + remaining planned amounts.
    pub forecast: Money,
    /// Planned − forecast; below zero where the line items will cost more than planned.
    pub at_completion: Money,
    /// Days that have passed.
    pub elapsed: u32,
    /// All days; 0 while they are not known.
    pub days: u32,
}

/// The pacing of the plan and its phases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pacing {
    /// The whole plan.
    pub plan: Pace,
    /// The phases in their order; line items without a phase last, over the plan's days.
    pub phases: Vec<(Option<PhaseId>, Pace)>,
    /// Total budget − forecast; `None` without a total budget.
    pub total_budget_left: Option<Money>,
    /// Whole days that the available amount lasts at the spend tracked in the last seven days; `None` without tracked
    /// spend, or where nothing is left.
    pub runway: Option<i64>,
}

/// What the line items have planned up to and including a day, without contingency.
pub fn planned_to_date(plan: &Plan, ledger: &Ledger, as_of: NaiveDate) -> Money {
    pacing(plan, ledger, as_of).plan.to_date
}

/// The pacing as of the end of a day, the last complete one.
pub fn pacing(plan: &Plan, ledger: &Ledger, as_of: NaiveDate) -> Pacing {
    let days = plan.basics.days();
    let mut parts: Vec<Vec<Money>> = ledger.by_phase().iter().map(|row| row.parts().collect()).collect();
    for line in ledger.lines().iter().filter(|line| line.is_contingency()) {
        for (cycle, part) in line.spread.iter().flat_map(Spread::parts) {
            let sum = &mut parts[line.phase_row()][cycle];
            *sum = *sum - part;
        }
    }
    let rows = ledger.by_phase().iter().zip(parts);
    let phases: Vec<_> = rows
        .map(|(row, parts)| {
            let own = row.of.and_then(|id| plan.find(id)).and_then(Phase::days);
            let to_date = to_date(ledger.cycles(), parts.into_iter(), own, as_of);
            (row.of, pace(&row.sums, to_date, own.or(days), as_of))
        })
        .collect();
    let to_date = phases.iter().map(|(_, pace)| pace.to_date).sum();
    let whole = pace(ledger.sums(), to_date, days, as_of);
    Pacing {
        total_budget_left: ledger.totals().total_budget.map(|total_budget| total_budget - whole.forecast),
        runway: runway(plan, whole.available, as_of),
        plan: whole,
        phases,
    }
}

fn to_date(
    cycles: &[DateRange],
    parts: impl Iterator<Item = Money>,
    own: Option<DateRange>,
    as_of: NaiveDate,
) -> Money {
    let part_to_date = |(cycle, part): (&DateRange, Money)| {
        let window = own.and_then(|own| cycle.overlap(own)).unwrap_or(*cycle);
        let over = i128::from(elapsed(window, as_of));
        match i128::from(window.len()) {
            days if over == days => part,
            _ if over == 0 => Money::ZERO,
            days => Money::saturating(div_half_away(i128::from(part.minor()) * over, days)),
        }
    };
    cycles.iter().zip(parts).filter(|(cycle, _)| cycle.first() <= as_of).map(part_to_date).sum()
}

fn elapsed(days: DateRange, as_of: NaiveDate) -> u32 {
    DateRange::new(days.first(), as_of.min(days.last())).map_or(0, DateRange::len)
}

fn pace(sums: &Sums, to_date: Money, days: Option<DateRange>, as_of: NaiveDate) -> Pace {
    let (planned, actual) = (sums.planned(), sums.actual());
    let (elapsed, days) = days.map_or((0, 0), |days| (elapsed(days, as_of), days.len()));
    let variance = to_date - actual;
    let percent = |part| Ratio::of_money(part, to_date).and_then(Ratio::percent);
    let linear = || div_half_away(i128::from(actual.minor()) * i128::from(days), i128::from(elapsed));
    let forecast = sums.forecast();
    Pace {
        planned,
        to_date,
        committed: sums.committed(),
        actual,
        available: sums.available(),
        variance,
        variance_percent: percent(variance),
        pacing: percent(actual),
        linear: (elapsed > 0).then(|| Money::saturating(linear())),
        forecast,
        at_completion: planned - forecast,
        elapsed,
        days,
    }
}

fn runway(plan: &Plan, available: Money, as_of: NaiveDate) -> Option<i64> {
    const WEEK: u32 = 7;
    let is_spend =
        |definition: &MetricDefinition| matches!(definition, MetricDefinition::Dictionary(key) if key == "spend");
    let metric = plan.goals.metrics.iter().find(|metric| is_spend(&metric.definition))?.id;
    let week = DateRange::new(as_of.checked_sub_days(chrono::Days::new(u64::from(WEEK - 1)))?, as_of)?;
    let (mut whole, mut channels) = (None, Decimal::ZERO);
    for actual in plan.tracking.counted().filter(|actual| actual.metric == metric && week.contains(actual.on)) {
        match actual.channel {
            // A figure of the whole plan takes precedence over the sum of the channels.
            None => *whole.get_or_insert(Decimal::ZERO) += actual.value,
            Some(_) => channels += actual.value,
        }
    }
    days_covered(available, whole.unwrap_or(channels), WEEK, plan.basics.currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::budget::{LineItem, LineStatus};
    use crate::plan::model::id::Id;
    use crate::plan::model::timing::{CycleLength, Timing};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn decimal(text: &str) -> Option<Decimal> {
        serde_json::from_str(text).ok()
    }

    /// Four weeks from 1 March in cycles of one week; 2,800.00 evenly over them, half of it in a phase of ten days.
    fn plan() -> Plan {
        let mut next = 500;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-03-28")));
        plan.budget.settings.cycle = CycleLength::Week;
        let first = &mut plan.phases[0];
        (first.first, first.last) = (Some(day("2027-03-01")), Some(day("2027-03-10")));
        for (bits, phase) in [(10, None), (11, Some(first.id))] {
            let mut line = LineItem::new(Id::from_bits(bits));
            (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(1_400));
            line.phase = phase;
            plan.budget.lines.push(line);
        }
        plan
    }

    #[test]
    fn the_amount_to_date_is_prorated_by_cycle_and_by_the_days_of_the_phase() {
        let mut plan = plan();
        plan.budget.lines[0].actual = Some(money(42_000));
        let ledger = Ledger::of(&plan);
        // Nine elapsed days: 9 of 28 for the line without a phase, 9 of 10 for the other.
        let found = pacing(&plan, &ledger, day("2027-03-09"));
        assert_eq!(found.plan.to_date, money(45_000 + 126_000));
        assert_eq!(found.phases[0].1.to_date, money(126_000));
        assert_eq!((found.phases[0].1.elapsed, found.phases[0].1.days), (9, 10));
        let (_, rest) = found.phases.last().unwrap();
        assert_eq!(
            (rest.variance, rest.variance_percent, rest.pacing),
            (money(3_000), decimal("6.6667"), decimal("93.3333"))
        );
        assert_eq!(rest.linear, Some(money(130_667)));
        assert_eq!(found.phases[1].1.pacing, None, "nothing is planned in this phase");
    }

    #[test]
    fn there_is_no_pacing_before_the_first_day_or_without_dates() {
        let mut plan = plan();
        let before = pacing(&plan, &Ledger::of(&plan), day("2027-02-28")).plan;
        assert_eq!((before.to_date, before.pacing, before.linear), (Money::ZERO, None, None));
        let after = pacing(&plan, &Ledger::of(&plan), day("2027-12-31")).plan;
        assert_eq!((after.to_date, after.elapsed, after.days), (after.planned, 28, 28));
        plan.basics.last_day = None;
        plan.phases[0].last = None;
        let none = pacing(&plan, &Ledger::of(&plan), day("2027-03-09")).plan;
        assert_eq!((none.to_date, none.linear, none.days), (Money::ZERO, None, 0));
    }

    #[test]
    fn the_forecast_adds_committed_and_outstanding_amounts() {
        let mut plan = plan();
        plan.budget.settings.total_budget = Some(money(300_000));
        let [first, second] = plan.budget.lines.as_mut_slice() else { unreachable!() };
        // The first line is paid below its plan, which saves the difference. The second is committed above its plan.
        (first.status, first.actual) = (LineStatus::Paid, Some(money(130_000)));
        (second.status, second.committed, second.actual) =
            (LineStatus::Committed, Some(money(90_000)), Some(money(60_000)));
        let found = pacing(&plan, &Ledger::of(&plan), day("2027-03-28"));
        assert_eq!((found.plan.forecast, found.plan.at_completion), (money(280_000), Money::ZERO));
        assert_eq!(found.phases[0].1.at_completion, money(-10_000));
        assert_eq!((found.plan.available, found.total_budget_left), (Money::ZERO, Some(money(20_000))));
        plan.budget.lines[1].timing = Timing::Once { on: day("2028-01-01") };
        (plan.budget.lines[1].committed, plan.budget.lines[1].actual) = (None, None);
        let found = pacing(&plan, &Ledger::of(&plan), day("2027-03-28"));
        assert_eq!((found.plan.forecast, found.phases[0].1.to_date), (money(270_000), Money::ZERO));
    }
}
