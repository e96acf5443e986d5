//! Takes a written number apart: runs of digits, the marks between them, the sign and the multiplier.
//!
//! Reads both decimal marks; the caller determines which one applies.

use super::affixes::{NumberPrefix, NumberSuffix};
use super::currency_signs::currency_length;
use super::{DecimalMark, NumberError};
use crate::text::digits::{ScaleError, nearest, scaled};
use crate::text::width::narrow;

/// The digits of a number and how many of them are decimals.
pub(super) struct Digits {
    pub(super) all: Vec<u8>,
    pub(super) behind: usize,
}

/// A parsed number: runs of digits, the marks between them, sign and multiplier.
pub(super) struct NumberLiteral {
    pub(super) runs: Vec<Vec<u8>>,
    pub(super) marks: Vec<char>,
    pub(super) negative: bool,
    /// The power of ten of a multiplier: 4 for 万.
    pub(super) power: Option<u8>,
    /// It ends like a price without cents: `12,-`.
    pub(super) ends_whole: bool,
    /// Signs, codes and names of currencies beside it, as written.
    pub(super) currencies: Vec<String>,
}

/// The most characters of a number; longer cells are texts.
pub(super) const MAX_LITERAL_CHARS: usize = 80;

impl NumberLiteral {
    /// Takes a text apart. `None` where an accounting format shows no number: ` $ -   `, `$ -00`.
    pub(super) fn of(text: &str) -> Result<Option<NumberLiteral>, NumberError> {
        if text.len() > MAX_LITERAL_CHARS * 4 {
            return Err(NumberError::NotANumber);
        }
        let letters: Vec<char> = text.chars().filter(|letter| !is_invisible(*letter)).map(narrowed).collect();
        let letters = unwrapped(trimmed(&letters));
        if letters.is_empty() {
            return Ok(None);
        }
        let Some(first) = letters.iter().position(char::is_ascii_digit) else {
            return is_dash_for_nothing(letters).then_some(None).ok_or(NumberError::NotANumber);
        };
        let last = letters.iter().rposition(char::is_ascii_digit).unwrap_or(first);
        // .5 begins with its mark.
        let first = if first > 0 && matches!(letters[first - 1], '.' | ',') && is_free(&letters[..first - 1]) {
            first - 1
        } else {
            first
        };
        let prefix = NumberPrefix::of(&letters[..first])?;
        let suffix = NumberSuffix::of(&letters[last + 1..])?;
        if suffix.percent {
            return Err(NumberError::Percent);
        }
        let signs = usize::from(prefix.minus) + usize::from(suffix.minus) + usize::from(suffix.credit);
        if prefix.paren != suffix.paren || signs + usize::from(prefix.paren) + usize::from(prefix.plus) > 1 {
            return Err(NumberError::NotANumber);
        }
        let (runs, marks) = runs(&letters[first..=last])?;
        let all_zeros = runs.iter().flatten().all(|digit| *digit == 0);
        // Accounting formats show zero as a dash, with zeros for the cents.
        if all_zeros && prefix.minus && !prefix.currencies.is_empty() && marks.is_empty() && runs[0].len() > 1 {
            return Ok(None);
        }
        let small = suffix.detached && prefix.currencies.is_empty() && suffix.currency.is_none();
        if small || (suffix.credit || suffix.debit) && marks.is_empty() && runs[0].len() < 4 {
            return Err(NumberError::NotANumber);
        }
        Ok(Some(NumberLiteral {
            runs,
            marks,
            negative: signs > 0 || prefix.paren,
            power: suffix.power,
            ends_whole: suffix.ends_whole,
            currencies: prefix.currencies.into_iter().chain(suffix.currency).collect(),
        }))
    }

    /// Its digits, read with that decimal mark.
    pub(super) fn digits(&self, mark: DecimalMark) -> Result<Digits, NumberError> {
        let (point, comma) = (self.read_as('.'), self.read_as(','));
        match (mark, point, comma) {
            (DecimalMark::Point, Some(digits), _)
            | (DecimalMark::Comma, _, Some(digits))
            | (DecimalMark::Either, Some(digits), None)
            | (DecimalMark::Either, None, Some(digits)) => Ok(digits),
            (DecimalMark::Either, Some(point), Some(comma)) if point.behind == comma.behind => Ok(point),
            // Inconsistent with the column, ambiguous, or malformed.
            _ => Err(NumberError::Ambiguous),
        }
    }

    pub(super) fn read_as(&self, decimal: char) -> Option<Digits> {
        let found = self.marks.iter().filter(|mark| **mark == decimal).count();
        let has_decimals = found == 1 && self.marks.last() == Some(&decimal);
        if found > 0 && !has_decimals || (self.ends_whole && has_decimals) {
            return None;
        }
        let groups = self.runs.len() - usize::from(has_decimals);
        if !are_groups(&self.runs[..groups], self.marks.get(..groups.saturating_sub(1)).unwrap_or_default()) {
            return None;
        }
        let behind = if has_decimals { self.runs.last().map_or(0, Vec::len) } else { 0 };
        Some(Digits { all: self.runs.concat(), behind })
    }
}

/// Groups of three with one kind of mark between them, or Indian ones of two before a last of three.
pub(super) fn are_groups(runs: &[Vec<u8>], marks: &[char]) -> bool {
    let [first, middle @ .., last] = runs else { return true };
    let one_kind = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let indian = marks.first() == Some(&',') && !middle.is_empty() && middle.iter().all(|run| run.len() == 2);
    let size = if indian { 2 } else { 3 };
    one_kind
        && (1..=size).contains(&first.len())
        && first.first() != Some(&0)
        && last.len() == 3
        && middle.iter().all(|run| run.len() == size)
}

/// Runs of digits and the marks between them.
pub(super) fn runs(letters: &[char]) -> Result<(Vec<Vec<u8>>, Vec<char>), NumberError> {
    let (mut runs, mut marks, mut run) = (Vec::new(), Vec::new(), Vec::new());
    for (at, &letter) in letters.iter().enumerate() {
        if let Some(digit) = letter.to_digit(10) {
            run.push(u8::try_from(digit).unwrap_or(0));
        } else if matches!(letter, '.' | ',' | '\'' | '_' | ' ') && (!run.is_empty() || at == 0) {
            runs.push(std::mem::take(&mut run));
            marks.push(letter);
        } else {
            return Err(NumberError::NotANumber);
        }
    }
    runs.push(run);
    Ok((runs, marks))
}

/// The number in steps of `10^-decimals`, times `10^power`.
pub(super) fn in_steps(digits: &Digits, power: u8, decimals: u8) -> Result<i64, NumberError> {
    scaled(&digits.all, digits.behind, u32::from(power), decimals).map_err(out_of_steps)
}

/// The nearest such number, and whether digits were rounded off.
pub(super) fn nearest_steps(digits: &Digits, power: u8, decimals: u8) -> Result<(i64, bool), NumberError> {
    nearest(&digits.all, digits.behind, u32::from(power), decimals).map_err(out_of_steps)
}

fn out_of_steps(error: ScaleError) -> NumberError {
    match error {
        ScaleError::TooManyDecimals => NumberError::TooManyDecimals,
        ScaleError::TooLarge => NumberError::TooLarge,
    }
}

/// Marks for the direction of writing and for places to break, which are copied along with numbers.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The normal form of a digit, sign or mark.
pub(super) fn narrowed(letter: char) -> char {
    match narrow(letter) {
        '−' | '–' | '—' | '﹣' | '\u{2010}' | '\u{2011}' => '-',
        '’' | '‘' | '`' | '´' | '′' | 'ʼ' => '\'',
        '。' | '٫' => '.',
        '、' | '٬' => ',',
        '￥' => '¥',
        '﹩' => '$',
        // Arabic, Persian and Indian digits.
        '٠'..='٩' => shifted(letter, '٠'),
        '۰'..='۹' => shifted(letter, '۰'),
        '०'..='९' => shifted(letter, '०'),
        _ if letter.is_whitespace() => ' ',
        narrow => narrow,
    }
}

pub(super) fn shifted(digit: char, zero: char) -> char {
    char::from_digit(digit as u32 - zero as u32, 10).unwrap_or(digit)
}

pub(super) fn trimmed(mut letters: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = letters {
        letters = rest;
    }
    letters
}

/// Removes what marks a cell as text in spreadsheets: `="1250"`, `'1250`.
pub(super) fn unwrapped(letters: &[char]) -> &[char] {
    match letters {
        ['=', '"', inner @ .., '"'] | ['\'', inner @ ..] => trimmed(inner),
        _ => letters,
    }
}

/// Whether a mark belongs to the digits after it: `$.50`, but not `Rs.50`.
pub(super) fn is_free(letters: &[char]) -> bool {
    letters.last().is_none_or(|letter| !letter.is_alphabetic())
}

/// A currency and a dash: how accounting formats show zero.
pub(super) fn is_dash_for_nothing(mut letters: &[char]) -> bool {
    let mut dashes = 0;
    while let Some((letter, rest)) = letters.split_first() {
        let length = currency_length(letters);
        letters = match letter {
            ' ' | '?' | '(' | ')' => rest,
            '-' => {
                dashes += 1;
                rest
            }
            _ if length > 0 => &letters[length..],
            _ => return false,
        };
    }
    dashes > 0
}
