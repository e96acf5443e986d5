//! Editing a cell: opening the entry, committing its text, and handing it over before the screen changes.

use std::cmp::Ordering;
use std::rc::Rc;

use leptos::html::Input;
use leptos::prelude::*;

use crate::browser::dom::focus::{Urgency, announce, holds_focus};
use crate::browser::dom::{grid, popover};
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
            Editing::Choice { text } => {
                self.show(cell);
                self.fault.set(String::new());
                self.target.set_value((self.rows().key(cell), text.clone()));
                self.entry.set(Some(EditedCell { cell, choice: true, number: false, typed }));
                if let Some(input) = self.choice.get_untracked() {
                    grid::focus_text(&input, if typed { "" } else { &text }, false);
                    if !typed {
                        input.select();
                        self.suggest(cell, None);
                    }
                }
            }
        }
    }

    /// Shows what is suggested for a choice as far as it is typed; `None` before anything is.
    pub(super) fn suggest(self, cell: GridCell, typed: Option<&str>) {
        self.combo.show(self.rows().suggestions(cell, typed));
    }

    /// Follows what is typed into a choice.
    pub(super) fn typed_choice(self) {
        let Some(entry) = self.entry.get_untracked().filter(|entry| entry.choice) else { return };
        let Some(text) = self.typed_text(entry) else { return };
        self.suggest(entry.cell, Some(&text));
    }

    fn field(self, entry: EditedCell) -> NodeRef<Input> {
        if entry.choice { self.choice } else { self.input }
    }

    /// The typed text.
    pub(super) fn typed_text(self, entry: EditedCell) -> Option<String> {
        self.field(entry).get_untracked().map(|input| input.value())
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
        self.combo.hide();
    }

    /// Answers a request before the page or the screen goes away.
    pub(super) fn asked(self, what: InputRequest) {
        if !self.alive.is() {
            return;
        }
        let Some(entry) = self.entry.get_untracked() else { return };
        match what {
            // What is typed so far may not be a whole name: it is kept, but creates nothing.
            InputRequest::Commit if self.would_add(entry) => {}
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
        let (key, before) = self.target.get_value();
        let option = self.combo.chosen().filter(|_| entry.choice);
        let chosen = option.is_some();
        let text = option.map_or_else(|| self.typed_text(entry).unwrap_or_default(), |option| option.value);
        let rows = self.rows();
        match rows.find(&key) {
            // Two parts may have the same name: one that was not touched stays.
            _ if entry.choice && !chosen && text == before => {}
            Some(cell) => rows.write(Write { cell, text, chosen })?,
            None => match rows.restore_text(&key, &text, chosen) {
                RestoreOutcome::Taken => {}
                RestoreOutcome::Unread { why, .. } => return Err(why),
                RestoreOutcome::Gone => rows.report_row_removed(),
            },
        }
        open_inputs::release(&key);
        self.close_entry();
        Ok(())
    }

    /// Whether the text stands for something that is created when it is committed.
    fn would_add(self, entry: EditedCell) -> bool {
        entry.choice && self.combo.chosen().is_some_and(|option| option.adds)
    }

    /// Commits the typed text because the focus has left it. Not when the whole window loses the focus: what is typed so
    /// far may not be a whole name, and must not create anything.
    pub(super) fn commit_left(self) {
        let Some(entry) = self.entry.get_untracked() else { return };
        if !self.would_add(entry) || popover::page_has_focus() {
            self.commit();
        }
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
                // The message lies where the suggestions do.
                self.combo.hide();
                if let Some(input) = self.field(entry).get_untracked() {
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
        if let Some(input) = self.entry.get_untracked().and_then(|entry| self.field(entry).get_untracked()) {
            grid::focus_text(&input, text, true);
            self.report();
            self.typed_choice();
        }
        true
    }

    pub(super) fn commit_and(self, go: impl FnOnce(GridCell) -> Option<GridCell>) {
        let Some(entry) = self.entry.get_untracked() else { return };
        if self.commit() {
            self.select(Selection::cell(go(entry.cell).map_or(entry.cell, |to| self.past_computed(entry.cell, to))));
        }
    }

    /// The next cell in the same direction that takes entries; the cell itself where there is none.
    fn past_computed(self, from: GridCell, to: GridCell) -> GridCell {
        let (rows, count) = (self.rows(), self.size().0);
        let takes = |row: &usize| rows.takes_entries(*row);
        let row = match to.row.cmp(&from.row) {
            Ordering::Greater => (to.row..count).find(takes),
            Ordering::Less => (0..=to.row).rev().find(takes),
            Ordering::Equal => Some(to.row),
        };
        GridCell { row: row.unwrap_or(to.row), ..to }
    }
}
