//! Edits from entered texts: parsing them into line items, and pasting a block of cells.

use std::sync::Arc;

use leptos::prelude::*;

use super::cell_entry::{read, takes_text};
use super::columns::LineField;
use super::pasted_cells::{other_currency, plain_days, plain_numbers};
use super::rows::LineRows;
use crate::geometry::selection::CellRange;
use crate::i18n::format;
use crate::i18n::words::budget_grid as w;
use crate::plan::Plan;
use crate::plan::budget::line_view::LineViewRow;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::LineItem;

/// The most rows of one paste. More would block the page; the import reads those in the background.
pub(super) const MAX_PASTED: usize = 2_000;

/// A text entered or pasted into a cell.
pub(super) struct CellText {
    pub(super) row: usize,
    /// The row within the pasted block, from 0.
    pub(super) nth: usize,
    pub(super) field: LineField,
    pub(super) text: String,
    /// The text with the sign of its currency, for a pasted amount that has one.
    pub(super) currency_text: Option<String>,
}

/// A pasted cell that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnparsedCell {
    /// The row within the pasted block, counted from 1.
    pub row: usize,
    /// The column's heading.
    pub column: &'static str,
    /// The cell's text.
    pub text: String,
    /// Why it could not be parsed.
    pub why: String,
}

/// A paste that needs confirmation: some of its cells could not be parsed.
#[derive(Debug, Clone)]
pub struct PendingPaste {
    /// The unparsed cells.
    pub unread: Vec<UnparsedCell>,
    pub(super) edit: PlanEdit,
    pub(super) said: String,
}

/// The outcome of parsing entered or pasted texts.
#[derive(Default)]
pub(super) struct ParsedTexts {
    pub(super) edits: Vec<PlanEdit>,
    pub(super) new: usize,
    changed: usize,
    /// Texts for computed cells.
    pub(super) computed: usize,
    pub(super) unread: Vec<UnparsedCell>,
    /// Whether the current row has any text.
    pub(super) written: bool,
}

impl ParsedTexts {
    /// Adds a parsed row, with the line item before the change; `None` for a new one.
    pub(super) fn take(&mut self, plan: &Plan, row: Option<(usize, LineItem, Option<&LineItem>)>) {
        let written = std::mem::take(&mut self.written);
        match row {
            Some((_, line, Some(before))) if *before != line => {
                self.changed += 1;
                self.edits.push(PlanEdit::LineItem(ListEdit::Replace(Box::new(line))));
            }
            // A row without text adds no line item.
            Some((_, line, None)) if written => {
                let at = plan.budget.lines.len() + self.new;
                self.new += 1;
                self.edits.push(PlanEdit::LineItem(ListEdit::Insert { at, item: Box::new(line) }));
            }
            _ => {}
        }
    }

    pub(super) fn edit(mut self) -> Option<PlanEdit> {
        match self.edits.len() {
            0 => None,
            1 => self.edits.pop(),
            _ => Some(PlanEdit::Batch(self.edits)),
        }
    }
}

/// The column for each pasted one, if the first row consists of headings.
pub(super) fn headings(texts: &[Vec<String>]) -> Option<Vec<Option<LineField>>> {
    let first = texts.first()?;
    let named = |text: &String| {
        let text = text.trim().to_lowercase();
        LineField::ALL.into_iter().find(|field| field.head().to_lowercase() == text)
    };
    let found: Vec<Option<LineField>> = first.iter().map(named).collect();
    (texts.len() > 1 && found.iter().flatten().count() >= 2).then_some(found)
}

/// The result of a paste as a message.
pub(super) fn said_of(taken: &ParsedTexts, homeless: usize, by_heading: bool) -> String {
    let mut said = Vec::new();
    let counted = |count: usize| format::counted(count);
    if taken.new > 0 {
        let (count, text) = counted(taken.new);
        said.push(w::pasted_new(count, &text));
    }
    if taken.changed > 0 {
        let (count, text) = counted(taken.changed);
        said.push(w::pasted_changed(count, &text));
    }
    if said.is_empty() {
        said.push(w::pasted_nothing().to_owned());
    }
    if by_heading {
        said.push(w::pasted_by_heading().to_owned());
    }
    if taken.computed > 0 {
        let (count, text) = counted(taken.computed);
        said.push(w::pasted_computed(count, &text));
    }
    if homeless > 0 {
        let (count, text) = counted(homeless);
        said.push(w::pasted_homeless(count, &text));
    }
    // Chinese sentences are joined without a space.
    said.join(if crate::i18n::locale() == crate::i18n::Locale::Zh { "" } else { " " })
}

impl LineRows {
    /// Parses texts into line items and collects the resulting edits, counts and unparsed cells.
    pub(super) fn taken(self, texts: impl Iterator<Item = CellText>) -> ParsedTexts {
        let names = self.names.get_untracked();
        let mut taken = ParsedTexts::default();
        self.editor.peek(|plan| {
            let mut current: Option<(usize, LineItem, Option<&LineItem>)> = None;
            for CellText { row, nth, field, text, currency_text } in texts {
                if current.as_ref().is_none_or(|(there, ..)| *there != row) {
                    taken.take(plan, current.take());
                    current = Some(match self.line_at(row).and_then(|(at, _)| plan.budget.lines.get(at)) {
                        Some(line) => (row, line.clone(), Some(line)),
                        None => (row, self.blank(plan), None),
                    });
                }
                let Some((_, line, _)) = &mut current else { continue };
                let currency_text = currency_text.and_then(|currency_text| {
                    Some((other_currency(field, &currency_text, line, names.home)?, currency_text))
                });
                if !takes_text(field) {
                    taken.computed += usize::from(!text.trim().is_empty());
                } else if let Some((why, text)) = currency_text {
                    taken.unread.push(UnparsedCell { row: nth + 1, column: field.head(), text, why });
                } else if let Err(why) = read(field, &text, line, &names) {
                    taken.unread.push(UnparsedCell { row: nth + 1, column: field.head(), text, why });
                } else {
                    taken.written |= !text.trim().is_empty();
                }
            }
            taken.take(plan, current);
        });
        taken
    }

    /// Carries out a paste that needed confirmation, without the unparsed cells.
    pub fn paste_the_rest(self) {
        let held = self.held.try_update(Option::take).flatten();
        if let Some(held) = held {
            self.make(held.edit.clone(), &held.said);
        }
    }

    /// Pastes a block: rows of an existing line item change it, rows beyond the end add one. Unparsed cells need confirmation.
    pub(super) fn paste_block<'a>(
        self,
        onto: CellRange,
        mut texts: Vec<Vec<String>>,
        shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    ) {
        if texts.len() > MAX_PASTED {
            self.toasts.say(w::paste_too_many(&format::counted(MAX_PASTED).1, &format::counted(texts.len()).1));
            return;
        }
        let count = self.count();
        if (onto.first.row..=onto.last.row.min(count)).any(|row| matches!(self.at(row), Some(LineViewRow::Heading(_))))
        {
            self.toasts.say(w::paste_under_headings());
            return;
        }
        let fields = self.fields.get_untracked();
        let by_heading = headings(&texts);
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        let place = |column: usize| match &by_heading {
            Some(found) => found.get(column).copied().flatten(),
            None => fields.get(onto.first.column + column).copied(),
        };
        let skip = usize::from(by_heading.is_some());
        let high = texts.len() - skip;
        if high == 0 {
            return;
        }
        let rows = if skip == 0 { onto.rows() } else { high };
        let columns = if skip == 0 { onto.columns() } else { width };
        let home = self.editor.peek(|plan| plan.basics.currency);
        let shown = |row, column| shown(row + skip, column);
        let numbers = plain_numbers(&mut texts[skip..], &shown, place, home);
        let (mut rejected, currency_text) = (numbers.rejected, numbers.with_currency);
        rejected.extend(plain_days(&mut texts[skip..], place, &self.names.get_untracked()));
        let homeless = (0..columns)
            .filter(|&column| place(column).is_none())
            .filter(|column| {
                texts.iter().skip(skip).any(|row| row.get(column % width).is_some_and(|text| !text.trim().is_empty()))
            })
            .count();
        // A line's currency first: the amounts beside it are in it.
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by_key(|&column| place(column) != Some(LineField::Currency));
        let cells = (0..rows).flat_map(|nth| order.iter().map(move |&column| (nth, column)));
        let here = cells.filter_map(|(nth, column)| {
            let from = nth % high + skip;
            if rejected.iter().any(|number| (number.row + skip, number.column) == (from, column % width)) {
                return None;
            }
            let text = texts[from].get(column % width).cloned().unwrap_or_default();
            let currency_text = currency_text.get(&(from - skip, column % width)).cloned();
            Some(CellText { row: onto.first.row + nth, nth: from, field: place(column)?, text, currency_text })
        });
        let mut taken = self.taken(here);
        let said = said_of(&taken, homeless, skip > 0);
        taken.unread.extend(rejected.into_iter().filter_map(|number| {
            let text = texts.get(number.row + skip)?.get(number.column)?.clone();
            Some(UnparsedCell {
                row: number.row + skip + 1,
                column: place(number.column)?.head(),
                text,
                why: number.why,
            })
        }));
        taken.unread.sort_by_key(|unread| unread.row);
        let unread = std::mem::take(&mut taken.unread);
        match taken.edit() {
            None if unread.is_empty() => self.toasts.say(&said),
            edit if !unread.is_empty() => {
                let edit = edit.unwrap_or(PlanEdit::Batch(Vec::new()));
                self.held.set(Some(Arc::new(PendingPaste { unread, edit, said })));
            }
            Some(edit) => self.make(edit, &said),
            None => {}
        }
    }
}
