//! Drafts in `localStorage`: each plan's file text under its id, with a revision, and an index of all of them.
//!
//! Every key begins with the folder the page stands in (`groundswell/folder/.`), so that two copies of the site on one
//! origin keep their plans apart. Keys of earlier versions (`groundswell.`) are moved there: see [`migrate_legacy_keys`].
//!
//! - `….plan.<id>` is exactly the plan file's text, so that it can be downloaded without this program.
//! - `….rev.<id>` is its [`Revision`]. It is compared before every write: a draft that another tab has
//!   changed is never overwritten.
//! - `….index` says what a list of plans shows. It is a convenience: what it lacks is read from the drafts.
//! - `….trash.<id>` holds what was deleted, `….original.<id>` a draft as it was before it was
//!   brought up to a newer file version.
//!
//! Texts go in and out as they are; what they mean is not known here. Where the browser blocks its storage, or refuses
//! every write, the same functions keep everything in memory, and [`is_blocked`] says so.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;
use js_sys::{Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use gloo_storage::{LocalStorage, Storage as _};
use web_sys::Storage;

use crate::browser::page::{clock, random};
use crate::file::STORAGE_UNITS;
use crate::plan::PlanId;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsValue) -> Uint8Array;
}

/// What every key of every copy of the site begins with.
const NAME: &str = "groundswell";
const INDEX: &str = "index";
const PLAN: &str = "plan.";
const REVISION: &str = "rev.";
const TRASH: &str = "trash.";
const ORIGINAL: &str = "original.";

/// How much the storage holds, keys and values of all pages of the origin together, in UTF-16 units.
pub const CAPACITY: usize = STORAGE_UNITS;

/// Why a draft was not saved. What was stored before is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The storage is full.
    Full,
    /// Another tab has saved it since it was read here.
    ChangedElsewhere,
    /// It was deleted since it was read here.
    DeletedElsewhere,
}

/// Which state of a draft this is, and which one it came from: two names, so that a tab that hears of a write sees
/// whether the writer knew of its own.
///
/// A name is an age (8 hexadecimal digits) and 8 random ones. Along a draft's line the age only grows, so that of two
/// states it is seen which one is the newer. It is compared as a distance, since the names of earlier versions begin
/// anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(String);

impl Revision {
    /// A fresh one that follows `parent`, and is newer than `newest` too. All are of one length, so that replacing one
    /// never needs room.
    pub fn after(parent: &Revision, newest: &Revision) -> Self {
        let newest = if newest.is_newer_than(parent) { newest } else { parent };
        let age = match newest.age() {
            Some(age) => age.wrapping_add(1),
            // Of two plans made under one id, the later one is the newer.
            None => u32::try_from((clock::now_ms() / 1000) & i64::from(u32::MAX)).unwrap_or_default(),
        };
        let mut text = hex(u64::from(age) << 32 | random::bits() & u64::from(u32::MAX));
        text.push('-');
        text.push_str(parent.own());
        Self(text)
    }

    /// As it was written into a text.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The revision as a text.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    fn own(&self) -> &str {
        self.0.get(..16).unwrap_or("0000000000000000")
    }

    fn age(&self) -> Option<u32> {
        u32::from_str_radix(self.0.get(..8)?, 16).ok()
    }

    /// Whether this one was written by someone who knew of `parent`.
    pub fn follows(&self, parent: &Revision) -> bool {
        self.0.get(17..) == Some(parent.own())
    }

    /// Whether this one is later on its draft's line than the other. Of two that came from one state, neither is.
    pub fn is_newer_than(&self, other: &Revision) -> bool {
        match (self.age(), other.age()) {
            (Some(own), Some(other)) => own.wrapping_sub(other).cast_signed() > 0,
            (own, _) => own.is_some(),
        }
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
    /// When it was last downloaded as a plan file, if it was.
    pub exported_at: Option<i64>,
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
pub struct StoredDraft {
    /// The plan file's text.
    pub text: String,
    /// Which state this is.
    pub revision: Revision,
}

thread_local! {
    /// What was written and removed (`None`) where the browser stores nothing.
    static MEMORY: RefCell<BTreeMap<String, Option<String>>> = const { RefCell::new(BTreeMap::new()) };
    static BLOCKED: Cell<Option<bool>> = const { Cell::new(None) };
    static PREFIX: OnceCell<String> = const { OnceCell::new() };
}

/// The browser's storage. Its getter throws where it is blocked, which gloo takes for a bug: so it is tried here first.
fn raw() -> Option<Storage> {
    let is_there = matches!(web_sys::window()?.local_storage(), Ok(Some(_)));
    is_there.then(LocalStorage::raw)
}

/// Whether the browser stores nothing, so that all that is written is in memory only and gone with the page.
pub fn is_blocked() -> bool {
    if let Some(known) = BLOCKED.get() {
        return known;
    }
    let there = raw().is_some();
    BLOCKED.set(Some(!there));
    !there
}

/// The folder of the page on its origin, with a slash at both ends: what copies of the site on one origin are told
/// apart by.
pub fn scope() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    path[..path.rfind('/').map_or(0, |at| at + 1)].to_owned()
}

fn with_prefix<R>(look: impl FnOnce(&str) -> R) -> R {
    PREFIX.with(|prefix| look(prefix.get_or_init(|| [NAME, &scope(), "."].concat())))
}

/// What is kept in memory of a key, if anything is; `Some(None)` where it was removed.
#[allow(clippy::option_option)]
fn in_memory(key: &str) -> Option<Option<String>> {
    if is_blocked() { MEMORY.with_borrow(|memory| memory.get(key).cloned()) } else { None }
}

fn get(key: &str) -> Option<String> {
    in_memory(key).unwrap_or_else(|| raw()?.get_item(key).ok()?)
}

/// The value of a key at one stroke. The usual way hands a text over letter by letter, which a large plan is too long for.
fn get_whole(key: &str) -> Option<String> {
    in_memory(key).unwrap_or_else(|| {
        let text = Reflect::get(&raw()?.into(), &key.into()).ok().filter(JsValue::is_string)?;
        String::from_utf8(TextEncoder::new().encode(&text).to_vec()).ok()
    })
}

/// Whether a key is there, without fetching what it holds.
fn has(key: &str) -> bool {
    in_memory(key).map_or_else(
        || raw().is_some_and(|storage| Reflect::has(&storage.into(), &key.into()).unwrap_or(false)),
        |value| value.is_some(),
    )
}

fn set(key: &str, value: &str) -> Result<(), SaveError> {
    if !is_blocked() {
        let Some(Err(error)) = raw().map(|storage| storage.set_item(key, value)) else { return Ok(()) };
        if is_full(&error) {
            return Err(SaveError::Full);
        }
        // Nothing more is stored from here on: the page goes on in memory, over what is stored already.
        BLOCKED.set(Some(true));
    }
    MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), Some(value.to_owned())));
    Ok(())
}

fn remove(key: &str) {
    if is_blocked() {
        MEMORY.with_borrow_mut(|memory| memory.insert(key.to_owned(), None));
    } else if let Some(storage) = raw() {
        // Nothing is thrown for a key that is not there.
        let _ = storage.remove_item(key);
    }
}

/// Every key of the origin.
fn keys() -> Vec<String> {
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

/// Whether an error of the storage says that it is full, rather than that it takes nothing at all: some browsers say
/// "full" of a storage without any room.
fn is_full(error: &JsValue) -> bool {
    let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default();
    // The second is what Firefox calls it.
    if name != "QuotaExceededError" && name != "NS_ERROR_DOM_QUOTA_REACHED" {
        return false;
    }
    let Some(storage) = raw() else { return false };
    let probe = key(INDEX, ".probe");
    let takes_some = storage.set_item(&probe, "").is_ok();
    let _ = storage.remove_item(&probe);
    takes_some || used() > CAPACITY / 20
}

/// How many UTF-16 units all pages of the origin keep.
pub fn used() -> usize {
    size_of(|_| true)
}

fn size_of(counts: impl Fn(&String) -> bool) -> usize {
    let Some(storage) = raw() else { return 0 };
    let storage: JsValue = storage.into();
    let length = |key: &String| {
        let value = Reflect::get(&storage, &key.into()).ok()?;
        Some(key.encode_utf16().count() + value.dyn_ref::<js_sys::JsString>()?.length() as usize)
    };
    keys().iter().filter(|key| counts(key)).filter_map(length).sum()
}

fn key(kind: &str, id: &str) -> String {
    with_prefix(|prefix| [prefix, kind, id].concat())
}

/// The rest of one of this page's own keys.
fn without_prefix(key: &str) -> Option<String> {
    with_prefix(|prefix| key.strip_prefix(prefix).map(str::to_owned))
}

/// The id in the storage key of a draft's revision: a change of such a key is a change of that draft.
pub fn id_of_revision_key(storage_key: &str) -> Option<String> {
    Some(without_prefix(storage_key)?.strip_prefix(REVISION)?.to_owned())
}

/// The revision that a storage key's value says.
pub fn revision_in(value: Option<String>) -> Option<Revision> {
    value.map(Revision)
}

/// Whether a storage key belongs to what [`cards`] lists.
pub fn is_listed(storage_key: &str) -> bool {
    without_prefix(storage_key)
        .is_some_and(|key| key == INDEX || [PLAN, REVISION, TRASH].iter().any(|kind| key.starts_with(kind)))
}

/// Moves what earlier versions kept under keys without a folder to this copy of the site: the first copy that is opened
/// takes all of it. To be called once, before anything is read.
pub fn migrate_legacy_keys() {
    let Some(storage) = raw() else { return };
    let old_index = [NAME, ".", INDEX].concat();
    let mut moved = false;
    for old in keys() {
        let Some((kind, id)) = [PLAN, REVISION, TRASH, ORIGINAL]
            .iter()
            .find_map(|kind| Some((*kind, old.strip_prefix(NAME)?.strip_prefix('.')?.strip_prefix(*kind)?)))
        else {
            continue;
        };
        let Some(text) = get_whole(&old) else { continue };
        let mut new = key(kind, id);
        let taken = get_whole(&new);
        let _ = storage.remove_item(&old);
        moved = true;
        if let Some(taken) = taken {
            if taken == text || kind == REVISION {
                continue;
            }
            // Both are kept: a draft is known by its key, so another key makes it another plan.
            new = key(kind, &PlanId::from_bits(random::bits()).to_string());
        }
        if storage.set_item(&new, &text).is_err() {
            // No room for the longer key: it stays where it was until there is.
            let _ = storage.set_item(&old, &text);
        }
    }
    if moved {
        if !has(&key(INDEX, ""))
            && let Some(text) = get(&old_index)
        {
            let _ = storage.set_item(&key(INDEX, ""), &text);
        }
        let _ = storage.remove_item(&old_index);
    }
}

/// Every draft and every deleted one, the newest first. One that the index does not know comes with its id alone.
pub fn cards() -> Vec<Card> {
    let index = index();
    let mut cards: Vec<Card> = Vec::with_capacity(index.len());
    for key in keys() {
        let Some(key) = without_prefix(&key) else { continue };
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
    get(&key(INDEX, "")).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Changes the index. That it could not be written is no loss: see [`cards`].
fn change_index(change: impl FnOnce(&mut Vec<Card>)) {
    let mut cards = index();
    change(&mut cards);
    if let Ok(text) = serde_json::to_string(&cards) {
        let _ = set(&key(INDEX, ""), &text);
    }
}

/// Notes in the index what a draft says of itself.
pub fn note(card: Card) {
    change_index(|cards| {
        cards.retain(|other| other.id != card.id || other.deleted_at.is_some() != card.deleted_at.is_some());
        cards.push(card);
    });
}

/// Forgets what the index says of a draft: it is read from its text again.
pub fn forget_card(id: &str, deleted: bool) {
    change_index(|cards| cards.retain(|card| card.id != id || card.deleted_at.is_some() != deleted));
}

/// A draft; `None` if there is none of that id.
pub fn read(id: &str) -> Option<StoredDraft> {
    let revision = revision(id);
    Some(StoredDraft { text: get_whole(&key(PLAN, id))?, revision })
}

/// The state a draft is in; a draft without one, as written by hand, has the empty one.
pub fn revision(id: &str) -> Revision {
    Revision(get(&key(REVISION, id)).unwrap_or_default())
}

/// Whether there is a draft of that id.
pub fn exists(id: &str) -> bool {
    has(&key(PLAN, id))
}

/// Whether a draft is in the state that was last known of it: `None` where there was none.
pub fn check_unchanged(id: &str, known: Option<&Revision>) -> Result<(), SaveError> {
    match (known, exists(id)) {
        (Some(_), false) => Err(SaveError::DeletedElsewhere),
        (None, true) => Err(SaveError::ChangedElsewhere),
        (Some(known), true) if *known != revision(id) => Err(SaveError::ChangedElsewhere),
        _ => Ok(()),
    }
}

/// Saves a draft that `known` is the last known state of, or a new one (`None`), as the state `next`, and notes its card.
pub fn write(text: &str, known: Option<&Revision>, next: &Revision, card: Card) -> Result<(), SaveError> {
    check_unchanged(&card.id, known)?;
    replace(text, next, card)
}

/// Saves a draft whatever is stored of it.
pub fn replace(text: &str, next: &Revision, card: Card) -> Result<(), SaveError> {
    let (plan, rev) = (key(PLAN, &card.id), key(REVISION, &card.id));
    let first = revision(&card.id).0.len() != next.0.len();
    if first {
        // The first revision takes up room, so it goes first: no draft may be there without one that fits it.
        set(&rev, &next.0)?;
    }
    if let Err(error) = set(&plan, text) {
        if first {
            remove(&rev);
        }
        return Err(error);
    }
    set(&rev, &next.0)?;
    let exported_at = index().into_iter().find(|other| other.id == card.id && other.deleted_at.is_none());
    let exported_at = card.exported_at.or(exported_at.and_then(|card| card.exported_at));
    note(Card { revision: next.clone(), size: text.len(), exported_at, ..card });
    Ok(())
}

/// Puts a draft away among the deleted ones as the state `next`: with `text` where that is newer than what is stored.
/// On an error it is as it was.
pub fn delete(id: &str, text: Option<&str>, next: &Revision, now: i64) -> Result<(), SaveError> {
    let (plan, rev, trash) = (key(PLAN, id), key(REVISION, id), key(TRASH, id));
    let Some(stored) = get_whole(&plan) else { return Ok(()) };
    let text = text.unwrap_or(&stored);
    let revision = revision(id);
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_none()).unwrap_or_default();
    // There may be no room for it twice: it is taken away first, and put back if that does not help.
    remove(&plan);
    remove(&rev);
    if let Err(error) = set(&trash, text) {
        if !revision.0.is_empty() {
            set(&rev, &revision.0)?;
        }
        set(&plan, &stored)?;
        return Err(error);
    }
    forget_card(id, false);
    let size = if card.size == stored.len() { text.len() } else { card.size };
    note(Card { id: id.to_owned(), deleted_at: Some(now), revision: next.clone(), size, ..card });
    Ok(())
}

/// The state a deleted draft was put away as; the empty one where that is not known.
pub fn deleted_revision(id: &str) -> Revision {
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_some());
    card.map(|card| card.revision).unwrap_or_default()
}

/// Whether this is the first time that a thing is done in this browser, which is noted.
pub fn is_first_time(what: &str) -> bool {
    let key = key("did.", what);
    !has(&key) && set(&key, "1").is_ok()
}

/// When a draft was last handed out as a file, in milliseconds since 1970, if it was.
pub fn exported_at(id: &str) -> Option<i64> {
    index().into_iter().find(|card| card.id == id && card.deleted_at.is_none())?.exported_at
}

/// Notes that a draft was handed out as a file.
pub fn note_export(id: &str, now: i64) {
    change_index(|cards| {
        for card in cards.iter_mut().filter(|card| card.id == id && card.deleted_at.is_none()) {
            card.exported_at = Some(now);
        }
    });
}

/// How many UTF-16 units the deleted drafts take.
pub fn deleted_size() -> usize {
    size_of(|key| without_prefix(key).is_some_and(|key| key.starts_with(TRASH)))
}

/// How many UTF-16 units a draft takes.
pub fn size(id: &str) -> usize {
    let plan = key(PLAN, id);
    size_of(|key| *key == plan)
}

/// The text of a deleted draft.
pub fn deleted(id: &str) -> Option<String> {
    get_whole(&key(TRASH, id))
}

/// Takes a deleted draft back among the drafts, as the state `next`. It fails where a draft of its id is there again.
pub fn restore(id: &str, next: &Revision) -> Result<(), SaveError> {
    let Some(text) = deleted(id) else { return Ok(()) };
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_some()).unwrap_or_default();
    let card = Card { id: id.to_owned(), deleted_at: None, ..card };
    // A card that was never taken from this text, as of a damaged draft, says nothing about it.
    let is_known = card.size == text.len();
    if write(&text, None, next, card.clone()).is_err() {
        remove(&key(TRASH, id));
        if let Err(error) = write(&text, None, next, card) {
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
