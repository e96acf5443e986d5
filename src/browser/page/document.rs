//! The page around the app: its title, the place the app is mounted in, the notice of last resort.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// Defined by `boot.js`, before this program is loaded.
    #[wasm_bindgen(catch, js_name = groundswellRescue)]
    fn groundswell_rescue(message: &str) -> Result<(), JsValue>;
}

/// Puts the notice of last resort over the page: what happened, every stored draft with a way to
/// download it, and a reload. It needs nothing of this program, which may be beyond use.
pub fn rescue(message: &str) {
    // Where even that notice fails, the browser's console is all that is left, and it has the error.
    let _ = groundswell_rescue(message);
}

/// Whether that notice is on the page.
pub fn has_stopped() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector(".rescue").is_ok_and(|found| found.is_some()))
}

/// Empties the element that shows the first screen while the program loads, and gives it to the app.
/// Falls back to the body, so that a changed page still shows the app.
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

/// Asks for the page on paper.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused in a frame that may open no dialogs.
        let _ = window.print();
    }
}

/// What a value thrown by the browser says.
pub fn error_text(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "?".to_owned())
}

/// Runs a task to its end beside everything else, before or after the app is mounted.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
