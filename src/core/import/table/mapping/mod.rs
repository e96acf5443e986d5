//! Which column of a table is what: guessed from its headings in English and Chinese and from its values, and changed by
//! the reader. A table that this program wrote says so itself.

use std::collections::BTreeMap;

use crate::export::budget_csv::Column;
use crate::import::table::dictionary::folded;
use crate::import::table::headings::meaning_elsewhere;
use crate::import::table::periods::{Grain, PeriodHeading, grain_of, resolve, resolve_anywhere, totals_among};
use crate::import::table::reports::{Part, Report};
use crate::import::table::{Row, Table};
use crate::import::text::dates::{BesideMonth, Dates, DayOrder, looks_dated, order_of};
use crate::import::text::numbers::{DecimalMark, MarkEvidence, says_nothing};
use crate::plan::numbers::currency::Currency;

/// What a column is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing that is taken.
    #[default]
    Ignored,
    /// A field of the line.
    Field(Column),
    /// The first day of spending.
    Start,
    /// The last day of spending.
    End,
    /// What is spent in the period that the heading names: a month, a week, a day. Several columns may be that.
    Month,
    /// What was spent in that period, beside what was planned for it. Several columns may be that.
    MonthSpent,
    /// What a report says that was achieved; goes to the line's note. Several columns may be that.
    Result,
}

impl Meaning {
    /// Every meaning a reader can choose for a column, in the order in which they are offered.
    pub const CHOICES: [Meaning; 22] = [
        Meaning::Ignored,
        Meaning::Field(Column::What),
        Meaning::Field(Column::Quantity),
        Meaning::Field(Column::Unit),
        Meaning::Field(Column::UnitPrice),
        Meaning::Field(Column::Amount),
        Meaning::Month,
        Meaning::MonthSpent,
        Meaning::Field(Column::Currency),
        Meaning::Field(Column::Phase),
        Meaning::Field(Column::Channel),
        Meaning::Field(Column::Category),
        Meaning::Field(Column::When),
        Meaning::Start,
        Meaning::End,
        Meaning::Field(Column::Status),
        Meaning::Field(Column::Committed),
        Meaning::Field(Column::Actual),
        Meaning::Field(Column::PaysFor),
        Meaning::Field(Column::Owner),
        Meaning::Field(Column::Note),
        Meaning::Result,
    ];

    /// Whether several columns may have it.
    pub fn is_shared(self) -> bool {
        matches!(self, Meaning::Ignored | Meaning::Month | Meaning::MonthSpent | Meaning::Result)
    }

    /// Whether its cells hold numbers.
    pub fn is_number(self) -> bool {
        use Column::{Actual, Amount, Committed, Quantity, UnitPrice};
        matches!(
            self,
            Meaning::Month | Meaning::MonthSpent | Meaning::Field(Quantity | UnitPrice | Amount | Committed | Actual)
        )
    }

    /// Whether its cells hold money.
    pub fn is_money(self) -> bool {
        self.is_number() && self != Meaning::Field(Column::Quantity)
    }
}

/// What a column is, and what its heading says of its numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnUse {
    /// What it is.
    pub meaning: Meaning,
    /// Noughts to add: four for 万元.
    pub power: u8,
    /// The mark before decimals that the person chose for it.
    pub mark: Option<DecimalMark>,
    /// The mark before decimals that its cells, or the other ones, tell; [`DecimalMark::Either`] where nothing tells.
    pub settled: DecimalMark,
}

impl ColumnUse {
    fn of(meaning: Meaning, power: u8) -> ColumnUse {
        ColumnUse { meaning, power, ..ColumnUse::default() }
    }

    /// The mark before the decimals of its numbers.
    pub fn decimal_mark(self) -> DecimalMark {
        self.mark.unwrap_or(self.settled)
    }
}

/// What the person decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChoice {
    /// It is a line, whatever it looks like.
    Line,
    /// It is left out.
    Skip,
}

/// What an empty cell under a name stands for: in phase, channel, category and days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// The name above, where the cells are merged.
    #[default]
    Merged,
    /// The name above, merged or not.
    Always,
    /// Nothing.
    Never,
}

/// Which amount counts where quantity × unit price comes to another one than the row says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Prefer {
    /// Quantity × unit price.
    #[default]
    Product,
    /// The amount.
    Amount,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a choice of its own in the dialog
pub struct Mapping {
    /// The row with the headings, as an index into the table's rows; the lines begin under it.
    pub heading: Option<usize>,
    /// How many rows the headings take, from that one on; 0 without headings.
    pub heading_rows: usize,
    /// Each column's use.
    pub columns: Vec<ColumnUse>,
    /// Whether this program wrote the table.
    pub own: bool,
    /// Whether it is the sheet of lines of a workbook that this program wrote: lines are known by their id, and only cells
    /// that differ from the plan count.
    pub own_workbook: bool,
    /// Whether its numbers are plain with a point, since this program wrote it and no spreadsheet has rewritten it.
    pub has_plain_numbers: bool,
    /// The ad manager that wrote it. Its rows are then what was spent, not what is planned.
    pub report: Option<Report>,
    /// The currency of the plan that it was written from, where it says so.
    pub currency: Option<Currency>,
    /// The mark before decimals in the table as a whole; each column has its [own](ColumnUse::decimal_mark).
    pub mark: DecimalMark,
    /// Which of two short numbers of a date is the day.
    pub order: DayOrder,
    /// Whether the person chose that order.
    pub order_chosen: bool,
    /// What a number beside the name of a month is, where the person chose: `Mar-05` is a day or a month.
    pub beside_month: BesideMonth,
    /// What an empty cell under a name stands for.
    pub fill: Fill,
    /// Which amount counts where two differ.
    pub prefer: Prefer,
    /// The currency of amounts that do not say theirs, where the person chose one.
    pub currency_chosen: Option<Currency>,
    /// Whether a report's spend is added to what a line has spent, instead of taking its place.
    pub add_spent: bool,
    /// What the person decided about rows, by their number.
    pub rows: BTreeMap<usize, RowChoice>,
}

impl Default for Mapping {
    fn default() -> Self {
        Mapping {
            heading: None,
            heading_rows: 0,
            columns: Vec::new(),
            own: false,
            own_workbook: false,
            has_plain_numbers: false,
            report: None,
            currency: None,
            mark: DecimalMark::Point,
            order: DayOrder::Unknown,
            order_chosen: false,
            beside_month: BesideMonth::Unknown,
            fill: Fill::Merged,
            prefer: Prefer::Product,
            currency_chosen: None,
            add_spent: false,
            rows: BTreeMap::new(),
        }
    }
}

/// How far down a heading row is looked for.
const SEARCHED: usize = 30;
/// How many rows are looked at to tell what a column holds.
const SAMPLED: usize = 200;

impl Mapping {
    /// The likeliest mapping.
    pub fn guess(table: &Table) -> Mapping {
        let rows = table.rows.iter().take(SEARCHED).enumerate();
        if let Some((at, own)) = rows.clone().find_map(|(at, row)| own_columns(row).map(|own| (at, own))) {
            let mut mapping = Mapping { heading: Some(at), heading_rows: 1, own: true, ..own };
            mapping.look(table);
            return mapping;
        }
        if let Some((at, report)) = rows.clone().find_map(|(at, row)| Report::of(row).map(|report| (at, report))) {
            return Mapping::of_report(table, Some(at), report);
        }
        let scored = rows.map(|(at, _)| (heading_score(table, at), at)).filter(|(score, _)| *score > 0);
        // The first of the best: a heading may be repeated further down.
        let found = scored.max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)));
        // One word alone is a heading only where the table has nothing else.
        let heading = found.filter(|&(score, at)| score > 1 || table.rows[at].cells.len() == 1).map(|(_, at)| at);
        Mapping::under(table, heading.or_else(|| heading_by_kind(table)))
    }

    /// The likeliest mapping of a table whose headings stand in that row, or that has none.
    pub fn under(table: &Table, heading: Option<usize>) -> Mapping {
        let mut mapping = Mapping { heading, columns: vec![ColumnUse::default(); table.width()], ..Mapping::default() };
        if let Some((at, row)) = heading.and_then(|at| Some((at, table.rows.get(at)?))) {
            mapping.heading_rows = 1 + second_heading(table, at);
            mapping.name_periods(table);
            name_columns(&mut mapping.columns, row);
            // Names may stand in the second row of headings, under what is written over all.
            for below in 1..mapping.heading_rows {
                name_columns(&mut mapping.columns, &table.rows[at + below]);
            }
        }
        mapping.find_missing(table);
        mapping.choose_amount(table);
        mapping.look(table);
        mapping
    }

    /// The mapping of an ad manager's report with headings in that row.
    pub fn of_report(table: &Table, heading: Option<usize>, report: Report) -> Mapping {
        let columns = vec![ColumnUse::default(); table.width()];
        let rows = usize::from(heading.is_some());
        let mut mapping = Mapping { heading, heading_rows: rows, columns, report: Some(report), ..Mapping::default() };
        if let Some(row) = heading.and_then(|at| table.rows.get(at)) {
            for (at, part) in report.columns(row) {
                mapping.columns[at].meaning = match part {
                    Part::Spend => Meaning::Field(Column::Actual),
                    Part::Name => Meaning::Field(Column::What),
                    Part::When => Meaning::Field(Column::When),
                    Part::Start => Meaning::Start,
                    Part::End => Meaning::End,
                    Part::Currency => Meaning::Field(Column::Currency),
                    Part::Channel => Meaning::Field(Column::Channel),
                    Part::Result => Meaning::Result,
                };
                if part == Part::Spend {
                    mapping.columns[at].power = power_of(row.cell(at));
                }
            }
        }
        mapping.look(table);
        mapping
    }

    /// Reads the same table with the same headings as a report of that kind, or as a plan.
    #[must_use]
    pub fn as_report(&self, table: &Table, report: Option<Report>) -> Mapping {
        match report {
            Some(report) => Mapping::of_report(table, self.heading, report),
            None => Mapping::under(table, self.heading),
        }
    }

    /// Gives a column another meaning. One that held it is taken no more.
    pub fn set(&mut self, table: &Table, column: usize, meaning: Meaning) {
        if !meaning.is_shared() {
            for other in &mut self.columns {
                if other.meaning == meaning {
                    other.meaning = Meaning::Ignored;
                }
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.meaning = meaning;
        }
        self.look(table);
    }

    /// Reads the numbers of all columns with that mark before the decimals.
    pub fn choose_mark(&mut self, mark: DecimalMark) {
        self.mark = mark;
        for column in &mut self.columns {
            column.mark = Some(mark);
        }
    }

    /// Whether the numbers of some column can be read in two ways, and nothing but the person tells which.
    pub fn asks_for_mark(&self) -> bool {
        let asks = |column: &ColumnUse| column.meaning.is_number() && column.settled == DecimalMark::Either;
        !self.has_plain_numbers && self.columns.iter().any(asks)
    }

    /// Reads days in that order, whatever the table tells.
    pub fn choose_order(&mut self, order: DayOrder) {
        (self.order, self.order_chosen) = (order, order != DayOrder::Unknown);
    }

    /// Whether it has days that can be read in two ways, with the day or the month first.
    pub fn has_short_days(&self, table: &Table) -> bool {
        let columns: Vec<usize> = [Meaning::Field(Column::When), Meaning::Start, Meaning::End]
            .into_iter()
            .filter_map(|meaning| self.column(meaning))
            .collect();
        let cells = self.body(table).iter().take(SAMPLED).flat_map(|row| columns.iter().map(|&at| row.cell(at)));
        let read = |order, cell| Dates { order, year: 2000, ..Dates::default() }.span(cell).ok();
        cells.filter(|cell| !says_nothing(cell)).any(|cell| {
            let (day, month) = (read(DayOrder::DayFirst, cell), read(DayOrder::MonthFirst, cell));
            day != month && (day.is_some() || month.is_some())
        })
    }

    /// Whether it has numbers beside names of months that can be a day or a year, in its cells or over its periods.
    pub fn has_beside_month(&self, table: &Table) -> bool {
        let columns: Vec<usize> = [Meaning::Field(Column::When), Meaning::Start, Meaning::End]
            .into_iter()
            .filter_map(|meaning| self.column(meaning))
            .collect();
        let mut cells = self.body(table).iter().take(SAMPLED).flat_map(|row| columns.iter().map(|&at| row.cell(at)));
        let dates = |beside_month| Dates { beside_month, order: DayOrder::MonthFirst, year: 2000, ..Dates::default() };
        let (as_day, as_year) = (dates(BesideMonth::Day), dates(BesideMonth::Year));
        let headings = self.period_headings(table);
        let differs = |heading: &PeriodHeading| {
            let of = |dates| resolve(std::slice::from_ref(heading), dates).into_iter().next().map(|(_, days)| days);
            of(as_day) != of(as_year)
        };
        cells.any(|cell| as_day.span(cell) != as_year.span(cell)) || headings.iter().any(differs)
    }

    /// Whether names are followed by empty cells under them, merged or not.
    pub fn has_gaps(&self, table: &Table) -> bool {
        let columns = [Column::Phase, Column::Channel, Column::Category, Column::When, Column::Owner];
        let columns = columns.into_iter().filter_map(|column| self.column(Meaning::Field(column)));
        let rows = self.body(table);
        let gap = |at: usize| {
            let pairs = rows.windows(2).take(SAMPLED);
            pairs.filter(|pair| !pair[0].cell(at).trim().is_empty() && pair[1].cell(at).trim().is_empty()).count() > 0
        };
        columns.into_iter().any(gap)
    }

    /// Whether the table is a pivot table, as spreadsheets name their parts.
    pub fn is_pivot(&self, table: &Table) -> bool {
        let Some(row) = self.heading.and_then(|at| table.rows.get(at)) else { return false };
        row.cells.iter().any(|cell| {
            let text = folded(cell);
            ["rowlabels", "行标签", "zeilenbeschriftungen", "étiquettesdelignes"].contains(&text.as_str())
        })
    }

    /// The headings of the columns that each hold a period.
    pub fn period_headings(&self, table: &Table) -> Vec<PeriodHeading> {
        let columns = self.columns.iter().enumerate().filter(|(_, column)| column.meaning == Meaning::Month);
        columns.map(|(at, _)| self.period_heading(table, at)).collect()
    }

    fn period_heading(&self, table: &Table, column: usize) -> PeriodHeading {
        let Some(at) = self.heading else { return PeriodHeading { column, ..PeriodHeading::default() } };
        // The lowest row of headings that says a period; what is over it may say the month.
        let is_period = |row: usize| {
            let text = table.rows.get(row).map_or("", |row| row.cell(column)).trim();
            let above = row.checked_sub(1).map_or("", |above| over(table, above, column));
            grain_of(text, above).is_some()
        };
        let rows = at..at + self.heading_rows.max(1);
        let found = rows.clone().rev().find(|&row| is_period(row));
        if found.is_none()
            && let Some(text) = rows
                .rev()
                .filter(|&row| side_of(table, row, column).is_some())
                .find_map(|row| row.checked_sub(1).and_then(|above| period_over(table, above, column)))
        {
            return PeriodHeading { column, text: text.to_owned(), above: String::new() };
        }
        let row = found.unwrap_or(at);
        let text = table.rows.get(row).map_or("", |row| row.cell(column)).trim().to_owned();
        let above = row.checked_sub(1).map_or("", |above| over(table, above, column));
        PeriodHeading { column, text, above: above.to_owned() }
    }

    /// Runs of periods across are what is spent in each; one alone may be anything.
    fn name_periods(&mut self, table: &Table) {
        let headings: Vec<PeriodHeading> = (0..self.columns.len()).map(|at| self.period_heading(table, at)).collect();
        let mut headings: Vec<PeriodHeading> =
            headings.into_iter().filter(|heading| grain_of(&heading.text, &heading.above).is_some()).collect();
        // Plan beside actuals. Where nothing is planned, what is spent is all there is.
        let mut sides: Vec<Option<Side>> = headings.iter().map(|heading| self.side(table, heading.column)).collect();
        if !sides.contains(&Some(Side::Plan)) {
            sides.fill(None);
        }
        // The same period twice, where nothing tells plan from actuals, counts once.
        let mut seen = std::collections::HashSet::new();
        let known = resolve_anywhere(&headings);
        let mut known = known.iter().zip(&sides);
        let mut kept = Vec::new();
        headings.retain(|_| {
            let Some((days, side)) = known.next() else { return true };
            let keeps = *side != Some(Side::Neither) && days.is_none_or(|days| seen.insert((days, *side)));
            if keeps {
                kept.push(*side);
            }
            keeps
        });
        if headings.len() < 2 {
            return;
        }
        let spent: Vec<PeriodHeading> = split_off(&mut headings, |at| kept[at] == Some(Side::Actual));
        for heading in &spent {
            let power = power_of(&heading.text).max(power_of(&heading.above));
            self.columns[heading.column] = ColumnUse::of(Meaning::MonthSpent, power);
        }
        // A quarter beside its months is their total.
        let totals = totals_among(&headings);
        for heading in headings.iter().filter(|heading| !totals.contains(&heading.column)) {
            let power = power_of(&heading.text).max(power_of(&heading.above));
            self.columns[heading.column] = ColumnUse::of(Meaning::Month, power);
        }
    }

    /// Whether a column of a period holds what is planned or what was spent: by its own heading, or the one over several.
    fn side(&self, table: &Table, column: usize) -> Option<Side> {
        let at = self.heading?;
        let own = (at..at + self.heading_rows.max(1)).rev().find_map(|row| side_of(table, row, column));
        own.or_else(|| {
            let row = table.rows.get(at.checked_sub(1)?)?;
            let over = row.cells.iter().take(column + 1).rev().find(|cell| !cell.trim().is_empty())?;
            side_named(over)
        })
    }

    /// Where several columns could be the amount, the one that quantity × unit price comes to.
    fn choose_amount(&mut self, table: &Table) {
        let column = |wanted| self.column(Meaning::Field(wanted));
        let (Some(quantity), Some(price), Some(amount), Some(row)) = (
            column(Column::Quantity),
            column(Column::UnitPrice),
            column(Column::Amount),
            self.heading.and_then(|at| table.rows.get(at)),
        ) else {
            return;
        };
        let number = |row: &Row, at: usize| -> Option<f64> {
            let digits = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | '-');
            row.cell(at).chars().filter(digits).collect::<String>().parse().ok()
        };
        // How many rows have all three, and in how many of them the product is the amount.
        let matches = |at: usize| -> (usize, usize) {
            let rows = self.body(table).iter().take(SAMPLED);
            let found = rows.filter_map(|row| {
                let product = number(row, quantity)? * number(row, price)?;
                Some((product, number(row, at)?)).filter(|(product, _)| *product != 0.0)
            });
            // A price for a thousand goes with the thousandth.
            let is =
                |product: f64, amount: f64| (product - amount).abs() < 0.01 || (product / 1000.0 - amount).abs() < 0.01;
            found.fold((0, 0), |(all, same), (product, amount)| (all + 1, same + usize::from(is(product, amount))))
        };
        let here = matches(amount);
        let others = (0..self.columns.len()).filter(|&at| {
            self.columns[at].meaning == Meaning::Ignored
                && meaning_of(row.cell(at)).is_some_and(|(meaning, _)| meaning == Meaning::Field(Column::Amount))
        });
        let best = others.map(|at| (matches(at).1, at)).max_by_key(|&(count, at)| (count, std::cmp::Reverse(at)));
        // Where the product is hardly ever the amount, another factor is in it, such as days: the amount counts.
        if here.0 >= 2 && here.1 * 2 < here.0 && best.is_none_or(|(count, _)| count * 2 < here.0) {
            self.prefer = Prefer::Amount;
        } else if let Some((_, better)) = best.filter(|&(count, _)| count > here.1) {
            self.columns[better] = ColumnUse { power: power_of(row.cell(better)), ..self.columns[amount] };
            self.columns[amount].meaning = Meaning::Ignored;
        }
    }

    /// The rows under the headings.
    pub fn body<'a>(&self, table: &'a Table) -> &'a [Row] {
        table.rows.get(self.heading.map_or(0, |at| at + self.heading_rows.max(1))..).unwrap_or_default()
    }

    /// The heading of a column; empty where there is none.
    pub fn heading_of<'a>(&self, table: &'a Table, column: usize) -> &'a str {
        let Some(at) = self.heading else { return "" };
        let rows = table.rows.iter().skip(at).take(self.heading_rows.max(1));
        rows.map(|row| row.cell(column)).find(|text| !text.trim().is_empty()).unwrap_or("")
    }

    /// What is written over a column of a period, with the month over it where that stands in a row of its own.
    pub fn period_name(&self, table: &Table, column: usize) -> String {
        let PeriodHeading { text, above, .. } = self.period_heading(table, column);
        if above.is_empty() { text } else { above + " " + &text }
    }

    /// The column of that meaning.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }

    /// What can be told from the values once the columns are known.
    fn look(&mut self, table: &Table) {
        let rows = self.body(table);
        // Texts only: a workbook's numbers are as they are.
        let texts = |at: usize| {
            let rows = rows.iter().filter(move |row| !row.is_number(at) && !says_nothing(row.cell(at)));
            rows.take(SAMPLED).map(move |row| row.cell(at))
        };
        let of = |wanted: fn(Meaning) -> bool| {
            let columns = self.columns.iter().enumerate().filter(move |(_, column)| wanted(column.meaning));
            columns.flat_map(|(at, _)| texts(at))
        };
        let dates = of(|meaning| matches!(meaning, Meaning::Field(Column::When) | Meaning::Start | Meaning::End));
        let order = if self.order_chosen { self.order } else { order_of(dates, None) };
        let whole = MarkEvidence::of(of(Meaning::is_number));
        // A spreadsheet that rewrites our own file separates with a semicolon where it writes decimals with a comma.
        self.has_plain_numbers = self.own && !self.own_workbook && whole.comma == 0 && table.delimiter != Some(b';');
        // Our own file groups no digits, so that the semicolon alone tells nothing.
        let delimiter = table.delimiter.filter(|_| !self.own);
        let mark = whole.settle(whole, delimiter);
        let marks: Vec<DecimalMark> = (0..self.columns.len())
            .map(|at| {
                let has_numbers = self.columns[at].meaning.is_number() || self.columns[at].meaning == Meaning::Result;
                if has_numbers { MarkEvidence::of(texts(at)).settle(whole, delimiter) } else { DecimalMark::Point }
            })
            .collect();
        for (column, settled) in self.columns.iter_mut().zip(marks) {
            column.settled = settled;
        }
        (self.order, self.mark) = (order, mark);
    }

    /// A line needs a text and an amount: where no heading says which column has them, the values do.
    fn find_missing(&mut self, table: &Table) {
        let rows: Vec<&Row> = self.body(table).iter().take(SAMPLED).collect();
        // A column whose heading says that it is numbered through is not free.
        let numbered: Vec<bool> =
            (0..self.columns.len()).map(|at| is_serial_heading(self.heading_of(table, at))).collect();
        let free = |columns: &[ColumnUse]| -> Vec<usize> {
            (0..columns.len()).filter(|&at| columns[at].meaning == Meaning::Ignored && !numbered[at]).collect()
        };
        let timed = [Meaning::Field(Column::When), Meaning::Start, Meaning::End, Meaning::Month];
        if self.report.is_none() && timed.into_iter().all(|meaning| self.column(meaning).is_none()) {
            let dated = |at: &usize| {
                let cells = rows.iter().map(|row| row.cell(*at)).filter(|cell| !says_nothing(cell));
                let (found, all) =
                    cells.fold((0, 0), |(found, all), cell| (found + usize::from(looks_dated(cell)), all + 1));
                found > 0 && found * 10 >= all * 8
            };
            if let Some(at) = free(&self.columns).into_iter().find(dated) {
                self.columns[at].meaning = Meaning::Field(Column::When);
            }
        }
        if self.column(Meaning::Field(Column::What)).is_none() {
            // The most telling text: the one with the most letters that no number is made of.
            let letters = |at: usize| -> usize {
                rows.iter()
                    .map(|row| row.cell(at))
                    .filter(|cell| !looks_numeric(cell))
                    .map(|cell| cell.chars().count())
                    .sum()
            };
            let best = free(&self.columns).into_iter().map(|at| (letters(at), at)).filter(|(letters, _)| *letters > 0);
            if let Some((_, at)) = best.max_by_key(|&(letters, at)| (letters, std::cmp::Reverse(at))) {
                self.columns[at].meaning = Meaning::Field(Column::What);
            }
        }
        let money = [Meaning::Field(Column::Amount), Meaning::Field(Column::UnitPrice), Meaning::Month];
        let priced = money.into_iter().any(|meaning| self.column(meaning).is_some());
        if !priced && self.report.is_none() {
            let numbers = |at: usize| -> (usize, usize) {
                let numeric = rows.iter().map(|row| row.cell(at)).filter(|cell| looks_numeric(cell));
                let digits = numeric.clone().map(|cell| cell.bytes().filter(u8::is_ascii_digit).count()).sum();
                (numeric.count(), digits)
            };
            let filled = |at: usize| rows.iter().filter(|row| !row.cell(at).trim().is_empty()).count();
            let mostly = |at: &usize| numbers(*at).0 > 0 && numbers(*at).0 * 10 >= filled(*at) * 6;
            if let Some(at) = free(&self.columns).into_iter().filter(mostly).max_by_key(|&at| (numbers(at).1, at)) {
                self.columns[at].meaning = Meaning::Field(Column::Amount);
            }
        }
    }
}

/// The mapping of a heading row that this program wrote, with the currency in it. Some columns may have been taken out.
///
/// In the CSV file each heading ends with its key; in the workbook, which is made for people, only the one of the ids.
fn own_columns(row: &Row) -> Option<Mapping> {
    let mut currency = None;
    let mut columns: Vec<ColumnUse> = row
        .cells
        .iter()
        .map(|cell| {
            let key = cell.trim().strip_suffix(']').and_then(|cell| cell.rsplit_once('[')).map_or("", |(_, key)| key);
            let (key, detail) = key.split_once(':').unwrap_or((key, ""));
            currency = currency.or_else(|| Currency::from_code(detail));
            let meaning = Column::from_key(key).map_or(Meaning::Ignored, Meaning::Field);
            ColumnUse { meaning, ..ColumnUse::default() }
        })
        .collect();
    let has = |columns: &[ColumnUse], column| columns.iter().any(|known| known.meaning == Meaning::Field(column));
    if !has(&columns, Column::Id) {
        return None;
    }
    let keyed = columns.iter().filter(|column| column.meaning != Meaning::Ignored).count();
    let own_workbook = keyed == 1;
    if own_workbook {
        let named: Vec<Option<Meaning>> = row.cells.iter().map(|cell| workbook_meaning(cell)).collect();
        for (column, meaning) in columns.iter_mut().zip(named) {
            if let Some(meaning) = meaning {
                column.meaning = meaning;
            }
        }
    }
    has(&columns, Column::What).then(|| Mapping { columns, own_workbook, currency, ..Mapping::default() })
}

/// What the headings of the lines' sheet in our workbook mean, in either language.
fn workbook_meaning(heading: &str) -> Option<Meaning> {
    const HEADINGS: [(Meaning, &[&str]); 16] = [
        (Meaning::Field(Column::Phase), &["Phase", "阶段"]),
        (Meaning::Field(Column::Channel), &["Channel", "渠道"]),
        (Meaning::Field(Column::Category), &["Kind of cost", "Category", "费用类别", "类别"]),
        (Meaning::Field(Column::What), &["What is bought", "Description", "购买内容", "内容", "说明"]),
        (Meaning::Field(Column::Quantity), &["Quantity", "数量"]),
        (Meaning::Field(Column::Unit), &["Unit", "Counted in", "单位"]),
        (Meaning::Field(Column::UnitPrice), &["Unit price", "单价"]),
        (Meaning::Field(Column::Currency), &["Currency", "币种"]),
        (Meaning::Field(Column::Committed), &["Committed", "已承诺"]),
        (Meaning::Field(Column::Actual), &["Spent", "已发生", "已支出", "已花费"]),
        (Meaning::Field(Column::Status), &["Status", "状态"]),
        (Meaning::Start, &["First day", "Start date", "开始日期"]),
        (Meaning::End, &["Last day", "End date", "结束日期"]),
        (Meaning::Field(Column::PaysFor), &["Pays for", "用于"]),
        (Meaning::Field(Column::Owner), &["Owner", "负责人"]),
        (Meaning::Field(Column::Note), &["Note", "备注"]),
    ];
    let text = folded(heading);
    let found = HEADINGS.iter().find(|(_, names)| names.iter().any(|name| folded(name) == text));
    found.map(|(meaning, _)| *meaning)
}

/// How much a row looks like one of headings: known words and periods in it.
fn heading_score(table: &Table, at: usize) -> usize {
    let row = &table.rows[at];
    let words = row.cells.iter().filter(|cell| meaning_of(cell).is_some()).count();
    // "Budget 2027" is one heading, not two.
    let alone = row.cells.iter().filter(|cell| meaning_of(cell).is_none()).filter_map(|cell| grain_of(cell, ""));
    let (mut days, mut longer) = (0, 0);
    for grain in alone {
        *(if grain == Grain::Day { &mut days } else { &mut longer }) += 1;
    }
    // Numbers under a month are its days, but only beside names: else they may be amounts.
    let above = at.checked_sub(1).filter(|_| words > 0);
    let under = above.map_or(0, |above| {
        let cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let fits = |(column, cell): &(usize, &String)| {
            grain_of(cell, "").is_none() && grain_of(cell, over(table, above, *column)).is_some()
        };
        cells.filter(fits).count()
    });
    // Two days are rather the ends of a line's days.
    words + longer + if days > 2 { days } else { 0 } + if under > 2 { under } else { 0 }
}

/// The month that is written over a column: in its cell of the row, or in the nearest one to the left.
fn over(table: &Table, row: usize, column: usize) -> &str {
    let Some(row) = table.rows.get(row) else { return "" };
    let cells = row.cells.iter().take(column + 1).rev();
    let cell = cells.map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or("");
    if grain_of(cell, "") == Some(Grain::Month) { cell } else { "" }
}

/// Which half of a plan beside its actuals a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Plan,
    Actual,
    /// What follows from both: the difference, what is left.
    Neither,
}

/// What a heading says of plan and actuals, alone or beside a period: `Plan`, `Jan actual`, 1月实际.
fn side_named(heading: &str) -> Option<Side> {
    const WORDS: [(Side, &[&str]); 3] = [
        (
            Side::Neither,
            &[
                "variance",
                "difference",
                "diff",
                "delta",
                "remaining",
                "abweichung",
                "差异",
                "差额",
                "偏差",
                "剩余",
                "完成率",
            ],
        ),
        (Side::Actual, &["actual", "actuals", "spent", "ist", "实际", "实际花费", "实际支出", "已花费"]),
        (Side::Plan, &["plan", "planned", "budget", "forecast", "soll", "计划", "预算"]),
    ];
    let text = heading.to_lowercase();
    let is_word = |word: &&&str| {
        if word.is_ascii() {
            text.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == **word)
        } else {
            text.contains(**word)
        }
    };
    WORDS.iter().find(|(_, words)| words.iter().any(|word| is_word(&word))).map(|(side, _)| *side)
}

fn side_of(table: &Table, row: usize, column: usize) -> Option<Side> {
    side_named(table.rows.get(row)?.cell(column))
}

/// The period that is written over a column: in its cell of the row, or in the nearest one to the left.
fn period_over(table: &Table, row: usize, column: usize) -> Option<&str> {
    let cells = table.rows.get(row)?.cells.iter().take(column + 1).rev();
    let cell = cells.map(|cell| cell.trim()).find(|cell| !cell.is_empty())?;
    grain_of(cell, "").is_some().then_some(cell)
}

/// Takes those out whose place is told.
fn split_off<T>(items: &mut Vec<T>, is_out: impl Fn(usize) -> bool) -> Vec<T> {
    let (out, kept): (Vec<_>, Vec<_>) = std::mem::take(items).into_iter().enumerate().partition(|(at, _)| is_out(*at));
    *items = kept.into_iter().map(|(_, item)| item).collect();
    out.into_iter().map(|(_, item)| item).collect()
}

/// How many rows under a heading row belong to it: plan and actual under periods, days or weeks under months, and the days of the week under them.
fn second_heading(table: &Table, at: usize) -> usize {
    let Some(row) = table.rows.get(at + 1) else { return 0 };
    let under: Vec<usize> = (0..row.cells.len()).filter(|&column| !row.cell(column).trim().is_empty()).collect();
    let is_half =
        |column: &usize| side_of(table, at + 1, *column).is_some() && period_over(table, at, *column).is_some();
    if under.iter().filter(|column| is_half(column)).count() >= 2
        && under.iter().all(|&column| side_of(table, at + 1, column).is_some())
    {
        return 1;
    }
    let names: Vec<usize> =
        (0..table.rows[at].cells.len()).filter(|&column| meaning_of(table.rows[at].cell(column)).is_some()).collect();
    let filled: Vec<usize> = (0..row.cells.len()).filter(|&column| !row.cell(column).trim().is_empty()).collect();
    let is_period = |column: &&usize| {
        grain_of(row.cell(**column), over(table, at, **column)).is_some_and(|grain| grain < Grain::Month)
    };
    // At least one of them stands beside the month that it is under, not below it.
    let periods = filled.iter().filter(is_period).count();
    let own_cell = |column: &usize| table.rows[at].cell(*column).trim();
    let beside = filled.iter().any(|column| own_cell(column).is_empty() && !over(table, at, *column).is_empty());
    let blank = names.iter().all(|column| row.cell(*column).trim().is_empty());
    if periods < 2 || periods * 10 < filled.len() * 8 || !blank || !beside {
        return 0;
    }
    let weekdays = table.rows.get(at + 2).is_some_and(|row| {
        let mut cells = row.cells.iter().filter(|cell| !cell.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| is_weekday(cell))
    });
    1 + usize::from(weekdays)
}

fn is_weekday(cell: &str) -> bool {
    const DAYS: [&str; 27] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "m", "t", "w", "f", "s", "mo", "tu", "we", "th", "fr", "sa",
        "su", "一", "二", "三", "四", "五", "六", "日", "天",
    ];
    let text = folded(cell);
    let text = text.trim_start_matches('周').trim_start_matches("星期");
    DAYS.contains(&text)
}

/// Without a known word: a row of texts only, with a row under it that has numbers.
fn heading_by_kind(table: &Table) -> Option<usize> {
    table.rows.windows(2).take(SEARCHED).position(|pair| {
        let texts =
            pair[0].cells.len() > 1 && pair[0].cells.iter().all(|cell| !cell.trim().is_empty() && !looks_numeric(cell));
        texts && pair[1].cells.iter().any(|cell| looks_numeric(cell))
    })
}

fn name_columns(columns: &mut [ColumnUse], row: &Row) {
    let mut found: Vec<(u8, usize, Meaning)> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        if let Some((meaning, doubt)) = meaning_of(cell) {
            found.push((doubt, at, meaning));
        }
    }
    // The surer first, then the one further left: each meaning goes to one column.
    found.sort_by_key(|(doubt, at, _)| (*doubt, *at));
    for (_, at, meaning) in found {
        let is_free = columns[at].meaning == Meaning::Ignored;
        if is_free && columns.iter().all(|column| column.meaning != meaning) {
            let power = if meaning.is_money() { power_of(row.cell(at)) } else { 0 };
            columns[at] = ColumnUse::of(meaning, power);
        }
    }
}

/// Noughts that a heading adds: 万元 four, 千元 and k three.
fn power_of(heading: &str) -> u8 {
    let heading = heading.to_lowercase();
    let thousands = ["千元", "(k", "（k", "'000", "’000", "thousand", "k$", "k¥"];
    if heading.contains("百万") || heading.contains("million") {
        6
    } else if heading.contains('万') {
        4
    } else if thousands.iter().any(|word| heading.contains(word)) {
        3
    } else {
        0
    }
}

fn is_serial_heading(heading: &str) -> bool {
    matches!(
        folded(heading).as_str(),
        "序号" | "编号" | "no" | "#" | "id" | "号" | "行号" | "项次" | "序" | "number" | "seq"
    )
}

fn looks_numeric(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 >= cell.chars().filter(|letter| letter.is_alphanumeric()).count() && !says_nothing(cell)
}

/// What a heading means, and how doubtful that is: 0 where it says so in so many words.
fn meaning_of(heading: &str) -> Option<(Meaning, u8)> {
    /// Headings as they stand. What is in parentheses is left out before they are compared.
    const WHOLE: [(Meaning, &[&str]); 18] = [
        (
            Meaning::Field(Column::What),
            &[
                "项目",
                "描述",
                "内容",
                "明细",
                "名称",
                "事项",
                "说明",
                "项目名称",
                "费用明细",
                "具体内容",
                "项目内容",
                "购买内容",
                "支出项目",
                "费用项目",
                "预算项目",
                "活动内容",
                "活动名称",
                "item",
                "items",
                "description",
                "what",
                "line item",
                "name",
                "activity",
                "task",
                "detail",
                "details",
                "item description",
                "expense",
                "deliverable",
                "campaign",
                "row labels",
                "行标签",
                "what is bought",
            ],
        ),
        (
            Meaning::Field(Column::Quantity),
            &[
                "数量",
                "次数",
                "场次",
                "件数",
                "个数",
                "篇数",
                "天数",
                "份数",
                "人数",
                "qty",
                "quantity",
                "count",
                "units",
                "volume",
                "no of units",
                "how many",
                "pcs",
            ],
        ),
        (
            Meaning::Field(Column::Unit),
            &["单位", "计量单位", "计价单位", "unit", "uom", "unit of measure", "counted in", "measure"],
        ),
        (
            Meaning::Field(Column::UnitPrice),
            &[
                "单价",
                "价格",
                "均价",
                "报价",
                "unit price",
                "price",
                "rate",
                "unit cost",
                "cost per unit",
                "price per unit",
                "cpm",
                "cpc",
                "ecpm",
                "net cpm",
                "cost per thousand",
                "cost per mille",
                "千次曝光成本",
                "千次曝光费用",
                "千次曝光单价",
                "千次展示费用",
                "千次展现费用",
            ],
        ),
        (
            Meaning::Field(Column::Amount),
            &[
                "金额",
                "预算",
                "费用",
                "总价",
                "合计",
                "小计",
                "总额",
                "预算金额",
                "预算费用",
                "费用预算",
                "计划金额",
                "总金额",
                "投入",
                "总费用",
                "预估费用",
                "成本",
                "总预算",
                "amount",
                "cost",
                "budget",
                "total",
                "subtotal",
                "total cost",
                "total amount",
                "planned",
                "budgeted",
                "estimated cost",
                "estimate",
                "spend",
                "planned cost",
                "planned amount",
                "budget amount",
                "line total",
                "value",
                "net cost",
                "net amount",
                "total net cost",
                "total net",
                "total spend",
                "grand total",
                "总计",
                "总成本",
                "betrag",
                "gesamt",
                "montant",
                "importe",
            ],
        ),
        (Meaning::Field(Column::Currency), &["币种", "货币", "currency", "ccy"]),
        (Meaning::Field(Column::Phase), &["阶段", "推广阶段", "项目阶段", "时期", "phase", "stage", "milestone"]),
        (
            Meaning::Field(Column::Channel),
            &[
                "渠道",
                "推广渠道",
                "投放渠道",
                "平台",
                "媒体",
                "媒介",
                "投放平台",
                "channel",
                "platform",
                "medium",
                "media channel",
                "marketing channel",
            ],
        ),
        (
            Meaning::Field(Column::Category),
            &[
                "类别",
                "科目",
                "分类",
                "类型",
                "费用类别",
                "费用类型",
                "费用科目",
                "预算科目",
                "大类",
                "category",
                "type",
                "kind",
                "cost type",
                "expense type",
                "cost category",
                "account",
                "kind of cost",
            ],
        ),
        (
            Meaning::Field(Column::When),
            &[
                "日期",
                "时间",
                "执行时间",
                "投放时间",
                "排期",
                "月份",
                "周期",
                "执行日期",
                "投放日期",
                "活动时间",
                "date",
                "dates",
                "when",
                "month",
                "timing",
                "period",
                "schedule",
                "when it is spent",
            ],
        ),
        (
            Meaning::Start,
            &[
                "开始",
                "开始日期",
                "开始时间",
                "起始日期",
                "起始时间",
                "起",
                "start",
                "start date",
                "from",
                "begins",
                "begin",
                "first day",
            ],
        ),
        (
            Meaning::End,
            &[
                "结束",
                "结束日期",
                "结束时间",
                "截止日期",
                "截止时间",
                "截止",
                "止",
                "end",
                "end date",
                "to",
                "until",
                "ends",
                "finish",
                "due",
                "last day",
                "due date",
            ],
        ),
        (Meaning::Field(Column::Status), &["状态", "进度", "执行状态", "付款状态", "status", "state", "progress"]),
        (
            Meaning::Field(Column::Committed),
            &["已承诺", "已签约", "合同金额", "已下单", "committed", "po amount", "ordered", "contracted"],
        ),
        (
            Meaning::Field(Column::Actual),
            &[
                "实际",
                "实际金额",
                "实际花费",
                "实际费用",
                "实际支出",
                "实际成本",
                "已花",
                "已支出",
                "已发生",
                "actual",
                "actuals",
                "actual cost",
                "actual amount",
                "actual spend",
                "spent",
            ],
        ),
        (
            Meaning::Field(Column::PaysFor),
            &["对应活动", "合作方", "供应商", "partner", "vendor", "supplier", "pays for"],
        ),
        (
            Meaning::Field(Column::Owner),
            &[
                "负责人",
                "责任人",
                "执行人",
                "经办人",
                "对接人",
                "跟进人",
                "owner",
                "responsible",
                "assignee",
                "lead",
                "person",
                "assigned to",
                "contact",
                "who",
            ],
        ),
        (
            Meaning::Field(Column::Note),
            &["备注", "注释", "补充说明", "附注", "notes", "note", "remarks", "remark", "comment", "comments", "memo"],
        ),
    ];
    /// Words within a heading that tell it apart, the more telling first.
    const WITHIN: [(Meaning, &[&str]); 16] = [
        (Meaning::Field(Column::Note), &["备注", "note", "remark", "comment"]),
        (Meaning::Field(Column::Owner), &["负责", "owner", "responsible"]),
        (Meaning::Start, &["开始", "起始", "start"]),
        (Meaning::End, &["结束", "截止", "enddate", "finish"]),
        (Meaning::Field(Column::Actual), &["实际", "actual"]),
        (Meaning::Field(Column::Committed), &["已承诺", "committed"]),
        (Meaning::Field(Column::UnitPrice), &["单价", "unitprice", "unitcost", "priceper", "costper"]),
        (Meaning::Field(Column::Quantity), &["数量", "quantity", "qty"]),
        (Meaning::Field(Column::Phase), &["阶段", "phase"]),
        (Meaning::Field(Column::Channel), &["渠道", "channel", "platform"]),
        (Meaning::Field(Column::Category), &["科目", "类别", "category"]),
        (Meaning::Field(Column::Amount), &["金额", "费用", "预算", "amount", "budget", "cost", "总价"]),
        (Meaning::Field(Column::When), &["日期", "时间", "date", "月份"]),
        (Meaning::Field(Column::Status), &["状态", "status"]),
        (Meaning::Field(Column::What), &["项目", "内容", "描述", "description", "item"]),
        (Meaning::Field(Column::Currency), &["币种", "currency"]),
    ];
    /// Headings of amounts that are less likely the amount of the line, the likelier first.
    const LESSER_AMOUNTS: [&[&str]; 3] = [
        &[
            "小计",
            "费用",
            "成本",
            "投入",
            "cost",
            "subtotal",
            "value",
            "spend",
            "estimate",
            "estimatedcost",
            "预估费用",
        ],
        &[
            "planned",
            "budgeted",
            "plannedcost",
            "plannedamount",
            "budgetamount",
            "预算金额",
            "预算费用",
            "费用预算",
            "计划金额",
        ],
        &["budget", "预算", "总预算"],
    ];
    if heading.chars().count() > 60 || looks_numeric(heading) || is_of_no_line(heading) {
        return None;
    }
    let heading = heading.trim();
    let heading = ["Sum of ", "sum of ", "求和项:", "求和项：", "Summe von "]
        .iter()
        .find_map(|prefix| heading.strip_prefix(prefix))
        .unwrap_or(heading);
    let text = folded(heading.split(['(', '（', '[', '【']).next().unwrap_or_default());
    let text = if text.is_empty() { folded(heading) } else { text };
    if text.is_empty() || is_serial_heading(heading) {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, names)| names.iter().any(|name| folded(name) == text));
    if let Some((meaning, _)) = whole {
        let lesser = || LESSER_AMOUNTS.iter().position(|names| names.contains(&text.as_str())).map_or(0, |at| at + 1);
        let doubt = if *meaning == Meaning::Field(Column::Amount) { lesser() } else { 0 };
        return Some((*meaning, u8::try_from(doubt).unwrap_or(4)));
    }
    if let Some(meaning) = meaning_elsewhere(&text) {
        return Some((meaning, 1));
    }
    // What CPM and CPC are paid for.
    if ["impressions", "impr", "estimatedimpressions", "曝光量", "展示量", "曝光次数", "展示次数", "clicks", "点击量"]
        .contains(&text.as_str())
    {
        return Some((Meaning::Field(Column::Quantity), 5));
    }
    let within = WITHIN.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    // A long text that has such a word in it is a sentence, not a heading.
    within.filter(|_| text.chars().count() <= 16).map(|(meaning, _)| (*meaning, 5))
}

/// Headings with a known word in them that are nothing of a line: a day's budget, a kind of budget, a bid.
fn is_of_no_line(heading: &str) -> bool {
    const WORDS: [&str; 18] = [
        "dailybudget",
        "budgettype",
        "budgetname",
        "perday",
        "日预算",
        "每日预算",
        "预算类型",
        "预算名称",
        "costper",
        "costtype",
        "出价",
        "转化成本",
        "点击成本",
        "互动成本",
        "成效费用",
        "千次展现",
        "千次展示",
        "budgetperiod",
    ];
    let text = folded(heading);
    // "Cost per unit" is the unit price.
    let is_price = ["costperunit", "costperitem", "costperpiece", "costperthousand", "costpermille", "千次"]
        .iter()
        .any(|word| text.starts_with(word));
    !is_price && WORDS.iter().any(|word| text.contains(word))
}
