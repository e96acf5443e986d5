//! Rules for limits: dates in years out of range, plans with too many cycles, amounts above the limit. Entry fields refuse
//! these, but a stored plan, a file or a link can have them.

use chrono::NaiveDate;

use crate::plan::budget::cycles::{UndrawablePlan, undrawable};
use crate::plan::model::bounds::LONG_PLAN_DAYS;
use crate::plan::model::budget::{Allocation, LineItem};
use crate::plan::model::metric::Source;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::limits::{is_amount, is_in_range};
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::{Finding, FindingCollector, FindingPlace, Issue, step_of};
use crate::plan::{Plan, Step};

/// The finding about a plan that cannot be drawn on the calendar; `None` if it can.
pub fn undrawable_finding(plan: &Plan) -> Option<Finding> {
    let at = |field| FindingPlace::field(Step::Basics, field);
    let (issue, place) = match undrawable(plan)? {
        UndrawablePlan::FirstDay(day) => (Issue::DayOutOfRange { day }, at("basics-first-day")),
        UndrawablePlan::LastDay(day) => (Issue::DayOutOfRange { day }, at("basics-last-day")),
        UndrawablePlan::Cycles(cycles) => (Issue::TooManyCycles { cycles }, at("basics-last-day")),
    };
    Some(Finding { issue, place })
}

pub(super) fn check_schedule(plan: &Plan, report: &mut FindingCollector) {
    for post in &plan.schedule.posts {
        day(Some(post.on), FindingPlace::item(Step::Schedule, "post-on", post.id), report);
    }
}

fn day(day: Option<NaiveDate>, place: FindingPlace, report: &mut FindingCollector) {
    if let Some(day) = day.filter(|day| !is_in_range(*day)) {
        report.add(Issue::DayOutOfRange { day }, place);
    }
}

fn amount(amount: Option<Money>, place: FindingPlace, report: &mut FindingCollector) {
    if let Some(amount) = amount.filter(|amount| !is_amount(*amount)) {
        report.add(Issue::AmountAboveLimit { amount }, place);
    }
}

pub(super) fn check_plan_days(plan: &Plan, report: &mut FindingCollector) {
    let at = |field| FindingPlace::field(Step::Basics, field);
    day(plan.basics.first_day, at("basics-first-day"), report);
    day(plan.basics.last_day, at("basics-last-day"), report);
    if let Some(UndrawablePlan::Cycles(cycles)) = undrawable(plan) {
        report.add(Issue::TooManyCycles { cycles }, at("basics-last-day"));
    } else if let Some(days) = plan.basics.days().map(DateRange::len)
        && days > LONG_PLAN_DAYS
    {
        report.add(Issue::PlanVeryLong { days }, at("basics-last-day"));
    }
}

pub(super) fn check_goals(plan: &Plan, report: &mut FindingCollector) {
    for metric in &plan.goals.metrics {
        let at = |field| FindingPlace::item(Step::Goals, field, metric.id);
        day(metric.baseline_on, at("metric-baseline-on"), report);
        day(metric.due, at("metric-due"), report);
        if let Some(Source::OwnStatistics(tracking)) = &metric.source {
            day(tracking.ready_by, at("tracking-ready-by"), report);
        }
    }
    for goal in &plan.goals.results {
        day(goal.due, FindingPlace::item(Step::Goals, "result-due", goal.id), report);
    }
}

pub(super) fn check_budget(plan: &Plan, report: &mut FindingCollector) {
    let settings = &plan.budget.settings;
    amount(settings.total_budget, FindingPlace::field(Step::Budget, "budget-total"), report);
    amount(fixed(settings.contingency), FindingPlace::field(Step::Budget, "budget-contingency"), report);
    for phase in &plan.phases {
        amount(fixed(phase.allocation), FindingPlace::item(Step::Budget, "phase-part", phase.id), report);
    }
    for line in &plan.budget.lines {
        check_line(line, report);
    }
    for rate in &plan.budget.rates {
        // The field of a rate is named after its currency, not after an item's id.
        day(rate.on, FindingPlace::field(Step::Budget, "budget-rates"), report);
    }
}

fn fixed(allocation: Allocation) -> Option<Money> {
    match allocation {
        Allocation::Fixed(amount) => Some(amount),
        Allocation::Share(_) => None,
    }
}

fn check_line(line: &LineItem, report: &mut FindingCollector) {
    let at = |field| FindingPlace::item(Step::Budget, field, line.id);
    amount(line.committed, at("line-committed"), report);
    amount(line.actual, at("line-actual"), report);
    let far = |day: &NaiveDate| !is_in_range(*day);
    let (far, large) = match &line.timing {
        Timing::Phase => (None, None),
        Timing::Once { on } => (Some(*on).filter(far), None),
        Timing::Evenly { first, last } | Timing::Monthly { first, last } => {
            (Some(*first).filter(far).or(Some(*last).filter(far)), None)
        }
        Timing::ByHand { parts } => (
            parts.iter().map(|part| part.on).find(far),
            parts.iter().map(|part| part.amount).find(|amount| !is_amount(*amount)),
        ),
    };
    day(far, at("line-timing"), report);
    amount(large, at("line-timing"), report);
}

pub(super) fn check_strategy(plan: &Plan, report: &mut FindingCollector) {
    amount(plan.strategy.rule.target_cost, FindingPlace::field(Step::Strategy, "rule-cost"), report);
    for test in &plan.strategy.channel_tests {
        let at = |field| FindingPlace::item(Step::Strategy, field, test.id);
        day(test.first, at("test-first"), report);
        day(test.last, at("test-last"), report);
        day(test.days.iter().map(|day| day.on).find(|day| !is_in_range(*day)), at("test-first"), report);
        amount(*test.entered_spend(), at("test-spend"), report);
        amount(test.days.iter().map(|day| day.spend).find(|spend| !is_amount(*spend)), at("test-spend"), report);
    }
}

pub(super) fn check_phases(plan: &Plan, report: &mut FindingCollector) {
    for phase in &plan.phases {
        let at = |field| FindingPlace::item(step_of(phase.kind), field, phase.id);
        day(phase.first, at("phase-first"), report);
        day(phase.last, at("phase-last"), report);
    }
    let step = |id: PhaseId| plan.find(id).map_or(Step::Brand, |phase| step_of(phase.kind));
    for activity in &plan.activities {
        let at = |field| FindingPlace::item(step(activity.phase), field, activity.id);
        day(activity.first, at("activity-first"), report);
        day(activity.last, at("activity-last"), report);
    }
    for partner in &plan.partners {
        let at = |field| FindingPlace::item(step(partner.phase), field, partner.id);
        day(partner.first, at("partner-first"), report);
        day(partner.last, at("partner-last"), report);
    }
    for feedback in &plan.feedback {
        day(feedback.on, FindingPlace::item(step(feedback.phase), "feedback-on", feedback.id), report);
    }
}

/// What belongs to no single step: daily figures (reported once for each metric), suggestions, approvals.
pub(super) fn check_records(plan: &Plan, report: &mut FindingCollector) {
    for metric in &plan.goals.metrics {
        let series = plan.tracking.figures.series().filter(|(of, ..)| *of == metric.id);
        let days = series.flat_map(|(.., days)| days.iter().map(|day| day.0));
        let days: Vec<NaiveDate> = days.filter(|day| !is_in_range(*day)).collect();
        if let Some(&day) = days.first() {
            let issue = Issue::FiguresOutOfRange { metric: metric.id, count: days.len(), day };
            report.add(issue, FindingPlace::item(Step::Goals, "metric-baseline", metric.id));
        }
    }
    let count = plan.suggestions().count();
    if count > 0 {
        report.add(Issue::SuggestionsLeft { count }, FindingPlace::field(Step::Review, "review-findings"));
    }
    for approval in plan.approvals.iter().filter(|approval| !is_in_range(approval.on)) {
        let issue = Issue::ApprovalOutOfRange { approval: approval.id, day: approval.on };
        report.add(issue, FindingPlace::field(Step::Review, "review-findings"));
    }
}
