//! Merged cells of a sheet.
//!
//! Must not know what the cells hold.

use super::super::super::bounds::{self, Bound};
use super::super::super::table::{MAX_COLUMNS, MergedCells, TableError, TableRow};
use super::super::{SPREADSHEET_ROWS, cell_ref};

/// The merges that cover rows of the table and do not overlap in their first column.
///
/// # Errors
/// `TooLarge` where they cover more than [`bounds::MERGED_CELLS`] rows together.
pub(super) fn merges_within(mut merges: Vec<MergedCells>, rows: &[TableRow]) -> Result<Vec<MergedCells>, TableError> {
    merges.sort_by_key(|merge| (merge.column, merge.first, merge.last));
    let mut kept: Vec<MergedCells> = Vec::new();
    let mut covered = 0;
    let row_index = |number: usize| rows.partition_point(|row| row.number < number);
    for merge in merges {
        if kept.last().is_some_and(|last| last.column == merge.column && merge.first <= last.last) {
            continue;
        }
        let (first, end) = (row_index(merge.first), row_index(merge.last + 1));
        if first == end {
            continue;
        }
        covered += end - first;
        if covered > bounds::MERGED_CELLS {
            return Err(TableError::TooLarge(Bound::MergedCells));
        }
        kept.push(merge);
    }
    Ok(kept)
}

/// Parses a merge such as `A2:B5`.
pub(super) fn parse_merge(text: &str) -> Option<MergedCells> {
    let (from, to) = text.split_once(':')?;
    let ((column, first), (last_column, last)) = (cell_ref::parse(from)?, cell_ref::parse(to)?);
    let last = last.min(SPREADSHEET_ROWS);
    (last >= first && last_column >= column && column < MAX_COLUMNS).then_some(MergedCells {
        column,
        last_column: last_column.min(MAX_COLUMNS - 1),
        first,
        last,
    })
}
