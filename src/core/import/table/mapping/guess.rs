//! Guesses the mapping of a table from its headings and its values.
//!
//! Must not know what the person chose; the choices are set on the result.

use crate::export::csv::budget::BudgetColumn;
use crate::import::table::headings::{
    is_row_number, is_weekday, looks_numeric, meaning_of, own_workbook_meaning, power_of,
};
use crate::import::table::periods::{PeriodLength, length_of};
use crate::import::table::reports::{PlatformColumn, ReportPlatform};
use crate::import::table::{Table, TableRow};
use crate::import::text::dates::{looks_dated, order_of};
use crate::import::text::numbers::{DecimalMark, MarkEvidence, is_placeholder};
use crate::plan::numbers::currency::Currency;

use super::periods::{over, over_all, period_over, side_of};
use super::{AmountSource, ColumnMeaning, ColumnUse, MAX_HEADER_ROW, Mapping, SAMPLED_ROWS};

impl Mapping {
    /// The most likely mapping of a table.
    pub fn guess(table: &Table) -> Mapping {
        let rows = table.rows.iter().take(MAX_HEADER_ROW).enumerate();
        if let Some((at, own)) = rows.clone().find_map(|(at, row)| own_columns(row).map(|own| (at, own))) {
            let mut mapping = Mapping { heading: Some(at), heading_rows: 1, own: true, ..own };
            mapping.detect_formats(table);
            return mapping;
        }
        if let Some((at, report)) =
            rows.clone().find_map(|(at, row)| ReportPlatform::of(row).map(|report| (at, report)))
        {
            return Mapping::of_report(table, Some(at), report);
        }
        let scored = rows.map(|(at, _)| (heading_score(table, at), at)).filter(|(score, _)| *score > 0);
        // The first of equal scores, since the header row may be repeated further down.
        let found = scored.max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)));
        // A single known word is a header row only in a table of one column.
        let heading = found.filter(|&(score, at)| score > 1 || table.rows[at].cells.len() == 1).map(|(_, at)| at);
        Mapping::under(table, heading.or_else(|| heading_by_kind(table)))
    }

    /// The most likely mapping of a table with this header row, or without one.
    pub fn under(table: &Table, heading: Option<usize>) -> Mapping {
        let mut mapping = Mapping { heading, columns: vec![ColumnUse::default(); table.width()], ..Mapping::default() };
        if let Some((at, row)) = heading.and_then(|at| Some((at, table.rows.get(at)?))) {
            mapping.heading_rows = 1 + second_heading(table, at);
            mapping.name_periods(table);
            name_columns(&mut mapping.columns, row);
            // Names may be in the second row of headings, below a common heading.
            for below in 1..mapping.heading_rows {
                name_columns(&mut mapping.columns, &table.rows[at + below]);
            }
        }
        mapping.find_missing(table);
        mapping.choose_amount(table);
        mapping.detect_formats(table);
        mapping
    }

    /// The mapping of an ad manager's report with headings in that row.
    pub fn of_report(table: &Table, heading: Option<usize>, report: ReportPlatform) -> Mapping {
        let columns = vec![ColumnUse::default(); table.width()];
        let rows = usize::from(heading.is_some());
        let mut mapping = Mapping { heading, heading_rows: rows, columns, report: Some(report), ..Mapping::default() };
        if let Some(row) = heading.and_then(|at| table.rows.get(at)) {
            for (at, column) in report.columns(row) {
                mapping.columns[at].meaning = match column {
                    PlatformColumn::Spend => ColumnMeaning::Field(BudgetColumn::Actual),
                    PlatformColumn::Name => ColumnMeaning::Field(BudgetColumn::What),
                    PlatformColumn::When => ColumnMeaning::Field(BudgetColumn::When),
                    PlatformColumn::Start => ColumnMeaning::Start,
                    PlatformColumn::End => ColumnMeaning::End,
                    PlatformColumn::Currency => ColumnMeaning::Field(BudgetColumn::Currency),
                    PlatformColumn::Channel => ColumnMeaning::Field(BudgetColumn::Channel),
                    PlatformColumn::Result => ColumnMeaning::Result,
                };
                if column == PlatformColumn::Spend {
                    mapping.columns[at].power = power_of(row.cell(at));
                }
            }
        }
        mapping.detect_formats(table);
        mapping
    }

    /// The mapping of the same table and header row, read as a report of that kind or as a plan.
    #[must_use]
    pub fn as_report(&self, table: &Table, report: Option<ReportPlatform>) -> Mapping {
        match report {
            Some(report) => Mapping::of_report(table, self.heading, report),
            None => Mapping::under(table, self.heading),
        }
    }

    /// Of several possible amount columns, chooses the one that equals quantity × unit price.
    fn choose_amount(&mut self, table: &Table) {
        let column = |wanted| self.column(ColumnMeaning::Field(wanted));
        let (Some(quantity), Some(price), Some(amount), Some(row)) = (
            column(BudgetColumn::Quantity),
            column(BudgetColumn::UnitPrice),
            column(BudgetColumn::Amount),
            self.heading.and_then(|at| table.rows.get(at)),
        ) else {
            return;
        };
        let number = |row: &TableRow, at: usize| -> Option<f64> {
            let digits = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | '-');
            row.cell(at).chars().filter(digits).collect::<String>().parse().ok()
        };
        // How many rows have all three, and in how many of them the product is the amount.
        let matches = |at: usize| -> (usize, usize) {
            let rows = self.body(table).iter().take(SAMPLED_ROWS);
            let found = rows.filter_map(|row| {
                let product = number(row, quantity)? * number(row, price)?;
                Some((product, number(row, at)?)).filter(|(product, _)| *product != 0.0)
            });
            // A price per thousand multiplies a thousandth of the quantity.
            let is =
                |product: f64, amount: f64| (product - amount).abs() < 0.01 || (product / 1000.0 - amount).abs() < 0.01;
            found.fold((0, 0), |(all, same), (product, amount)| (all + 1, same + usize::from(is(product, amount))))
        };
        let here = matches(amount);
        let others = (0..self.columns.len()).filter(|&at| {
            self.columns[at].meaning == ColumnMeaning::Ignored
                && meaning_of(row.cell(at))
                    .is_some_and(|(meaning, _)| meaning == ColumnMeaning::Field(BudgetColumn::Amount))
        });
        let best = others.map(|at| (matches(at).1, at)).max_by_key(|&(count, at)| (count, std::cmp::Reverse(at)));
        // Where the product rarely equals the amount, there is another factor, such as days, so the amount applies.
        if here.0 >= 2 && here.1 * 2 < here.0 && best.is_none_or(|(count, _)| count * 2 < here.0) {
            self.amount_source = AmountSource::Amount;
        } else if let Some((_, better)) = best.filter(|&(count, _)| count > here.1) {
            self.columns[better] = ColumnUse { power: power_of(row.cell(better)), ..self.columns[amount] };
            self.columns[amount].meaning = ColumnMeaning::Ignored;
        }
    }

    /// Determines decimal marks and the order of dates from the values of the mapped columns.
    pub(super) fn detect_formats(&mut self, table: &Table) {
        let rows = self.body(table);
        // Text cells only, since numeric cells of a workbook are unambiguous.
        let texts = |at: usize| {
            let has_text =
                move |row: &&TableRow| at < row.cells.len() && !row.is_number(at) && !is_placeholder(row.cell(at));
            rows.iter().filter(has_text).take(SAMPLED_ROWS).map(move |row| row.cell(at))
        };
        let of = |wanted: fn(ColumnMeaning) -> bool| {
            let columns = self.columns.iter().enumerate().filter(move |(_, column)| wanted(column.meaning));
            columns.flat_map(|(at, _)| texts(at))
        };
        let dates = of(|meaning| {
            matches!(meaning, ColumnMeaning::Field(BudgetColumn::When) | ColumnMeaning::Start | ColumnMeaning::End)
        });
        let order = if self.order_chosen { self.order } else { order_of(dates, None) };
        let whole = MarkEvidence::of(of(ColumnMeaning::is_number));
        // A spreadsheet that rewrites our own file separates with a semicolon where it writes decimals with a comma.
        self.has_plain_numbers = self.own && !self.own_workbook && whole.comma == 0 && table.delimiter != Some(b';');
        // Our own file does not group digits, so its delimiter is no evidence.
        let delimiter = table.delimiter.filter(|_| !self.own);
        let mark = whole.settle(whole, delimiter);
        let marks: Vec<DecimalMark> = (0..self.columns.len())
            .map(|at| {
                let has_numbers =
                    self.columns[at].meaning.is_number() || self.columns[at].meaning == ColumnMeaning::Result;
                if has_numbers { MarkEvidence::of(texts(at)).settle(whole, delimiter) } else { DecimalMark::Point }
            })
            .collect();
        for (column, settled) in self.columns.iter_mut().zip(marks) {
            column.settled = settled;
        }
        (self.order, self.mark) = (order, mark);
    }

    /// Finds the description, amount and timing columns by their values where no heading names them.
    fn find_missing(&mut self, table: &Table) {
        let rows: Vec<&TableRow> = self.body(table).iter().take(SAMPLED_ROWS).collect();
        // Columns of row numbers are not candidates.
        let numbered: Vec<bool> = (0..self.columns.len()).map(|at| is_row_number(self.heading_of(table, at))).collect();
        let free = |columns: &[ColumnUse]| -> Vec<usize> {
            (0..columns.len()).filter(|&at| columns[at].meaning == ColumnMeaning::Ignored && !numbered[at]).collect()
        };
        let timed =
            [ColumnMeaning::Field(BudgetColumn::When), ColumnMeaning::Start, ColumnMeaning::End, ColumnMeaning::Month];
        if self.report.is_none() && timed.into_iter().all(|meaning| self.column(meaning).is_none()) {
            let dated = |at: &usize| {
                let cells = rows.iter().map(|row| row.cell(*at)).filter(|cell| !is_placeholder(cell));
                let (found, all) =
                    cells.fold((0, 0), |(found, all), cell| (found + usize::from(looks_dated(cell)), all + 1));
                found > 0 && found * 10 >= all * 8
            };
            if let Some(at) = free(&self.columns).into_iter().find(dated) {
                self.columns[at].meaning = ColumnMeaning::Field(BudgetColumn::When);
            }
        }
        if self.column(ColumnMeaning::Field(BudgetColumn::What)).is_none() {
            // The description is the column with the most text.
            let letters = |at: usize| -> usize {
                rows.iter()
                    .map(|row| row.cell(at))
                    .filter(|cell| !looks_numeric(cell))
                    .map(|cell| cell.chars().count())
                    .sum()
            };
            let best = free(&self.columns).into_iter().map(|at| (letters(at), at)).filter(|(letters, _)| *letters > 0);
            if let Some((_, at)) = best.max_by_key(|&(letters, at)| (letters, std::cmp::Reverse(at))) {
                self.columns[at].meaning = ColumnMeaning::Field(BudgetColumn::What);
            }
        }
        let money = [
            ColumnMeaning::Field(BudgetColumn::Amount),
            ColumnMeaning::Field(BudgetColumn::UnitPrice),
            ColumnMeaning::Month,
        ];
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
                self.columns[at].meaning = ColumnMeaning::Field(BudgetColumn::Amount);
            }
        }
    }
}

/// The mapping of a heading row that this program wrote, with the currency in it. Some columns may have been taken out.
///
/// In the CSV file each heading ends with its key; in the workbook, which is made for people, only the one of the ids.
fn own_columns(row: &TableRow) -> Option<Mapping> {
    let mut currency = None;
    let mut columns: Vec<ColumnUse> = row
        .cells
        .iter()
        .map(|cell| {
            let key = cell.trim().strip_suffix(']').and_then(|cell| cell.rsplit_once('[')).map_or("", |(_, key)| key);
            let (key, detail) = key.split_once(':').unwrap_or((key, ""));
            currency = currency.or_else(|| Currency::from_code(detail));
            let meaning = BudgetColumn::from_key(key).map_or(ColumnMeaning::Ignored, ColumnMeaning::Field);
            ColumnUse { meaning, ..ColumnUse::default() }
        })
        .collect();
    let has = |columns: &[ColumnUse], column| columns.iter().any(|known| known.meaning == ColumnMeaning::Field(column));
    if !has(&columns, BudgetColumn::Id) {
        return None;
    }
    let keyed = columns.iter().filter(|column| column.meaning != ColumnMeaning::Ignored).count();
    let own_workbook = keyed == 1;
    if own_workbook {
        let named: Vec<Option<ColumnMeaning>> = row.cells.iter().map(|cell| own_workbook_meaning(cell)).collect();
        for (column, meaning) in columns.iter_mut().zip(named) {
            if let Some(meaning) = meaning {
                column.meaning = meaning;
            }
        }
    }
    has(&columns, BudgetColumn::What).then(|| Mapping { columns, own_workbook, currency, ..Mapping::default() })
}

/// The likelihood that a row is the header row: the number of known headings and periods in it.
fn heading_score(table: &Table, at: usize) -> usize {
    let row = &table.rows[at];
    let words = row.cells.iter().filter(|cell| meaning_of(cell).is_some()).count();
    // "Budget 2027" is one heading, not two.
    let alone = row.cells.iter().filter(|cell| meaning_of(cell).is_none()).filter_map(|cell| length_of(cell, ""));
    let (mut days, mut longer) = (0, 0);
    for length in alone {
        *(if length == PeriodLength::Day { &mut days } else { &mut longer }) += 1;
    }
    // Numbers under a month are its days only in a row with known headings; otherwise they may be amounts.
    let above = at.checked_sub(1).filter(|_| words > 0);
    let under = above.map_or(0, |above| {
        let months = over_all(&table.rows[above], row.cells.len());
        let cells = row.cells.iter().zip(months).filter(|(cell, month)| !cell.trim().is_empty() && !month.is_empty());
        cells.filter(|(cell, month)| length_of(cell, "").is_none() && length_of(cell, month).is_some()).count()
    });
    // Two dates are more likely the start and end of a line.
    words + longer + if days > 2 { days } else { 0 } + if under > 2 { under } else { 0 }
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
        length_of(row.cell(**column), over(table, at, **column)).is_some_and(|length| length < PeriodLength::Month)
    };
    // At least one of them has its month above to the left, not directly above.
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

/// The header row without known headings: a row of texts only, followed by a row with numbers.
fn heading_by_kind(table: &Table) -> Option<usize> {
    table.rows.windows(2).take(MAX_HEADER_ROW).position(|pair| {
        let texts =
            pair[0].cells.len() > 1 && pair[0].cells.iter().all(|cell| !cell.trim().is_empty() && !looks_numeric(cell));
        texts && pair[1].cells.iter().any(|cell| looks_numeric(cell))
    })
}

fn name_columns(columns: &mut [ColumnUse], row: &TableRow) {
    let mut found: Vec<(u8, usize, ColumnMeaning)> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        if let Some((meaning, doubt)) = meaning_of(cell) {
            found.push((doubt, at, meaning));
        }
    }
    // Each meaning goes to one column: the most certain one, then the leftmost.
    found.sort_by_key(|(doubt, at, _)| (*doubt, *at));
    for (_, at, meaning) in found {
        let is_free = columns[at].meaning == ColumnMeaning::Ignored;
        if is_free && columns.iter().all(|column| column.meaning != meaning) {
            let power = if meaning.is_money() { power_of(row.cell(at)) } else { 0 };
            columns[at] = ColumnUse::of(meaning, power);
        }
    }
}
