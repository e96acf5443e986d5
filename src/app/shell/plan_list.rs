//! All plans of this browser: what the list shows, and what can be done with a plan as a whole.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::Navigation;
use crate::app::shell::plan_cards::{PlanCards, PlanCardsLoad};
use crate::app::shell::plan_loader::{PlanLoader, Workspace};
use crate::browser::dom::focus::is_dialog_open;
use crate::browser::files::transfer;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::clock;
use crate::browser::page::versions;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Card;
use crate::file::{self, PlanFileKind};
use crate::i18n::words::{app, common, home};
use crate::plan::PlanId;
use crate::plan::catalogue::examples::Example;
use crate::plan::draft::answers::QuickStart;
use crate::widgets::Toasts;

/// A plan on the list.
#[derive(Clone)]
pub(crate) struct ListedPlan {
    pub card: Card,
    /// Why it cannot be opened, if it cannot. It is listed all the same, and never written to.
    pub problem: Option<DraftProblem>,
}

/// A file that could not be imported.
#[derive(Clone, Default)]
pub(crate) struct RejectedFile {
    /// The file's name.
    pub file: String,
    /// The reason in the reader's language.
    pub reason: String,
    /// Technical detail, if there is any.
    pub detail: Option<String>,
}

/// Why a draft cannot be opened.
#[derive(Clone)]
pub(crate) struct DraftProblem {
    /// Whether a newer version of the program wrote it.
    pub newer: bool,
    /// The reason in the current language.
    pub words: Arc<dyn Fn() -> String + Send + Sync>,
    /// Technical detail, if there is any.
    pub detail: Option<String>,
}

/// The spreadsheet that a plan is to be made of.
#[derive(Clone, Debug)]
pub(crate) enum Spreadsheet {
    /// The dialog asks for it.
    Ask,
    /// A file.
    File(PickedFile),
    /// A pasted table.
    Pasted(String),
}

/// An action that reads or creates a plan, run by the workspace.
#[derive(Clone, Debug)]
pub(crate) enum Job {
    /// Makes a blank plan and opens its first step.
    Create,
    /// Makes a plan, drafts it from answers and opens it.
    CreateFromAnswers(QuickStart),
    /// Opens the dialog that makes a plan of a spreadsheet.
    CreateFromSpreadsheet(Spreadsheet),
    /// Makes a plan from a worked example and opens it.
    CreateFromExample(Example),
    /// Imports plan files, and begins a plan with a spreadsheet. None replaces an existing plan: it becomes a copy beside it.
    Import(Vec<PickedFile>),
    /// Gives a plan another name.
    Rename(PlanId, String),
    /// Duplicates a plan.
    Duplicate(PlanId),
    /// Moves a plan to the trash and offers to undo that. The second value is its name.
    Delete(String, String),
    /// Restores a deleted plan; as a copy where an import has taken its id since.
    Restore(String),
    /// Deletes a plan in the trash for good.
    Discard(String),
    /// Downloads a plan.
    Download(Card),
}

impl ListedPlan {
    /// The plan's id; `None` where the draft has an invalid key.
    pub fn id(&self) -> Option<PlanId> {
        self.card.id.parse().ok()
    }

    /// Its name, or a placeholder.
    pub fn name(&self) -> String {
        shown_name(&self.card.name)
    }
}

/// The name of a plan, or a placeholder.
pub(crate) fn shown_name(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { app::untitled().to_owned() } else { name.to_owned() }
}

/// The name of a copy of a plan.
pub(crate) fn copy_name(name: &str) -> String {
    home::copy_of(name)
}

/// All plans. A handle, from the context.
#[derive(Clone, Copy)]
pub(crate) struct PlanList {
    entries: RwSignal<Vec<ListedPlan>>,
    deleted: RwSignal<Vec<Card>>,
    /// Whether there are plans, which is known before they are read.
    has_plans: RwSignal<bool>,
    /// The cards, once they are loaded.
    cards: RwSignal<Option<PlanCards>>,
    load_cards: fn() -> PlanCardsLoad,
    /// Whether they are being loaded.
    is_loading: StoredValue<bool>,
    /// The files that could not be imported.
    pub(crate) rejected: RwSignal<Vec<RejectedFile>>,
    /// The spreadsheet that a plan is to be made of, while the dialog for it is open.
    pub(crate) spreadsheet: RwSignal<Option<Spreadsheet>>,
    /// Whether the list is on the screen.
    pub(crate) shown: RwSignal<bool>,
    /// Whether files are being dragged over the page.
    file_drag_over: RwSignal<bool>,
    /// Whether the browser stores nothing.
    in_memory: RwSignal<bool>,
    pub(crate) loader: PlanLoader,
    pub(crate) toasts: Toasts,
    pub(crate) navigation: Navigation,
}

impl PlanList {
    /// Makes the app's list of plans; nothing is read until it is shown.
    pub fn new(
        load_cards: fn() -> PlanCardsLoad,
        loader: PlanLoader,
        toasts: Toasts,
        navigation: Navigation,
    ) -> PlanList {
        PlanList {
            entries: RwSignal::new(Vec::new()),
            deleted: RwSignal::new(Vec::new()),
            has_plans: RwSignal::new(false),
            cards: RwSignal::new(None),
            load_cards,
            is_loading: StoredValue::new(false),
            rejected: RwSignal::new(Vec::new()),
            spreadsheet: RwSignal::new(None),
            shown: RwSignal::new(false),
            file_drag_over: RwSignal::new(false),
            in_memory: RwSignal::new(drafts::is_blocked()),
            loader,
            toasts,
            navigation,
        }
    }

    /// The plans, newest first.
    pub fn entries(self) -> Signal<Vec<ListedPlan>> {
        self.entries.into()
    }

    /// Whether there are plans.
    pub fn has_plans(self) -> bool {
        self.has_plans.get()
    }

    /// The cards, once they are loaded.
    pub fn cards(self) -> Option<PlanCards> {
        self.cards.get()
    }

    /// The deleted plans.
    pub fn deleted(self) -> Signal<Vec<Card>> {
        self.deleted.into()
    }

    /// The files that could not be imported, until they are dismissed.
    pub fn rejected(self) -> RwSignal<Vec<RejectedFile>> {
        self.rejected
    }

    /// Whether plans are in memory only.
    pub fn in_memory(self) -> bool {
        self.in_memory.get()
    }

    /// Checks whether the browser still stores plans.
    pub fn check_storage(self) {
        if drafts::is_blocked() && !self.in_memory.get_untracked() {
            self.in_memory.set(true);
        }
    }

    /// Whether files are dragged over the page.
    pub fn file_drag_over(self) -> Signal<bool> {
        self.file_drag_over.into()
    }

    /// Files are dragged over the page, or no longer.
    pub fn set_file_drag_over(self, over: bool) {
        if self.file_drag_over.get_untracked() != over {
            self.file_drag_over.set(over);
        }
    }

    /// Called when the list is shown.
    pub fn show(self) {
        self.shown.set(true);
        self.refresh();
    }

    /// Called when the list is hidden.
    pub fn hide(self) {
        self.shown.set(false);
        self.rejected.update(Vec::clear);
    }

    /// Reads the list again, if it is shown.
    pub fn refresh_if_shown(self) {
        if self.shown.get_untracked() {
            self.refresh();
        }
    }

    fn refresh(self) {
        self.check_storage();
        match self.cards.get_untracked() {
            Some(cards) => (cards.read)(self),
            None if drafts::is_any_listed() => {
                self.has_plans.set(drafts::is_any_there());
                self.read_cards();
            }
            None => self.has_plans.set(false),
        }
    }

    /// Loads the cards and reads the list, as it is when they are there: once, however often it is asked meanwhile.
    fn read_cards(self) {
        if self.is_loading.get_value() {
            return;
        }
        self.is_loading.set_value(true);
        spawn_local(async move {
            let loaded = (self.load_cards)().await;
            self.is_loading.set_value(false);
            if let Some(cards) = loaded {
                self.cards.set(Some(cards));
                return (cards.read)(self);
            }
            if versions::is_newer_available().await {
                self.offer_reload();
            } else {
                self.offer_retry(move || self.refresh());
            }
        });
    }

    /// Shows what was read.
    pub(crate) fn set_entries(self, live: Vec<ListedPlan>, deleted: Vec<Card>) {
        self.has_plans.set(!live.is_empty());
        self.entries.set(live);
        self.deleted.set(deleted);
    }

    /// Offers to reload: the files of this version are gone.
    fn offer_reload(self) {
        self.toasts.offer(app::newer_part(), app::save_and_reload(), self.loader.lasting_callback(versions::reload));
    }

    /// Offers another attempt to load a file.
    fn offer_retry(self, again: impl Fn() + Send + Sync + 'static) {
        self.toasts.offer(app::not_loaded(), common::try_again(), self.loader.lasting_callback(again));
    }

    // What can be done with a plan

    /// Runs what needs the workspace: at once, or as soon as it is loaded.
    pub fn with_workspace(self, act: impl Fn(Workspace) + Send + Sync + 'static) {
        self.attempt(Arc::new(act));
    }

    fn attempt(self, act: Arc<dyn Fn(Workspace) + Send + Sync>) {
        if let Some(workspace) = self.loader.complete() {
            return act(workspace);
        }
        spawn_local(async move {
            if let Some(workspace) = self.loader.load_workspace().await {
                return act(workspace);
            }
            if self.loader.is_outdated() {
                return self.offer_reload();
            }
            self.offer_retry(move || self.attempt(Arc::clone(&act)));
        });
    }

    /// Runs a job.
    pub(crate) fn run(self, job: Job) {
        self.with_workspace(move |workspace| (workspace.parts.run_job)(self, job.clone()));
    }

    /// See [`Job::Create`].
    pub fn create(self) {
        self.run(Job::Create);
    }

    /// See [`Job::CreateFromAnswers`].
    pub fn create_from_answers(self, answers: QuickStart) {
        self.run(Job::CreateFromAnswers(answers));
    }

    /// See [`Job::CreateFromSpreadsheet`].
    pub fn create_from_spreadsheet(self) {
        self.run(Job::CreateFromSpreadsheet(Spreadsheet::Ask));
    }

    /// Begins a plan with a table that was pasted, if the list is on the screen. Returns whether it did.
    pub fn paste(self, table: String) -> bool {
        let takes = self.shown.get_untracked() && !is_dialog_open();
        if takes {
            self.run(Job::CreateFromSpreadsheet(Spreadsheet::Pasted(table)));
        }
        takes
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
    pub fn delete(self, entry: &ListedPlan) {
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

    /// Downloads a plan, with its unsaved changes if it is open.
    pub fn download_plan(self, card: &Card) {
        if self.loader.peek().is_some() {
            self.run(Job::Download(card.clone()));
        } else {
            self.download(card, PlanFileKind::Plan);
        }
    }

    /// Downloads a stored text unchanged.
    pub fn download(self, card: &Card, kind: PlanFileKind) {
        let text = if card.deleted_at.is_some() {
            drafts::deleted(&card.id)
        } else {
            drafts::read(&card.id).map(|stored| stored.text)
        };
        self.offer_download(&card.name, kind, text);
    }

    /// Downloads the text of an older file version that a plan was migrated from.
    pub fn download_original(self, id: PlanId, name: &str) {
        self.offer_download(name, PlanFileKind::SetAside, drafts::original(&id.to_string()));
    }

    fn offer_download(self, name: &str, kind: PlanFileKind, text: Option<String>) {
        let Some(text) = text else { return self.refresh_if_shown() };
        let file = file::file_name_of(name, clock::today(), kind);
        if let Err(error) = transfer::download(&file, "application/json", text.as_bytes()) {
            self.toasts.say(app::download_failed(&error.to_string()));
        }
    }
}

/// Whether a card belongs to the stored revision of its draft.
pub(crate) fn is_current(card: &Card) -> bool {
    drafts::read(&card.id).is_some_and(|stored| card.size == stored.text.len() && card.revision == stored.revision)
}

/// The list of plans from the context.
pub(crate) fn use_plan_list() -> PlanList {
    expect_context()
}
