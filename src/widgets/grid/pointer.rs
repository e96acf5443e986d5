//! Selecting cells with the pointer.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::browser::dom::grid;
use crate::geometry::selection::{GridCell, Selection};

use super::Grid;

impl Grid {
    pub(super) fn press(self, event: &MouseEvent) {
        if event.button() != 0 || grid::is_in_control(event) {
            return;
        }
        let Some((row, column)) = grid::cell_of(event) else { return };
        // Commit the open entry first; where it cannot be parsed, it keeps the focus.
        if !self.commit() {
            event.prevent_default();
            return;
        }
        let columns = self.size().1;
        let whole = column.is_none();
        let cell = GridCell { row, column: column.unwrap_or(0) };
        let reach = GridCell { row, column: column.unwrap_or(columns.saturating_sub(1)) };
        self.home.set_value(None);
        let selection = if event.shift_key() {
            let active = self.peek().active;
            Selection { active: if whole { GridCell { column: 0, ..active } } else { active }, reach }
        } else {
            Selection { active: cell, reach }
        };
        self.dragging.set_value(true);
        self.select(selection);
        event.prevent_default();
    }

    pub(super) fn drag(self, event: &MouseEvent) {
        if !self.dragging.get_value() {
            return;
        }
        if event.buttons() & 1 == 0 {
            self.dragging.set_value(false);
            return;
        }
        if let Some((row, column)) = grid::cell_of(event) {
            let (selection, columns) = (self.peek(), self.size().1);
            let reach = GridCell { row, column: column.unwrap_or(columns.saturating_sub(1)) };
            if selection.reach != reach {
                self.selection.set(Selection { reach, ..selection });
            }
        }
    }

    pub(super) fn double(self, event: &MouseEvent) {
        if grid::is_in_control(event) {
            return;
        }
        let Some((row, column)) = grid::cell_of(event) else { return };
        match column {
            Some(_) => self.edit(false),
            None => self.rows().open(GridCell { row, column: 0 }),
        }
    }
}
