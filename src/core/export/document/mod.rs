//! The whole plan as titled tables of typed cells, which the workbook lays out in sheets and the Markdown document prints.
//!
//! A sum has both its value, from the plan's ledger, and a formula that gives the same value. The caller passes all names
//! and words.

mod budget;
mod delivery;
mod goals;
mod summary;
mod table;
mod terms;

pub use budget::days_of;
pub use table::{CellFormula, DocumentCell, DocumentTable};
pub use terms::{DocumentLabel, DocumentTerm};

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::metric::{MetricId, Source};
use crate::plan::model::phase::{Criterion, Phase, PhaseId};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The parts of the document: each is a sheet of the workbook and a chapter of the Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentPart {
    /// The summary for the person who approves the plan.
    Summary,
    /// Metrics and teams' goals.
    Goals,
    /// The funnel, from exposure to order.
    Funnel,
    /// The budget's lines.
    Budget,
    /// The budget by phase, channel and category over the promotion cycles.
    Cycles,
    /// Channels and their tests.
    Channels,
    /// Phases with their activities, partners, groups, risks and feedback.
    Phases,
    /// Posts and cadences.
    Schedule,
    /// Tracked daily figures.
    Actuals,
    /// Tracked figures by week and month, with what was planned.
    RollUps,
    /// The tracking specification.
    Tracking,
}

impl DocumentPart {
    /// Every part, in order.
    pub const ALL: [DocumentPart; 11] = [
        DocumentPart::Summary,
        DocumentPart::Goals,
        DocumentPart::Funnel,
        DocumentPart::Budget,
        DocumentPart::Cycles,
        DocumentPart::Channels,
        DocumentPart::Phases,
        DocumentPart::Schedule,
        DocumentPart::Actuals,
        DocumentPart::RollUps,
        DocumentPart::Tracking,
    ];
}

/// The document of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDocument {
    /// The plan's name.
    pub title: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The parts with content, each with at least one table. Summary and budget are always included.
    pub chapters: Vec<DocumentChapter>,
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChapter {
    /// Which part.
    pub part: DocumentPart,
    /// Its name.
    pub name: &'static str,
    /// Its tables, the main one first.
    pub tables: Vec<DocumentTable>,
}

/// The document's words, and the names of a plan's parts.
pub struct DocumentWords<'a> {
    /// A term of the document.
    pub say: &'a dyn Fn(DocumentTerm) -> &'static str,
    /// A phase.
    pub phase: &'a dyn Fn(&Phase) -> String,
    /// The phase of a line, or the whole plan.
    pub phase_of: &'a dyn Fn(Option<PhaseId>) -> String,
    /// A channel; empty for `None`.
    pub channel: &'a dyn Fn(Option<ChannelId>) -> String,
    /// A metric; empty for `None`.
    pub metric: &'a dyn Fn(Option<MetricId>) -> String,
    /// A metric's value with its unit.
    pub value: &'a dyn Fn(MetricId, Decimal) -> String,
    /// An exit or entry criterion.
    pub criterion: &'a dyn Fn(&Criterion) -> String,
    /// A data source.
    pub source: &'a dyn Fn(&Source) -> String,
    /// A stage of the funnel.
    pub stage: &'a dyn Fn(&FunnelStage) -> String,
    /// An activity or a partner.
    pub pays_for: &'a dyn Fn(PaysFor) -> String,
    /// A number.
    pub number: &'a dyn Fn(Decimal) -> String,
    /// A date range, without year.
    pub span: &'a dyn Fn(NaiveDate, NaiveDate) -> String,
    /// A list of texts.
    pub listed: &'a dyn Fn(&[String]) -> String,
    /// The outcomes of the channel tests, in their order.
    pub verdicts: &'a dyn Fn() -> Vec<TestWords>,
    /// The decisions requested, as in the report.
    pub decisions: &'a [String],
}

/// The outcome of a channel test, in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TestWords {
    /// Lower end of the credible interval of the cost of a result, if there is an estimate.
    pub low: Option<Money>,
    /// Upper end of it.
    pub high: Option<Money>,
    /// The chance of being best; empty if there is no other test to compare with.
    pub best: String,
    /// The verdict.
    pub verdict: String,
    /// The reason for the verdict.
    pub why: String,
}

impl DocumentWords<'_> {
    fn label(&self, label: DocumentLabel) -> &'static str {
        (self.say)(DocumentTerm::Label(label))
    }

    fn labels<const N: usize>(&self, labels: [DocumentLabel; N]) -> [&'static str; N] {
        labels.map(|label| self.label(label))
    }

    fn yes(&self, yes: bool) -> DocumentCell {
        if yes { DocumentCell::text(self.label(DocumentLabel::Yes)) } else { DocumentCell::Empty }
    }
}

/// The cost of an activity or a partner; empty if no line pays for it.
fn cost_of(plan: &Plan, ledger: &Ledger, paid: PaysFor) -> DocumentCell {
    let is_paid = plan.budget.lines.iter().any(|line| line.pays_for == Some(paid));
    if is_paid { DocumentCell::Money(ledger.cost_of(paid)) } else { DocumentCell::Empty }
}

/// Whether names are not empty and distinct in a spreadsheet, which ignores case.
fn are_distinct(names: impl Iterator<Item = String>) -> bool {
    let mut seen = std::collections::HashSet::new();
    names.map(|name| name.trim().to_lowercase()).all(|name| !name.is_empty() && seen.insert(name))
}

/// The document of a plan, without parts that have no content. The ledger is the plan's own.
pub fn plan_document(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> PlanDocument {
    let tables = |part| match part {
        DocumentPart::Summary => summary::tables(plan, ledger, words),
        DocumentPart::Goals => goals::goals(plan, words),
        DocumentPart::Funnel => goals::funnel(plan, ledger, words),
        DocumentPart::Budget => budget::budget(plan, ledger, words),
        DocumentPart::Cycles => budget::cycles(plan, ledger, words),
        DocumentPart::Channels => delivery::channels(plan, ledger, words),
        DocumentPart::Phases => delivery::phases(plan, ledger, words),
        DocumentPart::Schedule => delivery::schedule(plan, words),
        DocumentPart::Actuals => delivery::actuals(plan, words),
        DocumentPart::RollUps => delivery::roll_ups(plan, words),
        DocumentPart::Tracking => goals::tracking(plan, words),
    };
    let chapter = |part| DocumentChapter { part, name: (words.say)(DocumentTerm::Part(part)), tables: tables(part) };
    // Formulas of the summary refer to the budget, so it is always included.
    let is_included = |chapter: &DocumentChapter| {
        matches!(chapter.part, DocumentPart::Summary | DocumentPart::Budget)
            || chapter.tables.iter().any(|table| !table.rows.is_empty())
    };
    PlanDocument {
        title: plan.basics.name.clone(),
        currency: plan.basics.currency,
        chapters: DocumentPart::ALL.into_iter().map(chapter).filter(is_included).collect(),
    }
}
