//! Rules for the strategy: channels and their tests.

use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue};
use crate::plan::strategy::comparison::spent_without_results;
use crate::plan::{Plan, Step};

/// Channels that platforms penalise as spam.
const RISKY: [&str; 1] = ["alt_accounts"];

pub(super) fn check(plan: &Plan, report: &mut FindingCollector) {
    let strategy = &plan.strategy;
    if strategy.rule.focus.trim().is_empty() {
        report.add(Issue::NoFocus, FindingPlace::field(Step::Strategy, "strategy-focus"));
    }
    if strategy.channels.is_empty() {
        report.add(Issue::NoChannels, FindingPlace::field(Step::Strategy, "channel-add"));
    }
    for channel in &strategy.channels {
        if channel.catalogue.as_deref().is_some_and(|key| RISKY.contains(&key)) && channel.note.trim().is_empty() {
            let place = FindingPlace::item(Step::Strategy, "channel-note", channel.id);
            report.add(Issue::RiskyChannel { channel: channel.id }, place);
        }
    }
    for test in &strategy.channel_tests {
        if let (Some(first), Some(last)) = (test.first, test.last)
            && last < first
        {
            report
                .add(Issue::TestOutOfOrder { test: test.id }, FindingPlace::item(Step::Strategy, "test-last", test.id));
        }
        if let Some(spend) = test.spent().filter(|_| spent_without_results(test, &strategy.rule)) {
            let place = FindingPlace::item(Step::Strategy, "test-results", test.id);
            report.add(Issue::TestSpentWithoutResults { test: test.id, spend }, place);
        }
    }
}
