//! A form field's label with its hint and other accompanying texts. Knows nothing of the plan.

use leptos::prelude::*;

use crate::widgets::ComboOption;

/// A field's label and what accompanies it.
#[derive(Clone, Default)]
pub struct Label {
    pub(super) text: String,
    pub(super) hint: Option<String>,
    pub(super) bare: bool,
    pub(super) optional: bool,
    pub(super) suffix: Option<String>,
    pub(super) placeholder: Option<String>,
    pub(super) suggest: Option<Callback<String, Vec<ComboOption>>>,
    pub(super) problem: Option<Signal<Option<String>>>,
}

impl Label {
    /// A label with nothing else.
    pub fn new(text: impl Into<String>) -> Label {
        Label { text: text.into(), ..Label::default() }
    }

    /// Adds a hint below the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Label {
        self.hint = Some(hint.into());
        self
    }

    /// Hides the label visually, as in a table; screen readers still read it.
    #[must_use]
    pub fn bare(mut self) -> Label {
        self.bare = true;
        self
    }

    /// Marks the field as optional.
    #[must_use]
    pub fn optional(mut self) -> Label {
        self.optional = true;
        self
    }

    /// Adds text after a number, such as its unit.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<String>) -> Label {
        self.suffix = Some(suffix.into());
        self
    }

    /// Adds a grey example, or the text of the empty choice.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Label {
        self.placeholder = Some(placeholder.into());
        self
    }

    /// Adds suggestions for what is typed into a text field; the value of the one that is chosen becomes its text.
    #[must_use]
    pub fn suggest(mut self, suggest: Callback<String, Vec<ComboOption>>) -> Label {
        self.suggest = Some(suggest);
        self
    }

    /// Adds suggestions for a text field: those that contain what is typed.
    #[must_use]
    pub fn suggestions(self, texts: impl Into<Signal<Vec<String>>>) -> Label {
        let texts = texts.into();
        self.suggest(Callback::new(move |typed: String| {
            let sought = typed.trim().to_lowercase();
            let fits = |text: &String| *text != typed && text.to_lowercase().contains(&sought);
            let one = |text: String| ComboOption { value: text.clone(), label: text, ..ComboOption::default() };
            texts.get_untracked().into_iter().filter(fits).map(one).collect()
        }))
    }

    /// Adds a validation message of a text field that the plan's findings do not cover.
    #[must_use]
    pub fn problem(mut self, problem: impl Into<Signal<Option<String>>>) -> Label {
        self.problem = Some(problem.into());
        self
    }

    pub(super) fn hint_signal(&self) -> Option<Signal<String>> {
        self.hint.clone().map(Signal::stored)
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Label {
        Label::new(text)
    }
}

impl From<String> for Label {
    fn from(text: String) -> Label {
        Label::new(text)
    }
}
