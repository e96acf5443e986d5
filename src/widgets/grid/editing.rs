//! Editing a cell: opening the entry, committing its text, and handing it over before the screen changes.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce, holds_focus};
use crate::browser::dom::form_controls::fill_select;
use crate::browser::dom::grid;
use crate::geometry::selection::{GridCell, Selection};
use crate::i18n::words::grid as w;
use crate::widgets::fields::open_inputs;
use crate::widgets::fields::open_inputs::InputRequest;

use super::{EditedCell, Editing, Grid, RestoreOutcome, Write};

impl Grid {
    /// Starts to edit the active cell. With `typed` the pressed key replaces its content.
    pub(super) fn edit(self, typed: bool) {
        let cell = self.peek().active;
        let (rows, columns) = self.size();
        if rows == 0 || columns == 0 {
            return;
        }
        match self.rows().editing(cell) {
            Editing::Locked => announce(w::locked(), Urgency::Polite),
            Editing::Elsewhere => self.rows().open(cell),
            Editing::Text { text, number } => {
                self.show(cell);
                self.fault.set(String::new());
                self.target.set_value((self.rows().key(cell), text.clone()));
                self.entry.set(Some(EditedCell { cell, choice: false, number, typed }));
                if let Some(input) = self.input.get_untracked() {
                    grid::focus_text(&input, if typed { "" } else { &text }, !typed);
                }
            }
            Editing::Choice { value, options } => {
                self.show(cell);
                self.fault.set(String::new());
                self.target.set_value((self.rows().key(cell), value.clone()));
                self.entry.set(Some(EditedCell { cell, choice: true, number: false, typed }));
                if let Some(select) = self.select.get_untracked() {
                    let choices: Vec<(&str, &str, Option<&str>)> =
                        options.iter().map(|option| (option.value.as_str(), option.label.as_str(), None)).collect();
                    fill_select(&select, &choices);
                    grid::focus_choice(&select, &value, !typed);
                }
            }
        }
    }

    /// The typed text.
    pub(super) fn typed_text(self, entry: EditedCell) -> Option<String> {
        if entry.choice {
            self.select.get_untracked().map(|select| select.value())
        } else {
            self.input.get_untracked().map(|input| input.value())
        }
    }

    /// Reports whether the typed text is in the plan.
    pub(super) fn report(self) {
        let Some(entry) = self.entry.get_untracked() else { return };
        let Some(text) = self.typed_text(entry) else { return };
        self.target.with_value(|(key, before)| {
            if text == *before {
                open_inputs::release(key);
            } else {
                open_inputs::hold(key, text, Rc::new(move |what| self.asked(what)));
            }
        });
    }

    /// Closes the entry: its text is committed, withdrawn or stashed.
    pub(super) fn close_entry(self) {
        self.entry.set(None);
        self.fault.set(String::new());
    }

    /// Answers a request before the page or the screen goes away.
    pub(super) fn asked(self, what: InputRequest) {
        if !self.alive.is() {
            return;
        }
        let Some(entry) = self.entry.get_untracked() else { return };
        match what {
            InputRequest::Commit => {
                let had_focus = self.holds_focus();
                if self.take(entry).is_ok() && had_focus {
                    self.focus(entry.cell);
                }
            }
            InputRequest::Release => self.close_entry(),
        }
    }

    pub(super) fn holds_focus(self) -> bool {
        self.frame.get_untracked().is_some_and(|frame| holds_focus(&frame))
    }

    /// Commits the typed text to the cell it was typed for, wherever that is now.
    pub(super) fn take(self, entry: EditedCell) -> Result<(), String> {
        let text = self.typed_text(entry).unwrap_or_default();
        let key = self.target.with_value(|(key, _)| key.clone());
        let rows = self.rows();
        match rows.find(&key) {
            Some(cell) => rows.write(Write { cell, text })?,
            None => match rows.restore_text(&key, &text) {
                RestoreOutcome::Taken => {}
                RestoreOutcome::Unread { why, .. } => return Err(why),
                RestoreOutcome::Gone => rows.report_row_removed(),
            },
        }
        open_inputs::release(&key);
        self.close_entry();
        Ok(())
    }

    /// Commits the typed text; `false` where it cannot be parsed: then the entry stays open and shows why.
    pub(super) fn commit(self) -> bool {
        let Some(entry) = self.entry.get_untracked() else { return true };
        match self.take(entry) {
            Ok(()) => true,
            Err(message) => {
                announce(&message, Urgency::Polite);
                self.fault.set(message);
                self.report();
                if let Some(input) = self.input.get_untracked().filter(|_| !entry.choice) {
                    let text = input.value();
                    grid::focus_text(&input, &text, true);
                }
                false
            }
        }
    }

    pub(super) fn cancel(self) {
        let Some(entry) = self.entry.get_untracked() else { return };
        self.target.with_value(|(key, _)| open_inputs::release(key));
        self.close_entry();
        self.focus(entry.cell);
    }

    /// Opens a cell with a stashed text. `false` where the cell is not shown.
    pub fn resume(self, key: &str, text: &str) -> bool {
        let Some(cell) = self.rows().find(key) else { return false };
        self.go_to(cell);
        self.edit(true);
        if let Some(input) = self.input.get_untracked().filter(|_| self.entry.get_untracked().is_some()) {
            grid::focus_text(&input, text, true);
            self.report();
        }
        true
    }

    pub(super) fn commit_and(self, go: impl FnOnce(GridCell) -> Option<GridCell>) {
        let Some(entry) = self.entry.get_untracked() else { return };
        if self.commit() {
            self.select(Selection::cell(go(entry.cell).unwrap_or(entry.cell)));
        }
    }
}
