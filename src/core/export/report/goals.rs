//! The chapters on goals (metrics, teams, funnel) and on custom tracking.

use super::model::{ReportBlock, ReportCell, ReportChapter, ReportRowKind, ReportTable};
use super::source::{DASH, ReportSource, joined, or_dash};
use super::words::{ReportPhrase, ReportTerm, ReportWord};
use crate::export::tracking_specification::tracked_metrics;
use crate::plan::goals::current_value::current;
use crate::plan::model::goals::{OutputGoal, ResultGoal};
use crate::plan::model::metric::{Metric, Source as MetricSource};
use crate::plan::numbers::date_range::DateRange;

/// The chapter on goals.
pub fn goals(source: &ReportSource) -> ReportChapter {
    let goals = &source.plan.goals;
    let mut blocks = Vec::new();
    if let Some(star) = &goals.north_star {
        blocks.push(ReportBlock::Lead(
            source.labelled(source.say(ReportWord::NorthStar), &source.metric_name(Some(star.metric))),
        ));
        if !star.why.trim().is_empty() {
            blocks.push(ReportBlock::Text(star.why.clone()));
        }
    }
    if goals.metrics.is_empty() {
        blocks.push(ReportBlock::Text(source.text(ReportWord::NoGoals)));
    } else {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Metrics)));
        blocks.push(ReportBlock::Table(metrics(source)));
    }
    teams(source, &mut blocks);
    funnel(source, &mut blocks);
    ReportChapter {
        id: "report-goals".to_owned(),
        title: source.text(ReportWord::Goals),
        about: source.text(ReportWord::GoalsAbout),
        blocks,
    }
}

fn metrics(source: &ReportSource) -> ReportTable {
    let columns = [
        (source.say(ReportWord::Metric), false),
        (source.say(ReportWord::Now), true),
        (source.say(ReportWord::Target), true),
        (source.say(ReportWord::Due), false),
        (source.say(ReportWord::Owner), false),
        (source.say(ReportWord::MetricSource), false),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Metrics), &columns).short(&[3]);
    for metric in &source.plan.goals.metrics {
        let team = source.plan.goals.teams.iter().find(|item| Some(item.id) == metric.team);
        table.plain(vec![
            ReportCell::from(source.words.metric(&metric.definition)).below(joined([&*metric.note, &*metric.feeds])),
            now_and_before(source, metric),
            source.value_or_dash(Some(metric), metric.target).into(),
            metric.due.map_or_else(|| DASH.to_owned(), |due| source.short(due)).into(),
            ReportCell::from(or_dash(&metric.owner)).below(team.map_or("", |item| item.name.as_str())),
            from(source, metric).into(),
        ]);
    }
    table
}

/// A metric's current value with its date, and below it the baseline if there is a newer figure.
fn now_and_before(source: &ReportSource, metric: &Metric) -> ReportCell {
    let Some(now) = current(source.plan, metric) else { return DASH.into() };
    let on = now.on.map(|on| source.short(on)).unwrap_or_default();
    let baseline = metric.baseline.filter(|_| now.counted);
    let baseline =
        baseline.map(|value| source.words.phrase(ReportPhrase::BaselineWas(&source.value(Some(metric), value))));
    let below = joined([on.as_str(), baseline.as_deref().unwrap_or_default()]);
    ReportCell::from(source.value(Some(metric), now.value)).below(below)
}

/// A metric's data source.
fn from(source: &ReportSource, metric: &Metric) -> String {
    match &metric.source {
        Some(MetricSource::Platform(key)) => source.words.platform(key),
        Some(MetricSource::OwnStatistics(_)) => source.text(ReportWord::OwnStatistics),
        None => DASH.to_owned(),
    }
}

fn teams(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let goals = &source.plan.goals;
    if goals.teams.is_empty() {
        return;
    }
    let columns = [
        (source.say(ReportWord::Goal), false),
        (source.say(ReportWord::Number), true),
        (source.say(ReportWord::Due), false),
        (source.say(ReportWord::Owner), false),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Teams), &columns).short(&[2]);
    for team in &goals.teams {
        let has_goals = goals.outputs.iter().any(|goal| goal.team == team.id)
            || goals.results.iter().any(|goal| goal.team == team.id);
        if !has_goals {
            continue;
        }
        table.row(ReportRowKind::Heading, vec![ReportCell::from(joined([&*team.name, &*team.lead]))]);
        for output in goals.outputs.iter().filter(|goal| goal.team == team.id) {
            table.plain(output_row(source, output));
        }
        for result in goals.results.iter().filter(|goal| goal.team == team.id) {
            table.plain(result_row(source, result));
        }
    }
    if !table.rows.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Teams)));
        blocks.push(ReportBlock::Table(table));
    }
}

fn output_row(source: &ReportSource, goal: &OutputGoal) -> Vec<ReportCell> {
    let number = match (goal.per_week, goal.original) {
        (Some(posts), Some(original)) => {
            source.words.phrase(ReportPhrase::PerWeekOriginal(&source.count(posts), &source.count(original)))
        }
        (Some(posts), None) => source.words.phrase(ReportPhrase::PerWeek(&source.count(posts))),
        _ => DASH.to_owned(),
    };
    vec![
        ReportCell::from(or_dash(&goal.what)).below(source.channel(goal.channel)),
        number.into(),
        DASH.into(),
        or_dash(&goal.owner).into(),
    ]
}

fn result_row(source: &ReportSource, goal: &ResultGoal) -> Vec<ReportCell> {
    let metric = goal.metric.and_then(|id| source.metric(id));
    let number = match (goal.last_month, goal.target) {
        (Some(before), Some(target)) => {
            source.words.phrase(ReportPhrase::FromTo(&source.value(metric, before), &source.value(metric, target)))
        }
        (_, target) => source.value_or_dash(metric, target),
    };
    let share = goal.share.map(|share| source.words.phrase(ReportPhrase::OfWhole(&source.percent(share))));
    vec![
        ReportCell::from(or_dash(&source.metric_name(goal.metric))),
        ReportCell::from(number).below(share.unwrap_or_default()),
        goal.due.map_or_else(|| DASH.to_owned(), |due| source.short(due)).into(),
        or_dash(&goal.owner).into(),
    ]
}

fn funnel(source: &ReportSource, blocks: &mut Vec<ReportBlock>) {
    let funnel = &source.plan.goals.funnel;
    if funnel.stages.is_empty() {
        return;
    }
    let numbers = funnel.numbers();
    let days = source.plan.basics.days().map(DateRange::len);
    let planned = source.ledger.totals().planned;
    let columns = [
        (source.say(ReportWord::Stage), false),
        (source.say(ReportWord::Rate), true),
        (source.say(ReportWord::People), true),
        (source.say(ReportWord::CostOfOne), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Funnel), &columns);
    for (at, stage) in funnel.stages.iter().enumerate() {
        let number = numbers.as_ref().and_then(|numbers| numbers.get(at)).copied();
        let cost = number.and_then(|number| funnel.cost_of_each(planned, source.plan.basics.currency, number, days));
        let rate = stage.rate.filter(|_| at > 0).map(|rate| source.percent_points(rate));
        table.plain(vec![
            source.words.stage(stage).into(),
            rate.unwrap_or_else(|| DASH.to_owned()).into(),
            number.map_or_else(|| DASH.to_owned(), |number| source.words.count(number)).into(),
            cost.map_or_else(|| DASH.to_owned(), |cost| source.price(cost)).into(),
        ]);
    }
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Funnel)));
    blocks.push(ReportBlock::Small(source.term(ReportTerm::FunnelPeriod(funnel.period)).to_owned()));
    blocks.push(ReportBlock::Table(table));
}

/// The chapter on custom tracking; `None` if no metric needs it.
pub fn tracking(source: &ReportSource) -> Option<ReportChapter> {
    let mut blocks = vec![ReportBlock::Text(source.text(ReportWord::TrackingIntro))];
    for (metric, specification) in tracked_metrics(source.plan) {
        let goal = match (metric.baseline, metric.target) {
            (Some(from), Some(to)) => source
                .words
                .phrase(ReportPhrase::FromTo(&source.value(Some(metric), from), &source.value(Some(metric), to))),
            (_, to) => source.value_or_dash(Some(metric), to),
        };
        let ready = specification.ready_by.map(|day| source.words.date(day)).unwrap_or_default();
        blocks.push(ReportBlock::Heading(source.words.metric(&metric.definition)));
        blocks.push(ReportBlock::Facts(vec![
            (source.text(ReportWord::Goal), goal),
            (source.text(ReportWord::Event), specification.event.clone()),
            (source.text(ReportWord::Trigger), specification.trigger.clone()),
            (source.text(ReportWord::Properties), specification.properties.clone()),
            (source.text(ReportWord::Formula), specification.formula.clone()),
            (source.text(ReportWord::Builder), joined([&*specification.owner, &*ready])),
            (source.text(ReportWord::Acceptance), specification.acceptance.clone()),
            (
                source.text(ReportWord::LongerPeriods),
                source.term(ReportTerm::AddsUp(metric.definition.adds_up())).to_owned(),
            ),
        ]));
    }
    (blocks.len() > 1).then(|| ReportChapter {
        id: "report-tracking".to_owned(),
        title: source.text(ReportWord::Tracking),
        about: source.text(ReportWord::TrackingAbout),
        blocks,
    })
}
