//! What every field has around its control: label, hint, and the message when something is wrong.

use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce};
use crate::i18n::words::common;

/// Whether a field has a fault, and whether the time has come to say so.
#[derive(Clone, Copy)]
pub(crate) struct FieldError {
    message: RwSignal<String>,
    shown: RwSignal<bool>,
}

impl FieldError {
    pub(crate) fn new() -> Self {
        Self { message: RwSignal::new(String::new()), shown: RwSignal::new(false) }
    }

    /// Notes what a commit said. A message that already stands is replaced at once.
    pub(crate) fn note(self, result: Result<(), String>) {
        match result {
            Ok(()) => self.clear(),
            Err(message) => {
                if self.message.try_with_untracked(|old| *old != message) == Some(true) {
                    self.message.set(message);
                }
            }
        }
    }

    pub(crate) fn clear(self) {
        if self.is_there() {
            self.message.set(String::new());
        }
        if self.shown.try_get_untracked() == Some(true) {
            self.shown.set(false);
        }
    }

    pub(crate) fn is_there(self) -> bool {
        self.message.try_with_untracked(|message| !message.is_empty()) == Some(true)
    }

    /// Shows the message, if there is one, and has it spoken. Does nothing for a field that has been taken away.
    pub(crate) fn show(self) {
        if self.is_there() && self.shown.try_get_untracked() == Some(false) {
            self.shown.set(true);
            announce(&self.message.try_get_untracked().unwrap_or_default(), Urgency::Polite);
        }
    }

    /// The message to be shown now; empty for none.
    fn visible(self) -> String {
        if self.shown.get() { self.message.get() } else { String::new() }
    }
}

/// The texts around a control.
pub(crate) struct Field {
    pub id: String,
    pub label: String,
    pub hint: Option<Signal<String>>,
    /// A fault found outside the field, such as a finding; empty for none.
    pub problem: Option<Signal<String>>,
    pub fault: FieldError,
    pub optional: bool,
    /// Leave the label to screen readers, as in a table whose column says it.
    pub bare: bool,
}

impl Field {
    /// The message under the control: the field's own, else the one from outside.
    pub(crate) fn message(&self) -> Signal<String> {
        let (fault, problem) = (self.fault, self.problem);
        Signal::derive(move || {
            let own = fault.visible();
            if own.is_empty() { problem.map(|problem| problem.get()).unwrap_or_default() } else { own }
        })
    }

    /// The ids that describe the control, for `aria-describedby`.
    pub(crate) fn described_by(&self, message: Signal<String>) -> Signal<Option<String>> {
        let hint = self.hint.is_some().then(|| hint_id(&self.id));
        let error = error_id(&self.id);
        Signal::derive(move || {
            if message.with(String::is_empty) {
                hint.clone()
            } else {
                Some(hint.iter().fold(error.clone(), |ids, hint| ids + " " + hint))
            }
        })
    }

    /// Label and hint above, the control, the message below.
    pub(crate) fn around(self, message: Signal<String>, control: AnyView) -> AnyView {
        let Self { id, label, hint, optional, bare, .. } = self;
        let hint = hint.map(|hint| view! { <small id=hint_id(&id)>{move || hint.get()}</small> });
        let optional = optional.then(|| view! { <span class="optional">{common::optional()}</span> });
        let error = error_id(&id);
        view! {
            <div class="field" class:bare=bare class:invalid=move || !message.with(String::is_empty)>
                <label for=id>{label}{optional}</label>
                {hint}
                {control}
                {error_message(error, message)}
            </div>
        }
        .into_any()
    }
}

/// The message under a control.
pub(crate) fn error_message(id: String, message: Signal<String>) -> AnyView {
    (move || {
        let id = id.clone();
        message.with(|text| (!text.is_empty()).then(|| view! { <p class="error" id=id>{text.clone()}</p> }))
    })
    .into_any()
}

pub(crate) fn hint_id(id: &str) -> String {
    id.to_owned() + "-hint"
}

pub(crate) fn error_id(id: &str) -> String {
    id.to_owned() + "-error"
}

/// `aria-invalid`, only where it is true.
pub(crate) fn invalid(message: Signal<String>) -> Signal<Option<&'static str>> {
    Signal::derive(move || (!message.with(String::is_empty)).then_some("true"))
}
