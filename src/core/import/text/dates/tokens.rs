//! Splits a date into tokens: numbers, names of months and weekdays in English, Chinese, German, French, Spanish, Italian,
//! Portuguese and Dutch, names of months in Greek and Vietnamese, and the separators between them.
//!
//! Must not know which token is the day.

use chrono::Weekday;

use super::names::{WEEKDAYS, month, vietnamese_month, weekday};
use super::normalize::normalized;
use crate::import::text::dates::DateError;

/// A token of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum DateToken {
    /// A number, with how many digits it is written in.
    Number { value: u32, digits: usize },
    /// A year with its unit: 2027年.
    Year { value: u32, digits: usize },
    /// A month with its unit: 3月.
    Month(u32),
    /// A day with its unit: 5日.
    Day(u32),
    /// A month by its name, and whether English has that name.
    Name { month: u32, english: bool },
    /// 上旬, 中旬, 下旬.
    Tenth(u32),
    /// A quarter of a year.
    Quarter(u32),
    /// A half of a year.
    Half(u32),
    /// A week; `of_calendar` where its word means a calendar week.
    Week { number: u32, of_calendar: bool },
}

/// The separators before a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Separator(String);

impl Separator {
    /// Whether a mark is among them.
    pub(in crate::import) fn has(&self, mark: char) -> bool {
        self.0.contains(mark)
    }

    /// The marks without spaces.
    pub(in crate::import) fn marks(&self) -> String {
        self.0.chars().filter(|mark| *mark != ' ').collect()
    }

    /// Whether it is one mark between numbers of a date.
    pub(in crate::import) fn is_mark(&self) -> bool {
        matches!(self.0.trim(), "/" | "-" | ".")
    }

    /// Whether it separates the first and the last day of a range.
    pub(in crate::import) fn is_between(&self) -> bool {
        self.0.contains(['~', '–', '—', '至', '到', '…', '→']) || self.0.contains("..") || self.0.contains(" - ")
    }

    /// Whether it may separate a month from the year after it: `Mar-27`, `Mar27`, `Mar/27`, `Mar.27`.
    pub(in crate::import) fn may_precede_year(&self) -> bool {
        matches!(self.0.as_str(), "" | "-" | "/" | "." | "'" | " '" | "_")
    }
}

/// The tokens of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_field_names)] // the tokens, and the separators between them
pub(in crate::import) struct DateTokens {
    /// The tokens without the weekday.
    pub(in crate::import) tokens: Vec<DateToken>,
    /// The separator before each of them.
    pub(in crate::import) separators: Vec<Separator>,
    /// The separator after the last.
    pub(in crate::import) tail: Separator,
    /// The weekday.
    pub(in crate::import) weekday: Option<Weekday>,
}

/// The most tokens of a date.
const MAX_TOKENS: usize = 4;

/// Words without a meaning of their own.
const CONNECTING: [&str; 19] = [
    "de", "of", "the", "le", "del", "den", "der", "dem", "am", "on", "at", "um", "el", "la", "il", "d", "uhr", "ngay",
    "nam",
];

/// Splits a text into tokens. Fails where it contains more than a date.
pub(in crate::import) fn tokenize(text: &str) -> Result<DateTokens, DateError> {
    let text = normalized(text);
    let letters: Vec<char> = text.chars().collect();
    let mut found = DateTokens::default();
    let mut separator = String::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let token = if letter.is_ascii_digit() {
            let (token, after) = number(&letters, at)?;
            at = after;
            Some(token)
        } else if letter.is_ascii_alphabetic() {
            let end = at + letters[at..].iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
            let name: String = letters[at..end].iter().collect();
            at = end;
            found.named(&name, &letters, &mut at, &mut separator)?
        } else {
            at += 1;
            found.sign(letter, &letters, &mut at, &mut separator)?
        };
        if let Some(token) = token {
            found.tokens.push(token);
            found.separators.push(Separator(std::mem::take(&mut separator)));
            if found.tokens.len() > MAX_TOKENS {
                return Err(DateError::NotADay);
            }
        }
    }
    found.tail = Separator(separator);
    // Separators at either end mean that the text is more than a date.
    let is_clean = |separator: &Separator| matches!(separator.marks().as_str(), "" | "," | ".");
    if found.separators.first().is_some_and(is_clean) && is_clean(&found.tail) {
        Ok(found)
    } else {
        Err(DateError::NotADay)
    }
}

/// A number with the unit character after it, and its end.
fn number(letters: &[char], at: usize) -> Result<(DateToken, usize), DateError> {
    let digits = letters[at..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    let mut end = at + digits;
    if digits > 8 {
        return Err(DateError::NotADay);
    }
    let value = letters[at..end].iter().fold(0, |value, digit| value * 10 + digit.to_digit(10).unwrap_or(0));
    let next = letters.get(end).copied().unwrap_or(' ');
    let token = match next {
        '年' => DateToken::Year { value, digits },
        '月' if (1..=12).contains(&value) && digits <= 2 => DateToken::Month(value),
        '月' => return Err(DateError::NotADay),
        '日' | '号' => DateToken::Day(value),
        '季' if (1..=4).contains(&value) => DateToken::Quarter(value),
        '周' if (1..=53).contains(&value) => DateToken::Week { number: value, of_calendar: false },
        _ => {
            // 1st, 2nd, 1er, 3º
            for ordinal in ["st", "nd", "rd", "th", "er", "º", "ª"] {
                let rest: String = letters[end..].iter().take(ordinal.chars().count() + 1).collect();
                let after = rest.strip_prefix(ordinal);
                if after.is_some_and(|after| !after.starts_with(|letter: char| letter.is_ascii_alphabetic())) {
                    end += ordinal.chars().count();
                    break;
                }
            }
            return Ok((DateToken::Number { value, digits }, end));
        }
    };
    end += 1;
    // 3月份, 1季度
    if matches!((next, letters.get(end)), ('月', Some('份')) | ('季', Some('度'))) {
        end += 1;
    }
    Ok((token, end))
}

impl DateTokens {
    /// Reads a name in ASCII letters. The number after or before it may belong to it.
    fn named(
        &mut self,
        name: &str,
        letters: &[char],
        at: &mut usize,
        separator: &mut String,
    ) -> Result<Option<DateToken>, DateError> {
        // tháng Sáu, thg 6
        if matches!(name, "thang" | "thg") {
            let skipped = letters[*at..].iter().take_while(|letter| matches!(letter, ' ' | '.')).count();
            let rest = &letters[*at + skipped..];
            let (month, length) = vietnamese_month(rest).ok_or(DateError::NotADay)?;
            *at += skipped + length;
            return Ok(Some(DateToken::Name { month, english: false }));
        }
        let month = month(name);
        let weekday = weekday(name);
        if let Some(weekday) = weekday.filter(|_| month.is_none()) {
            self.weekday = Some(weekday);
            if letters.get(*at) == Some(&'.') {
                *at += 1;
            }
            return Ok(None);
        }
        if let Some((month, english)) = month {
            // mar. 3 mars
            if let ([DateToken::Name { month: 3, english: true }, ..], false) =
                (&self.tokens[..], english || separator.contains('-'))
            {
                self.tokens.remove(0);
                *separator =
                    if self.tokens.is_empty() { self.separators.remove(0).0 } else { std::mem::take(separator) };
                self.separators.truncate(self.tokens.len());
                self.weekday = Some(Weekday::Tue);
            }
            // The point of an abbreviation.
            if letters.get(*at) == Some(&'.') && letters.get(*at + 1).is_none_or(|next| *next == ' ') {
                *at += 1;
            }
            return Ok(Some(DateToken::Name { month, english }));
        }
        let (most, make): (u32, fn(u32) -> DateToken) = match name {
            "q" | "qtr" | "quarter" | "quartal" | "trimestre" | "trim" | "kwartaal" | "t" => (4, DateToken::Quarter),
            "h" | "hy" | "half" | "halbjahr" => (2, DateToken::Half),
            "kw" | "cw" => (53, |number| DateToken::Week { number, of_calendar: true }),
            "w" | "wk" | "week" | "woche" | "semaine" | "semana" | "settimana" => {
                (53, |number| DateToken::Week { number, of_calendar: false })
            }
            "ww" => (53, |number| DateToken::Week { number, of_calendar: true }),
            _ if CONNECTING.contains(&name) => {
                separator.push(' ');
                return Ok(None);
            }
            _ => return Err(DateError::NotADay),
        };
        let of = |number: u32| (1..=most).contains(&number);
        // The number after it, else the one before: Q1, KW 9, 1Q.
        let mut start = *at;
        while letters.get(start).is_some_and(|letter| matches!(letter, ' ' | '.' | '#')) {
            start += 1;
        }
        let digits = letters[start..].iter().take_while(|letter| letter.is_ascii_digit()).count();
        let behind: u32 = letters[start..start + digits].iter().collect::<String>().parse().unwrap_or(0);
        if (1..=2).contains(&digits) && of(behind) {
            *at = start + digits;
            return Ok(Some(make(behind)));
        }
        match self.tokens.pop() {
            Some(DateToken::Number { value, digits: 1..=2 }) if of(value) => {
                *separator = self.separators.pop().unwrap_or_default().0;
                Ok(Some(make(value)))
            }
            _ => Err(DateError::NotADay),
        }
    }

    /// Reads a character that is neither an ASCII letter nor a digit.
    fn sign(
        &mut self,
        letter: char,
        letters: &[char],
        at: &mut usize,
        separator: &mut String,
    ) -> Result<Option<DateToken>, DateError> {
        match letter {
            '-' | '/' | '.' | ',' | '\'' | '_' | '~' | '–' | '—' | '至' | '到' | '…' | '→' => {
                separator.push(letter);
            }
            ' ' | '(' | ')' | '第' | '度' | '的' => separator.push(' '),
            '\u{e000}'..='\u{e006}' => {
                self.weekday = Some(WEEKDAYS[letter as usize - 0xe000]);
            }
            '上' | '中' | '下' => {
                let next = letters.get(*at).copied();
                *at += 1;
                let number = match (letter, next) {
                    ('上', Some('旬')) => return Ok(Some(DateToken::Tenth(1))),
                    ('中', Some('旬')) => return Ok(Some(DateToken::Tenth(2))),
                    ('下', Some('旬')) => return Ok(Some(DateToken::Tenth(3))),
                    ('上', Some('半')) => 1,
                    ('下', Some('半')) => 2,
                    _ => return Err(DateError::NotADay),
                };
                if letters.get(*at) != Some(&'年') {
                    return Err(DateError::NotADay);
                }
                *at += 1;
                return Ok(Some(DateToken::Half(number)));
            }
            _ => return Err(DateError::NotADay),
        }
        Ok(None)
    }
}
