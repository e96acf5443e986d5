//! Findings: what the check of a plan reports, as a linter does for code.
//!
//! Each rule has a stable code. A finding has the numbers that a sentence about it needs, and the field it is about; its
//! words are not made here. Rules are pure functions of the plan and its ledger, in one file for each group of rules.

mod basics;
mod budget;
mod goals;
mod issues;
mod limits;
pub(super) mod phases;
mod schedule;
mod strategy;

pub use issues::{CODES, Issue, TrackingPart};
pub use limits::undrawable_finding;
pub use phases::step_of;

use crate::plan::budget::ledger::Ledger;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::channel::Channel;
use crate::plan::model::id::Id;
use crate::plan::{Plan, Step};

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A contradiction: the plan cannot be carried out as it is.
    Error,
    /// A careful reader would ask about it.
    Warning,
    /// Something is missing, or worth a look.
    Hint,
}

/// A finding of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found, with its numbers.
    pub issue: Issue,
    /// The field it is about.
    pub place: FindingPlace,
}

/// The field a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingPlace {
    /// The step the field is on.
    pub step: Step,
    /// The field's name: `line-quantity`.
    pub field: &'static str,
    /// The bits of the id of the item that the field belongs to, if there are several.
    pub item: Option<u64>,
}

impl FindingPlace {
    fn field(step: Step, field: &'static str) -> FindingPlace {
        FindingPlace { step, field, item: None }
    }

    fn item<T>(step: Step, field: &'static str, id: Id<T>) -> FindingPlace {
        FindingPlace { step, field, item: Some(id.bits()) }
    }

    /// The field's id on the page: its name, followed by the item's id if there is one.
    pub fn anchor(&self) -> String {
        match self.item {
            Some(bits) => format!("{}-{}", self.field, Id::<()>::from_bits(bits)),
            None => self.field.to_owned(),
        }
    }
}

impl Finding {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.issue.severity()
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.issue.code()
    }
}

/// The catalogue's entry of a channel of the plan.
fn catalogue(channel: &Channel) -> Option<&'static CatalogueChannel> {
    CatalogueChannel::by_key(channel.catalogue.as_deref()?)
}

/// Collects the findings of the rules.
struct FindingCollector(Vec<Finding>);

impl FindingCollector {
    fn add(&mut self, issue: Issue, place: FindingPlace) {
        self.0.push(Finding { issue, place });
    }
}

/// Checks a plan that has no [`Ledger`] yet; see [`check_with`].
pub fn check(plan: &Plan) -> Vec<Finding> {
    check_with(plan, &Ledger::of(plan))
}

/// Checks the whole plan, given its ledger. Findings come in the order of the steps, and within a step in the order of
/// the page. As it runs after every edit, it makes one pass over each list and uses the ledger's sums.
pub fn check_with(plan: &Plan, ledger: &Ledger) -> Vec<Finding> {
    let mut report = FindingCollector(Vec::new());
    for part in PARTS {
        part(plan, ledger, &mut report);
    }
    report.0
}

/// The number of parts that [`check_part`] takes.
pub const CHECK_PARTS: usize = PARTS.len();

/// One part of [`check_with`], for code that must not keep the page busy for as long as the whole takes. Nothing for a
/// part that does not exist.
pub fn check_part(plan: &Plan, ledger: &Ledger, part: usize) -> Vec<Finding> {
    let mut report = FindingCollector(Vec::new());
    if let Some(part) = PARTS.get(part) {
        part(plan, ledger, &mut report);
    }
    report.0
}

type Part = fn(&Plan, &Ledger, &mut FindingCollector);

/// The rules of each step, and its limits, in the order of the findings.
const PARTS: [Part; 13] = [
    |plan, _, report| basics::check(plan, report),
    |plan, _, report| limits::check_plan_days(plan, report),
    |plan, _, report| goals::check(plan, report),
    |plan, _, report| limits::check_goals(plan, report),
    budget::check,
    |plan, _, report| limits::check_budget(plan, report),
    |plan, _, report| strategy::check(plan, report),
    |plan, _, report| limits::check_strategy(plan, report),
    |plan, _, report| phases::check(plan, report),
    |plan, _, report| limits::check_phases(plan, report),
    |plan, _, report| schedule::check(plan, report),
    |plan, _, report| limits::check_schedule(plan, report),
    |plan, _, report| limits::check_records(plan, report),
];

#[cfg(test)]
mod tests;
