//! The Review and export step: summary, findings, all answers, and the plan as files.

mod answers;
mod files;
mod findings;
mod summary;

use leptos::prelude::*;

use crate::app::shell::sections::Section;
use crate::app::{approval_status_line, use_editor};
use crate::ui::form::file_sync;
use crate::ui::share_link;

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    match section {
        Section::Findings => findings::section(),
        Section::Answers => answers::section(),
        Section::Export => {
            view! { {files::section()} {share_link::section(use_editor())} {file_sync::section()} }.into_any()
        }
        _ => view! { {approval_status_line(true)} {summary::section()} }.into_any(),
    }
}
