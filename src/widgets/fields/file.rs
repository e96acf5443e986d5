//! Taking in files.

use leptos::prelude::*;

use crate::browser::files::transfer::{PickedFile, dropped, picked};
use crate::i18n::words::common;

/// A button that opens the browser's own choice of files.
#[component]
pub fn FileButton(
    /// What it says.
    #[prop(into)]
    label: String,
    /// Endings and types offered, as in `.json,.csv`.
    #[prop(into)]
    accept: String,
    /// Takes what was chosen.
    on_files: Callback<Vec<PickedFile>>,
    /// More than one at once.
    #[prop(optional)]
    multiple: bool,
) -> AnyView {
    view! {
        <label class="btn quiet file">
            <input type="file" class="visually-hidden" accept=accept multiple=multiple on:change=move |event| _ = on_files.try_run(picked(&event)) />
            {label}
        </label>
    }
    .into_any()
}

/// A place to drop files on, with a button for everyone who does not drag.
#[component]
pub fn DropZone(
    /// What belongs here.
    #[prop(into)]
    label: String,
    /// Endings and types offered, as in `.json,.csv`.
    #[prop(into)]
    accept: String,
    /// Takes what was dropped or chosen.
    on_files: Callback<Vec<PickedFile>>,
    /// More than one at once.
    #[prop(optional)]
    multiple: bool,
) -> AnyView {
    let over = RwSignal::new(false);
    view! {
        <div
            class="drop"
            class:over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                let files = dropped(&event);
                if !files.is_empty() {
                    let _ = on_files.try_run(files);
                }
            }
        >
            <p>{label}</p>
            <FileButton label=common::choose_file() accept=accept on_files=on_files multiple=multiple />
            <small>{common::drop_file()}</small>
        </div>
    }
    .into_any()
}
