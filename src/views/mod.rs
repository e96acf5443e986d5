//! Views of the whole plan beside the path, one folder or file each.

pub mod changes;
pub mod links;
pub mod report;
pub mod shared_plan;
mod stylesheet;
pub mod timeline;

use leptos::prelude::*;

use crate::app::shell::route::Sheet;

/// Draws a view.
pub fn page(sheet: Sheet) -> AnyView {
    match sheet {
        Sheet::Timeline => timeline::page(),
        Sheet::Links => links::page(),
        Sheet::Report => report::page(),
        Sheet::Changes => changes::page(),
    }
}
