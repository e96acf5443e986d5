//! Plain words for the product's documents, since the fuzzing is about their generation rather than their texts.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use chrono::{NaiveDate, NaiveTime, Weekday};
use groundswell::export::document::{self, DocumentCell, PlanDocument, TestWords, plan_document};
use groundswell::export::report::{GoalWords, ReportPhrase, ReportTerm, ReportWord, ReportWords};
use groundswell::export::workbook::{WorkbookOptions, book};
use groundswell::export::{
    calendar,
    csv::{actuals as actuals_csv, budget as budget_csv, schedule as schedule_csv},
    markdown,
};
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::model::channel::{Channel, ChannelId};
use groundswell::plan::model::funnel::FunnelStage;
use groundswell::plan::model::measure::Unit;
use groundswell::plan::model::metric::{MetricDefinition, MetricId};
use groundswell::plan::model::phase::Phase;
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::findings::Finding;
use groundswell::plan::strategy::comparison::{TestOutcome, compare};
use groundswell::plan::tracking::standing::GoalStanding;
use groundswell::plan::tracking::weekly_summary::WeeklySummary;

/// Words of the report.
pub struct Plain;

impl ReportWords for Plain {
    fn say(&self, word: ReportWord) -> &'static str {
        word.key()
    }
    fn phrase(&self, phrase: ReportPhrase) -> String {
        format!("{phrase:?}")
    }
    fn term(&self, _term: ReportTerm) -> &'static str {
        "term"
    }
    fn finding(&self, finding: &Finding, _plan: &Plan) -> String {
        finding.code().to_owned()
    }
    fn status(&self, _plan: &Plan) -> String {
        "draft".to_owned()
    }
    fn verdict(&self, outcome: &TestOutcome, _plan: &Plan) -> (&'static str, String) {
        ("verdict", format!("{:?}", outcome.verdict))
    }
    fn rough(&self, value: f64, _unit: Unit, _currency: Currency) -> String {
        value.to_string()
    }
    fn goal(&self, standing: &GoalStanding) -> GoalWords {
        GoalWords { sentences: format!("{:?} {:?}", standing.progress, standing.forecast), ..GoalWords::default() }
    }
    fn week(&self, _plan: &Plan, week: &WeeklySummary) -> (String, Vec<(String, Vec<String>)>) {
        (format!("{week:?}"), Vec::new())
    }
    fn chance(&self, chance: f64) -> String {
        chance.to_string()
    }
    fn phase(&self, phase: &Phase) -> String {
        phase.name.clone()
    }
    fn channel(&self, channel: &Channel) -> String {
        channel.name.clone()
    }
    fn metric(&self, definition: &MetricDefinition) -> String {
        format!("{definition:?}")
    }
    fn stage(&self, stage: &FunnelStage) -> String {
        stage.name.clone()
    }
    fn platform(&self, key: &str) -> String {
        key.to_owned()
    }
    fn money(&self, amount: Money, currency: Currency, _exact: bool) -> String {
        budget_csv::plain_money(amount, currency)
    }
    fn money_short(&self, amount: Money, currency: Currency) -> String {
        budget_csv::plain_money(amount, currency)
    }
    fn value(&self, value: Decimal, _unit: Unit, _currency: Currency) -> String {
        value.to_string()
    }
    fn decimal(&self, value: Decimal) -> String {
        value.to_string()
    }
    fn count(&self, value: i64) -> String {
        value.to_string()
    }
    fn percent(&self, basis_points: i64) -> String {
        basis_points.to_string()
    }
    fn date(&self, day: NaiveDate) -> String {
        day.to_string()
    }
    fn date_short(&self, day: NaiveDate) -> String {
        day.to_string()
    }
    fn span(&self, first: NaiveDate, last: NaiveDate) -> String {
        format!("{first}/{last}")
    }
    fn month(&self, day: NaiveDate) -> String {
        day.format("%Y-%m").to_string()
    }
    fn weekday(&self, day: Weekday) -> String {
        day.to_string()
    }
    fn time(&self, time: NaiveTime) -> String {
        time.to_string()
    }
}

fn channel_of(plan: &Plan, id: ChannelId) -> String {
    plan.find(id).map(|channel| channel.name.clone()).unwrap_or_default()
}

fn metric_of(plan: &Plan, id: MetricId) -> String {
    let found = plan.find(id);
    found.map(|metric| format!("{:?}", metric.definition)).unwrap_or_default()
}

/// The budget as CSV.
pub fn budget_file(plan: &Plan) -> String {
    let words = budget_csv::BudgetCsvWords {
        heading: &budget_csv::BudgetColumn::key,
        phase: &|id| plan.find(id).map(|phase| phase.name.clone()).unwrap_or_default(),
        channel: &|id| channel_of(plan, id),
        category: &|_| "category",
        pays_for: &|paid| format!("{paid:?}"),
        metric: &|id| metric_of(plan, id),
        status: &|_| "status",
        monthly: "monthly",
        by_hand: "by hand",
    };
    budget_csv::csv(plan, &words)
}

/// Schedule, daily figures and calendar.
pub fn other_files(plan: &Plan, stamp: chrono::NaiveDateTime) -> [String; 3] {
    let schedule = schedule_csv::ScheduleCsvWords {
        heading: &schedule_csv::ScheduleColumn::key,
        channel: &|id| channel_of(plan, id),
        state: &|_| "state",
        yes: "yes",
        no: "no",
    };
    let actuals = actuals_csv::ActualsCsvWords {
        heading: &actuals_csv::ActualsColumn::key,
        metric: &|id| metric_of(plan, id),
        channel: &|id| channel_of(plan, id),
    };
    let calendar = calendar::CalendarWords {
        stamp,
        phase: &|phase| phase.name.clone(),
        objective: &|phase| format!("{:?}", phase.objective),
        channel: &|id| id.map(|id| channel_of(plan, id)).unwrap_or_default(),
        post: &|channel, title| format!("{channel}: {title}"),
        labelled: &|head, said| format!("{head}: {said}"),
        owner: "Owner",
        channel_label: "Channel",
        contact: "Contact",
        checklist: "Checklist",
    };
    [schedule_csv::csv(plan, &schedule), actuals_csv::csv(plan, &actuals), calendar::ics(plan, &calendar)]
}

/// Leaks a text once, for interfaces that need static texts; there are few different ones.
fn interned(text: String) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = texts.get(text.as_str()) {
        return found;
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    texts.insert(text);
    text
}

/// The verdicts of the channel tests on the end date of the last one.
fn verdicts(plan: &Plan) -> Vec<TestWords> {
    let last = plan.strategy.channel_tests.iter().filter_map(|test| test.last).max().unwrap_or_default();
    let said = compare(plan, last).into_iter().map(|outcome| TestWords {
        low: outcome.cost.map(|cost| cost.low),
        high: outcome.cost.map(|cost| cost.high),
        best: outcome.best.map(|best| best.to_string()).unwrap_or_default(),
        verdict: format!("{:?}", outcome.verdict),
        why: String::new(),
    });
    said.collect()
}

fn outlined(plan: &Plan, ledger: &Ledger) -> PlanDocument {
    let words = document::DocumentWords {
        say: &|term| interned(format!("{term:?}")),
        phase: &|phase| phase.name.clone(),
        phase_of: &|id| id.and_then(|id| plan.find(id)).map(|phase| phase.name.clone()).unwrap_or_default(),
        channel: &|id| id.map(|id| channel_of(plan, id)).unwrap_or_default(),
        metric: &|id| id.map(|id| metric_of(plan, id)).unwrap_or_default(),
        value: &|_, value| value.to_string(),
        criterion: &|criterion| format!("{criterion:?}"),
        source: &|source| format!("{source:?}"),
        stage: &|stage| stage.name.clone(),
        pays_for: &|paid| format!("{paid:?}"),
        number: &|value| value.to_string(),
        span: &|first, last| format!("{first}/{last}"),
        listed: &|items| items.join(", "),
        verdicts: &|| verdicts(plan),
        decisions: &[],
    };
    plan_document(plan, ledger, &words)
}

/// The plan as Markdown.
pub fn document_text(plan: &Plan, ledger: &Ledger) -> String {
    markdown::markdown(&outlined(plan, ledger), &|cell: &DocumentCell| format!("{cell:?}"))
}

/// The plan as a workbook.
pub fn workbook(plan: &Plan, ledger: &Ledger, made_on: NaiveDate) -> Result<Vec<u8>, String> {
    let paper = WorkbookOptions { language: "en", made_on, sign: ("$", true), chart: "Chart", continues: "…" };
    groundswell_workbook::write(&book(&outlined(plan, ledger), &paper).0)
}
