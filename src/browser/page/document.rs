//! The page around the app: its title, the mount point, the rescue screen.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// Defined by `boot.js`, before this program is loaded.
    #[wasm_bindgen(catch, js_name = groundswellRescue)]
    fn groundswell_rescue(message: &str) -> Result<(), JsValue>;
}

/// Shows the rescue screen: what happened, every stored draft with a download button, and a reload button. It is plain
/// JavaScript, since this program may be unusable.
pub fn rescue(message: &str) {
    // If even that fails, the browser's console has the error.
    let _ = groundswell_rescue(message);
}

/// Whether the rescue screen is shown.
pub fn has_stopped() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector(".rescue").is_ok_and(|found| found.is_some()))
}

/// Empties the element that shows the first screen while the program loads, and returns it as the mount point. Falls
/// back to the body, so that a changed page still shows the app.
pub fn place_for_app() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    if let Some(place) = document.get_element_by_id("app") {
        place.set_text_content(None);
        return place.dyn_into().ok();
    }
    document.body()
}

/// Names the browser tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Opens the print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused in a frame that may open no dialogs.
        let _ = window.print();
    }
}

/// Whether the keyboard has a Command key, which shortcuts use in place of Control.
pub fn has_command_key() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok()).unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|apple| platform.starts_with(apple))
}

/// The message of a value thrown by the browser.
pub fn error_text(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "?".to_owned())
}

/// Runs a task in the background, before or after the app is mounted.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
