//! Undo and redo: a bounded list of inverse edits. Typing in one field is one step.

use std::collections::VecDeque;

use crate::plan::Plan;
use crate::plan::edit::apply::apply;
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::{EditError, PlanEdit};

/// How many steps can be taken back.
pub const DEPTH: usize = 200;

/// The steps that can be taken back and made again.
#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<Done>,
    redo: Vec<PlanEdit>,
}

#[derive(Debug)]
struct Done {
    inverse: PlanEdit,
    field: Option<String>,
}

impl History {
    /// Applies the edit and remembers how to take it back.
    ///
    /// Edits of the same `field` that follow each other make one step; an edit without a field is a step of its own.
    /// Edits of one field must each replace the same part of the plan.
    pub fn apply(&mut self, plan: &mut Plan, edit: PlanEdit, field: Option<&str>) -> Result<(), EditError> {
        let inverse = apply(plan, edit)?;
        self.redo.clear();
        if field.is_some() && self.undo.back().is_some_and(|last| last.field.as_deref() == field) {
            // The older inverse already leads back to before the typing began.
            return Ok(());
        }
        if self.undo.len() == DEPTH {
            self.undo.pop_front();
        }
        self.undo.push_back(Done { inverse, field: field.map(str::to_owned) });
        Ok(())
    }

    /// Ends the typing in a field: the next edit of it is a step of its own.
    pub fn end_typing(&mut self) {
        if let Some(last) = self.undo.back_mut() {
            last.field = None;
        }
    }

    /// Takes the last step back and tells what of the budget that touched; `None` where there is no step.
    pub fn undo(&mut self, plan: &mut Plan) -> Result<Option<BudgetImpact>, EditError> {
        let Some(done) = self.undo.pop_back() else { return Ok(None) };
        let touched = BudgetImpact::by(&done.inverse);
        let again = apply(plan, done.inverse)?;
        self.redo.push(again);
        self.end_typing();
        Ok(Some(touched))
    }

    /// Makes the last step that was taken back again and tells what of the budget that touched; `None` where there is
    /// no step.
    pub fn redo(&mut self, plan: &mut Plan) -> Result<Option<BudgetImpact>, EditError> {
        let Some(edit) = self.redo.pop() else { return Ok(None) };
        let touched = BudgetImpact::by(&edit);
        let inverse = apply(plan, edit)?;
        self.undo.push_back(Done { inverse, field: None });
        Ok(Some(touched))
    }

    /// Whether a step can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether a step can be made again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
