//! Putting text on the clipboard.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Copies a text and reports whether that worked: insecure pages have no clipboard, and the reader may refuse.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    crate::browser::page::document::spawn(async move {
        let there = web_sys::window().map(|window| window.navigator()).filter(|navigator| {
            js_sys::Reflect::get(navigator, &JsValue::from_str("clipboard")).is_ok_and(|found| !found.is_undefined())
        });
        let copied = match there {
            Some(navigator) => JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok(),
            None => false,
        };
        done(copied);
    });
}
