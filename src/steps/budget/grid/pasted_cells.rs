//! Normalizing a pasted block: numbers and dates in any locale become the form that cells parse.

use std::collections::HashMap;

use super::cell_entry::timing_error;
use super::cell_text::plain_timing;
use super::columns::LineField;
use super::line_names::LineNames;
use crate::i18n::parse::numeral;
use crate::i18n::words::{budget_grid as w, common};
use crate::import::budget::timing;
use crate::import::text::numbers::{self, NumberError};
use crate::import::text::pasted_numbers;
use crate::plan::model::budget::LineItem;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::widgets::{NumberKind, read_number};

/// The decimals of a numeric column; `None` for other columns.
pub fn decimals(field: LineField, home: Currency) -> Option<u8> {
    match field {
        LineField::Quantity | LineField::UnitPrice | LineField::Result => Some(Decimal::DECIMALS),
        LineField::Committed | LineField::Actual => Some(home.digits()),
        _ => None,
    }
}

/// Normalizes the dates of a pasted block, inferring the order of day and month per column, and returns the cells that
/// could not be parsed.
pub fn plain_days(
    block: &mut [Vec<String>],
    field_of: impl Fn(usize) -> Option<LineField>,
    all: &LineNames,
) -> Vec<UnreadCell> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let mut rejected = Vec::new();
    for column in (0..width).filter(|&column| field_of(column) == Some(LineField::Timing)) {
        let cells = block.iter().map(|row| row.get(column).map_or("", String::as_str));
        let dates = all.dates().for_column(cells);
        for (row, cells) in block.iter_mut().enumerate() {
            let Some(text) = cells.get_mut(column) else { continue };
            match timing::of_paste(text, dates, all.home) {
                Ok(timing) => *text = plain_timing(&timing, all.home),
                Err(error) => rejected.push(UnreadCell { row, column, why: timing_error(error) }),
            }
        }
    }
    rejected
}

/// The numbers of a pasted block after their normalization.
#[derive(Default)]
pub struct PastedNumbers {
    /// The rejected cells.
    pub rejected: Vec<UnreadCell>,
    /// The texts of amounts that name a currency, by row and column. Whether it is the line's is checked with the line.
    pub with_currency: HashMap<(usize, usize), String>,
}

/// A rejected cell of a paste: its place in the block, and why.
pub struct UnreadCell {
    /// Its row in the block.
    pub row: usize,
    /// Its column in the block.
    pub column: usize,
    /// Why.
    pub why: String,
}

/// Normalizes the numbers of a pasted block, whatever their locale: see [`pasted_numbers::plain_numbers`].
pub fn plain_numbers<'a>(
    block: &mut [Vec<String>],
    shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    field_of: impl Fn(usize) -> Option<LineField>,
    home: Currency,
) -> PastedNumbers {
    let decimals_of = |column: usize| decimals(field_of(column)?, home);
    let found = pasted_numbers::plain_numbers(block, shown, &decimals_of, &numeral::plain);
    let said = |pasted_numbers::RejectedCell { row, column, error }| {
        let text = block[row][column].trim();
        let why = match error {
            NumberError::Percent => w::pasted_percent(text),
            // The same message as in the form, which asks as well.
            _ => read_number(text, &NumberKind::Decimal(decimals_of(column).unwrap_or_default()), None, None)
                .err()
                .unwrap_or_else(|| common::number_ambiguous(text)),
        };
        UnreadCell { row, column, why }
    };
    let mut plain =
        PastedNumbers { rejected: found.rejected.into_iter().map(said).collect(), ..PastedNumbers::default() };
    for pasted_numbers::CurrencyCell { row, column, text } in found.with_currency {
        if field_of(column).is_some_and(is_amount) {
            plain.with_currency.insert((row, column), text);
        } else if !plain.rejected.iter().any(|cell| (cell.row, cell.column) == (row, column)) {
            // The same message as for a typed one.
            let typed = read_number(&text, &NumberKind::Decimal(decimals_of(column).unwrap_or_default()), None, None);
            plain.rejected.push(UnreadCell {
                row,
                column,
                why: typed.err().unwrap_or_else(|| w::pasted_no_currency(&text)),
            });
        }
    }
    plain
}

/// Whether the column holds money, which may name its currency.
fn is_amount(field: LineField) -> bool {
    matches!(field, LineField::UnitPrice | LineField::Committed | LineField::Actual)
}

/// Why a pasted amount is rejected: it names another currency than the line's.
pub fn other_currency(field: LineField, text: &str, line: &LineItem, home: Currency) -> Option<String> {
    let expected = match field {
        LineField::UnitPrice => line.currency.unwrap_or(home),
        _ => line.currency_paid(home),
    };
    let sign = numbers::other_currency(text, expected)?;
    let known = numbers::currency_of(&sign, expected);
    let found = known.map_or(sign, |currency| currency.code().to_owned());
    Some(match field {
        // The line can be in a currency that is known.
        LineField::UnitPrice if known.is_some() => w::pasted_other_currency_price(text, &found, expected.code()),
        _ => w::pasted_other_currency(text, &found, expected.code()),
    })
}
