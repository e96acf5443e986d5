//! Parses numbers in any country's grouping, in accounting formats, with currencies and multipliers.
//!
//! A point or a comma may be a decimal mark or a group separator. Many texts are unambiguous (`1.234,56`, `12.5`,
//! `1,25,000`). For others (`1.500`), the other cells of the column and the file and the delimiter decide
//! ([`MarkEvidence`]). Without evidence the number is refused as [`NumberError::Ambiguous`] and the person chooses once for
//! the column; nothing is guessed.

mod affixes;
mod currency_signs;
mod decimal_marks;
mod literal;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::currency_signs::{
    currency_in, currency_of, currency_signs, is_known_sign, is_open_sign, is_shared_sign, may_be, other_currency,
    sign_in,
};
pub use self::decimal_marks::MarkEvidence;
use self::literal::{Digits, NumberLiteral, in_steps, nearest_steps};

/// Why a text is not read as a number of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberError {
    /// Not a number.
    NotANumber,
    /// Readable in two ways.
    Ambiguous,
    /// More decimals than are kept.
    TooManyDecimals,
    /// Out of range.
    TooLarge,
    /// Negative, where negative numbers are not allowed.
    Negative,
    /// A percentage, where a quantity or an amount is expected.
    Percent,
}

impl fmt::Display for NumberError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            NumberError::NotANumber => "not a number",
            NumberError::Ambiguous => "readable in two ways",
            NumberError::TooManyDecimals => "more decimals than are kept",
            NumberError::TooLarge => "too large",
            NumberError::Negative => "below zero",
            NumberError::Percent => "a percentage",
        })
    }
}

impl std::error::Error for NumberError {}

/// The decimal mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// A point: 1,234.56
    #[default]
    Point,
    /// A comma: 1.234,56
    Comma,
    /// Unknown. Unambiguous numbers are read, others are [`NumberError::Ambiguous`].
    Either,
}

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberRules {
    /// The decimal mark.
    pub mark: DecimalMark,
    /// Whether numbers are plain with a point, as cells of a workbook that are numbers and our own file have them. Other
    /// texts are read with the mark.
    pub plain: bool,
}

/// A parsed number, and whether it was rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedNumber {
    /// In steps of `10^-decimals`.
    pub value: i64,
    /// Whether digits were rounded off.
    pub rounded: bool,
}

/// Turns digits and a power of ten into steps, and says whether digits were rounded off.
type ToSteps<'a> = dyn Fn(&Digits, u8) -> Result<(i64, bool), NumberError> + 'a;

impl NumberRules {
    /// Reads a cell as a whole number of steps of `10^-decimals`, multiplied by `10^power` of its heading (万元: 4).
    /// `None` for a cell without a number in it, such as ` $ -   `.
    ///
    /// # Errors
    /// Fails where the text is not a number, can be read in two ways, or is out of range.
    pub fn cell(self, text: &str, decimals: u8, power: u8) -> Result<Option<ParsedNumber>, NumberError> {
        self.read(text, decimals, power, &|digits, power| Ok((in_steps(digits, power, decimals)?, false)))
    }

    /// As [`NumberRules::cell`], but a number with more decimals is rounded, which the result says.
    ///
    /// # Errors
    /// Fails where the text is not a number, can be read in two ways, or is out of range.
    pub fn nearest(self, text: &str, decimals: u8, power: u8) -> Result<Option<ParsedNumber>, NumberError> {
        self.read(text, decimals, power, &|digits, power| nearest_steps(digits, power, decimals))
    }

    fn read(self, text: &str, decimals: u8, power: u8, steps: &ToSteps) -> Result<Option<ParsedNumber>, NumberError> {
        let text = text.trim();
        if is_placeholder(text) {
            return Ok(None);
        }
        if self.plain
            && let Some(read) = plain(text, decimals.saturating_add(power))
        {
            return read.map(Some);
        }
        let Some(literal) = NumberLiteral::of(text)? else { return Ok(None) };
        // A multiplier in the cell replaces the heading's.
        let (value, rounded) = steps(&literal.digits(self.mark)?, literal.power.unwrap_or(power))?;
        Ok(Some(ParsedNumber { value: if literal.negative { -value } else { value }, rounded }))
    }
}

/// Whether a text is a placeholder for no value, such as a dash or `n/a`.
pub fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 30] = [
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "−",
        "－",
        "/",
        "\\",
        "./.",
        "...",
        "…",
        "无",
        "暂无",
        "待定",
        "未定",
        "待确认",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "tbd",
        "tbc",
        "none",
        "nil",
        "null",
        "undefined",
        "k.a.",
        "?",
    ];
    let text = text.trim();
    text.is_empty() || (text.len() <= 12 && PLACEHOLDERS.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)))
}

/// A number in plain form: `-1234.5` for -12345 with one decimal, without trailing zeros.
pub fn written(value: i64, decimals: u8) -> String {
    let digits = format!("{:0width$}", value.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let mark = if fraction.is_empty() { "" } else { "." };
    [sign, whole, mark, fraction].concat()
}

/// Digits with at most one point: exact, and rounded half away from zero where a workbook computed more of them. A power
/// of ten may follow, as a workbook writes very large and very small numbers.
fn plain(text: &str, decimals: u8) -> Option<Result<ParsedNumber, NumberError>> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() < 400)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    // How many of the digits, or of digits and trailing zeros, are kept.
    let kept = i64::try_from(whole.len()).unwrap_or(i64::MAX / 2) + i64::from(exponent) + i64::from(decimals);
    let kept = usize::try_from(kept).unwrap_or(0);
    // All digits are beyond the first one that affects rounding.
    let below = i64::try_from(whole.len()).unwrap_or(0) + i64::from(exponent) + i64::from(decimals) < 0;
    let rest = digits.get(kept..).unwrap_or_default();
    let rounded = rest.iter().any(|digit| *digit != 0);
    let up = rounded && !below && rest.first().is_some_and(|digit| *digit >= 5);
    let significant = digits.iter().position(|digit| *digit != 0).unwrap_or(digits.len());
    let mut value: i64 = 0;
    if significant < digits.len() {
        for digit in digits.iter().copied().chain(std::iter::repeat(0)).take(kept) {
            let Some(next) = value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit))) else {
                return Some(Err(NumberError::TooLarge));
            };
            value = next;
        }
    }
    let Some(value) = value.checked_add(i64::from(up)) else { return Some(Err(NumberError::TooLarge)) };
    Some(Ok(ParsedNumber { value: if text.starts_with('-') { -value } else { value }, rounded }))
}

#[cfg(test)]
mod tests;
