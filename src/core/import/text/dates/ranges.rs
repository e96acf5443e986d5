//! Reads a text as a range of dates: a single date or period, or a first and a last day.
//!
//! Must not know the other cells of a column; [`DateRules`] are determined from them first.

use super::normalize::normalized;
use crate::plan::numbers::date_range::DateRange;

use super::written_date::WrittenDate;
use super::{DateError, DateRules, DayOrder, MAX_DATE_BYTES};

/// Separators of a range of dates, which never occur within a date.
const RANGE_SEPARATORS: [&str; 20] = [
    "至",
    "到",
    "~",
    "〜",
    "—",
    "–",
    "→",
    "…",
    "..",
    " to ",
    " until ",
    " till ",
    " through ",
    " thru ",
    " bis ",
    " au ",
    " al ",
    " hasta ",
    " a ",
    " - ",
];

/// Reads one text.
#[derive(Clone, Copy)]
pub(super) struct DateReader {
    pub(super) dates: DateRules,
    /// Whether the order applies even where only the other one gives a valid date.
    pub(super) strict: bool,
}

impl DateReader {
    pub(super) fn span(self, text: &str) -> Result<DateRange, DateError> {
        if text.len() > MAX_DATE_BYTES {
            return Err(DateError::NotADay);
        }
        match self.part(text).and_then(|part| self.resolved(part)) {
            Err(DateError::NotADay) => self.run(text),
            found => found,
        }
    }

    /// From a first to a last day.
    pub(super) fn run(self, text: &str) -> Result<DateRange, DateError> {
        const RANGE_PREFIXES: [&str; 8] = ["from ", "von ", "vom ", "du ", "dal ", "del ", "desde ", "从"];
        let text = normalized(text);
        let text = RANGE_PREFIXES.iter().find_map(|from| text.strip_prefix(from)).unwrap_or(&text);
        let mut error = DateError::NotADay;
        let mut attempt = |at: usize, length: usize| match self.both(text[..at].trim(), text[at + length..].trim()) {
            Err(DateError::NotADay) => None,
            Err(other) => {
                error = other;
                None
            }
            Ok(span) => Some(span),
        };
        for between in RANGE_SEPARATORS {
            for (at, _) in text.match_indices(between) {
                if let Some(span) = attempt(at, between.len()) {
                    return Ok(span);
                }
            }
        }
        for (at, mark) in text.match_indices(['-', '/']) {
            let (first, last) = (text[..at].trim(), text[at + 1..].trim());
            let marks = |text: &str| text.matches(mark).count();
            let are_whole = first.len() >= 7 && last.len() >= 7;
            let fits = match (mark, marks(first), marks(last)) {
                ("-", 0, 0) => true,
                ("-", 2, 2) | (_, 0, 0) => are_whole,
                _ => false,
            };
            if fits && let Some(span) = attempt(at, 1) {
                return Ok(span);
            }
        }
        Err(error)
    }

    /// Both ends are written in the same order.
    pub(super) fn both(self, first: &str, last: &str) -> Result<DateRange, DateError> {
        match self.ends(first, last) {
            Err(DateError::Ambiguous) if self.dates.order == DayOrder::Unknown => {
                let by =
                    |order| DateReader { dates: DateRules { order, ..self.dates }, strict: true }.ends(first, last);
                match (by(DayOrder::DayFirst), by(DayOrder::MonthFirst)) {
                    (Ok(span), Err(_)) | (Err(_), Ok(span)) => Ok(span),
                    (Ok(span), Ok(other)) if span == other => Ok(span),
                    (Err(error), Err(_)) => Err(error),
                    _ => Err(DateError::Ambiguous),
                }
            }
            found => found,
        }
    }

    pub(super) fn ends(self, first: &str, last: &str) -> Result<DateRange, DateError> {
        let (mut from, mut until) = (self.part(first)?, self.part(last)?);
        // 1-15 March, 3月1日-15日: the month is written once.
        match (from, until) {
            (WrittenDate::BareDay(day), WrittenDate::Day { year, month, .. }) => {
                from = WrittenDate::Day { year, month, day, weekday: None };
            }
            (WrittenDate::Day { year, month, .. }, WrittenDate::BareDay(day)) => {
                until = WrittenDate::Day { year, month, day, weekday: None };
            }
            (WrittenDate::Day { month, .. }, WrittenDate::DayAndYear { day, year }) => {
                until = WrittenDate::Day { year: Some(year), month, day, weekday: None };
            }
            (WrittenDate::BareDay(_) | WrittenDate::DayAndYear { .. }, _)
            | (_, WrittenDate::BareDay(_) | WrittenDate::DayAndYear { .. }) => {
                return Err(DateError::NotADay);
            }
            // 3/1-5/2027 may be days of March.
            (WrittenDate::Day { .. }, WrittenDate::Month { .. }) if !last.contains(char::is_alphabetic) => {
                return Err(DateError::NotADay);
            }
            (WrittenDate::Month { .. }, WrittenDate::Day { .. }) if !first.contains(char::is_alphabetic) => {
                return Err(DateError::NotADay);
            }
            _ => {}
        }
        match (from.year(), until.year()) {
            (None, Some(year)) => {
                // 15 Dec - 10 Jan 2027 begins the year before.
                let same = self.resolved(from.in_year(year))?;
                let before = same.first() > self.resolved(until)?.last();
                from = from.in_year(if before { year - 1 } else { year });
            }
            (Some(year), None) => {
                let same = self.resolved(until.in_year(year))?;
                let after = same.last() < self.resolved(from)?.first();
                until = until.in_year(if after { year + 1 } else { year });
            }
            _ => {}
        }
        let (from, until) = (self.resolved(from)?, self.resolved(until)?);
        DateRange::new(from.first(), until.last()).ok_or(DateError::Backwards)
    }
}
