//! The size limit of the plan's long lists.
//!
//! A separate check, so that a stored plan above the limit can still be edited and shortened.

use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::bounds::MAX_ITEMS;
use crate::plan::model::id::Entity;

/// Whether an edit would make one of the plan's long lists longer than [`MAX_ITEMS`]. A list that is already longer can
/// still be changed and shortened.
pub fn makes_too_many(plan: &Plan, edit: &PlanEdit) -> bool {
    let mut added = [0_i64; 4];
    count_added(edit, &mut added);
    let lists =
        [plan.budget.lines.len(), plan.activities.len(), plan.schedule.posts.len(), plan.tracking.actuals.len()];
    let most = i64::try_from(MAX_ITEMS).unwrap_or(i64::MAX);
    added.iter().zip(lists).any(|(added, there)| *added > 0 && i64::try_from(there).unwrap_or(most) + added > most)
}

fn count_added(edit: &PlanEdit, added: &mut [i64; 4]) {
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
        PlanEdit::Actual(edit) => added[3] += by(edit),
        PlanEdit::Batch(edits) => edits.iter().for_each(|edit| count_added(edit, added)),
        _ => {}
    }
}
