//! Opens every table of a file: of a text the one, of a web page all, of a workbook the visible sheets, of an archive the
//! files in it.
//!
//! Pure; see [`reading`](super::reading), which opens one table and has the options and what is detected.

use serde::{Deserialize, Serialize};

use super::bounds::{self, Bound};
use super::reading::{
    Decoding, Detected, OldFormats, OpenedTable, ReadError, ReadOptions, SourceKind, old_workbook, open_text,
    open_with, open_workbook, other_kind,
};
use super::table::{Table, TableError};
use super::transfer::{put, take, take_bytes};
use crate::import::text::file_kind::{FileKind, TextEncoding};
use crate::import::text::html;
use crate::import::text::unicode::DecodedText;
use crate::import::workbook::Workbook;
use crate::import::workbook::zip::ZipArchive;

/// Every table of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenedFile {
    /// The tables with the names of their sheets or files, empty where there is one only; in an archive, a file that cannot
    /// be read has its error instead.
    pub tables: Vec<(String, Result<Table, ReadError>)>,
    /// What was detected. Of several tables, the counts are sums.
    pub detected: Detected,
}

/// What an [`OpenedFile`] is encoded as, besides its tables.
#[derive(Serialize, Deserialize)]
struct FileHeader {
    detected: Detected,
    /// The tables' names, each with its error where it could not be read.
    names: Vec<(String, Option<ReadError>)>,
}

impl OpenedFile {
    /// Encodes the tables as bytes, to be handed from one worker to another: a header in JSON, then the tables that were
    /// read, each with its length.
    pub fn to_bytes(&self) -> Vec<u8> {
        let name = |(name, table): &(String, Result<Table, ReadError>)| (name.clone(), table.as_ref().err().cloned());
        let header = FileHeader { detected: self.detected.clone(), names: self.tables.iter().map(name).collect() };
        // Serializing these types cannot fail, since no map has a key that is not a text.
        let header = serde_json::to_vec(&header).unwrap_or_default();
        let mut bytes = Vec::new();
        let mut add = |part: &[u8]| {
            put(&mut bytes, part.len() as u64);
            bytes.extend_from_slice(part);
        };
        add(&header);
        for table in self.tables.iter().filter_map(|(_, table)| table.as_ref().ok()) {
            add(&OpenedTable { table: table.clone(), detected: Detected::default() }.to_bytes());
        }
        bytes
    }

    /// Reads what [`OpenedFile::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<OpenedFile> {
        let mut rest = bytes;
        let mut next = || {
            let length = usize::try_from(take(&mut rest)?).ok()?;
            take_bytes(&mut rest, length)
        };
        let FileHeader { detected, names } = serde_json::from_slice(next()?).ok()?;
        let tables = names.into_iter().map(|(name, error)| match error {
            Some(error) => Some((name, Err(error))),
            None => Some((name, Ok(OpenedTable::from_bytes(next()?)?.table))),
        });
        Some(OpenedFile { tables: tables.collect::<Option<_>>()?, detected })
    }
}

/// Reads every table of a file: of a text one, else the tables of a web page, the visible sheets of a workbook, or the
/// files in an archive.
///
/// # Errors
/// As of [`open`](super::reading::open).
pub fn open_all(bytes: &[u8], options: &ReadOptions, progress: &mut dyn FnMut(f64)) -> Result<OpenedFile, ReadError> {
    open_all_with(OldFormats::READ, bytes, options, progress)
}

/// The same, except old formats.
///
/// # Errors
/// As of [`open`](super::reading::open), and [`ReadError::NeedsDecoder`].
pub fn open_all_unicode(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedFile, ReadError> {
    open_all_with(OldFormats::REFUSED, bytes, options, progress)
}

fn open_all_with(
    old: OldFormats,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedFile, ReadError> {
    let one =
        |opened: OpenedTable| OpenedFile { tables: vec![(String::new(), Ok(opened.table))], detected: opened.detected };
    if let Some(decoding) = &options.decoded {
        let text = std::str::from_utf8(bytes).map_err(|_| ReadError::Letters)?;
        return open_all_text(text, decoding.clone(), options, progress);
    }
    if bytes.len() > bounds::FILE_BYTES {
        return Err(ReadError::TooLarge(Bound::File));
    }
    match FileKind::of(bytes) {
        FileKind::Zip => match Workbook::open(bytes) {
            Ok(book) => all_sheets(&book, options, progress),
            Err(TableError::NotAWorkbook) if other_kind(bytes).is_none() => {
                all_files(old, &ZipArchive::open(bytes)?, options)
            }
            Err(_) => open_workbook(bytes, options, progress).map(one),
        },
        FileKind::Text(_) => {
            let requested = options.encoding.as_deref().and_then(TextEncoding::from_label);
            let DecodedText { text, encoding, unreadable } =
                (old.text)(bytes, requested).ok_or(ReadError::NeedsDecoder)?;
            let decoding = Decoding { encoding: encoding.label().to_owned(), unreadable };
            open_all_text(&text, decoding, options, progress)
        }
        FileKind::OldWorkbook => (old.tables)(bytes, options),
        _ => open_with(old, bytes, options, progress).map(one),
    }
}

/// Every table of a text.
fn open_all_text(
    text: &str,
    decoding: Decoding,
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedFile, ReadError> {
    if html::markup(text).is_none() {
        let opened = open_text(text, decoding, options, progress)?;
        return Ok(OpenedFile { tables: vec![(String::new(), Ok(opened.table))], detected: opened.detected });
    }
    let mut tables = html::tables(text, options.hidden)?;
    // A page may have menus beside its one table of data.
    if tables.len() > 1 && tables.iter().all(|table| table.name.is_empty()) {
        tables.retain(|table| table.table.rows.len() > 1);
    }
    let Decoding { encoding, unreadable } = decoding;
    let detected = Detected {
        kind: if tables.iter().any(|table| table.table.is_typed()) {
            SourceKind::Workbook
        } else {
            SourceKind::WebPage
        },
        encoding: Some(encoding),
        letters_lost: unreadable,
        hidden_taken: options.hidden,
        ..Detected::default()
    };
    Ok(OpenedFile { tables: tables.into_iter().map(|table| (table.name, Ok(table.table))).collect(), detected })
}

/// The visible sheets with content.
fn all_sheets(book: &Workbook, options: &ReadOptions, progress: &mut dyn FnMut(f64)) -> Result<OpenedFile, ReadError> {
    let mut opened = OpenedFile {
        detected: Detected { kind: SourceKind::Workbook, ..Detected::default() },
        ..OpenedFile::default()
    };
    opened.detected.hidden_taken = options.hidden;
    let visible: Vec<(usize, String)> = book
        .sheets()
        .map(str::to_owned)
        .enumerate()
        .filter(|(at, _)| !book.is_hidden(*at))
        .take(bounds::MAX_SCORED_SHEETS)
        .collect();
    let mut rows = 0;
    for (at, name) in visible {
        let read = match book.read(at, options.hidden, progress) {
            Ok(read) => read,
            Err(TableError::Empty) => continue,
            Err(error) => return Err(error.into()),
        };
        rows += read.table.rows.len();
        if rows > bounds::FIGURE_ROWS {
            return Err(ReadError::TooLarge(Bound::FigureRows));
        }
        let detected = &mut opened.detected;
        detected.hidden_rows += read.hidden_rows;
        detected.hidden_columns += read.hidden_columns;
        detected.columns_cut += read.columns_cut;
        detected.cells_cut += read.cells_cut;
        for (all, of_sheet) in [
            (&mut detected.errors, read.errors),
            (&mut detected.formulas_computed, read.formulas_computed),
            (&mut detected.formulas_without_values, read.formulas_without_values),
        ] {
            all.count += of_sheet.count;
            all.first.extend(of_sheet.first);
        }
        opened.tables.push((name, Ok(read.table)));
    }
    if opened.tables.is_empty() { Err(ReadError::Empty) } else { Ok(opened) }
}

/// The visible sheets of a workbook in the old binary format.
pub(super) fn all_old_sheets(bytes: &[u8], options: &ReadOptions) -> Result<OpenedFile, ReadError> {
    let book = old_workbook(bytes)?;
    let mut opened = OpenedFile {
        detected: Detected { kind: SourceKind::Workbook, hidden_taken: options.hidden, ..Detected::default() },
        ..OpenedFile::default()
    };
    let visible = book.sheets().enumerate().filter(|(_, (_, is_hidden))| !is_hidden).take(bounds::MAX_SCORED_SHEETS);
    for (at, (name, _)) in visible {
        match book.read(at, options.hidden) {
            Ok(read) => {
                opened.detected.hidden_rows += read.hidden_rows;
                opened.detected.errors.count += read.errors.count;
                opened.detected.errors.first.extend(read.errors.first);
                opened.tables.push((name.to_owned(), Ok(read.table)));
            }
            Err(TableError::Empty) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if opened.tables.is_empty() { Err(ReadError::Empty) } else { Ok(opened) }
}

/// The files in an archive that have the endings of tables.
fn all_files(old: OldFormats, archive: &ZipArchive, options: &ReadOptions) -> Result<OpenedFile, ReadError> {
    const ENDINGS: [&str; 6] = [".csv", ".tsv", ".txt", ".xls", ".xlsx", ".html"];
    let is_table = |name: &&str| {
        let lower = name.to_ascii_lowercase();
        let is_hidden = lower.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        !is_hidden && !lower.starts_with("__macosx/") && ENDINGS.iter().any(|ending| lower.ends_with(ending))
    };
    let mut opened = OpenedFile::default();
    let names: Vec<&str> = archive.names().filter(is_table).take(bounds::MAX_SCORED_SHEETS).collect();
    let mut rows = 0;
    for name in names {
        let read = archive.bytes(name).map_err(ReadError::from).and_then(|bytes| {
            let bytes = bytes.ok_or(ReadError::Empty)?;
            // An archive in an archive is not opened.
            if FileKind::of(&bytes) == FileKind::Zip && Workbook::open(&bytes).is_err() {
                return Err(ReadError::NotAWorkbook);
            }
            open_all_with(old, &bytes, &ReadOptions { decoded: None, ..options.clone() }, &mut |_| {})
        });
        match read {
            Ok(file) => {
                rows += file
                    .tables
                    .iter()
                    .filter_map(|(_, table)| table.as_ref().ok())
                    .map(|table| table.rows.len())
                    .sum::<usize>();
                if rows > bounds::FIGURE_ROWS {
                    return Err(ReadError::TooLarge(Bound::FigureRows));
                }
                let name_of =
                    |sheet: String| if sheet.is_empty() { name.to_owned() } else { [name, ", ", &sheet].concat() };
                opened.tables.extend(file.tables.into_iter().map(|(sheet, table)| (name_of(sheet), table)));
            }
            Err(error) => opened.tables.push((name.to_owned(), Err(error))),
        }
    }
    opened.detected.kind = SourceKind::Archive;
    if opened.tables.is_empty() { Err(ReadError::NotAWorkbook) } else { Ok(opened) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_errors_survive_the_transfer_between_workers() {
        let opened = open_all(b"Date,Orders\n2027-03-01,5\n", &ReadOptions::default(), &mut |_| {}).unwrap();
        let mut file = opened.clone();
        file.tables.push(("photo.png".to_owned(), Err(ReadError::Other)));
        file.tables.extend(opened.tables);
        let bytes = file.to_bytes();
        assert_eq!(OpenedFile::from_bytes(&bytes), Some(file));
        for cut in 0..bytes.len() {
            assert_eq!(OpenedFile::from_bytes(&bytes[..cut]), None, "{cut}");
        }
    }
}
