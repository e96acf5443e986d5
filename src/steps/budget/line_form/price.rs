//! Quantity, unit, price and the resulting amount of a line item.

use leptos::prelude::*;

use crate::app::{Editor, problem_at};
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::ui::form::{Form, price_kind};
use crate::ui::labels::names;
use crate::widgets::{EntryField, read_number};

/// The id of the datalist of common units.
const UNITS: &str = "line-units";

/// The datalist of common units; once on the page.
pub fn unit_suggestions() -> AnyView {
    let units = [
        w::unit_post(),
        w::unit_thousand(),
        w::unit_click(),
        w::unit_day(),
        w::unit_month(),
        w::unit_booth(),
        w::unit_piece(),
        w::unit_person_day(),
        w::unit_video(),
        w::unit_note(),
        w::unit_coupon(),
        w::unit_event(),
    ];
    let options: Vec<_> = units.into_iter().map(|unit| view! { <option value=unit></option> }).collect();
    view! { <datalist id=UNITS>{options}</datalist> }.into_any()
}

/// The unit, with common units as suggestions.
pub(super) fn unit_field(form: Form<LineItem>) -> AnyView {
    let id = form.anchor("line-unit");
    let value = form.memo(|line| line.unit.clone());
    let typed = move |unit: String| form.change("line-unit", |line| line.unit = unit);
    view! {
        <div class="field">
            <label for=id.clone()>{w::unit()}</label>
            <input
                id=id
                type="text"
                list=UNITS
                autocomplete="off"
                prop:value=move || value.get()
                on:input=move |event| typed(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// The unit price, exact: up to four decimals, whatever the currency.
pub(super) fn price_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let currency = Memo::new(move |_| form.get(|line| line.currency).flatten().unwrap_or(home));
    let value = Signal::derive(move || {
        form.get(|line| line.unit_price).flatten().map(names::decimal_entry).unwrap_or_default()
    });
    let commit = Callback::new(move |text: String| {
        let kind = price_kind(currency.get_untracked());
        let price = read_number(&text, &kind, None, None)?;
        let decimal = price.and_then(|price| Decimal::from_scaled(price, Decimal::DECIMALS));
        if price.is_some() && decimal.is_none() {
            return Err(common::number_too_large().to_owned());
        }
        form.change("line-price", |line| line.unit_price = decimal);
        Ok(())
    });
    let id = form.anchor("line-price");
    let problem = problem_at(id.clone());
    // The symbol is part of the field, so the field is rebuilt for another currency.
    (move || {
        let currency = currency.get();
        // Two currencies may share a symbol; foreign ones show the code.
        let (sign, leads) =
            if currency == home { format::currency_sign(home.code()) } else { (currency.code().to_owned(), true) };
        let (prefix, suffix) = if leads { (sign, String::new()) } else { (String::new(), sign) };
        view! {
            <EntryField
                id=id.clone()
                label=common::unit_price()
                value
                commit
                problem
                prefix
                suffix
                inputmode="decimal"
                end=true
            />
        }
    })
    .into_any()
}

/// Quantity times unit price; for foreign prices, with the exchange rate.
pub(super) fn amount(editor: Editor, id: LineItemId) -> AnyView {
    let amount = editor.memo(move |plan| {
        let line = plan.find(id)?;
        let home = plan.basics.currency;
        let foreign = line.currency.filter(|currency| *currency != home);
        let by = foreign.and_then(|currency| {
            let own = Money::of(line.quantity?, line.unit_price?, currency)?;
            Some([&*names::money_foreign(own, currency), " ", &names::rate(plan, currency)].concat())
        });
        Some((plan.amount(line).ok()?, home, by))
    });
    let words = move || {
        amount.get().map_or_else(|| w::no_amount().to_owned(), |(amount, currency, _)| names::money(amount, currency))
    };
    let by = move || amount.get().and_then(|(.., by)| by).map(|by| view! { <small class="muted">{by}</small> });
    let is_refund = move || amount.get().is_some_and(|(amount, ..)| amount < Money::ZERO);
    let refund = move || is_refund().then(|| view! { <small class="muted">{w::line_refund()}</small> });
    view! { <p class="line-amount"><span>{w::line_amount()}</span> <b>{words}</b> {by} {refund}</p> }.into_any()
}
