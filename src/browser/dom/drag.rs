//! Pulling a thing over the page by pointer: which thing, which end of it, where the pointer is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, MouseEvent, PointerEvent};

/// What is held: things say their key as `data-bar`, their ends as `data-end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DragTarget {
    /// Its key.
    pub key: u64,
    /// The end it is held at, `first` or `last`; empty for the whole.
    pub end: String,
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The thing an event happened at.
pub fn drag_target(event: &Event) -> Option<DragTarget> {
    let target = target(event)?;
    let thing = target.closest("[data-bar]").ok()??;
    let end = target.closest("[data-end]").ok().flatten().and_then(|end| end.get_attribute("data-end"));
    Some(DragTarget { key: thing.get_attribute("data-bar")?.parse().ok()?, end: end.unwrap_or_default() })
}

/// The row an event happened at: rows say theirs as `data-row`.
pub fn row_of(event: &Event) -> Option<usize> {
    target(event)?.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// Whether a finger did it.
pub fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// How far to the right of a frame's left edge an event happened, in CSS pixels of the page.
pub fn x_in(frame: &Element, event: &MouseEvent) -> f64 {
    f64::from(event.client_x()) - frame.get_bounding_client_rect().left()
}

/// Has a frame hear of the pointer wherever it goes, until it is let go.
pub fn capture(frame: &Element, event: &PointerEvent) {
    // Refused where the pointer is up already; then there is nothing more to hear.
    let _ = frame.set_pointer_capture(event.pointer_id());
}

/// Puts the focus on the thing of that key in a frame, without scrolling. `false` if it is not drawn.
pub fn focus_bar(frame: &Element, key: u64) -> bool {
    let found = frame.query_selector(&format!("[data-bar=\"{key}\"]")).ok().flatten();
    let Some(thing) = found.and_then(|thing| thing.dyn_into::<HtmlElement>().ok()) else { return false };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    thing.focus_with_options(&options).is_ok()
}

/// The width of the first element of a kind in a frame, in CSS pixels.
pub fn width_of(frame: &Element, selector: &str) -> f64 {
    frame.query_selector(selector).ok().flatten().map_or(0.0, |found| found.get_bounding_client_rect().width())
}
