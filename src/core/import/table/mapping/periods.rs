//! Which columns of a mapping each hold one period, and what their headings are.
//!
//! Must not know which days a heading names: [`periods`](super::super::periods) resolves them.

use crate::import::table::headings::{PeriodSide, power_of, side_in};
use crate::import::table::periods::{PeriodHeading, PeriodLength, length_of, resolve_in_any_year, totals_among};
use crate::import::table::{Table, TableRow};

use super::{ColumnMeaning, ColumnUse, Mapping};

impl Mapping {
    /// The headings of the columns that each hold a period.
    pub fn period_headings(&self, table: &Table) -> Vec<PeriodHeading> {
        let columns = self.columns.iter().enumerate().filter(|(_, column)| column.meaning == ColumnMeaning::Month);
        columns.map(|(at, _)| self.period_heading(table, at)).collect()
    }

    pub(super) fn period_heading(&self, table: &Table, column: usize) -> PeriodHeading {
        let Some(at) = self.heading else { return PeriodHeading { column, ..PeriodHeading::default() } };
        // The lowest header row with a period; the row above may have the month.
        let is_period = |row: usize| {
            let text = table.rows.get(row).map_or("", |row| row.cell(column)).trim();
            let above = row.checked_sub(1).map_or("", |above| over(table, above, column));
            length_of(text, above).is_some()
        };
        let rows = at..at + self.heading_rows.max(1);
        let found = rows.clone().rev().find(|&row| is_period(row));
        if found.is_none()
            && let Some(text) = rows
                .rev()
                .filter(|&row| side_of(table, row, column).is_some())
                .find_map(|row| row.checked_sub(1).and_then(|above| period_over(table, above, column)))
        {
            return PeriodHeading { column, text: text.to_owned(), above: String::new() };
        }
        let row = found.unwrap_or(at);
        let text = table.rows.get(row).map_or("", |row| row.cell(column)).trim().to_owned();
        let above = row.checked_sub(1).map_or("", |above| over(table, above, column));
        PeriodHeading { column, text, above: above.to_owned() }
    }

    /// The heading of a period's column, preceded by the month where that has a row of its own.
    pub fn period_name(&self, table: &Table, column: usize) -> String {
        let PeriodHeading { text, above, .. } = self.period_heading(table, column);
        if above.is_empty() { text } else { above + " " + &text }
    }

    /// Assigns the period meanings. A single period column is not enough evidence.
    pub(super) fn name_periods(&mut self, table: &Table) {
        let headings: Vec<PeriodHeading> = (0..self.columns.len()).map(|at| self.period_heading(table, at)).collect();
        let mut headings: Vec<PeriodHeading> =
            headings.into_iter().filter(|heading| length_of(&heading.text, &heading.above).is_some()).collect();
        // Plan and actual columns. Without plan columns, the actuals are imported as the amounts.
        let mut sides: Vec<Option<PeriodSide>> =
            headings.iter().map(|heading| self.side(table, heading.column)).collect();
        if !sides.contains(&Some(PeriodSide::Plan)) {
            sides.fill(None);
        }
        // A repeated period counts once where plan and actuals cannot be distinguished.
        let mut seen = std::collections::HashSet::new();
        let known = resolve_in_any_year(&headings);
        let mut known = known.iter().zip(&sides);
        let mut kept = Vec::new();
        headings.retain(|_| {
            let Some((days, side)) = known.next() else { return true };
            let keeps = *side != Some(PeriodSide::Neither) && days.is_none_or(|days| seen.insert((days, *side)));
            if keeps {
                kept.push(*side);
            }
            keeps
        });
        if headings.len() < 2 {
            return;
        }
        let spent: Vec<PeriodHeading> = split_off(&mut headings, |at| kept[at] == Some(PeriodSide::Actual));
        for heading in &spent {
            let power = power_of(&heading.text).max(power_of(&heading.above));
            self.columns[heading.column] = ColumnUse::of(ColumnMeaning::MonthSpent, power);
        }
        // A quarter beside its months is their total.
        let totals = totals_among(&headings);
        for heading in headings.iter().filter(|heading| !totals.contains(&heading.column)) {
            let power = power_of(&heading.text).max(power_of(&heading.above));
            self.columns[heading.column] = ColumnUse::of(ColumnMeaning::Month, power);
        }
    }

    /// Whether a period column holds planned or actual amounts, by its own heading or the one above several columns.
    fn side(&self, table: &Table, column: usize) -> Option<PeriodSide> {
        let at = self.heading?;
        let own = (at..at + self.heading_rows.max(1)).rev().find_map(|row| side_of(table, row, column));
        own.or_else(|| {
            let row = table.rows.get(at.checked_sub(1)?)?;
            let over = row.cells.iter().take(column + 1).rev().find(|cell| !cell.trim().is_empty())?;
            side_in(over)
        })
    }
}

/// The month in a header row above a column: in the column's cell, or in the nearest one to the left.
pub(super) fn over(table: &Table, row: usize, column: usize) -> &str {
    let cell = table.rows.get(row).map_or("", |row| nearest(row, column));
    if length_of(cell, "") == Some(PeriodLength::Month) { cell } else { "" }
}

/// The same for every column of a row, in one pass.
pub(super) fn over_all(row: &TableRow, width: usize) -> Vec<&str> {
    let mut month = "";
    let mut months = Vec::with_capacity(width);
    for column in 0..width {
        let cell = row.cell(column).trim();
        if !cell.is_empty() {
            month = if length_of(cell, "") == Some(PeriodLength::Month) { cell } else { "" };
        }
        months.push(month);
    }
    months
}

/// The cell in that column, or the nearest one to the left with content.
fn nearest(row: &TableRow, column: usize) -> &str {
    let cells = row.cells.iter().take(column + 1).rev();
    cells.map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or("")
}

pub(super) fn side_of(table: &Table, row: usize, column: usize) -> Option<PeriodSide> {
    side_in(table.rows.get(row)?.cell(column))
}

/// The period in a header row above a column: in the column's cell, or in the nearest one to the left.
pub(super) fn period_over(table: &Table, row: usize, column: usize) -> Option<&str> {
    let cells = table.rows.get(row)?.cells.iter().take(column + 1).rev();
    let cell = cells.map(|cell| cell.trim()).find(|cell| !cell.is_empty())?;
    length_of(cell, "").is_some().then_some(cell)
}

/// Removes and returns the items at the indices that `is_out` selects.
fn split_off<T>(items: &mut Vec<T>, is_out: impl Fn(usize) -> bool) -> Vec<T> {
    let (out, kept): (Vec<_>, Vec<_>) = std::mem::take(items).into_iter().enumerate().partition(|(at, _)| is_out(*at));
    *items = kept.into_iter().map(|(_, item)| item).collect();
    out.into_iter().map(|(_, item)| item).collect()
}
