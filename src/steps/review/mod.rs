//! Review and export: what the check found, all answers at a glance, and the plan as files.

mod answers;
mod files;
mod findings;

use leptos::prelude::*;

use crate::app::StepPage;
use crate::i18n::words::review as w;
use crate::plan::Step;

/// The step.
pub fn page() -> AnyView {
    view! {
        <StepPage step=Step::Review lede=w::lede()>
            {findings::section()}
            {answers::section()}
            {files::section()}
        </StepPage>
    }
    .into_any()
}
