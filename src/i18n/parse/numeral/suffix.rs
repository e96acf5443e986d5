//! What follows the digits of a typed number: a multiplier, a percent sign, a minus sign, a parenthesis, a currency.

use super::characters::is_space;
use super::currencies::currency_length;

/// What follows the digits.
#[derive(Default)]
pub(super) struct NumeralSuffix {
    /// The power of ten of a multiplier.
    pub(super) power: u32,
    pub(super) percent: bool,
    pub(super) minus: bool,
    pub(super) closes: bool,
    pub(super) currency: String,
}

impl NumeralSuffix {
    /// The error is the index of the first invalid character.
    pub(super) fn of(letters: &[char]) -> Result<NumeralSuffix, usize> {
        let mut suffix = NumeralSuffix::default();
        let (power, mut at) = multiplier(letters);
        suffix.power = power;
        while at < letters.len() {
            let length = currency_length(&letters[at..]);
            match letters[at] {
                letter if is_space(letter) => at += 1,
                '%' if !suffix.percent => {
                    suffix.percent = true;
                    at += 1;
                }
                '-' if !suffix.minus => {
                    suffix.minus = true;
                    at += 1;
                }
                ')' if !suffix.closes => {
                    suffix.closes = true;
                    at += 1;
                }
                _ if length > 0 && suffix.currency.is_empty() => {
                    suffix.currency.extend(&letters[at..at + length]);
                    at += length;
                }
                _ => return Err(at),
            }
        }
        Ok(suffix)
    }
}

/// The power of ten of the multiplier at the start of a text, and its end.
fn multiplier(letters: &[char]) -> (u32, usize) {
    let mut at = 0;
    while at < letters.len() && is_space(letters[at]) {
        at += 1;
    }
    let is_apart = at > 0;
    let rest: String = letters[at..].iter().collect();
    for (unit, exponent) in [("bn", 9), ("亿", 8), ("万", 4), ("千", 3), ("k", 3), ("w", 4), ("m", 6), ("b", 9)] {
        let Some(start) = rest.get(..unit.len()) else {
            continue;
        };
        // "12 MYR" is ringgit, not millions: a letter counts only where no other follows it.
        let next = rest[unit.len()..].chars().next();
        let is_word = unit.is_ascii() && next.is_some_and(|next| next.is_ascii_alphabetic());
        // A letter after a space may be a unit: 5 m.
        let is_unit = is_apart && matches!(unit, "w" | "m" | "b");
        if start.eq_ignore_ascii_case(unit) && !is_word && !is_unit {
            return (exponent, at + unit.chars().count());
        }
    }
    (0, at)
}
