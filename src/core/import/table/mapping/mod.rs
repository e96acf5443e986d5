//! How a table is read: the meaning of each column, the decimal marks, the order of dates and the person's choices.
//!
//! Must not know the plan.

mod guess;
mod periods;
mod questions;

use std::collections::BTreeMap;

use crate::export::csv::budget::BudgetColumn;
use crate::import::table::reports::ReportPlatform;
use crate::import::table::{Table, TableRow};
use crate::import::text::dates::{BesideMonth, DayOrder};
use crate::import::text::numbers::DecimalMark;
use crate::plan::numbers::currency::Currency;

/// What a column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ColumnMeaning {
    /// Not imported.
    #[default]
    Ignored,
    /// A field of the line.
    Field(BudgetColumn),
    /// The first day of spending.
    Start,
    /// The last day of spending.
    End,
    /// The amount of the period that the heading names: a month, a week, a day. Several columns may have it.
    Month,
    /// The spent amount of that period, beside the planned one. Several columns may have it.
    MonthSpent,
    /// A result of a report, which is written to the line's note. Several columns may have it.
    Result,
}

impl ColumnMeaning {
    /// Every meaning a reader can choose for a column, in the order in which they are offered.
    pub const CHOICES: [ColumnMeaning; 22] = [
        ColumnMeaning::Ignored,
        ColumnMeaning::Field(BudgetColumn::What),
        ColumnMeaning::Field(BudgetColumn::Quantity),
        ColumnMeaning::Field(BudgetColumn::Unit),
        ColumnMeaning::Field(BudgetColumn::UnitPrice),
        ColumnMeaning::Field(BudgetColumn::Amount),
        ColumnMeaning::Month,
        ColumnMeaning::MonthSpent,
        ColumnMeaning::Field(BudgetColumn::Currency),
        ColumnMeaning::Field(BudgetColumn::Phase),
        ColumnMeaning::Field(BudgetColumn::Channel),
        ColumnMeaning::Field(BudgetColumn::Category),
        ColumnMeaning::Field(BudgetColumn::When),
        ColumnMeaning::Start,
        ColumnMeaning::End,
        ColumnMeaning::Field(BudgetColumn::Status),
        ColumnMeaning::Field(BudgetColumn::Committed),
        ColumnMeaning::Field(BudgetColumn::Actual),
        ColumnMeaning::Field(BudgetColumn::PaysFor),
        ColumnMeaning::Field(BudgetColumn::Owner),
        ColumnMeaning::Field(BudgetColumn::Note),
        ColumnMeaning::Result,
    ];

    /// Whether several columns may have it.
    pub fn is_shared(self) -> bool {
        matches!(
            self,
            ColumnMeaning::Ignored | ColumnMeaning::Month | ColumnMeaning::MonthSpent | ColumnMeaning::Result
        )
    }

    /// Whether its cells hold numbers.
    pub fn is_number(self) -> bool {
        use BudgetColumn::{Actual, Amount, Committed, Quantity, UnitPrice};
        matches!(
            self,
            ColumnMeaning::Month
                | ColumnMeaning::MonthSpent
                | ColumnMeaning::Field(Quantity | UnitPrice | Amount | Committed | Actual)
        )
    }

    /// Whether its cells hold money.
    pub fn is_money(self) -> bool {
        self.is_number() && self != ColumnMeaning::Field(BudgetColumn::Quantity)
    }
}

/// The meaning of a column, and how its numbers are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnUse {
    /// The meaning.
    pub meaning: ColumnMeaning,
    /// The power of ten that its heading multiplies numbers with: 4 for 万元.
    pub power: u8,
    /// The decimal mark that the person chose.
    pub mark: Option<DecimalMark>,
    /// The decimal mark found in its cells or in the other columns; [`DecimalMark::Either`] where it is not known.
    pub settled: DecimalMark,
}

impl ColumnUse {
    fn of(meaning: ColumnMeaning, power: u8) -> ColumnUse {
        ColumnUse { meaning, power, ..ColumnUse::default() }
    }

    /// The decimal mark of its numbers.
    pub fn decimal_mark(self) -> DecimalMark {
        self.mark.unwrap_or(self.settled)
    }
}

/// What the person decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChoice {
    /// The row is imported as a line.
    Line,
    /// The row is skipped.
    Skip,
}

/// Columns of names in which an empty cell may repeat the one above it.
pub(in crate::import) const REPEATED_COLUMNS: [BudgetColumn; 5] =
    [BudgetColumn::Phase, BudgetColumn::Channel, BudgetColumn::Category, BudgetColumn::When, BudgetColumn::Owner];

/// Which name an empty cell repeats, in the columns phase, channel, category, timing and owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlankFill {
    /// The name above, where the cells are merged.
    #[default]
    Merged,
    /// The name above, merged or not.
    Always,
    /// Nothing.
    Never,
}

/// Which amount applies where quantity × unit price differs from the row's amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AmountSource {
    /// Quantity × unit price.
    #[default]
    Product,
    /// The amount.
    Amount,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a choice of its own in the dialog
pub struct Mapping {
    /// The row with the headings, as an index into the table's rows; the lines begin under it.
    pub heading: Option<usize>,
    /// How many rows the headings take, from that one on; 0 without headings.
    pub heading_rows: usize,
    /// Each column's use.
    pub columns: Vec<ColumnUse>,
    /// Whether this program wrote the table.
    pub own: bool,
    /// Whether it is the sheet of lines of a workbook that this program wrote: lines are known by their id, and only cells
    /// that differ from the plan count.
    pub own_workbook: bool,
    /// Whether its numbers are plain with a point, since this program wrote it and no spreadsheet has rewritten it.
    pub has_plain_numbers: bool,
    /// The ad manager that wrote it. Its rows are then actual spend, not planned amounts.
    pub report: Option<ReportPlatform>,
    /// The currency of the plan that it was written from, where the file states it.
    pub currency: Option<Currency>,
    /// The decimal mark of the table; each column has its [own](ColumnUse::decimal_mark).
    pub mark: DecimalMark,
    /// Which of two short numbers of a date is the day.
    pub order: DayOrder,
    /// Whether the person chose that order.
    pub order_chosen: bool,
    /// What a number beside the name of a month is, where the person chose: `Mar-05` is a day or a month.
    pub beside_month: BesideMonth,
    /// Which name an empty cell repeats.
    pub fill: BlankFill,
    /// Which amount applies where two differ.
    pub amount_source: AmountSource,
    /// The currency of amounts without one of their own, where the person chose one.
    pub currency_chosen: Option<Currency>,
    /// Whether a report's spend is added to a line's spent amount instead of replacing it.
    pub add_spent: bool,
    /// What the person decided about rows, by their number.
    pub rows: BTreeMap<usize, RowChoice>,
}

impl Default for Mapping {
    fn default() -> Self {
        Mapping {
            heading: None,
            heading_rows: 0,
            columns: Vec::new(),
            own: false,
            own_workbook: false,
            has_plain_numbers: false,
            report: None,
            currency: None,
            mark: DecimalMark::Point,
            order: DayOrder::Unknown,
            order_chosen: false,
            beside_month: BesideMonth::Unknown,
            fill: BlankFill::Merged,
            amount_source: AmountSource::Product,
            currency_chosen: None,
            add_spent: false,
            rows: BTreeMap::new(),
        }
    }
}

/// How many rows are searched for the header row.
const MAX_HEADER_ROW: usize = 30;
/// How many rows are sampled to determine what a column holds.
const SAMPLED_ROWS: usize = 200;

impl Mapping {
    /// Assigns a meaning to a column; another column that had it is ignored from then on.
    pub fn set(&mut self, table: &Table, column: usize, meaning: ColumnMeaning) {
        if !meaning.is_shared() {
            for other in &mut self.columns {
                if other.meaning == meaning {
                    other.meaning = ColumnMeaning::Ignored;
                }
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.meaning = meaning;
        }
        self.detect_formats(table);
    }

    /// Sets the decimal mark of all columns.
    pub fn choose_mark(&mut self, mark: DecimalMark) {
        self.mark = mark;
        for column in &mut self.columns {
            column.mark = Some(mark);
        }
    }

    /// Sets the order of day and month, regardless of the evidence in the table.
    pub fn choose_order(&mut self, order: DayOrder) {
        (self.order, self.order_chosen) = (order, order != DayOrder::Unknown);
    }

    /// The rows under the headings.
    pub fn body<'a>(&self, table: &'a Table) -> &'a [TableRow] {
        table.rows.get(self.heading.map_or(0, |at| at + self.heading_rows.max(1))..).unwrap_or_default()
    }

    /// The heading of a column; empty where there is none.
    pub fn heading_of<'a>(&self, table: &'a Table, column: usize) -> &'a str {
        let Some(at) = self.heading else { return "" };
        let rows = table.rows.iter().skip(at).take(self.heading_rows.max(1));
        rows.map(|row| row.cell(column)).find(|text| !text.trim().is_empty()).unwrap_or("")
    }

    /// The column of that meaning.
    pub fn column(&self, meaning: ColumnMeaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }
}
