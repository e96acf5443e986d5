//! How far a test has come, beside what the rule declared beforehand.

use chrono::{Days, NaiveDate};

use crate::plan::budget::unit_cost::cost_per;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// What a channel test has shown so far, beside what the rule declared beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestProgress {
    /// Days that are over; a day half through says little.
    pub days: u32,
    /// Results counted.
    pub results: u32,
    /// Money for one result.
    pub each: Option<Money>,
    /// Money for one click.
    pub click: Option<Money>,
    /// Money for a thousand people reached.
    pub thousand_reached: Option<Money>,
    /// Whether days and results are as many as the rule asks for before any verdict.
    pub enough: bool,
}

/// How a test stands at the start of `today`.
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
    fn a_test_counts_whole_days_and_waits_for_the_declared_minimum() {
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
    fn without_totals_the_days_are_added_up() {
        let mut test = ChannelTest::new(Id::from_bits(5), Id::from_bits(6));
        assert_eq!((test.spent(), test.counted()), (None, None));
        test.days = (1..=4).map(|on| TestDay { on: day(on), spend: money(500), results: on }).collect();
        let found = test_progress(&test, &TestRule::default(), day(31));
        assert_eq!((found.days, found.results, found.each), (4, 10, Some(money(200))));
        *test.entered_results_mut() = Some(8);
        assert_eq!(test_progress(&test, &TestRule::default(), day(31)).each, Some(money(250)));
    }
}
