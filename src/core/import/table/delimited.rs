//! Parses delimited text, such as CSV, into a [`Table`]: detects the delimiter and keeps unclosed quotes as text.
//!
//! Must not know what a column means.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{MAX_COLUMNS, Table, TableError, TableFormat, TableNote};

/// The delimiters that are tried, more likely ones first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

impl Table {
    /// Text in cells. Without a delimiter the likeliest one is found.
    ///
    /// # Errors
    /// Fails where the text is empty or exceeds a bound.
    pub fn parse(text: &str, delimiter: Option<u8>) -> Result<Table, TableError> {
        let text = without_controls(text.strip_prefix('\u{feff}').unwrap_or(text));
        // Spreadsheets may write a line that names the delimiter before the table.
        let (named, text) = named_delimiter(&text);
        let skipped = usize::from(named.is_some());
        let delimiter = delimiter.or(named).unwrap_or_else(|| likeliest_delimiter(text));
        let (text, open_quotes) = with_open_quotes_as_text(text, delimiter);
        let mut table = Table { delimiter: Some(delimiter), form: TableFormat::Text, ..Table::default() };
        for line in open_quotes {
            table.note(TableNote::OpenQuote { line: line + skipped });
        }
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        let mut input = RecordInput { bytes: text.as_bytes(), at: 0 };
        let mut number = skipped;
        let mut room = vec![0; 1024];
        loop {
            // The CSV reader skips blank lines silently, but spreadsheets count them.
            number += 1 + input.blank_lines();
            let Some((cells, width)) = input.record(&mut reader, &mut room) else { break };
            if width > MAX_COLUMNS {
                table.note_width(width);
            }
            table.push(number, cells)?;
        }
        if table.rows.is_empty() { Err(TableError::Empty) } else { Ok(table) }
    }
}

/// The text and the reading position.
struct RecordInput<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl RecordInput<'_> {
    /// Skips line breaks before a record, and returns how many there were.
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

    /// The cells of the next record up to the limit, and how many it has; `None` at the end. `room` is a reused buffer.
    fn record(&mut self, reader: &mut Reader, room: &mut Vec<u8>) -> Option<(Vec<String>, usize)> {
        let mut ends = [0; MAX_COLUMNS + 1];
        let (mut written, mut count, mut beyond) = (0, 0, 0);
        loop {
            let rest = &self.bytes[self.at..];
            let (result, read, wrote, ended) = reader.read_record(rest, &mut room[written..], &mut ends[count..]);
            self.at += read;
            written += wrote;
            count += ended;
            match result {
                // With no input left, the next call returns the last record.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => room.resize(room.len() * 2, 0),
                // Cells beyond the limit are discarded; their ends overwrite the last entry.
                ReadRecordResult::OutputEndsFull => {
                    count = MAX_COLUMNS;
                    beyond += 1;
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        // A carriage return ends a record; a following line feed belongs to it.
        if self.bytes[..self.at].ends_with(b"\r") && self.bytes[self.at..].starts_with(b"\n") {
            self.at += 1;
        }
        let mut start = 0;
        let cell = |&end: &usize| {
            let text = String::from_utf8_lossy(&room[start..end]).into_owned();
            start = end;
            text
        };
        let width = count + beyond;
        let mut cells: Vec<String> = ends[..count].iter().map(cell).collect();
        cells.truncate(MAX_COLUMNS);
        Some((cells, width))
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

/// The text without control characters, which some programs write between letters.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_kept = |letter: char| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r');
    if text.chars().all(is_kept) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|letter| is_kept(*letter)).collect())
    }
}

/// The end of the quoted cell that starts at `at`, after its closing quote; `None` where it is not closed. The flag says
/// whether it contains a line break.
fn end_of_quoted(bytes: &[u8], at: usize) -> (Option<usize>, bool) {
    let mut lines = false;
    let mut next = at + 1;
    while let Some(&byte) = bytes.get(next) {
        match byte {
            b'"' if bytes.get(next + 1) == Some(&b'"') => next += 1,
            b'"' => return (Some(next + 1), lines),
            b'\n' | b'\r' => lines = true,
            _ => {}
        }
        next += 1;
    }
    (None, lines)
}

/// Escapes unclosed quotes so that they are part of their cells, and returns their lines. A quote counts as unclosed as
/// well where the next one is on another line in the middle of a cell, because the pair would merge the rows between.
fn with_open_quotes_as_text(text: &str, delimiter: u8) -> (Cow<'_, str>, Vec<usize>) {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let (mut at, mut is_start, mut none_closes) = (0, true, false);
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' && is_start {
            let (end, lines) = if none_closes { (None, false) } else { end_of_quoted(bytes, at) };
            let is_cut = |end: &usize| {
                bytes.get(*end).is_none_or(|next| *next == delimiter || matches!(next, b'\n' | b'\r' | b' '))
            };
            match end {
                Some(end) if !lines || is_cut(&end) => {
                    (at, is_start) = (end, false);
                    continue;
                }
                Some(_) => {}
                // A later quote is not closed either, unless the next character closes it.
                None => none_closes = !matches!(bytes.get(at + 1), Some(b'"')),
            }
            open.push(at);
        }
        is_start = byte == delimiter || matches!(byte, b'\n' | b'\r');
        at += 1;
    }
    if open.is_empty() {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut repaired, mut lines) = (String::with_capacity(text.len() + open.len() * 3), Vec::new());
    let (mut from, mut line) = (0, 1);
    for at in open {
        line += text[from..at].matches('\n').count();
        lines.push(line);
        repaired.push_str(&text[from..at]);
        // A quoted quote character; the text after the closing quote belongs to the cell.
        repaired.push_str("\"\"\"\"");
        from = at + 1;
    }
    repaired.push_str(&text[from..]);
    (Cow::Owned(repaired), lines)
}

/// The delimiter that divides the first lines most evenly; a comma where none does.
#[allow(clippy::cast_precision_loss)] // cuts and lines of a sample, far below 2^53
fn likeliest_delimiter(text: &str) -> u8 {
    let mut best = (0.0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let DelimiterCounts { counts, in_numbers } = DelimiterCounts::of(text, delimiter);
        // Most lines have as many delimiters as the table has columns; a preamble has none.
        let most = counts.iter().copied().max().unwrap_or(0);
        let mut tally = vec![0_u32; most + 1];
        for &count in &counts {
            tally[count] += 1;
        }
        let usual = (1..=most).max_by_key(|&cuts| (tally[cuts], cuts));
        let Some(usual) = usual else { continue };
        let share = f64::from(tally[usual]) / counts.len().max(1) as f64;
        // Commas that occur only between digits are decimal marks, where there is another delimiter.
        let weight = if in_numbers { 0.01 } else { 1.0 };
        let score = share * share * (usual + 1) as f64 * weight;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How often a delimiter occurs in the first lines of a text.
struct DelimiterCounts {
    /// The occurrences outside quotes in each non-blank line.
    counts: Vec<usize>,
    /// Whether it is a comma and always between digits.
    in_numbers: bool,
}

impl DelimiterCounts {
    fn of(text: &str, delimiter: u8) -> DelimiterCounts {
        const LINES: usize = 60;
        const BYTES: usize = 64 * 1024;
        let bytes = &text.as_bytes()[..text.len().min(BYTES)];
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let (mut counts, mut count, mut is_start, mut is_blank) = (Vec::new(), 0, true, true);
        let (mut cuts, mut in_numbers) = (0, 0);
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'"' && is_start {
                is_blank = false;
                // An unclosed quote is text.
                if let (Some(end), _) = end_of_quoted(bytes, at) {
                    (at, is_start) = (end, false);
                    continue;
                }
            }
            let ends_line = matches!(byte, b'\n' | b'\r');
            if ends_line {
                if !is_blank {
                    counts.push(count);
                }
                (count, is_blank) = (0, true);
                if counts.len() == LINES {
                    break;
                }
            } else if byte == delimiter {
                count += 1;
                cuts += 1;
                in_numbers += usize::from(digit(at.checked_sub(1)) && digit(Some(at + 1)));
                is_blank = false;
            } else if byte != b' ' {
                is_blank = false;
            }
            is_start = ends_line || byte == delimiter;
            at += 1;
        }
        // An incomplete last line does not count, unless it is the only one.
        if !is_blank && (bytes.len() == text.len() || counts.is_empty()) && counts.len() < LINES {
            counts.push(count);
        }
        DelimiterCounts { counts, in_numbers: delimiter == b',' && cuts > 0 && cuts == in_numbers }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bound, MAX_CELL_CHARS, MAX_ROWS};
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        Table::parse(text, None).unwrap().rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn delimiters_are_found_where_commas_are_decimal_marks() {
        for (text, delimiter) in [
            ("Item,Amount\na,1\n", b','),
            ("Item;Amount\na;1,5\nb;2,5\n", b';'),
            ("Item;Jan;Feb;Mar\na;1,5;2,5;3,5\nb;2,5;3,5;4,5\n", b';'),
            ("a;1,5;2,5;3,5\nb;2,5;3,5;4,5\n", b';'),
            ("a;1,50\nb;2,75\n", b';'),
            ("a;1,500\nb;2,250\n", b';'),
            ("Item\tAmount\nStand, groß, rot, neu\t1,5\nb\t2,5\n", b'\t'),
            ("a\t1,50\nb\t2,75\n", b'\t'),
            ("Item|Amount\na|1,50\nb|2,75\n", b'|'),
            ("Item,Amount\n\"a;b\",1\n\"c;d\",2\n", b','),
            ("\"a, b\";1\n\"c, d\";2\n", b';'),
            ("Item,Amount\nSearch | brand,100\nFeed | wide,200\n", b','),
            ("3,4,5\n1,2,3\n", b','),
            ("Plan 2027; draft\n\nItem,Amount,Owner\na,1,x\nb,2,y\nc,3,z\n", b','),
            ("sep=|\na|1\n", b'|'),
            ("Item;Amount\r\ra;1,5\rb;2,5\r", b';'),
            ("Item;Note\na;5\" banner, large\nb;\"open, and never closed\nc;x\n", b';'),
        ] {
            assert_eq!(Table::parse(text, None).unwrap().delimiter, Some(delimiter), "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(cells("I\0tem,Amo\u{1}unt\na,1\u{1a}\n"), [["Item", "Amount"], ["a", "1"]]);
    }

    #[test]
    fn an_unclosed_quote_is_part_of_its_cell() {
        let read = |text: &str| {
            let table = Table::parse(text, Some(b',')).unwrap();
            (table.rows.into_iter().map(|row| row.cells.join("|")).collect::<Vec<_>>(), table.notes)
        };
        let note = |line| vec![TableNote::OpenQuote { line }];
        assert_eq!(read("a,1\n\"b,2\nc,3\n"), (vec!["a|1".into(), "\"b|2".into(), "c|3".into()], note(2)));
        assert_eq!(read("a,\"\nb,2"), (vec!["a|\"".into(), "b|2".into()], note(1)));
        // The next quote starts a cell further down.
        let rows = vec!["\"a|1".into(), "b|2".into(), "c, d|3".into()];
        assert_eq!(read("\"a,1\nb,2\n\"c, d\",3\n"), (rows, note(1)));
        // Quoted line breaks are allowed, and quotes within a cell are text.
        assert_eq!(read("\"a\nb\",1\nc,5\" x 3\"\n"), (vec!["a\nb|1".into(), "c|5\" x 3\"".into()], vec![]));
        assert_eq!(read("\"a \"\"b\"\" c\",\"\"\nd,2").0, ["a \"b\" c", "d|2"]);
    }

    #[test]
    fn content_beyond_the_limits_is_cut_with_a_notice() {
        let wide = |width: usize| (0..width).map(|at| at.to_string()).collect::<Vec<_>>().join(",") + "\n";
        let table = Table::parse(&wide(MAX_COLUMNS), None).unwrap();
        assert_eq!((table.width(), table.notes), (MAX_COLUMNS, vec![]));
        let table = Table::parse(&(wide(3) + &wide(1500)), Some(b',')).unwrap();
        assert_eq!((table.width(), table.notes), (MAX_COLUMNS, vec![TableNote::ColumnsCut { width: 1500 }]));
        assert_eq!(table.rows[1].cells[MAX_COLUMNS - 1], "1023");
        let long = "ä".repeat(MAX_CELL_CHARS + 5);
        let table = Table::parse(&format!("a,b\n1,{long}\n"), None).unwrap();
        assert_eq!(table.notes, [TableNote::CellCut { row: 2, column: 1, letters: MAX_CELL_CHARS + 5 }]);
        assert_eq!(table.rows[1].cells[1].chars().count(), MAX_CELL_CHARS);
        let many = "1,1\n".repeat(MAX_ROWS + 1);
        assert_eq!(Table::parse(&many, None), Err(TableError::TooManyRows));
        let mut full = Table::default();
        let row = || vec!["1".to_owned(); MAX_COLUMNS];
        assert_eq!((0..MAX_ROWS).find_map(|at| full.push(at, row()).err()), Some(TableError::TooLarge(Bound::Cells)));
    }
}
