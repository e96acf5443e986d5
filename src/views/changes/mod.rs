//! Approvals and changes: which states of the plan were approved, and what differs between any two states or plans.

mod approvals;
mod compare;
mod sides;
mod words;

use leptos::prelude::*;

use crate::app::SheetPage;
use crate::app::shell::route::Sheet;
use crate::i18n::words::changes as w;

/// The view.
pub fn page() -> AnyView {
    let sides = sides::Sides::begin();
    view! {
        <SheetPage sheet=Sheet::Changes lede=w::lede()>
            {approvals::section(sides)}
            {compare::section(sides)}
        </SheetPage>
    }
    .into_any()
}
