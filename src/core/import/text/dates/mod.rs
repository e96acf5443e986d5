//! Parses dates, periods and ranges: `2027-03-01`, `3-Mar-27`, `03/25/2027 10:30 PM`, 2027年3月1日 星期一, `März 2027`, and runs of
//! days. Months, quarters and weeks are runs of days, too.
//!
//! `3/4/2027` can be read in two ways. The column decides where it can ([`DateRules::for_column`]); otherwise the text is
//! refused as [`DateError::Ambiguous`], and the person is asked. A time of day is dropped.

pub(in crate::import) mod names;
pub(in crate::import) mod normalize;
mod ranges;
mod resolve;
mod times;
pub(in crate::import) mod tokens;
mod written_date;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use self::ranges::DateReader;
use self::written_date::WrittenDate;
use crate::import::text::dates::tokens::{DateToken, DateTokens, tokenize};
use crate::plan::numbers::date_range::DateRange;

/// Why a text is not read as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateError {
    /// Not a date.
    NotADay,
    /// `3/4/2027`: the third of April, or the fourth of March.
    Ambiguous,
    /// The last day is before the first.
    Backwards,
    /// Outside the years 1900 to 2199.
    OutOfRange,
    /// The weekday beside it does not match the date.
    Weekday,
}

impl fmt::Display for DateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            DateError::NotADay => "not a date",
            DateError::Ambiguous => "readable as two dates",
            DateError::Backwards => "the last day is before the first",
            DateError::OutOfRange => "outside of the years 1900 to 2199",
            DateError::Weekday => "on another day of the week",
        })
    }
}

impl std::error::Error for DateError {}

/// Which of two short numbers is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// Not known.
    #[default]
    Unknown,
    /// 31/3
    DayFirst,
    /// 3/31
    MonthFirst,
}

/// What the number in `Mar-27` is: a day or a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BesideMonth {
    /// A year where it is near the plan's; otherwise not known.
    #[default]
    Unknown,
    /// The day.
    Day,
    /// The year.
    Year,
}

/// How the dates of a table are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateRules {
    /// The plan's days, which determine the year of a date without one.
    pub plan: Option<DateRange>,
    /// The year of a day without one, where the plan has no days. 0 if unknown.
    pub year: i32,
    /// Which of two short numbers is the day.
    pub order: DayOrder,
    /// Whether numbers are a spreadsheet's serial dates, and from which year.
    pub serials: SerialDates,
    /// The meaning of a number beside a month's name.
    pub beside_month: BesideMonth,
}

/// The meaning of a bare number in a column of dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SerialDates {
    /// Not a date.
    #[default]
    None,
    /// A spreadsheet's serial date, counted from 1900.
    From1900,
    /// A spreadsheet's serial date, counted from 1904, as in old versions on the Mac.
    From1904,
}

/// The kind of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Any other run of days.
    Span,
}

/// A period that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPeriod {
    /// Its kind.
    pub kind: PeriodKind,
    /// Its days. `None` for a week that is only numbered: `W3` may be the third of the year or of the plan.
    pub days: Option<DateRange>,
    /// The number of a week, quarter or half; 0 for anything else.
    pub number: u32,
}

/// The first and last year of any date.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// The longest text that is parsed.
const MAX_DATE_BYTES: usize = 120;

impl DateRules {
    /// A date, a period such as a month, or a range of dates.
    ///
    /// # Errors
    /// Fails where the text is not a date, is ambiguous, out of range or backwards.
    pub fn span(self, text: &str) -> Result<DateRange, DateError> {
        self.loose().span(text)
    }

    /// These rules for a column with these cells, which determine the order of day and month, where it is unknown, and the
    /// meaning of numbers beside month names.
    #[must_use]
    pub fn for_column<'a>(self, cells: impl Iterator<Item = &'a str> + Clone) -> DateRules {
        let order = if self.order == DayOrder::Unknown { self.order_of(cells.clone()) } else { self.order };
        let beside_month =
            if self.beside_month == BesideMonth::Unknown { self.beside_of(cells) } else { self.beside_month };
        DateRules { order, beside_month, ..self }
    }

    /// The period that a heading names, if it names nothing else: `Jan-27`, 3月预算, `Q1 2027`, `KW 9`.
    pub fn period(self, heading: &str) -> Option<NamedPeriod> {
        let text = day_part(heading);
        let reading = self.loose();
        let simple = |kind, days| Some(NamedPeriod { kind, days, number: 0 });
        let Ok(part) = reading.part(text) else {
            return reading.span(text).ok().and_then(|days| simple(PeriodKind::Span, Some(days)));
        };
        let days = reading.resolved(part).ok();
        match part {
            WrittenDate::Day { .. } => days.and_then(|_| simple(PeriodKind::Day, days)),
            WrittenDate::Month { .. } => days.and_then(|_| simple(PeriodKind::Month, days)),
            WrittenDate::Tenth { .. } => days.and_then(|_| simple(PeriodKind::Span, days)),
            WrittenDate::Year(_) => days.and_then(|_| simple(PeriodKind::Year, days)),
            WrittenDate::Quarter { number, .. } => Some(NamedPeriod { kind: PeriodKind::Quarter, days, number }),
            WrittenDate::Half { number, .. } => Some(NamedPeriod { kind: PeriodKind::Half, days, number }),
            WrittenDate::Week { number, .. } => Some(NamedPeriod { kind: PeriodKind::Week, days, number }),
            WrittenDate::BareDay(_) | WrittenDate::DayAndYear { .. } => None,
        }
    }

    fn loose(self) -> DateReader {
        DateReader { dates: self, strict: false }
    }

    /// The order of day and month in a column. Evidence is a date that can be read in one way only, a weekday beside a date,
    /// the sequence of the dates, or the plan's days that contain them.
    fn order_of<'a>(self, cells: impl Iterator<Item = &'a str>) -> DayOrder {
        // Any leap year is suitable where none is known, since it has all days.
        let year = if self.year == 0 { 2024 } else { self.year };
        let strict = |order| DateReader { dates: DateRules { year, order, ..self }, strict: true };
        let (by_day, by_month) = (strict(DayOrder::DayFirst), strict(DayOrder::MonthFirst));
        let (mut only_day, mut only_month) = (0_u32, 0_u32);
        let mut either: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for cell in cells {
            match (by_day.span(cell), by_month.span(cell)) {
                (Ok(_), Err(_)) => only_day += 1,
                (Err(_), Ok(_)) => only_month += 1,
                (Ok(day), Ok(month)) if day != month => either.push((day.first(), month.first())),
                _ => {}
            }
        }
        match (only_day, only_month) {
            (1.., 0) => return DayOrder::DayFirst,
            (0, 1..) => return DayOrder::MonthFirst,
            (1.., 1..) => return DayOrder::Unknown,
            (0, 0) => {}
        }
        let in_plan = |day: &NaiveDate| self.plan.is_some_and(|plan| plan.contains(*day));
        let by_plan = (
            !either.is_empty() && either.iter().all(|(day, _)| in_plan(day)),
            !either.is_empty() && either.iter().all(|(_, month)| in_plan(month)),
        );
        let ascends = |days: Vec<NaiveDate>| {
            let steps = |fits: fn(&NaiveDate, &NaiveDate) -> bool| days.windows(2).all(|pair| fits(&pair[0], &pair[1]));
            days.len() > 2 && days.first() != days.last() && (steps(NaiveDate::le) || steps(NaiveDate::ge))
        };
        let by_sequence =
            (ascends(either.iter().map(|pair| pair.0).collect()), ascends(either.iter().map(|pair| pair.1).collect()));
        let settled_by = |(day, month): (bool, bool)| match (day, month) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => DayOrder::Unknown,
        };
        match (settled_by(by_plan), settled_by(by_sequence)) {
            (one, other) if one == other => one,
            (order, DayOrder::Unknown) | (DayOrder::Unknown, order) => order,
            _ => DayOrder::Unknown,
        }
    }

    /// The meaning of numbers beside month names in a column with these cells.
    fn beside_of<'a>(self, cells: impl Iterator<Item = &'a str>) -> BesideMonth {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for cell in cells.filter(|cell| cell.len() <= MAX_DATE_BYTES) {
            let Ok(DateTokens { tokens, separators, .. }) = tokenize(cell) else { continue };
            if let ([DateToken::Name { month, .. }, DateToken::Number { value, digits: 1..=2 }], Some(separator)) =
                (&tokens[..], separators.get(1))
                && separator.may_precede_year()
            {
                found.push((*month, *value));
            }
        }
        let only_day =
            found.iter().any(|(_, value)| (1..=31).contains(value) && !self.is_near(2000 + (*value).cast_signed()));
        let only_year = found.iter().any(|(_, value)| *value > 31 || *value == 0);
        // Many different numbers beside one month are its days.
        let many = found.iter().any(|(month, _)| {
            let mut numbers: Vec<u32> = found.iter().filter(|(other, _)| other == month).map(|pair| pair.1).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len() > 3
        });
        match (only_day || many, only_year) {
            (true, false) => BesideMonth::Day,
            (false, true) => BesideMonth::Year,
            _ => BesideMonth::Unknown,
        }
    }

    /// Whether a year written with two digits is plausible.
    pub(in crate::import) fn is_near(self, year: i32) -> bool {
        let known = self.plan.map(|plan| plan.first().year()).or(Some(self.year).filter(|year| *year != 0));
        known.is_none_or(|known| (known - 5..=known + 10).contains(&year))
    }
}

/// The order of day and month in a column.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>, plan: Option<DateRange>) -> DayOrder {
    DateRules { plan, ..DateRules::default() }.order_of(cells)
}

/// Whether a cell is unambiguously a date, a month or the like: neither 12.5 nor 3/4.
pub fn looks_dated(cell: &str) -> bool {
    let cell = cell.trim();
    let marks = cell.chars().filter(|letter| !letter.is_ascii_digit()).count();
    let says_so = cell.chars().any(char::is_alphabetic);
    let is_long = cell.len() == 8 || marks > 1 || says_so;
    let reading = DateRules { year: 2024, ..DateRules::default() };
    is_long
        && cell.contains(|letter: char| letter.is_ascii_digit())
        && match reading.span(cell) {
            Ok(_) => true,
            Err(error) => error != DateError::NotADay,
        }
}

/// The text of a heading that is about days: without parentheses and words such as 预算.
pub fn day_part(heading: &str) -> &str {
    const WORDS_BESIDE_PERIODS: [&str; 32] = [
        "预算", "金额", "费用", "支出", "花费", "投放", "计划", "Budget", "budget", "BUDGET", "Amount", "amount",
        "Cost", "cost", "Spend", "spend", "Planned", "planned", "Plan", "plan", "Kosten", "Betrag", "Montant",
        "Importe", "Actuals", "actuals", "Actual", "actual", "Spent", "spent", "Ist", "实际",
    ];
    let text = heading.split(['(', '（', '[']).next().unwrap_or_default().trim();
    WORDS_BESIDE_PERIODS.iter().fold(text, |text, token| {
        let text = text.strip_suffix(token).map_or(text, str::trim_end);
        text.strip_prefix(token).map_or(text, |rest| rest.trim_start_matches([' ', ':', '：']))
    })
}

/// Whether a heading names a month: 3月, 2027年3月, 2027-03, Mar, March 2027.
pub fn names_month(heading: &str) -> bool {
    let reading = DateRules::default().loose();
    matches!(reading.part(day_part(heading)), Ok(WrittenDate::Month { .. }))
}

#[cfg(test)]
mod tests;
