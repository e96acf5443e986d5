//! The frame that text, number, date and choice fields share: label, hint, error message, and their component props.
//!
//! Knows no kind of control and no plan: a field passes its control in.

use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce};
use crate::i18n::words::common;

/// What is wrong with the content of a field, and whether it is shown yet.
#[derive(Clone, Copy)]
pub(crate) struct FieldMessage {
    message: RwSignal<Option<String>>,
    shown: RwSignal<bool>,
}

impl FieldMessage {
    pub(crate) fn new() -> Self {
        Self { message: RwSignal::new(None), shown: RwSignal::new(false) }
    }

    /// Stores the outcome of a commit. A message that is already shown changes at once.
    pub(crate) fn note(self, result: Result<(), String>) {
        match result {
            Ok(()) => self.clear(),
            Err(message) => {
                if self.message.try_with_untracked(|old| old.as_ref() != Some(&message)) == Some(true) {
                    self.message.set(Some(message));
                }
            }
        }
    }

    pub(crate) fn clear(self) {
        if self.is_there() {
            self.message.set(None);
        }
        if self.shown.try_get_untracked() == Some(true) {
            self.shown.set(false);
        }
    }

    pub(crate) fn is_there(self) -> bool {
        self.message.try_with_untracked(Option::is_some) == Some(true)
    }

    /// Shows the message, if there is one, and announces it. Does nothing once the field is unmounted.
    pub(crate) fn show(self) {
        if self.shown.try_get_untracked() == Some(false)
            && let Some(message) = self.message.try_get_untracked().flatten()
        {
            self.shown.set(true);
            announce(&message, Urgency::Polite);
        }
    }

    /// The message to show now.
    fn visible(self) -> Option<String> {
        if self.shown.get() { self.message.get() } else { None }
    }
}

/// Everything around a control. `field_component!` documents the props.
pub(crate) struct FieldFrame {
    pub id: String,
    pub label: String,
    pub hint: Option<Signal<String>>,
    pub problem: Option<Signal<Option<String>>>,
    pub error: FieldMessage,
    pub optional: bool,
    pub bare: bool,
}

/// Declares the component of a field: the props that every field has, collected in a [`FieldFrame`], then its own props.
macro_rules! field_component {
    ($(#[$attribute:meta])* pub fn $name:ident($field:ident; $($own:tt)*) $body:block) => {
        $(#[$attribute])*
        #[component]
        pub fn $name(
            /// Its id on the page, which findings link to.
            #[prop(into)]
            id: String,
            /// Its label.
            #[prop(into)]
            label: String,
            /// A hint under the label.
            #[prop(optional, into)]
            hint: Option<Signal<String>>,
            /// An error found outside the field, such as a finding.
            #[prop(optional, into)]
            problem: Option<Signal<Option<String>>>,
            /// Marks the field as optional.
            #[prop(optional)]
            optional: bool,
            /// Shows the label to screen readers only, as in a table whose column head names it.
            #[prop(optional)]
            bare: bool,
            $($own)*
        ) -> AnyView {
            let error = crate::widgets::fields::field::FieldMessage::new();
            let $field = crate::widgets::fields::field::FieldFrame { id, label, hint, problem, error, optional, bare };
            $body
        }
    };
}
pub(crate) use field_component;

impl FieldFrame {
    /// The message under the control: the field's own error, else the problem found outside.
    pub(crate) fn message(&self) -> Signal<Option<String>> {
        let (error, problem) = (self.error, self.problem);
        Signal::derive(move || error.visible().or_else(|| problem?.get()))
    }

    /// The ids that describe the control, for `aria-describedby`.
    pub(crate) fn described_by(&self, message: Signal<Option<String>>) -> Signal<Option<String>> {
        let hint = self.hint.is_some().then(|| hint_id(&self.id));
        let error = error_id(&self.id);
        Signal::derive(move || {
            if message.with(Option::is_none) {
                hint.clone()
            } else {
                Some(hint.iter().fold(error.clone(), |ids, hint| ids + " " + hint))
            }
        })
    }

    /// Puts label and hint above the control and the message below it.
    pub(crate) fn around(self, message: Signal<Option<String>>, control: AnyView) -> AnyView {
        let Self { id, label, hint, optional, bare, .. } = self;
        let hint = hint.map(|hint| view! { <small id=hint_id(&id)>{move || hint.get()}</small> });
        let optional = optional.then(|| view! { <span class="optional">{common::optional()}</span> });
        let error = error_id(&id);
        view! {
            <div class="field" class:bare=bare class:invalid=move || message.with(Option::is_some)>
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
pub(crate) fn error_message(id: String, message: Signal<Option<String>>) -> AnyView {
    (move || {
        let id = id.clone();
        message.get().map(|text| view! { <p class="error" id=id>{text}</p> })
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
pub(crate) fn invalid(message: Signal<Option<String>>) -> Signal<Option<&'static str>> {
    Signal::derive(move || message.with(Option::is_some).then_some("true"))
}
