//! Select options: the plan's metrics and phases.

use leptos::prelude::*;

use crate::app::Editor;
use crate::plan::model::id::Id;
use crate::ui::labels::names;
use crate::widgets::SelectOption;

/// The plan's metrics.
pub fn metrics(editor: Editor) -> Memo<Vec<SelectOption>> {
    editor.memo(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics.map(|metric| SelectOption::new(metric.id.to_string(), names::metric(&metric.definition))).collect()
    })
}

/// The plan's phases.
pub fn phases(editor: Editor) -> Memo<Vec<SelectOption>> {
    editor.memo(|plan| {
        plan.phases.iter().map(|phase| SelectOption::new(phase.id.to_string(), names::phase(phase))).collect()
    })
}

/// An id as a select value; empty for none.
pub fn value_of<T>(id: Option<Id<T>>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// The id of a select value; `None` for the empty one.
pub fn chosen<T>(value: &str) -> Option<Id<T>> {
    value.parse().ok()
}
