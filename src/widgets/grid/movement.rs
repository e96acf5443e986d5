//! Selecting cells and bringing them into view.

use leptos::ev::FocusEvent;
use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce, leaves};
use crate::browser::dom::grid;
use crate::geometry::selection::{GridCell, GridStep, Selection, cell_after_step};
use crate::i18n::words::grid as w;

use super::{Grid, ROW};

impl Grid {
    pub(super) fn select(self, selection: Selection) {
        let (rows, columns) = self.size();
        let selection = selection.within(rows, columns);
        if self.selection.get_untracked() != selection {
            self.selection.set(selection);
        }
        self.show(selection.reach);
        self.focus(selection.active);
    }

    /// Leaves the cells for the table as a whole, so that the next Tab goes on behind it.
    pub(super) fn leave(self, active: GridCell) {
        self.selection.set(Selection::cell(active));
        let Some(table) = self.table.get_untracked() else { return };
        self.left.set(true);
        grid::focus_table(&table);
        announce(w::left(), Urgency::Polite);
    }

    /// Makes Tab from outside lead to the active cell again, once the focus has left the table.
    pub(super) fn focus_moves(self, event: &FocusEvent) {
        let Some(frame) = self.frame.get_untracked().filter(|_| self.left.get_untracked()) else { return };
        match leaves(event, &frame) {
            // At once: the next Shift+Tab may come before the next frame.
            Some(true) => self.left.set(false),
            Some(false) => {}
            None => request_animation_frame(move || {
                if self.left.try_get_untracked() == Some(true) && !self.holds_focus() {
                    self.left.set(false);
                }
            }),
        }
    }

    /// Focuses a cell: at once where it is rendered, else in the next frame.
    pub(super) fn focus(self, cell: GridCell) {
        let Some(frame) = self.frame.get_untracked() else { return };
        if self.left.get_untracked() {
            self.left.set(false);
        }
        if !grid::focus_cell(&frame, cell.row, cell.column) {
            request_animation_frame(move || {
                // Something else may have been focused since.
                let still = self.entry.try_get_untracked().flatten().is_none();
                if let Some(frame) = self.frame.try_get_untracked().flatten().filter(|_| still) {
                    grid::focus_cell(&frame, cell.row, cell.column);
                }
            });
        }
    }

    /// Height of head and foot together, which cover the frame's edges, in rem.
    fn edges(self) -> f64 {
        self.shape.head + self.shape.foot
    }

    /// Scrolls a cell into view.
    pub(super) fn show(self, cell: GridCell) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let view = grid::view(&frame);
        let rem = self.rem.get_value();
        let row = ROW * rem;
        #[allow(clippy::cast_precision_loss)] // no table is that long
        let top = cell.row as f64 * row;
        // Head and foot cover the first and the last visible row.
        let seen = (view.height - self.edges() * rem).max(row);
        let to_top = if top < view.top { top } else { view.top.max(top + row - seen) };
        let (left, width, sticky) = self.columns.with_untracked(|columns| {
            let before: f64 = columns.iter().take(cell.column).map(|column| column.width).sum();
            let width = columns.get(cell.column).map_or(0.0, |column| column.width);
            let first = if self.shape.holds_first { columns.first().map_or(0.0, |column| column.width) } else { 0.0 };
            let sticky = self.shape.side + first;
            ((self.shape.side + before) * rem, width * rem, sticky * rem)
        });
        let to_left = if cell.column == 0 || left - sticky < view.left && cell.column > 0 {
            if cell.column == 0 { view.left } else { left - sticky }
        } else {
            view.left.max(left + width - view.width)
        };
        if (to_top - view.top).abs() > 0.5 || (to_left - view.left).abs() > 0.5 {
            self.keep_focus();
            grid::scroll_to(&frame, to_top, to_left);
            self.scrolled.set((to_top, view.height));
        }
    }

    /// Keeps the focus on the active cell while rows are drawn in other elements, or on the frame while the cell is not drawn:
    /// the element that has the focus may show another row afterwards, or be gone.
    fn keep_focus(self) {
        let is_on_cell = self.frame.get_untracked().is_some_and(|frame| grid::is_on_cell(&frame));
        if !is_on_cell || self.left.get_untracked() {
            return;
        }
        request_animation_frame(move || {
            let is_idle = self.entry.try_get_untracked() == Some(None) && self.left.try_get_untracked() == Some(false);
            let Some(frame) = self.frame.try_get_untracked().flatten().filter(|_| is_idle) else { return };
            // Something else may have the focus by then.
            if grid::is_on_cell(&frame) || grid::is_focus_lost() {
                let cell = self.peek().active;
                grid::focus_cell(&frame, cell.row, cell.column);
            }
        });
    }

    pub(super) fn page(self) -> usize {
        let Some(frame) = self.frame.get_untracked() else { return 1 };
        let rem = self.rem.get_value();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // some tens of rows
        let rows = ((grid::view(&frame).height - self.edges() * rem) / (ROW * rem)).max(1.0) as usize;
        rows
    }

    pub(super) fn step(self, step: GridStep, reaching: bool) {
        let (rows, columns) = self.size();
        let selection = self.peek();
        let from = if reaching { selection.reach } else { selection.active };
        let to = cell_after_step(from, step, rows, columns, self.page());
        self.home.set_value(None);
        self.select(if reaching { Selection { reach: to, ..selection } } else { Selection::cell(to) });
    }

    /// Notes how far the table is scrolled and how much of it is visible.
    pub(super) fn update_viewport(self) {
        let Some(frame) = self.frame.try_get_untracked().flatten() else { return };
        let view = grid::view(&frame);
        if self.scrolled.get_untracked() != (view.top, view.height) {
            self.keep_focus();
            self.scrolled.set((view.top, view.height));
        }
        if self.shifted.get_untracked() != (view.left > 0.0) {
            self.shifted.set(view.left > 0.0);
        }
    }
}
