//! Rules for phases: days, objectives, exit criteria, groups, activities, partners.

use std::collections::BTreeMap;

use crate::plan::catalogue::channels::Limited;
use crate::plan::model::activity::{Activity, ActivityId};
use crate::plan::model::group::Group;
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::{Phase, PhaseId, PhaseKind};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::phases::daily_need::starting_value;
use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue, catalogue};
use crate::plan::{Plan, Step};

/// The step that a phase is on; custom phases are on the step of brand promotion.
pub fn step_of(kind: PhaseKind) -> Step {
    match kind {
        PhaseKind::Seed => Step::Seed,
        PhaseKind::Initial => Step::Initial,
        PhaseKind::Brand | PhaseKind::Other => Step::Brand,
    }
}

pub(super) fn check(plan: &Plan, report: &mut FindingCollector) {
    let places = plan.phases.iter().enumerate().map(|(at, phase)| (phase.id, at)).collect();
    let groups = by_phase(&places, &plan.groups, |group| group.phase);
    let activities = by_phase(&places, &plan.activities, |activity| activity.phase);
    let partners = by_phase(&places, &plan.partners, |partner| partner.phase);
    let by_id: BTreeMap<ActivityId, &Activity> = if plan.activities.iter().all(|item| item.after.is_empty()) {
        BTreeMap::new()
    } else {
        plan.activities.iter().map(|activity| (activity.id, activity)).collect()
    };
    // The first partner with each set of parameters.
    let mut counted: BTreeMap<[String; 4], PartnerId> = BTreeMap::new();
    // The last phase so far that has days.
    let mut previous = None;
    for (index, phase) in plan.phases.iter().enumerate() {
        check_days(plan, previous, phase, report);
        previous = phase.days().map(|days| (phase.id, days)).or(previous);
        let step = step_of(phase.kind);
        let at = |field| FindingPlace::item(step, field, phase.id);
        let number = phase.objective.and_then(|objective| objective.number);
        if number.is_none() {
            report.add(Issue::PhaseWithoutObjective { phase: phase.id }, at("phase-objective"));
        }
        if phase.exit.is_empty() && index + 1 < plan.phases.len() {
            report.add(Issue::PhaseWithoutExit { phase: phase.id }, at("phase-exit-add"));
        }
        check_groups(plan, phase, &groups[index], report);
        check_activities(phase, &activities[index], &by_id, report);
        for partner in &partners[index] {
            let at = |field| FindingPlace::item(step, field, partner.id);
            match (partner.first, partner.last) {
                (None, _) => report.add(Issue::PartnerUndated { partner: partner.id }, at("partner-first")),
                (Some(first), Some(last)) if last < first => {
                    report.add(Issue::PartnerOutOfOrder { partner: partner.id }, at("partner-last"));
                }
                _ => {}
            }
            let Some(parameters) = partner.link.counted_as() else { continue };
            match counted.get(&parameters) {
                Some(&other) => report.add(Issue::LinkClash { partner: partner.id, other }, at("partner-source")),
                None => {
                    counted.insert(parameters, partner.id);
                }
            }
        }
    }
}

/// The items of a list by the index of their phase, in the list's order; in one pass over the list.
fn by_phase<'a, T>(places: &BTreeMap<PhaseId, usize>, items: &'a [T], phase: fn(&T) -> PhaseId) -> Vec<Vec<&'a T>> {
    let mut parts = vec![Vec::new(); places.len()];
    for item in items {
        if let Some(&at) = places.get(&phase(item)) {
            parts[at].push(item);
        }
    }
    parts
}

fn check_days(plan: &Plan, previous: Option<(PhaseId, DateRange)>, phase: &Phase, report: &mut FindingCollector) {
    let at = |field| FindingPlace::item(step_of(phase.kind), field, phase.id);
    let (Some(first), Some(last)) = (phase.first, phase.last) else {
        let field = if phase.first.is_none() { "phase-first" } else { "phase-last" };
        report.add(Issue::PhaseWithoutDays { phase: phase.id }, at(field));
        return;
    };
    let Some(days) = phase.days() else {
        // A year out of range is reported with the other dates.
        if last < first {
            report.add(Issue::PhaseOutOfOrder { phase: phase.id }, at("phase-last"));
        }
        return;
    };
    if let Some(plan_days) = plan.basics.days() {
        let outside = days.len() - days.overlap(plan_days).map_or(0, DateRange::len);
        if outside > 0 {
            let field = if plan_days.contains(first) { "phase-last" } else { "phase-first" };
            report.add(Issue::PhaseOutsidePlan { phase: phase.id, days: outside }, at(field));
        }
    }
    let Some((before, previous)) = previous else { return };
    if let Ok(days @ 1..) = u32::try_from((previous.first() - days.first()).num_days()) {
        report.add(Issue::PhaseOutOfTurn { before, phase: phase.id, days }, at("phase-first"));
        return;
    }
    let step = (days.first() - previous.last()).num_days();
    if let Ok(days @ 1..) = u32::try_from(step - 1) {
        report.add(Issue::PhaseGap { before, phase: phase.id, days }, at("phase-first"));
    } else if let Some(shared) = days.overlap(previous) {
        report.add(Issue::PhaseOverlap { before, phase: phase.id, days: shared.len() }, at("phase-first"));
    }
}

fn check_groups(plan: &Plan, phase: &Phase, groups: &[&Group], report: &mut FindingCollector) {
    let mut capacity = 0;
    let mut last = None;
    for group in groups {
        capacity += group.holds();
        last = Some(group.id);
        let channel = group.channel.and_then(|id| plan.find(id));
        let limit =
            channel.and_then(|found| catalogue(found)?.limit(Limited::Members, found.account, plan.basics.market));
        if let Some(limit) = limit.filter(|limit| group.capacity > limit.number) {
            let place = FindingPlace::item(step_of(phase.kind), "group-capacity", group.id);
            report.add(Issue::GroupAboveLimit { group: group.id, capacity: group.capacity, limit }, place);
        }
    }
    let needed = needed_capacity(plan, phase);
    if let Some(group) = last.filter(|_| capacity < needed) {
        let place = FindingPlace::item(step_of(phase.kind), "group-count", group);
        report.add(Issue::GroupsTooSmall { phase: phase.id, capacity, needed }, place);
    }
}

/// The group capacity that a phase needs: for an objective in followers, the followers to be added in the phase; for one in
/// group members or without a metric, its number. Objectives in other metrics need no groups.
fn needed_capacity(plan: &Plan, phase: &Phase) -> u64 {
    let Some(number) = phase.objective.and_then(|objective| objective.number) else { return 0 };
    let metric = phase.objective.and_then(|objective| objective.metric);
    let key = metric.map(|id| {
        let metric = plan.find(id);
        metric.and_then(|metric| metric.definition.dictionary()).map_or("", |entry| entry.key)
    });
    let people = match key {
        None | Some("group_members") => number,
        Some("followers") => {
            let at = plan.phases.iter().position(|other| other.id == phase.id).unwrap_or(0);
            number - starting_value(plan, at)
        }
        Some(_) => Decimal::ZERO,
    };
    // Rounded up to whole people.
    u64::try_from(people.ceil_scaled(0)).unwrap_or(0)
}

fn check_activities(
    phase: &Phase,
    activities: &[&Activity],
    by_id: &BTreeMap<ActivityId, &Activity>,
    report: &mut FindingCollector,
) {
    let step = step_of(phase.kind);
    let mut unowned = 0;
    let mut first_unowned = None;
    for activity in activities {
        let at = |field| FindingPlace::item(step, field, activity.id);
        if activity.owner.trim().is_empty() {
            unowned += 1;
            first_unowned.get_or_insert(at("activity-owner"));
        }
        if let (Some(first), Some(last)) = (activity.first, activity.last)
            && last < first
        {
            report.add(Issue::ActivityOutOfOrder { name: activity.name.clone() }, at("activity-last"));
            continue;
        }
        let outside = |day| phase.days().is_some_and(|days| !days.contains(day));
        if activity.first.is_some_and(outside) || activity.last.is_some_and(outside) {
            report.add(Issue::ActivityOutsidePhase { name: activity.name.clone() }, at("activity-first"));
        }
        let Some(begins) = activity.first else { continue };
        let ends = |id: &ActivityId| Some((*id, by_id.get(id)?.last?));
        let unfinished = activity.after.iter().filter_map(ends).filter(|(_, ends)| begins < *ends);
        if let Some((before, ends)) = unfinished.max_by_key(|(_, ends)| *ends) {
            let issue = Issue::ActivityTooEarly { activity: activity.id, begins, before, ends };
            report.add(issue, at("activity-first"));
        }
    }
    if activities.is_empty() {
        let place = FindingPlace::item(step, "activity-add", phase.id);
        report.add(Issue::PhaseWithoutActivities { phase: phase.id }, place);
    }
    if let Some(place) = first_unowned {
        report.add(Issue::ActivityWithoutOwner { count: unowned, phase: phase.id }, place);
    }
}
