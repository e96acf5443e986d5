//! Saving by itself: soon after an edit, never while a key is being handled, and at the latest when the page is left.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::editor::Editor;
use crate::browser::clock;
use crate::browser::drafts::{self, Card, Revision, SaveError};
use crate::file::{self, Rewriter};
use crate::plan::{Plan, PlanId};

/// How long after an edit, if no other follows.
const PAUSE: Duration = Duration::from_millis(300);
/// How long after the first edit that is not saved, whatever follows, in milliseconds.
const LONGEST: i64 = 800;

/// Whether the open plan is safe in the storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// It is, and has not been changed since it was opened.
    #[default]
    Untouched,
    /// It is, since that moment (milliseconds since 1970).
    Saved(i64),
    /// It soon will be.
    Pending,
    /// It is not.
    Failed(SaveError),
}

/// What is known of the open plan's draft, and when it is written next.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    state: RwSignal<SaveState>,
    draft: StoredValue<Draft>,
}

#[derive(Default)]
struct Draft {
    /// The state of the stored draft as last read or written here; `None` where there is none yet.
    revision: Option<Revision>,
    /// When the first edit was made that is not stored.
    unsaved_since: Option<i64>,
    /// The draft's text in the older file version it was found in, until it is put aside.
    original: Option<String>,
    /// The text as last written, to be written again.
    rewriter: Rewriter,
    timer: Option<TimeoutHandle>,
}

impl Autosave {
    pub(super) fn new() -> Autosave {
        Autosave { state: RwSignal::new(SaveState::default()), draft: StoredValue::new(Draft::default()) }
    }

    /// Begins anew, with another plan or another state of it.
    pub(super) fn start(self, revision: Option<Revision>) {
        self.stop_timer();
        self.draft.set_value(Draft { revision, ..Draft::default() });
        self.state.set(SaveState::default());
    }

    pub(super) fn state(self) -> Signal<SaveState> {
        self.state.into()
    }

    pub(super) fn is_unsaved(self) -> bool {
        self.draft.with_value(|draft| draft.unsaved_since.is_some())
    }

    /// Whether the stored draft is in the state last read or written here.
    pub(super) fn is_current(self, id: PlanId) -> bool {
        let id = id.to_string();
        drafts::exists(&id)
            && self
                .draft
                .with_value(|draft| draft.revision.as_ref().is_some_and(|known| *known == drafts::revision(&id)))
    }

    /// Whether whoever wrote a revision knew of the one last read or written here.
    pub(super) fn knew(self, written: &Revision) -> bool {
        self.draft.with_value(|draft| draft.revision.as_ref().is_some_and(|known| written.follows(known)))
    }

    /// Puts the text of an older file version aside before the draft is first written.
    pub(super) fn keep_original(self, text: String) {
        self.draft.update_value(|draft| draft.original = Some(text));
    }

    /// The plan has changed: it will be saved.
    pub(super) fn edited(self, editor: Editor) {
        let now = clock::now_ms();
        let since = self.draft.try_update_value(|draft| *draft.unsaved_since.get_or_insert(now)).unwrap_or(now);
        match self.state.get_untracked() {
            // The reader has to decide first; saving on would only fail again.
            SaveState::Failed(SaveError::ChangedElsewhere | SaveError::DeletedElsewhere) => return,
            // What is said about a failure stays said until it is mended.
            SaveState::Failed(_) | SaveState::Pending => {}
            SaveState::Untouched | SaveState::Saved(_) => self.state.set(SaveState::Pending),
        }
        // Once that is over, a save has failed; each further try waits for its pause again.
        let left = u64::try_from(since + LONGEST - now).map_or(PAUSE, Duration::from_millis);
        self.stop_timer();
        let timer = set_timeout_with_handle(move || editor.save(), PAUSE.min(left));
        self.draft.update_value(|draft| draft.timer = timer.ok());
    }

    fn stop_timer(self) {
        if let Some(timer) = self.draft.try_update_value(|draft| draft.timer.take()).flatten() {
            timer.clear();
        }
    }

    /// Writes the draft, if there is something to write.
    pub(super) fn save_now(self, id: PlanId, plan: RwSignal<Plan>) {
        self.stop_timer();
        if !self.is_unsaved() {
            return;
        }
        match self.write(id, plan) {
            Ok(revision) => {
                self.draft.update_value(|draft| {
                    let rewriter = std::mem::take(&mut draft.rewriter);
                    *draft = Draft { revision: Some(revision), rewriter, ..Draft::default() };
                });
                self.state.set(SaveState::Saved(clock::now_ms()));
            }
            Err(error) => self.fail(error),
        }
    }

    fn write(self, id: PlanId, plan: RwSignal<Plan>) -> Result<Revision, SaveError> {
        let (known, original) =
            self.draft.try_update_value(|draft| (draft.revision.clone(), draft.original.clone())).unwrap_or_default();
        if let Some(original) = original {
            drafts::keep_original(&id.to_string(), &original)?;
        }
        clock::timed("groundswell:save", || {
            let (text, card) = plan.with_untracked(|plan| {
                let text = self.draft.try_update_value(|draft| draft.rewriter.write(plan));
                (text.unwrap_or_else(|| file::write(plan)), card(plan))
            });
            drafts::write(&text, known.as_ref(), card)
        })
    }

    /// It is not saved, and that is said until it is.
    pub(super) fn fail(self, error: SaveError) {
        self.stop_timer();
        self.draft.update_value(|draft| {
            draft.unsaved_since.get_or_insert_with(clock::now_ms);
        });
        self.state.set(SaveState::Failed(error));
    }
}

/// What the list of plans shows of a plan saved now.
pub(super) fn card(plan: &Plan) -> Card {
    Card {
        id: plan.id.to_string(),
        name: plan.basics.name.clone(),
        first_day: plan.basics.first_day,
        last_day: plan.basics.last_day,
        updated_at: clock::now_ms(),
        ..Card::default()
    }
}
