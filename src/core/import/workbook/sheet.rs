//! The cells of one sheet.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::super::bounds::{self, Bound};
use super::super::table::{MOST_COLUMNS, MOST_ROWS, Merge, Row, Table, TableFault};
use super::formats::Shown;
use super::formula::{self, Area, Value};
use super::xml::{Events, append, attribute, damaged, flag, unescaped};
use super::{SPREADSHEET_COLUMNS, SPREADSHEET_ROWS, SheetTable, Texts, day_of_serial, place, plain_number};

/// What of a workbook its sheets are read with.
pub(super) struct Book<'a> {
    pub(super) texts: &'a Texts,
    pub(super) styles: &'a [Shown],
    pub(super) from_1904: bool,
    /// Whether all values are to be computed on opening: a zero may be a missing value.
    pub(super) is_uncomputed: bool,
}

/// How much of a sheet is read, and how.
pub(super) struct Wanted<'p> {
    /// Hidden rows and columns, too.
    pub(super) hidden: bool,
    /// No more rows than that, from a text that may be cut off anywhere.
    pub(super) rows: Option<usize>,
    /// Called with the share that is done, from 0 to 1.
    pub(super) progress: &'p mut dyn FnMut(f64),
}

/// Reads the sheet of that name in that part.
pub(super) fn read(
    book: &Book,
    text: &str,
    part: &str,
    name: &str,
    wanted: &mut Wanted,
) -> Result<SheetTable, TableFault> {
    let mut sheet = Sheet::new(book, part);
    match sheet.take(text, wanted) {
        Err(TableFault::Damaged { .. }) if wanted.rows.is_some() => {}
        other => other?,
    }
    sheet.rows.sort_by_key(|row| row.number);
    sheet.compute(name);
    sheet.finish(wanted.hidden)
}

struct Sheet<'a> {
    book: &'a Book<'a>,
    part: &'a str,
    rows: Vec<SheetRow>,
    /// Hidden columns, by their first and last.
    hidden_columns: Vec<(usize, usize)>,
    merges: Vec<Merge>,
    /// Formulas without a value.
    pending: Vec<Formula>,
    /// Formulas with the value zero, where a zero may be a missing value.
    zeros: Vec<Formula>,
    has_computed: bool,
    /// Shared formulas by their number: the text, and its cell.
    shared: HashMap<u32, (String, usize, usize)>,
    /// Numbers of cells that are shown as something else.
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
    /// Which of the cells are numbers; as long as the cells.
    numbers: Vec<bool>,
}

struct Formula {
    column: usize,
    row: usize,
    text: String,
    shift: (i64, i64),
    style: usize,
}

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    column: Option<usize>,
    kind: Kind,
    style: usize,
    text: String,
    formula: Option<String>,
    shares: Option<u32>,
    is_data_table: bool,
    /// Whether a value is written down, be it an empty one.
    is_valued: bool,
    reading: Reading,
    in_guide: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
    Day,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Reading {
    #[default]
    Nothing,
    Value,
    Formula,
}

impl OpenCell {
    /// Begins a cell; the place that it names, if it names one.
    fn begin(&mut self, element: &BytesStart) -> Option<String> {
        let mut named = None;
        (self.kind, self.style) = (Kind::Number, 0);
        let mut attributes = element.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            match attribute.key.local_name().as_ref() {
                "r" => named = Some(attribute.value.into_owned()),
                "s" => self.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match attribute.value.as_ref() {
                        "s" => Kind::Shared,
                        "str" => Kind::Text,
                        "inlineStr" => Kind::Inline,
                        "b" => Kind::Boolean,
                        "e" => Kind::Error,
                        "d" => Kind::Day,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        self.text.clear();
        (self.formula, self.shares, self.is_data_table, self.is_valued) = (None, None, false, false);
        (self.reading, self.in_guide) = (Reading::Nothing, false);
        named
    }
}

impl<'a> Sheet<'a> {
    fn new(book: &'a Book<'a>, part: &'a str) -> Sheet<'a> {
        Sheet {
            book,
            part,
            rows: Vec::new(),
            hidden_columns: Vec::new(),
            merges: Vec::new(),
            pending: Vec::new(),
            zeros: Vec::new(),
            has_computed: false,
            shared: HashMap::new(),
            numbers: HashMap::new(),
            result: SheetTable::default(),
            text_bytes: 0,
            cells: 0,
            last_column: 0,
        }
    }

    fn take(&mut self, text: &str, wanted: &mut Wanted) -> Result<(), TableFault> {
        let mut events = Events::of(text, self.part);
        let (mut row, mut cell) = (SheetRow::default(), OpenCell::default());
        loop {
            let event = events.next()?;
            if let Event::Start(element) | Event::Empty(element) = &event {
                self.begun(element, &mut row, &mut cell)?;
            }
            // An empty element ends where it begins.
            let ended = match &event {
                Event::End(element) => Some(element.local_name()),
                Event::Empty(element) => Some(element.local_name()),
                _ => None,
            };
            match ended.as_ref().map(AsRef::as_ref) {
                Some("v" | "t" | "f") => cell.reading = Reading::Nothing,
                Some("rPh") => cell.in_guide = false,
                Some("c") => self.end_cell(&mut row, &mut cell)?,
                Some("row") => {
                    self.end_row(&mut row)?;
                    if self.rows.len().is_multiple_of(256) {
                        (wanted.progress)(events.share());
                    }
                    if wanted.rows.is_some_and(|most| self.rows.len() >= most) {
                        return Ok(());
                    }
                }
                _ => {}
            }
            match cell.reading {
                Reading::Value => append(&event, &mut cell.text),
                Reading::Formula => append(&event, cell.formula.get_or_insert_default()),
                Reading::Nothing => {}
            }
            if matches!(event, Event::Eof) {
                return Ok(());
            }
        }
    }

    fn begun(&mut self, element: &BytesStart, row: &mut SheetRow, cell: &mut OpenCell) -> Result<(), TableFault> {
        match element.local_name().as_ref() {
            "row" => {
                let named = attribute(element, "r").and_then(|r| r.parse().ok());
                row.number = named.unwrap_or(row.number + 1);
                if row.number == 0 || row.number > SPREADSHEET_ROWS {
                    return Err(damaged(&format!("{}, {}", self.part, row.number)));
                }
                // A height of nothing hides a row, too.
                let height: Option<f64> = attribute(element, "ht").and_then(|height| height.parse().ok());
                row.hidden = flag(element, "hidden") || height == Some(0.0);
                cell.column = None;
            }
            "c" => {
                // A cell without a reference follows the one before.
                let next = cell.column.map_or(0, |column| column + 1);
                let column = match cell.begin(element) {
                    Some(named) => match place::read(&named) {
                        Some((column, number)) if column < SPREADSHEET_COLUMNS && number <= SPREADSHEET_ROWS => column,
                        _ => return Err(damaged(&format!("{}, {named}", self.part))),
                    },
                    None => next,
                };
                cell.column = Some(column);
            }
            // Phonetic guides repeat the cell's text.
            "v" | "t" if !cell.in_guide => (cell.reading, cell.is_valued) = (Reading::Value, true),
            "rPh" => cell.in_guide = true,
            "f" => {
                cell.reading = Reading::Formula;
                cell.formula = Some(String::new());
                match attribute(element, "t").as_deref() {
                    Some("shared") => cell.shares = attribute(element, "si").and_then(|si| si.parse().ok()),
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
                if let Some(merge) = attribute(element, "ref").as_deref().and_then(merge) {
                    self.merges.push(merge);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, row: &mut SheetRow, cell: &mut OpenCell) -> Result<(), TableFault> {
        let column = cell.column.unwrap_or(0);
        let has_value = !cell.text.trim().is_empty();
        if let Some(text) = cell.formula.take() {
            // A formula may come to an empty text, which is written as such.
            let is_empty_text = cell.kind == Kind::Text && cell.is_valued;
            if !has_value && !is_empty_text {
                let formula = self.formula(column, row.number, text, cell);
                self.pending.push(formula);
            } else if self.book.is_uncomputed && cell.text.trim() == "0" {
                let formula = self.formula(column, row.number, text, cell);
                self.zeros.push(formula);
            } else {
                self.has_computed = true;
                self.remember(column, row.number, &text, cell);
            }
        }
        let text = self.text_of(row.number, column, cell)?;
        self.put(row, column, text, cell.kind == Kind::Number)
    }

    /// Puts a text in its cell, within all bounds.
    fn put(&mut self, row: &mut SheetRow, column: usize, text: String, is_number: bool) -> Result<(), TableFault> {
        // A formula yet to be computed needs its place.
        let is_pending = self.pending.last().is_some_and(|last| (last.row, last.column) == (row.number, column));
        if text.is_empty() && !is_pending {
            return Ok(());
        }
        self.last_column = self.last_column.max(column);
        if column >= MOST_COLUMNS {
            return Ok(());
        }
        if row.cells.len() <= column {
            self.cells += column + 1 - row.cells.len();
            if self.cells > bounds::CELLS {
                return Err(TableFault::TooLarge(Bound::Cells));
            }
            row.cells.resize(column + 1, String::new());
            row.numbers.resize(column + 1, false);
        }
        row.cells[column] = text;
        row.numbers[column] = is_number;
        Ok(())
    }

    fn end_row(&mut self, row: &mut SheetRow) -> Result<(), TableFault> {
        let (cells, numbers) = (std::mem::take(&mut row.cells), std::mem::take(&mut row.numbers));
        let is_pending = self.pending.last().is_some_and(|last| last.row == row.number);
        if cells.iter().all(|cell| cell.trim().is_empty()) && !is_pending {
            self.cells -= cells.len();
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(TableFault::TooManyRows);
        }
        self.rows.push(SheetRow { number: row.number, hidden: row.hidden, cells, numbers });
        Ok(())
    }

    /// Keeps the formula that others share.
    fn remember(&mut self, column: usize, row: usize, text: &str, cell: &OpenCell) {
        if let Some(shares) = cell.shares.filter(|_| !text.trim().is_empty()) {
            self.shared.insert(shares, (text.to_owned(), column, row));
        }
    }

    fn formula(&mut self, column: usize, row: usize, text: String, cell: &OpenCell) -> Formula {
        self.remember(column, row, &text, cell);
        let (mut text, mut shift) = (text, (0, 0));
        if text.trim().is_empty()
            && let Some((shared, first_column, first_row)) = cell.shares.and_then(|shares| self.shared.get(&shares))
        {
            let distance = |to: usize, from: usize| {
                i64::try_from(to).unwrap_or(i64::MAX).saturating_sub(i64::try_from(from).unwrap_or(0))
            };
            (text, shift) = (shared.clone(), (distance(column, *first_column), distance(row, *first_row)));
        }
        if cell.is_data_table {
            text.clear();
        }
        Formula { column, row, text, shift, style: cell.style }
    }

    fn text_of(&mut self, row: usize, column: usize, cell: &mut OpenCell) -> Result<String, TableFault> {
        let text = match cell.kind {
            Kind::Shared => {
                let at = cell.text.trim().parse().ok();
                let text = at.and_then(|at| self.book.texts.get(at)).unwrap_or_default();
                // Counted before it is copied: many cells may share one long text.
                self.count(text.len())?;
                return Ok(self.bounded(text.to_owned()));
            }
            Kind::Text | Kind::Inline => unescaped(std::mem::take(&mut cell.text)),
            Kind::Error => {
                let text = std::mem::take(&mut cell.text);
                self.result.errors.add(|| place::named(column, row), &text);
                text
            }
            Kind::Boolean => (if cell.text.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            Kind::Day => self.day_text(cell),
            Kind::Number => match cell.text.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => {
                    let (text, differs) = self.shown(value, cell.style);
                    if differs {
                        self.numbers.insert((row, column), value);
                    }
                    text
                }
                _ => std::mem::take(&mut cell.text),
            },
        };
        self.count(text.len())?;
        Ok(self.bounded(text))
    }

    fn count(&mut self, bytes: usize) -> Result<(), TableFault> {
        self.text_bytes += bytes.min(bounds::CELL_CHARACTERS * 4);
        if self.text_bytes > bounds::TEXT_BYTES { Err(TableFault::TooLarge(Bound::Text)) } else { Ok(()) }
    }

    /// A text of at most as many characters as a cell may have.
    fn bounded(&mut self, mut text: String) -> String {
        if text.len() > bounds::CELL_CHARACTERS
            && let Some((end, _)) = text.char_indices().nth(bounds::CELL_CHARACTERS)
        {
            text.truncate(end);
            self.result.cells_cut += 1;
        }
        text
    }

    /// A number as its format shows it, and whether that is no plain number.
    fn shown(&self, value: f64, style: usize) -> (String, bool) {
        let plain = || (plain_number(value), false);
        let day = || day_of_serial(value, self.book.from_1904);
        let by = |pattern: &str| day().map_or_else(plain, |day| (day.format(pattern).to_string(), true));
        match self.book.styles.get(style).unwrap_or(&Shown::Number) {
            Shown::Number => plain(),
            Shown::Day => by("%Y-%m-%d"),
            Shown::Month => by("%Y-%m"),
            Shown::MonthOrDay => {
                let is_first = day().is_some_and(|day| chrono::Datelike::day(&day) == 1);
                by(if is_first { "%Y-%m" } else { "%Y-%m-%d" })
            }
            Shown::Year => by("%Y"),
            Shown::Percent => (plain_number(value * 100.0) + "%", true),
            Shown::With(before, after) => (format!("{before}{}{after}", plain_number(value)), true),
        }
    }

    /// A day of its own, where a writer has it so.
    fn day_text(&self, cell: &OpenCell) -> String {
        let day = cell.text.trim().split('T').next().unwrap_or_default();
        match self.book.styles.get(cell.style) {
            Some(Shown::Month) if day.len() == 10 && day.is_ascii() => day[..7].to_owned(),
            Some(Shown::Year) if day.len() == 10 && day.is_ascii() => day[..4].to_owned(),
            _ => day.to_owned(),
        }
    }

    /// Computes the formulas that came without a value.
    fn compute(&mut self, name: &str) {
        let mut formulas = std::mem::take(&mut self.pending);
        // Noughts are believed as soon as one formula has another value.
        if !self.has_computed {
            formulas.append(&mut self.zeros);
        }
        if formulas.is_empty() {
            return;
        }
        let at = formulas.iter().enumerate().map(|(at, formula)| ((formula.row, formula.column), at)).collect();
        let states = vec![State::Waiting; formulas.len()];
        let mut computing = Computing {
            rows: &self.rows,
            numbers: &self.numbers,
            name,
            formulas: &formulas,
            at,
            states,
            depth: 0,
            steps: 0,
            is_cut: false,
        };
        // Down the rows and up again, since a chain of formulas may hang either way.
        loop {
            let before = computing.solved();
            (0..formulas.len()).chain((0..formulas.len()).rev()).for_each(|at| drop(computing.solve(at)));
            if !computing.is_cut || computing.solved() == before {
                break;
            }
            computing.is_cut = false;
        }
        let states = computing.states;
        for (formula, state) in formulas.iter().zip(states) {
            let place = || place::named(formula.column, formula.row);
            let is_text = matches!(state, State::Solved(Value::Text(_)));
            let text = match state {
                State::Solved(Value::Number(value)) => self.shown(value, formula.style).0,
                State::Solved(Value::Text(text)) => text,
                State::Solved(Value::Empty) => "0".to_owned(),
                State::Waiting | State::Running | State::Solved(Value::Unknown) => {
                    self.result.formulas_without_values.add(place, &formula.text);
                    String::new()
                }
            };
            if !text.is_empty() {
                self.result.formulas_computed.add(place, &formula.text);
            }
            let found = self.rows.binary_search_by_key(&formula.row, |row| row.number);
            let Some(row) = found.ok().map(|at| &mut self.rows[at]) else { continue };
            if let (Some(cell), Some(is_number)) =
                (row.cells.get_mut(formula.column), row.numbers.get_mut(formula.column))
            {
                (*cell, *is_number) = (text, !is_text);
            }
        }
    }

    fn finish(mut self, hidden: bool) -> Result<SheetTable, TableFault> {
        let result = &mut self.result;
        result.columns_cut = (self.last_column + 1).saturating_sub(MOST_COLUMNS);
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut is_hidden = vec![false; width];
        for &(first, last) in &self.hidden_columns {
            for column in is_hidden.iter_mut().take(last.saturating_add(1)).skip(first) {
                *column = true;
            }
        }
        let mut has_hidden = vec![false; width];
        let mut table = Table { days_from_1904: self.book.from_1904, ..Table::default() };
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
                table.rows.push(Row { number: row.number, cells: row.cells, numbers: row.numbers });
            }
        }
        result.hidden_columns = has_hidden.into_iter().filter(|&hidden| hidden).count();
        result.merged = self.merges.len();
        table.merges = merges_within(self.merges, &table.rows)?;
        self.result.table = table;
        Ok(self.result)
    }
}

/// Merges that do not overlap in their first column, as far as they cover more than one row or column of the table.
fn merges_within(mut merges: Vec<Merge>, rows: &[Row]) -> Result<Vec<Merge>, TableFault> {
    merges.sort_by_key(|merge| (merge.column, merge.first, merge.last));
    let mut kept: Vec<Merge> = Vec::new();
    let mut covered = 0;
    let place = |number: usize| rows.partition_point(|row| row.number < number);
    for merge in merges {
        if kept.last().is_some_and(|last| last.column == merge.column && merge.first <= last.last) {
            continue;
        }
        let (first, end) = (place(merge.first), place(merge.last + 1));
        if first == end {
            continue;
        }
        covered += end - first;
        if covered > bounds::MERGED_CELLS {
            return Err(TableFault::TooLarge(Bound::MergedCells));
        }
        kept.push(merge);
    }
    Ok(kept)
}

/// A merge such as `A2:B5`.
fn merge(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let ((column, first), (last_column, last)) = (place::read(from)?, place::read(to)?);
    let last = last.min(SPREADSHEET_ROWS);
    (last >= first && last_column >= column && column < MOST_COLUMNS).then_some(Merge {
        column,
        last_column: last_column.min(MOST_COLUMNS - 1),
        first,
        last,
    })
}

// Formulas

#[derive(Clone)]
enum State {
    Waiting,
    Running,
    Solved(Value),
}

struct Computing<'a> {
    rows: &'a [SheetRow],
    numbers: &'a HashMap<(usize, usize), f64>,
    name: &'a str,
    formulas: &'a [Formula],
    at: HashMap<(usize, usize), usize>,
    states: Vec<State>,
    depth: usize,
    steps: usize,
    /// A chain of formulas was longer than the depth limit.
    is_cut: bool,
}

impl Computing<'_> {
    fn solved(&self) -> usize {
        self.states.iter().filter(|state| matches!(state, State::Solved(_))).count()
    }

    fn solve(&mut self, at: usize) -> Value {
        match &self.states[at] {
            State::Solved(value) => return value.clone(),
            // A circular reference.
            State::Running => return Value::Unknown,
            State::Waiting => {}
        }
        if self.depth >= bounds::FORMULA_DEPTH || self.steps >= bounds::FORMULA_STEPS {
            self.is_cut = self.steps < bounds::FORMULA_STEPS;
            return Value::Unknown;
        }
        self.states[at] = State::Running;
        self.depth += 1;
        self.steps += 1;
        let was_cut = std::mem::take(&mut self.is_cut);
        let formulas = self.formulas;
        let value = formula::value(&formulas[at].text, formulas[at].shift, self);
        self.depth -= 1;
        // Values that are unknown only because of the depth limit are computed again later.
        self.states[at] =
            if self.is_cut && value == Value::Unknown { State::Waiting } else { State::Solved(value.clone()) };
        self.is_cut |= was_cut;
        value
    }

    fn row(&self, number: usize) -> Option<&SheetRow> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }
}

impl formula::Cells for Computing<'_> {
    fn value(&mut self, column: usize, row: usize) -> Value {
        self.steps += 1;
        if column >= MOST_COLUMNS {
            return Value::Unknown;
        }
        if let Some(&at) = self.at.get(&(row, column)) {
            return self.solve(at);
        }
        if let Some(&number) = self.numbers.get(&(row, column)) {
            return Value::Number(number);
        }
        let Some(row) = self.row(row) else { return Value::Empty };
        match row.cells.get(column).map_or("", String::as_str) {
            "" => Value::Empty,
            error if error.starts_with('#') && error.ends_with(['!', '?', 'A']) => Value::Unknown,
            text if row.numbers[column] => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Value::Number(number),
                _ => Value::Unknown,
            },
            text => Value::Text(text.to_owned()),
        }
    }

    fn values(&mut self, area: Area, subtotals: bool) -> Option<Vec<((usize, usize), Value)>> {
        let from = self.rows.partition_point(|row| row.number < area.rows.0);
        let until = self.rows.partition_point(|row| row.number <= area.rows.1);
        let mut found = Vec::new();
        for at in from..until {
            let number = self.rows[at].number;
            let last = area.columns.1.min(self.rows[at].cells.len().saturating_sub(1));
            for column in area.columns.0..=last {
                if self.steps >= bounds::FORMULA_STEPS {
                    return None;
                }
                let is_subtotal = || {
                    let formula = self.at.get(&(number, column)).map(|&at| self.formulas[at].text.trim_start());
                    formula.is_some_and(|text| text.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("SUBTOTAL")))
                };
                if !subtotals && is_subtotal() {
                    continue;
                }
                let value = formula::Cells::value(self, column, number);
                if value != Value::Empty {
                    found.push(((column - area.columns.0, number - area.rows.0), value));
                }
            }
        }
        Some(found)
    }

    fn is_own_sheet(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name)
    }
}
