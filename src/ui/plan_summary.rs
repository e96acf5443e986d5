//! Key facts of a plan in words: its goal, its findings.

use leptos::prelude::*;

use crate::app::shell::route::{Origin, Route};
use crate::i18n::words::review as w;
use crate::plan::Plan;
use crate::plan::review::findings::{Finding, Severity};
use crate::ui::labels::{findings, names};

/// The north star as "baseline → target", or as much of it as is set.
pub fn goal(plan: &Plan) -> Option<String> {
    let star = plan.goals.north_star.as_ref()?;
    let metric = plan.find(star.metric)?;
    let name = names::metric(&metric.definition);
    let value = |value| names::value(value, metric.definition.unit(), plan.basics.currency);
    Some(match (metric.baseline, metric.target) {
        (Some(baseline), Some(target)) => w::goal_from_to(&name, &value(baseline), &value(target)),
        (None, Some(target)) => w::goal_to(&name, &value(target)),
        _ => name,
    })
}

/// A finding as a list item of the review, linked to its field with a way back.
pub fn finding_item(finding: &Finding, plan: &Plan) -> AnyView {
    let place = finding.place;
    let href = Route::field(plan.id, place.step, place.anchor()).coming_from(Some(Origin::Review)).to_string();
    let class = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    view! {
        <li class=class>
            <a href=href>{findings::sentence(finding, plan)}</a> " " <span class="muted small">{finding.code()}</span>
        </li>
    }
    .into_any()
}
