//! Property tests of the ledger: after any edits it equals a ledger computed from scratch.

use groundswell::plan::Plan;
use groundswell::plan::budget::cost_effectiveness;
use groundswell::plan::budget::cycles::Spread;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::budget::pacing::pacing;
use groundswell::plan::edit::PlanEdit;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::impact::BudgetImpact;
use groundswell::plan::goals::funding_gap::goal_coverage;
use groundswell::plan::model::timing::{CycleLength, Timing};
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell_random_plan::{PLANS, RandomSource, edit, line_item_edit, random_source};
use proptest::prelude::*;

fn sorted(mut touched: BudgetImpact) -> BudgetImpact {
    if let BudgetImpact::Lines(lines) | BudgetImpact::Basis(lines) = &mut touched {
        lines.sort_unstable();
    }
    touched
}

/// Removes amounts entered by hand whose sums would leave the range of money, where sums saturate.
fn without_amounts_by_hand(plan: &mut Plan) {
    for line in &mut plan.budget.lines {
        if let Timing::ByHand { parts } = &mut line.timing {
            for part in parts {
                part.amount = Money::from_minor(part.amount.minor() % 1_000_000_000_000).unwrap();
            }
        }
    }
}

/// Applies random edits until the numbers are used up, undoing some, and compares after each.
fn follow(mut random: RandomSource, edit: fn(&Plan, &mut RandomSource) -> PlanEdit) -> Result<(), TestCaseError> {
    let mut plan = PLANS[random.index_below(PLANS.len())].clone();
    let mut ledger = Ledger::of(&plan);
    while random.has_numbers() {
        let made = edit(&plan, &mut random);
        let touched = BudgetImpact::by(&made);
        let Ok(inverse) = apply(&mut plan, made.clone()) else { continue };
        prop_assert_eq!(sorted(BudgetImpact::by(&inverse)), sorted(touched.clone()));
        ledger.update(&plan, &touched);
        prop_assert!(ledger == Ledger::of(&plan), "{:?} is not followed", made);
        if random.index_below(3) == 0 {
            prop_assert!(apply(&mut plan, inverse).is_ok());
            ledger.update(&plan, &touched);
            prop_assert!(ledger == Ledger::of(&plan), "the inverse of {:?} is not followed", made);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn an_updated_ledger_equals_one_computed_from_scratch(random in random_source(25)) {
        follow(random, edit)?;
    }

    #[test]
    fn many_lines_can_be_inserted_removed_and_moved_in_one_edit(random in random_source(25)) {
        follow(random, line_item_edit)?;
    }

    #[test]
    fn each_table_sums_to_the_lines(mut random in random_source(25)) {
        let mut plan = PLANS[random.index_below(PLANS.len())].clone();
        while random.has_numbers() {
            let made = line_item_edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        without_amounts_by_hand(&mut plan);
        for length in CycleLength::ALL {
            plan.budget.settings.cycle = length;
            let ledger = Ledger::of(&plan);
            let lines: Money = ledger.lines().iter().filter_map(|line| line.amount.ok()).sum();
            prop_assert_eq!(ledger.totals().planned, lines);
            for line in ledger.lines() {
                prop_assert_eq!(line.spread.as_ref().map(Spread::total), line.amount.ok());
            }
            let by_phase = ledger.by_phase().iter().flat_map(|row| row.parts().chain([row.outside()]));
            let by_channel = ledger.by_channel().iter().flat_map(|row| row.parts().chain([row.outside()]));
            prop_assert_eq!((by_phase.sum::<Money>(), by_channel.sum::<Money>()), (lines, lines));
            for cycle in 0..ledger.cycles().len() {
                let by_phase: Money = ledger.by_phase().iter().map(|row| row.part(cycle)).sum();
                let by_channel: Money = ledger.by_channel().iter().map(|row| row.part(cycle)).sum();
                prop_assert_eq!(by_phase, by_channel);
            }
            prop_assert_eq!(ledger.by_category().into_iter().map(|(_, sum)| sum).sum::<Money>(), lines);
            if length == CycleLength::Month {
                let months: Vec<Money> = ledger.by_month(&plan).into_iter().map(|(_, sum)| sum).collect();
                let cycles: Vec<Money> =
                    (0..months.len()).map(|cycle| ledger.by_phase().iter().map(|row| row.part(cycle)).sum()).collect();
                prop_assert_eq!(months, cycles);
            }
        }
    }

    #[test]
    fn parts_sum_to_the_minor_unit_in_every_currency(
        mut random in random_source(25),
        code in prop::sample::select(vec!["JPY", "CNY", "KWD"]),
    ) {
        let mut plan = PLANS[1 + random.index_below(PLANS.len() - 1)].clone();
        let currency = Currency::from_code(code).unwrap();
        // The amounts of the examples have another meaning now, and must still sum.
        plan.basics.currency = currency;
        while random.has_numbers() {
            let made = line_item_edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        without_amounts_by_hand(&mut plan);
        let ledger = Ledger::of(&plan);
        for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
            let (Ok(amount), Some(spread)) = (figures.amount, &figures.spread) else { continue };
            prop_assert_eq!(spread.total(), amount);
            if let (Some(quantity), Some(price), None) = (line.quantity, line.unit_price, line.currency) {
                prop_assert_eq!(Money::of(quantity, price, currency), Some(amount));
            }
        }
        let totals = ledger.totals();
        let allocated: Money = totals.phases.iter().map(|phase| phase.allocated).sum();
        prop_assert_eq!(allocated + totals.unallocated + totals.reserve, totals.total_budget.unwrap_or_default());
    }

    #[test]
    fn costs_per_result_exist_only_with_results(mut random in random_source(25)) {
        let mut plan = PLANS[random.index_below(PLANS.len())].clone();
        while random.has_numbers() {
            let made = if random.index_below(2) == 0 { edit(&plan, &mut random) } else { line_item_edit(&plan, &mut random) };
            let _ = apply(&mut plan, made);
        }
        let ledger = Ledger::of(&plan);
        let groups = cost_effectiveness::by_channel(&plan, &ledger).into_iter().map(|(_, group)| group);
        let groups = groups.chain(cost_effectiveness::by_phase(&plan, &ledger).into_iter().map(|(_, group)| group));
        for effect in groups.chain([cost_effectiveness::of_plan(&plan, &ledger)]).flat_map(|group| group.effects) {
            for cost in [effect.direct, effect.blended, effect.acquisition] {
                prop_assert_eq!(cost.each.is_some(), cost.results > Decimal::ZERO);
            }
        }
        for found in cost_effectiveness::measured_costs( &plan, &ledger).costs {
            prop_assert!(found.cost.each.is_some() && found.cost.spend > Money::ZERO);
        }
        for goal in goal_coverage(&plan, &ledger).goals {
            prop_assert!(goal.channels.iter().all(|more| more.cost.each.is_some()));
            if let Some(short) = goal.limiting_factor.short() {
                prop_assert!(short > Decimal::ZERO && goal.expected.results > Decimal::ZERO);
            }
        }
        let found = pacing(&plan, &ledger, "2027-05-01".parse().unwrap());
        for (_, pace) in found.phases.iter().chain([&(None, found.plan)]) {
            prop_assert!(pace.pacing.is_none() || pace.to_date > Money::ZERO);
            prop_assert_eq!(pace.linear.is_some(), pace.elapsed > 0);
        }
    }
}
