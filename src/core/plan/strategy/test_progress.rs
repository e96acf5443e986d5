//! Progress of a channel test against the minimum data that the test rule declares. Gives no verdict; see
//! [`comparison`](crate::plan::strategy::comparison).
//!
//! ```
//! use groundswell_core::plan::model::{channel_test::ChannelTest, id::Id, strategy::TestRule};
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::strategy::test_progress::test_progress;
//!
//! let mut test = ChannelTest::new(Id::from_bits(1), Id::from_bits(2));
//! (test.first, test.last) = ("2027-03-01".parse().ok(), "2027-03-14".parse().ok());
//! test.set_totals(Money::from_minor(36_000), Some(30));
//! let rule = TestRule { minimum_days: 7, minimum_results: 30, ..TestRule::default() };
//! // At the start of 8 March, seven days are complete.
//! let progress = test_progress(&test, &rule, "2027-03-08".parse().unwrap());
//! assert_eq!((progress.days, progress.each, progress.enough), (7, Money::from_minor(1_200), true));
//! ```

use chrono::{Days, NaiveDate};

use crate::plan::budget::unit_cost::cost_per;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// What a channel test has counted so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestProgress {
    /// Complete days.
    pub days: u32,
    /// Results counted.
    pub results: u32,
    /// Cost of one result; `None` without spend or results.
    pub each: Option<Money>,
    /// Cost of one click.
    pub click: Option<Money>,
    /// Cost of reaching a thousand people.
    pub thousand_reached: Option<Money>,
    /// Whether it has the minimum days and results of the rule.
    pub enough: bool,
}

/// The progress of a test at the start of `today`. Days are those with figures, or else the days elapsed since its first.
pub fn test_progress(test: &ChannelTest, rule: &TestRule, today: NaiveDate) -> TestProgress {
    let by_dates = || {
        let yesterday = today.checked_sub_days(Days::new(1))?;
        let last = test.last.map_or(yesterday, |last| last.min(yesterday));
        DateRange::new(test.first?, last).map(DateRange::len)
    };
    let days = match test.days.len() {
        0 => by_dates().unwrap_or(0),
        counted => u32::try_from(counted).unwrap_or(u32::MAX),
    };
    let (spend, counted) = (test.spent(), test.counted());
    let results = counted.unwrap_or(0);
    let cost = |count: Option<u32>, per| cost_per(spend?, Decimal::from_int(i64::from(count?))?, per);
    TestProgress {
        days,
        results,
        each: cost(counted, 1),
        click: cost(test.clicks, 1),
        thousand_reached: cost(test.reach, 1_000),
        enough: days >= rule.minimum_days && results >= rule.minimum_results,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::channel_test::TestDay;
    use crate::plan::model::id::Id;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn day(of_march: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, of_march).unwrap()
    }

    #[test]
    fn complete_days_and_results_are_held_against_the_minimum_of_the_rule() {
        let mut test = ChannelTest::new(Id::from_bits(5), Id::from_bits(6));
        (test.first, test.last) = (Some(day(1)), Some(day(14)));
        test.set_totals(Some(money(36_000)), Some(30));
        test.clicks = Some(0);
        let rule = TestRule::default();
        let early = test_progress(&test, &rule, day(7));
        assert_eq!((early.days, early.enough), (6, false));
        let later = test_progress(&test, &rule, day(8));
        assert_eq!((later.days, later.enough, later.each), (7, true, Some(money(1_200))));
        assert_eq!((later.click, later.thousand_reached), (None, None));
        assert_eq!(test_progress(&test, &rule, day(31)).days, 14);
        test.first = None;
        assert_eq!(test_progress(&test, &rule, day(31)).days, 0);
    }

    #[test]
    fn totals_default_to_the_sums_of_the_days() {
        let mut test = ChannelTest::new(Id::from_bits(5), Id::from_bits(6));
        assert_eq!((test.spent(), test.counted()), (None, None));
        test.days = (1..=4).map(|on| TestDay { on: day(on), spend: money(500), results: on }).collect();
        let found = test_progress(&test, &TestRule::default(), day(31));
        assert_eq!((found.days, found.results, found.each), (4, 10, Some(money(200))));
        *test.entered_results_mut() = Some(8);
        assert_eq!(test_progress(&test, &TestRule::default(), day(31)).each, Some(money(250)));
    }
}
