//! Review and export: what the plan is worth, what the check found, all answers at a glance, and the plan as files.

mod answers;
mod files;
mod findings;
mod worth;

use leptos::prelude::*;

use crate::app::{StepPage, approved_line, use_editor};
use crate::i18n::words::review as w;
use crate::plan::Step;
use crate::steps::{disk_file, share};

/// The step.
pub fn page() -> AnyView {
    view! {
        <StepPage step=Step::Review lede=w::lede()>
            {approved_line(true)}
            {worth::section()}
            {findings::section()}
            {answers::section()}
            {files::section()}
            {share::section(use_editor())}
            {disk_file::section()}
        </StepPage>
    }
    .into_any()
}
