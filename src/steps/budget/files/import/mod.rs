//! The import dialog: choose a source, map its columns, preview the result, and only then add the line items.

mod columns;
mod confirm;
mod error_messages;
mod notices;
mod preview;
mod settings;
mod source;
mod state;

use chrono::Datelike;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::columns::columns;
use self::confirm::{buttons, choices};
use self::preview::{errors, lines};
use self::settings::settings;
use self::state::Import;
use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::budget_files as w;
use crate::import::budget::ImportPreview;
use crate::import::table::MAX_ROWS;
use crate::plan::Plan;
use crate::widgets::{Button, ButtonKind, Dialog, DropZone, Notice, NoticeKind, TextArea, UnsubmittedText};

/// The id that receives the focus once a source has been read.
const FOUND: &str = "import-found";

/// The dialog, shown while the signal is true.
pub fn dialog(editor: Editor, open: RwSignal<bool>) -> AnyView {
    let import = Import {
        editor,
        open,
        source: RwSignal::new(None),
        error: RwSignal::new(None),
        running: RwSignal::new_local(None),
        done: RwSignal::new(0.0),
        working: RwSignal::new(None),
        turn: StoredValue::new(0),
        pasted: UnsubmittedText::new(),
        markup: RwSignal::new(None),
        leave_out: RwSignal::new(true),
        add_channels: RwSignal::new(true),
    };
    import.pasted.begin("import-paste-text".to_owned(), String::new());
    on_cleanup(move || import.stop());
    let is_read = Memo::new(move |_| import.source.with(Option::is_some));
    let close = Callback::new(move |()| import.close());
    view! {
        <Dialog open=open on_close=close title=w::import_lines() wide=true>
            <div class="import" data-own-undo="">
                {move || if is_read.get() { review(import) } else { ask(import) }}
            </div>
        </Dialog>
    }
    .into_any()
}

fn ask(import: Import) -> AnyView {
    let picked = Callback::new(move |files: Vec<PickedFile>| {
        if let Some(file) = files.into_iter().next() {
            import.read_file(file);
        }
    });
    let paste = Callback::new(move |()| import.read_text(import.pasted_text()));
    let nothing = Signal::derive(move || import.pasted.signal().with(|text| text.trim().is_empty()));
    view! {
        <p class="muted">{w::ask()}</p>
        {error(import)}
        {progress(import)}
        <div class="stack" on:paste=move |event| import.paste(&event)>
            <DropZone
                label=w::drop(&format::counted(MAX_ROWS).1)
                accept=".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,text/csv,text/tab-separated-values"
                on_files=picked
            />
            <TextArea
                id="import-paste"
                most=usize::MAX
                label=w::paste()
                value=import.pasted.signal()
                commit=Callback::new(move |text| import.pasted.typed(text))
                rows=4
            />
            <p class="actions">
                <Button on_press=paste disabled=nothing>{w::paste_read()}</Button>
            </p>
        </div>
    }
    .into_any()
}

/// Progress of reading, and the cancel button.
fn progress(import: Import) -> AnyView {
    let working = Memo::new(move |_| import.working.with(Option::is_some));
    let is_running = Signal::derive_local(move || import.running.with(Option::is_some) || working.get());
    let done = move || import.working.get().unwrap_or_else(|| import.done.get());
    let cancel = Callback::new(move |()| {
        // Nothing can be imported until the preview matches the current options.
        if working.get_untracked() {
            import.start_over();
        }
        import.stop();
        let field = if import.source.with_untracked(Option::is_some) { FOUND } else { "import-paste" };
        focus_when_rendered(field.to_owned());
    });
    let shown = move || {
        is_running.get().then(|| {
            view! {
                <p class="actions" role="status">
                    <progress max="1" aria-label=w::reading() prop:value=done></progress>
                    " "
                    {w::reading()}
                    " "
                    <Button on_press=cancel>{w::cancel_reading()}</Button>
                </p>
            }
        })
    };
    shown.into_any()
}

fn error(import: Import) -> impl Fn() -> Option<AnyView> {
    move || {
        let (name, error) = import.error.get()?;
        let words = error_messages::source_error(&error);
        Some(view! { <Notice kind=NoticeKind::Bad title=w::not_read(&name) live=true>{words}</Notice> }.into_any())
    }
}

fn review(import: Import) -> AnyView {
    let year = clock::today().year();
    let preview = RwSignal::new(ImportPreview::default());
    // Whether there is a first preview, and whether the shown one matches the current options.
    let is_there = RwSignal::new(false);
    Effect::new(move || {
        let Some(source) = import.source.get() else { return };
        let plan = import.editor.read(Plan::clone);
        let turn = import.turn.with_value(|turn| turn.wrapping_add(1));
        import.turn.set_value(turn);
        spawn_local(async move {
            let is_wanted = move || import.turn.try_get_value() == Some(turn);
            let progress = move |done| {
                let is_wanted = is_wanted();
                if is_wanted {
                    let _ = import.working.try_set(Some(done));
                }
                is_wanted
            };
            let Some(found) = source.preview(plan, year, progress).await.filter(|_| is_wanted()) else { return };
            let _ = preview.try_set(found);
            // Set once: elements drawn for it, including the focused one, are kept.
            if is_there.try_get_untracked() == Some(false) {
                is_there.set(true);
            }
            let _ = import.working.try_set(None);
        });
    });
    let is_own = Memo::new(move |_| import.of(|source| source.mapping.own));
    let columns = move || {
        if is_own.get() {
            let of_workbook = import.of(|source| source.mapping.own_workbook);
            let words = if of_workbook { w::own_workbook() } else { w::own_file() };
            return view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }.into_any();
        }
        columns(import, preview)
    };
    let rest = move || {
        is_there.get().then(|| {
            view! {
                {move || preview.with(notices::report)}
                {settings(import, preview)}
                {columns}
                {move || preview.with(|preview| notices::nothing(import, preview))}
                {notices::suspects(import, preview)}
                {move || preview.with(|preview| lines(import, preview))}
                {notices::skipped(import, preview)}
                {move || preview.with(|preview| errors(import, preview))}
                {choices(import, preview)}
                {buttons(import, preview)}
            }
        })
    };
    let again = Callback::new(move |()| {
        import.start_over();
        focus_when_rendered("import-paste".to_owned());
    });
    view! {
        <div class="spread">
            <h3 id=FOUND tabindex="-1">{move || found(import)}</h3>
            <Button kind=ButtonKind::Plain on_press=again>{w::another_file()}</Button>
        </div>
        {error(import)}
        {progress(import)}
        {move || import.source.with(|source| source.as_ref().and_then(|source| notices::noticed(&source.detected)))}
        {rest}
    }
    .into_any()
}

fn found(import: Import) -> String {
    import.of(|source| {
        let (count, text) = format::counted(source.mapping.body(&source.table).len());
        let rows = match source.mapping.heading {
            Some(_) => w::rows_found(count, &text),
            None => w::rows_without_heading(count, &text),
        };
        source.name.clone() + " · " + &rows
    })
}
