//! `localStorage`, guarded: a browser may block it, fill it up or take it away at any call.

use web_sys::Storage;

use super::page::said;

fn local() -> Result<Storage, String> {
    // The getter itself throws where storage is blocked, so it is never unwrapped.
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) => Ok(storage),
        Some(Err(error)) => Err(said(&error)),
        _ => Err("localStorage".to_owned()),
    }
}

/// The value of a key; `Ok(None)` if it was never set.
pub fn get(key: &str) -> Result<Option<String>, String> {
    local()?.get_item(key).map_err(|error| said(&error))
}

/// Sets a key, or says why the browser refused.
pub fn set(key: &str, value: &str) -> Result<(), String> {
    local()?.set_item(key, value).map_err(|error| said(&error))
}

/// Forgets a key.
pub fn remove(key: &str) -> Result<(), String> {
    local()?.remove_item(key).map_err(|error| said(&error))
}

/// Every key there is.
pub fn keys() -> Result<Vec<String>, String> {
    let storage = local()?;
    let length = storage.length().map_err(|error| said(&error))?;
    let mut keys = Vec::with_capacity(length as usize);
    for index in 0..length {
        if let Some(key) = storage.key(index).map_err(|error| said(&error))? {
            keys.push(key);
        }
    }
    Ok(keys)
}
