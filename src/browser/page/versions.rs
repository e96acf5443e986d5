//! Versions of the site: whether a newer one is available, and files of the page's own build.
//!
//! `versions.js` does the checking; `boot.js` loads it once the program has started, and checks itself where that fails.

use wasm_bindgen::prelude::*;

use crate::browser::page::lifecycle::listen_to_window;

#[wasm_bindgen]
extern "C" {
    /// Defined by `boot.js` before the program starts. Rejects where the host does not answer.
    #[wasm_bindgen(catch, js_name = groundswellNewer)]
    async fn groundswell_newer() -> Result<JsValue, JsValue>;
}

/// Whether a reload would show a newer version. Asks the host; `false` where it does not answer.
pub async fn is_newer_available() -> bool {
    groundswell_newer().await.is_ok_and(|found| found.is_truthy())
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
