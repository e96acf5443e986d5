//! Removing a part of the plan together with every reference to it, as one edit.

use crate::plan::Plan;
use crate::plan::edit::apply::apply;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::activity::Activity;
use crate::plan::model::budget::{LineItem, PaysFor};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal};
use crate::plan::model::group::Group;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::{Listed, Reference};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::tracking::Actual;

/// The edits that free a part from everything that points at it and then take it out, as one.
///
/// What cannot be without it (the tests and cadences of a channel, the activities of a phase) goes with it.
pub fn removal(plan: &Plan, target: Reference) -> PlanEdit {
    let mut after = plan.clone();
    let mut edits = Vec::new();
    free_and_remove(&mut after, target, &mut edits);
    PlanEdit::Batch(edits)
}

pub(in crate::plan) fn free_and_remove(plan: &mut Plan, target: Reference, edits: &mut Vec<PlanEdit>) {
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
        if matches!(target, Reference::Team(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<ResultGoal>(plan, target, PlanEdit::ResultGoal, edits, |goal| {
        goal.metric = None;
        if matches!(target, Reference::Team(_)) { Fate::Gone } else { Fate::Freed }
    });
    // Without its channel a figure would pass for one of the whole.
    each_user::<Actual>(plan, target, PlanEdit::Actual, edits, |_| Fate::Gone);
    each_user::<Post>(plan, target, PlanEdit::Post, edits, |piece| {
        piece.cadence = None;
        if matches!(target, Reference::Channel(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<ChannelTest>(plan, target, PlanEdit::ChannelTest, edits, |_| Fate::Gone);
    each_user::<Feedback>(plan, target, PlanEdit::Feedback, edits, |_| Fate::Gone);
    each_user::<Risk>(plan, target, PlanEdit::Risk, edits, |_| Fate::Gone);
    each_user::<Group>(plan, target, PlanEdit::Group, edits, |group| {
        group.channel = None;
        if matches!(target, Reference::Phase(_)) { Fate::Gone } else { Fate::Freed }
    });
    each_user::<LineItem>(plan, target, PlanEdit::LineItem, edits, |line| {
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
        Reference::Team(id) => PlanEdit::Team(ListEdit::Remove(id)),
        Reference::Activity(id) => PlanEdit::Activity(ListEdit::Remove(id)),
        Reference::Partner(id) => PlanEdit::Partner(ListEdit::Remove(id)),
        Reference::Cadence(id) => PlanEdit::Cadence(ListEdit::Remove(id)),
    };
    make(plan, remove, edits);
}

/// What becomes of a part when what it points at goes.
pub(in crate::plan) enum Fate {
    Freed,
    Gone,
}

pub(in crate::plan) fn each_user<T: Listed>(
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

pub(in crate::plan) fn make(plan: &mut Plan, edit: PlanEdit, edits: &mut Vec<PlanEdit>) {
    edits.push(edit.clone());
    let made = apply(plan, edit);
    debug_assert!(made.is_ok(), "{made:?}");
}
