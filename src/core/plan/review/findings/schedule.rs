//! Rules for the schedule: cadences and posts.

use std::collections::BTreeMap;

use crate::plan::model::basics::Market;
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::phase::PhaseId;
use crate::plan::model::schedule::CadenceId;
use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue, catalogue};
use crate::plan::{Plan, Step};

pub(super) fn check(plan: &Plan, report: &mut FindingCollector) {
    let schedule = &plan.schedule;
    if schedule.cadences.is_empty() {
        report.add(Issue::NoCadence, FindingPlace::field(Step::Schedule, "cadence-add"));
    }
    for cadence in &schedule.cadences {
        let (per_week, original) = (cadence.per_week, cadence.original);
        if original > per_week {
            let place = FindingPlace::item(Step::Schedule, "cadence-original", cadence.id);
            report.add(Issue::CadenceOriginalAboveTotal { cadence: cadence.id, per_week, original }, place);
        }
    }
    check_limits(plan, report);
    if let Some(days) = plan.basics.days() {
        let mut outside = schedule.posts.iter().filter(|post| !days.contains(post.on));
        if let Some(first) = outside.next() {
            let place = FindingPlace::item(Step::Schedule, "post-on", first.id);
            report.add(Issue::PostOutsidePlan { count: 1 + outside.count() }, place);
        }
    }
}

/// The cadences of one channel: posts a week over the whole plan and by phase, and the last cadence.
struct ChannelCadences {
    always: u32,
    phases: BTreeMap<PhaseId, u32>,
    last: CadenceId,
}

impl ChannelCadences {
    /// The most posts a week at any time.
    fn per_week(&self) -> u32 {
        self.always.saturating_add(self.phases.values().copied().max().unwrap_or(0))
    }
}

/// Cadences with more posts than an account may send. Each post counts as one broadcast.
fn check_limits(plan: &Plan, report: &mut FindingCollector) {
    let mut by_channel: BTreeMap<ChannelId, ChannelCadences> = BTreeMap::new();
    for cadence in &plan.schedule.cadences {
        let blank = ChannelCadences { always: 0, phases: BTreeMap::new(), last: cadence.id };
        let cadences = by_channel.entry(cadence.channel).or_insert(blank);
        let sum = match cadence.phase {
            Some(phase) => cadences.phases.entry(phase).or_default(),
            None => &mut cadences.always,
        };
        *sum = sum.saturating_add(cadence.per_week);
        cadences.last = cadence.id;
    }
    for channel in &plan.strategy.channels {
        if let Some(cadences) = by_channel.get(&channel.id) {
            check_cadences(channel, cadences, plan.basics.market, report);
        }
    }
}

fn check_cadences(channel: &Channel, cadences: &ChannelCadences, market: Market, report: &mut FindingCollector) {
    let Some(entry) = catalogue(channel) else { return };
    let per_week = cadences.per_week();
    let in_four_weeks = per_week.saturating_mul(4);
    let exceeds = |allowed: Option<u32>| allowed.is_some_and(|allowed| in_four_weeks > allowed);
    if let Some(limit) = entry.broadcasts(channel.account, market).filter(|limit| exceeds(limit.in_four_weeks())) {
        let place = FindingPlace::item(Step::Schedule, "cadence-per-week", cadences.last);
        let (cadence, channel) = (cadences.last, channel.id);
        report.add(Issue::CadenceAboveLimit { cadence, channel, per_week, limit }, place);
    } else if channel.account.is_none()
        && let Some(limit) = entry.limits_of(None, market).find(|limit| exceeds(limit.in_four_weeks()))
    {
        let place = FindingPlace::item(Step::Strategy, "channel-account", channel.id);
        report.add(Issue::AccountKindMissing { channel: channel.id, per_week, limit }, place);
    }
}
