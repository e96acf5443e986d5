//! Undo and redo: a bounded stack of inverse edits, each with the part it concerns.
//!
//! Successive edits of one field are one step. Knows no words for the steps; the app names them by their [`PlanPart`].

use std::collections::VecDeque;

use crate::plan::Plan;
use crate::plan::edit::apply::apply;
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::{EditError, PlanEdit, PlanPart};

/// How many steps can be undone.
pub const DEPTH: usize = 200;

/// The steps that can be undone and redone.
#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<UndoStep>,
    redo: Vec<RedoStep>,
}

#[derive(Debug)]
struct UndoStep {
    inverse: PlanEdit,
    of: StepTarget,
    /// The field whose next edit belongs to this step.
    typing: Option<String>,
}

#[derive(Debug)]
struct RedoStep {
    edit: PlanEdit,
    of: StepTarget,
}

/// What a step concerns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepTarget {
    /// The part; `None` for a step of no edits.
    pub part: Option<PlanPart>,
    /// The bits of the id of the item, where the part is one of a list.
    pub item: Option<u64>,
    /// The field on the page that was typed in, if one was.
    pub field: Option<String>,
    /// The screen on which it was made, by a number that only the caller knows the meaning of.
    pub made_at: Option<usize>,
}

/// What undoing or redoing a step changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOutcome {
    /// What the step concerns.
    pub of: StepTarget,
    /// The budget figures it can have changed.
    pub impact: BudgetImpact,
}

impl History {
    /// Applies the edit, stores its inverse as a step and returns which budget figures can have changed.
    ///
    /// Successive edits with the same `field` are one step; an edit without a field is always a step of its own. Edits
    /// of one field must each replace the same part of the plan.
    ///
    /// # Errors
    /// As [`apply`]; plan and history are then unchanged.
    pub fn apply(&mut self, plan: &mut Plan, edit: PlanEdit, field: Option<&str>) -> Result<BudgetImpact, EditError> {
        let of = StepTarget { part: edit.part(), item: edit.item(), field: field.map(str::to_owned), made_at: None };
        let impact = BudgetImpact::by(&edit);
        let inverse = apply(plan, edit)?;
        self.redo.clear();
        if field.is_some() && self.undo.back().is_some_and(|last| last.typing.as_deref() == field) {
            // The inverse of the first edit of the field already restores the value from before the typing.
            return Ok(impact);
        }
        if self.undo.len() == DEPTH {
            self.undo.pop_front();
        }
        self.undo.push_back(UndoStep { inverse, of, typing: field.map(str::to_owned) });
        Ok(impact)
    }

    /// Notes the screen on which the last step was made.
    pub fn note_screen(&mut self, screen: usize) {
        if let Some(last) = self.undo.back_mut() {
            last.of.made_at = Some(screen);
        }
    }

    /// Ends the typing in a field: the next edit of it starts a new step.
    pub fn end_typing(&mut self) {
        if let Some(last) = self.undo.back_mut() {
            last.typing = None;
        }
    }

    /// Undoes the last step; `None` where there is none.
    ///
    /// # Errors
    /// As [`apply`]; impossible unless the plan was changed without this history.
    pub fn undo(&mut self, plan: &mut Plan) -> Result<Option<StepOutcome>, EditError> {
        let Some(UndoStep { inverse, of, .. }) = self.undo.pop_back() else { return Ok(None) };
        let impact = BudgetImpact::by(&inverse);
        let edit = apply(plan, inverse)?;
        self.redo.push(RedoStep { edit, of: of.clone() });
        self.end_typing();
        Ok(Some(StepOutcome { of, impact }))
    }

    /// Redoes the last undone step; `None` where there is none.
    ///
    /// # Errors
    /// As [`apply`]; impossible unless the plan was changed without this history.
    pub fn redo(&mut self, plan: &mut Plan) -> Result<Option<StepOutcome>, EditError> {
        let Some(RedoStep { edit, of }) = self.redo.pop() else { return Ok(None) };
        let impact = BudgetImpact::by(&edit);
        let inverse = apply(plan, edit)?;
        self.undo.push_back(UndoStep { inverse, of: of.clone(), typing: None });
        Ok(Some(StepOutcome { of, impact }))
    }

    /// What [`History::undo`] would change.
    pub fn next_undo(&self) -> Option<&StepTarget> {
        self.undo.back().map(|step| &step.of)
    }

    /// The edit that undoes the last step, also after later edits.
    pub fn last_inverse(&self) -> Option<&PlanEdit> {
        self.undo.back().map(|step| &step.inverse)
    }

    /// What [`History::redo`] would change.
    pub fn next_redo(&self) -> Option<&StepTarget> {
        self.redo.last().map(|step| &step.of)
    }

    /// Whether a step can be undone.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether a step can be redone.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
