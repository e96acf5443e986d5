//! `localStorage`, guarded: a browser may block it, fill it up or take it away at any call.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use crate::browser::BrowserError;

fn local() -> Result<Storage, BrowserError> {
    // The getter itself throws where storage is blocked, so it is never unwrapped.
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) => Ok(storage),
        Some(Err(error)) => Err(error.into()),
        _ => Err(BrowserError::Missing("localStorage")),
    }
}

/// The value of a key; `Ok(None)` if it was never set.
///
/// # Errors
/// Fails where the storage is blocked.
pub fn get(key: &str) -> Result<Option<String>, BrowserError> {
    local()?.get_item(key).map_err(BrowserError::from)
}

/// Sets a key, or says why the browser refused.
///
/// # Errors
/// Fails where the storage is blocked or full.
pub fn set(key: &str, value: &str) -> Result<(), BrowserError> {
    local()?.set_item(key, value).map_err(BrowserError::from)
}

/// Forgets a key.
///
/// # Errors
/// Fails where the storage is blocked.
pub fn remove(key: &str) -> Result<(), BrowserError> {
    local()?.remove_item(key).map_err(BrowserError::from)
}

/// Asks the browser not to evict this site's data when the disk is full. Firefox asks the reader, others decide by
/// themselves; the answer changes nothing here.
pub fn ask_to_persist() {
    let ask = || -> Result<JsValue, JsValue> {
        let navigator = web_sys::window().ok_or("window")?.navigator();
        let storage = Reflect::get(&navigator, &"storage".into())?;
        Reflect::get(&storage, &"persist".into())?.dyn_into::<Function>()?.call0(&storage)
    };
    if let Some(Ok(asked)) = ask().ok().map(JsCast::dyn_into::<Promise>) {
        // An unhandled rejection would be reported as an error.
        drop(JsFuture::from(asked));
    }
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// The value of a key in the storage of this tab, which survives reloads.
pub fn get_for_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Sets or removes (`None`) such a key; where the browser refuses, nothing is stored.
pub fn set_for_tab(key: &str, value: Option<&str>) {
    let Some(session) = session() else { return };
    let _ = match value {
        Some(value) => session.set_item(key, value),
        None => session.remove_item(key),
    };
}

/// Every key there is.
///
/// # Errors
/// Fails where the storage is blocked.
pub fn keys() -> Result<Vec<String>, BrowserError> {
    let storage = local()?;
    let length = storage.length()?;
    let mut keys = Vec::with_capacity(length as usize);
    for index in 0..length {
        if let Some(key) = storage.key(index)? {
            keys.push(key);
        }
    }
    Ok(keys)
}
