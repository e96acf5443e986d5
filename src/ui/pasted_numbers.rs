//! Numbers of a block that is pasted into a table: in any locale, they become the form that cells parse.

use std::collections::HashMap;

use crate::i18n::parse::numeral;
use crate::i18n::words::{common, grid};
use crate::import::text::numbers::NumberError;
use crate::import::text::pasted_numbers::{self, TooFine};
use crate::widgets::{NumberKind, read_number};

/// The numbers of a pasted block after their normalization.
#[derive(Default)]
pub struct PastedNumbers {
    /// The rejected cells.
    pub rejected: Vec<RejectedText>,
    /// The texts of amounts that name a currency, by row and column. Whether it is the line's is checked with the line.
    pub with_currency: HashMap<(usize, usize), String>,
    /// The texts of numbers that were rounded, by row and column.
    pub rounded: HashMap<(usize, usize), String>,
}

/// A rejected cell of a paste: its place in the block, and why.
pub struct RejectedText {
    /// Its row in the block.
    pub row: usize,
    /// Its column in the block.
    pub column: usize,
    /// Why.
    pub why: String,
}

/// Normalizes the numbers of a pasted block, whatever their locale: see [`pasted_numbers::plain_numbers`]. `decimals_of` is
/// the number of decimals of a column, `None` for a column of texts; `is_amount` says which columns hold money, which may
/// name its currency.
pub fn plain_numbers<'a>(
    block: &mut [Vec<String>],
    shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    decimals_of: &dyn Fn(usize) -> Option<u8>,
    is_amount: &dyn Fn(usize) -> bool,
    too_fine: TooFine,
) -> PastedNumbers {
    let found = pasted_numbers::plain_numbers(block, shown, decimals_of, too_fine, &numeral::plain);
    let said = |pasted_numbers::RejectedCell { row, column, error }| {
        let text = block[row][column].trim();
        let why = match error {
            NumberError::Percent => grid::pasted_percent(text),
            // The same message as in the form, which asks as well.
            _ => read_number(text, &NumberKind::Decimal(decimals_of(column).unwrap_or_default()), None, None)
                .err()
                .unwrap_or_else(|| common::number_ambiguous(text)),
        };
        RejectedText { row, column, why }
    };
    let mut plain = PastedNumbers {
        rejected: found.rejected.into_iter().map(said).collect(),
        rounded: found.rounded.into_iter().map(|cell| ((cell.row, cell.column), cell.text)).collect(),
        ..PastedNumbers::default()
    };
    for pasted_numbers::CurrencyCell { row, column, text } in found.with_currency {
        if is_amount(column) {
            plain.with_currency.insert((row, column), text);
        } else if !plain.rejected.iter().any(|cell| (cell.row, cell.column) == (row, column)) {
            // The same message as for a typed one.
            let typed = read_number(&text, &NumberKind::Decimal(decimals_of(column).unwrap_or_default()), None, None);
            plain.rejected.push(RejectedText {
                row,
                column,
                why: typed.err().unwrap_or_else(|| grid::pasted_no_currency(&text)),
            });
        }
    }
    plain
}
