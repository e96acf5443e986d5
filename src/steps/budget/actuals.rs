//! Budget vs actuals: planned, committed, spent and remaining, for the plan and by phase.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::words::{budget as w, budget_views as v, common, terms};
use crate::plan::budget::ledger::{Ledger, Sums};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::steps::budget::views::{MatrixRow, phases};
use crate::ui::labels::names;
use crate::widgets::{BarRow, BarRows, DataCell, DataHead, Fill, LegendItem, data_table, explained_heading};

/// The four sums of a group of line items.
#[derive(Clone, Copy, Default, PartialEq)]
struct SpendTotals {
    planned: Money,
    committed: Money,
    actual: Money,
    available: Money,
}

impl SpendTotals {
    fn of(sums: &Sums) -> SpendTotals {
        SpendTotals {
            planned: sums.planned(),
            committed: sums.committed(),
            actual: sums.actual(),
            available: sums.available(),
        }
    }

    fn bound(self) -> Money {
        self.committed + self.actual
    }
}

/// A phase's row.
#[derive(Clone, PartialEq)]
struct PhaseRow {
    key: u64,
    name: String,
    spend: SpendTotals,
}

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let whole = editor.figures(|_, ledger| SpendTotals::of(ledger.sums()));
    let some = Memo::new(move |_| whole.with(|whole| whole.planned != Money::ZERO || whole.bound() != Money::ZERO));
    let begun = Memo::new(move |_| whole.with(|whole| whole.bound() != Money::ZERO));
    let body = move || {
        if !some.get() {
            return view! { <p class="muted">{v::spending_none()}</p> }.into_any();
        }
        view! {
            {move || whole.with(|whole| figures(*whole, editor))}
            {crate::steps::budget::pacing::part(editor)}
            {move || {
                if begun.get() {
                    by_phase(editor, whole)
                } else {
                    view! { <p class="muted">{v::spending_none()}</p> }.into_any()
                }
            }}
        }
        .into_any()
    };
    view! {
        <section class="money" aria-labelledby="budget-spending">
            {explained_heading("budget-spending", v::spending(), terms::pacing(), terms::pacing_text())}
            {body}
        </section>
    }
    .into_any()
}

fn figures(whole: SpendTotals, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let one = |name: &str, amount: AnyView, gloss: &str| {
        let (name, gloss) = (name.to_owned(), gloss.to_owned());
        view! { <div><dt>{name} <small>{gloss}</small></dt><dd>{amount}</dd></div> }
    };
    let money = |amount: Money| names::money_plain(amount, currency).into_any();
    view! {
        <dl class="key-figures">
            {one(w::planned(), money(whole.planned), w::planned_gloss())}
            {one(w::committed_sum(), money(whole.committed), w::committed_gloss())}
            {one(w::actual_sum(), money(whole.actual), w::actual_gloss())}
            {one(w::available(), left(whole.available, currency), w::available_gloss())}
        </dl>
    }
    .into_any()
}

/// The remaining amount, or by how much it is exceeded: never a bare minus sign.
fn left(amount: Money, currency: Currency) -> AnyView {
    if amount < Money::ZERO {
        let over = names::money_plain(Money::ZERO - amount, currency);
        return view! { <span class="too-much">{w::over_by(&over)}</span> }.into_any();
    }
    names::money_plain(amount, currency).into_any()
}

fn rows(ledger: &Ledger, name: impl Fn(MatrixRow) -> String) -> Vec<PhaseRow> {
    let shown = phases(ledger);
    let rows_of = |of: MatrixRow| ledger.by_phase().iter().find(|row| MatrixRow::Phase(row.of) == of);
    let rows = shown.into_iter().filter_map(|of| Some((of, SpendTotals::of(&rows_of(of)?.sums))));
    rows.map(|(of, spend)| PhaseRow { key: of.key(), name: name(of), spend }).collect()
}

fn by_phase(editor: Editor, whole: Memo<SpendTotals>) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let money = move |amount: Money| names::money_plain(amount, currency);
    let rows = editor.figures(|plan, ledger| rows(ledger, |of| of.name(plan)));
    let bars = Memo::new(move |_| {
        rows.with(|rows| {
            rows.iter()
                .map(|row| BarRow {
                    key: row.key,
                    label: row.name.clone(),
                    value: v::bound_of(&money(row.spend.bound()), &money(row.spend.planned)),
                    parts: vec![
                        (Fill::Done, row.spend.actual.minor()),
                        (Fill::Underway, row.spend.committed.minor()),
                        (Fill::Open, row.spend.available.minor()),
                    ],
                    // Amounts committed beyond the plan extend past the mark.
                    mark: (row.spend.available < Money::ZERO).then_some(row.spend.planned.minor()),
                })
                .collect::<Vec<_>>()
        })
    });
    let sentence =
        Signal::derive(move || whole.with(|whole| v::spending_label(&money(whole.bound()), &money(whole.planned))));
    let legend = |fill, label: &str| LegendItem { fill, label: label.to_owned() };
    let series = vec![
        legend(Fill::Done, w::actual_sum()),
        legend(Fill::Underway, w::committed_sum()),
        legend(Fill::Open, w::available()),
    ];
    let table = move || {
        let heads = [
            DataHead::words(common::phase()),
            DataHead::figures(w::planned()),
            DataHead::figures(w::committed_sum()),
            DataHead::figures(w::actual_sum()),
            DataHead::figures(w::available()),
        ];
        let foot = whole.with(|whole| table_row(common::total(), *whole, currency));
        rows.with(|rows| {
            let rows = rows.iter().map(|row| table_row(&row.name, row.spend, currency)).collect();
            data_table(v::spending_table(), "visually-hidden", &heads, rows, foot)
        })
    };
    view! {
        <h3>{v::spending_picture()}</h3>
        <BarRows id="picture-spending" label=sentence rows=bars series />
        {table}
    }
    .into_any()
}

fn table_row(name: &str, spend: SpendTotals, currency: Currency) -> Vec<DataCell> {
    let money = |amount: Money| {
        if amount == Money::ZERO { "–".to_owned() } else { names::money_plain(amount, currency) }
    };
    let available = if spend.available < Money::ZERO {
        let over = names::money_plain(Money::ZERO - spend.available, currency);
        DataCell::from(w::over_by(&over)).class("too-much")
    } else {
        names::money_plain(spend.available, currency).into()
    };
    vec![name.into(), money(spend.planned).into(), money(spend.committed).into(), money(spend.actual).into(), available]
}
