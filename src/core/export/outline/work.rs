//! Channels and their tests, phases with all that is done in them, the schedule, and what was counted.

use super::money::{planned_by_channel, planned_by_phase};
use super::summary::objective;
use super::{Cell, Label, Table, Term, Words, cost_of};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::ledger::Row;
use crate::plan::budget::unit_cost::price_per;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::Criterion;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::Decimal;

fn phase(plan: &Plan, id: PhaseId, words: &Words) -> Cell {
    plan.find(id).map_or(Cell::Empty, |phase| Cell::text((words.phase)(phase)))
}

pub(super) fn channels(plan: &Plan, ledger: &Ledger, words: &Words) -> Vec<Table> {
    let mut table = Table::new("", &words.labels([Label::Channel, Label::Fit]));
    table.heads.extend(plan.phases.iter().map(words.phase));
    table.heads.extend(words.labels([Label::Planned, Label::Handle, Label::Link, Label::Note]).map(str::to_owned));
    let by_channel = planned_by_channel(plan, words, 0);
    for channel in &plan.strategy.channels {
        let planned = ledger.by_channel().iter().find(|row| row.of == Some(channel.id)).map(Row::total);
        let mut row = vec![
            Cell::text((words.channel)(Some(channel.id))),
            channel.fit.map_or(Cell::Empty, |fit| Cell::text((words.say)(Term::Fit(fit)))),
        ];
        row.extend(plan.phases.iter().map(|phase| Cell::text((words.say)(Term::Role(channel.role_in(phase.id))))));
        row.extend([
            planned.map_or(Cell::Empty, |planned| by_channel.of(planned)),
            Cell::text(&channel.handle),
            Cell::text(&channel.link),
            Cell::text(&channel.note),
        ]);
        table.rows.push(row);
    }
    vec![table, tests(plan, words)]
}

fn tests(plan: &Plan, words: &Words) -> Table {
    let heads = words.labels([
        Label::Channel,
        Label::What,
        Label::FirstDay,
        Label::LastDay,
        Label::Spent,
        Label::ResultsCounted,
        Label::CostOfEach,
        Label::CostFrom,
        Label::CostTo,
        Label::ChanceBest,
        Label::Verdict,
        Label::Reason,
        Label::Reach,
        Label::Clicks,
    ]);
    let mut table = Table::new(words.label(Label::Tests), &heads);
    let currency = plan.basics.currency;
    for (trial, said) in plan.strategy.trials.iter().zip((words.verdicts)()) {
        let (spent, counted) = (trial.spent(), trial.counted());
        let results = counted.and_then(|count| Decimal::from_int(i64::from(count)));
        table.rows.push(vec![
            Cell::text((words.channel)(Some(trial.channel))),
            Cell::text(&trial.what),
            Cell::day(trial.first),
            Cell::day(trial.last),
            Cell::money(spent),
            Cell::number(results),
            Cell::price(
                spent.zip(results).and_then(|(spent, results)| price_per(spent, results, 1, currency)),
                currency,
            ),
            Cell::money(said.low),
            Cell::money(said.high),
            Cell::text(said.best),
            Cell::text(said.verdict),
            Cell::text(said.why),
            trial.reach.map_or(Cell::Empty, Cell::count),
            trial.clicks.map_or(Cell::Empty, Cell::count),
        ]);
    }
    if !table.rows.is_empty() {
        let mut row = vec![Cell::Empty; heads.len()];
        row[0] = Cell::text(words.label(Label::Total));
        row[4] = Cell::sum(plan.strategy.trials.iter().filter_map(ChannelTest::spent).sum());
        table.totals.push(row);
    }
    table
}

pub(super) fn phases(plan: &Plan, ledger: &Ledger, words: &Words) -> Vec<Table> {
    vec![
        phase_table(plan, ledger, words),
        activities(plan, ledger, words),
        partners(plan, ledger, words),
        groups(plan, words),
        risks(plan, words),
        feedback(plan, words),
    ]
}

fn phase_table(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let heads = words.labels([
        Label::Phase,
        Label::FirstDay,
        Label::LastDay,
        Label::Objective,
        Label::EntryGate,
        Label::ExitGate,
        Label::Allotted,
        Label::Planned,
        Label::Note,
    ]);
    let mut table = Table::new("", &heads);
    let gate = |conditions: &[Criterion]| {
        let said: Vec<String> = conditions.iter().map(words.condition).collect();
        Cell::text((words.listed)(&said))
    };
    let by_phase = planned_by_phase(plan, words, 0);
    for (phase, money) in plan.phases.iter().zip(&ledger.totals().phases) {
        table.rows.push(vec![
            Cell::text((words.phase)(phase)),
            Cell::day(phase.first),
            Cell::day(phase.last),
            Cell::text(objective(phase, words)),
            gate(&phase.entry),
            gate(&phase.exit),
            ledger.totals().envelope.map_or(Cell::Empty, |_| Cell::Money(money.allotted)),
            by_phase.of(money.planned),
            Cell::text(&phase.profile),
        ]);
    }
    table
}

fn activities(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let heads = words.labels([
        Label::Phase,
        Label::Activity,
        Label::Channel,
        Label::Owner,
        Label::FirstDay,
        Label::LastDay,
        Label::Cost,
        Label::Checklist,
        Label::Note,
    ]);
    let mut table = Table::new(words.label(Label::Activities), &heads);
    for activity in &plan.activities {
        let steps: Vec<String> = activity
            .checklist
            .iter()
            .map(|item| [if item.done { "☑ " } else { "☐ " }, item.text.trim()].concat())
            .collect();
        table.rows.push(vec![
            phase(plan, activity.phase, words),
            Cell::text(&activity.name),
            Cell::text((words.channel)(activity.channel)),
            Cell::text(&activity.owner),
            Cell::day(activity.first),
            Cell::day(activity.last),
            cost_of(plan, ledger, PaysFor::Activity(activity.id)),
            Cell::text(steps.join("; ")),
            Cell::text(&activity.note),
        ]);
    }
    table
}

fn partners(plan: &Plan, ledger: &Ledger, words: &Words) -> Table {
    let heads = words.labels([
        Label::Phase,
        Label::Kind,
        Label::Name,
        Label::Contact,
        Label::FirstDay,
        Label::LastDay,
        Label::Cost,
        Label::Expected,
        Label::Counted,
        Label::Link,
        Label::Note,
    ]);
    let mut table = Table::new(words.label(Label::Partners), &heads);
    for partner in &plan.partners {
        table.rows.push(vec![
            phase(plan, partner.phase, words),
            Cell::text((words.say)(Term::Partner(partner.kind))),
            Cell::text(&partner.name),
            Cell::text(&partner.contact),
            Cell::day(partner.first),
            Cell::day(partner.last),
            cost_of(plan, ledger, PaysFor::Partner(partner.id)),
            partner.expected.map_or(Cell::Empty, Cell::count),
            partner.counted.map_or(Cell::Empty, Cell::count),
            Cell::text(partner.link.address().unwrap_or_default()),
            Cell::text(&partner.note),
        ]);
    }
    table
}

fn groups(plan: &Plan, words: &Words) -> Table {
    let heads = words.labels([
        Label::Phase,
        Label::Name,
        Label::Channel,
        Label::Number,
        Label::Capacity,
        Label::Holds,
        Label::Owner,
        Label::Note,
    ]);
    let mut table = Table::new(words.label(Label::Groups), &heads);
    for group in &plan.groups {
        table.rows.push(vec![
            phase(plan, group.phase, words),
            Cell::text(&group.name),
            Cell::text((words.channel)(group.channel)),
            Cell::count(group.count),
            Cell::count(group.capacity),
            Cell::count(group.holds()),
            Cell::text(&group.admins),
            Cell::text([group.rules.trim(), group.rhythm.trim()].join("\n").trim()),
        ]);
    }
    table
}

fn risks(plan: &Plan, words: &Words) -> Table {
    let heads =
        words.labels([Label::Phase, Label::Risk, Label::Likelihood, Label::Impact, Label::Answer, Label::Owner]);
    let mut table = Table::new(words.label(Label::Risks), &heads);
    for risk in &plan.risks {
        table.rows.push(vec![
            phase(plan, risk.phase, words),
            Cell::text(&risk.what),
            Cell::text((words.say)(Term::Level(risk.likelihood))),
            Cell::text((words.say)(Term::Level(risk.impact))),
            Cell::text(&risk.answer),
            Cell::text(&risk.owner),
        ]);
    }
    table
}

fn feedback(plan: &Plan, words: &Words) -> Table {
    let heads =
        words.labels([Label::Phase, Label::Date, Label::FromWhom, Label::Opinion, Label::State, Label::Decision]);
    let mut table = Table::new(words.label(Label::Feedback), &heads);
    for item in &plan.feedback {
        table.rows.push(vec![
            phase(plan, item.phase, words),
            Cell::day(item.on),
            Cell::text(&item.from),
            Cell::text(&item.opinion),
            Cell::text((words.say)(Term::Feedback(item.state))),
            Cell::text(&item.decision),
        ]);
    }
    table
}

pub(super) fn schedule(plan: &Plan, words: &Words) -> Vec<Table> {
    let heads = words.labels([
        Label::Date,
        Label::Time,
        Label::Channel,
        Label::Post,
        Label::Original,
        Label::Advertising,
        Label::State,
        Label::Owner,
        Label::Link,
    ]);
    let mut table = Table::new("", &heads);
    let mut pieces: Vec<_> = plan.schedule.pieces.iter().collect();
    pieces.sort_by_key(|piece| (piece.on, piece.at));
    for piece in pieces {
        table.rows.push(vec![
            Cell::Day(piece.on),
            piece.at.map_or(Cell::Empty, Cell::Time),
            Cell::text((words.channel)(Some(piece.channel))),
            Cell::text(&piece.title),
            words.yes(piece.original),
            words.yes(piece.paid),
            Cell::text((words.say)(Term::Post(piece.state))),
            Cell::text(&piece.owner),
            Cell::text(&piece.link),
        ]);
    }
    vec![table, cadences(plan, words)]
}

fn cadences(plan: &Plan, words: &Words) -> Table {
    let heads =
        words.labels([Label::Channel, Label::Phase, Label::PerWeek, Label::Original, Label::Time, Label::Owner]);
    let mut table = Table::new(words.label(Label::Cadences), &heads);
    for cadence in &plan.schedule.cadences {
        table.rows.push(vec![
            Cell::text((words.channel)(Some(cadence.channel))),
            Cell::text((words.phase_of)(cadence.phase)),
            Cell::count(cadence.per_week),
            Cell::count(cadence.original),
            cadence.at.map_or(Cell::Empty, Cell::Time),
            Cell::text(&cadence.owner),
        ]);
    }
    table
}

pub(super) fn actuals(plan: &Plan, words: &Words) -> Vec<Table> {
    let heads = words.labels([Label::Date, Label::Result, Label::Channel, Label::Value]);
    let mut table = Table::new("", &heads);
    let unit = |id: MetricId| {
        let metric = plan.find(id);
        metric.map_or_else(Default::default, |metric| metric.definition.unit())
    };
    let mut actuals: Vec<_> = plan.tracking.actuals.iter().collect();
    actuals.sort_by_key(|actual| actual.on);
    for actual in actuals {
        table.rows.push(vec![
            Cell::Day(actual.on),
            Cell::text((words.metric)(Some(actual.metric))),
            Cell::text((words.channel)(actual.channel)),
            Cell::value(Some(actual.value), unit(actual.metric)),
        ]);
    }
    vec![table]
}
