//! Tables of a workbook (`.xlsx`): the texts, numbers and days in its cells, as text.
//!
//! Reads what budgets are made of: shared and inline texts, numbers, the last computed value of formulas, days by the
//! cell's number format, cells merged downwards. Days come out as `2027-03-01`, numbers in plain digits with a point.

use chrono::{Days, NaiveDate};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::table::{MOST_COLUMNS, Merge, Table, TableFault};
use super::zip::Archive;

/// A workbook, of which sheets are read as they are asked for.
pub struct Workbook<'a> {
    archive: Archive<'a>,
    sheets: Vec<Sheet>,
    texts: Vec<String>,
    /// For each cell style, whether it shows a day.
    days: Vec<bool>,
    from_1904: bool,
}

struct Sheet {
    name: String,
    part: String,
    hidden: bool,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook.
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, TableFault> {
        let archive = Archive::open(bytes)?;
        let part = main_part(&archive)?.ok_or(TableFault::NotAWorkbook)?;
        let text = archive.text(&part)?.ok_or(TableFault::NotAWorkbook)?;
        let related = relations(&archive, &part)?;
        let (mut sheets, mut from_1904) = (Vec::new(), false);
        each_start(&text, &part, |element| match element.local_name().as_ref() {
            "sheet" => {
                let target = attribute(element, "id").and_then(|id| target(&related, &id));
                if let (Some(name), Some(part)) = (attribute(element, "name"), target) {
                    let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                    sheets.push(Sheet { name, part, hidden });
                }
            }
            "workbookPr" => {
                from_1904 = attribute(element, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            _ => {}
        })?;
        let kind = |kind: &str| related.iter().find(|related| related.kind == kind).map(|related| related.part.clone());
        let texts = match kind("sharedStrings") {
            Some(part) => shared_texts(&archive.text(&part)?.unwrap_or_default(), &part)?,
            None => Vec::new(),
        };
        let days = match kind("styles") {
            Some(part) => styles_of_days(&archive.text(&part)?.unwrap_or_default(), &part)?,
            None => Vec::new(),
        };
        if sheets.is_empty() {
            Err(TableFault::NotAWorkbook)
        } else {
            Ok(Workbook { archive, sheets, texts, days, from_1904 })
        }
    }

    /// Names of the sheets, in order.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// The sheet to begin with: the first in sight that has a table, with it.
    pub fn first_table(&self) -> Result<(usize, Table), TableFault> {
        let mut fault = TableFault::Empty;
        let in_sight = (0..self.sheets.len()).filter(|&at| !self.sheets[at].hidden);
        let hidden = (0..self.sheets.len()).filter(|&at| self.sheets[at].hidden);
        for at in in_sight.chain(hidden) {
            match self.table(at) {
                Ok(table) => return Ok((at, table)),
                Err(TableFault::Empty) => {}
                Err(other) => fault = other,
            }
        }
        Err(fault)
    }

    /// The table of a sheet.
    pub fn table(&self, sheet: usize) -> Result<Table, TableFault> {
        let sheet = self.sheets.get(sheet).ok_or(TableFault::Empty)?;
        let text = self.archive.text(&sheet.part)?;
        let text = text.ok_or_else(|| TableFault::Damaged { what: sheet.part.clone() })?;
        let table = self.cells(&text, &sheet.part)?;
        if table.rows.is_empty() { Err(TableFault::Empty) } else { Ok(table) }
    }

    fn cells(&self, text: &str, part: &str) -> Result<Table, TableFault> {
        let mut table = Table::default();
        let mut row: Vec<String> = Vec::new();
        let (mut number, mut cell) = (0, OpenCell::default());
        let mut reader = Reader::from_str(text);
        loop {
            let event = reader.read_event().map_err(|_| damaged(part))?;
            match &event {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        number = attribute(element, "r").and_then(|r| r.parse().ok()).unwrap_or(number + 1);
                        cell.column = None;
                    }
                    "c" => cell.begin(element),
                    // What phonetic guides say stands in the cell already.
                    "v" | "t" if !cell.in_guide => cell.reading = true,
                    "rPh" => cell.in_guide = true,
                    "mergeCell" => {
                        if let Some(merge) = attribute(element, "ref").as_deref().and_then(merge) {
                            table.merges.push(merge);
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
            // An empty element ends where it begins.
            let ended = match &event {
                Event::End(element) => Some(element.local_name()),
                Event::Empty(element) => Some(element.local_name()),
                _ => None,
            };
            match ended.as_ref().map(AsRef::as_ref) {
                Some("v" | "t") => cell.reading = false,
                Some("rPh") => cell.in_guide = false,
                Some("c") => {
                    let column = cell.column.unwrap_or(0);
                    if column < MOST_COLUMNS {
                        if row.len() <= column {
                            row.resize(column + 1, String::new());
                        }
                        row[column] = self.text_of(&cell);
                    }
                }
                Some("row") => table.push(number, std::mem::take(&mut row))?,
                _ => {}
            }
            if cell.reading {
                append(&event, &mut cell.text);
            }
            if matches!(event, Event::Eof) {
                return Ok(table);
            }
        }
    }

    fn text_of(&self, cell: &OpenCell) -> String {
        match cell.kind.as_str() {
            "s" => cell.text.trim().parse().ok().and_then(|at: usize| self.texts.get(at).cloned()).unwrap_or_default(),
            "str" | "inlineStr" | "e" => cell.text.clone(),
            "b" => (if cell.text.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            // A day of its own, where a writer has it so.
            "d" => cell.text.split('T').next().unwrap_or_default().to_owned(),
            _ => {
                let Ok(value) = cell.text.trim().parse::<f64>() else { return cell.text.clone() };
                let is_day = self.days.get(cell.style).copied().unwrap_or(false);
                let day = if is_day { day_of_serial(value, self.from_1904) } else { None };
                day.map_or_else(|| plain_number(value), |day| day.to_string())
            }
        }
    }
}

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    column: Option<usize>,
    kind: String,
    style: usize,
    text: String,
    reading: bool,
    in_guide: bool,
}

impl OpenCell {
    fn begin(&mut self, element: &BytesStart) {
        // A cell without its own place stands right of the one before.
        let next = self.column.map_or(0, |column| column + 1);
        self.column = Some(attribute(element, "r").and_then(|r| place(&r)).map_or(next, |(column, _)| column));
        self.kind = attribute(element, "t").unwrap_or_default();
        self.style = attribute(element, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        self.text.clear();
        self.reading = false;
        self.in_guide = false;
    }
}

/// Column from 0 and row from 1 of a place such as `C7`.
fn place(text: &str) -> Option<(usize, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text[..letters].bytes().try_fold(0usize, |sum, letter| {
        sum.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((column.checked_sub(1)?, text[letters..].parse().ok()?))
}

/// A merge such as `A2:B5`.
fn merge(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let ((column, first), (last_column, last)) = (place(from)?, place(to)?);
    (last >= first && last_column >= column && column < MOST_COLUMNS).then_some(Merge {
        column,
        last_column: last_column.min(MOST_COLUMNS - 1),
        first,
        last,
    })
}

/// The day of a serial number, counted from 1900 (with its 29 February, which never was) or from 1904.
pub fn day_of_serial(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    // Up to the year 9999; below 1 it is a time of day.
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the range just checked
    let days = serial as u64;
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })
    };
    first?.checked_add_days(Days::new(days))
}

/// Plain digits, of the fifteen that a spreadsheet keeps: `0.1 + 0.2` is `0.3`.
fn plain_number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return value.to_string();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a double's magnitude is below 10^15 here
    let whole_digits = (value.abs().log10().floor().max(0.0) as usize) + 1;
    let text = format!("{value:.*}", 15 - whole_digits.min(15));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

// The parts and their relations

struct Related {
    id: String,
    /// The last word of the relation's type, which is the same in both dialects of the format.
    kind: String,
    part: String,
}

fn main_part(archive: &Archive) -> Result<Option<String>, TableFault> {
    let related = relations(archive, "")?;
    let found = related.into_iter().find(|related| related.kind == "officeDocument").map(|related| related.part);
    // A text document is wrapped the same way.
    Ok(found.filter(|part| part.contains("workbook") || archive.holds("xl/workbook.xml")))
}

/// What a part points at; the archive as a whole where the name is empty.
fn relations(archive: &Archive, part: &str) -> Result<Vec<Related>, TableFault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { String::new() } else { folder.to_owned() + "/" };
    let file = path.clone() + "_rels/" + name + ".rels";
    let text = archive.text(&file)?.unwrap_or_default();
    let mut found = Vec::new();
    each_start(&text, &file, |element| {
        if element.local_name().as_ref() != "Relationship" {
            return;
        }
        let target = attribute(element, "Target").unwrap_or_default();
        found.push(Related {
            id: attribute(element, "Id").unwrap_or_default(),
            kind: attribute(element, "Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned(),
            part: match target.strip_prefix('/') {
                Some(from_root) => from_root.to_owned(),
                None => path.clone() + &target,
            },
        });
    })?;
    Ok(found)
}

fn target(related: &[Related], id: &str) -> Option<String> {
    let found = related.iter().find(|related| related.id == id && related.kind == "worksheet")?;
    Some(found.part.clone())
}

fn shared_texts(text: &str, part: &str) -> Result<Vec<String>, TableFault> {
    let mut texts = Vec::new();
    let (mut reading, mut in_guide) = (false, false);
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event().map_err(|_| damaged(part))?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => texts.push(String::new()),
                "t" => reading = !in_guide,
                "rPh" => in_guide = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => texts.push(String::new()),
            Event::End(element) => match element.local_name().as_ref() {
                "t" => reading = false,
                "rPh" => in_guide = false,
                _ => {}
            },
            Event::Eof => return Ok(texts),
            _ => {}
        }
        if reading && let Some(text) = texts.last_mut() {
            append(&event, text);
        }
    }
}

/// For each cell style, whether its number format shows a day.
fn styles_of_days(text: &str, part: &str) -> Result<Vec<bool>, TableFault> {
    let (mut formats, mut styles, mut in_cells): (Vec<(u32, bool)>, _, _) = (Vec::new(), Vec::new(), false);
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event().map_err(|_| damaged(part))?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let number = || attribute(element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                match element.local_name().as_ref() {
                    "numFmt" => {
                        formats.push((number(), shows_day(&attribute(element, "formatCode").unwrap_or_default())));
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = number();
                        let own = formats.iter().find(|(known, _)| *known == id).map(|(_, day)| *day);
                        // Formats that need not be written down; 27 to 36 and 50 to 58 are the East Asian ones.
                        styles.push(own.unwrap_or(matches!(id, 14..=17 | 22 | 27..=36 | 50..=58)));
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a number format has a year or a day in it, outside of quotes and brackets.
fn shows_day(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped, mut day) = (false, false, false, false);
    for letter in format.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            'y' | 'Y' | 'd' | 'D' if !quoted && !bracketed => day = true,
            // Only the first section is for ordinary numbers.
            ';' if !quoted => break,
            _ => {}
        }
    }
    day
}

// XML

fn damaged(part: &str) -> TableFault {
    TableFault::Damaged { what: part.to_owned() }
}

fn each_start(text: &str, part: &str, mut call: impl FnMut(&BytesStart)) -> Result<(), TableFault> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| damaged(part))? {
            Event::Start(element) | Event::Empty(element) => call(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Adds the text of an event: plain, referred to, or as character data.
fn append(event: &Event, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(letter)) => text.push(letter),
            _ => text.push_str(match reference.xml10_content().as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => "",
            }),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_count_days_as_spreadsheets_do() {
        for (serial, from_1904, day) in [
            (1.0, false, "1900-01-01"),
            (61.0, false, "1900-03-01"),
            (46_447.0, false, "2027-03-01"),
            (44_985.5, true, "2027-03-01"),
        ] {
            assert_eq!(day_of_serial(serial, from_1904).map(|day| day.to_string()).as_deref(), Some(day), "{serial}");
        }
        assert_eq!(day_of_serial(0.5, false), None);
        assert_eq!(day_of_serial(1e9, false), None);
    }

    #[test]
    fn formats_tell_days_from_numbers() {
        for format in [
            "yyyy\\-mm\\-dd",
            "m/d/yy",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]d-mmm",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        ] {
            assert!(shows_day(format), "{format}");
        }
        for format in [
            "General",
            "0.00",
            "#,##0.00_ ",
            "\"day\"0",
            "[Red]#,##0",
            "0.00E+00",
            "h:mm",
            "¥#,##0.00;[Red]¥-#,##0.00",
            "@",
        ] {
            assert!(!shows_day(format), "{format}");
        }
    }

    #[test]
    fn numbers_lose_the_noise_of_doubles() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (-0.07, "-0.07"),
            (1e14, "100000000000000"),
            (12.0, "12"),
            (0.0, "0"),
            (33.333_333_333_333_336, "33.3333333333333"),
        ] {
            assert_eq!(plain_number(value), text);
        }
    }
}
