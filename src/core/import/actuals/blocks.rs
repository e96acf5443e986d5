//! The tables within a sheet: sections under lines that begin with `#`, and tables side by side with an empty column
//! between them.

use std::ops::Range;

use crate::import::table::{Table, TableRow};

/// A table within a sheet.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// Lines above it that begin with `#`.
    pub comments: Vec<&'a TableRow>,
    /// Its rows, headings included.
    pub rows: Vec<&'a TableRow>,
    /// Its columns in the sheet.
    pub columns: Range<usize>,
}

fn is_comment(row: &TableRow) -> bool {
    row.cells.iter().find(|cell| !cell.trim().is_empty()).is_some_and(|cell| cell.trim_start().starts_with('#'))
}

/// The tables of a sheet. Side by side are those that `is_headed` says to have headings of their own, given the rows and
/// columns of a part; other parts stay together.
pub(super) fn blocks<'a>(table: &'a Table, is_headed: &dyn Fn(&[&TableRow], &Range<usize>) -> bool) -> Vec<Block<'a>> {
    let mut sections: Vec<(Vec<&TableRow>, Vec<&TableRow>)> = Vec::new();
    for row in &table.rows {
        let comment = is_comment(row);
        let begins = sections.last().is_none_or(|(_, rows)| comment && !rows.is_empty());
        if begins {
            sections.push((Vec::new(), Vec::new()));
        }
        if let Some((comments, rows)) = sections.last_mut() {
            if comment { comments.push(row) } else { rows.push(row) }
        }
    }
    let mut found = Vec::new();
    for (comments, rows) in sections.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let parts: Vec<Range<usize>> = used_columns(&rows, width);
        let headed: Vec<Range<usize>> = parts.into_iter().filter(|part| is_headed(&rows, part)).collect();
        if headed.len() > 1 {
            for columns in headed {
                let is_used = |row: &&&TableRow| columns.clone().any(|at| !row.cell(at).trim().is_empty());
                let of_part = rows.iter().filter(is_used).copied().collect();
                found.push(Block { comments: comments.clone(), rows: of_part, columns });
            }
        } else {
            found.push(Block { comments, rows, columns: 0..width });
        }
    }
    found
}

/// Runs of columns with content.
fn used_columns(rows: &[&TableRow], width: usize) -> Vec<Range<usize>> {
    let mut used = vec![false; width];
    for row in rows {
        for (at, cell) in row.cells.iter().enumerate() {
            used[at] = used[at] || !cell.trim().is_empty();
        }
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while at < width {
        let length = used[at..].iter().take_while(|used| **used).count();
        if length > 0 {
            parts.push(at..at + length);
        }
        at += length + 1;
    }
    parts
}
