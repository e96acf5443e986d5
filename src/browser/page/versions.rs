//! Versions of the site: whether a newer one is available, and files of the page's own build.
//!
//! `versions.js` does the checking; `boot.js` loads it once the program has started.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::page::lifecycle::listen_to_window;

#[wasm_bindgen]
extern "C" {
    /// Defined by `versions.js`; missing until that is loaded. An `async` import would not catch that it is missing.
    #[wasm_bindgen(catch, js_name = groundswellNewer)]
    fn groundswell_newer() -> Result<Promise, JsValue>;
}

/// Whether a reload would show a newer version. Asks the host; `false` where it does not answer.
pub async fn is_newer_available() -> bool {
    let Ok(asked) = groundswell_newer() else { return false };
    JsFuture::from(asked).await.is_ok_and(|found| found.is_truthy())
}

/// Calls back when a newer version is found while the page is open.
pub fn on_newer(call: impl Fn() + 'static) {
    listen_to_window("groundswell-newer", call);
}

/// Reloads the page in the newest version.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only in a sandbox; the browser's own reload button is left.
        let _ = window.location().reload();
    }
}

/// The address of a file whose name is the same in every build, as this page's build has it.
pub fn of_this_build(address: &str) -> String {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let build = root.and_then(|root| root.get_attribute("data-build")).unwrap_or_default();
    format!("{address}?build={build}")
}
