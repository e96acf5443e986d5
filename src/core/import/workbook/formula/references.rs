//! Parses references to cells in a formula: `B2`, `$B$2:C5`, `B:B`, `'Plan 2027'!B2`, `rate`, `Table1[Cost]`.
//!
//! Must not know the values of the cells.

use super::super::{SPREADSHEET_COLUMNS, SPREADSHEET_ROWS, cell_ref};
use super::{FormulaParser, FormulaRange, FormulaValue, Operand};

impl<'p> FormulaParser<'p> {
    /// Parses a reference, with or without a sheet name before it.
    pub(super) fn reference(&mut self) -> Option<Operand> {
        let sheet = self.sheet_name()?;
        let (from, rest) = parse_corner(self.rest)?;
        let (to, rest) = match rest.strip_prefix(':') {
            Some(after) => parse_corner(after)?,
            None => (from, rest),
        };
        // A text that continues after the reference is a name or a call.
        if rest.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '!' | '[' | '#' | '(')) {
            return None;
        }
        if (from.column.is_none() || from.row.is_none()) && rest.len() + from.length == self.rest.len() {
            return None;
        }
        self.rest = rest;
        let area = self.cells.sheet(sheet.as_deref()).and_then(|sheet| self.area(sheet, from, to));
        Some(area.map_or(Operand::Value(FormulaValue::Unknown), Operand::Range))
    }

    /// The value of a defined name. `rest` is the text after it.
    pub(super) fn named(&mut self, name: &str, rest: &'p str) -> Option<Operand> {
        let text = self.cells.defined_name(name)?;
        let text = text.strip_prefix('=').unwrap_or(&text);
        let mut definition =
            FormulaParser { rest: text, shift: (0, 0), cells: &mut *self.cells, depth: self.depth + 1, in_name: true };
        let operand = definition.comparison()?;
        definition.skip_space();
        if !definition.rest.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(operand)
    }

    /// The cells of a table's column: `Table1[Cost]`, or the one in the formula's row: `Table1[[#This Row],[Cost]]`.
    pub(super) fn table_reference(&mut self, table: &str, text: &'p str) -> Option<Operand> {
        let (items, rest) = parse_brackets(text)?;
        let (column, is_row) = match &items[..] {
            [column] if !column.starts_with('#') => {
                (column.strip_prefix('@').unwrap_or(column), column.starts_with('@'))
            }
            [item, column] if item.eq_ignore_ascii_case("#This Row") => (column.as_str(), true),
            [item, column] if item.eq_ignore_ascii_case("#Data") => (column.as_str(), false),
            _ => return None,
        };
        let found = self.cells.table_column(table, column);
        self.rest = rest;
        let row = self.cells.own_row();
        let area = found.filter(|area| {
            let is_beside = self.cells.sheet(None) == Some(area.sheet) && (area.rows.0..=area.rows.1).contains(&row);
            !is_row || is_beside
        });
        let area = area.map(|area| if is_row { FormulaRange { rows: (row, row), ..area } } else { area });
        Some(area.map_or(Operand::Value(FormulaValue::Unknown), Operand::Range))
    }

    /// Parses a sheet name before a reference: `Some(None)` where there is none, `None` where it is malformed.
    #[allow(clippy::option_option)] // a missing name and a malformed one are different
    fn sheet_name(&mut self) -> Option<Option<String>> {
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

    fn area(&self, sheet: usize, from: ReferenceCorner, to: ReferenceCorner) -> Option<FormulaRange> {
        let moved = |at: Option<(usize, bool)>, by: i64, all: usize| -> Option<usize> {
            let Some((at, absolute)) = at else { return Some(all) };
            if self.in_name && !absolute {
                return None;
            }
            let moved = i64::try_from(at).ok()? + if absolute { 0 } else { by };
            usize::try_from(moved).ok()
        };
        let columns = (moved(from.column, self.shift.0, 0)?, moved(to.column, self.shift.0, SPREADSHEET_COLUMNS - 1)?);
        let rows = (moved(from.row, self.shift.1, 1)?, moved(to.row, self.shift.1, SPREADSHEET_ROWS)?);
        let ordered = |(first, last): (usize, usize)| (first.min(last), first.max(last));
        Some(FormulaRange { sheet, columns: ordered(columns), rows: ordered(rows) })
    }
}

/// The items in brackets, `[Cost]` or `[[#This Row],[Cost]]`, and the rest of the text. An apostrophe is before a character
/// that would otherwise end or begin an item.
fn parse_brackets(text: &str) -> Option<(Vec<String>, &str)> {
    let item = |text: &str| -> Option<(String, usize)> {
        let mut letters = text.char_indices().skip(1);
        let mut item = String::new();
        while let Some((at, letter)) = letters.next() {
            match letter {
                ']' => return Some((item, at + 1)),
                '[' => return None,
                '\'' => item.push(letters.next()?.1),
                letter => item.push(letter),
            }
        }
        None
    };
    if !text.starts_with("[[") {
        let (only, length) = item(text)?;
        return Some((vec![only], &text[length..]));
    }
    let (mut items, mut rest) = (Vec::new(), &text[1..]);
    while rest.starts_with('[') && items.len() < 3 {
        let (next, length) = item(rest)?;
        items.push(next);
        rest = rest[length..].trim_start();
        rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    }
    Some((items, rest.strip_prefix(']')?))
}

/// A corner of a reference: its column and row, each with whether it is absolute (`$`). `None` for whole rows or columns.
#[derive(Clone, Copy)]
struct ReferenceCorner {
    column: Option<(usize, bool)>,
    row: Option<(usize, bool)>,
    length: usize,
}

/// Parses a corner such as `$B$2`, `B` or `2`, and returns the rest of the text.
fn parse_corner(text: &str) -> Option<(ReferenceCorner, &str)> {
    let mut rest = text;
    let absolute = |rest: &mut &str| match rest.strip_prefix('$') {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    };
    let column_absolute = absolute(&mut rest);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row_absolute) = if letters == 0 {
        (None, column_absolute)
    } else {
        let column = cell_ref::column(&rest[..letters]).filter(|&column| column < SPREADSHEET_COLUMNS)?;
        rest = &rest[letters..];
        (Some((column, column_absolute)), absolute(&mut rest))
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let row = if digits == 0 {
        if row_absolute && letters > 0 {
            return None;
        }
        None
    } else {
        let row = rest[..digits].parse().ok().filter(|row| (1..=SPREADSHEET_ROWS).contains(row))?;
        rest = &rest[digits..];
        Some((row, row_absolute))
    };
    (column.is_some() || row.is_some())
        .then(|| (ReferenceCorner { column, row, length: text.len() - rest.len() }, rest))
}
