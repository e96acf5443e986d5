//! Edits from entered texts: parsing them into line items, and pasting a block of cells.

use std::sync::Arc;

use leptos::prelude::*;

use super::cell_entry::{UnknownNames, choose, read, takes_text};
use super::columns::LineField;
use super::pasted_cells::{decimals, is_amount, other_currency, plain_days};
use super::rows::LineRows;
use crate::geometry::selection::CellRange;
use crate::i18n::format;
use crate::i18n::words::{budget_grid as w, named_parts};
use crate::import::named_parts::{MissingPart, NameMeaning, NameReading, PartKind, days_after_phases, with_parts};
use crate::import::text::pasted_numbers::TooFine;
use crate::plan::Plan;
use crate::plan::budget::line_view::LineViewRow;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::ui::labels::names;
use crate::ui::named_parts::listed_name;
use crate::ui::pasted_numbers::plain_numbers;
use crate::widgets::grid::RestoreOutcome;

/// The most rows of one paste. More would block the page; the import reads those in the background.
pub(super) const MAX_PASTED: usize = 2_000;

/// A text entered or pasted into a cell.
pub(super) struct CellText {
    pub(super) row: usize,
    /// The row within the pasted block, from 0.
    pub(super) nth: usize,
    pub(super) field: LineField,
    pub(super) text: String,
    /// Whether the text is the value of a suggestion.
    pub(super) chosen: bool,
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

/// A paste that needs confirmation: some of its cells could not be parsed, or name what the plan does not have.
#[derive(Debug, Clone)]
pub struct PendingPaste {
    /// The unparsed cells.
    pub unread: Vec<UnparsedCell>,
    /// The parts that it names and the plan does not have.
    pub missing: Vec<MissingPart>,
    /// The edits of line items with the missing parts.
    whole: Vec<PlanEdit>,
    whole_said: String,
    /// The edit without them.
    rest: Option<PlanEdit>,
    rest_said: String,
}

impl PendingPaste {
    /// Whether anything is left without the unparsed cells and the unknown names.
    pub(super) fn has_rest(&self) -> bool {
        self.rest.is_some()
    }
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
    /// The parts that the texts name and the plan does not have.
    pub(super) missing: Vec<MissingPart>,
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
    sentences(&said)
}

/// Chinese sentences are joined without a space.
fn sentences(said: &[String]) -> String {
    said.join(if crate::i18n::locale() == crate::i18n::Locale::Zh { "" } else { " " })
}

/// How many parts of each kind are added: "3 channels and 1 phase". Empty where all of them are replaced by parts of the
/// plan.
pub(super) fn counted_parts(parts: &[MissingPart]) -> String {
    let count = |kind: PartKind| {
        let added = parts.iter().filter(|part| part.kind == kind && !matches!(part.meaning, NameMeaning::Known(_)));
        let (count, text) = format::counted(added.count());
        let said = match kind {
            PartKind::Phase => w::count_phases(count, &text),
            PartKind::Channel => w::count_channels(count, &text),
            PartKind::Metric => w::count_metrics(count, &text),
        };
        (count > 0).then_some(said)
    };
    let counts: Vec<String> = PartKind::ALL.into_iter().filter_map(count).collect();
    if counts.is_empty() { String::new() } else { format::list(&counts) }
}

/// What a name in a cell has added to the plan.
fn added_in_words(plan: &Plan, parts: &[MissingPart]) -> String {
    let said = |part: &MissingPart| {
        let name = match part.meaning {
            NameMeaning::Listed(key) => listed_name(part.kind, key),
            _ => &part.name,
        };
        match (part.kind, days_after_phases(plan)) {
            (PartKind::Phase, Some(days)) => {
                named_parts::added_phase(name, &format::span_short(days.first(), days.last()))
            }
            (PartKind::Phase, None) => named_parts::added_phase_undated(name),
            (PartKind::Channel, _) => named_parts::added_channel(name),
            (PartKind::Metric, _) => named_parts::added_metric(name),
        }
    };
    sentences(&parts.iter().map(said).collect::<Vec<_>>())
}

impl LineRows {
    /// Parses texts into line items and collects the resulting edits, counts, unparsed cells, and parts to be added.
    pub(super) fn taken(self, texts: impl Iterator<Item = CellText>, unknown: UnknownNames) -> ParsedTexts {
        let names = self.names.get_untracked();
        let mut taken = ParsedTexts::default();
        let mut fresh = || self.editor.fresh_id::<Plan>().bits();
        self.editor.peek(|plan| {
            let known = PartKind::ALL.map(|kind| names.known(plan, kind));
            let mut parts = NameReading::new(known, &listed_name, &mut fresh);
            let mut current: Option<(usize, LineItem, Option<&LineItem>)> = None;
            for CellText { row, nth, field, text, chosen, currency_text } in texts {
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
                    continue;
                }
                let set = match currency_text {
                    Some((why, text)) => Err((why, text)),
                    None if chosen => {
                        choose(field, &text, line, &names, &mut parts).map(|()| true).map_err(|why| (why, text.clone()))
                    }
                    None => read(field, &text, line, &names, (&mut parts, unknown)).map_err(|why| (why, text.clone())),
                };
                match set {
                    Ok(set) => taken.written |= set && !text.trim().is_empty(),
                    Err((why, text)) => {
                        taken.unread.push(UnparsedCell { row: nth + 1, column: field.head(), text, why });
                    }
                }
            }
            taken.take(plan, current);
            taken.missing = parts.finish();
        });
        taken
    }

    /// Makes the edits of a cell, with the parts that it adds to the plan.
    pub(super) fn make_with_parts(self, edits: Vec<PlanEdit>, missing: &[MissingPart]) {
        if edits.is_empty() {
            return;
        }
        let (edit, said) = self.editor.peek(|plan| (with_parts(plan, missing, edits), added_in_words(plan, missing)));
        if said.is_empty() {
            self.editor.edit(edit, None);
        } else {
            self.editor.apply_undoably(edit, &said);
        }
    }

    /// Parses a stashed text into a field of a line item; of a new one for `None`.
    pub(super) fn restore(self, field: LineField, id: Option<LineItemId>, text: &str, chosen: bool) -> RestoreOutcome {
        let all = self.names.get_untracked();
        let (at, before) = self.editor.peek(|plan| match id {
            Some(id) => {
                let at = plan.budget.lines.iter().position(|line| line.id == id);
                (at, at.map(|at| plan.budget.lines[at].clone()))
            }
            None => (None, None),
        });
        if id.is_some() && at.is_none() {
            return RestoreOutcome::Gone;
        }
        let mut line = before.clone().unwrap_or_else(|| self.editor.peek(|plan| self.blank(plan)));
        let mut fresh = || self.editor.fresh_id::<Plan>().bits();
        let read = self.editor.peek(|plan| {
            let known = PartKind::ALL.map(|kind| all.known(plan, kind));
            let mut parts = NameReading::new(known, &listed_name, &mut fresh);
            if chosen {
                choose(field, text, &mut line, &all, &mut parts)?;
            } else {
                read(field, text, &mut line, &all, (&mut parts, UnknownNames::Refuse))?;
            }
            Ok(parts.finish())
        });
        let missing = match read {
            Ok(missing) => missing,
            Err(why) => {
                let row = before.as_ref().map_or_else(|| w::new_line().to_owned(), names::line);
                return RestoreOutcome::Unread { column: field.head().to_owned(), row, why };
            }
        };
        let edit = match before {
            Some(before) if before == line => return RestoreOutcome::Taken,
            Some(_) => ListEdit::Replace(Box::new(line)),
            None => ListEdit::Insert { at: self.editor.peek(|plan| plan.budget.lines.len()), item: Box::new(line) },
        };
        self.make_with_parts(vec![PlanEdit::LineItem(edit)], &missing);
        RestoreOutcome::Taken
    }

    /// Carries out a paste that needed confirmation, without the unparsed cells and the unknown names.
    pub fn paste_the_rest(self) {
        let held = self.held.try_update(Option::take).flatten();
        if let Some((edit, held)) = held.and_then(|held| Some((held.rest.clone()?, held))) {
            self.make(edit, &held.rest_said);
        }
    }

    /// Carries out a paste that needed confirmation, with the parts that it names, without the unparsed cells.
    pub fn paste_with(self, parts: &[MissingPart]) {
        let Some(held) = self.held.try_update(Option::take).flatten() else { return };
        let edit = self.editor.peek(|plan| with_parts(plan, parts, held.whole.clone()));
        let added = counted_parts(parts);
        let said = if added.is_empty() {
            held.whole_said.clone()
        } else {
            sentences(&[held.whole_said.clone(), w::added_parts(&added)])
        };
        self.make(edit, &said);
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
        let decimals_of = |column: usize| decimals(place(column)?, home);
        let is_amount = |column: usize| place(column).is_some_and(is_amount);
        let numbers = plain_numbers(&mut texts[skip..], &shown, &decimals_of, &is_amount, TooFine::Stay);
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
        let cell = |(nth, column): (usize, usize)| {
            let from = nth % high + skip;
            if rejected.iter().any(|number| (number.row + skip, number.column) == (from, column % width)) {
                return None;
            }
            let text = texts[from].get(column % width).cloned().unwrap_or_default();
            let currency_text = currency_text.get(&(from - skip, column % width)).cloned();
            let (row, field) = (onto.first.row + nth, place(column)?);
            Some(CellText { row, nth: from, field, text, chosen: false, currency_text })
        };
        let here = || (0..rows).flat_map(|nth| order.iter().map(move |&column| (nth, column))).filter_map(cell);
        let mut taken = self.taken(here(), UnknownNames::Add);
        let said = said_of(&taken, homeless, skip > 0);
        let missing = std::mem::take(&mut taken.missing);
        let rest = (!missing.is_empty()).then(|| self.taken(here(), UnknownNames::Leave));
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
        if unread.is_empty() && missing.is_empty() {
            match taken.edit() {
                None => self.toasts.say(&said),
                Some(edit) => self.make(edit, &said),
            }
            return;
        }
        let whole = std::mem::take(&mut taken.edits);
        let (rest, rest_said) = match rest {
            Some(rest) => {
                let said = said_of(&rest, homeless, skip > 0);
                (rest.edit(), said)
            }
            None => ((!whole.is_empty()).then(|| PlanEdit::Batch(whole.clone())), said.clone()),
        };
        self.held.set(Some(Arc::new(PendingPaste { unread, missing, whole, whole_said: said, rest, rest_said })));
    }
}
