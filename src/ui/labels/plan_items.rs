//! The items of a plan that have names, and the fields that name them: what a search finds.

use super::names;
use crate::app::{ItemKind, NamedItem};
use crate::plan::Plan;
use crate::plan::review::places::Placed;

/// The named items: what the plan is made of first, then what fills it.
pub fn named_items(plan: &Plan) -> Vec<NamedItem> {
    fn named<T: Placed>(plan: &Plan, kind: ItemKind, items: &[T], name: fn(&T) -> String) -> Vec<NamedItem> {
        items.iter().map(|item| NamedItem { kind, name: name(item), place: item.place(plan) }).collect()
    }
    let mut items = named(plan, ItemKind::Phase, &plan.phases, names::phase);
    items.extend(named(plan, ItemKind::Channel, &plan.strategy.channels, names::channel));
    items.extend(named(plan, ItemKind::Partner, &plan.partners, names::partner));
    items.extend(named(plan, ItemKind::Activity, &plan.activities, names::activity));
    items.extend(named(plan, ItemKind::LineItem, &plan.budget.lines, names::line));
    items.extend(named(plan, ItemKind::Post, &plan.schedule.posts, names::post));
    items
}
