//! The report's texts in the page's language. Its contents are made in the core.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::export::report::{
    self, GoalWords, Report, ReportParts, ReportPhrase, ReportTerm, ReportWord, ReportWords, page, report,
};
use crate::i18n::format;
use crate::i18n::words::{goals, phase, report as w, review, seed};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::channel::Channel;
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::funnel::{FunnelPeriod, FunnelStage};
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Level;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::review::changes;
use crate::plan::review::findings::Finding;
use crate::plan::strategy::comparison::TestOutcome;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::tracking::weekly_summary::WeeklySummary;
use crate::ui::labels::report_phrases;
use crate::ui::labels::{channels, findings, names, tracking, values, verdicts};

/// The report of a plan as of a date.
pub fn report_of(plan: &Plan, ledger: &Ledger, today: NaiveDate) -> Report {
    report(plan, ledger, today, &Spoken)
}

/// The decisions requested, as the report words them.
pub fn decisions_requested(plan: &Plan, ledger: &Ledger, today: NaiveDate) -> Vec<String> {
    report::decisions_requested(plan, ledger, today, &Spoken)
}

/// A report as a self-contained HTML file.
pub fn file_of(report: &Report, parts: ReportParts) -> String {
    page(report, parts, &Spoken)
}

/// The complete report of a plan as a self-contained HTML file.
pub fn report_html(plan: &Plan, ledger: &Ledger, today: NaiveDate) -> String {
    file_of(&report_of(plan, ledger, today), ReportParts::Whole)
}

/// The report's wording in the current language.
struct Spoken;

impl ReportWords for Spoken {
    fn say(&self, word: ReportWord) -> &'static str {
        w::by_key(word.key()).unwrap_or_default()
    }

    fn phrase(&self, phrase: ReportPhrase) -> String {
        report_phrases::written(phrase)
    }

    fn term(&self, term: ReportTerm) -> &'static str {
        match term {
            ReportTerm::Project(kind) => values::project_kind(kind),
            ReportTerm::Category(category) => names::category(category),
            ReportTerm::Status(status) => names::status(status),
            ReportTerm::Cycle(CycleLength::Week) => review::cycle_week(),
            ReportTerm::Cycle(CycleLength::TwoWeeks) => review::cycle_two_weeks(),
            ReportTerm::Cycle(CycleLength::Month) => review::cycle_month(),
            ReportTerm::AddsUp(way) => adds_up(way),
            ReportTerm::FunnelPeriod(FunnelPeriod::Day) => goals::period_day(),
            ReportTerm::FunnelPeriod(FunnelPeriod::Month) => goals::period_month(),
            ReportTerm::FunnelPeriod(FunnelPeriod::Plan) => goals::period_plan(),
            ReportTerm::Fit(fit) => values::fit(fit),
            ReportTerm::Role(role) => values::role(role),
            ReportTerm::Account(kind) => channels::account_kind(kind),
            ReportTerm::Partner(kind) => names::partner_kind(kind),
            ReportTerm::Feedback(FeedbackState::New) => seed::state_new(),
            ReportTerm::Feedback(FeedbackState::Accepted) => seed::state_accepted(),
            ReportTerm::Feedback(FeedbackState::Declined) => seed::state_declined(),
            ReportTerm::Feedback(FeedbackState::Done) => seed::state_done(),
            ReportTerm::Post(state) => values::post_state(state),
            ReportTerm::Level(Level::Low) => phase::low(),
            ReportTerm::Level(Level::Medium) => phase::medium(),
            ReportTerm::Level(Level::High) => phase::high(),
        }
    }

    fn finding(&self, finding: &Finding, plan: &Plan) -> String {
        findings::sentence(finding, plan)
    }

    fn status(&self, plan: &Plan) -> String {
        let Some(approval) = plan.approvals.last() else { return w::draft().to_owned() };
        let (by, on) = (&approval.by, format::date(approval.on));
        match format::counted(changes::count(approval.plan.plan(), plan)) {
            (0, _) => w::approved_same(by, &on),
            (count, changes) => w::approved_changed(count, by, &on, &changes),
        }
    }

    fn verdict(&self, outcome: &TestOutcome, plan: &Plan) -> (&'static str, String) {
        let why = verdicts::why(outcome, &plan.strategy.rule, plan.basics.currency);
        (verdicts::word(outcome.verdict), why)
    }

    fn rough(&self, value: f64, unit: Unit, currency: Currency) -> String {
        tracking::rough(value, unit, currency)
    }

    fn goal(&self, standing: &GoalStanding) -> GoalWords {
        tracking::goal_words(standing)
    }

    fn week(&self, plan: &Plan, week: &WeeklySummary) -> (String, Vec<(String, Vec<String>)>) {
        let words = tracking::WeeklyWords::of(plan, week);
        (words.title, words.parts.into_iter().map(|(heading, said)| (heading.to_owned(), said)).collect())
    }

    fn chance(&self, chance: f64) -> String {
        verdicts::chance(chance)
    }

    fn phase(&self, phase: &Phase) -> String {
        names::phase(phase)
    }

    fn channel(&self, channel: &Channel) -> String {
        names::channel(channel)
    }

    fn metric(&self, definition: &MetricDefinition) -> String {
        names::metric(definition)
    }

    fn stage(&self, stage: &FunnelStage) -> String {
        values::stage(stage)
    }

    fn platform(&self, key: &str) -> String {
        names::platform(key)
    }

    fn money(&self, amount: Money, currency: Currency, exact: bool) -> String {
        if exact { names::money(amount, currency) } else { names::money_plain(amount, currency) }
    }

    fn money_short(&self, amount: Money, currency: Currency) -> String {
        format::money_short(amount.minor(), currency.code(), currency.digits())
    }

    fn value(&self, value: Decimal, unit: Unit, currency: Currency) -> String {
        names::value(value, unit, currency)
    }

    fn decimal(&self, value: Decimal) -> String {
        names::decimal(value)
    }

    fn count(&self, value: i64) -> String {
        format::count(value)
    }

    fn percent(&self, basis_points: i64) -> String {
        format::percent_tenths(basis_points)
    }

    fn date(&self, day: NaiveDate) -> String {
        format::date(day)
    }

    fn date_short(&self, day: NaiveDate) -> String {
        format::date_short(day)
    }

    fn span(&self, first: NaiveDate, last: NaiveDate) -> String {
        format::span(first, last)
    }

    fn month(&self, day: NaiveDate) -> String {
        format::month(day)
    }

    fn weekday(&self, day: Weekday) -> String {
        values::weekdays(&[day])
    }

    fn time(&self, time: NaiveTime) -> String {
        values::time(time)
    }
}

fn adds_up(way: AddsUp) -> &'static str {
    match way {
        AddsUp::Sum => goals::ladder_sum(),
        AddsUp::Average => goals::ladder_average(),
        AddsUp::EndOfPeriod => goals::ladder_end(),
        AddsUp::RatioOfSums => goals::ladder_ratio(),
        AddsUp::Distinct => goals::ladder_distinct(),
        AddsUp::Compound => goals::ladder_compound(),
        AddsUp::Recomputed => goals::ladder_recomputed(),
    }
}
