//! Export and import of line items: two buttons above the lines, and code that is loaded when one of them is first
//! used.

mod export;
mod import;

pub use export::{csv, names_of};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use crate::app::workspace::new_plan_import::{NewPlanDialog, NewPlanDialogLoad};
use crate::app::{Editor, report_not_loaded, use_navigation};
use crate::i18n::words::budget_files as w;
use crate::widgets::{Button, Toasts};

/// The id of the button that opens the import.
const IMPORT_LINES: &str = "import-lines";

/// Entry points of the code that is loaded on demand.
#[derive(Clone, Copy)]
struct FileParts {
    /// Exports the line items.
    export: fn(Editor, Toasts),
    /// The import dialog, shown while the signal is true.
    import: fn(Editor, RwSignal<bool>) -> AnyView,
    /// The dialog that makes a plan of a spreadsheet.
    new_plan: NewPlanDialog,
}

const PARTS: FileParts =
    FileParts { export: export::export, import: import::dialog, new_plan: import::new_plan_dialog };

#[cfg(split)]
#[leptos::wasm_split::wasm_split(files, wasm_split_path = ::leptos::wasm_split, fallible)]
fn file_parts() -> Result<FileParts, SplitLoaderError> {
    Ok(PARTS)
}

#[cfg(not(split))]
fn file_parts() -> std::future::Ready<Result<FileParts, SplitLoaderError>> {
    std::future::ready(Ok(PARTS))
}

/// Loads the dialog that makes a plan of a spreadsheet.
pub fn load_new_plan_dialog() -> NewPlanDialogLoad {
    Box::pin(async { file_parts().await.ok().map(|parts| parts.new_plan) })
}

/// The buttons, and the dialog after its first use.
pub fn bar(editor: Editor) -> AnyView {
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let parts: RwSignal<Option<FileParts>> = RwSignal::new(None);
    let with_parts = move |act: fn(FileParts, Editor, Toasts, RwSignal<bool>)| {
        spawn_local(async move {
            match file_parts().await {
                // The step may have been left meanwhile.
                Ok(here) if parts.try_set(Some(here)).is_none() => act(here, editor, toasts, open),
                Ok(_) => {}
                Err(_) => report_not_loaded(toasts, w::not_loaded()).await,
            }
        });
    };
    let export = Callback::new(move |()| with_parts(|parts, editor, toasts, _| (parts.export)(editor, toasts)));
    let import = Callback::new(move |()| with_parts(|_, _, _, open| open.set(true)));
    // A link to the button opens the dialog, as the overview of a new plan offers.
    let navigation = use_navigation();
    Effect::new(move || {
        if navigation.route().anchor() == Some(IMPORT_LINES) {
            import.run(());
        }
    });
    let dialog = move || parts.get().map(|parts| (parts.import)(editor, open));
    view! {
        <div class="actions files-bar">
            <Button on_press=import id=IMPORT_LINES>{w::import_lines()}</Button>
            <Button on_press=export>{w::export_csv()}</Button>
        </div>
        {dialog}
    }
    .into_any()
}
