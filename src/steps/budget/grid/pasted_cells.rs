//! Normalizing a pasted block: dates in any locale become the form that cells parse, as numbers do; and the currencies of amounts.

use super::cell_entry::timing_error;
use super::cell_text::plain_timing;
use super::columns::LineField;
use super::line_names::LineNames;
use crate::i18n::words::{budget_grid as w, grid};
use crate::import::budget::timing;
use crate::import::text::numbers;
use crate::plan::model::budget::LineItem;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::pasted_numbers::RejectedText;

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
) -> Vec<RejectedText> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let mut rejected = Vec::new();
    for column in (0..width).filter(|&column| field_of(column) == Some(LineField::Timing)) {
        let cells = block.iter().map(|row| row.get(column).map_or("", String::as_str));
        let dates = all.dates().for_column(cells);
        for (row, cells) in block.iter_mut().enumerate() {
            let Some(text) = cells.get_mut(column) else { continue };
            match timing::of_paste(text, dates, all.home) {
                Ok(timing) => *text = plain_timing(&timing, all.home),
                Err(error) => rejected.push(RejectedText { row, column, why: timing_error(error) }),
            }
        }
    }
    rejected
}

/// Whether the column holds money, which may name its currency.
pub(super) fn is_amount(field: LineField) -> bool {
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
        _ => grid::pasted_other_currency(text, &found, expected.code()),
    })
}
