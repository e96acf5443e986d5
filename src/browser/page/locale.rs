//! Language packs over the network, and the stored choice of language.
//!
//! `boot.js` chooses the first language and starts to load its pack before this program; that load is awaited here. The
//! addresses of the packs are attributes of `<html>`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::BrowserError;
use crate::browser::files::fetch::own_text;
use crate::browser::storage::local;

/// Where the choice is kept; `boot.js` reads it.
const KEY: &str = "groundswell.locale";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = groundswellWords)]
    static FIRST_PACK: js_sys::Promise;
}

/// The pack that `boot.js` started to load.
///
/// # Errors
/// Fails where the pack could not be fetched.
pub async fn first_pack() -> Result<String, BrowserError> {
    let pack = JsFuture::from(FIRST_PACK.with(Clone::clone)).await?;
    pack.as_string().ok_or(BrowserError::Missing("groundswellWords"))
}

/// Loads a pack by the short names of its language and part.
///
/// # Errors
/// Fails where the pack cannot be fetched.
pub async fn fetch_pack(code: &str, part: &str) -> Result<String, BrowserError> {
    fetch(code, part).await.map_err(BrowserError::from)
}

async fn fetch(code: &str, part: &str) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or("window")?;
    let root = window.document().and_then(|document| document.document_element()).ok_or("document")?;
    let address = root.get_attribute(&["data-words", code, part].join("-")).ok_or("data-words")?;
    own_text(&address).await
}

/// Stores the choice for the next visit and sets the language of the page for the browser and screen readers.
pub fn remember(code: &str, tag: &str) {
    // A browser that stores nothing uses its own settings next time; that is no error to show.
    let _ = local::set(KEY, code);
    if let Some(root) =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element())
    {
        let _ = root.set_attribute("lang", tag);
    }
}
