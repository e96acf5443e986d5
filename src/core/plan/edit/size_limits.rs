//! The size limits of the plan's long lists and of its tracked figures.
//!
//! A separate check, so that a stored plan above the limit can still be edited and shortened.

use std::collections::HashSet;

use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::bounds::{MAX_FIGURES, MAX_ITEMS};
use crate::plan::model::id::Entity;
use crate::plan::model::tracking::FigureChange;

/// The limit that an edit would exceed: [`MAX_ITEMS`] of one of the plan's long lists, or [`MAX_FIGURES`] of its tracked
/// figures; `None` if it exceeds none. What is already longer can still be changed and shortened.
pub fn exceeded_limit(plan: &Plan, edit: &PlanEdit) -> Option<usize> {
    // An upper bound first: it is seldom exceeded, and counting every day of a long import once is slow.
    let values = |changes: &[FigureChange]| changes.iter().map(|change| i64::from(change.value.is_some())).sum();
    exceeded(plan, edit, &values)?;
    exceeded(plan, edit, &|changes| new_figures(plan, changes))
}

/// As [`exceeded_limit`], where `figures` counts those that the plan has more after changes.
fn exceeded(plan: &Plan, edit: &PlanEdit, figures: &dyn Fn(&[FigureChange]) -> i64) -> Option<usize> {
    let mut added = [0_i64; 4];
    count_added(edit, figures, &mut added);
    let lists = [
        (plan.budget.lines.len(), MAX_ITEMS),
        (plan.activities.len(), MAX_ITEMS),
        (plan.schedule.posts.len(), MAX_ITEMS),
        (plan.tracking.figures.len(), MAX_FIGURES),
    ];
    let is_above = |(added, (there, limit)): &(&i64, (usize, usize))| {
        let most = i64::try_from(*limit).unwrap_or(i64::MAX);
        **added > 0 && i64::try_from(*there).unwrap_or(most) + **added > most
    };
    added.iter().zip(lists).find(is_above).map(|(_, (_, limit))| limit)
}

fn count_added(edit: &PlanEdit, figures: &dyn Fn(&[FigureChange]) -> i64, added: &mut [i64; 4]) {
    fn by<T: Entity>(edit: &ListEdit<T>) -> i64 {
        match edit {
            ListEdit::Insert { .. } => 1,
            ListEdit::Remove(_) => -1,
            ListEdit::Replace(_) | ListEdit::Move { .. } => 0,
        }
    }
    match edit {
        PlanEdit::LineItem(edit) => added[0] += by(edit),
        PlanEdit::Activity(edit) => added[1] += by(edit),
        PlanEdit::Post(edit) => added[2] += by(edit),
        PlanEdit::Figures(changes) => added[3] += figures(changes),
        PlanEdit::Batch(edits) => edits.iter().for_each(|edit| count_added(edit, figures, added)),
        _ => {}
    }
}

/// How many more figures the plan has after the changes.
fn new_figures(plan: &Plan, changes: &[FigureChange]) -> i64 {
    let mut seen = HashSet::new();
    // The last change of a day decides.
    let last = changes.iter().rev().filter(|change| seen.insert((change.metric, change.channel, change.on)));
    let by = |change: &FigureChange| {
        let is_there = plan.tracking.figures.get(change.metric, change.channel, change.on).is_some();
        i64::from(change.value.is_some()) - i64::from(is_there)
    };
    last.map(by).sum()
}
