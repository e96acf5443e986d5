//! The panel that asks for a file or pasted rows, the progress of reading it, and why it could not be read.

use leptos::prelude::*;

use super::errors::source_error;
use super::session::ReadingSession;
use super::{FOUND, PASTE};
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::files::transfer::PickedFile;
use crate::i18n::words::import_files as files;
use crate::widgets::{Button, DropZone, Notice, NoticeKind, TextArea};

/// The words of the panel that depend on what is imported.
pub struct PanelWords {
    /// What is asked for.
    pub asked: &'static str,
    /// The label of the drop zone: kinds of files and limits.
    pub drop: String,
}

/// The panel.
pub fn ask(
    session: ReadingSession,
    words: PanelWords,
    accept: &'static str,
    on_file: impl Fn(PickedFile) + Send + Sync + 'static,
    on_text: impl Fn(String) + Copy + Send + Sync + 'static,
    on_cancel: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let picked = Callback::new(move |files: Vec<PickedFile>| {
        if let Some(file) = files.into_iter().next() {
            on_file(file);
        }
    });
    let read = Callback::new(move |()| on_text(session.pasted_text()));
    let nothing = Signal::derive(move || session.pasted.signal().with(|text| text.trim().is_empty()));
    let paste = move |event| {
        if let Some(text) = session.paste(&event) {
            on_text(text);
        }
    };
    view! {
        <p class="muted">{words.asked}</p>
        {error(session)}
        {progress(session, false, on_cancel)}
        <div class="stack" on:paste=paste>
            <DropZone label=words.drop accept on_files=picked />
            <TextArea
                id=PASTE
                most=usize::MAX
                label=files::paste()
                value=session.pasted.signal()
                commit=Callback::new(move |text| session.pasted.typed(text))
                rows=4
            />
            <p class="actions">
                <Button on_press=read disabled=nothing>{files::paste_read()}</Button>
            </p>
        </div>
    }
    .into_any()
}

/// Progress of reading, and the cancel button. `is_read`: whether there is a source already. `on_cancel` is called
/// before a running preview is given up.
pub fn progress(session: ReadingSession, is_read: bool, on_cancel: impl Fn() + Send + Sync + 'static) -> AnyView {
    let working = Memo::new(move |_| session.working.with(Option::is_some));
    let is_running = Signal::derive_local(move || session.running.with(Option::is_some) || working.get());
    let done = move || session.working.get().unwrap_or_else(|| session.done.get());
    let cancel = Callback::new(move |()| {
        // Nothing can be imported until the preview matches the current options.
        let is_gone = working.get_untracked();
        if is_gone {
            on_cancel();
        }
        session.stop();
        focus_when_rendered(if is_read && !is_gone { FOUND } else { PASTE }.to_owned());
    });
    let shown = move || {
        is_running.get().then(|| {
            view! {
                <p class="actions" role="status">
                    <progress max="1" aria-label=files::reading() prop:value=done></progress>
                    " "
                    {files::reading()}
                    " "
                    <Button on_press=cancel>{files::cancel_reading()}</Button>
                </p>
            }
        })
    };
    shown.into_any()
}

/// Why the last source could not be read.
pub fn error(session: ReadingSession) -> impl Fn() -> Option<AnyView> {
    move || {
        let (name, error) = session.error.get()?;
        let words = source_error(&error);
        Some(view! { <Notice kind=NoticeKind::Bad title=files::not_read(&name) live=true>{words}</Notice> }.into_any())
    }
}

/// Moves the focus to the field for pasted rows.
pub fn focus_on_paste() {
    focus_when_rendered(PASTE.to_owned());
}
