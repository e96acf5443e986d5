//! Sums by one dimension, each with its share: bars, and the same figures as a table.

use leptos::prelude::*;

use super::matrix::{MatrixRow, channels};
use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v, common};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::bounds::MAX_CYCLES;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::widgets::{BarRow, BarRows, DataCell, DataHead, Fill, LegendItem, data_table};

/// A sum and its label.
#[derive(Clone, PartialEq)]
struct NamedSum {
    key: u64,
    name: String,
    amount: Money,
}

type ReadSums = fn(&Plan, &Ledger) -> Vec<NamedSum>;

/// A share in percent with one decimal; a dash if the whole is zero.
pub(super) fn share(part: Money, whole: Money) -> String {
    part.share_of(whole).map_or_else(|| "–".to_owned(), format::percent_bp)
}

/// Shares by cost category.
pub(super) fn by_category(editor: Editor) -> AnyView {
    whole(editor, w::view_category(), v::category_label, |_, ledger| {
        let sums = ledger.by_category().into_iter();
        largest_first(
            sums.map(|(category, amount)| NamedSum {
                key: category as u64,
                name: names::category(category).to_owned(),
                amount,
            })
            .collect(),
        )
    })
}

/// Shares by calendar month, and amounts without a month.
pub(super) fn by_month(editor: Editor) -> AnyView {
    let months = editor.memo(|plan| plan.basics.days().map_or(0, DateRange::count_months));
    let too_many = move || {
        let months = months.get();
        (months > MAX_CYCLES).then(|| {
            let words = w::months_too_many(&format::counted(months).1, &format::counted(MAX_CYCLES).1);
            view! { <p class="muted">{words}</p> }
        })
    };
    let rest = whole(editor, v::month(), v::month_label, |plan, ledger| {
        let mut sums: Vec<NamedSum> = ledger
            .by_month(plan)
            .into_iter()
            .enumerate()
            .map(|(at, (month, amount))| NamedSum { key: at as u64 + 1, name: format::month(month.first()), amount })
            .collect();
        let within: Money = sums.iter().map(|sum| sum.amount).sum();
        let outside = ledger.sums().planned() - within;
        if outside != Money::ZERO {
            sums.push(NamedSum { key: 0, name: w::outside().to_owned(), amount: outside });
        }
        sums
    });
    view! { {too_many} {rest} }.into_any()
}

/// The chart of the channels; their table is the one by cycle.
pub(super) fn channels_picture(editor: Editor) -> AnyView {
    let sums = editor.figures(channel_sums);
    picture(editor, sums, v::channel_label, v::channel_shares())
}

fn channel_sums(plan: &Plan, ledger: &Ledger) -> Vec<NamedSum> {
    let rows = channels(ledger).into_iter().zip(ledger.by_channel().iter().filter(|row| row.total() != Money::ZERO));
    largest_first(
        rows.map(|(of, row): (MatrixRow, _)| NamedSum { key: of.key(), name: of.name(plan), amount: row.total() })
            .collect(),
    )
}

fn largest_first(mut sums: Vec<NamedSum>) -> Vec<NamedSum> {
    sums.sort_by_key(|sum| std::cmp::Reverse(sum.amount));
    sums
}

fn whole(editor: Editor, head: &'static str, label: fn(&str, &str) -> String, read: ReadSums) -> AnyView {
    let sums = editor.figures(read);
    view! {
        {picture(editor, sums, label, head)}
        {table(editor, sums, head)}
    }
    .into_any()
}

/// The bars. Their text alternative names the largest.
fn picture(editor: Editor, sums: Memo<Vec<NamedSum>>, label: fn(&str, &str) -> String, title: &'static str) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let amount = move |sums: &[NamedSum]| sums.iter().map(|sum| sum.amount).sum::<Money>();
    let rows = Memo::new(move |_| {
        sums.with(|sums| {
            let whole = amount(sums);
            sums.iter()
                .map(|sum| BarRow {
                    key: sum.key,
                    label: sum.name.clone(),
                    value: v::amount_share(&names::money_plain(sum.amount, currency), &share(sum.amount, whole)),
                    parts: vec![(Fill::Plain, sum.amount.minor())],
                    mark: None,
                })
                .collect::<Vec<_>>()
        })
    });
    let sentence = Signal::derive(move || {
        sums.with(|sums| {
            let most = sums.iter().max_by_key(|sum| sum.amount);
            most.map(|most| label(&most.name, &share(most.amount, amount(sums)))).unwrap_or_default()
        })
    });
    let series = vec![LegendItem { fill: Fill::Plain, label: String::new() }];
    view! {
        <h3>{title}</h3>
        <BarRows id="picture-shares" label=sentence rows series />
    }
    .into_any()
}

fn table(editor: Editor, sums: Memo<Vec<NamedSum>>, head: &'static str) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let heads = [DataHead::words(head), DataHead::figures(common::amount()), DataHead::figures(w::share())];
    (move || {
        sums.with(|sums| {
            let whole: Money = sums.iter().map(|sum| sum.amount).sum();
            let row = |name: &str, amount: Money| row(name, amount, whole, currency);
            let rows = sums.iter().map(|sum| row(&sum.name, sum.amount)).collect();
            data_table(head, "visually-hidden", &heads, rows, row(common::total(), whole))
        })
    })
    .into_any()
}

fn row(name: &str, amount: Money, whole: Money, currency: Currency) -> Vec<DataCell> {
    let words = if amount == Money::ZERO { "–".to_owned() } else { names::money(amount, currency) };
    vec![name.into(), words.into(), share(amount, whole).into()]
}
