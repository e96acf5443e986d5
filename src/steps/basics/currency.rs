//! The plan's currency: common ones first, then every currency the browser can name.

use leptos::prelude::*;

use crate::app::{Editor, currency_choices};
use crate::i18n::words::basics as w;
use crate::plan::edit::{EditError, PlanEdit};
use crate::plan::numbers::currency::Currency;
use crate::ui::labels::names;
use crate::widgets::SelectField;

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
            options=Signal::derive(move || currency_choices(currency.get_untracked(), market.get()))
            value=value
            commit=commit
            problem=refused
        />
    }
    .into_any()
}
