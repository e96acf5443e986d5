//! The plan's document in words, for the workbook and the text document.

use super::document_labels::label;
use crate::browser::page::clock;
use crate::export::document::{
    DocumentCell, DocumentPart, DocumentTerm, DocumentWords, PlanDocument, TestWords, plan_document,
};
use crate::i18n::format;
use crate::i18n::words::{common, exports as w, goals, phase, seed};
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

/// The open plan's document in the page's language.
pub fn outlined(plan: &Plan, ledger: &Ledger) -> PlanDocument {
    let decisions = report_labels::decisions_requested(plan, ledger, clock::today());
    let words = DocumentWords {
        say: &say,
        phase: &names::phase,
        phase_of: &|id| names::phase_of(plan, id),
        channel: &|id| names::channel_of(plan, id),
        metric: &|id| names::metric_of(plan, id),
        value: &|id, value| value_of(plan, Some(id), value),
        criterion: &|item| criterion(plan, item),
        source: &source,
        stage: &values::stage,
        pays_for: &|paid| pays_for(plan, paid),
        number: &names::decimal,
        span: &format::span_short,
        listed: &format::list,
        decisions: &decisions,
        verdicts: &|| verdicts(plan),
    };
    plan_document(plan, ledger, &words)
}

/// The channel test results as of today.
fn verdicts(plan: &Plan) -> Vec<TestWords> {
    let said = |outcome: TestOutcome| TestWords {
        low: outcome.cost.map(|cost| cost.low),
        high: outcome.cost.map(|cost| cost.high),
        best: outcome.best.map(verdicts::chance).unwrap_or_default(),
        verdict: verdicts::word(outcome.verdict).to_owned(),
        why: verdicts::why(&outcome, &plan.strategy.rule, plan.basics.currency),
    };
    compare(plan, clock::today()).into_iter().map(said).collect()
}

/// A cell as the text document shows it.
pub fn written(cell: &DocumentCell, currency: Currency) -> String {
    match cell {
        DocumentCell::Number(value) => names::decimal(*value),
        DocumentCell::Money(amount) => names::money(*amount, currency),
        DocumentCell::Price(price) => names::price(*price, None, currency),
        DocumentCell::Percent(points) => names::percent(*points),
        DocumentCell::Day(day) => format::date(*day),
        DocumentCell::Time(time) => time.format("%H:%M").to_string(),
        DocumentCell::Text(text) => text.clone(),
        DocumentCell::Empty => String::new(),
        DocumentCell::Computed(held, _) => written(held, currency),
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

fn criterion(plan: &Plan, criterion: &Criterion) -> String {
    let Some(value) = criterion.value else { return criterion.words.clone() };
    let holds = match criterion.holds {
        Comparison::AtLeast => phase::at_least(),
        Comparison::AtMost => phase::at_most(),
    };
    // A custom criterion may have a number, too.
    let what =
        if criterion.metric.is_some() { names::metric_of(plan, criterion.metric) } else { criterion.words.clone() };
    w::criterion(&what, holds, &value_of(plan, criterion.metric, value))
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

fn say(term: DocumentTerm) -> &'static str {
    match term {
        DocumentTerm::Part(part) => part_name(part),
        DocumentTerm::Label(word) => label(word),
        DocumentTerm::Project(kind) => values::project_kind(kind),
        DocumentTerm::Unit(unit) => names::unit(unit),
        DocumentTerm::Category(category) => names::category(category),
        DocumentTerm::Status(status) => names::status(status),
        DocumentTerm::Timing(kind) => values::timing(kind),
        DocumentTerm::Fit(grade) => values::fit(grade),
        DocumentTerm::Role(role) => values::role(role),
        DocumentTerm::Partner(kind) => names::partner_kind(kind),
        DocumentTerm::Level(level) => match level {
            Level::Low => phase::low(),
            Level::Medium => phase::medium(),
            Level::High => phase::high(),
        },
        DocumentTerm::Feedback(how_far) => match how_far {
            FeedbackState::New => seed::state_new(),
            FeedbackState::Accepted => seed::state_accepted(),
            FeedbackState::Declined => seed::state_declined(),
            FeedbackState::Done => seed::state_done(),
        },
        DocumentTerm::Post(state) => values::post_state(state),
    }
}

fn part_name(part: DocumentPart) -> &'static str {
    match part {
        DocumentPart::Summary => w::part_summary(),
        DocumentPart::Goals => w::part_goals(),
        DocumentPart::Funnel => w::part_funnel(),
        DocumentPart::Budget => w::part_budget(),
        DocumentPart::Cycles => w::part_cycles(),
        DocumentPart::Channels => w::part_channels(),
        DocumentPart::Phases => w::part_phases(),
        DocumentPart::Schedule => w::part_schedule(),
        DocumentPart::Actuals => w::part_actuals(),
        DocumentPart::RollUps => w::part_roll_ups(),
        DocumentPart::Tracking => w::part_tracking(),
    }
}
