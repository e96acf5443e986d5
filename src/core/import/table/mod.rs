//! A table of cells from any source.
//!
//! Must not know what a column means; [`mapping`] does.

mod delimited;
pub mod dictionary;
pub mod headings;
pub mod mapping;
mod outline;
pub mod periods;
pub mod reports;
pub mod spans;
pub mod sums;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::bounds::{self, Bound};

/// The most rows of one table of any kind.
pub const MAX_ROWS: usize = bounds::FIGURE_ROWS;
/// The most columns of a table; further ones are cut and reported.
pub const MAX_COLUMNS: usize = bounds::COLUMNS;
/// The most cells of one table, empty ones included.
pub const MAX_CELLS: usize = bounds::CELLS;
/// The most characters of a cell; the rest is cut and reported.
pub const MAX_CELL_CHARS: usize = bounds::CELL_CHARACTERS;
/// The most notes of one table.
const MAX_NOTES: usize = 50;

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableError {
    /// All cells are empty.
    Empty,
    /// More than [`MAX_ROWS`].
    TooManyRows,
    /// The archive or one of its parts cannot be read; `what` names the part.
    Damaged {
        /// The name of the part.
        what: String,
    },
    /// A zip archive that is not a workbook.
    NotAWorkbook,
    /// It has a password.
    Protected,
    /// It exceeds a limit.
    TooLarge(Bound),
    /// A web page without a table, such as a login page.
    WebPage {
        /// Its title; empty where it has none.
        title: String,
    },
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Empty => out.write_str("there is nothing in it"),
            TableError::TooManyRows => out.write_str("it has too many rows"),
            TableError::Damaged { what } => write!(out, "damaged: {what}"),
            TableError::NotAWorkbook => out.write_str("an archive that is no workbook"),
            TableError::Protected => out.write_str("it is protected by a password"),
            TableError::TooLarge(bound) => bound.fmt(out),
            TableError::WebPage { title } => write!(out, "a web page without a table: {title:?}"),
        }
    }
}

impl std::error::Error for TableError {}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Its number in the file, from 1, as a spreadsheet counts.
    pub number: usize,
    /// Its cells, without empty ones at the end.
    pub cells: Vec<String>,
    /// For each cell whether it is a numeric cell of a workbook, in any number format. Shorter than `cells` where the rest are
    /// texts; empty for other sources.
    pub numbers: Vec<bool>,
}

impl TableRow {
    /// The text of a cell; empty beyond the row's end.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether a cell is a numeric cell of a workbook. A text such as `1.500` is not, since it is ambiguous there as well.
    pub fn is_number(&self, column: usize) -> bool {
        self.numbers.get(column).is_some_and(|is_number| *is_number)
    }

    /// Whether no cell holds anything but space.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A merged cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedCells {
    /// The first column.
    pub column: usize,
    /// The last column; the same as the first where only rows are merged.
    pub last_column: usize,
    /// Number of the first row.
    pub first: usize,
    /// Number of the last row.
    pub last: usize,
}

/// The source of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// Cells of a workbook. Those that are [numbers](TableRow::is_number) are plain, with a point.
    #[default]
    Workbook,
    /// Text with delimiters.
    Text,
    /// A table of a web page, with numbers as displayed.
    Page,
}

/// A notice about a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableNote {
    /// Columns beyond [`MAX_COLUMNS`] are cut.
    ColumnsCut {
        /// How many columns the widest row has.
        width: usize,
    },
    /// A cell has more than [`MAX_CELL_CHARS`]; the rest is left out.
    CellCut {
        /// The row's number.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The number of characters.
        letters: usize,
    },
    /// A quote at the start of a cell is not closed and is read as part of the text.
    OpenQuote {
        /// The line of the text, from 1.
        line: usize,
    },
    /// There are rows that the page does not show.
    HiddenRows {
        /// How many.
        count: usize,
    },
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its rows, without blank ones.
    pub rows: Vec<TableRow>,
    /// Merged cells, down or across.
    pub merges: Vec<MergedCells>,
    /// The delimiter of text.
    pub delimiter: Option<u8>,
    /// Its source.
    pub form: TableFormat,
    /// Whether the workbook counts serial dates from 1904.
    pub days_from_1904: bool,
    /// Notices, for example about what was cut.
    pub notes: Vec<TableNote>,
}

impl Table {
    /// Whether it comes from a workbook, which distinguishes [numbers](TableRow::is_number) from texts.
    pub fn is_typed(&self) -> bool {
        self.form == TableFormat::Workbook
    }

    /// How many columns its widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// Adds a row unless it is blank. Cuts cells and columns beyond the limits with a notice.
    pub(super) fn push(&mut self, number: usize, cells: Vec<String>) -> Result<(), TableError> {
        self.push_typed(TableRow { number, cells, numbers: Vec::new() })
    }

    /// The same for a row with numeric cells.
    pub(super) fn push_typed(&mut self, row: TableRow) -> Result<(), TableError> {
        let TableRow { number, mut cells, mut numbers } = row;
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > MAX_COLUMNS {
            self.note_width(cells.len());
            cells.truncate(MAX_COLUMNS);
        }
        for (column, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| cell.len() > MAX_CELL_CHARS) {
            if let Some((end, _)) = cell.char_indices().nth(MAX_CELL_CHARS) {
                let letters = MAX_CELL_CHARS + cell[end..].chars().count();
                cell.truncate(end);
                self.note(TableNote::CellCut { row: number, column, letters });
            }
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        numbers.truncate(cells.len());
        numbers.truncate(numbers.iter().rposition(|is_number| *is_number).map_or(0, |last| last + 1));
        if self.rows.len() == MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        self.rows.push(TableRow { number, cells, numbers });
        // Counted every 256 rows, since one row is limited by itself.
        let is_full = self.rows.len().is_multiple_of(256)
            && self.rows.iter().map(|row| row.cells.len()).sum::<usize>() > MAX_CELLS;
        if is_full { Err(TableError::TooLarge(Bound::Cells)) } else { Ok(()) }
    }

    fn note(&mut self, note: TableNote) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(note);
        }
    }

    fn note_width(&mut self, found: usize) {
        let known = self.notes.iter_mut().find_map(|note| match note {
            TableNote::ColumnsCut { width } => Some(width),
            _ => None,
        });
        match known {
            Some(width) => *width = found.max(*width),
            None => self.notes.insert(0, TableNote::ColumnsCut { width: found }),
        }
    }
}
