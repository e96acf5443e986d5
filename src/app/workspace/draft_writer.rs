//! Writes drafts durably: under a lock between tabs, to the crash journal and to the storage. Part of the workspace.
//!
//! An ordinary save takes the lock, writes the journal if that holds no unknown state, and then the storage if that has
//! not changed either. A page that is being left cannot wait for a lock: it compares and writes the storage at once and
//! updates the journal afterwards ([`update_journal`]); if another tab has saved at the same time, the journal shows
//! it, and the other state is kept as a copy.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;

use crate::app::shell::plan_list::copy_name;
use crate::app::workspace::autosave::card;
use crate::app::workspace::editor::display_name;
use crate::browser::page::{clock, random};
use crate::browser::storage::drafts::{Card, Revision, SaveError};
use crate::browser::storage::journal::{JournalEntry, JournalError, Overwrite};
use crate::browser::storage::{drafts, journal, local, lock};
use crate::file;
use crate::plan::Plan;
use crate::plan::model::id::Id;

/// How long the journal keeps a state that the storage holds too, in milliseconds: browsers may take hours to write
/// their storage to the disk.
const KEEP_CONFIRMED_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// The most drafts in the journal before it drops, earlier than that, what the storage holds too.
const MAX_JOURNAL_DRAFTS: usize = 40;

thread_local! {
    /// The revisions that the journal is known to hold.
    static CONFIRMED: RefCell<BTreeMap<String, Revision>> = const { RefCell::new(BTreeMap::new()) };
    /// States from the journal that do not fit into the storage.
    static UNSTORED: RefCell<BTreeMap<String, (Revision, String)>> = const { RefCell::new(BTreeMap::new()) };
    static RECOVERED: RefCell<Vec<Recovered>> = const { RefCell::new(Vec::new()) };
}

/// A plan whose state in the journal was newer than in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recovered {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What happened to that state.
    pub outcome: RecoveryOutcome,
}

/// What happened to a state found in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecoveryOutcome {
    /// It replaced the older one.
    Newest,
    /// It became a new plan, since the storage holds another one that is as new.
    Copy,
    /// The plan was deleted again.
    Deleted,
}

/// A save: what is written, and over which state.
pub(crate) struct DraftWrite {
    pub text: String,
    pub card: Card,
    /// The revision that the storage is known to hold; `None` for a new draft.
    pub known: Option<Revision>,
    /// The newest revision that was written here, even if only to the journal.
    pub newest: Revision,
    /// The revision that is written.
    pub next: Revision,
    /// The text of an older file version, to be kept.
    pub original: Option<String>,
}

/// The name of a draft's lock.
fn lock_name(id: &str) -> String {
    ["groundswell", &drafts::scope(), ".", id].concat()
}

fn head(id: &str, revision: &Revision, deleted_at: Option<i64>) -> JournalEntry {
    JournalEntry { id: id.to_owned(), revision: revision.clone(), deleted_at, written_at: clock::now_ms() }
}

fn note_confirmed(id: &str, revision: &Revision) {
    CONFIRMED.with_borrow_mut(|states| states.insert(id.to_owned(), revision.clone()));
}

/// Whether a save only means that the browser will write it to the disk at some time.
pub(crate) fn saves_lazily() -> bool {
    journal::is_missing()
}

/// Whether that revision is on the disk, or as near to it as this browser gets.
pub(crate) fn is_settled(id: &str, revision: &Revision) -> bool {
    drafts::is_blocked() || saves_lazily() || CONFIRMED.with_borrow(|states| states.get(id) == Some(revision))
}

/// Saves a draft. When it is done, it is on the disk, unless [`saves_lazily`].
///
/// # Errors
/// As [`drafts::write`]; what another tab has written is left as it is. Where the storage is full, the journal holds the
/// new state all the same.
pub(crate) async fn save(write: DraftWrite) -> Result<(), SaveError> {
    let id = write.card.id.clone();
    if drafts::is_blocked() {
        return write_storage(write);
    }
    lock::holding(&lock_name(&id), async {
        drafts::check_unchanged(&id, write.known.as_ref())?;
        let over = match &write.known {
            Some(known) if known.is_newer_than(&write.newest) => Overwrite::State(known.clone()),
            Some(_) => Overwrite::State(write.newest.clone()),
            None => Overwrite::Anything,
        };
        match journal::put(&head(&id, &write.next, None), Some(&write.text), &over).await {
            Ok(()) => note_confirmed(&id, &write.next),
            Err(JournalError::Missing) => {}
            Err(JournalError::Changed(found)) => {
                CONFIRMED.with_borrow_mut(|states| states.remove(&id));
                let is_deleted = found.deleted_at.is_some();
                return Err(if is_deleted { SaveError::DeletedElsewhere } else { SaveError::ChangedElsewhere });
            }
        }
        clock::timed("groundswell:store", || write_storage(write))
    })
    .await
}

/// Asks the browser once, after the first save, not to evict the storage.
pub(crate) fn request_persistence_once() {
    thread_local!(static SEEN: Cell<bool> = const { Cell::new(false) });
    if !SEEN.replace(true) && drafts::is_first_time("persist") {
        local::ask_to_persist();
    }
}

/// The synchronous part of a save.
pub(crate) fn write_storage(write: DraftWrite) -> Result<(), SaveError> {
    drafts::check_unchanged(&write.card.id, write.known.as_ref())?;
    if let Some(original) = &write.original {
        drafts::keep_original(&write.card.id, original)?;
    }
    drafts::write(&write.text, write.known.as_ref(), &write.next, write.card)
}

/// Writes the stored draft, which was written over the state `over`, to the journal. Returns the name of the copy,
/// where the journal held an equally new state of another tab.
pub(crate) async fn update_journal(id: &str, over: Overwrite) -> Option<String> {
    if drafts::is_blocked() || saves_lazily() {
        return None;
    }
    lock::holding(&lock_name(id), async {
        let stored = drafts::read(id)?;
        if is_settled(id, &stored.revision) {
            return None;
        }
        let head = head(id, &stored.revision, None);
        let mut copy = None;
        if let Err(JournalError::Changed(found)) = journal::put(&head, Some(&stored.text), &over).await {
            if found.deleted_at.is_none() {
                copy = keep_copy(id).await;
            }
            journal::put(&head, Some(&stored.text), &Overwrite::Anything).await.ok()?;
        }
        note_confirmed(id, &stored.revision);
        copy
    })
    .await
}

/// As [`update_journal`] for a draft that was opened: a newer state in the journal is one that another tab is saving.
pub(crate) async fn confirm_opened(id: &str) {
    if drafts::is_blocked() || saves_lazily() {
        return;
    }
    lock::holding(&lock_name(id), async {
        let Some(stored) = drafts::read(id) else { return };
        let over = Overwrite::State(stored.revision.clone());
        if journal::put(&head(id, &stored.revision, None), Some(&stored.text), &over).await.is_ok() {
            note_confirmed(id, &stored.revision);
        }
    })
    .await;
}

/// Overwrites the journal with what the reader chose over its state.
pub(crate) async fn overwrite_journal(id: &str) {
    UNSTORED.with_borrow_mut(|held| held.remove(id));
    update_journal(id, Overwrite::Anything).await;
}

/// Moves a draft to the trash: with `text` where that is newer than what is stored.
pub(crate) async fn delete(id: &str, text: Option<&str>) -> Result<(), SaveError> {
    lock::holding(&lock_name(id), async {
        let now = clock::now_ms();
        let known = drafts::revision(id);
        let next = Revision::after(&known, &newest(id, &known));
        drafts::delete(id, text, &next, now)?;
        // If this fails, the draft is still deleted; a crash may bring it back.
        let _ = journal::put(&head(id, &next, Some(now)), drafts::deleted(id).as_deref(), &Overwrite::Anything).await;
        Ok(())
    })
    .await
}

/// Restores a draft from the trash.
pub(crate) async fn restore(id: &str) -> Result<(), SaveError> {
    lock::holding(&lock_name(id), async {
        let known = drafts::deleted_revision(id);
        drafts::restore(id, &Revision::after(&known, &newest(id, &known)))
    })
    .await?;
    update_journal(id, Overwrite::Anything).await;
    Ok(())
}

/// Deletes a draft in the trash for good.
pub(crate) async fn discard(id: &str) {
    lock::holding(&lock_name(id), async {
        let revision = drafts::deleted_revision(id);
        drafts::discard(id);
        if !drafts::exists(id) {
            let head = head(id, &Revision::after(&revision, &newest(id, &revision)), Some(clock::now_ms()));
            let _ = journal::put(&head, None, &Overwrite::Anything).await;
        }
    })
    .await;
}

/// The newest revision of a draft seen here.
fn newest(id: &str, known: &Revision) -> Revision {
    CONFIRMED.with_borrow(|states| states.get(id).cloned()).unwrap_or_else(|| known.clone())
}

/// A newer state of a draft than the storage has room for.
pub(crate) fn unstored(id: &str) -> Option<(Revision, String)> {
    UNSTORED.with_borrow(|held| held.get(id).cloned())
}

/// What was found in the journal, until [`forget_recovered`].
pub(crate) fn recovered() -> Vec<Recovered> {
    RECOVERED.with_borrow(Clone::clone)
}

/// Clears what was recovered: the reader has dismissed it.
pub(crate) fn forget_recovered() {
    RECOVERED.take();
}

/// Recovers drafts from the journal before a plan is opened, and drops entries that the storage has held for long.
pub(crate) async fn recover() {
    if drafts::is_blocked() {
        return;
    }
    let Ok(heads) = journal::entries().await else { return };
    if !heads.is_empty() {
        // Behind a pointer, so that its code is not part of this function: browsers compile a function whole when it is first
        // run, and the page stands still meanwhile.
        let recovery: Pin<Box<dyn Future<Output = ()>>> = Box::pin(recover_entries(heads));
        recovery.await;
    }
}

async fn recover_entries(mut heads: Vec<JournalEntry>) {
    heads.sort_by_key(|head| std::cmp::Reverse(head.written_at));
    let now = clock::now_ms();
    for (nth, head) in heads.iter().enumerate() {
        let agrees = match head.deleted_at {
            None => drafts::exists(&head.id) && drafts::revision(&head.id) == head.revision,
            Some(_) => !drafts::exists(&head.id),
        };
        if agrees {
            note_confirmed(&head.id, &head.revision);
            // If the clock jumped, it is written again when the plan is next opened.
            if nth >= MAX_JOURNAL_DRAFTS || now - head.written_at > KEEP_CONFIRMED_MS {
                let _ = journal::clear(head).await;
                CONFIRMED.with_borrow_mut(|states| states.remove(&head.id));
            }
        }
        let is_lost = || head.deleted_at.is_some() && drafts::deleted(&head.id).is_none();
        if !agrees || is_lost() {
            lock::holding(&lock_name(&head.id), recover_draft(head)).await;
        }
    }
}

/// Recovers one draft where the journal is newer.
async fn recover_draft(head: &JournalEntry) {
    let id = head.id.as_str();
    let there = drafts::exists(id);
    let stored = if there { drafts::revision(id) } else { drafts::deleted_revision(id) };
    let in_bin = !there && drafts::deleted(id).is_some();
    let is_newer = head.revision.is_newer_than(&stored);
    match head.deleted_at {
        // Two tabs saved it at the same time without knowing of each other.
        None if there && !is_newer && !stored.is_newer_than(&head.revision) && stored != head.revision => {
            if let Some(name) = keep_copy(id).await {
                note_recovered(id, name, RecoveryOutcome::Copy);
            }
            overwrite_entry(id).await;
        }
        None if (there || in_bin) && !is_newer => {}
        None => restore_from_journal(head, in_bin).await,
        Some(at) => {
            let text = journal::text(id).await.ok().flatten();
            let name = text.as_deref().and_then(|text| file::read(text).ok()).map(|read| display_name(&read.plan));
            if there && is_newer {
                if drafts::delete(id, text.as_deref(), &head.revision, at).is_ok() {
                    note_recovered(id, name.unwrap_or_default(), RecoveryOutcome::Deleted);
                }
            } else if !there
                && !in_bin
                && let Some(text) = text
            {
                let card = Card { id: id.to_owned(), name: name.unwrap_or_default(), ..Card::default() };
                if drafts::replace(&text, &head.revision, card).is_ok() {
                    let _ = drafts::delete(id, None, &head.revision, at);
                }
            }
        }
    }
}

async fn overwrite_entry(id: &str) {
    let Some(stored) = drafts::read(id) else { return };
    if journal::put(&head(id, &stored.revision, None), Some(&stored.text), &Overwrite::Anything).await.is_ok() {
        note_confirmed(id, &stored.revision);
    }
}

/// Replaces the stored state with that of the journal.
async fn restore_from_journal(head: &JournalEntry, in_bin: bool) {
    let id = head.id.as_str();
    let Ok(Some(text)) = journal::text(id).await else { return };
    let plan = file::read(&text).ok().map(|read| read.plan);
    let (plan_card, name) = match &plan {
        Some(plan) => (Card { id: id.to_owned(), updated_at: head.written_at, ..card(plan) }, display_name(plan)),
        // An unreadable text does not replace a readable one.
        None if drafts::exists(id) => return,
        None => (Card { id: id.to_owned(), ..Card::default() }, String::new()),
    };
    match drafts::replace(&text, &head.revision, plan_card) {
        Ok(()) => {
            note_confirmed(id, &head.revision);
            if in_bin {
                drafts::discard(id);
            }
            if plan.is_none() {
                drafts::forget_card(id, false);
            }
        }
        Err(_) => UNSTORED.with_borrow_mut(|held| {
            held.insert(id.to_owned(), (head.revision.clone(), text));
        }),
    }
    note_recovered(id, name, RecoveryOutcome::Newest);
}

fn note_recovered(id: &str, name: String, outcome: RecoveryOutcome) {
    RECOVERED.with_borrow_mut(|list| list.push(Recovered { id: id.to_owned(), name, outcome }));
}

/// Stores the journal's state of a draft as a new plan. Returns its name.
async fn keep_copy(id: &str) -> Option<String> {
    let text = journal::text(id).await.ok()??;
    let plan = file::read(&text).ok()?.plan;
    let name = copy_name(&display_name(&plan));
    let copy = file::as_copy(plan, Id::from_bits(random::bits()), name.clone());
    store_new(&copy, None).ok()?;
    let own: String = copy.id.to_string();
    overwrite_entry(&own).await;
    Some(name)
}

/// Stores a new plan, with the text of an older version it was migrated from. [`update_journal`] must follow.
pub(crate) fn store_new(plan: &Plan, original: Option<&str>) -> Result<(), SaveError> {
    let id = plan.id.to_string();
    let next = Revision::after(&Revision::default(), &drafts::deleted_revision(&id));
    let original = original.map(str::to_owned);
    write_storage(DraftWrite {
        text: file::write(plan),
        card: card(plan),
        known: None,
        newest: Revision::default(),
        next,
        original,
    })
}
