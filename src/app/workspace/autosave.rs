//! Saves automatically: soon after an edit, at the latest [`MAX_DELAY_MS`] after the first unsaved one, and when the
//! page is left. "Saved" is shown once the plan is on the disk: see [`draft_writer`].

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::workspace::draft_writer;
use crate::app::workspace::draft_writer::DraftWrite;
use crate::app::workspace::editor::Editor;
use crate::browser::page::clock;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::{Card, CardFigures, Revision, SaveError};
use crate::browser::storage::journal::Overwrite;
use crate::file;
use crate::plan::budget::ledger::Ledger;
use crate::plan::review::findings::{Finding, check_with};
use crate::plan::review::step_status::Readiness;
use crate::plan::{Plan, PlanId};

/// How long after an edit, unless another follows.
const IDLE_DELAY: Duration = Duration::from_millis(300);
/// How long after the first unsaved edit at the latest, in milliseconds.
const MAX_DELAY_MS: i64 = 700;

/// Whether the open plan is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// It is, and has not changed since it was opened.
    #[default]
    Untouched,
    /// It is, since this time (milliseconds since 1970).
    Saved(i64),
    /// It is about to be.
    Pending,
    /// It could not be.
    Failed(SaveError),
}

impl SaveState {
    /// Whether the reader must resolve a conflict; saving again would only fail again.
    const fn is_conflict(self) -> bool {
        matches!(self, SaveState::Failed(SaveError::ChangedElsewhere | SaveError::DeletedElsewhere))
    }
}

/// The state of the open plan's draft, and its timers.
#[derive(Clone, Copy)]
pub(crate) struct Autosave {
    state: RwSignal<SaveState>,
    draft: StoredValue<Draft>,
}

#[derive(Default)]
struct Draft {
    /// The revision of the stored draft as last read or written here; `None` where there is none yet.
    revision: Option<Revision>,
    /// The newest revision that was written here, even if the storage had no room for it.
    newest: Revision,
    /// When the first edit was made that is neither stored nor being written, in milliseconds since 1970.
    unsaved_since: Option<i64>,
    /// The write in progress: when its first edit was made.
    writing: Option<i64>,
    /// Counts the events after which the outcome of a write in progress is ignored.
    turn: u32,
    /// The draft's text in an older file version, until a copy of it is stored.
    original: Option<String>,
    /// Fires after a pause; every edit restarts it.
    pause: Option<TimeoutHandle>,
    /// Fires after [`MAX_DELAY_MS`]; no edit restarts it.
    deadline: Option<TimeoutHandle>,
}

impl Autosave {
    pub(crate) fn new() -> Autosave {
        Autosave { state: RwSignal::new(SaveState::default()), draft: StoredValue::new(Draft::default()) }
    }

    /// Starts over with another plan or another state of it.
    pub(crate) fn start(self, revision: Option<Revision>) {
        self.stop_timers();
        let newest = revision.clone().unwrap_or_default();
        let _ = self.draft.try_update_value(|draft| {
            let turn = draft.turn.wrapping_add(1);
            *draft = Draft { revision, newest, turn, ..Draft::default() };
        });
        self.state.set(SaveState::default());
    }

    /// Confirms that a state that was stored before this page was opened is on the disk.
    pub(crate) fn confirm(self, id: PlanId) {
        let Some(revision) = self.draft.with_value(|draft| draft.revision.clone()) else { return };
        let id = id.to_string();
        if draft_writer::is_settled(&id, &revision) {
            return;
        }
        self.state.set(SaveState::Pending);
        let turn = self.turn();
        spawn_local(async move {
            draft_writer::confirm_opened(&id).await;
            self.confirm_saved(turn, SaveState::Untouched);
        });
    }

    pub(crate) fn state(self) -> Signal<SaveState> {
        self.state.into()
    }

    pub(crate) fn is_unsaved(self) -> bool {
        self.draft.with_value(|draft| draft.unsaved_since.is_some() || draft.writing.is_some())
    }

    /// Whether the stored draft has the revision last read or written here.
    pub(crate) fn is_current(self, id: PlanId) -> bool {
        let id = id.to_string();
        drafts::exists(&id)
            && self
                .draft
                .with_value(|draft| draft.revision.as_ref().is_some_and(|known| *known == drafts::revision(&id)))
    }

    /// Whether the writer of a revision knew of the one last read or written here.
    pub(crate) fn writer_knew_current(self, written: &Revision) -> bool {
        self.draft.with_value(|draft| draft.revision.as_ref().is_some_and(|known| written.follows(known)))
    }

    /// Stores a copy of the text of an older file version before the draft is first written.
    pub(crate) fn keep_original(self, text: String) {
        self.draft.update_value(|draft| draft.original = Some(text));
    }

    /// Sets a newer revision than the storage holds: from the journal or the trash.
    pub(crate) fn set_newest(self, newest: Revision) {
        self.draft.update_value(|draft| draft.newest = newest);
    }

    /// Schedules a save after an edit.
    pub(crate) fn edited(self, editor: Editor) {
        let now = clock::now_ms();
        self.draft.update_value(|draft| {
            draft.unsaved_since.get_or_insert(now);
        });
        match self.state.get_untracked() {
            state if state.is_conflict() => return,
            // The message about a failure stays until a save succeeds; each retry waits for its pause.
            SaveState::Failed(_) => {
                self.stop_timers();
                return self.save_after(IDLE_DELAY, editor);
            }
            SaveState::Pending => {}
            SaveState::Untouched | SaveState::Saved(_) => self.state.set(SaveState::Pending),
        }
        self.schedule(editor, now);
    }

    fn schedule(self, editor: Editor, now: i64) {
        let Some(since) = self.draft.with_value(|draft| draft.unsaved_since) else { return };
        // The clock may have been set back or ahead.
        let left = u64::try_from((since + MAX_DELAY_MS - now).clamp(0, MAX_DELAY_MS)).unwrap_or_default();
        if left == 0 {
            // Timers may be delayed for long while the reader types.
            return editor.save_soon();
        }
        let left = Duration::from_millis(left);
        self.save_after(IDLE_DELAY.min(left), editor);
        if self.draft.with_value(|draft| draft.deadline.is_none()) {
            let timer = set_timeout_with_handle(move || editor.save_soon(), left);
            self.draft.update_value(|draft| draft.deadline = timer.ok());
        }
    }

    fn save_after(self, pause: Duration, editor: Editor) {
        let timer = set_timeout_with_handle(move || editor.save_soon(), pause);
        let before = self.draft.try_update_value(|draft| std::mem::replace(&mut draft.pause, timer.ok())).flatten();
        if let Some(before) = before {
            before.clear();
        }
    }

    fn stop_timers(self) {
        let timers = self.draft.try_update_value(|draft| [draft.pause.take(), draft.deadline.take()]);
        for timer in timers.into_iter().flatten().flatten() {
            timer.clear();
        }
    }

    fn turn(self) -> u32 {
        self.draft.with_value(|draft| draft.turn)
    }

    /// Starts to write the draft, if it has unsaved changes; after a write in progress.
    pub(crate) fn save_soon(self, editor: Editor, id: PlanId, plan: RwSignal<Plan>) {
        self.stop_timers();
        let is_due = self.draft.with_value(|draft| draft.unsaved_since.is_some() && draft.writing.is_none());
        if !is_due || self.state.get_untracked().is_conflict() {
            return;
        }
        let write = clock::timed("groundswell:save", || self.prepare(editor, id, plan));
        let (next, turn) = (write.next.clone(), self.turn());
        self.draft.update_value(|draft| {
            draft.writing = draft.unsaved_since.take();
            // A synchronous save meanwhile continues from there.
            draft.newest = next.clone();
        });
        spawn_local(async move {
            let outcome = draft_writer::save(write).await;
            if self.turn() == turn {
                self.settle(next, outcome, editor);
            }
        });
    }

    fn settle(self, next: Revision, outcome: Result<(), SaveError>, editor: Editor) {
        let since = self.draft.try_update_value(|draft| draft.writing.take()).flatten();
        match outcome {
            Ok(()) => {
                self.draft.update_value(|draft| {
                    draft.revision = Some(next);
                    draft.original = None;
                });
                if self.is_unsaved() {
                    if matches!(self.state.get_untracked(), SaveState::Failed(_)) {
                        self.state.set(SaveState::Pending);
                    }
                    self.schedule(editor, clock::now_ms());
                } else {
                    self.state.set(SaveState::Saved(clock::now_ms()));
                    draft_writer::request_persistence_once();
                }
            }
            Err(error) => {
                self.draft.update_value(|draft| draft.unsaved_since = since.or(draft.unsaved_since));
                self.fail(error);
            }
        }
    }

    /// Writes the draft synchronously, without the lock, since a page that is being left cannot wait. "Saved" is shown
    /// when the journal has it too.
    pub(crate) fn save_now(self, editor: Editor, id: PlanId, plan: RwSignal<Plan>) {
        self.stop_timers();
        if !self.is_unsaved() || self.state.get_untracked().is_conflict() {
            return;
        }
        let over = self.draft.with_value(|draft| draft.newest.clone());
        let write = self.prepare(editor, id, plan);
        let is_new = write.known.is_none();
        let next = write.next.clone();
        let turn = self.draft.try_update_value(|draft| {
            draft.turn = draft.turn.wrapping_add(1);
            draft.unsaved_since = draft.writing.take().or(draft.unsaved_since);
            draft.turn
        });
        if let Err(error) = draft_writer::write_storage(write) {
            return self.fail(error);
        }
        self.draft.update_value(|draft| {
            let turn = draft.turn;
            *draft = Draft { revision: Some(next.clone()), newest: next.clone(), turn, ..Draft::default() };
        });
        let id = id.to_string();
        if draft_writer::is_settled(&id, &next) {
            return self.state.set(SaveState::Saved(clock::now_ms()));
        }
        self.state.set(SaveState::Pending);
        spawn_local(async move {
            let over = if is_new { Overwrite::Anything } else { Overwrite::State(over) };
            if let Some(copy) = draft_writer::update_journal(&id, over).await {
                editor.report_copy(&copy);
            }
            self.confirm_saved(turn.unwrap_or_default(), SaveState::Saved(clock::now_ms()));
        });
    }

    /// Shows the save as done: journal and storage agree.
    fn confirm_saved(self, turn: u32, state: SaveState) {
        if self.turn() == turn && !self.is_unsaved() && self.state.get_untracked() == SaveState::Pending {
            self.state.set(state);
        }
    }

    fn prepare(self, editor: Editor, id: PlanId, plan: RwSignal<Plan>) -> DraftWrite {
        let (known, newest, original) =
            self.draft.with_value(|draft| (draft.revision.clone(), draft.newest.clone(), draft.original.clone()));
        let next = Revision::after(known.as_ref().unwrap_or(&Revision::default()), &newest);
        plan.with_untracked(|plan| {
            let text = file::write(plan);
            let figures = editor.peek_figures(|plan, ledger| {
                editor.findings().with_untracked(|findings| figures(plan, ledger, findings))
            });
            let card = Card { id: id.to_string(), ..card_with(plan, figures) };
            DraftWrite { text, card, known, newest, next, original }
        })
    }

    /// Reports a failure until a save succeeds.
    pub(crate) fn fail(self, error: SaveError) {
        self.stop_timers();
        self.draft.update_value(|draft| {
            draft.unsaved_since.get_or_insert_with(clock::now_ms);
        });
        self.state.set(SaveState::Failed(error));
    }
}

/// The list entry of a plan that is saved now, and is not open.
pub(crate) fn card(plan: &Plan) -> Card {
    let ledger = Ledger::of(plan);
    card_with(plan, figures(plan, &ledger, &check_with(plan, &ledger)))
}

/// The key figures on the list, as the overview shows them.
pub(crate) fn figures(plan: &Plan, ledger: &Ledger, findings: &[Finding]) -> CardFigures {
    let (totals, ready, currency) =
        (ledger.totals(), Readiness::of(plan, findings, clock::today()), plan.basics.currency);
    CardFigures {
        currency: currency.code().to_owned(),
        planned: totals.planned.whole_units(currency),
        total: totals.total_budget.map(|total| total.whole_units(currency)),
        steps_done: ready.steps_done,
        steps_due: ready.steps_due,
        to_complete: ready.to_complete,
        issues: ready.issues,
    }
}

fn card_with(plan: &Plan, figures: CardFigures) -> Card {
    Card {
        figures: Some(figures),
        id: plan.id.to_string(),
        name: plan.basics.name.clone(),
        first_day: plan.basics.first_day,
        last_day: plan.basics.last_day,
        updated_at: clock::now_ms(),
        ..Card::default()
    }
}
