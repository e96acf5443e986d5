//! The items of a plan that have names, and the fields that name them: what a search finds.

use super::names;
use crate::app::{ItemKind, NamedItem, part_name};
use crate::i18n::words::common;
use crate::plan::edit::PlanPart;
use crate::plan::model::metric::Metric;
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::places::Placed;
use crate::plan::tracking::entry::computed_from;
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::plan_vs_actual::is_paced;
use crate::plan::{Plan, Step};

/// The named items: what the plan is made of first, then what fills it.
pub fn named_items(plan: &Plan) -> Vec<NamedItem> {
    fn named<T: Placed>(plan: &Plan, kind: ItemKind, items: &[T], name: fn(&T) -> String) -> Vec<NamedItem> {
        items.iter().map(|item| NamedItem { kind, name: name(item), place: item.place(plan) }).collect()
    }
    let mut items = named(plan, ItemKind::Phase, &plan.phases, names::phase);
    items.extend(named(plan, ItemKind::Channel, &plan.strategy.channels, names::channel));
    items.extend(named(plan, ItemKind::Metric, &plan.goals.metrics, |metric| names::metric(&metric.definition)));
    items.extend(tracked_metrics(plan));
    items.extend(named(plan, ItemKind::Partner, &plan.partners, names::partner));
    items.extend(named(plan, ItemKind::Activity, &plan.activities, names::activity));
    items.extend(named(plan, ItemKind::LineItem, &plan.budget.lines, names::line));
    items.extend(named(plan, ItemKind::Post, &plan.schedule.posts, names::post));
    items
}

/// The metrics that are compared with their plan, each with the heading under which that is shown.
fn tracked_metrics(plan: &Plan) -> impl Iterator<Item = NamedItem> {
    let figures = Figures::of(plan);
    let has_figures = move |metric: &&Metric| {
        figures.tracks(metric.id, Scope::Plan) || computed_from(figures, metric, Scope::Plan).is_some()
    };
    let tracked = plan.goals.metrics.iter().filter(|metric| is_paced(metric)).filter(has_figures);
    tracked.map(|metric| NamedItem {
        kind: ItemKind::TrackedMetric,
        name: names::metric(&metric.definition),
        place: FindingPlace { step: Step::Track, field: "progress", item: Some(metric.id.bits()) },
    })
}

/// What a part is called: its own name, else what it is.
pub fn part(plan: &Plan, part: SuggestedPart) -> String {
    let own = match part {
        SuggestedPart::Metric(id) => plan.find(id).map(|metric| names::metric(&metric.definition)),
        SuggestedPart::Team(id) => plan.find(id).map(|team| team.name.clone()),
        SuggestedPart::OutputGoal(id) => plan.find(id).map(|goal| goal.what.clone()),
        SuggestedPart::ResultGoal(id) => plan.find(id).map(|goal| names::metric_of(plan, goal.metric)),
        SuggestedPart::LineItem(id) => plan.find(id).map(names::line),
        SuggestedPart::Channel(id) => plan.find(id).map(names::channel),
        SuggestedPart::Phase(id) => plan.find(id).map(names::phase),
        SuggestedPart::Activity(id) => plan.find(id).map(names::activity),
        SuggestedPart::Risk(id) => plan.find(id).map(|risk| risk.what.clone()),
        SuggestedPart::Group(id) => plan.find(id).map(|group| group.name.clone()),
        SuggestedPart::Partner(id) => plan.find(id).map(names::partner),
        SuggestedPart::Cadence(id) => plan.find(id).map(|cadence| {
            let channel = names::channel_of(plan, Some(cadence.channel));
            match cadence.phase {
                Some(phase) => common::labelled(&channel, &names::phase_of(plan, Some(phase))),
                None => channel,
            }
        }),
        SuggestedPart::Post(id) => plan.find(id).map(names::post),
        _ => None,
    };
    own.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| part_name(Some(PlanPart::from(part))).to_owned())
}
