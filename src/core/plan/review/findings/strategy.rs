//! Rules of the strategy: channels and their tests.

use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue};
use crate::plan::strategy::comparison::spent_without_results;
use crate::plan::{Plan, Step};

/// Channels that platforms' rules against spam punish.
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
    for trial in &strategy.trials {
        if let (Some(first), Some(last)) = (trial.first, trial.last)
            && last < first
        {
            report.add(
                Issue::TrialOutOfOrder { trial: trial.id },
                FindingPlace::item(Step::Strategy, "trial-last", trial.id),
            );
        }
        if let Some(spend) = trial.spent().filter(|_| spent_without_results(trial, &strategy.rule)) {
            let place = FindingPlace::item(Step::Strategy, "trial-results", trial.id);
            report.add(Issue::TrialSpentInVain { trial: trial.id, spend }, place);
        }
    }
}
