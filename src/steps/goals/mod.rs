//! The Goals step: the north star, supporting metrics, team goals, the funnel, and the tracking specification.

mod document;
mod funnel;
mod metric_card;
mod metrics;
mod north_star;
mod path;
mod picker;
mod source;
mod teams;

pub use document::document as tracking_document;

use leptos::prelude::*;

use crate::app::StepPage;
use crate::i18n::words::goals as w;
use crate::plan::Step;

/// The step.
pub fn page() -> AnyView {
    view! {
        <StepPage step=Step::Goals lede=w::lede()>
            {north_star::section()}
            {metrics::section()}
            {teams::section()}
            {funnel::section()}
            {document::section()}
        </StepPage>
    }
    .into_any()
}
