//! Views of the whole plan beside the steps, one folder or file each. A view knows no step's internals.

pub mod changes;
pub mod links;
pub mod report;
pub mod shared_plan;
mod stylesheet;
pub mod timeline;

use leptos::prelude::*;

use crate::app::shell::route::PlanView;

/// Draws a view.
pub fn page(view: PlanView) -> AnyView {
    match view {
        PlanView::Timeline => timeline::page(),
        PlanView::Links => links::page(),
        PlanView::Report => report::page(),
        PlanView::Changes => changes::page(),
    }
}
