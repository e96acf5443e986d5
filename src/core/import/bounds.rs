//! How much of a foreign file is read. Every limit of the import is defined here, with its reason.
//!
//! A bound is either reported beside a table that is otherwise read (columns, characters of one cell) or it refuses the
//! file with its [`Bound`], before the memory for it is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The most bytes of a file, or of pasted text: 20 MiB. The largest budgets seen have 2 MB.
pub const FILE_BYTES: usize = 20 << 20;
/// The most bytes that one part of a workbook may unpack to: 64 MiB, some 20,000 rows of 60 columns as XML.
pub const PART_BYTES: usize = 64 << 20;
/// The most bytes that all parts of a workbook that are read may unpack to: 160 MiB. Parts can share one place in the file.
pub const UNPACKED_BYTES: usize = 160 << 20;
/// The most entries in the directory of an archive.
pub const PARTS: usize = 10_000;
/// The most bytes of text in all cells of a table, 24 MiB. Shared texts count at every cell that uses them.
pub const TEXT_BYTES: usize = 24 << 20;
/// The most characters of one cell, as in Excel; the rest is cut and reported.
pub const CELL_CHARACTERS: usize = 32_767;
/// The most rows of a budget that are not blank.
pub const ROWS: usize = 20_000;
/// The most rows of all tables of a file of figures, and of any table: a plan has room for fewer figures.
pub const FIGURE_ROWS: usize = 150_000;
/// The most columns of a table; those further right are cut and reported.
pub const COLUMNS: usize = 1_024;
/// The most cells of a table, counted from the first column of each row to its last filled one.
pub const CELLS: usize = 2_000_000;
/// The most texts in the table of shared texts.
pub const SHARED_TEXTS: usize = 2_000_000;
/// The most sheets of a workbook.
pub const SHEETS: usize = 1_000;
/// The most sheets that are scored to find the one with the budget.
pub const MAX_SCORED_SHEETS: usize = 64;
/// How many bytes of a sheet are unpacked to score it.
pub const SCORED_SHEET_BYTES: usize = 256 << 10;
/// How many rows of a sheet are scored.
pub const SCORED_SHEET_ROWS: usize = 80;
/// The most cells that merged cells may cover, counted in their first column.
pub const MERGED_CELLS: usize = 200_000;
/// The deepest nesting of elements; workbooks and pages have some 30.
pub const DEPTH: usize = 256;
/// How many steps all formulas of a sheet may take together.
pub const FORMULA_STEPS: usize = 2_000_000;
/// How deep a formula may hang on others.
pub const FORMULA_DEPTH: usize = 64;
/// How many other sheets the formulas of a sheet may refer to.
pub const FORMULA_SHEETS: usize = 16;
/// The most names that a workbook defines and tables that it has.
pub const NAMES: usize = 2_000;
/// How many cells are listed in a notice.
pub const LISTED_CELLS: usize = 20;

/// A bound that refuses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// [`FILE_BYTES`].
    File,
    /// [`PART_BYTES`] or [`UNPACKED_BYTES`].
    Unpacked,
    /// [`PARTS`].
    Parts,
    /// [`TEXT_BYTES`].
    Text,
    /// [`ROWS`].
    Rows,
    /// [`FIGURE_ROWS`].
    FigureRows,
    /// [`CELLS`].
    Cells,
    /// [`SHARED_TEXTS`].
    SharedTexts,
    /// [`SHEETS`].
    Sheets,
    /// [`MERGED_CELLS`].
    MergedCells,
    /// [`DEPTH`].
    Depth,
}

impl Bound {
    /// Its limit, in what it counts.
    pub fn limit(self) -> usize {
        match self {
            Bound::File => FILE_BYTES,
            Bound::Unpacked => PART_BYTES,
            Bound::Parts => PARTS,
            Bound::Text => TEXT_BYTES,
            Bound::Rows => ROWS,
            Bound::FigureRows => FIGURE_ROWS,
            Bound::Cells => CELLS,
            Bound::SharedTexts => SHARED_TEXTS,
            Bound::Sheets => SHEETS,
            Bound::MergedCells => MERGED_CELLS,
            Bound::Depth => DEPTH,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Bound::File => "bytes",
            Bound::Unpacked => "bytes unpacked",
            Bound::Parts => "parts",
            Bound::Text => "bytes of text in its cells",
            Bound::Rows | Bound::FigureRows => "rows",
            Bound::Cells => "cells",
            Bound::SharedTexts => "shared texts",
            Bound::Sheets => "sheets",
            Bound::MergedCells => "merged cells",
            Bound::Depth => "levels of nesting",
        };
        write!(f, "more than {} {what}", self.limit())
    }
}
