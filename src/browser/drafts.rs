//! Drafts in `localStorage`: each plan's file text under its id, with a revision, and an index of all of them.
//!
//! - `groundswell.plan.<id>` is exactly the plan file's text, so that it can be downloaded without this program.
//! - `groundswell.rev.<id>` is its [`Revision`]. It is compared before every write: a draft that another tab has
//!   changed is never overwritten.
//! - `groundswell.index` says what a list of plans shows. It is a convenience: what it lacks is read from the drafts.
//! - `groundswell.trash.<id>` holds what was deleted, `groundswell.original.<id>` a draft as it was before it was
//!   brought up to a newer file version.
//!
//! Texts go in and out as they are; what they mean is not known here. Where the browser blocks its storage, the
//! same functions keep everything in memory, and [`is_blocked`] says so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::random;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsValue) -> Uint8Array;
}

const INDEX: &str = "groundswell.index";
const PLAN: &str = "groundswell.plan.";
const REVISION: &str = "groundswell.rev.";
const TRASH: &str = "groundswell.trash.";
const ORIGINAL: &str = "groundswell.original.";

/// Why a draft was not saved. What was stored before is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The browser lets nothing be stored.
    Blocked,
    /// The storage is full.
    Full,
    /// Another tab has saved it since it was read here.
    ChangedElsewhere,
    /// It was deleted since it was read here.
    DeletedElsewhere,
}

/// Which state of a draft this is, and which one it came from: two names, so that a tab that hears of a write sees
/// whether the writer knew of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(String);

impl Revision {
    /// A fresh one that follows another. All are of one length, so that replacing one never needs room.
    fn after(parent: &Revision) -> Self {
        let own = random::bits();
        let mut text = hex(own);
        text.push('-');
        text.push_str(parent.own());
        Self(text)
    }

    fn own(&self) -> &str {
        self.0.get(..16).unwrap_or("0000000000000000")
    }

    /// Whether this one was written by someone who knew of `parent`.
    pub fn follows(&self, parent: &Revision) -> bool {
        self.0.get(17..) == Some(parent.own())
    }
}

fn hex(bits: u64) -> String {
    (0..16).rev().map(|digit| char::from_digit((bits >> (4 * digit) & 15) as u32, 16).unwrap_or('0')).collect()
}

/// What a list of plans shows of one without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The plan's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    #[serde(with = "day")]
    pub first_day: Option<NaiveDate>,
    /// Its last day.
    #[serde(with = "day")]
    pub last_day: Option<NaiveDate>,
    /// When it was last saved, in milliseconds since 1970.
    pub updated_at: i64,
    /// The state of the draft that all this was taken from.
    pub revision: Revision,
    /// The length of its text then, in bytes.
    pub size: usize,
    /// When it was deleted, if it was.
    pub deleted_at: Option<i64>,
}

/// Days in the index. The calendar crate reads them too, along with every other way to write a day, and that would be
/// in the first load.
#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // the shape that serde calls
mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, out: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.and_then(|text| {
            let mut parts = text.splitn(3, '-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }))
    }
}

/// A draft as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The plan file's text.
    pub text: String,
    /// Which state this is.
    pub revision: Revision,
}

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    static BLOCKED: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether the browser keeps its storage shut, so that everything is in memory only and gone with the page.
pub fn is_blocked() -> bool {
    if let Some(known) = BLOCKED.get() {
        return known;
    }
    // The getter itself throws where storage is blocked, and gloo takes that for a bug: so it is asked here first.
    let there = web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))));
    BLOCKED.set(Some(!there));
    !there
}

fn get(key: &str) -> Option<String> {
    if is_blocked() {
        return MEMORY.with_borrow(|memory| memory.get(key).cloned());
    }
    LocalStorage::raw().get_item(key).ok().flatten()
}

/// The value of a key at one stroke. The usual way hands a text over letter by letter, which a large plan is too long for.
fn get_whole(key: &str) -> Option<String> {
    if is_blocked() {
        return get(key);
    }
    let text = Reflect::get(&LocalStorage::raw(), &key.into()).ok().filter(JsValue::is_string)?;
    String::from_utf8(TextEncoder::new().encode(&text).to_vec()).ok()
}

/// Whether a key is there, without fetching what it holds.
fn has(key: &str) -> bool {
    if is_blocked() {
        return MEMORY.with_borrow(|memory| memory.contains_key(key));
    }
    Reflect::has(&LocalStorage::raw(), &key.into()).unwrap_or(false)
}

fn set(key: &str, value: &str) -> Result<(), SaveError> {
    if is_blocked() {
        MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), value.to_owned()));
        return Ok(());
    }
    LocalStorage::raw().set_item(key, value).map_err(|error| kind_of(&error))
}

fn remove(key: &str) {
    if is_blocked() {
        MEMORY.with_borrow_mut(|memory| memory.remove(key));
    } else {
        LocalStorage::delete(key);
    }
}

fn keys() -> Vec<String> {
    if is_blocked() {
        return MEMORY.with_borrow(|memory| memory.keys().cloned().collect());
    }
    let storage = LocalStorage::raw();
    (0..LocalStorage::length()).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

fn kind_of(error: &JsValue) -> SaveError {
    let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default();
    // The second is what Firefox calls it.
    if name == "QuotaExceededError" || name == "NS_ERROR_DOM_QUOTA_REACHED" {
        SaveError::Full
    } else {
        SaveError::Blocked
    }
}

fn key(prefix: &str, id: &str) -> String {
    prefix.to_owned() + id
}

/// The id in the storage key of a draft's revision: a change of such a key is a change of that draft.
pub fn revised(storage_key: &str) -> Option<&str> {
    storage_key.strip_prefix(REVISION)
}

/// The revision that a storage key's value says.
pub fn revision_in(value: Option<String>) -> Option<Revision> {
    value.map(Revision)
}

/// Whether a storage key belongs to what [`cards`] lists.
pub fn is_listed(storage_key: &str) -> bool {
    storage_key == INDEX || [PLAN, REVISION, TRASH].iter().any(|prefix| storage_key.starts_with(prefix))
}

/// Every draft and every deleted one, the newest first. One that the index does not know comes with its id alone.
pub fn cards() -> Vec<Card> {
    let index = index();
    let mut cards: Vec<Card> = Vec::with_capacity(index.len());
    for key in keys() {
        let (id, deleted) = match (key.strip_prefix(PLAN), key.strip_prefix(TRASH)) {
            (Some(id), _) => (id, false),
            (_, Some(id)) => (id, true),
            _ => continue,
        };
        let known = index.iter().find(|card| card.id == id && card.deleted_at.is_some() == deleted);
        cards.push(known.cloned().unwrap_or_else(|| Card {
            id: id.to_owned(),
            deleted_at: deleted.then_some(0),
            ..Card::default()
        }));
    }
    cards.sort_by(|a, b| b.updated_at.cmp(&a.updated_at).then_with(|| a.id.cmp(&b.id)));
    cards
}

/// The index as it stands; empty where it is missing or damaged, for then the drafts themselves say it.
fn index() -> Vec<Card> {
    get(INDEX).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Changes the index. That it could not be written is no loss: see [`cards`].
fn change_index(change: impl FnOnce(&mut Vec<Card>)) {
    let mut cards = index();
    change(&mut cards);
    if let Ok(text) = serde_json::to_string(&cards) {
        let _ = set(INDEX, &text);
    }
}

/// Notes in the index what a draft says of itself.
pub fn note(card: Card) {
    change_index(|cards| {
        cards.retain(|other| other.id != card.id || other.deleted_at.is_some() != card.deleted_at.is_some());
        cards.push(card);
    });
}

fn forget_card(id: &str, deleted: bool) {
    change_index(|cards| cards.retain(|card| card.id != id || card.deleted_at.is_some() != deleted));
}

/// A draft; `None` if there is none of that id.
pub fn read(id: &str) -> Option<Stored> {
    let revision = revision(id);
    Some(Stored { text: get_whole(&key(PLAN, id))?, revision })
}

/// The state a draft is in; a draft without one, as written by hand, has the empty one.
pub fn revision(id: &str) -> Revision {
    Revision(get(&key(REVISION, id)).unwrap_or_default())
}

/// Whether there is a draft of that id.
pub fn exists(id: &str) -> bool {
    has(&key(PLAN, id))
}

/// Saves a draft that `known` is the last known state of, or a new one (`None`), and notes its card.
pub fn write(text: &str, known: Option<&Revision>, card: Card) -> Result<Revision, SaveError> {
    let (plan, rev) = (key(PLAN, &card.id), key(REVISION, &card.id));
    match (known, exists(&card.id)) {
        (Some(_), false) => return Err(SaveError::DeletedElsewhere),
        (None, true) => return Err(SaveError::ChangedElsewhere),
        (Some(known), true) if *known != revision(&card.id) => return Err(SaveError::ChangedElsewhere),
        _ => {}
    }
    let next = Revision::after(known.unwrap_or(&Revision::default()));
    let first = known.is_none_or(|known| known.0.len() != next.0.len());
    if first {
        // The first revision takes up room, so it goes first: no draft may be there without one that fits it.
        set(&rev, &Revision::after(&Revision::default()).0)?;
    }
    if let Err(error) = set(&plan, text) {
        if first {
            remove(&rev);
        }
        return Err(error);
    }
    set(&rev, &next.0)?;
    note(Card { revision: next.clone(), size: text.len(), ..card });
    Ok(next)
}

/// Puts a draft away among the deleted ones.
pub fn delete(id: &str, now: i64) -> Result<(), SaveError> {
    let Some(text) = get(&key(PLAN, id)) else { return Ok(()) };
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_none()).unwrap_or_default();
    let (plan, trash) = (key(PLAN, id), key(TRASH, id));
    if set(&trash, &text).is_err() {
        // No room for it twice: take it away first, and put it back if that does not help.
        remove(&plan);
        if let Err(error) = set(&trash, &text) {
            set(&plan, &text)?;
            return Err(error);
        }
    }
    remove(&plan);
    remove(&key(REVISION, id));
    forget_card(id, false);
    note(Card { id: id.to_owned(), deleted_at: Some(now), ..card });
    Ok(())
}

/// The text of a deleted draft.
pub fn deleted(id: &str) -> Option<String> {
    get(&key(TRASH, id))
}

/// Takes a deleted draft back among the drafts. It fails where a draft of its id is there again.
pub fn restore(id: &str) -> Result<(), SaveError> {
    let Some(text) = deleted(id) else { return Ok(()) };
    if exists(id) {
        return Err(SaveError::ChangedElsewhere);
    }
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_some()).unwrap_or_default();
    let card = Card { id: id.to_owned(), deleted_at: None, ..card };
    // A card that was never taken from this text, as of a damaged draft, says nothing about it.
    let is_known = card.size == text.len();
    if write(&text, None, card.clone()).is_err() {
        remove(&key(TRASH, id));
        if let Err(error) = write(&text, None, card) {
            set(&key(TRASH, id), &text)?;
            return Err(error);
        }
    }
    if !is_known {
        forget_card(id, false);
    }
    discard(id);
    Ok(())
}

/// Forgets a deleted draft for good.
pub fn discard(id: &str) {
    remove(&key(TRASH, id));
    if !exists(id) {
        remove(&key(ORIGINAL, id));
    }
    forget_card(id, true);
}

/// Keeps a draft's text as it was before it was brought up to a newer file version. The first one kept stays.
pub fn keep_original(id: &str, text: &str) -> Result<(), SaveError> {
    let key = key(ORIGINAL, id);
    if get(&key).is_some() { Ok(()) } else { set(&key, text) }
}

/// A draft's text as it was before it was brought up to a newer file version.
pub fn original(id: &str) -> Option<String> {
    get(&key(ORIGINAL, id))
}

/// Forgets that text.
pub fn discard_original(id: &str) {
    remove(&key(ORIGINAL, id));
}
