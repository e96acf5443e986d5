//! The import of daily figures: choose a source, see what was recognised, decide where it goes, and only then change the
//! plan.

mod columns;
mod confirm;
mod labels;
mod preview;
mod settings;
mod source;
mod state;
mod summary;

use leptos::prelude::*;

use self::state::Import;
use crate::app::{Editor, use_navigation};
use crate::browser::files::transfer::{PickedFile, dropped};
use crate::i18n::format;
use crate::i18n::words::track_import as w;
use crate::import::bounds;
use crate::ui::importing::{self, PanelWords};
use crate::widgets::Button;

/// The id of the button that opens the import.
const IMPORT_FIGURES: &str = "import-figures";

/// A file that was dropped beside the dialog, for it to read.
type Waiting = RwSignal<Option<PickedFile>, LocalStorage>;

/// The button that opens the import, where a file can also be dropped, and the dialog after its first use.
pub fn bar(editor: Editor) -> AnyView {
    let (open, over) = (RwSignal::new(false), RwSignal::new(false));
    let waiting: Waiting = RwSignal::new_local(None);
    // The dialog is made at its first use.
    let is_made = RwSignal::new(false);
    let show = move || {
        is_made.set(true);
        open.set(true);
    };
    let import = Callback::new(move |()| show());
    // A link to the button opens the dialog.
    let navigation = use_navigation();
    Effect::new(move || {
        if navigation.route().anchor() == Some(IMPORT_FIGURES) {
            import.run(());
        }
    });
    let dialog = move || is_made.get().then(|| dialog(editor, open, waiting));
    view! {
        <div
            class="actions files-bar figures-bar"
            class:over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                if let Some(file) = dropped(&event).into_iter().next() {
                    waiting.set(Some(file));
                    show();
                }
            }
        >
            <Button on_press=import id=IMPORT_FIGURES>{w::import_file()}</Button>
            <small class="muted">{w::drop_here()}</small>
        </div>
        {dialog}
    }
    .into_any()
}

fn dialog(editor: Editor, open: RwSignal<bool>, waiting: Waiting) -> AnyView {
    let import = Import::new(editor, open);
    // A file that was dropped beside the dialog.
    Effect::new(move || {
        if open.get()
            && let Some(file) = waiting.get()
        {
            waiting.set(None);
            import.start_over();
            import.read_file(file);
        }
    });
    let is_read = Memo::new(move |_| import.source.with(Option::is_some));
    let close = Callback::new(move |()| import.close());
    importing::dialog(open, w::title(), close, move || if is_read.get() { review(import) } else { ask(import) })
}

fn ask(import: Import) -> AnyView {
    importing::ask(
        import.session,
        PanelWords { asked: w::ask(), drop: w::drop(&format::counted(bounds::FIGURE_ROWS).1) },
        ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,.zip,text/csv,text/tab-separated-values",
        move |file| import.read_file(file),
        move |text| import.read_text(text),
        move || import.start_over(),
    )
}

fn review(import: Import) -> AnyView {
    let is_own = Memo::new(move |_| import.of(|source| source.found.tables.iter().all(|table| table.is_own)));
    view! {
        {importing::found(import.session, move || summary::found(import), move || import.start_over())}
        {move || import.source.with(|source| source.as_ref().and_then(|source| importing::noticed(&source.found.detected)))}
        {move || summary::facts(import)}
        {move || summary::mismatches(import)}
        {settings::settings(import)}
        {move || (!is_own.get()).then(|| columns::columns(import))}
        {move || summary::posts(import)}
        {move || preview::figures(import)}
        {move || preview::errors(import)}
        {confirm::choices(import)}
        {confirm::buttons(import)}
    }
    .into_any()
}
