//! Tables of channels and their tests, of phases with their activities, of the schedule, and of tracked figures.

use super::budget::{planned_by_channel, planned_by_phase};
use super::summary::objective;
use super::{DocumentCell, DocumentLabel, DocumentTable, DocumentTerm, DocumentWords, cost_of};
use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, SumsRow};
use crate::plan::budget::unit_cost::price_per;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::{Criterion, PhaseId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::strategy::tracked_tests::counted_tests;
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::plan_vs_actual::by_period;
use crate::plan::tracking::rollups::{Length, RolledUp};

fn phase(plan: &Plan, id: PhaseId, words: &DocumentWords) -> DocumentCell {
    plan.find(id).map_or(DocumentCell::Empty, |phase| DocumentCell::text((words.phase)(phase)))
}

pub(super) fn channels(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    let mut table = DocumentTable::new("", &words.labels([DocumentLabel::Channel, DocumentLabel::Fit]));
    table.headings.extend(plan.phases.iter().map(words.phase));
    table.headings.extend(
        words
            .labels([DocumentLabel::Planned, DocumentLabel::Handle, DocumentLabel::Link, DocumentLabel::Note])
            .map(str::to_owned),
    );
    let by_channel = planned_by_channel(plan, words, 0);
    for channel in &plan.strategy.channels {
        let planned = ledger.by_channel().iter().find(|row| row.of == Some(channel.id)).map(SumsRow::total);
        let mut row = vec![
            DocumentCell::text((words.channel)(Some(channel.id))),
            channel.fit.map_or(DocumentCell::Empty, |fit| DocumentCell::text((words.say)(DocumentTerm::Fit(fit)))),
        ];
        row.extend(
            plan.phases
                .iter()
                .map(|phase| DocumentCell::text((words.say)(DocumentTerm::Role(channel.role_in(phase.id))))),
        );
        row.extend([
            planned.map_or(DocumentCell::Empty, |planned| by_channel.of(planned)),
            DocumentCell::text(&channel.handle),
            DocumentCell::text(&channel.link),
            DocumentCell::text(&channel.note),
        ]);
        table.rows.push(row);
    }
    vec![table, tests(plan, words)]
}

fn tests(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Channel,
        DocumentLabel::What,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Spent,
        DocumentLabel::ResultsCounted,
        DocumentLabel::CostOfEach,
        DocumentLabel::CostFrom,
        DocumentLabel::CostTo,
        DocumentLabel::ChanceBest,
        DocumentLabel::Verdict,
        DocumentLabel::Reason,
        DocumentLabel::Reach,
        DocumentLabel::Clicks,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Tests), &headings);
    let currency = plan.basics.currency;
    let counted_tests = counted_tests(plan);
    for (test, said) in counted_tests.iter().zip((words.verdicts)()) {
        let (spent, counted) = (test.spent(), test.counted());
        let results = counted.and_then(|count| Decimal::from_int(i64::from(count)));
        table.rows.push(vec![
            DocumentCell::text((words.channel)(Some(test.channel))),
            DocumentCell::text(&test.what),
            DocumentCell::day(test.first),
            DocumentCell::day(test.last),
            DocumentCell::money(spent),
            DocumentCell::number(results),
            DocumentCell::price(
                spent.zip(results).and_then(|(spent, results)| price_per(spent, results, 1, currency)),
                currency,
            ),
            DocumentCell::money(said.low),
            DocumentCell::money(said.high),
            DocumentCell::text(said.best),
            DocumentCell::text(said.verdict),
            DocumentCell::text(said.why),
            test.reach.map_or(DocumentCell::Empty, DocumentCell::count),
            test.clicks.map_or(DocumentCell::Empty, DocumentCell::count),
        ]);
    }
    if !table.rows.is_empty() {
        let mut row = vec![DocumentCell::Empty; headings.len()];
        row[0] = DocumentCell::text(words.label(DocumentLabel::Total));
        row[4] = DocumentCell::sum(counted_tests.iter().filter_map(ChannelTest::spent).sum());
        table.totals.push(row);
    }
    table
}

pub(super) fn phases(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    vec![
        phase_table(plan, ledger, words),
        activities(plan, ledger, words),
        partners(plan, ledger, words),
        groups(plan, words),
        risks(plan, words),
        feedback(plan, words),
    ]
}

fn phase_table(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Objective,
        DocumentLabel::EntryCriteria,
        DocumentLabel::ExitCriteria,
        DocumentLabel::Allocated,
        DocumentLabel::Planned,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new("", &headings);
    let list = |criteria: &[Criterion]| {
        let said: Vec<String> = criteria.iter().map(words.criterion).collect();
        DocumentCell::text((words.listed)(&said))
    };
    let by_phase = planned_by_phase(plan, words, 0);
    for (phase, money) in plan.phases.iter().zip(&ledger.totals().phases) {
        table.rows.push(vec![
            DocumentCell::text((words.phase)(phase)),
            DocumentCell::day(phase.first),
            DocumentCell::day(phase.last),
            DocumentCell::text(objective(phase, words)),
            list(&phase.entry),
            list(&phase.exit),
            ledger.totals().total_budget.map_or(DocumentCell::Empty, |_| DocumentCell::Money(money.allocated)),
            by_phase.of(money.planned),
            DocumentCell::text(&phase.profile),
        ]);
    }
    table
}

fn activities(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Activity,
        DocumentLabel::Channel,
        DocumentLabel::Owner,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Cost,
        DocumentLabel::Checklist,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Activities), &headings);
    for activity in &plan.activities {
        let steps: Vec<String> = activity
            .checklist
            .iter()
            .map(|item| [if item.done { "☑ " } else { "☐ " }, item.text.trim()].concat())
            .collect();
        table.rows.push(vec![
            phase(plan, activity.phase, words),
            DocumentCell::text(&activity.name),
            DocumentCell::text((words.channel)(activity.channel)),
            DocumentCell::text(&activity.owner),
            DocumentCell::day(activity.first),
            DocumentCell::day(activity.last),
            cost_of(plan, ledger, PaysFor::Activity(activity.id)),
            DocumentCell::text(steps.join("; ")),
            DocumentCell::text(&activity.note),
        ]);
    }
    table
}

fn partners(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Kind,
        DocumentLabel::Name,
        DocumentLabel::Contact,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Cost,
        DocumentLabel::Expected,
        DocumentLabel::Counted,
        DocumentLabel::Link,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Partners), &headings);
    for partner in &plan.partners {
        table.rows.push(vec![
            phase(plan, partner.phase, words),
            DocumentCell::text((words.say)(DocumentTerm::Partner(partner.kind))),
            DocumentCell::text(&partner.name),
            DocumentCell::text(&partner.contact),
            DocumentCell::day(partner.first),
            DocumentCell::day(partner.last),
            cost_of(plan, ledger, PaysFor::Partner(partner.id)),
            partner.expected.map_or(DocumentCell::Empty, DocumentCell::count),
            partner.counted.map_or(DocumentCell::Empty, DocumentCell::count),
            DocumentCell::text(partner.link.address().unwrap_or_default()),
            DocumentCell::text(&partner.note),
        ]);
    }
    table
}

fn groups(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Name,
        DocumentLabel::Channel,
        DocumentLabel::Number,
        DocumentLabel::Capacity,
        DocumentLabel::Holds,
        DocumentLabel::Owner,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Groups), &headings);
    for group in &plan.groups {
        table.rows.push(vec![
            phase(plan, group.phase, words),
            DocumentCell::text(&group.name),
            DocumentCell::text((words.channel)(group.channel)),
            DocumentCell::count(group.count),
            DocumentCell::count(group.capacity),
            DocumentCell::count(group.holds()),
            DocumentCell::text(&group.admins),
            DocumentCell::text([group.rules.trim(), group.rhythm.trim()].join("\n").trim()),
        ]);
    }
    table
}

fn risks(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Risk,
        DocumentLabel::Likelihood,
        DocumentLabel::Impact,
        DocumentLabel::Answer,
        DocumentLabel::Owner,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Risks), &headings);
    for risk in &plan.risks {
        table.rows.push(vec![
            phase(plan, risk.phase, words),
            DocumentCell::text(&risk.what),
            DocumentCell::text((words.say)(DocumentTerm::Level(risk.likelihood))),
            DocumentCell::text((words.say)(DocumentTerm::Level(risk.impact))),
            DocumentCell::text(&risk.answer),
            DocumentCell::text(&risk.owner),
        ]);
    }
    table
}

fn feedback(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Phase,
        DocumentLabel::Date,
        DocumentLabel::FromWhom,
        DocumentLabel::Opinion,
        DocumentLabel::State,
        DocumentLabel::Decision,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Feedback), &headings);
    for item in &plan.feedback {
        table.rows.push(vec![
            phase(plan, item.phase, words),
            DocumentCell::day(item.on),
            DocumentCell::text(&item.from),
            DocumentCell::text(&item.opinion),
            DocumentCell::text((words.say)(DocumentTerm::Feedback(item.state))),
            DocumentCell::text(&item.decision),
        ]);
    }
    table
}

pub(super) fn schedule(plan: &Plan, words: &DocumentWords) -> Vec<DocumentTable> {
    let headings = words.labels([
        DocumentLabel::Date,
        DocumentLabel::Time,
        DocumentLabel::Channel,
        DocumentLabel::Post,
        DocumentLabel::Original,
        DocumentLabel::Advertising,
        DocumentLabel::State,
        DocumentLabel::Owner,
        DocumentLabel::Link,
    ]);
    let mut table = DocumentTable::new("", &headings);
    let mut posts: Vec<_> = plan.schedule.posts.iter().collect();
    posts.sort_by_key(|post| (post.on, post.at));
    for post in posts {
        table.rows.push(vec![
            DocumentCell::Day(post.on),
            post.at.map_or(DocumentCell::Empty, DocumentCell::Time),
            DocumentCell::text((words.channel)(Some(post.channel))),
            DocumentCell::text(&post.title),
            words.yes(post.original),
            words.yes(post.paid),
            DocumentCell::text((words.say)(DocumentTerm::Post(post.state))),
            DocumentCell::text(&post.owner),
            DocumentCell::text(&post.link),
        ]);
    }
    vec![table, cadences(plan, words)]
}

fn cadences(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Channel,
        DocumentLabel::Phase,
        DocumentLabel::PerWeek,
        DocumentLabel::Original,
        DocumentLabel::Time,
        DocumentLabel::Owner,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Cadences), &headings);
    for cadence in &plan.schedule.cadences {
        table.rows.push(vec![
            DocumentCell::text((words.channel)(Some(cadence.channel))),
            DocumentCell::text((words.phase_of)(cadence.phase)),
            DocumentCell::count(cadence.per_week),
            DocumentCell::count(cadence.original),
            cadence.at.map_or(DocumentCell::Empty, DocumentCell::Time),
            DocumentCell::text(&cadence.owner),
        ]);
    }
    table
}

pub(super) fn actuals(plan: &Plan, words: &DocumentWords) -> Vec<DocumentTable> {
    let headings =
        words.labels([DocumentLabel::Date, DocumentLabel::Result, DocumentLabel::Channel, DocumentLabel::Value]);
    let mut table = DocumentTable::new("", &headings);
    let unit = |id: MetricId| {
        let metric = plan.find(id);
        metric.map_or_else(Default::default, |metric| metric.definition.unit())
    };
    for actual in plan.figures_by_day() {
        table.rows.push(vec![
            DocumentCell::Day(actual.on),
            DocumentCell::text((words.metric)(Some(actual.metric))),
            DocumentCell::text((words.channel)(actual.channel)),
            DocumentCell::value(Some(actual.value), unit(actual.metric)),
        ]);
    }
    vec![table]
}

/// Each metric by week and by month, as of the day after the last figure. A ratio without its parts, or distinct people,
/// have no figure of a longer period: their cells are empty.
pub(super) fn roll_ups(plan: &Plan, words: &DocumentWords) -> Vec<DocumentTable> {
    let last = plan.tracking.figures.series().filter_map(|(.., days)| days.last()).map(|day| day.0).max();
    let Some(today) = last.and_then(|last| last.succ_opt()) else { return Vec::new() };
    let headings = words.labels([
        DocumentLabel::Result,
        DocumentLabel::FirstDay,
        DocumentLabel::LastDay,
        DocumentLabel::Value,
        DocumentLabel::Planned,
        DocumentLabel::DaysWithFigure,
        DocumentLabel::DaysExpected,
        DocumentLabel::PartialPeriod,
    ]);
    let table = |(length, title)| {
        let mut table = DocumentTable::new(words.label(title), &headings);
        for metric in &plan.goals.metrics {
            let unit = metric.definition.unit();
            for row in by_period(Figures::of(plan), metric, length, today) {
                let tracked = row.tracked;
                if tracked.value == RolledUp::Missing {
                    continue;
                }
                table.rows.push(vec![
                    DocumentCell::text((words.metric)(Some(metric.id))),
                    DocumentCell::Day(tracked.period.first()),
                    DocumentCell::Day(tracked.period.last()),
                    DocumentCell::value(tracked.value.exact(), unit),
                    DocumentCell::value(
                        row.planned.and_then(|value| Decimal::nearest((value * 100.0).round() / 100.0)),
                        unit,
                    ),
                    DocumentCell::count(tracked.coverage.with_figure),
                    DocumentCell::count(tracked.coverage.expected),
                    words.yes(tracked.is_partial()),
                ]);
            }
        }
        table
    };
    [(Length::Week, DocumentLabel::ByWeek), (Length::Month, DocumentLabel::ByMonth)].map(table).into()
}
