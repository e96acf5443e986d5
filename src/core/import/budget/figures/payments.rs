//! Committed and spent amounts of a row, and their currency.

use super::super::CellErrorKind;
use super::super::rows::{LineDraft, RowReader};
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::numbers::{currency_in, is_placeholder};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::limits;
use crate::plan::numbers::money::Money;

impl<'a> RowReader<'a> {
    /// Reads committed and spent amounts. Our own files have them in the plan's currency; other tables in the currency of the
    /// cell or heading, else of the line.
    pub(super) fn paid(&self, draft: &mut LineDraft<'a>) {
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
}
