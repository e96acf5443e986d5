//! The keys of the table, while a cell is edited and while none is.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::dom::form_controls::is_composing_key;
use crate::browser::dom::grid;
use crate::geometry::selection::{GridCell, GridStep, Selection, cell_after_step, next_cell, previous_cell};

use super::{EditedCell, Grid, RowCommand, RowKind};

impl Grid {
    pub(super) fn entry_key(self, event: &KeyboardEvent, entry: EditedCell) {
        if is_composing_key(event) {
            return;
        }
        if entry.choice && self.choice_key(event, entry) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        let arrow = match event.key().as_str() {
            "ArrowUp" => Some(GridStep::Up),
            "ArrowDown" => Some(GridStep::Down),
            "ArrowLeft" => Some(GridStep::Left),
            "ArrowRight" => Some(GridStep::Right),
            _ => None,
        };
        match event.key().as_str() {
            "Escape" => self.cancel(),
            "Enter" if event.alt_key() => return,
            "Enter" => {
                let (rows, columns) = (self.size().0 + 1, self.size().1);
                let column = self.home.get_value().unwrap_or(entry.cell.column);
                let step = if event.shift_key() { GridStep::Up } else { GridStep::Down };
                self.home.set_value(None);
                self.commit_and(|cell| Some(cell_after_step(GridCell { column, ..cell }, step, rows, columns, 1)));
            }
            "Tab" => self.tab_from_entry(event.shift_key()),
            _ => match arrow {
                Some(step) if entry.typed && !entry.choice => {
                    let (rows, columns) = (self.size().0 + 1, self.size().1);
                    self.commit_and(|cell| Some(cell_after_step(cell, step, rows, columns, 1)));
                }
                _ => {
                    event.stop_propagation();
                    return;
                }
            },
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The keys of the list of suggestions. Escape closes it before it ends the editing.
    fn choice_key(self, event: &KeyboardEvent, entry: EditedCell) -> bool {
        if self.combo.key(event) {
            return true;
        }
        match event.key().as_str() {
            "Escape" => self.combo.hide(),
            "ArrowUp" if event.alt_key() => self.combo.hide(),
            "ArrowDown" | "ArrowUp" => {
                let text = self.typed_text(entry).unwrap_or_default();
                let is_untouched = self.target.with_value(|(_, before)| *before == text);
                self.suggest(entry.cell, (!is_untouched).then_some(text.as_str()));
                true
            }
            _ => false,
        }
    }

    pub(super) fn tab_from_entry(self, back: bool) {
        let columns = self.size().1;
        if self.home.get_value().is_none() {
            self.home.set_value(self.entry.get_untracked().map(|entry| entry.cell.column));
        }
        // The row may be the new one; then there is one more after the commit.
        self.commit_and(|cell| if back { previous_cell(cell, columns) } else { next_cell(cell, usize::MAX, columns) });
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if let Some(entry) = self.entry.get_untracked() {
            self.entry_key(event, entry);
            return;
        }
        // A key that starts an input method opens the cell; one that ends a composition is ignored.
        let composing = is_composing_key(event) && matches!(event.key().as_str(), "Enter" | "Escape" | "Tab");
        if grid::is_in_control(event) || event.is_composing() || composing {
            return;
        }
        let (command, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        if self.left.get_untracked() {
            // Enter and the arrows come back to the cell that was active; everything else is the page's.
            if matches!(event.key().as_str(), "Enter" | "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight") {
                self.refocus();
                event.prevent_default();
            }
            return;
        }
        let (rows, columns) = self.size();
        let key = event.key();
        let step = match (key.as_str(), command) {
            ("ArrowUp", false) => Some(GridStep::Up),
            ("ArrowDown", false) => Some(GridStep::Down),
            ("ArrowLeft", false) => Some(GridStep::Left),
            ("ArrowRight", false) => Some(GridStep::Right),
            ("ArrowUp", true) => Some(GridStep::Top),
            ("ArrowDown", true) => Some(GridStep::Bottom),
            ("ArrowLeft", true) | ("Home", false) => Some(GridStep::RowStart),
            ("ArrowRight", true) | ("End", false) => Some(GridStep::RowEnd),
            ("Home", true) => Some(GridStep::First),
            ("End", true) => Some(GridStep::Last),
            ("PageUp", _) => Some(GridStep::PageUp),
            ("PageDown", _) => Some(GridStep::PageDown),
            _ => None,
        };
        if event.alt_key() {
            match key.as_str() {
                "ArrowUp" => self.command(RowCommand::Up),
                "ArrowDown" => self.command(RowCommand::Down),
                "Enter" => self.rows().open(self.peek().active),
                _ => return,
            }
            event.prevent_default();
            return;
        }
        if let Some(step) = step {
            self.step(step, shift);
            event.prevent_default();
            return;
        }
        let active = self.peek().active;
        let group =
            matches!(untrack(|| self.rows().row(active.row, None)).map(|row| row.kind), Some(RowKind::Group { .. }));
        match (key.as_str(), command) {
            ("Enter" | " ", false) if group => self.rows().fold(active.row),
            ("Enter" | "F2", false) => self.edit(false),
            ("Tab", false) => {
                let to = if shift { previous_cell(active, columns) } else { next_cell(active, rows, columns) };
                // At its ends Tab leaves the table.
                let Some(to) = to else { return };
                self.home.try_update_value(|home| home.get_or_insert(active.column).to_owned());
                self.select(Selection::cell(to));
            }
            ("Delete" | "Backspace", false) => self.clear(),
            ("Escape", false) => self.leave(active),
            ("a", true) => self.select(Selection {
                active: GridCell::default(),
                reach: GridCell { row: rows.saturating_sub(1), column: columns.saturating_sub(1) },
            }),
            ("d", true) => self.fill_down(),
            ("+" | "=", true) => self.command(RowCommand::InsertBelow),
            ("-", true) => self.command(RowCommand::Remove),
            (" ", _) if shift || command => self.select(Selection {
                active: GridCell { row: active.row, column: 0 },
                reach: GridCell { row: self.peek().reach.row, column: columns.saturating_sub(1) },
            }),
            ("Process" | "Dead", false) => {
                self.edit(true);
                return;
            }
            (typed, false) if typed.chars().count() == 1 => {
                // The key itself is typed into the entry, which has the focus by then.
                self.edit(true);
                return;
            }
            _ => return,
        }
        event.prevent_default();
    }
}
