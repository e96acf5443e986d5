//! Moves the focus and announces messages to screen readers.

use leptos::prelude::{request_animation_frame, set_timeout};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Document, Element, Event, FocusEvent, FocusOptions, HtmlDetailsElement, HtmlElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// How many frames [`focus_when_rendered`] waits for a screen: half a second.
const MAX_FRAMES: u32 = 30;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Opens the collapsed sections around an element, scrolls to it and focuses it. `false` if it does not exist.
pub fn focus_by_id(id: &str) -> bool {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else {
        return false;
    };
    let mut above = element.parent_element();
    while let Some(ancestor) = above {
        if let Some(details) = ancestor.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        above = ancestor.parent_element();
    }
    let Ok(element) = element.dyn_into::<HtmlElement>() else {
        return false;
    };
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        // Makes headings and rows focusable without a tab stop.
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    let quiet = FocusOptions::new();
    quiet.set_prevent_scroll(true);
    element.focus_with_options(&quiet).is_ok()
}

/// As [`focus_by_id`], but waits up to half a second for a screen that is being rendered.
pub fn focus_when_rendered(id: String) {
    fn attempt(id: String, left: u32) {
        if !focus_by_id(&id) && left > 0 {
            request_animation_frame(move || attempt(id, left - 1));
        }
    }
    attempt(id, MAX_FRAMES);
}

/// Focuses an element; the page scrolls as little as possible.
pub fn focus_in_view(id: &str) {
    let found = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Presses a button as soon as the focus has arrived on it; gives up after half a second.
pub fn press_when_focused(id: &'static str) {
    fn attempt(id: &'static str, left: u32) {
        let focused = document().and_then(|document| document.active_element()).filter(|active| active.id() == id);
        match focused.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
            Some(button) => button.click(),
            None if left > 0 => request_animation_frame(move || attempt(id, left - 1)),
            None => {}
        }
    }
    // The focus may be on the button from before: it arrives in one of the next frames in any case.
    request_animation_frame(move || request_animation_frame(move || attempt(id, MAX_FRAMES)));
}

/// Scrolls an element into view within its scrolling frame, as little as possible.
pub fn show_by_id(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls a row sideways so that an element in it is at its middle, as far as it goes; the page stays where it is.
pub fn center_in_row(row: &Element, id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        let (inside, frame) = (element.get_bounding_client_rect(), row.get_bounding_client_rect());
        let off = (inside.left() + inside.width() / 2.0) - (frame.left() + frame.width() / 2.0);
        #[allow(clippy::cast_possible_truncation)] // a width on the screen
        row.set_scroll_left(row.scroll_left() + off as i32);
    }
}

/// Whether a modal dialog is open.
pub fn is_dialog_open() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").is_ok_and(|found| found.is_some()))
}

/// How many frames [`keep_focus`] waits for a screen that is rendered again and may set the focus itself.
const REDRAW_FRAMES: u32 = 3;

/// Keeps the focus from getting lost: call it when a change may remove the focused element. After the next render, the
/// focus goes to the section around the removed element, else to the screen's heading.
pub fn keep_focus() {
    if let Some(active) = document().and_then(|document| document.active_element()) {
        keep_focus_of(active);
    }
}

fn keep_focus_of(lost: Element) {
    fn wait(lost: Element, around: Vec<Element>, left: u32) {
        request_animation_frame(
            move || if left > 0 { wait(lost, around, left - 1) } else { find_place(&lost, &around) },
        );
    }
    if lost.tag_name() == "BODY" {
        return;
    }
    let mut around = Vec::new();
    let mut above = lost.parent_element();
    while let Some(element) = above {
        above = element.parent_element();
        if element.has_attribute("aria-labelledby") || element.tag_name() == "DIALOG" {
            around.push(element);
        }
    }
    wait(lost, around, REDRAW_FRAMES);
}

/// Focuses something near, if the element is gone or disabled and nothing else has the focus.
fn find_place(lost: &Element, around: &[Element]) {
    let Some(document) = document() else { return };
    if lost.is_connected() && !lost.matches(":disabled").unwrap_or(false) {
        return;
    }
    if document.active_element().is_some_and(|active| active.tag_name() != "BODY") {
        return;
    }
    let near = around.iter().find(|element| element.is_connected()).and_then(|element| {
        let label = element.get_attribute("aria-labelledby").and_then(|id| document.get_element_by_id(&id));
        label.or_else(|| Some(element.clone()))
    });
    let heading = || document.get_element_by_id("page-heading");
    let main = || document.get_element_by_id("main");
    let Some(place) = near.or_else(heading).or_else(main).and_then(|place| place.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    if !place.has_attribute("tabindex") {
        // Focusable without a tab stop.
        let _ = place.set_attribute("tabindex", "-1");
    }
    let quiet = FocusOptions::new();
    quiet.set_prevent_scroll(true);
    let _ = place.focus_with_options(&quiet);
}

/// Calls [`keep_focus`] whenever the focused element loses the focus to nothing, as when it is removed.
pub fn watch_focus() {
    let Some(document) = document() else { return };
    let listener = Closure::<dyn Fn(FocusEvent)>::new(|event: FocusEvent| {
        if event.related_target().is_none() {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            element.into_iter().for_each(keep_focus_of);
        }
    });
    // Listening fails for no document that is there.
    let _ = document.add_event_listener_with_callback("focusout", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Whether an event comes from an element itself, and not from one inside it.
pub fn is_from(event: &Event, element: &web_sys::Node) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    target.is_some_and(|target| element.is_same_node(Some(&target)))
}

/// Whether the focus is on an element or inside it.
pub fn holds_focus(element: &web_sys::Node) -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|active| element.contains(Some(&active)))
}

/// Whether a `focusout` moves the focus to somewhere outside an element. `None` where it goes to no element, as it does
/// for a moment while code moves it.
pub fn leaves(event: &FocusEvent, element: &web_sys::Node) -> Option<bool> {
    let to = event.related_target()?.dyn_into::<web_sys::Node>().ok()?;
    Some(!element.contains(Some(&to)))
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    document()?.active_element().map(|active| active.id()).filter(|id| !id.is_empty())
}

/// Whether the focus is on the element of that id or inside it.
pub fn is_focus_within(id: &str) -> bool {
    document().and_then(|document| document.get_element_by_id(id)).is_some_and(|element| holds_focus(&element))
}

/// Whether the focus is on the element of that id.
pub fn is_focused(id: &str) -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|active| active.id() == id)
}

/// Moves the focus to the next (or, with -1, the previous) matching element inside another, wrapping around; `0` is the
/// first.
pub fn focus_among(inside: &web_sys::Element, selector: &str, step: i32) {
    let Ok(found) = inside.query_selector_all(selector) else {
        return;
    };
    let active = document().and_then(|document| document.active_element());
    let count = i32::try_from(found.length()).unwrap_or(0);
    let elements =
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok()).collect::<Vec<_>>();
    let now =
        elements.iter().position(|element| active.as_deref().is_some_and(|active| active.is_same_node(Some(element))));
    let next = match now {
        Some(now) if step != 0 => (i32::try_from(now).unwrap_or(0) + step).rem_euclid(count.max(1)),
        _ if step < 0 => count - 1,
        _ => 0,
    };
    if let Some(element) = usize::try_from(next).ok().and_then(|next| elements.get(next)) {
        let _ = element.focus();
    }
}

/// How soon a screen reader speaks a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// When it has finished what it is saying.
    Polite,
    /// At once. For what would be lost otherwise.
    Assertive,
}

/// How long a live region stays empty before it holds a new message.
const ANNOUNCE_DELAY: Duration = Duration::from_millis(60);

/// Announces a message to screen readers in a live region that exists from the start: regions that are inserted with
/// their message are not announced everywhere.
pub fn announce(message: &str, urgency: Urgency) {
    let id = match urgency {
        Urgency::Polite => "live-polite",
        Urgency::Assertive => "live-assertive",
    };
    let Some(region) = document().and_then(|document| document.get_element_by_id(id)) else {
        return;
    };
    region.set_text_content(None);
    let message = message.to_owned();
    // The same text twice would be no change and announced only once.
    set_timeout(move || region.set_text_content(Some(&message)), ANNOUNCE_DELAY);
}
