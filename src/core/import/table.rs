//! A table of cells, whatever it came from, and delimited text made into one.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde::{Deserialize, Serialize};

use super::bounds::{self, Bound};

/// The most rows taken from one table.
pub const MOST_ROWS: usize = bounds::ROWS;
/// The most columns taken; those further right are cut.
pub const MOST_COLUMNS: usize = bounds::COLUMNS;
/// Delimiters that are tried, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// No cell has anything in it.
    Empty,
    /// More rows than are taken.
    TooManyRows,
    /// The archive or one of its parts cannot be read; `what` names the part, for a report.
    Damaged {
        /// Which part.
        what: String,
    },
    /// A zip archive that is no workbook of this kind.
    NotAWorkbook,
    /// It asks for a password.
    Protected,
    /// It is larger than what is read.
    TooLarge(Bound),
}

/// A row: its number in the file as a spreadsheet counts it, from 1, and its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: usize,
    /// Its cells, empty ones at the end left out.
    pub cells: Vec<String>,
}

impl Row {
    /// The text of a cell; empty beyond the row's end.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether no cell holds anything but space.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A cell that stands for those under it or right of it, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The first column.
    pub column: usize,
    /// The last column: the first again where it only reaches down.
    pub last_column: usize,
    /// Number of the first row.
    pub first: usize,
    /// Number of the last row.
    pub last: usize,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows but for blank ones.
    pub rows: Vec<Row>,
    /// Merged cells, down or across.
    pub merges: Vec<Merge>,
    /// What stood between the cells, where it was text.
    pub delimiter: Option<u8>,
}

impl Table {
    /// Whether its numbers and dates come from a workbook: plain, with a point.
    pub fn is_typed(&self) -> bool {
        self.delimiter.is_none()
    }

    /// How many columns its widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// Text in cells. Without a delimiter the likeliest one is found.
    pub fn of_text(text: &str, delimiter: Option<u8>) -> Result<Table, TableFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Spreadsheets put a line before the table that names its delimiter.
        let (named, text) = named_delimiter(text);
        let skipped = usize::from(named.is_some());
        let delimiter = delimiter.or(named).unwrap_or_else(|| likeliest_delimiter(text));
        let mut table = Table { delimiter: Some(delimiter), ..Table::default() };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        let mut input = Input { bytes: text.as_bytes(), at: 0 };
        let mut number = skipped;
        let mut room = vec![0; 1024];
        loop {
            // The reader passes over blank lines without a word, and a spreadsheet counts them.
            number += 1 + input.blank_lines();
            let Some(cells) = input.record(&mut reader, &mut room) else { break };
            table.push(number, cells)?;
        }
        if table.rows.is_empty() { Err(TableFault::Empty) } else { Ok(table) }
    }

    /// Adds a row unless it is blank.
    pub(super) fn push(&mut self, number: usize, mut cells: Vec<String>) -> Result<(), TableFault> {
        cells.truncate(MOST_COLUMNS);
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(TableFault::TooManyRows);
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }
}

/// The text as it is read on.
struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Input<'_> {
    /// Passes over line breaks before a record, and says how many there were.
    fn blank_lines(&mut self) -> usize {
        let mut blank = 0;
        loop {
            self.at += match &self.bytes[self.at..] {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => return blank,
            };
            blank += 1;
        }
    }

    /// The cells of the next record; `None` at the end. `room` is where they are put together.
    fn record(&mut self, reader: &mut Reader, room: &mut Vec<u8>) -> Option<Vec<String>> {
        let mut ends = [0; MOST_COLUMNS + 1];
        let (mut written, mut count) = (0, 0);
        loop {
            let rest = &self.bytes[self.at..];
            let (result, read, wrote, ended) = reader.read_record(rest, &mut room[written..], &mut ends[count..]);
            self.at += read;
            written += wrote;
            count += ended;
            match result {
                // Asked once more with nothing left, the reader gives what it holds.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => room.resize(room.len() * 2, 0),
                // What stands further right is not kept; its ends all go into the last place.
                ReadRecordResult::OutputEndsFull => count = MOST_COLUMNS,
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        // A carriage return ends a record by itself; a line feed behind it belongs to it.
        if self.bytes[..self.at].ends_with(b"\r") && self.bytes[self.at..].starts_with(b"\n") {
            self.at += 1;
        }
        let mut start = 0;
        let cell = |&end: &usize| {
            let text = String::from_utf8_lossy(&room[start..end]).into_owned();
            start = end;
            text
        };
        Some(ends[..count].iter().map(cell).collect())
    }
}

/// `sep=;` in the first line, as Excel writes and reads it.
fn named_delimiter(text: &str) -> (Option<u8>, &str) {
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    match first.trim_end_matches('\r').as_bytes() {
        [b's', b'e', b'p', b'=', delimiter] if delimiter.is_ascii() => (Some(*delimiter), rest),
        _ => (None, text),
    }
}

/// The delimiter that cuts the first lines most evenly; a comma where none does.
fn likeliest_delimiter(text: &str) -> u8 {
    let mut best = (0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let counts = cuts(text, delimiter);
        // Most lines have as many cuts as the table has; a preamble has none.
        let most = counts.iter().copied().max().unwrap_or(0);
        let usual = (1..=most).max_by_key(|&cuts| (counts.iter().filter(|&&found| found == cuts).count(), cuts));
        let Some(usual) = usual else { continue };
        let lines = counts.iter().filter(|&&found| found == usual).count();
        let score = lines * (usual + 1);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How often the delimiter stands outside of quotes, in each of the first lines.
fn cuts(text: &str, delimiter: u8) -> Vec<usize> {
    const LINES: usize = 40;
    let (mut counts, mut quoted, mut count) = (Vec::new(), false, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                counts.push(count);
                count = 0;
                if counts.len() == LINES {
                    return counts;
                }
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
    }
    if count > 0 {
        counts.push(count);
    }
    counts
}
