//! Parses the headings of period columns in media flowcharts and schedules: which days a heading names.
//!
//! `W14`, `Week 1`, 第3周, `Q2 2027`, 一季度, `H1`, months and days; also under a second heading (`Mar` over `1`, `8`, `15`).
//! Weeks without a year are counted from the plan's start where they begin at 1, else they are weeks of ISO 8601.

mod heading;
mod heading_numbers;
mod week_numbering;

use chrono::{Datelike, Days, NaiveDate};

use self::heading::{ParsedHeading, month_and_number, month_and_year, parse, spaced};
use self::week_numbering::WeekNumbering;
use crate::import::text::dates::{BesideMonth, DateError, DateRules, DayOrder, day_part};
use crate::plan::numbers::date_range::{DateRange, last_of_month};

/// The heading of a period column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodHeading {
    /// The column, from 0.
    pub column: usize,
    /// The text of the heading.
    pub text: String,
    /// The month in a header row above, over its days or weeks. Empty where there is none.
    pub above: String,
}

/// The length of a period, shorter ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodLength {
    /// A day.
    Day,
    /// A week, or a run of days within a month.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year or a year.
    Half,
}

/// How headings are parsed without a plan, which is enough to compare periods.
fn of_any_year() -> DateRules {
    DateRules { year: 2000, order: DayOrder::MonthFirst, beside_month: BesideMonth::Year, ..DateRules::default() }
}

/// The length of the period that a heading names, if it names one. `above` is the month in the row above.
pub fn length_of(text: &str, above: &str) -> Option<PeriodLength> {
    Some(match parse(text, above, of_any_year())? {
        ParsedHeading::Week { .. } | ParsedHeading::WeekOf { .. } => PeriodLength::Week,
        ParsedHeading::Part { parts: 4, .. } => PeriodLength::Quarter,
        ParsedHeading::Part { .. } => PeriodLength::Half,
        ParsedHeading::Span(days) => match days.len() {
            1 => PeriodLength::Day,
            2..=27 => PeriodLength::Week,
            28..=31 => PeriodLength::Month,
            32..=93 => PeriodLength::Quarter,
            _ => PeriodLength::Half,
        },
    })
}

/// The same for a row of headings, which determines what numbers beside months are.
fn of_any_year_beside_each_other() -> DateRules {
    DateRules { beside_month: BesideMonth::Unknown, ..of_any_year() }
}

/// The days of each heading in an arbitrary year, to find headings of the same period.
pub fn resolve_in_any_year(headings: &[PeriodHeading]) -> Vec<Option<DateRange>> {
    resolve(headings, of_any_year_beside_each_other()).into_iter().map(|(_, days)| days.ok()).collect()
}

/// The columns whose period contains two or more of the other periods: a quarter's total beside its months.
pub fn totals_among(headings: &[PeriodHeading]) -> Vec<usize> {
    let found = resolve(headings, of_any_year_beside_each_other());
    let known: Vec<(usize, DateRange)> =
        found.into_iter().filter_map(|(column, days)| Some((column, days.ok()?))).collect();
    let holds = |outer: DateRange, inner: DateRange| {
        outer.len() > inner.len() && outer.contains(inner.first()) && outer.contains(inner.last())
    };
    let held = |days: DateRange| known.iter().filter(|&&(_, inner)| holds(days, inner)).count();
    known.iter().filter(|&&(_, days)| held(days) >= 2).map(|(column, _)| *column).collect()
}

/// What numbers beside months are in headings: Jan-27, Feb-27 are months; Jan-27, Jan-28 are days, and so are numbers that
/// are no year near the plan's.
pub fn beside_month_of(headings: &[PeriodHeading], dates: DateRules) -> BesideMonth {
    if dates.beside_month != BesideMonth::Unknown {
        return dates.beside_month;
    }
    let found: Vec<(u32, u32)> = headings.iter().filter_map(|heading| month_and_year(&spaced(&heading.text))).collect();
    let months: Vec<u32> = found.iter().map(|(month, _)| *month).collect();
    let repeats = months.iter().enumerate().any(|(at, month)| months[..at].contains(month) && months.len() <= 62);
    let is_days = repeats && months.windows(2).filter(|pair| pair[0] == pair[1]).count() * 2 >= months.len();
    let is_near = |year: u32| dates.is_near(2000 + year.cast_signed());
    let is_no_year =
        !found.is_empty() && found.iter().all(|&(_, number)| (1..=31).contains(&number) && !is_near(number));
    // No year has one digit: `Mai 3`.
    let is_short =
        headings.iter().any(|heading| month_and_number(&spaced(&heading.text)).is_some_and(|(.., digits)| digits == 1));
    if is_days || is_no_year || is_short { BesideMonth::Day } else { BesideMonth::Year }
}

/// The days of each column, in the order of the headings. `dates` contains the days of the plan.
pub fn resolve(headings: &[PeriodHeading], dates: DateRules) -> Vec<(usize, Result<DateRange, DateError>)> {
    let dates = DateRules { beside_month: beside_month_of(headings, dates), ..dates };
    let named: Vec<Option<ParsedHeading>> =
        headings.iter().map(|heading| parse(&heading.text, &heading.above, dates)).collect();
    let weeks: Vec<(Option<i32>, u32)> = named
        .iter()
        .filter_map(
            |named| if let Some(ParsedHeading::Week { year, number }) = named { Some((*year, *number)) } else { None },
        )
        .collect();
    let numbering = WeekNumbering::of(&weeks, dates);
    let mut last_week = None;
    let mut days: Vec<Option<DateRange>> = named
        .iter()
        .map(|named| match named.as_ref()? {
            ParsedHeading::Span(days) => Some(*days),
            ParsedHeading::Week { year, number } => {
                let found = numbering.days(*year, *number, last_week);
                last_week = found.or(last_week);
                found
            }
            ParsedHeading::WeekOf { month, number } => week_of(*month, *number),
            ParsedHeading::Part { year, number, parts } => part_of_year(*year, *number, *parts, dates),
        })
        .collect();
    lengthen(&mut days);
    headings
        .iter()
        .zip(days)
        .zip(&named)
        .map(|((heading, days), named)| {
            let error = || if named.is_some() { DateError::NotADay } else { error_of(&heading.text, dates) };
            (heading.column, days.ok_or_else(error))
        })
        .collect()
}

fn error_of(text: &str, dates: DateRules) -> DateError {
    dates.span(day_part(text)).err().unwrap_or(DateError::NotADay)
}

/// Extends single days at steps of weeks, months or quarters to these periods: `Mar-27` typed as a date.
fn lengthen(days: &mut [Option<DateRange>]) {
    let single: Vec<(usize, NaiveDate)> = days
        .iter()
        .enumerate()
        .filter_map(|(at, days)| days.filter(|days| days.len() == 1).map(|days| (at, days.first())))
        .collect();
    let steps: Vec<i64> = single.windows(2).map(|pair| (pair[1].1 - pair[0].1).num_days()).collect();
    if steps.is_empty() || steps.iter().any(|step| *step < 7) {
        return;
    }
    let (least, most) = (steps.iter().min().copied().unwrap_or(0), steps.iter().max().copied().unwrap_or(0));
    let same_day = single.windows(2).all(|pair| pair[0].1.day() == pair[1].1.day());
    let length = |first: NaiveDate| -> Option<NaiveDate> {
        let after = |days: u64| first.checked_add_days(Days::new(days - 1));
        let months = |months: u32| first.checked_add_months(chrono::Months::new(months))?.pred_opt();
        match (least, most) {
            _ if steps.iter().all(|step| step % 7 == 0) && least <= 14 => after(u64::try_from(least).ok()?),
            (28..=31, 28..=31) if same_day => months(1),
            (89..=92, 89..=92) if same_day => months(3),
            _ => None,
        }
    };
    for (at, first) in single {
        if let Some(longer) = length(first).and_then(|last| DateRange::new(first, last)) {
            days[at] = Some(longer);
        }
    }
}

fn week_of(month: DateRange, number: u32) -> Option<DateRange> {
    let first = month.first().checked_add_days(Days::new(u64::from(number.checked_sub(1)?) * 7))?;
    let last = first.checked_add_days(Days::new(6))?;
    DateRange::new(first, last).and_then(|week| week.overlap(month))
}

fn part_of_year(year: Option<i32>, number: u32, parts: u32, dates: DateRules) -> Option<DateRange> {
    let months = 12 / parts;
    let days = |year: i32| {
        let first = NaiveDate::from_ymd_opt(year, (number - 1) * months + 1, 1)?;
        let last = NaiveDate::from_ymd_opt(year, number * months, 1)?;
        DateRange::new(first, last_of_month(last))
    };
    let Some(plan) = dates.plan.filter(|_| year.is_none()) else { return days(year.unwrap_or(dates.year)) };
    let mut years = plan.first().year()..=plan.last().year();
    let within = years.find(|&year| days(year).is_some_and(|days| days.overlap(plan).is_some()));
    days(within.unwrap_or(plan.first().year()))
}

#[cfg(test)]
mod tests;
