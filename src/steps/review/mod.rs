//! The Review and export step: summary, findings, all answers, and the plan as files.

mod answers;
mod files;
mod findings;
mod summary;

use leptos::prelude::*;

use crate::app::{StepPage, approval_status_line, use_editor};
use crate::i18n::words::review as w;
use crate::plan::Step;
use crate::ui::form::file_sync;
use crate::ui::share_link;

/// The step.
pub fn page() -> AnyView {
    view! {
        <StepPage step=Step::Review lede=w::lede()>
            {approval_status_line(true)}
            {summary::section()}
            {findings::section()}
            {answers::section()}
            {files::section()}
            {share_link::section(use_editor())}
            {file_sync::section()}
        </StepPage>
    }
    .into_any()
}
