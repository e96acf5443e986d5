//! The reading of a file or of pasted text in a dialog: whether it is open, what is being read, how far, and what went
//! wrong. Draws nothing.

use leptos::ev::ClipboardEvent;
use leptos::prelude::*;

use super::FOUND;
use super::reader::SourceError;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::grid;
use crate::browser::files::worker::StopHandle;
use crate::widgets::UnsubmittedText;

/// The most bytes of pasted text the field displays, about 1,000 rows.
const SHOWN_BYTES: usize = 100_000;

/// The state of reading while the dialog is open.
#[derive(Clone, Copy)]
pub struct ReadingSession {
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// The name of a source that could not be read, and why.
    pub error: RwSignal<Option<(String, SourceError)>>,
    /// Cancels the reading in progress.
    pub running: RwSignal<Option<StopHandle>, LocalStorage>,
    /// The progress of reading, from 0 to 1.
    pub done: RwSignal<f64>,
    /// The progress of a long-running preview, from 0 to 1.
    pub working: RwSignal<Option<f64>>,
    /// The text in the field for pasted rows.
    pub pasted: UnsubmittedText,
    /// A pasted table with merged cells: its text and its HTML.
    markup: RwSignal<Option<(String, String)>>,
}

impl ReadingSession {
    /// Nothing read. `key` names the unsubmitted text of the field for pasted rows.
    pub fn new(open: RwSignal<bool>, key: &str) -> ReadingSession {
        let session = ReadingSession {
            open,
            error: RwSignal::new(None),
            running: RwSignal::new_local(None),
            done: RwSignal::new(0.0),
            working: RwSignal::new(None),
            pasted: UnsubmittedText::new(),
            markup: RwSignal::new(None),
        };
        session.pasted.begin(key.to_owned(), String::new());
        on_cleanup(move || session.stop());
        session
    }

    /// Closes the dialog and forgets the pasted text.
    pub fn close(self) {
        self.open.set(false);
        self.pasted.typed(String::new());
        self.markup.set(None);
    }

    /// Forgets what is being read and what went wrong.
    pub fn start_over(self) {
        self.error.set(None);
        self.working.set(None);
        self.stop();
    }

    /// Cancels the reading in progress, if any.
    pub fn stop(self) {
        if let Some(Some(stop)) = self.running.try_get_untracked() {
            stop.stop();
        }
        let _ = self.running.try_set(None);
    }

    /// Starts a reading: its cancel handle and its progress callback.
    pub fn begin(self) -> (StopHandle, impl Fn(f64) + 'static) {
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

    /// Ends a reading and stores what was read; `before` looks at it first. On failure the error is shown and the previous
    /// source is kept.
    pub fn store<T: Send + Sync + 'static>(
        self,
        source: RwSignal<Option<T>>,
        name: &str,
        read: Result<T, SourceError>,
        before: impl FnOnce(&T),
    ) {
        let is_failure = read.is_err();
        if let Some(found) = self.end(name, read) {
            let is_first = source.with_untracked(Option::is_none);
            before(&found);
            source.set(Some(found));
            if is_first {
                focus_when_rendered(FOUND.to_owned());
            }
        } else if is_failure && self.error.try_get_untracked().flatten().is_some() {
            // The fields show the current options again.
            source.update(|_| ());
        }
    }

    /// Ends a reading: what was read, or `None` with the error shown, or where the dialog was closed, the step left or
    /// another reading started meanwhile.
    fn end<T>(self, name: &str, read: Result<T, SourceError>) -> Option<T> {
        if self.open.try_get_untracked() != Some(true) || matches!(read, Err(SourceError::Stopped)) {
            return None;
        }
        self.running.set(None);
        match read {
            Ok(read) => {
                self.error.set(None);
                Some(read)
            }
            Err(error) => {
                self.error.set(Some((name.to_owned(), error)));
                None
            }
        }
    }

    /// Handles a paste into the field. Returns a text too long to display, which is read at once instead; for merged
    /// cells, which plain text cannot express, the table's HTML is kept beside its text.
    pub fn paste(self, event: &ClipboardEvent) -> Option<String> {
        let text = grid::pasted_text(event);
        if text.len() > SHOWN_BYTES {
            event.prevent_default();
            return Some(text);
        }
        let html = grid::pasted_html(event);
        let merged = html.filter(|html| html.contains("rowspan") || html.contains("colspan"));
        self.markup.set(merged.map(|html| (text, html)));
        None
    }

    /// The text to read: the field's own, or the HTML that came with it.
    pub fn pasted_text(self) -> String {
        let text = self.pasted.peek();
        let is_same = |pasted: &str| pasted.split_whitespace().eq(text.split_whitespace());
        match self.markup.get_untracked() {
            Some((pasted, html)) if is_same(&pasted) => html,
            _ => text,
        }
    }
}
