//! Whether a plan can be drawn at all. What stops the page while a plan is being opened stops it again at every reload;
//! after the second time the plan is not opened, and its ways out are shown. Part of the plan's loader.

use std::cell::Cell;

use leptos::prelude::request_animation_frame;

use crate::browser::page::document;
use crate::browser::storage::local::{get_for_tab, set_for_tab};
use crate::plan::PlanId;

/// Holds the plan that is being opened, a space, and how often that has begun without coming to its end.
const KEY: &str = "groundswell.opening";
/// How often a plan may fail to be drawn.
const TRIES: u32 = 2;

/// A plan is about to be opened and drawn. Returns whether to go on. The first screen of a page counts: it is what a
/// reload leads to.
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
    // It is on the screen then, unless the notice of last resort is.
    request_animation_frame(|| {
        if !document::has_stopped() {
            reset();
        }
    });
    true
}

/// The plan may be tried again.
pub(crate) fn reset() {
    set_for_tab(KEY, None);
}
