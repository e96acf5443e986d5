//! Storage events: what other tabs of the app write.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::StorageEvent;

/// A change of the storage by another tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageChange {
    /// Which key; `None` where all were removed at once.
    pub key: Option<String>,
    /// What it holds now; `None` where it was removed.
    pub value: Option<String>,
}

/// Calls back whenever another tab writes, for as long as the page is open.
pub fn on_storage(call: impl Fn(StorageChange) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        call(StorageChange { key: event.key(), value: event.new_value() });
    });
    // Listening fails for no window that is there.
    let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    listener.forget();
}
