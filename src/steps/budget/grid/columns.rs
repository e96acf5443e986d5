//! The columns of the line item grid: what each cell shows, its clipboard text, and how entered text is parsed.

use crate::i18n::words::{budget as b, budget_grid as w, common};
use crate::plan::budget::line_view::SortBy;
use crate::widgets::grid::Column;

/// A column of the grid: a field of a line item, or a value computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
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

impl Field {
    /// All columns in order.
    pub const ALL: [Field; 19] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Currency,
        Field::Amount,
        Field::Timing,
        Field::Result,
        Field::ResultMetric,
        Field::EachResult,
        Field::Status,
        Field::Committed,
        Field::Actual,
        Field::Available,
        Field::Owner,
        Field::Note,
    ];

    /// The default columns.
    pub const USUAL: [Field; 15] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Amount,
        Field::Timing,
        Field::Result,
        Field::ResultMetric,
        Field::Status,
        Field::Committed,
        Field::Actual,
        Field::Owner,
    ];

    /// The columns that fit on a printed page; the amount last.
    pub const ON_PAPER: [Field; 8] = [
        Field::Description,
        Field::Phase,
        Field::Channel,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::UnitPrice,
        Field::Amount,
    ];

    /// The column's key: the field's name in findings and links, without `line-`.
    pub fn key(self) -> &'static str {
        match self {
            Field::Description => "description",
            Field::Phase => "phase",
            Field::Channel => "channel",
            Field::Category => "category",
            Field::Quantity => "quantity",
            Field::Unit => "unit",
            Field::UnitPrice => "price",
            Field::Currency => "currency",
            Field::Amount => "amount",
            Field::Timing => "timing",
            Field::Result => "result",
            Field::ResultMetric => "result-metric",
            Field::EachResult => "each",
            Field::Status => "status",
            Field::Committed => "committed",
            Field::Actual => "actual",
            Field::Available => "available",
            Field::Owner => "owner",
            Field::Note => "note",
        }
    }

    /// The column with that key.
    pub fn of_key(key: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The heading.
    pub fn head(self) -> &'static str {
        match self {
            Field::Description => b::description(),
            Field::Phase => common::phase(),
            Field::Channel => common::channel(),
            Field::Category => b::category(),
            Field::Quantity => common::quantity(),
            Field::Unit => b::unit(),
            Field::UnitPrice => common::unit_price(),
            Field::Currency => b::currency(),
            Field::Amount => common::amount(),
            Field::Timing => w::when(),
            Field::Result => w::result(),
            Field::ResultMetric => w::result_metric(),
            Field::EachResult => w::each(),
            Field::Status => common::status(),
            Field::Committed => w::committed(),
            Field::Actual => w::actual(),
            Field::Available => w::available(),
            Field::Owner => common::owner(),
            Field::Note => common::note(),
        }
    }

    pub(super) fn width(self) -> f64 {
        match self {
            Field::Description => 13.0,
            Field::Note => 16.0,
            Field::Channel | Field::Category | Field::Timing | Field::ResultMetric => 9.5,
            Field::Amount => 8.0,
            Field::Phase | Field::Available | Field::Committed | Field::Actual | Field::EachResult => 7.5,
            Field::Owner | Field::UnitPrice => 7.0,
            Field::Unit | Field::Quantity | Field::Result | Field::Status => 6.0,
            Field::Currency => 5.0,
        }
    }

    fn is_number(self) -> bool {
        matches!(
            self,
            Field::Quantity
                | Field::UnitPrice
                | Field::Amount
                | Field::Result
                | Field::EachResult
                | Field::Committed
                | Field::Actual
                | Field::Available
        )
    }

    /// What clicking the heading sorts by.
    pub fn sort(self) -> Option<SortBy> {
        Some(match self {
            Field::Description => SortBy::Description,
            Field::Phase => SortBy::Phase,
            Field::Channel => SortBy::Channel,
            Field::Category => SortBy::Category,
            Field::Quantity => SortBy::Quantity,
            Field::UnitPrice => SortBy::UnitPrice,
            Field::Amount => SortBy::Amount,
            Field::Status => SortBy::Status,
            Field::Committed => SortBy::Committed,
            Field::Actual => SortBy::Actual,
            Field::Available => SortBy::Available,
            Field::Owner => SortBy::Owner,
            _ => return None,
        })
    }

    /// As the grid widget expects it.
    pub fn column(self) -> Column {
        Column {
            key: self.key(),
            head: self.head(),
            width: self.width(),
            number: self.is_number(),
            sorts: self.sort().is_some(),
        }
    }
}
