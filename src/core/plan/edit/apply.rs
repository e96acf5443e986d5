//! Applies an edit to a plan and returns its inverse.
//!
//! Keeps the invariants of [`Plan`]: unique ids, valid references. Knows nothing of undo or of screens.

use std::collections::{HashMap, HashSet};
use std::mem;

use chrono::Weekday;

use crate::plan::Plan;
use crate::plan::edit::{EditError, ListEdit, PlanEdit};
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::{Allocation, BudgetSettings, LineItem};
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::NorthStar;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::references::{Listed, Reference, references_of_rule};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::suggestions::{SuggestedPart, Suggestions};
use crate::plan::model::timing::Timing;
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;

/// Applies the edit and returns its inverse.
///
/// Costs a search in one list, whatever the size of the plan; removing an item that others can refer to reads the whole
/// plan.
///
/// A part that is replaced or removed is no longer a suggestion; the inverse makes it one again.
///
/// # Errors
/// Any [`EditError`]; the plan is then unchanged.
pub fn apply(plan: &mut Plan, edit: PlanEdit) -> Result<PlanEdit, EditError> {
    let Some(part) = edit.changed().filter(|part| plan.suggested.has(*part)) else { return edit.apply_to(plan) };
    let inverse = edit.apply_to(plan)?;
    let before = plan.suggested.clone();
    plan.suggested.accept(part);
    // Last, because the inverse changes the part as well.
    Ok(PlanEdit::Batch(vec![inverse, PlanEdit::Suggested(before)]))
}

// Each of the following puts a value into the plan and returns the one it replaced.

#[allow(clippy::unnecessary_wraps)] // one signature for every value that an edit replaces
pub(super) fn replace_basics(plan: &mut Plan, mut basics: Box<Basics>) -> Result<Box<Basics>, EditError> {
    basics.audience = mem::take(&mut plan.basics.audience);
    basics.currency = plan.basics.currency;
    mem::swap(&mut plan.basics, &mut *basics);
    Ok(basics)
}

pub(super) fn replace_north_star(plan: &mut Plan, star: Option<NorthStar>) -> Result<Option<NorthStar>, EditError> {
    if let Some(star) = &star {
        require(plan, Reference::Metric(star.metric))?;
    }
    Ok(mem::replace(&mut plan.goals.north_star, star))
}

pub(super) fn replace_funnel(plan: &mut Plan, mut funnel: Box<Funnel>) -> Result<Box<Funnel>, EditError> {
    let mut ids: Vec<_> = funnel.stages.iter().map(|stage| stage.id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(EditError::AlreadyThere);
    }
    mem::swap(&mut plan.goals.funnel, &mut *funnel);
    Ok(funnel)
}

#[allow(clippy::unnecessary_wraps)] // one signature for all values
pub(super) fn replace_budget_settings(plan: &mut Plan, settings: BudgetSettings) -> Result<BudgetSettings, EditError> {
    Ok(mem::replace(&mut plan.budget.settings, settings))
}

pub(super) fn replace_test_rule(plan: &mut Plan, mut rule: Box<TestRule>) -> Result<Box<TestRule>, EditError> {
    let mut outcome = Ok(());
    references_of_rule(&rule, &mut |reference| {
        outcome = outcome.and_then(|()| require(plan, reference));
    });
    outcome?;
    mem::swap(&mut plan.strategy.rule, &mut *rule);
    Ok(rule)
}

#[allow(clippy::unnecessary_wraps)] // one signature for all values
pub(super) fn replace_closed_weekdays(plan: &mut Plan, days: Vec<Weekday>) -> Result<Vec<Weekday>, EditError> {
    Ok(mem::replace(&mut plan.tracking.closed_weekdays, days))
}

/// Changes figures in their order; the inverse is in the reverse order, since a day can be in the list twice.
pub(super) fn change_figures(plan: &mut Plan, mut changes: Vec<FigureChange>) -> Result<Vec<FigureChange>, EditError> {
    let mut known = None;
    for change in changes.iter().filter(|change| change.value.is_some()) {
        // An import names the same series many times in a row.
        if known.replace((change.metric, change.channel)) == Some((change.metric, change.channel)) {
            continue;
        }
        require(plan, Reference::Metric(change.metric))?;
        if let Some(channel) = change.channel {
            require(plan, Reference::Channel(channel))?;
        }
    }
    for change in &mut changes {
        change.value = plan.tracking.figures.set(change.metric, change.channel, change.on, change.value);
    }
    changes.reverse();
    Ok(changes)
}

#[allow(clippy::unnecessary_wraps)] // one signature for all values
pub(super) fn replace_suggested(plan: &mut Plan, suggested: Suggestions) -> Result<Suggestions, EditError> {
    Ok(mem::replace(&mut plan.suggested, suggested))
}

pub(super) fn apply_batch(plan: &mut Plan, edits: Vec<PlanEdit>) -> Result<Vec<PlanEdit>, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    let mut edits = edits.into_iter().peekable();
    while let Some(edit) = edits.next() {
        let applied = match edit {
            // An import inserts and replaces many line items: a search for each would cost the square of their number.
            PlanEdit::LineItem(ListEdit::Insert { at, item }) => {
                let mut items = vec![*item];
                let follows = |edit: &PlanEdit, at| matches!(edit, PlanEdit::LineItem(ListEdit::Insert { at: next, .. }) if *next == at);
                while let Some(PlanEdit::LineItem(ListEdit::Insert { item, .. })) =
                    edits.next_if(|edit| follows(edit, at + items.len()))
                {
                    items.push(*item);
                }
                insert_run(plan, at, items, &mut |id| inverses.push(PlanEdit::LineItem(ListEdit::Remove(id))))
            }
            PlanEdit::LineItem(ListEdit::Replace(item)) => {
                let mut items = vec![item];
                while let Some(PlanEdit::LineItem(ListEdit::Replace(item))) =
                    edits.next_if(|edit| matches!(edit, PlanEdit::LineItem(ListEdit::Replace(_))))
                {
                    items.push(item);
                }
                let suggested = |item: &LineItem| plan.suggested.has(SuggestedPart::LineItem(item.id));
                if items.iter().any(|item| suggested(item)) {
                    // Before the items, so that their inverses come first.
                    inverses.push(PlanEdit::Suggested(plan.suggested.clone()));
                    for item in &items {
                        plan.suggested.accept(SuggestedPart::LineItem(item.id));
                    }
                }
                replace_run(plan, items, &mut |item| inverses.push(PlanEdit::LineItem(ListEdit::Replace(item))))
            }
            edit => apply(plan, edit).map(|inverse| inverses.push(inverse)),
        };
        if let Err(error) = applied {
            roll_back(plan, inverses);
            return Err(error);
        }
    }
    inverses.reverse();
    Ok(inverses)
}

/// Inserts items one after the other, or none of them. Calls with the id of each in their order.
fn insert_run<T: Listed>(
    plan: &mut Plan,
    at: usize,
    items: Vec<T>,
    inserted: &mut dyn FnMut(Id<T>),
) -> Result<(), EditError> {
    let list = T::list(plan);
    if at > list.len() {
        return Err(EditError::NoSuchPlace);
    }
    let mut ids: HashSet<Id<T>> = list.iter().map(Entity::id).collect();
    for item in &items {
        if !ids.insert(item.id()) {
            return Err(EditError::AlreadyThere);
        }
        require_references(plan, item)?;
    }
    for item in &items {
        inserted(item.id());
    }
    T::list_mut(plan).splice(at..at, items);
    Ok(())
}

/// Replaces items in their order up to the first that cannot be. Calls with what each replaced.
fn replace_run<T: Listed>(
    plan: &mut Plan,
    items: Vec<Box<T>>,
    replaced: &mut dyn FnMut(Box<T>),
) -> Result<(), EditError> {
    let places: HashMap<Id<T>, usize> = match &items[..] {
        [item] => HashMap::from([(item.id(), index_of(plan, item.id())?)]),
        _ => T::list(plan).iter().enumerate().map(|(at, item)| (item.id(), at)).collect(),
    };
    for mut item in items {
        let at = *places.get(&item.id()).ok_or(EditError::NotFound)?;
        require_references(plan, &*item)?;
        mem::swap(&mut T::list_mut(plan)[at], &mut *item);
        replaced(item);
    }
    Ok(())
}

/// Undoes the edits of a batch that were applied before one failed.
fn roll_back(plan: &mut Plan, inverses: Vec<PlanEdit>) {
    for inverse in inverses.into_iter().rev() {
        // An inverse applies to exactly the plan that its edit produced, so it cannot fail; a property test covers this.
        let undone = apply(plan, inverse);
        debug_assert!(undone.is_ok());
    }
}

fn require(plan: &Plan, reference: Reference) -> Result<(), EditError> {
    if plan.holds(reference) { Ok(()) } else { Err(EditError::PointsNowhere(reference)) }
}

fn require_references<T: Listed>(plan: &Plan, item: &T) -> Result<(), EditError> {
    let mut outcome = Ok(());
    item.references(&mut |reference| {
        outcome = outcome.and_then(|()| require(plan, reference));
    });
    outcome
}

fn index_of<T: Listed>(plan: &Plan, id: Id<T>) -> Result<usize, EditError> {
    // From the end: undoing an import removes what it added there, the last item first.
    T::list(plan).iter().rposition(|item| item.id() == id).ok_or(EditError::NotFound)
}

pub(super) fn apply_to_list<T: Listed>(plan: &mut Plan, edit: ListEdit<T>) -> Result<ListEdit<T>, EditError> {
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
            let at = index_of(plan, item.id())?;
            require_references(plan, &*item)?;
            mem::swap(&mut T::list_mut(plan)[at], &mut *item);
            Ok(ListEdit::Replace(item))
        }
        ListEdit::Remove(id) => {
            let at = index_of(plan, id)?;
            if let Some(reference) = T::as_reference(id) {
                let uses = plan.uses(reference);
                if uses > 0 {
                    return Err(EditError::StillUsed { uses });
                }
            }
            let item = Box::new(T::list_mut(plan).remove(at));
            Ok(ListEdit::Insert { at, item })
        }
        ListEdit::Move { id, to } => {
            let from = index_of(plan, id)?;
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

pub(super) fn change_currency(plan: &mut Plan, to: Currency) -> Result<Currency, EditError> {
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
    Ok(from)
}

/// Calls `visit` with every amount that the plan stores in its own currency.
fn each_amount(plan: &mut Plan, visit: &mut dyn FnMut(&mut Money)) {
    fn allocation(allocation: &mut Allocation, visit: &mut dyn FnMut(&mut Money)) {
        if let Allocation::Fixed(amount) = allocation {
            visit(amount);
        }
    }
    let settings = &mut plan.budget.settings;
    settings.total_budget.iter_mut().for_each(&mut *visit);
    allocation(&mut settings.contingency, visit);
    for phase in &mut plan.phases {
        allocation(&mut phase.allocation, visit);
    }
    for line in &mut plan.budget.lines {
        // Amounts paid in another currency do not change.
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
    for test in &mut plan.strategy.channel_tests {
        test.entered_spend_mut().iter_mut().for_each(&mut *visit);
        test.days.iter_mut().for_each(|day| visit(&mut day.spend));
    }
}
