//! Reads the cells of one sheet, and what is hidden or merged in it.
//!
//! Must not know what a column means.

mod calculation;
mod cell_text;
mod merges;
mod open_cell;

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use self::merges::{merges_within, parse_merge};
use self::open_cell::{CellContent, CellType, OpenCell};
use super::super::bounds::{self, Bound};
use super::super::table::{MAX_COLUMNS, MAX_ROWS, MergedCells, Table, TableError, TableRow};
use super::formats::CellFormat;
use super::xml::{XmlEvents, append, attribute, damaged, flag};
use super::{SPREADSHEET_COLUMNS, SPREADSHEET_ROWS, SharedStrings, SheetTable, Workbook, cell_ref};

/// What the sheets of a workbook share.
pub(super) struct BookContext<'a> {
    /// Where formulas find other sheets, names and tables; `None` while only the first rows of a sheet are read.
    pub(super) workbook: Option<&'a Workbook<'a>>,
    pub(super) texts: &'a SharedStrings,
    pub(super) styles: &'a [CellFormat],
    pub(super) from_1904: bool,
    /// The workbook is to be recalculated when it is opened, so a stored zero may be a missing value.
    pub(super) is_uncomputed: bool,
}

/// How much of a sheet to read.
pub(super) struct SheetOptions<'p> {
    /// Include hidden rows and columns.
    pub(super) hidden: bool,
    /// Read at most this many rows. The XML may then be cut off anywhere.
    pub(super) rows: Option<usize>,
    /// Called with the share that is read, from 0 to 1.
    pub(super) progress: &'p mut dyn FnMut(f64),
}

/// Reads the sheet called `name` from the XML `text` of the part at the path `part`.
pub(super) fn read(
    context: &BookContext,
    text: &str,
    part: &str,
    name: &str,
    options: &mut SheetOptions,
) -> Result<SheetTable, TableError> {
    let mut sheet = SheetReader::new(context, part);
    match sheet.read_events(text, options) {
        Err(TableError::Damaged { .. }) if options.rows.is_some() => {}
        other => other?,
    }
    sheet.rows.sort_by_key(|row| row.number);
    sheet.compute(name);
    sheet.finish(options.hidden)
}

struct SheetReader<'a> {
    context: &'a BookContext<'a>,
    part: &'a str,
    rows: Vec<SheetRow>,
    /// First and last of each run of hidden columns.
    hidden_columns: Vec<(usize, usize)>,
    merges: Vec<MergedCells>,
    /// Formulas without a stored value.
    pending: Vec<SheetFormula>,
    /// Formulas with the stored value 0, where that may be a missing value.
    zeros: Vec<SheetFormula>,
    has_stored_results: bool,
    /// Shared formulas by their index: the text, and the column and row of its cell.
    shared: HashMap<u32, (String, usize, usize)>,
    /// Numeric values of cells whose text is a date, a percentage or the like, for formulas that refer to them.
    numbers: HashMap<(usize, usize), f64>,
    result: SheetTable,
    text_bytes: usize,
    cells: usize,
    /// The last column with content, from 0.
    last_column: usize,
}

#[derive(Default)]
struct SheetRow {
    number: usize,
    hidden: bool,
    cells: Vec<String>,
    /// Which of the cells are numbers; the same length as `cells`.
    numbers: Vec<bool>,
}

struct SheetFormula {
    column: usize,
    row: usize,
    text: String,
    shift: (i64, i64),
    style: usize,
}

impl<'a> SheetReader<'a> {
    fn new(context: &'a BookContext<'a>, part: &'a str) -> SheetReader<'a> {
        SheetReader {
            context,
            part,
            rows: Vec::new(),
            hidden_columns: Vec::new(),
            merges: Vec::new(),
            pending: Vec::new(),
            zeros: Vec::new(),
            has_stored_results: false,
            shared: HashMap::new(),
            numbers: HashMap::new(),
            result: SheetTable::default(),
            text_bytes: 0,
            cells: 0,
            last_column: 0,
        }
    }

    fn read_events(&mut self, text: &str, options: &mut SheetOptions) -> Result<(), TableError> {
        let mut events = XmlEvents::new(text, self.part);
        let (mut row, mut cell) = (SheetRow::default(), OpenCell::default());
        loop {
            let event = events.next()?;
            if let Event::Start(element) | Event::Empty(element) = &event {
                self.start_element(element, &mut row, &mut cell)?;
            }
            // An empty element starts and ends at once.
            let ended = match &event {
                Event::End(element) => Some(element.local_name()),
                Event::Empty(element) => Some(element.local_name()),
                _ => None,
            };
            match ended.as_ref().map(AsRef::as_ref) {
                Some("v" | "t" | "f") => cell.content = CellContent::Nothing,
                Some("rPh") => cell.in_phonetic_guide = false,
                Some("c") => self.end_cell(&mut row, &mut cell)?,
                Some("row") => {
                    self.end_row(&mut row)?;
                    if self.rows.len().is_multiple_of(256) {
                        (options.progress)(events.share());
                    }
                    if options.rows.is_some_and(|most| self.rows.len() >= most) {
                        return Ok(());
                    }
                }
                _ => {}
            }
            match cell.content {
                CellContent::Value => append(&event, &mut cell.text),
                CellContent::Formula => append(&event, cell.formula.get_or_insert_default()),
                CellContent::Nothing => {}
            }
            if matches!(event, Event::Eof) {
                return Ok(());
            }
        }
    }

    fn start_element(
        &mut self,
        element: &BytesStart,
        row: &mut SheetRow,
        cell: &mut OpenCell,
    ) -> Result<(), TableError> {
        match element.local_name().as_ref() {
            "row" => {
                let named = attribute(element, "r").and_then(|r| r.parse().ok());
                row.number = named.unwrap_or(row.number + 1);
                if row.number == 0 || row.number > SPREADSHEET_ROWS {
                    return Err(damaged(&format!("{}, {}", self.part, row.number)));
                }
                // A height of 0 hides a row as well.
                let height: Option<f64> = attribute(element, "ht").and_then(|height| height.parse().ok());
                row.hidden = flag(element, "hidden") || height == Some(0.0);
                cell.column = None;
            }
            "c" => {
                // A cell without a reference is the one after the previous cell.
                let next = cell.column.map_or(0, |column| column + 1);
                let column = match cell.start(element) {
                    Some(named) => match cell_ref::parse(&named) {
                        Some((column, number)) if column < SPREADSHEET_COLUMNS && number <= SPREADSHEET_ROWS => column,
                        _ => return Err(damaged(&format!("{}, {named}", self.part))),
                    },
                    None => next,
                };
                cell.column = Some(column);
            }
            // Phonetic guides (furigana) repeat the text of the cell.
            "v" | "t" if !cell.in_phonetic_guide => (cell.content, cell.has_stored_value) = (CellContent::Value, true),
            "rPh" => cell.in_phonetic_guide = true,
            "f" => {
                cell.content = CellContent::Formula;
                cell.formula = Some(String::new());
                match attribute(element, "t").as_deref() {
                    Some("shared") => cell.shared_index = attribute(element, "si").and_then(|si| si.parse().ok()),
                    Some("dataTable") => cell.is_data_table = true,
                    _ => {}
                }
            }
            "col" => {
                let number = |name| attribute(element, name).and_then(|value| value.parse::<f64>().ok());
                let columns = (number("min"), number("max"));
                let is_hidden = flag(element, "hidden") || number("width") == Some(0.0);
                if let (Some(first), Some(last), true) = (columns.0, columns.1, is_hidden) {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
                    self.hidden_columns.push(((first as usize).saturating_sub(1), (last as usize).saturating_sub(1)));
                }
            }
            "mergeCell" => {
                if let Some(merge) = attribute(element, "ref").as_deref().and_then(parse_merge) {
                    self.merges.push(merge);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, row: &mut SheetRow, cell: &mut OpenCell) -> Result<(), TableError> {
        let column = cell.column.unwrap_or(0);
        let has_value = !cell.text.trim().is_empty();
        if let Some(text) = cell.formula.take() {
            // A formula may evaluate to an empty text, which is stored as an empty value.
            let is_empty_text = cell.kind == CellType::Text && cell.has_stored_value;
            if !has_value && !is_empty_text {
                let formula = self.formula(column, row.number, text, cell);
                self.pending.push(formula);
            } else if self.context.is_uncomputed && cell.text.trim() == "0" {
                let formula = self.formula(column, row.number, text, cell);
                self.zeros.push(formula);
            } else {
                self.has_stored_results = true;
                self.store_shared_formula(column, row.number, &text, cell);
            }
        }
        let text = self.text_of(row.number, column, cell)?;
        self.store_cell(row, column, text, cell.kind == CellType::Number)
    }

    /// Stores the text of a cell, within the limits.
    fn store_cell(
        &mut self,
        row: &mut SheetRow,
        column: usize,
        text: String,
        is_number: bool,
    ) -> Result<(), TableError> {
        // A formula that is still to be evaluated needs its empty cell.
        let is_pending = self.pending.last().is_some_and(|last| (last.row, last.column) == (row.number, column));
        if text.is_empty() && !is_pending {
            return Ok(());
        }
        self.last_column = self.last_column.max(column);
        if column >= MAX_COLUMNS {
            return Ok(());
        }
        if row.cells.len() <= column {
            self.cells += column + 1 - row.cells.len();
            if self.cells > bounds::CELLS {
                return Err(TableError::TooLarge(Bound::Cells));
            }
            row.cells.resize(column + 1, String::new());
            row.numbers.resize(column + 1, false);
        }
        row.cells[column] = text;
        row.numbers[column] = is_number;
        Ok(())
    }

    fn end_row(&mut self, row: &mut SheetRow) -> Result<(), TableError> {
        let (cells, numbers) = (std::mem::take(&mut row.cells), std::mem::take(&mut row.numbers));
        let is_pending = self.pending.last().is_some_and(|last| last.row == row.number);
        if cells.iter().all(|cell| cell.trim().is_empty()) && !is_pending {
            self.cells -= cells.len();
            return Ok(());
        }
        if self.rows.len() == MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        self.rows.push(SheetRow { number: row.number, hidden: row.hidden, cells, numbers });
        Ok(())
    }

    /// Stores the text of a shared formula, to which later cells refer.
    fn store_shared_formula(&mut self, column: usize, row: usize, text: &str, cell: &OpenCell) {
        if let Some(shared_index) = cell.shared_index.filter(|_| !text.trim().is_empty()) {
            self.shared.insert(shared_index, (text.to_owned(), column, row));
        }
    }

    fn formula(&mut self, column: usize, row: usize, text: String, cell: &OpenCell) -> SheetFormula {
        self.store_shared_formula(column, row, &text, cell);
        let (mut text, mut shift) = (text, (0, 0));
        if text.trim().is_empty()
            && let Some((shared, first_column, first_row)) =
                cell.shared_index.and_then(|shared_index| self.shared.get(&shared_index))
        {
            let distance = |to: usize, from: usize| {
                i64::try_from(to).unwrap_or(i64::MAX).saturating_sub(i64::try_from(from).unwrap_or(0))
            };
            (text, shift) = (shared.clone(), (distance(column, *first_column), distance(row, *first_row)));
        }
        if cell.is_data_table {
            text.clear();
        }
        SheetFormula { column, row, text, shift, style: cell.style }
    }

    fn finish(mut self, hidden: bool) -> Result<SheetTable, TableError> {
        let result = &mut self.result;
        result.columns_cut = (self.last_column + 1).saturating_sub(MAX_COLUMNS);
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut is_hidden = vec![false; width];
        for &(first, last) in &self.hidden_columns {
            for column in is_hidden.iter_mut().take(last.saturating_add(1)).skip(first) {
                *column = true;
            }
        }
        let mut has_hidden = vec![false; width];
        let mut table = Table { days_from_1904: self.context.from_1904, ..Table::default() };
        for mut row in self.rows {
            let is_filled = |cell: &String| !cell.trim().is_empty();
            if row.hidden && row.cells.iter().any(is_filled) {
                result.hidden_rows += 1;
                if !hidden {
                    continue;
                }
            }
            for ((cell, &is_hidden), has_hidden) in row.cells.iter_mut().zip(&is_hidden).zip(&mut has_hidden) {
                if is_hidden && is_filled(cell) {
                    *has_hidden = true;
                    if !hidden {
                        cell.clear();
                    }
                }
            }
            while row.cells.last().is_some_and(String::is_empty) {
                row.cells.pop();
            }
            if row.cells.iter().any(is_filled) {
                row.numbers.truncate(row.cells.len());
                row.numbers.truncate(row.numbers.iter().rposition(|is_number| *is_number).map_or(0, |last| last + 1));
                table.rows.push(TableRow { number: row.number, cells: row.cells, numbers: row.numbers });
            }
        }
        result.hidden_columns = has_hidden.into_iter().filter(|&hidden| hidden).count();
        result.merged = self.merges.len();
        table.merges = merges_within(self.merges, &table.rows)?;
        self.result.table = table;
        Ok(self.result)
    }
}
