//! The Goals step: the north star, supporting metrics, team goals, the funnel, and the tracking specification.

mod document;
mod funnel;
mod metric_card;
mod metrics;
mod north_star;
mod path;
mod people;
mod picker;
mod source;
mod teams;

pub use document::document as tracking_document;

use leptos::prelude::*;

use crate::app::shell::sections::Section;

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    match section {
        Section::Teams => view! { {teams::section()} {people::section()} }.into_any(),
        Section::Funnel => funnel::section(),
        Section::Tracking => document::section(),
        _ => view! { {north_star::section()} {metrics::section()} }.into_any(),
    }
}
