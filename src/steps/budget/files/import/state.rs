//! The state of the import dialog: the source, the progress of reading it, and the user's choices. Draws nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::ImportSource;
use super::target::ImportTarget;
use crate::browser::files::transfer::PickedFile;
use crate::i18n::words::import_files as files;
use crate::import::reading::ReadOptions;
use crate::ui::importing::{ReadingSession, SourceError};

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
pub struct Import {
    /// What receives the line items.
    pub target: ImportTarget,
    /// The reading of a source.
    pub session: ReadingSession,
    /// The source that was read.
    pub source: RwSignal<Option<ImportSource>>,
    /// Counts previews: starting one cancels the earlier ones.
    pub(super) turn: StoredValue<u32>,
    pub(super) leave_out: RwSignal<bool>,
    pub(super) add_channels: RwSignal<bool>,
    /// Whether channels with names similar to the catalogue's become these.
    pub(super) similar: RwSignal<bool>,
}

impl Import {
    pub(super) fn close(self) {
        self.start_over();
        self.session.close();
        self.leave_out.set(true);
        self.add_channels.set(true);
        self.similar.set(true);
        if let ImportTarget::NewPlan(form) = self.target {
            form.host.close();
        }
    }

    pub(super) fn start_over(self) {
        if let ImportTarget::NewPlan(form) = self.target {
            form.reset();
        }
        self.source.set(None);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.session.start_over();
    }

    fn take(self, name: &str, read: Result<ImportSource, SourceError>) {
        self.session.store(self.source, name, read, |_| ());
    }

    pub(super) fn read_file(self, file: PickedFile) {
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let read = ImportSource::of_file(&file, progress, &stop).await;
            self.take(&file.name(), read);
        });
    }

    pub(super) fn read_text(self, text: String) {
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let read = ImportSource::of_text(files::pasted().to_owned(), text, progress, &stop).await;
            self.take(files::pasted(), read);
        });
    }

    /// Reads the same file again with other options.
    pub fn read_again(self, change: impl FnOnce(&mut ReadOptions)) {
        let Some(source) = self.source.get_untracked() else { return };
        let (mut options, name) = (source.options.clone(), source.file.name.clone());
        change(&mut options);
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let read = source.read_again(options, progress, &stop).await;
            self.take(&name, read);
        });
    }

    /// Changes how the table is interpreted.
    pub fn change(self, change: impl FnOnce(&mut ImportSource)) {
        self.source.update(|source| {
            if let Some(source) = source {
                change(source);
            }
        });
        self.session.error.set(None);
    }

    /// Reads from the source; the default without one.
    pub fn of<T: Default>(self, look: impl FnOnce(&ImportSource) -> T) -> T {
        self.source.with(|source| source.as_ref().map(look).unwrap_or_default())
    }
}
