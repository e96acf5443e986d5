//! The report's words, and the formats of names, numbers and dates; implemented by the caller, as the core has no language.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::plan::Plan;
use crate::plan::model::basics::ProjectKind;
use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::channel::{AccountKind, AudienceFit, Channel, Role};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::funnel::{FunnelPeriod, FunnelStage};
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Level;
use crate::plan::model::schedule::PostState;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::Finding;
use crate::plan::strategy::comparison::TestOutcome;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::tracking::weekly_summary::WeeklySummary;

/// The report's words, and the formats of what it takes from the plan.
pub trait ReportWords {
    /// A word of the report.
    fn say(&self, word: ReportWord) -> &'static str;
    /// A phrase of the report, with its parts filled in.
    fn phrase(&self, phrase: ReportPhrase) -> String;
    /// The name of a kind or state.
    fn term(&self, term: ReportTerm) -> &'static str;
    /// A finding as a sentence.
    fn finding(&self, finding: &Finding, plan: &Plan) -> String;
    /// The plan's approval status.
    fn status(&self, plan: &Plan) -> String;
    /// The verdict on a channel test: in a word, and the reason.
    fn verdict(&self, outcome: &TestOutcome, plan: &Plan) -> (&'static str, String);
    /// A probability, 0 to 1.
    fn chance(&self, chance: f64) -> String;
    /// A computed value with no more digits than it can bear.
    fn rough(&self, value: f64, unit: Unit, currency: Currency) -> String;
    /// How a goal with figures stands.
    fn goal(&self, standing: &GoalStanding) -> GoalWords;
    /// A week's summary: its title, and its parts with their sentences.
    fn week(&self, plan: &Plan, week: &WeeklySummary) -> (String, Vec<(String, Vec<String>)>);
    /// A phase's name.
    fn phase(&self, phase: &Phase) -> String;
    /// A channel's name.
    fn channel(&self, channel: &Channel) -> String;
    /// A metric's name.
    fn metric(&self, definition: &MetricDefinition) -> String;
    /// A stage's name.
    fn stage(&self, stage: &FunnelStage) -> String;
    /// A platform's name by its key.
    fn platform(&self, key: &str) -> String;
    /// An amount; with all its decimals (`exact`), or without minor units if they are zero.
    fn money(&self, amount: Money, currency: Currency, exact: bool) -> String;
    /// An amount in short form.
    fn money_short(&self, amount: Money, currency: Currency) -> String;
    /// A value with its unit.
    fn value(&self, value: Decimal, unit: Unit, currency: Currency) -> String;
    /// A number.
    fn decimal(&self, value: Decimal) -> String;
    /// A whole number.
    fn count(&self, value: i64) -> String;
    /// Basis points as a percentage.
    fn percent(&self, basis_points: i64) -> String;
    /// A day with its year.
    fn date(&self, day: NaiveDate) -> String;
    /// A day without its year.
    fn date_short(&self, day: NaiveDate) -> String;
    /// A date range, with the year.
    fn span(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// A month with its year.
    fn month(&self, day: NaiveDate) -> String;
    /// A day of the week.
    fn weekday(&self, day: Weekday) -> String;
    /// A time of day.
    fn time(&self, time: NaiveTime) -> String;
}

/// How a goal with figures stands, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoalWords {
    /// On track, behind, and so on; empty without pacing.
    pub status: String,
    /// Its share of what was planned.
    pub share: String,
    /// The chance of reaching the target; empty without forecast.
    pub chance: String,
    /// Pace, what is needed, and the forecast.
    pub sentences: String,
}

/// Kinds and states of the plan that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportTerm {
    /// A kind of project.
    Project(ProjectKind),
    /// A category.
    Category(Category),
    /// The status of a line.
    Status(LineStatus),
    /// The length of promotion cycles.
    Cycle(CycleLength),
    /// How a metric adds up.
    AddsUp(AddsUp),
    /// The period of a funnel's numbers.
    FunnelPeriod(FunnelPeriod),
    /// How well a channel fits.
    Fit(AudienceFit),
    /// The role of a channel in a phase.
    Role(Role),
    /// A kind of account.
    Account(AccountKind),
    /// A kind of partner.
    Partner(PartnerKind),
    /// The state of feedback.
    Feedback(FeedbackState),
    /// The state of a post.
    Post(PostState),
    /// A likelihood or an impact.
    Level(Level),
}

/// Declares the report's words with the names of their texts.
macro_rules! words {
    ($($name:ident $key:literal)*) => {
        /// The report's words. Each is the text of its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum ReportWord {
            $($name,)*
        }

        impl ReportWord {
            /// Every word.
            pub const ALL: &[ReportWord] = &[$(ReportWord::$name,)*];

            /// The key of its text.
            pub const fn key(self) -> &'static str {
                match self {
                    $(ReportWord::$name => $key,)*
                }
            }
        }
    };
}

words! {
    LanguageTag "language_tag"
    Kind "kind"
    Unnamed "unnamed"
    Contents "contents"
    Draft "draft"
    WholePlan "whole_plan"
    Total "total"
    Today "today"
    Period "period"
    Audience "audience"
    Region "region"
    Goal "goal"
    NorthStar "north_star"
    NoTarget "no_target"
    OtherGoals "other_goals"
    Now "now"
    Target "target"
    Due "due"
    Money "money"
    TotalBudget "total_budget"
    Phases "phases"
    SpendCurve "spend_curve"
    Results "results"
    Result "result"
    Needed "needed"
    Expected "expected"
    Difference "difference"
    CostOfOne "cost_of_one"
    NothingExpected "nothing_expected"
    TopRisks "top_risks"
    Risk "risk"
    Answer "answer"
    Owner "owner"
    Likelihood "likelihood"
    Impact "impact"
    Decisions "decisions"
    ApprovedBy "approved_by"
    ApprovedOn "approved_on"
    Basics "basics"
    BasicsAbout "basics_about"
    Goals "goals"
    GoalsAbout "goals_about"
    Tracking "tracking"
    TrackingAbout "tracking_about"
    Budget "budget"
    BudgetAbout "budget_about"
    Strategy "strategy"
    StrategyAbout "strategy_about"
    Schedule "schedule"
    ScheduleAbout "schedule_about"
    OpenTitle "open_title"
    OpenAbout "open_about"
    Product "product"
    ProjectKind "project_kind"
    Currency "currency"
    AudienceTitle "audience_title"
    ReachedAt "reached_at"
    NoGoals "no_goals"
    Metrics "metrics"
    Metric "metric"
    MetricSource "metric_source"
    OwnStatistics "own_statistics"
    Teams "teams"
    Number "number"
    Funnel "funnel"
    Stage "stage"
    Rate "rate"
    People "people"
    TrackingIntro "tracking_intro"
    Event "event"
    Trigger "trigger"
    Properties "properties"
    Formula "formula"
    Builder "builder"
    Acceptance "acceptance"
    LongerPeriods "longer_periods"
    Reserve "reserve"
    WholePlanLines "whole_plan_lines"
    Unallocated "unallocated"
    SoFar "so_far"
    Planned "planned"
    Committed "committed"
    Actual "actual"
    Available "available"
    Cycle "cycle"
    Margin "margin"
    BySplit "by_split"
    Phase "phase"
    Days "days"
    Allocated "allocated"
    Left "left"
    ByCycle "by_cycle"
    Together "together"
    ToDate "to_date"
    OutsideCycles "outside_cycles"
    ByChannel "by_channel"
    Channel "channel"
    NoChannel "no_channel"
    ByCategory "by_category"
    Category "category"
    Share "share"
    AllMoney "all_money"
    CostGloss "cost_gloss"
    Revenue "revenue"
    Roas "roas"
    Roi "roi"
    AllLines "all_lines"
    Line "line"
    Calculation "calculation"
    When "when"
    Status "status"
    Amount "amount"
    NoAmount "no_amount"
    OverThePhase "over_the_phase"
    Channels "channels"
    Fit "fit"
    Roles "roles"
    Tests "tests"
    TestMinimum "test_minimum"
    TestCost "test_cost"
    Exploration "exploration"
    StopWhen "stop_when"
    Spent "spent"
    TestProgress "test_progress"
    ChanceBest "chance_best"
    TestsCaveat "tests_caveat"
    Objective "objective"
    SteadyGain "steady_gain"
    EntryCriteria "entry_criteria"
    ExitCriteria "exit_criteria"
    Activities "activities"
    Activity "activity"
    Cost "cost"
    Groups "groups"
    Places "places"
    Admins "admins"
    Rules "rules"
    Rhythm "rhythm"
    Partners "partners"
    Partner "partner"
    Contact "contact"
    PhaseRegion "phase_region"
    PhaseProfile "phase_profile"
    TraitInteract "trait_interact"
    TraitPromote "trait_promote"
    TraitAdvise "trait_advise"
    Counted "counted"
    Feedback "feedback"
    Opinion "opinion"
    HeardFrom "heard_from"
    Decision "decision"
    Risks "risks"
    NothingPlanned "nothing_planned"
    Cadences "cadences"
    AWeek "a_week"
    Original "original"
    Posts "posts"
    PostsNote "posts_note"
    PostTitle "post_title"
    IsPaid "is_paid"
    Progress "progress"
    ProgressAbout "progress_about"
    Latest "latest"
    AgainstPlan "against_plan"
    NeededADay "needed_a_day"
    Forecast "forecast"
    ChanceOf "chance"
    LinePlanned "line_planned"
    LineActual "line_actual"
    LineMean "line_mean"
    LineInterval "line_interval"
    Assumptions "assumptions"
    Rates "rates"
    DateMissing "date_missing"
    Open "open"
    SeverityError "severity_error"
    SeverityWarning "severity_warning"
    SeverityHint "severity_hint"
    NothingOpen "nothing_open"
}

/// The report's phrases, with their parts.
#[derive(Debug, Clone, Copy)]
pub enum ReportPhrase<'a> {
    /// The day and status of the report: day, status.
    Edition(&'a str, &'a str),
    /// From a day on: day.
    From(&'a str),
    /// Up to a day: day.
    Until(&'a str),
    /// Two days: first, last.
    Span(&'a str, &'a str),
    /// From one figure to another: from, to.
    FromTo(&'a str, &'a str),
    /// Two criteria, both of which must be met: first, second.
    Both(&'a str, &'a str),
    /// A label and its value: label, value.
    Labelled(&'a str, &'a str),
    /// A criterion with a minimum: what, value.
    AtLeast(&'a str, &'a str),
    /// A criterion with a maximum: what, value.
    AtMost(&'a str, &'a str),
    /// The number of items that are not shown: count, n.
    More(u64, &'a str),
    /// The cost of a thousand: amount.
    PerThousand(&'a str),
    /// A gain each day: gain.
    PerDay(&'a str),
    /// Posts each week: posts.
    PerWeek(&'a str),
    /// Posts each week, and how many of them original: posts, original.
    PerWeekOriginal(&'a str, &'a str),
    /// A share of a whole goal: share.
    OfWhole(&'a str),
    /// More than is needed: over.
    Spare(&'a str),
    /// Less than is needed: short.
    Short(&'a str),
    /// The budget without a total budget: count, planned, lines.
    NoTotalBudget(u64, &'a str, &'a str),
    /// The budget within the total budget: total budget, working, contingency, free.
    TotalBudgetFree(&'a str, &'a str, &'a str, &'a str),
    /// The budget above the total budget: total budget, working, contingency, over.
    TotalBudgetOver(&'a str, &'a str, &'a str, &'a str),
    /// Spent in equal parts each month: span.
    Monthly(&'a str),
    /// Spent by hand in some cycles: span.
    ByHand(&'a str),
    /// Which activities come before: names.
    After(&'a str),
    /// The capacity of groups: groups, capacity of one, total capacity.
    Holds(&'a str, &'a str, &'a str),
    /// The minimum data of a test: days, results.
    Minimum(&'a str, &'a str),
    /// Posts of a week on a channel: count, posts, original.
    Posts(u64, &'a str, &'a str),
    /// Posts that have no title yet: count, posts.
    Untitled(u64, &'a str),
    /// The daily loss of followers: loss.
    DailyLoss(&'a str),
    /// Asks for the total budget: total budget, contingency.
    AskGrant(&'a str, &'a str),
    /// Asks for the sum of the lines: planned.
    AskPlanned(&'a str),
    /// Asks how to resolve an exceeded budget: over.
    AskOver(&'a str),
    /// Asks about a goal that the lines do not reach: metric, short, money.
    AskShort(&'a str, &'a str, &'a str),
    /// The same, if unallocated money is enough: metric, short, money.
    AskUnallocated(&'a str, &'a str, &'a str),
    /// The same, if unallocated money is a part of it: metric, short, money, unallocated, additional.
    AskMore(&'a str, &'a str, &'a str, &'a str, &'a str),
    /// The same, if the cost of a result is not known: metric, short.
    AskUnknown(&'a str, &'a str),
    /// An estimate between two amounts: least, most.
    Range(&'a str, &'a str),
    /// The date of a tracked figure: day.
    CountedOn(&'a str),
    /// The baseline beside a newer figure: value.
    BaselineWas(&'a str),
    /// Money spent and committed so far: spent, committed.
    SpentSoFar(&'a str, &'a str),
    /// The rate a price is converted with: rate.
    AtRate(&'a str),
    /// The same, with the day it was read: rate, day.
    AtRateOn(&'a str, &'a str),
    /// Asks for a phase's money once criteria are met: money, phase, criteria.
    AskCriteria(&'a str, &'a str, &'a str),
    /// Asks to resolve open findings: count, n.
    AskFindings(u64, &'a str),
}
