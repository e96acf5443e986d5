//! Columns, rows and cells of the table, and the [`Rows`] that supply them. Knows no element of the page.

use std::sync::Arc;

use crate::geometry::selection::{Block, Cell};
use crate::widgets::fields::choice::SelectOption;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its key, for sorting and for the styles.
    pub key: &'static str,
    /// Its heading.
    pub head: &'static str,
    /// Its width in rem.
    pub width: f64,
    /// Whether it holds numbers, aligned on the right.
    pub number: bool,
    /// Whether pressing its heading sorts.
    pub sorts: bool,
}

/// A cell as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellView {
    /// Its text.
    pub text: String,
    /// How it is styled: `muted`, `seed`, `warn`.
    pub class: &'static str,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of the things the table lists.
    Item,
    /// The heading of several, which can be folded away.
    Group {
        /// Whether they are.
        folded: bool,
    },
    /// The empty row at the end: what is written there becomes a new item.
    New,
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// What it is.
    pub kind: RowKind,
    /// What stands at its head, such as its number.
    pub head: String,
    /// Its name, for screen readers.
    pub name: String,
    /// Its cells, one a column.
    pub cells: Vec<CellView>,
}

/// What editing a cell begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Editing {
    /// A text; numbers are aligned on the right.
    Text {
        /// What stands there now.
        text: String,
        /// Whether it is a number.
        number: bool,
    },
    /// One of several.
    Choice {
        /// The value that is chosen.
        value: String,
        /// What there is to choose from.
        options: Vec<SelectOption>,
    },
    /// It is changed elsewhere: [`Rows::open`] leads there.
    Elsewhere,
    /// It follows from others.
    Locked,
}

/// A text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Which cell.
    pub cell: Cell,
    /// What is to stand there.
    pub text: String,
}

/// What became of a text that was typed into a cell before, and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreOutcome {
    /// It stands in its cell.
    Taken,
    /// It still cannot be read.
    Unread {
        /// The column's heading.
        column: &'static str,
        /// The name of the row.
        row: String,
        /// Why.
        why: String,
    },
    /// Its row is gone.
    Gone,
}

/// What can be done with whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCommand {
    /// A new row above the first.
    InsertAbove,
    /// A new row under the last.
    InsertBelow,
    /// A copy of each under the last.
    Duplicate,
    /// Away with them.
    Remove,
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// What the table lists. Rows and columns are counted as they are shown.
pub trait Rows: Send + Sync {
    /// How many rows, tracked.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A row, tracked; `before` is what it was, to be given back where nothing of it has changed.
    fn row(&self, at: usize, before: Option<&Arc<RowView>>) -> Option<Arc<RowView>>;
    /// What editing a cell begins with.
    fn editing(&self, cell: Cell) -> Editing;
    /// A cell's text for the clipboard, which [`Rows::write`] reads back.
    fn text(&self, cell: Cell) -> String;
    /// Reads a text into one cell, as one step to undo, or says why it cannot be read.
    fn write(&self, write: Write) -> Result<(), String>;
    /// What a cell is known by, wherever its row and its column stand: begins with `cell-`.
    fn key(&self, cell: Cell) -> String;
    /// Where the cell of a key stands now; `None` where it is not shown, or gone.
    fn find(&self, key: &str) -> Option<Cell>;
    /// Reads a text that was kept into the cell of a key, whether it is shown or not.
    fn restore_text(&self, key: &str, text: &str) -> RestoreOutcome;
    /// Says that the row which was written in is gone.
    fn report_row_removed(&self);
    /// Reads texts into many cells at once, as one step to undo. Says itself what it cannot read.
    fn write_all(&self, writes: Vec<Write>, kind: BulkWrite);
    /// Takes a table from the clipboard into a block of cells, again and again where the block is larger. Rows beyond
    /// the last make new ones; columns beyond the last have no place. One step to undo; says itself what became of it.
    ///
    /// `known` says of which texts, by row and column, it is known that they are plain numbers with a point.
    fn paste(&self, onto: Block, texts: Vec<Vec<String>>, known: &dyn Fn(usize, usize) -> bool);
    /// Leads to where all of a row is shown, and the field of that cell.
    fn open(&self, cell: Cell);
    /// Folds a group away, or out.
    fn fold(&self, row: usize);
    /// Does something with whole rows; gives the row that is to be active then.
    fn command(&self, command: RowCommand, first: usize, last: usize) -> Option<usize>;
}

/// Where many texts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkWrite {
    /// From the row above.
    Filled,
    /// They are empty.
    Cleared,
}
