//! A term's explanation, one press away.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

use crate::i18n::words::terms as w;

/// Explanations on the page so far: their ids must differ.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A round button that opens the explanation of a term. The browser closes it on Esc or a press elsewhere, and returns
/// the focus to the button.
pub fn explanation(term: &'static str, text: &'static str) -> AnyView {
    let id = "explanation-".to_owned() + &COUNT.fetch_add(1, Ordering::Relaxed).to_string();
    let opened = RwSignal::new(false);
    let content = move || opened.get().then(|| view! { <p><strong>{term}</strong></p> <p>{text}</p> });
    view! {
        <button
            type="button"
            class="explain"
            popovertarget=id.clone()
            aria-label=w::what_is()
            title=term
            on:click=move |_| opened.set(true)
        >
            "?"
        </button>
        <div popover="auto" id=id class="explanation" role="note">
            {content}
        </div>
    }
    .into_any()
}

/// A heading of a section, and the explanation of its term beside it.
pub fn explained_heading(id: &'static str, heading: &'static str, term: &'static str, text: &'static str) -> AnyView {
    view! { <div class="explained"><h2 id=id>{heading}</h2> {explanation(term, text)}</div> }.into_any()
}
