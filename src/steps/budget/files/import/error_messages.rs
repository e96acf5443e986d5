//! Import errors of a row or a cell in words, with what to do about them.

use crate::i18n::format;
use crate::i18n::words::{budget_files as w, import_files as files};
use crate::import::budget::{CellError, CellErrorKind, SkipReason};
use crate::import::table::mapping::ColumnMeaning;
use crate::import::table::reports::ReportPlatform;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::{self, NumberError};
use crate::plan::numbers::currency::Currency;
use crate::ui::importing::{date_error, number_error};
use crate::ui::labels::names;

/// What is wrong with a cell and what to do. `count`: how many cells of the column share the problem.
pub fn cell_error(error: &CellError, count: usize) -> String {
    let money = names::money_plain;
    match error.kind {
        CellErrorKind::Number(NumberError::Ambiguous) if count > 1 => {
            let (count, text) = format::counted(count);
            return files::error_number_ambiguous_column(count, &text);
        }
        CellErrorKind::Day(DateError::Ambiguous) => {
            let (count, text) = format::counted(count);
            return files::error_day_ambiguous_column(count, &text);
        }
        CellErrorKind::Number(NumberError::TooLarge) => w::error_number_large(),
        CellErrorKind::Number(NumberError::Negative) => w::error_number_negative(),
        CellErrorKind::Number(NumberError::Percent) => w::error_number_percent(),
        CellErrorKind::Number(error) => number_error(error),
        CellErrorKind::Day(error) => date_error(error),
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
