//! All plans of this browser: what the list shows, and what can be done with a plan as a whole.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::Navigation;
use crate::app::shell::plan_loader::{PlanLoader, Workspace};
use crate::browser::files::transfer;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::clock;
use crate::browser::page::versions;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Card;
use crate::file::{self, FileKind};
use crate::i18n::words::{app, common, home};
use crate::plan::PlanId;
use crate::plan::catalogue::examples::Example;
use crate::widgets::Toasts;

/// A plan on the list.
#[derive(Clone)]
pub(crate) struct Entry {
    pub card: Card,
    /// Why it cannot be opened, if it cannot. It is listed all the same, and never written to.
    pub problem: Option<DraftProblem>,
}

/// A file that could not be taken in.
#[derive(Clone, Default)]
pub(crate) struct RejectedFile {
    /// The file's name.
    pub file: String,
    /// Why, in the reader's words.
    pub reason: String,
    /// The same in technical ones, if there are any.
    pub detail: Option<String>,
}

/// Why a draft cannot be opened.
#[derive(Clone)]
pub(crate) struct DraftProblem {
    /// Whether a newer version of the program wrote it.
    pub newer: bool,
    /// The reason, in the language the reader has now.
    pub words: Arc<dyn Fn() -> String + Send + Sync>,
    /// The same in technical words, if there are any.
    pub detail: Option<String>,
}

/// What cannot be done with a plan without reading or making one.
#[derive(Clone, Debug)]
pub(crate) enum Job {
    /// Makes a blank plan and opens its first step.
    Create,
    /// Makes a plan from a worked example and opens it.
    CreateFromExample(Example),
    /// Takes in plan files. None takes the place of a plan that is there: it becomes a copy beside it.
    Import(Vec<PickedFile>),
    /// Gives a plan another name.
    Rename(PlanId, String),
    /// Makes a second plan of one.
    Duplicate(PlanId),
    /// Puts a plan among the deleted ones, and offers to take it back. The second is what it is called.
    Delete(String, String),
    /// Takes back a deleted plan; where its id has been taken by an import since, as a copy.
    Restore(String),
    /// Forgets a deleted plan for good.
    Discard(String),
    /// Hands out a plan.
    Download(Card),
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

pub(crate) fn card_name(card: &Card) -> String {
    let name = card.name.trim();
    if name.is_empty() { app::untitled().to_owned() } else { name.to_owned() }
}

/// The name of a plan that was made from another.
pub(crate) fn copy_name(name: &str) -> String {
    home::copy_of(name)
}

/// All plans. A handle, given from above.
#[derive(Clone, Copy)]
pub(crate) struct PlanList {
    entries: RwSignal<Vec<Entry>>,
    deleted: RwSignal<Vec<Card>>,
    /// What could not be taken in.
    pub(crate) rejected: RwSignal<Vec<RejectedFile>>,
    /// Whether the list is on the screen.
    pub(crate) shown: RwSignal<bool>,
    /// Whether files are being file_drag_over over the page.
    file_drag_over: RwSignal<bool>,
    /// Whether the browser has turned out to store nothing.
    in_memory: RwSignal<bool>,
    pub(crate) loader: PlanLoader,
    pub(crate) toasts: Toasts,
    pub(crate) navigation: Navigation,
}

impl PlanList {
    /// Makes the app's list of plans; nothing is read until it is shown.
    pub fn new(loader: PlanLoader, toasts: Toasts, navigation: Navigation) -> PlanList {
        PlanList {
            entries: RwSignal::new(Vec::new()),
            deleted: RwSignal::new(Vec::new()),
            rejected: RwSignal::new(Vec::new()),
            shown: RwSignal::new(false),
            file_drag_over: RwSignal::new(false),
            in_memory: RwSignal::new(drafts::is_blocked()),
            loader,
            toasts,
            navigation,
        }
    }

    pub fn entries(self) -> Signal<Vec<Entry>> {
        self.entries.into()
    }

    pub fn deleted(self) -> Signal<Vec<Card>> {
        self.deleted.into()
    }

    pub fn rejected(self) -> RwSignal<Vec<RejectedFile>> {
        self.rejected
    }

    /// Whether all is in memory only.
    pub fn in_memory(self) -> bool {
        self.in_memory.get()
    }

    /// Looks whether the browser still stores what it is given.
    pub fn check_storage(self) {
        if drafts::is_blocked() && !self.in_memory.get_untracked() {
            self.in_memory.set(true);
        }
    }

    pub fn file_drag_over(self) -> Signal<bool> {
        self.file_drag_over.into()
    }

    /// Files are file_drag_over over the page, or no longer.
    pub fn set_file_drag_over(self, over: bool) {
        if self.file_drag_over.get_untracked() != over {
            self.file_drag_over.set(over);
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
        self.rejected.update(Vec::clear);
    }

    /// Reads the list again, if it is on the screen.
    pub fn refresh_if_shown(self) {
        if self.shown.get_untracked() {
            self.refresh();
        }
    }

    fn refresh(self) {
        self.check_storage();
        let now = clock::now_ms();
        let parts = self.loader.peek().map(|workspace| workspace.parts);
        let mut unread = false;
        let (mut live, mut gone) = (Vec::new(), Vec::new());
        for card in drafts::cards() {
            match card.deleted_at {
                // A card that is of the very text that is stored says all there is to show; else the text is read.
                Some(at) if at > 0 => gone.push(card),
                None if is_current(&card) => live.push(Entry { card, problem: None }),
                deleted_at => match (parts, deleted_at) {
                    (Some(parts), Some(_)) => gone.push((parts.read_deleted_card)(card, now)),
                    (Some(parts), None) => live.extend((parts.read_entry)(card)),
                    (None, Some(_)) => unread = true,
                    (None, None) => {
                        unread = true;
                        live.push(Entry { card, problem: None });
                    }
                },
            }
        }
        self.entries.set(live);
        self.deleted.set(gone);
        if unread {
            self.with_workspace(move |_| self.refresh_if_shown());
        }
    }

    // What can be done with a plan

    /// Does what needs the plan's loader: at once, or as soon as that is loaded.
    pub fn with_workspace(self, act: impl Fn(Workspace) + Send + Sync + 'static) {
        self.attempt(Arc::new(act));
    }

    fn attempt(self, act: Arc<dyn Fn(Workspace) + Send + Sync>) {
        if let Some(workspace) = self.loader.peek() {
            return act(workspace);
        }
        spawn_local(async move {
            if let Some(workspace) = self.loader.load_workspace().await {
                return act(workspace);
            }
            if self.loader.is_outdated() {
                return self.toasts.offer(
                    app::newer_part(),
                    app::save_and_reload(),
                    self.loader.lasting_callback(versions::reload),
                );
            }
            let again = self.loader.lasting_callback(move || self.attempt(Arc::clone(&act)));
            self.toasts.offer(app::not_loaded(), common::try_again(), again);
        });
    }

    /// Does a job.
    pub(crate) fn run(self, job: Job) {
        self.with_workspace(move |workspace| (workspace.parts.run_job)(self, job.clone()));
    }

    /// See [`Job::Create`].
    pub fn create(self) {
        self.run(Job::Create);
    }

    /// See [`Job::CreateFromExample`].
    pub fn create_from_example(self, example: Example) {
        self.run(Job::CreateFromExample(example));
    }

    /// See [`Job::Import`].
    pub fn import(self, files: Vec<PickedFile>) {
        self.run(Job::Import(files));
    }

    /// See [`Job::Rename`].
    pub fn rename(self, id: PlanId, name: &str) {
        self.run(Job::Rename(id, name.to_owned()));
    }

    /// See [`Job::Duplicate`].
    pub fn duplicate(self, id: PlanId) {
        self.run(Job::Duplicate(id));
    }

    /// See [`Job::Delete`].
    pub fn delete(self, entry: &Entry) {
        self.run(Job::Delete(entry.card.id.clone(), entry.name()));
    }

    /// See [`Job::Restore`].
    pub fn restore(self, id: &str) {
        self.run(Job::Restore(id.to_owned()));
    }

    /// See [`Job::Discard`].
    pub fn discard(self, id: &str) {
        self.run(Job::Discard(id.to_owned()));
    }

    /// Hands out a plan: as it is open, if it is and there are changes that are not stored.
    pub fn download_plan(self, card: &Card) {
        if self.loader.peek().is_some() {
            self.run(Job::Download(card.clone()));
        } else {
            self.download(card, FileKind::Plan);
        }
    }

    /// Hands out a stored text just as it is.
    pub fn download(self, card: &Card, kind: FileKind) {
        let text = if card.deleted_at.is_some() {
            drafts::deleted(&card.id)
        } else {
            drafts::read(&card.id).map(|stored| stored.text)
        };
        self.offer_download(&card.name, kind, text);
    }

    /// Hands out the text of an older file version that a plan was brought up from.
    pub fn download_original(self, id: PlanId, name: &str) {
        self.offer_download(name, FileKind::SetAside, drafts::original(&id.to_string()));
    }

    fn offer_download(self, name: &str, kind: FileKind, text: Option<String>) {
        let Some(text) = text else { return self.refresh_if_shown() };
        let file = file::file_name_of(name, clock::today(), kind);
        if let Err(said) = transfer::download(&file, "application/json", text.as_bytes()) {
            self.toasts.say(app::download_failed(&said));
        }
    }
}

/// Whether a card is of the very text that is stored.
pub(crate) fn is_current(card: &Card) -> bool {
    drafts::read(&card.id).is_some_and(|stored| card.size == stored.text.len() && card.revision == stored.revision)
}

/// The list of plans given from above.
pub(crate) fn use_plan_list() -> PlanList {
    expect_context()
}
