//! Where the money goes: line items summed up by cycle, channel, category and month, as tables and charts.

mod matrix;
mod pictures;
mod shares;

use leptos::prelude::*;

pub(super) use self::matrix::{MatrixRow, phases};

use crate::app::Editor;
use crate::i18n::words::{budget as w, budget_views as v};
use crate::plan::numbers::money::Money;
use crate::widgets::{RadioChoice, RadioGroup};

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let by = RwSignal::new("cycle".to_owned());
    let choice =
        |value: &str, label: &str| RadioChoice { value: value.to_owned(), label: label.to_owned(), hint: None };
    let choices = vec![
        choice("cycle", w::view_cycle()),
        choice("channel", w::view_channel()),
        choice("category", w::view_category()),
        choice("month", v::month()),
    ];
    let some = editor.figures(|_, ledger| ledger.totals().planned != Money::ZERO);
    // Only the selected view is kept up to date.
    let view = move || match by.get().as_str() {
        "category" => shares::by_category(editor),
        "month" => shares::by_month(editor),
        "channel" => matrix::by_channel(editor),
        _ => matrix::by_phase(editor),
    };
    let body = move || {
        if !some.get() {
            return view! { <p class="muted">{w::sums_empty()}</p> }.into_any();
        }
        view! {
            <RadioGroup
                id="budget-view"
                legend=v::money_by()
                choices=choices.clone()
                value=by
                commit=Callback::new(move |value| by.set(value))
                inline=true
            />
            {view}
        }
        .into_any()
    };
    view! {
        <section class="money" aria-labelledby="budget-sums">
            <h2 id="budget-sums">{w::sums()}</h2>
            {body}
        </section>
    }
    .into_any()
}
