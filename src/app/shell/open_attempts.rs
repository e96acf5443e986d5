//! Counts failed attempts to open a plan. What crashes the page while a plan is opened crashes it at every reload;
//! after the second failure the plan is not opened, and its recovery options are shown. Part of the workspace.

use std::cell::Cell;

use leptos::prelude::request_animation_frame;

use crate::browser::page::document;
use crate::browser::storage::local::{get_for_tab, set_for_tab};
use crate::plan::PlanId;

/// Holds the id of the plan that is being opened, a space, and the number of attempts that have not finished.
const KEY: &str = "groundswell.opening";
/// How often rendering a plan may fail.
const TRIES: u32 = 2;

/// Notes that a plan is about to be opened and rendered. Returns whether to go on. Only the first screen of a page
/// counts: a reload leads to it.
pub(crate) fn begin(plan: PlanId) -> bool {
    thread_local!(static BEGUN: Cell<Option<PlanId>> = const { Cell::new(None) });
    if BEGUN.get() == Some(plan) {
        return true;
    }
    let id = plan.to_string();
    let failed = get_for_tab(KEY)
        .and_then(|text| text.split_once(' ').filter(|(of, _)| *of == id).and_then(|(_, times)| times.parse().ok()))
        .unwrap_or(0_u32);
    if failed >= TRIES {
        return false;
    }
    BEGUN.set(Some(plan));
    set_for_tab(KEY, Some(&[id.as_str(), " ", &(failed + 1).to_string()].concat()));
    // In the next frame it is rendered, unless the rescue screen is shown.
    request_animation_frame(|| {
        if !document::has_stopped() {
            reset();
        }
    });
    true
}

/// Lets the plan be opened again.
pub(crate) fn reset() {
    set_for_tab(KEY, None);
}
