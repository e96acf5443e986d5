//! The law of the ledger: followed through any edits, it is what it would be made of the plan from nothing.

mod random_plan;

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
use proptest::prelude::*;
use random_plan::{Dice, PLANS, dice, edit, edit_of_lines};

fn sorted(mut touched: BudgetImpact) -> BudgetImpact {
    if let BudgetImpact::Lines(lines) | BudgetImpact::Basis(lines) = &mut touched {
        lines.sort_unstable();
    }
    touched
}

/// Parts by hand that no sum of them leaves the range of money: there, sums are held at the limit.
fn within_reason(plan: &mut Plan) {
    for line in &mut plan.budget.lines {
        if let Timing::ByHand { parts } = &mut line.timing {
            for part in parts {
                part.amount = Money::from_minor(part.amount.minor() % 1_000_000_000_000).unwrap();
            }
        }
    }
}

/// Makes edits until the dice are used up, now and then taking one back, and compares after each.
fn follow(mut dice: Dice, edit: fn(&Plan, &mut Dice) -> PlanEdit) -> Result<(), TestCaseError> {
    let mut plan = PLANS[dice.below(PLANS.len())].clone();
    let mut ledger = Ledger::of(&plan);
    while dice.any_left() {
        let made = edit(&plan, &mut dice);
        let touched = BudgetImpact::by(&made);
        let Ok(inverse) = apply(&mut plan, made.clone()) else { continue };
        prop_assert_eq!(sorted(BudgetImpact::by(&inverse)), sorted(touched.clone()));
        ledger.follow(&plan, &touched);
        prop_assert!(ledger == Ledger::of(&plan), "{:?} is not followed", made);
        if dice.below(3) == 0 {
            prop_assert!(apply(&mut plan, inverse).is_ok());
            ledger.follow(&plan, &touched);
            prop_assert!(ledger == Ledger::of(&plan), "the inverse of {:?} is not followed", made);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_followed_ledger_is_one_made_from_nothing(dice in dice(25)) {
        follow(dice, edit)?;
    }

    #[test]
    fn lines_may_come_go_and_move_many_at_once(dice in dice(25)) {
        follow(dice, edit_of_lines)?;
    }

    #[test]
    fn each_table_sums_to_the_lines(mut dice in dice(25)) {
        let mut plan = PLANS[dice.below(PLANS.len())].clone();
        while dice.any_left() {
            let made = edit_of_lines(&plan, &mut dice);
            let _ = apply(&mut plan, made);
        }
        within_reason(&mut plan);
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
    fn in_every_currency_the_parts_sum_to_the_coin(
        mut dice in dice(25),
        code in prop::sample::select(vec!["JPY", "CNY", "KWD"]),
    ) {
        let mut plan = PLANS[1 + dice.below(PLANS.len() - 1)].clone();
        let currency = Currency::from_code(code).unwrap();
        // The figures of the examples mean something else now, and must sum as well.
        plan.basics.currency = currency;
        while dice.any_left() {
            let made = edit_of_lines(&plan, &mut dice);
            let _ = apply(&mut plan, made);
        }
        within_reason(&mut plan);
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
    fn whatever_is_planned_nothing_is_divided_by_nothing(mut dice in dice(25)) {
        let mut plan = PLANS[dice.below(PLANS.len())].clone();
        while dice.any_left() {
            let made = if dice.below(2) == 0 { edit(&plan, &mut dice) } else { edit_of_lines(&plan, &mut dice) };
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
        for found in cost_effectiveness::counted(&plan, &ledger).costs {
            prop_assert!(found.cost.each.is_some() && found.cost.spend > Money::ZERO);
        }
        for goal in goal_coverage(&plan, &ledger).goals {
            prop_assert!(goal.channels.iter().all(|more| more.cost.each.is_some()));
            if let Some(short) = goal.binds.short() {
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
