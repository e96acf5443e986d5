//! Import errors of a file, a row or a cell in words, with what to do about them.

use super::source::SourceError;
use crate::i18n::format;
use crate::i18n::words::budget_files as w;
use crate::import::bounds::Bound;
use crate::import::budget::{CellError, CellErrorKind, SkipReason};
use crate::import::reading::ReadError;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::table::reports::ReportPlatform;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::{self, NumberError};
use crate::plan::numbers::currency::Currency;
use crate::ui::labels::names;

/// Why a file or pasted text could not be read.
pub fn source_error(error: &SourceError) -> String {
    match error {
        SourceError::Read(error) => read_error(error),
        SourceError::NotLoaded(why) => (*why).to_owned(),
        SourceError::Browser(reason) => w::error_browser(reason),
        SourceError::Stopped => w::error_stopped().to_owned(),
    }
}

fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Empty => w::error_empty(),
        ReadError::TooLarge(bound) => return too_large(*bound),
        ReadError::Damaged(part) => return w::error_damaged(part),
        ReadError::NotAWorkbook => w::error_no_workbook(),
        ReadError::Protected => w::error_protected(),
        ReadError::OldWorkbook => w::error_old(),
        ReadError::BinaryWorkbook => w::error_binary(),
        ReadError::OpenDocument => w::error_open_document(),
        ReadError::Numbers => w::error_apple(),
        ReadError::OtherDocument => w::error_document(),
        ReadError::Other => w::error_other(),
        ReadError::Letters | ReadError::NotUnicode => w::error_letters(),
        ReadError::NoTable(title) if !title.is_empty() => return w::error_web_page_of(title),
        ReadError::NoTable(_) => w::error_web_page(),
    }
    .to_owned()
}

fn too_large(bound: Bound) -> String {
    let mebibytes = |bytes: usize| format::counted(bytes >> 20).1;
    let counted = format::counted(bound.limit()).1;
    match bound {
        Bound::Rows => w::error_rows(&counted),
        Bound::FigureRows => w::error_figure_rows(&counted),
        Bound::File => w::error_file_bytes(&mebibytes(bound.limit())),
        Bound::Unpacked => w::error_unpacked(&mebibytes(bound.limit())),
        Bound::Text => w::error_text_bytes(&mebibytes(bound.limit())),
        Bound::Cells => w::error_cells(&counted),
        Bound::MergedCells => w::error_merged(&counted),
        Bound::Sheets => w::error_sheets(&counted),
        Bound::Parts | Bound::SharedTexts | Bound::Depth => w::error_large().to_owned(),
    }
}

/// What is wrong with a cell and what to do. `count`: how many cells of the column share the problem.
pub fn cell_error(error: &CellError, count: usize) -> String {
    let money = names::money_plain;
    match error.kind {
        CellErrorKind::Number(NumberError::Ambiguous) if count > 1 => {
            let (count, text) = format::counted(count);
            return w::error_number_ambiguous_column(count, &text);
        }
        CellErrorKind::Day(DateError::Ambiguous) => {
            let (count, text) = format::counted(count);
            return w::error_day_ambiguous_column(count, &text);
        }
        CellErrorKind::Number(NumberError::NotANumber) => w::error_number(),
        CellErrorKind::Number(NumberError::Ambiguous) => w::error_number_ambiguous(),
        CellErrorKind::Number(NumberError::TooManyDecimals) => w::error_number_decimals(),
        CellErrorKind::Number(NumberError::TooLarge) => w::error_number_large(),
        CellErrorKind::Number(NumberError::Negative) => w::error_number_negative(),
        CellErrorKind::Number(NumberError::Percent) => w::error_number_percent(),
        CellErrorKind::Day(DateError::NotADay) => w::error_day(),
        CellErrorKind::Day(DateError::Backwards) => w::error_day_backwards(),
        CellErrorKind::Day(DateError::OutOfRange) => w::error_day_range(),
        CellErrorKind::Day(DateError::Weekday) => w::error_day_weekday(),
        CellErrorKind::Timing => w::error_timing(),
        CellErrorKind::Currency => w::error_currency(),
        CellErrorKind::OtherCurrency => w::error_other_currency(),
        CellErrorKind::CurrencyDiffers { line } => {
            return w::error_currency_differs(&sign_of(&error.text, line), line.code());
        }
        CellErrorKind::CurrencySign { line } => return w::error_currency_sign(&sign_of(&error.text, line)),
        CellErrorKind::Phase => w::error_phase(),
        CellErrorKind::Category => w::error_category(),
        CellErrorKind::Status => w::error_status(),
        CellErrorKind::PaysFor => w::error_pays_for(),
        CellErrorKind::Expected => w::error_expected(),
        CellErrorKind::Rounded => w::error_rounded(),
        CellErrorKind::AmountDiffers { product, currency } => {
            return w::error_differs(&money(product, currency));
        }
        CellErrorKind::ProductDiffers { product, currency } => {
            return w::error_product_differs(&money(product, currency));
        }
        CellErrorKind::PeriodsDiffer { periods, says, currency } => {
            let differs = if periods > says { periods - says } else { says - periods };
            return w::error_periods_differ(
                &money(periods, currency),
                &money(says, currency),
                &money(differs, currency),
            );
        }
        CellErrorKind::TotalDiffers { rows, currency } => return w::error_total_differs(&money(rows, currency)),
        CellErrorKind::PerThousand => w::error_per_thousand(),
        CellErrorKind::NoRate(currency) if error.meaning == ColumnMeaning::Month => {
            return w::error_no_rate_periods(currency.code(), &error.text);
        }
        CellErrorKind::NoRate(currency) => return w::error_no_rate(currency.code()),
        CellErrorKind::Cut(most) => return w::error_cut(&format::counted(most).1),
    }
    .to_owned()
}

/// The currency sign in a cell or heading that does not stand for the row's currency.
fn sign_of(text: &str, line: Currency) -> String {
    numbers::other_currency(text, line).or_else(|| numbers::sign_in(text)).unwrap_or_else(|| text.to_owned())
}

/// Why a row is not imported as a line item.
pub fn skip(why: SkipReason) -> &'static str {
    match why {
        SkipReason::Total => w::skipped_total(),
        SkipReason::Title => w::skipped_title(),
        SkipReason::Nothing => w::skipped_nothing(),
        SkipReason::NoSpend => w::skipped_no_spend(),
        SkipReason::Chosen => w::skipped_chosen(),
    }
}

/// The name of an ad platform's report.
pub fn report_name(report: ReportPlatform) -> &'static str {
    match report {
        ReportPlatform::Meta => w::report_meta(),
        ReportPlatform::GoogleAds => w::report_google_ads(),
        ReportPlatform::TikTok => w::report_tiktok(),
        ReportPlatform::LinkedIn => w::report_linkedin(),
        ReportPlatform::Ga4 => w::report_ga4(),
        ReportPlatform::OceanEngine => w::report_ocean_engine(),
        ReportPlatform::TencentAds => w::report_tencent_ads(),
        ReportPlatform::Baidu => w::report_baidu(),
        ReportPlatform::Xiaohongshu => w::report_xiaohongshu(),
        ReportPlatform::Other => w::report_other(),
    }
}
