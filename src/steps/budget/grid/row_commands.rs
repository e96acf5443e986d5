//! Commands on rows: insert, duplicate, delete, move.

use leptos::prelude::*;

use super::rows::LineRows;
use crate::i18n::format;
use crate::i18n::words::{budget as b, budget_grid as w, common};
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::steps::budget::lines::{copy_of, deleted_words};
use crate::widgets::grid::RowCommand;

impl LineRows {
    /// Runs a command on a range of rows. Returns the row to select afterwards, `None` if nothing changed.
    pub(super) fn run(self, command: RowCommand, first: usize, last: usize) -> Option<usize> {
        let lines = self.lines_of(first, last);
        match command {
            RowCommand::InsertAbove => self.insert(lines.first().copied(), lines.first().copied()),
            RowCommand::InsertBelow => self.insert(lines.last().copied(), lines.last().map(|at| at + 1)),
            RowCommand::Duplicate => self.duplicate(&lines),
            RowCommand::Remove => self.delete(&lines).then_some(first),
            RowCommand::Up | RowCommand::Down if !self.may_reorder() => None,
            RowCommand::Up => {
                let (head, tail) = (*lines.first()?, *lines.last()?);
                // Moving the neighbour past them moves them all.
                self.reorder(head.checked_sub(1)?, tail).then_some(first - 1)
            }
            RowCommand::Down => {
                let (head, tail) = (*lines.first()?, *lines.last()?);
                self.reorder(tail + 1, head).then_some(first + 1)
            }
        }
    }

    /// Inserts a blank line item at an index, or at the end, with the phase of the one beside it.
    fn insert(self, beside: Option<usize>, at: Option<usize>) -> Option<usize> {
        let line = self.editor.peek(|plan| {
            let beside = beside.and_then(|at| plan.budget.lines.get(at));
            let blank = self.blank(plan);
            LineItem { phase: beside.map_or(blank.phase, |line| line.phase), ..blank }
        });
        let at = at.unwrap_or_else(|| self.editor.peek(|plan| plan.budget.lines.len()));
        let id = line.id;
        // A blank line item would not match the search.
        self.view.update(|view| view.text.clear());
        self.editor.insert_at(at, line).then(|| self.row_of(id)).flatten()
    }

    /// Inserts copies of line items below the last of them.
    fn duplicate(self, lines: &[usize]) -> Option<usize> {
        let editor = self.editor;
        let after = lines.last()? + 1;
        let copies: Vec<LineItem> =
            editor.peek(|plan| lines.iter().map(|&at| copy_of(editor, &plan.budget.lines[at])).collect());
        let id = copies.first()?.id;
        let (count, text) = format::counted(copies.len());
        let insert = |(nth, line)| PlanEdit::LineItem(ListEdit::Insert { at: after + nth, item: Box::new(line) });
        let edit = PlanEdit::Batch(copies.into_iter().enumerate().map(insert).collect());
        self.make(edit, &w::copied(count, &text));
        self.row_of(id)
    }

    /// Deletes line items; the message offers undo. Returns whether there were any.
    fn delete(self, lines: &[usize]) -> bool {
        let (ids, said): (Vec<LineItemId>, Vec<String>) = self.editor.peek(|plan| {
            lines.iter().map(|&at| &plan.budget.lines[at]).map(|line| (line.id, deleted_words(plan, line))).unzip()
        });
        let message = match said.as_slice() {
            [] => return false,
            [said] => said.clone(),
            all => {
                let (count, text) = format::counted(all.len());
                common::deleted(&b::lines_all(count, &text))
            }
        };
        let edit = PlanEdit::Batch(ids.into_iter().map(|id| PlanEdit::LineItem(ListEdit::Remove(id))).collect());
        self.editor.apply_undoably(edit, &message)
    }

    /// Moves a line item to another index.
    fn reorder(self, from: usize, to: usize) -> bool {
        let Some(id) = self.editor.peek(|plan| plan.budget.lines.get(from).map(|line| line.id)) else { return false };
        self.editor.edit(PlanEdit::LineItem(ListEdit::Move { id, to }), None)
    }

    /// Whether rows can be moved; shows a message if not.
    fn may_reorder(self) -> bool {
        let may = self.view.with_untracked(|view| view.is_as_entered() && !view.filters());
        if !may {
            self.toasts.say(w::move_as_entered());
        }
        may
    }
}
