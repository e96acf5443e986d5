//! The table of everything the check can find: name, numbers, code and severity.

use chrono::NaiveDate;

use super::Severity;
use crate::plan::catalogue::channels::Limit;
use crate::plan::model::activity::ActivityId;
use crate::plan::model::approval::ApprovalId;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::channel_test::ChannelTestId;
use crate::plan::model::goals::{OutputGoalId, ResultGoalId};
use crate::plan::model::group::GroupId;
use crate::plan::model::metric::MetricId;
use crate::plan::model::partner::PartnerId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::schedule::CadenceId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// The required parts of a tracking specification.
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
        /// Everything the check can find. Codes never change their meaning.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Issue {
            $($(#[$doc])* $variant $({ $($(#[$fdoc])* $field: $type),* })?,)*
        }

        impl Issue {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $(Issue::$variant { .. } => $code,)* }
            }

            /// Its severity.
            pub fn severity(&self) -> Severity {
                match self { $(Issue::$variant { .. } => Severity::$severity,)* }
            }
        }

        /// Every code, in order.
        pub const CODES: &[&str] = &[$($code),*];
    };
}

issues! {
    /// The plan names no product.
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
    /// An audience group without a place where to reach it.
    AudienceWithoutPlace = "BAS-05" Hint;
    /// A date in a year out of range.
    DayOutOfRange {
        /// The date.
        day: NaiveDate,
    } = "BAS-06" Error;
    /// The plan is longer than ten years.
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
    /// The baseline has no date.
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
    /// The teams' shares of a metric do not add up to 100 %.
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
    /// Custom tracking without an owner.
    TrackingWithoutOwner {
        /// Which metric.
        metric: MetricId,
    } = "GOA-14" Warning;
    /// Custom tracking without a complete specification.
    TrackingIncomplete {
        /// Which metric.
        metric: MetricId,
        /// The first missing part.
        part: TrackingPart,
    } = "GOA-15" Warning;
    /// A data source that is not known to show the metric.
    PlatformWithoutMetric {
        /// Which metric.
        metric: MetricId,
        /// The platform's key.
        platform: &'static str,
    } = "GOA-16" Warning;
    /// The north star metric has no target.
    NorthStarWithoutTarget {
        /// Which metric.
        metric: MetricId,
    } = "GOA-17" Warning;
    /// Compound growth from or to zero.
    CompoundFromZero {
        /// Which metric.
        metric: MetricId,
    } = "GOA-18" Error;
    /// The baseline's date is on or after the due date.
    BaselineAfterDue {
        /// Which metric.
        metric: MetricId,
        /// The baseline's date.
        read: NaiveDate,
        /// The due date.
        due: NaiveDate,
    } = "GOA-19" Error;
    /// More people a day at the top of the funnel than a campaign can realistically reach.
    FunnelUnrealistic {
        /// How many a day.
        a_day: i64,
    } = "GOA-20" Warning;
    /// A target that would need growth of more than 20 % every day.
    PathOutOfReach {
        /// Which metric.
        metric: MetricId,
    } = "GOA-21" Warning;
    /// A stage of the funnel without a conversion rate, or with a rate of zero.
    FunnelRateMissing {
        /// The stage, counted from 1.
        stage: usize,
    } = "GOA-22" Hint;
    /// The teams' targets add up to less than the metric's target.
    ResultsShort {
        /// Which metric.
        metric: MetricId,
        /// The sum of the teams' targets.
        sum: Decimal,
        /// The gain that the metric's target needs.
        whole: Decimal,
    } = "GOA-23" Warning;
    /// A result goal whose share and target differ.
    ShareAndTargetDiffer {
        /// Which goal.
        goal: ResultGoalId,
        /// The target by its share.
        by_share: Decimal,
        /// The target entered.
        target: Decimal,
    } = "GOA-24" Warning;
    /// A share of people above 100 %.
    PercentAboveWhole {
        /// Which metric.
        metric: MetricId,
    } = "GOA-25" Error;
    /// A result goal without a metric.
    ResultWithoutMetric = "GOA-26" Hint;
    /// An output goal without a number of posts.
    OutputWithoutNumber = "GOA-27" Hint;
    /// The teams' targets add up to more than the limit of a metric for which lower is better.
    ResultsAboveLimit {
        /// Which metric.
        metric: MetricId,
        /// The sum of the teams' targets.
        sum: Decimal,
        /// The limit: the metric's target.
        limit: Decimal,
    } = "GOA-28" Warning;
    /// No total budget is given.
    NoTotalBudget = "BUD-01" Hint;
    /// The lines exceed the total budget less the contingency.
    OverTotalBudget {
        /// By how much.
        over: Money,
        /// The sum of the lines.
        planned: Money,
    } = "BUD-02" Error;
    /// The lines of a phase exceed its allocation.
    OverPhase {
        /// Which phase.
        phase: PhaseId,
        /// By how much.
        over: Money,
    } = "BUD-03" Warning;
    /// The allocations of the phases exceed the total budget.
    PartsAboveWhole {
        /// By how much.
        over: Money,
    } = "BUD-04" Error;
    /// A part of the total budget is allocated to no phase.
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
    /// Money of a line falls outside the plan's days, or has no dates yet.
    LineOutsidePlan {
        /// Which line.
        line: LineItemId,
        /// How much.
        outside: Money,
    } = "BUD-08" Warning;
    /// One line is more than 20 % of all lines.
    LineDominates {
        /// Which line.
        line: LineItemId,
        /// Its share of all lines.
        share: BasisPoints,
    } = "BUD-09" Hint;
    /// A line in a currency without an exchange rate.
    LineWithoutRate {
        /// Which line.
        line: LineItemId,
        /// Its currency.
        currency: Currency,
    } = "BUD-10" Error;
    /// A line whose amount is too large.
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
    /// A line of quantity 1 with more than 5 % of all lines: not detailed enough.
    LineNotItemized {
        /// Which line.
        line: LineItemId,
        /// Its share of all lines.
        share: BasisPoints,
    } = "BUD-13" Hint;
    /// A reward that pays for an invitation on a channel that penalises rewards for sharing, without a note on what it is
    /// given for.
    LineRewardsSharing {
        /// Which line.
        line: LineItemId,
        /// The channel of the invitation.
        channel: ChannelId,
        /// Its rule.
        limit: &'static Limit,
    } = "BUD-14" Warning;
    /// An amount above the limit of amounts.
    AmountAboveLimit {
        /// The amount.
        amount: Money,
    } = "BUD-15" Error;
    /// No channel is chosen.
    NoChannels = "STR-01" Hint;
    /// The strategy has no focus.
    NoFocus = "STR-02" Hint;
    /// A test's last day is before its first.
    TestOutOfOrder {
        /// Which test.
        test: ChannelTestId,
    } = "STR-03" Error;
    /// A test has spent three times the allowed cost of a result without any result.
    TestSpentWithoutResults {
        /// Which test.
        test: ChannelTestId,
        /// What it cost.
        spend: Money,
    } = "STR-04" Warning;
    /// A channel that platforms penalise, without a note on why it is used.
    RiskyChannel {
        /// Which channel.
        channel: ChannelId,
    } = "STR-05" Warning;
    /// More posts than one kind of account may send, while the kind of account is not entered.
    AccountKindMissing {
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
    /// A phase is partly outside the plan's days.
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
    /// A phase without activities.
    PhaseWithoutActivities {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-07" Hint;
    /// A phase without exit criteria.
    PhaseWithoutExit {
        /// Which phase.
        phase: PhaseId,
    } = "PHA-08" Hint;
    /// The groups have less capacity than the phase needs.
    GroupsTooSmall {
        /// Which phase.
        phase: PhaseId,
        /// Their total capacity.
        capacity: u64,
        /// The capacity that the phase needs.
        needed: u64,
    } = "PHA-09" Error;
    /// A group with more members than its channel allows: 500 on WeChat.
    GroupAboveLimit {
        /// Which group.
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
    /// An activity is partly outside its phase's days.
    ActivityOutsidePhase {
        /// Its name.
        name: String,
    } = "PHA-13" Warning;
    /// A partner without a start date.
    PartnerUndated {
        /// Which partner.
        partner: PartnerId,
    } = "PHA-14" Hint;
    /// A partner's last day is before its first.
    PartnerOutOfOrder {
        /// Which partner.
        partner: PartnerId,
    } = "PHA-15" Error;
    /// Two partners whose links carry the same parameters: their visitors cannot be distinguished.
    LinkClash {
        /// Which partner.
        partner: PartnerId,
        /// The earlier one with the same address.
        other: PartnerId,
    } = "PHA-16" Warning;
    /// An activity begins before one that it depends on ends.
    ActivityTooEarly {
        /// Which activity.
        activity: ActivityId,
        /// When it begins.
        begins: NaiveDate,
        /// The one it depends on.
        before: ActivityId,
        /// When that one ends.
        ends: NaiveDate,
    } = "PHA-17" Error;
    /// A phase begins before the phase before it.
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
    /// Daily figures with dates in years out of range; they are ignored.
    FiguresOutOfRange {
        /// Of which metric.
        metric: MetricId,
        /// How many.
        count: usize,
        /// The date of the first of them.
        day: NaiveDate,
    } = "REV-01" Error;
    /// An approval with a date in a year out of range.
    ApprovalOutOfRange {
        /// Which approval.
        approval: ApprovalId,
        /// The date.
        day: NaiveDate,
    } = "REV-02" Error;
    /// Parts that were drafted and that nobody has changed or accepted yet.
    SuggestionsLeft {
        /// How many.
        count: usize,
    } = "REV-03" Hint;
}
