//! Pasting a block of figures: its rows are successive days, or those that its own dates name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;

use super::changes::{apply, change};
use super::columns::{FigureColumn, without_percent};
use super::rows::{FigureRows, day_head};
use crate::browser::dom::focus::focus_when_rendered;
use crate::geometry::selection::{CellRange, GridCell};
use crate::i18n::format;
use crate::i18n::words::{common, grid as g, track_entry as w};
use crate::import::actuals::pasted_block::layout;
use crate::import::text::dates::{DateError, DateRules};
use crate::import::text::numbers;
use crate::import::text::pasted_numbers::TooFine;
use crate::plan::model::measure::Unit;
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::importing::date_error;
use crate::ui::pasted_numbers::{PastedNumbers, plain_numbers};
use crate::widgets::grid::{Grid, UnreadCell, unread_cells};
use crate::widgets::{Button, ButtonKind, Dialog};

/// The most days of one paste: ten years.
const MAX_PASTED: usize = 3_660;

/// A paste that changed nothing yet.
pub enum HeldPaste {
    /// It needs confirmation: some of its cells cannot be read, or lie after today.
    Unread {
        /// These cells.
        unread: Vec<UnreadCell>,
        /// The changes that the other cells come to.
        rest: Vec<FigureChange>,
        /// What is said about them.
        said: String,
    },
    /// The plan would have too many figures, in words.
    TooMany(String),
}

/// What a paste comes to.
#[derive(Default)]
struct Pasted {
    changes: Vec<FigureChange>,
    unread: Vec<UnreadCell>,
    /// Cells of computed columns with a text.
    computed: usize,
    /// Columns beyond the last, or without a match, with a text.
    outside: usize,
    /// Figures that were rounded, and the first of them as it was and as it is.
    rounded: usize,
    first_rounded: Option<(String, String)>,
    /// The first number of a column of percentages whose numbers all look like shares: none has a sign or is above 1.
    like_share: Option<String>,
    by_date: bool,
    by_heading: bool,
}

impl Pasted {
    /// The outcome as a message.
    fn said(&self) -> String {
        let counted = |count: usize, say: fn(u64, &str) -> String| {
            let (n, text) = format::counted(count);
            (count > 0).then(|| say(n, &text))
        };
        let cleared = self.changes.iter().filter(|change| change.value.is_none()).count();
        let said = [
            counted(self.changes.len() - cleared, w::pasted),
            counted(cleared, w::pasted_cleared),
            self.changes.is_empty().then(|| w::pasted_nothing().to_owned()),
            self.rounding(),
            self.like_share.as_ref().map(|text| w::pasted_points(text)),
            self.by_date.then(|| w::pasted_by_date().to_owned()),
            self.by_heading.then(|| w::pasted_by_heading().to_owned()),
            counted(self.computed, w::pasted_computed),
            counted(self.outside, if self.by_heading { w::pasted_unknown } else { w::pasted_outside }),
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(format::sentence_gap())
    }

    /// What was rounded, with an example.
    fn rounding(&self) -> Option<String> {
        let (from, to) = self.first_rounded.as_ref()?;
        let (n, text) = format::counted(self.rounded);
        Some(w::pasted_rounded(n, &text, &format::counted(usize::from(Decimal::DECIMALS)).1, from, to))
    }

    fn unread(&mut self, place: String, text: &str, why: String) {
        self.unread.push(UnreadCell { place, text: text.to_owned(), why });
    }
}

/// A block as it lies on the table: its texts below the headings, the day of each row, the column of each column.
struct Block<'a> {
    texts: Vec<Vec<String>>,
    /// The day of each row of the target; `None` where the row is left out.
    days: Vec<Option<NaiveDate>>,
    /// The columns of the target, with their column in the block.
    columns: Vec<(usize, &'a FigureColumn)>,
}

impl Block<'_> {
    /// The first number of a column of percentages whose numbers may be meant as shares. `signed` are the cells with a percent
    /// sign.
    fn like_share(&self, signed: &HashSet<(usize, usize)>) -> Option<String> {
        let of_percent = self.columns.iter().filter(|(_, shape)| shape.unit == Unit::Percent && !shape.is_computed);
        of_percent.clone().find_map(|(column, shape)| {
            let cells = self.texts.iter().enumerate().filter_map(|(row, cells)| Some((row, cells.get(*column)?)));
            let mut filled = cells.filter(|(_, text)| !text.trim().is_empty()).peekable();
            let first = filled.peek().map(|(_, text)| text.trim().to_owned())?;
            let is_small =
                |text: &str| shape.read(text).is_ok_and(|value| value.is_none_or(|value| value <= Decimal::whole(1)));
            let is_zero = |text: &str| shape.read(text).is_ok_and(|value| value == Some(Decimal::ZERO));
            let (mut all_small, mut any) = (true, false);
            for (row, text) in filled {
                all_small &= !signed.contains(&(row, *column)) && is_small(text);
                any |= !is_zero(text);
            }
            (all_small && any).then_some(first)
        })
    }
}

impl FigureRows {
    /// Pastes a block: onto the days that its first column names, else onto successive days from the selected one on. If some
    /// cells cannot be read, nothing is changed before it is confirmed.
    pub(super) fn paste_block<'a>(
        self,
        onto: CellRange,
        mut texts: Vec<Vec<String>>,
        shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    ) -> Option<CellRange> {
        if texts.len() > MAX_PASTED {
            self.toasts.say(w::paste_too_many(&format::counted(MAX_PASTED).1, &format::counted(texts.len()).1));
            return None;
        }
        let columns = self.columns.get_untracked();
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let laid = layout(&texts, &names, self.dates());
        let headings = laid.headings;
        texts.drain(..headings);
        let mut pasted = Pasted { by_date: laid.days.is_some(), by_heading: headings > 0, ..Pasted::default() };
        let place = |at: usize| {
            let column = laid.columns.get(at).copied().flatten()?;
            columns.get(if headings > 0 { column } else { onto.first.column + column })
        };
        let shown = |row: usize, column: usize| shown(row + headings, column);
        let (numbers, signed) = read_numbers(&mut texts, &shown, &place);
        let days = match laid.days {
            Some(days) => dated(days, &texts, headings, &mut pasted),
            None => self.successive_days(onto, headings),
        };
        let width = laid.columns.len();
        let wide = if laid.columns.contains(&None) { width } else { onto.columns().max(width) };
        let named = (0..wide).filter_map(|at| {
            // A block is repeated where more is selected.
            let column = if at < width { place(at) } else { columns.get(onto.first.column + at) };
            let is_any = || texts.iter().any(|row| row.get(at % width).is_some_and(|text| !text.trim().is_empty()));
            let is_date = pasted.by_date && at == 0;
            pasted.outside += usize::from(column.is_none() && !is_date && is_any());
            Some((at % width, column?))
        });
        let block = Block { columns: named.collect(), texts, days };
        pasted.like_share = block.like_share(&signed);
        self.read_block(&block, &numbers, &mut pasted);
        let said = pasted.said();
        if !pasted.unread.is_empty() {
            let held = HeldPaste::Unread { unread: pasted.unread, rest: pasted.changes, said };
            self.held.set(Some(Arc::new(held)));
            return None;
        }
        self.make(pasted.changes, &said)
    }

    /// Makes the changes of a paste; the cells from the first to the last of them.
    fn make(self, changes: Vec<FigureChange>, said: &str) -> Option<CellRange> {
        let days = changes.iter().map(|change| change.on);
        let (first, last) = (days.clone().min(), days.max());
        let column = |change: &FigureChange| {
            let is_it = |one: &FigureColumn| (one.metric, one.channel()) == (change.metric, change.channel);
            self.columns.with_untracked(|columns| columns.iter().position(is_it))
        };
        let columns = changes.iter().filter_map(column);
        let ends = (columns.clone().min(), columns.max());
        if let Err(why) = apply(self.editor, changes, None) {
            self.held.set(Some(Arc::new(HeldPaste::TooMany(why))));
            return None;
        }
        self.toasts.say(said);
        let (first_row, left) = (self.reach(first?)?, ends.0?);
        Some(CellRange {
            first: GridCell { row: first_row, column: left },
            last: GridCell { row: self.rows.get_untracked().row_of(last?)?, column: ends.1? },
        })
    }

    /// How dates of a block are read.
    fn dates(self) -> DateRules {
        let year = self.today.get_untracked().year();
        DateRules { plan: self.editor.peek(|plan| plan.basics.days()), year, ..DateRules::default() }
    }

    /// The days of a block without dates.
    fn successive_days(self, onto: CellRange, headings: usize) -> Vec<Option<NaiveDate>> {
        let table = self.rows.get_untracked();
        let above = table.days_above(onto.first.row);
        let days = table.days_above(onto.last.row) - above + 1 - headings;
        let day = |nth: usize| table.days().first().checked_add_days(Days::new((above + nth) as u64));
        (0..days).map(day).collect()
    }

    /// Reads the cells of a block into changes, and collects those that cannot be read.
    fn read_block(self, block: &Block, numbers: &PastedNumbers, pasted: &mut Pasted) {
        let today = self.today.get_untracked();
        let rejected: HashMap<(usize, usize), &str> =
            numbers.rejected.iter().map(|cell| ((cell.row, cell.column), cell.why.as_str())).collect();
        for (column, shape) in &block.columns {
            for (nth, day) in block.days.iter().enumerate() {
                let row = nth % block.texts.len();
                let text = block.texts[row].get(*column).map_or("", String::as_str);
                let Some(day) = *day else { continue };
                if shape.is_computed {
                    pasted.computed += usize::from(!text.trim().is_empty());
                    continue;
                }
                let at = (row, *column);
                let shown = numbers.with_currency.get(&at).map_or(text, String::as_str);
                match self.figure(day, text, shown, rejected.get(&at).copied(), shape) {
                    Ok(change) => {
                        if let Some(exact) = numbers.rounded.get(&at).filter(|_| change.is_some()) {
                            pasted.rounded += 1;
                            pasted.first_rounded.get_or_insert_with(|| (exact.clone(), text.to_owned()));
                        }
                        pasted.changes.extend(change);
                    }
                    Err(why) => pasted.unread(w::cell_place(&shape.name, &day_head(day, today)), shown, why),
                }
            }
        }
    }

    /// The change of one cell, or why it cannot be read. `shown` is its text with the sign of a currency.
    fn figure(
        self,
        day: NaiveDate,
        text: &str,
        shown: &str,
        rejected: Option<&str>,
        column: &FigureColumn,
    ) -> Result<Option<FigureChange>, String> {
        let today = self.today.get_untracked();
        if day > today {
            let why = w::after_today(&day_head(day, today));
            return if text.trim().is_empty() { Ok(None) } else { Err(why) };
        }
        if let Some(why) = rejected {
            return Err(why.to_owned());
        }
        if let Some(sign) = numbers::other_currency(shown, column.currency).filter(|_| column.unit == Unit::Money) {
            let known = numbers::currency_of(&sign, column.currency);
            let found = known.map_or(sign, |currency| currency.code().to_owned());
            return Err(g::pasted_other_currency(shown, &found, column.currency.code()));
        }
        let value = column.read(text)?;
        Ok(self.editor.peek(|plan| change(plan, column, day, value)))
    }
}

/// The days of a block with dates. A row whose date cannot be read, or that another row has, is left out and said.
fn dated(
    days: Vec<Option<Result<NaiveDate, DateError>>>,
    texts: &[Vec<String>],
    headings: usize,
    pasted: &mut Pasted,
) -> Vec<Option<NaiveDate>> {
    let mut seen = HashSet::new();
    let read = |(nth, day): (usize, Option<Result<NaiveDate, DateError>>)| {
        let why = match day? {
            Ok(day) if seen.insert(day) => return Some(day),
            Ok(_) => w::date_twice(),
            Err(error) => date_error(error),
        };
        let text = texts.get(nth).and_then(|row| row.first()).map_or("", String::as_str);
        pasted.unread(w::date_place(&format::counted(nth + headings + 1).1), text, why.to_owned());
        None
    };
    days.into_iter().enumerate().map(read).collect()
}

/// Writes the numbers of a block in the form that cells parse. Columns of percentages take them with and without the sign;
/// the cells with one are returned.
fn read_numbers<'a, 'c>(
    texts: &mut [Vec<String>],
    shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    place: &dyn Fn(usize) -> Option<&'c FigureColumn>,
) -> (PastedNumbers, HashSet<(usize, usize)>) {
    let unit = |column: usize| place(column).map(|column| column.unit);
    let mut with_sign = HashSet::new();
    for (row, cells) in texts.iter_mut().enumerate() {
        for (column, text) in cells.iter_mut().enumerate().filter(|(column, _)| unit(*column) == Some(Unit::Percent)) {
            let plain = without_percent(text);
            if plain.len() < text.trim().len() {
                *text = plain.to_owned();
                with_sign.insert((row, column));
            }
        }
    }
    let shown = |row: usize, column: usize| shown(row, column).filter(|_| !with_sign.contains(&(row, column)));
    let decimals_of = |column: usize| place(column).map(|_| Decimal::DECIMALS);
    let is_amount = |column: usize| unit(column) == Some(Unit::Money);
    (plain_numbers(texts, &shown, &decimals_of, &is_amount, TooFine::Round), with_sign)
}

/// The button that the focus moves to.
const REST: &str = "figures-paste-rest";

/// The button beside it.
const NOTHING: &str = "figures-paste-nothing";

/// The question about a paste with cells that cannot be read. Afterwards the focus is in the grid again.
pub fn question(rows: FigureRows, grid: Grid) -> AnyView {
    let held = rows.held;
    let open = Signal::derive(move || held.with(Option::is_some));
    Effect::new(move || {
        if open.get() {
            // The dialog opens after this effect and would move the focus to its first field.
            request_animation_frame(|| focus_when_rendered(REST.to_owned()));
        }
    });
    let close = Callback::new(move |()| {
        held.set(None);
        grid.refocus();
    });
    let rest = Callback::new(move |()| {
        let taken = held.try_update(Option::take).flatten();
        if let Some(HeldPaste::Unread { rest, said, .. }) = taken.as_deref()
            && let Some(pasted) = rows.make(rest.clone(), said)
        {
            grid.look_at(pasted.first);
        }
        // Unless there is something to say still.
        if held.with_untracked(Option::is_none) {
            grid.refocus();
        }
    });
    let content = move || {
        held.get().map(|held| match &*held {
            HeldPaste::Unread { unread, rest: changes, .. } => {
                let (count, text) = format::counted(unread.len());
                let is_any = !changes.is_empty();
                view! {
                    <p>{g::unread(count, &text)}</p>
                    {unread_cells(unread)}
                    <div class="actions">
                        {is_any.then(|| view! {
                            <Button kind=ButtonKind::Primary id=REST on_press=rest>{g::paste_the_rest()}</Button>
                        })}
                        <Button id=if is_any { NOTHING } else { REST } on_press=close>
                            {g::paste_nothing()}
                        </Button>
                    </div>
                }
                .into_any()
            }
            HeldPaste::TooMany(why) => view! {
                <p>{why.clone()}</p>
                <div class="actions">
                    <Button kind=ButtonKind::Primary id=REST on_press=close>{common::close()}</Button>
                </div>
            }
            .into_any(),
        })
    };
    let title = Signal::derive(move || {
        let is_limit = held.with(|held| matches!(held.as_deref(), Some(HeldPaste::TooMany(_))));
        if is_limit { w::too_many_title() } else { g::unread_title() }.to_owned()
    });
    view! {
        <Dialog open on_close=close title wide=true>
            {content}
        </Dialog>
    }
    .into_any()
}
