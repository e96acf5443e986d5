//! The selection in a grid of cells, and keyboard navigation. Knows no browser.

/// A cell by its row and column, counted from zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct GridCell {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A rectangle of cells, its ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRange {
    /// The top left cell.
    pub first: GridCell,
    /// The bottom right cell.
    pub last: GridCell,
}

impl CellRange {
    /// The rectangle between two of its corners.
    pub fn between(one: GridCell, other: GridCell) -> CellRange {
        CellRange {
            first: GridCell { row: one.row.min(other.row), column: one.column.min(other.column) },
            last: GridCell { row: one.row.max(other.row), column: one.column.max(other.column) },
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.last.row - self.first.row + 1
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.last.column - self.first.column + 1
    }

    /// Its first and last column in a row; `None` if the row is outside.
    pub fn in_row(&self, row: usize) -> Option<(usize, usize)> {
        (self.first.row <= row && row <= self.last.row).then_some((self.first.column, self.last.column))
    }
}

/// The active cell, and the rectangle that Shift has extended from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// The active cell.
    pub active: GridCell,
    /// The corner opposite to it.
    pub reach: GridCell,
}

impl Selection {
    /// One cell.
    pub fn cell(cell: GridCell) -> Selection {
        Selection { active: cell, reach: cell }
    }

    /// All selected cells.
    pub fn block(&self) -> CellRange {
        CellRange::between(self.active, self.reach)
    }

    /// The selection clamped to a grid of this size, at least to its first cell.
    #[must_use]
    pub fn within(self, rows: usize, columns: usize) -> Selection {
        let clamp = |cell: GridCell| GridCell {
            row: cell.row.min(rows.saturating_sub(1)),
            column: cell.column.min(columns.saturating_sub(1)),
        };
        Selection { active: clamp(self.active), reach: clamp(self.reach) }
    }
}

/// A step of keyboard navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridStep {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// Up by the number of visible rows.
    PageUp,
    /// Down by the number of visible rows.
    PageDown,
    /// The first column.
    RowStart,
    /// The last column.
    RowEnd,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// The first cell of all.
    First,
    /// The last cell of all.
    Last,
}

/// The cell after a step, in a grid of `rows` × `columns` with `page` visible rows.
pub fn cell_after_step(from: GridCell, step: GridStep, rows: usize, columns: usize, page: usize) -> GridCell {
    let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
    let GridCell { row, column } = from;
    let (row, column) = match step {
        GridStep::Up => (row.saturating_sub(1), column),
        GridStep::Down => (row + 1, column),
        GridStep::Left => (row, column.saturating_sub(1)),
        GridStep::Right => (row, column + 1),
        GridStep::PageUp => (row.saturating_sub(page.max(1)), column),
        GridStep::PageDown => (row + page.max(1), column),
        GridStep::RowStart => (row, 0),
        GridStep::RowEnd => (row, last_column),
        GridStep::Top => (0, column),
        GridStep::Bottom => (last_row, column),
        GridStep::First => (0, 0),
        GridStep::Last => (last_row, last_column),
    };
    GridCell { row: row.min(last_row), column: column.min(last_column) }
}

/// The next cell, row by row, as for Tab; `None` after the last.
pub fn next_cell(from: GridCell, rows: usize, columns: usize) -> Option<GridCell> {
    if from.column + 1 < columns {
        Some(GridCell { column: from.column + 1, ..from })
    } else {
        (from.row + 1 < rows).then_some(GridCell { row: from.row + 1, column: 0 })
    }
}

/// The previous cell, row by row, as for Shift+Tab; `None` before the first.
pub fn previous_cell(from: GridCell, columns: usize) -> Option<GridCell> {
    if from.column > 0 {
        Some(GridCell { column: from.column - 1, ..from })
    } else {
        Some(GridCell { row: from.row.checked_sub(1)?, column: columns.saturating_sub(1) })
    }
}

/// The cells that a paste fills: the copied block repeated, if the selection is a multiple of it; else once, from the first
/// selected cell.
pub fn paste_block(chosen: CellRange, rows: usize, columns: usize) -> CellRange {
    let fits = |chosen: usize, copied: usize| copied > 0 && chosen > copied && chosen.is_multiple_of(copied);
    let (high, wide) = (chosen.rows(), chosen.columns());
    let tiles = (fits(high, rows) && (fits(wide, columns) || wide == columns || columns == 1))
        || (fits(wide, columns) && (high == rows || rows == 1));
    let tall = if fits(high, rows) { high } else { rows };
    let broad = if fits(wide, columns) { wide } else { columns };
    let (rows, columns) = if tiles { (tall, broad) } else { (rows, columns) };
    let first = chosen.first;
    let last = GridCell { row: first.row + rows.max(1) - 1, column: first.column + columns.max(1) - 1 };
    CellRange { first, last }
}

/// The first row to render and the number of rows: those in view, with a margin for small scrolls.
pub fn rows_in_view(scrolled: f64, height: f64, row_height: f64, rows: usize) -> (usize, usize) {
    const MARGIN: usize = 4;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not below zero, and no table is that long
    let whole = |rows: f64| if rows.is_finite() { rows.max(0.0) as usize } else { 0 };
    let first = whole((scrolled / row_height).floor()).saturating_sub(MARGIN);
    let seen = whole((height / row_height).ceil()) + 1 + 2 * MARGIN;
    (first.min(rows.saturating_sub(seen)), seen.min(rows))
}
