//! Texts, names and days of a row: description, phase, channel, category, status, when it is spent.
//!
//! Must not know amounts.

use crate::export::csv::budget::BudgetColumn;
use crate::export::csv::{begins_formula, unguarded};
use crate::export::document::days_of;
use crate::import::budget::timing::{self, TimingError, over};
use crate::import::table::dictionary;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::is_placeholder;
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::budget::{Category, LineStatus, PaysFor};
use crate::plan::model::timing::Timing;
use crate::plan::numbers::date_range::DateRange;

use super::preview::{CellErrorKind, NewChannel};
use super::rows::{LineDraft, RowReader, UnknownName};

impl<'a> RowReader<'a> {
    pub(super) fn names(&mut self, draft: &mut LineDraft<'a>) {
        let names = self.context.names;
        if let Some(at) = self.column(BudgetColumn::Phase) {
            let text = self.text_in(self.cell(draft.row, at));
            let look_up = || {
                let found = if text.trim().is_empty() { None } else { names.phase(&text) };
                let is_none = || is_placeholder(&text) || dictionary::is_whole_plan(&text);
                if found.is_some() || is_none() { Ok(found) } else { Err(UnknownName) }
            };
            let found = *self.phases.entry(text.clone()).or_insert_with(look_up);
            let keeps = self.mapping.own_workbook && draft.line.phase.is_some_and(|id| names.may_name_phase(id, &text));
            if !keeps {
                draft.line.phase = found.unwrap_or_default();
            }
            if found.is_err() && !keeps {
                draft.error(at, ColumnMeaning::Field(BudgetColumn::Phase), &text, CellErrorKind::Phase);
            }
        }
        if let Some(at) = self.column(BudgetColumn::Channel) {
            let text = self.text_in(self.cell(draft.row, at));
            let keeps =
                self.mapping.own_workbook && draft.line.channel.is_some_and(|id| names.may_name_channel(id, &text));
            if !keeps {
                draft.line.channel = None;
                if !text.trim().is_empty() {
                    self.channel(draft, &text);
                }
            }
        }
        if let Some(at) = self.column(BudgetColumn::Category) {
            let text = self.text_in(self.cell(draft.row, at));
            let found = *self.categories.entry(text.clone()).or_insert_with(|| {
                if is_placeholder(&text) { Some(Category::Other) } else { dictionary::category(&text) }
            });
            draft.line.category = found.unwrap_or_default();
            if found.is_none() {
                draft.error(at, ColumnMeaning::Field(BudgetColumn::Category), &text, CellErrorKind::Category);
            }
        }
        if let Some(at) = self.column(BudgetColumn::Status) {
            let text = self.text_in(self.cell(draft.row, at));
            let found = if is_placeholder(&text) { Some(LineStatus::Planned) } else { dictionary::status(&text) };
            draft.line.status = found.unwrap_or_default();
            if found.is_none() {
                draft.error(at, ColumnMeaning::Field(BudgetColumn::Status), &text, CellErrorKind::Status);
            }
        }
        if let Some(at) = self.column(BudgetColumn::PaysFor) {
            let text = self.text_in(self.cell(draft.row, at));
            let found: Option<PaysFor> = if text.trim().is_empty() { None } else { names.pays_for(&text) };
            let keeps = self.mapping.own_workbook
                && draft.line.pays_for.is_some_and(|paid| names.may_name_pays_for(paid, &text));
            if keeps {
                return;
            }
            draft.line.pays_for = found;
            if found.is_none() && !is_placeholder(&text) {
                draft.error(at, ColumnMeaning::Field(BudgetColumn::PaysFor), &text, CellErrorKind::PaysFor);
            }
        }
    }

    /// Applies the groups of an outline that the line is in: each sets the phase, category or channel that it names, unless a
    /// column does; other group names are put before the description.
    pub(super) fn groups(&mut self, draft: &mut LineDraft<'a>) {
        let (Some(groups), Some(at)) = (self.groups.remove(&draft.row.number), self.column(BudgetColumn::What)) else {
            return;
        };
        let names = self.context.names;
        let [no_phase, no_category, no_channel] = [BudgetColumn::Phase, BudgetColumn::Category, BudgetColumn::Channel]
            .map(|column| self.column(column).is_none());
        let mut path = Vec::new();
        let mut category = None;
        for group in groups {
            let is_channel = || names.channel(&group).is_some() || dictionary::channel(&group).is_some();
            if no_phase && draft.line.phase.is_none() && names.phase(&group).is_some() {
                draft.line.phase = names.phase(&group);
            } else if no_category && category.is_none() && dictionary::category(&group).is_some() {
                category = dictionary::category(&group);
            } else if no_channel && draft.line.channel.is_none() && draft.channel.is_none() && is_channel() {
                self.channel(draft, &group);
            } else {
                path.push(group);
            }
        }
        draft.line.category = category.unwrap_or(draft.line.category);
        if path.is_empty() {
            return;
        }
        path.push(std::mem::take(&mut draft.line.description));
        let text = path.join(" / ");
        draft.line.description = text.chars().take(NAME_CHARS).collect();
        if draft.line.description.len() < text.len() {
            draft.error(at, ColumnMeaning::Field(BudgetColumn::What), &text, CellErrorKind::Cut(NAME_CHARS));
        }
    }

    /// Applies the title of the section that the line is in, if it names a phase, category or channel that neither a column
    /// nor a group names.
    pub(super) fn section(&mut self, draft: &mut LineDraft<'a>) {
        let Some(title) = self.section.filter(|_| !self.is_own()) else { return };
        let names = self.context.names;
        let has = |column| self.column(column).is_some();
        if !has(BudgetColumn::Phase) && draft.line.phase.is_none() && names.phase(title).is_some() {
            draft.line.phase = names.phase(title);
        } else if let Some(category) = dictionary::category(title) {
            if !has(BudgetColumn::Category) && draft.line.category == Category::Other {
                draft.line.category = category;
            }
        } else if !has(BudgetColumn::Channel)
            && draft.line.channel.is_none()
            && draft.channel.is_none()
            && (names.channel(title).is_some() || dictionary::channel(title).is_some())
        {
            self.channel(draft, title);
        }
    }

    pub(super) fn channel(&mut self, draft: &mut LineDraft<'a>, text: &str) {
        let names = self.context.names;
        let (offered, known) = (&mut self.preview.channels, &mut self.offered);
        let found = *self.channels.entry(text.to_owned()).or_insert_with(|| {
            if let Some(channel) = names.channel(text) {
                return Ok(Some(channel));
            }
            if is_placeholder(text) {
                return Ok(None);
            }
            let catalogue = dictionary::channel(text);
            // Spelling variants of a name are the same channel.
            let key = catalogue.map_or_else(|| dictionary::folded(text), |key| ["=", key].concat());
            Err(*known.entry(key).or_insert_with(|| {
                let similar = dictionary::similar_channel(text);
                offered.push(NewChannel { name: text.trim().to_owned(), catalogue, similar, lines: 0 });
                offered.len() - 1
            }))
        });
        match found {
            Ok(channel) => draft.line.channel = channel,
            Err(new) => {
                offered[new].lines += 1;
                draft.channel = Some(new);
            }
        }
    }

    pub(super) fn texts(&self, draft: &mut LineDraft<'a>) {
        let text = |column, merged: bool| {
            let at = self.column(column)?;
            let cell = if merged { self.cell(draft.row, at) } else { draft.row.cell(at) };
            Some(self.text_in(cell))
        };
        let (what, unit) = (text(BudgetColumn::What, false), text(BudgetColumn::Unit, false));
        let (owner, note) = (text(BudgetColumn::Owner, true), text(BudgetColumn::Note, false));
        let is_own = self.is_own();
        let mut cut = Vec::new();
        let line = &mut draft.line;
        for (field, column, text) in [
            (&mut line.description, BudgetColumn::What, what),
            (&mut line.unit, BudgetColumn::Unit, unit),
            (&mut line.owner, BudgetColumn::Owner, owner),
            (&mut line.note, BudgetColumn::Note, note),
        ] {
            let Some(mut text) = text else { continue };
            if self.mapping.own_workbook && is_written_as(field, &text) {
                continue;
            }
            if !is_own && column != BudgetColumn::Note && text.chars().count() > NAME_CHARS {
                text = text.chars().take(NAME_CHARS).collect();
                cut.push(column);
            }
            *field = text;
        }
        for column in cut {
            if let Some(at) = self.column(column) {
                let text = draft.row.cell(at);
                draft.error(at, ColumnMeaning::Field(column), text, CellErrorKind::Cut(NAME_CHARS));
            }
        }
    }

    /// The text of a cell: exact in our own file, trimmed in others, without the guard against formulas.
    pub(super) fn text_in(&self, cell: &str) -> String {
        if self.is_own() {
            return unguarded(cell).to_owned();
        }
        let cell = cell.trim();
        match cell.strip_prefix('\'') {
            Some(text) if begins_formula(text) => text.to_owned(),
            _ => cell.to_owned(),
        }
    }

    pub(super) fn timing(&self, draft: &mut LineDraft<'a>) {
        if let Some(at) = self.column(BudgetColumn::When) {
            let text = self.cell(draft.row, at);
            let read = if self.is_own() {
                timing::parse_own(text, self.dates, self.file, self.home)
            } else {
                timing::parse_foreign(text, self.dates)
            };
            match read {
                Ok(timing) => draft.line.timing = timing,
                Err(error) => {
                    let kind = match error {
                        TimingError::Day(error) => CellErrorKind::Day(error),
                        TimingError::NotATiming => CellErrorKind::Timing,
                        TimingError::OtherCurrency => CellErrorKind::OtherCurrency,
                    };
                    draft.error(at, ColumnMeaning::Field(BudgetColumn::When), text, kind);
                }
            }
        }
        let day = |draft: &mut LineDraft<'a>, meaning| {
            let at = self.places.of_meaning(meaning)?;
            let text = self.cell(draft.row, at);
            if is_placeholder(text) {
                return None;
            }
            match self.dates.span(text) {
                Ok(span) => Some(span),
                Err(error) => {
                    draft.error(at, meaning, text, CellErrorKind::Day(error));
                    None
                }
            }
        };
        let (start, end) = (day(draft, ColumnMeaning::Start), day(draft, ColumnMeaning::End));
        if self.mapping.own_workbook {
            self.workbook_timing(draft, start, end);
            return;
        }
        match (start, end) {
            (Some(start), Some(end)) => match DateRange::new(start.first(), end.last()) {
                Some(span) => draft.line.timing = over(span),
                None => {
                    if let Some(at) = self.places.of_meaning(ColumnMeaning::End) {
                        let text = self.cell(draft.row, at);
                        draft.error(at, ColumnMeaning::End, text, CellErrorKind::Day(DateError::Backwards));
                    }
                }
            },
            (Some(span), None) | (None, Some(span)) => draft.line.timing = over(span),
            (None, None) => {}
        }
    }

    /// Applies the dates of our own workbook. A line keeps its timing while the dates are those of its timing.
    pub(super) fn workbook_timing(&self, draft: &mut LineDraft<'a>, start: Option<DateRange>, end: Option<DateRange>) {
        let before = days_of(self.context.plan, &self.cycles, &draft.line);
        let (Some(first), Some(last)) = (start.or(end).map(DateRange::first), end.or(start).map(DateRange::last))
        else {
            return;
        };
        let Some(days) = DateRange::new(first, last) else {
            if let Some(at) = self.places.of_meaning(ColumnMeaning::End) {
                let text = self.cell(draft.row, at);
                draft.error(at, ColumnMeaning::End, text, CellErrorKind::Day(DateError::Backwards));
            }
            return;
        };
        if before == Some(days) {
            return;
        }
        draft.line.timing = match draft.line.timing {
            Timing::Monthly { .. } => Timing::Monthly { first, last },
            _ => over(days),
        };
    }
}

/// Whether the cell is how our workbook writes the text: trimmed, and cut to the length of a cell.
pub(super) fn is_written_as(text: &str, cell: &str) -> bool {
    const SAFE_CHARACTERS: usize = 30_000;
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    let (text, cell) = (plain(text), plain(cell));
    let long = || {
        text.chars().nth(SAFE_CHARACTERS).is_some()
            && text.chars().take(SAFE_CHARACTERS).eq(cell.chars().take(SAFE_CHARACTERS))
    };
    text == cell || long()
}
