//! Folding away what not everyone needs.

use leptos::prelude::*;

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
