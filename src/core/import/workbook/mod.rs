//! Tables of a workbook (`.xlsx`): the texts, numbers and days in its cells, as text.
//!
//! Reads what budgets are made of: shared and inline texts, numbers, the stored values of formulas (simple ones are
//! computed where there is none), days by the cell's number format, merged cells, what is hidden. Days become
//! `2027-03-01`, months as `2027-03`, shares as `15%`, other numbers in plain digits with a point.

mod formats;
mod formula;
mod place;
mod sheet;
mod xml;
pub mod zip;

use chrono::{Days, NaiveDate};
use quick_xml::events::Event;

use self::formats::Shown;
use self::sheet::{Book, Wanted};
use self::xml::{Events, append, attribute, damaged, each_start, flag, unescaped};
use super::bounds::{self, Bound};
use super::reading::Cells;
use super::table::{Table, TableFault};
use crate::import::workbook::zip::Archive;

/// The columns of a spreadsheet, to `XFD`.
const SPREADSHEET_COLUMNS: usize = 16_384;
/// The rows of a spreadsheet.
const SPREADSHEET_ROWS: usize = 1_048_576;

/// A workbook, of which sheets are read as they are asked for.
pub struct Workbook<'a> {
    archive: Archive<'a>,
    sheets: Vec<Sheet>,
    texts: Texts,
    styles: Vec<Shown>,
    from_1904: bool,
    is_uncomputed: bool,
}

struct Sheet {
    name: String,
    part: String,
    hidden: bool,
}

/// The table of a sheet, and what was noticed while it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetTable {
    /// The table.
    pub table: Table,
    /// Rows with content that are hidden.
    pub hidden_rows: usize,
    /// Columns with content that are hidden.
    pub hidden_columns: usize,
    /// Formulas that came without a value and were computed here.
    pub formulas_computed: Cells,
    /// Formulas that came without a value and could not be computed.
    pub formulas_without_values: Cells,
    /// Cells with an error value.
    pub errors: Cells,
    /// Merged cells.
    pub merged: usize,
    /// Columns with content beyond the last one that is taken.
    pub columns_cut: usize,
    /// Cells whose text was cut.
    pub cells_cut: usize,
}

/// Texts that cells share: all in one, and where each ends.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.all.get(start..end)
    }

    fn add(&mut self, text: &str) -> Result<(), TableFault> {
        if self.ends.len() == bounds::SHARED_TEXTS {
            return Err(TableFault::TooLarge(Bound::SharedTexts));
        }
        self.all.push_str(text);
        self.ends.push(self.all.len());
        Ok(())
    }
}

impl<'a> Workbook<'a> {
    /// Opens a workbook.
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, TableFault> {
        let archive = Archive::open(bytes)?;
        let part = main_part(&archive)?.ok_or(TableFault::NotAWorkbook)?;
        let text = archive.text(&part)?.ok_or(TableFault::NotAWorkbook)?;
        let related = relations(&archive, &part)?;
        let (mut sheets, mut from_1904, mut is_uncomputed) = (Vec::new(), false, false);
        each_start(&text, &part, |element| match element.local_name().as_ref() {
            "sheet" => {
                let target = attribute(element, "id").and_then(|id| target(&related, &id));
                // A chart as a sheet of its own has no cells.
                if let (Some(name), Some(part)) = (attribute(element, "name"), target) {
                    let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                    sheets.push(Sheet { name: unescaped(name), part, hidden });
                }
            }
            "workbookPr" => from_1904 = flag(element, "date1904"),
            "calcPr" => is_uncomputed = flag(element, "fullCalcOnLoad"),
            _ => {}
        })?;
        if sheets.len() > bounds::SHEETS {
            return Err(TableFault::TooLarge(Bound::Sheets));
        }
        let part_of = |kind: &str| related.iter().find(|related| related.kind == kind).map(|related| &related.part);
        let texts = match part_of("sharedStrings") {
            Some(part) => shared_texts(&archive.text(part)?.unwrap_or_default(), part)?,
            None => Texts::default(),
        };
        let styles = match part_of("styles") {
            Some(part) => formats::styles(&archive.text(part)?.unwrap_or_default(), part)?,
            None => Vec::new(),
        };
        if sheets.is_empty() {
            Err(TableFault::NotAWorkbook)
        } else {
            Ok(Workbook { archive, sheets, texts, styles, from_1904, is_uncomputed })
        }
    }

    /// Names of the sheets, in order.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// Whether the workbook hides a sheet.
    pub fn is_hidden(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| sheet.hidden)
    }

    /// The sheet to begin with, with what is in sight of its table: the first in sight that has one.
    pub fn first_table(&self) -> Result<(usize, Table), TableFault> {
        let (at, sheet) = self.best_table(&|_| 0, &mut |_| {})?;
        Ok((at, sheet.table))
    }

    /// The sheet to begin with: of those in sight that have a table the one whose first rows score highest, the first of
    /// several. Hidden ones come in only where no other has a table.
    pub fn best_table(
        &self,
        score: &dyn Fn(&Table) -> usize,
        progress: &mut dyn FnMut(f64),
    ) -> Result<(usize, SheetTable), TableFault> {
        let mut order: Vec<(bool, usize, usize)> = (0..self.sheets.len())
            .map(|at| {
                let looked = at < bounds::SHEETS_LOOKED_INTO && !self.is_hidden(at);
                let score = if looked { self.start_of(at).map_or(0, |table| score(&table)) } else { 0 };
                (self.is_hidden(at), usize::MAX - score, at)
            })
            .collect();
        order.sort_unstable();
        let mut fault = TableFault::Empty;
        for (_, _, at) in order {
            match self.read(at, false, progress) {
                Ok(table) => return Ok((at, table)),
                Err(TableFault::Empty) => {}
                // Too large as a whole: the next ones are so, too.
                Err(TableFault::TooLarge(Bound::Unpacked)) => return Err(TableFault::TooLarge(Bound::Unpacked)),
                Err(other) => fault = other,
            }
        }
        Err(fault)
    }

    /// The first rows of a sheet, without reading all of it; `None` where it has none that can be read.
    pub fn start_of(&self, sheet: usize) -> Option<Table> {
        let sheet = self.sheets.get(sheet)?;
        let text = self.archive.start_of(&sheet.part, bounds::LOOK_BYTES)?;
        let mut wanted = Wanted { hidden: false, rows: Some(bounds::LOOK_ROWS), progress: &mut |_| {} };
        let read = sheet::read(&self.book(), &text, &sheet.part, &sheet.name, &mut wanted).ok()?;
        (!read.table.rows.is_empty()).then_some(read.table)
    }

    /// What is in sight of the table of a sheet.
    pub fn table(&self, sheet: usize) -> Result<Table, TableFault> {
        self.read(sheet, false, &mut |_| {}).map(|read| read.table)
    }

    /// The table of a sheet, with `hidden` rows and columns or without. `progress` is called with the share that is read, from 0 to 1.
    pub fn read(&self, sheet: usize, hidden: bool, progress: &mut dyn FnMut(f64)) -> Result<SheetTable, TableFault> {
        let sheet = self.sheets.get(sheet).ok_or(TableFault::Empty)?;
        let text = self.archive.text(&sheet.part)?.ok_or_else(|| damaged(&sheet.part))?;
        let mut wanted = Wanted { hidden, rows: None, progress };
        let read = sheet::read(&self.book(), &text, &sheet.part, &sheet.name, &mut wanted)?;
        if read.table.rows.is_empty() && read.hidden_rows + read.hidden_columns == 0 {
            Err(TableFault::Empty)
        } else {
            Ok(read)
        }
    }

    fn book(&self) -> Book<'_> {
        Book { texts: &self.texts, styles: &self.styles, from_1904: self.from_1904, is_uncomputed: self.is_uncomputed }
    }
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
    /// Where nearly every writer puts it.
    const USUAL: &str = "xl/workbook.xml";
    let related = relations(archive, "")?;
    let found = related.into_iter().find(|related| related.kind == "officeDocument").map(|related| related.part);
    // A text document is wrapped the same way.
    let found = found.filter(|part| part.to_ascii_lowercase().contains("workbook") && archive.holds(part));
    Ok(found.or_else(|| archive.holds(USUAL).then(|| USUAL.to_owned())))
}

/// What a part points at; the archive as a whole where the name is empty.
fn relations(archive: &Archive, part: &str) -> Result<Vec<Related>, TableFault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { String::new() } else { folder.to_owned() + "/" };
    let file = path + "_rels/" + name + ".rels";
    let text = archive.text(&file)?.unwrap_or_default();
    let mut found = Vec::new();
    each_start(&text, &file, |element| {
        if element.local_name().as_ref() != "Relationship" {
            return;
        }
        found.push(Related {
            id: attribute(element, "Id").unwrap_or_default(),
            kind: attribute(element, "Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned(),
            part: resolved(folder, &attribute(element, "Target").unwrap_or_default()),
        });
    })?;
    Ok(found)
}

/// The part that a target names, from a folder: `worksheets/sheet1.xml`, `../xl/a.xml`, `/xl/a.xml`, `xl\a.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn target(related: &[Related], id: &str) -> Option<String> {
    let found = related.iter().find(|related| related.id == id && related.kind == "worksheet")?;
    Some(found.part.clone())
}

fn shared_texts(text: &str, part: &str) -> Result<Texts, TableFault> {
    let mut texts = Texts::default();
    let (mut one, mut reading, mut in_guide) = (String::new(), false, false);
    let mut events = Events::of(text, part);
    loop {
        let event = events.next()?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => one.clear(),
                "t" => reading = !in_guide,
                "rPh" => in_guide = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => texts.add("")?,
            Event::End(element) => match element.local_name().as_ref() {
                "t" => reading = false,
                "rPh" => in_guide = false,
                "si" => texts.add(&unescaped(std::mem::take(&mut one)))?,
                _ => {}
            },
            Event::Eof => return Ok(texts),
            _ => {}
        }
        if reading {
            append(&event, &mut one);
        }
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

    #[test]
    fn targets_name_parts_from_where_they_stand() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/a", "../worksheets/./sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}
