//! Findings: the plan is checked as a compiler checks code.
//!
//! Each rule has a stable code; a finding carries the numbers that a sentence about it needs and the field it is about.
//! Rules are functions of the plan (and of the ledger that follows from it) alone. One file per family.

mod basics;
mod budget;
mod goals;
mod limits;
pub(super) mod phases;
mod schedule;
mod strategy;

pub use limits::undrawable_finding;
pub use phases::step_of;

use chrono::NaiveDate;

use crate::plan::budget::ledger::Ledger;
use crate::plan::catalogue::channels::{CatalogueChannel, Limit};
use crate::plan::model::activity::ActivityId;
use crate::plan::model::approval::ApprovalId;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::channel_test::ChannelTestId;
use crate::plan::model::goals::{OutputGoalId, ResultGoalId};
use crate::plan::model::group::GroupId;
use crate::plan::model::id::Id;
use crate::plan::model::metric::MetricId;
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::schedule::CadenceId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::{Plan, Step};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something contradicts itself: the plan cannot be carried out as it stands.
    Error,
    /// Something a careful reader would ask about.
    Warning,
    /// Something still missing, or worth a look.
    Hint,
}

/// Something the check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, with its numbers.
    pub issue: Issue,
    /// Where.
    pub place: FindingPlace,
}

/// The field a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingPlace {
    /// On which step.
    pub step: Step,
    /// The field's name: `line-quantity`.
    pub field: &'static str,
    /// The bits of the id of the item it belongs to, if it is one of several.
    pub item: Option<u64>,
}

impl FindingPlace {
    fn field(step: Step, field: &'static str) -> FindingPlace {
        FindingPlace { step, field, item: None }
    }

    fn item<T>(step: Step, field: &'static str, id: Id<T>) -> FindingPlace {
        FindingPlace { step, field, item: Some(id.bits()) }
    }

    /// The field's id on the page: its name, and the item's id behind it where there is one.
    pub fn anchor(&self) -> String {
        match self.item {
            Some(bits) => format!("{}-{}", self.field, Id::<()>::from_bits(bits)),
            None => self.field.to_owned(),
        }
    }
}

/// The parts of a tracking specification that engineering cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackingPart {
    /// The event's name.
    Event,
    /// How the metric is computed.
    Formula,
    /// How it is accepted as right.
    Acceptance,
}

macro_rules! issues {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })? = $code:literal $severity:ident;)*) => {
        /// What the check can find. Codes never change their meaning.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Issue {
            $($(#[$doc])* $variant $({ $($(#[$fdoc])* $field: $type),* })?,)*
        }

        impl Issue {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $(Issue::$variant { .. } => $code,)* }
            }

            /// How much it matters.
            pub fn severity(&self) -> Severity {
                match self { $(Issue::$variant { .. } => Severity::$severity,)* }
            }
        }

        /// Every code, in order.
        pub const CODES: &[&str] = &[$($code),*];
    };
}

issues! {
    /// The plan says no product.
    NoProduct = "BAS-01" Hint;
    /// The plan has no first or last day.
    NoDays = "BAS-02" Hint;
    /// The last day is before the first.
    DaysOutOfOrder {
        /// First day.
        first: NaiveDate,
        /// Last day.
        last: NaiveDate,
    } = "BAS-03" Error;
    /// No audience is named.
    NoAudience = "BAS-04" Hint;
    /// An audience group without a place where it gathers.
    AudienceNowhere = "BAS-05" Hint;
    /// A date is in a year that no plan is in.
    DayOutOfRange {
        /// The date.
        day: NaiveDate,
    } = "BAS-06" Error;
    /// The plan runs over more than ten years.
    PlanVeryLong {
        /// How many days it has.
        days: u32,
    } = "BAS-07" Warning;
    /// The plan has more promotion cycles than are computed.
    TooManyCycles {
        /// How many it would have.
        cycles: usize,
    } = "BAS-08" Error;
    /// There is no north star.
    NoNorthStar = "GOA-01" Hint;
    /// A metric's target is missing.
    NoTarget {
        /// Which metric.
        metric: MetricId,
    } = "GOA-02" Warning;
    /// A metric's baseline is missing.
    NoBaseline {
        /// Which metric.
        metric: MetricId,
    } = "GOA-03" Warning;
    /// A metric has no due date.
    NoDueDate {
        /// Which metric.
        metric: MetricId,
    } = "GOA-04" Warning;
    /// A metric has no owner.
    NoOwner {
        /// Which metric.
        metric: MetricId,
    } = "GOA-05" Hint;
    /// A metric has no source.
    NoSource {
        /// Which metric.
        metric: MetricId,
    } = "GOA-06" Hint;
    /// The target is on the wrong side of the baseline.
    TargetBackwards {
        /// Which metric.
        metric: MetricId,
    } = "GOA-07" Error;
    /// The due date lies outside the plan.
    DueOutsidePlan {
        /// Which metric.
        metric: MetricId,
        /// Its due date.
        due: NaiveDate,
    } = "GOA-08" Warning;
    /// The baseline says no day on which it was read.
    BaselineUndated {
        /// Which metric.
        metric: MetricId,
    } = "GOA-09" Hint;
    /// More original posts than posts.
    OriginalAboveTotal {
        /// Which goal.
        goal: OutputGoalId,
        /// Posts a week.
        per_week: u32,
        /// Original ones.
        original: u32,
    } = "GOA-10" Error;
    /// The teams' shares of a metric do not make up the whole.
    SharesNotWhole {
        /// Which metric.
        metric: MetricId,
        /// Their sum.
        sum: BasisPoints,
    } = "GOA-11" Warning;
    /// A conversion rate above 100 %.
    RateAboveWhole {
        /// The stage, counted from 1.
        stage: usize,
    } = "GOA-12" Error;
    /// A result goal without target.
    ResultWithoutTarget {
        /// Which goal.
        goal: ResultGoalId,
    } = "GOA-13" Hint;
    /// Own statistics without anyone to build them.
    TrackingWithoutOwner {
        /// Which metric.
        metric: MetricId,
    } = "GOA-14" Warning;
    /// Own statistics that do not say what engineering is to build.
    TrackingIncomplete {
        /// Which metric.
        metric: MetricId,
        /// What is missing first.
        part: TrackingPart,
    } = "GOA-15" Warning;
    /// A platform whose back office is not known to show the metric.
    PlatformLacksMetric {
        /// Which metric.
        metric: MetricId,
        /// The platform's key.
        platform: &'static str,
    } = "GOA-16" Warning;
    /// The north star has no number to reach.
    NorthStarWithoutTarget {
        /// Which metric.
        metric: MetricId,
    } = "GOA-17" Warning;
    /// A rate of growth from or to nothing.
    CompoundFromZero {
        /// Which metric.
        metric: MetricId,
    } = "GOA-18" Error;
    /// The baseline was read on or after the day the target is due.
    BaselineAfterDue {
        /// Which metric.
        metric: MetricId,
        /// The day it was read.
        read: NaiveDate,
        /// The due date.
        due: NaiveDate,
    } = "GOA-19" Error;
    /// More people a day at the top of the funnel than a campaign can bring.
    FunnelAbsurd {
        /// How many a day.
        a_day: i64,
    } = "GOA-20" Warning;
    /// A path that would have to grow by more than a fifth every day.
    PathOutOfReach {
        /// Which metric.
        metric: MetricId,
    } = "GOA-21" Warning;
    /// A stage of the funnel without rate, or with none that arrive.
    FunnelRateMissing {
        /// The stage, counted from 1.
        stage: usize,
    } = "GOA-22" Hint;
    /// The teams' goals do not make up the metric's whole.
    ResultsShort {
        /// Which metric.
        metric: MetricId,
        /// What they bring together.
        sum: Decimal,
        /// What there is to bring.
        whole: Decimal,
    } = "GOA-23" Warning;
    /// A result goal whose share and figure say different things.
    ShareAndTargetDiffer {
        /// Which goal.
        goal: ResultGoalId,
        /// What the share would be.
        by_share: Decimal,
        /// What the goal says.
        target: Decimal,
    } = "GOA-24" Warning;
    /// A share of people above 100 %.
    PercentAboveWhole {
        /// Which metric.
        metric: MetricId,
    } = "GOA-25" Error;
    /// A result goal in no metric.
    ResultWithoutMetric = "GOA-26" Hint;
    /// An output goal without a number of posts.
    OutputWithoutNumber = "GOA-27" Hint;
    /// What teams come to is more of a metric than there may be, one that is better the less there is of it.
    ResultsAboveLimit {
        /// Which metric.
        metric: MetricId,
        /// What the teams come to together.
        sum: Decimal,
        /// How much there may be.
        limit: Decimal,
    } = "GOA-28" Warning;
    /// No total budget is given.
    NoTotalBudget = "BUD-01" Hint;
    /// The lines take more than the total budget has after what is kept back.
    OverTotalBudget {
        /// By how much.
        over: Money,
        /// What the lines sum up to.
        planned: Money,
    } = "BUD-02" Error;
    /// A phase's lines take more than its part.
    OverPhase {
        /// Which phase.
        phase: PhaseId,
        /// By how much.
        over: Money,
    } = "BUD-03" Warning;
    /// The phases' parts take more than there is.
    PartsAboveWhole {
        /// By how much.
        over: Money,
    } = "BUD-04" Error;
    /// Part of the total budget belongs to no phase.
    PartUnallocated {
        /// How much.
        left: Money,
    } = "BUD-05" Hint;
    /// A line has no quantity or price.
    LineUnpriced {
        /// Which line.
        line: LineItemId,
    } = "BUD-06" Warning;
    /// A line belongs to no phase.
    LineWithoutPhase {
        /// Which line.
        line: LineItemId,
    } = "BUD-07" Hint;
    /// A line's money falls outside the plan's days, or is not placed yet.
    LineOutsidePlan {
        /// Which line.
        line: LineItemId,
        /// How much.
        outside: Money,
    } = "BUD-08" Warning;
    /// One line is more than a fifth of the whole.
    LineDominates {
        /// Which line.
        line: LineItemId,
        /// Its share of all lines.
        share: BasisPoints,
    } = "BUD-09" Hint;
    /// A line in a currency without a rate.
    LineWithoutRate {
        /// Which line.
        line: LineItemId,
        /// Its currency.
        currency: Currency,
    } = "BUD-10" Error;
    /// A line whose amount cannot be held.
    LineTooLarge {
        /// Which line.
        line: LineItemId,
    } = "BUD-11" Error;
    /// More committed and spent than planned.
    LineOverspent {
        /// Which line.
        line: LineItemId,
        /// By how much.
        over: Money,
    } = "BUD-12" Warning;
    /// One lump of more than a twentieth of the whole: not detailed enough.
    LineIsALump {
        /// Which line.
        line: LineItemId,
        /// Its share of all lines.
        share: BasisPoints,
    } = "BUD-13" Hint;
    /// A reward that pays for an invitation on a channel where rewards for passing on are punished, with no word on what
    /// it is given for.
    LineRewardsSharing {
        /// Which line.
        line: LineItemId,
        /// The channel of the invitation.
        channel: ChannelId,
        /// Its rule.
        limit: &'static Limit,
    } = "BUD-14" Warning;
    /// An amount above the limit of a single amount.
    AmountAboveLimit {
        /// The amount.
        amount: Money,
    } = "BUD-15" Error;
    /// No channel is chosen.
    NoChannels = "STR-01" Hint;
    /// Nothing says where the audience is concentrated.
    NoFocus = "STR-02" Hint;
    /// A test's last day is before its first.
    TestOutOfOrder {
        /// Which test.
        test: ChannelTestId,
    } = "STR-03" Error;
    /// A test has cost three times a result's allowed cost and brought none.
    TestSpentInVain {
        /// Which test.
        test: ChannelTestId,
        /// What it cost.
        spend: Money,
    } = "STR-04" Warning;
    /// A channel that platforms punish: planned only by a decision in writing.
    RiskyChannel {
        /// Which channel.
        channel: ChannelId,
    } = "STR-05" Warning;
    /// More posts than one kind of account may send, while nothing says which kind it is.
    AccountUnsaid {
        /// Which channel.
        channel: ChannelId,
        /// Posts a week.
        per_week: u32,
        /// The stricter limit.
        limit: &'static Limit,
    } = "STR-06" Hint;
    /// A phase without days.
    PhaseWithoutDays {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-01" Hint;
    /// A phase's last day is before its first.
    PhaseOutOfOrder {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-02" Error;
    /// A phase leaves the plan's days.
    PhaseOutsidePlan {
        /// Which phase.
        phase: PhaseId,
        /// How many of its days are outside.
        days: u32,
    } = "PHA-03" Warning;
    /// Days between two phases that belong to neither.
    PhaseGap {
        /// The phase before.
        before: PhaseId,
        /// The phase after.
        phase: PhaseId,
        /// How many days.
        days: u32,
    } = "PHA-04" Hint;
    /// Days that belong to two phases.
    PhaseOverlap {
        /// The phase before.
        before: PhaseId,
        /// The phase after.
        phase: PhaseId,
        /// How many days.
        days: u32,
    } = "PHA-05" Warning;
    /// A phase without objective.
    PhaseWithoutObjective {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-06" Hint;
    /// A phase in which nothing is done.
    PhaseWithoutActivities {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-07" Hint;
    /// Nothing says when the next phase may begin.
    PhaseWithoutExit {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-08" Hint;
    /// The groups hold fewer people than the phase wants.
    GroupsTooSmall {
        /// Which phase.
        phase: PhaseId,
        /// What they hold together.
        holds: u64,
        /// What the phase wants.
        wanted: u64,
    } = "PHA-09" Error;
    /// A group above the people it can hold on its channel: 500 on WeChat.
    GroupAboveLimit {
        /// Which groups.
        group: GroupId,
        /// The capacity entered.
        capacity: u32,
        /// The channel's limit.
        limit: &'static Limit,
    } = "PHA-10" Error;
    /// An activity without owner.
    ActivityWithoutOwner {
        /// How many there are.
        count: usize,
        /// In which phase.
        phase: PhaseId,
    } = "PHA-11" Hint;
    /// An activity's last day is before its first.
    ActivityOutOfOrder {
        /// Its name.
        name: String,
    } = "PHA-12" Error;
    /// An activity leaves its phase's days.
    ActivityOutsidePhase {
        /// Its name.
        name: String,
    } = "PHA-13" Warning;
    /// A partner without a date.
    PartnerUndated {
        /// Which partner.
        partner: PartnerId,
    } = "PHA-14" Hint;
    /// A partner's last day is before its first.
    PartnerOutOfOrder {
        /// Which partner.
        partner: PartnerId,
    } = "PHA-15" Error;
    /// Two partners whose links carry the same parameters: their visitors cannot be told apart.
    LinkClash {
        /// Which partner.
        partner: PartnerId,
        /// The earlier one with the same address.
        other: PartnerId,
    } = "PHA-16" Warning;
    /// An activity begins before one that it waits for ends.
    ActivityTooEarly {
        /// Which activity.
        activity: ActivityId,
        /// When it begins.
        begins: NaiveDate,
        /// The one it waits for.
        before: ActivityId,
        /// When that one ends.
        ends: NaiveDate,
    } = "PHA-17" Error;
    /// A phase begins before the one that stands before it.
    PhaseOutOfTurn {
        /// The phase before.
        before: PhaseId,
        /// The phase.
        phase: PhaseId,
        /// By how many days it is too early.
        days: u32,
    } = "PHA-18" Warning;
    /// No channel has a cadence.
    NoCadence = "SCH-01" Hint;
    /// More original posts than posts.
    CadenceOriginalAboveTotal {
        /// Which cadence.
        cadence: CadenceId,
        /// Posts a week.
        per_week: u32,
        /// Original ones.
        original: u32,
    } = "SCH-02" Error;
    /// A post outside the plan's days.
    PostOutsidePlan {
        /// How many.
        count: usize,
    } = "SCH-03" Warning;
    /// More posts on a channel than its account may send.
    CadenceAboveLimit {
        /// The last cadence of the channel.
        cadence: CadenceId,
        /// Which channel.
        channel: ChannelId,
        /// Posts a week, of all its cadences at the same time.
        per_week: u32,
        /// The limit.
        limit: &'static Limit,
    } = "SCH-04" Warning;
    /// Figures of days carry dates in years out of range, and count for nothing.
    FiguresOutOfRange {
        /// Of which metric.
        metric: MetricId,
        /// How many.
        count: usize,
        /// The date of the first of them.
        day: NaiveDate,
    } = "REV-01" Error;
    /// An approval carries a date in a year out of range.
    ApprovalOutOfRange {
        /// Which approval.
        approval: ApprovalId,
        /// The date.
        day: NaiveDate,
    } = "REV-02" Error;
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

/// What the rules write into.
struct FindingCollector(Vec<Finding>);

impl FindingCollector {
    fn add(&mut self, issue: Issue, place: FindingPlace) {
        self.0.push(Finding { issue, place });
    }
}

/// Checks a plan that is not open in an editor, which keeps a [`Ledger`]: see [`check_with`].
pub fn check(plan: &Plan) -> Vec<Finding> {
    check_with(plan, &Ledger::of(plan))
}

/// Checks the whole plan, given its ledger. Findings come in the order of the steps, and within a step in the order of
/// the page. It runs after every edit: one pass over each of the plan's lists, and nothing computed again.
pub fn check_with(plan: &Plan, ledger: &Ledger) -> Vec<Finding> {
    let mut report = FindingCollector(Vec::new());
    basics::check(plan, &mut report);
    limits::check_plan_days(plan, &mut report);
    goals::check(plan, &mut report);
    limits::check_goals(plan, &mut report);
    budget::check(plan, ledger, &mut report);
    limits::check_budget(plan, &mut report);
    strategy::check(plan, &mut report);
    limits::check_strategy(plan, &mut report);
    phases::check(plan, &mut report);
    limits::check_phases(plan, &mut report);
    schedule::check(plan, &mut report);
    limits::check_schedule(plan, &mut report);
    limits::check_records(plan, &mut report);
    report.0
}

#[cfg(test)]
mod tests;
