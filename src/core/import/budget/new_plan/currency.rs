//! The currency of a new plan: the one that most lines of the table name, in a column, a heading or beside a figure.

use super::NewPlanContext;
use crate::export::csv::budget::BudgetColumn;
use crate::import::budget::rows::{headings_with_currency, is_money};
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::numbers::{
    currency_of, currency_signs, is_open_sign, is_placeholder, is_shared_sign, sign_in,
};
use crate::plan::numbers::currency::Currency;

/// How many rows are searched for signs of currencies.
const SEARCHED_ROWS: usize = 2_000;

/// The currency of a new plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCurrency {
    /// The currency.
    pub currency: Currency,
    /// What it was recognised by.
    pub basis: CurrencyBasis,
}

/// What a currency was recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CurrencyBasis {
    /// The table names it and no other.
    Stated,
    /// The table has a sign that several currencies share, such as `$`.
    Shared(String),
    /// The table names several currencies, the most frequent first.
    Several(Vec<Currency>),
    /// The table names none.
    NotStated,
    /// The person chose it.
    Chosen,
}

/// The currency that most lines name.
pub(super) fn find(context: &NewPlanContext) -> FoundCurrency {
    let proposed = context.proposed.currency;
    let signs = signs_of(context);
    // A shared sign stands for a currency that the table names elsewhere, else for the reader's own.
    let unambiguous = signs.iter().find(|(sign, _)| !is_shared_sign(sign));
    let home = unambiguous.and_then(|(sign, _)| currency_of(sign, proposed)).unwrap_or(proposed);
    let mut found: Vec<(Currency, usize)> = Vec::new();
    for (sign, count) in &signs {
        let Some(currency) = currency_of(sign, home) else { continue };
        match found.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, sum)) => *sum += count,
            None => found.push((currency, *count)),
        }
    }
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let basis = match &found[..] {
        [] => CurrencyBasis::NotStated,
        [_] => match signs.iter().find(|(sign, _)| is_open_sign(sign, proposed)) {
            Some((sign, _)) if unambiguous.is_none() => CurrencyBasis::Shared(sign.clone()),
            _ => CurrencyBasis::Stated,
        },
        _ => CurrencyBasis::Several(found.iter().map(|(currency, _)| *currency).collect()),
    };
    match context.choices.currency {
        // What makes it ambiguous is still said.
        Some(currency) if matches!(basis, CurrencyBasis::Several(_)) => FoundCurrency { currency, basis },
        Some(currency) => FoundCurrency { currency, basis: CurrencyBasis::Chosen },
        None => FoundCurrency { currency: found.first().map_or(proposed, |(currency, _)| *currency), basis },
    }
}

/// The signs, codes and names of currencies, and how many rows have them, the most frequent first.
fn signs_of(context: &NewPlanContext) -> Vec<(String, usize)> {
    let (table, mapping) = (context.table, context.mapping);
    let mut signs: Vec<(String, usize)> = Vec::new();
    let mut add = |sign: String| match signs.iter_mut().find(|(known, _)| *known == sign) {
        Some((_, count)) => *count += 1,
        None => signs.push((sign, 1)),
    };
    if let Some(currency) = mapping.currency {
        return vec![(currency.code().to_owned(), 1)];
    }
    let stated = mapping.column(ColumnMeaning::Field(BudgetColumn::Currency));
    let money: Vec<usize> = (0..mapping.columns.len()).filter(|&at| is_money(mapping.columns[at].meaning)).collect();
    let headings = headings_with_currency(table, mapping);
    for row in mapping.body(table).iter().take(SEARCHED_ROWS) {
        let in_column = || sign_of_cell(row.cell(stated?).trim());
        let filled = || money.iter().filter(|&&at| !is_placeholder(row.cell(at)));
        let in_cell = || filled().find_map(|&at| currency_signs(row.cell(at)).into_iter().next());
        let in_heading = || filled().find_map(|at| headings.get(at)).map(|heading| heading.sign.clone());
        if let Some(sign) = in_column().or_else(in_cell).or_else(in_heading) {
            add(sign);
        }
    }
    if signs.is_empty() {
        signs.extend(sign_above(context).map(|sign| (sign, 1)));
    }
    signs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    signs
}

/// The code or sign in a cell of a currency column.
fn sign_of_cell(text: &str) -> Option<String> {
    if is_placeholder(text) {
        return None;
    }
    match Currency::from_code(&text.to_uppercase()) {
        Some(currency) => Some(currency.code().to_owned()),
        None => sign_in(text),
    }
}

/// The currency that a remark above the table names: `Currency: EUR`, 单位：万元.
fn sign_above(context: &NewPlanContext) -> Option<String> {
    const REMARKS: [&str; 6] = ["currency", "amounts in", "prices in", "币种", "货币", "单位"];
    let rows = context.table.rows.get(..context.mapping.heading?)?;
    rows.iter().find_map(|row| {
        let text = row.cells.join(" ");
        let lower = text.to_lowercase();
        let at = REMARKS.iter().find_map(|remark| lower.find(remark))?;
        sign_in(text.get(at..)?)
    })
}
