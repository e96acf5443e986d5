//! Tables of typed cells, and the formulas of computed cells. Knows no plan.

use chrono::{NaiveDate, NaiveTime};

use super::DocumentPart;
use crate::plan::model::measure::Unit;
use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentTable {
    /// Its title; empty for the part's name.
    pub title: String,
    /// Headings of its columns; empty if the first column has a heading for each row.
    pub headings: Vec<String>,
    /// Its rows of cells.
    pub rows: Vec<Vec<DocumentCell>>,
    /// Rows of totals below them, in the same columns.
    pub totals: Vec<Vec<DocumentCell>>,
    /// For a table that is also shown as a chart, the kind of phase of each row; else empty. Each column but the first and
    /// the last two is a promotion cycle, and the second row of totals is a line over them.
    pub chart_phases: Vec<Option<PhaseKind>>,
    /// A heading, and the ids of the rows' items, for importing the table again. Workbooks have them in a last column, texts
    /// omit them.
    pub ids: (String, Vec<String>),
}

impl DocumentTable {
    pub(super) fn new(title: &str, headings: &[&str]) -> DocumentTable {
        let headings = headings.iter().map(|&head| head.to_owned()).collect();
        DocumentTable {
            title: title.to_owned(),
            headings,
            rows: Vec::new(),
            totals: Vec::new(),
            chart_phases: Vec::new(),
            ids: <(String, Vec<String>)>::default(),
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentCell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount in the plan's currency.
    Money(Money),
    /// A price with more decimals than the plan's currency, in whole units of it.
    Price(Decimal),
    /// A percentage: 40 for 40 %.
    Percent(Decimal),
    /// A day.
    Day(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// The value of a cell that is computed from others, and its formula.
    Computed(Box<DocumentCell>, CellFormula),
}

/// How a cell is computed from others.
#[derive(Debug, Clone, PartialEq)]
pub enum CellFormula {
    /// The sum of the cells of the rows in its column.
    Column,
    /// The sum of the cells of its row in these columns.
    Row {
        /// The first column.
        first: usize,
        /// The last column.
        last: usize,
    },
    /// The running total: the sum of the row above, from the second column to its own.
    Running,
    /// Quantity × unit price, rounded to the minor unit; in a foreign currency rounded there first, then converted.
    Price {
        /// The quantity's column.
        quantity: usize,
        /// The unit price's column.
        price: usize,
        /// For a foreign currency, its number of decimals and its exchange rate into the plan's currency.
        foreign: Option<(u8, Decimal)>,
    },
    /// The sum of a column of another part's main table, over the rows whose cell in the column `by` equals the key in this
    /// row; without a key, over the rows whose cell is empty.
    SumOf {
        /// Which part.
        part: DocumentPart,
        /// The column that is summed.
        sum: usize,
        /// The column that is compared.
        by: usize,
        /// The column of the key in this row; `None` for rows whose cell is empty.
        key: Option<usize>,
        /// Rows with this text in this column are left out.
        but: Option<(usize, String)>,
    },
    /// The first total in a column of another part's main table.
    TotalOf {
        /// Which part.
        part: DocumentPart,
        /// Which column.
        column: usize,
    },
    /// A cell of its row minus another.
    Difference {
        /// The column of the minuend.
        from: usize,
        /// The column of the subtrahend.
        less: usize,
    },
    /// A cell of its column in an earlier row, minus those in other rows.
    Less {
        /// The row of the minuend.
        from: usize,
        /// The rows of the subtrahends.
        rows: Vec<usize>,
    },
}

impl DocumentCell {
    pub(super) fn text(text: impl Into<String>) -> DocumentCell {
        let text = text.into();
        if text.trim().is_empty() { DocumentCell::Empty } else { DocumentCell::Text(text) }
    }

    pub(super) fn number(value: Option<Decimal>) -> DocumentCell {
        value.map_or(DocumentCell::Empty, DocumentCell::Number)
    }

    pub(super) fn count(value: impl TryInto<i64>) -> DocumentCell {
        DocumentCell::number(value.try_into().ok().and_then(Decimal::from_int))
    }

    pub(super) fn money(amount: Option<Money>) -> DocumentCell {
        amount.map_or(DocumentCell::Empty, DocumentCell::Money)
    }

    /// A price in whole units of the currency; an amount, if it has no further decimals.
    pub(super) fn price(price: Option<Decimal>, currency: Currency) -> DocumentCell {
        price.map_or(DocumentCell::Empty, |price| {
            Money::from_decimal(price, currency).map_or(DocumentCell::Price(price), DocumentCell::Money)
        })
    }

    pub(super) fn day(day: Option<NaiveDate>) -> DocumentCell {
        day.map_or(DocumentCell::Empty, DocumentCell::Day)
    }

    /// A metric's value.
    pub(super) fn value(value: Option<Decimal>, unit: Unit) -> DocumentCell {
        match unit {
            Unit::Percent => value.map_or(DocumentCell::Empty, DocumentCell::Percent),
            Unit::Count | Unit::Money | Unit::Ratio | Unit::Duration => DocumentCell::number(value),
        }
    }

    pub(super) fn by(self, formula: CellFormula) -> DocumentCell {
        DocumentCell::Computed(Box::new(self), formula)
    }

    pub(super) fn sum(amount: Money) -> DocumentCell {
        DocumentCell::Money(amount).by(CellFormula::Column)
    }

    /// The cell's content: for a computed cell, its value.
    pub fn content(&self) -> &DocumentCell {
        match self {
            DocumentCell::Computed(content, _) => content,
            other => other,
        }
    }
}
