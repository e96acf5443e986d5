//! Why a file or a cell could not be read, in words, with what to do about it.

use super::reader::SourceError;
use crate::i18n::format;
use crate::i18n::words::import_files as files;
use crate::import::bounds::Bound;
use crate::import::reading::ReadError;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::NumberError;

/// Why a file or pasted text could not be read.
pub fn source_error(error: &SourceError) -> String {
    match error {
        SourceError::Read(error) => read_error(error),
        SourceError::NotLoaded(why) => (*why).to_owned(),
        SourceError::Browser(reason) => files::error_browser(reason),
        SourceError::Stopped => files::error_stopped().to_owned(),
    }
}

/// Why a file could not be read.
pub fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Empty => files::error_empty(),
        ReadError::TooLarge(bound) => return too_large(*bound),
        ReadError::Damaged(part) => return files::error_damaged(part),
        ReadError::NotAWorkbook => files::error_no_workbook(),
        ReadError::Protected => files::error_protected(),
        ReadError::OldWorkbook => files::error_old(),
        ReadError::BinaryWorkbook => files::error_binary(),
        ReadError::OpenDocument => files::error_open_document(),
        ReadError::Numbers => files::error_apple(),
        ReadError::OtherDocument => files::error_document(),
        ReadError::Other => files::error_other(),
        ReadError::Letters | ReadError::NeedsDecoder => files::error_letters(),
        ReadError::NoTable(title) if !title.is_empty() => return files::error_web_page_of(title),
        ReadError::NoTable(_) => files::error_web_page(),
    }
    .to_owned()
}

fn too_large(bound: Bound) -> String {
    let mebibytes = |bytes: usize| format::counted(bytes >> 20).1;
    let counted = format::counted(bound.limit()).1;
    match bound {
        Bound::Rows => files::error_rows(&counted),
        Bound::FigureRows => files::error_figure_rows(&counted),
        Bound::File => files::error_file_bytes(&mebibytes(bound.limit())),
        Bound::Unpacked => files::error_unpacked(&mebibytes(bound.limit())),
        Bound::Text => files::error_text_bytes(&mebibytes(bound.limit())),
        Bound::Cells => files::error_cells(&counted),
        Bound::MergedCells => files::error_merged(&counted),
        Bound::Sheets => files::error_sheets(&counted),
        Bound::Parts | Bound::SharedTexts | Bound::Depth => files::error_large().to_owned(),
    }
}

/// What is wrong with a number.
pub fn number_error(error: NumberError) -> &'static str {
    match error {
        NumberError::NotANumber => files::error_number(),
        NumberError::Ambiguous => files::error_number_ambiguous(),
        NumberError::TooManyDecimals => files::error_number_decimals(),
        NumberError::TooLarge => files::error_number_too_large(),
        NumberError::Negative => files::error_number_below_zero(),
        NumberError::Percent => files::error_number_of_percent(),
    }
}

/// What is wrong with a date.
pub fn date_error(error: DateError) -> &'static str {
    match error {
        DateError::NotADay => files::error_day(),
        DateError::Ambiguous => files::error_day_ambiguous(),
        DateError::Backwards => files::error_day_backwards(),
        DateError::OutOfRange => files::error_day_range(),
        DateError::Weekday => files::error_day_weekday(),
    }
}
