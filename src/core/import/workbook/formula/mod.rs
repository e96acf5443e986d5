//! Evaluates simple formulas, for workbooks that were saved without stored values: arithmetic, comparisons, `SUM` and a
//! few more functions over cells, defined names and columns of tables of the workbook.
//!
//! Anything else is [`FormulaValue::Unknown`], which the import reports. Must not know how a sheet stores its cells.

mod functions;
mod references;

use super::super::bounds;

/// The value of a formula or a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FormulaValue {
    /// An empty cell.
    Empty,
    /// A number. Dates are serial numbers, booleans are 1 or 0.
    Number(f64),
    /// A text.
    Text(String),
    /// An error value, or a formula that cannot be evaluated here.
    Unknown,
}

/// A rectangle of cells: first and last column from 0, first and last row from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormulaRange {
    /// The number of its sheet, as [`CellSource::sheet`] gives it.
    pub(super) sheet: usize,
    pub(super) columns: (usize, usize),
    pub(super) rows: (usize, usize),
}

/// Supplies the values of cells to a formula.
pub(super) trait CellSource {
    /// The value of one cell.
    fn value(&mut self, sheet: usize, column: usize, row: usize) -> FormulaValue;
    /// The values of the non-empty cells of an area, row by row, with column and row relative to its first cell.
    /// `None` where the limit of steps is reached. Without `subtotals`, cells with a `SUBTOTAL` formula are left out.
    fn values(&mut self, area: FormulaRange, subtotals: bool) -> Option<Vec<((usize, usize), FormulaValue)>>;
    /// The number of a sheet; without a name of the one that the formula is on. `None` where it cannot be read.
    fn sheet(&mut self, name: Option<&str>) -> Option<usize>;
    /// The formula of a defined name of the workbook.
    fn defined_name(&mut self, name: &str) -> Option<String>;
    /// The body of a column of a table.
    fn table_column(&mut self, table: &str, column: &str) -> Option<FormulaRange>;
    /// The row of the formula.
    fn own_row(&self) -> usize;
}

/// The result of a subexpression: a value, or an area as an argument of a function.
enum Operand {
    Value(FormulaValue),
    Range(FormulaRange),
}

/// Evaluates a formula. `shift` is the distance in columns and rows from the cell that holds the text of a shared
/// formula; relative references move by it.
pub(super) fn evaluate(formula: &str, shift: (i64, i64), cells: &mut dyn CellSource) -> FormulaValue {
    let text = formula.trim();
    let text = text.strip_prefix('=').unwrap_or(text);
    let mut parser = FormulaParser { rest: text, shift, cells, depth: 0, in_name: false };
    let operand = parser.comparison();
    parser.skip_space();
    match operand {
        Some(operand) if parser.rest.is_empty() => parser.single(operand),
        _ => FormulaValue::Unknown,
    }
}

struct FormulaParser<'a> {
    rest: &'a str,
    shift: (i64, i64),
    cells: &'a mut dyn CellSource,
    depth: usize,
    /// Whether the text is the definition of a name, whose references must be absolute.
    in_name: bool,
}

impl FormulaParser<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn accept(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The value of an operand. An area is one only where it is a single cell.
    fn single(&mut self, operand: Operand) -> FormulaValue {
        match operand {
            Operand::Value(value) => value,
            Operand::Range(FormulaRange { sheet, columns: (column, last_column), rows: (row, last_row) })
                if column == last_column && row == last_row =>
            {
                self.cells.value(sheet, column, row)
            }
            Operand::Range(_) => FormulaValue::Unknown,
        }
    }

    fn comparison(&mut self) -> Option<Operand> {
        self.depth += 1;
        if self.depth > bounds::FORMULA_DEPTH {
            return None;
        }
        let mut left = self.concatenation()?;
        for _ in 0..bounds::FORMULA_DEPTH {
            let Some(operator) = ["<=", ">=", "<>", "=", "<", ">"].into_iter().find(|sign| self.accept(sign)) else {
                break;
            };
            let right = self.concatenation()?;
            let (left_value, right_value) = (self.single(left), self.single(right));
            left = Operand::Value(compare(operator, &left_value, &right_value));
        }
        self.depth -= 1;
        Some(left)
    }

    fn concatenation(&mut self) -> Option<Operand> {
        let mut left = self.sum()?;
        while self.accept("&") {
            let right = self.sum()?;
            let (left_value, right_value) = (self.single(left), self.single(right));
            left = Operand::Value(match (as_text(left_value), as_text(right_value)) {
                (Some(left), Some(right)) if left.len() + right.len() <= bounds::CELL_CHARACTERS => {
                    FormulaValue::Text(left + &right)
                }
                _ => FormulaValue::Unknown,
            });
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Operand> {
        let mut left = self.product()?;
        loop {
            let minus = if self.accept("+") {
                false
            } else if self.accept("-") {
                true
            } else {
                return Some(left);
            };
            let right = self.product()?;
            left = self.arithmetic(left, right, |left, right| if minus { left - right } else { left + right });
        }
    }

    fn product(&mut self) -> Option<Operand> {
        let mut left = self.power()?;
        loop {
            let divided = if self.accept("*") {
                false
            } else if self.accept("/") {
                true
            } else {
                return Some(left);
            };
            let right = self.power()?;
            left = self.arithmetic(left, right, |left, right| if divided { left / right } else { left * right });
        }
    }

    fn power(&mut self) -> Option<Operand> {
        let mut left = self.unary()?;
        while self.accept("^") {
            let right = self.unary()?;
            left = self.arithmetic(left, right, f64::powf);
        }
        Some(left)
    }

    /// Signs and percent. A sign binds closer than `^` in spreadsheets: `-2^2` is 4.
    fn unary(&mut self) -> Option<Operand> {
        let mut negative = None;
        let mut signs = 0;
        loop {
            if self.accept("-") {
                negative = Some(!negative.unwrap_or(false));
            } else if self.accept("+") {
                negative = Some(negative.unwrap_or(false));
            } else {
                break;
            }
            signs += 1;
            if signs > bounds::FORMULA_DEPTH {
                return None;
            }
        }
        let mut operand = self.operand()?;
        while self.accept("%") {
            let hundred = Operand::Value(FormulaValue::Number(100.0));
            operand = self.arithmetic(operand, hundred, |left, right| left / right);
        }
        match negative {
            Some(true) => {
                Some(self.arithmetic(Operand::Value(FormulaValue::Number(0.0)), operand, |zero, value| zero - value))
            }
            _ => Some(operand),
        }
    }

    fn arithmetic(&mut self, left: Operand, right: Operand, of: impl Fn(f64, f64) -> f64) -> Operand {
        let (left, right) = (self.single(left), self.single(right));
        Operand::Value(match (number(&left), number(&right)) {
            (Some(left), Some(right)) => finite(of(left, right)),
            _ => FormulaValue::Unknown,
        })
    }

    fn operand(&mut self) -> Option<Operand> {
        self.skip_space();
        let first = self.rest.chars().next()?;
        if first == '(' {
            self.rest = &self.rest[1..];
            let operand = self.comparison()?;
            return self.accept(")").then_some(operand);
        }
        if first == '"' {
            return self.text().map(|text| Operand::Value(FormulaValue::Text(text)));
        }
        if first.is_ascii_digit() || first == '.' {
            // Whole rows: 2:5
            let end = self.rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(self.rest.len());
            if self.rest[end..].starts_with(':') {
                return self.reference();
            }
            return self.literal();
        }
        if first == '\'' || first == '$' {
            return self.reference();
        }
        let end = self
            .rest
            .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.' | '$')))
            .unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        if after.trim_start().starts_with('(') {
            self.rest = &after.trim_start()[1..];
            return self.call(&name.to_ascii_uppercase());
        }
        match name.to_ascii_uppercase().as_str() {
            "TRUE" => Some(self.constant(after, 1.0)),
            "FALSE" => Some(self.constant(after, 0.0)),
            _ if after.starts_with('[') => self.table_reference(name, after),
            _ => {
                let text = self.rest;
                self.reference().or_else(|| {
                    self.rest = text;
                    self.named(name, after)
                })
            }
        }
    }

    fn constant(&mut self, after: &str, value: f64) -> Operand {
        let length = self.rest.len() - after.len();
        self.rest = &self.rest[length..];
        Operand::Value(FormulaValue::Number(value))
    }

    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        self.rest = &self.rest[1..];
        loop {
            let (part, rest) = self.rest.split_once('"')?;
            text.push_str(part);
            self.rest = rest;
            if !self.rest.starts_with('"') {
                return Some(text);
            }
            text.push('"');
            self.rest = &self.rest[1..];
        }
    }

    fn literal(&mut self) -> Option<Operand> {
        let bytes = self.rest.as_bytes();
        let digits = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = digits(0);
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'E' | b'e')) {
            let sign = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(sign).is_some_and(u8::is_ascii_digit) {
                end = digits(sign);
            }
        }
        let number = self.rest[..end].parse().ok()?;
        self.rest = &self.rest[end..];
        Some(Operand::Value(finite(number)))
    }
}

fn finite(value: f64) -> FormulaValue {
    if value.is_finite() { FormulaValue::Number(value) } else { FormulaValue::Unknown }
}

/// A value as a number for arithmetic. Texts convert only where they are plain digits: what `1.500` means depends on the
/// locale.
fn number(value: &FormulaValue) -> Option<f64> {
    match value {
        FormulaValue::Empty => Some(0.0),
        FormulaValue::Number(number) => Some(*number),
        FormulaValue::Text(text) => {
            let text = text.trim();
            text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
        }
        FormulaValue::Unknown => None,
    }
}

fn as_text(value: FormulaValue) -> Option<String> {
    match value {
        FormulaValue::Empty => Some(String::new()),
        FormulaValue::Number(number) => Some(super::plain_number(number)),
        FormulaValue::Text(text) => Some(text),
        FormulaValue::Unknown => None,
    }
}

fn compare(operator: &str, left: &FormulaValue, right: &FormulaValue) -> FormulaValue {
    use std::cmp::Ordering;
    let order = match (left, right) {
        (FormulaValue::Unknown, _) | (_, FormulaValue::Unknown) => return FormulaValue::Unknown,
        (FormulaValue::Text(left), FormulaValue::Text(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        (FormulaValue::Text(text), FormulaValue::Empty) | (FormulaValue::Empty, FormulaValue::Text(text)) => {
            if text.is_empty() {
                Ordering::Equal
            } else {
                return FormulaValue::Number(f64::from(u8::from(operator == "<>")));
            }
        }
        // In spreadsheets any text is greater than any number.
        (FormulaValue::Text(_), _) => Ordering::Greater,
        (_, FormulaValue::Text(_)) => Ordering::Less,
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.total_cmp(&right),
            _ => return FormulaValue::Unknown,
        },
    };
    let holds = match operator {
        "=" => order.is_eq(),
        "<>" => order.is_ne(),
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        _ => order.is_ge(),
    };
    FormulaValue::Number(f64::from(u8::from(holds)))
}

#[cfg(test)]
mod tests;
