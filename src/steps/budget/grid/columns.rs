//! The columns of the line item grid: what each cell shows, its clipboard text, and how entered text is parsed.

use crate::i18n::words::{budget as b, budget_grid as w, common};
use crate::plan::budget::line_view::SortBy;
use crate::widgets::grid::Column;

/// A column of the grid: a field of a line item, or a value computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineField {
    /// The description.
    Description,
    /// The phase.
    Phase,
    /// The channel.
    Channel,
    /// The cost category.
    Category,
    /// The quantity.
    Quantity,
    /// The unit.
    Unit,
    /// The unit price.
    UnitPrice,
    /// The currency of the unit price.
    Currency,
    /// The amount, computed.
    Amount,
    /// When the money is spent.
    Timing,
    /// The expected result: the number.
    Result,
    /// The expected result: the metric.
    ResultMetric,
    /// The cost per expected result, computed.
    EachResult,
    /// The status.
    Status,
    /// The committed amount.
    Committed,
    /// The spent amount.
    Actual,
    /// The remaining amount, computed.
    Available,
    /// The owner.
    Owner,
    /// The note.
    Note,
}

impl LineField {
    /// All columns in order.
    pub const ALL: [LineField; 19] = [
        LineField::Description,
        LineField::Phase,
        LineField::Channel,
        LineField::Category,
        LineField::Quantity,
        LineField::Unit,
        LineField::UnitPrice,
        LineField::Currency,
        LineField::Amount,
        LineField::Timing,
        LineField::Result,
        LineField::ResultMetric,
        LineField::EachResult,
        LineField::Status,
        LineField::Committed,
        LineField::Actual,
        LineField::Available,
        LineField::Owner,
        LineField::Note,
    ];

    /// The default columns.
    pub const USUAL: [LineField; 15] = [
        LineField::Description,
        LineField::Phase,
        LineField::Channel,
        LineField::Category,
        LineField::Quantity,
        LineField::Unit,
        LineField::UnitPrice,
        LineField::Amount,
        LineField::Timing,
        LineField::Result,
        LineField::ResultMetric,
        LineField::Status,
        LineField::Committed,
        LineField::Actual,
        LineField::Owner,
    ];

    /// The columns that fit on a printed page; the amount last.
    pub const ON_PAPER: [LineField; 8] = [
        LineField::Description,
        LineField::Phase,
        LineField::Channel,
        LineField::Category,
        LineField::Quantity,
        LineField::Unit,
        LineField::UnitPrice,
        LineField::Amount,
    ];

    /// The column's key: the field's name in findings and links, without `line-`.
    pub fn key(self) -> &'static str {
        match self {
            LineField::Description => "description",
            LineField::Phase => "phase",
            LineField::Channel => "channel",
            LineField::Category => "category",
            LineField::Quantity => "quantity",
            LineField::Unit => "unit",
            LineField::UnitPrice => "price",
            LineField::Currency => "currency",
            LineField::Amount => "amount",
            LineField::Timing => "timing",
            LineField::Result => "result",
            LineField::ResultMetric => "result-metric",
            LineField::EachResult => "each",
            LineField::Status => "status",
            LineField::Committed => "committed",
            LineField::Actual => "actual",
            LineField::Available => "available",
            LineField::Owner => "owner",
            LineField::Note => "note",
        }
    }

    /// The column with that key.
    pub fn of_key(key: &str) -> Option<LineField> {
        LineField::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The heading.
    pub fn head(self) -> &'static str {
        match self {
            LineField::Description => b::description(),
            LineField::Phase => common::phase(),
            LineField::Channel => common::channel(),
            LineField::Category => b::category(),
            LineField::Quantity => common::quantity(),
            LineField::Unit => b::unit(),
            LineField::UnitPrice => common::unit_price(),
            LineField::Currency => b::currency(),
            LineField::Amount => common::amount(),
            LineField::Timing => w::when(),
            LineField::Result => w::result(),
            LineField::ResultMetric => w::result_metric(),
            LineField::EachResult => w::each(),
            LineField::Status => common::status(),
            LineField::Committed => w::committed(),
            LineField::Actual => w::actual(),
            LineField::Available => w::available(),
            LineField::Owner => common::owner(),
            LineField::Note => common::note(),
        }
    }

    pub(super) fn width(self) -> f64 {
        match self {
            LineField::Description => 13.0,
            LineField::Note => 16.0,
            LineField::Channel | LineField::Category | LineField::Timing | LineField::ResultMetric => 9.5,
            LineField::Amount => 8.0,
            LineField::Phase
            | LineField::Available
            | LineField::Committed
            | LineField::Actual
            | LineField::EachResult => 7.5,
            LineField::Owner | LineField::UnitPrice => 7.0,
            LineField::Unit | LineField::Quantity | LineField::Result | LineField::Status => 6.0,
            LineField::Currency => 5.0,
        }
    }

    fn is_number(self) -> bool {
        matches!(
            self,
            LineField::Quantity
                | LineField::UnitPrice
                | LineField::Amount
                | LineField::Result
                | LineField::EachResult
                | LineField::Committed
                | LineField::Actual
                | LineField::Available
        )
    }

    /// What clicking the heading sorts by.
    pub fn sort(self) -> Option<SortBy> {
        Some(match self {
            LineField::Description => SortBy::Description,
            LineField::Phase => SortBy::Phase,
            LineField::Channel => SortBy::Channel,
            LineField::Category => SortBy::Category,
            LineField::Quantity => SortBy::Quantity,
            LineField::UnitPrice => SortBy::UnitPrice,
            LineField::Amount => SortBy::Amount,
            LineField::Status => SortBy::Status,
            LineField::Committed => SortBy::Committed,
            LineField::Actual => SortBy::Actual,
            LineField::Available => SortBy::Available,
            LineField::Owner => SortBy::Owner,
            _ => return None,
        })
    }

    /// As the grid widget expects it.
    pub fn column(self) -> Column {
        Column {
            key: self.key(),
            head: self.head().into(),
            detail: String::new(),
            width: self.width(),
            number: self.is_number(),
            sorts: self.sort().is_some(),
        }
    }
}
