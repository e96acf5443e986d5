//! The Track step: the figures of days, each goal's plan against actual, and the week's summary.

mod entry;
mod import;
mod progress;
mod weekly;

use leptos::prelude::*;

use crate::app::shell::sections::Section;

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    match section {
        Section::Progress => progress::section(),
        Section::Weekly => weekly::section(),
        _ => entry::section(),
    }
}
