//! Daily figures of a channel test: which days to enter figures for, and reading and writing a day.
//!
//! ```
//! use groundswell_core::plan::model::{channel_test::ChannelTest, id::Id};
//! use groundswell_core::plan::numbers::money::Money;
//!
//! let mut test = ChannelTest::new(Id::from_bits(1), Id::from_bits(2));
//! test.set_day("2027-03-30".parse().unwrap(), Money::from_minor(500), Some(3));
//! test.set_day("2027-03-31".parse().unwrap(), Money::from_minor(300), None);
//! assert_eq!(test.sums_of_days(), (Money::from_minor(800).unwrap(), 3));
//! ```

use chrono::{Days, NaiveDate};

use crate::plan::model::channel_test::{ChannelTest, TestDay};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;

/// The most days listed for entry, about a quarter: of a longer test the first ones are listed.
const MAX_LISTED_DAYS: u64 = 92;

impl ChannelTest {
    /// The days to enter figures for, in order: from the first to the last day of the test (to `today` if it has no last
    /// day), and every other day that has figures.
    pub fn days_to_count(&self, today: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.days.iter().map(|day| day.on).collect();
        if let Some(first) = self.first {
            let last = self.last.unwrap_or(today.max(first));
            let most = first.checked_add_days(Days::new(MAX_LISTED_DAYS - 1)).unwrap_or(first);
            if let Some(range) = DateRange::new(first, last.min(most)) {
                days.extend(range.first().iter_days().take_while(|day| range.contains(*day)));
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The figures of a day, if it has any.
    pub fn day(&self, on: NaiveDate) -> Option<&TestDay> {
        self.days.iter().find(|day| day.on == on)
    }

    /// Sets spend and results of a day and keeps the days in order. With neither, the day's figures are removed; with one
    /// of them, the other is zero.
    pub fn set_day(&mut self, on: NaiveDate, spend: Option<Money>, results: Option<u32>) {
        self.days.retain(|day| day.on != on);
        if spend.is_some() || results.is_some() {
            let day = TestDay { on, spend: spend.unwrap_or_default(), results: results.unwrap_or_default() };
            let at = self.days.iter().position(|other| other.on > on).unwrap_or(self.days.len());
            self.days.insert(at, day);
        }
    }

    /// Spend and results of all its days together.
    pub fn sums_of_days(&self) -> (Money, u32) {
        let results = self.days.iter().fold(0, |sum: u32, day| sum.saturating_add(day.results));
        (self.days.iter().map(|day| day.spend).sum(), results)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn test() -> ChannelTest {
        ChannelTest::new(Id::from_bits(1), Id::from_bits(2))
    }

    #[test]
    fn days_to_count_are_those_of_the_test_and_those_with_figures() {
        let today = day("2027-04-02");
        let mut test = test();
        assert!(test.days_to_count(today).is_empty());
        test.first = Some(day("2027-03-30"));
        assert_eq!(test.days_to_count(today).len(), 4, "up to today while the end is open");
        assert_eq!(test.days_to_count(day("2027-01-01")), [day("2027-03-30")]);
        test.last = Some(day("2027-03-31"));
        test.set_day(day("2027-03-20"), Some(money(5)), None);
        assert_eq!(test.days_to_count(today), [day("2027-03-20"), day("2027-03-30"), day("2027-03-31")]);
        test.last = Some(day("2037-03-31"));
        assert_eq!(test.days_to_count(today).len(), 93);
        test.last = Some(day("2026-03-31"));
        assert_eq!(test.days_to_count(today), [day("2027-03-20")], "out of order");
    }

    #[test]
    fn a_day_set_without_spend_and_results_is_removed() {
        let mut test = test();
        test.set_day(day("2027-03-31"), None, Some(4));
        test.set_day(day("2027-03-29"), Some(money(200)), None);
        test.set_day(day("2027-03-30"), Some(money(0)), Some(0));
        let found: Vec<_> = test.days.iter().map(|day| (day.spend.minor(), day.results)).collect();
        assert_eq!(found, [(200, 0), (0, 0), (0, 4)]);
        assert_eq!(test.sums_of_days(), (money(200), 4));
        test.set_day(day("2027-03-30"), None, None);
        assert_eq!((test.days.len(), test.day(day("2027-03-30"))), (2, None));
        test.set_day(day("2027-03-29"), Some(money(250)), Some(1));
        assert_eq!(test.day(day("2027-03-29")).map(|day| day.spend), Some(money(250)));
    }
}
