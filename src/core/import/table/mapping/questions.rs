//! Determines which choices a table leaves to the person: decimal marks, order of day and month, empty cells.
//!
//! Must not apply a choice; the choices are fields of the mapping.

use crate::export::csv::budget::BudgetColumn;
use crate::import::table::Table;
use crate::import::table::dictionary::folded;
use crate::import::table::periods::{PeriodHeading, resolve};
use crate::import::text::dates::{BesideMonth, DateRules, DayOrder};
use crate::import::text::numbers::{DecimalMark, is_placeholder};

use super::{ColumnMeaning, ColumnUse, Mapping, REPEATED_COLUMNS, SAMPLED_ROWS};

impl Mapping {
    /// Whether a column's numbers are ambiguous, so that the person has to choose the decimal mark.
    pub fn is_mark_ambiguous(&self) -> bool {
        let asks = |column: &ColumnUse| column.meaning.is_number() && column.settled == DecimalMark::Either;
        !self.has_plain_numbers && self.columns.iter().any(asks)
    }

    /// Whether it has dates that differ between the two orders of day and month.
    pub fn has_short_days(&self, table: &Table) -> bool {
        let columns: Vec<usize> = [ColumnMeaning::Field(BudgetColumn::When), ColumnMeaning::Start, ColumnMeaning::End]
            .into_iter()
            .filter_map(|meaning| self.column(meaning))
            .collect();
        let cells = self.body(table).iter().take(SAMPLED_ROWS).flat_map(|row| columns.iter().map(|&at| row.cell(at)));
        let read = |order, cell| DateRules { order, year: 2000, ..DateRules::default() }.span(cell).ok();
        cells.filter(|cell| !is_placeholder(cell)).any(|cell| {
            let (day, month) = (read(DayOrder::DayFirst, cell), read(DayOrder::MonthFirst, cell));
            day != month && (day.is_some() || month.is_some())
        })
    }

    /// Whether it has numbers beside month names that can be a day or a year, in cells or period headings.
    pub fn has_beside_month(&self, table: &Table) -> bool {
        let columns: Vec<usize> = [ColumnMeaning::Field(BudgetColumn::When), ColumnMeaning::Start, ColumnMeaning::End]
            .into_iter()
            .filter_map(|meaning| self.column(meaning))
            .collect();
        let mut cells =
            self.body(table).iter().take(SAMPLED_ROWS).flat_map(|row| columns.iter().map(|&at| row.cell(at)));
        let dates =
            |beside_month| DateRules { beside_month, order: DayOrder::MonthFirst, year: 2000, ..DateRules::default() };
        let (as_day, as_year) = (dates(BesideMonth::Day), dates(BesideMonth::Year));
        let headings = self.period_headings(table);
        let differs = |heading: &PeriodHeading| {
            let of = |dates| resolve(std::slice::from_ref(heading), dates).into_iter().next().map(|(_, days)| days);
            of(as_day) != of(as_year)
        };
        cells.any(|cell| as_day.span(cell) != as_year.span(cell)) || headings.iter().any(differs)
    }

    /// Whether a name column has empty cells under a name, merged or not.
    pub fn has_gaps(&self, table: &Table) -> bool {
        let columns = REPEATED_COLUMNS.into_iter().filter_map(|column| self.column(ColumnMeaning::Field(column)));
        let rows = self.body(table);
        let gap = |at: usize| {
            let pairs = rows.windows(2).take(SAMPLED_ROWS);
            pairs.filter(|pair| !pair[0].cell(at).trim().is_empty() && pair[1].cell(at).trim().is_empty()).count() > 0
        };
        columns.into_iter().any(gap)
    }

    /// Whether the table is a pivot table, as spreadsheets name their parts.
    pub fn is_pivot(&self, table: &Table) -> bool {
        let Some(row) = self.heading.and_then(|at| table.rows.get(at)) else { return false };
        row.cells.iter().any(|cell| {
            let text = folded(cell);
            ["rowlabels", "行标签", "zeilenbeschriftungen", "étiquettesdelignes"].contains(&text.as_str())
        })
    }
}
