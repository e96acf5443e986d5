//! The status of each step and of the plan as a whole. Derived from the plan and its findings; stores nothing.

use crate::plan::model::basics::Basics;
use crate::plan::model::budget::{Allocation, BudgetSettings};
use crate::plan::model::funnel::Funnel;
use crate::plan::model::phase::{Phase, PhaseKind};
use crate::plan::model::strategy::TestRule;
use crate::plan::review::findings::{Finding, Severity};
use crate::plan::{Plan, Step};

/// The status of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStatus {
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
    /// What is still to complete: hints.
    pub to_complete: usize,
    /// Errors and warnings.
    pub issues: usize,
}

impl Readiness {
    /// Of a plan with these findings.
    pub fn of(plan: &Plan, findings: &[Finding]) -> Readiness {
        let to_complete = findings.iter().filter(|finding| finding.severity() == Severity::Hint).count();
        let is_done = |step: &Step| status(plan, findings, *step) == StepStatus::Done;
        Readiness {
            steps_done: Step::ALL.into_iter().filter(is_done).count(),
            to_complete,
            issues: findings.len() - to_complete,
        }
    }
}

/// Whether anything was entered on any step.
pub fn is_started(plan: &Plan) -> bool {
    Step::ALL.into_iter().any(|step| started(plan, step))
}

/// The status of a step, from the plan and its findings.
///
/// A step without any entry needs no attention yet, whatever the check finds missing.
pub fn status(plan: &Plan, findings: &[Finding], step: Step) -> StepStatus {
    if step == Step::Review {
        return review(plan, findings);
    }
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

/// The review is done when every other step is done.
fn review(plan: &Plan, findings: &[Finding]) -> StepStatus {
    let mut steps = Step::ALL.into_iter().filter(|&step| step != Step::Review);
    if steps.clone().all(|step| !started(plan, step)) {
        return StepStatus::NotStarted;
    }
    if steps.all(|step| status(plan, findings, step) == StepStatus::Done) {
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
