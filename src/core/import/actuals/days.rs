//! The days of a column: written dates in one order, dates without a year, and days counted from a start.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Days, NaiveDate};

use super::found::FigureErrorKind;
use crate::import::text::dates::{DateError, DateRules, DayOrder, SerialDates};
use crate::plan::numbers::date_range::DateRange;

/// How the days of a column are read.
pub(super) struct DayReader {
    rules: DateRules,
    /// The days that the numbers of the column are counted in: `0000` is the first.
    counted_in: Option<DateRange>,
    /// Days of a column without years, by their text.
    without_year: HashMap<String, Result<NaiveDate, FigureErrorKind>>,
    read: HashMap<String, Result<NaiveDate, FigureErrorKind>>,
    /// The order of day and month.
    pub(super) order: DayOrder,
    /// Whether the order makes a difference.
    pub(super) order_matters: bool,
}

/// What is known of a column of days before its cells are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayHints {
    /// The order that the person chose.
    pub chosen: Option<DayOrder>,
    /// The order of this kind of file, where its dates do not show it.
    pub usual: DayOrder,
    /// Today.
    pub today: NaiveDate,
    /// Whether numbers are serial dates from 1904 instead of 1900.
    pub from_1904: bool,
    /// The days that the numbers of the column are counted in.
    pub counted_in: Option<DateRange>,
}

impl DayReader {
    /// A reader for a column with these cells, in the order of its rows.
    pub(super) fn new<'a>(cells: impl Iterator<Item = &'a str>, hints: DayHints) -> DayReader {
        // Days repeat in a long column.
        let mut seen = HashSet::new();
        let distinct: Vec<&str> = cells.filter(|cell| seen.insert(*cell)).collect();
        let cells = distinct.iter().copied();
        let serials = if hints.from_1904 { SerialDates::From1904 } else { SerialDates::From1900 };
        let rules = DateRules { year: hints.today.year(), serials, ..DateRules::default() };
        let order = match hints.chosen {
            Some(order) => order,
            // All cells are evidence; a sample is not, since its days may all be before the 13th.
            None => match rules.for_column(cells.clone()).order {
                DayOrder::Unknown => hints.usual,
                found => found,
            },
        };
        let by = |order| DateRules { order, ..rules };
        let differ = |cell: &str| by(DayOrder::DayFirst).span(cell).ok() != by(DayOrder::MonthFirst).span(cell).ok();
        let order_matters = cells.clone().any(differ);
        let rules = DateRules { order, ..rules.for_column(cells.clone()) };
        let rules = DateRules { order, ..rules };
        let is_without_year = hints.counted_in.is_none() && cells.clone().take(20).any(|cell| lacks_year(rules, cell));
        let without_year = if is_without_year { days_before(rules, cells, hints.today) } else { HashMap::new() };
        DayReader { rules, counted_in: hints.counted_in, without_year, read: HashMap::new(), order, order_matters }
    }

    /// Whether the dates of the column have no year.
    pub(super) fn lacks_years(&self) -> bool {
        !self.without_year.is_empty()
    }

    /// The day of a cell.
    pub(super) fn day(&mut self, text: &str) -> Result<NaiveDate, FigureErrorKind> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FigureErrorKind::NoDay);
        }
        if let Some(known) = self.without_year.get(text).or_else(|| self.read.get(text)) {
            return *known;
        }
        let day = match self.counted_in {
            Some(days) => counted(text, days),
            None => single_day(self.rules, text),
        };
        self.read.insert(text.to_owned(), day);
        day
    }
}

/// The single day that a text names.
fn single_day(rules: DateRules, text: &str) -> Result<NaiveDate, FigureErrorKind> {
    // ISO dates are most of what platforms write.
    if text.len() == 10
        && text.as_bytes()[4] == b'-'
        && let Ok(day) = text.parse::<NaiveDate>()
        && (1900..=2199).contains(&day.year())
    {
        return Ok(day);
    }
    match rules.span(text) {
        Ok(days) if days.len() == 1 => Ok(days.first()),
        Ok(_) => Err(FigureErrorKind::SeveralDays),
        Err(error) => Err(FigureErrorKind::Day(error)),
    }
}

/// The day with that number, counted from 0.
fn counted(text: &str, days: DateRange) -> Result<NaiveDate, FigureErrorKind> {
    let number: u64 = text.parse().map_err(|_| FigureErrorKind::Day(DateError::NotADay))?;
    let day = days.first().checked_add_days(Days::new(number.min(1_000_000)));
    day.filter(|day| *day <= days.last()).ok_or(FigureErrorKind::Day(DateError::OutOfRange))
}

/// Whether a date is written without its year.
fn lacks_year(rules: DateRules, text: &str) -> bool {
    let in_year = |year| DateRules { year, ..rules }.span(text).ok().map(DateRange::first);
    match (in_year(2024), in_year(2028)) {
        (Some(one), Some(other)) => one.year() != other.year(),
        _ => false,
    }
}

/// Dates without a year, one day after the other up to today at the latest: the last one is in the latest year in which
/// it is not in the future, and each before it is the day before. From the first gap on, backwards, the year is not known.
fn days_before<'a>(
    rules: DateRules,
    cells: impl Iterator<Item = &'a str>,
    today: NaiveDate,
) -> HashMap<String, Result<NaiveDate, FigureErrorKind>> {
    // The days of a leap year, in the order of the rows.
    let mut written: Vec<(&str, NaiveDate)> = Vec::new();
    for cell in cells.map(str::trim) {
        if let Ok(day) = single_day(DateRules { year: 2024, ..rules }, cell)
            && written.last().is_none_or(|last| last.0 != cell)
        {
            written.push((cell, day));
        }
    }
    let steps = written.windows(2).map(|pair| (pair[1].1 - pair[0].1).num_days());
    // A step over New Year is a large one the other way.
    let is_up = |step: i64| (step > 0) == (step.abs() < 180);
    let rising = steps.clone().filter(|step| is_up(*step)).count();
    if rising * 2 < steps.count() {
        written.reverse();
    }
    let mut found = HashMap::new();
    let mut next: Option<NaiveDate> = None;
    let mut is_known = true;
    for (text, day) in written.iter().rev() {
        let in_year = |year| NaiveDate::from_ymd_opt(year, day.month(), day.day());
        let latest = next.and_then(|next| next.pred_opt()).unwrap_or(today);
        let on = (0..2).find_map(|back| in_year(latest.year() - back).filter(|day| *day <= latest));
        let follows = next.is_none() || on.is_some_and(|on| Some(on) == next.and_then(|next| next.pred_opt()));
        is_known = is_known && follows;
        match on {
            Some(on) if is_known => {
                next = Some(on);
                found.entry((*text).to_owned()).or_insert(Ok(on));
            }
            _ => _ = found.entry((*text).to_owned()).or_insert(Err(FigureErrorKind::NoYear)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn hints() -> DayHints {
        let today = day("2027-04-25");
        DayHints { chosen: None, usual: DayOrder::Unknown, today, from_1904: false, counted_in: None }
    }
    fn read(cells: &[&str], hints: DayHints) -> Vec<Result<NaiveDate, FigureErrorKind>> {
        let mut reader = DayReader::new(cells.iter().copied(), hints);
        cells.iter().map(|cell| reader.day(cell)).collect()
    }

    #[test]
    fn dates_are_read_as_platforms_write_them() {
        for (text, on) in [
            ("2027-03-29", "2027-03-29"),
            ("2026/06/23", "2026-06-23"),
            ("2026年06月25日12时01分35秒", "2026-06-25"),
            ("Sep 20, 2026", "2026-09-20"),
            ("Tue, Aug 25, 2026", "2026-08-25"),
            ("20260501", "2026-05-01"),
            ("2026-01-01T00:00:00", "2026-01-01"),
            ("46475", "2027-03-29"),
            ("2027-03-29 18:30:05", "2027-03-29"),
        ] {
            assert_eq!(read(&[text], hints()), [Ok(day(on))], "{text}");
        }
        assert_eq!(read(&["March 2027"], hints()), [Err(FigureErrorKind::SeveralDays)]);
        assert_eq!(read(&["soon"], hints()), [Err(FigureErrorKind::Day(DateError::NotADay))]);
        assert_eq!(read(&[""], hints()), [Err(FigureErrorKind::NoDay)]);
    }

    #[test]
    fn a_value_above_twelve_settles_the_order_of_day_and_month() {
        let found = read(&["03/04/2027", "03/18/2027"], hints());
        assert_eq!(found, [Ok(day("2027-03-04")), Ok(day("2027-03-18"))]);
        let open = ["03/04/2027", "05/04/2027"];
        assert_eq!(read(&open, hints())[0], Err(FigureErrorKind::Day(DateError::Ambiguous)));
        let chosen = DayHints { chosen: Some(DayOrder::DayFirst), ..hints() };
        assert_eq!(read(&open, chosen)[0], Ok(day("2027-04-03")));
        let usual = DayHints { usual: DayOrder::MonthFirst, ..hints() };
        assert_eq!(read(&open, usual)[0], Ok(day("2027-03-04")));
    }

    #[test]
    fn days_without_a_year_go_back_from_today_and_end_at_a_gap() {
        let found = read(&["April 21", "April 22", "April 23"], hints());
        assert_eq!(found, ["2027-04-21", "2027-04-22", "2027-04-23"].map(|on| Ok(day(on))));
        // Over New Year, newest first.
        let found = read(&["January 2", "January 1", "December 31", "December 30"], hints());
        assert_eq!(found, ["2027-01-02", "2027-01-01", "2026-12-31", "2026-12-30"].map(|on| Ok(day(on))));
        // Later in the year than today: the year before.
        assert_eq!(read(&["August 8", "August 9"], hints())[1], Ok(day("2026-08-09")));
        let gap = read(&["April 1", "April 2", "April 20", "April 21"], hints());
        let unknown = Err(FigureErrorKind::NoYear);
        assert_eq!(gap, [unknown, unknown, Ok(day("2027-04-20")), Ok(day("2027-04-21"))]);
    }

    #[test]
    fn counted_days_begin_at_the_start_of_the_report() {
        let counted_in = DateRange::new(day("2026-05-01"), day("2026-05-03"));
        let found = read(&["0000", "0002", "0003", "x"], DayHints { counted_in, ..hints() });
        assert_eq!(found[..2], [Ok(day("2026-05-01")), Ok(day("2026-05-03"))]);
        assert_eq!(found[2], Err(FigureErrorKind::Day(DateError::OutOfRange)));
        assert_eq!(found[3], Err(FigureErrorKind::Day(DateError::NotADay)));
    }
}
