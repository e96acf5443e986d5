//! Applies an edit to a plan and returns its inverse.

use crate::plan::Plan;
use crate::plan::edit::{EditError, ListEdit, PlanEdit};
use crate::plan::model::budget::Allocation;
use crate::plan::model::id::Id;
use crate::plan::model::references::{Listed, Reference, references_of_rule};
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;

/// Applies the edit and returns the one that takes it back; on an error the plan is as it was.
///
/// Cost: of the edit (a search in one list), not of the plan; taking out something that can be pointed at reads the whole plan.
pub fn apply(plan: &mut Plan, edit: PlanEdit) -> Result<PlanEdit, EditError> {
    match edit {
        PlanEdit::Basics(mut basics) => {
            basics.audience = std::mem::take(&mut plan.basics.audience);
            basics.currency = plan.basics.currency;
            std::mem::swap(&mut plan.basics, &mut *basics);
            Ok(PlanEdit::Basics(basics))
        }
        PlanEdit::Currency(to) => change_currency(plan, to),
        PlanEdit::NorthStar(mut star) => {
            if let Some(star) = &star {
                require(plan, Reference::Metric(star.metric))?;
            }
            std::mem::swap(&mut plan.goals.north_star, &mut star);
            Ok(PlanEdit::NorthStar(star))
        }
        PlanEdit::Funnel(mut funnel) => {
            let mut ids: Vec<_> = funnel.stages.iter().map(|stage| stage.id).collect();
            ids.sort_unstable();
            if ids.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(EditError::AlreadyThere);
            }
            std::mem::swap(&mut plan.goals.funnel, &mut funnel);
            Ok(PlanEdit::Funnel(funnel))
        }
        PlanEdit::BudgetSettings(mut frame) => {
            std::mem::swap(&mut plan.budget.frame, &mut frame);
            Ok(PlanEdit::BudgetSettings(frame))
        }
        PlanEdit::TestRule(mut rule) => {
            let mut outcome = Ok(());
            references_of_rule(&rule, &mut |reference| {
                outcome = outcome.and_then(|()| require(plan, reference));
            });
            outcome?;
            std::mem::swap(&mut plan.strategy.rule, &mut rule);
            Ok(PlanEdit::TestRule(rule))
        }
        PlanEdit::ClosedWeekdays(mut days) => {
            std::mem::swap(&mut plan.tracking.closed_weekdays, &mut days);
            Ok(PlanEdit::ClosedWeekdays(days))
        }
        PlanEdit::Audience(edit) => apply_to_list(plan, edit).map(PlanEdit::Audience),
        PlanEdit::Metric(edit) => apply_to_list(plan, edit).map(PlanEdit::Metric),
        PlanEdit::Team(edit) => apply_to_list(plan, edit).map(PlanEdit::Team),
        PlanEdit::OutputGoal(edit) => apply_to_list(plan, edit).map(PlanEdit::OutputGoal),
        PlanEdit::ResultGoal(edit) => apply_to_list(plan, edit).map(PlanEdit::ResultGoal),
        PlanEdit::LineItem(edit) => apply_to_list(plan, edit).map(PlanEdit::LineItem),
        PlanEdit::Rate(edit) => apply_to_list(plan, edit).map(PlanEdit::Rate),
        PlanEdit::Channel(edit) => apply_to_list(plan, edit).map(PlanEdit::Channel),
        PlanEdit::ChannelTest(edit) => apply_to_list(plan, edit).map(PlanEdit::ChannelTest),
        PlanEdit::Phase(edit) => apply_to_list(plan, edit).map(PlanEdit::Phase),
        PlanEdit::Activity(edit) => apply_to_list(plan, edit).map(PlanEdit::Activity),
        PlanEdit::Risk(edit) => apply_to_list(plan, edit).map(PlanEdit::Risk),
        PlanEdit::Group(edit) => apply_to_list(plan, edit).map(PlanEdit::Group),
        PlanEdit::Feedback(edit) => apply_to_list(plan, edit).map(PlanEdit::Feedback),
        PlanEdit::Partner(edit) => apply_to_list(plan, edit).map(PlanEdit::Partner),
        PlanEdit::Cadence(edit) => apply_to_list(plan, edit).map(PlanEdit::Cadence),
        PlanEdit::Post(edit) => apply_to_list(plan, edit).map(PlanEdit::Post),
        PlanEdit::Actual(edit) => apply_to_list(plan, edit).map(PlanEdit::Actual),
        PlanEdit::Approval(edit) => apply_to_list(plan, edit).map(PlanEdit::Approval),
        PlanEdit::Batch(edits) => {
            let mut inverses = Vec::with_capacity(edits.len());
            for edit in edits {
                match apply(plan, edit) {
                    Ok(inverse) => inverses.push(inverse),
                    Err(error) => {
                        take_back(plan, inverses);
                        return Err(error);
                    }
                }
            }
            inverses.reverse();
            Ok(PlanEdit::Batch(inverses))
        }
    }
}

/// Undoes the first edits of a batch that failed later on.
pub(in crate::plan) fn take_back(plan: &mut Plan, inverses: Vec<PlanEdit>) {
    for inverse in inverses.into_iter().rev() {
        // An inverse applies to the very plan its edit left behind, so it cannot fail; the law is tested.
        let undone = apply(plan, inverse);
        debug_assert!(undone.is_ok());
    }
}

pub(in crate::plan) fn require(plan: &Plan, reference: Reference) -> Result<(), EditError> {
    if plan.holds(reference) { Ok(()) } else { Err(EditError::PointsNowhere(reference)) }
}

pub(in crate::plan) fn require_references<T: Listed>(plan: &Plan, item: &T) -> Result<(), EditError> {
    let mut outcome = Ok(());
    item.references(&mut |reference| {
        outcome = outcome.and_then(|()| require(plan, reference));
    });
    outcome
}

pub(in crate::plan) fn place_of<T: Listed>(plan: &Plan, id: Id<T>) -> Result<usize, EditError> {
    T::list(plan).iter().position(|item| item.id() == id).ok_or(EditError::Gone)
}

pub(in crate::plan) fn apply_to_list<T: Listed>(plan: &mut Plan, edit: ListEdit<T>) -> Result<ListEdit<T>, EditError> {
    match edit {
        ListEdit::Insert { at, item } => {
            let list = T::list(plan);
            if at > list.len() {
                return Err(EditError::NoSuchPlace);
            }
            let id = item.id();
            if list.iter().any(|other| other.id() == id) {
                return Err(EditError::AlreadyThere);
            }
            require_references(plan, &*item)?;
            T::list_mut(plan).insert(at, *item);
            Ok(ListEdit::Remove(id))
        }
        ListEdit::Replace(mut item) => {
            let at = place_of(plan, item.id())?;
            require_references(plan, &*item)?;
            std::mem::swap(&mut T::list_mut(plan)[at], &mut *item);
            Ok(ListEdit::Replace(item))
        }
        ListEdit::Remove(id) => {
            let at = place_of(plan, id)?;
            if let Some(reference) = T::pointed_at_as(id) {
                let uses = plan.uses(reference);
                if uses > 0 {
                    return Err(EditError::StillUsed { uses });
                }
            }
            let item = Box::new(T::list_mut(plan).remove(at));
            Ok(ListEdit::Insert { at, item })
        }
        ListEdit::Move { id, to } => {
            let from = place_of(plan, id)?;
            let list = T::list_mut(plan);
            if to >= list.len() {
                return Err(EditError::NoSuchPlace);
            }
            let item = list.remove(from);
            list.insert(to, item);
            Ok(ListEdit::Move { id, to: from })
        }
    }
}

pub(in crate::plan) fn change_currency(plan: &mut Plan, to: Currency) -> Result<PlanEdit, EditError> {
    let from = plan.basics.currency;
    let mut fits = Ok(());
    each_amount(plan, &mut |amount| {
        if amount.rescaled(from, to).is_none() {
            fits = Err(EditError::AmountDoesNotFit(*amount));
        }
    });
    fits?;
    each_amount(plan, &mut |amount| *amount = amount.rescaled(from, to).unwrap_or(*amount));
    plan.basics.currency = to;
    Ok(PlanEdit::Currency(from))
}

/// Calls `visit` with every amount that the plan stores in its own currency.
pub(in crate::plan) fn each_amount(plan: &mut Plan, visit: &mut dyn FnMut(&mut Money)) {
    fn allotment(allotment: &mut Allocation, visit: &mut dyn FnMut(&mut Money)) {
        if let Allocation::Fixed(amount) = allotment {
            visit(amount);
        }
    }
    let frame = &mut plan.budget.frame;
    frame.envelope.iter_mut().for_each(&mut *visit);
    allotment(&mut frame.contingency, visit);
    for phase in &mut plan.phases {
        allotment(&mut phase.allotment, visit);
    }
    for line in &mut plan.budget.lines {
        // What was paid in another currency stays as it is.
        if line.paid_in.is_none() {
            line.committed.iter_mut().chain(&mut line.actual).for_each(&mut *visit);
        }
        if let Timing::ByHand { parts } = &mut line.timing {
            for part in parts {
                visit(&mut part.amount);
            }
        }
    }
    plan.strategy.rule.target_cost.iter_mut().for_each(&mut *visit);
    for trial in &mut plan.strategy.trials {
        trial.entered_spend_mut().iter_mut().for_each(&mut *visit);
        trial.days.iter_mut().for_each(|day| visit(&mut day.spend));
    }
}
