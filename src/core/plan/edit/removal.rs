//! Removal of a part of the plan together with every reference to it, as one edit.
//!
//! Decides which dependent parts are kept and which are removed too; [`apply`] itself refuses to break a reference.

use crate::plan::Plan;
use crate::plan::edit::apply::apply;
use crate::plan::edit::{Editable, ListEdit, PlanEdit};
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
use crate::plan::model::references::Reference;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::tracking::{Figure, FigureChange};

/// One edit that removes a part and every reference to it.
///
/// Parts that cannot exist without it (the tests and cadences of a channel, the activities of a phase) are removed too.
pub fn removal(plan: &Plan, target: Reference) -> PlanEdit {
    let mut after = plan.clone();
    let mut edits = Vec::new();
    remove_with_references(&mut after, target, &mut edits);
    PlanEdit::Batch(edits)
}

fn remove_with_references(plan: &mut Plan, target: Reference, edits: &mut Vec<PlanEdit>) {
    if plan.goals.north_star.as_ref().is_some_and(|star| Reference::Metric(star.metric) == target) {
        make(plan, PlanEdit::NorthStar(None), edits);
    }
    if plan.strategy.rule.metric.is_some_and(|metric| Reference::Metric(metric) == target) {
        let rule = TestRule { metric: None, ..plan.strategy.rule.clone() };
        make(plan, PlanEdit::TestRule(Box::new(rule)), edits);
    }
    // Parts that others refer to come last, so that no reference to them is left when they are removed.
    update_users::<Metric>(plan, target, edits, |metric| {
        metric.team = None;
        Update::Keep
    });
    update_users::<OutputGoal>(plan, target, edits, |goal| {
        goal.channel = None;
        if matches!(target, Reference::Team(_)) { Update::Remove } else { Update::Keep }
    });
    update_users::<ResultGoal>(plan, target, edits, |goal| {
        goal.metric = None;
        if matches!(target, Reference::Team(_)) { Update::Remove } else { Update::Keep }
    });
    remove_figures(plan, target, edits);
    update_users::<Post>(plan, target, edits, |post| {
        post.cadence = None;
        if matches!(target, Reference::Channel(_)) { Update::Remove } else { Update::Keep }
    });
    update_users::<ChannelTest>(plan, target, edits, |_| Update::Remove);
    update_users::<Feedback>(plan, target, edits, |_| Update::Remove);
    update_users::<Risk>(plan, target, edits, |_| Update::Remove);
    update_users::<Group>(plan, target, edits, |group| {
        group.channel = None;
        if matches!(target, Reference::Phase(_)) { Update::Remove } else { Update::Keep }
    });
    update_users::<LineItem>(plan, target, edits, |line| {
        line.phase = line.phase.filter(|&id| Reference::Phase(id) != target);
        line.channel = line.channel.filter(|&id| Reference::Channel(id) != target);
        line.pays_for = line.pays_for.filter(|&paid| match paid {
            PaysFor::Activity(id) => Reference::Activity(id) != target,
            PaysFor::Partner(id) => Reference::Partner(id) != target,
        });
        line.expected.retain(|expected| Reference::Metric(expected.metric) != target);
        Update::Keep
    });
    update_users::<Channel>(plan, target, edits, |channel| {
        channel.roles.retain(|role| Reference::Phase(role.phase) != target);
        Update::Keep
    });
    update_users::<Phase>(plan, target, edits, |phase| {
        if let Some(objective) = &mut phase.objective {
            objective.metric = objective.metric.filter(|&id| Reference::Metric(id) != target);
        }
        for criterion in phase.entry.iter_mut().chain(&mut phase.exit) {
            criterion.metric = criterion.metric.filter(|&id| Reference::Metric(id) != target);
        }
        Update::Keep
    });
    for reference in update_referable(plan, target, edits) {
        remove_with_references(plan, reference, edits);
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

/// Removes the tracked figures of a metric or channel: without its channel, a figure would count for the whole plan.
fn remove_figures(plan: &mut Plan, target: Reference, edits: &mut Vec<PlanEdit>) {
    let is_of = |figure: &Figure| {
        Reference::Metric(figure.metric) == target || figure.channel.is_some_and(|id| Reference::Channel(id) == target)
    };
    let removed = plan.tracking.figures.iter().filter(is_of).map(|figure| FigureChange {
        on: figure.on,
        metric: figure.metric,
        channel: figure.channel,
        value: None,
    });
    let removed: Vec<FigureChange> = removed.collect();
    if !removed.is_empty() {
        make(plan, PlanEdit::Figures(removed), edits);
    }
}

/// Updates cadences, activities and partners, which others can refer to, and returns those to remove.
fn update_referable(plan: &mut Plan, target: Reference, edits: &mut Vec<PlanEdit>) -> Vec<Reference> {
    let mut removed = Vec::new();
    update_users::<Cadence>(plan, target, edits, |cadence| {
        cadence.phase = cadence.phase.filter(|&id| Reference::Phase(id) != target);
        if Reference::Channel(cadence.channel) == target {
            removed.push(Reference::Cadence(cadence.id));
        }
        Update::Keep
    });
    update_users::<Activity>(plan, target, edits, |activity| {
        activity.after.retain(|&id| Reference::Activity(id) != target);
        activity.channel = activity.channel.filter(|&id| Reference::Channel(id) != target);
        if Reference::Phase(activity.phase) == target {
            removed.push(Reference::Activity(activity.id));
        }
        Update::Keep
    });
    update_users::<Partner>(plan, target, edits, |partner| {
        partner.channel = partner.channel.filter(|&id| Reference::Channel(id) != target);
        if Reference::Phase(partner.phase) == target {
            removed.push(Reference::Partner(partner.id));
        }
        Update::Keep
    });
    removed
}

/// What happens to a part that refers to the removed one.
enum Update {
    /// It stays, without the reference.
    Keep,
    /// It is removed too.
    Remove,
}

/// Updates every part of one kind that refers to `target`.
fn update_users<T: Editable>(
    plan: &mut Plan,
    target: Reference,
    edits: &mut Vec<PlanEdit>,
    mut update: impl FnMut(&mut T) -> Update,
) {
    let users: Vec<T> = T::list(plan)
        .iter()
        .filter(|item| {
            let mut found = false;
            item.references(&mut |reference| found |= reference == target);
            found
        })
        .cloned()
        .collect();
    for mut user in users {
        let before = user.clone();
        match update(&mut user) {
            Update::Remove => make(plan, T::plan_edit(ListEdit::Remove(user.id())), edits),
            Update::Keep if user != before => make(plan, T::plan_edit(ListEdit::Replace(Box::new(user))), edits),
            Update::Keep => {}
        }
    }
}

/// Applies an edit and appends it to `edits`.
fn make(plan: &mut Plan, edit: PlanEdit, edits: &mut Vec<PlanEdit>) {
    edits.push(edit.clone());
    let made = apply(plan, edit);
    debug_assert!(made.is_ok(), "{made:?}");
}
