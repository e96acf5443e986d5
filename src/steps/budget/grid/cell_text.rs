//! What a cell shows, and its text on the clipboard.

use super::columns::LineField;
use super::line_names::LineNames;
use crate::export::csv::budget as budget_csv;
use crate::i18n::format;
use crate::i18n::words::{budget as b, budget_files as f, budget_grid as w};
use crate::plan::budget::ledger::LineFigures;
use crate::plan::budget::line_view::{LinePart, available, part_of};
use crate::plan::budget::totals::AmountError;
use crate::plan::budget::unit_cost::cost_per;
use crate::plan::model::budget::{Category, LineItem, LineStatus};
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::widgets::grid::CellView;

/// The content of a cell. In a cycle group, the amount is the share that falls in that cycle.
pub fn show(field: LineField, line: &LineItem, figures: &LineFigures, part: LinePart, all: &LineNames) -> CellView {
    let plain = |text: &str| CellView::new(text, "");
    let muted = |text: &str| CellView::new(text, "muted");
    let money = |amount: Option<Money>| match amount {
        Some(amount) => CellView::new(names::money(amount, all.home), if amount < Money::ZERO { "bad" } else { "" }),
        None => CellView::default(),
    };
    // Foreign amounts show the currency code: two currencies may share a symbol.
    let paid = |amount: Option<Money>| match line.paid_in.zip(amount) {
        Some((currency, amount)) => CellView::new(names::money_foreign(amount, currency), ""),
        None => money(amount),
    };
    match field {
        LineField::Description if line.description.trim().is_empty() => muted(&names::line(line)),
        LineField::Description => plain(&line.description),
        LineField::Phase if line.phase.is_none() && line.category != Category::Contingency => muted("–"),
        LineField::Phase => CellView::new(all.phase(line.phase), all.tone(line.phase)),
        LineField::Channel => plain(all.channel(line.channel)),
        LineField::Category => plain(names::category(line.category)),
        LineField::Quantity => plain(&line.quantity.map(names::decimal).unwrap_or_default()),
        LineField::Unit => plain(&line.unit),
        LineField::UnitPrice => {
            plain(&line.unit_price.map(|price| names::price(price, line.currency, all.home)).unwrap_or_default())
        }
        LineField::Currency => match line.currency {
            Some(currency) => plain(currency.code()),
            None => muted(all.home.code()),
        },
        LineField::Amount => match figures.amount {
            // A negative amount is a refund, not an error.
            Ok(_) => CellView { class: "", ..money(part_of(figures, part)) },
            Err(AmountError::Unpriced) => muted(b::no_amount()),
            Err(AmountError::NoRate(_)) => CellView::new(b::no_rate(), "warn"),
            Err(AmountError::TooLarge) => CellView::new(b::too_large(), "warn"),
        },
        LineField::Timing => plain(&timing(&line.timing)),
        LineField::Result => {
            let count = line.expected.first().map(|expected| names::decimal(expected.count)).unwrap_or_default();
            let more = line.expected.len().saturating_sub(1);
            if more == 0 { plain(&count) } else { plain(&w::and_more(&count, &format::counted(more).1)) }
        }
        LineField::ResultMetric => plain(line.expected.first().map_or("", |expected| all.metric(expected.metric))),
        LineField::EachResult => {
            let each = line.expected.first().zip(figures.amount.ok().filter(|amount| *amount >= Money::ZERO));
            match each.and_then(|(expected, amount)| cost_per(amount, expected.count, 1)) {
                Some(each) => money(Some(each)),
                None => muted("–"),
            }
        }
        LineField::Status => {
            let class = match line.status {
                LineStatus::Planned => "",
                LineStatus::Committed => "dot initial",
                LineStatus::Paid => "dot seed",
            };
            CellView::new(names::status(line.status), class)
        }
        LineField::Committed => CellView { class: "", ..paid(line.committed) },
        LineField::Actual => CellView { class: "", ..paid(line.actual) },
        LineField::Available if figures.amount.is_ok_and(|amount| amount < Money::ZERO) => {
            CellView { class: "", ..money(available(figures)) }
        }
        LineField::Available => money(available(figures)),
        LineField::Owner => plain(&line.owner),
        LineField::Note => plain(&line.note),
    }
}

pub(super) fn timing(timing: &Timing) -> String {
    match timing {
        Timing::Phase => w::over_its_phase().to_owned(),
        Timing::Once { on } => format::date_short(*on),
        Timing::Evenly { first, last } => format::span_short(*first, *last),
        Timing::Monthly { first, last } => w::monthly(&format::span_short(*first, *last)),
        Timing::ByHand { .. } => w::by_hand().to_owned(),
    }
}

/// A cell's clipboard text: plain numbers that any program can parse.
pub fn text(field: LineField, line: &LineItem, figures: &LineFigures, part: LinePart, all: &LineNames) -> String {
    let money = |amount: Option<Money>| amount.and_then(|amount| amount.to_decimal(all.home)).map(plain_number);
    let currency = line.currency_paid(all.home);
    let paid = |amount: Option<Money>| amount.and_then(|amount| amount.to_decimal(currency)).map(plain_number);
    match field {
        LineField::Description => line.description.clone(),
        LineField::Quantity => line.quantity.map(plain_number).unwrap_or_default(),
        LineField::UnitPrice => line.unit_price.map(plain_number).unwrap_or_default(),
        LineField::Amount => money(part_of(figures, part)).unwrap_or_default(),
        LineField::Result => line.expected.first().map(|expected| plain_number(expected.count)).unwrap_or_default(),
        LineField::EachResult => {
            let each = line.expected.first().zip(figures.amount.ok().filter(|amount| *amount >= Money::ZERO));
            money(each.and_then(|(expected, amount)| cost_per(amount, expected.count, 1))).unwrap_or_default()
        }
        LineField::Committed => paid(line.committed).unwrap_or_default(),
        LineField::Actual => paid(line.actual).unwrap_or_default(),
        LineField::Available => money(available(figures)).unwrap_or_default(),
        LineField::Currency => line.currency.unwrap_or(all.home).code().to_owned(),
        LineField::Phase => all.phase(line.phase).to_owned(),
        LineField::Timing => plain_timing(&line.timing, all.home),
        _ => show(field, line, figures, part, all).text,
    }
}

/// A line item's timing in the notation of the CSV export, which paste understands.
pub(super) fn plain_timing(timing: &Timing, home: Currency) -> String {
    budget_csv::timing(timing, home, f::file_monthly(), f::file_by_hand())
}

/// `1234.5`: digits and a decimal point only.
fn plain_number(value: Decimal) -> String {
    value.to_string()
}
