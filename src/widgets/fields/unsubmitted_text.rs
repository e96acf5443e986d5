//! A text that enters the plan only at a button, as in a dialog. Until then it counts as typed and not taken
//! ([`open_inputs`]): leaving the screen or closing the page keeps it, and whoever begins there again finds it.

use std::rc::Rc;

use leptos::prelude::*;

use super::open_inputs;

/// Such a text. A handle; it belongs to the view that it is made in.
#[derive(Clone, Copy)]
pub struct UnsubmittedText {
    text: RwSignal<String>,
    /// What it is kept under, and what stands there when nothing is typed. `None` while nothing is being written.
    open: StoredValue<Option<(String, String)>>,
}

impl UnsubmittedText {
    /// With nothing being written. Once the view goes, what is typed is kept.
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

    /// Begins with what was typed before and kept, else with `known`. `key` must not be the id of a field.
    pub fn begin(self, key: String, known: String) {
        let text = open_inputs::stashed(&key).unwrap_or_else(|| known.clone());
        self.open.set_value(Some((key, known)));
        self.typed(text);
    }

    /// The text changes.
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

    /// It has entered the plan, or is withdrawn.
    pub fn end(self) {
        if let Some((key, _)) = self.open.try_update_value(Option::take).flatten() {
            open_inputs::release(&key);
        }
    }

    /// The text, for a field to show.
    pub fn signal(self) -> Signal<String> {
        self.text.into()
    }

    /// The text now, once.
    pub fn peek(self) -> String {
        self.text.get_untracked()
    }
}

impl Default for UnsubmittedText {
    fn default() -> Self {
        UnsubmittedText::new()
    }
}
