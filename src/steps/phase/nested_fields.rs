//! Fields for values nested deeper than a lens reaches: a number of an objective, an item of a list.

use leptos::prelude::*;

use crate::i18n::words::{common, steps as w};
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::ui::form::kind_of;
use crate::widgets::{NumberField, NumberFieldProps};

/// How a number is displayed and typed.
pub struct Setup {
    /// The field's id on the page.
    pub id: String,
    /// The label.
    pub label: &'static str,
    /// A hint below the label.
    pub hint: Option<&'static str>,
    /// Its unit.
    pub unit: Unit,
    /// The plan's currency, for amounts.
    pub currency: Currency,
}

/// A decimal number in a metric's unit.
pub fn decimal(
    setup: Setup,
    value: Signal<Option<Decimal>>,
    commit: Callback<Option<Decimal>>,
    problem: Signal<Option<String>>,
) -> AnyView {
    let (kind, decimals) = kind_of(setup.unit, setup.currency);
    let shown = Signal::derive(move || value.get().map(|value| value.to_scaled(decimals)));
    let take = Callback::new(move |typed: Option<i64>| {
        let value = typed.and_then(|typed| Decimal::from_scaled(typed, decimals));
        if typed.is_some() && value.is_none() {
            return Err(common::number_too_large().to_owned());
        }
        commit.run(value);
        Ok(())
    });
    NumberField(NumberFieldProps {
        id: setup.id,
        label: setup.label.to_owned(),
        hint: setup.hint.map(|hint| Signal::stored(hint.to_owned())),
        kind,
        value: shown,
        commit: take,
        least: Some(0),
        most: None,
        required: false,
        optional: false,
        problem: Some(problem),
        bare: false,
        suffix: (setup.unit == Unit::Duration).then(|| w::unit_seconds().to_owned()),
    })
}
