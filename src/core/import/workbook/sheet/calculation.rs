//! Evaluates the formulas of a sheet that the workbook stores without a value.
//!
//! Must not know how a formula is parsed. Reads another sheet when a formula first refers to it.

use std::collections::HashMap;

use super::super::super::bounds;
use super::super::super::table::MAX_COLUMNS;
use super::super::cell_ref;
use super::super::formula::{self, FormulaRange, FormulaValue};
use super::{BookContext, SheetFormula, SheetOptions, SheetReader, SheetRow};

impl SheetReader<'_> {
    /// Evaluates the formulas that have no stored value and puts the results into their cells.
    pub(super) fn compute(&mut self, name: &str) {
        let mut formulas = std::mem::take(&mut self.pending);
        // One stored value other than 0 shows that the program did store results, so its zeros count.
        if !self.has_stored_results {
            formulas.append(&mut self.zeros);
        }
        if formulas.is_empty() {
            return;
        }
        let own = SheetCells::new(name, std::mem::take(&mut self.rows), std::mem::take(&mut self.numbers), formulas);
        let count = own.formulas.len();
        let mut evaluator = Evaluator {
            context: self.context,
            sheets: vec![own],
            known: HashMap::from([(name.to_lowercase(), Some(0))]),
            place: (0, 0),
            depth: 0,
            steps: 0,
            hit_depth_limit: false,
        };
        // A chain of references longer than the depth limit is evaluated from its end, which may be the first or the last row.
        loop {
            let before = evaluator.evaluated_count();
            (0..count).chain((0..count).rev()).for_each(|at| drop(evaluator.evaluate(0, at)));
            if !evaluator.hit_depth_limit || evaluator.evaluated_count() == before {
                break;
            }
            evaluator.hit_depth_limit = false;
        }
        let SheetCells { rows, numbers, formulas, states, .. } = evaluator.sheets.swap_remove(0);
        (self.rows, self.numbers) = (rows, numbers);
        for (formula, state) in formulas.iter().zip(states) {
            let reference = || cell_ref::format(formula.column, formula.row);
            let is_text = matches!(state, FormulaState::Solved(FormulaValue::Text(_)));
            let text = match state {
                FormulaState::Solved(FormulaValue::Number(value)) => self.display_text(value, formula.style).0,
                FormulaState::Solved(FormulaValue::Text(text)) => text,
                FormulaState::Solved(FormulaValue::Empty) => "0".to_owned(),
                FormulaState::Waiting | FormulaState::Running | FormulaState::Solved(FormulaValue::Unknown) => {
                    self.result.formulas_without_values.add(reference, &formula.text);
                    String::new()
                }
            };
            if !text.is_empty() {
                self.result.formulas_computed.add(reference, &formula.text);
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
}

/// How many steps the parsing of a name's definition counts as.
const NAME_STEPS: usize = 16;

#[derive(Clone)]
enum FormulaState {
    Waiting,
    Running,
    Solved(FormulaValue),
}

/// The cells of a sheet that formulas refer to, and its formulas that have no stored value.
struct SheetCells {
    name: String,
    rows: Vec<SheetRow>,
    numbers: HashMap<(usize, usize), f64>,
    formulas: Vec<SheetFormula>,
    /// Formulas by row and column.
    at: HashMap<(usize, usize), usize>,
    states: Vec<FormulaState>,
}

impl SheetCells {
    fn new(
        name: &str,
        rows: Vec<SheetRow>,
        numbers: HashMap<(usize, usize), f64>,
        formulas: Vec<SheetFormula>,
    ) -> SheetCells {
        let at = formulas.iter().enumerate().map(|(at, formula)| ((formula.row, formula.column), at)).collect();
        let states = vec![FormulaState::Waiting; formulas.len()];
        SheetCells { name: name.to_owned(), rows, numbers, formulas, at, states }
    }
}

struct Evaluator<'a> {
    context: &'a BookContext<'a>,
    /// The sheet whose formulas are evaluated, then those that they refer to.
    sheets: Vec<SheetCells>,
    /// Their numbers by name in lower case; `None` for one that cannot be read.
    known: HashMap<String, Option<usize>>,
    /// The sheet and the row of the current formula.
    place: (usize, usize),
    depth: usize,
    steps: usize,
    /// Whether the current formula depends on one beyond the depth limit.
    hit_depth_limit: bool,
}

impl Evaluator<'_> {
    fn evaluated_count(&self) -> usize {
        self.sheets[0].states.iter().filter(|state| matches!(state, FormulaState::Solved(_))).count()
    }

    fn evaluate(&mut self, sheet: usize, at: usize) -> FormulaValue {
        match &self.sheets[sheet].states[at] {
            FormulaState::Solved(value) => return value.clone(),
            // A circular reference.
            FormulaState::Running => return FormulaValue::Unknown,
            FormulaState::Waiting => {}
        }
        if self.depth >= bounds::FORMULA_DEPTH || self.steps >= bounds::FORMULA_STEPS {
            self.hit_depth_limit = self.steps < bounds::FORMULA_STEPS;
            return FormulaValue::Unknown;
        }
        self.sheets[sheet].states[at] = FormulaState::Running;
        self.depth += 1;
        self.steps += 1;
        let outer_hit_limit = std::mem::take(&mut self.hit_depth_limit);
        let formula = &self.sheets[sheet].formulas[at];
        let (text, shift) = (formula.text.clone(), formula.shift);
        let outer_place = std::mem::replace(&mut self.place, (sheet, formula.row));
        let value = formula::evaluate(&text, shift, self);
        self.place = outer_place;
        self.depth -= 1;
        // A value that is unknown only because of the depth limit is evaluated again in the next round.
        self.sheets[sheet].states[at] = if self.hit_depth_limit && value == FormulaValue::Unknown {
            FormulaState::Waiting
        } else {
            FormulaState::Solved(value.clone())
        };
        self.hit_depth_limit |= outer_hit_limit;
        value
    }

    /// Reads a sheet of that name.
    fn read(&mut self, name: &str) -> Option<usize> {
        if self.sheets.len() > bounds::FORMULA_SHEETS {
            return None;
        }
        let (text, part) = self.context.workbook?.text_of(name)?;
        let mut sheet = SheetReader::new(self.context, &part);
        sheet.read_events(&text, &mut SheetOptions { hidden: true, rows: None, progress: &mut |_| {} }).ok()?;
        sheet.rows.sort_by_key(|row| row.number);
        let mut formulas = std::mem::take(&mut sheet.pending);
        if !sheet.has_stored_results {
            formulas.append(&mut sheet.zeros);
        }
        self.sheets.push(SheetCells::new(name, sheet.rows, sheet.numbers, formulas));
        Some(self.sheets.len() - 1)
    }

    /// Whether so many steps more may be taken.
    fn may_step(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.steps < bounds::FORMULA_STEPS
    }
}

impl formula::CellSource for Evaluator<'_> {
    fn value(&mut self, sheet: usize, column: usize, row: usize) -> FormulaValue {
        self.steps += 1;
        if column >= MAX_COLUMNS {
            return FormulaValue::Unknown;
        }
        let cells = &self.sheets[sheet];
        if let Some(&at) = cells.at.get(&(row, column)) {
            return self.evaluate(sheet, at);
        }
        if let Some(&number) = cells.numbers.get(&(row, column)) {
            return FormulaValue::Number(number);
        }
        let row = cells.rows.binary_search_by_key(&row, |row| row.number).ok().map(|at| &cells.rows[at]);
        let Some(row) = row else { return FormulaValue::Empty };
        match row.cells.get(column).map_or("", String::as_str) {
            "" => FormulaValue::Empty,
            error if error.starts_with('#') && error.ends_with(['!', '?', 'A']) => FormulaValue::Unknown,
            text if row.numbers[column] => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => FormulaValue::Number(number),
                _ => FormulaValue::Unknown,
            },
            text => FormulaValue::Text(text.to_owned()),
        }
    }

    fn values(&mut self, area: FormulaRange, subtotals: bool) -> Option<Vec<((usize, usize), FormulaValue)>> {
        let rows = &self.sheets[area.sheet].rows;
        let from = rows.partition_point(|row| row.number < area.rows.0);
        let until = rows.partition_point(|row| row.number <= area.rows.1);
        let mut found = Vec::new();
        for at in from..until {
            let row = &self.sheets[area.sheet].rows[at];
            let (number, last) = (row.number, area.columns.1.min(row.cells.len().saturating_sub(1)));
            for column in area.columns.0..=last {
                if self.steps >= bounds::FORMULA_STEPS {
                    return None;
                }
                let is_subtotal = || {
                    let cells = &self.sheets[area.sheet];
                    let formula = cells.at.get(&(number, column)).map(|&at| cells.formulas[at].text.trim_start());
                    formula.is_some_and(|text| text.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("SUBTOTAL")))
                };
                if !subtotals && is_subtotal() {
                    continue;
                }
                let value = formula::CellSource::value(self, area.sheet, column, number);
                if value != FormulaValue::Empty {
                    found.push(((column - area.columns.0, number - area.rows.0), value));
                }
            }
        }
        Some(found)
    }

    fn sheet(&mut self, name: Option<&str>) -> Option<usize> {
        let Some(name) = name else { return Some(self.place.0) };
        let key = name.to_lowercase();
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let read = self.read(name);
        self.known.insert(key, read);
        read
    }

    fn defined_name(&mut self, name: &str) -> Option<String> {
        let text = self.context.workbook?.defined_name(name, &self.sheets[self.place.0].name)?;
        self.may_step(NAME_STEPS + text.len() / 16).then(|| text.to_owned())
    }

    fn table_column(&mut self, table: &str, column: &str) -> Option<FormulaRange> {
        let (sheet, columns, rows) = self.context.workbook?.table_column(table, column)?;
        if !self.may_step(1) {
            return None;
        }
        Some(FormulaRange { sheet: self.sheet(Some(&sheet))?, columns, rows })
    }

    fn own_row(&self) -> usize {
        self.place.1
    }
}
