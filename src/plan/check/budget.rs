//! Rules of the budget: over and under, and lines that say too little.

use super::{Issue, Place, Report};
use crate::plan::budget::{Category, Line};
use crate::plan::cycle::{Timing, cycles, spread};
use crate::plan::decimal::Decimal;
use crate::plan::money::{BasisPoints, Money};
use crate::plan::totals::{AmountGap, BudgetTotals, totals};
use crate::plan::{Plan, Step};

/// A line above this share of all lines deserves a second look.
const DOMINANT: u32 = 2_000;
/// A single unit above this share is a lump that hides its parts.
const LUMP: u32 = 500;

pub(super) fn check(plan: &Plan, report: &mut Report) {
    let totals = totals(plan);
    check_frame(&totals, report);
    let days = plan.basics.days();
    let cycles = days.map_or_else(Vec::new, |days| cycles(days, plan.budget.frame.cycle));
    for line in &plan.budget.lines {
        let at = |field| Place::item(Step::Budget, field, line.id);
        let id = line.id;
        if line.phase.is_none() && line.category != Category::Contingency {
            report.add(Issue::LineWithoutPhase { line: id }, at("line-phase"));
        }
        let amount = match plan.amount(line) {
            Ok(amount) => amount,
            Err(AmountGap::Unpriced) => {
                let field = if line.quantity.is_none() { "line-quantity" } else { "line-price" };
                report.add(Issue::LineUnpriced { line: id }, at(field));
                continue;
            }
            Err(AmountGap::NoRate(currency)) => {
                report.add(Issue::LineWithoutRate { line: id, currency }, at("line-price"));
                continue;
            }
            Err(AmountGap::TooLarge) => {
                report.add(Issue::LineTooLarge { line: id }, at("line-quantity"));
                continue;
            }
        };
        let spent = line.committed.unwrap_or_default() + line.actual.unwrap_or_default();
        if spent > amount {
            report.add(Issue::LineOverspent { line: id, over: spent - amount }, at("line-actual"));
        }
        check_weight(line, amount, totals.planned, report);
        // Lines that follow their phase are checked with the phase.
        if days.is_some() && line.timing != Timing::Phase {
            let outside = spread(amount, &line.timing, days, &cycles).outside;
            if outside != Money::ZERO {
                report.add(Issue::LineOutsidePlan { line: id, outside }, at("line-timing"));
            }
        }
    }
}

fn check_frame(totals: &BudgetTotals, report: &mut Report) {
    let at = |field| Place::field(Step::Budget, field);
    let Some(free) = totals.free() else {
        report.add(Issue::NoEnvelope, at("budget-envelope"));
        return;
    };
    if free < Money::ZERO {
        let over = Money::ZERO - free;
        report.add(Issue::OverEnvelope { over, planned: totals.planned }, at("budget-envelope"));
    }
    if totals.unallotted < Money::ZERO {
        report.add(Issue::PartsAboveWhole { over: Money::ZERO - totals.unallotted }, at("budget-split"));
    } else if totals.unallotted > Money::ZERO {
        report.add(Issue::PartUnallotted { left: totals.unallotted }, at("budget-split"));
    }
    for phase in &totals.phases {
        if phase.allotted > Money::ZERO && phase.planned > phase.allotted {
            let over = phase.planned - phase.allotted;
            let place = Place::item(Step::Budget, "phase-part", phase.phase);
            report.add(Issue::OverPhase { phase: phase.phase, over }, place);
        }
    }
}

fn check_weight(line: &Line, amount: Money, planned: Money, report: &mut Report) {
    if planned <= Money::ZERO || line.category == Category::Contingency {
        return;
    }
    let share = i128::from(amount.minor()) * 10_000 / i128::from(planned.minor());
    let share = BasisPoints(u32::try_from(share).unwrap_or(0));
    let place = Place::item(Step::Budget, "line-description", line.id);
    // A plan of four lines cannot help having large ones: shares mean something among many.
    if share.0 > DOMINANT && share != BasisPoints::WHOLE {
        report.add(Issue::LineDominates { line: line.id, share }, place);
    } else if share.0 > LUMP && line.quantity == Decimal::from_int(1) {
        report.add(Issue::LineIsALump { line: line.id, share }, place);
    }
}
