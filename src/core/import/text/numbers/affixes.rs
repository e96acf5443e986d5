//! The prefix and suffix of a number: signs, parentheses, currencies, multipliers, percent.
//!
//! Must not know the digits.

use super::NumberError;
use super::currency_signs::currency_length;

/// The prefix of a number.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is a mark of its own
pub(super) struct NumberPrefix {
    pub(super) paren: bool,
    pub(super) minus: bool,
    pub(super) plus: bool,
    /// Signs, codes and names of currencies, as written.
    pub(super) currencies: Vec<String>,
}

impl NumberPrefix {
    pub(super) fn of(mut letters: &[char]) -> Result<NumberPrefix, NumberError> {
        let mut prefix = NumberPrefix::default();
        while let Some((letter, rest)) = letters.split_first() {
            let length = currency_length(letters);
            let sign = &letters[..length];
            letters = rest;
            match letter {
                ' ' => {}
                '(' if !prefix.paren => prefix.paren = true,
                '-' if !prefix.minus => prefix.minus = true,
                '+' if !prefix.plus => prefix.plus = true,
                _ if length > 0 => {
                    prefix.currencies.push(sign.iter().collect());
                    letters = &rest[length - 1..];
                }
                _ => return Err(NumberError::NotANumber),
            }
        }
        Ok(prefix)
    }
}

/// The suffix of a number.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is a mark of its own
pub(super) struct NumberSuffix {
    pub(super) paren: bool,
    pub(super) minus: bool,
    pub(super) credit: bool,
    pub(super) debit: bool,
    pub(super) percent: bool,
    /// The sign, code or name of a currency, as written.
    pub(super) currency: Option<String>,
    pub(super) ends_whole: bool,
    pub(super) power: Option<u8>,
    /// The multiplier is one letter after a space, which may be a unit: `5 m`.
    pub(super) detached: bool,
}

impl NumberSuffix {
    pub(super) fn of(mut letters: &[char]) -> Result<NumberSuffix, NumberError> {
        let mut suffix = NumberSuffix::default();
        // 12,- and 12.-- have no cents; 5. is whole.
        if let [mark @ ('.' | ','), rest @ ..] = letters {
            let dashes = rest.iter().take_while(|letter| **letter == '-').count();
            match (mark, dashes) {
                (',', 1..=2) => suffix.ends_whole = true,
                ('.', 0..=2) => {}
                _ => return Err(NumberError::NotANumber),
            }
            letters = &rest[dashes..];
        }
        let mut apart = false;
        while let Some((letter, rest)) = letters.split_first() {
            let length = currency_length(letters);
            let sign = &letters[..length];
            let multiplier = multiplier(letters);
            letters = rest;
            match letter {
                ' ' => apart = true,
                ')' if !suffix.paren => suffix.paren = true,
                '-' if !suffix.minus => suffix.minus = true,
                '%' | '‰' => suffix.percent = true,
                _ if length > 0 && suffix.currency.is_none() => {
                    suffix.currency = Some(sign.iter().collect());
                    letters = &rest[length - 1..];
                }
                'C' | 'D' if matches!(rest, ['R'] | ['R', ')' | ' ', ..]) => {
                    (suffix.credit, suffix.debit) = (*letter == 'C', *letter == 'D');
                    letters = &rest[1..];
                }
                _ => {
                    let (length, power) = multiplier.ok_or(NumberError::NotANumber)?;
                    if suffix.power.is_some() || suffix.currency.is_some() {
                        return Err(NumberError::NotANumber);
                    }
                    suffix.detached = apart && length == 1 && matches!(letter, 'm' | 'M' | 'w' | 'W' | 'b' | 'B');
                    suffix.power = Some(power);
                    letters = &rest[length - 1..];
                }
            }
        }
        Ok(suffix)
    }
}

/// Multipliers with their powers of ten, the longer words first.
const MULTIPLIERS: [(&str, u8); 30] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("crore", 7),
    ("lakh", 5),
    ("mio.", 6),
    ("mrd.", 9),
    ("tsd.", 3),
    ("mio", 6),
    ("mrd", 9),
    ("tsd", 3),
    ("万亿", 12),
    ("百万", 6),
    ("千万", 7),
    ("百萬", 6),
    ("千萬", 7),
    ("bn", 9),
    ("mn", 6),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
    ("百", 2),
    ("k", 3),
    ("w", 4),
    ("m", 6),
    ("b", 9),
    ("t€", 3),
    ("teur", 3),
];

/// The length and the power of ten of the multiplier at the start of a text.
pub(super) fn multiplier(letters: &[char]) -> Option<(usize, u8)> {
    MULTIPLIERS.into_iter().find_map(|(word, power)| {
        let length = word.chars().count();
        let same = letters.len() >= length
            && word.chars().zip(letters).all(|(wanted, letter)| wanted == letter.to_ascii_lowercase());
        // A letter counts only where no other follows it, except for the currency: 12 kEUR.
        let rest = letters.get(length..).unwrap_or_default();
        let ends = !word.is_ascii()
            || rest.first().is_none_or(|next| !next.is_ascii_alphabetic())
            || currency_length(rest) > 0;
        (same && ends).then_some((length, power))
    })
}
