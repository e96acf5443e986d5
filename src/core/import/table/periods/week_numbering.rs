//! The days of numbered weeks: counted from the plan's start, or by ISO 8601.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::import::text::dates::DateRules;
use crate::plan::numbers::date_range::DateRange;

/// How weeks are counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum WeekNumbering {
    /// From this day on: the plan's own weeks.
    From(NaiveDate),
    /// By ISO 8601, in that year where none is written.
    Iso(i32),
}

impl WeekNumbering {
    pub(super) fn of(weeks: &[(Option<i32>, u32)], dates: DateRules) -> WeekNumbering {
        let year = dates.plan.map_or(dates.year, |plan| plan.first().year());
        let Some(&(written, first)) = weeks.first() else { return WeekNumbering::Iso(year) };
        if written.is_some() {
            return WeekNumbering::Iso(year);
        }
        let most = weeks.iter().map(|(_, number)| *number).max().unwrap_or(first);
        let from = |first: Option<NaiveDate>| first.map_or(WeekNumbering::Iso(year), WeekNumbering::From);
        let Some(plan) = dates.plan else {
            return if most > 53 { from(iso_week(year, 1).map(DateRange::first)) } else { WeekNumbering::Iso(year) };
        };
        // W1 to W52 are the weeks of a calendar year, unless the plan is a year long itself and begins elsewhere in it.
        let is_calendar = (52..=53).contains(&most) && (plan.len() < 51 * 7 || plan.first().month() == 1);
        if most > 53 || (first == 1 && !is_calendar) {
            return WeekNumbering::From(plan.first());
        }
        let touches = |year: &i32| iso_week(*year, first).is_some_and(|week| plan.overlap(week).is_some());
        let within = (plan.first().year()..=plan.last().year()).take(200).find(touches);
        WeekNumbering::Iso(within.unwrap_or(year))
    }

    /// The days of a week; `before` is the one named before it, which it follows.
    pub(super) fn days(self, written: Option<i32>, number: u32, before: Option<DateRange>) -> Option<DateRange> {
        match (self, written) {
            (WeekNumbering::From(first), None) => {
                let first = first.checked_add_days(Days::new(u64::from(number.checked_sub(1)?) * 7))?;
                DateRange::new(first, first.checked_add_days(Days::new(6))?)
            }
            (WeekNumbering::Iso(year), None) => {
                // After W52, W1 is in the next year.
                let turned = before.map_or(year, |before| before.first().iso_week().year()).max(year);
                let week = iso_week(turned, number)?;
                match before {
                    Some(before) if week.first() <= before.first() => iso_week(turned + 1, number),
                    _ => Some(week),
                }
            }
            (_, Some(year)) => iso_week(year, number),
        }
    }
}

fn iso_week(year: i32, number: u32) -> Option<DateRange> {
    let first = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
    DateRange::new(first, first.checked_add_days(Days::new(6))?)
}
