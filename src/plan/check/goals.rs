//! Rules of the goals: nothing vague, nothing contradictory.

use super::{Issue, Place, Report};
use crate::plan::decimal::Decimal;
use crate::plan::goal::ResultGoal;
use crate::plan::metric::{Better, Metric, Source};
use crate::plan::money::BasisPoints;
use crate::plan::{Plan, Step};

/// 100 % in percent points.
const WHOLE_PERCENT: i64 = 1_000_000;

pub(super) fn check(plan: &Plan, report: &mut Report) {
    let goals = &plan.goals;
    if goals.north_star.is_none() {
        report.add(Issue::NoNorthStar, Place::field(Step::Goals, "north-star"));
    }
    for metric in &goals.metrics {
        check_metric(plan, metric, report);
    }
    for goal in &goals.outputs {
        if let (Some(per_week), Some(original)) = (goal.per_week, goal.original)
            && original > per_week
        {
            let place = Place::item(Step::Goals, "output-original", goal.id);
            report.add(Issue::OriginalAboveTotal { goal: goal.id, per_week, original }, place);
        }
    }
    check_results(&goals.results, report);
    for (index, stage) in goals.funnel.stages.iter().enumerate() {
        if stage.rate.is_some_and(|rate| rate.ten_thousandths() > WHOLE_PERCENT) {
            let place = Place::item(Step::Goals, "stage-rate", stage.id);
            report.add(Issue::RateAboveWhole { stage: index + 1 }, place);
        }
    }
}

fn check_metric(plan: &Plan, metric: &Metric, report: &mut Report) {
    let id = metric.id;
    let at = |field| Place::item(Step::Goals, field, id);
    if metric.baseline.is_none() {
        report.add(Issue::NoBaseline { metric: id }, at("metric-baseline"));
    } else if metric.baseline_on.is_none() {
        report.add(Issue::BaselineUndated { metric: id }, at("metric-baseline-on"));
    }
    if metric.target.is_none() {
        report.add(Issue::NoTarget { metric: id }, at("metric-target"));
    }
    if let (Some(baseline), Some(target)) = (metric.baseline, metric.target)
        && backwards(baseline, target, metric.definition.better())
    {
        report.add(Issue::TargetBackwards { metric: id }, at("metric-target"));
    }
    match (metric.due, plan.basics.days()) {
        (None, _) => report.add(Issue::NoDueDate { metric: id }, at("metric-due")),
        (Some(due), Some(days)) if !days.contains(due) => {
            report.add(Issue::DueOutsidePlan { metric: id, due }, at("metric-due"));
        }
        _ => {}
    }
    if metric.owner.trim().is_empty() {
        report.add(Issue::NoOwner { metric: id }, at("metric-owner"));
    }
    match &metric.source {
        None => report.add(Issue::NoSource { metric: id }, at("metric-source")),
        Some(Source::OwnStatistics(tracking)) if tracking.owner.trim().is_empty() => {
            report.add(Issue::TrackingWithoutOwner { metric: id }, at("tracking-owner"));
        }
        Some(_) => {}
    }
}

fn backwards(baseline: Decimal, target: Decimal, better: Better) -> bool {
    match better {
        Better::Up => target < baseline,
        Better::Down => target > baseline,
    }
}

/// Departments that share one metric share its whole.
fn check_results(results: &[ResultGoal], report: &mut Report) {
    for (index, goal) in results.iter().enumerate() {
        if goal.target.is_none() {
            let place = Place::item(Step::Goals, "result-target", goal.id);
            report.add(Issue::ResultWithoutTarget { goal: goal.id }, place);
        }
        let Some(metric) = goal.metric.filter(|_| goal.share.is_some()) else { continue };
        let same = |other: &&ResultGoal| other.metric == Some(metric) && other.share.is_some();
        let first = results[..index].iter().find(same).is_none();
        let sum: u32 = results.iter().filter(same).filter_map(|other| other.share).map(|share| share.0).sum();
        if first && sum != BasisPoints::WHOLE.0 {
            let place = Place::item(Step::Goals, "result-share", goal.id);
            report.add(Issue::SharesNotWhole { metric, sum: BasisPoints(sum) }, place);
        }
    }
}
