//! Keeps a file on the reader's disk in sync with a plan: written when it is chosen and after every save, as long as
//! the page is open.
//!
//! Lives above the screens, so that it continues wherever the reader navigates.

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;

use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::editor::Editor;
use crate::browser::BrowserError;
use crate::browser::files::disk;
use crate::browser::files::disk::DiskFile;
use crate::browser::page::{clock, lifecycle};
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::SaveError;
use crate::file::{self, PlanFileKind};
use crate::i18n::words::{common, disk_file as w};
use crate::plan::PlanId;
use crate::widgets::Toasts;

/// Whether the file is in sync with its plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DiskState {
    /// No file.
    #[default]
    Off,
    /// It holds the plan as it was saved at that moment (milliseconds since 1970).
    InSync {
        /// The file's name.
        name: String,
        /// When.
        at: i64,
    },
    /// It could not be written and is outdated.
    Outdated {
        /// The file's name.
        name: String,
        /// The browser's reason.
        reason: String,
    },
}

/// The file and its state. A handle, from the context.
#[derive(Clone, Copy)]
pub struct DiskCopy {
    editor: Editor,
    toasts: Toasts,
    state: RwSignal<DiskState>,
    plan: RwSignal<Option<PlanId>>,
    work: StoredValue<SyncState, LocalStorage>,
}

/// The file and the write in progress.
#[derive(Default)]
struct SyncState {
    file: Option<DiskFile>,
    /// The text the file is known to hold.
    written: Option<String>,
    /// Whether a text is on its way to it.
    busy: bool,
    /// Counts the chosen files: the outcome of a write to an earlier one is ignored.
    turn: u32,
}

/// The file sync from the context.
///
/// # Panics
/// Outside of the app's views, where there is none.
pub fn use_disk_copy() -> DiskCopy {
    expect_context()
}

impl DiskCopy {
    /// To be made at the root, with no file.
    pub(crate) fn new(editor: Editor, toasts: Toasts) -> DiskCopy {
        let copy = DiskCopy {
            editor,
            toasts,
            state: RwSignal::new(DiskState::Off),
            plan: RwSignal::new(None),
            work: StoredValue::new_local(SyncState::default()),
        };
        let saves = editor.save_state();
        Effect::new(move || {
            saves.track();
            copy.follow();
        });
        lifecycle::ask_before_closing(move || copy.is_behind());
        copy
    }

    /// The state of the file for a plan; off where the file belongs to another plan.
    pub fn state(self, plan: PlanId) -> DiskState {
        if self.plan.get() == Some(plan) { self.state.get() } else { DiskState::Off }
    }

    /// Whether the file is kept in step with another plan than this.
    pub fn is_of_another(self, plan: PlanId) -> bool {
        self.plan.get().is_some_and(|own| own != plan)
    }

    /// Asks for a file and keeps it in step with the open plan from then on.
    pub fn choose(self) {
        let Some(plan) = self.editor.peek_open() else { return };
        let suggested = self.editor.peek(|plan| file::file_name(plan, clock::today(), PlanFileKind::Plan));
        spawn_local(async move {
            match disk::choose(&suggested).await {
                Ok(Some(file)) => {
                    self.begin(Some(file));
                    self.plan.set(Some(plan));
                    self.editor.save();
                    self.follow();
                }
                Ok(None) => {}
                Err(error) => self.toasts.say(w::not_chosen(&error.to_string())),
            }
        });
    }

    /// Leaves the file as it is from now on.
    pub fn stop(self) {
        self.begin(None);
        self.plan.set(None);
        self.state.set(DiskState::Off);
    }

    /// Asks for permission and writes again.
    pub fn try_again(self) {
        let Some(file) = self.work.with_value(|work| work.file.clone()) else { return };
        spawn_local(async move {
            file.ask_again().await;
            self.follow();
        });
    }

    fn begin(self, file: Option<DiskFile>) {
        self.work
            .update_value(|work| *work = SyncState { file, turn: work.turn.wrapping_add(1), ..SyncState::default() });
    }

    /// The text to write; `None` where it is unknown or nothing is to be written.
    fn text(self) -> Option<String> {
        let plan = self.plan.get_untracked()?;
        if self.editor.peek_open() != Some(plan) {
            return None;
        }
        match self.editor.save_state().get_untracked() {
            // The reader must resolve the conflict first, or the plan is about to be saved.
            SaveState::Failed(SaveError::ChangedElsewhere | SaveError::DeletedElsewhere) | SaveState::Pending => None,
            // The storage is full, so the file matters more.
            SaveState::Failed(SaveError::Full) => Some(self.editor.peek(file::write)),
            SaveState::Untouched | SaveState::Saved(_) => drafts::read(&plan.to_string()).map(|stored| stored.text),
        }
    }

    /// Whether closing the page would lose changes that the file is missing. A reported failure does not count.
    fn is_behind(self) -> bool {
        let known = matches!(self.state.get_untracked(), DiskState::Outdated { .. });
        !known && self.text().is_some_and(|text| self.work.with_value(|work| work.written.as_ref() != Some(&text)))
    }

    /// Writes the file, unless it is up to date.
    fn follow(self) {
        let Some(text) = self.text() else { return };
        let begun = self.work.try_update_value(|work| {
            let file = work.file.clone().filter(|_| !work.busy && work.written.as_ref() != Some(&text))?;
            work.busy = true;
            Some((file, work.turn))
        });
        let Some((file, turn)) = begun.flatten() else { return };
        spawn_local(async move {
            let outcome = file.write(&text).await;
            let current = self.work.try_update_value(|work| {
                let current = work.turn == turn;
                if current {
                    work.busy = false;
                    work.written = outcome.is_ok().then_some(text);
                }
                current
            });
            if current == Some(true) {
                self.settle(file.name(), outcome);
            }
        });
    }

    fn settle(self, name: String, outcome: Result<(), BrowserError>) {
        match outcome {
            Ok(()) => {
                self.state.set(DiskState::InSync { name, at: clock::now_ms() });
                // Write what was saved meanwhile.
                self.follow();
            }
            Err(error) => {
                let said_already = matches!(self.state.get_untracked(), DiskState::Outdated { .. });
                if !said_already {
                    let again = self.editor.lasting_callback(move || self.try_again());
                    self.toasts.offer(w::fell_behind(&name), common::try_again(), again);
                }
                self.state.set(DiskState::Outdated { name, reason: error.to_string() });
            }
        }
    }
}
