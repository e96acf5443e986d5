//! Ranges of days, without clocks or time zones. Knows nothing of plans or phases.
//!
//! ```
//! use chrono::NaiveDate;
//! use groundswell_core::plan::numbers::date_range::DateRange;
//! let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
//! let range = DateRange::new(day(1), day(14)).unwrap();
//! assert_eq!((range.len(), range.count_months()), (14, 1));
//! assert!(DateRange::new(day(14), day(1)).is_none());
//! ```

use crate::plan::numbers::limits;
use chrono::{Datelike, Days, NaiveDate};

/// A range of days, both ends included; never empty, and never outside the years of [`limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateRange {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateRange {
    /// The days from `first` to `last`; `None` where they are out of order, or one of them is in a year out of range, which
    /// bounds everything computed for each day, week or month of a range.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<DateRange> {
        let in_range = limits::is_in_range(first) && limits::is_in_range(last);
        if in_range && first <= last { Some(DateRange { first, last }) } else { None }
    }

    /// The days from `first` to `last`, cut at the years in range; `first` alone where they are out of order.
    ///
    /// ```
    /// use groundswell_core::plan::numbers::date_range::DateRange;
    /// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    /// assert_eq!(DateRange::clamped(day("1066-10-14"), day("1900-01-02")).len(), 2);
    /// assert_eq!(DateRange::clamped(day("2027-03-02"), day("2027-03-01")).len(), 1);
    /// ```
    pub fn clamped(first: NaiveDate, last: NaiveDate) -> DateRange {
        let first = first.clamp(limits::earliest(), limits::latest());
        DateRange { first, last: last.clamp(first, limits::latest()) }
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days, at least 1.
    pub fn len(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(u32::MAX)
    }

    /// Never: a range holds at least one day.
    pub fn is_empty(self) -> bool {
        false
    }

    /// Whether the day lies within.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days that are in both.
    pub fn overlap(self, other: DateRange) -> Option<DateRange> {
        DateRange::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// How many calendar months it touches.
    pub fn count_months(self) -> usize {
        let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        usize::try_from(month(self.last) - month(self.first) + 1).unwrap_or(usize::MAX)
    }

    /// The range cut at month ends: one part for each calendar month it touches, 3,600 at most.
    pub fn months(self) -> Vec<DateRange> {
        let mut months = Vec::new();
        let mut first = self.first;
        loop {
            let last = last_of_month(first).min(self.last);
            months.push(DateRange { first, last });
            match last.checked_add_days(Days::new(1)) {
                Some(next) if next <= self.last => first = next,
                _ => return months,
            }
        }
    }
}

/// The last day of the month that `day` is in.
pub fn last_of_month(day: NaiveDate) -> NaiveDate {
    let next = if day.month() == 12 {
        NaiveDate::from_ymd_opt(day.year() + 1, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(day.year(), day.month() + 1, 1)
    };
    next.and_then(|first| first.pred_opt()).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_cover_the_range_without_gap() {
        let range = DateRange::new(day("2027-01-31"), day("2028-03-01")).unwrap();
        let months = range.months();
        assert_eq!(months.len(), 15);
        assert_eq!(months.iter().map(|month| month.len()).sum::<u32>(), range.len());
        assert_eq!(months[13], DateRange::new(day("2028-02-01"), day("2028-02-29")).unwrap());
    }
}
