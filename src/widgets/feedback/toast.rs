//! Toasts: short messages about what has just happened, with an action to undo it.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce};
use crate::browser::page::clock;
use crate::i18n::words::common;

/// Long enough to read a sentence and reach the button.
const STAYS: Duration = Duration::from_secs(10);

/// A younger message belongs to the press that led to the new screen, in milliseconds.
const LEADS_ON_MS: i64 = 1_000;

#[derive(Clone)]
struct Toast {
    number: u32,
    since_ms: i64,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// A message that stays until what it is about has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToastId(u32);

/// The list of toasts. One for the whole app, from the context.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }
}

impl Toasts {
    /// Creates the list and provides it in the context.
    pub fn provide() -> Self {
        let toasts = Self::default();
        provide_context(toasts);
        toasts
    }

    /// The list from the context. Without it messages are only announced.
    pub fn here() -> Self {
        use_context().unwrap_or_default()
    }

    /// Shows and announces a message.
    pub fn say(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a message with one action, such as Undo.
    pub fn offer(self, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) {
        self.push(text.into(), Some((action.into(), run)));
    }

    /// Shows a message about something that goes on, with one action, until it is [ended](Toasts::end).
    pub fn begin(self, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) -> ToastId {
        ToastId(self.show(text.into(), Some((action.into(), run))))
    }

    /// Takes back a message of [`Toasts::begin`].
    pub fn end(self, toast: ToastId) {
        self.drop(toast.0);
    }

    fn push(self, text: String, action: Option<(String, Callback<()>)>) {
        let number = self.show(text, action);
        self.expire(number);
    }

    fn show(self, text: String, action: Option<(String, Callback<()>)>) -> u32 {
        announce(&text, Urgency::Polite);
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.list.update(|list| {
            // More than two at once would cover the page.
            if list.len() >= 2 {
                list.remove(0);
            }
            list.push(Toast { number, since_ms: clock::now_ms(), text, action });
        });
        number
    }

    /// Removes what was said on the screen that is left: a message does not follow the reader about.
    pub fn leave_screen(self) {
        let now = clock::now_ms();
        let is_old = |toast: &Toast| now - toast.since_ms > LEADS_ON_MS;
        if self.list.with_untracked(|list| list.iter().any(is_old)) {
            self.list.update(|list| list.retain(|toast| !is_old(toast)));
        }
    }

    fn expire(self, number: u32) {
        set_timeout(move || self.drop(number), STAYS);
    }

    fn drop(self, number: u32) {
        if self.list.try_with_untracked(|list| list.iter().any(|toast| toast.number == number)) == Some(true) {
            self.list.update(|list| list.retain(|toast| toast.number != number));
        }
    }
}

/// Renders the toasts, once in the app, last on the page.
#[component]
pub fn ToastHost() -> AnyView {
    let toasts = Toasts::here();
    let one = move |toast: Toast| {
        let number = toast.number;
        let action = toast.action.map(|(label, run)| {
            let press = move |_| {
                toasts.drop(number);
                // Its target may be unmounted.
                let _ = run.try_run(());
            };
            view! { <button type="button" class="btn plain" on:click=press>{label}</button> }
        });
        view! {
            <li>
                <span>{toast.text}</span>
                {action}
                <button type="button" class="btn plain" on:click=move |_| toasts.drop(number)>{common::dismiss()}</button>
            </li>
        }
        .into_any()
    };
    view! {
        <aside class="no-print" aria-label=common::messages()>
            <ul class="toasts">
                <For each=move || toasts.list.get() key=|toast| toast.number children=one />
            </ul>
        </aside>
    }
    .into_any()
}
