//! The status of each step and of the plan as a whole. Derived from the plan and its findings; stores nothing.

use chrono::NaiveDate;

use crate::plan::model::basics::Basics;
use crate::plan::model::budget::{Allocation, BudgetSettings};
use crate::plan::model::funnel::Funnel;
use crate::plan::model::phase::{Phase, PhaseKind};
use crate::plan::model::strategy::TestRule;
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::{Plan, Step};

/// The latest figure of a plan that is tracked is at most this many days old.
const UP_TO_DATE_DAYS: i64 = 7;

/// The status of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStatus {
    /// There is nothing to do yet: the plan has not begun, and nothing is tracked.
    NotDue,
    /// Nothing is entered.
    NotStarted,
    /// Something is entered, and something is missing.
    InProgress,
    /// Nothing is missing.
    Done,
    /// It has this number of errors and warnings.
    NeedsAttention(usize),
}

/// How far the plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// The steps that are done.
    pub steps_done: usize,
    /// Of how many: tracking counts once there is something to track.
    pub steps_due: usize,
    /// What is still to complete: hints.
    pub to_complete: usize,
    /// Errors and warnings.
    pub issues: usize,
}

impl Readiness {
    /// Of a plan with these findings, on `today`.
    pub fn of(plan: &Plan, findings: &[Finding], today: NaiveDate) -> Readiness {
        let to_complete = findings.iter().filter(|finding| finding.severity() == Severity::Hint).count();
        let statuses = Step::ALL.map(|step| status(plan, findings, step, today));
        let count = |is: fn(&StepStatus) -> bool| statuses.iter().filter(|status| is(status)).count();
        Readiness {
            steps_done: count(|status| *status == StepStatus::Done),
            steps_due: count(|status| *status != StepStatus::NotDue),
            to_complete,
            issues: findings.len() - to_complete,
        }
    }
}

/// Whether anything was entered on any step.
pub fn is_started(plan: &Plan) -> bool {
    Step::ALL.into_iter().any(|step| started(plan, step))
}

/// The status of a step on `today`, from the plan and its findings.
///
/// A step without any entry needs no attention yet, whatever the check finds missing.
pub fn status(plan: &Plan, findings: &[Finding], step: Step, today: NaiveDate) -> StepStatus {
    match step {
        Step::Track => track_status(plan, today),
        Step::Review => review(plan, findings, today),
        _ => planning(plan, findings, step),
    }
}

fn planning(plan: &Plan, findings: &[Finding], step: Step) -> StepStatus {
    if !started(plan, step) {
        return StepStatus::NotStarted;
    }
    let here = || findings.iter().filter(|finding| finding.place.step == step);
    match here().filter(|finding| finding.severity() != Severity::Hint).count() {
        0 if here().next().is_none() => StepStatus::Done,
        0 => StepStatus::InProgress,
        count => StepStatus::NeedsAttention(count),
    }
}

/// Tracking is up to date while the latest figure is at most a week old, or reaches the plan's last day.
pub(super) fn track_status(plan: &Plan, today: NaiveDate) -> StepStatus {
    let Some(latest) = latest_day(plan) else {
        let has_begun = plan.basics.first_day.is_some_and(|first| first <= today);
        return if has_begun { StepStatus::NotStarted } else { StepStatus::NotDue };
    };
    let expected = plan.basics.last_day.map_or(today, |last| last.min(today));
    if (expected - latest).num_days() <= UP_TO_DATE_DAYS { StepStatus::Done } else { StepStatus::InProgress }
}

/// The day of the latest figure.
pub(super) fn latest_day(plan: &Plan) -> Option<NaiveDate> {
    plan.tracking.figures.series().filter_map(|(.., days)| days.last()).map(|(on, _)| *on).max()
}

/// The review is done when every step before it is done that is due.
fn review(plan: &Plan, findings: &[Finding], today: NaiveDate) -> StepStatus {
    let mut steps = Step::ALL.into_iter().filter(|&step| step != Step::Review);
    if steps.clone().all(|step| !started(plan, step)) {
        return StepStatus::NotStarted;
    }
    let is_done = |step| matches!(status(plan, findings, step, today), StepStatus::Done | StepStatus::NotDue);
    if steps.all(is_done) {
        return StepStatus::Done;
    }
    StepStatus::InProgress
}

/// Whether anyone has entered anything on the step.
fn started(plan: &Plan, step: Step) -> bool {
    match step {
        Step::Basics => {
            // Every new plan has a name, a market and a currency.
            let Basics { name, market, currency, .. } = &plan.basics;
            let blank = Basics { name: name.clone(), market: *market, currency: *currency, ..Basics::default() };
            plan.basics != blank
        }
        Step::Goals => {
            let goals = &plan.goals;
            goals.north_star.is_some()
                || !goals.metrics.is_empty()
                || !goals.teams.is_empty()
                || goals.funnel != Funnel::default()
        }
        Step::Budget => {
            let unsplit = |phase: &Phase| matches!(phase.allocation, Allocation::Share(share) if share.0 == 0);
            !plan.budget.lines.is_empty()
                || plan.budget.settings != BudgetSettings::default()
                || !plan.phases.iter().all(unsplit)
        }
        Step::Strategy => {
            let strategy = &plan.strategy;
            !strategy.channels.is_empty() || !strategy.channel_tests.is_empty() || strategy.rule != TestRule::default()
        }
        Step::Seed => phase_started(plan, PhaseKind::Seed),
        Step::Initial => phase_started(plan, PhaseKind::Initial),
        Step::Brand => phase_started(plan, PhaseKind::Brand),
        Step::Schedule => !plan.schedule.cadences.is_empty() || !plan.schedule.posts.is_empty(),
        Step::Track => !plan.tracking.figures.is_empty(),
        Step::Review => false,
    }
}

fn phase_started(plan: &Plan, kind: PhaseKind) -> bool {
    plan.phase_of_kind(kind).is_some_and(|phase| {
        // Its allocation belongs to the budget step.
        let blank = Phase { allocation: phase.allocation, ..Phase::new(phase.id, phase.kind) };
        *phase != blank
            || plan.activities.iter().any(|activity| activity.phase == phase.id)
            || plan.groups.iter().any(|group| group.phase == phase.id)
            || plan.partners.iter().any(|partner| partner.phase == phase.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::review::findings::check;
    use crate::plan::tracking::figures::tests::{day, plan_of, put_days};

    fn status_on(plan: &Plan, step: Step, today: &str) -> StepStatus {
        status(plan, &check(plan), step, day(today))
    }

    #[test]
    fn tracking_is_due_once_the_plan_has_begun() {
        let mut plan = plan_of(&["orders"], 0);
        (plan.basics.first_day, plan.basics.last_day) = (None, None);
        assert_eq!(status_on(&plan, Step::Track, "2027-03-01"), StepStatus::NotDue);
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-03-31")));
        assert_eq!(status_on(&plan, Step::Track, "2027-02-28"), StepStatus::NotDue);
        assert_eq!(Readiness::of(&plan, &[], day("2027-02-28")).steps_due, 9);
        assert_eq!(status_on(&plan, Step::Track, "2027-03-01"), StepStatus::NotStarted);
        assert_eq!(Readiness::of(&plan, &[], day("2027-03-01")).steps_due, 10);
    }

    #[test]
    fn tracking_is_done_while_the_figures_are_recent() {
        let mut plan = plan_of(&["orders"], 0);
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-03-31")));
        put_days(&mut plan, 1, None, "2027-03-01", &[5, 6, 7]);
        assert_eq!(status_on(&plan, Step::Track, "2027-03-10"), StepStatus::Done);
        assert_eq!(status_on(&plan, Step::Track, "2027-03-11"), StepStatus::InProgress);
        // After the plan's last day nothing more is expected.
        put_days(&mut plan, 1, None, "2027-03-27", &[5]);
        assert_eq!(status_on(&plan, Step::Track, "2027-06-01"), StepStatus::Done);
    }

    #[test]
    fn the_review_waits_for_tracking_only_when_it_is_due() {
        let mut plan = plan_of(&[], 0);
        plan.basics.product = "Tea".to_owned();
        assert_eq!(status_on(&plan, Step::Review, "2027-03-01"), StepStatus::InProgress);
        let blank = Plan { basics: Basics::default(), ..plan_of(&[], 0) };
        assert_eq!(status_on(&blank, Step::Review, "2027-03-01"), StepStatus::NotStarted);
    }
}
