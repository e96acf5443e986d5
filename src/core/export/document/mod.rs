//! The whole plan as titled tables of typed cells: what the workbook lays out in sheets and the Markdown document prints.
//!
//! Sums stand in it twice: as what they come to, from the plan's own ledger, and as the formula that gives the same.
//! Every name and word is handed in.

mod budget;
mod delivery;
mod goals;
mod summary;

pub use budget::days_of;

use chrono::{NaiveDate, NaiveTime};

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::basics::ProjectKind;
use crate::plan::model::budget::{Category, LineStatus, PaysFor};
use crate::plan::model::channel::{AudienceFit, ChannelId, Role};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{MetricId, Source};
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::phase::{Criterion, Phase, PhaseId, PhaseKind};
use crate::plan::model::risk::Level;
use crate::plan::model::schedule::PostState;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The parts of the outline, each a sheet and a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentPart {
    /// What a boss reads first.
    Summary,
    /// Metrics and what each team contributes.
    Goals,
    /// From exposure to order.
    Funnel,
    /// The lines.
    Budget,
    /// The money by phase, channel and kind of cost over the promotion cycles.
    Cycles,
    /// Channels, and what testing them brought.
    Channels,
    /// Phases with all that is done in them.
    Phases,
    /// Posts and cadences.
    Schedule,
    /// What was counted.
    Actuals,
    /// What the engineering team builds.
    Tracking,
}

impl DocumentPart {
    /// Every part, in its order.
    pub const ALL: [DocumentPart; 10] = [
        DocumentPart::Summary,
        DocumentPart::Goals,
        DocumentPart::Funnel,
        DocumentPart::Budget,
        DocumentPart::Cycles,
        DocumentPart::Channels,
        DocumentPart::Phases,
        DocumentPart::Schedule,
        DocumentPart::Actuals,
        DocumentPart::Tracking,
    ];
}

/// A whole plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDocument {
    /// The plan's name.
    pub title: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The parts that have something in them, each with at least one table; summary and budget in any case.
    pub chapters: Vec<DocumentChapter>,
}

/// One part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChapter {
    /// Which.
    pub part: DocumentPart,
    /// What it is called.
    pub name: &'static str,
    /// Its tables, the main one first.
    pub tables: Vec<DocumentTable>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentTable {
    /// What it is called; the main table of a part may go by the part's name.
    pub title: String,
    /// The heads of its columns; none where the first column is the head of each row.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<DocumentCell>>,
    /// Rows of totals below them.
    pub totals: Vec<Vec<DocumentCell>>,
    /// Where its figures are drawn, too: the kind of phase of each row; each column but the first and the last two is a
    /// cycle, and the second row of totals a line over them.
    pub drawn: Vec<Option<PhaseKind>>,
    /// The identities of the rows' items, for what comes back from a spreadsheet, under this head. Workbooks have them in
    /// a last column, texts leave them out.
    pub ids: (String, Vec<String>),
}

impl DocumentTable {
    fn new(title: &str, heads: &[&str]) -> DocumentTable {
        let heads = heads.iter().map(|&head| head.to_owned()).collect();
        DocumentTable {
            title: title.to_owned(),
            heads,
            rows: Vec::new(),
            totals: Vec::new(),
            drawn: Vec::new(),
            ids: <(String, Vec<String>)>::default(),
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentCell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount in the plan's currency.
    Money(Money),
    /// A price finer than a coin, in whole units of the plan's currency.
    Price(Decimal),
    /// Percent points.
    Percent(Decimal),
    /// A day.
    Day(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// What follows from other cells, and how.
    Computed(Box<DocumentCell>, CellFormula),
}

/// How a cell follows from others.
#[derive(Debug, Clone, PartialEq)]
pub enum CellFormula {
    /// The sum of the rows' cells in its column.
    Column,
    /// The sum of the cells of its row in these columns.
    Row {
        /// The first column.
        first: usize,
        /// The last column.
        last: usize,
    },
    /// The sum of the cells above it from the second column to its own.
    Running,
    /// Quantity × unit price, rounded to the coin; in another currency rounded there first, then converted.
    Price {
        /// The quantity's column.
        quantity: usize,
        /// The unit price's column.
        price: usize,
        /// Digits of the line's own currency and its rate into the plan's.
        foreign: Option<(u8, Decimal)>,
    },
    /// The sum of a column of another part's main table over the rows that carry in a column what stands in a cell of
    /// this row; in a row without a key, over the rows that carry nothing there.
    SumOf {
        /// Which part.
        part: DocumentPart,
        /// The column that is summed.
        sum: usize,
        /// The column that is compared.
        by: usize,
        /// The column of the key in this row; `None` for the rows that carry nothing.
        key: Option<usize>,
        /// Rows that carry this text in this column are left out.
        but: Option<(usize, String)>,
    },
    /// The first total in a column of another part's main table.
    TotalOf {
        /// Which part.
        part: DocumentPart,
        /// Which column.
        column: usize,
    },
    /// A cell of its row less another.
    Difference {
        /// The column it begins with.
        from: usize,
        /// The column that is taken off.
        less: usize,
    },
    /// A cell of its column in an earlier row, less those of others.
    Less {
        /// The row it begins with.
        from: usize,
        /// The rows that are taken off.
        rows: Vec<usize>,
    },
}

impl DocumentCell {
    fn text(text: impl Into<String>) -> DocumentCell {
        let text = text.into();
        if text.trim().is_empty() { DocumentCell::Empty } else { DocumentCell::Text(text) }
    }

    fn number(value: Option<Decimal>) -> DocumentCell {
        value.map_or(DocumentCell::Empty, DocumentCell::Number)
    }

    fn count(value: impl TryInto<i64>) -> DocumentCell {
        DocumentCell::number(value.try_into().ok().and_then(Decimal::from_int))
    }

    fn money(amount: Option<Money>) -> DocumentCell {
        amount.map_or(DocumentCell::Empty, DocumentCell::Money)
    }

    /// A price in whole units of the currency: an amount, where it is one.
    fn price(price: Option<Decimal>, currency: Currency) -> DocumentCell {
        price.map_or(DocumentCell::Empty, |price| {
            Money::from_decimal(price, currency).map_or(DocumentCell::Price(price), DocumentCell::Money)
        })
    }

    fn day(day: Option<NaiveDate>) -> DocumentCell {
        day.map_or(DocumentCell::Empty, DocumentCell::Day)
    }

    /// A metric's value.
    fn value(value: Option<Decimal>, unit: Unit) -> DocumentCell {
        match unit {
            Unit::Percent => value.map_or(DocumentCell::Empty, DocumentCell::Percent),
            Unit::Count | Unit::Money | Unit::Ratio | Unit::Duration => DocumentCell::number(value),
        }
    }

    fn by(self, formula: CellFormula) -> DocumentCell {
        DocumentCell::Computed(Box::new(self), formula)
    }

    fn sum(amount: Money) -> DocumentCell {
        DocumentCell::Money(amount).by(CellFormula::Column)
    }

    /// What the cell holds, however it came about.
    pub fn held(&self) -> &DocumentCell {
        match self {
            DocumentCell::Computed(held, _) => held,
            other => other,
        }
    }
}

/// What a plan's parts are called, and its words.
pub struct DocumentWords<'a> {
    /// A word of the outline or a kind of something.
    pub say: &'a dyn Fn(DocumentTerm) -> &'static str,
    /// A phase.
    pub phase: &'a dyn Fn(&Phase) -> String,
    /// The phase of a line, or the whole plan.
    pub phase_of: &'a dyn Fn(Option<PhaseId>) -> String,
    /// A channel; empty where there is none.
    pub channel: &'a dyn Fn(Option<ChannelId>) -> String,
    /// A metric; empty where there is none.
    pub metric: &'a dyn Fn(Option<MetricId>) -> String,
    /// A metric's value with its unit.
    pub value: &'a dyn Fn(MetricId, Decimal) -> String,
    /// A condition of a gate.
    pub criterion: &'a dyn Fn(&Criterion) -> String,
    /// Where a figure comes from.
    pub source: &'a dyn Fn(&Source) -> String,
    /// A stage of the funnel.
    pub stage: &'a dyn Fn(&FunnelStage) -> String,
    /// An activity or a partner.
    pub pays_for: &'a dyn Fn(PaysFor) -> String,
    /// A number.
    pub number: &'a dyn Fn(Decimal) -> String,
    /// Two days and what lies between, within a year that is plain.
    pub span: &'a dyn Fn(NaiveDate, NaiveDate) -> String,
    /// Things in a row.
    pub listed: &'a dyn Fn(&[String]) -> String,
    /// What the channel tests say, in their order.
    pub verdicts: &'a dyn Fn() -> Vec<TestWords>,
    /// What the boss is asked to decide, as the report says it.
    pub decisions: &'a [String],
}

/// What a channel test says. Made by whoever has the day and the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TestWords {
    /// Lower end of the interval that the cost of a result lies in; `None` while that cannot be said.
    pub low: Option<Money>,
    /// Upper end of it.
    pub high: Option<Money>,
    /// The chance of being best; empty while there is nothing to compare it with.
    pub best: String,
    /// The verdict.
    pub verdict: String,
    /// Why.
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

/// A word that is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentTerm {
    /// A part's name.
    Part(DocumentPart),
    /// A word of the outline itself.
    Label(DocumentLabel),
    /// A kind of project.
    Project(ProjectKind),
    /// A unit of metrics.
    Unit(Unit),
    /// A kind of cost.
    Category(Category),
    /// How far a line has come.
    Status(LineStatus),
    /// How a line is spread: what names the kind of timing.
    Timing(TimingKind),
    /// How well a channel fits.
    Fit(AudienceFit),
    /// What a channel does.
    Role(Role),
    /// A kind of partner.
    Partner(PartnerKind),
    /// How likely, how bad.
    Level(Level),
    /// How far an opinion has come.
    Feedback(FeedbackState),
    /// How far a post has come.
    Post(PostState),
}

/// The kinds of [`Timing`], without their days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // as the variants of `Timing`
pub enum TimingKind {
    Phase,
    Once,
    Evenly,
    Monthly,
    ByHand,
}

impl TimingKind {
    /// The kind of a timing.
    pub fn of(timing: &Timing) -> TimingKind {
        match timing {
            Timing::Phase => TimingKind::Phase,
            Timing::Once { .. } => TimingKind::Once,
            Timing::Evenly { .. } => TimingKind::Evenly,
            Timing::Monthly { .. } => TimingKind::Monthly,
            Timing::ByHand { .. } => TimingKind::ByHand,
        }
    }
}

/// The outline's own words. What each says is its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the name says it
pub enum DocumentLabel {
    Accepted,
    Activities,
    Activity,
    Advertising,
    Allocated,
    Amount,
    Answer,
    Audience,
    Available,
    Baseline,
    BaselineOn,
    Cadences,
    Capacity,
    Category,
    ChanceBest,
    Channel,
    Checklist,
    Clicks,
    Committed,
    Contact,
    Cost,
    CostFrom,
    CostOfEach,
    CostTo,
    Counted,
    Currency,
    Date,
    DateMissing,
    Decision,
    Decisions,
    Team,
    Due,
    EntryCriteria,
    TotalBudget,
    Event,
    ExchangeRate,
    ExitCriteria,
    Expected,
    Feedback,
    FirstDay,
    Fit,
    Formula,
    Free,
    FromWhom,
    Goal,
    Groups,
    Handle,
    Holds,
    Impact,
    KeptBack,
    ContingencyLines,
    Working,
    AskedLeast,
    AskedMost,
    NotKnown,
    Kind,
    LastDay,
    LastMonth,
    Left,
    Likelihood,
    Line,
    LineItemId,
    Link,
    MoneyByCategory,
    MoneyByChannel,
    MoneyByPhase,
    Name,
    Needed,
    NorthStar,
    Note,
    Number,
    Objective,
    Opinion,
    Original,
    Outputs,
    Outside,
    Owner,
    Partners,
    PaysFor,
    PerWeek,
    Phase,
    Post,
    Planned,
    Product,
    ProjectKind,
    Properties,
    Quantity,
    Rate,
    Rates,
    Reach,
    ReadyBy,
    Reason,
    Region,
    Result,
    ResultGoals,
    Results,
    ResultsCounted,
    Risk,
    Risks,
    Running,
    Share,
    Short,
    Source,
    Spent,
    Spread,
    Stage,
    State,
    Target,
    Tests,
    Time,
    Total,
    Trigger,
    Unallocated,
    Unit,
    UnitPrice,
    Value,
    Verdict,
    What,
    Why,
    Yes,
}

/// The cost of an activity or a partner; nothing where no line of the budget pays for it.
fn cost_of(plan: &Plan, ledger: &Ledger, paid: PaysFor) -> DocumentCell {
    let is_paid = plan.budget.lines.iter().any(|line| line.pays_for == Some(paid));
    if is_paid { DocumentCell::Money(ledger.cost_of(paid)) } else { DocumentCell::Empty }
}

/// Whether names tell their things apart in a spreadsheet, which takes no notice of capital letters.
fn tell_apart(names: impl Iterator<Item = String>) -> bool {
    let mut seen = std::collections::HashSet::new();
    names.map(|name| name.trim().to_lowercase()).all(|name| !name.is_empty() && seen.insert(name))
}

/// The plan's outline, without parts that have nothing in them. `ledger` is the plan's.
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
        DocumentPart::Tracking => goals::tracking(plan, words),
    };
    let chapter = |part| DocumentChapter { part, name: (words.say)(DocumentTerm::Part(part)), tables: tables(part) };
    // The summary refers to the budget, which stays for that.
    let is_wanted = |chapter: &DocumentChapter| {
        matches!(chapter.part, DocumentPart::Summary | DocumentPart::Budget)
            || chapter.tables.iter().any(|table| !table.rows.is_empty())
    };
    PlanDocument {
        title: plan.basics.name.clone(),
        currency: plan.basics.currency,
        chapters: DocumentPart::ALL.into_iter().map(chapter).filter(is_wanted).collect(),
    }
}
