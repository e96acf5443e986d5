//! A text that is committed by a button, as in a dialog. Until then it is held in [`open_inputs`]: leaving the screen
//! or closing the page stashes it, and opening the dialog again restores it.

use std::rc::Rc;

use leptos::prelude::*;

use super::open_inputs;

/// An unsubmitted text. A handle; it belongs to the view it is created in.
#[derive(Clone, Copy)]
pub struct UnsubmittedText {
    text: RwSignal<String>,
    /// Its stash key and its original text; `None` while nothing is edited.
    open: StoredValue<Option<(String, String)>>,
}

impl UnsubmittedText {
    /// Creates it with nothing being edited. Typed text is stashed when the view is unmounted.
    #[must_use]
    pub fn new() -> UnsubmittedText {
        let unsubmitted_text = UnsubmittedText { text: RwSignal::new(String::new()), open: StoredValue::new(None) };
        on_cleanup(move || {
            if let Some(Some((key, _))) = unsubmitted_text.open.try_get_value() {
                open_inputs::detach(&key);
            }
        });
        unsubmitted_text
    }

    /// Starts with the stashed text, else with `known`. `key` must not be the id of a field.
    pub fn begin(self, key: String, known: String) {
        let text = open_inputs::stashed(&key).unwrap_or_else(|| known.clone());
        self.open.set_value(Some((key, known)));
        self.typed(text);
    }

    /// Changes the text.
    pub fn typed(self, text: String) {
        self.open.with_value(|open| {
            let Some((key, known)) = open else { return };
            if text.is_empty() || text == *known {
                open_inputs::release(key);
            } else {
                open_inputs::hold(key, text.clone(), Rc::new(|_| {}));
            }
        });
        self.text.set(text);
    }

    /// Ends the edit: the text is committed or withdrawn.
    pub fn end(self) {
        if let Some((key, _)) = self.open.try_update_value(Option::take).flatten() {
            open_inputs::release(&key);
        }
    }

    /// The text, for a field to show.
    pub fn signal(self) -> Signal<String> {
        self.text.into()
    }

    /// The text now, untracked.
    pub fn peek(self) -> String {
        self.text.get_untracked()
    }
}

impl Default for UnsubmittedText {
    fn default() -> Self {
        UnsubmittedText::new()
    }
}
