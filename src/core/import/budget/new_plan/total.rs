//! The total budget of a new plan: a total that the table calls a budget, else the sum of its lines.

use super::NewPlanContext;
use crate::export::csv::budget::BudgetColumn;
use crate::import::budget::preview::{ImportPreview, SkipReason};
use crate::import::table::TableRow;
use crate::import::table::dictionary::folded;
use crate::import::table::mapping::ColumnMeaning;
use crate::import::text::numbers::{DecimalMark, NumberRules, is_placeholder, other_currency};
use crate::plan::Plan;
use crate::plan::numbers::limits;
use crate::plan::numbers::money::Money;

/// Where a total budget comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalBasis {
    /// A row of the table that names a budget.
    Row {
        /// The row's number.
        row: usize,
        /// Its amount.
        amount: Money,
    },
    /// The sum of the lines.
    Lines,
}

/// The total budget of a new plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundTotal {
    /// What the table states, if it does.
    pub stated: Option<(usize, Money)>,
    /// The sum of the lines in the plan's currency.
    pub lines: Money,
    /// Where the total budget comes from.
    pub basis: TotalBasis,
}

impl FoundTotal {
    /// The total budget; `None` where there is no amount.
    pub fn chosen(&self) -> Option<Money> {
        let total = match self.basis {
            TotalBasis::Row { amount, .. } => amount,
            TotalBasis::Lines => self.lines,
        };
        Some(total).filter(|total| *total > Money::ZERO)
    }
}

/// The total budget of a plan with its lines.
pub(super) fn find(context: &NewPlanContext, plan: &Plan, preview: &ImportPreview) -> FoundTotal {
    let lines = plan.budget.lines.iter().filter_map(|line| plan.amount(line).ok()).sum();
    let stated = in_totals(context, plan, preview).or_else(|| above_table(context, plan));
    let basis = match stated {
        Some((row, amount)) if !context.choices.sum_as_total => TotalBasis::Row { row, amount },
        _ => TotalBasis::Lines,
    };
    FoundTotal { stated, lines, basis }
}

/// Whether a text calls its figure a budget, as a whole and not of a part.
fn names_budget(text: &str) -> bool {
    let text = folded(text);
    let is_budget = text.contains("budget") || text.contains("预算");
    let is_part = ["sub", "小计", "remaining", "剩余", "left", "unallocated"].iter().any(|word| text.contains(word));
    is_budget && !is_part
}

/// The largest total row that names a budget.
fn in_totals(context: &NewPlanContext, plan: &Plan, preview: &ImportPreview) -> Option<(usize, Money)> {
    let mapping = context.mapping;
    let amount_at =
        mapping.columns.iter().position(|column| column.meaning == ColumnMeaning::Field(BudgetColumn::Amount))?;
    let body = mapping.body(context.table);
    let totals = preview.skipped.iter().filter(|skipped| skipped.why == SkipReason::Total);
    let rows = totals.filter_map(|skipped| {
        let at = body.binary_search_by_key(&skipped.row, |row| row.number).ok()?;
        let row = &body[at];
        let label = row.cells.iter().map(|cell| cell.trim()).find(|cell| !is_placeholder(cell))?;
        let power = mapping.columns[amount_at].power;
        names_budget(label).then(|| Some((row.number, money(context, plan, row, amount_at, power)?))).flatten()
    });
    rows.max_by_key(|(_, amount)| *amount)
}

/// A budget that a row above the table states: `Total budget: 50,000`, or with the figure in the next cell.
fn above_table(context: &NewPlanContext, plan: &Plan) -> Option<(usize, Money)> {
    let rows = context.table.rows.get(..context.mapping.heading?)?;
    rows.iter().find_map(|row| {
        let filled = (0..row.cells.len()).filter(|&at| !is_placeholder(row.cell(at)));
        let label = filled.clone().find(|&at| names_budget(row.cell(at)))?;
        let after = || {
            let (name, figure) = row.cell(label).rsplit_once([':', '：'])?;
            names_budget(name)
                .then(|| read(plan, figure, NumberRules { mark: context.mapping.mark, plain: false }, 0))?
        };
        let next = || money(context, plan, row, filled.clone().find(|&at| at > label)?, 0);
        Some((row.number, after().or_else(next)?))
    })
}

/// The amount in a cell.
fn money(context: &NewPlanContext, plan: &Plan, row: &TableRow, at: usize, power: u8) -> Option<Money> {
    let column = context.mapping.columns.get(at);
    let rules = if row.is_number(at) {
        NumberRules { mark: DecimalMark::Point, plain: true }
    } else {
        let mark = column.map_or(context.mapping.mark, |column| column.decimal_mark());
        NumberRules { mark, plain: context.mapping.has_plain_numbers }
    };
    read(plan, row.cell(at), rules, power)
}

fn read(plan: &Plan, text: &str, rules: NumberRules, power: u8) -> Option<Money> {
    let currency = plan.basics.currency;
    if other_currency(text, currency).is_some() {
        return None;
    }
    let value = rules.cell(text.trim(), currency.digits(), power).ok()??.value;
    Money::from_minor(value).filter(|money| limits::is_amount(*money) && *money > Money::ZERO)
}
