//! The rows of a table of daily figures: the days in order, and below each ISO week a row for its roll-up.
//!
//! ```
//! use groundswell_core::plan::numbers::date_range::DateRange;
//! use groundswell_core::plan::tracking::day_rows::{DayRow, DayRows};
//!
//! // From Friday 5 March to Tuesday 9 March 2027.
//! let days = DateRange::new("2027-03-05".parse().unwrap(), "2027-03-09".parse().unwrap()).unwrap();
//! let rows = DayRows::new(days);
//! assert_eq!(rows.len(), 3 + 1 + 2 + 1);
//! assert_eq!(rows.at(0), Some(DayRow::Day("2027-03-05".parse().unwrap())));
//! assert!(matches!(rows.at(3), Some(DayRow::Week(week)) if week.first().to_string() == "2027-03-01"));
//! assert_eq!(rows.row_of("2027-03-08".parse().unwrap()), Some(4));
//! ```

use chrono::{Datelike, Days, NaiveDate};

use crate::plan::Plan;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::limits;
use crate::plan::tracking::rollups::Length;

/// Days and the row of their week.
const ROWS_A_WEEK: usize = 8;

/// How many days before the plan's first day, and after its last, are offered for entry.
const MARGIN: u64 = 28;

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayRow {
    /// A day.
    Day(NaiveDate),
    /// The roll-up of an ISO week: the whole week, also where the table cuts it.
    Week(DateRange),
}

/// The rows of a table over some days. A row is found by arithmetic, however many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRows {
    days: DateRange,
}

impl DayRows {
    /// The rows over these days.
    pub fn new(days: DateRange) -> DayRows {
        DayRows { days }
    }

    /// The days.
    pub fn days(self) -> DateRange {
        self.days
    }

    /// Days of the first week that lie before the table.
    fn skipped(self) -> usize {
        self.days.first().weekday().num_days_from_monday() as usize
    }

    /// Number of rows.
    #[allow(clippy::len_without_is_empty)] // a range of days is never empty
    pub fn len(self) -> usize {
        self.row_of(self.days.last()).map_or(0, |last| last + 2)
    }

    /// A row, counted from 0; `None` beyond the last.
    pub fn at(self, row: usize) -> Option<DayRow> {
        let len = self.len();
        if row >= len {
            return None;
        }
        let is_week = row + 1 == len || (row + self.skipped()) % ROWS_A_WEEK + 1 == ROWS_A_WEEK;
        let days = self.days_above(row) - usize::from(is_week);
        let day = self.days.first().checked_add_days(Days::new(days as u64))?;
        if is_week { Length::Week.around(day).map(DayRow::Week) } else { Some(DayRow::Day(day)) }
    }

    /// The row of a day; `None` outside the table.
    pub fn row_of(self, day: NaiveDate) -> Option<usize> {
        if !self.days.contains(day) {
            return None;
        }
        let after = usize::try_from((day - self.days.first()).num_days()).ok()?;
        Some(after + (after + self.skipped()) / 7)
    }

    /// How many days lie above a row, for a day its number from 0; beyond the table, as if every row were a day.
    pub fn days_above(self, row: usize) -> usize {
        let place = row + self.skipped();
        match row.checked_sub(self.len()) {
            Some(beyond) => self.count() + beyond,
            None => place / ROWS_A_WEEK * 7 + place % ROWS_A_WEEK - self.skipped(),
        }
    }

    /// The row of the nth day, counted from 0; beyond the table, as if days followed each other.
    pub fn row_of_nth(self, nth: usize) -> usize {
        let day = self.days.first().checked_add_days(Days::new(nth as u64));
        day.and_then(|day| self.row_of(day)).unwrap_or_else(|| self.len() + nth.saturating_sub(self.count()))
    }

    fn count(self) -> usize {
        self.days.len() as usize
    }
}

/// The days whose figures can be entered: from four weeks before the plan, its first figure or today, whichever is the
/// earliest, to today, or to four weeks after a plan that is over. `reached` is a further day to show. Days after today are
/// never shown.
pub fn entry_days(plan: &Plan, today: NaiveDate, reached: Option<NaiveDate>) -> DateRange {
    let today = today.clamp(limits::earliest(), limits::latest());
    let known = |day: Option<NaiveDate>| day.filter(|day| limits::is_in_range(*day));
    let ends = plan.tracking.figures.series().filter_map(|(.., days)| {
        let in_range = |day: &&(NaiveDate, _)| limits::is_in_range(day.0);
        Some((days.iter().find(in_range)?.0, days.iter().rfind(in_range)?.0))
    });
    let tracked = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let begins = known(plan.basics.first_day).into_iter().chain(tracked.map(|ends| ends.0));
    let first = begins.fold(today, NaiveDate::min).checked_sub_days(Days::new(MARGIN));
    let over = known(plan.basics.last_day).map(|last| tracked.map_or(last, |ends| last.max(ends.1)));
    let last = over.and_then(|last| last.checked_add_days(Days::new(MARGIN))).map_or(today, |last| last.min(today));
    let reached = known(reached).map(|day| day.min(today));
    let first = first.unwrap_or(today).max(limits::earliest());
    let first = reached.map_or(first, |day| first.min(day)).min(last);
    let last = reached.map_or(last, |day| last.max(day));
    DateRange::clamped(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::numbers::decimal::Decimal;
    use crate::plan::tracking::figures::tests::{day, plan_of, put};

    fn range(first: &str, last: &str) -> DateRange {
        DateRange::new(day(first), day(last)).unwrap()
    }

    #[test]
    fn every_day_has_a_row_and_every_week_one_below_its_last_day() {
        for first in ["2027-03-01", "2027-03-03", "2027-03-07"] {
            for last in ["2027-03-07", "2027-03-08", "2027-04-11", "2027-04-14"] {
                let rows = DayRows::new(range(first, last));
                let all: Vec<DayRow> = (0..rows.len()).map_while(|row| rows.at(row)).collect();
                assert_eq!((all.len(), rows.at(rows.len())), (rows.len(), None), "{first} to {last}");
                let days: Vec<NaiveDate> =
                    all.iter().filter_map(|row| if let DayRow::Day(day) = row { Some(*day) } else { None }).collect();
                assert_eq!(days, day(first).iter_days().take_while(|on| *on <= day(last)).collect::<Vec<_>>());
                for (row, found) in all.iter().enumerate() {
                    match *found {
                        DayRow::Day(on) => {
                            assert_eq!(rows.row_of(on), Some(row));
                            let nth = rows.days_above(row);
                            assert_eq!((day(first) + Days::new(nth as u64), rows.row_of_nth(nth)), (on, row));
                        }
                        DayRow::Week(week) => {
                            let above = rows.at(row - 1);
                            assert!(matches!(above, Some(DayRow::Day(on)) if week.contains(on)), "{week:?} {above:?}");
                            let next = rows.at(row + 1);
                            assert!(
                                next.is_none() || next == Some(DayRow::Day(week.last() + Days::new(1))),
                                "{next:?}"
                            );
                        }
                    }
                }
                assert_eq!(rows.row_of_nth(days.len() + 2), rows.len() + 2, "beyond the last day");
                assert_eq!(rows.days_above(rows.len() - 1), days.len());
            }
        }
        assert_eq!(DayRows::new(range("2027-03-01", "2027-03-02")).row_of(day("2027-03-03")), None);
    }

    #[test]
    fn the_days_reach_from_before_the_plan_to_today_and_not_beyond() {
        let mut plan = plan_of(&["orders"], 0);
        let span = |plan: &Plan, today: &str, reached: Option<&str>| {
            let days = entry_days(plan, day(today), reached.map(day));
            (days.first().to_string(), days.last().to_string())
        };
        let of = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(span(&plan, "2027-03-20", None), of("2027-02-01", "2027-03-20"));
        assert_eq!(span(&plan, "2027-01-20", None), of("2026-12-23", "2027-01-20"), "not begun");
        assert_eq!(span(&plan, "2028-01-20", None), of("2027-02-01", "2027-05-28"), "over since 30 April");
        assert_eq!(span(&plan, "2028-01-20", Some("2027-08-01")), of("2027-02-01", "2027-08-01"));
        assert_eq!(span(&plan, "2027-03-20", Some("2026-01-01")), of("2026-01-01", "2027-03-20"));
        assert_eq!(span(&plan, "2027-03-20", Some("2027-09-01")), of("2027-02-01", "2027-03-20"), "ahead");
        put(&mut plan, 1, None, day("2026-06-29"), Decimal::ZERO);
        put(&mut plan, 1, None, day("+20277-03-01"), Decimal::ZERO);
        assert_eq!(span(&plan, "2027-03-20", None), of("2026-06-01", "2027-03-20"));
        (plan.basics.first_day, plan.basics.last_day) = (None, None);
        assert_eq!(span(&plan, "2027-03-20", None), of("2026-06-01", "2027-03-20"));
    }
}
