//! The Review and export step: summary, findings, all answers, and the plan as files.

mod answers;
mod files;
mod findings;
mod summary;

use leptos::prelude::*;

use crate::app::shell::sections::Section;
use crate::app::{Editor, Navigation, QuickExport, approval_status_line, use_editor};
use crate::ui::form::file_sync;
use crate::ui::share_link;
use crate::widgets::Toasts;

/// Makes an export of the open plan, and says how it went.
pub fn export(export: QuickExport, editor: Editor, navigation: Navigation, toasts: Toasts) {
    match export {
        QuickExport::Link => share_link::copy(editor, navigation, toasts),
        _ => files::export(export, editor, toasts),
    }
}

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
