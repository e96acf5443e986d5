//! Exchange rates for line items in currencies other than the plan's.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::page::clock;
use crate::i18n::words::budget as w;
use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::ExchangeRate;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::widgets::{DateField, NumberField, NumberKind};

/// The section; empty while every line item is in the plan's currency.
pub fn section(editor: Editor) -> AnyView {
    let foreign = editor.memo(foreign_currencies);
    (move || {
        let foreign = foreign.get();
        if foreign.is_empty() {
            return ().into_any();
        }
        let rows: Vec<AnyView> = foreign.into_iter().map(|currency| row(editor, currency)).collect();
        view! {
            <section>
                <h2>{w::rates()}</h2>
                <p class="muted small">{w::rates_gloss()}</p>
                {rows}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// The foreign currencies of line items, in order of first use.
fn foreign_currencies(plan: &Plan) -> Vec<Currency> {
    let mut found = Vec::new();
    for currency in plan.budget.lines.iter().flat_map(|line| [line.currency, line.paid_in]).flatten() {
        if currency != plan.basics.currency && !found.contains(&currency) {
            found.push(currency);
        }
    }
    found
}

fn rate_of(plan: &Plan, currency: Currency) -> Option<&ExchangeRate> {
    plan.budget.rates.iter().find(|rate| rate.currency == currency)
}

fn row(editor: Editor, currency: Currency) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let value = Signal::derive(move || {
        editor.read(|plan| rate_of(plan, currency).map(|rate| rate.rate.to_scaled(Decimal::DECIMALS)))
    });
    let read_on = Signal::derive(move || editor.read(|plan| rate_of(plan, currency).and_then(|rate| rate.on)));
    let id = "rate-".to_owned() + currency.code();
    let field = id.clone();
    let set_rate = Callback::new(move |value: Option<i64>| {
        let rate = value.filter(|&value| value > 0).and_then(|value| Decimal::from_scaled(value, Decimal::DECIMALS));
        set(editor, currency, &field, rate, |before| before.on);
        Ok(())
    });
    let field = id.clone() + "-on";
    let on_field = field.clone();
    let set_day = Callback::new(move |day: Option<NaiveDate>| {
        let rate = editor.peek(|plan| rate_of(plan, currency).map(|rate| rate.rate));
        if rate.is_some() {
            set(editor, currency, &on_field, rate, move |_| day);
        }
        Ok(())
    });
    view! {
        <div class="row">
            <NumberField
                id
                label=w::rate_of(currency.code(), home.code())
                kind=NumberKind::Decimal(Decimal::DECIMALS)
                value
                commit=set_rate
            />
            <DateField id=field label=w::rate_on(currency.code()) value=read_on commit=set_day />
        </div>
    }
    .into_any()
}

/// Sets or removes a currency's rate. `on` derives the rate's date from the previous rate; a new rate is dated today.
fn set(
    editor: Editor,
    currency: Currency,
    field: &str,
    rate: Option<Decimal>,
    on: impl Fn(&ExchangeRate) -> Option<NaiveDate>,
) {
    let before = editor.peek(|plan| rate_of(plan, currency).cloned());
    let edit = match (before, rate) {
        (Some(before), Some(rate)) => {
            let on = on(&before);
            ListEdit::Replace(Box::new(ExchangeRate { rate, on, ..before }))
        }
        (Some(before), None) => ListEdit::Remove(before.id),
        (None, Some(rate)) => {
            let new = ExchangeRate { id: editor.fresh_id(), currency, rate, on: Some(clock::today()) };
            let item = ExchangeRate { on: on(&new), ..new };
            let at = editor.peek(|plan| plan.budget.rates.len());
            ListEdit::Insert { at, item: Box::new(item) }
        }
        (None, None) => return,
    };
    editor.edit(PlanEdit::Rate(edit), Some(field));
}
