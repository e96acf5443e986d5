//! A dialog, by the browser's own element: it keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::words::common;

/// A modal dialog. Escape and its Close button ask to close it; the owner does,
/// by its signal. What it holds is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Someone wants it closed.
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// As wide as a table needs.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open && !dialog.open() {
            // Fails only for an element that is not in the page, which then shows nothing either.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class:wide=wide
            aria-label=move || title.get()
            // Escape closes the element by itself; the owner learns of it here.
            on:close=move |_| {
                if open.try_get_untracked() == Some(true) {
                    let _ = on_close.try_run(());
                }
            }
        >
            {move || {
                open.get().then(|| view! {
                    <h2>{move || title.get()}</h2>
                    {children()}
                    // Last, so that the focus begins with what the dialog is about.
                    <button type="button" class="btn plain dialog-close" on:click=move |_| _ = on_close.try_run(())>
                        {common::close()}
                    </button>
                })
            }}
        </dialog>
    }
    .into_any()
}
