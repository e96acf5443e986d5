//! The links.

use leptos::prelude::*;

use crate::app::SheetPage;
use crate::app::route::Sheet;

/// The view.
pub fn page() -> AnyView {
    view! { <SheetPage sheet=Sheet::Links lede="">""</SheetPage> }.into_any()
}
