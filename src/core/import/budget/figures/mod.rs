//! The figures of a row: quantity, unit price, amount and the amounts of periods, and whether they agree.
//!
//! Must not know the names of a row.

mod currencies;
mod payments;
mod period_amounts;

use self::period_amounts::PeriodFigures;
use super::super::table::TableRow;
use super::CellErrorKind;
use super::rows::{LineDraft, RowReader};
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::dictionary::folded;
use crate::import::table::mapping::{AmountSource, ColumnMeaning};
use crate::import::text::numbers::{DecimalMark, NumberError, NumberRules, is_placeholder};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::Ratio;

/// The figures of a row that make up the amount of a line.
#[derive(Debug, Clone, Copy)]
struct RowFigures {
    quantity: Option<Decimal>,
    /// In whole units of the currency.
    price: Option<Decimal>,
    amount: Option<Money>,
    /// The line's currency.
    currency: Currency,
}

impl<'a> RowReader<'a> {
    /// How to parse the number of a cell: numeric cells of a workbook as they are, texts with the column's decimal mark.
    pub(super) fn numbers_at(&self, row: &TableRow, at: usize) -> NumberRules {
        if row.is_number(at) {
            return NumberRules { mark: DecimalMark::Point, plain: true };
        }
        let mark = self.mapping.columns.get(at).map_or(self.numbers.mark, |column| column.decimal_mark());
        NumberRules { mark, ..self.numbers }
    }

    /// The number in a column, if any. Faults are added to the errors.
    fn number(&self, draft: &mut LineDraft<'a>, column: BudgetColumn, decimals: u8) -> Option<i64> {
        self.number_at(draft, self.column(column)?, ColumnMeaning::Field(column), decimals)
    }

    pub(super) fn number_at(
        &self,
        draft: &mut LineDraft<'a>,
        at: usize,
        meaning: ColumnMeaning,
        decimals: u8,
    ) -> Option<i64> {
        if draft.errors.iter().any(|error| error.column == at && error.kind.is_of_currency()) {
            return None;
        }
        let cell = draft.row.cell(at);
        let power = self.mapping.columns[at].power;
        match self.numbers_at(draft.row, at).cell(cell, decimals, power) {
            Ok(read) => {
                if read.is_some_and(|read| read.rounded) && !self.mapping.own_workbook {
                    draft.error(at, meaning, cell, CellErrorKind::Rounded);
                }
                read.map(|read| read.value)
            }
            Err(error) => {
                draft.error(at, meaning, cell, CellErrorKind::Number(error));
                None
            }
        }
    }

    fn decimal(&self, draft: &mut LineDraft<'a>, column: BudgetColumn) -> Option<Decimal> {
        let value = self.number(draft, column, Decimal::DECIMALS)?;
        let decimal = Decimal::from_scaled(value, Decimal::DECIMALS);
        if decimal.is_none() {
            self.too_large(draft, column);
        }
        decimal
    }

    fn money(&self, draft: &mut LineDraft<'a>, column: BudgetColumn, currency: Currency) -> Option<Money> {
        let value = self.number(draft, column, currency.digits())?;
        // An older plan may contain amounts beyond the limits, which its own file keeps.
        let money = Money::from_minor(value).filter(|money| self.is_own() || limits::is_amount(*money));
        if money.is_none() {
            self.too_large(draft, column);
        }
        money
    }

    fn too_large(&self, draft: &mut LineDraft<'a>, column: BudgetColumn) {
        if let Some(at) = self.column(column) {
            let cell = draft.row.cell(at);
            draft.error(at, ColumnMeaning::Field(column), cell, CellErrorKind::Number(NumberError::TooLarge));
        }
    }

    pub(super) fn figures(&self, draft: &mut LineDraft<'a>) {
        self.currency(draft);
        self.paid(draft);
        let currency = draft.line.currency.unwrap_or(self.home);
        let (has_quantity, has_price) = (self.column(BudgetColumn::Quantity), self.column(BudgetColumn::UnitPrice));
        let (quantity, price) =
            (self.decimal(draft, BudgetColumn::Quantity), self.decimal(draft, BudgetColumn::UnitPrice));
        // In our own file the amount is computed from quantity and price, in the plan's currency.
        let amount_counts = !self.is_own() || (quantity.is_none() && price.is_none() && draft.line.currency.is_none());
        let amount = if amount_counts { self.money(draft, BudgetColumn::Amount, currency) } else { None };
        let mut figures = RowFigures { quantity, price, amount, currency };
        figures.quantity = self.per_thousand(draft, figures);
        let periods = self.periods(draft, figures);
        let spent: Option<Money> = match &periods {
            PeriodFigures::Amounts(parts) => Some(parts.iter().map(|(_, amount)| *amount).sum()),
            _ => None,
        };
        if let (PeriodFigures::Counts(counts), None) = (&periods, figures.quantity) {
            let sum = counts.iter().map(|(_, count)| count).sum::<u64>();
            figures.quantity = u32::try_from(sum).ok().and_then(|sum| Decimal::from_int(i64::from(sum)));
        }
        let (quantity, price) = match spent {
            Some(spent) => self.with_periods(draft, figures, spent),
            None => self.complete(draft, figures),
        };
        if has_quantity.is_some() || quantity.is_some() {
            draft.line.quantity = quantity;
        }
        if has_price.is_some() || price.is_some() {
            draft.line.unit_price = price;
        }
        self.place(draft, periods, currency);
        self.bound(draft, currency);
    }

    /// Reports an amount of the line beyond the limit.
    fn bound(&self, draft: &mut LineDraft<'a>, currency: Currency) {
        let (Some(quantity), Some(price)) = (draft.line.quantity, draft.line.unit_price) else { return };
        if Money::of(quantity, price, currency).is_some_and(limits::is_amount) || self.is_own() {
            return;
        }
        let column = [BudgetColumn::Amount, BudgetColumn::UnitPrice, BudgetColumn::Quantity]
            .into_iter()
            .find(|&column| self.column(column).is_some_and(|at| !is_placeholder(draft.row.cell(at))));
        if let Some(column) = column {
            self.too_large(draft, column);
        }
    }

    /// For a price per thousand (CPM), converts the quantity to thousands.
    fn per_thousand(&self, draft: &mut LineDraft<'a>, figures: RowFigures) -> Option<Decimal> {
        let RowFigures { quantity, price, amount, currency } = figures;
        let (Some(known), Some(price), false) = (quantity, price, self.is_own()) else { return quantity };
        let says = |text: &str, words: &[&str]| words.iter().any(|word| folded(text).contains(word));
        let heading = |column| self.column(column).map_or("", |at| self.mapping.heading_of(self.table, at));
        let unit = self.column(BudgetColumn::Unit).map_or("", |at| draft.row.cell(at));
        let per = ["cpm", "perthousand", "per1000", "permille", "千次", "每千", "/千"];
        if !says(heading(BudgetColumn::UnitPrice), &per) && !says(unit, &per) {
            return quantity;
        }
        let Some(thousandth) = known.exact_div(1_000) else { return quantity };
        let is_views = ["impression", "impr", "views", "曝光", "展示", "展现", "播放"];
        let by_words = says(heading(BudgetColumn::Quantity), &is_views)
            || (says(unit, &is_views) && !says(unit, &["cpm", "千", "thousand", "000"]));
        let divides = match amount {
            Some(amount) => {
                let comes_to = |quantity| Money::of(quantity, price, currency) == Some(amount);
                !comes_to(known) && (comes_to(thousandth) || by_words)
            }
            None => by_words,
        };
        if !divides {
            return quantity;
        }
        if let Some(at) = self.column(BudgetColumn::Quantity) {
            let text = draft.row.cell(at);
            draft.error(at, ColumnMeaning::Field(BudgetColumn::Quantity), text, CellErrorKind::PerThousand);
        }
        if !says(unit, &["cpm", "千", "thousand", "000"]) {
            "CPM".clone_into(&mut draft.line.unit);
        }
        Some(thousandth)
    }

    /// Computes a missing quantity or price from the amount.
    fn complete(&self, draft: &mut LineDraft<'a>, figures: RowFigures) -> (Option<Decimal>, Option<Decimal>) {
        let RowFigures { quantity, price, amount, currency } = figures;
        let Some(amount) = amount else { return (quantity, price) };
        let one = Decimal::from_int(1);
        let lump = || (one, amount.to_decimal(currency));
        match (quantity, price) {
            (Some(quantity), Some(price)) => {
                let product = Money::of(quantity, price, currency);
                // For a product of 0 with an amount, such as 0 × 0, the amount applies.
                if product == Some(Money::ZERO) && amount != Money::ZERO {
                    return lump();
                }
                let differs = product.filter(|&product| product != amount).zip(self.column(BudgetColumn::Amount));
                if let Some((product, at)) = differs {
                    let text = draft.row.cell(at);
                    let takes_amount = self.mapping.amount_source == AmountSource::Amount;
                    let kind = if takes_amount {
                        CellErrorKind::ProductDiffers { product, currency }
                    } else {
                        CellErrorKind::AmountDiffers { product, currency }
                    };
                    draft.error(at, ColumnMeaning::Field(BudgetColumn::Amount), text, kind);
                    if takes_amount {
                        return match quotient(amount, quantity, currency) {
                            Some(price) => (Some(quantity), Some(price)),
                            None => lump(),
                        };
                    }
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
}

/// `amount / by`; `None` where the product of the quotient with four decimals differs from the amount.
fn quotient(amount: Money, by: Decimal, currency: Currency) -> Option<Decimal> {
    let whole = amount.to_decimal(currency)?;
    let quotient = Ratio::of(if by.is_negative() { -whole } else { whole }, by.abs())?.value()?;
    (Money::of(quotient, by, currency) == Some(amount)).then_some(quotient)
}
