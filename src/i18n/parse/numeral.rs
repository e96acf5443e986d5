//! Reading the numbers people type: `12,000`, `1.2万`, `¥3,500`, `40 %`, `$1.5k`, full-width digits.
//!
//! Knows no locale: a planner pastes from anywhere, so one rule reads every form that can mean only
//! one thing, and refuses the rest by name rather than guess. The result is a whole number of the
//! field's smallest steps (cents, basis points), so nothing is ever rounded.

use std::fmt;

/// Why a text is not taken as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralError {
    /// Nothing but space.
    Empty,
    /// Something that is no part of a number.
    NotANumber {
        /// Where, in characters from the start of the text as typed.
        at: usize,
    },
    /// More decimals than the field keeps.
    TooManyDecimals {
        /// How many it keeps.
        max: u8,
    },
    /// More than fits.
    TooLarge,
    /// Could be read in two ways, as `1,5` or `1 234,567`.
    Ambiguous,
}

impl fmt::Display for NumeralError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("no number"),
            Self::NotANumber { at } => write!(out, "not a number at character {at}"),
            Self::TooManyDecimals { max } => write!(out, "more than {max} decimals"),
            Self::TooLarge => out.write_str("too large"),
            Self::Ambiguous => out.write_str("readable in two ways"),
        }
    }
}

impl std::error::Error for NumeralError {}

/// Reads a number as a whole number of steps of `10^-decimals`: with two decimals, `12.5` is 1250.
///
/// Currency signs and codes, `%`, 元 and the multipliers 千 万 亿 k w m b may stand where people put
/// them; what they mean for the field is the field's business.
///
/// ```
/// use groundswell::i18n::parse::numeral::{NumeralError, parse};
/// assert_eq!(parse("¥3,500", 2), Ok(350_000));
/// assert_eq!(parse("1.2万", 0), Ok(12_000));
/// assert_eq!(parse("40 %", 2), Ok(4_000));
/// assert_eq!(parse("1,5", 2), Err(NumeralError::Ambiguous));
/// ```
pub fn parse(text: &str, decimals: u8) -> Result<i64, NumeralError> {
    let letters: Vec<char> = text.chars().map(narrowed).collect();
    let (mut from, mut to) = (0, letters.len());
    let mut negative = false;
    let mut signed = false;

    // Before the digits: a sign, a currency sign or code, in any order.
    while from < to && !letters[from].is_ascii_digit() && letters[from] != '.' {
        match letters[from] {
            '-' | '+' if !signed => {
                negative = letters[from] == '-';
                signed = true;
                from += 1;
            }
            letter if is_space(letter) || is_currency(letter) => from += 1,
            letter if letter.is_ascii_uppercase() => {
                let code = letters[from..to].iter().take_while(|next| next.is_ascii_uppercase()).count();
                // "HK$", "US$", "CNY": never the three letters of something that merely ends in digits.
                let then_sign = letters.get(from + code).is_some_and(|next| is_currency(*next));
                if !(code == 3 || (code <= 2 && then_sign)) {
                    return Err(NumeralError::NotANumber { at: from });
                }
                from += code;
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
    let power = tail(&letters[end..to]).map_err(|at| NumeralError::NotANumber { at: end + at })?;
    let digits = read_digits(&letters[from..end]).map_err(|fault| match fault {
        NumeralError::NotANumber { at } => NumeralError::NotANumber { at: from + at },
        other => other,
    })?;
    scaled(&digits, power, decimals).map(|value| if negative { -value } else { value })
}

/// The digits of a number and how many of them stand behind the decimal mark.
struct Digits {
    all: Vec<u8>,
    behind: usize,
}

/// A digit, sign or mark in its narrow form: input methods write full-width ones.
fn narrowed(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '−' | '–' => '-',
        '。' => '.',
        '、' => ',',
        '￥' => '¥',
        _ => letter,
    }
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | '.' | '\'' | '’' | '_') || is_space(letter)
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '¢' | '£' | '¥' | '฿' | '元' | '圆' | '块' | '\u{20a0}'..='\u{20cf}')
}

/// What stands behind the digits, as a power of ten; an error says where it stops making sense.
fn tail(letters: &[char]) -> Result<u32, usize> {
    let mut power = 0;
    let mut at = 0;
    while at < letters.len() && is_space(letters[at]) {
        at += 1;
    }
    let rest: String = letters[at..].iter().collect();
    for (unit, exponent) in [("bn", 9), ("亿", 8), ("万", 4), ("千", 3), ("k", 3), ("w", 4), ("m", 6), ("b", 9)] {
        let Some(start) = rest.get(..unit.len()) else {
            continue;
        };
        // "12 MYR" is ringgit, not millions: a letter counts only where no other follows it.
        let next = rest[unit.len()..].chars().next();
        if start.eq_ignore_ascii_case(unit) && !(unit.is_ascii() && next.is_some_and(|next| next.is_ascii_alphabetic()))
        {
            power = exponent;
            at += unit.chars().count();
            break;
        }
    }
    while at < letters.len() {
        let letter = letters[at];
        let code = letters[at..].iter().take_while(|next| next.is_ascii_uppercase()).count();
        if is_space(letter) || is_currency(letter) || letter == '%' {
            at += 1;
        } else if code == 3 {
            at += code;
        } else {
            return Err(at);
        }
    }
    Ok(power)
}

/// Tells groups from decimals. Errors count from the start of `letters`.
fn read_digits(letters: &[char]) -> Result<Digits, NumeralError> {
    let mut runs: Vec<Vec<u8>> = vec![Vec::new()];
    let mut marks: Vec<char> = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        if let Some(digit) = letter.to_digit(10) {
            runs.last_mut().expect("one run from the start").push(u8::try_from(digit).unwrap_or(0));
        } else {
            let first = marks.is_empty() && letter == '.';
            let last = at + 1 == letters.len() && letter == '.';
            if runs.last().is_some_and(Vec::is_empty) && !first
                || (!letters[at + 1..].iter().any(char::is_ascii_digit) && !last)
            {
                return Err(NumeralError::NotANumber { at });
            }
            marks.push(if is_space(letter) { ' ' } else { letter });
            runs.push(Vec::new());
        }
    }
    if runs.iter().all(Vec::is_empty) {
        return Err(NumeralError::NotANumber { at: 0 });
    }
    let decimal = decimal_mark(&runs, &marks)?;
    let groups = &runs[..runs.len() - usize::from(decimal)];
    if groups.len() > 1 && !are_groups(groups, &marks[..groups.len() - 1]) {
        return Err(NumeralError::Ambiguous);
    }
    let behind = if decimal { runs.last().map_or(0, Vec::len) } else { 0 };
    Ok(Digits { all: runs.concat(), behind })
}

/// Whether the last mark is a decimal one.
fn decimal_mark(runs: &[Vec<u8>], marks: &[char]) -> Result<bool, NumeralError> {
    let Some((&last, before)) = marks.split_last() else {
        return Ok(false);
    };
    let behind = runs.last().map_or(0, Vec::len);
    let grouped_otherwise = before.first().is_some_and(|mark| *mark != last);
    match last {
        '.' => Ok(before.is_empty() || grouped_otherwise),
        // "1,500" is grouped wherever this is read; "1,5" is a slip or a decimal comma, and
        // "1 234,567" is either, so neither is guessed. A comma after other groups is a decimal one.
        ',' if grouped_otherwise => {
            if behind == 3 && before.iter().all(|mark| *mark == ' ') {
                Err(NumeralError::Ambiguous)
            } else {
                Ok(true)
            }
        }
        ',' if before.is_empty() && behind != 3 => Err(NumeralError::Ambiguous),
        _ => Ok(false),
    }
}

/// Groups of three, or Indian ones of two before a last of three, with one kind of mark between them.
fn are_groups(runs: &[Vec<u8>], marks: &[char]) -> bool {
    let Some((first, rest)) = runs.split_first() else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return true;
    };
    let size = middle.first().map_or(3, Vec::len);
    marks.windows(2).all(|pair| pair[0] == pair[1])
        && (1..=3).contains(&first.len())
        && last.len() == 3
        && (size == 3 || (size == 2 && first.len() <= 2))
        && middle.iter().all(|run| run.len() == size)
}

fn scaled(digits: &Digits, power: u32, decimals: u8) -> Result<i64, NumeralError> {
    let mut all = digits.all.as_slice();
    let mut shift = i64::from(power) + i64::from(decimals) - i64::try_from(digits.behind).unwrap_or(i64::MAX);
    // Noughts at the end of the decimals say nothing and are no fault.
    while shift < 0 {
        match all.split_last() {
            Some((0, rest)) => {
                all = rest;
                shift += 1;
            }
            Some(_) => return Err(NumeralError::TooManyDecimals { max: decimals }),
            None => return Ok(0),
        }
    }
    let mut value: i64 = 0;
    for &digit in all {
        value =
            value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit))).ok_or(NumeralError::TooLarge)?;
    }
    for _ in 0..shift {
        value = value.checked_mul(10).ok_or(NumeralError::TooLarge)?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::NumeralError::{Ambiguous, Empty, NotANumber, TooLarge, TooManyDecimals};
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, decimals, value) in [
            ("0", 0, 0),
            ("12000", 0, 12_000),
            ("12,000", 0, 12_000),
            ("1,234,567", 0, 1_234_567),
            ("12,34,567", 0, 1_234_567),
            ("1.2万", 0, 12_000),
            ("3亿", 0, 300_000_000),
            ("5千", 0, 5_000),
            ("2w", 0, 20_000),
            ("40 %", 2, 4_000),
            ("40%", 2, 4_000),
            ("¥3,500", 2, 350_000),
            ("￥３，５００．５０", 2, 350_050),
            ("$1.5k", 2, 150_000),
            ("1.5M", 0, 1_500_000),
            ("2 bn", 0, 2_000_000_000),
            ("HK$ 20", 2, 2_000),
            ("CNY 20", 2, 2_000),
            ("20 CNY", 2, 2_000),
            ("12 MYR", 2, 1_200),
            ("20元", 2, 2_000),
            ("1.2万元", 2, 1_200_000),
            ("1 234", 0, 1_234),
            ("1\u{a0}234\u{202f}567", 0, 1_234_567),
            ("1 234,5", 2, 123_450),
            ("1.234,5", 2, 123_450),
            ("1.234.567", 0, 1_234_567),
            ("1,234.5", 2, 123_450),
            ("1'234.50", 2, 123_450),
            (".5", 1, 5),
            ("5.", 0, 5),
            ("1.500", 1, 15),
            ("-3", 0, -3),
            ("−¥3", 0, -3),
            ("¥-3", 0, -3),
            ("+7", 0, 7),
            ("  8  ", 0, 8),
            ("９２２３", 0, 9_223),
        ] {
            assert_eq!(parse(text, decimals), Ok(value), "{text:?} with {decimals}");
        }
    }

    #[test]
    fn refuses_the_rest_by_name() {
        for (text, decimals, fault) in [
            ("", 0, Empty),
            ("  ", 0, Empty),
            ("abc", 0, NotANumber { at: 0 }),
            ("¥", 0, NotANumber { at: 0 }),
            ("-", 0, NotANumber { at: 0 }),
            (".", 0, NotANumber { at: 0 }),
            ("12a", 0, NotANumber { at: 2 }),
            ("12 x 3", 0, NotANumber { at: 3 }),
            ("--3", 0, NotANumber { at: 1 }),
            ("1,,000", 0, NotANumber { at: 2 }),
            ("1,", 0, NotANumber { at: 1 }),
            ("1..5", 1, NotANumber { at: 2 }),
            ("1e5", 0, NotANumber { at: 1 }),
            ("12.345", 2, TooManyDecimals { max: 2 }),
            ("0.5", 0, TooManyDecimals { max: 0 }),
            ("1,5", 2, Ambiguous),
            ("12,0", 2, Ambiguous),
            ("1,0000", 0, Ambiguous),
            ("1 234,567", 3, Ambiguous),
            ("1,234,56", 0, Ambiguous),
            ("1234,567", 0, Ambiguous),
            ("1 2", 0, Ambiguous),
            ("9223372036854775808", 0, TooLarge),
            ("9999999999亿", 2, TooLarge),
        ] {
            assert_eq!(parse(text, decimals), Err(fault), "{text:?} with {decimals}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}", decimals in 0_u8..6) {
            let _ = parse(&text, decimals);
        }

        #[test]
        fn reads_what_a_pattern_writes(value: i64, decimals in 0_u8..5) {
            let value = value.saturating_add(1); // i64::MIN has no positive digits to read
            let pattern = crate::i18n::format::pattern::Pattern::default();
            proptest::prop_assert_eq!(parse(&pattern.write(value, decimals, 0), decimals), Ok(value));
        }
    }
}
