//! Import errors of a file, a row or a cell in words, with what to do about them.

use super::source::SourceError;
use crate::i18n::format;
use crate::i18n::words::budget_files as w;
use crate::import::bounds::Bound;
use crate::import::budget::{FaultKind, RowFault, Skip};
use crate::import::reading::ReadError;
use crate::import::table::mapping::Meaning;
use crate::import::table::reports::Report;
use crate::import::text::dates::DateFault;
use crate::import::text::numbers::NumberFault;
use crate::ui::labels::names;

/// Why a file or pasted text could not be read.
pub fn source_error(error: &SourceError) -> String {
    match error {
        SourceError::Read(error) => read_error(error),
        SourceError::NotLoaded(why) => (*why).to_owned(),
        SourceError::Browser(reason) => w::fault_browser(reason),
        SourceError::Stopped => w::fault_stopped().to_owned(),
    }
}

fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Empty => w::fault_empty(),
        ReadError::TooLarge(bound) => return too_large(*bound),
        ReadError::Damaged(part) => return w::fault_damaged(part),
        ReadError::NotAWorkbook => w::fault_no_workbook(),
        ReadError::Protected => w::fault_protected(),
        ReadError::OldWorkbook => w::fault_old(),
        ReadError::BinaryWorkbook => w::fault_binary(),
        ReadError::OpenDocument => w::fault_open_document(),
        ReadError::Numbers => w::fault_apple(),
        ReadError::OtherDocument => w::fault_document(),
        ReadError::Other => w::fault_other(),
        ReadError::Letters => w::fault_letters(),
        ReadError::NoTable(title) if !title.is_empty() => return w::fault_web_page_of(title),
        ReadError::NoTable(_) => w::fault_web_page(),
    }
    .to_owned()
}

fn too_large(bound: Bound) -> String {
    let mebibytes = |bytes: usize| format::counted(bytes >> 20).1;
    let counted = format::counted(bound.limit()).1;
    match bound {
        Bound::Rows => w::fault_rows(&counted),
        Bound::File => w::fault_file_bytes(&mebibytes(bound.limit())),
        Bound::Unpacked => w::fault_unpacked(&mebibytes(bound.limit())),
        Bound::Text => w::fault_text_bytes(&mebibytes(bound.limit())),
        Bound::Cells => w::fault_cells(&counted),
        Bound::MergedCells => w::fault_merged(&counted),
        Bound::Sheets => w::fault_sheets(&counted),
        Bound::Parts | Bound::SharedTexts | Bound::Depth => w::fault_large().to_owned(),
    }
}

/// What is wrong with a cell and what to do. `count`: how many cells of the column share the problem.
pub fn cell_fault(fault: &RowFault, count: usize) -> String {
    let money = names::money_plain;
    match fault.kind {
        FaultKind::Number(NumberFault::Ambiguous) if count > 1 => {
            let (count, text) = format::counted(count);
            return w::fault_number_ambiguous_column(count, &text);
        }
        FaultKind::Day(DateFault::Ambiguous) => {
            let (count, text) = format::counted(count);
            return w::fault_day_ambiguous_column(count, &text);
        }
        FaultKind::Number(NumberFault::NotANumber) => w::fault_number(),
        FaultKind::Number(NumberFault::Ambiguous) => w::fault_number_ambiguous(),
        FaultKind::Number(NumberFault::TooManyDecimals) => w::fault_number_decimals(),
        FaultKind::Number(NumberFault::TooLarge) => w::fault_number_large(),
        FaultKind::Number(NumberFault::Negative) => w::fault_number_negative(),
        FaultKind::Number(NumberFault::Percent) => w::fault_number_percent(),
        FaultKind::Day(DateFault::NotADay) => w::fault_day(),
        FaultKind::Day(DateFault::Backwards) => w::fault_day_backwards(),
        FaultKind::Day(DateFault::OutOfRange) => w::fault_day_range(),
        FaultKind::Day(DateFault::Weekday) => w::fault_day_weekday(),
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
            return w::fault_differs(&money(product, currency));
        }
        FaultKind::ProductDiffers { product, currency } => {
            return w::fault_product_differs(&money(product, currency));
        }
        FaultKind::PeriodsDiffer { periods, says, currency } => {
            let differs = if periods > says { periods - says } else { says - periods };
            return w::fault_periods_differ(
                &money(periods, currency),
                &money(says, currency),
                &money(differs, currency),
            );
        }
        FaultKind::TotalDiffers { rows, currency } => return w::fault_total_differs(&money(rows, currency)),
        FaultKind::PerThousand => w::fault_per_thousand(),
        FaultKind::NoRate(currency) if fault.meaning == Meaning::Month => {
            return w::fault_no_rate_periods(currency.code(), &fault.text);
        }
        FaultKind::NoRate(currency) => return w::fault_no_rate(currency.code()),
        FaultKind::Cut(most) => return w::fault_cut(&format::counted(most).1),
    }
    .to_owned()
}

/// Why a row is not imported as a line item.
pub fn skip(why: Skip) -> &'static str {
    match why {
        Skip::Total => w::skipped_total(),
        Skip::Title => w::skipped_title(),
        Skip::Nothing => w::skipped_nothing(),
        Skip::NoSpend => w::skipped_no_spend(),
        Skip::Chosen => w::skipped_chosen(),
    }
}

/// The name of an ad platform's report.
pub fn report_name(report: Report) -> &'static str {
    match report {
        Report::Meta => w::report_meta(),
        Report::GoogleAds => w::report_google_ads(),
        Report::TikTok => w::report_tiktok(),
        Report::LinkedIn => w::report_linkedin(),
        Report::Ga4 => w::report_ga4(),
        Report::OceanEngine => w::report_ocean_engine(),
        Report::TencentAds => w::report_tencent_ads(),
        Report::Baidu => w::report_baidu(),
        Report::Xiaohongshu => w::report_xiaohongshu(),
        Report::Other => w::report_other(),
    }
}
