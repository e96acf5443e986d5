//! Files of the app's own folder, over the network or from the service worker's store.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::page::said;

/// The text at a relative address, or what the browser says about why not.
pub async fn text(address: &str) -> Result<String, String> {
    ask(address).await.map_err(|error| said(&error))
}

async fn ask(address: &str) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or("window")?;
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&response.status().to_string()));
    }
    JsFuture::from(response.text()?).await?.as_string().ok_or_else(|| "text".into())
}
