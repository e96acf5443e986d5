//! Collapsible sections, and content that is rendered when the page is idle.

use leptos::prelude::*;

use crate::browser::page::lifecycle::when_idle;

/// A collapsible section.
#[component]
pub fn Disclosure(
    /// The heading.
    #[prop(into)]
    summary: Signal<String>,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// The collapsed content.
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

/// A collapsible section whose content is rendered only while it is open.
#[component]
pub fn LazyDisclosure(
    /// The heading.
    #[prop(into)]
    summary: Signal<String>,
    /// The collapsed content.
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<leptos::html::Details>::new();
    let open = RwSignal::new(false);
    // A details element opens by itself and fires this event afterwards,
    let toggled = move |_| {
        // possibly after it was removed.
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

/// Content below the first screen: rendered when the page is idle, so that the content above appears sooner.
pub fn draw_when_idle(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let now = RwSignal::new(false);
    when_idle(move || {
        // The screen may be unmounted by then.
        now.try_set(true);
    });
    (move || now.get().then(&draw)).into_any()
}
