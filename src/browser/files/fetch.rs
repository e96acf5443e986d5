//! Fetches files of the app's own folder, over the network or from the service worker's cache.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::browser::BrowserError;

/// The text at a relative address, or what the browser says about why not.
///
/// # Errors
/// Fails without connection and where the server has no such file.
pub async fn text(address: &str) -> Result<String, BrowserError> {
    own_text(address).await.map_err(BrowserError::from)
}

/// The same with the browser's own error.
pub(crate) async fn own_text(address: &str) -> Result<String, JsValue> {
    let mut response = ask(address, RequestCache::Default).await?;
    if is_page(&response) {
        // The HTTP cache may hold an answer from the middle of a deployment.
        response = ask(address, RequestCache::Reload).await?;
    }
    if !response.ok() || is_page(&response) {
        return Err(JsValue::from_str(&response.status().to_string()));
    }
    JsFuture::from(response.text()?).await?.as_string().ok_or_else(|| "text".into())
}

/// Refreshes a file in the HTTP cache. Returns whether it exists.
pub(crate) async fn refresh(address: &str) -> bool {
    ask(address, RequestCache::Reload).await.is_ok_and(|response| response.ok() && !is_page(&response))
}

/// Whether the host answered with its page, as single-page hosts do for a missing file.
fn is_page(response: &Response) -> bool {
    response.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.starts_with("text/html"))
}

async fn ask(address: &str, cache: RequestCache) -> Result<Response, JsValue> {
    let window = web_sys::window().ok_or("window")?;
    let how = RequestInit::new();
    how.set_cache(cache);
    JsFuture::from(window.fetch_with_str_and_init(address, &how)).await?.dyn_into()
}
