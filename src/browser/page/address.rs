//! The fragment of the page's address, where the app keeps its place, and the window's scroll.

use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The fragment, with its `#`; empty if there is none.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The page's address without a fragment: the base of a link to share.
pub fn page() -> String {
    let whole = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// Goes to a fragment as a link does, with an entry in the history.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // The browser refuses only addresses that are none; a fragment always is one.
        let _ = window.location().set_hash(fragment);
    }
}

/// Replaces the current fragment in the history, without an event.
pub fn replace(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Browsers refuse this after a hundred times in half a minute; the address is outdated then.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Calls back whenever the fragment changes, for as long as the page is open.
pub fn on_change(call: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn()>::new(call);
    // Listening fails for no window that is there.
    let _ = window.add_event_listener_with_callback("hashchange", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Shows the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
