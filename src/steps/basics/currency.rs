//! The plan's currency: common ones first, then every currency the browser can name.

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::page::intl;
use crate::i18n::words::basics as w;
use crate::plan::edit::{EditError, PlanEdit};
use crate::plan::model::basics::Market;
use crate::plan::numbers::currency::Currency;
use crate::ui::labels::names;
use crate::widgets::{SelectField, SelectOption};

/// The currencies most plans of a market use.
const COMMON: [&str; 12] = ["CNY", "HKD", "TWD", "MOP", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "AUD"];
const COMMON_ABROAD: [&str; 12] = ["USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "KRW", "SGD", "HKD", "INR", "BRL"];

/// The field.
pub fn field(editor: Editor) -> AnyView {
    let currency = editor.currency();
    let market = editor.market();
    let refused = RwSignal::new(None);
    let value = Signal::derive(move || {
        // A rejected choice must not stay shown: the plan still has the old one.
        refused.track();
        currency.get().code().to_owned()
    });
    let commit = Callback::new(move |code: String| {
        let Some(to) = Currency::from_code(&code) else { return };
        let from = currency.get_untracked();
        refused.set(match editor.apply(PlanEdit::Currency(to), None) {
            Err(EditError::AmountDoesNotFit(amount)) => {
                Some(w::currency_refused(&names::money(amount, from), to.code()))
            }
            Ok(()) | Err(_) => None,
        });
    });
    view! {
        <SelectField
            id="basics-currency"
            label=w::currency()
            hint=Signal::stored(w::currency_hint().to_owned())
            options=Signal::derive(move || choices(currency.get_untracked(), market.get()))
            value=value
            commit=commit
            problem=refused
        />
    }
    .into_any()
}

fn choices(chosen: Currency, market: Market) -> Vec<SelectOption> {
    let common = market.pick(COMMON, COMMON_ABROAD);
    let named = intl::currency_names(crate::i18n::locale().tag());
    let option = |code: &str, name: Option<&str>, group: &str| {
        let label = name.map_or_else(|| code.to_owned(), |name| w::currency_one(code, name));
        SelectOption::new(code, label).under(group)
    };
    let name_of = |code: &str| named.iter().find(|(known, _)| known == code).map(|(_, name)| name.as_str());
    let mut choices: Vec<SelectOption> =
        common.iter().map(|code| option(code, name_of(code), w::currency_common())).collect();
    let rest = named.iter().filter(|(code, _)| !common.contains(&code.as_str()) && Currency::from_code(code).is_some());
    choices.extend(rest.map(|(code, name)| option(code, Some(name), w::currency_all())));
    if choices.iter().all(|choice| choice.value != chosen.code()) {
        choices.push(option(chosen.code(), None, w::currency_all()));
    }
    choices
}
