//! Assigns columns to cells in a table with column and row spans, so that cells beside and below a span are aligned.
//!
//! Must not know what the cells hold.

use crate::import::table::MergedCells;

/// A cell with its column and row span, as in HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpannedCell<T> {
    /// The content.
    pub cell: T,
    /// Its column, from 0, where the source states it; else the next free one.
    pub at: Option<usize>,
    /// The number of columns, at least 1.
    pub columns: usize,
    /// The number of rows, at least 1; 0 for all that follow.
    pub rows: usize,
}

/// Assigns columns to the cells, row by row.
#[derive(Debug, Clone, Default)]
pub struct CellPlacement {
    /// The number of rows so far.
    placed: usize,
    /// For each column, the first row that is not covered by a span from above.
    taken: Vec<usize>,
    merges: Vec<MergedCells>,
}

impl CellPlacement {
    /// The cells of the next row, with empty cells where a span covers the column, except at the end of the row. Column spans
    /// are limited to `most`.
    pub fn row<T: Default>(&mut self, row: Vec<SpannedCell<T>>, most: usize) -> Vec<T> {
        let at = self.placed;
        self.placed += 1;
        let (mut cells, mut column): (Vec<T>, usize) = (Vec::with_capacity(row.len()), 0);
        for SpannedCell { cell, at: place, columns, rows } in row {
            while self.taken.get(column).is_some_and(|until| *until > at) {
                column += 1;
            }
            column = column.max(place.unwrap_or(0).min(most));
            let columns = columns.clamp(1, most.saturating_sub(column).max(1));
            if rows != 1 || columns > 1 {
                let until = if rows == 0 { usize::MAX } else { at.saturating_add(rows) };
                self.merges.push(MergedCells { column, last_column: column + columns - 1, first: at, last: until - 1 });
                if rows != 1 {
                    self.taken.resize(self.taken.len().max(column + columns), 0);
                    self.taken[column..column + columns].fill(until);
                }
            }
            cells.resize_with(column, T::default);
            cells.push(cell);
            column += columns;
        }
        cells
    }

    /// The merged cells, with rows counted from 0 and limited to the last row.
    pub fn merges(self) -> Vec<MergedCells> {
        let last = self.placed.saturating_sub(1);
        let within = |merge: MergedCells| MergedCells { last: merge.last.min(last), ..merge };
        self.merges
            .into_iter()
            .map(within)
            .filter(|merge| merge.last > merge.first || merge.last_column > merge.column)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells by spaces, rows by strokes; `a2x3` reaches over two columns and three rows.
    fn laid(text: &str) -> (String, Vec<MergedCells>) {
        let cell = |cell: &str| {
            let number = |at| cell.get(at..=at).and_then(|digit| digit.parse().ok()).unwrap_or(1);
            SpannedCell { cell: cell[..1].to_owned(), at: None, columns: number(1), rows: number(3) }
        };
        let mut placing = CellPlacement::default();
        let mut line = |row: &str| {
            let cells = placing.row(row.split_whitespace().map(cell).collect(), 8);
            cells.into_iter().map(|cell| if cell.is_empty() { ".".into() } else { cell }).collect::<String>()
        };
        let rows: Vec<String> = text.split('/').map(&mut line).collect();
        (rows.join("/"), placing.merges())
    }

    #[test]
    fn cells_stay_below_their_headings() {
        assert_eq!(laid("a b c/d1x3 e f/g h/i j/k l m").0, "abc/def/.gh/.ij/klm");
        assert_eq!(laid("a1x3 b/c/d").1, [MergedCells { column: 0, last_column: 0, first: 0, last: 2 }]);
        // Wide, and wide and deep.
        assert_eq!(laid("a2x1 b/c d e").0, "a.b/cde");
        assert_eq!(laid("a2x2 b/c/d e f").0, "a.b/..c/def");
        // Two that overlap in their rows, and one in the middle.
        assert_eq!(laid("a1x2 b1x3 c/d/e f").0, "abc/..d/e.f");
        assert_eq!(laid("a b1x2 c/d e").0, "abc/d.e");
        // To the end of the table, and further.
        assert_eq!(laid("a1x0 b/c/d").0, "ab/.c/.d");
        assert_eq!(
            laid("a1x9 b/c"),
            ("ab/.c".to_owned(), vec![MergedCells { column: 0, last_column: 0, first: 0, last: 1 }])
        );
        assert_eq!(laid("a9x1 b").0, "a.......b");
        // A row with nothing left in it.
        assert_eq!(laid("a1x2 b1x2//c d").0, "ab//cd");
    }
}
