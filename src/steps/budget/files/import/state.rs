//! The state of the import dialog: the source, the progress of reading it, and the user's choices. Draws nothing.

use leptos::ev::ClipboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::FOUND;
use super::source::{ImportSource, SourceError};
use super::target::ImportTarget;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::grid;
use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker::StopHandle;
use crate::i18n::words::budget_files as w;
use crate::import::reading::ReadOptions;
use crate::widgets::UnsubmittedText;

/// The most bytes of pasted text the field displays, about 1,000 rows.
const SHOWN_BYTES: usize = 100_000;

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
pub struct Import {
    /// What receives the line items.
    pub target: ImportTarget,
    pub(super) open: RwSignal<bool>,
    /// The source that was read.
    pub source: RwSignal<Option<ImportSource>>,
    /// The name of a source that could not be read, and why.
    pub(super) error: RwSignal<Option<(String, SourceError)>>,
    /// Cancels the reading in progress, and its progress from 0 to 1.
    pub(super) running: RwSignal<Option<StopHandle>, LocalStorage>,
    pub(super) done: RwSignal<f64>,
    /// Progress of a long-running preview, from 0 to 1.
    pub(super) working: RwSignal<Option<f64>>,
    /// Counts previews: starting one cancels the earlier ones.
    pub(super) turn: StoredValue<u32>,
    pub(super) pasted: UnsubmittedText,
    /// A pasted table with merged cells: its text and its HTML.
    pub(super) markup: RwSignal<Option<(String, String)>>,
    pub(super) leave_out: RwSignal<bool>,
    pub(super) add_channels: RwSignal<bool>,
}

impl Import {
    pub(super) fn close(self) {
        self.open.set(false);
        self.start_over();
        self.pasted.typed(String::new());
        self.markup.set(None);
        self.leave_out.set(true);
        self.add_channels.set(true);
        if let ImportTarget::NewPlan(form) = self.target {
            form.host.close();
        }
    }

    pub(super) fn start_over(self) {
        if let ImportTarget::NewPlan(form) = self.target {
            form.reset();
        }
        self.source.set(None);
        self.error.set(None);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.working.set(None);
        self.stop();
    }

    /// Cancels the reading in progress, if any.
    pub(super) fn stop(self) {
        if let Some(Some(stop)) = self.running.try_get_untracked() {
            stop.stop();
        }
        let _ = self.running.try_set(None);
    }

    /// Starts a reading: its cancel handle and its progress callback.
    pub(super) fn begin(self) -> (StopHandle, impl Fn(f64) + 'static) {
        self.stop();
        let stop = StopHandle::default();
        self.error.set(None);
        self.done.set(0.0);
        self.running.set(Some(stop.clone()));
        let done = self.done;
        (stop, move |part| {
            let _ = done.try_set(part);
        })
    }

    /// Stores what was read. On failure the error is shown and the previous source is kept.
    pub(super) fn take(self, name: String, read: Result<ImportSource, SourceError>) {
        // The dialog was closed or the step left meanwhile, or another reading has started.
        if self.open.try_get_untracked() != Some(true) || read.as_ref().err() == Some(&SourceError::Stopped) {
            return;
        }
        self.running.set(None);
        match read {
            Ok(source) => {
                let is_first = self.source.with_untracked(Option::is_none);
                self.error.set(None);
                self.source.set(Some(source));
                if is_first {
                    focus_when_rendered(FOUND.to_owned());
                }
            }
            Err(error) => {
                self.error.set(Some((name, error)));
                // The fields show the current options again.
                self.source.update(|_| ());
            }
        }
    }

    pub(super) fn read_file(self, file: PickedFile) {
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = ImportSource::of_file(&file, progress, &stop).await;
            self.take(file.name(), read);
        });
    }

    /// Handles a paste into the field. A text too long to display is read at once instead; for merged cells, which
    /// plain text cannot express, the table's HTML is kept beside its text.
    pub(super) fn paste(self, event: &ClipboardEvent) {
        let text = grid::pasted_text(event);
        if text.len() > SHOWN_BYTES {
            event.prevent_default();
            self.read_text(text);
            return;
        }
        let html = grid::pasted_html(event);
        let merged = html.filter(|html| html.contains("rowspan") || html.contains("colspan"));
        self.markup.set(merged.map(|html| (text, html)));
    }

    /// The text to read: the field's own, or the HTML that came with it.
    pub(super) fn pasted_text(self) -> String {
        let text = self.pasted.peek();
        let is_same = |pasted: &str| pasted.split_whitespace().eq(text.split_whitespace());
        match self.markup.get_untracked() {
            Some((pasted, html)) if is_same(&pasted) => html,
            _ => text,
        }
    }

    pub(super) fn read_text(self, text: String) {
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = ImportSource::of_text(w::pasted().to_owned(), text, progress, &stop).await;
            self.take(w::pasted().to_owned(), read);
        });
    }

    /// Reads the same file again with other options.
    pub fn read_again(self, change: impl FnOnce(&mut ReadOptions)) {
        let Some(source) = self.source.get_untracked() else { return };
        let (mut options, name) = (source.options.clone(), source.name.clone());
        change(&mut options);
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = source.read_again(options, progress, &stop).await;
            self.take(name, read);
        });
    }

    /// Changes how the table is interpreted.
    pub fn change(self, change: impl FnOnce(&mut ImportSource)) {
        self.source.update(|source| {
            if let Some(source) = source {
                change(source);
            }
        });
        self.error.set(None);
    }

    /// Reads from the source; the default without one.
    pub fn of<T: Default>(self, look: impl FnOnce(&ImportSource) -> T) -> T {
        self.source.with(|source| source.as_ref().map(look).unwrap_or_default())
    }
}
