//! What is wrong with a file, a row or a cell, and the way out, in words.

use super::source::SourceFault;
use crate::i18n::format;
use crate::i18n::words::budget_files as w;
use crate::import::budget::{FaultKind, Skip};
use crate::import::dates::DateFault;
use crate::import::numbers::NumberFault;
use crate::import::source::FileKind;
use crate::import::table::{MOST_ROWS, TableFault};
use crate::steps::names;

/// Why a file or a text is not read.
pub fn source_fault(fault: &SourceFault) -> String {
    match fault {
        SourceFault::Table(TableFault::Empty) | SourceFault::Kind(FileKind::Empty) => w::fault_empty().to_owned(),
        SourceFault::Table(TableFault::TooManyRows) => w::fault_rows(&format::counted(MOST_ROWS).1),
        SourceFault::Table(TableFault::Damaged { what }) => w::fault_damaged(what),
        SourceFault::Table(TableFault::NotAWorkbook) => w::fault_no_workbook().to_owned(),
        SourceFault::Table(TableFault::Protected) | SourceFault::Kind(FileKind::Protected) => {
            w::fault_protected().to_owned()
        }
        SourceFault::Table(TableFault::TooLarge(_)) => w::fault_large().to_owned(),
        SourceFault::Kind(FileKind::OldWorkbook) => w::fault_old().to_owned(),
        SourceFault::Kind(FileKind::Zip | FileKind::Text(_) | FileKind::Other) => w::fault_other().to_owned(),
        SourceFault::Letters => w::fault_letters().to_owned(),
        SourceFault::Browser(reason) => w::fault_browser(reason),
    }
}

/// What is wrong with a cell, and the way out.
pub fn cell_fault(kind: FaultKind) -> String {
    match kind {
        FaultKind::Number(NumberFault::NotANumber) => w::fault_number(),
        FaultKind::Number(NumberFault::Ambiguous) => w::fault_number_ambiguous(),
        FaultKind::Number(NumberFault::TooManyDecimals) => w::fault_number_decimals(),
        FaultKind::Number(NumberFault::TooLarge) => w::fault_number_large(),
        FaultKind::Number(NumberFault::Negative) => w::fault_number_negative(),
        FaultKind::Day(DateFault::NotADay) => w::fault_day(),
        FaultKind::Day(DateFault::Ambiguous) => w::fault_day_ambiguous(),
        FaultKind::Day(DateFault::Backwards) => w::fault_day_backwards(),
        FaultKind::Timing => w::fault_timing(),
        FaultKind::Currency => w::fault_currency(),
        FaultKind::OtherCurrency => w::fault_other_currency(),
        FaultKind::Phase => w::fault_phase(),
        FaultKind::Category => w::fault_category(),
        FaultKind::Status => w::fault_status(),
        FaultKind::PaysFor => w::fault_pays_for(),
        FaultKind::Expected => w::fault_expected(),
        FaultKind::Rounded => w::fault_rounded(),
        FaultKind::AmountDiffers { product, currency } => {
            return w::fault_differs(&names::money_plain(product, currency));
        }
    }
    .to_owned()
}

/// Why a row is no line.
pub fn skip(why: Skip) -> &'static str {
    match why {
        Skip::Total => w::skipped_total(),
        Skip::Title => w::skipped_title(),
        Skip::Nothing => w::skipped_nothing(),
    }
}
