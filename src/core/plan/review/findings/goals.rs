//! Rules for goals: missing and contradictory entries.

use std::collections::BTreeMap;

use crate::plan::goals::contribution::{contributions, whole};
use crate::plan::goals::growth::{Path, PathError};
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::{OutputGoal, ResultGoal};
use crate::plan::model::measure::Better;
use crate::plan::model::metric::{Metric, MetricId, PathShape, Source, TrackingSpecification};
use crate::plan::model::metric_dictionary::Platform;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::review::findings::{FindingCollector, FindingPlace, Issue, TrackingPart};
use crate::plan::{Plan, Step};

/// 100 % in percent points.
const WHOLE_PERCENT: Decimal = Decimal::whole(100);
/// The highest plausible growth rate per day.
const MAX_DAILY_GROWTH: f64 = 0.2;

pub(super) fn check(plan: &Plan, report: &mut FindingCollector) {
    let goals = &plan.goals;
    if goals.north_star.is_none() {
        report.add(Issue::NoNorthStar, FindingPlace::field(Step::Goals, "north-star"));
    }
    for metric in &goals.metrics {
        check_metric(plan, metric, report);
    }
    for goal in &goals.outputs {
        check_output(goal, report);
    }
    check_results(&goals.results, report);
    check_contributions(plan, report);
    check_funnel(plan, report);
}

fn check_metric(plan: &Plan, metric: &Metric, report: &mut FindingCollector) {
    let id = metric.id;
    let at = |field| FindingPlace::item(Step::Goals, field, id);
    if metric.baseline.is_none() {
        report.add(Issue::NoBaseline { metric: id }, at("metric-baseline"));
    } else if metric.baseline_on.is_none() {
        report.add(Issue::BaselineUndated { metric: id }, at("metric-baseline-on"));
    }
    if metric.target.is_none() {
        let is_star = plan.goals.north_star.as_ref().is_some_and(|star| star.metric == id);
        let issue = if is_star { Issue::NorthStarWithoutTarget { metric: id } } else { Issue::NoTarget { metric: id } };
        report.add(issue, at("metric-target"));
    }
    if let (Some(baseline), Some(target)) = (metric.baseline, metric.target)
        && backwards(baseline, target, metric.definition.better())
    {
        report.add(Issue::TargetBackwards { metric: id }, at("metric-target"));
    }
    if metric.target.is_some_and(|target| target > WHOLE_PERCENT) && metric.definition.is_share() {
        report.add(Issue::PercentAboveWhole { metric: id }, at("metric-target"));
    }
    match (metric.due, plan.basics.days()) {
        (None, _) => report.add(Issue::NoDueDate { metric: id }, at("metric-due")),
        (Some(due), Some(days)) if !days.contains(due) => {
            report.add(Issue::DueOutsidePlan { metric: id, due }, at("metric-due"));
        }
        _ => {}
    }
    if let (Some(read), Some(due)) = (metric.baseline_on, metric.due)
        && read >= due
    {
        report.add(Issue::BaselineAfterDue { metric: id, read, due }, at("metric-baseline-on"));
    }
    check_path(metric, report);
    if metric.owner.trim().is_empty() {
        report.add(Issue::NoOwner { metric: id }, at("metric-owner"));
    }
    match &metric.source {
        None => report.add(Issue::NoSource { metric: id }, at("metric-source")),
        Some(Source::OwnStatistics(tracking)) => check_tracking(metric, tracking, report),
        Some(Source::Platform(name)) => {
            let known = Platform::by_key(name);
            let shows = metric.definition.dictionary().is_none_or(|entry| entry.platforms.contains(&name.as_str()));
            if let Some(platform) = known.filter(|_| !shows) {
                report.add(Issue::PlatformWithoutMetric { metric: id, platform: platform.key }, at("metric-source"));
            }
        }
    }
}

fn backwards(baseline: Decimal, target: Decimal, better: Better) -> bool {
    match better {
        Better::Up => target < baseline,
        Better::Down => target > baseline,
    }
}

fn check_path(metric: &Metric, report: &mut FindingCollector) {
    let place = FindingPlace::item(Step::Goals, "metric-path", metric.id);
    match path(metric) {
        Some(Err(PathError::CompoundNeedsPositive)) => report.add(Issue::CompoundFromZero { metric: metric.id }, place),
        Some(Err(PathError::OutOfReach)) => report.add(Issue::PathOutOfReach { metric: metric.id }, place),
        Some(Ok(path)) if path.daily_rate().abs() > MAX_DAILY_GROWTH => {
            report.add(Issue::PathOutOfReach { metric: metric.id }, place);
        }
        // A due date before the baseline is reported at the dates.
        Some(Err(PathError::NoDays | PathError::BelowZero) | Ok(_)) | None => {}
    }
}

/// The metric's compound growth path; `None` if it is linear, or values or dates are missing.
fn path(metric: &Metric) -> Option<Result<Path, PathError>> {
    if metric.path.shape == PathShape::Linear {
        return None;
    }
    let days = u32::try_from((metric.due? - metric.baseline_on?).num_days()).unwrap_or(0);
    let (baseline, target) = (metric.baseline?.to_f64(), metric.target?.to_f64());
    Some(Path::to_target(baseline, target, days, metric.path.shape, metric.path.reading))
}

fn check_tracking(metric: &Metric, tracking: &TrackingSpecification, report: &mut FindingCollector) {
    let (id, at) = (metric.id, |field| FindingPlace::item(Step::Goals, field, metric.id));
    let parts = [
        (&tracking.event, TrackingPart::Event, "tracking-event"),
        (&tracking.formula, TrackingPart::Formula, "tracking-formula"),
        (&tracking.acceptance, TrackingPart::Acceptance, "tracking-acceptance"),
    ];
    // One finding for a blank specification, not three.
    if let Some((_, part, field)) = parts.into_iter().find(|(text, ..)| text.trim().is_empty()) {
        report.add(Issue::TrackingIncomplete { metric: id, part }, at(field));
    }
    if tracking.owner.trim().is_empty() {
        report.add(Issue::TrackingWithoutOwner { metric: id }, at("tracking-owner"));
    }
}

fn check_output(goal: &OutputGoal, report: &mut FindingCollector) {
    let Some(per_week) = goal.per_week else {
        report.add(Issue::OutputWithoutNumber, FindingPlace::item(Step::Goals, "output-per-week", goal.id));
        return;
    };
    if let Some(original) = goal.original.filter(|&original| original > per_week) {
        let place = FindingPlace::item(Step::Goals, "output-original", goal.id);
        report.add(Issue::OriginalAboveTotal { goal: goal.id, per_week, original }, place);
    }
}

/// Result goals of the teams: their metrics, targets, and the sum of their shares of a metric.
fn check_results(results: &[ResultGoal], report: &mut FindingCollector) {
    let mut sums: BTreeMap<MetricId, u32> = BTreeMap::new();
    for (metric, share) in results.iter().filter_map(|goal| goal.metric.zip(goal.share)) {
        let sum = sums.entry(metric).or_default();
        *sum = sum.saturating_add(share.0);
    }
    for goal in results {
        if goal.metric.is_none() {
            report.add(Issue::ResultWithoutMetric, FindingPlace::item(Step::Goals, "result-metric", goal.id));
        }
        if goal.target.is_none() {
            let place = FindingPlace::item(Step::Goals, "result-target", goal.id);
            report.add(Issue::ResultWithoutTarget { goal: goal.id }, place);
        }
        // Reported once for a metric, at the first of its shares.
        let sum = goal.metric.filter(|_| goal.share.is_some()).and_then(|metric| sums.remove_entry(&metric));
        if let Some((metric, sum)) = sum.filter(|(_, sum)| *sum != BasisPoints::WHOLE.0) {
            let place = FindingPlace::item(Step::Goals, "result-share", goal.id);
            report.add(Issue::SharesNotWhole { metric, sum: BasisPoints(sum) }, place);
        }
    }
}

/// Compares the teams' targets with the metric's target, and each goal's share with its own target.
fn check_contributions(plan: &Plan, report: &mut FindingCollector) {
    let goals = &plan.goals;
    for found in contributions(plan) {
        let (Some(sum), Some(whole)) = (found.sum, found.whole) else { continue };
        if found.limit && sum > whole {
            let first = goals.results.iter().find(|goal| goal.metric == Some(found.metric));
            let Some(first) = first else { continue };
            let place = FindingPlace::item(Step::Goals, "result-target", first.id);
            report.add(Issue::ResultsAboveLimit { metric: found.metric, sum, limit: whole }, place);
        }
        if found.complete && !found.limit && sum < whole {
            let first = goals.results.iter().find(|goal| goal.metric == Some(found.metric));
            let Some(first) = first else { continue };
            let place = FindingPlace::item(Step::Goals, "result-target", first.id);
            report.add(Issue::ResultsShort { metric: found.metric, sum, whole }, place);
        }
    }
    let wholes: BTreeMap<MetricId, Decimal> =
        goals.metrics.iter().filter_map(|metric| Some((metric.id, whole(metric)?))).collect();
    for goal in &goals.results {
        let whole = goal.metric.and_then(|metric| wholes.get(&metric));
        let part = whole.zip(goal.share).and_then(|(whole, share)| whole.share(share));
        let (Some(by_share), Some(target)) = (part, goal.target) else { continue };
        // Targets that are rounded to whole numbers are not reported.
        if (by_share - target).abs() > Decimal::whole(1) {
            let place = FindingPlace::item(Step::Goals, "result-target", goal.id);
            report.add(Issue::ShareAndTargetDiffer { goal: goal.id, by_share, target }, place);
        }
    }
}

fn check_funnel(plan: &Plan, report: &mut FindingCollector) {
    let funnel: &Funnel = &plan.goals.funnel;
    for (index, stage) in funnel.stages.iter().enumerate().skip(1) {
        let place = FindingPlace::item(Step::Goals, "stage-rate", stage.id);
        let stage_number = index + 1;
        match stage.rate {
            Some(rate) if rate > WHOLE_PERCENT => report.add(Issue::RateAboveWhole { stage: stage_number }, place),
            Some(rate) if rate.is_positive() => {}
            _ => report.add(Issue::FunnelRateMissing { stage: stage_number }, place),
        }
    }
    if let Some(a_day) = funnel.implausible_per_day(plan.basics.days().map(DateRange::len)) {
        report.add(Issue::FunnelUnrealistic { a_day }, FindingPlace::field(Step::Goals, "funnel-given"));
    }
}
