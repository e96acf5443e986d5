//! The currency of a row, from its cells, its headings and the person's choice.

use super::super::CellErrorKind;
use super::super::rows::{LineDraft, RowReader};
use crate::export::csv::budget::BudgetColumn;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::numbers::{currency_in, currency_of, currency_signs, is_known_sign, is_placeholder, may_be};
use crate::plan::numbers::currency::Currency;

impl<'a> RowReader<'a> {
    /// Sets the currency of a line. In this order of preference: its own column, the person's choice, a sign beside an
    /// amount, a heading, most other cells of the column, the plan's.
    pub(super) fn currency(&self, draft: &mut LineDraft<'a>) {
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
    pub(super) fn currency_in_heading(&self, at: usize) -> Option<Currency> {
        currency_of(&self.headings.get(&at)?.sign, self.home)
    }

    /// Whether a cell of money, or its heading, names another currency than `currency`, or has a sign that is not known.
    /// Such an amount is reported and not imported. `is_stated` means that the row itself names its currency.
    pub(in crate::import::budget) fn names_other_currency(
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
            // The person's choice determines what an unknown sign means.
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
