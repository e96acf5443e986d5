//! The days of a date or period: the missing year comes from the plan.
//!
//! Must not know how the date is written.

use crate::plan::numbers::date_range::{DateRange, last_of_month};
use chrono::{Datelike, NaiveDate, Weekday};

use super::ranges::DateReader;
use super::written_date::WrittenDate;
use super::{DateError, YEARS};

impl DateReader {
    /// The days of a part.
    pub(super) fn resolved(self, part: WrittenDate) -> Result<DateRange, DateError> {
        let span = match part {
            WrittenDate::Day { year, month, day, weekday } => {
                let on = self.day(year, month, day, weekday)?;
                DateRange::new(on, on)
            }
            WrittenDate::Month { year, month } => self.months(year, month, 1),
            WrittenDate::Tenth { year, month, number } => {
                self.months(year, month, 1).map(DateRange::first).and_then(|first| {
                    let last = if number == 3 { last_of_month(first) } else { first.with_day(number * 10)? };
                    DateRange::new(first.with_day(number * 10 - 9)?, last)
                })
            }
            WrittenDate::Quarter { year, number } => self.months(year, number * 3 - 2, 3),
            WrittenDate::Half { year, number } => self.months(year, number * 6 - 5, 6),
            WrittenDate::Week { year, number, of_calendar } => {
                if year.is_none() && !of_calendar {
                    return Err(DateError::NotADay);
                }
                self.week(year, number)
            }
            WrittenDate::Year(year) => self.months(Some(year), 1, 12),
            WrittenDate::BareDay(_) | WrittenDate::DayAndYear { .. } => None,
        };
        let span = span.ok_or(DateError::NotADay)?;
        if YEARS.contains(&span.first().year()) && YEARS.contains(&span.last().year()) {
            Ok(span)
        } else {
            Err(DateError::OutOfRange)
        }
    }

    pub(super) fn day(
        self,
        year: Option<i32>,
        month: u32,
        day: u32,
        weekday: Option<Weekday>,
    ) -> Result<NaiveDate, DateError> {
        let on = self.in_year(year, month, day).ok_or(DateError::NotADay)?;
        match weekday {
            Some(weekday) if on.weekday() != weekday => {
                // Without a year, the day of the week determines it.
                let years =
                    self.dates.plan.filter(|_| year.is_none()).map(|plan| plan.first().year()..=plan.last().year());
                let fits =
                    |on: &NaiveDate| on.weekday() == weekday && self.dates.plan.is_some_and(|plan| plan.contains(*on));
                let other = years.and_then(|mut years| {
                    years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(fits))
                });
                other.ok_or(DateError::Weekday)
            }
            _ => Ok(on),
        }
    }

    pub(super) fn months(self, year: Option<i32>, first: u32, count: u32) -> Option<DateRange> {
        let first = match year {
            Some(year) => NaiveDate::from_ymd_opt(year, first, 1)?,
            None => self.overlapping(first, count)?,
        };
        let last = NaiveDate::from_ymd_opt(first.year(), first.month() + count - 1, 1)?;
        DateRange::new(first, last_of_month(last))
    }

    /// The first day of months of the year in which they touch the plan, else of the year it begins in.
    pub(super) fn overlapping(self, month: u32, count: u32) -> Option<NaiveDate> {
        let Some(plan) = self.dates.plan else { return NaiveDate::from_ymd_opt(self.known_year()?, month, 1) };
        let touches = |first: &NaiveDate| {
            let last = NaiveDate::from_ymd_opt(first.year(), month + count - 1, 1).map(last_of_month);
            *first <= plan.last() && last.is_some_and(|last| last >= plan.first())
        };
        let mut years = plan.first().year()..=plan.last().year();
        let within = years.find_map(|year| NaiveDate::from_ymd_opt(year, month, 1).filter(touches));
        within.or_else(|| NaiveDate::from_ymd_opt(plan.first().year(), month, 1))
    }

    pub(super) fn week(self, year: Option<i32>, number: u32) -> Option<DateRange> {
        let of = |year| {
            let monday = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
            DateRange::new(monday, NaiveDate::from_isoywd_opt(year, number, Weekday::Sun)?)
        };
        match (year, self.dates.plan) {
            (Some(year), _) => of(year),
            (None, Some(plan)) => {
                let mut years = plan.first().year()..=plan.last().year();
                let within = years.find_map(|year| of(year).filter(|week| week.overlap(plan).is_some()));
                within.or_else(|| of(plan.first().year()))
            }
            (None, None) => of(self.known_year()?),
        }
    }

    pub(super) fn known_year(self) -> Option<i32> {
        Some(self.dates.year).filter(|year| *year != 0)
    }

    pub(super) fn in_year(self, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => self.within_plan(month, day),
        }
    }

    /// The day within the plan, else in the year the plan begins in.
    pub(super) fn within_plan(self, month: u32, day: u32) -> Option<NaiveDate> {
        let Some(plan) = self.dates.plan else { return NaiveDate::from_ymd_opt(self.known_year()?, month, day) };
        let on = |year| NaiveDate::from_ymd_opt(year, month, day);
        let mut years = plan.first().year()..=plan.last().year();
        let within = years.find_map(|year| on(year).filter(|day| plan.contains(*day)));
        within.or_else(|| on(plan.first().year())).or_else(|| on(plan.last().year()))
    }
}
