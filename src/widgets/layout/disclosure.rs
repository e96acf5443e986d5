//! Folding away what not everyone needs.

use leptos::prelude::*;

use crate::browser::page::lifecycle::when_idle;

/// A heading that opens what is under it.
#[component]
pub fn Disclosure(
    /// The heading.
    #[prop(into)]
    summary: Signal<String>,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What is folded away.
    children: Children,
) -> AnyView {
    view! {
        <details open=open>
            <summary>{move || summary.get()}</summary>
            <div class="folded">{children()}</div>
        </details>
    }
    .into_any()
}

/// The same for what costs something to keep up: it is drawn while it is open, and only then.
#[component]
pub fn LazyDisclosure(
    /// The heading.
    #[prop(into)]
    summary: Signal<String>,
    /// What is folded away.
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<leptos::html::Details>::new();
    let open = RwSignal::new(false);
    // A details element opens by itself and tells it afterwards.
    let toggled = move |_| {
        // It tells it of a details element that is gone by then, too.
        if let Some(details) = node.try_get_untracked().flatten() {
            open.set(details.open());
        }
    };
    let body = move || open.get().then(|| children());
    view! {
        <details node_ref=node on:toggle=toggled>
            <summary>{move || summary.get()}</summary>
            <div class="folded">{body}</div>
        </details>
    }
    .into_any()
}

/// What a reader comes to only by and by: drawn when the page is at rest, so that what stands above it is there sooner.
pub fn draw_when_idle(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let now = RwSignal::new(false);
    when_idle(move || {
        // The reader may have gone elsewhere by then.
        now.try_set(true);
    });
    (move || now.get().then(&draw)).into_any()
}
