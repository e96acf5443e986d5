//! The amounts of a row's period columns, and the timing that follows from them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::CellErrorKind;
use super::super::rows::{LineDraft, RowReader};
use super::RowFigures;
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::numbers::is_placeholder;
use crate::plan::budget::cycles::spread;
use crate::plan::model::timing::{DatedAmount, Timing};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::split::split_by_weights;

/// The contents of a row's period columns.
pub(super) enum PeriodFigures {
    /// Nothing.
    None,
    /// An amount for each period.
    Amounts(Vec<(DateRange, Money)>),
    /// A count for each period, such as the marks of a schedule.
    Counts(Vec<(DateRange, u64)>),
}

impl<'a> RowReader<'a> {
    /// Reads the period columns of the row.
    pub(super) fn periods(&self, draft: &mut LineDraft<'a>, figures: RowFigures) -> PeriodFigures {
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
    pub(super) fn with_periods(
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
    pub(super) fn place(&self, draft: &mut LineDraft<'a>, periods: PeriodFigures, currency: Currency) {
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
}
