//! Budget lines of a table: what each row would become, what could not be read, and the edit that takes it in.

mod campaigns;
mod figures;
pub mod names;
pub mod timing;
mod totals;

use std::collections::{HashMap, HashSet};

use self::campaigns::{Campaign, Campaigns};
use super::table::{Row, Table};
use crate::export::budget_csv::{Column, id_in};
use crate::export::csv::{begins_formula, unguarded};
use crate::export::outline::days_of;
use crate::import::budget::names::Names;
use crate::import::budget::timing::{OWN, TimingFault, over};
use crate::import::table::dictionary;
use crate::import::table::mapping::{Fill, Mapping, Meaning, RowChoice};
use crate::import::table::periods;
use crate::import::table::reports::Report;
use crate::import::table::sums::{Judged, RowFacts, Sum};
use crate::import::text::dates::{BesideMonth, DateFault, Dates, DayOrder, Serials};
use crate::import::text::numbers::{NumberFault, Numbers, says_nothing};
use crate::plan::Plan;
use crate::plan::budget::cycles::cycles;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::bounds::NAME_CHARS;
use crate::plan::model::budget::{Category, ExpectedResult, LineItem, LineItemId, LineStatus, PaysFor};
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::id::Id;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

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
    /// Lines that may be sums of others: the person decides.
    pub suspects: Vec<Suspect>,
    /// Which of two short numbers of a date was taken for the day.
    pub order: DayOrder,
    /// What numbers beside names of months were taken for; [`BesideMonth::Unknown`] where each tells for itself.
    pub beside_month: BesideMonth,
    /// The ad manager's report that it is, and the days that it says it is about.
    pub report: Option<Report>,
    /// See [`Preview::report`].
    pub report_days: Option<DateRange>,
    /// The days of each column that holds a period.
    pub periods: Vec<(usize, DateRange)>,
    /// The currency of a report's spend, where it is not the plan's.
    pub foreign: Option<Currency>,
}

/// A line whose amount equals the sum of other rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Its row's number.
    pub row: usize,
    /// Its description.
    pub text: String,
    /// The first and the last row that it equals the sum of.
    pub of: (usize, usize),
}

/// A line that a row became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The row's number.
    pub row: usize,
    /// The line. A new one has the id of its row if that is free, else [`NO_ID`].
    pub line: LineItem,
    /// What it is to the plan.
    pub fate: Fate,
    /// Something in the row could not be read, and is left out of the line.
    pub faulty: bool,
    /// The channel to add for it, as an index into [`Preview::channels`].
    pub channel: Option<usize>,
    /// How many rows it was added up from: more than one in reports.
    pub rows: usize,
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
    /// The rows that it sums up, where that was found.
    pub of: Option<(usize, usize)>,
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
    /// A row of a report on which nothing was spent.
    NoSpend,
    /// The person left it out.
    Chosen,
}

impl Skip {
    /// Whether the row could be taken as a line all the same.
    pub fn is_open(self) -> bool {
        matches!(self, Skip::Total | Skip::Title | Skip::Chosen)
    }
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
    /// Quantity and unit price come to another amount: the amount is taken.
    ProductDiffers {
        /// What they come to.
        product: Money,
        /// In which currency.
        currency: Currency,
    },
    /// The periods come to another amount than the total beside them: they are taken.
    PeriodsDiffer {
        /// What the periods come to.
        periods: Money,
        /// What the row says.
        says: Money,
        /// In which currency.
        currency: Currency,
    },
    /// A total is not what its rows come to.
    TotalDiffers {
        /// What the rows come to.
        rows: Money,
        /// In which currency.
        currency: Currency,
    },
    /// The price is for a thousand: the quantity is counted in thousands.
    PerThousand,
    /// The plan has no exchange rate for the currency.
    NoRate(Currency),
    /// The text was cut after so many characters.
    Cut(usize),
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
                edits.push(PlanEdit::LineItem(ListEdit::Replace(Box::new(line))));
                continue;
            }
            if line.id.bits() == NO_ID {
                line.id = Id::from_bits(fresh());
            }
            edits.push(PlanEdit::LineItem(ListEdit::Insert { at, item: Box::new(line) }));
            at += 1;
        }
        PlanEdit::Batch(edits)
    }
}

/// What the table would bring.
pub fn preview(table: &Table, mapping: &Mapping, question: &Question) -> Preview {
    let mut previewing = Previewing::new(table, mapping, question);
    while !previewing.step(usize::MAX) {}
    previewing.finish()
}

/// A preview that is worked out in parts, so that a page can do other things between them.
pub struct Previewing<'a> {
    reading: Reading<'a>,
    stage: Stage<'a>,
    /// Rows that are through, over all stages, and all of them.
    rows: (usize, usize),
}

/// What a preview is at.
enum Stage<'a> {
    /// Each row is looked at by itself, to tell sums from lines.
    Facts(Vec<RowFacts>),
    /// Each row becomes a line, or is passed over.
    Lines(std::vec::IntoIter<Judged>),
    /// The rows of a report are added up by campaign.
    Campaigns(Report, Campaigns<'a>),
    /// Each campaign becomes a line.
    Spent(Report, std::vec::IntoIter<Campaign<'a>>),
    Done,
}

impl<'a> Previewing<'a> {
    /// Begins; the rows are still to come.
    pub fn new(table: &'a Table, mapping: &'a Mapping, question: &'a Question<'a>) -> Previewing<'a> {
        let mut reading = Reading::new(table, mapping, question);
        let stage = match mapping.report {
            Some(report) => {
                reading.begin_report();
                Stage::Campaigns(report, Campaigns::default())
            }
            None => Stage::Facts(Vec::new()),
        };
        Previewing { reading, stage, rows: (0, mapping.body(table).len() * 2) }
    }

    /// Works on up to so many rows more. `true` when all is done.
    pub fn step(&mut self, rows: usize) -> bool {
        let reading = &mut self.reading;
        let body = reading.mapping.body(reading.table);
        match &mut self.stage {
            Stage::Facts(facts) => {
                let next = &body[facts.len()..body.len().min(facts.len().saturating_add(rows))];
                self.rows.0 += next.len();
                facts.extend(next.iter().map(|row| reading.facts(row)));
                if facts.len() == body.len() {
                    self.stage = Stage::Lines(reading.judge(facts).into_iter());
                }
            }
            Stage::Lines(judged) => {
                let at = body.len() - judged.len();
                for (row, judged) in body[at..].iter().zip(judged.take(rows)) {
                    self.rows.0 += 1;
                    reading.row(row, judged);
                }
                if judged.len() == 0 {
                    self.stage = Stage::Done;
                }
            }
            Stage::Campaigns(report, campaigns) => {
                let report = *report;
                for row in body[campaigns.rows..].iter().take(rows) {
                    self.rows.0 += 1;
                    campaigns.add(reading, row, report);
                }
                if campaigns.rows == body.len() {
                    self.stage = Stage::Spent(report, std::mem::take(&mut campaigns.found).into_iter());
                }
            }
            Stage::Spent(report, campaigns) => {
                for campaign in campaigns.take(rows) {
                    self.rows.0 += campaign.rows;
                    reading.take_campaign(campaign, *report);
                }
                if campaigns.len() == 0 {
                    self.stage = Stage::Done;
                }
            }
            Stage::Done => {}
        }
        matches!(self.stage, Stage::Done)
    }

    /// How much of the work is done, from 0 to 1.
    #[allow(clippy::cast_precision_loss)] // rows, far below 2^53
    pub fn done(&self) -> f64 {
        self.rows.0 as f64 / (self.rows.1.max(1)) as f64
    }

    /// What the rows that are through would bring: all of them once [`Previewing::step`] says so.
    pub fn finish(self) -> Preview {
        self.reading.preview
    }
}

/// Headings of periods are read month first where they do not tell: a schedule's days follow each other.
fn heading_dates(dates: Dates) -> Dates {
    let order = if dates.order == DayOrder::Unknown { DayOrder::MonthFirst } else { dates.order };
    Dates { order, serials: Serials::None, ..dates }
}

/// How many rows are looked at to tell how days are written.
const DAYS_LOOKED_AT: usize = 1000;

/// The row whose cell an empty one stands for, by row number and column.
fn above(table: &Table, mapping: &Mapping) -> HashMap<(usize, usize), usize> {
    match mapping.fill {
        Fill::Never => HashMap::new(),
        Fill::Merged => merged(table),
        Fill::Always => {
            let mut found = merged(table);
            let named = |column: Column| mapping.column(Meaning::Field(column));
            let columns = [Column::Phase, Column::Channel, Column::Category, Column::When, Column::Owner];
            let first = table.rows.len() - mapping.body(table).len();
            for column in columns.into_iter().filter_map(named) {
                let mut last = None;
                for (at, row) in table.rows.iter().enumerate().skip(first) {
                    if !row.cell(column).trim().is_empty() {
                        last = Some(at);
                    } else if let Some(last) = last {
                        found.entry((row.number, column)).or_insert(last);
                    }
                }
            }
            found
        }
    }
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
    /// The row whose cell an empty one stands for.
    above: HashMap<(usize, usize), usize>,
    existing: HashMap<LineItemId, &'a LineItem>,
    /// Ids of our own file that a row has had already.
    seen: HashSet<LineItemId>,
    // Names repeat from row to row; each is looked up once.
    phases: HashMap<String, Result<Option<PhaseId>, Unknown>>,
    /// The plan's channel or none, or else the one that is offered.
    channels: HashMap<String, Result<Option<ChannelId>, usize>>,
    categories: HashMap<String, Option<Category>>,
    /// The channels that are offered, by their key in the catalogue or their folded name.
    offered: HashMap<String, usize>,
    /// The plan's lines by their folded names, for reports.
    named: HashMap<String, Vec<&'a LineItem>>,
    /// The days of each column that holds a period.
    periods: Vec<(usize, Result<DateRange, DateFault>)>,
    /// The plan's cycles.
    cycles: Vec<DateRange>,
    preview: Preview,
}

/// A name that nothing goes by.
#[derive(Clone, Copy)]
struct Unknown;

/// A row on its way to a line.
struct Draft<'r> {
    row: &'r Row,
    line: LineItem,
    channel: Option<usize>,
    faults: Vec<RowFault>,
}

impl Draft<'_> {
    fn fault(&mut self, column: usize, meaning: Meaning, text: &str, kind: FaultKind) {
        self.faults.push(RowFault { row: self.row.number, column, meaning, text: text.trim().to_owned(), kind });
    }
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table, mapping: &'a Mapping, question: &'a Question<'a>) -> Reading<'a> {
        let plan = question.plan;
        let own = mapping.own;
        let numbers = Numbers { mark: mapping.mark, plain: mapping.has_plain_numbers };
        let serials = match (table.is_typed() && (!own || mapping.own_workbook), table.days_from_1904) {
            (false, _) => Serials::None,
            (true, false) => Serials::From1900,
            (true, true) => Serials::From1904,
        };
        let dates = Dates {
            plan: plan.basics.days(),
            year: question.year,
            order: mapping.order,
            serials,
            beside_month: mapping.beside_month,
        };
        let mut reading = Reading {
            question,
            mapping,
            table,
            numbers,
            dates,
            home: plan.basics.currency,
            file: mapping.currency.unwrap_or(plan.basics.currency),
            above: above(table, mapping),
            existing: plan.budget.lines.iter().map(|line| (line.id, line)).collect(),
            seen: HashSet::new(),
            phases: HashMap::new(),
            channels: HashMap::new(),
            categories: HashMap::new(),
            offered: HashMap::new(),
            named: HashMap::new(),
            periods: periods::resolve(&mapping.period_headings(table), heading_dates(dates)),
            cycles: plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.frame.cycle)),
            preview: Preview { report: mapping.report, ..Preview::default() },
        };
        let known = reading.periods.iter().filter_map(|(column, days)| Some((*column, days.ok()?)));
        reading.preview.periods = known.collect();
        reading.settle_order();
        reading.settle_dates();
        reading.preview.order = reading.dates.order;
        let headings = mapping.period_headings(table);
        let is_dated = reading.dates.beside_month != BesideMonth::Unknown || headings.is_empty();
        reading.preview.beside_month = if is_dated {
            reading.dates.beside_month
        } else {
            periods::beside_month_of(&headings, heading_dates(dates))
        };
        reading
    }

    fn is_own(&self) -> bool {
        self.mapping.own
    }

    /// Which of two short numbers of a day comes first in our own file after a spreadsheet has rewritten it: the order in
    /// which the lines that the plan still has keep their days.
    fn settle_order(&mut self) {
        if let Some(report) = self.mapping.report {
            return self.settle_order_of_report(report);
        }
        let (Some(id), Some(when)) = (self.column(Column::Id), self.column(Column::When)) else { return };
        if !self.is_own() || self.dates.order != DayOrder::Unknown {
            return;
        }
        let agrees = |order: DayOrder| {
            let dates = Dates { order, ..self.dates };
            let same = |row: &&Row| {
                let line = id_in(row.cell(id)).and_then(|id| self.existing.get(&id));
                let day = dates.span(row.cell(when)).map(DateRange::first).ok();
                day.zip(line).is_some_and(|(day, line)| line.timing == Timing::Once { on: day })
            };
            self.mapping.body(self.table).iter().filter(same).count()
        };
        let (day_first, month_first) = (agrees(DayOrder::DayFirst), agrees(DayOrder::MonthFirst));
        if day_first != month_first {
            self.dates.order = if day_first > month_first { DayOrder::DayFirst } else { DayOrder::MonthFirst };
        }
    }

    /// What the days of the table and those of the plan tell of how they are written, where that is not settled.
    fn settle_dates(&mut self) {
        let columns: Vec<usize> = [Meaning::Field(Column::When), Meaning::Start, Meaning::End]
            .into_iter()
            .filter_map(|meaning| self.mapping.column(meaning))
            .collect();
        let rows = self.mapping.body(self.table).iter().take(DAYS_LOOKED_AT);
        let cells = columns.iter().flat_map(|&at| rows.clone().map(move |row| row.cell(at)));
        self.dates = self.dates.for_column(cells);
    }

    fn skip(&mut self, row: &Row, why: Skip, of: Option<(usize, usize)>) {
        let text = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        self.preview.skipped.push(Skipped { row: row.number, why, text: text.to_owned(), of });
    }

    fn row(&mut self, row: &'a Row, judged: Judged) {
        let has_id = || self.column(Column::Id).is_some_and(|at| id_in(row.cell(at)).is_some());
        let choice = self.mapping.rows.get(&row.number);
        if choice == Some(&RowChoice::Skip) {
            return self.skip(row, Skip::Chosen, None);
        }
        if (!self.is_own() || !has_id()) && choice != Some(&RowChoice::Line) {
            if let Some(why) = self.is_no_line(row) {
                return self.skip(row, why, None);
            }
            match judged {
                Judged::Total(sum) => return self.total(row, sum),
                Judged::Suspect(first, last) => {
                    let what = self.column(Column::What).map_or("", |at| row.cell(at)).trim();
                    let suspect = Suspect { row: row.number, text: what.to_owned(), of: (first, last) };
                    self.preview.suspects.push(suspect);
                }
                Judged::Line => {}
            }
        }
        let (before, id) = self.identity(row);
        let line = before.cloned().unwrap_or_else(|| LineItem::new(id));
        let mut draft = Draft { row, line, channel: None, faults: Vec::new() };
        self.texts(&mut draft);
        self.names(&mut draft);
        self.figures(&mut draft);
        self.timing(&mut draft);
        self.results(&mut draft);
        self.take(draft, before, 1);
    }

    /// Puts a line that is read into the preview.
    fn take(&mut self, draft: Draft<'a>, before: Option<&LineItem>, rows: usize) {
        let fate = match before {
            None => Fate::New,
            Some(before) if *before == draft.line && draft.channel.is_none() => Fate::Same,
            Some(_) => Fate::Changed,
        };
        let faulty = draft.faults.iter().any(|fault| fault.kind.is_grave());
        let Draft { row, line, channel, faults } = draft;
        self.preview.faults.extend(faults);
        self.preview.lines.push(Taken { row: row.number, line, fate, faulty, channel, rows });
    }

    /// Passes over a row of totals; one that is not what its rows come to is reported.
    fn total(&mut self, row: &'a Row, sum: Sum) {
        let of = if let Sum::Rows(first, last) = sum { Some((first, last)) } else { None };
        self.skip(row, Skip::Total, of);
        if let (Sum::Differs(rows), Some(at)) = (sum, self.amount_column())
            && let Some(rows) = self.ten_thousandths_as_money(rows)
        {
            let kind = FaultKind::TotalDiffers { rows, currency: self.home };
            let meaning = self.mapping.columns[at].meaning;
            let text = row.cell(at).trim().to_owned();
            self.preview.faults.push(RowFault { row: row.number, column: at, meaning, text, kind });
        }
    }

    /// Why a row is no line, if it is none: what sums up others is found out [elsewhere](Reading::judge).
    fn is_no_line(&self, row: &Row) -> Option<Skip> {
        let taken = |at: usize| self.mapping.columns.get(at).is_some_and(|column| column.meaning != Meaning::Ignored);
        let filled: Vec<usize> = (0..row.cells.len()).filter(|&at| !says_nothing(row.cell(at))).collect();
        if !filled.iter().any(|&at| taken(at)) {
            return Some(Skip::Nothing);
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
    fn identity(&mut self, row: &Row) -> (Option<&'a LineItem>, LineItemId) {
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
        self.above.get(&(row.number, at)).map_or(own, |&above| self.table.rows[above].cell(at))
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
        let is_own = self.is_own();
        let mut cut = Vec::new();
        let line = &mut draft.line;
        for (field, column, text) in [
            (&mut line.description, Column::What, what),
            (&mut line.unit, Column::Unit, unit),
            (&mut line.owner, Column::Owner, owner),
            (&mut line.note, Column::Note, note),
        ] {
            let Some(mut text) = text else { continue };
            if self.mapping.own_workbook && is_written_as(field, &text) {
                continue;
            }
            if !is_own && column != Column::Note && text.chars().count() > NAME_CHARS {
                text = text.chars().take(NAME_CHARS).collect();
                cut.push(column);
            }
            *field = text;
        }
        for column in cut {
            if let Some(at) = self.column(column) {
                let text = draft.row.cell(at);
                draft.fault(at, Meaning::Field(column), text, FaultKind::Cut(NAME_CHARS));
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
            let keeps = self.mapping.own_workbook && draft.line.phase.is_some_and(|id| names.phase_may_be(id, &text));
            if !keeps {
                draft.line.phase = found.unwrap_or_default();
            }
            if found.is_err() && !keeps {
                draft.fault(at, Meaning::Field(Column::Phase), &text, FaultKind::Phase);
            }
        }
        if let Some(at) = self.column(Column::Channel) {
            let text = self.text_in(self.cell(draft.row, at));
            let keeps =
                self.mapping.own_workbook && draft.line.channel.is_some_and(|id| names.channel_may_be(id, &text));
            if !keeps {
                draft.line.channel = None;
                if !text.trim().is_empty() {
                    self.channel(draft, &text);
                }
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
            let keeps =
                self.mapping.own_workbook && draft.line.pays_for.is_some_and(|paid| names.pays_for_may_be(paid, &text));
            if keeps {
                return;
            }
            draft.line.pays_for = found;
            if found.is_none() && !says_nothing(&text) {
                draft.fault(at, Meaning::Field(Column::PaysFor), &text, FaultKind::PaysFor);
            }
        }
    }

    fn channel(&mut self, draft: &mut Draft<'a>, text: &str) {
        let names = self.question.names;
        let (offered, known) = (&mut self.preview.channels, &mut self.offered);
        let found = *self.channels.entry(text.to_owned()).or_insert_with(|| {
            if let Some(channel) = names.channel(text) {
                return Ok(Some(channel));
            }
            if says_nothing(text) {
                return Ok(None);
            }
            let catalogue = dictionary::channel(text);
            // A name that another line has written otherwise is the same channel.
            let key = catalogue.map_or_else(|| dictionary::folded(text), |key| ["=", key].concat());
            Err(*known.entry(key).or_insert_with(|| {
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

    fn timing(&self, draft: &mut Draft<'a>) {
        if let Some(at) = self.column(Column::When) {
            let text = self.cell(draft.row, at);
            let read = if self.is_own() {
                timing::of_ours(text, self.dates, self.file, self.home)
            } else {
                timing::of_others(text, self.dates)
            };
            match read {
                Ok(timing) => draft.line.timing = timing,
                Err(fault) => {
                    let kind = match fault {
                        TimingFault::Day(fault) => FaultKind::Day(fault),
                        TimingFault::NotATiming => FaultKind::Timing,
                        TimingFault::OtherCurrency => FaultKind::OtherCurrency,
                    };
                    draft.fault(at, Meaning::Field(Column::When), text, kind);
                }
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
        if self.mapping.own_workbook {
            self.workbook_timing(draft, start, end);
            return;
        }
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

    /// Days in our own workbook: the line keeps when it is spent while they are the days it is spent on.
    fn workbook_timing(&self, draft: &mut Draft<'a>, start: Option<DateRange>, end: Option<DateRange>) {
        let before = days_of(self.question.plan, &self.cycles, &draft.line);
        let (Some(first), Some(last)) = (start.or(end).map(DateRange::first), end.or(start).map(DateRange::last))
        else {
            return;
        };
        let Some(days) = DateRange::new(first, last) else {
            if let Some(at) = self.mapping.column(Meaning::End) {
                let text = self.cell(draft.row, at);
                draft.fault(at, Meaning::End, text, FaultKind::Day(DateFault::Backwards));
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

    /// What our own file says that a line is expected to bring.
    fn results(&self, draft: &mut Draft<'a>) {
        let Some(at) = self.column(Column::Expected).filter(|_| self.is_own()) else { return };
        let text = self.text_in(draft.row.cell(at));
        draft.line.expected.clear();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let result = part.rsplit_once('=').and_then(|(metric, count)| {
                let count = OWN.cell(count, Decimal::DECIMALS, 0).ok()??;
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

/// Whether the workbook writes a text so: without the space around it, and cut where no cell holds it.
fn is_written_as(text: &str, cell: &str) -> bool {
    const SURE: usize = 30_000;
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    let (text, cell) = (plain(text), plain(cell));
    let long = || text.chars().nth(SURE).is_some() && text.chars().take(SURE).eq(cell.chars().take(SURE));
    text == cell || long()
}
