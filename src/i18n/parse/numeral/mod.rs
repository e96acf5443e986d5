//! Parses typed numbers: `12,000`, `1.2万`, `¥3,500`, `40 %`, `$1.5k`, full-width digits.
//!
//! Knows no locale: people paste from anywhere, so one rule reads every unambiguous form and refuses the rest with a
//! reason. The result is a whole number of the field's smallest steps (cents, basis points), so nothing is rounded.
//!
//! The rule for a single separator:
//! - A comma before exactly three digits groups them: `1,500` is 1500. Both languages and every field group numbers
//!   this way. Any other comma (`1,5`, `0,500`, `1234,567`) is refused: it may be a slip or decimals.
//! - A point before exactly three digits (`1.500`) means 1500 in half of the world and 1.5 in the other half. It
//!   is refused with both readings ([`NumeralError::TwoReadings`]), unless no group can end there (`0.500`,
//!   `1234.500`, `.500`), or the field keeps exactly three decimals, as amounts in dinars do.
//! - A point before any other number of digits is a decimal point.
//!
//! Two kinds of separators are unambiguous (`1.234,56`, `1,234.5`), and so is a repeated one (`1.234.567`). What a
//! field shows must not be refused when it is typed again: see [`shown`].

mod characters;
mod currencies;
mod digits;
mod plain_text;
mod suffix;

use std::fmt;

use self::characters::{is_separator, is_space, narrowed};
use self::currencies::currency_length;
use self::digits::{NumeralDigits, in_steps, read_digits};
pub use self::plain_text::{plain, shown};
use self::suffix::NumeralSuffix;

/// Why a text is not read as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralError {
    /// Only white space.
    Empty,
    /// A character that is not part of a number.
    NotANumber {
        /// Its index, in characters of the typed text.
        at: usize,
    },
    /// More decimals than the field has.
    TooManyDecimals {
        /// How many it has.
        max: u8,
    },
    /// Out of range.
    TooLarge,
    /// Ambiguous, as `1,5` or `1 234,567`.
    Ambiguous,
    /// A point before three digits, as in `1.500`. Both readings in the field's steps; `None` for one that does not
    /// fit.
    TwoReadings {
        /// As a group separator: 1500.
        grouped: Option<i64>,
        /// As a decimal point: 1.5.
        decimal: Option<i64>,
    },
}

impl fmt::Display for NumeralError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("no number"),
            Self::NotANumber { at } => write!(out, "not a number at character {at}"),
            Self::TooManyDecimals { max } => write!(out, "more than {max} decimals"),
            Self::TooLarge => out.write_str("too large"),
            Self::Ambiguous | Self::TwoReadings { .. } => out.write_str("readable in two ways"),
        }
    }
}

impl std::error::Error for NumeralError {}

/// A parsed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// In steps of `10^-decimals`.
    pub value: i64,
    /// Whether it has a percent sign: `40 %`.
    pub percent: bool,
    /// The sign or code of its currency, in half-width characters: `¥`, `HK$`, `EUR`; empty for none.
    pub currency: String,
}

/// Reads a number as a whole number of steps of `10^-decimals`: with two decimals, `12.5` is 1250.
///
/// Currency signs and codes, `%`, 元 and the multipliers 千 万 亿 k w m b may come before or after the digits as people
/// write them; the field decides what they mean. Negative numbers have any minus sign before (`-5`,
/// `−5`, `－5`) or after (`5-`), or parentheses.
///
/// # Errors
/// Fails where the text is not a number, can be read in two ways, or is out of range.
///
/// ```
/// use groundswell::i18n::parse::numeral::{NumeralError, parse};
/// let value = |text, decimals| parse(text, decimals).map(|numeral| numeral.value);
/// assert_eq!(value("¥3,500", 2), Ok(350_000));
/// assert_eq!(value("1.2万", 0), Ok(12_000));
/// assert_eq!(value("40 %", 2), Ok(4_000));
/// assert_eq!(value("(3,500)", 2), Ok(-350_000));
/// assert_eq!(value("1,5", 2), Err(NumeralError::Ambiguous));
/// let readings = NumeralError::TwoReadings { grouped: Some(150_000), decimal: Some(150) };
/// assert_eq!(value("1.500", 2), Err(readings));
/// ```
pub fn parse(text: &str, decimals: u8) -> Result<Numeral, NumeralError> {
    let letters: Vec<char> = text.chars().map(narrowed).collect();
    let (mut from, mut to) = (0, letters.len());
    let (mut negative, mut signed, mut open) = (false, false, false);
    let mut currency = String::new();

    // Before the digits: a sign, a parenthesis, a currency sign or code, in any order.
    while from < to && !letters[from].is_ascii_digit() && letters[from] != '.' {
        let length = currency_length(&letters[from..to]);
        match letters[from] {
            '-' | '+' if !signed => {
                negative = letters[from] == '-';
                signed = true;
                from += 1;
            }
            '(' if !open => {
                open = true;
                from += 1;
            }
            letter if is_space(letter) => from += 1,
            _ if length > 0 && currency.is_empty() => {
                currency.extend(&letters[from..from + length]);
                from += length;
            }
            _ => return Err(NumeralError::NotANumber { at: from }),
        }
    }
    if from == to {
        return Err(if letters.iter().all(|letter| is_space(*letter)) {
            NumeralError::Empty
        } else {
            NumeralError::NotANumber { at: 0 }
        });
    }

    // After them: a multiplier, then a currency or a percent sign.
    let mut end = from;
    while end < to && (letters[end].is_ascii_digit() || is_separator(letters[end])) {
        end += 1;
    }
    while end > from && is_separator(letters[end - 1]) && letters[end - 1] != '.' {
        if letters[end - 1] == ',' {
            return Err(NumeralError::NotANumber { at: end - 1 });
        }
        end -= 1;
    }
    while to > end && is_space(letters[to - 1]) {
        to -= 1;
    }
    let suffix = NumeralSuffix::of(&letters[end..to]).map_err(|at| NumeralError::NotANumber { at: end + at })?;
    // At most one notation of a negative number, and balanced parentheses.
    if suffix.closes != open || usize::from(signed) + usize::from(suffix.minus) + usize::from(open) > 1 {
        return Err(NumeralError::NotANumber { at: end });
    }
    if !currency.is_empty() && !suffix.currency.is_empty() && currency != suffix.currency {
        return Err(NumeralError::NotANumber { at: end });
    }
    let digits = read_digits(&letters[from..end]).map_err(|fault| match fault {
        NumeralError::NotANumber { at } => NumeralError::NotANumber { at: from + at },
        other => other,
    })?;
    let negative = negative || open || suffix.minus;
    let scaled = |digits: &NumeralDigits| {
        in_steps(digits, suffix.power, decimals).map(|value: i64| if negative { -value } else { value })
    };
    if digits.may_be_grouped && decimals != 3 {
        let grouped = scaled(&NumeralDigits { behind: 0, ..digits.clone() });
        let decimal = scaled(&digits);
        return Err(match (grouped, decimal) {
            (Err(fault), Err(_)) => fault,
            (grouped, decimal) => NumeralError::TwoReadings { grouped: grouped.ok(), decimal: decimal.ok() },
        });
    }
    let currency = if currency.is_empty() { suffix.currency } else { currency };
    Ok(Numeral { value: scaled(&digits)?, percent: suffix.percent, currency })
}

#[cfg(test)]
mod tests;
