//! What is done with plans as a whole that needs to read or make one. Part of the plan's side: see
//! [`PlanParts`](super::plan_side::PlanParts).

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::display_name;
use super::library::{Entry, Fault, Job, Library, copy_name};
use super::load_words::load_error_words;
use super::route::Route;
use super::saving::card;
use crate::browser::drafts::{self, Card, SaveError};
use crate::browser::files::PickedFile;
use crate::browser::{fetch, random};
use crate::file::{self, LoadError, Loaded};
use crate::i18n;
use crate::i18n::words::{common, home};
use crate::plan::catalogue::examples::Example;
use crate::plan::id::Id;
use crate::plan::{Plan, PlanId, Step};

/// Does a job.
pub(super) fn work(library: Library, job: Job) {
    match job {
        Job::Create => library.make_blank(),
        Job::CreateFromExample(example) => library.make_from_example(example),
        Job::Import(files) => library.take_in_files(files),
        Job::Rename(id, name) => library.give_name(id, &name),
        Job::Duplicate(id) => library.make_second(id),
        Job::RestoreAsCopy(id) => library.restore_as_copy(&id),
    }
}

impl Library {
    fn make_blank(self) {
        let plan = Plan::blank(&mut random::bits);
        let id = plan.id;
        if self.store(&plan, None) {
            self.navigation.go(&Route::step(id, Step::Basics));
        }
    }

    fn make_from_example(self, example: Example) {
        let address = "examples/".to_owned() + &example.file(i18n::locale().code());
        spawn_local(async move {
            let text = match fetch::text(&address).await {
                Ok(text) => text,
                Err(said) => return self.toasts.say(home::example_failed(&said)),
            };
            match file::read(&text) {
                Ok(loaded) => {
                    let name = loaded.plan.basics.name.clone();
                    let id = Id::from_bits(random::bits());
                    if self.store(&file::as_copy(loaded.plan, id, name), None) {
                        self.navigation.go(&Route::Plan(id));
                    }
                }
                Err(error) => self.toasts.say(home::example_failed(&load_error_words(&error))),
            }
        });
    }

    fn take_in_files(self, files: Vec<PickedFile>) {
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
        let navigation = self.navigation;
        if open && self.shown.get_untracked() {
            self.toasts.say(message);
            navigation.go(&Route::Plan(id));
        } else {
            self.toasts.offer(message, common::open(), self.side.lasting(move || navigation.go(&Route::Plan(id))));
        }
    }

    fn refuse(self, name: String, reason: String) {
        if self.shown.get_untracked() {
            self.refused.update(|refused| refused.push((name, reason)));
        } else {
            self.toasts.say(common::labelled(&name, &reason));
        }
    }

    /// Stores a new plan, with the older text it was made from, and says if that failed.
    pub(super) fn store(self, plan: &Plan, original: Option<&str>) -> bool {
        let id = plan.id.to_string();
        let stored = original
            .map_or(Ok(()), |text| drafts::keep_original(&id, text))
            .and_then(|()| drafts::write(&file::write(plan), None, card(plan)));
        self.settle(stored.map(|_| ()))
    }

    fn give_name(self, id: PlanId, name: &str) {
        let renamed = self.change_stored(id, |plan| name.trim().clone_into(&mut plan.basics.name));
        self.settle(renamed);
    }

    /// Changes a stored plan that is not on the screen.
    fn change_stored(self, id: PlanId, change: impl FnOnce(&mut Plan)) -> Result<(), SaveError> {
        let key = id.to_string();
        // An unsaved plan is still in the editor; what is stored is behind it.
        let editor = self.side.peek().map(|here| here.editor);
        if editor.is_some_and(|editor| editor.peek_open() == Some(id) && editor.is_unsaved()) {
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
        self.forget(id);
        Ok(())
    }

    fn make_second(self, id: PlanId) {
        let Some(stored) = drafts::read(&id.to_string()) else { return self.refresh_if_shown() };
        match file::read(&stored.text) {
            Ok(loaded) => {
                let name = copy_name(&display_name(&loaded.plan));
                let copy = file::as_copy(loaded.plan, Id::from_bits(random::bits()), name.clone());
                if self.store(&copy, None) {
                    self.toasts.say(home::duplicated(&name));
                }
            }
            Err(error) => self.toasts.say(load_error_words(&error)),
        }
    }

    fn restore_as_copy(self, id: &str) {
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
}

/// What the list shows of a draft, from its text.
pub(super) fn known(card: Card) -> Option<Entry> {
    let stored = drafts::read(&card.id)?;
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
        Err(error) => {
            let newer = matches!(error, LoadError::NewerVersion { .. });
            let words = Arc::new(move || load_error_words(&error));
            Some(Entry { card, fault: Some(Fault { newer, words }) })
        }
    }
}

/// As [`known`], for what was deleted without saying when: that is now, then.
pub(super) fn known_deleted(card: Card, now: i64) -> Card {
    let plan = drafts::deleted(&card.id).and_then(|text| file::read(&text).ok()).map(|loaded| loaded.plan);
    let card = Card { deleted_at: Some(now), name: plan.map(|plan| plan.basics.name).unwrap_or_default(), ..card };
    drafts::note(card.clone());
    card
}
