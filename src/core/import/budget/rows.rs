//! Reads the rows of a table one by one: each becomes a line item or is skipped with its reason.
//!
//! Must not know the figures of a row, which `figures` reads, or its names and days, which `fields` reads.

use crate::export::csv::budget::{BudgetColumn, id_in};
use crate::import::budget::timing::OWN_NUMBERS;
use crate::import::table::mapping::{ColumnMeaning, Mapping, RowChoice};
use crate::import::table::sums::{RowClass, TotalCheck};
use crate::import::table::{Table, TableRow, periods};
use crate::import::text::dates::{BesideMonth, DateError, DateRules, DayOrder, SerialDates};
use crate::import::text::numbers::{NumberRules, currency_in, is_placeholder, sign_in};
use crate::plan::budget::cycles::cycles;
use crate::plan::model::budget::{Category, ExpectedResult, LineItem, LineItemId};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use std::collections::{HashMap, HashSet};

use super::PreviewContext;
use super::preview::{
    CellError, CellErrorKind, ImportPreview, ImportedLine, LineChange, NO_ID, SkipReason, SkippedRow, SuspectedTotal,
};
use super::repeated_cells::filled_from;

/// How period headings are parsed: month first where the order is unknown.
pub(super) fn heading_dates(dates: DateRules) -> DateRules {
    let order = if dates.order == DayOrder::Unknown { DayOrder::MonthFirst } else { dates.order };
    DateRules { order, serials: SerialDates::None, ..dates }
}

/// How many rows are sampled to determine the date format.
pub(super) const SAMPLED_DATES: usize = 1000;

pub(super) struct RowReader<'a> {
    pub(super) context: &'a PreviewContext<'a>,
    pub(super) mapping: &'a Mapping,
    pub(super) table: &'a Table,
    pub(super) numbers: NumberRules,
    pub(super) dates: DateRules,
    /// The plan's currency.
    pub(super) home: Currency,
    /// The currency of the plan that the file was written from.
    pub(super) file: Currency,
    /// The row whose cell an empty one repeats.
    pub(super) above: HashMap<(usize, usize), usize>,
    pub(super) existing: HashMap<LineItemId, &'a LineItem>,
    /// Ids of our own file that an earlier row had.
    pub(super) seen: HashSet<LineItemId>,
    // Names repeat from row to row; each is looked up once.
    pub(super) phases: HashMap<String, Result<Option<PhaseId>, UnknownName>>,
    /// The plan's channel or none, or the index of a channel to add.
    pub(super) channels: HashMap<String, Result<Option<ChannelId>, usize>>,
    pub(super) categories: HashMap<String, Option<Category>>,
    /// Indices of the channels to add, by their key in the catalogue or their folded name.
    pub(super) offered: HashMap<String, usize>,
    /// The plan's lines by their folded names, for reports.
    pub(super) named: HashMap<String, Vec<&'a LineItem>>,
    /// The days of each column that holds a period.
    pub(super) periods: Vec<(usize, Result<DateRange, DateError>)>,
    /// The group totals above a row in an outline, by its number, outermost first.
    pub(super) groups: HashMap<usize, Vec<String>>,
    /// The title row that the current section is under.
    pub(super) section: Option<&'a str>,
    /// The plan's cycles.
    pub(super) cycles: Vec<DateRange>,
    pub(super) places: ColumnPositions,
    /// The headings of columns of money, where they name a currency.
    pub(super) headings: HashMap<usize, MoneyHeading<'a>>,
    /// The currency of columns of money in which most cells name it.
    pub(super) column_currencies: HashMap<usize, Currency>,
    pub(super) preview: ImportPreview,
}

/// Whether a column holds money of a line.
pub(super) fn is_money(meaning: ColumnMeaning) -> bool {
    meaning.is_money() || matches!(meaning, ColumnMeaning::Month | ColumnMeaning::MonthSpent)
}

/// The currency that the first amount of a column names, where at least half of the cells name it and none names another:
/// accounting formats leave the sign out between the first row and the total.
fn column_currencies(table: &Table, mapping: &Mapping, home: Currency) -> HashMap<usize, Currency> {
    const SAMPLED_ROWS: usize = 200;
    let columns = mapping.columns.iter().enumerate().filter(|(_, column)| is_money(column.meaning));
    let named = |cell: &str| {
        let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        if is_plain { None } else { currency_in(cell, home) }
    };
    let currency_of = |column: usize| {
        let cells = mapping.body(table).iter().take(SAMPLED_ROWS).map(|row| row.cell(column).trim());
        let mut cells = cells.filter(|cell| !is_placeholder(cell)).peekable();
        let first = named(cells.peek()?)?;
        let (mut with_sign, mut all) = (0, 0);
        for cell in cells {
            let found = named(cell);
            if found.is_some_and(|found| found != first) {
                return None;
            }
            with_sign += usize::from(found.is_some());
            all += 1;
        }
        (with_sign * 2 >= all).then_some(first)
    };
    columns.filter_map(|(at, _)| Some((at, currency_of(at)?))).collect()
}

/// The heading of a column of money that names a currency.
pub(super) struct MoneyHeading<'a> {
    pub(super) text: &'a str,
    /// The sign, code or name of the currency, as written.
    pub(super) sign: String,
}

/// The headings of columns of money that name a currency, by column.
pub(super) fn headings_with_currency<'a>(table: &'a Table, mapping: &Mapping) -> HashMap<usize, MoneyHeading<'a>> {
    let Some(at) = mapping.heading else { return HashMap::new() };
    let rows = table.rows.get(at..at + mapping.heading_rows.max(1)).unwrap_or_default();
    let columns = mapping.columns.iter().enumerate().filter(|(_, column)| is_money(column.meaning));
    let named = columns.filter_map(|(column, _)| {
        let texts = rows.iter().map(|row| row.cell(column).trim());
        Some((column, texts.rev().find_map(|text| Some(MoneyHeading { text, sign: sign_in(text)? }))?))
    });
    named.collect()
}

/// Where the imported columns are. Looked up once, since a table may be very wide.
pub(super) struct ColumnPositions {
    /// The first column of each meaning that occurs.
    first: Vec<(ColumnMeaning, usize)>,
    /// Columns of figures and days: a row with nothing in them is a title.
    figures: Vec<usize>,
    /// Columns of numbers, whether or not a row has them.
    has_numbers: bool,
    /// Spent amounts of periods.
    pub(super) spent: Vec<usize>,
    /// Results of a report.
    pub(super) results: Vec<usize>,
}

impl ColumnPositions {
    fn of(mapping: &Mapping) -> ColumnPositions {
        let (mut seen, mut first) = (HashSet::new(), Vec::new());
        for (at, column) in mapping.columns.iter().enumerate() {
            if seen.insert(column.meaning) {
                first.push((column.meaning, at));
            }
        }
        let with = |wanted: &dyn Fn(ColumnMeaning) -> bool| -> Vec<usize> {
            let columns = mapping.columns.iter().enumerate();
            columns.filter(|(_, column)| wanted(column.meaning)).map(|(at, _)| at).collect()
        };
        ColumnPositions {
            first,
            figures: with(&|meaning| meaning.is_number() || meaning == ColumnMeaning::Field(BudgetColumn::When)),
            has_numbers: mapping.columns.iter().any(|column| column.meaning.is_number()),
            spent: with(&|meaning| meaning == ColumnMeaning::MonthSpent),
            results: with(&|meaning| meaning == ColumnMeaning::Result),
        }
    }

    pub(super) fn of_meaning(&self, meaning: ColumnMeaning) -> Option<usize> {
        self.first.iter().find(|(known, _)| *known == meaning).map(|(_, at)| *at)
    }

    /// Whether a row has a figure or a day.
    pub(super) fn has_figure(&self, row: &TableRow) -> bool {
        self.figures.iter().take_while(|&&at| at < row.cells.len()).any(|&at| !is_placeholder(row.cell(at)))
    }
}

/// A name that no part of the plan has.
#[derive(Clone, Copy)]
pub(super) struct UnknownName;

/// A line item under construction from a row.
pub(super) struct LineDraft<'r> {
    pub(super) row: &'r TableRow,
    pub(super) line: LineItem,
    pub(super) channel: Option<usize>,
    pub(super) errors: Vec<CellError>,
}

impl LineDraft<'_> {
    pub(super) fn error(&mut self, column: usize, meaning: ColumnMeaning, text: &str, kind: CellErrorKind) {
        self.errors.push(CellError { row: self.row.number, column, meaning, text: text.trim().to_owned(), kind });
    }
}

impl<'a> RowReader<'a> {
    pub(super) fn new(table: &'a Table, mapping: &'a Mapping, context: &'a PreviewContext<'a>) -> RowReader<'a> {
        let plan = context.plan;
        let own = mapping.own;
        let numbers = NumberRules { mark: mapping.mark, plain: mapping.has_plain_numbers };
        let serials = match (table.is_typed() && (!own || mapping.own_workbook), table.days_from_1904) {
            (false, _) => SerialDates::None,
            (true, false) => SerialDates::From1900,
            (true, true) => SerialDates::From1904,
        };
        let dates = DateRules {
            plan: plan.basics.days(),
            year: context.year,
            order: mapping.order,
            serials,
            beside_month: mapping.beside_month,
        };
        let mut reading = RowReader {
            context,
            mapping,
            table,
            numbers,
            dates,
            home: plan.basics.currency,
            file: mapping.currency.unwrap_or(plan.basics.currency),
            above: filled_from(table, mapping),
            existing: plan.budget.lines.iter().map(|line| (line.id, line)).collect(),
            seen: HashSet::new(),
            phases: HashMap::new(),
            channels: HashMap::new(),
            categories: HashMap::new(),
            offered: HashMap::new(),
            named: HashMap::new(),
            groups: HashMap::new(),
            section: None,
            periods: periods::resolve(&mapping.period_headings(table), heading_dates(dates)),
            cycles: plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.settings.cycle)),
            places: ColumnPositions::of(mapping),
            headings: headings_with_currency(table, mapping),
            column_currencies: column_currencies(table, mapping, plan.basics.currency),
            preview: ImportPreview { report: mapping.report, ..ImportPreview::default() },
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

    pub(super) fn is_own(&self) -> bool {
        self.mapping.own
    }

    /// Determines the order of day and month in our own file after a spreadsheet rewrote it: the order in which existing lines
    /// keep their dates.
    pub(super) fn settle_order(&mut self) {
        if let Some(report) = self.mapping.report {
            return self.settle_order_of_report(report);
        }
        let (Some(id), Some(when)) = (self.column(BudgetColumn::Id), self.column(BudgetColumn::When)) else { return };
        if !self.is_own() || self.dates.order != DayOrder::Unknown {
            return;
        }
        let agrees = |order: DayOrder| {
            let dates = DateRules { order, ..self.dates };
            let same = |row: &&TableRow| {
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

    /// Determines the date format from the dates of the table and of the plan, where it is still unknown.
    pub(super) fn settle_dates(&mut self) {
        let columns: Vec<usize> = [ColumnMeaning::Field(BudgetColumn::When), ColumnMeaning::Start, ColumnMeaning::End]
            .into_iter()
            .filter_map(|meaning| self.places.of_meaning(meaning))
            .collect();
        let rows = self.mapping.body(self.table).iter().take(SAMPLED_DATES);
        let cells = columns.iter().flat_map(|&at| rows.clone().map(move |row| row.cell(at)));
        self.dates = self.dates.for_column(cells);
    }

    pub(super) fn skip(&mut self, row: &TableRow, why: SkipReason, of: Option<(usize, usize)>) {
        let text = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        self.preview.skipped.push(SkippedRow { row: row.number, why, text: text.to_owned(), of });
    }

    pub(super) fn row(&mut self, row: &'a TableRow, judged: RowClass) {
        let has_id = || self.column(BudgetColumn::Id).is_some_and(|at| id_in(row.cell(at)).is_some());
        let choice = self.mapping.rows.get(&row.number);
        if choice == Some(&RowChoice::Skip) {
            return self.skip(row, SkipReason::Chosen, None);
        }
        if (!self.is_own() || !has_id()) && choice != Some(&RowChoice::Line) {
            if let Some(why) = self.is_no_line(row) {
                if why == SkipReason::Title {
                    self.section = row.cells.iter().map(|cell| cell.trim()).find(|cell| !is_placeholder(cell));
                }
                return self.skip(row, why, None);
            }
            match judged {
                RowClass::Total(sum) => {
                    self.section = None;
                    return self.total(row, sum);
                }
                RowClass::Suspect(first, last) => {
                    let what = self.column(BudgetColumn::What).map_or("", |at| row.cell(at)).trim();
                    let suspect = SuspectedTotal { row: row.number, text: what.to_owned(), of: (first, last) };
                    self.preview.suspects.push(suspect);
                }
                RowClass::Line => {}
            }
        }
        let (before, id) = self.identity(row);
        let line = before.cloned().unwrap_or_else(|| LineItem::new(id));
        let mut draft = LineDraft { row, line, channel: None, errors: Vec::new() };
        self.texts(&mut draft);
        self.names(&mut draft);
        self.groups(&mut draft);
        self.section(&mut draft);
        self.figures(&mut draft);
        self.timing(&mut draft);
        self.results(&mut draft);
        self.take(draft, before, 1);
    }

    /// Adds a finished line to the preview.
    pub(super) fn take(&mut self, draft: LineDraft<'a>, before: Option<&LineItem>, rows: usize) {
        let change = match before {
            None => LineChange::New,
            Some(before) if *before == draft.line && draft.channel.is_none() => LineChange::Same,
            Some(_) => LineChange::Changed,
        };
        let faulty = draft.errors.iter().any(|error| error.kind.needs_correction());
        let LineDraft { row, line, channel, errors } = draft;
        self.preview.errors.extend(errors);
        self.preview.lines.push(ImportedLine { row: row.number, line, change, faulty, channel, rows });
    }

    /// Skips a total row, and reports one that differs from the sum of its rows.
    pub(super) fn total(&mut self, row: &'a TableRow, sum: TotalCheck) {
        let of = if let TotalCheck::Rows(first, last) = sum { Some((first, last)) } else { None };
        self.skip(row, SkipReason::Total, of);
        if let (TotalCheck::Differs(rows), Some(at)) = (sum, self.amount_column())
            && let Some(rows) = self.money_of(rows)
        {
            let kind = CellErrorKind::TotalDiffers { rows, currency: self.home };
            let meaning = self.mapping.columns[at].meaning;
            let text = row.cell(at).trim().to_owned();
            self.preview.errors.push(CellError { row: row.number, column: at, meaning, text, kind });
        }
    }

    /// Why a row is not a line, if it is not. Rows that sum up others are found by [`RowReader::classify`].
    pub(super) fn is_no_line(&self, row: &TableRow) -> Option<SkipReason> {
        let taken =
            |at: usize| self.mapping.columns.get(at).is_some_and(|column| column.meaning != ColumnMeaning::Ignored);
        let filled: Vec<usize> = (0..row.cells.len()).filter(|&at| !is_placeholder(row.cell(at))).collect();
        if !filled.iter().any(|&at| taken(at)) {
            return Some(SkipReason::Nothing);
        }
        // Long tables repeat the header row for print.
        if self.mapping.heading.and_then(|at| self.table.rows.get(at)).is_some_and(|heading| heading.cells == row.cells)
        {
            return Some(SkipReason::Title);
        }
        if self.places.has_numbers && !self.places.has_figure(row) && filled.len() == 1 {
            Some(SkipReason::Title)
        } else {
            None
        }
    }

    /// The plan's line that a row of our own file refers to, or the id of a new one.
    pub(super) fn identity(&mut self, row: &TableRow) -> (Option<&'a LineItem>, LineItemId) {
        let none = Id::from_bits(NO_ID);
        let column = self.column(BudgetColumn::Id).filter(|_| self.is_own());
        let Some(id) = column.and_then(|at| id_in(row.cell(at))) else { return (None, none) };
        // A row copied in the spreadsheet is a new line.
        if !self.seen.insert(id) {
            return (None, none);
        }
        (self.existing.get(&id).copied(), id)
    }

    /// The text of a cell, or of the merged cell that covers it.
    pub(super) fn cell(&self, row: &'a TableRow, at: usize) -> &'a str {
        let own = row.cell(at);
        if !own.trim().is_empty() {
            return own;
        }
        self.above.get(&(row.number, at)).map_or(own, |&above| self.table.rows[above].cell(at))
    }

    pub(super) fn column(&self, column: BudgetColumn) -> Option<usize> {
        self.places.of_meaning(ColumnMeaning::Field(column))
    }

    /// Reads the expected results of a line from our own file.
    pub(super) fn results(&self, draft: &mut LineDraft<'a>) {
        let Some(at) = self.column(BudgetColumn::Expected).filter(|_| self.is_own()) else { return };
        let text = self.text_in(draft.row.cell(at));
        draft.line.expected.clear();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let result = part.rsplit_once('=').and_then(|(metric, count)| {
                let count = OWN_NUMBERS.cell(count, Decimal::DECIMALS, 0).ok()??;
                let metric = self.context.names.metric(metric.trim())?;
                Some(ExpectedResult { metric, count: Decimal::from_scaled(count.value, Decimal::DECIMALS)? })
            });
            match result {
                Some(result) => draft.line.expected.push(result),
                None => draft.error(at, ColumnMeaning::Field(BudgetColumn::Expected), part, CellErrorKind::Expected),
            }
        }
    }
}
