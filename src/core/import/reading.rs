//! Opens a file or pasted text as a table, and reports what was detected: kind, encoding, delimiter, sheet, hidden rows.
//! [`ReadOptions`] override what is detected.
//!
//! Pure. Runs in the reader worker (`src/reader/main.rs`), so that the workbook reader is not part of the page's program. The
//! page sends bytes and options, and receives an [`OpenedTable`] through [`OpenedTable::to_bytes`]. Text in other encodings
//! than Unicode is decoded first, by a worker of its own (`src/charsets/main.rs`) with the tables for them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::all_tables::{OpenedFile, all_old_sheets};
use super::bounds::{self, Bound};
use super::old_workbook::{OldSheetTable, OldWorkbook};
use super::table::{MergedCells, Table, TableError, TableFormat, TableNote, TableRow};
use super::workbook::Workbook;
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::mapping::{ColumnMeaning, Mapping};
use crate::import::text::file_kind::{FileKind, TextEncoding};
use crate::import::text::unicode::DecodedText;
use crate::import::text::{encoding, html, unicode};
use crate::import::transfer::{put, take, take_bytes};
use crate::import::workbook::zip::ZipArchive;

/// How to read a file. Options that are `None` are detected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// The label of the encoding, as browsers know it: `utf-8`, `windows-1252`.
    pub encoding: Option<String>,
    /// The delimiter of text.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook, or the table of a web page, from 0.
    pub sheet: Option<usize>,
    /// Whether hidden rows and columns are included.
    pub hidden: bool,
    /// What a decoder says of the text that was made of the file and is read instead.
    #[serde(default)]
    pub decoded: Option<Decoding>,
}

/// How a text was decoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoding {
    /// The label of its encoding.
    pub encoding: String,
    /// How many characters could not be decoded.
    pub unreadable: usize,
}

/// The detected kind of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceKind {
    /// Delimited text.
    #[default]
    Text,
    /// A web page, whatever its file extension.
    WebPage,
    /// An Excel workbook.
    Workbook,
    /// An archive of files.
    Archive,
}

/// A sheet of a workbook, or a table of a web page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Its name; empty for a table without one.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// A cell in a notice: its reference such as `B2`, and its content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCell {
    /// The reference.
    pub place: String,
    /// The formula or the error value, cut to 80 characters.
    pub text: String,
}

/// Cells of one kind: how many there are, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedCells {
    /// The number of cells.
    pub count: usize,
    /// The first [`bounds::LISTED_CELLS`].
    pub first: Vec<NamedCell>,
}

impl ReportedCells {
    /// Adds a cell.
    pub fn add(&mut self, place: impl FnOnce() -> String, text: &str) {
        self.count += 1;
        if self.first.len() < bounds::LISTED_CELLS {
            self.first.push(NamedCell { place: place(), text: text.chars().take(80).collect() });
        }
    }
}

/// What was detected in a file, and what was left out of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detected {
    /// The kind of file.
    pub kind: SourceKind,
    /// The label of the encoding that text was read in.
    pub encoding: Option<String>,
    /// The delimiter of text.
    pub delimiter: Option<u8>,
    /// The sheets, in order; empty for text.
    pub sheets: Vec<SheetInfo>,
    /// The sheet that was read.
    pub sheet: usize,
    /// Hidden rows with content, whether hidden by hand or by a filter.
    pub hidden_rows: usize,
    /// Columns with content that are hidden.
    pub hidden_columns: usize,
    /// Whether hidden rows and columns are included.
    pub hidden_taken: bool,
    /// Formulas without a stored value that were evaluated.
    pub formulas_computed: ReportedCells,
    /// Formulas without a stored value that could not be evaluated. Their cells are empty.
    pub formulas_without_values: ReportedCells,
    /// Cells with an error value such as `#REF!`.
    pub errors: ReportedCells,
    /// Merged cells, down or across.
    pub merged: usize,
    /// Columns with content beyond [`bounds::COLUMNS`], which are cut.
    pub columns_cut: usize,
    /// Cells whose text was cut to [`bounds::CELL_CHARACTERS`].
    pub cells_cut: usize,
    /// How many characters could not be decoded; each is replaced by `U+FFFD`.
    pub letters_lost: usize,
    /// Lines of text with an unclosed quote at the start of a cell, which is read as part of the text.
    pub open_quotes: Vec<usize>,
}

/// A table, and what was detected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenedTable {
    /// The table.
    pub table: Table,
    /// What was detected.
    pub detected: Detected,
}

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// All cells are empty.
    Empty,
    /// It exceeds a limit.
    TooLarge(Bound),
    /// A part cannot be read; the text names the part.
    Damaged(String),
    /// An archive that is not a workbook.
    NotAWorkbook,
    /// It has a password.
    Protected,
    /// A workbook of Excel's old binary format (`.xls`).
    OldWorkbook,
    /// A workbook of Excel's newer binary format (`.xlsb`).
    BinaryWorkbook,
    /// A sheet in the `OpenDocument` format (`.ods`).
    OpenDocument,
    /// A sheet of Apple Numbers.
    Numbers,
    /// A text document or slides.
    OtherDocument,
    /// None of what is read: a picture, a PDF, a program.
    Other,
    /// Its letters cannot be read in the encoding.
    Letters,
    /// It is text in another encoding than Unicode, or a workbook of Excel's old binary format, which another worker reads:
    /// see [`worker_job::decode`](super::worker_job::decode).
    NeedsDecoder,
    /// A web page without a table, with its title, which may be empty.
    NoTable(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadError::Empty => "there is nothing in it",
            ReadError::TooLarge(bound) => return bound.fmt(f),
            ReadError::Damaged(part) => return write!(f, "damaged: {part}"),
            ReadError::NotAWorkbook => "no workbook",
            ReadError::Protected => "it asks for a password",
            ReadError::OldWorkbook => "the old binary format of Excel",
            ReadError::BinaryWorkbook => "the binary format of Excel",
            ReadError::OpenDocument => "an OpenDocument sheet",
            ReadError::Numbers => "a sheet of Apple Numbers",
            ReadError::OtherDocument => "a document that is no sheet",
            ReadError::Other => "no table",
            ReadError::Letters => "letters of another encoding",
            ReadError::NeedsDecoder => "text that is not in Unicode, or an old workbook",
            ReadError::NoTable(_) => "a web page without a table",
        })
    }
}

impl std::error::Error for ReadError {}

impl From<TableError> for ReadError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Empty => ReadError::Empty,
            TableError::TooManyRows => ReadError::TooLarge(Bound::FigureRows),
            TableError::TooLarge(bound) => ReadError::TooLarge(bound),
            TableError::Damaged { what } => ReadError::Damaged(what),
            TableError::NotAWorkbook => ReadError::NotAWorkbook,
            TableError::Protected => ReadError::Protected,
            TableError::WebPage { title } => ReadError::NoTable(title),
        }
    }
}

/// Decodes a text.
pub(super) type TextDecoder = fn(&[u8], Option<TextEncoding>) -> Option<DecodedText>;

/// How the old formats of text and of workbooks are read. The reader worker leaves them to another one, which weighs less
/// than the two together.
#[derive(Clone, Copy)]
pub(super) struct OldFormats {
    /// Text.
    pub text: TextDecoder,
    /// One table of a workbook.
    pub table: fn(&[u8], &ReadOptions) -> Result<OpenedTable, ReadError>,
    /// Every table of a workbook.
    pub tables: fn(&[u8], &ReadOptions) -> Result<OpenedFile, ReadError>,
}

impl OldFormats {
    /// All of them.
    pub(super) const READ: OldFormats = OldFormats {
        text: |bytes, requested| Some(encoding::decode(bytes, requested)),
        table: open_old_workbook,
        tables: all_old_sheets,
    };
    /// Unicode only.
    pub(super) const REFUSED: OldFormats = OldFormats {
        text: unicode::decode,
        table: |_, _| Err(ReadError::NeedsDecoder),
        tables: |_, _| Err(ReadError::NeedsDecoder),
    };
}

/// Reads a file. `progress` is called with the share of the work done, from 0 to 1.
///
/// # Errors
/// Fails where the file has no table, is damaged or protected, or exceeds a bound; see [`ReadError`].
pub fn open(bytes: &[u8], options: &ReadOptions, progress: &mut dyn FnMut(f64)) -> Result<OpenedTable, ReadError> {
    open_with(OldFormats::READ, bytes, options, progress)
}

/// Reads a file, except old formats.
///
/// # Errors
/// As of [`open`], and [`ReadError::NeedsDecoder`].
pub fn open_unicode(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedTable, ReadError> {
    open_with(OldFormats::REFUSED, bytes, options, progress)
}

pub(super) fn open_with(
    old: OldFormats,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedTable, ReadError> {
    if let Some(decoding) = &options.decoded {
        let text = std::str::from_utf8(bytes).map_err(|_| ReadError::Letters)?;
        return within_rows(open_text(text, decoding.clone(), options, progress));
    }
    if bytes.len() > bounds::FILE_BYTES {
        return Err(ReadError::TooLarge(Bound::File));
    }
    within_rows(match FileKind::of(bytes) {
        FileKind::Empty => Err(ReadError::Empty),
        FileKind::Zip => open_workbook(bytes, options, progress),
        FileKind::OldWorkbook => (old.table)(bytes, options),
        FileKind::Protected => Err(ReadError::Protected),
        FileKind::Other => Err(ReadError::Other),
        FileKind::Text(_) => {
            let requested = options.encoding.as_deref().and_then(TextEncoding::from_label);
            let DecodedText { text, encoding, unreadable } =
                (old.text)(bytes, requested).ok_or(ReadError::NeedsDecoder)?;
            let decoding = Decoding { encoding: encoding.label().to_owned(), unreadable };
            open_text(&text, decoding, options, progress)
        }
    })
}

/// The table, unless it has more rows than a budget may have.
pub(super) fn within_rows(opened: Result<OpenedTable, ReadError>) -> Result<OpenedTable, ReadError> {
    let is_long = |opened: &OpenedTable| opened.table.rows.len() > bounds::ROWS;
    opened.and_then(|opened| if is_long(&opened) { Err(ReadError::TooLarge(Bound::Rows)) } else { Ok(opened) })
}

/// Decodes a text file that [`open_unicode`] has refused, in the encoding with this label or in the one that is detected.
/// Read the text by [`open_unicode`] with [`ReadOptions::decoded`].
pub fn decoded(bytes: &[u8], label: Option<&str>) -> (Decoding, String) {
    let DecodedText { text, encoding, unreadable } = encoding::decode(bytes, label.and_then(TextEncoding::from_label));
    (Decoding { encoding: encoding.label().to_owned(), unreadable }, text)
}

/// Reads delimited text, or a table of a web page, whatever the file extension.
pub(super) fn open_text(
    text: &str,
    decoding: Decoding,
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedTable, ReadError> {
    progress(0.3);
    let Decoding { encoding, unreadable } = decoding;
    let mut detected = Detected { encoding: Some(encoding), letters_lost: unreadable, ..Detected::default() };
    let table = if html::markup(text).is_some() {
        let mut tables = html::tables(text, options.hidden)?;
        let sheet = |table: &html::HtmlTable| SheetInfo { name: table.name.clone(), ..SheetInfo::default() };
        detected.sheets = tables.iter().map(sheet).collect();
        let chosen = options.sheet.filter(|sheet| *sheet < tables.len());
        detected.sheet = chosen.or_else(|| html::largest(&tables)).unwrap_or(0);
        let table = tables.swap_remove(detected.sheet).table;
        detected.kind = if table.is_typed() { SourceKind::Workbook } else { SourceKind::WebPage };
        (detected.merged, detected.hidden_taken) = (table.merges.len(), options.hidden);
        table
    } else {
        Table::parse(text, options.delimiter)?
    };
    detected.delimiter = table.delimiter;
    for note in &table.notes {
        match note {
            TableNote::ColumnsCut { width } => detected.columns_cut = width.saturating_sub(bounds::COLUMNS),
            TableNote::CellCut { .. } => detected.cells_cut += 1,
            TableNote::OpenQuote { line } => detected.open_quotes.push(*line),
            TableNote::HiddenRows { count } => detected.hidden_rows = *count,
        }
    }
    Ok(OpenedTable { table, detected })
}

pub(super) fn open_workbook(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(f64),
) -> Result<OpenedTable, ReadError> {
    let book = match Workbook::open(bytes) {
        Ok(book) => book,
        Err(TableError::NotAWorkbook | TableError::Damaged { .. }) if other_kind(bytes).is_some() => {
            return Err(other_kind(bytes).unwrap_or(ReadError::NotAWorkbook));
        }
        Err(error) => return Err(error.into()),
    };
    progress(0.2);
    let mut of_sheet = |share: f64| progress(0.2 + share * 0.8);
    let (sheet, read) = match options.sheet {
        Some(sheet) => (sheet, book.read(sheet, options.hidden, &mut of_sheet)?),
        None => {
            let (sheet, read) = book.best_table(&budget_score, &mut of_sheet)?;
            // The first reading counts hidden cells; they are included only on request.
            if options.hidden { (sheet, book.read(sheet, true, &mut of_sheet)?) } else { (sheet, read) }
        }
    };
    let names = book.sheets().enumerate();
    let sheets = names.map(|(at, name)| SheetInfo { name: name.to_owned(), hidden: book.is_hidden(at) }).collect();
    let detected = Detected {
        kind: SourceKind::Workbook,
        sheets,
        sheet,
        hidden_rows: read.hidden_rows,
        hidden_columns: read.hidden_columns,
        hidden_taken: options.hidden,
        formulas_computed: read.formulas_computed,
        formulas_without_values: read.formulas_without_values,
        errors: read.errors,
        merged: read.merged,
        columns_cut: read.columns_cut,
        cells_cut: read.cells_cut,
        ..Detected::default()
    };
    Ok(OpenedTable { table: read.table, detected })
}

/// Opens a workbook in the old binary format, without a version or a document that is not read.
pub(super) fn old_workbook(bytes: &[u8]) -> Result<OldWorkbook, ReadError> {
    OldWorkbook::open(bytes).map_err(|error| match error {
        TableError::NotAWorkbook => ReadError::OldWorkbook,
        other => other.into(),
    })
}

/// How many cells have content.
fn filled_cells(table: &Table) -> usize {
    table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.trim().is_empty()).count()
}

/// One table of a workbook in the old binary format: the fullest, unless one is chosen. The scores of budgets would bring
/// the headings of every platform into the worker of old formats.
pub(super) fn open_old_workbook(bytes: &[u8], options: &ReadOptions) -> Result<OpenedTable, ReadError> {
    let book = old_workbook(bytes)?;
    let sheets: Vec<SheetInfo> =
        book.sheets().map(|(name, hidden)| SheetInfo { name: name.to_owned(), hidden }).collect();
    let read = |at: usize| book.read(at, options.hidden);
    let chosen = options.sheet.filter(|at| *at < sheets.len());
    let best = || {
        let visible = (0..sheets.len()).filter(|at| !sheets[*at].hidden).take(bounds::MAX_SCORED_SHEETS);
        let scored = visible.filter_map(|at| Some((filled_cells(&read(at).ok()?.table), at)));
        // The first of equal scores.
        scored.fold(
            None,
            |best: Option<(usize, usize)>, found| {
                if best.is_none_or(|best| found.0 > best.0) { Some(found) } else { best }
            },
        )
    };
    let sheet = chosen.or_else(|| best().map(|(_, at)| at)).unwrap_or(0);
    let OldSheetTable { table, hidden_rows, errors } = read(sheet)?;
    let detected = Detected {
        kind: SourceKind::Workbook,
        sheets,
        sheet,
        hidden_rows,
        hidden_taken: options.hidden,
        errors,
        merged: table.merges.len(),
        ..Detected::default()
    };
    Ok(OpenedTable { table, detected })
}

/// The kind of an archive that is not an `.xlsx` workbook; `None` where it is unknown.
pub(super) fn other_kind(bytes: &[u8]) -> Option<ReadError> {
    let archive = ZipArchive::open(bytes).ok()?;
    let has = |found: &dyn Fn(&str) -> bool| archive.names().any(found);
    if has(&|name| name.eq_ignore_ascii_case("xl/workbook.bin")) {
        return Some(ReadError::BinaryWorkbook);
    }
    if has(&|name| name == "mimetype") && has(&|name| name == "content.xml") {
        let kind = archive.start_of("mimetype", 100).unwrap_or_default();
        let is_sheet = kind.contains("spreadsheet");
        return Some(if is_sheet { ReadError::OpenDocument } else { ReadError::OtherDocument });
    }
    if has(&|name| {
        let name = name.rsplit('/').next().unwrap_or_default();
        name == "Index.zip" || std::path::Path::new(name).extension().is_some_and(|ending| ending == "iwa")
    }) {
        return Some(ReadError::Numbers);
    }
    has(&|name| name.starts_with("word/") || name.starts_with("ppt/")).then_some(ReadError::OtherDocument)
}

/// How much the first rows of a sheet look like budget lines: what its headings say counts, and our own most.
fn budget_score(table: &Table) -> usize {
    let mapping = Mapping::guess(table);
    if mapping.own || mapping.own_workbook {
        return 1_000;
    }
    let known = mapping.columns.iter().filter(|column| column.meaning != ColumnMeaning::Ignored).count();
    let is = |column| mapping.column(ColumnMeaning::Field(column)).is_some();
    let has_money =
        is(BudgetColumn::Amount) || is(BudgetColumn::UnitPrice) || mapping.column(ColumnMeaning::Month).is_some();
    let has_lines = is(BudgetColumn::What) && has_money && mapping.body(table).len() > 1;
    // Without headings it is anything with a text and a number.
    let headed = if mapping.heading.is_some() { known } else { 0 };
    usize::from(is(BudgetColumn::What) && has_money) + if has_lines { 1 + headed * 2 } else { 0 }
}

// Transfer format between worker and page

impl Decoding {
    /// Encodes it with its text as bytes: a line of JSON, then the text.
    pub fn to_bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }

    /// Reads what [`Decoding::to_bytes`] wrote, leaving the text as bytes; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<(Decoding, &[u8])> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        Some((serde_json::from_slice(&bytes[..end]).ok()?, &bytes[end + 1..]))
    }
}

/// The table without its rows.
#[derive(Serialize, Deserialize)]
struct TableHeader {
    detected: Detected,
    delimiter: Option<u8>,
    form: TableFormat,
    days_from_1904: bool,
    notes: Vec<TableNote>,
    merges: Vec<MergedCells>,
}

impl OpenedTable {
    /// Encodes the table as bytes: a header in JSON, then the rows, whose texts are not escaped.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Table { delimiter, form, days_from_1904, .. } = self.table;
        let (notes, merges) = (self.table.notes.clone(), self.table.merges.clone());
        let header = TableHeader { detected: self.detected.clone(), delimiter, form, days_from_1904, notes, merges };
        // Serializing these types cannot fail, since no map has a key that is not a text.
        let header = serde_json::to_vec(&header).unwrap_or_default();
        let mut bytes = Vec::new();
        put(&mut bytes, header.len() as u64);
        bytes.extend_from_slice(&header);
        put(&mut bytes, self.table.rows.len() as u64);
        for row in &self.table.rows {
            put(&mut bytes, row.number as u64);
            put(&mut bytes, row.cells.len() as u64);
            for (column, cell) in row.cells.iter().enumerate() {
                // The lowest bit marks a numeric cell.
                put(&mut bytes, (cell.len() as u64) << 1 | u64::from(row.is_number(column)));
                bytes.extend_from_slice(cell.as_bytes());
            }
        }
        bytes
    }

    /// Reads what [`OpenedTable::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<OpenedTable> {
        let next = |rest: &mut &[u8]| usize::try_from(take(rest)?).ok();
        let mut rest = bytes;
        let length = next(&mut rest)?;
        let header: TableHeader = serde_json::from_slice(take_bytes(&mut rest, length)?).ok()?;
        let TableHeader { detected, delimiter, form, days_from_1904, notes, merges } = header;
        let mut table = Table { rows: Vec::new(), merges, delimiter, form, days_from_1904, notes };
        let rows = next(&mut rest)?;
        table.rows.reserve(rows.min(bounds::ROWS));
        for _ in 0..rows {
            let (number, count) = (next(&mut rest)?, next(&mut rest)?);
            let mut cells = Vec::with_capacity(count.min(bounds::COLUMNS));
            let mut numbers = Vec::new();
            for column in 0..count {
                let length = next(&mut rest)?;
                cells.push(String::from_utf8(take_bytes(&mut rest, length >> 1)?.to_vec()).ok()?);
                if length & 1 == 1 {
                    numbers.resize(column, false);
                    numbers.push(true);
                }
            }
            table.rows.push(TableRow { number, cells, numbers });
        }
        Some(OpenedTable { table, detected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_opened_and_survives_the_transfer() {
        let text = "Item;Amount\n\nPoster, A1;800\n展架;1200\n";
        let opened = open(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).unwrap();
        assert_eq!(opened.detected.encoding.as_deref(), Some("utf-8"));
        assert_eq!(opened.detected.delimiter, Some(b';'));
        assert_eq!(opened.table.rows[1].cells, ["Poster, A1", "800"]);
        assert_eq!(OpenedTable::from_bytes(&opened.to_bytes()), Some(opened.clone()));
        for cut in 0..opened.to_bytes().len() {
            assert_eq!(OpenedTable::from_bytes(&opened.to_bytes()[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn encodings_and_web_pages_are_detected() {
        let opened = |bytes: &[u8]| open(bytes, &ReadOptions::default(), &mut |_| {}).unwrap();
        let german = opened(b"Position;Betrag\nFr\xFChlingsaktion M\xFCnchen;1250,50\nK\xFCchenmesse;800,00\n");
        assert_eq!(german.detected.encoding.as_deref(), Some("windows-1252"));
        assert_eq!(german.table.rows[1].cells[0], "Frühlingsaktion München");
        let page = "<html><body><table><caption>Menu</caption><tr><td>x</td></tr></table><table><tr><td>项目</td><td>金额</td></tr>\
             <tr style='display:none'><td>a</td><td>1</td></tr><tr><td>b</td><td>2,500.00</td></tr></table></body></html>";
        let shown = opened(page.as_bytes());
        assert_eq!(
            (shown.detected.kind, shown.detected.sheet, shown.detected.hidden_rows),
            (SourceKind::WebPage, 1, 1)
        );
        assert_eq!(shown.detected.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Menu", ""]);
        assert_eq!(shown.table.rows[1].cells, ["b", "2,500.00"]);
        assert!(!shown.table.is_typed());
        assert_eq!(OpenedTable::from_bytes(&shown.to_bytes()), Some(shown));
        let options = ReadOptions { hidden: true, sheet: Some(1), ..ReadOptions::default() };
        assert_eq!(open(page.as_bytes(), &options, &mut |_| {}).unwrap().table.rows.len(), 3);
        let login = open(b"<!doctype html><title>Log in</title>", &ReadOptions::default(), &mut |_| {});
        assert_eq!(login, Err(ReadError::NoTable("Log in".to_owned())));
    }

    #[test]
    fn options_override_detection() {
        let options = ReadOptions { delimiter: Some(b'|'), ..ReadOptions::default() };
        let opened = open(b"a;b|c\n", &options, &mut |_| {}).unwrap();
        assert_eq!(opened.table.rows[0].cells, ["a;b", "c"]);
        let options = ReadOptions { encoding: Some("windows-1252".to_owned()), ..ReadOptions::default() };
        let opened = open(b"B\xFCro,1\n", &options, &mut |_| {}).unwrap();
        assert_eq!(opened.table.rows[0].cells[0], "Büro");
        assert_eq!(open(b"", &ReadOptions::default(), &mut |_| {}), Err(ReadError::Empty));
    }
}
