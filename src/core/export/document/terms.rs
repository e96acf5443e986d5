//! The terms of the document that the caller translates.

use super::DocumentPart;
use crate::plan::model::basics::ProjectKind;
use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::channel::{AudienceFit, Role};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::measure::Unit;
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::risk::Level;
use crate::plan::model::schedule::PostState;
use crate::plan::model::timing::TimingKind;

/// A term that the caller translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentTerm {
    /// A part's name.
    Part(DocumentPart),
    /// A label of the document.
    Label(DocumentLabel),
    /// A kind of project.
    Project(ProjectKind),
    /// A unit of metrics.
    Unit(Unit),
    /// A category.
    Category(Category),
    /// The status of a line.
    Status(LineStatus),
    /// The kind of timing of a line.
    Timing(TimingKind),
    /// How well a channel fits.
    Fit(AudienceFit),
    /// The role of a channel.
    Role(Role),
    /// A kind of partner.
    Partner(PartnerKind),
    /// A likelihood or an impact.
    Level(Level),
    /// The state of feedback.
    Feedback(FeedbackState),
    /// The state of a post.
    Post(PostState),
}

/// The labels of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is the label of that name
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
    ByMonth,
    ByWeek,
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
    DaysExpected,
    DaysWithFigure,
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
    Contingency,
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
    PartialPeriod,
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
