//! Reads the sheets of a workbook in Excel's old binary format (`.xls`, BIFF8) as tables of text: several platforms still
//! export it.
//!
//! Covers texts, numbers, stored results of formulas, dates and percentages by number format, hidden rows. Texts are those
//! that an `.xlsx` file of the same cells would give. Older versions than Excel 97 are not read.

mod container;
mod records;

use std::collections::BTreeMap;

use self::records::{CONTINUE, Parts, Record, double, number, packed_number, records, short, short_text};
use super::bounds::{self, Bound};
use super::reading::ReportedCells;
use super::table::{MergedCells, Table, TableError, TableFormat, TableRow};
use super::workbook::{NumberFormat, cell_place};

/// Kinds of records.
mod kind {
    pub const BEGIN: u16 = 0x809;
    pub const END: u16 = 0x0A;
    pub const PASSWORD: u16 = 0x2F;
    pub const SHEET: u16 = 0x85;
    pub const TEXTS: u16 = 0xFC;
    pub const FORMAT: u16 = 0x41E;
    pub const STYLE: u16 = 0xE0;
    pub const FROM_1904: u16 = 0x22;
    pub const SHARED_TEXT: u16 = 0xFD;
    pub const NUMBER: u16 = 0x203;
    pub const PACKED: u16 = 0x27E;
    pub const PACKED_RUN: u16 = 0xBD;
    pub const TEXT: u16 = 0x204;
    pub const FORMULA: u16 = 0x06;
    pub const FORMULA_TEXT: u16 = 0x207;
    pub const TRUTH_OR_ERROR: u16 = 0x205;
    pub const ROW: u16 = 0x208;
    pub const MERGED: u16 = 0xE5;
}

/// The version of the format in Excel 97 and later.
const BIFF8: u16 = 0x0600;

/// An open workbook.
pub struct OldWorkbook {
    stream: Vec<u8>,
    sheets: Vec<OldSheet>,
    texts: Vec<String>,
    /// The number format of each style.
    styles: Vec<NumberFormat>,
    from_1904: bool,
}

struct OldSheet {
    name: String,
    is_hidden: bool,
    start: usize,
}

/// The table of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OldSheetTable {
    /// The table.
    pub table: Table,
    /// Rows with content that are hidden.
    pub hidden_rows: usize,
    /// Cells with an error value.
    pub errors: ReportedCells,
}

impl OldWorkbook {
    /// Opens a workbook: reads its list of sheets, its shared texts and its styles.
    ///
    /// # Errors
    /// `NotAWorkbook` for another document or version, `Protected` with a password, `TooLarge` beyond the bounds.
    pub fn open(bytes: &[u8]) -> Result<OldWorkbook, TableError> {
        let stream = container::stream(bytes, &["Workbook"]).ok_or(TableError::NotAWorkbook)?;
        let mut book = OldWorkbook {
            stream: Vec::new(),
            sheets: Vec::new(),
            texts: Vec::new(),
            styles: Vec::new(),
            from_1904: false,
        };
        let all: Vec<Record> = records(&stream, 0).take_while(|record| record.kind != kind::END).collect();
        let is_readable = |record: &Record| record.kind == kind::BEGIN && short(record.data, 0) == Some(BIFF8);
        if !all.first().is_some_and(is_readable) {
            return Err(TableError::NotAWorkbook);
        }
        let mut formats: BTreeMap<u16, NumberFormat> = BTreeMap::new();
        for (at, record) in all.iter().enumerate() {
            match record.kind {
                kind::PASSWORD => return Err(TableError::Protected),
                kind::SHEET => book.sheets.extend(sheet(record.data)),
                kind::FROM_1904 => book.from_1904 = short(record.data, 0) == Some(1),
                kind::FORMAT => {
                    let code = record.data.get(2..).and_then(|data| Parts::new(vec![data]).text());
                    if let (Some(id), Some(code)) = (short(record.data, 0), code) {
                        formats.insert(id, NumberFormat::of(u32::from(id), &code));
                    }
                }
                kind::STYLE => {
                    let id = short(record.data, 2).unwrap_or(0);
                    let format = formats.get(&id).cloned();
                    book.styles.push(format.unwrap_or_else(|| NumberFormat::built_in(u32::from(id))));
                }
                kind::TEXTS => {
                    let more = all[at + 1..].iter().take_while(|next| next.kind == CONTINUE).map(|next| next.data);
                    book.texts = texts(std::iter::once(record.data).chain(more).collect())?;
                }
                _ => {}
            }
        }
        if book.sheets.is_empty() {
            return Err(TableError::NotAWorkbook);
        }
        if book.sheets.len() > bounds::SHEETS {
            return Err(TableError::TooLarge(Bound::Sheets));
        }
        book.stream = stream;
        Ok(book)
    }

    /// The names of its sheets, in order, and whether each is hidden.
    pub fn sheets(&self) -> impl Iterator<Item = (&str, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden))
    }

    /// The table of a sheet. `hidden` includes rows that it hides.
    ///
    /// # Errors
    /// `Empty` for a sheet without content, `TooLarge` and `TooManyRows` beyond the bounds.
    pub fn read(&self, sheet: usize, hidden: bool) -> Result<OldSheetTable, TableError> {
        let sheet = self.sheets.get(sheet).ok_or(TableError::Empty)?;
        let mut reader = OldSheetReader {
            book: self,
            rows: BTreeMap::new(),
            hidden: Vec::new(),
            merges: Vec::new(),
            errors: ReportedCells::default(),
            text_bytes: 0,
            formula: None,
        };
        let mut depth = 0;
        for record in records(&self.stream, sheet.start) {
            match record.kind {
                // A chart in the sheet has records of its own.
                kind::BEGIN => depth += 1,
                kind::END if depth == 1 => break,
                kind::END => depth -= 1,
                _ if depth == 1 => reader.take(record)?,
                _ => {}
            }
        }
        reader.finish(hidden)
    }
}

/// A sheet with cells: other kinds are charts and macros.
fn sheet(data: &[u8]) -> Option<OldSheet> {
    let start = usize::try_from(number(data, 0)?).ok()?;
    let (state, of_cells) = (*data.get(4)?, *data.get(5)? == 0);
    of_cells.then_some(OldSheet { name: short_text(data, 6)?, is_hidden: state & 3 != 0, start })
}

/// The shared texts.
fn texts(parts: Vec<&[u8]>) -> Result<Vec<String>, TableError> {
    let damaged = || TableError::Damaged { what: "SST".to_owned() };
    let mut parts = Parts::new(parts);
    parts.number().ok_or_else(damaged)?;
    let count = usize::try_from(parts.number().ok_or_else(damaged)?).unwrap_or(usize::MAX);
    if count > bounds::SHARED_TEXTS {
        return Err(TableError::TooLarge(Bound::SharedTexts));
    }
    let mut found = Vec::new();
    let mut bytes = 0;
    for _ in 0..count {
        let text = parts.text().ok_or_else(damaged)?;
        bytes += text.len();
        if bytes > bounds::TEXT_BYTES {
            return Err(TableError::TooLarge(Bound::Text));
        }
        found.push(text);
    }
    Ok(found)
}

/// A cell: its text, and whether it is a number.
type OldCell = (String, bool);

struct OldSheetReader<'a> {
    book: &'a OldWorkbook,
    rows: BTreeMap<u16, BTreeMap<u16, OldCell>>,
    hidden: Vec<u16>,
    merges: Vec<MergedCells>,
    errors: ReportedCells,
    text_bytes: usize,
    /// The cell of a formula whose text follows.
    formula: Option<(u16, u16)>,
}

impl OldSheetReader<'_> {
    fn take(&mut self, record: Record) -> Result<(), TableError> {
        let Record { kind, data } = record;
        let (Some(row), Some(column)) = (short(data, 0), short(data, 2)) else { return Ok(()) };
        let style = usize::from(short(data, 4).unwrap_or(0));
        match kind {
            kind::SHARED_TEXT => {
                let at = number(data, 6).and_then(|at| usize::try_from(at).ok());
                let text = at.and_then(|at| self.book.texts.get(at)).cloned().unwrap_or_default();
                self.put(row, column, text, false)
            }
            kind::TEXT => {
                let text = data.get(6..).and_then(|data| Parts::new(vec![data]).text()).unwrap_or_default();
                self.put(row, column, text, false)
            }
            kind::NUMBER => double(data, 6).map_or(Ok(()), |value| self.put_number(row, column, value, style)),
            kind::PACKED => {
                number(data, 6).map_or(Ok(()), |packed| self.put_number(row, column, packed_number(packed), style))
            }
            kind::PACKED_RUN => {
                for (nth, cell) in data[4..].chunks_exact(6).enumerate() {
                    let style = usize::from(short(cell, 0).unwrap_or(0));
                    let column = column.saturating_add(u16::try_from(nth).unwrap_or(u16::MAX));
                    let value = packed_number(number(cell, 2).unwrap_or(0));
                    self.put_number(row, column, value, style)?;
                }
                Ok(())
            }
            kind::FORMULA => self.formula(row, column, data, style),
            kind::FORMULA_TEXT => match self.formula.take() {
                Some((row, column)) => {
                    let text = Parts::new(vec![data]).text().unwrap_or_default();
                    self.put(row, column, text, false)
                }
                None => Ok(()),
            },
            kind::TRUTH_OR_ERROR => match (data.get(6), data.get(7)) {
                (Some(value), Some(0)) => self.put_truth(row, column, *value),
                (Some(code), Some(_)) => self.put_error(row, column, *code),
                _ => Ok(()),
            },
            kind::ROW => {
                if short(data, 12).is_some_and(|flags| flags & 0x20 != 0) {
                    self.hidden.push(row);
                }
                Ok(())
            }
            kind::MERGED => {
                self.merge(data);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The stored result of a formula.
    fn formula(&mut self, row: u16, column: u16, data: &[u8], style: usize) -> Result<(), TableError> {
        self.formula = None;
        if short(data, 12) != Some(0xFFFF) {
            return double(data, 6).map_or(Ok(()), |value| self.put_number(row, column, value, style));
        }
        match (data.get(6), data.get(8)) {
            (Some(0), _) => {
                self.formula = Some((row, column));
                Ok(())
            }
            (Some(1), Some(value)) => self.put_truth(row, column, *value),
            (Some(2), Some(code)) => self.put_error(row, column, *code),
            _ => Ok(()),
        }
    }

    fn merge(&mut self, data: &[u8]) {
        let cells = data.get(2..).unwrap_or_default().chunks_exact(8);
        self.merges.extend(cells.filter_map(|cell| {
            let place = |at| short(cell, at).map(usize::from);
            Some(MergedCells { column: place(4)?, last_column: place(6)?, first: place(0)? + 1, last: place(2)? + 1 })
        }));
    }

    fn put_number(&mut self, row: u16, column: u16, value: f64, style: usize) -> Result<(), TableError> {
        if !value.is_finite() {
            return Ok(());
        }
        let text = match self.book.styles.get(style) {
            Some(format) => format.text(value, self.book.from_1904),
            None => NumberFormat::default().text(value, self.book.from_1904),
        };
        self.put(row, column, text, true)
    }

    fn put_truth(&mut self, row: u16, column: u16, value: u8) -> Result<(), TableError> {
        self.put(row, column, (if value == 1 { "TRUE" } else { "FALSE" }).to_owned(), false)
    }

    fn put_error(&mut self, row: u16, column: u16, code: u8) -> Result<(), TableError> {
        let text = match code {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        };
        self.errors.add(|| cell_place(usize::from(column), usize::from(row) + 1), text);
        self.put(row, column, text.to_owned(), false)
    }

    fn put(&mut self, row: u16, column: u16, text: String, is_number: bool) -> Result<(), TableError> {
        self.text_bytes += text.len();
        if self.text_bytes > bounds::TEXT_BYTES {
            return Err(TableError::TooLarge(Bound::Text));
        }
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, (text, is_number));
        }
        Ok(())
    }

    fn finish(self, with_hidden: bool) -> Result<OldSheetTable, TableError> {
        let mut found = OldSheetTable { errors: self.errors, ..OldSheetTable::default() };
        found.table = Table {
            form: TableFormat::Workbook,
            days_from_1904: self.book.from_1904,
            merges: self.merges,
            ..Table::default()
        };
        for (row, cells) in self.rows {
            if self.hidden.contains(&row) {
                found.hidden_rows += 1;
                if !with_hidden {
                    continue;
                }
            }
            let width = cells.keys().next_back().map_or(0, |last| usize::from(*last) + 1);
            let (mut texts, mut numbers) = (vec![String::new(); width], vec![false; width]);
            for (column, (text, is_number)) in cells {
                (texts[usize::from(column)], numbers[usize::from(column)]) = (text, is_number);
            }
            found.table.push_typed(TableRow { number: usize::from(row) + 1, cells: texts, numbers })?;
        }
        if found.table.rows.is_empty() && found.hidden_rows == 0 { Err(TableError::Empty) } else { Ok(found) }
    }
}
