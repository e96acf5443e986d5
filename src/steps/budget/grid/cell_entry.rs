//! Editing a cell: what the editor starts with, and parsing an entered text into a line item.

use super::columns::LineField;
use super::line_names::LineNames;
use super::part_choices::{no_part, part_of};
use crate::i18n::format;
use crate::i18n::words::{budget as b, budget_files as f, budget_grid as w, common};
use crate::import::budget::timing;
use crate::import::budget::timing::TimingError;
use crate::import::named_parts::{MAX_PARTS, NameReading, PartKind, PartReading};
use crate::plan::model::bounds::{NAME_CHARS, TEXT_CHARS};
use crate::plan::model::budget::{Category, ExpectedResult, LineItem, LineStatus};
use crate::plan::model::id::Id;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::AMOUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::ui::form::{money_kind, price_kind};
use crate::ui::importing::date_error;
use crate::ui::labels::names;
use crate::ui::named_parts::meaning_of;
use crate::widgets::grid::Editing;
use crate::widgets::{NumberKind, read_number};

/// How editing a cell starts.
pub fn editing(field: LineField, line: Option<&LineItem>, all: &LineNames) -> Editing {
    let choice = |text: &str| Editing::Choice { text: text.to_owned() };
    let text = |text: String, number: bool| Editing::Text { text, number };
    let number = |value: Option<Decimal>| text(value.map(names::decimal_entry).unwrap_or_default(), true);
    let currency = line.map_or(all.home, |line| line.currency_paid(all.home));
    let paid = |amount: Option<Money>| number(amount.and_then(|amount| amount.to_decimal(currency)));
    let of = |read: fn(&LineItem) -> String| line.map(read).unwrap_or_default();
    match field {
        LineField::Description => text(of(|line| line.description.clone()), false),
        LineField::Unit => text(of(|line| line.unit.clone()), false),
        LineField::Owner => choice(line.map_or("", |line| &line.owner)),
        LineField::Note => text(of(|line| line.note.clone()), false),
        LineField::Quantity => number(line.and_then(|line| line.quantity)),
        LineField::UnitPrice => number(line.and_then(|line| line.unit_price)),
        LineField::Committed => paid(line.and_then(|line| line.committed)),
        LineField::Actual => paid(line.and_then(|line| line.actual)),
        LineField::Result if line.is_some_and(|line| line.expected.len() > 1) || all.metrics.is_empty() => {
            Editing::Elsewhere
        }
        LineField::Result => number(line.and_then(|line| line.expected.first()).map(|expected| expected.count)),
        LineField::ResultMetric if line.is_some_and(|line| line.expected.len() > 1) => Editing::Elsewhere,
        LineField::ResultMetric => {
            choice(line.and_then(|line| line.expected.first()).map_or("", |expected| all.metric(expected.metric)))
        }
        LineField::Phase => choice(all.phase(line.and_then(|line| line.phase))),
        LineField::Channel => choice(all.channel(line.and_then(|line| line.channel))),
        LineField::Category => choice(names::category(line.map_or(Category::Other, |line| line.category))),
        LineField::Status => choice(names::status(line.map_or(LineStatus::Planned, |line| line.status))),
        LineField::Currency => choice(line.and_then(|line| line.currency).unwrap_or(all.home).code()),
        LineField::Timing if line.is_some() => Editing::Elsewhere,
        LineField::Timing | LineField::Amount | LineField::EachResult | LineField::Available => Editing::Locked,
    }
}

/// Whether the column accepts text.
pub fn takes_text(field: LineField) -> bool {
    !matches!(field, LineField::Amount | LineField::EachResult | LineField::Available)
}

pub(super) fn timing_error(error: TimingError) -> String {
    match error {
        TimingError::Day(error) => date_error(error),
        TimingError::NotATiming | TimingError::OtherCurrency => f::error_timing(),
    }
    .to_owned()
}

/// What is done with the name of a phase, channel or metric that the plan does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownNames {
    /// It is an error.
    Refuse,
    /// The field stays as it is.
    Leave,
    /// It becomes a part to be added.
    Add,
}

/// Parses a text into a line item's field, or returns a message for the user. A closed choice is given by value or by
/// name. Returns whether the field was set: not to a name that is left out.
///
/// # Errors
/// Fails with the message where the text is not a value of the field.
pub(super) fn read(
    field: LineField,
    text: &str,
    line: &mut LineItem,
    all: &LineNames,
    (parts, unknown): (&mut NameReading, UnknownNames),
) -> Result<bool, String> {
    let typed = text.trim();
    let most = if field == LineField::Note { TEXT_CHARS } else { NAME_CHARS };
    let over = typed.chars().count().saturating_sub(most);
    if over > 0 {
        return Err(common::text_too_long(&format::counted(over).1));
    }
    match field {
        LineField::Description => text.clone_into(&mut line.description),
        LineField::Unit => typed.clone_into(&mut line.unit),
        LineField::Owner => typed.clone_into(&mut line.owner),
        LineField::Note => text.clone_into(&mut line.note),
        // A negative amount is a refund or a credit.
        LineField::Quantity => line.quantity = decimal(typed, &COUNTED, None)?,
        LineField::UnitPrice => {
            line.unit_price = decimal(typed, &price_kind(line.currency.unwrap_or(all.home)), None)?;
        }
        LineField::Committed => {
            let amount = money(typed, line.currency_paid(all.home))?;
            line.set_paid(all.home, |line| line.committed = amount);
        }
        LineField::Actual => {
            let amount = money(typed, line.currency_paid(all.home))?;
            line.set_paid(all.home, |line| line.actual = amount);
        }
        LineField::Result => {
            let count = decimal(typed, &COUNTED, Some(0))?;
            match (count, line.expected.first_mut()) {
                (None, Some(_)) => {
                    line.expected.remove(0);
                }
                (Some(count), Some(expected)) => expected.count = count,
                (Some(count), None) => {
                    let (metric, _) = all.metrics.first().ok_or_else(|| b::expected_no_metrics().to_owned())?;
                    line.expected.push(ExpectedResult { metric: *metric, count });
                }
                (None, None) => {}
            }
        }
        LineField::ResultMetric | LineField::Phase | LineField::Channel => {
            let Some(kind) = part_of(field) else { return Ok(false) };
            let read = if same(no_part(kind), typed) {
                PartReading::Nothing
            } else {
                parts.part(kind, typed, unknown == UnknownNames::Add)
            };
            if read == PartReading::Unknown && unknown == UnknownNames::Leave {
                return Ok(false);
            }
            set_part(kind, read, typed, line)?;
        }
        LineField::Category if typed.is_empty() => line.category = Category::Other,
        LineField::Category => {
            let known = |kind: &Category| (*kind as usize).to_string() == typed || same(names::category(*kind), typed);
            line.category = Category::ALL.into_iter().find(known).ok_or_else(|| w::no_such_category(typed))?;
        }
        LineField::Status if typed.is_empty() => line.status = LineStatus::Planned,
        LineField::Status => {
            let known =
                |status: &LineStatus| (*status as usize).to_string() == typed || same(names::status(*status), typed);
            line.status = LineStatus::ALL.into_iter().find(known).ok_or_else(|| w::no_such_status(typed))?;
        }
        LineField::Currency if typed.is_empty() => line.currency = None,
        LineField::Currency => {
            let code = typed.to_ascii_uppercase();
            let currency = Currency::from_code(&code).ok_or_else(|| w::no_such_currency(typed))?;
            line.currency = (currency != all.home).then_some(currency);
        }
        LineField::Timing => line.timing = timing::of_paste(typed, all.dates(), all.home).map_err(timing_error)?,
        LineField::Amount | LineField::EachResult | LineField::Available => {}
    }
    Ok(true)
}

/// Sets a field to the value of a suggestion that was chosen.
///
/// # Errors
/// As [`read`].
pub(super) fn choose(
    field: LineField,
    value: &str,
    line: &mut LineItem,
    all: &LineNames,
    parts: &mut NameReading,
) -> Result<(), String> {
    let Some(kind) = part_of(field) else {
        return read(field, value, line, all, (parts, UnknownNames::Refuse)).map(|_| ());
    };
    let (read, name) = match meaning_of(kind, value) {
        None => (PartReading::Nothing, ""),
        Some((_, name)) if name.chars().count() > NAME_CHARS => {
            return Err(common::text_too_long(&format::counted(name.chars().count() - NAME_CHARS).1));
        }
        Some((meaning, name)) => (parts.add(kind, meaning, name), name),
    };
    set_part(kind, read, name, line)
}

/// Sets the phase, the channel or the metric of the expected result to what was read.
fn set_part(kind: PartKind, read: PartReading, typed: &str, line: &mut LineItem) -> Result<(), String> {
    let bits = match read {
        PartReading::Part(bits) => Some(bits),
        PartReading::Nothing => None,
        PartReading::TooMany => return Err(w::too_many_parts(typed, &format::counted(MAX_PARTS).1)),
        PartReading::Unknown => {
            return Err(match kind {
                PartKind::Phase => w::no_such_phase(typed),
                PartKind::Channel => w::no_such_channel(typed),
                PartKind::Metric => w::no_such_metric(typed),
            });
        }
    };
    match (kind, bits) {
        (PartKind::Phase, bits) => line.phase = bits.map(Id::from_bits),
        (PartKind::Channel, bits) => line.channel = bits.map(Id::from_bits),
        (PartKind::Metric, Some(bits)) => {
            let metric = Id::from_bits(bits);
            match line.expected.first_mut() {
                Some(expected) => expected.metric = metric,
                None => line.expected.push(ExpectedResult { metric, count: Decimal::ZERO }),
            }
        }
        (PartKind::Metric, None) if !line.expected.is_empty() => _ = line.expected.remove(0),
        (PartKind::Metric, None) => {}
    }
    Ok(())
}

pub(super) fn same(name: &str, typed: &str) -> bool {
    name.trim().to_lowercase() == typed.to_lowercase()
}

/// The number format of quantities and results.
const COUNTED: NumberKind = NumberKind::Decimal(Decimal::DECIMALS);

pub(super) fn decimal(typed: &str, kind: &NumberKind, least: Option<i64>) -> Result<Option<Decimal>, String> {
    let value = read_number(typed, kind, least, None)?;
    let decimal = value.and_then(|value| Decimal::from_scaled(value, Decimal::DECIMALS));
    if value.is_some() && decimal.is_none() { Err(common::number_too_large().to_owned()) } else { Ok(decimal) }
}

pub(super) fn money(typed: &str, home: Currency) -> Result<Option<Money>, String> {
    let minor = read_number(typed, &money_kind(home), Some(-AMOUNT_LIMIT), Some(AMOUNT_LIMIT))?;
    Ok(minor.and_then(Money::from_minor))
}
