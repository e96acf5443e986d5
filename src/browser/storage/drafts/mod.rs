//! Drafts in `localStorage`: each plan's file text under its id, with a revision, and an index of all of them.
//!
//! Every key begins with the page's folder (`groundswell/folder/.`), so that two copies of the site on one origin keep
//! their plans apart. Keys of earlier versions (`groundswell.`) are moved there: see [`migrate_legacy_keys`].
//!
//! - `….plan.<id>` is exactly the plan file's text, so that it can be downloaded without this program.
//! - `….rev.<id>` is its [`Revision`]. It is compared before every write: a draft that another tab has
//!   changed is never overwritten.
//! - `….index` says what a list of plans shows. It is optional: what is missing is read from the drafts.
//! - `….trash.<id>` holds what was deleted, `….original.<id>` a draft as it was before it was
//!   brought up to a newer file version.
//!
//! Texts are stored unchanged; this module does not know what they mean. Where the browser blocks its storage, or
//! refuses every write, the same functions keep everything in memory, and [`is_blocked`] returns `true`.

mod index;
mod keys;
mod revision;

use std::fmt;

use crate::browser::page::random;
use crate::plan::PlanId;

use index::index;
pub use index::{
    Card, CardFigures, cards, exported_at, forget_card, is_any_listed, is_any_there, is_listed, name_of, note,
    note_export,
};
pub use keys::{CAPACITY, is_blocked, scope, used};
use keys::{
    INDEX, NAME, ORIGINAL, PLAN, REVISION, TRASH, get, get_whole, has, key, keys, raw, remove, set, size_of,
    without_prefix,
};
pub use revision::Revision;

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

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the storage is full",
            Self::ChangedElsewhere => "another tab has changed the draft",
            Self::DeletedElsewhere => "another tab has deleted the draft",
        })
    }
}

impl std::error::Error for SaveError {}

/// A draft as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// The plan file's text.
    pub text: String,
    /// Which state this is.
    pub revision: Revision,
}

/// The id in the storage key of a draft's revision; a change of that key is a change of the draft.
pub fn id_of_revision_key(storage_key: &str) -> Option<String> {
    Some(without_prefix(storage_key)?.strip_prefix(REVISION)?.to_owned())
}

/// The revision in the value of a storage key.
pub fn revision_in(value: Option<String>) -> Option<Revision> {
    value.map(Revision)
}

/// Moves the drafts of earlier versions, whose keys had no folder, to this copy of the site: the first copy that is
/// opened takes all of them. Must be called once, before anything is read.
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
            // Keep both: the key identifies a draft, so another key makes it another plan.
            new = key(kind, &PlanId::from_bits(random::bits()).to_string());
        }
        if storage.set_item(&new, &text).is_err() {
            // No room for the longer key: it stays under the old one until there is.
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

/// A draft; `None` if there is none of that id.
pub fn read(id: &str) -> Option<StoredDraft> {
    let revision = revision(id);
    Some(StoredDraft { text: get_whole(&key(PLAN, id))?, revision })
}

/// The revision of a draft; an empty one for a draft without, as written by hand.
pub fn revision(id: &str) -> Revision {
    Revision(get(&key(REVISION, id)).unwrap_or_default())
}

/// Whether there is a draft of that id.
pub fn exists(id: &str) -> bool {
    has(&key(PLAN, id))
}

/// Checks that a draft has the last known revision: `None` where there was none.
///
/// # Errors
/// Fails where the draft was changed or deleted elsewhere.
pub fn check_unchanged(id: &str, known: Option<&Revision>) -> Result<(), SaveError> {
    match (known, exists(id)) {
        (Some(_), false) => Err(SaveError::DeletedElsewhere),
        (None, true) => Err(SaveError::ChangedElsewhere),
        (Some(known), true) if *known != revision(id) => Err(SaveError::ChangedElsewhere),
        _ => Ok(()),
    }
}

/// Saves a draft whose last known revision is `known`, or a new one (`None`), as the revision `next`, with its card.
///
/// # Errors
/// Fails where the draft was changed or deleted elsewhere, and where the storage is blocked or full.
pub fn write(text: &str, known: Option<&Revision>, next: &Revision, card: Card) -> Result<(), SaveError> {
    check_unchanged(&card.id, known)?;
    replace(text, next, card)
}

/// Saves a draft whatever is stored.
///
/// # Errors
/// Fails where the storage is blocked or full; the draft is as it was.
pub fn replace(text: &str, next: &Revision, card: Card) -> Result<(), SaveError> {
    let (plan, rev) = (key(PLAN, &card.id), key(REVISION, &card.id));
    let first = revision(&card.id).0.len() != next.0.len();
    if first {
        // The first revision needs room, so it is written first: no draft may exist without a matching one.
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

/// Moves a draft to the trash as the revision `next`: with `text` where that is newer than what is stored. On an error
/// nothing has changed.
///
/// # Errors
/// Fails where the storage has no room for the trash.
pub fn delete(id: &str, text: Option<&str>, next: &Revision, now: i64) -> Result<(), SaveError> {
    let (plan, rev, trash) = (key(PLAN, id), key(REVISION, id), key(TRASH, id));
    let Some(stored) = get_whole(&plan) else { return Ok(()) };
    let text = text.unwrap_or(&stored);
    let revision = revision(id);
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_none()).unwrap_or_default();
    // There may be no room for it twice: it is removed first, and put back if that does not help.
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

/// The revision of a deleted draft; an empty one where it is unknown.
pub fn deleted_revision(id: &str) -> Revision {
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_some());
    card.map(|card| card.revision).unwrap_or_default()
}

/// Whether something happens for the first time in this browser, which is stored.
pub fn is_first_time(what: &str) -> bool {
    let key = key("did.", what);
    !has(&key) && set(&key, "1").is_ok()
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

/// Restores a draft from the trash as the revision `next`. Fails where a draft of its id exists again.
///
/// # Errors
/// Fails where a draft of its id exists again, or the storage is full.
pub fn restore(id: &str, next: &Revision) -> Result<(), SaveError> {
    let Some(text) = deleted(id) else { return Ok(()) };
    let card = index().into_iter().find(|card| card.id == id && card.deleted_at.is_some()).unwrap_or_default();
    let card = Card { id: id.to_owned(), deleted_at: None, ..card };
    // A card that was not made from this text, as of a damaged draft, says nothing about it.
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

/// Deletes a draft in the trash for good.
pub fn discard(id: &str) {
    remove(&key(TRASH, id));
    if !exists(id) {
        remove(&key(ORIGINAL, id));
    }
    forget_card(id, true);
}

/// Stores a draft's text as it was before its migration to a newer file version. An earlier one is not replaced.
///
/// # Errors
/// Fails where the storage is blocked or full.
pub fn keep_original(id: &str, text: &str) -> Result<(), SaveError> {
    let key = key(ORIGINAL, id);
    if get(&key).is_some() { Ok(()) } else { set(&key, text) }
}

/// A draft's text as it was before its migration to a newer file version.
pub fn original(id: &str) -> Option<String> {
    get(&key(ORIGINAL, id))
}

/// Deletes that text.
pub fn discard_original(id: &str) {
    remove(&key(ORIGINAL, id));
}
