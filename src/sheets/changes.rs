//! The changes.

use leptos::prelude::*;

use crate::app::SheetPage;
use crate::app::route::Sheet;

/// The view.
pub fn page() -> AnyView {
    view! { <SheetPage sheet=Sheet::Changes lede="">""</SheetPage> }.into_any()
}
