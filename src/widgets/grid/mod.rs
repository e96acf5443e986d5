//! A spreadsheet-like table: keyboard navigation, typing into cells, ranges, copy and paste; only the visible rows are
//! rendered.
//!
//! Knows cells and their texts; what a row is, how a text is parsed and what a change means is up to its [`Rows`]. Rows
//! have a fixed height, and a small stock of row elements is moved along as the frame scrolls: a row that stays visible
//! is not rendered again.

mod copy_paste;
mod editing;
mod keyboard;
mod model;
mod movement;
mod pointer;
mod view;

use std::sync::Arc;

use leptos::html::{Div, Input};
use leptos::prelude::*;

use super::alive::Alive;
use super::fields::combo::ComboList;
use crate::geometry::selection::{CellRange, GridCell, Selection, paste_block};

pub use model::{BulkWrite, CellView, Column, Editing, RestoreOutcome, RowCommand, RowKind, RowView, Rows, Write};
pub use view::table;

/// Height of a row in rem, as in the stylesheet.
const ROW: f64 = 2.25;
/// Height of head and foot together, which cover the frame's edges, in rem.
const EDGE: f64 = 2.25;
/// Width of the row heads, which stay visible, in rem.
const HEAD_WIDTH: f64 = 3.0;

/// The table. A handle.
#[derive(Clone, Copy)]
pub struct Grid {
    selection: RwSignal<Selection>,
    entry: RwSignal<Option<EditedCell>>,
    /// The key of the edited cell and the text it had before.
    target: StoredValue<(String, String)>,
    alive: Alive,
    fault: RwSignal<String>,
    /// The column to which Enter returns after typing with Tab along a row.
    home: StoredValue<Option<usize>>,
    dragging: StoredValue<bool>,
    columns: Signal<Vec<Column>>,
    rows: StoredValue<Arc<dyn Rows>>,
    frame: NodeRef<Div>,
    input: NodeRef<Input>,
    /// The entry of choices, and what is suggested under it.
    choice: NodeRef<Input>,
    combo: ComboList,
    scrolled: RwSignal<(f64, f64)>,
    /// Whether it is scrolled to the right. Only then are the first columns sticky, since sticky cells cost a layer
    /// each in every frame.
    shifted: RwSignal<bool>,
    rem: StoredValue<f64>,
    /// Whether Escape has left the cells: the table itself has the focus, and Tab goes on behind it.
    left: RwSignal<bool>,
    table: NodeRef<Div>,
}

/// A cell that is being edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct EditedCell {
    cell: GridCell,
    choice: bool,
    number: bool,
    /// Whether it was opened by typing over the cell; arrow keys leave it then.
    typed: bool,
}

impl Grid {
    /// A table of rows.
    pub fn new(columns: Signal<Vec<Column>>, rows: Arc<dyn Rows>) -> Grid {
        let choice = NodeRef::new();
        Grid {
            selection: RwSignal::new(Selection::default()),
            entry: RwSignal::new(None),
            target: StoredValue::default(),
            alive: Alive::here(),
            fault: RwSignal::new(String::new()),
            home: StoredValue::new(None),
            dragging: StoredValue::new(false),
            columns,
            rows: StoredValue::new(rows),
            frame: NodeRef::new(),
            input: NodeRef::new(),
            choice,
            combo: ComboList::new("grid-suggestions", choice),
            scrolled: RwSignal::new((0.0, 0.0)),
            shifted: RwSignal::new(false),
            rem: StoredValue::new(16.0),
            left: RwSignal::new(false),
            table: NodeRef::new(),
        }
    }

    fn rows(self) -> Arc<dyn Rows> {
        self.rows.get_value()
    }

    fn size(self) -> (usize, usize) {
        let rows = self.rows();
        (untrack(|| rows.len()), self.columns.with_untracked(Vec::len))
    }

    /// The selected block, tracked.
    pub fn chosen(self) -> CellRange {
        self.selection.with(Selection::block)
    }

    /// The selection now, clamped to the table.
    pub fn peek(self) -> Selection {
        let (rows, columns) = self.size();
        self.selection.get_untracked().within(rows, columns)
    }

    /// Whether the table is rendered, tracked.
    pub fn is_there(self) -> bool {
        self.frame.get().is_some()
    }

    /// Starts to edit the empty row at the end.
    pub fn begin_new(self) {
        let row = self.size().0.saturating_sub(1);
        self.go_to(GridCell { row, column: 0 });
        self.edit(false);
    }

    /// Focuses the active cell.
    pub fn refocus(self) {
        self.focus(self.peek().active);
    }

    /// Selects and focuses a cell and scrolls it into view.
    pub fn go_to(self, cell: GridCell) {
        self.select(Selection::cell(cell));
    }

    /// Runs a command on the selected rows.
    pub fn command(self, command: RowCommand) {
        let Selection { active, reach } = self.peek();
        let block = CellRange::between(active, reach);
        let moved = self.rows().command(command, block.first.row, block.last.row);
        let Some(row) = moved else { return };
        let last = row + if matches!(command, RowCommand::Up | RowCommand::Down) { block.rows() - 1 } else { 0 };
        let column =
            if matches!(command, RowCommand::InsertAbove | RowCommand::InsertBelow) { 0 } else { active.column };
        self.select(Selection {
            active: GridCell { row, column },
            reach: GridCell { row: last, column: reach.column },
        });
    }

    /// Copies the first selected row into the selected rows below; a single row takes the cells above it.
    pub fn fill_down(self) {
        let block = self.peek().block();
        let (from, first) = if block.rows() > 1 {
            (block.first.row, block.first.row + 1)
        } else {
            let Some(above) = block.first.row.checked_sub(1) else { return };
            (above, block.first.row)
        };
        let rows = self.rows();
        let mut writes = Vec::new();
        for column in block.first.column..=block.last.column {
            let text = rows.text(GridCell { row: from, column });
            writes.extend((first..=block.last.row).map(|row| Write {
                cell: GridCell { row, column },
                text: text.clone(),
                chosen: false,
            }));
        }
        rows.write_all(writes, BulkWrite::Filled);
    }

    /// Clears the selected cells.
    pub fn clear(self) {
        let block = self.peek().block();
        self.rows().write_all(cells_of(block, |_| String::new()), BulkWrite::Cleared);
    }

    /// The texts of the selected cells.
    fn texts(self) -> Vec<Vec<String>> {
        let (block, rows) = (self.peek().block(), self.rows());
        let row = |row| {
            (block.first.column..=block.last.column)
                .map(|column| rows.text(GridCell { row, column }))
                .collect::<Vec<_>>()
        };
        (block.first.row..=block.last.row).map(row).collect()
    }

    fn paste<'a>(self, texts: Vec<Vec<String>>, shown: &dyn Fn(usize, usize) -> Option<&'a str>) {
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let onto = paste_block(self.peek().block(), texts.len(), width);
        self.rows().paste(onto, texts, shown);
        let (rows, columns) = self.size();
        // The empty row at the end is not part of the pasted block.
        let pasted = Selection { active: onto.first, reach: onto.last }.within(rows.saturating_sub(1), columns);
        self.selection.set(pasted);
        self.show(onto.first);
    }
}

fn cells_of(block: CellRange, text: impl Fn(GridCell) -> String) -> Vec<Write> {
    let row = |row| (block.first.column..=block.last.column).map(move |column| GridCell { row, column });
    (block.first.row..=block.last.row)
        .flat_map(row)
        .map(|cell| Write { cell, text: text(cell), chosen: false })
        .collect()
}
