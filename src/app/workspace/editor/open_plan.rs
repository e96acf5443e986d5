//! Opening, saving and closing the open plan, and changes of its draft in other tabs. Knows no screen.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::draft_writer;
use crate::app::workspace::plan_actions::{cut_words, repeated_words};
use crate::browser::dom::focus::keep_focus;
use crate::browser::files::transfer;
use crate::browser::page::clock;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Revision;
use crate::browser::storage::drafts::SaveError;
use crate::file::{self, PlanFileKind};
use crate::i18n::format;
use crate::i18n::words::{app, common, storage};
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::history::History;
use crate::plan::{Plan, PlanId};
use crate::widgets::fields::open_inputs;

use super::{Editor, OpenError, display_name};

impl Editor {
    /// Opens a plan. The same one again keeps its history, unless another tab has saved it since.
    pub(crate) fn open(self, id: PlanId) -> Result<(), OpenError> {
        if let Some(open) = self.open.get_untracked() {
            if self.autosave.is_unsaved() {
                self.save();
            }
            let unsaved = self.autosave.is_unsaved();
            if open == id && (unsaved || self.autosave.is_current(id)) {
                return Ok(());
            }
            if unsaved {
                return Err(OpenError::OtherPlanUnsaved);
            }
        }
        self.load(id)
    }

    /// Reads a plan from its draft, whatever is open.
    pub(super) fn load(self, id: PlanId) -> Result<(), OpenError> {
        // Typed text belongs to the state that is being replaced; the new screens restore it.
        open_inputs::stash_all();
        let key = id.to_string();
        let stored = drafts::read(&key);
        let held = draft_writer::unstored(&key);
        let revision = stored.as_ref().map(|stored| stored.revision.clone());
        let newest = held.as_ref().map(|(newest, _)| newest.clone());
        let Some(text) = held.map(|(_, text)| text).or(stored.map(|stored| stored.text)) else {
            self.forget(id);
            return Err(OpenError::NotThere);
        };
        // Overlong texts are cut, as in imported files; the original is kept.
        let (short, cut) = match file::shorten_texts(&text) {
            Some((short, cut)) => (Some(short), cut),
            None => (None, 0),
        };
        let loaded = match clock::timed("groundswell:load", || file::read(short.as_deref().unwrap_or(&text))) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.forget(id);
                return Err(OpenError::Unreadable(error));
            }
        };
        // Only the earlier list of figures, which is no longer written, can name a day twice.
        let is_earlier = text.contains("\"actuals\"");
        let repeated = if is_earlier { file::repeated_figures(&text, &loaded.plan) } else { 0 };
        // The key identifies the draft, whatever id its text contains.
        let plan = Plan { id, ..loaded.plan };
        self.show(plan, revision);
        if cut > 0 {
            self.toasts.say(cut_words(cut));
        }
        if repeated > 0 {
            self.toasts.say(repeated_words(repeated));
        }
        if loaded.migrated_from.is_some() || cut > 0 || repeated > 0 {
            self.autosave.keep_original(text);
            self.autosave.edited(self);
        } else if let Some(newest) = newest {
            // The storage was full when it was found; it may have room now.
            self.autosave.set_newest(newest);
            self.autosave.edited(self);
        } else {
            self.autosave.confirm(id);
        }
        Ok(())
    }

    pub(super) fn show(self, plan: Plan, revision: Option<Revision>) {
        let id = plan.id;
        keep_focus();
        self.history.set_value(History::default());
        self.ledger.set_value(clock::timed("groundswell:ledger", || Ledger::of(&plan)));
        // Changed first, so that it differs while the plan is being read again.
        self.loads.update_untracked(|loads| *loads = loads.wrapping_add(1));
        self.plan.set(plan);
        self.open.set(Some(id));
        self.loads.notify();
        self.autosave.start(revision);
        self.update_undo_signals();
    }

    /// Closes a plan that was deleted or changed elsewhere, if it is the open one.
    pub(crate) fn forget(self, id: PlanId) {
        if self.open.get_untracked() == Some(id) {
            self.autosave.start(None);
            self.open.set(None);
        }
    }

    /// Whether the open plan has changes that are not stored yet.
    pub fn is_unsaved(self) -> bool {
        self.open.get_untracked().is_some() && self.autosave.is_unsaved()
    }

    /// Whether the open plan is safe in the storage.
    pub fn save_state(self) -> Signal<SaveState> {
        self.autosave.state()
    }

    /// Saves unsaved changes synchronously: for a page or a plan that is being left.
    pub fn save(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.save_now(self, id, self.plan);
    }

    /// Saves unsaved changes asynchronously.
    pub(crate) fn save_soon(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.save_soon(self, id, self.plan);
    }

    /// Reports that another tab saved the plan at the same time and its state was kept as a copy.
    pub(crate) fn report_copy(self, copy: &str) {
        self.toasts.say(storage::saved_twice(copy));
    }

    /// Downloads the open plan as a file.
    pub fn download(self) {
        let (name, text) =
            self.peek(|plan| (file::file_name(plan, clock::today(), PlanFileKind::Plan), file::write(plan)));
        if let Err(error) = transfer::download(&name, "application/json", text.as_bytes()) {
            self.toasts.say(app::download_failed(&error.to_string()));
        } else {
            self.note_export();
        }
    }

    /// Notes that the open plan was exported as a file.
    pub(crate) fn note_export(self) {
        if let Some(id) = self.open.get_untracked() {
            drafts::note_export(&id.to_string(), clock::now_ms());
            self.exports.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// When the open plan was last exported, in words; empty if never.
    pub fn exported_words(self) -> String {
        self.exports.track();
        let at = self.open.get().and_then(|id| drafts::exported_at(&id.to_string()));
        let Some(at) = at else { return String::new() };
        // A clock that was set back counts as today.
        match clock::today().signed_duration_since(clock::day_at(at)).num_days().max(0) {
            0 => storage::exported_today().to_owned(),
            days => {
                let (count, text) = format::counted(usize::try_from(days).unwrap_or(usize::MAX));
                storage::exported_ago(&common::days(count, &text))
            }
        }
    }

    /// Turns the open plan, with its history, into a new plan beside the version that another tab saved. Returns its
    /// new id.
    pub(crate) fn keep_as_copy(self) -> Option<PlanId> {
        self.open.get_untracked()?;
        let id = self.fresh_id();
        let name = crate::app::shell::plan_list::copy_name(&self.peek(display_name));
        // The id is not part of any edit, so undo does not change it.
        self.plan.update(|plan| *plan = file::as_copy(plan.clone(), id, name.clone()));
        self.open.set(Some(id));
        self.autosave.start(None);
        self.autosave.edited(self);
        self.save();
        self.toasts.say(app::kept_as_copy(&name));
        Some(id)
    }

    /// Replaces the open plan with the version that another tab saved.
    pub(crate) fn load_stored_version(self) -> Result<(), OpenError> {
        let Some(id) = self.open.get_untracked() else { return Err(OpenError::NotThere) };
        self.load(id)?;
        self.toasts.say(app::took_theirs(&self.peek(display_name)));
        Ok(())
    }

    /// As [`Editor::load_stored_version`] at the reader's request, whatever the journal holds.
    pub(crate) fn replace_with_stored_version(self) {
        let Some(id) = self.open.get_untracked() else { return };
        // If it cannot be read, the open plan and its message stay.
        if self.load_stored_version().is_ok() {
            spawn_local(async move { draft_writer::overwrite_journal(&id.to_string()).await });
        }
    }

    /// Restores the draft of the open plan after another tab deleted it.
    pub(crate) fn restore_deleted_draft(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.start(None);
        self.autosave.set_newest(drafts::deleted_revision(&id.to_string()));
        self.autosave.edited(self);
        self.save();
        if !self.autosave.is_unsaved() {
            // The deleted copy is the older one.
            drafts::discard(&id.to_string());
        }
    }

    /// Drops the changes of the open plan that could not be saved.
    pub(crate) fn drop_changes(self) {
        if let Some(id) = self.open.get_untracked() {
            self.forget(id);
            // The journal may hold them where the storage was full.
            spawn_local(async move { draft_writer::overwrite_journal(&id.to_string()).await });
        }
    }

    /// Handles a draft that another tab has written or deleted (`None`).
    pub(crate) fn on_draft_changed_elsewhere(self, id: &str, written: Option<&Revision>) {
        let Some(open) = self.open.get_untracked().filter(|open| open.to_string() == id) else { return };
        if self.autosave.is_current(open) {
            return;
        }
        match written {
            None if drafts::exists(id) => {}
            None => self.autosave.fail(SaveError::DeletedElsewhere),
            Some(written) if !self.autosave.is_unsaved() && self.autosave.writer_knew_current(written) => {
                // An unreadable version does not replace a readable one.
                if self.load_stored_version().is_err() {
                    self.autosave.fail(SaveError::ChangedElsewhere);
                }
            }
            Some(_) => self.autosave.fail(SaveError::ChangedElsewhere),
        }
    }

    /// Checks the draft when the page becomes visible: a suspended tab misses the storage events of others.
    pub(crate) fn recheck_draft(self) {
        let Some(open) = self.open.get_untracked() else { return };
        let id = open.to_string();
        if self.autosave.is_current(open) || self.autosave.is_unsaved() {
            return;
        }
        if !drafts::exists(&id) {
            self.autosave.fail(SaveError::DeletedElsewhere);
        } else if self.load_stored_version().is_err() {
            self.autosave.fail(SaveError::ChangedElsewhere);
        }
    }
}
