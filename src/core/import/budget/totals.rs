//! Collects the properties of each row that distinguish totals from lines.
//!
//! Must not classify rows; [`sums`] does.

use super::RowReader;
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::TableRow;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::table::sums::{self, RowClass, RowFacts};
use crate::import::text::numbers::is_placeholder;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

impl RowReader<'_> {
    /// The column that is compared with sums: the amount, or the first period.
    pub(super) fn amount_column(&self) -> Option<usize> {
        let columns = [
            ColumnMeaning::Field(BudgetColumn::Amount),
            ColumnMeaning::Month,
            ColumnMeaning::Field(BudgetColumn::Actual),
        ];
        columns.into_iter().find_map(|meaning| self.places.of_meaning(meaning))
    }

    /// An amount that was read with [`Decimal::DECIMALS`], in the plan's currency.
    pub(super) fn money_of(&self, value: i128) -> Option<Money> {
        Money::from_decimal(Decimal::from_scaled(i64::try_from(value).ok()?, Decimal::DECIMALS)?, self.home)
    }

    /// Classifies every row as a line or a total. Remembers the groups of an outline that lines are in.
    pub(super) fn classify(&mut self, facts: &[RowFacts]) -> Vec<RowClass> {
        if self.is_own() && self.column(BudgetColumn::Id).is_none() {
            return vec![RowClass::Line; facts.len()];
        }
        let judged = sums::classify(facts, self.mapping.is_pivot(self.table));
        for (at, row) in facts.iter().enumerate() {
            let over = std::iter::successors(judged.parents[at], |&above| judged.parents[above]);
            let is_sum = |above: &usize| matches!(judged.kinds[*above], RowClass::Total(_));
            let over = over.filter(is_sum).take(sums::MAX_LEVELS);
            let mut groups: Vec<String> = over.map(|above| facts[above].what.clone()).collect();
            if !groups.is_empty() {
                groups.reverse();
                self.groups.insert(row.number, groups);
            }
        }
        judged.kinds
    }

    /// The properties of a row.
    pub(super) fn facts(&self, row: &TableRow) -> RowFacts {
        let numbers = |meaning: ColumnMeaning| meaning.is_number();
        let text = |at: usize| row.cell(at).trim();
        let what = self.column(BudgetColumn::What).map_or("", text);
        let is_name = |at: usize| {
            let meaning = self.mapping.columns.get(at).map_or(ColumnMeaning::Ignored, |column| column.meaning);
            let is_text = !matches!(
                meaning,
                ColumnMeaning::Start
                    | ColumnMeaning::End
                    | ColumnMeaning::Result
                    | ColumnMeaning::Field(
                        BudgetColumn::What | BudgetColumn::When | BudgetColumn::Note | BudgetColumn::Unit
                    )
            );
            is_text && !numbers(meaning) && !is_placeholder(text(at)) && text(at).chars().any(char::is_alphabetic)
        };
        let names = (0..row.cells.len()).filter(|&at| is_name(at)).map(|at| text(at).to_owned()).collect();
        let label = self.column(BudgetColumn::What).or_else(|| (0..row.cells.len()).find(|&at| is_name(at)));
        let has = |column| self.column(column).is_some_and(|at| !is_placeholder(text(at)));
        RowFacts {
            number: row.number,
            value: self.value(row),
            what: if is_placeholder(what) { String::new() } else { what.to_owned() },
            names,
            priced: has(BudgetColumn::UnitPrice) && has(BudgetColumn::Quantity),
            title: !self.places.has_figure(row),
            choice: self.mapping.rows.get(&row.number).copied(),
            indent: label.map_or(0, |at| indent_of(row.cell(at))),
            ..RowFacts::default()
        }
        .with_word()
    }

    /// The amount of a row in ten-thousandths: its amount cell, else the sum of its periods, else quantity × unit price.
    fn value(&self, row: &TableRow) -> Option<i128> {
        let number = |at: usize| {
            let power = self.mapping.columns.get(at).map_or(0, |column| column.power);
            let read = self.numbers_at(row, at).cell(row.cell(at), Decimal::DECIMALS, power);
            read.ok().flatten().map(|read| i128::from(read.value))
        };
        let of = |column| self.column(column).and_then(number);
        let product = || {
            let (quantity, price) = (of(BudgetColumn::Quantity)?, of(BudgetColumn::UnitPrice)?);
            Some(quantity * price / 10_000)
        };
        let periods = || {
            let columns = self.periods.iter().map(|(at, _)| *at).take_while(|&at| at < row.cells.len());
            let values: Vec<i128> = columns.filter_map(number).collect();
            (!values.is_empty()).then(|| values.iter().sum())
        };
        of(BudgetColumn::Amount).or_else(periods).or_else(product)
    }
}

/// How many characters of space are before a label.
fn indent_of(label: &str) -> usize {
    label.chars().take_while(|letter| letter.is_whitespace()).count()
}
