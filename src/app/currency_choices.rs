//! The currencies to choose from: common ones first, then every one that the browser can name.

use crate::browser::page::intl;
use crate::i18n::words::common as w;
use crate::plan::model::basics::Market;
use crate::plan::numbers::currency::Currency;
use crate::widgets::SelectOption;

/// The currencies most plans of a market use.
const COMMON: [&str; 12] = ["CNY", "HKD", "TWD", "MOP", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "AUD"];
const COMMON_ABROAD: [&str; 12] = ["USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "KRW", "SGD", "HKD", "INR", "BRL"];

/// The choices; the chosen one is always among them.
pub fn currency_choices(chosen: Currency, market: Market) -> Vec<SelectOption> {
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
