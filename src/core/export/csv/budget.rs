//! The budget's lines as CSV, for spreadsheets and for importing them again.
//!
//! Each heading ends with a key in brackets that is the same in every language, so that the import needs no questions.
//! Numbers are plain with a decimal point, dates are ISO 8601. The caller passes names and headings.

use std::borrow::Cow;

use crate::export::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::budget::{Category, LineItem, LineItemId, LineStatus, PaysFor};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The prefix of a line's id: without it, a spreadsheet would read some ids as numbers (`12345e6789`) and change them.
const ID_PREFIX: &str = "line-";

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BudgetColumn {
    /// The line's identity.
    Id,
    /// The phase that pays.
    Phase,
    /// The channel it runs on.
    Channel,
    /// The category.
    Category,
    /// What is bought.
    What,
    /// How many.
    Quantity,
    /// Of what.
    Unit,
    /// The price of one, in the line's currency.
    UnitPrice,
    /// The line's currency, where it is not the plan's.
    Currency,
    /// The amount in the plan's currency. It follows from the other columns and is not imported.
    Amount,
    /// When it is spent; see `timing`.
    When,
    /// The activity or partner it pays for.
    PaysFor,
    /// Expected results; see `expected`.
    Expected,
    /// The status.
    Status,
    /// Committed: ordered but not delivered, in the plan's currency.
    Committed,
    /// Spent: delivered and accepted, in the plan's currency.
    Actual,
    /// The owner.
    Owner,
    /// The note.
    Note,
}

impl BudgetColumn {
    /// Every column, in order.
    pub const ALL: [BudgetColumn; 18] = [
        BudgetColumn::Id,
        BudgetColumn::Phase,
        BudgetColumn::Channel,
        BudgetColumn::Category,
        BudgetColumn::What,
        BudgetColumn::Quantity,
        BudgetColumn::Unit,
        BudgetColumn::UnitPrice,
        BudgetColumn::Currency,
        BudgetColumn::Amount,
        BudgetColumn::When,
        BudgetColumn::PaysFor,
        BudgetColumn::Expected,
        BudgetColumn::Status,
        BudgetColumn::Committed,
        BudgetColumn::Actual,
        BudgetColumn::Owner,
        BudgetColumn::Note,
    ];

    /// Its key, the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            BudgetColumn::Id => "id",
            BudgetColumn::Phase => "phase",
            BudgetColumn::Channel => "channel",
            BudgetColumn::Category => "category",
            BudgetColumn::What => "what",
            BudgetColumn::Quantity => "quantity",
            BudgetColumn::Unit => "unit",
            BudgetColumn::UnitPrice => "unit_price",
            BudgetColumn::Currency => "currency",
            BudgetColumn::Amount => "amount",
            BudgetColumn::When => "when",
            BudgetColumn::PaysFor => "pays_for",
            BudgetColumn::Expected => "expected",
            BudgetColumn::Status => "status",
            BudgetColumn::Committed => "committed",
            BudgetColumn::Actual => "actual",
            BudgetColumn::Owner => "owner",
            BudgetColumn::Note => "note",
        }
    }

    /// The column with that key.
    pub fn from_key(key: &str) -> Option<BudgetColumn> {
        BudgetColumn::ALL.into_iter().find(|column| column.key() == key)
    }
}

/// The file's words, and the names of the plan's parts. Names must be unique for the import; `import::part_names`
/// extends those that are not.
pub struct BudgetCsvWords<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(BudgetColumn) -> &'static str,
    /// A phase.
    pub phase: &'a dyn Fn(PhaseId) -> String,
    /// A channel.
    pub channel: &'a dyn Fn(ChannelId) -> String,
    /// A category.
    pub category: &'a dyn Fn(Category) -> &'static str,
    /// An activity or a partner.
    pub pays_for: &'a dyn Fn(PaysFor) -> String,
    /// A metric.
    pub metric: &'a dyn Fn(MetricId) -> String,
    /// The status of a line.
    pub status: &'a dyn Fn(LineStatus) -> &'static str,
    /// "monthly"
    pub monthly: &'a str,
    /// "by hand"
    pub by_hand: &'a str,
}

/// A heading with its key: `Quantity [quantity]`. That of the amount includes the plan's currency: `[amount:CNY]`.
fn heading(column: BudgetColumn, currency: Currency, words: &BudgetCsvWords) -> String {
    let mut text = (words.heading)(column).to_owned() + " [" + column.key();
    if column == BudgetColumn::Amount {
        text.push(':');
        text.push_str(currency.code());
    }
    text.push(']');
    text
}

/// The cell of a line's id.
pub fn id_cell(id: LineItemId) -> String {
    ID_PREFIX.to_owned() + &id.to_string()
}

/// The id in a cell written by [`id_cell`].
pub fn id_in(cell: &str) -> Option<LineItemId> {
    cell.trim().strip_prefix(ID_PREFIX)?.parse().ok()
}

/// The whole file.
pub fn csv(plan: &Plan, words: &BudgetCsvWords) -> String {
    let currency = plan.basics.currency;
    let mut file = CsvFile::default();
    for column in BudgetColumn::ALL {
        file.plain(&heading(column, currency, words));
    }
    file.end_row();
    for line in &plan.budget.lines {
        row(&mut file, plan, line, words);
    }
    file.finish()
}

fn row(file: &mut CsvFile, plan: &Plan, line: &LineItem, words: &BudgetCsvWords) {
    let currency = plan.basics.currency;
    let number = |value: Option<_>| value.map_or_else(String::new, |value: Decimal| value.to_string());
    let money = |value: Option<Money>| value.map_or_else(String::new, |value| plain_money(value, currency));
    for column in BudgetColumn::ALL {
        match column {
            BudgetColumn::Id => file.plain(&id_cell(line.id)),
            BudgetColumn::Phase => file.text(&line.phase.map(words.phase).unwrap_or_default()),
            BudgetColumn::Channel => file.text(&line.channel.map(words.channel).unwrap_or_default()),
            BudgetColumn::Category => file.text((words.category)(line.category)),
            BudgetColumn::What => file.text(&line.description),
            BudgetColumn::Quantity => file.plain(&number(line.quantity)),
            BudgetColumn::Unit => file.text(&line.unit),
            BudgetColumn::UnitPrice => file.plain(&number(line.unit_price)),
            BudgetColumn::Currency => file.plain(line.currency.as_ref().map_or("", Currency::code)),
            BudgetColumn::Amount => file.plain(&money(plan.amount(line).ok())),
            BudgetColumn::When => file.text(&timing(&line.timing, currency, words.monthly, words.by_hand)),
            BudgetColumn::PaysFor => file.text(&line.pays_for.map(words.pays_for).unwrap_or_default()),
            BudgetColumn::Expected => file.text(&expected(line, words)),
            BudgetColumn::Status => file.text((words.status)(line.status)),
            BudgetColumn::Committed => file.plain(&money(plan.paid(line, line.committed))),
            BudgetColumn::Actual => file.plain(&money(plan.paid(line, line.actual))),
            BudgetColumn::Owner => file.text(&line.owner),
            BudgetColumn::Note => file.text(&line.note),
        }
    }
    file.end_row();
}

/// When a line is spent: nothing (over its phase), `2027-03-01`, `2027-03-01/2027-05-31`, `monthly 2027-03-01/2027-05-31`,
/// or `by hand 2027-03-01 = 500; 2027-03-15 = 250.50`. `currency` is the plan's; the words are those for `monthly` and `by hand`.
pub fn timing(timing: &Timing, currency: Currency, monthly: &str, by_hand: &str) -> String {
    let span = |first: &dyn ToString, last: &dyn ToString| first.to_string() + "/" + &last.to_string();
    match timing {
        Timing::Phase => String::new(),
        Timing::Once { on } => on.to_string(),
        Timing::Evenly { first, last } => span(first, last),
        Timing::Monthly { first, last } => monthly.to_owned() + " " + &span(first, last),
        Timing::ByHand { parts } => {
            let mut text = by_hand.to_owned();
            for (at, part) in parts.iter().enumerate() {
                text.push_str(if at == 0 { " " } else { "; " });
                text.push_str(&part.on.to_string());
                text.push_str(" = ");
                text.push_str(&plain_money(part.amount, currency));
            }
            text
        }
    }
}

/// Expected results of a line: `New followers [new_followers] = 380; Orders [orders] = 20`.
fn expected(line: &LineItem, words: &BudgetCsvWords) -> String {
    let results: Vec<String> = line
        .expected
        .iter()
        .map(|expected| (words.metric)(expected.metric) + " = " + &expected.count.to_string())
        .collect();
    results.join("; ")
}

/// An amount in plain digits with all decimals of its currency: `1250.50`.
pub fn plain_money(amount: Money, currency: Currency) -> String {
    let digits = usize::from(currency.digits());
    let sign = if amount.minor() < 0 { "-" } else { "" };
    let all = amount.minor().unsigned_abs().to_string();
    let all = Cow::from("0".repeat((digits + 1).saturating_sub(all.len())) + &all);
    let (whole, fraction) = all.split_at(all.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    [sign, whole, point, fraction].concat()
}
