//! CSV files (RFC 4180) with two additions for spreadsheets: a byte order mark, without which Chinese is garbled, and an
//! apostrophe before text that they would evaluate as a formula.

pub mod actuals;
pub mod budget;
pub mod schedule;

use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};

/// The first character of the file, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Builds a file cell by cell.
pub struct CsvFile {
    writer: Writer,
    bytes: Vec<u8>,
    row_started: bool,
}

impl Default for CsvFile {
    fn default() -> Self {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).build();
        CsvFile { writer, bytes: BYTE_ORDER_MARK.to_string().into_bytes(), row_started: false }
    }
}

impl CsvFile {
    /// Adds a cell with a number, a date or a key, as it is.
    pub fn plain(&mut self, cell: &str) {
        if self.row_started {
            self.write(Writer::delimiter);
        }
        self.row_started = true;
        // Control characters are dropped: some programs end the file, or the cell, at the first NUL.
        let clean: String;
        let cell = if cell.contains(is_control) {
            clean = cell.replace(is_control, "");
            &clean
        } else {
            cell
        };
        let mut rest = cell.as_bytes();
        self.write(|writer, room| {
            let (result, read, written) = writer.field(rest, room);
            rest = &rest[read..];
            (result, written)
        });
    }

    /// Adds a cell with text that a person wrote, guarded if a spreadsheet would evaluate it; see [`guarded`].
    pub fn text(&mut self, cell: &str) {
        // Control characters are dropped first, as one of them could hide the start of a formula.
        let cell = &cell.replace(is_control, "");
        if needs_guard(cell) {
            self.plain(&guarded(cell));
        } else {
            self.plain(cell);
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.write(Writer::terminator);
        self.row_started = false;
    }

    /// The text of the file, byte order mark included.
    pub fn finish(self) -> String {
        // Cells are text and everything between them is ASCII.
        String::from_utf8(self.bytes).unwrap_or_default()
    }

    fn write(&mut self, mut step: impl FnMut(&mut Writer, &mut [u8]) -> (WriteResult, usize)) {
        let mut room = [0; 256];
        loop {
            let (result, written) = step(&mut self.writer, &mut room);
            self.bytes.extend_from_slice(&room[..written]);
            if result == WriteResult::InputEmpty {
                return;
            }
        }
    }
}

/// Whether a character is a control character that is dropped; line breaks and tabs are kept.
fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Whether a spreadsheet might evaluate the text as a formula, or the text would be read as a guarded one.
fn needs_guard(text: &str) -> bool {
    text.starts_with('\'') || begins_formula(text)
}

/// Whether the text begins like a formula and is not a number. Some spreadsheets also evaluate full-width signs.
pub fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_number(text)
}

/// Whether the text is digits with at most one sign before them and one decimal point.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// The text, with an apostrophe before it if it needs one. [`unguarded`] returns exactly the original text.
pub fn guarded(text: &str) -> String {
    if needs_guard(text) { String::from("'") + text } else { text.to_owned() }
}

/// The text of a cell that [`guarded`] wrote.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for text in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "+", "-", "-1,5", "=", "--1"]
        {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["-12.5", "+8613800000000", "-0", "1=1", "a@b", "", " =1"] {
            assert_eq!(guarded(text), text, "{text:?}");
        }
        assert_eq!(guarded("'tis"), "''tis");
    }

    #[test]
    fn control_characters_are_dropped() {
        let mut file = CsvFile::default();
        file.text("a\0b\u{1b}[31m\u{7f}\u{85}");
        file.plain("one\ntwo\t3");
        file.end_row();
        assert_eq!(file.finish(), "\u{feff}ab[31m,\"one\ntwo\t3\"\r\n");
    }

    proptest! {
        #[test]
        fn unguarding_returns_the_original_text(text in "(|[='+\\-@\t\r0-9.]{0,4})\\PC{0,12}") {
            let cell = guarded(&text);
            prop_assert!(!begins_formula(&cell));
            prop_assert_eq!(unguarded(&cell), text);
        }
    }
}
