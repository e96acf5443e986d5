//! Metrics, what departments contribute, the funnel, and what has to be built to count them.

use super::{Cell, Label, Table, Term, Words};
use crate::export::tracking_specification::counted;
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

pub(super) fn goals(plan: &Plan, words: &Words) -> Vec<Table> {
    vec![metrics(plan, words), outputs(plan, words), results(plan, words)]
}

fn department(plan: &Plan, id: Option<TeamId>) -> Cell {
    let found = plan.goals.departments.iter().find(|item| Some(item.id) == id);
    found.map_or(Cell::Empty, |item| Cell::text(&item.name))
}

fn metrics(plan: &Plan, words: &Words) -> Table {
    let heads = words.labels([
        Label::Name,
        Label::NorthStar,
        Label::Unit,
        Label::Baseline,
        Label::BaselineOn,
        Label::Target,
        Label::Due,
        Label::Owner,
        Label::Team,
        Label::Source,
        Label::Note,
    ]);
    let mut table = Table::new("", &heads);
    for metric in &plan.goals.metrics {
        let unit = metric.definition.unit();
        let is_star = plan.goals.north_star.as_ref().is_some_and(|star| star.metric == metric.id);
        table.rows.push(vec![
            Cell::text((words.metric)(Some(metric.id))),
            words.yes(is_star),
            Cell::text((words.say)(Term::Unit(unit))),
            Cell::value(metric.baseline, unit),
            Cell::day(metric.baseline_on),
            Cell::value(metric.target, unit),
            Cell::day(metric.due),
            Cell::text(&metric.owner),
            department(plan, metric.department),
            metric.source.as_ref().map_or(Cell::Empty, |source| Cell::text((words.source)(source))),
            Cell::text(&metric.note),
        ]);
    }
    table
}

fn outputs(plan: &Plan, words: &Words) -> Table {
    let heads = words.labels([Label::Team, Label::What, Label::Channel, Label::PerWeek, Label::Original, Label::Owner]);
    let mut table = Table::new(words.label(Label::Outputs), &heads);
    for goal in &plan.goals.outputs {
        table.rows.push(vec![
            department(plan, Some(goal.department)),
            Cell::text(&goal.what),
            Cell::text((words.channel)(goal.channel)),
            goal.per_week.map_or(Cell::Empty, Cell::count),
            goal.original.map_or(Cell::Empty, Cell::count),
            Cell::text(&goal.owner),
        ]);
    }
    table
}

fn results(plan: &Plan, words: &Words) -> Table {
    let heads = words.labels([
        Label::Team,
        Label::Result,
        Label::LastMonth,
        Label::Goal,
        Label::Share,
        Label::Due,
        Label::Owner,
    ]);
    let mut table = Table::new(words.label(Label::ResultGoals), &heads);
    for goal in &plan.goals.results {
        let unit = unit_of(plan, goal.metric);
        table.rows.push(vec![
            department(plan, Some(goal.department)),
            Cell::text((words.metric)(goal.metric)),
            Cell::value(goal.last_month, unit),
            Cell::value(goal.target, unit),
            goal.share.map_or(Cell::Empty, |share| Cell::Percent(share.percent())),
            Cell::day(goal.due),
            Cell::text(&goal.owner),
        ]);
    }
    table
}

pub(super) fn funnel(plan: &Plan, ledger: &Ledger, words: &Words) -> Vec<Table> {
    let heads = words.labels([Label::Stage, Label::Rate, Label::Number, Label::CostOfEach]);
    let mut table = Table::new("", &heads);
    let funnel = &plan.goals.funnel;
    let numbers = funnel.numbers();
    let days = plan.basics.days().map(DateRange::len);
    let (planned, currency) = (ledger.totals().planned, plan.basics.currency);
    for (at, stage) in funnel.stages.iter().enumerate() {
        let number = numbers.as_ref().and_then(|numbers| numbers.get(at)).copied();
        table.rows.push(vec![
            Cell::text((words.stage)(stage)),
            stage.rate.filter(|_| at > 0).map_or(Cell::Empty, Cell::Percent),
            number.map_or(Cell::Empty, Cell::count),
            Cell::price(number.and_then(|number| funnel.cost_of_each(planned, currency, number, days)), currency),
        ]);
    }
    vec![table]
}

pub(super) fn tracking(plan: &Plan, words: &Words) -> Vec<Table> {
    let heads = words.labels([
        Label::Name,
        Label::Event,
        Label::Trigger,
        Label::Properties,
        Label::Formula,
        Label::Owner,
        Label::ReadyBy,
        Label::Accepted,
    ]);
    let mut table = Table::new("", &heads);
    for (metric, specification) in counted(plan) {
        table.rows.push(vec![
            Cell::text((words.metric)(Some(metric.id))),
            Cell::text(&specification.event),
            Cell::text(&specification.trigger),
            Cell::text(&specification.properties),
            Cell::text(&specification.formula),
            Cell::text(&specification.owner),
            Cell::day(specification.ready_by),
            Cell::text(&specification.acceptance),
        ]);
    }
    vec![table]
}
