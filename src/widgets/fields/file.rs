//! File pickers and drop zones. They know no format.

use leptos::prelude::*;

use crate::browser::files::transfer::{PickedFile, dropped, picked};
use crate::i18n::words::common;

/// A button that opens the file picker.
#[component]
pub fn FileButton(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Accepted extensions and types, as in `.json,.csv`.
    #[prop(into)]
    accept: String,
    /// Takes the picked files.
    on_files: Callback<Vec<PickedFile>>,
    /// Whether several files may be picked.
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

/// A drop zone with a button for readers who do not drag.
#[component]
pub fn DropZone(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Accepted extensions and types, as in `.json,.csv`.
    #[prop(into)]
    accept: String,
    /// Takes the dropped or picked files.
    on_files: Callback<Vec<PickedFile>>,
    /// Whether several files may be picked.
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
