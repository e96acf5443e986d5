//! Evaluates the formulas of a sheet that the workbook stores without a value.
//!
//! Must not know how a formula is parsed, and reads no cell of another sheet.

use std::collections::HashMap;

use super::super::super::bounds;
use super::super::super::table::MOST_COLUMNS;
use super::super::cell_ref;
use super::super::formula::{self, Area, Value};
use super::{Formula, Sheet, SheetRow};

impl Sheet<'_> {
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
        let at = formulas.iter().enumerate().map(|(at, formula)| ((formula.row, formula.column), at)).collect();
        let states = vec![Progress::Waiting; formulas.len()];
        let mut evaluator = Evaluator {
            rows: &self.rows,
            numbers: &self.numbers,
            name,
            formulas: &formulas,
            at,
            states,
            depth: 0,
            steps: 0,
            hit_depth_limit: false,
        };
        // A chain of references longer than the depth limit is evaluated from its end, which may be the first or the last row.
        loop {
            let before = evaluator.evaluated_count();
            (0..formulas.len()).chain((0..formulas.len()).rev()).for_each(|at| drop(evaluator.evaluate(at)));
            if !evaluator.hit_depth_limit || evaluator.evaluated_count() == before {
                break;
            }
            evaluator.hit_depth_limit = false;
        }
        let states = evaluator.states;
        for (formula, state) in formulas.iter().zip(states) {
            let reference = || cell_ref::format(formula.column, formula.row);
            let is_text = matches!(state, Progress::Solved(Value::Text(_)));
            let text = match state {
                Progress::Solved(Value::Number(value)) => self.display_text(value, formula.style).0,
                Progress::Solved(Value::Text(text)) => text,
                Progress::Solved(Value::Empty) => "0".to_owned(),
                Progress::Waiting | Progress::Running | Progress::Solved(Value::Unknown) => {
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

#[derive(Clone)]
enum Progress {
    Waiting,
    Running,
    Solved(Value),
}

struct Evaluator<'a> {
    rows: &'a [SheetRow],
    numbers: &'a HashMap<(usize, usize), f64>,
    name: &'a str,
    formulas: &'a [Formula],
    at: HashMap<(usize, usize), usize>,
    states: Vec<Progress>,
    depth: usize,
    steps: usize,
    /// Whether the current formula depends on one beyond the depth limit.
    hit_depth_limit: bool,
}

impl Evaluator<'_> {
    fn evaluated_count(&self) -> usize {
        self.states.iter().filter(|state| matches!(state, Progress::Solved(_))).count()
    }

    fn evaluate(&mut self, at: usize) -> Value {
        match &self.states[at] {
            Progress::Solved(value) => return value.clone(),
            // A circular reference.
            Progress::Running => return Value::Unknown,
            Progress::Waiting => {}
        }
        if self.depth >= bounds::FORMULA_DEPTH || self.steps >= bounds::FORMULA_STEPS {
            self.hit_depth_limit = self.steps < bounds::FORMULA_STEPS;
            return Value::Unknown;
        }
        self.states[at] = Progress::Running;
        self.depth += 1;
        self.steps += 1;
        let outer_hit_limit = std::mem::take(&mut self.hit_depth_limit);
        let formulas = self.formulas;
        let value = formula::evaluate(&formulas[at].text, formulas[at].shift, self);
        self.depth -= 1;
        // A value that is unknown only because of the depth limit is evaluated again in the next round.
        self.states[at] = if self.hit_depth_limit && value == Value::Unknown {
            Progress::Waiting
        } else {
            Progress::Solved(value.clone())
        };
        self.hit_depth_limit |= outer_hit_limit;
        value
    }

    fn row(&self, number: usize) -> Option<&SheetRow> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }
}

impl formula::Cells for Evaluator<'_> {
    fn value(&mut self, column: usize, row: usize) -> Value {
        self.steps += 1;
        if column >= MOST_COLUMNS {
            return Value::Unknown;
        }
        if let Some(&at) = self.at.get(&(row, column)) {
            return self.evaluate(at);
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
