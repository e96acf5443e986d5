//! Keys and values of `localStorage`: the keys of this copy of the site, and a copy in memory where the browser stores
//! nothing. Knows no draft.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::SaveError;
use crate::file::STORAGE_UNITS;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsValue) -> Uint8Array;
}

thread_local! {
    /// Values written and removed (`None`) where the browser stores nothing.
    static MEMORY: RefCell<BTreeMap<String, Option<String>>> = const { RefCell::new(BTreeMap::new()) };
    static BLOCKED: Cell<Option<bool>> = const { Cell::new(None) };
    static PREFIX: OnceCell<String> = const { OnceCell::new() };
}

/// The prefix of every key of every copy of the site.
pub(super) const NAME: &str = "groundswell";

pub(super) const INDEX: &str = "index";

pub(super) const PLAN: &str = "plan.";

pub(super) const REVISION: &str = "rev.";

pub(super) const TRASH: &str = "trash.";

pub(super) const ORIGINAL: &str = "original.";

/// The capacity of the storage: keys and values of all pages of the origin, in UTF-16 units.
pub const CAPACITY: usize = STORAGE_UNITS;

/// The browser's storage. Its getter throws where it is blocked, which gloo does not expect: so it is tried here first.
pub(super) fn raw() -> Option<Storage> {
    let is_there = matches!(web_sys::window()?.local_storage(), Ok(Some(_)));
    is_there.then(LocalStorage::raw)
}

/// Whether the browser stores nothing, so that everything is in memory only and lost with the page.
pub fn is_blocked() -> bool {
    if let Some(known) = BLOCKED.get() {
        return known;
    }
    let there = raw().is_some();
    BLOCKED.set(Some(!there));
    !there
}

/// The folder of the page on its origin, with a slash at both ends, which distinguishes copies of the site on one
/// origin.
pub fn scope() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    path[..path.rfind('/').map_or(0, |at| at + 1)].to_owned()
}

pub(super) fn with_prefix<R>(look: impl FnOnce(&str) -> R) -> R {
    PREFIX.with(|prefix| look(prefix.get_or_init(|| [NAME, &scope(), "."].concat())))
}

/// The value of a key in memory, if there is one; `Some(None)` where it was removed.
#[allow(clippy::option_option)]
pub(super) fn in_memory(key: &str) -> Option<Option<String>> {
    if is_blocked() { MEMORY.with_borrow(|memory| memory.get(key).cloned()) } else { None }
}

pub(super) fn get(key: &str) -> Option<String> {
    in_memory(key).unwrap_or_else(|| raw()?.get_item(key).ok()?)
}

/// The value of a key, decoded natively. The usual way copies it character by character, which takes too long for a
/// large plan.
pub(super) fn get_whole(key: &str) -> Option<String> {
    in_memory(key).unwrap_or_else(|| {
        let text = Reflect::get(&raw()?.into(), &key.into()).ok().filter(JsValue::is_string)?;
        String::from_utf8(TextEncoder::new().encode(&text).to_vec()).ok()
    })
}

/// Whether a key exists, without fetching its value.
pub(super) fn has(key: &str) -> bool {
    in_memory(key).map_or_else(
        || raw().is_some_and(|storage| Reflect::has(&storage.into(), &key.into()).unwrap_or(false)),
        |value| value.is_some(),
    )
}

pub(super) fn set(key: &str, value: &str) -> Result<(), SaveError> {
    if !is_blocked() {
        let Some(Err(error)) = raw().map(|storage| storage.set_item(key, value)) else { return Ok(()) };
        if is_full(&error) {
            return Err(SaveError::Full);
        }
        // Nothing is stored from here on: the page continues in memory.
        BLOCKED.set(Some(true));
    }
    MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), Some(value.to_owned())));
    Ok(())
}

pub(super) fn remove(key: &str) {
    if is_blocked() {
        MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), None));
    } else if let Some(storage) = raw() {
        // Removing a missing key does not fail.
        let _ = storage.remove_item(key);
    }
}

/// Every key of the origin.
pub(super) fn keys() -> Vec<String> {
    let mut keys: Vec<String> = raw().map_or_else(Vec::new, |storage| {
        (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten()).collect()
    });
    if is_blocked() {
        MEMORY.with_borrow(|memory| {
            keys.retain(|key| !memory.contains_key(key));
            keys.extend(memory.iter().filter(|(_, value)| value.is_some()).map(|(key, _)| key.clone()));
        });
    }
    keys
}

/// Whether an error means that the storage is full, not that it takes nothing at all: some browsers report "full" for a
/// storage without any room.
pub(super) fn is_full(error: &JsValue) -> bool {
    let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default();
    // The second is Firefox's name.
    if name != "QuotaExceededError" && name != "NS_ERROR_DOM_QUOTA_REACHED" {
        return false;
    }
    let Some(storage) = raw() else { return false };
    let probe = key(INDEX, ".probe");
    let takes_some = storage.set_item(&probe, "").is_ok();
    let _ = storage.remove_item(&probe);
    takes_some || used() > CAPACITY / 20
}

/// How many UTF-16 units all pages of the origin use.
pub fn used() -> usize {
    size_of(|_| true)
}

pub(super) fn size_of(counts: impl Fn(&String) -> bool) -> usize {
    let Some(storage) = raw() else { return 0 };
    let storage: JsValue = storage.into();
    let length = |key: &String| {
        let value = Reflect::get(&storage, &key.into()).ok()?;
        Some(key.encode_utf16().count() + value.dyn_ref::<js_sys::JsString>()?.length() as usize)
    };
    keys().iter().filter(|key| counts(key)).filter_map(length).sum()
}

pub(super) fn key(kind: &str, id: &str) -> String {
    with_prefix(|prefix| [prefix, kind, id].concat())
}

/// A key without the prefix of this page.
pub(super) fn without_prefix(key: &str) -> Option<String> {
    with_prefix(|prefix| key.strip_prefix(prefix).map(str::to_owned))
}
