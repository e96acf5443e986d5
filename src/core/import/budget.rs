//! Budget lines of a table: what each row would become, what could not be read, and the edit that takes it in.

use std::collections::{HashMap, HashSet};

use super::dates::{DateFault, Dates, day_part};
use super::dictionary;
use super::mapping::{Mapping, Meaning};
use super::names::Names;
use super::numbers::{NumberFault, Numbers, Read, currency_in, says_nothing};
use super::table::{Row, Table};
use crate::export::budget_csv::{Column, id_in};
use crate::export::csv::{begins_formula, unguarded};
use crate::plan::Plan;
use crate::plan::budget::{Category, ExpectedResult, Line, LineId, LineStatus, PaysFor};
use crate::plan::calendar::DateRange;
use crate::plan::channel::{Channel, ChannelId};
use crate::plan::cycle::{DatedAmount, Timing};
use crate::plan::decimal::Decimal;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::id::Id;
use crate::plan::money::{Currency, Money};
use crate::plan::phase::PhaseId;

/// What is needed beside table and mapping.
pub struct Question<'a> {
    /// The plan that the lines are for.
    pub plan: &'a Plan,
    /// Its parts by their names.
    pub names: &'a Names,
    /// The year of days without one, where the plan has no days.
    pub year: i32,
}

/// What a table would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The lines, in the table's order.
    pub lines: Vec<Taken>,
    /// Rows that are no lines.
    pub skipped: Vec<Skipped>,
    /// Cells that could not be read as what they should be.
    pub faults: Vec<RowFault>,
    /// Channels that the plan does not have yet.
    pub channels: Vec<NewChannel>,
}

/// A line that a row became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The row's number.
    pub row: usize,
    /// The line. A new one has the id of its row if that is free, else [`NO_ID`].
    pub line: Line,
    /// What it is to the plan.
    pub fate: Fate,
    /// Something in the row could not be read, and is left out of the line.
    pub faulty: bool,
    /// The channel to add for it, as an index into [`Preview::channels`].
    pub channel: Option<usize>,
}

/// Stands for an id that is made when the line is taken in.
pub const NO_ID: u64 = 0;

/// What a line is to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is not in the plan.
    New,
    /// The plan has it otherwise.
    Changed,
    /// The plan has it so.
    Same,
}

/// A row that is no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its number.
    pub row: usize,
    /// Why.
    pub why: Skip,
    /// Its first text.
    pub text: String,
}

/// Why a row is no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// It sums up others.
    Total,
    /// It is a heading over others.
    Title,
    /// Nothing stands in the columns that are taken.
    Nothing,
}

/// A cell that could not be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row's number.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// What it should be.
    pub meaning: Meaning,
    /// What stands there.
    pub text: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is no number that can be taken.
    Number(NumberFault),
    /// It is no day that can be taken.
    Day(DateFault),
    /// No currency of that name is known.
    Currency,
    /// It is in the currency of another plan.
    OtherCurrency,
    /// It tells no time of spending.
    Timing,
    /// The plan has no phase of that name: the line goes to none.
    Phase,
    /// No kind of cost of that name is known: the line goes to "other".
    Category,
    /// No state of that name is known: the line is planned.
    Status,
    /// The plan has no activity or partner of that name.
    PaysFor,
    /// It names a result that the plan has no metric for.
    Expected,
    /// It has more digits than are kept, and is rounded.
    Rounded,
    /// Quantity and unit price come to another amount: they are taken.
    AmountDiffers {
        /// What they come to.
        product: Money,
        /// In which currency.
        currency: Currency,
    },
}

impl FaultKind {
    /// Whether the row is not to be taken as it is; else it is only said what was made of the cell.
    pub fn is_grave(self) -> bool {
        use FaultKind::{Currency, Day, Number, OtherCurrency, Timing};
        matches!(self, Number(_) | Day(_) | Currency | OtherCurrency | Timing)
    }
}

/// A channel that lines name and the plan does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// As the table has it.
    pub name: String,
    /// The catalogue's, where it is one of it.
    pub catalogue: Option<&'static str>,
    /// How many lines name it.
    pub lines: usize,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New lines.
    pub new: usize,
    /// Changed lines.
    pub changed: usize,
    /// Lines that are in the plan as they are.
    pub same: usize,
    /// Rows that are no lines.
    pub skipped: usize,
    /// Rows with something that could not be read.
    pub faulty: usize,
}

impl Preview {
    /// How many of each, with rows that could not be read left out or not.
    pub fn counts(&self, leave_out: bool) -> Counts {
        let mut counts = Counts {
            skipped: self.skipped.len(),
            faulty: self.lines.iter().filter(|taken| taken.faulty).count(),
            ..Counts::default()
        };
        for taken in self.lines.iter().filter(|taken| !(leave_out && taken.faulty)) {
            match taken.fate {
                Fate::New => counts.new += 1,
                Fate::Changed => counts.changed += 1,
                Fate::Same => counts.same += 1,
            }
        }
        counts
    }

    /// The edit that takes the lines in, as one: new ones at the end, in the table's order. `fresh` hands in random bits.
    pub fn edit(&self, plan: &Plan, leave_out: bool, add_channels: bool, fresh: &mut dyn FnMut() -> u64) -> PlanEdit {
        let mut edits = Vec::new();
        let mut channels: HashMap<usize, ChannelId> = HashMap::new();
        let (mut at, mut channels_at) = (plan.budget.lines.len(), plan.strategy.channels.len());
        for taken in self.lines.iter().filter(|taken| taken.fate != Fate::Same && !(leave_out && taken.faulty)) {
            let mut line = taken.line.clone();
            if let Some(index) = taken.channel.filter(|_| add_channels) {
                let id = *channels.entry(index).or_insert_with(|| {
                    let new = &self.channels[index];
                    let mut channel = Channel::new(Id::from_bits(fresh()), new.catalogue.map(str::to_owned));
                    if new.catalogue.is_none() {
                        channel.name.clone_from(&new.name);
                    }
                    let id = channel.id;
                    edits.push(PlanEdit::Channel(ListEdit::Insert { at: channels_at, item: Box::new(channel) }));
                    channels_at += 1;
                    id
                });
                line.channel = Some(id);
            }
            if taken.fate == Fate::Changed {
                edits.push(PlanEdit::Line(ListEdit::Replace(Box::new(line))));
                continue;
            }
            if line.id.bits() == NO_ID {
                line.id = Id::from_bits(fresh());
            }
            edits.push(PlanEdit::Line(ListEdit::Insert { at, item: Box::new(line) }));
            at += 1;
        }
        PlanEdit::Batch(edits)
    }
}

/// What the table would bring.
pub fn preview(table: &Table, mapping: &Mapping, question: &Question) -> Preview {
    let plan = question.plan;
    let own = mapping.own;
    let numbers = Numbers { mark: mapping.mark, plain: own || table.is_typed() };
    let dates = Dates {
        plan: plan.basics.days(),
        year: question.year,
        order: mapping.order,
        serials: table.is_typed() && !own,
        ..Dates::default()
    };
    let mut reading = Reading {
        question,
        mapping,
        table,
        numbers,
        dates,
        home: plan.basics.currency,
        file: mapping.currency.unwrap_or(plan.basics.currency),
        merged: merged(table),
        existing: plan.budget.lines.iter().map(|line| (line.id, line)).collect(),
        seen: HashSet::new(),
        phases: HashMap::new(),
        channels: HashMap::new(),
        categories: HashMap::new(),
        preview: Preview::default(),
    };
    for row in mapping.body(table) {
        reading.row(row);
    }
    reading.preview
}

/// Cells that stand for a merged one, by row number and column.
fn merged(table: &Table) -> HashMap<(usize, usize), usize> {
    let mut found = HashMap::new();
    for merge in &table.merges {
        let place = |number: usize| table.rows.partition_point(|row| row.number < number);
        let first = place(merge.first);
        if table.rows.get(first).is_none_or(|row| row.number != merge.first) {
            continue;
        }
        for row in &table.rows[first + 1..place(merge.last + 1).max(first + 1)] {
            found.insert((row.number, merge.column), first);
        }
    }
    found
}

struct Reading<'a> {
    question: &'a Question<'a>,
    mapping: &'a Mapping,
    table: &'a Table,
    numbers: Numbers,
    dates: Dates,
    /// The plan's currency.
    home: Currency,
    /// The currency of the plan that the file was written from.
    file: Currency,
    merged: HashMap<(usize, usize), usize>,
    existing: HashMap<LineId, &'a Line>,
    /// Ids of our own file that a row has had already.
    seen: HashSet<LineId>,
    // Names repeat from row to row; each is looked up once.
    phases: HashMap<String, Result<Option<PhaseId>, Unknown>>,
    /// The plan's channel or none, or else the one that is offered.
    channels: HashMap<String, Result<Option<ChannelId>, usize>>,
    categories: HashMap<String, Option<Category>>,
    preview: Preview,
}

/// A name that nothing goes by.
#[derive(Clone, Copy)]
struct Unknown;

/// A row on its way to a line.
struct Draft<'r> {
    row: &'r Row,
    line: Line,
    channel: Option<usize>,
    faults: Vec<RowFault>,
}

impl Draft<'_> {
    fn fault(&mut self, column: usize, meaning: Meaning, text: &str, kind: FaultKind) {
        self.faults.push(RowFault { row: self.row.number, column, meaning, text: text.trim().to_owned(), kind });
    }
}

impl<'a> Reading<'a> {
    fn is_own(&self) -> bool {
        self.mapping.own
    }

    fn row(&mut self, row: &'a Row) {
        if !self.is_own()
            && let Some(why) = self.is_no_line(row)
        {
            let text = row.cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default();
            self.preview.skipped.push(Skipped { row: row.number, why, text: text.trim().to_owned() });
            return;
        }
        let (before, id) = self.identity(row);
        let line = before.cloned().unwrap_or_else(|| Line::new(id));
        let mut draft = Draft { row, line, channel: None, faults: Vec::new() };
        self.texts(&mut draft);
        self.names(&mut draft);
        self.figures(&mut draft);
        self.timing(&mut draft);
        self.results(&mut draft);
        let fate = match before {
            None => Fate::New,
            Some(before) if *before == draft.line && draft.channel.is_none() => Fate::Same,
            Some(_) => Fate::Changed,
        };
        let faulty = draft.faults.iter().any(|fault| fault.kind.is_grave());
        let Draft { line, channel, faults, .. } = draft;
        self.preview.faults.extend(faults);
        self.preview.lines.push(Taken { row: row.number, line, fate, faulty, channel });
    }

    /// Why a row is no line, if it is none.
    fn is_no_line(&self, row: &Row) -> Option<Skip> {
        let taken = |at: usize| self.mapping.columns.get(at).is_some_and(|column| column.meaning != Meaning::Ignored);
        let filled: Vec<usize> = (0..row.cells.len()).filter(|&at| !says_nothing(row.cell(at))).collect();
        if !filled.iter().any(|&at| taken(at)) {
            return Some(Skip::Nothing);
        }
        let has = |column| self.mapping.column(Meaning::Field(column)).is_some_and(|at| !says_nothing(row.cell(at)));
        let what = self.mapping.column(Meaning::Field(Column::What)).map_or("", |at| row.cell(at));
        let first = filled.first().map_or("", |&at| row.cell(at));
        let second = filled.get(1).map_or("", |&at| row.cell(at));
        let sums = [what, first, second].into_iter().any(|text| dictionary::total_word(text) == dictionary::TotalWord::Sure);
        if sums && !has(Column::UnitPrice) {
            return Some(Skip::Total);
        }
        // A row that repeats the headings, as long tables do for print.
        if self.mapping.heading.and_then(|at| self.table.rows.get(at)).is_some_and(|heading| heading.cells == row.cells)
        {
            return Some(Skip::Title);
        }
        let any_figure = self.mapping.columns.iter().enumerate().any(|(at, column)| {
            (column.meaning.is_number() || column.meaning == Meaning::Field(Column::When))
                && !says_nothing(row.cell(at))
        });
        let figures_known = self.mapping.columns.iter().any(|column| column.meaning.is_number());
        if figures_known && !any_figure && filled.len() == 1 { Some(Skip::Title) } else { None }
    }

    /// The line of the plan that a row of our own file is, or the id of the new one it becomes.
    fn identity(&mut self, row: &Row) -> (Option<&'a Line>, LineId) {
        let none = Id::from_bits(NO_ID);
        let column = self.mapping.column(Meaning::Field(Column::Id)).filter(|_| self.is_own());
        let Some(id) = column.and_then(|at| id_in(row.cell(at))) else { return (None, none) };
        // A row copied in the spreadsheet is a line of its own.
        if !self.seen.insert(id) {
            return (None, none);
        }
        (self.existing.get(&id).copied(), id)
    }

    /// A cell; the one merged over it where names and days are asked for.
    fn cell(&self, row: &'a Row, at: usize) -> &'a str {
        let own = row.cell(at);
        if !own.trim().is_empty() {
            return own;
        }
        self.merged.get(&(row.number, at)).map_or(own, |&above| self.table.rows[above].cell(at))
    }

    fn column(&self, column: Column) -> Option<usize> {
        self.mapping.column(Meaning::Field(column))
    }

    /// A text as its writer meant it: to the letter from our own file, without the space around it from others.
    fn text_in(&self, cell: &str) -> String {
        if self.is_own() {
            return unguarded(cell).to_owned();
        }
        let cell = cell.trim();
        match cell.strip_prefix('\'') {
            Some(text) if begins_formula(text) => text.to_owned(),
            _ => cell.to_owned(),
        }
    }

    fn texts(&self, draft: &mut Draft<'a>) {
        let text = |column, merged: bool| {
            let at = self.column(column)?;
            let cell = if merged { self.cell(draft.row, at) } else { draft.row.cell(at) };
            Some(self.text_in(cell))
        };
        let (what, unit) = (text(Column::What, false), text(Column::Unit, false));
        let (owner, note) = (text(Column::Owner, true), text(Column::Note, false));
        let line = &mut draft.line;
        for (field, text) in
            [(&mut line.description, what), (&mut line.unit, unit), (&mut line.owner, owner), (&mut line.note, note)]
        {
            if let Some(text) = text {
                *field = text;
            }
        }
    }

    fn names(&mut self, draft: &mut Draft<'a>) {
        let names = self.question.names;
        if let Some(at) = self.column(Column::Phase) {
            let text = self.text_in(self.cell(draft.row, at));
            let look_up = || {
                let found = if text.trim().is_empty() { None } else { names.phase(&text) };
                let is_none = || says_nothing(&text) || dictionary::is_whole_plan(&text);
                if found.is_some() || is_none() { Ok(found) } else { Err(Unknown) }
            };
            let found = *self.phases.entry(text.clone()).or_insert_with(look_up);
            draft.line.phase = found.unwrap_or_default();
            if found.is_err() {
                draft.fault(at, Meaning::Field(Column::Phase), &text, FaultKind::Phase);
            }
        }
        if let Some(at) = self.column(Column::Channel) {
            let text = self.text_in(self.cell(draft.row, at));
            draft.line.channel = None;
            if !text.trim().is_empty() {
                self.channel(draft, &text);
            }
        }
        if let Some(at) = self.column(Column::Category) {
            let text = self.text_in(self.cell(draft.row, at));
            let found = *self.categories.entry(text.clone()).or_insert_with(|| {
                if says_nothing(&text) { Some(Category::Other) } else { dictionary::category(&text) }
            });
            draft.line.category = found.unwrap_or_default();
            if found.is_none() {
                draft.fault(at, Meaning::Field(Column::Category), &text, FaultKind::Category);
            }
        }
        if let Some(at) = self.column(Column::Status) {
            let text = self.text_in(self.cell(draft.row, at));
            let found = if says_nothing(&text) { Some(LineStatus::Planned) } else { dictionary::status(&text) };
            draft.line.status = found.unwrap_or_default();
            if found.is_none() {
                draft.fault(at, Meaning::Field(Column::Status), &text, FaultKind::Status);
            }
        }
        if let Some(at) = self.column(Column::PaysFor) {
            let text = self.text_in(self.cell(draft.row, at));
            let found: Option<PaysFor> = if text.trim().is_empty() { None } else { names.pays_for(&text) };
            draft.line.pays_for = found;
            if found.is_none() && !says_nothing(&text) {
                draft.fault(at, Meaning::Field(Column::PaysFor), &text, FaultKind::PaysFor);
            }
        }
    }

    fn channel(&mut self, draft: &mut Draft<'a>, text: &str) {
        let names = self.question.names;
        let offered = &mut self.preview.channels;
        let found = *self.channels.entry(text.to_owned()).or_insert_with(|| {
            if let Some(channel) = names.channel(text) {
                return Ok(Some(channel));
            }
            if says_nothing(text) {
                return Ok(None);
            }
            let catalogue = dictionary::channel(text);
            let folded = dictionary::folded(text);
            let same = |new: &NewChannel| match catalogue {
                Some(key) => new.catalogue == Some(key),
                None => dictionary::folded(&new.name) == folded,
            };
            let known = offered.iter().position(same);
            Err(known.unwrap_or_else(|| {
                offered.push(NewChannel { name: text.trim().to_owned(), catalogue, lines: 0 });
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

    /// A number of a column, or none; what is wrong with it goes to the faults.
    fn number(&self, draft: &mut Draft<'a>, column: Column, decimals: u8) -> Option<i64> {
        self.number_at(draft, self.column(column)?, Meaning::Field(column), decimals)
    }

    fn number_at(&self, draft: &mut Draft<'a>, at: usize, meaning: Meaning, decimals: u8) -> Option<i64> {
        let cell = draft.row.cell(at);
        let power = self.mapping.columns[at].power;
        let read = self.numbers.cell(cell, decimals, power).and_then(|read| match read {
            Some(Read { value, .. }) if value < 0 && !self.is_own() => Err(NumberFault::Negative),
            other => Ok(other),
        });
        match read {
            Ok(read) => {
                if read.is_some_and(|read| read.rounded) {
                    draft.fault(at, meaning, cell, FaultKind::Rounded);
                }
                read.map(|read| read.value)
            }
            Err(fault) => {
                draft.fault(at, meaning, cell, FaultKind::Number(fault));
                None
            }
        }
    }

    fn decimal(&self, draft: &mut Draft<'a>, column: Column) -> Option<Decimal> {
        let value = self.number(draft, column, Decimal::DECIMALS)?;
        let decimal = Decimal::from_ten_thousandths(value);
        if decimal.is_none() {
            self.too_large(draft, column);
        }
        decimal
    }

    fn money(&self, draft: &mut Draft<'a>, column: Column, currency: Currency) -> Option<Money> {
        let value = self.number(draft, column, currency.digits())?;
        let money = Money::from_minor(value);
        if money.is_none() {
            self.too_large(draft, column);
        }
        money
    }

    fn too_large(&self, draft: &mut Draft<'a>, column: Column) {
        if let Some(at) = self.column(column) {
            let cell = draft.row.cell(at);
            draft.fault(at, Meaning::Field(column), cell, FaultKind::Number(NumberFault::TooLarge));
        }
    }

    fn figures(&self, draft: &mut Draft<'a>) {
        for column in [Column::Committed, Column::Actual] {
            let Some(at) = self.column(column) else { continue };
            let text = draft.row.cell(at);
            let amount = if self.file != self.home && !text.trim().is_empty() {
                draft.fault(at, Meaning::Field(column), text, FaultKind::OtherCurrency);
                None
            } else {
                self.money(draft, column, self.home)
            };
            *(if column == Column::Committed { &mut draft.line.committed } else { &mut draft.line.actual }) = amount;
        }
        self.currency(draft);
        let currency = draft.line.currency.unwrap_or(self.home);
        let (has_quantity, has_price) = (self.column(Column::Quantity), self.column(Column::UnitPrice));
        let (quantity, price) = (self.decimal(draft, Column::Quantity), self.decimal(draft, Column::UnitPrice));
        // In our own file the amount only follows from the others, in the plan's currency.
        let amount_counts = !self.is_own() || (quantity.is_none() && price.is_none() && draft.line.currency.is_none());
        let amount = if amount_counts { self.money(draft, Column::Amount, currency) } else { None };
        let months = self.months(draft, currency);
        let amount = amount.or_else(|| (!months.is_empty()).then(|| months.iter().map(|part| part.amount).sum()));
        let (quantity, price) = self.complete(draft, quantity, price, amount, currency);
        if has_quantity.is_some() || quantity.is_some() {
            draft.line.quantity = quantity;
        }
        if has_price.is_some() || price.is_some() {
            draft.line.unit_price = price;
        }
    }

    /// What the months across say is spent in each, which is also when it is spent.
    fn months(&self, draft: &mut Draft<'a>, currency: Currency) -> Vec<DatedAmount> {
        let mut parts = Vec::new();
        for (at, column) in self.mapping.columns.iter().enumerate() {
            if column.meaning != Meaning::Month {
                continue;
            }
            let amount = self.number_at(draft, at, Meaning::Month, currency.digits()).and_then(Money::from_minor);
            let Some(amount) = amount.filter(|&amount| amount != Money::ZERO) else { continue };
            let heading = self.mapping.heading_of(self.table, at);
            match self.dates.span(day_part(heading)) {
                Ok(month) => {
                    // A month that the plan begins in counts from the plan's first day.
                    let begins = self.dates.plan.map(DateRange::first).filter(|day| month.contains(*day));
                    parts.push(DatedAmount { on: begins.unwrap_or(month.first()), amount });
                }
                Err(fault) => draft.fault(at, Meaning::Month, heading, FaultKind::Day(fault)),
            }
        }
        // Parts are in the plan's currency; those of a line in another one only tell from when to when.
        if currency == self.home && !parts.is_empty() {
            draft.line.timing = Timing::ByHand { parts: parts.clone() };
        } else if let (Some(first), Some(last)) =
            (parts.iter().map(|part| part.on).min(), parts.iter().map(|part| part.on).max())
        {
            draft.line.timing = Timing::Monthly { first, last };
        }
        parts
    }

    /// Quantity and price where the amount stands for one of them, or for both.
    fn complete(
        &self,
        draft: &mut Draft<'a>,
        quantity: Option<Decimal>,
        price: Option<Decimal>,
        amount: Option<Money>,
        currency: Currency,
    ) -> (Option<Decimal>, Option<Decimal>) {
        let Some(amount) = amount else { return (quantity, price) };
        let one = Decimal::from_int(1);
        let lump = || (one, amount.to_decimal(currency));
        match (quantity, price) {
            (Some(quantity), Some(price)) => {
                let product = Money::of(quantity, price, currency);
                // A row without a product in it, such as 0 × 0 with an amount, means the amount.
                if product == Some(Money::ZERO) && amount != Money::ZERO {
                    return lump();
                }
                if let (Some(product), Some(at)) =
                    (product.filter(|&product| product != amount), self.column(Column::Amount))
                {
                    let text = draft.row.cell(at);
                    let kind = FaultKind::AmountDiffers { product, currency };
                    draft.fault(at, Meaning::Field(Column::Amount), text, kind);
                }
                (Some(quantity), Some(price))
            }
            (Some(quantity), None) => match quotient(amount, quantity, currency) {
                Some(price) => (Some(quantity), Some(price)),
                None => lump(),
            },
            (None, Some(price)) => match quotient(amount, price, currency) {
                Some(quantity) => (Some(quantity), Some(price)),
                None => lump(),
            },
            (None, None) => lump(),
        }
    }

    /// The line's currency, where the table tells one.
    fn currency(&self, draft: &mut Draft<'a>) {
        let other = |currency: Currency| Some(currency).filter(|currency| *currency != self.home);
        if let Some(at) = self.column(Column::Currency) {
            let text = self.cell(draft.row, at).trim();
            let known = Currency::from_code(&text.to_uppercase());
            if self.is_own() {
                // To the letter: a line may name the plan's own currency.
                draft.line.currency = if text.is_empty() { other(self.file) } else { known };
            } else if !says_nothing(text) {
                draft.line.currency = known.or_else(|| currency_in(text, self.home)).and_then(other);
            }
            let is_told = text.is_empty() || known.is_some() || currency_in(text, self.home).is_some();
            if !is_told && !says_nothing(text) {
                draft.fault(at, Meaning::Field(Column::Currency), text, FaultKind::Currency);
            }
            if self.is_own() || !says_nothing(text) {
                return;
            }
        }
        let columns = [Column::UnitPrice, Column::Amount].into_iter().filter_map(|column| self.column(column));
        let columns: Vec<usize> = columns.filter(|&at| !says_nothing(draft.row.cell(at))).collect();
        let in_cell = columns.iter().find_map(|&at| currency_in(draft.row.cell(at), self.home));
        let heading = |&at: &usize| currency_in(self.mapping.heading_of(self.table, at), self.home);
        if let Some(currency) = in_cell.or_else(|| columns.iter().find_map(heading))
            && !self.is_own()
        {
            draft.line.currency = other(currency);
        }
    }

    fn timing(&self, draft: &mut Draft<'a>) {
        if let Some(at) = self.column(Column::When) {
            let text = self.cell(draft.row, at);
            let read = if self.is_own() { self.own_timing(text) } else { self.timing_in(text) };
            match read {
                Ok(timing) => draft.line.timing = timing,
                Err(kind) => draft.fault(at, Meaning::Field(Column::When), text, kind),
            }
        }
        let day = |draft: &mut Draft<'a>, meaning| {
            let at = self.mapping.column(meaning)?;
            let text = self.cell(draft.row, at);
            if says_nothing(text) {
                return None;
            }
            match self.dates.span(text) {
                Ok(span) => Some(span),
                Err(fault) => {
                    draft.fault(at, meaning, text, FaultKind::Day(fault));
                    None
                }
            }
        };
        let (start, end) = (day(draft, Meaning::Start), day(draft, Meaning::End));
        match (start, end) {
            (Some(start), Some(end)) => match DateRange::new(start.first(), end.last()) {
                Some(span) => draft.line.timing = over(span),
                None => {
                    if let Some(at) = self.mapping.column(Meaning::End) {
                        let text = self.cell(draft.row, at);
                        draft.fault(at, Meaning::End, text, FaultKind::Day(DateFault::Backwards));
                    }
                }
            },
            (Some(span), None) | (None, Some(span)) => draft.line.timing = over(span),
            (None, None) => {}
        }
    }

    fn timing_in(&self, text: &str) -> Result<Timing, FaultKind> {
        if says_nothing(text) {
            return Ok(Timing::Phase);
        }
        if let Some(span) = monthly(text) {
            let span = self.dates.span(span).map_err(FaultKind::Day)?;
            return Ok(Timing::Monthly { first: span.first(), last: span.last() });
        }
        self.dates.span(text).map(over).map_err(FaultKind::Day)
    }

    /// The notation of our own file, and what a spreadsheet may make of a day in it.
    fn own_timing(&self, text: &str) -> Result<Timing, FaultKind> {
        let text = text.trim();
        let ends = |span: &str| {
            let (first, last) = span.split_once('/')?;
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        };
        if let Some(span) = monthly(text) {
            let (first, last) = ends(span).ok_or(FaultKind::Timing)?;
            return Ok(Timing::Monthly { first, last });
        }
        if let Some(parts) = by_hand(text) {
            if self.file != self.home && !parts.trim().is_empty() {
                return Err(FaultKind::OtherCurrency);
            }
            let parts = parts.split(';').filter(|part| !part.trim().is_empty());
            let parts: Option<Vec<DatedAmount>> = parts.map(|part| self.dated(part)).collect();
            return parts.map(|parts| Timing::ByHand { parts }).ok_or(FaultKind::Timing);
        }
        // Days out of order are kept as they were entered.
        match (text.is_empty(), text.parse(), ends(text)) {
            (true, ..) => Ok(Timing::Phase),
            (_, Ok(on), _) => Ok(Timing::Once { on }),
            (_, _, Some((first, last))) => Ok(Timing::Evenly { first, last }),
            _ => self.dates.span(text).map(over).map_err(FaultKind::Day),
        }
    }

    fn dated(&self, part: &str) -> Option<DatedAmount> {
        let (on, amount) = part.split_once('=')?;
        let amount = self.numbers.cell(amount, self.home.digits(), 0).ok()??;
        Some(DatedAmount { on: on.trim().parse().ok()?, amount: Money::from_minor(amount.value)? })
    }

    /// What our own file says that a line is expected to bring.
    fn results(&self, draft: &mut Draft<'a>) {
        let Some(at) = self.column(Column::Expected).filter(|_| self.is_own()) else { return };
        let text = self.text_in(draft.row.cell(at));
        draft.line.expected.clear();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let result = part.rsplit_once('=').and_then(|(metric, count)| {
                let count = self.numbers.cell(count, Decimal::DECIMALS, 0).ok()??;
                let metric = self.question.names.metric(metric.trim())?;
                Some(ExpectedResult { metric, count: Decimal::from_ten_thousandths(count.value)? })
            });
            match result {
                Some(result) => draft.line.expected.push(result),
                None => draft.fault(at, Meaning::Field(Column::Expected), part, FaultKind::Expected),
            }
        }
    }
}

/// What comes to the amount with that factor, to the coin; `None` where four decimals do not hold it.
fn quotient(amount: Money, by: Decimal, currency: Currency) -> Option<Decimal> {
    let whole = i128::from(amount.to_decimal(currency)?.ten_thousandths());
    let by_raw = i128::from(by.ten_thousandths());
    if by_raw <= 0 {
        return None;
    }
    let rounded = (whole * 10_000 + by_raw / 2) / by_raw;
    let quotient = i64::try_from(rounded).ok().and_then(Decimal::from_ten_thousandths)?;
    (Money::of(quotient, by, currency) == Some(amount)).then_some(quotient)
}

/// One day, or evenly over several.
fn over(span: DateRange) -> Timing {
    let (first, last) = (span.first(), span.last());
    if first == last { Timing::Once { on: first } } else { Timing::Evenly { first, last } }
}

fn monthly(text: &str) -> Option<&str> {
    behind(text, &["monthly", "按月等额", "按月", "每月"])
}

fn by_hand(text: &str) -> Option<&str> {
    behind(text, &["by hand", "手动", "按周期"])
}

fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let text = text.trim();
    let starts = |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    words.iter().find(starts).map(|word| text[word.len()..].trim_start())
}
