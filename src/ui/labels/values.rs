//! Values of plan fields as text, in the same words as the fields' own choices.

use crate::plan::model::basics::{Market, ProjectKind};
use chrono::{NaiveTime, Timelike, Weekday};

use crate::i18n::format;
use crate::i18n::words::{
    basics as basics_words, budget, changes as w, channel, common, goals as g, phase as p, review, schedule, seed,
    strategy,
};
use crate::plan::Plan;
use crate::plan::model::channel::{AudienceFit, Role};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::funnel::{FunnelEnd, FunnelPeriod, FunnelStage, StageKind};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{MetricId, PathShape, TargetReading};
use crate::plan::model::phase::{Comparison, Criterion, PhaseKind};
use crate::plan::model::references::Reference;
use crate::plan::model::risk::Level;
use crate::plan::model::schedule::PostState;
use crate::plan::model::timing::{CycleLength, TimingKind};
use crate::plan::review::changes::{ChangedOption, FieldContent};
use crate::ui::labels::{channels, figures, names};

/// A value as sentences and tables show it. `plan` is the plan the value comes from.
pub fn value(plan: &Plan, value: &FieldContent) -> String {
    let currency = plan.basics.currency;
    match value {
        FieldContent::Text(text) => text.clone(),
        FieldContent::Number(number) => names::decimal(*number),
        FieldContent::Measured(number, unit) => names::value(*number, *unit, currency),
        FieldContent::Money(amount) => names::money_plain(*amount, currency),
        FieldContent::Price(price, own) => names::price(*price, *own, currency),
        FieldContent::Share(share) => format::percent_bp(i64::from(share.0)),
        FieldContent::Day(day) => format::date(*day),
        FieldContent::Time(at) => time(*at),
        FieldContent::Weekdays(days) => weekdays(days),
        FieldContent::Yes => w::yes().to_owned(),
        FieldContent::Choice(choice) => self::choice(*choice),
        FieldContent::Metric(definition) => names::metric(definition),
        FieldContent::CatalogueChannel(key) => channel::by_key(key).unwrap_or(key).to_owned(),
        FieldContent::Platform(key) => names::platform(key),
        FieldContent::Part(reference) => part(plan, *reference),
        FieldContent::Parts(references) => {
            let names: Vec<String> = references.iter().map(|reference| part(plan, *reference)).collect();
            format::list(&names)
        }
        FieldContent::Criterion(criterion) => self::criterion(plan, criterion),
    }
}

/// A time of day.
pub fn time(at: NaiveTime) -> String {
    format::time(at.hour(), at.minute())
}

/// Days of the week, as a list.
pub fn weekdays(days: &[Weekday]) -> String {
    // 1 March 2027 is a Monday.
    let monday = chrono::NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default();
    let name = |day: &Weekday| {
        let day = monday + chrono::Days::new(u64::from(day.num_days_from_monday()));
        format::weekday(day)
    };
    let names: Vec<String> = days.iter().map(name).collect();
    format::list(&names)
}

/// The name of a part of the plan; a placeholder if it has no name or has been removed.
pub fn part(plan: &Plan, reference: Reference) -> String {
    let name = match reference {
        Reference::Phase(id) => return names::phase_of(plan, Some(id)),
        Reference::Channel(id) => names::channel_of(plan, Some(id)),
        Reference::Metric(id) => names::metric_of(plan, Some(id)),
        Reference::Team(id) => plan.find(id).map(|item| item.name.clone()).unwrap_or_default(),
        Reference::Activity(id) => plan.find(id).map(|item| item.name.clone()).unwrap_or_default(),
        Reference::Partner(id) => plan.find(id).map(|item| item.name.clone()).unwrap_or_default(),
        Reference::Cadence(id) => {
            let cadence = plan.find(id);
            cadence.map(|cadence| names::channel_of(plan, Some(cadence.channel))).unwrap_or_default()
        }
    };
    if name.trim().is_empty() { w::unnamed().to_owned() } else { name }
}

/// An exit criterion: "Followers: at least 1,000", or its own text.
pub fn criterion(plan: &Plan, criterion: &Criterion) -> String {
    let what = match criterion.metric {
        Some(id) => names::metric_of(plan, Some(id)),
        None => criterion.words.clone(),
    };
    let value = criterion.value.map(|value| names::value(value, unit_of(plan, criterion.metric), plan.basics.currency));
    let asked = match (value, criterion.holds) {
        (None, _) => what,
        (Some(value), Comparison::AtLeast) => w::at_least(&what, &value),
        (Some(value), Comparison::AtMost) => w::at_most(&what, &value),
    };
    match criterion.seen {
        Some(on) => w::seen_on(&asked, &format::date(on)),
        None => asked,
    }
}

/// The unit of a metric's values; a plain count without a metric.
pub fn unit_of(plan: &Plan, metric: Option<MetricId>) -> Unit {
    let found = metric.and_then(|id| plan.find(id));
    found.map_or(Unit::Count, |metric| metric.definition.unit())
}

/// A funnel stage's own name, else its kind's.
pub fn stage(stage: &FunnelStage) -> String {
    if stage.name.trim().is_empty() { stage_kind(stage.kind).to_owned() } else { stage.name.clone() }
}

fn stage_kind(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Exposure => g::stage_exposure(),
        StageKind::Visit => g::stage_visit(),
        StageKind::Follow => g::stage_follow(),
        StageKind::Registration => g::stage_registration(),
        StageKind::Activation => g::stage_activation(),
        StageKind::Order => g::stage_order(),
        StageKind::Other => g::stage_other(),
    }
}

/// When a line item is spent, as a choice.
pub fn timing(kind: TimingKind) -> &'static str {
    match kind {
        TimingKind::Phase => budget::timing_phase(),
        TimingKind::Once => budget::timing_once(),
        TimingKind::Evenly => budget::timing_evenly(),
        TimingKind::Monthly => budget::timing_monthly(),
        TimingKind::ByHand => budget::timing_by_hand(),
    }
}

/// The label of a choice a field offers.
pub fn choice(choice: ChangedOption) -> String {
    let words = match choice {
        ChangedOption::Project(kind) => project_kind(kind),
        ChangedOption::Market(of) => market(of),
        ChangedOption::AddsUp(way) => figures::adds_up(way),
        ChangedOption::Unit(unit) => names::unit(unit),
        ChangedOption::Better(better) => figures::better(better),
        ChangedOption::Shape(PathShape::Linear) => g::shape_linear(),
        ChangedOption::Shape(PathShape::Compound) => g::shape_compound(),
        ChangedOption::Reading(TargetReading::AtTheEnd) => g::reading_end(),
        ChangedOption::Reading(TargetReading::OnAverage) => g::reading_average(),
        ChangedOption::Stage(kind) => stage_kind(kind),
        ChangedOption::FunnelEnd(FunnelEnd::Bottom) => g::solve_bottom(),
        ChangedOption::FunnelEnd(FunnelEnd::Top) => g::solve_top(),
        ChangedOption::FunnelPeriod(FunnelPeriod::Day) => g::period_day(),
        ChangedOption::FunnelPeriod(FunnelPeriod::Month) => g::period_month(),
        ChangedOption::FunnelPeriod(FunnelPeriod::Plan) => g::period_plan(),
        ChangedOption::Cycle(CycleLength::Week) => review::cycle_week(),
        ChangedOption::Cycle(CycleLength::TwoWeeks) => review::cycle_two_weeks(),
        ChangedOption::Cycle(CycleLength::Month) => review::cycle_month(),
        ChangedOption::Category(category) => names::category(category),
        ChangedOption::Status(status) => names::status(status),
        ChangedOption::Timing(kind) => timing(kind),
        ChangedOption::Account(kind) => channels::account_kind(kind),
        ChangedOption::Fit(fit) => self::fit(fit),
        ChangedOption::Role(role) => self::role(role),
        ChangedOption::Phase(PhaseKind::Seed) => common::phase_seed(),
        ChangedOption::Phase(PhaseKind::Initial) => common::phase_initial(),
        ChangedOption::Phase(PhaseKind::Brand) => common::phase_brand(),
        ChangedOption::Phase(PhaseKind::Other) => w::own_phase(),
        ChangedOption::Feedback(FeedbackState::New) => seed::state_new(),
        ChangedOption::Feedback(FeedbackState::Accepted) => seed::state_accepted(),
        ChangedOption::Feedback(FeedbackState::Declined) => seed::state_declined(),
        ChangedOption::Feedback(FeedbackState::Done) => seed::state_done(),
        ChangedOption::Partner(kind) => names::partner_kind(kind),
        ChangedOption::Level(Level::Low) => p::low(),
        ChangedOption::Level(Level::Medium) => p::medium(),
        ChangedOption::Level(Level::High) => p::high(),
        ChangedOption::Post(state) => post_state(state),
        ChangedOption::Currency(currency) => return currency.code().to_owned(),
        ChangedOption::OwnStatistics => g::source_own(),
    };
    words.to_owned()
}

/// How well a channel's users match the audience.
pub fn fit(fit: AudienceFit) -> &'static str {
    match fit {
        AudienceFit::Low => strategy::fit_low(),
        AudienceFit::Medium => strategy::fit_medium(),
        AudienceFit::High => strategy::fit_high(),
    }
}

/// A channel's role in a phase.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Unused => strategy::role_unused(),
        Role::Home => strategy::role_home(),
        Role::Test => strategy::role_test(),
        Role::Steady => strategy::role_steady(),
        Role::Amplify => strategy::role_amplify(),
    }
}

/// The state of a post.
pub fn post_state(state: PostState) -> &'static str {
    match state {
        PostState::Idea => schedule::state_idea(),
        PostState::Drafted => schedule::state_drafted(),
        PostState::Ready => schedule::state_ready(),
        PostState::Published => schedule::state_published(),
    }
}

/// The label of a market.
pub fn market(market: Market) -> &'static str {
    match market {
        Market::China => basics_words::market_china(),
        Market::International => basics_words::market_international(),
    }
}

/// The label of a kind of project.
pub fn project_kind(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::O2o => basics_words::kind_o2o(),
        ProjectKind::ToolApp => basics_words::kind_tool_app(),
        ProjectKind::ContentBrand => basics_words::kind_content_brand(),
        ProjectKind::Ecommerce => basics_words::kind_ecommerce(),
        ProjectKind::LocalService => basics_words::kind_local_service(),
        ProjectKind::Other => basics_words::kind_other(),
    }
}
