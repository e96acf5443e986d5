//! Determines which cell an empty one repeats: the merged cell that covers it, or the one above.
//!
//! Must not know the plan.

use crate::export::csv::budget::BudgetColumn;
use crate::import::table::Table;
use crate::import::table::mapping::{BlankFill, ColumnMeaning, Mapping, REPEATED_COLUMNS};
use std::collections::HashMap;

/// The row whose cell an empty one repeats, by row number and column.
pub(super) fn filled_from(table: &Table, mapping: &Mapping) -> HashMap<(usize, usize), usize> {
    match mapping.fill {
        BlankFill::Never => HashMap::new(),
        BlankFill::Merged => merged(table),
        BlankFill::Always => {
            let mut found = merged(table);
            let named = |column: BudgetColumn| mapping.column(ColumnMeaning::Field(column));
            let first = table.rows.len() - mapping.body(table).len();
            for column in REPEATED_COLUMNS.into_iter().filter_map(named) {
                let mut last = None;
                for (at, row) in table.rows.iter().enumerate().skip(first) {
                    if !row.cell(column).trim().is_empty() {
                        last = Some(at);
                    } else if let Some(last) = last {
                        found.entry((row.number, column)).or_insert(last);
                    }
                }
            }
            found
        }
    }
}

/// Cells covered by a merged one, by row number and column.
fn merged(table: &Table) -> HashMap<(usize, usize), usize> {
    let mut found = HashMap::new();
    for merge in &table.merges {
        let place = |number: usize| table.rows.partition_point(|row| row.number < number);
        let first = place(merge.first);
        if table.rows.get(first).is_none_or(|row| row.number != merge.first) {
            continue;
        }
        for row in &table.rows[first + 1..place(merge.last + 1).max(first + 1)] {
            found.insert((row.number, merge.column), first);
        }
    }
    found
}
