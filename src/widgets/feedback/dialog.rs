//! A modal dialog on the browser's `<dialog>` element, which traps the focus and restores it.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use crate::browser::dom::focus::is_from;
use crate::i18n::words::common;

/// A modal dialog. Escape and its Close button ask to close it; the owner closes it by its signal. Its content is
/// created anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the reader asks to close it.
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
            // Before the element closes, so that its signal is up to date for the next key. The event of a file field
            // arrives here, too.
            on:cancel=move |event: Event| {
                if node.try_get_untracked().flatten().is_some_and(|dialog| is_from(&event, &dialog)) {
                    let _ = on_close.try_run(());
                }
            }
            // Escape closes the element itself; the owner is notified here. The event comes later than that: the dialog may
            // have been opened again meanwhile.
            on:close=move |_| {
                let is_open = node.try_get_untracked().flatten().is_some_and(|dialog| dialog.open());
                if open.try_get_untracked() == Some(true) && !is_open {
                    let _ = on_close.try_run(());
                }
            }
        >
            {move || {
                open.get().then(|| view! {
                    <h2>{move || title.get()}</h2>
                    {children()}
                    // Last, so that the first focus is on the content.
                    <button type="button" class="btn plain dialog-close" on:click=move |_| _ = on_close.try_run(())>
                        {common::close()}
                    </button>
                })
            }}
        </dialog>
    }
    .into_any()
}
