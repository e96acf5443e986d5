//! Days as tables have them: `2027-03-01`, `2027/3/1`, 2027年3月1日, 3月1日, `1 Mar 2027`, and runs of days.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::workbook::day_of_serial;
use crate::plan::calendar::{DateRange, last_of_month};

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFault {
    /// None at all.
    NotADay,
    /// `3/4/2027`: the third of April, or the fourth of March.
    Ambiguous,
    /// The last day stands before the first.
    Backwards,
    /// It lies outside of the years 1900 to 2199.
    OutOfRange,
    /// The day of the week beside it is another one.
    Weekday,
}

/// Which of two short numbers is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// Nothing tells.
    #[default]
    Unknown,
    /// 31/3
    DayFirst,
    /// 3/31
    MonthFirst,
}

/// What a number beside a month's name is, where nothing else stands there: `Mar-27`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BesideMonth {
    /// The year where it is near the plan's; otherwise nothing tells.
    #[default]
    Unknown,
    /// The day.
    Day,
    /// The year.
    Year,
}

/// How a table's days are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    /// The plan's days, which a day without a year falls in.
    pub plan: Option<DateRange>,
    /// The year of a day without one, where the plan has no days.
    pub year: i32,
    /// Which of two short numbers is the day.
    pub order: DayOrder,
    /// Whether numbers are a spreadsheet's serial days.
    pub serials: bool,
    /// What a number beside a month's name is.
    pub beside_month: BesideMonth,
}

impl Dates {
    /// These, for a column with these cells: what they tell of the order of day and month, where that is not settled, and
    /// of the numbers beside names of months.
    #[must_use]
    pub fn for_column<'a>(self, cells: impl Iterator<Item = &'a str>) -> Dates {
        let order = if self.order == DayOrder::Unknown { order_of(cells, self.plan) } else { self.order };
        Dates { order, ..self }
    }

    /// A day, or the run of days of a month, or one from a first to a last day.
    pub fn span(self, text: &str) -> Result<DateRange, DateFault> {
        let text = narrowed(text);
        let text = text.trim();
        if let Ok(span) = self.single(text) {
            return Ok(span);
        }
        for separator in ["至", "到", "~", "—", "–", " to ", " - ", "/", "-"] {
            let mut fault = None;
            for (at, _) in text.match_indices(separator) {
                let (first, last) = (text[..at].trim(), text[at + separator.len()..].trim());
                match self.both(first, last) {
                    Ok(span) => return Ok(span),
                    Err(DateFault::NotADay) => {}
                    Err(other) => fault = Some(other),
                }
            }
            if let Some(fault) = fault {
                return Err(fault);
            }
        }
        self.single(text)
    }

    fn both(self, first: &str, last: &str) -> Result<DateRange, DateFault> {
        let from = self.single(first)?;
        // 3月1日-15日, 3月1-15日: the month stands once.
        let until = self.single(last).or_else(|fault| {
            let day = last.trim_end_matches(['日', '号']).parse().map_err(|_| fault)?;
            let day = from.first().with_day(day).ok_or(fault)?;
            DateRange::new(day, day).ok_or(fault)
        })?;
        DateRange::new(from.first(), until.last()).ok_or(DateFault::Backwards)
    }

    /// One day, or one month.
    fn single(self, text: &str) -> Result<DateRange, DateFault> {
        let day = |day: Option<NaiveDate>| day.and_then(|day| DateRange::new(day, day)).ok_or(DateFault::NotADay);
        if self.serials
            && let Ok(serial) = text.parse::<f64>()
        {
            // From 1954 to 2173: other numbers are no days.
            let serial = Some(serial).filter(|serial| (20_000.0..100_000.0).contains(serial));
            return day(serial.and_then(|serial| day_of_serial(serial, false)));
        }
        // A time of day behind the day is none of a budget's business.
        let text = text.split(['T', 't']).next().filter(|date| date.len() == 10).unwrap_or(text);
        let words = words(text)?;
        match words[..] {
            // 20270301
            [Word::Number(number, 8)] => {
                let (month, dom) = (number / 100 % 100, number % 100);
                day(i32::try_from(number / 10_000).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, dom)))
            }
            [Word::Number(year, 4), Word::Number(month, 1..=2), Word::Number(dom, 1..=2)] => {
                day(date(year, month, dom))
            }
            [Word::Number(year, 4), Word::Month(month), Word::Number(dom, 1..=2)]
            | [Word::Number(dom, 1..=2), Word::Month(month), Word::Number(year, 4)]
            | [Word::Month(month), Word::Number(dom, 1..=2), Word::Number(year, 4)] => day(date(year, month, dom)),
            [Word::Number(first, 1..=2), Word::Number(second, 1..=2), Word::Number(year, 4)] => {
                let (month, dom) = self.ordered(first, second)?;
                day(date(year, month, dom))
            }
            // 2027-03, 2027年3月, Mar 2027
            [Word::Number(year, 4), Word::Number(month, 1..=2) | Word::Month(month)]
            | [Word::Month(month), Word::Number(year, 4)] => month_of(date(year, month, 1)),
            // 3月1日, 1 Mar
            [Word::Month(month), Word::Number(dom, 1..=2)] | [Word::Number(dom, 1..=2), Word::Month(month)] => {
                day(self.within_plan(month, dom))
            }
            [Word::Number(first, 1..=2), Word::Number(second, 1..=2)] => {
                // 3月1日 has come apart into these, and 3/1 or 3.1 is written so where months stand first.
                if text.matches('月').count() > 1 {
                    return Err(DateFault::NotADay);
                }
                let (month, dom) = if text.contains('月') {
                    (first, second)
                } else {
                    self.ordered(first, second).or(if text.contains('.') {
                        Ok((first, second))
                    } else {
                        Err(DateFault::Ambiguous)
                    })?
                };
                day(self.within_plan(month, dom))
            }
            [Word::Month(month)] => month_of(self.within_plan(month, 1)),
            [Word::Number(month, 1..=2)] if text.ends_with('月') || text.ends_with("月份") => {
                month_of(self.within_plan(month, 1))
            }
            _ => Err(DateFault::NotADay),
        }
    }

    /// Month and day of two short numbers.
    fn ordered(self, first: u32, second: u32) -> Result<(u32, u32), DateFault> {
        match (first, second) {
            (13.., 13..) => Err(DateFault::NotADay),
            (13.., _) => Ok((second, first)),
            (_, 13..) => Ok((first, second)),
            _ if first == second => Ok((first, second)),
            _ => match self.order {
                DayOrder::DayFirst => Ok((second, first)),
                DayOrder::MonthFirst => Ok((first, second)),
                DayOrder::Unknown => Err(DateFault::Ambiguous),
            },
        }
    }

    /// The day of the year that lies in the plan, else in the year it begins in.
    fn within_plan(self, month: u32, dom: u32) -> Option<NaiveDate> {
        let Some(plan) = self.plan else { return NaiveDate::from_ymd_opt(self.year, month, dom) };
        let years = plan.first().year()..=plan.last().year();
        let on = |year| NaiveDate::from_ymd_opt(year, month, dom);
        let touches = |day: &NaiveDate| {
            // A month is asked for by its first day.
            *day <= plan.last() && if dom == 1 { last_of_month(*day) >= plan.first() } else { *day >= plan.first() }
        };
        let within = years.filter_map(on).find(touches);
        within.or_else(|| on(plan.first().year()))
    }
}

/// What the days of a column tell about their order: one that can be read in one way only, a day of the week beside one,
/// their sequence, or the days of the plan that they lie in.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>, _plan: Option<DateRange>) -> DayOrder {
    let (mut day_first, mut month_first) = (0, 0);
    for cell in cells {
        let text = narrowed(cell);
        match words(text.trim()).as_deref() {
            Ok(
                [Word::Number(13..=31, _), Word::Number(1..=12, _)]
                | [Word::Number(13..=31, _), Word::Number(1..=12, _), Word::Number(_, 4)],
            ) => day_first += 1,
            Ok(
                [Word::Number(1..=12, _), Word::Number(13..=31, _)]
                | [Word::Number(1..=12, _), Word::Number(13..=31, _), Word::Number(_, 4)],
            ) => month_first += 1,
            _ => {}
        }
    }
    match (day_first, month_first) {
        (1.., 0) => DayOrder::DayFirst,
        (0, 1..) => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}

/// The text of a heading that is about days: what stands behind in parentheses, and words such as 预算, left out.
pub fn day_part(heading: &str) -> &str {
    let text = heading.split(['(', '（']).next().unwrap_or_default().trim();
    ["预算", "金额", "费用", "budget", "Budget"]
        .iter()
        .fold(text, |text, word| text.strip_suffix(word).unwrap_or(text).trim_end())
}

/// Whether a heading names a month: 3月, 2027年3月, 2027-03, Mar, March 2027.
pub fn names_month(heading: &str) -> bool {
    let text = narrowed(day_part(heading));
    let text = text.trim();
    match words(text).as_deref() {
        Ok(
            [Word::Month(_)]
            | [Word::Month(_), Word::Number(1900..=2200, 4)]
            | [Word::Number(1900..=2200, 4), Word::Month(_) | Word::Number(1..=12, 1..=2)],
        ) => true,
        Ok([Word::Number(1..=12, 1..=2)]) => text.ends_with('月') || text.ends_with("月份"),
        _ => false,
    }
}

fn date(year: u32, month: u32, dom: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, dom)
}

fn month_of(first: Option<NaiveDate>) -> Result<DateRange, DateFault> {
    first.and_then(|first| DateRange::new(first, last_of_month(first))).ok_or(DateFault::NotADay)
}

fn narrowed(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            '\u{3000}' => ' ',
            _ => letter,
        })
        .collect()
}

/// A part of a date: a number with how many digits it is written in, or a month by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Number(u32, usize),
    Month(u32),
}

const MONTHS: [&str; 12] = [
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
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Numbers and months in a text; anything else but the marks between them makes it no date.
fn words(text: &str) -> Result<Vec<Word>, DateFault> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        if letter.is_ascii_digit() {
            let end = run(|letter| letter.is_ascii_digit());
            let number = rest[..end].parse().map_err(|_| DateFault::NotADay)?;
            words.push(Word::Number(number, end));
            rest = &rest[end..];
            // 1st, 2nd
            for ordinal in ["st", "nd", "rd", "th"] {
                rest = rest.strip_prefix(ordinal).unwrap_or(rest);
            }
        } else if letter.is_ascii_alphabetic() {
            let end = run(|letter| letter.is_ascii_alphabetic());
            let name = rest[..end].to_ascii_lowercase();
            let known = |list: &[&str]| list.iter().position(|full| full.starts_with(&name) && name.len() >= 3);
            match (known(&MONTHS), known(&WEEKDAYS)) {
                (Some(month), _) => words.push(Word::Month(u32::try_from(month).unwrap_or(0) + 1)),
                (_, Some(_)) => {}
                _ => return Err(DateFault::NotADay),
            }
            rest = &rest[end..];
        } else if matches!(letter, '-' | '/' | '.' | ',' | ' ' | '年' | '月' | '日' | '号' | '份') {
            rest = &rest[letter.len_utf8()..];
        } else {
            return Err(DateFault::NotADay);
        }
        if words.len() > 3 {
            return Err(DateFault::NotADay);
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Dates {
        let range = DateRange::new("2026-11-16".parse().unwrap(), "2027-06-30".parse().unwrap());
        Dates { plan: range, year: 2020, ..Dates::default() }
    }

    fn said(dates: Dates, text: &str) -> String {
        match dates.span(text) {
            Ok(span) if span.first() == span.last() => span.first().to_string(),
            Ok(span) => format!("{}/{}", span.first(), span.last()),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, day) in [
            ("2027-03-01", "2027-03-01"),
            ("2027/3/1", "2027-03-01"),
            ("2027.3.1", "2027-03-01"),
            ("20270301", "2027-03-01"),
            ("2027年3月1日", "2027-03-01"),
            ("２０２７年３月１日", "2027-03-01"),
            ("2027-03-01T09:30:00", "2027-03-01"),
            ("1 Mar 2027", "2027-03-01"),
            ("March 1st, 2027", "2027-03-01"),
            ("Mon, Mar 1, 2027", "2027-03-01"),
            ("3月1日", "2027-03-01"),
            ("11月20日", "2026-11-20"),
            ("11月3号", "2026-11-03"),
            ("8月1日", "2026-08-01"),
            ("1 Mar", "2027-03-01"),
            ("3.15", "2027-03-15"),
            ("3/15", "2027-03-15"),
            ("15/3/2027", "2027-03-15"),
            ("3/3/2027", "2027-03-03"),
            ("2027-03", "2027-03-01/2027-03-31"),
            ("2027年2月", "2027-02-01/2027-02-28"),
            ("3月", "2027-03-01/2027-03-31"),
            ("11月", "2026-11-01/2026-11-30"),
            ("Mar 2027", "2027-03-01/2027-03-31"),
            ("2027-03-01/2027-05-31", "2027-03-01/2027-05-31"),
            ("2027-03-01 - 2027-05-31", "2027-03-01/2027-05-31"),
            ("2027/3/1-2027/5/31", "2027-03-01/2027-05-31"),
            ("3月1日-3月15日", "2027-03-01/2027-03-15"),
            ("3月1日至15日", "2027-03-01/2027-03-15"),
            ("3.1-3.15", "2027-03-01/2027-03-15"),
            ("1 Mar – 15 Mar 2027", "2027-03-01/2027-03-15"),
            ("3月-5月", "2027-03-01/2027-05-31"),
            ("3/4/2027", "Ambiguous"),
            ("3/4", "Ambiguous"),
            ("2027-02-30", "NotADay"),
            ("soon", "NotADay"),
            ("Q2", "NotADay"),
            ("12", "NotADay"),
            ("46447", "NotADay"),
            ("2027-05-31/2027-03-01", "Backwards"),
        ] {
            assert_eq!(said(plan(), text), day, "{text}");
        }
    }

    #[test]
    fn headings_name_months() {
        for heading in ["3月", "3月份", "2027年3月", "2027-03", "Mar", "March 2027", "3月预算（元）", "１２月"]
        {
            assert!(names_month(heading), "{heading}");
        }
        for heading in ["月份", "3", "13月", "2027", "3月1日", "March 1", "Q1", "", "Marketing"] {
            assert!(!names_month(heading), "{heading}");
        }
    }

    #[test]
    fn a_column_tells_which_number_is_the_day() {
        assert_eq!(order_of(["3/4/2027", "25/4/2027"].into_iter(), None), DayOrder::DayFirst);
        assert_eq!(order_of(["3/4/2027", "3/25/2027"].into_iter(), None), DayOrder::MonthFirst);
        assert_eq!(order_of(["3/4/2027"].into_iter(), None), DayOrder::Unknown);
        let first = Dates { order: DayOrder::DayFirst, ..plan() };
        assert_eq!(said(first, "3/4/2027"), "2027-04-03");
        let serials = Dates { serials: true, ..plan() };
        assert_eq!(said(serials, "46447"), "2027-03-01");
        assert_eq!(said(serials, "12"), "NotADay");
    }
}
