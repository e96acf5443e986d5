//! Parses typed numbers: `12,000`, `1.2万`, `¥3,500`, `40 %`, `$1.5k`, full-width digits.
//!
//! Knows no locale: people paste from anywhere, so one rule reads every unambiguous form and refuses the rest with a
//! reason. The result is a whole number of the field's smallest steps (cents, basis points), so nothing is rounded.
//!
//! The rule for a single separator:
//! - A comma before exactly three digits groups them: `1,500` is 1500. Both languages group so, and every field is
//!   shown so. Any other comma (`1,5`, `0,500`, `1234,567`) is refused: it may be a slip or decimals.
//! - A point before exactly three digits (`1.500`) is written by half of the world for 1500 and by the other for 1.5. It
//!   is refused with both readings ([`NumeralError::TwoReadings`]), unless no group can end there (`0.500`,
//!   `1234.500`, `.500`), or the field keeps exactly three decimals, as amounts in dinars do: these are shown so.
//! - A point before any other number of digits is a decimal point.
//!
//! Two kinds of separators are unambiguous (`1.234,56`, `1,234.5`), and so is a repeated one (`1.234.567`). What a
//! field shows must not be refused when it is typed again: see [`shown`].

use std::fmt;

use crate::i18n::format::pattern::Pattern;
use crate::text::width::narrow;

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

impl Numeral {
    /// Whether its currency, if any, can be the one with an ISO 4217 code: `$` can be many.
    pub fn may_be_in(&self, code: &str) -> bool {
        let sign = self.currency.as_str();
        sign.is_empty() || sign == code || {
            let named = |codes: &[&str]| codes.contains(&code);
            match sign {
                "$" => DOLLARS.split_whitespace().any(|known| known == code),
                "¥" => named(&["CNY", "JPY"]),
                "元" | "圆" | "块" => named(&["CNY", "TWD", "HKD", "MOP"]),
                "RMB" => code == "CNY",
                "£" => named(&["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SYP", "SDG", "SSP"]),
                "₩" => named(&["KRW", "KPW"]),
                "₨" => named(&["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
                _ => SIGNS.contains(&(sign, code)),
            }
        }
    }
}

/// Reads a number as a whole number of steps of `10^-decimals`: with two decimals, `12.5` is 1250.
///
/// Currency signs and codes, `%`, 元 and the multipliers 千 万 亿 k w m b may come before or after the digits as people
/// write them; what they mean for the field is up to the field. Negative numbers have any minus sign before (`-5`,
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
    let tail = Tail::of(&letters[end..to]).map_err(|at| NumeralError::NotANumber { at: end + at })?;
    // At most one notation of a negative number, and balanced parentheses.
    if tail.closes != open || usize::from(signed) + usize::from(tail.minus) + usize::from(open) > 1 {
        return Err(NumeralError::NotANumber { at: end });
    }
    if !currency.is_empty() && !tail.currency.is_empty() && currency != tail.currency {
        return Err(NumeralError::NotANumber { at: end });
    }
    let digits = read_digits(&letters[from..end]).map_err(|fault| match fault {
        NumeralError::NotANumber { at } => NumeralError::NotANumber { at: from + at },
        other => other,
    })?;
    let negative = negative || open || tail.minus;
    let scaled =
        |digits: &Digits| scaled(digits, tail.power, decimals).map(|value: i64| if negative { -value } else { value });
    if digits.may_be_grouped && decimals != 3 {
        let grouped = scaled(&Digits { behind: 0, ..digits.clone() });
        let decimal = scaled(&digits);
        return Err(match (grouped, decimal) {
            (Err(fault), Err(_)) => fault,
            (grouped, decimal) => NumeralError::TwoReadings { grouped: grouped.ok(), decimal: decimal.ok() },
        });
    }
    let currency = if currency.is_empty() { tail.currency } else { currency };
    Ok(Numeral { value: scaled(&digits)?, percent: tail.percent, currency })
}

/// A number in steps of `10^-decimals` in plain digits with a point, in a form that [`parse`] reads as this number:
/// `1.1250`, since `1.125` might be 1125.
///
/// ```
/// use groundswell::i18n::parse::numeral::plain;
/// assert_eq!(plain(-150_000, 2), "-1500");
/// assert_eq!(plain(11_250, 4), "1.1250");
/// ```
pub fn plain(value: i64, decimals: u8) -> String {
    let pattern = Pattern { last_group: 0, ..Pattern::default() };
    pattern.write(value, decimals, shown(value, decimals))
}

/// The fewest decimals that a field must show so that [`parse`] reads the same number: four where there are exactly
/// three, which might be a group; else none.
pub fn shown(value: i64, decimals: u8) -> u8 {
    let kept = u32::from(decimals);
    let steps = |places: u32| 10_i64.checked_pow(kept - places);
    let ends_at = |places: u32| steps(places).is_some_and(|steps| value % steps == 0);
    if kept > 3 && ends_at(3) && !ends_at(2) { 4 } else { 0 }
}

/// The digits of a number and how many of them are decimals.
#[derive(Clone)]
struct Digits {
    all: Vec<u8>,
    behind: usize,
    /// Whether the point may also be a group separator: `1.500`.
    may_be_grouped: bool,
}

/// The half-width form of a character: input methods type full-width ones.
fn narrowed(letter: char) -> char {
    match narrow(letter) {
        '−' | '–' | '—' | '﹣' | '\u{2010}' | '\u{2011}' => '-',
        '。' => '.',
        '、' => ',',
        '￥' => '¥',
        narrow => narrow,
    }
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | '.' | '\'' | '’' | '_') || is_space(letter)
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '฿' | '元' | '圆' | '块' | '\u{20a0}'..='\u{20cf}')
}

/// Signs of exactly one currency.
const SIGNS: [(&str, &str); 23] = [
    ("€", "EUR"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("₲", "PYG"),
    ("₡", "CRC"),
    ("₵", "GHS"),
    ("฿", "THB"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
];

/// The currencies whose sign is the dollar's.
const DOLLARS: &str = "USD AUD CAD NZD HKD SGD TWD MOP BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD MXN ARS \
    CLP COP CUP DOP UYU";

/// The ISO 4217 codes in use; other three capitals are a unit, such as PCS.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL \
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG RMB";

/// The length of the currency sign or code at the start of a text; 0 for none: `HK$`, `CNY`, `元`.
fn currency_length(letters: &[char]) -> usize {
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let then_dollar = letters.get(capitals) == Some(&'$');
    let code: String = letters[..capitals].iter().collect();
    match capitals {
        0 => usize::from(letters.first().is_some_and(|letter| is_currency(*letter))),
        1 | 2 if then_dollar => capitals + 1,
        3 if CODES.split_whitespace().any(|known| known == code) => 3,
        _ => 0,
    }
}

/// What follows the digits.
#[derive(Default)]
struct Tail {
    /// The power of ten of a multiplier.
    power: u32,
    percent: bool,
    minus: bool,
    closes: bool,
    currency: String,
}

impl Tail {
    /// The error is the index of the first invalid character.
    fn of(letters: &[char]) -> Result<Tail, usize> {
        let mut tail = Tail::default();
        let (power, mut at) = multiplier(letters);
        tail.power = power;
        while at < letters.len() {
            let length = currency_length(&letters[at..]);
            match letters[at] {
                letter if is_space(letter) => at += 1,
                '%' if !tail.percent => {
                    tail.percent = true;
                    at += 1;
                }
                '-' if !tail.minus => {
                    tail.minus = true;
                    at += 1;
                }
                ')' if !tail.closes => {
                    tail.closes = true;
                    at += 1;
                }
                _ if length > 0 && tail.currency.is_empty() => {
                    tail.currency.extend(&letters[at..at + length]);
                    at += length;
                }
                _ => return Err(at),
            }
        }
        Ok(tail)
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

/// Separates groups from decimals. Errors have the index in `letters`.
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
    let may_be_grouped = decimal && marks == ['.'] && are_groups(&runs, &marks);
    Ok(Digits { all: runs.concat(), behind, may_be_grouped })
}

/// Whether the last separator is a decimal point.
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

/// Whether they are groups of three, or Indian groups of two before a last of three, with one kind of separator.
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
        && first.first() != Some(&0)
        && last.len() == 3
        && (size == 3 || (size == 2 && first.len() <= 2))
        && middle.iter().all(|run| run.len() == size)
}

fn scaled(digits: &Digits, power: u32, decimals: u8) -> Result<i64, NumeralError> {
    let mut all = digits.all.as_slice();
    let mut shift = i64::from(power) + i64::from(decimals) - i64::try_from(digits.behind).unwrap_or(i64::MAX);
    // Trailing zeros of the decimals are no error.
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
    use super::NumeralError::{Ambiguous, Empty, NotANumber, TooLarge, TooManyDecimals, TwoReadings};
    use super::*;

    fn value(text: &str, decimals: u8) -> Result<i64, NumeralError> {
        parse(text, decimals).map(|numeral| numeral.value)
    }

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
            ("12MYR", 2, 1_200),
            ("12KES", 2, 1_200),
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
            ("1.5000", 1, 15),
            ("0.500", 1, 5),
            (".500", 1, 5),
            ("1234.500", 1, 12_345),
            ("1,234.500", 1, 12_345),
            ("1 234.500", 1, 12_345),
            ("1,500", 2, 150_000),
            // Amounts in dinars have three decimals, and are shown so.
            ("1.500", 3, 1_500),
            ("2w", 0, 20_000),
            ("-3", 0, -3),
            ("−3", 0, -3),
            ("–3", 0, -3),
            ("—3", 0, -3),
            ("－3", 0, -3),
            ("- 3", 0, -3),
            ("−¥3", 0, -3),
            ("¥-3", 0, -3),
            ("(3)", 0, -3),
            ("（3）", 0, -3),
            ("¥(1,250.00)", 2, -125_000),
            ("(¥1,250.00)", 2, -125_000),
            ("(1,250.00) CNY", 2, -125_000),
            ("( 3 )", 0, -3),
            ("3-", 0, -3),
            ("3−", 0, -3),
            ("1,250.00 -", 2, -125_000),
            ("3- €", 0, -3),
            ("3 €-", 0, -3),
            ("1.2万-", 0, -12_000),
            ("+7", 0, 7),
            ("  8  ", 0, 8),
            ("９２２３", 0, 9_223),
        ] {
            assert_eq!(self::value(text, decimals), Ok(value), "{text:?} with {decimals}");
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
            ("20 PCS", 0, NotANumber { at: 3 }),
            ("PCS 20", 0, NotANumber { at: 0 }),
            ("20¢", 2, NotANumber { at: 2 }),
            ("5 m", 0, NotANumber { at: 2 }),
            ("5 w", 0, NotANumber { at: 2 }),
            ("(3", 0, NotANumber { at: 2 }),
            ("3)", 0, NotANumber { at: 1 }),
            ("-(3)", 0, NotANumber { at: 3 }),
            ("(-3)", 0, NotANumber { at: 3 }),
            ("-3-", 0, NotANumber { at: 2 }),
            ("¥3 EUR", 0, NotANumber { at: 2 }),
            ("40%%", 2, NotANumber { at: 3 }),
            ("1.500", 4, TwoReadings { grouped: Some(15_000_000), decimal: Some(15_000) }),
            ("1.500", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
            ("-12.000", 0, TwoReadings { grouped: Some(-12_000), decimal: Some(-12) }),
            ("1.500", 0, TwoReadings { grouped: Some(1_500), decimal: None }),
            ("12.345", 2, TwoReadings { grouped: Some(1_234_500), decimal: None }),
            ("¥ 1.500", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
            ("１．５００", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
            ("1.500 %", 2, TwoReadings { grouped: Some(150_000), decimal: Some(150) }),
            ("1.500k", 0, TwoReadings { grouped: Some(1_500_000), decimal: Some(1_500) }),
            ("0,500", 2, Ambiguous),
            ("12.3456", 2, TooManyDecimals { max: 2 }),
            ("0.5", 0, TooManyDecimals { max: 0 }),
            ("1,5", 2, Ambiguous),
            ("12,0", 2, Ambiguous),
            ("1,0000", 0, Ambiguous),
            ("1 234,567", 3, Ambiguous),
            ("1,234,56", 0, Ambiguous),
            ("1234,567", 0, Ambiguous),
            ("1 2", 0, Ambiguous),
            ("123,45,678", 0, Ambiguous),
            ("1,234 567", 0, Ambiguous),
            ("9223372036854775808", 0, TooLarge),
            ("9999999999亿", 2, TooLarge),
        ] {
            assert_eq!(value(text, decimals), Err(fault), "{text:?} with {decimals}");
        }
    }

    #[test]
    fn percent_and_currency_are_returned() {
        let read = |text| parse(text, 2).map(|numeral| (numeral.percent, numeral.currency)).unwrap();
        assert_eq!(read("40 %"), (true, String::new()));
        assert_eq!(read("20"), (false, String::new()));
        for (text, code, may_be) in [
            ("20", "CNY", true),
            ("¥20", "CNY", true),
            ("￥20", "JPY", true),
            ("20元", "CNY", true),
            ("20 RMB", "CNY", true),
            ("CNY 20", "CNY", true),
            ("$20", "SGD", true),
            ("$20", "MXN", true),
            ("$20", "CNY", false),
            ("US$20", "CNY", false),
            ("€ 1,200", "CNY", false),
            // Dirhams and dinars end in D and are no dollars.
            ("$20", "AED", false),
            ("$20", "KWD", false),
            ("HK$20", "HKD", true),
            ("HK$20", "USD", false),
            ("€20", "EUR", true),
            ("20 €", "CNY", false),
            ("20 EUR", "CNY", false),
            ("¥20", "EUR", false),
            ("20 RMB", "USD", false),
            ("₩20", "KRW", true),
            ("₩20", "USD", false),
            ("₨20", "INR", true),
            ("₨20", "PKR", true),
            ("₨20", "USD", false),
            // Of no known currency.
            ("₿ 20", "CNY", false),
            ("XY$ 20", "USD", false),
        ] {
            assert_eq!(parse(text, 2).unwrap().may_be_in(code), may_be, "{text} in {code}");
        }
    }

    #[test]
    fn a_field_reads_back_what_it_shows() {
        assert_eq!(plain(11_250, 4), "1.1250");
        assert_eq!(plain(11_255, 4), "1.1255");
        assert_eq!(plain(11_200, 4), "1.12");
        assert_eq!(plain(15_000_000, 4), "1500");
        assert_eq!(plain(1_500, 3), "1.5");
        assert_eq!(plain(1_501, 3), "1.501");
        assert_eq!(plain(-112_500, 5), "-1.1250");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}", decimals in 0_u8..6) {
            let _ = parse(&text, decimals);
        }

        #[test]
        fn reads_what_a_pattern_writes(value: i64, decimals in 0_u8..5) {
            let value = value.saturating_add(1); // i64::MIN has no positive digits to read
            let written = Pattern::default().write(value, decimals, shown(value, decimals));
            proptest::prop_assert_eq!(self::value(&written, decimals), Ok(value), "{}", written);
            let written = plain(value, decimals);
            proptest::prop_assert_eq!(self::value(&written, decimals), Ok(value), "{}", written);
        }

        #[test]
        fn a_point_before_three_digits_is_never_guessed(whole in 1_i64..1000, rest in 0_i64..1000, decimals in 0_u8..6) {
            let text = format!("{whole}.{rest:03}");
            match parse(&text, decimals) {
                Ok(numeral) => proptest::prop_assert_eq!((decimals, numeral.value), (3, whole * 1000 + rest)),
                Err(TwoReadings { grouped, .. }) => {
                    proptest::prop_assert_eq!(grouped, Some((whole * 1000 + rest) * 10_i64.pow(decimals.into())));
                }
                Err(other) => panic!("{text}: {other}"),
            }
        }
    }
}
