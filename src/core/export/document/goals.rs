//! Tables of metrics, teams' goals, the funnel and custom tracking.

use super::{DocumentCell, DocumentLabel, DocumentTable, DocumentTerm, DocumentWords};
use crate::export::tracking_specification::tracked_metrics;
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::goals::TeamId;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::date_range::DateRange;

fn unit_of(plan: &Plan, id: Option<MetricId>) -> Unit {
    let metric = plan.goals.metrics.iter().find(|metric| Some(metric.id) == id);
    metric.map_or_else(Default::default, |metric| metric.definition.unit())
}

pub(super) fn goals(plan: &Plan, words: &DocumentWords) -> Vec<DocumentTable> {
    vec![metrics(plan, words), outputs(plan, words), results(plan, words)]
}

fn team(plan: &Plan, id: Option<TeamId>) -> DocumentCell {
    let found = plan.goals.teams.iter().find(|item| Some(item.id) == id);
    found.map_or(DocumentCell::Empty, |item| DocumentCell::text(&item.name))
}

fn metrics(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Name,
        DocumentLabel::NorthStar,
        DocumentLabel::Unit,
        DocumentLabel::Baseline,
        DocumentLabel::BaselineOn,
        DocumentLabel::Target,
        DocumentLabel::Due,
        DocumentLabel::Owner,
        DocumentLabel::Team,
        DocumentLabel::Source,
        DocumentLabel::Note,
    ]);
    let mut table = DocumentTable::new("", &headings);
    for metric in &plan.goals.metrics {
        let unit = metric.definition.unit();
        let is_star = plan.goals.north_star.as_ref().is_some_and(|star| star.metric == metric.id);
        table.rows.push(vec![
            DocumentCell::text((words.metric)(Some(metric.id))),
            words.yes(is_star),
            DocumentCell::text((words.say)(DocumentTerm::Unit(unit))),
            DocumentCell::value(metric.baseline, unit),
            DocumentCell::day(metric.baseline_on),
            DocumentCell::value(metric.target, unit),
            DocumentCell::day(metric.due),
            DocumentCell::text(&metric.owner),
            team(plan, metric.team),
            metric.source.as_ref().map_or(DocumentCell::Empty, |source| DocumentCell::text((words.source)(source))),
            DocumentCell::text(&metric.note),
        ]);
    }
    table
}

fn outputs(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Team,
        DocumentLabel::What,
        DocumentLabel::Channel,
        DocumentLabel::PerWeek,
        DocumentLabel::Original,
        DocumentLabel::Owner,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::Outputs), &headings);
    for goal in &plan.goals.outputs {
        table.rows.push(vec![
            team(plan, Some(goal.team)),
            DocumentCell::text(&goal.what),
            DocumentCell::text((words.channel)(goal.channel)),
            goal.per_week.map_or(DocumentCell::Empty, DocumentCell::count),
            goal.original.map_or(DocumentCell::Empty, DocumentCell::count),
            DocumentCell::text(&goal.owner),
        ]);
    }
    table
}

fn results(plan: &Plan, words: &DocumentWords) -> DocumentTable {
    let headings = words.labels([
        DocumentLabel::Team,
        DocumentLabel::Result,
        DocumentLabel::LastMonth,
        DocumentLabel::Goal,
        DocumentLabel::Share,
        DocumentLabel::Due,
        DocumentLabel::Owner,
    ]);
    let mut table = DocumentTable::new(words.label(DocumentLabel::ResultGoals), &headings);
    for goal in &plan.goals.results {
        let unit = unit_of(plan, goal.metric);
        table.rows.push(vec![
            team(plan, Some(goal.team)),
            DocumentCell::text((words.metric)(goal.metric)),
            DocumentCell::value(goal.last_month, unit),
            DocumentCell::value(goal.target, unit),
            goal.share.map_or(DocumentCell::Empty, |share| DocumentCell::Percent(share.percent())),
            DocumentCell::day(goal.due),
            DocumentCell::text(&goal.owner),
        ]);
    }
    table
}

pub(super) fn funnel(plan: &Plan, ledger: &Ledger, words: &DocumentWords) -> Vec<DocumentTable> {
    let headings =
        words.labels([DocumentLabel::Stage, DocumentLabel::Rate, DocumentLabel::Number, DocumentLabel::CostOfEach]);
    let mut table = DocumentTable::new("", &headings);
    let funnel = &plan.goals.funnel;
    let numbers = funnel.numbers();
    let days = plan.basics.days().map(DateRange::len);
    let (planned, currency) = (ledger.totals().planned, plan.basics.currency);
    for (at, stage) in funnel.stages.iter().enumerate() {
        let number = numbers.as_ref().and_then(|numbers| numbers.get(at)).copied();
        table.rows.push(vec![
            DocumentCell::text((words.stage)(stage)),
            stage.rate.filter(|_| at > 0).map_or(DocumentCell::Empty, DocumentCell::Percent),
            number.map_or(DocumentCell::Empty, DocumentCell::count),
            DocumentCell::price(
                number.and_then(|number| funnel.cost_of_each(planned, currency, number, days)),
                currency,
            ),
        ]);
    }
    vec![table]
}

pub(super) fn tracking(plan: &Plan, words: &DocumentWords) -> Vec<DocumentTable> {
    let headings = words.labels([
        DocumentLabel::Name,
        DocumentLabel::Event,
        DocumentLabel::Trigger,
        DocumentLabel::Properties,
        DocumentLabel::Formula,
        DocumentLabel::Owner,
        DocumentLabel::ReadyBy,
        DocumentLabel::Accepted,
    ]);
    let mut table = DocumentTable::new("", &headings);
    for (metric, specification) in tracked_metrics(plan) {
        table.rows.push(vec![
            DocumentCell::text((words.metric)(Some(metric.id))),
            DocumentCell::text(&specification.event),
            DocumentCell::text(&specification.trigger),
            DocumentCell::text(&specification.properties),
            DocumentCell::text(&specification.formula),
            DocumentCell::text(&specification.owner),
            DocumentCell::day(specification.ready_by),
            DocumentCell::text(&specification.acceptance),
        ]);
    }
    vec![table]
}
