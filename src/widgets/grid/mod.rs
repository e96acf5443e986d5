//! A spreadsheet-like table: keyboard navigation, typing into cells, ranges, copy and paste; only the visible rows are
//! rendered.
//!
//! Knows cells and their texts; what a row is, how a text is parsed and what a change means is up to its [`Rows`]. Rows
//! have a fixed height, and a small stock of row elements is moved along as the frame scrolls: a row that stays visible
//! is not rendered again.

mod copy_paste;
mod editing;
mod kept_texts;
mod keyboard;
mod model;
mod movement;
mod pointer;
mod unread_cells;
mod view;

use std::sync::Arc;

use leptos::html::{Div, Input};
use leptos::prelude::*;

use super::alive::Alive;
use super::fields::combo::ComboList;
use crate::browser::dom::grid;
use crate::geometry::selection::{CellRange, GridCell, Selection};

pub use kept_texts::kept_texts;
pub use model::{BulkWrite, CellView, Column, Editing, RestoreOutcome, RowCommand, RowKind, RowView, Rows, Write};
pub use unread_cells::{UnreadCell, unread_cells};
pub use view::table;

/// Height of a row in rem, as in the stylesheet.
const ROW: f64 = 2.25;

/// The measures of a table, in rem, and its class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridShape {
    /// A class for its styles; `even` for columns that are all as wide as the first.
    pub class: &'static str,
    /// Height of the head, which stays visible.
    pub head: f64,
    /// Height of the foot, which stays visible; 0 without one.
    pub foot: f64,
    /// Width of the row heads, which stay visible.
    pub side: f64,
    /// Whether the first column stays visible too.
    pub holds_first: bool,
}

impl Default for GridShape {
    fn default() -> GridShape {
        GridShape { class: "", head: 2.25, foot: 2.25, side: 3.0, holds_first: true }
    }
}

/// The height of a frame before it is rendered, in CSS pixels: it is never more than this.
const FRAME: f64 = 640.0;

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
    shape: GridShape,
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
    pub fn new(columns: Signal<Vec<Column>>, rows: Arc<dyn Rows>, shape: GridShape) -> Grid {
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
            shape,
            rows: StoredValue::new(rows),
            frame: NodeRef::new(),
            input: NodeRef::new(),
            choice,
            combo: ComboList::new("grid-suggestions", choice),
            scrolled: RwSignal::new((0.0, 0.0)),
            shifted: RwSignal::new(false),
            rem: StoredValue::new(grid::rem()),
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

    /// Begins with a cell: it is active and in view from the first rendering on, together with a row below it.
    pub fn begin_at(self, cell: GridCell, with_row: usize) {
        self.selection.set(Selection::cell(cell));
        let row = ROW * self.rem.get_value();
        #[allow(clippy::cast_precision_loss)] // no table is that long
        self.scrolled.set(((cell.row as f64 * row - FRAME).max(0.0), 0.0));
        Effect::new(move |was_there: Option<bool>| {
            let is_there = self.frame.get().is_some();
            if is_there && was_there != Some(true) {
                self.show(GridCell { row: with_row, ..cell });
                self.show(cell);
            }
            is_there
        });
    }

    /// Makes a cell active and scrolls it into view, and leaves the focus where it is.
    pub fn look_at(self, cell: GridCell) {
        self.selection.set(Selection::cell(cell));
        self.show(cell);
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
        let (block, rows) = (self.peek().block(), self.rows());
        let takes = |row: &usize| rows.takes_entries(*row);
        let (from, first) = if block.rows() > 1 {
            let Some(from) = (block.first.row..=block.last.row).find(takes) else { return };
            (from, from + 1)
        } else {
            let Some(above) = (0..block.first.row).rev().find(takes) else { return };
            (above, block.first.row)
        };
        let mut writes = Vec::new();
        for column in block.first.column..=block.last.column {
            let text = rows.text(GridCell { row: from, column });
            writes.extend((first..=block.last.row).filter(takes).map(|row| Write {
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
        let all = block.first.row..=block.last.row;
        let entries: Vec<_> = all.clone().filter(|row| rows.takes_entries(*row)).map(row).collect();
        // Computed rows are copied where nothing else is selected.
        if entries.is_empty() { all.map(row).collect() } else { entries }
    }

    fn paste<'a>(self, texts: Vec<Vec<String>>, shown: &dyn Fn(usize, usize) -> Option<&'a str>) {
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        let rows = self.rows();
        let onto = rows.paste_onto(self.peek().block(), texts.len(), width);
        let onto = rows.paste(onto, texts, shown).unwrap_or(onto);
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
