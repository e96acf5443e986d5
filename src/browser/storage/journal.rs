//! The crash journal: the newest state of each draft in `IndexedDB`, beside the drafts in `localStorage`.
//!
//! Browsers write `localStorage` to the disk up to a minute later or more; what is not written is lost if they crash. A
//! transaction of `IndexedDB` reports when it is done, which here means on the disk (`durability: "strict"`).
//!
//! Two stores, so that all entries can be read without their texts: `heads` holds a [`JournalEntry`] for each draft,
//! `texts` the plan file's text under the same id. The name of the database contains the page's folder, as the drafts'
//! keys do.
//!
//! The interface is called by name through reflection: generated bindings would add to the first load, which does not
//! use this file.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::page::clock::with_timeout;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Revision;

const HEADS: &str = "heads";
const TEXTS: &str = "texts";
/// How long an answer may take, in milliseconds; then the journal counts as missing and work goes on.
const TIMEOUT_MS: i32 = 4000;

thread_local! {
    static STATE: RefCell<DatabaseState> = const { RefCell::new(DatabaseState::Closed) };
}

#[derive(Clone)]
enum DatabaseState {
    Closed,
    Open(JsValue),
    /// It failed once; asking again would delay every save.
    Missing,
}

/// What the journal holds of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// The plan's id.
    pub id: String,
    /// Which state of the draft it holds.
    pub revision: Revision,
    /// When the draft was deleted, in milliseconds since 1970, if it was.
    pub deleted_at: Option<i64>,
    /// When this was written.
    pub written_at: i64,
}

impl JournalEntry {
    fn to_text(&self) -> String {
        let deleted = self.deleted_at.unwrap_or(0).to_string();
        [self.id.as_str(), self.revision.as_text(), &deleted, &self.written_at.to_string()].join("\t")
    }

    fn from_value(value: &JsValue) -> Option<JournalEntry> {
        let text = value.as_string()?;
        let mut parts = text.split('\t');
        Some(JournalEntry {
            id: parts.next()?.to_owned(),
            revision: Revision::from_text(parts.next()?),
            deleted_at: parts.next()?.parse().ok().filter(|&at| at != 0),
            written_at: parts.next()?.parse().ok()?,
        })
    }
}

/// Which state may be overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// That state and older ones.
    State(Revision),
    /// Any state.
    Anything,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalError {
    /// The browser has no `IndexedDB` for this page, or it does not answer.
    Missing,
    /// It holds a state that the writer did not know of.
    Changed(JournalEntry),
}

impl std::fmt::Display for JournalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("the crash journal does not answer"),
            Self::Changed(head) => write!(f, "the crash journal holds another state of {}", head.id),
        }
    }
}

impl std::error::Error for JournalError {}

/// Whether the journal has failed on this page: saves reach the disk when the browser writes it.
pub fn is_missing() -> bool {
    STATE.with_borrow(|state| matches!(state, DatabaseState::Missing))
}

/// All entries, without texts.
///
/// # Errors
/// Fails where there is no journal; see [`JournalError`].
pub async fn entries() -> Result<Vec<JournalEntry>, JournalError> {
    bounded(async {
        let heads = store(&begin("readonly").await?, HEADS)?;
        let all: Array = answer(&call(&heads, "getAll", &[])?).await?.dyn_into()?;
        Ok(Ok(all.iter().filter_map(|value| JournalEntry::from_value(&value)).collect()))
    })
    .await
}

/// The text of an entry; `None` where there is none.
///
/// # Errors
/// Fails where there is no journal; see [`JournalError`].
pub async fn text(id: &str) -> Result<Option<String>, JournalError> {
    bounded(async {
        let texts = store(&begin("readonly").await?, TEXTS)?;
        Ok(Ok(answer(&call(&texts, "get", &[id.into()])?).await?.as_string()))
    })
    .await
}

/// Replaces the entry and text of a draft, or removes the text (`None`). It is on the disk when this is done.
///
/// # Errors
/// Fails where there is no journal, and with [`JournalError::Changed`] where the entry is not the one in `over`.
pub async fn put(head: &JournalEntry, text: Option<&str>, over: &Overwrite) -> Result<(), JournalError> {
    bounded(async {
        let transaction = begin("readwrite").await?;
        let done = event(&transaction, "oncomplete", &["onabort", "onerror"]);
        let (heads, texts) = (store(&transaction, HEADS)?, store(&transaction, TEXTS)?);
        let id = JsValue::from_str(&head.id);
        let found = JournalEntry::from_value(&answer(&call(&heads, "get", std::slice::from_ref(&id))?).await?);
        if let (Overwrite::State(known), Some(found)) = (over, found) {
            if found.revision == head.revision {
                return Ok(Ok(()));
            }
            if found.revision != *known && !known.is_newer_than(&found.revision) {
                return Ok(Err(JournalError::Changed(found)));
            }
        }
        call(&heads, "put", &[head.to_text().into(), id.clone()])?;
        match text {
            Some(text) => call(&texts, "put", &[text.into(), id])?,
            None => call(&texts, "delete", &[id])?,
        };
        // It would be committed automatically, but later; not every browser supports this.
        let _ = call(&transaction, "commit", &[]);
        done.await?;
        Ok(Ok(()))
    })
    .await
}

/// Removes the entry and text of a draft, unless it has changed since `known`.
///
/// # Errors
/// Fails where there is no journal, and with [`JournalError::Changed`] where the entry has changed.
pub async fn clear(known: &JournalEntry) -> Result<(), JournalError> {
    bounded(async {
        let transaction = begin("readwrite").await?;
        let done = event(&transaction, "oncomplete", &["onabort", "onerror"]);
        let (heads, texts) = (store(&transaction, HEADS)?, store(&transaction, TEXTS)?);
        let id = JsValue::from_str(&known.id);
        let found = JournalEntry::from_value(&answer(&call(&heads, "get", std::slice::from_ref(&id))?).await?);
        if found.as_ref() == Some(known) {
            call(&heads, "delete", std::slice::from_ref(&id))?;
            call(&texts, "delete", &[id])?;
        }
        done.await?;
        Ok(Ok(()))
    })
    .await
}

/// Runs a database operation with a timeout. After any failure the journal counts as missing.
async fn bounded<R>(work: impl Future<Output = Result<Result<R, JournalError>, JsValue>>) -> Result<R, JournalError> {
    if is_missing() {
        return Err(JournalError::Missing);
    }
    if let Some(Ok(outcome)) = with_timeout(TIMEOUT_MS, work).await {
        return outcome;
    }
    STATE.set(DatabaseState::Missing);
    Err(JournalError::Missing)
}

/// A transaction over both stores. A database that was closed meanwhile, as where the reader clears the site's data, is
/// opened once more.
async fn begin(mode: &str) -> Result<JsValue, JsValue> {
    if let DatabaseState::Open(database) = STATE.with_borrow(Clone::clone)
        && let Ok(transaction) = transaction(&database, mode)
    {
        return Ok(transaction);
    }
    let database = open().await?;
    STATE.set(DatabaseState::Open(database.clone()));
    transaction(&database, mode)
}

fn transaction(database: &JsValue, mode: &str) -> Result<JsValue, JsValue> {
    let stores = Array::of2(&HEADS.into(), &TEXTS.into());
    let options = Object::new();
    set(&options, "durability", &"strict".into())?;
    call(database, "transaction", &[stores.into(), mode.into(), options.into()])
}

async fn open() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or("window")?;
    // The getter throws or returns nothing where the browser refuses it.
    let factory = Reflect::get(&window, &"indexedDB".into())?;
    let name = ["groundswell", &drafts::scope()].concat();
    let request = call(&factory, "open", &[name.into(), 1.into()])?;
    let first = Promise::new(&mut |resolve, reject| {
        for name in ["onupgradeneeded", "onsuccess"] {
            let _ = set(&request, name, &resolve);
        }
        for name in ["onerror", "onblocked"] {
            let _ = set(&request, name, &reject);
        }
    });
    let first = JsFuture::from(first).await?;
    let database = get(&request, "result")?;
    if get(&first, "type")?.as_string().as_deref() == Some("upgradeneeded") {
        for name in [HEADS, TEXTS] {
            call(&database, "createObjectStore", &[name.into()])?;
        }
        event(&request, "onsuccess", &["onerror"]).await?;
    }
    // Do not block a page that clears the site's data or a later version that needs other stores.
    let close = call(&get(&database, "close")?, "bind", std::slice::from_ref(&database))?;
    set(&database, "onversionchange", &close)?;
    Ok(database)
}

fn store(transaction: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    call(transaction, "objectStore", &[name.into()])
}

/// The result of a request.
async fn answer(request: &JsValue) -> Result<JsValue, JsValue> {
    event(request, "onsuccess", &["onerror"]).await?;
    get(request, "result")
}

/// The first of some events, as a future: an error if it is one of `bad`.
fn event(target: &JsValue, good: &str, bad: &[&str]) -> JsFuture {
    let promise = Promise::new(&mut |resolve, reject| {
        // Setting a plain property does not fail.
        let _ = set(target, good, &resolve);
        for name in bad {
            let _ = set(target, name, &reject);
        }
    });
    JsFuture::from(promise)
}

fn get(target: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(target, &name.into())
}

fn set(target: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(target, &name.into(), value).map(|_| ())
}

fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(target, method)?.dyn_into()?;
    Reflect::apply(&method, target, &arguments.iter().collect())
}
