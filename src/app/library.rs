//! All plans of this browser: what the list shows, and what can be done with a plan as a whole.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::{Editor, display_name};
use super::load_words::load_error_words;
use super::navigation::Navigation;
use super::route::Route;
use super::saving::card;
use crate::browser::drafts::{self, Card, SaveError};
use crate::browser::files::{self, PickedFile};
use crate::browser::{clock, fetch, random};
use crate::file::{self, FileKind, LoadError, Loaded};
use crate::i18n;
use crate::i18n::words::{app, common, home, saving};
use crate::plan::catalogue::examples::Example;
use crate::plan::id::Id;
use crate::plan::{Plan, PlanId};
use crate::widgets::Toasts;

/// How long what was deleted is kept, in milliseconds: 30 days.
const KEPT: i64 = 30 * 24 * 60 * 60 * 1000;

/// A plan on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub card: Card,
    /// Why it cannot be opened, if it cannot. It is listed all the same, and never written to.
    pub fault: Option<LoadError>,
}

impl Entry {
    /// The plan's id, unless the draft stands under a key that is none.
    pub fn id(&self) -> Option<PlanId> {
        self.card.id.parse().ok()
    }

    /// Its name, or what stands for it.
    pub fn name(&self) -> String {
        card_name(&self.card)
    }
}

pub(super) fn card_name(card: &Card) -> String {
    let name = card.name.trim();
    if name.is_empty() { app::untitled().to_owned() } else { name.to_owned() }
}

/// The name of a plan that was made from another.
pub(super) fn copy_name(name: &str) -> String {
    home::copy_of(name)
}

/// All plans. A handle, given from above.
#[derive(Clone, Copy)]
pub(super) struct Library {
    entries: RwSignal<Vec<Entry>>,
    deleted: RwSignal<Vec<Card>>,
    /// What could not be taken in: the file's name and the reason.
    refused: RwSignal<Vec<(String, String)>>,
    /// Whether the list is on the screen.
    shown: RwSignal<bool>,
    /// Whether files are being held over the page.
    held: RwSignal<bool>,
    around: StoredValue<Around>,
}

/// What the list works with. Kept aside, for the handle is copied into every handler.
#[derive(Clone, Copy)]
struct Around {
    editor: Editor,
    toasts: Toasts,
    navigation: Navigation,
}

impl Library {
    /// Makes the app's list of plans; nothing is read until it is shown.
    pub fn new(editor: Editor, toasts: Toasts, navigation: Navigation) -> Library {
        Library {
            entries: RwSignal::new(Vec::new()),
            deleted: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            shown: RwSignal::new(false),
            held: RwSignal::new(false),
            around: StoredValue::new(Around { editor, toasts, navigation }),
        }
    }

    fn editor(self) -> Editor {
        self.around.get_value().editor
    }

    fn toasts(self) -> Toasts {
        self.around.get_value().toasts
    }

    fn navigation(self) -> Navigation {
        self.around.get_value().navigation
    }

    pub fn entries(self) -> Signal<Vec<Entry>> {
        self.entries.into()
    }

    pub fn deleted(self) -> Signal<Vec<Card>> {
        self.deleted.into()
    }

    pub fn refused(self) -> RwSignal<Vec<(String, String)>> {
        self.refused
    }

    pub fn held(self) -> Signal<bool> {
        self.held.into()
    }

    /// Files are held over the page, or no longer.
    pub fn hold(self, over: bool) {
        if self.held.get_untracked() != over {
            self.held.set(over);
        }
    }

    /// The list comes onto the screen.
    pub fn show(self) {
        self.shown.set(true);
        self.refresh();
    }

    /// The list leaves the screen.
    pub fn hide(self) {
        self.shown.set(false);
        self.refused.update(Vec::clear);
    }

    /// Reads the list again, if it is on the screen.
    pub fn refresh_if_shown(self) {
        if self.shown.get_untracked() {
            self.refresh();
        }
    }

    fn refresh(self) {
        let now = clock::now_ms();
        let (mut live, mut gone) = (Vec::new(), Vec::new());
        for card in drafts::cards() {
            match card.deleted_at {
                Some(at) if at > 0 && now - at > KEPT => drafts::discard(&card.id),
                Some(_) => gone.push(known_deleted(card, now)),
                None => live.extend(known(card)),
            }
        }
        self.entries.set(live);
        self.deleted.set(gone);
    }

    // What can be done with a plan

    /// Makes a blank plan and opens its first step.
    pub fn create(self) {
        let plan = Plan::blank(&mut random::bits);
        let id = plan.id;
        if self.store(&plan, None) {
            self.navigation().go(&Route::step(id, crate::plan::Step::Basics));
        }
    }

    /// Makes a plan from a worked example and opens it.
    pub fn create_from_example(self, example: Example) {
        let address = "examples/".to_owned() + &example.file(i18n::locale().code());
        spawn_local(async move {
            let text = match fetch::text(&address).await {
                Ok(text) => text,
                Err(said) => return self.toasts().say(home::example_failed(&said)),
            };
            match file::read(&text) {
                Ok(loaded) => {
                    let name = loaded.plan.basics.name.clone();
                    let id = Id::from_bits(random::bits());
                    if self.store(&file::as_copy(loaded.plan, id, name), None) {
                        self.navigation().go(&Route::Plan(id));
                    }
                }
                Err(error) => self.toasts().say(home::example_failed(&load_error_words(&error))),
            }
        });
    }

    /// Takes in plan files. None takes the place of a plan that is there: it becomes a copy beside it.
    pub fn import(self, files: Vec<PickedFile>) {
        self.refused.update(Vec::clear);
        let single = files.len() == 1;
        for picked in files {
            spawn_local(async move {
                let name = picked.name();
                // A film dropped by mistake is not read to its end.
                let text = if picked.size() > file::MAX_BYTES as u64 {
                    let bytes = usize::try_from(picked.size()).unwrap_or(usize::MAX);
                    Err(load_error_words(&LoadError::TooLarge { bytes, limit: file::MAX_BYTES }))
                } else {
                    picked.text().await.map_err(|said| home::file_not_read(&said))
                };
                let loaded = text.and_then(|text| match file::read(&text) {
                    Ok(loaded) => Ok((loaded, text)),
                    Err(error) => Err(load_error_words(&error)),
                });
                match loaded {
                    Ok((loaded, text)) => self.take_in(loaded, &text, single),
                    Err(reason) => self.refuse(name, reason),
                }
            });
        }
    }

    fn take_in(self, loaded: Loaded, text: &str, open: bool) {
        let Loaded { mut plan, migrated_from } = loaded;
        let there = drafts::exists(&plan.id.to_string());
        if there {
            let name = copy_name(&display_name(&plan));
            plan = file::as_copy(plan, Id::from_bits(random::bits()), name);
        }
        let id = plan.id;
        if !self.store(&plan, migrated_from.map(|_| text)) {
            return;
        }
        let name = display_name(&plan);
        let message = if there { home::imported_as_copy(&name) } else { home::imported(&name) };
        let navigation = self.navigation();
        if open && self.shown.get_untracked() {
            self.toasts().say(message);
            navigation.go(&Route::Plan(id));
        } else {
            self.toasts().offer(
                message,
                common::open(),
                self.editor().lasting(move || navigation.go(&Route::Plan(id))),
            );
        }
    }

    fn refuse(self, name: String, reason: String) {
        if self.shown.get_untracked() {
            self.refused.update(|refused| refused.push((name, reason)));
        } else {
            self.toasts().say(common::labelled(&name, &reason));
        }
    }

    /// Stores a new plan, with the older text it was made from, and says if that failed.
    fn store(self, plan: &Plan, original: Option<&str>) -> bool {
        let id = plan.id.to_string();
        let stored = original
            .map_or(Ok(()), |text| drafts::keep_original(&id, text))
            .and_then(|()| drafts::write(&file::write(plan), None, card(plan)));
        self.settle(stored.map(|_| ()))
    }

    /// Says a failure, and reads the list again either way. Returns whether there was none.
    fn settle(self, outcome: Result<(), SaveError>) -> bool {
        if let Err(error) = outcome {
            self.toasts().say(save_error_words(error));
        }
        self.refresh_if_shown();
        outcome.is_ok()
    }

    /// Gives a plan another name.
    pub fn rename(self, id: PlanId, name: &str) {
        let renamed = self.change_stored(id, |plan| name.trim().clone_into(&mut plan.basics.name));
        self.settle(renamed);
    }

    /// Changes a stored plan that is not on the screen.
    fn change_stored(self, id: PlanId, change: impl FnOnce(&mut Plan)) -> Result<(), SaveError> {
        let key = id.to_string();
        // An unsaved plan is still in the editor; what is stored is behind it.
        if self.editor().peek_open() == Some(id) && self.editor().is_unsaved() {
            return Err(SaveError::ChangedElsewhere);
        }
        let stored = drafts::read(&key).ok_or(SaveError::DeletedElsewhere)?;
        let Ok(Loaded { plan, migrated_from }) = file::read(&stored.text) else {
            return Err(SaveError::ChangedElsewhere);
        };
        let mut plan = Plan { id, ..plan };
        change(&mut plan);
        if migrated_from.is_some() {
            drafts::keep_original(&key, &stored.text)?;
        }
        drafts::write(&file::write(&plan), Some(&stored.revision), card(&plan))?;
        self.editor().forget(id);
        Ok(())
    }

    /// Makes a second plan of one.
    pub fn duplicate(self, id: PlanId) {
        let Some(stored) = drafts::read(&id.to_string()) else { return self.refresh_if_shown() };
        match file::read(&stored.text) {
            Ok(loaded) => {
                let name = copy_name(&display_name(&loaded.plan));
                let copy = file::as_copy(loaded.plan, Id::from_bits(random::bits()), name.clone());
                if self.store(&copy, None) {
                    self.toasts().say(home::duplicated(&name));
                }
            }
            Err(error) => self.toasts().say(load_error_words(&error)),
        }
    }

    /// Puts a plan among the deleted ones, and offers to take it back.
    pub fn delete(self, entry: &Entry) {
        let id = entry.card.id.clone();
        if let Some(plan) = entry.id() {
            self.editor().forget(plan);
        }
        if self.settle(drafts::delete(&id, clock::now_ms())) {
            let take_back = self.editor().lasting(move || self.restore(&id));
            self.toasts().offer(common::deleted(&entry.name()), common::undo(), take_back);
        }
    }

    /// Takes a deleted plan back; where its id has been taken by an import since, as a copy.
    pub fn restore(self, id: &str) {
        if !drafts::exists(id) {
            self.settle(drafts::restore(id));
            return;
        }
        let loaded = drafts::deleted(id).and_then(|text| file::read(&text).ok());
        let Some(Loaded { plan, .. }) = loaded else {
            self.settle(Err(SaveError::ChangedElsewhere));
            return;
        };
        let name = copy_name(&display_name(&plan));
        if self.store(&file::as_copy(plan, Id::from_bits(random::bits()), name), None) {
            self.discard(id);
        }
    }

    /// Forgets a deleted plan for good.
    pub fn discard(self, id: &str) {
        drafts::discard(id);
        self.refresh_if_shown();
    }

    /// Hands out a stored text just as it is.
    pub fn download(self, card: &Card, kind: FileKind) {
        let text = if card.deleted_at.is_some() {
            drafts::deleted(&card.id)
        } else {
            drafts::read(&card.id).map(|stored| stored.text)
        };
        self.hand_out(&card.name, kind, text);
    }

    /// Hands out the text of an older file version that a plan was brought up from.
    pub fn download_original(self, id: PlanId, name: &str) {
        self.hand_out(name, FileKind::SetAside, drafts::original(&id.to_string()));
    }

    fn hand_out(self, name: &str, kind: FileKind, text: Option<String>) {
        let Some(text) = text else { return self.refresh_if_shown() };
        // The file's name needs no more of the plan than its name, which a damaged one cannot tell.
        let mut named = Plan::blank(&mut || 0);
        name.clone_into(&mut named.basics.name);
        let file = file::file_name(&named, clock::today(), kind);
        if let Err(said) = files::download(&file, "application/json", text.as_bytes()) {
            self.toasts().say(app::download_failed(&said));
        }
    }
}

/// What is known of a draft: from its card, if that is of the very text that is stored, else from the text.
fn known(card: Card) -> Option<Entry> {
    let stored = drafts::read(&card.id)?;
    if card.size == stored.text.len() && card.revision == stored.revision {
        return Some(Entry { card, fault: None });
    }
    match file::read(&stored.text) {
        Ok(loaded) => {
            let plan = loaded.plan;
            let card = Card {
                name: plan.basics.name,
                first_day: plan.basics.first_day,
                last_day: plan.basics.last_day,
                revision: stored.revision,
                size: stored.text.len(),
                ..card
            };
            drafts::note(card.clone());
            Some(Entry { card, fault: None })
        }
        Err(fault) => Some(Entry { card, fault: Some(fault) }),
    }
}

/// As [`known`], for what was deleted. One that does not say when is taken to be deleted now.
fn known_deleted(card: Card, now: i64) -> Card {
    if card.deleted_at != Some(0) {
        return card;
    }
    let plan = drafts::deleted(&card.id).and_then(|text| file::read(&text).ok()).map(|loaded| loaded.plan);
    let card = Card { deleted_at: Some(now), name: plan.map(|plan| plan.basics.name).unwrap_or_default(), ..card };
    drafts::note(card.clone());
    card
}

/// Why a plan was not saved, in the reader's words.
pub(super) fn save_error_words(error: SaveError) -> &'static str {
    match error {
        SaveError::Blocked => saving::blocked(),
        SaveError::Full => saving::full(),
        SaveError::ChangedElsewhere => saving::changed_elsewhere(),
        SaveError::DeletedElsewhere => saving::deleted_elsewhere(),
    }
}

/// The list of plans given from above.
pub(super) fn use_library() -> Library {
    expect_context()
}
