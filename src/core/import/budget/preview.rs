//! The preview of an import: line items, skipped rows, cells that could not be read, and the edit that imports them.
//!
//! Must not know how the rows were read.

use std::fmt;

use crate::import::table::mapping::ColumnMeaning;
use crate::import::table::reports::ReportPlatform;
use crate::import::text::dates::{BesideMonth, DateError, DayOrder};
use crate::import::text::numbers::NumberError;
use crate::plan::Plan;
use crate::plan::catalogue::channel_roles::set_usual_roles;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::LineItem;
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::id::Id;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use std::collections::HashMap;

/// The preview of a table's import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// The lines, in the table's order.
    pub lines: Vec<ImportedLine>,
    /// Rows that are skipped.
    pub skipped: Vec<SkippedRow>,
    /// Cells that could not be read as what they should be.
    pub errors: Vec<CellError>,
    /// Channels that line items name and the plan does not have.
    pub channels: Vec<NewChannel>,
    /// Whether those whose names are only similar to the catalogue's become the catalogue's.
    pub takes_similar: bool,
    /// Lines that may be totals, which the person decides.
    pub suspects: Vec<SuspectedTotal>,
    /// The order of day and month that was used.
    pub order: DayOrder,
    /// How numbers beside month names were read; [`BesideMonth::Unknown`] where each is unambiguous.
    pub beside_month: BesideMonth,
    /// The kind of ad report, if it is one.
    pub report: Option<ReportPlatform>,
    /// The days that the report's opening lines state.
    pub report_days: Option<DateRange>,
    /// The days of each column that holds a period.
    pub periods: Vec<(usize, DateRange)>,
    /// The currency of a report's spend, where it is not the plan's.
    pub foreign: Option<Currency>,
}

/// A line whose amount equals the sum of other rows, without a word that names it a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspectedTotal {
    /// The row's number.
    pub row: usize,
    /// The description.
    pub text: String,
    /// The first and the last row of that sum.
    pub of: (usize, usize),
}

/// A line item that a row is imported as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedLine {
    /// The row's number.
    pub row: usize,
    /// The line. A new one has the id of its row if that is free, else [`NO_ID`].
    pub line: LineItem,
    /// How it changes the plan.
    pub change: LineChange,
    /// Whether a cell of the row could not be read and is missing in the line.
    pub faulty: bool,
    /// The channel to add for it, as an index into [`ImportPreview::channels`].
    pub channel: Option<usize>,
    /// How many rows it is the sum of: more than one in reports.
    pub rows: usize,
}

/// Placeholder for an id that is generated when the line is imported.
pub const NO_ID: u64 = 0;

/// How an imported line changes the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineChange {
    /// The line is added.
    New,
    /// The line exists and its values change.
    Changed,
    /// The line exists with the same values.
    Same,
}

/// A row that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRow {
    /// Its number.
    pub row: usize,
    /// The reason.
    pub why: SkipReason,
    /// Its first cell with content.
    pub text: String,
    /// The rows whose sum it is, where known.
    pub of: Option<(usize, usize)>,
}

/// Why a row is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// It is a total.
    Total,
    /// It is a heading.
    Title,
    /// The imported columns are empty.
    Nothing,
    /// A row of a report without spend.
    NoSpend,
    /// Excluded by the person.
    Chosen,
}

impl SkipReason {
    /// Whether the person can import the row as a line anyway.
    pub fn is_open(self) -> bool {
        matches!(self, SkipReason::Total | SkipReason::Title | SkipReason::Chosen)
    }
}

/// A cell that could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellError {
    /// The row's number.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// What it should be.
    pub meaning: ColumnMeaning,
    /// The content of the cell.
    pub text: String,
    /// What is wrong with it.
    pub kind: CellErrorKind,
}

impl fmt::Display for CellError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "row {}, column {}, {:?}: {}", self.row, self.column, self.text, self.kind)
    }
}

impl std::error::Error for CellError {}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellErrorKind {
    /// Not a number that can be imported.
    Number(NumberError),
    /// Not a date that can be imported.
    Day(DateError),
    /// Not a known currency.
    Currency,
    /// It is in the currency of another plan.
    OtherCurrency,
    /// A currency other than that of the rest of the row.
    CurrencyDiffers {
        /// The currency of the row.
        line: Currency,
    },
    /// A currency sign that is unknown, or that several currencies share.
    CurrencySign {
        /// The currency of the row without that sign.
        line: Currency,
    },
    /// Not a timing of spending.
    Timing,
    /// The plan has no phase of that name: the line is imported without a phase.
    Phase,
    /// Not a known category: the line gets the category "other".
    Category,
    /// Not a known status: the line is planned.
    Status,
    /// The plan has no activity or partner of that name.
    PaysFor,
    /// A result that the plan has no metric for.
    Expected,
    /// It has more digits than are kept and is rounded.
    Rounded,
    /// Quantity × unit price differs from the amount: the product applies.
    AmountDiffers {
        /// Their product.
        product: Money,
        /// The currency of the amounts.
        currency: Currency,
    },
    /// Quantity × unit price differs from the amount: the amount applies.
    ProductDiffers {
        /// Their product.
        product: Money,
        /// The currency of the amounts.
        currency: Currency,
    },
    /// The sum of the periods differs from the total beside them: the periods apply.
    PeriodsDiffer {
        /// The sum of the periods.
        periods: Money,
        /// The total in the row.
        says: Money,
        /// The currency of the amounts.
        currency: Currency,
    },
    /// A total differs from the sum of its rows.
    TotalDiffers {
        /// The sum of the rows.
        rows: Money,
        /// The currency of the amounts.
        currency: Currency,
    },
    /// A price per thousand: the quantity is converted to thousands.
    PerThousand,
    /// The plan has no exchange rate for the currency.
    NoRate(Currency),
    /// The text was truncated to this many characters.
    Cut(usize),
}

impl fmt::Display for CellErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellErrorKind::Number(error) => error.fmt(out),
            CellErrorKind::Day(error) => error.fmt(out),
            CellErrorKind::Currency => out.write_str("no known currency"),
            CellErrorKind::OtherCurrency => out.write_str("in the currency of another plan"),
            CellErrorKind::CurrencyDiffers { line } => write!(out, "in another currency than {}", line.code()),
            CellErrorKind::CurrencySign { .. } => out.write_str("no known currency sign"),
            CellErrorKind::Timing => out.write_str("not a timing of spending"),
            CellErrorKind::Phase => out.write_str("the plan has no such phase"),
            CellErrorKind::Category => out.write_str("no known category"),
            CellErrorKind::Status => out.write_str("no known status"),
            CellErrorKind::PaysFor => out.write_str("the plan has no such activity or partner"),
            CellErrorKind::Expected => out.write_str("the plan has no metric for this result"),
            CellErrorKind::Rounded => out.write_str("more digits than are kept"),
            CellErrorKind::AmountDiffers { .. } | CellErrorKind::ProductDiffers { .. } => {
                out.write_str("quantity and unit price come to another amount")
            }
            CellErrorKind::PeriodsDiffer { .. } => out.write_str("the periods come to another amount than their total"),
            CellErrorKind::TotalDiffers { .. } => out.write_str("the total is not what its rows come to"),
            CellErrorKind::PerThousand => out.write_str("the price is for a thousand"),
            CellErrorKind::NoRate(currency) => write!(out, "there is no exchange rate for {}", currency.code()),
            CellErrorKind::Cut(most) => write!(out, "cut after {most} characters"),
        }
    }
}

impl CellErrorKind {
    /// Whether the row needs a correction. If not, the notice only says how the cell was read.
    pub fn needs_correction(self) -> bool {
        use CellErrorKind::{Currency, Day, Number, OtherCurrency, Timing};
        matches!(self, Number(_) | Day(_) | Currency | OtherCurrency | Timing) || self.is_of_currency()
    }

    /// Whether an amount is left out because of its currency.
    pub(super) fn is_of_currency(self) -> bool {
        matches!(self, CellErrorKind::CurrencyDiffers { .. } | CellErrorKind::CurrencySign { .. })
    }
}

/// A channel that lines name and the plan does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// The name in the table.
    pub name: String,
    /// The key of the catalogue's channel, if it is one.
    pub catalogue: Option<&'static str>,
    /// The key of the catalogue's channel whose name is similar: a guess.
    pub similar: Option<&'static str>,
    /// How many lines name it.
    pub lines: usize,
}

impl NewChannel {
    /// The key of the catalogue's channel that it becomes, if it becomes one.
    pub fn key(&self, takes_similar: bool) -> Option<&'static str> {
        self.catalogue.or(self.similar.filter(|_| takes_similar))
    }
}

/// Counts of lines and rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// New lines.
    pub new: usize,
    /// Changed lines.
    pub changed: usize,
    /// Unchanged lines.
    pub same: usize,
    /// Skipped rows.
    pub skipped: usize,
    /// Rows with something that could not be read.
    pub faulty: usize,
}

impl ImportPreview {
    /// Counts the lines and rows; `leave_out` excludes lines with cells that could not be read.
    pub fn counts(&self, leave_out: bool) -> ImportCounts {
        let mut counts = ImportCounts {
            skipped: self.skipped.len(),
            faulty: self.lines.iter().filter(|taken| taken.faulty).count(),
            ..ImportCounts::default()
        };
        for taken in self.lines.iter().filter(|taken| !(leave_out && taken.faulty)) {
            match taken.change {
                LineChange::New => counts.new += 1,
                LineChange::Changed => counts.changed += 1,
                LineChange::Same => counts.same += 1,
            }
        }
        counts
    }

    /// One edit that imports the lines: new ones at the end of the budget, in the table's order. `fresh` supplies random bits.
    pub fn edit(&self, plan: &Plan, leave_out: bool, add_channels: bool, fresh: &mut dyn FnMut() -> u64) -> PlanEdit {
        let mut edits = Vec::new();
        let mut channels: HashMap<usize, ChannelId> = HashMap::new();
        let mut added: Vec<Channel> = Vec::new();
        let mut at = plan.budget.lines.len();
        for taken in self.lines.iter().filter(|taken| taken.change != LineChange::Same && !(leave_out && taken.faulty))
        {
            let mut line = taken.line.clone();
            if let Some(index) = taken.channel.filter(|_| add_channels) {
                let id = *channels.entry(index).or_insert_with(|| {
                    let new = &self.channels[index];
                    let key = new.key(self.takes_similar);
                    let mut there = plan.strategy.channels.iter().chain(&added);
                    if let Some(twin) = there.find(|channel| key.is_some() && channel.catalogue.as_deref() == key) {
                        return twin.id;
                    }
                    let mut channel = Channel::new(Id::from_bits(fresh()), key.map(str::to_owned));
                    if key.is_none() {
                        channel.name.clone_from(&new.name);
                    }
                    let id = channel.id;
                    added.push(channel);
                    id
                });
                line.channel = Some(id);
            }
            if taken.change == LineChange::Changed {
                edits.push(PlanEdit::LineItem(ListEdit::Replace(Box::new(line))));
                continue;
            }
            if line.id.bits() == NO_ID {
                line.id = Id::from_bits(fresh());
            }
            edits.push(PlanEdit::LineItem(ListEdit::Insert { at, item: Box::new(line) }));
            at += 1;
        }
        set_usual_roles(plan, &mut added);
        let channels_at = plan.strategy.channels.len();
        // Before the line items that name them.
        let added = added.into_iter().enumerate().map(|(nth, channel)| {
            PlanEdit::Channel(ListEdit::Insert { at: channels_at + nth, item: Box::new(channel) })
        });
        PlanEdit::Batch(added.chain(edits).collect())
    }
}
