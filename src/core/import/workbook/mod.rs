//! Reads the sheets of an Excel workbook (`.xlsx`, ECMA-376) as tables of text.
//!
//! Covers what budgets use: shared and inline strings, numbers, stored values of formulas, dates by number format, merged
//! cells, hidden rows and columns. Simple formulas without a stored value are evaluated. Dates are written as
//! `2027-03-01`, months as `2027-03`, percentages as `15%`, other numbers in plain digits with a decimal point.
//! Must not know what a column means.

mod cell_ref;
mod formats;
mod formula;
mod names;
mod sheet;
mod xml;
pub mod zip;

use std::cell::OnceCell;

use chrono::{Days, NaiveDate};
use quick_xml::events::Event;

pub(in crate::import) use self::cell_ref::format as cell_place;
use self::formats::CellFormat;
pub(in crate::import) use self::formats::NumberFormat;
use self::names::{DefinedName, ListTable};
use self::sheet::{BookContext, SheetOptions};
use self::xml::{XmlEvents, append, attribute, damaged, each_start, flag, unescaped};
use super::bounds::{self, Bound};
use super::reading::ReportedCells;
use super::table::{Table, TableError};
use crate::import::workbook::zip::ZipArchive;

/// Number of columns of an Excel sheet (`A` to `XFD`).
const SPREADSHEET_COLUMNS: usize = 16_384;
/// Number of rows of an Excel sheet.
const SPREADSHEET_ROWS: usize = 1_048_576;

/// An open workbook. Its sheets are unpacked and parsed on request.
pub struct Workbook<'a> {
    archive: ZipArchive<'a>,
    sheets: Vec<WorkbookSheet>,
    texts: SharedStrings,
    styles: Vec<CellFormat>,
    from_1904: bool,
    is_uncomputed: bool,
    names: Vec<DefinedName>,
    tables: OnceCell<Vec<ListTable>>,
}

struct WorkbookSheet {
    /// Its place among all sheets, chart sheets included.
    index: usize,
    name: String,
    part: String,
    hidden: bool,
}

/// The table of a sheet, with counts of what was hidden, cut or computed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetTable {
    /// The table.
    pub table: Table,
    /// Rows with content that are hidden.
    pub hidden_rows: usize,
    /// Columns with content that are hidden.
    pub hidden_columns: usize,
    /// Formulas without a stored value that were evaluated here.
    pub formulas_computed: ReportedCells,
    /// Formulas without a stored value that could not be evaluated.
    pub formulas_without_values: ReportedCells,
    /// Cells with an error value.
    pub errors: ReportedCells,
    /// Merged cells.
    pub merged: usize,
    /// Columns with content beyond [`bounds::COLUMNS`], which are cut.
    pub columns_cut: usize,
    /// Cells whose text was cut to [`bounds::CELL_CHARACTERS`].
    pub cells_cut: usize,
}

/// The shared strings of a workbook in one buffer, with the end of each, which avoids an allocation
/// for each of up to two million strings.
#[derive(Default)]
struct SharedStrings {
    all: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.all.get(start..end)
    }

    fn add(&mut self, text: &str) -> Result<(), TableError> {
        if self.ends.len() == bounds::SHARED_TEXTS {
            return Err(TableError::TooLarge(Bound::SharedTexts));
        }
        self.all.push_str(text);
        self.ends.push(self.all.len());
        Ok(())
    }
}

impl<'a> Workbook<'a> {
    /// Opens a workbook: reads its list of sheets, shared strings and styles.
    ///
    /// # Errors
    /// `NotAWorkbook` for another kind of archive, `Damaged` for parts that cannot be read, `TooLarge` beyond the
    /// [`bounds`].
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, TableError> {
        let archive = ZipArchive::open(bytes)?;
        let part = main_part(&archive)?.ok_or(TableError::NotAWorkbook)?;
        let text = archive.text(&part)?.ok_or(TableError::NotAWorkbook)?;
        let relationships = relationships_of(&archive, &part)?;
        let (mut sheets, mut index, mut from_1904, mut is_uncomputed) = (Vec::new(), 0, false, false);
        each_start(&text, &part, |element| match element.local_name().as_ref() {
            "sheet" => {
                let part = attribute(element, "id").and_then(|id| sheet_part(&relationships, &id));
                // A chart sheet has no cells.
                if let (Some(name), Some(part)) = (attribute(element, "name"), part) {
                    let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                    sheets.push(WorkbookSheet { index, name: unescaped(name), part, hidden });
                }
                index += 1;
            }
            "workbookPr" => from_1904 = flag(element, "date1904"),
            "calcPr" => is_uncomputed = flag(element, "fullCalcOnLoad"),
            _ => {}
        })?;
        if sheets.len() > bounds::SHEETS {
            return Err(TableError::TooLarge(Bound::Sheets));
        }
        let part_of = |kind: &str| {
            relationships
                .iter()
                .find(|relationships| relationships.kind == kind)
                .map(|relationships| &relationships.part)
        };
        let texts = match part_of("sharedStrings") {
            Some(part) => shared_texts(&archive.text(part)?.unwrap_or_default(), part)?,
            None => SharedStrings::default(),
        };
        let styles = match part_of("styles") {
            Some(part) => formats::styles(&archive.text(part)?.unwrap_or_default(), part)?,
            None => Vec::new(),
        };
        if sheets.is_empty() {
            Err(TableError::NotAWorkbook)
        } else {
            let names = names::defined_names(&text, &part)?;
            Ok(Workbook { archive, sheets, texts, styles, from_1904, is_uncomputed, names, tables: OnceCell::new() })
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

    /// The first visible sheet with a table, without its hidden rows and columns.
    ///
    /// # Errors
    /// As [`Workbook::best_table`].
    pub fn first_table(&self) -> Result<(usize, Table), TableError> {
        let (at, sheet) = self.best_table(&|_| 0, &mut |_| {})?;
        Ok((at, sheet.table))
    }

    /// The visible sheet whose first rows score highest; the first of equal ones. Hidden sheets are used only where no
    /// visible one has a table.
    ///
    /// # Errors
    /// `Empty` where no sheet has a table, or the error of the last sheet that could not be read.
    pub fn best_table(
        &self,
        score: &dyn Fn(&Table) -> usize,
        progress: &mut dyn FnMut(f64),
    ) -> Result<(usize, SheetTable), TableError> {
        let mut order: Vec<(bool, usize, usize)> = (0..self.sheets.len())
            .map(|at| {
                let is_sampled = at < bounds::MAX_SCORED_SHEETS && !self.is_hidden(at);
                let score = if is_sampled { self.start_of(at).map_or(0, |table| score(&table)) } else { 0 };
                (self.is_hidden(at), usize::MAX - score, at)
            })
            .collect();
        order.sort_unstable();
        let mut error = TableError::Empty;
        for (_, _, at) in order {
            match self.read(at, false, progress) {
                Ok(table) => return Ok((at, table)),
                Err(TableError::Empty) => {}
                // The limit counts all sheets together, so no other sheet can be read either.
                Err(TableError::TooLarge(Bound::Unpacked)) => return Err(TableError::TooLarge(Bound::Unpacked)),
                Err(other) => error = other,
            }
        }
        Err(error)
    }

    /// The first [`bounds::SCORED_SHEET_ROWS`] rows of a sheet, without unpacking all of it; `None` where there are none.
    pub fn start_of(&self, sheet: usize) -> Option<Table> {
        let sheet = self.sheets.get(sheet)?;
        let text = self.archive.start_of(&sheet.part, bounds::SCORED_SHEET_BYTES)?;
        let mut options = SheetOptions { hidden: false, rows: Some(bounds::SCORED_SHEET_ROWS), progress: &mut |_| {} };
        let context = BookContext { workbook: None, ..self.context() };
        let read = sheet::read(&context, &text, &sheet.part, &sheet.name, &mut options).ok()?;
        (!read.table.rows.is_empty()).then_some(read.table)
    }

    /// The table of a sheet, without its hidden rows and columns.
    ///
    /// # Errors
    /// As [`Workbook::read`].
    pub fn table(&self, sheet: usize) -> Result<Table, TableError> {
        self.read(sheet, false, &mut |_| {}).map(|read| read.table)
    }

    /// The table of a sheet, with `hidden` rows and columns or without. `progress` is called with the share that is read, from 0 to 1.
    ///
    /// # Errors
    /// `Empty` for a sheet without content, `Damaged` for one that cannot be parsed, `TooLarge` and `TooManyRows` beyond the
    /// [`bounds`].
    pub fn read(&self, sheet: usize, hidden: bool, progress: &mut dyn FnMut(f64)) -> Result<SheetTable, TableError> {
        let sheet = self.sheets.get(sheet).ok_or(TableError::Empty)?;
        let text = self.archive.text(&sheet.part)?.ok_or_else(|| damaged(&sheet.part))?;
        let mut options = SheetOptions { hidden, rows: None, progress };
        let read = sheet::read(&self.context(), &text, &sheet.part, &sheet.name, &mut options)?;
        if read.table.rows.is_empty() && read.hidden_rows + read.hidden_columns == 0 {
            Err(TableError::Empty)
        } else {
            Ok(read)
        }
    }

    fn context(&self) -> BookContext<'_> {
        BookContext {
            workbook: Some(self),
            texts: &self.texts,
            styles: &self.styles,
            from_1904: self.from_1904,
            is_uncomputed: self.is_uncomputed,
        }
    }
}

/// The date of a serial number, counted from 1900 or from 1904; `None` below 1 and after the year 9999.
///
/// The 1900 system counts a 29 February 1900, which did not exist: serials up to 59 are one day later than the later ones
/// suggest.
pub fn day_of_serial(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    // Below 1 it is a time of day; 2,958,466 is 10000-01-01.
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

/// A number in plain digits, rounded to the 15 significant digits that Excel keeps: `0.1 + 0.2` is `0.3`.
fn plain_number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return value.to_string();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a double's magnitude is below 10^15 here
    let integer_digits = (value.abs().log10().floor().max(0.0) as usize) + 1;
    let text = format!("{value:.*}", 15 - integer_digits.min(15));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

// Parts of the package and their relationships

struct Relationship {
    id: String,
    /// The last segment of the type's URL, which is the same in the transitional and the strict format.
    kind: String,
    part: String,
}

fn main_part(archive: &ZipArchive) -> Result<Option<String>, TableError> {
    /// The path that nearly every program uses.
    const USUAL_PATH: &str = "xl/workbook.xml";
    let relationships = relationships_of(archive, "")?;
    let found = relationships
        .into_iter()
        .find(|relationships| relationships.kind == "officeDocument")
        .map(|relationships| relationships.part);
    // A text document is packaged the same way, with a main part of another name.
    let found = found.filter(|part| part.to_ascii_lowercase().contains("workbook") && archive.contains(part));
    Ok(found.or_else(|| archive.contains(USUAL_PATH).then(|| USUAL_PATH.to_owned())))
}

/// The relationships of a part, or of the package where `part` is empty.
fn relationships_of(archive: &ZipArchive, part: &str) -> Result<Vec<Relationship>, TableError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { String::new() } else { folder.to_owned() + "/" };
    let file = path + "_rels/" + name + ".rels";
    let text = archive.text(&file)?.unwrap_or_default();
    let mut found = Vec::new();
    each_start(&text, &file, |element| {
        if element.local_name().as_ref() != "Relationship" {
            return;
        }
        found.push(Relationship {
            id: attribute(element, "Id").unwrap_or_default(),
            kind: attribute(element, "Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned(),
            part: resolve_path(folder, &attribute(element, "Target").unwrap_or_default()),
        });
    })?;
    Ok(found)
}

/// The path of a relationship's target, relative to a folder: `worksheets/sheet1.xml`, `../xl/a.xml`, `/xl/a.xml`,
/// `xl\a.xml`.
fn resolve_path(folder: &str, target: &str) -> String {
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

fn sheet_part(relationships: &[Relationship], id: &str) -> Option<String> {
    let found =
        relationships.iter().find(|relationships| relationships.id == id && relationships.kind == "worksheet")?;
    Some(found.part.clone())
}

fn shared_texts(text: &str, part: &str) -> Result<SharedStrings, TableError> {
    let mut texts = SharedStrings::default();
    let (mut one, mut reading, mut in_phonetic_guide) = (String::new(), false, false);
    let mut events = XmlEvents::new(text, part);
    loop {
        let event = events.next()?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => one.clear(),
                "t" => reading = !in_phonetic_guide,
                "rPh" => in_phonetic_guide = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => texts.add("")?,
            Event::End(element) => match element.local_name().as_ref() {
                "t" => reading = false,
                "rPh" => in_phonetic_guide = false,
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
    fn serial_numbers_convert_to_dates_in_both_date_systems() {
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
    fn numbers_are_rounded_to_fifteen_significant_digits() {
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
    fn relationship_targets_resolve_relative_to_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/a", "../worksheets/./sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolve_path(folder, target), part);
        }
    }
}
