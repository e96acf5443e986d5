//! Approvals and changes: approved states of the plan, and what differs between any two states or plans.

mod approvals;
mod compare;
mod sides;
mod words;

use leptos::prelude::*;

use crate::app::ViewPage;
use crate::app::shell::route::PlanView;
use crate::i18n::words::changes as w;

/// The view.
pub fn page() -> AnyView {
    let sides = sides::Sides::begin();
    view! {
        <ViewPage view=PlanView::Changes lede=w::lede()>
            {approvals::section(sides)}
            {compare::section(sides)}
        </ViewPage>
    }
    .into_any()
}
