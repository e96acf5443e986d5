//! Actions on whole plans that read or create a plan. Part of the workspace: see
//! [`PlanParts`](crate::app::shell::plan_loader::PlanParts).

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::quick_start::answers;
use crate::app::shell::new_version::report_not_loaded;
use crate::app::shell::plan_list::{DraftProblem, Job, ListedPlan, PlanList, RejectedFile, Spreadsheet, copy_name};
use crate::app::shell::route::Route;
use crate::app::workspace::autosave::{SaveState, card, figures};
use crate::app::workspace::draft_writer;
use crate::app::workspace::draft_writer::DraftWrite;
use crate::app::workspace::editor::{Editor, display_name};
use crate::app::workspace::load_error_messages::{load_error_detail, load_error_words};
use crate::app::workspace::storage_meter::share;
use crate::browser::files::fetch;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::{clock, intl, random, versions};
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::{Card, Revision, SaveError};
use crate::browser::storage::journal::Overwrite;
use crate::file::{self, LoadError, Loaded, PlanFileKind};
use crate::i18n;
use crate::i18n::format;
use crate::i18n::words::{app, common, home, new_plan_import, saving, shell, storage, typing};
use crate::plan::budget::ledger::Ledger;
use crate::plan::catalogue::examples::Example;
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::plan::draft::answers::QuickStart;
use crate::plan::model::bounds::{NAME_CHARS, TEXT_CHARS};
use crate::plan::model::id::Id;
use crate::plan::review::findings::check_with;
use crate::plan::{Plan, PlanId, Step};

/// How the names of spreadsheets end, of those that are read and of those whose refusal says what to do.
const SPREADSHEETS: [&str; 12] =
    ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "numbers", "html", "htm"];

fn is_spreadsheet(file: &PickedFile) -> bool {
    let name = file.name();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    SPREADSHEETS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Runs a job.
pub(crate) fn run_job(plan_list: PlanList, job: Job) {
    match job {
        Job::Create => plan_list.create_blank(),
        Job::CreateFromAnswers(answers) => plan_list.create_drafted(answers),
        Job::CreateFromSpreadsheet(spreadsheet) => plan_list.spreadsheet.set(Some(spreadsheet)),
        Job::CreateFromExample(example) => plan_list.create_example_plan(example),
        Job::Import(files) => plan_list.import_files(files),
        Job::Rename(id, name) => plan_list.rename_plan(id, name),
        Job::Duplicate(id) => plan_list.duplicate_plan(id),
        Job::Delete(id, name) => plan_list.move_to_trash(id, name),
        Job::Restore(id) => plan_list.restore_deleted(id),
        Job::Discard(id) => spawn_local(async move {
            draft_writer::discard(&id).await;
            plan_list.refresh_if_shown();
        }),
        Job::Download(card) => plan_list.download_current(&card),
    }
}

/// Why a plan was not saved, in the reader's words.
fn save_error_words(error: SaveError) -> &'static str {
    match error {
        SaveError::Full => saving::full(),
        SaveError::ChangedElsewhere => saving::changed_elsewhere(),
        SaveError::DeletedElsewhere => saving::deleted_elsewhere(),
    }
}

impl PlanList {
    /// Reports a failure and refreshes the list either way. Returns whether it succeeded. Where the storage is full,
    /// offers to empty the trash and to run the job again.
    fn report_outcome(self, outcome: Result<(), SaveError>, job: Option<Job>) -> bool {
        let taken = drafts::deleted_size();
        match outcome {
            Ok(()) => {}
            Err(SaveError::Full) if taken > 0 => {
                let empty = self.loader.lasting_callback(move || self.empty_trash(job.clone()));
                self.toasts.offer(storage::full_bin(&share(taken)), storage::empty_bin(), empty);
            }
            Err(error) => self.toasts.say(save_error_words(error)),
        }
        self.refresh_if_shown();
        outcome.is_ok()
    }

    /// Deletes all plans in the trash for good, then runs the job that had no room, or saves the open plan.
    pub(crate) fn empty_trash(self, then: Option<Job>) {
        spawn_local(async move {
            for card in drafts::cards().into_iter().filter(|card| card.deleted_at.is_some()) {
                draft_writer::discard(&card.id).await;
            }
            self.toasts.say(storage::bin_emptied());
            self.refresh_if_shown();
            match (then, self.loader.peek()) {
                (Some(job), _) => self.run(job),
                (None, Some(workspace)) => workspace.editor.save(),
                (None, None) => {}
            }
        });
    }

    /// The open plan, if it is this one and has changes that are not stored.
    fn unsaved(self, id: &str) -> Option<Editor> {
        let editor = self.loader.peek()?.editor;
        let is_open = editor.peek_open().is_some_and(|open| open.to_string() == id);
        (is_open && editor.is_unsaved()).then_some(editor)
    }

    fn download_current(self, card: &Card) {
        match self.unsaved(&card.id) {
            Some(editor) => editor.download(),
            None => {
                self.download(card, PlanFileKind::Plan);
                drafts::note_export(&card.id, clock::now_ms());
            }
        }
    }

    fn move_to_trash(self, id: String, name: String) {
        spawn_local(async move {
            // Unsaved changes go to the trash too, and are restored with the plan.
            let unsaved = self.unsaved(&id);
            let text = unsaved.map(|editor| editor.peek(file::write));
            let outcome = draft_writer::delete(&id, text.as_deref()).await;
            if outcome == Err(SaveError::Full)
                && let Some(editor) = unsaved
            {
                let download = self.loader.lasting_callback(move || editor.download());
                self.toasts.offer(storage::not_deleted(&name), shell::download_plan(), download);
                return;
            }
            if self.report_outcome(outcome, Some(Job::Delete(id.clone(), name.clone()))) {
                if let Ok(plan) = id.parse() {
                    self.forget(plan);
                }
                let take_back = self.loader.lasting_callback(move || self.restore(&id));
                self.toasts.offer(common::deleted(&name), common::undo(), take_back);
            }
        });
    }

    /// Closes a plan that was deleted or renamed in the storage, if it is the open one, and draws its address again: it may
    /// have been visited before that was done.
    fn forget(self, id: PlanId) {
        if let Some(workspace) = self.loader.peek() {
            workspace.editor.forget(id);
        }
        if self.navigation.peek().plan() == Some(id) {
            self.navigation.redraw();
        }
    }

    fn restore_deleted(self, id: String) {
        if drafts::exists(&id) {
            return self.restore_as_copy(&id);
        }
        spawn_local(async move {
            let outcome = draft_writer::restore(&id).await;
            self.report_outcome(outcome, None);
            // The current address may be that of this plan.
            if self.navigation.peek().plan().is_some_and(|plan| plan.to_string() == id) {
                self.navigation.redraw();
            }
        });
    }

    fn create_blank(self) {
        let mut plan = Plan::blank(&mut random::bits);
        let proposed = RegionalDefaults::of(&intl::preferred_language(), &intl::time_zone());
        plan.basics.market = proposed.market;
        plan.basics.currency = proposed.currency;
        let id = plan.id;
        if self.store_for(&plan, None, Some(Job::Create)) {
            self.go_to_new(&Route::step(id, Step::Basics));
        }
    }

    /// Stores a blank plan, opens it and drafts it as one edit, so that one undo takes the draft back.
    fn create_drafted(self, answers: QuickStart) {
        let Some(workspace) = self.loader.peek() else { return };
        let blank = Plan::blank(&mut random::bits);
        let id = blank.id;
        let Ok(edit) = (workspace.parts.registry.draft)(&blank, &answers) else { return };
        if !self.store_for(&blank, None, Some(Job::CreateFromAnswers(answers))) {
            return;
        }
        // Another plan that cannot be saved is not left; the screen says so, and the answers are kept.
        let editor = workspace.editor;
        if editor.open(id).is_ok() && editor.edit(edit, None) {
            editor.save();
            answers::forget();
        }
        self.go_to_new(&Route::Plan(id));
    }

    /// Goes to a plan that was just made, in place of the page that asked for it: Back leads to the list.
    fn go_to_new(self, to: &Route) {
        if self.navigation.peek() == Route::New {
            self.navigation.replace(to);
        } else {
            self.navigation.go(to);
        }
    }

    fn create_example_plan(self, example: Example) {
        let address = "examples/".to_owned() + &example.file(i18n::locale().code());
        spawn_local(async move {
            let text = match fetch::text(&versions::of_this_build(&address)).await {
                Ok(text) => text,
                Err(error) => {
                    return report_not_loaded(self.toasts, home::example_failed(&error.to_string())).await;
                }
            };
            match file::read(&text) {
                Ok(loaded) => {
                    let name = loaded.plan.basics.name.clone();
                    let id = Id::from_bits(random::bits());
                    let plan = example.plan_on(file::as_copy(loaded.plan, id, name), clock::today());
                    if self.store_for(&plan, None, Some(Job::CreateFromExample(example))) {
                        self.navigation.go(&Route::Plan(id));
                    }
                }
                Err(error) => self.toasts.say(home::example_failed(&load_error_words(&error))),
            }
        });
    }

    fn import_files(self, files: Vec<PickedFile>) {
        self.rejected.update(Vec::clear);
        let single = files.len() == 1;
        // On the list, a spreadsheet begins a plan.
        let is_listed = self.shown.get_untracked();
        let (sheets, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_listed && is_spreadsheet(file));
        let mut sheets = sheets.into_iter();
        if let Some(first) = sheets.next() {
            let begun = first.name();
            for other in sheets {
                let reason = new_plan_import::one_at_a_time(&begun);
                self.reject(RejectedFile { file: other.name(), reason, detail: None });
            }
            self.spreadsheet.set(Some(Spreadsheet::File(first)));
        }
        for picked in files {
            spawn_local(async move {
                let name = picked.name();
                // Do not read a huge file, such as a video dropped by mistake.
                let text = if picked.size() > file::MAX_BYTES as u64 {
                    let bytes = usize::try_from(picked.size()).unwrap_or(usize::MAX);
                    Err((load_error_words(&LoadError::TooLarge { units: bytes, limit: file::MAX_UNITS }), None))
                } else {
                    picked.text().await.map_err(|error| (home::file_not_read(&error.to_string()), None))
                };
                let mut cut = 0;
                let text = text.map(|text| match file::shorten_texts(&text) {
                    Some((short, cuts)) => {
                        cut = cuts;
                        short
                    }
                    None => text,
                });
                let mut repeated = 0;
                let loaded = text.and_then(|text| match file::read(&text) {
                    Ok(loaded) => {
                        repeated = file::repeated_figures(&text, &loaded.plan);
                        Ok((loaded, text))
                    }
                    Err(error) => Err((load_error_words(&error), load_error_detail(&error))),
                });
                match loaded {
                    Ok((loaded, text)) => {
                        self.import_loaded(loaded, &text, single);
                        if cut > 0 {
                            self.toasts.say(cut_words(cut));
                        }
                        if repeated > 0 {
                            self.toasts.say(repeated_words(repeated));
                        }
                    }
                    Err((reason, detail)) => self.reject(RejectedFile { file: name, reason, detail }),
                }
            });
        }
    }

    fn import_loaded(self, loaded: Loaded, text: &str, open: bool) {
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
        let navigation = self.navigation;
        if open && self.shown.get_untracked() {
            self.toasts.say(message);
            navigation.go(&Route::Plan(id));
        } else {
            self.toasts.offer(
                message,
                common::open(),
                self.loader.lasting_callback(move || navigation.go(&Route::Plan(id))),
            );
        }
    }

    fn reject(self, refusal: RejectedFile) {
        if self.shown.get_untracked() {
            self.rejected.update(|rejected| rejected.push(refusal));
        } else {
            self.toasts.say(common::labelled(&refusal.file, &refusal.reason));
        }
    }

    /// Stores a new plan, with the text of an older version it was migrated from, and reports a failure.
    pub(crate) fn store(self, plan: &Plan, original: Option<&str>) -> bool {
        self.store_for(plan, original, None)
    }

    fn store_for(self, plan: &Plan, original: Option<&str>, job: Option<Job>) -> bool {
        let stored = draft_writer::store_new(plan, original);
        if stored.is_ok() {
            let id = plan.id.to_string();
            spawn_local(async move {
                draft_writer::update_journal(&id, Overwrite::Anything).await;
            });
        }
        self.report_outcome(stored, job)
    }

    fn rename_plan(self, id: PlanId, name: String) {
        let name = name.trim().to_owned();
        if let Some(editor) = self.unsaved(&id.to_string()) {
            // The stored draft is outdated: rename the open plan and save it if possible.
            editor.change_basics("", |basics| basics.name.clone_from(&name));
            editor.save();
            let error = match editor.save_state().get_untracked() {
                SaveState::Failed(error) => Err(error),
                _ => Ok(()),
            };
            self.report_outcome(error, None);
            return;
        }
        spawn_local(async move {
            let outcome = self.rename_stored(id, &name).await;
            self.report_outcome(outcome, Some(Job::Rename(id, name)));
        });
    }

    /// Renames a stored plan that is not on the screen.
    async fn rename_stored(self, id: PlanId, name: &str) -> Result<(), SaveError> {
        let key = id.to_string();
        let stored = drafts::read(&key).ok_or(SaveError::DeletedElsewhere)?;
        let Ok(Loaded { plan, migrated_from }) = file::read(&stored.text) else {
            return Err(SaveError::ChangedElsewhere);
        };
        let mut plan = Plan { id, ..plan };
        name.clone_into(&mut plan.basics.name);
        let next = Revision::after(&stored.revision, &stored.revision);
        draft_writer::save(DraftWrite {
            text: file::write(&plan),
            card: card(&plan),
            known: Some(stored.revision.clone()),
            newest: stored.revision,
            next,
            original: migrated_from.map(|_| stored.text),
        })
        .await?;
        self.forget(id);
        Ok(())
    }

    fn duplicate_plan(self, id: PlanId) {
        let key = id.to_string();
        let plan = match self.unsaved(&key) {
            Some(editor) => editor.peek(Plan::clone),
            None => {
                let Some(stored) = drafts::read(&key) else { return self.refresh_if_shown() };
                match file::read(&stored.text) {
                    Ok(loaded) => loaded.plan,
                    Err(error) => return self.toasts.say(load_error_words(&error)),
                }
            }
        };
        let name = copy_name(&display_name(&plan));
        let copy = file::as_copy(plan, Id::from_bits(random::bits()), name.clone());
        if self.store_for(&copy, None, Some(Job::Duplicate(id))) {
            self.toasts.say(home::duplicated(&name));
        }
    }

    fn restore_as_copy(self, id: &str) {
        let loaded = drafts::deleted(id).and_then(|text| file::read(&text).ok());
        let Some(Loaded { plan, .. }) = loaded else {
            self.report_outcome(Err(SaveError::ChangedElsewhere), None);
            return;
        };
        let name = copy_name(&display_name(&plan));
        if self.store(&file::as_copy(plan, Id::from_bits(random::bits()), name), None) {
            self.discard(id);
        }
    }
}

/// Says that texts of a file were shortened: see [`file::shorten_texts`].
pub(crate) fn cut_words(cut: usize) -> String {
    let (count, text) = format::counted(cut);
    typing::cut(count, &text, &format::counted(NAME_CHARS).1, &format::counted(TEXT_CHARS).1)
}

/// Says that a file has more than one figure of some days: see [`file::repeated_figures`].
pub(crate) fn repeated_words(repeated: usize) -> String {
    let (count, text) = format::counted(repeated);
    app::repeated_figures(count, &text)
}

/// Reads the list entry of a draft from its text.
pub(crate) fn read_entry(card: Card) -> Option<ListedPlan> {
    let stored = drafts::read(&card.id)?;
    match file::read(&stored.text) {
        Ok(loaded) => {
            let plan = loaded.plan;
            let ledger = Ledger::of(&plan);
            let card = Card {
                figures: Some(figures(&plan, &ledger, &check_with(&plan, &ledger))),
                name: plan.basics.name,
                first_day: plan.basics.first_day,
                last_day: plan.basics.last_day,
                revision: stored.revision,
                size: stored.text.len(),
                ..card
            };
            drafts::note(card.clone());
            Some(ListedPlan { card, problem: None })
        }
        Err(error) => {
            let newer = matches!(error, LoadError::NewerVersion { .. });
            let detail = load_error_detail(&error);
            let words = Arc::new(move || load_error_words(&error));
            Some(ListedPlan { card, problem: Some(DraftProblem { newer, words, detail }) })
        }
    }
}

/// As [`read_entry`], for a plan that was deleted at an unknown time: now counts.
pub(crate) fn read_deleted_card(card: Card, now: i64) -> Card {
    let plan = drafts::deleted(&card.id).and_then(|text| file::read(&text).ok()).map(|loaded| loaded.plan);
    let card = Card { deleted_at: Some(now), name: plan.map(|plan| plan.basics.name).unwrap_or_default(), ..card };
    drafts::note(card.clone());
    card
}
