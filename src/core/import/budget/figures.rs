//! The figures of a row: quantity, unit price, amount and the amounts of periods, and whether they agree.
//!
//! Must not know the names of a row.

use crate::plan::numbers::limits;
use crate::plan::numbers::ratio::Ratio;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::table::TableRow;
use super::CellErrorKind;
use super::rows::{LineDraft, RowReader};
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::dictionary::folded;
use crate::import::table::mapping::{AmountSource, ColumnMeaning};
use crate::import::text::numbers::{
    DecimalMark, NumberError, NumberRules, currency_in, currency_of, currency_signs, is_known_sign, is_placeholder,
    may_be,
};
use crate::plan::budget::cycles::spread;
use crate::plan::model::timing::{DatedAmount, Timing};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::split::split_by_weights;

/// The contents of a row's period columns.
enum PeriodFigures {
    /// Nothing.
    None,
    /// An amount for each period.
    Amounts(Vec<(DateRange, Money)>),
    /// A count for each period, such as the marks of a schedule.
    Counts(Vec<(DateRange, u64)>),
}

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

    /// A number of a column, or none; what is wrong with it goes to the errors.
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

    /// Reads committed and spent amounts. Our own files have them in the plan's currency; other tables in the currency of the
    /// cell or heading, else of the line.
    fn paid(&self, draft: &mut LineDraft<'a>) {
        let columns =
            [BudgetColumn::Committed, BudgetColumn::Actual].map(|column| self.column(column).map(|at| (column, at)));
        if self.is_own() {
            let plan = self.context.plan;
            let before = [draft.line.committed, draft.line.actual].map(|amount| plan.paid(&draft.line, amount));
            let mut says = before;
            for ((column, at), says) in
                columns.into_iter().zip(&mut says).filter_map(|(column, says)| Some((column?, says)))
            {
                let text = draft.row.cell(at);
                if self.file != self.home && !text.trim().is_empty() {
                    draft.error(at, ColumnMeaning::Field(column), text, CellErrorKind::OtherCurrency);
                } else {
                    *says = self.money(draft, column, self.home);
                }
            }
            // Unchanged amounts keep their currency, and so do amounts that could not be converted for the file.
            if says != before {
                [draft.line.committed, draft.line.actual] = says;
                draft.line.paid_in = None;
            }
            return;
        }
        let mut paid_in = None;
        for (column, at) in columns.into_iter().flatten() {
            let text = draft.row.cell(at);
            if is_placeholder(text) {
                continue;
            }
            let stated = || self.currency_in_heading(at);
            let currency = currency_in(text, self.home).or_else(stated).or(draft.line.currency).unwrap_or(self.home);
            // Committed and spent amounts share one currency.
            if *paid_in.get_or_insert(currency) != currency {
                draft.error(at, ColumnMeaning::Field(column), text, CellErrorKind::OtherCurrency);
                continue;
            }
            if self.names_other_currency(draft, at, ColumnMeaning::Field(column), currency, false) {
                continue;
            }
            let amount = self.money(draft, column, currency);
            *(if column == BudgetColumn::Committed { &mut draft.line.committed } else { &mut draft.line.actual }) =
                amount;
        }
        if draft.line.actual.is_none() {
            let currency = *paid_in.get_or_insert(draft.line.currency.unwrap_or(self.home));
            draft.line.actual = self.spent_by_period(draft, currency);
        }
        let any = draft.line.committed.is_some() || draft.line.actual.is_some();
        draft.line.paid_in = paid_in.filter(|currency| any && *currency != self.home);
    }

    /// The sum of the spent amounts of all periods, where there are such columns.
    fn spent_by_period(&self, draft: &mut LineDraft<'a>, currency: Currency) -> Option<Money> {
        let mut sum = None;
        for &at in self.places.spent.iter().take_while(|&&at| at < draft.row.cells.len()) {
            if is_placeholder(draft.row.cell(at)) {
                continue;
            }
            if self.names_other_currency(draft, at, ColumnMeaning::MonthSpent, currency, true) {
                continue;
            }
            let amount =
                self.number_at(draft, at, ColumnMeaning::MonthSpent, currency.digits()).and_then(Money::from_minor);
            if let Some(amount) = amount {
                sum = Some(sum.unwrap_or(Money::ZERO) + amount);
            }
        }
        sum.filter(|sum| limits::is_amount(*sum))
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

    /// Reads the period columns of the row.
    fn periods(&self, draft: &mut LineDraft<'a>, figures: RowFigures) -> PeriodFigures {
        const MARKS: [&str; 16] = ["●", "√", "✓", "✔", "■", "★", "x", "X", "v", "V", "○", "◆", "▲", "☆", "□", "△"];
        if self.periods.is_empty() {
            return PeriodFigures::None;
        }
        let RowFigures { quantity, price, amount, currency } = figures;
        let (mut amounts, mut counts, mut marked) = (Vec::new(), Vec::new(), false);
        let mut longest = 0;
        for (at, days) in self.periods.iter().take_while(|(at, _)| *at < draft.row.cells.len()) {
            let cell = draft.row.cell(*at).trim();
            if is_placeholder(cell) {
                continue;
            }
            let days = match days {
                Ok(days) => *days,
                Err(error) => {
                    let heading = self.mapping.period_name(self.table, *at);
                    draft.error(*at, ColumnMeaning::Month, &heading, CellErrorKind::Day(*error));
                    continue;
                }
            };
            longest = longest.max(days.len());
            if MARKS.contains(&cell) {
                marked = true;
                counts.push((days, 1));
                continue;
            }
            let value = self.number_at(draft, *at, ColumnMeaning::Month, currency.digits()).and_then(Money::from_minor);
            let Some(value) = value.filter(|&value| value != Money::ZERO) else { continue };
            let unit = 10_i64.pow(u32::from(currency.digits()));
            let whole = u64::try_from(value.minor() / unit).ok().filter(|_| value.minor() % unit == 0);
            if let Some(count) = whole {
                counts.push((days, count));
            }
            amounts.push((days, value));
        }
        if marked && !counts.is_empty() {
            return PeriodFigures::Counts(counts);
        }
        if amounts.is_empty() {
            return PeriodFigures::None;
        }
        let sum: Money = amounts.iter().map(|(_, amount)| *amount).sum();
        let count: u64 = counts.iter().map(|(_, count)| count).sum();
        let count =
            (counts.len() == amounts.len()).then(|| i64::try_from(count).ok().and_then(Decimal::from_int)).flatten();
        let comes_to = |count| price.and_then(|price| Money::of(count, price, currency));
        let are_counts = count.is_some_and(|count| match (quantity, amount) {
            (_, Some(amount)) if amount == sum => false,
            (Some(quantity), _) => quantity == count && comes_to(count) != Some(sum),
            (None, Some(amount)) => comes_to(count) == Some(amount),
            // A unit price, and small numbers on single days.
            (None, None) => price.is_some_and(|price| longest == 1 && price > count),
        });
        if are_counts { PeriodFigures::Counts(counts) } else { PeriodFigures::Amounts(amounts) }
    }

    /// Quantity and price of a row whose amount is the sum of its periods. Other figures that differ are reported.
    fn with_periods(
        &self,
        draft: &mut LineDraft<'a>,
        figures: RowFigures,
        spent: Money,
    ) -> (Option<Decimal>, Option<Decimal>) {
        let RowFigures { quantity, price, amount, currency } = figures;
        if let (Some(says), Some(at)) = (amount.filter(|&amount| amount != spent), self.column(BudgetColumn::Amount)) {
            let kind = CellErrorKind::PeriodsDiffer { periods: spent, says, currency };
            let text = draft.row.cell(at);
            draft.error(at, ColumnMeaning::Field(BudgetColumn::Amount), text, kind);
        }
        if let (Some(quantity), Some(price)) = (quantity, price) {
            let product = Money::of(quantity, price, currency);
            if product == Some(spent) {
                return (Some(quantity), Some(price));
            }
            if let (Some(product), Some(at)) =
                (product.filter(|_| amount.is_none()), self.column(BudgetColumn::UnitPrice))
            {
                let text = draft.row.cell(at);
                let kind = CellErrorKind::PeriodsDiffer { periods: spent, says: product, currency };
                draft.error(at, ColumnMeaning::Field(BudgetColumn::UnitPrice), text, kind);
            }
        }
        let quantity = quantity.filter(|_| price.is_none());
        self.complete(draft, RowFigures { quantity, price: None, amount: Some(spent), currency })
    }

    /// Sets the timing by hand from the periods. The parts sum to the line's amount.
    fn place(&self, draft: &mut LineDraft<'a>, periods: PeriodFigures, currency: Currency) {
        let line = &draft.line;
        let total = match (line.quantity, line.unit_price) {
            (Some(quantity), Some(price)) => Money::of(quantity, price, currency),
            _ => None,
        };
        let (days, weights): (Vec<DateRange>, Vec<Money>) = match periods {
            PeriodFigures::None => return,
            PeriodFigures::Amounts(parts) => parts.into_iter().unzip(),
            PeriodFigures::Counts(counts) => {
                let Some(total) = total else { return };
                let weights: Vec<u64> = counts.iter().map(|(_, count)| *count).collect();
                let amounts = split_by_weights(total, &weights);
                counts.into_iter().map(|(days, _)| days).zip(amounts).unzip()
            }
        };
        let spent: Money = weights.iter().copied().sum();
        // Parts are in the plan's currency.
        let amounts = if currency == self.home {
            Some(weights)
        } else {
            let whole = self.context.plan.amount(line).ok();
            let sizes: Option<Vec<u64>> = weights.iter().map(|amount| u64::try_from(amount.minor()).ok()).collect();
            whole.zip(sizes).map(|(whole, sizes)| split_by_weights(whole, &sizes))
        };
        let first = days.iter().map(|days| days.first()).min();
        let last = days.iter().map(|days| days.last()).max();
        match (amounts, first, last) {
            (Some(amounts), ..) => {
                let parts = self.on_cycles(days.into_iter().zip(amounts));
                draft.line.timing = Timing::ByHand { parts };
            }
            (None, Some(first), Some(last)) => {
                draft.line.timing = Timing::Evenly { first, last };
                if let Some((at, _)) = self.periods.first() {
                    let text = Money::to_decimal(spent, currency).map(|spent| spent.to_string()).unwrap_or_default();
                    draft.error(*at, ColumnMeaning::Month, &text, CellErrorKind::NoRate(currency));
                }
            }
            _ => {}
        }
    }

    /// Converts amounts of periods to amounts of cycles: the part within the plan is spread evenly over its days, a period
    /// outside the plan stays on its first day.
    fn on_cycles(&self, parts: impl Iterator<Item = (DateRange, Money)>) -> Vec<DatedAmount> {
        let mut placed: BTreeMap<NaiveDate, Money> = BTreeMap::new();
        // The first day on which each cycle has a part.
        let mut days_of_cycles: BTreeMap<usize, NaiveDate> = BTreeMap::new();
        for (days, amount) in parts {
            let within = self.dates.plan.and_then(|plan| plan.overlap(days)).filter(|_| !self.cycles.is_empty());
            let Some(within) = within else {
                *placed.entry(days.first()).or_default() += amount;
                continue;
            };
            let timing = Timing::Evenly { first: within.first(), last: within.last() };
            let spread = spread(amount, &timing, None, &self.cycles);
            for (cycle, part) in spread.parts().filter(|(_, part)| *part != Money::ZERO) {
                let on = self.cycles[cycle].first().max(within.first());
                let on = *days_of_cycles.entry(cycle).or_insert(on);
                *placed.entry(on).or_default() += part;
            }
            if spread.outside != Money::ZERO {
                *placed.entry(within.first()).or_default() += spread.outside;
            }
        }
        placed
            .into_iter()
            .map(|(on, amount)| DatedAmount { on, amount })
            .filter(|part| part.amount != Money::ZERO)
            .collect()
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

    /// Sets the line's currency, where the table states one.
    /// Determines the currency of a line: its own column, the person's choice, a sign beside an amount, a heading, most
    /// other cells of the column, the plan's.
    fn currency(&self, draft: &mut LineDraft<'a>) {
        let other = |currency: Currency| Some(currency).filter(|currency| *currency != self.home);
        let mut stated = None;
        if let Some(at) = self.column(BudgetColumn::Currency) {
            let text = self.cell(draft.row, at).trim();
            let known = Currency::from_code(&text.to_uppercase());
            if self.is_own() {
                // Exact: a line may state the plan's own currency.
                draft.line.currency = if text.is_empty() { other(self.file) } else { known };
                if !text.is_empty() && known.is_none() && currency_in(text, self.home).is_none() {
                    draft.error(at, ColumnMeaning::Field(BudgetColumn::Currency), text, CellErrorKind::Currency);
                }
                return;
            }
            if !is_placeholder(text) {
                stated = known.or_else(|| currency_in(text, self.home));
                if stated.is_none() {
                    draft.error(at, ColumnMeaning::Field(BudgetColumn::Currency), text, CellErrorKind::Currency);
                    return;
                }
            }
        }
        if self.is_own() {
            return;
        }
        let columns: Vec<usize> = [BudgetColumn::UnitPrice, BudgetColumn::Amount]
            .into_iter()
            .filter_map(|column| self.column(column))
            .chain(self.periods.iter().map(|(at, _)| *at).take_while(|&at| at < draft.row.cells.len()))
            .filter(|&at| !is_placeholder(draft.row.cell(at)))
            .collect();
        let in_cell = || columns.iter().find_map(|&at| currency_in(draft.row.cell(at), self.home));
        let in_heading = || columns.iter().find_map(|&at| self.currency_in_heading(at));
        let in_column = || columns.iter().find_map(|at| self.column_currencies.get(at).copied());
        let found = stated.or(self.mapping.currency_chosen).or_else(in_cell).or_else(in_heading).or_else(in_column);
        if let Some(currency) = found {
            draft.line.currency = other(currency);
        }
        let line = found.unwrap_or(self.home);
        for at in columns {
            let meaning = self.mapping.columns[at].meaning;
            self.names_other_currency(draft, at, meaning, line, stated.is_some());
        }
    }

    /// The currency that the heading of a column of money names.
    fn currency_in_heading(&self, at: usize) -> Option<Currency> {
        currency_of(&self.headings.get(&at)?.sign, self.home)
    }

    /// Whether a cell of money, or its heading, names another currency than `currency`, or has a sign that is not known.
    /// Such an amount is reported and not taken. `is_stated` says that the row itself names its currency.
    pub(super) fn names_other_currency(
        &self,
        draft: &mut LineDraft<'a>,
        at: usize,
        meaning: ColumnMeaning,
        currency: Currency,
        is_stated: bool,
    ) -> bool {
        let text = draft.row.cell(at);
        let is_chosen = self.mapping.currency_chosen.is_some();
        let report = |draft: &mut LineDraft<'a>, text: &str, sign: &str| {
            let kind = if is_known_sign(sign) {
                CellErrorKind::CurrencyDiffers { line: currency }
            } else {
                CellErrorKind::CurrencySign { line: currency }
            };
            draft.error(at, meaning, text, kind);
            true
        };
        let signs = currency_signs(text);
        if let Some(sign) = signs.iter().find(|sign| !may_be(sign, currency)) {
            // The person's choice says what an unknown sign means.
            return (!is_chosen || is_known_sign(sign)) && report(draft, text, sign);
        }
        if !signs.is_empty() || is_chosen {
            return false;
        }
        match self.headings.get(&at).filter(|heading| !may_be(&heading.sign, currency)) {
            Some(heading) if is_known_sign(&heading.sign) || !is_stated => report(draft, heading.text, &heading.sign),
            _ => false,
        }
    }
}

/// `amount / by`; `None` where the product of the quotient with four decimals differs from the amount.
fn quotient(amount: Money, by: Decimal, currency: Currency) -> Option<Decimal> {
    let whole = amount.to_decimal(currency)?;
    let quotient = Ratio::of(if by.is_negative() { -whole } else { whole }, by.abs())?.value()?;
    (Money::of(quotient, by, currency) == Some(amount)).then_some(quotient)
}
