//! Small pictures without axes: the path of a metric, a bar of parts, phases over the plan's days. What they show stands
//! in words beside them.

use leptos::prelude::*;

use crate::plan::numbers::date_range::DateRange;
use crate::plan::review::overview::MetricCourse;
use crate::widgets::chart_geometry::{path, place};

/// The planned path of a metric, and how far it has come.
pub fn course(course: &MetricCourse) -> AnyView {
    let values = || course.planned.iter().copied().chain(course.tracked.iter().map(|(_, value)| *value));
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let tracked = course.tracked.iter().enumerate().map(|(at, (share, value))| {
        let start = if at == 0 { "M" } else { "L" };
        format!("{start}{:.2} {:.2}", share * 100.0, 100.0 - place(*value, least, most))
    });
    let tracked: String = tracked.collect();
    view! {
        <svg class="ov-course" viewBox="0 -4 100 108" preserveAspectRatio="none" aria-hidden="true">
            <path d=path(&course.planned, least, most) vector-effect="non-scaling-stroke"></path>
            <path class="tracked" d=tracked vector-effect="non-scaling-stroke"></path>
        </svg>
    }
    .into_any()
}

/// Parts of a total, each with its class. Where they come to more, a mark shows where the total ends.
pub fn bar(parts: Vec<(&'static str, i64)>, total: i64) -> AnyView {
    let sum = parts.iter().map(|(_, amount)| (*amount).max(0)).fold(0, i64::saturating_add);
    let whole = total.max(sum).max(1);
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, amount)| *amount > 0)
        .map(|(class, amount)| view! { <span class=class style:width=percent(amount, whole)></span> })
        .collect();
    let limit = (sum > total && total > 0).then(|| view! { <i class="ov-limit" style:left=percent(total, sum)></i> });
    view! { <div class="bar" aria-hidden="true">{parts}{limit}</div> }.into_any()
}

/// A part of the whole in CSS.
pub fn percent(part: i64, whole: i64) -> String {
    #[allow(clippy::cast_precision_loss)] // a width on the screen
    let share = part.max(0) as f64 / whole.max(1) as f64 * 100.0;
    format!("{share:.2}%")
}

/// Where some of the plan's days begin, and how long they are, in CSS.
pub fn position(of: DateRange, within: DateRange) -> Option<(String, String)> {
    let part = within.overlap(of)?;
    let whole = i64::from(within.len());
    let start = (part.first() - within.first()).num_days();
    Some((percent(start, whole), percent(i64::from(part.len()), whole)))
}
