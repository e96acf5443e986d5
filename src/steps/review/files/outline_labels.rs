//! The plan's outline in words, for the workbook and the text document.

use crate::browser::page::clock;
use crate::export::outline::{Cell, Label, Outline, Part, Term, TestSaid, TimingKind, Words, outline};
use crate::i18n::format;
use crate::i18n::words::{
    basics, brand, budget, budget_files, common, exports as w, goals, phase, report, review, schedule, seed, strategy,
};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::metric::{MetricId, Source};
use crate::plan::model::phase::{Comparison, Criterion, Phase};
use crate::plan::model::risk::Level;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::strategy::comparison::{TestOutcome, compare};
use crate::ui::labels::{names, report as report_labels, values, verdicts};

/// The open plan's outline in the page's language.
pub fn outlined(plan: &Plan, ledger: &Ledger) -> Outline {
    let decisions = report_labels::decisions_requested(plan, ledger, clock::today());
    let words = Words {
        say: &say,
        phase: &names::phase,
        phase_of: &|id| names::phase_of(plan, id),
        channel: &|id| names::channel_of(plan, id),
        metric: &|id| names::metric_of(plan, id),
        value: &|id, value| value_of(plan, Some(id), value),
        condition: &|item| condition(plan, item),
        source: &source,
        stage: &values::stage,
        pays_for: &|paid| pays_for(plan, paid),
        number: &names::decimal,
        span: &format::span_short,
        listed: &format::list,
        decisions: &decisions,
        verdicts: &|| verdicts(plan),
    };
    outline(plan, ledger, &words)
}

/// The channel test results as of today.
fn verdicts(plan: &Plan) -> Vec<TestSaid> {
    let said = |outcome: TestOutcome| TestSaid {
        low: outcome.cost.map(|cost| cost.low),
        high: outcome.cost.map(|cost| cost.high),
        best: outcome.best.map(verdicts::chance).unwrap_or_default(),
        verdict: verdicts::word(outcome.verdict).to_owned(),
        why: verdicts::why(&outcome, &plan.strategy.rule, plan.basics.currency),
    };
    compare(plan, clock::today()).into_iter().map(said).collect()
}

/// A cell as the text document shows it.
pub fn written(cell: &Cell, currency: Currency) -> String {
    match cell {
        Cell::Number(value) => names::decimal(*value),
        Cell::Money(amount) => names::money(*amount, currency),
        Cell::Price(price) => names::price(*price, None, currency),
        Cell::Percent(points) => names::percent(*points),
        Cell::Day(day) => format::date(*day),
        Cell::Time(time) => time.format("%H:%M").to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Empty => String::new(),
        Cell::Computed(held, _) => written(held, currency),
    }
}

/// A phase's objective: `Followers 1,000`; empty without one.
pub fn objective(plan: &Plan, phase: &Phase) -> String {
    let Some(objective) = phase.objective else { return String::new() };
    let Some(number) = objective.number else { return String::new() };
    let metric = names::metric_of(plan, objective.metric);
    let value = value_of(plan, objective.metric, number);
    if metric.is_empty() { value } else { common::labelled(&metric, &value) }
}

fn value_of(plan: &Plan, id: Option<MetricId>, value: Decimal) -> String {
    let metric = id.and_then(|id| plan.find(id));
    metric.map_or_else(
        || names::decimal(value),
        |metric| names::value(value, metric.definition.unit(), plan.basics.currency),
    )
}

fn condition(plan: &Plan, condition: &Criterion) -> String {
    let Some(value) = condition.value else { return condition.words.clone() };
    let holds = match condition.holds {
        Comparison::AtLeast => phase::at_least(),
        Comparison::AtMost => phase::at_most(),
    };
    // A custom criterion may have a number, too.
    let what =
        if condition.metric.is_some() { names::metric_of(plan, condition.metric) } else { condition.words.clone() };
    w::condition(&what, holds, &value_of(plan, condition.metric, value))
}

fn source(source: &Source) -> String {
    match source {
        Source::Platform(key) => names::platform(key),
        Source::OwnStatistics(_) => goals::source_own().to_owned(),
    }
}

fn pays_for(plan: &Plan, paid: PaysFor) -> String {
    match paid {
        PaysFor::Activity(id) => plan.find(id).map(|item| item.name.clone()),
        PaysFor::Partner(id) => plan.find(id).map(|item| item.name.clone()),
    }
    .unwrap_or_default()
}

fn say(term: Term) -> &'static str {
    match term {
        Term::Part(part) => part_name(part),
        Term::Label(word) => label(word),
        Term::Project(kind) => values::project_kind(kind),
        Term::Unit(unit) => names::unit(unit),
        Term::Category(category) => names::category(category),
        Term::Status(status) => names::status(status),
        Term::Timing(kind) => match kind {
            TimingKind::Phase => budget::timing_phase(),
            TimingKind::Once => budget::timing_once(),
            TimingKind::Evenly => budget::timing_evenly(),
            TimingKind::Monthly => budget::timing_monthly(),
            TimingKind::ByHand => budget::timing_by_hand(),
        },
        Term::Fit(grade) => values::fit(grade),
        Term::Role(role) => values::role(role),
        Term::Partner(kind) => names::partner_kind(kind),
        Term::Level(level) => match level {
            Level::Low => phase::low(),
            Level::Medium => phase::medium(),
            Level::High => phase::high(),
        },
        Term::Feedback(how_far) => match how_far {
            FeedbackState::New => seed::state_new(),
            FeedbackState::Accepted => seed::state_accepted(),
            FeedbackState::Declined => seed::state_declined(),
            FeedbackState::Done => seed::state_done(),
        },
        Term::Post(state) => values::post_state(state),
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Summary => w::part_summary(),
        Part::Goals => w::part_goals(),
        Part::Funnel => w::part_funnel(),
        Part::Budget => w::part_budget(),
        Part::Cycles => w::part_cycles(),
        Part::Channels => w::part_channels(),
        Part::Phases => w::part_phases(),
        Part::Schedule => w::part_schedule(),
        Part::Actuals => w::part_actuals(),
        Part::Tracking => w::part_tracking(),
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Accepted => goals::acceptance(),
        Label::Activities => phase::activities(),
        Label::Activity => w::activity(),
        Label::Advertising => schedule::advertising(),
        Label::Allotted => budget::allotted(),
        Label::Amount => common::amount(),
        Label::Answer => phase::risk_answer(),
        Label::Audience => review::fact_audience(),
        Label::Available => budget::available(),
        Label::Baseline => w::baseline(),
        Label::BaselineOn => goals::baseline_on(),
        Label::Cadences => schedule::rhythm(),
        Label::Capacity => w::capacity(),
        Label::Category => budget::category(),
        Label::ChanceBest => w::chance_best(),
        Label::Channel => common::channel(),
        Label::Checklist => phase::checklist(),
        Label::Clicks => strategy::clicks(),
        Label::Committed => budget::committed_sum(),
        Label::Contact => brand::contact(),
        Label::Cost => phase::cost(),
        Label::CostFrom => w::cost_from(),
        Label::CostOfEach => w::cost_of_each(),
        Label::CostTo => w::cost_to(),
        Label::Counted => brand::counted(),
        Label::Currency => budget::currency(),
        Label::Date => common::date(),
        Label::DateMissing => report::date_missing(),
        Label::Decision => seed::decision(),
        Label::Decisions => report::decisions(),
        Label::Team => goals::department(),
        Label::Due => goals::due(),
        Label::EntryGate => w::entry_gate(),
        Label::Envelope => budget::envelope(),
        Label::Event => goals::event(),
        Label::ExchangeRate | Label::Rates => budget::rates(),
        Label::ExitGate => w::exit_gate(),
        Label::Expected => budget::expected(),
        Label::Feedback => seed::feedback(),
        Label::FirstDay => common::first_day(),
        Label::Fit => strategy::fit(),
        Label::Formula => goals::formula(),
        Label::Free => w::free(),
        Label::FromWhom => seed::from_whom(),
        Label::Goal => goals::result_target(),
        Label::Groups => seed::groups(),
        Label::Handle => strategy::handle(),
        Label::Holds => w::holds(),
        Label::Impact => phase::impact(),
        Label::KeptBack => budget::kept_back(),
        Label::ContingencyLines => w::contingency_lines(),
        Label::Working => w::working(),
        Label::AskedLeast => w::asked_least(),
        Label::AskedMost => w::asked_most(),
        Label::NotKnown => w::not_known(),
        Label::Kind => brand::kind(),
        Label::LastDay => common::last_day(),
        Label::LastMonth => goals::last_month(),
        Label::Left => budget::left(),
        Label::Likelihood => phase::likelihood(),
        Label::Line => budget::description(),
        Label::LineItemId => budget_files::file_id(),
        Label::Link => common::link(),
        Label::MoneyByCategory => w::money_by_category(),
        Label::MoneyByChannel => w::money_by_channel(),
        Label::MoneyByPhase => w::money_by_phase(),
        Label::Name => common::name(),
        Label::Needed => report::needed(),
        Label::NorthStar => goals::north_star(),
        Label::Note => common::note(),
        Label::Number => w::count(),
        Label::Objective => review::fact_objective(),
        Label::Opinion => seed::opinion(),
        Label::Original => schedule::original(),
        Label::Outputs => w::output_goals(),
        Label::Outside => budget::outside(),
        Label::Owner => common::owner(),
        Label::Partners => brand::partners(),
        Label::PaysFor => budget::pays_for(),
        Label::PerWeek => goals::per_week(),
        Label::Phase => common::phase(),
        Label::Post => schedule::working_title(),
        Label::Planned => budget::planned(),
        Label::Product => basics::product(),
        Label::ProjectKind => basics::kind(),
        Label::Properties => goals::properties(),
        Label::Quantity => common::quantity(),
        Label::Rate => goals::stage_rate_short(),
        Label::Reach => strategy::reach(),
        Label::ReadyBy => goals::ready_by(),
        Label::Reason => w::reason(),
        Label::Region => basics::region(),
        Label::Result => w::metric(),
        Label::ResultGoals => w::result_goals(),
        Label::Results => w::results_expected(),
        Label::ResultsCounted => strategy::trial_results(),
        Label::Risk => w::risk(),
        Label::Risks => phase::risks(),
        Label::Running => w::running(),
        Label::Share => goals::share(),
        Label::Short => w::short_of(),
        Label::Source => w::source(),
        Label::Spent => budget::actual_sum(),
        Label::Spread => w::spread(),
        Label::Stage => goals::stage(),
        Label::State => common::status(),
        Label::Target => common::target(),
        Label::Tests => strategy::tests(),
        Label::Time => common::time(),
        Label::Total => common::total(),
        Label::Trigger => goals::trigger(),
        Label::Unallocated => report::unallocated(),
        Label::Unit => goals::unit(),
        Label::UnitPrice => common::unit_price(),
        Label::Value => w::value(),
        Label::Verdict => w::verdict(),
        Label::What => budget::what(),
        Label::Why => goals::star_why(),
        Label::Yes => common::yes(),
    }
}
