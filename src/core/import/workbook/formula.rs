//! The value of simple formulas, for workbooks that were written without values: arithmetic, comparisons, `SUM` and a few
//! more functions over cells of the same sheet. Anything else is [`Value::Unknown`], which is reported and never guessed.

use super::super::bounds;
use super::place;

/// What a formula or a cell comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Empty,
    /// A number; days are serial numbers, truth is 1 or 0.
    Number(f64),
    /// A text.
    Text(String),
    /// It cannot be computed here, or comes to an error.
    Unknown,
}

/// Cells from one corner to the other: columns from 0, rows from 1, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) columns: (usize, usize),
    pub(super) rows: (usize, usize),
}

/// Where a formula finds the values of cells.
pub(super) trait Cells {
    /// The value of one cell.
    fn value(&mut self, column: usize, row: usize) -> Value;
    /// The values of the cells of an area that are not empty, by rows, with their places relative to its first cell.
    /// `None` where there are more than can be read. Without `subtotals`, cells that hold `SUBTOTAL` are left out.
    fn values(&mut self, area: Area, subtotals: bool) -> Option<Vec<((usize, usize), Value)>>;
    /// Whether that is the name of the formula's own sheet.
    fn is_own_sheet(&self, name: &str) -> bool;
}

/// What an expression comes to: a value, or cells that a function takes.
enum Found {
    Value(Value),
    Area(Area),
}

/// The value of a formula. `shift` is its distance in columns and rows from the cell that a shared formula is written
/// for; relative references move by it.
pub(super) fn value(formula: &str, shift: (i64, i64), cells: &mut dyn Cells) -> Value {
    let text = formula.trim();
    let text = text.strip_prefix('=').unwrap_or(text);
    let mut parser = Parser { rest: text, shift, cells, depth: 0 };
    let found = parser.comparison();
    parser.space();
    match found {
        Some(found) if parser.rest.is_empty() => parser.single(found),
        _ => Value::Unknown,
    }
}

struct Parser<'a> {
    rest: &'a str,
    shift: (i64, i64),
    cells: &'a mut dyn Cells,
    depth: usize,
}

impl Parser<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn accept(&mut self, token: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A value of what was found; cells alone are one only where they are one cell.
    fn single(&mut self, found: Found) -> Value {
        match found {
            Found::Value(value) => value,
            Found::Area(Area { columns: (column, last_column), rows: (row, last_row) })
                if column == last_column && row == last_row =>
            {
                self.cells.value(column, row)
            }
            Found::Area(_) => Value::Unknown,
        }
    }

    fn comparison(&mut self) -> Option<Found> {
        self.depth += 1;
        if self.depth > bounds::FORMULA_DEPTH {
            return None;
        }
        let mut left = self.joined()?;
        for _ in 0..bounds::FORMULA_DEPTH {
            let Some(operator) = ["<=", ">=", "<>", "=", "<", ">"].into_iter().find(|sign| self.accept(sign)) else {
                break;
            };
            let right = self.joined()?;
            let (left_value, right_value) = (self.single(left), self.single(right));
            left = Found::Value(compared(operator, &left_value, &right_value));
        }
        self.depth -= 1;
        Some(left)
    }

    fn joined(&mut self) -> Option<Found> {
        let mut left = self.sum()?;
        while self.accept("&") {
            let right = self.sum()?;
            let (left_value, right_value) = (self.single(left), self.single(right));
            left = Found::Value(match (written(left_value), written(right_value)) {
                (Some(left), Some(right)) if left.len() + right.len() <= bounds::CELL_CHARACTERS => {
                    Value::Text(left + &right)
                }
                _ => Value::Unknown,
            });
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Found> {
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
            left = self.both(left, right, |left, right| if minus { left - right } else { left + right });
        }
    }

    fn product(&mut self) -> Option<Found> {
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
            left = self.both(left, right, |left, right| if divided { left / right } else { left * right });
        }
    }

    fn power(&mut self) -> Option<Found> {
        let mut left = self.signed()?;
        while self.accept("^") {
            let right = self.signed()?;
            left = self.both(left, right, f64::powf);
        }
        Some(left)
    }

    /// A sign binds closer than a power does: -2^2 is 4 in a spreadsheet.
    fn signed(&mut self) -> Option<Found> {
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
        let mut found = self.operand()?;
        while self.accept("%") {
            let hundred = Found::Value(Value::Number(100.0));
            found = self.both(found, hundred, |left, right| left / right);
        }
        match negative {
            Some(true) => Some(self.both(Found::Value(Value::Number(0.0)), found, |zero, value| zero - value)),
            _ => Some(found),
        }
    }

    fn both(&mut self, left: Found, right: Found, of: impl Fn(f64, f64) -> f64) -> Found {
        let (left, right) = (self.single(left), self.single(right));
        Found::Value(match (number(&left), number(&right)) {
            (Some(left), Some(right)) => finite(of(left, right)),
            _ => Value::Unknown,
        })
    }

    fn operand(&mut self) -> Option<Found> {
        self.space();
        let first = self.rest.chars().next()?;
        if first == '(' {
            self.rest = &self.rest[1..];
            let found = self.comparison()?;
            return self.accept(")").then_some(found);
        }
        if first == '"' {
            return self.text().map(|text| Found::Value(Value::Text(text)));
        }
        if first.is_ascii_digit() || first == '.' {
            // Rows as a whole: 2:5
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
            _ => self.reference(),
        }
    }

    fn constant(&mut self, after: &str, value: f64) -> Found {
        let length = self.rest.len() - after.len();
        self.rest = &self.rest[length..];
        Found::Value(Value::Number(value))
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

    fn literal(&mut self) -> Option<Found> {
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
        Some(Found::Value(finite(number)))
    }

    /// A cell or cells, perhaps with the sheet's name before them.
    fn reference(&mut self) -> Option<Found> {
        let mut is_elsewhere = false;
        if let Some(sheet) = self.view_name()? {
            is_elsewhere = !self.cells.is_own_sheet(&sheet);
        }
        let (from, rest) = corner(self.rest)?;
        let (to, rest) = match rest.strip_prefix(':') {
            Some(after) => corner(after)?,
            None => (from, rest),
        };
        // A whole column alone is a name, not a reference.
        if rest.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '!' | '[' | '#' | '(')) {
            return None;
        }
        if (from.column.is_none() || from.row.is_none()) && rest.len() + from.length == self.rest.len() {
            return None;
        }
        self.rest = rest;
        if is_elsewhere {
            return Some(Found::Value(Value::Unknown));
        }
        let area = self.area(from, to);
        Some(area.map_or(Found::Value(Value::Unknown), Found::Area))
    }

    /// `Some(None)` where no sheet is named, `None` where the name cannot be read.
    #[allow(clippy::option_option)] // a name that is missing and one that is wrong are two things
    fn view_name(&mut self) -> Option<Option<String>> {
        if let Some(quoted) = self.rest.strip_prefix('\'') {
            let mut name = String::new();
            let mut rest = quoted;
            loop {
                let (part, after) = rest.split_once('\'')?;
                name.push_str(part);
                rest = after;
                let Some(after) = rest.strip_prefix('\'') else { break };
                name.push('\'');
                rest = after;
            }
            self.rest = rest.strip_prefix('!')?;
            return Some(Some(name));
        }
        let end = self.rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.')));
        let Some((name, after)) = end.map(|end| self.rest.split_at(end)) else { return Some(None) };
        let Some(after) = after.strip_prefix('!') else { return Some(None) };
        let name = name.to_owned();
        self.rest = after;
        Some(Some(name))
    }

    fn area(&self, from: Corner, to: Corner) -> Option<Area> {
        let moved = |at: Option<(usize, bool)>, by: i64, all: usize| -> Option<usize> {
            let Some((at, fixed)) = at else { return Some(all) };
            let moved = i64::try_from(at).ok()? + if fixed { 0 } else { by };
            usize::try_from(moved).ok()
        };
        let columns =
            (moved(from.column, self.shift.0, 0)?, moved(to.column, self.shift.0, super::SPREADSHEET_COLUMNS - 1)?);
        let rows = (moved(from.row, self.shift.1, 1)?, moved(to.row, self.shift.1, super::SPREADSHEET_ROWS)?);
        let ordered = |(first, last): (usize, usize)| (first.min(last), first.max(last));
        Some(Area { columns: ordered(columns), rows: ordered(rows) })
    }

    fn call(&mut self, name: &str) -> Option<Found> {
        let mut given = Vec::new();
        if !self.accept(")") {
            loop {
                self.space();
                // An argument may be left out.
                given.push(if self.rest.starts_with([',', ')']) {
                    Found::Value(Value::Empty)
                } else {
                    self.comparison()?
                });
                if self.accept(")") {
                    break;
                }
                if !self.accept(",") {
                    return None;
                }
            }
        }
        Some(Found::Value(self.called(name.trim_start_matches("_XLFN."), given)))
    }

    fn called(&mut self, name: &str, given: Vec<Found>) -> Value {
        let skips_subtotals = name == "SUBTOTAL";
        let (name, given) = match name {
            "SUBTOTAL" => {
                let mut given = given.into_iter();
                let code = given.next().map(|found| self.single(found));
                let name = match code.as_ref().and_then(number) {
                    Some(9.0 | 109.0) => "SUM",
                    Some(1.0 | 101.0) => "AVERAGE",
                    Some(2.0 | 102.0) => "COUNT",
                    Some(4.0 | 104.0) => "MAX",
                    Some(5.0 | 105.0) => "MIN",
                    _ => return Value::Unknown,
                };
                (name, given.collect())
            }
            other => (other, given),
        };
        match name {
            "SUM" | "PRODUCT" | "AVERAGE" | "MIN" | "MAX" | "COUNT" => {
                let numbers = self.numbers(given, skips_subtotals);
                numbers.map_or(Value::Unknown, |numbers| of_numbers(name, &numbers))
            }
            "SUMPRODUCT" => self.sum_of_products(given).map_or(Value::Unknown, finite),
            "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "ABS" | "INT" | "IF" | "IFERROR" => {
                let given: Vec<Value> = given.into_iter().map(|found| self.single(found)).collect();
                of_values(name, &given)
            }
            _ => Value::Unknown,
        }
    }

    /// All numbers of arguments. Texts and truths in cells count for nothing, those given as such are no numbers.
    fn numbers(&mut self, given: Vec<Found>, skips_subtotals: bool) -> Option<Vec<f64>> {
        let mut numbers = Vec::new();
        for found in given {
            match found {
                Found::Area(area) => {
                    for (_, value) in self.cells.values(area, !skips_subtotals)? {
                        match value {
                            Value::Number(number) => numbers.push(number),
                            Value::Unknown => return None,
                            Value::Text(_) | Value::Empty => {}
                        }
                    }
                }
                Found::Value(value) => numbers.push(number(&value)?),
            }
        }
        Some(numbers)
    }

    fn sum_of_products(&mut self, given: Vec<Found>) -> Option<f64> {
        let mut sizes = None;
        let mut products: std::collections::HashMap<(usize, usize), (usize, f64)> = std::collections::HashMap::new();
        let count = given.len();
        for found in given {
            let Found::Area(area) = found else { return None };
            let size = (area.columns.1 - area.columns.0, area.rows.1 - area.rows.0);
            if *sizes.get_or_insert(size) != size {
                return None;
            }
            for (at, value) in self.cells.values(area, true)? {
                match value {
                    Value::Number(number) => {
                        let (factors, product) = products.entry(at).or_insert((0, 1.0));
                        *factors += 1;
                        *product *= number;
                    }
                    Value::Unknown => return None,
                    // A text counts as nothing, and so does the product.
                    Value::Text(_) | Value::Empty => {}
                }
            }
        }
        let mut whole: Vec<_> = products.into_iter().filter(|(_, (factors, _))| *factors == count).collect();
        // The order of a sum of doubles is part of its result.
        whole.sort_by_key(|(at, _)| *at);
        Some(whole.into_iter().map(|(_, (_, product))| product).sum())
    }
}

/// A corner of a reference. A column or a row is left out where all of them are meant; each with whether it is fixed.
#[derive(Clone, Copy)]
struct Corner {
    column: Option<(usize, bool)>,
    row: Option<(usize, bool)>,
    length: usize,
}

/// A corner such as `$B$2`, `B` or `2`, and what follows it.
fn corner(text: &str) -> Option<(Corner, &str)> {
    let mut rest = text;
    let fixed = |rest: &mut &str| match rest.strip_prefix('$') {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    };
    let column_fixed = fixed(&mut rest);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row_fixed) = if letters == 0 {
        (None, column_fixed)
    } else {
        let column = place::column(&rest[..letters]).filter(|&column| column < super::SPREADSHEET_COLUMNS)?;
        rest = &rest[letters..];
        (Some((column, column_fixed)), fixed(&mut rest))
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let row = if digits == 0 {
        if row_fixed && letters > 0 {
            return None;
        }
        None
    } else {
        let row = rest[..digits].parse().ok().filter(|row| (1..=super::SPREADSHEET_ROWS).contains(row))?;
        rest = &rest[digits..];
        Some((row, row_fixed))
    };
    (column.is_some() || row.is_some()).then(|| (Corner { column, row, length: text.len() - rest.len() }, rest))
}

fn finite(value: f64) -> Value {
    if value.is_finite() { Value::Number(value) } else { Value::Unknown }
}

/// A value as a number, as arithmetic takes it. A text with a mark in it is a number in some countries only.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Empty => Some(0.0),
        Value::Number(number) => Some(*number),
        Value::Text(text) => {
            let text = text.trim();
            text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
        }
        Value::Unknown => None,
    }
}

fn written(value: Value) -> Option<String> {
    match value {
        Value::Empty => Some(String::new()),
        Value::Number(number) => Some(super::plain_number(number)),
        Value::Text(text) => Some(text),
        Value::Unknown => None,
    }
}

fn compared(operator: &str, left: &Value, right: &Value) -> Value {
    use std::cmp::Ordering;
    let order = match (left, right) {
        (Value::Unknown, _) | (_, Value::Unknown) => return Value::Unknown,
        (Value::Text(left), Value::Text(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        (Value::Text(text), Value::Empty) | (Value::Empty, Value::Text(text)) => {
            if text.is_empty() {
                Ordering::Equal
            } else {
                return Value::Number(f64::from(u8::from(operator == "<>")));
            }
        }
        // Any text is more than any number.
        (Value::Text(_), _) => Ordering::Greater,
        (_, Value::Text(_)) => Ordering::Less,
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.total_cmp(&right),
            _ => return Value::Unknown,
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
    Value::Number(f64::from(u8::from(holds)))
}

#[allow(clippy::cast_precision_loss)] // counts of cells
fn of_numbers(name: &str, numbers: &[f64]) -> Value {
    let sum = || numbers.iter().sum::<f64>();
    finite(match name {
        "SUM" => sum(),
        "PRODUCT" if numbers.is_empty() => 0.0,
        "PRODUCT" => numbers.iter().product(),
        "COUNT" => numbers.len() as f64,
        "AVERAGE" if numbers.is_empty() => return Value::Unknown,
        "AVERAGE" => sum() / numbers.len() as f64,
        _ if numbers.is_empty() => 0.0,
        "MIN" => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        _ => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

fn of_values(name: &str, given: &[Value]) -> Value {
    let at = |index: usize| given.get(index).and_then(number);
    match (name, given.len()) {
        ("IF", 2 | 3) => match at(0) {
            Some(0.0) => given.get(2).cloned().unwrap_or(Value::Number(0.0)),
            Some(_) => given[1].clone(),
            None => Value::Unknown,
        },
        // What comes to an error here may only be what is not known here.
        ("IFERROR", 2) => given[0].clone(),
        ("ABS", 1) => at(0).map_or(Value::Unknown, |value| finite(value.abs())),
        ("INT", 1) => at(0).map_or(Value::Unknown, |value| finite(value.floor())),
        ("ROUND" | "ROUNDUP" | "ROUNDDOWN", 2) => match (at(0), at(1)) {
            (Some(value), Some(places)) if (-15.0..=15.0).contains(&places) => finite(rounded(name, value, places)),
            _ => Value::Unknown,
        },
        _ => Value::Unknown,
    }
}

/// Rounds as spreadsheets do: half away from zero, by the digits that they show.
fn rounded(name: &str, value: f64, places: f64) -> f64 {
    let factor = 10f64.powf(places.trunc());
    // 1.005 × 100 is 100.49999999999999 in doubles and 100.5 in a spreadsheet.
    let scaled: f64 = super::plain_number(value * factor).parse().unwrap_or(value * factor);
    let whole = match name {
        "ROUND" => (scaled.abs() + 0.5).floor(),
        "ROUNDUP" => scaled.abs().ceil(),
        _ => scaled.abs().floor(),
    };
    (whole / factor).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A1 = 2, A2 = 3, A3 = 5, B1 = 10, B2 = "text", B3 = 20, C1 = unknown.
    struct Sheet;

    impl Cells for Sheet {
        fn value(&mut self, column: usize, row: usize) -> Value {
            match (column, row) {
                (0, 1) => Value::Number(2.0),
                (0, 2) => Value::Number(3.0),
                (0, 3) => Value::Number(5.0),
                (1, 1) => Value::Number(10.0),
                (1, 2) => Value::Text("text".to_owned()),
                (1, 3) => Value::Number(20.0),
                (2, 1) => Value::Unknown,
                _ => Value::Empty,
            }
        }

        fn values(&mut self, area: Area, _: bool) -> Option<Vec<((usize, usize), Value)>> {
            let mut found = Vec::new();
            for row in area.rows.0..=area.rows.1.min(3) {
                for column in area.columns.0..=area.columns.1.min(2) {
                    let value = self.value(column, row);
                    if value != Value::Empty {
                        found.push(((column - area.columns.0, row - area.rows.0), value));
                    }
                }
            }
            Some(found)
        }

        fn is_own_sheet(&self, name: &str) -> bool {
            name == "Plan" || name == "Q1 'draft'"
        }
    }

    #[test]
    fn simple_formulas_are_computed() {
        for (formula, expected) in [
            ("1200*4", 4800.0),
            ("A1*1.5", 3.0),
            ("=A1+A2*A3", 17.0),
            ("(A1+A2)*A3", 25.0),
            ("+A1-A2", -1.0),
            ("-2^2", 4.0),
            ("2^3^2", 64.0),
            ("50%*B1", 5.0),
            ("1.5E+3/3", 500.0),
            ("$A$1*A$2*$A3", 30.0),
            ("SUM(A1:A3)", 10.0),
            ("sum(A1:A3,B1,100)", 120.0),
            ("SUM(A:A)", 10.0),
            ("SUM(1:1)", f64::NAN),
            ("SUM(B1:B3)", 30.0),
            ("SUM(Z1:Z9)", 0.0),
            ("PRODUCT(A1:A3)", 30.0),
            ("SUMPRODUCT(A1:A3,B1:B3)", 120.0),
            ("SUBTOTAL(9,A1:A3)", 10.0),
            ("SUBTOTAL(109,A1:A3)", 10.0),
            ("AVERAGE(A1:A2)", 2.5),
            ("MAX(A1:A3)-MIN(A1:A3)", 3.0),
            ("COUNT(B1:B3)", 2.0),
            ("ROUND(1.005*100,0)/100", 1.01),
            ("ROUND(-2.5,0)", -3.0),
            ("ROUNDUP(1234,-2)", 1300.0),
            ("ROUNDDOWN(1299,-2)", 1200.0),
            ("ABS(-3)+INT(2.9)", 5.0),
            ("IF(A1>1,100,C1)", 100.0),
            ("IF(A1>=3,100)", 0.0),
            ("IF(B2=\"TEXT\",1,2)", 1.0),
            ("Plan!A1*2", 4.0),
            ("'Q1 ''draft'''!A1", 2.0),
            (" A1 * ( A2 + 1 ) ", 8.0),
        ] {
            let found = value(formula, (0, 0), &mut Sheet);
            let expected = if expected.is_nan() { Value::Unknown } else { Value::Number(expected) };
            assert_eq!(found, expected, "{formula}");
        }
        assert_eq!(value("A1&\" \"&B2", (0, 0), &mut Sheet), Value::Text("2 text".to_owned()));
        // Written down one row up and one column left.
        assert_eq!(value("A1*$A$1", (0, 1), &mut Sheet), Value::Number(6.0));
        assert_eq!(value("A1", (1, 2), &mut Sheet), Value::Number(20.0));
        assert_eq!(value("A1", (-1, 0), &mut Sheet), Value::Unknown);
    }

    #[test]
    fn what_is_not_simple_is_not_guessed() {
        for formula in [
            "VLOOKUP(A1,B:C,2,0)",
            "Other!A1",
            "[1]Plan!A1",
            "'[book.xlsx]Plan'!A1",
            "rate*2",
            "Table1[Cost]",
            "A1/0",
            "A1/Z9",
            "B2*2",
            "C1+1",
            "A1:A3*2",
            "#REF!*2",
            "A1+",
            "(A1",
            "1 2",
            "TODAY()",
            "XFE1",
            "A0",
            "",
            "{1,2}",
            "SUM(A1:A3",
            "1E400",
        ] {
            assert_eq!(value(formula, (0, 0), &mut Sheet), Value::Unknown, "{formula}");
        }
        for deep in ["(".repeat(100_000), "-".repeat(100_000), "SUM(".repeat(50_000), "IF(1,".repeat(50_000)] {
            assert_eq!(value(&deep, (0, 0), &mut Sheet), Value::Unknown);
        }
    }
}
