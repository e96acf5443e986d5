//! The one way a plan changes: an edit is applied, and the edit that takes it back is returned.

pub mod history;

use super::Plan;
use crate::plan::budget::cycles::Timing;
use crate::plan::model::activity::{Activity, Feedback, Group, Partner};
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::{AudienceGroup, Basics};
use crate::plan::model::budget::{Allotment, BudgetFrame, ExchangeRate, Line, PaysFor};
use crate::plan::model::channel::Channel;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::{Department, NorthStar, OutputGoal, ResultGoal};
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::metric::Metric;
use crate::plan::model::phase::{Phase, Risk};
use crate::plan::model::references::{Listed, Reference, references_of_rule};
use crate::plan::model::schedule::{Cadence, Piece};
use crate::plan::model::strategy::{TestRule, Trial};
use crate::plan::model::tracking::Actual;
use crate::plan::numbers::money::{Currency, Money};

/// A change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanEdit {
    /// The basics, but for the audience and the currency, which the edit leaves as they are.
    Basics(Box<Basics>),
    /// The plan's currency. Figures stay as they read: 200.00 becomes 200 in a currency without minor units.
    Currency(Currency),
    /// An audience group.
    Audience(ListEdit<AudienceGroup>),
    /// The north star.
    NorthStar(Option<NorthStar>),
    /// A metric.
    Metric(ListEdit<Metric>),
    /// A department.
    Department(ListEdit<Department>),
    /// An output goal.
    OutputGoal(ListEdit<OutputGoal>),
    /// A result goal.
    ResultGoal(ListEdit<ResultGoal>),
    /// The funnel.
    Funnel(Box<Funnel>),
    /// Envelope, contingency, cycle, margin.
    BudgetFrame(BudgetFrame),
    /// A budget line.
    Line(ListEdit<Line>),
    /// An exchange rate.
    Rate(ListEdit<ExchangeRate>),
    /// A channel.
    Channel(ListEdit<Channel>),
    /// A channel test.
    Trial(ListEdit<Trial>),
    /// Focus and rule of the tests.
    TestRule(Box<TestRule>),
    /// A phase.
    Phase(ListEdit<Phase>),
    /// An activity.
    Activity(ListEdit<Activity>),
    /// A risk.
    Risk(ListEdit<Risk>),
    /// Groups.
    Group(ListEdit<Group>),
    /// A feedback item.
    Feedback(ListEdit<Feedback>),
    /// A partner.
    Partner(ListEdit<Partner>),
    /// A cadence.
    Cadence(ListEdit<Cadence>),
    /// A piece of content.
    Piece(ListEdit<Piece>),
    /// A figure of a day.
    Actual(ListEdit<Actual>),
    /// Weekdays on which nothing is expected.
    ClosedWeekdays(Vec<chrono::Weekday>),
    /// An approved state of the plan.
    Approval(ListEdit<Approval>),
    /// Several edits as one: all of them, or none.
    Batch(Vec<PlanEdit>),
}

/// A change in one of the plan's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEdit<T: Entity> {
    /// Puts a new item at a place (0 is first; the list's length is last).
    Insert {
        /// Where.
        at: usize,
        /// What.
        item: Box<T>,
    },
    /// Puts an item in the place of the one with its identity.
    Replace(Box<T>),
    /// Takes an item out.
    Remove(Id<T>),
    /// Moves an item to another place, counted without it.
    Move {
        /// Which.
        id: Id<T>,
        /// Where to.
        to: usize,
    },
}

/// Why an edit was not made. The plan is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// What was to be changed is no longer there.
    Gone,
    /// Something with this identity is already there.
    AlreadyThere,
    /// The place is beyond the list's end.
    NoSuchPlace,
    /// It points at something that is not there.
    PointsNowhere(Reference),
    /// Other parts still point at it.
    StillUsed {
        /// How many.
        uses: usize,
    },
    /// An amount has coins that the new currency does not have, or would leave the range.
    AmountDoesNotFit(Money),
}

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
        PlanEdit::BudgetFrame(mut frame) => {
            std::mem::swap(&mut plan.budget.frame, &mut frame);
            Ok(PlanEdit::BudgetFrame(frame))
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
        PlanEdit::Department(edit) => apply_to_list(plan, edit).map(PlanEdit::Department),
        PlanEdit::OutputGoal(edit) => apply_to_list(plan, edit).map(PlanEdit::OutputGoal),
        PlanEdit::ResultGoal(edit) => apply_to_list(plan, edit).map(PlanEdit::ResultGoal),
        PlanEdit::Line(edit) => apply_to_list(plan, edit).map(PlanEdit::Line),
        PlanEdit::Rate(edit) => apply_to_list(plan, edit).map(PlanEdit::Rate),
        PlanEdit::Channel(edit) => apply_to_list(plan, edit).map(PlanEdit::Channel),
        PlanEdit::Trial(edit) => apply_to_list(plan, edit).map(PlanEdit::Trial),
        PlanEdit::Phase(edit) => apply_to_list(plan, edit).map(PlanEdit::Phase),
        PlanEdit::Activity(edit) => apply_to_list(plan, edit).map(PlanEdit::Activity),
        PlanEdit::Risk(edit) => apply_to_list(plan, edit).map(PlanEdit::Risk),
        PlanEdit::Group(edit) => apply_to_list(plan, edit).map(PlanEdit::Group),
        PlanEdit::Feedback(edit) => apply_to_list(plan, edit).map(PlanEdit::Feedback),
        PlanEdit::Partner(edit) => apply_to_list(plan, edit).map(PlanEdit::Partner),
        PlanEdit::Cadence(edit) => apply_to_list(plan, edit).map(PlanEdit::Cadence),
        PlanEdit::Piece(edit) => apply_to_list(plan, edit).map(PlanEdit::Piece),
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
fn take_back(plan: &mut Plan, inverses: Vec<PlanEdit>) {
    for inverse in inverses.into_iter().rev() {
        // An inverse applies to the very plan its edit left behind, so it cannot fail; the law is tested.
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

fn place_of<T: Listed>(plan: &Plan, id: Id<T>) -> Result<usize, EditError> {
    T::list(plan).iter().position(|item| item.id() == id).ok_or(EditError::Gone)
}

fn apply_to_list<T: Listed>(plan: &mut Plan, edit: ListEdit<T>) -> Result<ListEdit<T>, EditError> {
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

fn change_currency(plan: &mut Plan, to: Currency) -> Result<PlanEdit, EditError> {
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
fn each_amount(plan: &mut Plan, visit: &mut dyn FnMut(&mut Money)) {
    fn allotment(allotment: &mut Allotment, visit: &mut dyn FnMut(&mut Money)) {
        if let Allotment::Fixed(amount) = allotment {
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

/// The edits that free a part from everything that points at it and then take it out, as one.
///
/// What cannot be without it (the tests and cadences of a channel, the activities of a phase) goes with it.
pub fn removal(plan: &Plan, target: Reference) -> PlanEdit {
    let mut after = plan.clone();
    let mut edits = Vec::new();
    free_and_remove(&mut after, target, &mut edits);
    PlanEdit::Batch(edits)
}

fn free_and_remove(plan: &mut Plan, target: Reference, edits: &mut Vec<PlanEdit>) {
    if plan.goals.north_star.as_ref().is_some_and(|star| Reference::Metric(star.metric) == target) {
        make(plan, PlanEdit::NorthStar(None), edits);
    }
    if plan.strategy.rule.metric.is_some_and(|metric| Reference::Metric(metric) == target) {
        let rule = TestRule { metric: None, ..plan.strategy.rule.clone() };
        make(plan, PlanEdit::TestRule(Box::new(rule)), edits);
    }
    // Order matters: what goes with the target may itself be pointed at by what is only freed.
    each_user::<Metric>(plan, target, PlanEdit::Metric, edits, |metric| {
        metric.department = None;
        Fate::Freed
    });
    each_user::<OutputGoal>(plan, target, PlanEdit::OutputGoal, edits, |goal| {
        goal.channel = None;
        if matches!(target, Reference::Department(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<ResultGoal>(plan, target, PlanEdit::ResultGoal, edits, |goal| {
        goal.metric = None;
        if matches!(target, Reference::Department(_)) { Fate::Gone } else { Fate::Freed }
    });
    // Without its channel a figure would pass for one of the whole.
    each_user::<Actual>(plan, target, PlanEdit::Actual, edits, |_| Fate::Gone);
    each_user::<Piece>(plan, target, PlanEdit::Piece, edits, |piece| {
        piece.cadence = None;
        if matches!(target, Reference::Channel(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<Trial>(plan, target, PlanEdit::Trial, edits, |_| Fate::Gone);
    each_user::<Feedback>(plan, target, PlanEdit::Feedback, edits, |_| Fate::Gone);
    each_user::<Risk>(plan, target, PlanEdit::Risk, edits, |_| Fate::Gone);
    each_user::<Group>(plan, target, PlanEdit::Group, edits, |group| {
        group.channel = None;
        if matches!(target, Reference::Phase(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<Line>(plan, target, PlanEdit::Line, edits, |line| {
        line.phase = line.phase.filter(|&id| Reference::Phase(id) != target);
        line.channel = line.channel.filter(|&id| Reference::Channel(id) != target);
        line.pays_for = line.pays_for.filter(|&paid| match paid {
            PaysFor::Activity(id) => Reference::Activity(id) != target,
            PaysFor::Partner(id) => Reference::Partner(id) != target,
        });
        line.expected.retain(|expected| Reference::Metric(expected.metric) != target);
        Fate::Freed
    });
    each_user::<Channel>(plan, target, PlanEdit::Channel, edits, |channel| {
        channel.roles.retain(|role| Reference::Phase(role.phase) != target);
        Fate::Freed
    });
    each_user::<Phase>(plan, target, PlanEdit::Phase, edits, |phase| {
        if let Some(objective) = &mut phase.objective {
            objective.metric = objective.metric.filter(|&id| Reference::Metric(id) != target);
        }
        for condition in phase.entry.iter_mut().chain(&mut phase.exit) {
            condition.metric = condition.metric.filter(|&id| Reference::Metric(id) != target);
        }
        Fate::Freed
    });
    // Cadences, activities and partners can be pointed at in their turn.
    let mut go_too = Vec::new();
    each_user::<Cadence>(plan, target, PlanEdit::Cadence, edits, |cadence| {
        cadence.phase = cadence.phase.filter(|&id| Reference::Phase(id) != target);
        if Reference::Channel(cadence.channel) == target {
            go_too.push(Reference::Cadence(cadence.id));
        }
        Fate::Freed
    });
    each_user::<Activity>(plan, target, PlanEdit::Activity, edits, |activity| {
        activity.after.retain(|&id| Reference::Activity(id) != target);
        activity.channel = activity.channel.filter(|&id| Reference::Channel(id) != target);
        if Reference::Phase(activity.phase) == target {
            go_too.push(Reference::Activity(activity.id));
        }
        Fate::Freed
    });
    each_user::<Partner>(plan, target, PlanEdit::Partner, edits, |partner| {
        partner.channel = partner.channel.filter(|&id| Reference::Channel(id) != target);
        if Reference::Phase(partner.phase) == target {
            go_too.push(Reference::Partner(partner.id));
        }
        Fate::Freed
    });
    for reference in go_too {
        free_and_remove(plan, reference, edits);
    }
    let remove = match target {
        Reference::Phase(id) => PlanEdit::Phase(ListEdit::Remove(id)),
        Reference::Channel(id) => PlanEdit::Channel(ListEdit::Remove(id)),
        Reference::Metric(id) => PlanEdit::Metric(ListEdit::Remove(id)),
        Reference::Department(id) => PlanEdit::Department(ListEdit::Remove(id)),
        Reference::Activity(id) => PlanEdit::Activity(ListEdit::Remove(id)),
        Reference::Partner(id) => PlanEdit::Partner(ListEdit::Remove(id)),
        Reference::Cadence(id) => PlanEdit::Cadence(ListEdit::Remove(id)),
    };
    make(plan, remove, edits);
}

/// What becomes of a part when what it points at goes.
enum Fate {
    Freed,
    Gone,
}

fn each_user<T: Listed>(
    plan: &mut Plan,
    target: Reference,
    wrap: fn(ListEdit<T>) -> PlanEdit,
    edits: &mut Vec<PlanEdit>,
    mut free: impl FnMut(&mut T) -> Fate,
) {
    let users: Vec<T> = T::list(plan)
        .iter()
        .filter(|item| {
            let mut points = false;
            item.references(&mut |reference| points |= reference == target);
            points
        })
        .cloned()
        .collect();
    for mut user in users {
        let before = user.clone();
        match free(&mut user) {
            Fate::Gone => make(plan, wrap(ListEdit::Remove(user.id())), edits),
            Fate::Freed if user != before => make(plan, wrap(ListEdit::Replace(Box::new(user))), edits),
            Fate::Freed => {}
        }
    }
}

fn make(plan: &mut Plan, edit: PlanEdit, edits: &mut Vec<PlanEdit>) {
    edits.push(edit.clone());
    let made = apply(plan, edit);
    debug_assert!(made.is_ok(), "{made:?}");
}
