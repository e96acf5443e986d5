//! A field for a part of the total budget: a share (`8%`) or an amount (`¥16,000`) in one entry.

use crate::plan::numbers::limits;
use leptos::prelude::*;

use crate::i18n::words::{budget as w, common};
use crate::plan::model::budget::Allocation;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::ui::form::money_kind;
use crate::ui::labels::names;
use crate::widgets::{EntryField, NumberKind, read_number};

/// The field's id, label and validation message.
pub struct AllocationField {
    /// The field's id on the page.
    pub id: String,
    /// Its label.
    pub label: String,
    /// A hint below the label; without it, the field shows how zero is written.
    pub hint: Option<String>,
    /// Hides the label visually, as in a table.
    pub bare: bool,
    /// The error found in the field.
    pub problem: Signal<Option<String>>,
}

/// The field.
pub fn field(
    field: AllocationField,
    currency: Currency,
    value: impl Fn() -> Option<Allocation> + Send + Sync + 'static,
    commit: impl Fn(Allocation) + Send + Sync + 'static,
) -> AnyView {
    let AllocationField { id, label, hint, bare, problem } = field;
    let value = Signal::derive(move || value().map(|allocation| written(allocation, currency)).unwrap_or_default());
    let commit = Callback::new(move |text: String| {
        commit(read(&text, currency)?);
        Ok(())
    });
    let Some(hint) = hint else {
        let nothing = written(Allocation::Share(BasisPoints(0)), currency);
        return view! { <EntryField id label value commit problem bare inputmode="text" end=true placeholder=nothing /> }
            .into_any();
    };
    view! { <EntryField id label hint=Signal::stored(hint) value commit problem bare inputmode="text" end=true /> }
        .into_any()
}

/// A share or amount as the field shows it: always with its unit, so that parsing it gives the same value.
fn written(allocation: Allocation, currency: Currency) -> String {
    match allocation {
        Allocation::Share(share) => crate::i18n::format::percent_bp(i64::from(share.0)),
        Allocation::Fixed(amount) => names::money_plain(amount, currency),
    }
}

/// Parses a share or an amount. A bare number up to 100 is a percentage: no budget is that small.
fn read(text: &str, currency: Currency) -> Result<Allocation, String> {
    let typed = text.trim();
    if typed.is_empty() {
        return Ok(Allocation::Share(BasisPoints(0)));
    }
    if let Some(share) = typed.strip_suffix(['%', '％']) {
        return match read_number(share, &NumberKind::Percent, Some(0), None)? {
            Some(points) if points <= 10_000 => Ok(share_of(points)),
            Some(_) => Err(w::share_above_whole().to_owned()),
            None => Err(not_read(typed, currency)),
        };
    }
    let bare = typed.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if bare && let Ok(Some(points)) = read_number(typed, &NumberKind::Percent, Some(0), Some(10_000)) {
        return Ok(share_of(points));
    }
    let most = Some(limits::AMOUNT_LIMIT);
    match read_number(typed, &money_kind(currency), Some(0), most) {
        Ok(Some(minor)) => Ok(Allocation::Fixed(Money::saturating(i128::from(minor)))),
        Ok(None) => Err(common::number_missing().to_owned()),
        Err(message) if typed.chars().any(|letter| letter.is_ascii_digit()) => Err(message),
        Err(_) => Err(not_read(typed, currency)),
    }
}

fn share_of(points: i64) -> Allocation {
    Allocation::Share(BasisPoints(u32::try_from(points).unwrap_or(0)))
}

fn not_read(text: &str, currency: Currency) -> String {
    w::allocation_not_read(text, &example(currency))
}

/// An example amount: a plausible contingency in that currency.
pub fn example(currency: Currency) -> String {
    names::money_plain(Money::saturating(16_000 * 10i128.pow(u32::from(currency.digits()))), currency)
}
