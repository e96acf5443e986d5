//! A channel's tests as levels of spend, and the saturation curve through them.

use chrono::NaiveDate;

use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::strategy::TestRule;
use crate::plan::strategy::saturation::{Saturation, SpendLevel};
use crate::plan::strategy::test_progress::test_progress;

/// A channel's tests with enough data as levels of spend, in minor units and results per week; lowest first.
pub(crate) fn spend_levels<'a>(
    tests: impl Iterator<Item = &'a ChannelTest>,
    rule: &TestRule,
    today: NaiveDate,
) -> Vec<SpendLevel> {
    const WEEK: f64 = 7.0;
    let level = |test: &ChannelTest| {
        let progress = test_progress(test, rule, today);
        let weeks = f64::from(progress.days).max(1.0) / WEEK;
        let observed = test.observed().filter(|_| progress.enough)?;
        let (spend, results) = (observed.spend / weeks, observed.results / weeks);
        Some(SpendLevel { spend, results, weeks, noise: observed.noise })
    };
    let mut levels: Vec<SpendLevel> = tests.filter_map(level).collect();
    levels.sort_by(|a, b| a.spend.total_cmp(&b.spend));
    levels
}

/// The saturation curve of a channel, in minor units and results per week, from its tests at different levels of spend.
///
/// `None` until two tests with enough data are at least 10 % apart, and where they show no diminishing returns.
pub fn saturation_curve<'a>(
    tests: impl Iterator<Item = &'a ChannelTest>,
    rule: &TestRule,
    today: NaiveDate,
) -> Option<Saturation> {
    let levels = spend_levels(tests, rule, today);
    let (lowest, highest) = levels.first().zip(levels.last())?;
    let pairs: Vec<(f64, f64)> = levels.iter().map(|level| (level.spend, level.results)).collect();
    if lowest.is_below(highest) { Saturation::fit(&pairs) } else { None }
}
