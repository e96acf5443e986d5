//! Splits a date into tokens: numbers, names of months and weekdays in English, Chinese, German, French, Spanish, Italian,
//! Portuguese and Dutch, and the separators between them.
//!
//! Must not know which token is the day.

use chrono::Weekday;

use crate::import::text::dates::DateError;
use crate::text::width::narrow;

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

    /// Whether a year may follow a month behind it: `Mar-27`, `Mar27`, `Mar/27`, `Mar.27`.
    pub(in crate::import) fn may_stand_before_year(&self) -> bool {
        matches!(self.0.as_str(), "" | "-" | "/" | "." | "'" | " '" | "_")
    }
}

/// The tokens of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_field_names)] // the tokens, and the separators between them
pub(in crate::import) struct DateTokens {
    /// The tokens without the weekday.
    pub(in crate::import) words: Vec<DateToken>,
    /// The separator before each of them.
    pub(in crate::import) gaps: Vec<Separator>,
    /// The separator after the last.
    pub(in crate::import) tail: Separator,
    /// The weekday.
    pub(in crate::import) weekday: Option<Weekday>,
}

/// The most tokens of a date.
const MAX_WORDS: usize = 4;

const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

pub(in crate::import) const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Months in other languages, without their accents. Abbreviations of three letters or more are recognised.
const OTHER_MONTHS: [(&str, u32); 62] = [
    ("januar", 1),
    ("janner", 1),
    ("jaenner", 1),
    ("janvier", 1),
    ("enero", 1),
    ("gennaio", 1),
    ("janeiro", 1),
    ("januari", 1),
    ("februar", 2),
    ("fevrier", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("fevereiro", 2),
    ("februari", 2),
    ("marz", 3),
    ("maerz", 3),
    ("mrz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("marco", 3),
    ("maart", 3),
    ("mrt", 3),
    ("avril", 4),
    ("abril", 4),
    ("aprile", 4),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("maio", 5),
    ("mei", 5),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("junho", 6),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("luglio", 7),
    ("julho", 7),
    ("aout", 8),
    ("agosto", 8),
    ("augustus", 8),
    ("septembre", 9),
    ("septiembre", 9),
    ("setiembre", 9),
    ("settembre", 9),
    ("setembro", 9),
    ("oktober", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("outubro", 10),
    ("novembre", 11),
    ("noviembre", 11),
    ("novembro", 11),
    ("dezember", 12),
    ("decembre", 12),
    ("diciembre", 12),
    ("dicembre", 12),
    ("dezembro", 12),
    ("desember", 12),
];

/// Days of the week; abbreviations of three letters or more are recognised.
const DAYS: [(&str, usize); 34] = [
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("weds", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("montag", 0),
    ("dienstag", 1),
    ("mittwoch", 2),
    ("donnerstag", 3),
    ("freitag", 4),
    ("samstag", 5),
    ("sonnabend", 5),
    ("sonntag", 6),
    ("lundi", 0),
    ("mardi", 1),
    ("mercredi", 2),
    ("jeudi", 3),
    ("vendredi", 4),
    ("samedi", 5),
    ("dimanche", 6),
    ("lunes", 0),
    ("martes", 1),
    ("miercoles", 2),
    ("jueves", 3),
    ("viernes", 4),
    ("sabado", 5),
    ("domingo", 6),
    ("martedi", 1),
    ("giovedi", 3),
    ("venerdi", 4),
    ("domenica", 6),
];
/// Days of the week in two letters, as German tables have them.
const SHORT_DAYS: [(&str, usize); 7] = [("mo", 0), ("di", 1), ("mi", 2), ("do", 3), ("fr", 4), ("sa", 5), ("so", 6)];

/// Words without a meaning of their own.
const CONNECTING: [&str; 17] =
    ["de", "of", "the", "le", "del", "den", "der", "dem", "am", "on", "at", "um", "el", "la", "il", "d", "uhr"];

/// The words of a text, if it is nothing else besides a date.
pub(in crate::import) fn words(text: &str) -> Result<DateTokens, DateError> {
    let text = prepared(text);
    let letters: Vec<char> = text.chars().collect();
    let mut found = DateTokens::default();
    let mut gap = String::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let word = if letter.is_ascii_digit() {
            let (word, after) = number(&letters, at)?;
            at = after;
            Some(word)
        } else if letter.is_ascii_alphabetic() {
            let end = at + letters[at..].iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
            let name: String = letters[at..end].iter().collect();
            at = end;
            found.named(&name, &letters, &mut at, &mut gap)?
        } else {
            at += 1;
            found.sign(letter, &letters, &mut at, &mut gap)?
        };
        if let Some(word) = word {
            found.words.push(word);
            found.gaps.push(Separator(std::mem::take(&mut gap)));
            if found.words.len() > MAX_WORDS {
                return Err(DateError::NotADay);
            }
        }
    }
    found.tail = Separator(gap);
    // Separators at either end mean that the text is more than a date.
    let is_clean = |gap: &Separator| matches!(gap.marks().as_str(), "" | "," | ".");
    if found.gaps.first().is_some_and(is_clean) && is_clean(&found.tail) { Ok(found) } else { Err(DateError::NotADay) }
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
    let word = match next {
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
    Ok((word, end))
}

impl DateTokens {
    /// A token in letters. The text after it may belong to it.
    fn named(
        &mut self,
        name: &str,
        letters: &[char],
        at: &mut usize,
        gap: &mut String,
    ) -> Result<Option<DateToken>, DateError> {
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
                (&self.words[..], english || gap.contains('-'))
            {
                self.words.remove(0);
                *gap = if self.words.is_empty() { self.gaps.remove(0).0 } else { std::mem::take(gap) };
                self.gaps.truncate(self.words.len());
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
                gap.push(' ');
                return Ok(None);
            }
            _ => return Err(DateError::NotADay),
        };
        let of = |number: u32| (1..=most).contains(&number);
        // The number behind it, else the one before: Q1, KW 9, 1Q.
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
        match self.words.pop() {
            Some(DateToken::Number { value, digits: 1..=2 }) if of(value) => {
                *gap = self.gaps.pop().unwrap_or_default().0;
                Ok(Some(make(value)))
            }
            _ => Err(DateError::NotADay),
        }
    }

    /// A sign that is neither a letter of ours nor a digit.
    fn sign(
        &mut self,
        letter: char,
        letters: &[char],
        at: &mut usize,
        gap: &mut String,
    ) -> Result<Option<DateToken>, DateError> {
        match letter {
            '-' | '/' | '.' | ',' | '\'' | '_' | '~' | '–' | '—' | '至' | '到' | '…' | '→' => {
                gap.push(letter);
            }
            ' ' | '(' | ')' | '第' | '度' | '的' => gap.push(' '),
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

/// A month by its name, and whether English has that name.
pub(in crate::import) fn month(name: &str) -> Option<(u32, bool)> {
    // English words that begin months elsewhere.
    if name.len() < 3 || matches!(name, "set" | "out") {
        return None;
    }
    let english = ENGLISH_MONTHS.iter().position(|full| full.starts_with(name));
    if let Some(at) = english {
        return Some((u32::try_from(at).unwrap_or(0) + 1, true));
    }
    let mut found = OTHER_MONTHS.iter().filter(|(full, _)| full.starts_with(name)).map(|(_, month)| *month);
    let first = found.next()?;
    // jui begins two of them.
    found.all(|month| month == first).then_some((first, false))
}

fn weekday(name: &str) -> Option<Weekday> {
    let short = SHORT_DAYS.iter().find(|(short, _)| *short == name);
    let full = || DAYS.iter().find(|(full, _)| name.len() >= 3 && full.starts_with(name));
    short.or_else(full).map(|(_, at)| WEEKDAYS[*at])
}

/// A text in small plain letters, without times of day; the day of the week in Chinese, Japanese and Korean made one sign.
pub(in crate::import) fn prepared(text: &str) -> String {
    let plain: String = text.chars().filter_map(plain_letter).collect();
    let plain = plain.replace("&nbsp;", " ");
    let plain = with_weekday_signs(&with_digits(&plain));
    let plain = without_times(&plain);
    plain.trim().to_owned()
}

/// A letter without its width, its accent and its size. `None` for invisible ones.
fn plain_letter(letter: char) -> Option<char> {
    let letter = match narrow(letter) {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        letter => letter,
    };
    Some(match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        '‐' | '‑' | '−' | '﹣' => '-',
        '〜' | '～' => '~',
        '、' | '，' => ',',
        '。' => '.',
        '’' | '‘' | '`' | '´' => '\'',
        '号' | '號' => '号',
        '年' | '년' => '年',
        '周' | '週' => '周',
        '禮' => '礼',
        '【' | '[' => '(',
        '】' | ']' => ')',
        '点' | '點' => '点',
        '时' | '時' => '时',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    })
}

/// Chinese numerals before 年, 月, 日 and the like as digits: 三月 is 3月, 十二月 is 12月.
fn with_digits(text: &str) -> String {
    if !text.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇', '零']) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut written, mut at) = (String::new(), 0);
    while at < letters.len() {
        let length = letters[at..].iter().take_while(|letter| numeral(**letter).is_some()).count();
        let next = letters.get(at + length);
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let counts = next.is_some_and(|next| matches!(next, '年' | '月' | '日' | '号' | '季' | '周'));
        // 星期三, 周六: a day of the week. 第三周 is a week.
        let is_weekday = before.is_some_and(|before| matches!(before, '期' | '周' | '拜'));
        if length > 0 && counts && !is_weekday {
            written.push_str(&digits(&letters[at..at + length]));
            at += length;
        } else {
            written.push(letters[at]);
            at += 1;
        }
    }
    written
}

fn numeral(letter: char) -> Option<u32> {
    "〇一二三四五六七八九十"
        .chars()
        .position(|known| known == letter || (letter == '零' && known == '〇'))
        .and_then(|at| u32::try_from(at).ok())
}

/// 二〇二七 by its digits, 二十五 by its tens.
fn digits(letters: &[char]) -> String {
    let values: Vec<u32> = letters.iter().filter_map(|letter| numeral(*letter)).collect();
    match values[..] {
        [10] => "10".to_owned(),
        [10, ones] => (10 + ones).to_string(),
        [tens, 10] => (tens * 10).to_string(),
        [tens, 10, ones] => (tens * 10 + ones).to_string(),
        _ => values.iter().map(|value| if *value == 10 { "?".to_owned() } else { value.to_string() }).collect(),
    }
}

/// 星期六, 周六, 礼拜六, (六), 土曜日, 토요일 as one sign of the private use area each.
fn with_weekday_signs(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let sign = |at: usize| u32::try_from(at).ok().and_then(|at| char::from_u32(0xe000 + at));
    let of = |names: &str, letter: Option<&char>| {
        names.chars().position(|name| Some(&name) == letter).map(|at| at % 7).and_then(sign)
    };
    let (chinese, japanese, korean) = ("一二三四五六日一二三四五六天", "月火水木金土日", "월화수목금토일");
    let (mut written, mut at) = (String::new(), 0);
    while let Some(&letter) = letters.get(at) {
        let next = |by: usize| letters.get(at + by);
        let (found, length) = match letter {
            '星' if next(1) == Some(&'期') => (of(chinese, next(2)), 3),
            '礼' if next(1) == Some(&'拜') => (of(chinese, next(2)), 3),
            '周' => (of(chinese, next(1)), 2),
            '(' if next(2) == Some(&')') => {
                (of(chinese, next(1)).or_else(|| of(japanese, next(1))).or_else(|| of(korean, next(1))), 3)
            }
            _ if next(1) == Some(&'曜') => (of(japanese, Some(&letter)), if next(2) == Some(&'日') { 3 } else { 2 }),
            _ if next(1) == Some(&'요') && next(2) == Some(&'일') => (of(korean, Some(&letter)), 3),
            _ => (None, 1),
        };
        match found {
            Some(sign) => {
                written.push(' ');
                written.push(sign);
                written.push(' ');
                at += length;
            }
            None => {
                written.push(match letter {
                    '월' => '月',
                    '일' => '日',
                    other => other,
                });
                at += 1;
            }
        }
    }
    written
}

/// The text without times of day: `10:30 PM`, `T09:30:00Z`, `22h30`, 12时01分35秒.
fn without_times(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        match time_at(&letters, at) {
            Some((from, until)) => {
                letters.splice(from..until, [' ']);
                at = from + 1;
            }
            None => at += 1,
        }
    }
    let text: String = letters.into_iter().collect();
    ["上午", "下午", "早上", "晚上", "凌晨", "中午"].iter().fold(text, |text, part| text.replace(part, " "))
}

/// Where a time of day begins and ends whose hour begins at that place.
fn time_at(letters: &[char], at: usize) -> Option<(usize, usize)> {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let run =
        |from: usize| letters[from.min(letters.len())..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    if !is_digit(at) || at.checked_sub(1).is_some_and(is_digit) {
        return None;
    }
    let hour = run(at);
    let behind_t = at > 1 && letters[at - 1] == 't' && is_digit(at - 2);
    let from = if behind_t { at - 1 } else { at };
    let mut end = at + hour;
    match letters.get(end) {
        Some(':') if hour <= 2 && is_digit(end + 1) => {
            while matches!(letters.get(end), Some(':' | '.' | ',')) && is_digit(end + 1) {
                end += 1 + run(end + 1);
            }
        }
        // 20270301T093000
        _ if behind_t && (hour == 4 || hour == 6) => {}
        Some('h') if hour <= 2 && run(end + 1) == 2 => end += 3,
        Some('时' | '点') if hour <= 2 => {
            end += 1;
            while is_digit(end) {
                end += run(end);
                end += usize::from(matches!(letters.get(end), Some('分' | '秒')));
            }
            end += usize::from(matches!(letters.get(end), Some('整' | '半')));
        }
        // 10 PM, 22 Uhr
        Some('h') => return None,
        _ if hour <= 2 && after_half_of_day(letters, end) > end => {}
        _ => return None,
    }
    end = after_half_of_day(letters, end);
    end = after_zone(letters, end);
    Some((from, end))
}

/// Behind AM or PM.
fn after_half_of_day(letters: &[char], at: usize) -> usize {
    let rest: String = letters[at.min(letters.len())..].iter().take(8).collect();
    let trimmed = rest.trim_start();
    let spaces = rest.chars().count() - trimmed.chars().count();
    for half in ["a.m.", "p.m.", "am", "pm", "uhr", "h"] {
        let after = trimmed.strip_prefix(half);
        if after.is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphanumeric())) {
            return at + spaces + half.len();
        }
    }
    at
}

/// Behind a time zone: `Z`, `+08:00`, `GMT`.
fn after_zone(letters: &[char], at: usize) -> usize {
    let rest: String = letters[at.min(letters.len())..].iter().take(12).collect();
    let trimmed = rest.trim_start();
    let spaces = rest.chars().count() - trimmed.chars().count();
    for zone in ["z", "utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "cst", "bst", "jst"] {
        let after = trimmed.strip_prefix(zone);
        if after.is_some_and(|after| !after.starts_with(|letter: char| letter.is_alphabetic())) {
            return after_zone(letters, at + spaces + zone.len());
        }
    }
    let Some(offset) = trimmed.strip_prefix(['+', '-']) else { return at };
    let digits = offset.chars().take_while(|letter| letter.is_ascii_digit() || *letter == ':').count();
    // A hyphen behind a space may begin another date.
    let stands_alone = !offset[digits..].starts_with(['-', '/', '.']);
    let is_offset = matches!(digits, 2 | 4 | 5) && stands_alone && (spaces == 0 || trimmed.starts_with('+'));
    if is_offset { at + spaces + 1 + digits } else { at }
}
