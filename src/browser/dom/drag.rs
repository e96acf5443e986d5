//! Dragging with the pointer: which bar, which end of it, what lies beneath the pointer. Knows no timeline and no calendar.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, MouseEvent, PointerEvent};

/// What is dragged: bars have their key in `data-bar`, their ends in `data-end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DragTarget {
    /// Its key.
    pub key: u64,
    /// The dragged end, `first` or `last`; empty for the whole bar.
    pub end: String,
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The bar an event happened at.
pub fn drag_target(event: &Event) -> Option<DragTarget> {
    let target = target(event)?;
    let thing = target.closest("[data-bar]").ok()??;
    let end = target.closest("[data-end]").ok().flatten().and_then(|end| end.get_attribute("data-end"));
    Some(DragTarget { key: thing.get_attribute("data-bar")?.parse().ok()?, end: end.unwrap_or_default() })
}

/// The row an event happened at, from `data-row`.
pub fn row_of(event: &Event) -> Option<usize> {
    target(event)?.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// The value of an attribute of the element an event happened at, or of the nearest one around it that has it.
pub fn attribute_of(event: &Event, name: &str) -> Option<String> {
    attribute(&target(event)?, name)
}

/// The same of the element beneath the pointer, wherever its events are sent.
pub fn attribute_beneath(event: &MouseEvent, name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    #[allow(clippy::cast_precision_loss)] // places on a screen
    let beneath = document.element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    attribute(&beneath, name)
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// Whether it is a touch event.
pub fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// How far to the right of a frame's left edge an event happened, in CSS pixels of the page.
pub fn x_in(frame: &Element, event: &MouseEvent) -> f64 {
    f64::from(event.client_x()) - frame.get_bounding_client_rect().left()
}

/// Sends all pointer events to a frame until the pointer is released.
pub fn capture(frame: &Element, event: &PointerEvent) {
    // Fails where the pointer is already released; then no events follow.
    let _ = frame.set_pointer_capture(event.pointer_id());
}

/// Focuses the bar of that key in a frame without scrolling. `false` if it is not rendered.
pub fn focus_bar(frame: &Element, key: u64) -> bool {
    let found = frame.query_selector(&format!("[data-bar=\"{key}\"]")).ok().flatten();
    let Some(thing) = found.and_then(|thing| thing.dyn_into::<HtmlElement>().ok()) else { return false };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    thing.focus_with_options(&options).is_ok()
}

/// The width of the first element in a frame that matches a selector, in CSS pixels.
pub fn width_of(frame: &Element, selector: &str) -> f64 {
    frame.query_selector(selector).ok().flatten().map_or(0.0, |found| found.get_bounding_client_rect().width())
}
