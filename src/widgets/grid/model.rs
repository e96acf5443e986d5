//! Columns, rows and cells of the table, and the [`Rows`] that supply them. Knows no element of the page.

use std::borrow::Cow;
use std::sync::Arc;

use crate::geometry::selection::{CellRange, GridCell, paste_block};
use crate::widgets::fields::combo::ComboOptions;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its key, for sorting and for styles.
    pub key: &'static str,
    /// Its heading.
    pub head: Cow<'static, str>,
    /// A second, smaller line of the heading; empty for none.
    pub detail: String,
    /// Its width in rem.
    pub width: f64,
    /// Whether it holds numbers, aligned on the right.
    pub number: bool,
    /// Whether clicking its heading sorts.
    pub sorts: bool,
}

/// A cell to render.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellView {
    /// Its text.
    pub text: String,
    /// Its class: `muted`, `seed` or `warn`.
    pub class: &'static str,
    /// Smaller text beside it; empty for none.
    pub aside: String,
    /// What screen readers say after the text, or instead of a dash; empty for nothing.
    pub said: &'static str,
}

impl CellView {
    /// A text with a class.
    pub fn new(text: impl Into<String>, class: &'static str) -> CellView {
        CellView { text: text.into(), class, ..CellView::default() }
    }
}

/// The kind of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowKind {
    /// An item of the table.
    #[default]
    Item,
    /// The heading of a collapsible group.
    Group {
        /// Whether it is collapsed.
        folded: bool,
    },
    /// The empty row at the end: typing in it creates an item.
    New,
}

/// A row to render.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowView {
    /// Its kind.
    pub kind: RowKind,
    /// Its classes, for styles.
    pub class: String,
    /// Its head, such as its number.
    pub head: String,
    /// A second, smaller line of the head; empty for none.
    pub note: String,
    /// Its name, for screen readers.
    pub name: String,
    /// Its cells, one a column.
    pub cells: Vec<CellView>,
}

/// How a cell is edited.
#[derive(Debug, Clone, PartialEq)]
pub enum Editing {
    /// As a text; numbers are aligned on the right.
    Text {
        /// The current text.
        text: String,
        /// Whether it is a number.
        number: bool,
    },
    /// As a choice of [`Rows::suggestions`].
    Choice {
        /// The name of the current choice.
        text: String,
    },
    /// Elsewhere: [`Rows::open`] leads there.
    Elsewhere,
    /// Not at all: it is computed.
    Locked,
}

/// A text for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The cell.
    pub cell: GridCell,
    /// The new text.
    pub text: String,
    /// Whether the text is the value of a suggestion that was chosen, and not what was typed.
    pub chosen: bool,
}

/// The outcome of restoring a stashed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreOutcome {
    /// It was written to its cell.
    Taken,
    /// It still cannot be parsed.
    Unread {
        /// The column's heading.
        column: String,
        /// The name of the row.
        row: String,
        /// Why.
        why: String,
    },
    /// Its row is gone.
    Gone,
}

/// A command on whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCommand {
    /// Insert a row above the first.
    InsertAbove,
    /// Insert a row below the last.
    InsertBelow,
    /// Insert copies below the last.
    Duplicate,
    /// Remove them.
    Remove,
    /// Move them up.
    Up,
    /// Move them down.
    Down,
}

/// The rows of the table. Rows and columns are counted as shown.
pub trait Rows: Send + Sync {
    /// The number of rows, tracked.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A row, tracked. Returns `before` itself if nothing in it has changed.
    fn row(&self, at: usize, before: Option<&Arc<RowView>>) -> Option<Arc<RowView>>;
    /// How a cell is edited.
    fn editing(&self, cell: GridCell) -> Editing;
    /// What is suggested for a choice as far as it is typed; `None` before anything is.
    fn suggestions(&self, cell: GridCell, typed: Option<&str>) -> ComboOptions;
    /// A cell's text for the clipboard, which [`Rows::write`] can parse.
    fn text(&self, cell: GridCell) -> String;
    /// Parses a text into one cell, as one undo step. The error says why it cannot be parsed.
    ///
    /// # Errors
    /// Fails with a message for the user where the text is not a value of the cell.
    fn write(&self, write: Write) -> Result<(), String>;
    /// How the keys of the cells begin: another table's keys begin otherwise.
    fn prefix(&self) -> &'static str;
    /// The stable key of a cell, whatever its row and column; starts with the prefix.
    fn key(&self, cell: GridCell) -> String;
    /// The position of the cell with a key; `None` where it is not shown or gone.
    fn find(&self, key: &str) -> Option<GridCell>;
    /// Parses a stashed text into the cell with a key, whether it is shown or not. `chosen` as in [`Write`].
    fn restore_text(&self, key: &str, text: &str, chosen: bool) -> RestoreOutcome;
    /// Shows the cell with a key, if filters or choices of the table hide it.
    fn unhide(&self, key: &str);
    /// Whether texts are entered into a row. Rows that are only computed are passed over by Enter and Tab while typing, by
    /// copying and by filling.
    fn takes_entries(&self, _row: usize) -> bool {
        true
    }
    /// The cells that a pasted block of so many rows and columns fills.
    fn paste_onto(&self, chosen: CellRange, rows: usize, columns: usize) -> CellRange {
        paste_block(chosen, rows, columns)
    }
    /// Reports that the row of the edited cell is gone.
    fn report_row_removed(&self);
    /// Parses texts into many cells, as one undo step. Reports itself what it cannot parse.
    fn write_all(&self, writes: Vec<Write>, kind: BulkWrite);
    /// Pastes a table into a block of cells, repeated where the block is larger. Rows beyond the last create new ones;
    /// columns beyond the last are dropped. One undo step; reports its outcome itself.
    ///
    /// Returns the cells that it filled, if they are others.
    ///
    /// `shown` gives, by row and column, what the other program shows for texts that are known to be plain numbers with a
    /// decimal point: `$20.00` for 20.
    fn paste<'a>(
        &self,
        onto: CellRange,
        texts: Vec<Vec<String>>,
        shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<CellRange>;
    /// Opens the details of a row at the field of that cell.
    fn open(&self, cell: GridCell);
    /// Collapses or expands a group.
    fn fold(&self, row: usize);
    /// Runs a command on rows; returns the row that is active afterwards.
    fn command(&self, command: RowCommand, first: usize, last: usize) -> Option<usize>;
}

/// The origin of texts for many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkWrite {
    /// Filled down from the row above.
    Filled,
    /// Cleared.
    Cleared,
}
