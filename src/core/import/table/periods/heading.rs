//! Parses one heading of a period: a range of dates, a numbered week, or a part of a year.
//!
//! Must not know the days of a numbered week or quarter; the other headings and the plan determine them.

use chrono::{Datelike, Days, NaiveDate};

use super::heading_numbers::{HeadingToken, part_number, tokens, week_number};
use crate::import::text::dates::names::{ENGLISH_MONTHS, month};
use crate::import::text::dates::normalize::normalized;
use crate::import::text::dates::{BesideMonth, DateRules, day_part};
use crate::plan::numbers::date_range::{DateRange, last_of_month};
use crate::text::width::narrow;

/// A parsed heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParsedHeading {
    /// A range of dates.
    Span(DateRange),
    /// A week by its number.
    Week { year: Option<i32>, number: u32 },
    /// A week of a month.
    WeekOf { month: DateRange, number: u32 },
    /// A part of a year: one of `parts` equal ones, from 1.
    Part { year: Option<i32>, number: u32, parts: u32 },
}

/// Parses a heading; `above` is the month in the row above.
pub(super) fn parse(text: &str, above: &str, dates: DateRules) -> Option<ParsedHeading> {
    let (text, above) = (spaced(text), spaced(above));
    if text.is_empty() || text.chars().count() > 40 {
        return None;
    }
    let span = |text: &str| dates.span(day_part(text)).ok();
    if !above.is_empty()
        && let Some(month) = span(&above).filter(|days| (28..=31).contains(&days.len()))
    {
        // Under a month heading: a day or a week of that month.
        let day = text.trim_end_matches(['日', '号']).parse().ok();
        if let Some(day) = day.and_then(|day| month.first().with_day(day)) {
            return DateRange::new(day, day).map(ParsedHeading::Span);
        }
        if let Some((_, number)) = week_number(&text).filter(|(year, number)| year.is_none() && *number <= 5) {
            return Some(ParsedHeading::WeekOf { month, number });
        }
    }
    if dates.beside_month == BesideMonth::Year
        && let Some((month, year)) = month_and_year(day_part(&text))
        && let Some(first) = NaiveDate::from_ymd_opt(2000 + i32::try_from(year).ok()?, month, 1)
    {
        return DateRange::new(first, last_of_month(first)).map(ParsedHeading::Span);
    }
    if let Some((year, number)) = week_number(&text) {
        return Some(ParsedHeading::Week { year, number });
    }
    if let Some((year, number, parts)) = part_number(&text) {
        return Some(ParsedHeading::Part { year, number, parts });
    }
    let lower = text.to_lowercase();
    for word in ["week of", "week commencing", "week beginning", "week starting", "w/c", "w/b", "wc", "wb"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let first = span(rest.trim_start_matches([':', ' ', '.']))?.first();
            return DateRange::new(first, first.checked_add_days(Days::new(6))?).map(ParsedHeading::Span);
        }
    }
    for word in ["week ending", "week to", "w/e"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let last = span(rest.trim_start_matches([':', ' ', '.']))?.last();
            return DateRange::new(last.checked_sub_days(Days::new(6))?, last).map(ParsedHeading::Span);
        }
    }
    // A week followed by its days: `W1 (3/1-3/7)`, `Week 1: 1 Mar - 7 Mar`.
    if let Some((name, days)) = text.split_once(['(', ':', '|']).or_else(|| text.split_once(' '))
        && week_number(name.trim()).is_some()
        && let Ok(days) = dates.span(days.trim_matches([' ', ')', ':']))
    {
        return Some(ParsedHeading::Span(days));
    }
    // A week of a month in one cell: `Mar W1`, 3月第1周.
    let parts = text.rsplit_once(' ').or_else(|| text.find('月').map(|at| text.split_at(at + '月'.len_utf8())));
    if let Some((month, week)) = parts
        && let Some((None, number @ 1..=5)) = week_number(week.trim())
        && let Some(month) = span(month).filter(|days| (28..=31).contains(&days.len()))
    {
        return Some(ParsedHeading::WeekOf { month, number });
    }
    // A bare number is not a period, even where it could be a serial date.
    if lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && lower.len() < 6 {
        return None;
    }
    // A year alone is more likely part of a title.
    span(&text).filter(|days| days.len() <= 100).map(ParsedHeading::Span)
}

/// `Jan-27`, `Jan'27`, `January 27`, `Mär 27`: the month and the two digits after it.
pub(super) fn month_and_year(text: &str) -> Option<(u32, u32)> {
    month_and_number(text).filter(|(.., digits)| *digits == 2).map(|(month, year, _)| (month, year))
}

/// A month, the number after it, and how many digits that has.
pub(super) fn month_and_number(text: &str) -> Option<(u32, u32, usize)> {
    let [HeadingToken::Word(name), HeadingToken::Number(number, digits)] = &tokens(text)?[..] else { return None };
    let name = normalized(name);
    let name = name.trim();
    let (month, is_english) = month(name)?;
    (!is_english || name.len() == 3 || name == "sept" || ENGLISH_MONTHS.contains(&name))
        .then_some((month, *number, *digits))
}

/// The text in narrow letters, with single spaces.
pub(super) fn spaced(text: &str) -> String {
    text.chars().map(narrow).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
