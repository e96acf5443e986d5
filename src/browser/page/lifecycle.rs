//! Page-wide events: leaving, returning, keys, printing, files dropped anywhere.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    BeforeUnloadEvent, ClipboardEvent, Document, DragEvent, Element, Event, EventTarget, HtmlInputElement,
    IdleRequestOptions, KeyboardEvent, Window,
};

use crate::browser::dom::grid::pasted_table;
use crate::browser::files::transfer::{PickedFile, dropped};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Listens for as long as the page is open.
fn listen(target: &EventTarget, event: &str, call: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(call);
    // Listening fails for no target that is there.
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Calls back at every window event of that name.
pub(crate) fn listen_to_window(event: &str, call: impl Fn() + 'static) {
    if let Some(window) = window() {
        listen(&window, event, move |_| call());
    }
}

/// Calls back once, when the page has been rendered and is idle; after two seconds at the latest.
pub fn when_idle(call: impl FnOnce() + 'static) {
    when_idle_within(2000, call);
}

/// The same with another limit, in milliseconds.
fn when_idle_within(limit: u32, call: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let call = Closure::once_into_js(call);
    let options = IdleRequestOptions::new();
    options.set_timeout(limit);
    // Not every browser has it.
    let asked = Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false)
        && window.request_idle_callback_with_options(call.unchecked_ref(), &options).is_ok();
    if !asked {
        // It fails for no function.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), 500);
    }
}

/// Waits for the next time when the page is idle, so that input and drawing have their turn; half a second at most, as one
/// piece of work may wait so several times.
pub async fn idle() {
    let mut wait = |resolve: Function, _| when_idle_within(500, move || drop(resolve.call0(&JsValue::UNDEFINED)));
    // It is never rejected.
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}

/// Waits until nothing has arrived, been typed or been pressed for two seconds after the first screen; `boot.js` knows.
pub async fn quiet() {
    let promise = window().and_then(|window| Reflect::get(&window, &"groundswellQuiet".into()).ok());
    if let Some(promise) = promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        // It is never rejected.
        let _ = JsFuture::from(promise).await;
    }
}

/// Calls back when the page may be about to go: hidden, suspended, closed. It may be called more than once.
pub fn on_page_hide(call: impl Fn() + Clone + 'static) {
    if let Some(document) = document() {
        let call = call.clone();
        listen(&document, "visibilitychange", move |_| {
            if self::document().is_some_and(|document| document.hidden()) {
                call();
            }
        });
    }
    if let Some(window) = window() {
        listen(&window, "pagehide", move |_| call());
    }
}

/// Calls back when the page becomes visible again.
pub fn on_page_show(call: impl Fn() + 'static) {
    if let Some(document) = document() {
        listen(&document, "visibilitychange", move |_| {
            if self::document().is_some_and(|document| !document.hidden()) {
                call();
            }
        });
    }
}

/// Calls back when an element loses the focus.
pub fn on_focus_out(call: impl Fn() + 'static) {
    if let Some(document) = document() {
        listen(&document, "focusout", move |_| call());
    }
}

/// Gives out each table that is pasted outside of a field; it is taken where `take` returns `true`.
pub fn on_table_paste(take: impl Fn(String) -> bool + 'static) {
    let Some(document) = document() else { return };
    listen(&document, "paste", move |event| {
        let is_in_field = event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|target| {
            target.closest("input, textarea, select, [contenteditable]").is_ok_and(|field| field.is_some())
        });
        let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|_| !is_in_field && !event.default_prevented())
        else {
            return;
        };
        if pasted_table(event).is_some_and(&take) {
            event.prevent_default();
        }
    });
}

/// Makes the browser ask before the page is closed, while `must_ask` returns `true`.
pub fn ask_before_closing(must_ask: impl Fn() -> bool + 'static) {
    let Some(window) = window() else { return };
    listen(&window, "beforeunload", move |event| {
        if must_ask() {
            event.prevent_default();
            // Older browsers ask only if a value is set; they do not show it.
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                event.set_return_value("?");
            }
        }
    });
}

/// A key that does something wherever the focus is: pressed with Control or Command, or alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Control or Command and Z.
    Undo,
    /// The same with Shift, or Control and Y.
    Redo,
    /// Control or Command and K.
    GoTo,
    /// A question mark, unless it is typed into something.
    Help,
}

/// Calls back for a shortcut, and returns whether the key is handled.
///
/// A text control with uncommitted text (`aria-invalid` is set, or a composition is going on) keeps the key for the
/// browser's own undo. So does every control inside an open dialog with `data-own-undo`.
pub fn on_shortcut(call: impl Fn(Shortcut) -> bool + 'static) {
    let Some(document) = document() else { return };
    listen(&document, "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(shortcut) = shortcut(event) else { return };
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let is_kept = match shortcut {
            Shortcut::Undo | Shortcut::Redo => keeps_its_undo(event),
            Shortcut::GoTo => false,
            Shortcut::Help => takes_letters(event),
        };
        if is_kept {
            return;
        }
        if call(shortcut) {
            event.prevent_default();
        }
    });
}

fn shortcut(event: &KeyboardEvent) -> Option<Shortcut> {
    let with_control = event.ctrl_key() || event.meta_key();
    // Some layouts have the question mark behind Alt.
    if event.key() == "?" && !with_control {
        return Some(Shortcut::Help);
    }
    if event.alt_key() || !with_control {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Shortcut::Undo),
        ("z", true) => Some(Shortcut::Redo),
        ("y", false) if event.ctrl_key() => Some(Shortcut::Redo),
        ("k", false) => Some(Shortcut::GoTo),
        _ => None,
    }
}

fn keeps_its_undo(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    let is_text = element.tag_name() == "TEXTAREA"
        || element.dyn_ref::<HtmlInputElement>().is_some_and(|input| {
            matches!(input.type_().as_str(), "text" | "search" | "url" | "email" | "tel" | "password" | "number")
        });
    is_text
        && (element.get_attribute("aria-invalid").as_deref() == Some("true")
            || element.closest("[data-own-undo]").is_ok_and(|found| found.is_some()))
}

/// Whether a letter is typed into the element of the event: a field, a choice or a table of cells.
fn takes_letters(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| {
        element
            .closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=grid], [contenteditable]")
            .is_ok_and(|found| found.is_some())
    })
}

/// Takes files dropped anywhere on the page, except where an element has handled them.
///
/// `over` is called with whether files are dragged over the page.
pub fn on_file_drop(over: impl Fn(bool) + Clone + 'static, take: impl Fn(Vec<PickedFile>) + 'static) {
    let Some(document) = document() else { return };
    let held = over.clone();
    listen(&document, "dragover", move |event| {
        if event.dyn_ref::<DragEvent>().is_some_and(carries_files) {
            // Without this the browser would open the file instead of the app.
            event.prevent_default();
            held(true);
        }
    });
    let left = over.clone();
    listen(&document, "dragleave", move |event| {
        // No related target: the pointer leaves the window.
        if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
            left(false);
        }
    });
    listen(&document, "drop", move |event| {
        over(false);
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        if event.default_prevented() || !carries_files(event) {
            return;
        }
        event.prevent_default();
        let files = dropped(event);
        if !files.is_empty() {
            take(files);
        }
    });
}

fn carries_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
