//! The spreadsheet functions that are evaluated: sums, averages, rounding, conditions.
//!
//! Must not know how a formula is parsed.

use super::super::plain_number;
use super::{FormulaParser, FormulaValue, Operand, finite, number};

impl FormulaParser<'_> {
    pub(super) fn call(&mut self, name: &str) -> Option<Operand> {
        let mut arguments = Vec::new();
        if !self.accept(")") {
            loop {
                self.skip_space();
                // An argument may be empty: `IF(A1,,2)`.
                arguments.push(if self.rest.starts_with([',', ')']) {
                    Operand::Value(FormulaValue::Empty)
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
        Some(Operand::Value(self.call_function(name.trim_start_matches("_XLFN."), arguments)))
    }

    fn call_function(&mut self, name: &str, arguments: Vec<Operand>) -> FormulaValue {
        let skips_subtotals = name == "SUBTOTAL";
        let (name, arguments) = match name {
            "SUBTOTAL" => {
                let mut arguments = arguments.into_iter();
                let code = arguments.next().map(|operand| self.single(operand));
                let name = match code.as_ref().and_then(number) {
                    Some(9.0 | 109.0) => "SUM",
                    Some(1.0 | 101.0) => "AVERAGE",
                    Some(2.0 | 102.0) => "COUNT",
                    Some(4.0 | 104.0) => "MAX",
                    Some(5.0 | 105.0) => "MIN",
                    _ => return FormulaValue::Unknown,
                };
                (name, arguments.collect())
            }
            other => (other, arguments),
        };
        match name {
            "SUM" | "PRODUCT" | "AVERAGE" | "MIN" | "MAX" | "COUNT" => {
                let numbers = self.numbers(arguments, skips_subtotals);
                numbers.map_or(FormulaValue::Unknown, |numbers| aggregate(name, &numbers))
            }
            "SUMPRODUCT" => self.sum_of_products(arguments).map_or(FormulaValue::Unknown, finite),
            "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "ABS" | "INT" | "IF" | "IFERROR" => {
                let arguments: Vec<FormulaValue> = arguments.into_iter().map(|operand| self.single(operand)).collect();
                scalar_function(name, &arguments)
            }
            _ => FormulaValue::Unknown,
        }
    }

    /// All numbers of the arguments. Texts in cells are ignored; a text as a literal argument makes the result unknown.
    fn numbers(&mut self, arguments: Vec<Operand>, skips_subtotals: bool) -> Option<Vec<f64>> {
        let mut numbers = Vec::new();
        for operand in arguments {
            match operand {
                Operand::Range(area) => {
                    for (_, value) in self.cells.values(area, !skips_subtotals)? {
                        match value {
                            FormulaValue::Number(number) => numbers.push(number),
                            FormulaValue::Unknown => return None,
                            FormulaValue::Text(_) | FormulaValue::Empty => {}
                        }
                    }
                }
                Operand::Value(value) => numbers.push(number(&value)?),
            }
        }
        Some(numbers)
    }

    fn sum_of_products(&mut self, arguments: Vec<Operand>) -> Option<f64> {
        let mut sizes = None;
        let mut products: std::collections::HashMap<(usize, usize), (usize, f64)> = std::collections::HashMap::new();
        let count = arguments.len();
        for operand in arguments {
            let Operand::Range(area) = operand else { return None };
            let size = (area.columns.1 - area.columns.0, area.rows.1 - area.rows.0);
            if *sizes.get_or_insert(size) != size {
                return None;
            }
            for (at, value) in self.cells.values(area, true)? {
                match value {
                    FormulaValue::Number(number) => {
                        let (factors, product) = products.entry(at).or_insert((0, 1.0));
                        *factors += 1;
                        *product *= number;
                    }
                    FormulaValue::Unknown => return None,
                    // A text counts as 0, so the product is 0.
                    FormulaValue::Text(_) | FormulaValue::Empty => {}
                }
            }
        }
        let mut complete: Vec<_> = products.into_iter().filter(|(_, (factors, _))| *factors == count).collect();
        // Sum in a fixed order, since the order of additions affects the result in floating point.
        complete.sort_by_key(|(at, _)| *at);
        Some(complete.into_iter().map(|(_, (_, product))| product).sum())
    }
}

#[allow(clippy::cast_precision_loss)] // counts of cells
fn aggregate(name: &str, numbers: &[f64]) -> FormulaValue {
    let sum = || numbers.iter().sum::<f64>();
    finite(match name {
        "SUM" => sum(),
        "PRODUCT" if numbers.is_empty() => 0.0,
        "PRODUCT" => numbers.iter().product(),
        "COUNT" => numbers.len() as f64,
        "AVERAGE" if numbers.is_empty() => return FormulaValue::Unknown,
        "AVERAGE" => sum() / numbers.len() as f64,
        _ if numbers.is_empty() => 0.0,
        "MIN" => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        _ => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

fn scalar_function(name: &str, arguments: &[FormulaValue]) -> FormulaValue {
    let at = |index: usize| arguments.get(index).and_then(number);
    match (name, arguments.len()) {
        ("IF", 2 | 3) => match at(0) {
            Some(0.0) => arguments.get(2).cloned().unwrap_or(FormulaValue::Number(0.0)),
            Some(_) => arguments[1].clone(),
            None => FormulaValue::Unknown,
        },
        // The fallback is not used: the first argument may be unknown here without being an error in Excel.
        ("IFERROR", 2) => arguments[0].clone(),
        ("ABS", 1) => at(0).map_or(FormulaValue::Unknown, |value| finite(value.abs())),
        ("INT", 1) => at(0).map_or(FormulaValue::Unknown, |value| finite(value.floor())),
        ("ROUND" | "ROUNDUP" | "ROUNDDOWN", 2) => match (at(0), at(1)) {
            (Some(value), Some(places)) if (-15.0..=15.0).contains(&places) => finite(round(name, value, places)),
            _ => FormulaValue::Unknown,
        },
        _ => FormulaValue::Unknown,
    }
}

/// Rounds half away from zero, based on 15 significant digits as Excel does.
fn round(name: &str, value: f64, places: f64) -> f64 {
    let factor = 10f64.powf(places.trunc());
    // 1.005 × 100 is 100.49999999999999 in doubles and 100.5 in a spreadsheet.
    let scaled: f64 = plain_number(value * factor).parse().unwrap_or(value * factor);
    let complete = match name {
        "ROUND" => (scaled.abs() + 0.5).floor(),
        "ROUNDUP" => scaled.abs().ceil(),
        _ => scaled.abs().floor(),
    };
    (complete / factor).copysign(value)
}
