//! The dialog of an import: the panel that asks for a file or pasted rows, the progress of reading it, why it could not be
//! read, and the buttons at its end.

use leptos::prelude::*;

use super::errors::source_error;
use super::session::ReadingSession;
use super::{FOUND, PASTE};
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::files::transfer::PickedFile;
use crate::i18n::words::{common, import_files as files};
use crate::widgets::{Button, ButtonKind, Dialog, DropZone, Notice, NoticeKind, TextArea};

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

/// The dialog around the panel and what follows it.
pub fn dialog(
    open: RwSignal<bool>,
    title: &'static str,
    on_close: Callback<()>,
    body: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Dialog open=open on_close title wide=true>
            <div class="import" data-own-undo="">
                {body}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What was found, and another file instead; the progress of reading again, and why that failed.
pub fn found(
    session: ReadingSession,
    found: impl Fn() -> String + Send + Sync + 'static,
    start_over: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let again = Callback::new(move |()| {
        start_over();
        focus_when_rendered(PASTE.to_owned());
    });
    view! {
        <div class="spread">
            <h3 id=FOUND tabindex="-1">{found}</h3>
            <Button kind=ButtonKind::Plain on_press=again>{files::another_file()}</Button>
        </div>
        {error(session)}
        {progress(session, true, start_over)}
    }
    .into_any()
}

/// The end of the dialog: what importing would change, and the buttons.
pub fn end(
    said: AnyView,
    label: impl Fn() -> String + Send + Sync + 'static,
    on_take: Callback<()>,
    is_nothing: Signal<bool>,
    on_cancel: Callback<()>,
) -> AnyView {
    view! {
        <div class="import-end">
            <p role="status">{said}</p>
            <div class="actions">
                <Button kind=ButtonKind::Primary on_press=on_take disabled=is_nothing>{label}</Button>
                <Button on_press=on_cancel>{common::cancel()}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Progress of reading, and the cancel button. `is_read`: whether there is a source already. `on_cancel` is called
/// before a running preview is given up.
fn progress(session: ReadingSession, is_read: bool, on_cancel: impl Fn() + Send + Sync + 'static) -> AnyView {
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
fn error(session: ReadingSession) -> impl Fn() -> Option<AnyView> {
    move || {
        let (name, error) = session.error.get()?;
        let words = source_error(&error);
        Some(view! { <Notice kind=NoticeKind::Bad title=files::not_read(&name) live=true>{words}</Notice> }.into_any())
    }
}
