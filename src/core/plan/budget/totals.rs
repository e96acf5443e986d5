//! The amount of a line item, the totals of the budget, and the allocation of the total budget to phases and cycles.
//!
//! Terms (management accounting): *planned* is the sum of the line items; *committed* is ordered but not yet delivered;
//! *actual* is delivered and accepted; *available* = planned − committed − actual. The
//! [`Ledger`](crate::plan::budget::ledger::Ledger) computes the sums.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::numbers::money::Money;
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! plan.budget.settings.total_budget = Money::from_minor(100_000); // CNY 1,000.00, 8 % contingency by default
//! let ledger = Ledger::of(&plan);
//! assert_eq!(ledger.totals().reserve, Money::from_minor(8_000).unwrap());
//! assert_eq!(ledger.totals().free(), Money::from_minor(92_000));
//! ```

use std::fmt;

use crate::plan::Plan;
use crate::plan::model::budget::{Allocation, LineItem};
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};
use crate::plan::model::timing::DatedAmount;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::numbers::split::split_by_weights;

/// Why a line item has no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Its quantity or unit price is missing.
    Unpriced,
    /// Its currency has no rate into the plan's.
    NoRate(Currency),
    /// Quantity × price is more than can be held.
    TooLarge,
}

impl fmt::Display for AmountError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AmountError::Unpriced => out.write_str("the quantity or the unit price is missing"),
            AmountError::NoRate(currency) => write!(out, "there is no exchange rate for {}", currency.code()),
            AmountError::TooLarge => out.write_str("the amount is too large"),
        }
    }
}

impl std::error::Error for AmountError {}

impl Plan {
    /// A line item's amount in the plan's currency: quantity × unit price, rounded half away from zero to the minor unit, and
    /// converted at the planner's rate where the line item is in another currency.
    ///
    /// # Errors
    /// Fails where quantity or price is missing, the exchange rate is missing, or the amount is out of range.
    pub fn amount(&self, line: &LineItem) -> Result<Money, AmountError> {
        let (Some(quantity), Some(price)) = (line.quantity, line.unit_price) else { return Err(AmountError::Unpriced) };
        let home = self.basics.currency;
        let currency = line.currency.unwrap_or(home);
        let amount = Money::of(quantity, price, currency).ok_or(AmountError::TooLarge)?;
        self.in_plan_currency(amount, currency)
    }

    /// Converts an amount to the plan's currency at the planner's rate, rounded half away from zero to the minor unit.
    ///
    /// # Errors
    /// Fails where the exchange rate is missing or the amount is out of range.
    pub fn in_plan_currency(&self, amount: Money, currency: Currency) -> Result<Money, AmountError> {
        let home = self.basics.currency;
        if currency == home {
            return Ok(amount);
        }
        let rate =
            self.budget.rates.iter().find(|rate| rate.currency == currency).ok_or(AmountError::NoRate(currency))?;
        amount.to_decimal(currency).and_then(|amount| Money::of(amount, rate.rate, home)).ok_or(AmountError::TooLarge)
    }

    /// A committed or spent amount of a line item in the plan's currency; `None` where it cannot be converted, which the
    /// check reports.
    pub fn paid(&self, line: &LineItem, amount: Option<Money>) -> Option<Money> {
        let currency = line.paid_in.unwrap_or(self.basics.currency);
        self.in_plan_currency(amount?, currency).ok()
    }
}

/// The totals of the budget, in the plan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetTotals {
    /// Total budget, if it is known.
    pub total_budget: Option<Money>,
    /// Contingency.
    pub reserve: Money,
    /// The sum of the line items that have an amount.
    pub planned: Money,
    /// The sum of the line items of the category contingency.
    pub contingency_lines: Money,
    /// Committed: ordered, not yet delivered.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub actual: Money,
    /// The number of line items without an amount.
    pub without_amount: usize,
    /// The phases, in their order.
    pub phases: Vec<PhaseMoney>,
    /// The sum of the line items without a phase.
    pub whole_plan: Money,
    /// Total budget − contingency − allocations of the phases; below zero where the allocations exceed it.
    pub unallocated: Money,
}

/// The allocation of a phase, and its line items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseMoney {
    /// The phase.
    pub phase: PhaseId,
    /// Its allocation.
    pub allocated: Money,
    /// The sum of its line items.
    pub planned: Money,
}

impl BudgetTotals {
    /// Planned − committed − actual.
    pub fn available(&self) -> Money {
        self.planned - self.committed - self.actual
    }

    /// Total budget − planned − contingency; below zero where it is exceeded; `None` without a total budget.
    ///
    /// Line items of the category contingency count towards the contingency, so that it is not subtracted twice.
    pub fn free(&self) -> Option<Money> {
        self.plannable().map(|plannable| plannable - self.planned)
    }

    /// How much of the total budget line items may plan: all but the part of the contingency that is not planned in line
    /// items of its category. `None` without a total budget.
    pub fn plannable(&self) -> Option<Money> {
        let kept = (self.reserve - self.contingency_lines).max(Money::ZERO);
        self.total_budget.map(|total_budget| total_budget - kept)
    }
}

fn amount_of(whole: Money, allocation: Allocation) -> Money {
    match allocation {
        Allocation::Share(share) => whole.share(share),
        Allocation::Fixed(amount) => amount,
    }
}

/// Splits the total budget less contingency over the phases: fixed amounts first, then shares of the remainder. Returns
/// the allocations and what is unallocated, which sum to the amount exactly.
fn split(whole: Money, phases: &[Phase]) -> (Vec<Money>, Money) {
    let (mut weights, mut fixed) = (Vec::with_capacity(phases.len()), Money::ZERO);
    for phase in phases {
        match phase.allocation {
            Allocation::Share(share) => weights.push(u64::from(share.0)),
            Allocation::Fixed(amount) => {
                weights.push(0);
                fixed += amount;
            }
        }
    }
    let rest = (whole - fixed).max(Money::ZERO);
    let claimed = u32::try_from(weights.iter().sum::<u64>()).unwrap_or(u32::MAX);
    let shared = split_by_weights(rest.share(BasisPoints(claimed)), &weights);
    let parts: Vec<Money> = phases
        .iter()
        .zip(shared)
        .map(|(phase, shared)| match phase.allocation {
            Allocation::Share(_) => shared,
            Allocation::Fixed(amount) => amount,
        })
        .collect();
    let left = whole - parts.iter().copied().sum();
    (parts, left)
}

/// The totals of a budget without line items: the total budget and its allocation.
pub(super) fn total_budget_split(plan: &Plan) -> BudgetTotals {
    let settings = &plan.budget.settings;
    let total_budget = settings.total_budget.unwrap_or_default();
    let reserve = amount_of(total_budget, settings.contingency);
    let (allocated, unallocated) = split(total_budget - reserve, &plan.phases);
    BudgetTotals {
        total_budget: settings.total_budget,
        reserve,
        planned: Money::ZERO,
        contingency_lines: Money::ZERO,
        committed: Money::ZERO,
        actual: Money::ZERO,
        without_amount: 0,
        phases: plan
            .phases
            .iter()
            .zip(allocated)
            .map(|(phase, allocated)| PhaseMoney { phase: phase.id, allocated, planned: Money::ZERO })
            .collect(),
        whole_plan: Money::ZERO,
        unallocated,
    }
}

/// A typical split over the phases: 15 % for seed users, 35 % for initial users, 50 % for brand promotion.
///
/// Custom phases and a second phase of one kind get no share. Where one of the three kinds is missing, the others share
/// 100 % in the same proportion.
pub fn typical_split(phases: &[Phase]) -> Vec<BasisPoints> {
    let typical = [(PhaseKind::Seed, 15), (PhaseKind::Initial, 35), (PhaseKind::Brand, 50)];
    let mut weights = vec![0; phases.len()];
    for (kind, weight) in typical {
        if let Some(at) = phases.iter().position(|phase| phase.kind == kind) {
            weights[at] = weight;
        }
    }
    let whole = Money::saturating(i128::from(BasisPoints::WHOLE.0));
    split_by_weights(whole, &weights)
        .into_iter()
        .map(|part| BasisPoints(u32::try_from(part.minor()).unwrap_or(0)))
        .collect()
}

/// The amount entered by hand for a cycle; `None` where there is none.
pub fn placed_in(parts: &[DatedAmount], cycle: DateRange) -> Option<Money> {
    let mut here = parts.iter().filter(|part| cycle.contains(part.on)).peekable();
    here.peek()?;
    Some(here.map(|part| part.amount).sum())
}

/// Enters an amount by hand for a cycle, replacing all parts on its days; `None` removes them.
pub fn place_in(parts: &mut Vec<DatedAmount>, cycle: DateRange, amount: Option<Money>) {
    let on = parts.iter().find(|part| cycle.contains(part.on)).map_or(cycle.first(), |part| part.on);
    parts.retain(|part| !cycle.contains(part.on));
    if let Some(amount) = amount {
        let at = parts.partition_point(|part| part.on < on);
        parts.insert(at, DatedAmount { on, amount });
    }
}

/// Splits the remainder of an amount after the parts entered by hand over the given cycles, in proportion to their weights
/// and exact to the minor unit. Where the parts in other cycles reach the amount, these cycles get nothing.
pub fn fill_remaining(parts: &mut Vec<DatedAmount>, cycles: &[(DateRange, u64)], amount: Money) {
    if cycles.is_empty() {
        return;
    }
    let is_filled = |part: &DatedAmount| cycles.iter().any(|(cycle, _)| cycle.contains(part.on));
    let placed: Money = parts.iter().filter(|part| !is_filled(part)).map(|part| part.amount).sum();
    let left = (amount - placed).max(Money::ZERO);
    let mut weights: Vec<u64> = cycles.iter().map(|(_, weight)| *weight).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    for ((cycle, _), part) in cycles.iter().zip(split_by_weights(left, &weights)) {
        place_in(parts, *cycle, Some(part).filter(|part| *part > Money::ZERO));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::budget::ledger::Ledger;
    use crate::plan::model::budget::{Category, ExchangeRate};
    use crate::plan::model::id::Id;
    use crate::plan::numbers::decimal::Decimal;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn totals(plan: &Plan) -> BudgetTotals {
        Ledger::of(plan).totals().clone()
    }

    fn plan_with(total_budget: i64, allocations: &[Allocation]) -> Plan {
        let mut next = 0;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        plan.budget.settings.total_budget = Money::from_minor(total_budget);
        for (phase, allocation) in plan.phases.iter_mut().zip(allocations) {
            phase.allocation = *allocation;
        }
        plan
    }

    #[test]
    fn an_amount_in_another_currency_is_converted_at_the_planners_rate() {
        let mut plan = plan_with(0, &[]);
        let usd = Currency::from_code("USD").unwrap();
        let mut line = LineItem::new(Id::from_bits(9));
        line.quantity = Decimal::from_int(3);
        line.unit_price = Decimal::from_scaled(125_000, 4);
        line.currency = Some(usd);
        assert_eq!(plan.amount(&line), Err(AmountError::NoRate(usd)));
        let rate = Decimal::from_scaled(71_234, 4).unwrap();
        plan.budget.rates.push(ExchangeRate { id: Id::from_bits(8), currency: usd, rate, on: None });
        // 37.50 USD × 7.1234 = 267.1275 → 267.13
        assert_eq!(plan.amount(&line), Ok(Money::from_minor(26_713).unwrap()));
    }

    #[test]
    fn spending_on_a_foreign_currency_line_is_kept_in_that_currency_and_converted() {
        let mut plan = plan_with(0, &[]);
        plan.basics.currency = Currency::from_code("JPY").unwrap();
        plan.budget.rates.push(ExchangeRate {
            id: Id::from_bits(8),
            currency: Currency::CNY,
            rate: Decimal::from_scaled(208_500, 4).unwrap(),
            on: NaiveDate::from_ymd_opt(2027, 3, 1),
        });
        let mut line = LineItem::new(Id::from_bits(9));
        (line.quantity, line.unit_price) = (Decimal::from_int(40), Decimal::from_int(300));
        line.currency = Some(Currency::CNY);
        let home = plan.basics.currency;
        assert_eq!(line.currency_paid(home), Currency::CNY);
        line.set_paid(home, |line| line.actual = Some(money(1_000_050)));
        assert_eq!((line.paid_in, line.currency_paid(home)), (Some(Currency::CNY), Currency::CNY));
        plan.budget.lines.push(line.clone());
        // 12,000 CNY × 20.85 = 250,200 JPY; 10,000.50 CNY × 20.85 = 208,510.425 → 208,510 JPY.
        let totals = totals(&plan);
        assert_eq!((totals.planned, totals.actual), (money(250_200), money(208_510)));
        // Older plans keep it in the plan's currency, and it stays there.
        let kept = &mut plan.budget.lines[0];
        (kept.paid_in, kept.actual) = (None, Some(money(5)));
        assert_eq!(kept.currency_paid(home), home);
        kept.set_paid(home, |line| line.committed = Some(money(7)));
        assert_eq!(kept.paid_in, None);
        assert_eq!(Ledger::of(&plan).totals().actual, money(5));
        line.set_paid(home, |line| line.actual = None);
        assert_eq!(line.paid_in, None, "without an amount there is no currency");
    }

    #[test]
    fn contingency_planned_as_a_line_is_not_subtracted_twice() {
        let mut plan = plan_with(100_000, &[]);
        plan.budget.settings.contingency = Allocation::Share(BasisPoints(800));
        assert_eq!((totals(&plan).free(), totals(&plan).plannable()), (money(92_000).into(), money(92_000).into()));
        let mut line = LineItem::new(Id::from_bits(9));
        (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(80));
        line.category = Category::Contingency;
        plan.budget.lines.push(line);
        assert_eq!((totals(&plan).free(), totals(&plan).plannable()), (money(92_000).into(), money(100_000).into()));
    }

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn day(of_march: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, of_march).unwrap()
    }

    #[test]
    fn the_typical_split_gives_all_of_it_to_the_existing_phases() {
        let mut plan = plan_with(0, &[]);
        assert_eq!(typical_split(&plan.phases), [1_500, 3_500, 5_000].map(BasisPoints));
        plan.phases.push(Phase::new(Id::from_bits(77), PhaseKind::Other));
        assert_eq!(typical_split(&plan.phases), [1_500, 3_500, 5_000, 0].map(BasisPoints));
        plan.phases.remove(1);
        let shares = typical_split(&plan.phases);
        assert_eq!(shares.iter().map(|share| share.0).sum::<u32>(), 10_000);
        assert_eq!(shares[0], BasisPoints(2_308));
        assert_eq!(typical_split(&plan.phases[2..]), [BasisPoints(0)]);
    }

    #[test]
    fn an_amount_entered_by_hand_replaces_the_parts_in_its_cycle() {
        let cycle = DateRange::new(day(8), day(14)).unwrap();
        let part = |on, minor| DatedAmount { on: day(on), amount: money(minor) };
        let mut parts = vec![part(1, 100), part(9, 200), part(12, 300), part(20, 400)];
        assert_eq!(placed_in(&parts, cycle), Some(money(500)));
        place_in(&mut parts, cycle, Some(money(50)));
        assert_eq!(parts, [part(1, 100), part(9, 50), part(20, 400)]);
        place_in(&mut parts, cycle, None);
        assert_eq!((placed_in(&parts, cycle), parts.len()), (None, 2));
        place_in(&mut parts, cycle, Some(money(7)));
        assert_eq!(parts[1], part(8, 7));
    }

    #[test]
    fn an_amount_entered_in_one_cycle_reduces_the_filled_ones() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let cycles: Vec<DateRange> =
            [(1, 7), (8, 14), (15, 21)].map(|(first, last)| DateRange::new(day(first), day(last)).unwrap()).into();
        let placed = |parts: &[DatedAmount]| cycles.iter().map(|cycle| placed_in(parts, *cycle)).collect::<Vec<_>>();
        let mut parts = Vec::new();
        fill_remaining(&mut parts, &[(cycles[1], 2), (cycles[2], 1)], money(900));
        assert_eq!(placed(&parts), [None, Some(money(600)), Some(money(300))]);
        place_in(&mut parts, cycles[0], Some(money(300)));
        fill_remaining(&mut parts, &[(cycles[1], 2), (cycles[2], 1)], money(900));
        assert_eq!(placed(&parts), [Some(money(300)), Some(money(400)), Some(money(200))]);
        // More than the amount: nothing remains to fill, and the entered amounts stay.
        place_in(&mut parts, cycles[0], Some(money(1_000)));
        fill_remaining(&mut parts, &[(cycles[1], 2), (cycles[2], 1)], money(900));
        assert_eq!(placed(&parts), [Some(money(1_000)), None, None]);
        let before = parts.clone();
        fill_remaining(&mut parts, &[], money(5_000));
        assert_eq!(parts, before);
    }

    fn allocations() -> impl Strategy<Value = Allocation> {
        prop_oneof![
            (0u32..6_000).prop_map(|share| Allocation::Share(BasisPoints(share))),
            (0i64..10_000_000).prop_map(|minor| Allocation::Fixed(Money::from_minor(minor).unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn filled_and_entered_cycles_sum_to_the_amount(
            amount in 0i64..1_000_000_000,
            typed in prop::collection::vec(prop::option::of(0i64..400_000_000), 1..8),
            weights in prop::collection::vec(0u64..5, 8),
        ) {
            let first = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
            let day = |at: usize| first + chrono::Days::new(7 * at as u64);
            let cycle = |at| DateRange::new(day(at), day(at) + chrono::Days::new(6)).unwrap();
            let mut parts = Vec::new();
            for (at, minor) in typed.iter().enumerate() {
                place_in(&mut parts, cycle(at), minor.and_then(Money::from_minor));
            }
            let open: Vec<_> =
                (0..typed.len()).filter(|at| typed[*at].is_none()).map(|at| (cycle(at), weights[at])).collect();
            fill_remaining(&mut parts, &open, Money::from_minor(amount).unwrap());
            let sum: i64 = parts.iter().map(|part| part.amount.minor()).sum();
            let by_hand: i64 = typed.iter().flatten().sum();
            prop_assert_eq!(sum, if open.is_empty() { by_hand } else { by_hand.max(amount) });
        }

        #[test]
        fn allocations_contingency_and_unallocated_sum_to_the_total_budget(
            total_budget in 0i64..1_000_000_000_000,
            reserve in allocations(),
            phases in prop::collection::vec(allocations(), 3),
        ) {
            let mut plan = plan_with(total_budget, &phases);
            plan.budget.settings.contingency = reserve;
            let totals = totals(&plan);
            let parts: Money = totals.phases.iter().map(|phase| phase.allocated).sum();
            prop_assert_eq!((parts + totals.unallocated + totals.reserve).minor(), total_budget);
        }

        #[test]
        fn shares_that_sum_to_a_hundred_percent_leave_nothing_unallocated(total_budget in 0i64..1_000_000_000_000, first in 0u32..=10_000) {
            let second = (10_000 - first) / 3;
            let shares = [first, second, 10_000 - first - second].map(|share| Allocation::Share(BasisPoints(share)));
            prop_assert_eq!(totals(&plan_with(total_budget, &shares)).unallocated, Money::ZERO);
        }
    }
}
