//! Rules for the budget: amounts over and under, and incomplete lines.

use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::totals::{AmountError, BudgetTotals};
use crate::plan::catalogue::channels::{Limit, Limited};
use crate::plan::model::activity::Activity;
use crate::plan::model::budget::{Category, LineItem, PaysFor};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::numbers::rounding::div_half_away;
use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue, catalogue};
use crate::plan::{Plan, Step};

/// A line above this share of all lines is reported, in basis points.
const DOMINANT_SHARE: u32 = 2_000;
/// A line of quantity 1 above this share is reported as not itemized, in basis points.
const UNITEMIZED_SHARE: u32 = 500;

pub(super) fn check(plan: &Plan, ledger: &Ledger, report: &mut FindingCollector) {
    let totals = ledger.totals();
    check_totals(totals, report);
    let shares = LineShares::of(totals.planned);
    let dated = !ledger.cycles().is_empty();
    for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
        let at = |field| FindingPlace::item(Step::Budget, field, line.id);
        let id = line.id;
        if line.phase.is_none() && line.category != Category::Contingency {
            report.add(Issue::LineWithoutPhase { line: id }, at("line-phase"));
        }
        let amount = match figures.amount {
            Ok(amount) => amount,
            Err(AmountError::Unpriced) => {
                let field = if line.quantity.is_none() { "line-quantity" } else { "line-price" };
                report.add(Issue::LineUnpriced { line: id }, at(field));
                continue;
            }
            Err(AmountError::NoRate(currency)) => {
                report.add(Issue::LineWithoutRate { line: id, currency }, at("line-price"));
                continue;
            }
            Err(AmountError::TooLarge) => {
                report.add(Issue::LineTooLarge { line: id }, at("line-quantity"));
                continue;
            }
        };
        if let Some(currency) =
            line.paid_in.filter(|_| plan.in_plan_currency(Money::ZERO, line.paid_in.unwrap_or_default()).is_err())
        {
            report.add(Issue::LineWithoutRate { line: id, currency }, at("line-committed"));
        }
        let spent = figures.committed + figures.actual;
        // A refund (a negative amount) that has not arrived yet is not overspent; money spent on it is.
        let limit = amount.max(Money::ZERO);
        if spent > limit {
            report.add(Issue::LineOverspent { line: id, over: spent - limit }, at("line-actual"));
        }
        shares.check(line, amount, report);
        // Lines that follow their phase are checked with the phase.
        let outside = figures.spread.as_ref().map_or(Money::ZERO, |spread| spread.outside);
        if outside != Money::ZERO && dated && line.timing != Timing::Phase {
            report.add(Issue::LineOutsidePlan { line: id, outside }, at("line-timing"));
        }
    }
    check_rewards(plan, report);
}

/// Rewards that pay for an invitation on a channel that penalises rewards for sharing. A note on the line can say what the
/// reward is given for: a reward for the member's own first order is not one for sharing.
fn check_rewards(plan: &Plan, report: &mut FindingCollector) {
    let ruled: Vec<(ChannelId, &Limit)> = plan
        .strategy
        .channels
        .iter()
        .filter_map(|channel| {
            Some((channel.id, catalogue(channel)?.limit(Limited::NoSharingRewards, None, plan.basics.market)?))
        })
        .collect();
    let invites = |activity: &&Activity| activity.method.as_deref() == Some("invitation");
    let invitations: Vec<&Activity> = plan.activities.iter().filter(invites).collect();
    if ruled.is_empty() || invitations.is_empty() {
        return;
    }
    for line in &plan.budget.lines {
        let Some(PaysFor::Activity(activity)) = line.pays_for else { continue };
        if !matches!(line.category, Category::Incentive | Category::Gift) || !line.note.trim().is_empty() {
            continue;
        }
        let channel =
            invitations.iter().find(|found| found.id == activity).and_then(|found| line.channel.or(found.channel));
        if let Some(&(channel, limit)) = ruled.iter().find(|(id, _)| Some(*id) == channel) {
            let place = FindingPlace::item(Step::Budget, "line-note", line.id);
            report.add(Issue::LineRewardsSharing { line: line.id, channel, limit }, place);
        }
    }
}

fn check_totals(totals: &BudgetTotals, report: &mut FindingCollector) {
    let at = |field| FindingPlace::field(Step::Budget, field);
    let Some(free) = totals.free() else {
        report.add(Issue::NoTotalBudget, at("budget-total"));
        return;
    };
    if free < Money::ZERO {
        let over = Money::ZERO - free;
        report.add(Issue::OverTotalBudget { over, planned: totals.planned }, at("budget-total"));
    }
    if totals.unallocated < Money::ZERO {
        report.add(Issue::PartsAboveWhole { over: Money::ZERO - totals.unallocated }, at("budget-split"));
    } else if totals.unallocated > Money::ZERO {
        report.add(Issue::PartUnallocated { left: totals.unallocated }, at("budget-split"));
    }
    for phase in &totals.phases {
        if phase.allocated > Money::ZERO && phase.planned > phase.allocated {
            let over = phase.planned - phase.allocated;
            let place = FindingPlace::item(Step::Budget, "phase-part", phase.phase);
            report.add(Issue::OverPhase { phase: phase.phase, over }, place);
        }
    }
}

/// A line's share of all lines.
struct LineShares {
    planned: Money,
    /// The smallest amount that can be reported: lines below it, nearly all, need no division.
    notable: Money,
}

impl LineShares {
    fn of(planned: Money) -> LineShares {
        LineShares { planned, notable: planned.share(BasisPoints(UNITEMIZED_SHARE)) }
    }

    fn check(&self, line: &LineItem, amount: Money, report: &mut FindingCollector) {
        if amount < self.notable || self.planned <= Money::ZERO || line.category == Category::Contingency {
            return;
        }
        let share = div_half_away(i128::from(amount.minor()) * 10_000, i128::from(self.planned.minor()));
        let share = BasisPoints(u32::try_from(share).unwrap_or(0));
        let place = FindingPlace::item(Step::Budget, "line-description", line.id);
        // A single line is always 100 % of the plan.
        if share.0 > DOMINANT_SHARE && share != BasisPoints::WHOLE {
            report.add(Issue::LineDominates { line: line.id, share }, place);
        } else if share.0 > UNITEMIZED_SHARE && line.quantity == Decimal::from_int(1) {
            report.add(Issue::LineNotItemized { line: line.id, share }, place);
        }
    }
}
