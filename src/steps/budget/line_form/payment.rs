//! A line item's status, committed and spent amounts, owner, currency, and what it pays for.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, problem_at};
use crate::i18n::words::{budget as w, common};
use crate::lens;
use crate::plan::model::activity::Activity;
use crate::plan::model::budget::{LineItem, LineStatus, PaysFor};
use crate::plan::model::partner::Partner;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::limits::AMOUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::step_of;
use crate::ui::form::{Form, Label, Lens};
use crate::ui::labels::names;
use crate::widgets::{NumberField, NumberKind, SelectOption};

/// Currencies offered for a line item besides the plan's own.
pub const CURRENCIES: [&str; 12] = ["CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "KRW", "SGD", "THB", "AUD", "CAD"];

/// The committed or spent amount in the line item's currency, with its value in the plan's.
fn paid_field(
    editor: Editor,
    form: Form<LineItem>,
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    lens: Lens<LineItem, Option<Money>>,
) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let currency = Memo::new(move |_| form.get(|line| line.currency_paid(home)).unwrap_or(home));
    let id = form.anchor(name);
    // The currency is part of the field, so the field is rebuilt for another one.
    (move || {
        let currency = currency.get();
        let value = Signal::derive(move || form.get(|line| lens.0(line).map(Money::minor)).flatten());
        let commit = Callback::new(move |value: Option<i64>| {
            let amount = value.and_then(Money::from_minor);
            form.change(name, |line| line.set_paid(home, |line| *lens.1(line) = amount));
            Ok(())
        });
        let is_foreign = currency != home;
        let converted = move || {
            let text = editor.read(|plan| {
                let amount = form.get(|line| plan.paid(line, *lens.0(line))).flatten()?;
                Some([&*names::money(amount, home), " ", &names::rate(plan, currency)].concat())
            });
            text.map(|text| view! { <small class="muted">{text}</small> })
        };
        let kind = if is_foreign {
            NumberKind::Price { code: currency.code().to_owned(), decimals: currency.digits() }
        } else {
            crate::ui::form::money_kind(currency)
        };
        view! {
            <div>
                <NumberField
                    id=id.clone()
                    label=label
                    hint=hint.unwrap_or_default().to_owned()
                    kind
                    value
                    commit
                    least=Some(-AMOUNT_LIMIT)
                    most=Some(AMOUNT_LIMIT)
                    problem=problem_at(id.clone())
                    nostrip:suffix=is_foreign.then(|| currency.code().to_owned())
                />
                {is_foreign.then_some(converted)}
            </div>
        }
    })
    .into_any()
}

pub(super) fn more(editor: Editor, form: Form<LineItem>) -> AnyView {
    let statuses: Vec<SelectOption> = LineStatus::ALL
        .into_iter()
        .map(|status| SelectOption::new(status_code(status), names::status(status)))
        .collect();
    view! {
        <div class="row">
            {form.select(
                "line-status",
                common::status(),
                statuses,
                |line| status_code(line.status).to_owned(),
                |line, code| {
                    let chosen = LineStatus::ALL.into_iter().find(|&status| status_code(status) == code);
                    line.status = chosen.unwrap_or_default();
                },
            )}
            {paid_field(editor, form, "line-committed", w::committed(), None, lens!(committed))}
            {paid_field(editor, form, "line-actual", w::actual(), Some(w::actual_hint()), lens!(actual))}
        </div>
        <div class="row">
            {form.people("line-owner", common::owner(), lens!(owner))}
            {pays_for_field(editor, form)}
            {currency_field(editor, form)}
        </div>
        {paid_for(editor, form)}
        {form.area("line-note", common::note(), 2, lens!(note))}
    }
    .into_any()
}

fn status_code(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Planned => "planned",
        LineStatus::Committed => "committed",
        LineStatus::Paid => "paid",
    }
}

fn pays_for_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let options = editor.memo(|plan| {
        let activities = plan.activities.iter().map(|activity| {
            SelectOption::new(pays_for_code(PaysFor::Activity(activity.id)), &activity.name).under(w::activities())
        });
        let partners = plan.partners.iter().map(|partner| {
            SelectOption::new(pays_for_code(PaysFor::Partner(partner.id)), &partner.name).under(w::partners())
        });
        activities.chain(partners).collect::<Vec<_>>()
    });
    form.select(
        "line-pays-for",
        Label::new(w::pays_for()).placeholder(w::pays_for_nothing()),
        options,
        |line| line.pays_for.map(pays_for_code).unwrap_or_default(),
        |line, value| {
            line.pays_for = match value.split_once(':') {
                Some(("activity", id)) => id.parse().ok().map(PaysFor::Activity),
                Some(("partner", id)) => id.parse().ok().map(PaysFor::Partner),
                _ => None,
            };
        },
    )
}

/// A link to what the line item pays for.
fn paid_for(editor: Editor, form: Form<LineItem>) -> AnyView {
    let found = editor.memo(move |plan| {
        let paid = form.get(|line| line.pays_for).flatten()?;
        let (name, phase, anchor) = match paid {
            PaysFor::Activity(id) => {
                let activity = plan.find(id)?;
                (activity.name.clone(), activity.phase, Form::<Activity>::item(editor, id).anchor("activity-name"))
            }
            PaysFor::Partner(id) => {
                let partner = plan.find(id)?;
                (partner.name.clone(), partner.phase, Form::<Partner>::item(editor, id).anchor("partner-name"))
            }
        };
        let phase = plan.find(phase)?;
        let href = Route::field(plan.id, step_of(phase.kind), anchor).to_string();
        Some((href, w::paid_for_show(&name, &names::phase(phase))))
    });
    let link = move || found.get().map(|(href, words)| view! { <p class="small"><a href=href>{words}</a></p> });
    link.into_any()
}

fn pays_for_code(pays_for: PaysFor) -> String {
    match pays_for {
        PaysFor::Activity(id) => "activity:".to_owned() + &id.to_string(),
        PaysFor::Partner(id) => "partner:".to_owned() + &id.to_string(),
    }
}

fn currency_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let now = untrack(move || form.get(|line| line.currency).flatten());
    let offered = CURRENCIES.into_iter().filter_map(Currency::from_code);
    let unusual = now.filter(|now| !CURRENCIES.contains(&now.code()));
    let options: Vec<SelectOption> = offered
        .chain(unusual)
        .filter(|&currency| currency != home)
        .map(|currency| SelectOption::new(currency.code(), currency.code()))
        .collect();
    form.select(
        "line-currency",
        Label::new(w::currency()).placeholder(w::currency_of_plan(home.code())),
        options,
        |line| line.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        |line, code| line.currency = Currency::from_code(code),
    )
}
