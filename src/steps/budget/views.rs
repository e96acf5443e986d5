//! What the lines add up to: the great sums, by cycle, kind and channel, and what a result costs.

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::plan::Plan;
use crate::plan::calendar::DateRange;
use crate::plan::metric::Unit;
use crate::plan::money::{Currency, Money};
use crate::plan::totals::{
    BudgetTotals, CycleRow, ResultCost, by_category, by_channel, cost_per, cycle_table, result_costs,
};
use crate::steps::names;
use crate::widgets::{EmptyState, RadioChoice, RadioGroup, Tag};

/// Metrics that are bought by the thousand.
const BY_THE_THOUSAND: [&str; 3] = ["impressions", "reach", "views"];

/// The section on where the money goes.
pub fn sums(editor: Editor, totals: Memo<BudgetTotals>) -> AnyView {
    let by = RwSignal::new("cycle".to_owned());
    let choice = |value: &str, label: &str| RadioChoice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let choices = vec![
        choice("cycle", w::view_cycle()),
        choice("category", w::view_category()),
        choice("channel", w::view_channel()),
    ];
    let some = Memo::new(move |_| totals.with(|totals| totals.planned != Money::ZERO));
    // Only the view that is looked at is kept up.
    let view = move || match by.get().as_str() {
        "category" => parts(editor, w::view_category(), |plan| {
            by_category(plan).into_iter().map(|(category, sum)| (names::category(category).to_owned(), sum)).collect()
        }),
        "channel" => parts(editor, w::view_channel(), |plan| {
            let name = |channel: Option<_>| match channel {
                Some(_) => names::channel_of(plan, channel),
                None => w::no_channel().to_owned(),
            };
            by_channel(plan).into_iter().map(|(channel, sum)| (name(channel), sum)).collect()
        }),
        _ => cycles(editor),
    };
    let body = move || {
        if !some.get() {
            return view! { <p class="muted">{w::sums_empty()}</p> }.into_any();
        }
        view! {
            <RadioGroup
                id="budget-view"
                legend=w::view_by()
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
        <section>
            <h2>{w::sums()}</h2>
            {move || totals.with(|totals| figures(totals, editor))}
            {body}
        </section>
    }
    .into_any()
}

fn figures(totals: &BudgetTotals, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let one = |name: &str, amount: Money, gloss: &str| {
        let (name, gloss) = (name.to_owned(), gloss.to_owned());
        let amount = names::money_plain(amount, currency);
        view! { <div><dt>{name} <small>{gloss}</small></dt><dd>{amount}</dd></div> }
    };
    view! {
        <dl class="money-facts">
            {one(w::planned(), totals.planned, w::planned_gloss())}
            {one(w::committed_sum(), totals.committed, w::committed_gloss())}
            {one(w::actual_sum(), totals.actual, w::actual_gloss())}
            {one(w::available(), totals.available(), w::available_gloss())}
        </dl>
    }
    .into_any()
}

/// The table of phases and cycles, in its own frame: it is as wide as the plan is long.
fn cycles(editor: Editor) -> AnyView {
    let table = editor.memo(|plan| {
        let table = cycle_table(plan);
        let kind = |row: &CycleRow| row.phase.and_then(|id| plan.phase(id)).map(|phase| phase.kind);
        let rows: Vec<_> = table
            .rows
            .into_iter()
            .map(|row| (names::phase_of(plan, row.phase), names::tone(kind(&row)), row))
            .filter(|(_, _, row)| row.phase.is_some() || row.total() != Money::ZERO)
            .collect();
        (table.cycles, rows, plan.basics.currency)
    });
    (move || {
        table.with(|(cycles, rows, currency)| {
            if cycles.is_empty() {
                return view! { <p class="muted">{w::cycles_no_days()}</p> }.into_any();
            }
            let currency = *currency;
            let outside = rows.iter().any(|(_, _, row)| row.outside != Money::ZERO);
            let body = rows.iter().map(|(name, tone, row)| {
                let head = view! { <Tag tone=*tone label=name.clone() /> }.into_any();
                cycle_row(head, row, outside, currency)
            });
            let sum = sum_of(rows.iter().map(|(_, _, row)| row), cycles.len());
            view! {
                <div class="frame" tabindex="0" role="region" aria-label=w::cycle_table()>
                    <table class="cycles">
                        <caption class="unseen">{w::cycle_table()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{common::phase()}</th>
                                {cycles.iter().map(|cycle| cycle_head(*cycle)).collect::<Vec<_>>()}
                                {outside.then(|| view! { <th scope="col" class="n">{w::outside()}</th> })}
                                <th scope="col" class="n">{common::total()}</th>
                            </tr>
                        </thead>
                        <tbody>{body.collect::<Vec<_>>()}</tbody>
                        <tfoot>{cycle_row(common::total().into_any(), &sum, outside, currency)}</tfoot>
                    </table>
                </div>
                {outside.then(|| view! { <p class="small muted">{w::outside()} ": " {w::outside_gloss()}</p> })}
            }
            .into_any()
        })
    })
    .into_any()
}

fn cycle_head(cycle: DateRange) -> AnyView {
    view! { <th scope="col" class="n">{format::span_short(cycle.first(), cycle.last())}</th> }.into_any()
}

fn sum_of<'a>(rows: impl Iterator<Item = &'a CycleRow>, cycles: usize) -> CycleRow {
    let mut sum = CycleRow { phase: None, parts: vec![Money::ZERO; cycles], outside: Money::ZERO };
    for row in rows {
        for (sum, part) in sum.parts.iter_mut().zip(&row.parts) {
            *sum += *part;
        }
        sum.outside += row.outside;
    }
    sum
}

fn cycle_row(head: AnyView, row: &CycleRow, outside: bool, currency: Currency) -> AnyView {
    let cell = |amount: Money| {
        // A table of noughts hides the figures that are there.
        let words = if amount == Money::ZERO { "–".to_owned() } else { names::money_plain(amount, currency) };
        view! { <td class="n">{words}</td> }
    };
    view! {
        <tr>
            <th scope="row">{head}</th>
            {row.parts.iter().map(|part| cell(*part)).collect::<Vec<_>>()}
            {outside.then(|| cell(row.outside))}
            <td class="n total">{names::money_plain(row.total(), currency)}</td>
        </tr>
    }
    .into_any()
}

/// Sums by something, the largest first, each with its share.
fn parts(editor: Editor, head: &'static str, read: fn(&Plan) -> Vec<(String, Money)>) -> AnyView {
    let sums = editor.memo(move |plan| {
        let mut sums = read(plan);
        sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        (sums, plan.basics.currency)
    });
    let table = move || {
        sums.with(|(sums, currency)| {
            let whole: Money = sums.iter().map(|(_, sum)| *sum).sum();
            let share = |sum: Money| {
                let points = i128::from(sum.minor()) * 10_000 / i128::from(whole.minor()).max(1);
                format::percent_bp(i64::try_from(points).unwrap_or(0) / 10 * 10)
            };
            let rows = sums.iter().map(|(name, sum)| {
                view! {
                    <tr>
                        <td>{name.clone()}</td>
                        <td class="n" data-label=common::amount()>{names::money(*sum, *currency)}</td>
                        <td class="n" data-label=w::share()>{share(*sum)}</td>
                    </tr>
                }
            });
            view! {
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
                <tfoot>
                    <tr>
                        <td>{common::total()}</td>
                        <td class="n" data-label=common::amount()>{names::money(whole, *currency)}</td>
                        <td class="n"></td>
                    </tr>
                </tfoot>
            }
            .into_any()
        })
    };
    view! {
        <table class="cards">
            <thead>
                <tr>
                    <th scope="col">{head}</th>
                    <th scope="col" class="n">{common::amount()}</th>
                    <th scope="col" class="n">{w::share()}</th>
                </tr>
            </thead>
            {table}
        </table>
    }
    .into_any()
}

/// A metric's results and their cost, with what is needed to write them.
#[derive(Clone, PartialEq)]
struct Result {
    name: String,
    unit: Unit,
    by_the_thousand: bool,
    cost: ResultCost,
}

/// The section on cost per result.
pub fn results(editor: Editor) -> AnyView {
    let results = editor.memo(|plan| {
        let result = |cost: ResultCost| {
            let definition = &plan.goals.metrics.iter().find(|metric| metric.id == cost.metric)?.definition;
            Some(Result {
                name: names::metric(definition),
                unit: definition.unit(),
                by_the_thousand: definition.dictionary().is_some_and(|entry| BY_THE_THOUSAND.contains(&entry.key)),
                cost,
            })
        };
        (result_costs(plan).into_iter().filter_map(result).collect::<Vec<_>>(), plan.basics.currency)
    });
    let body = move || {
        results.with(|(results, currency)| {
            if results.is_empty() {
                return view! {
                    <EmptyState text=w::results_empty() example=w::results_empty_example() />
                }
                .into_any();
            }
            let rows: Vec<AnyView> = results.iter().map(|result| result_row(result, *currency)).collect();
            view! {
                <p class="muted small">{w::results_gloss()}</p>
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">{w::result_metric()}</th>
                            <th scope="col" class="n">{w::result_count()}</th>
                            <th scope="col" class="n">{w::result_cost()}</th>
                            <th scope="col" class="n">{w::result_each()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        })
    };
    view! {
        <section aria-labelledby="budget-results">
            <h2 id="budget-results">{w::results()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn result_row(result: &Result, currency: Currency) -> AnyView {
    let ResultCost { count, cost, .. } = result.cost;
    let each = if result.by_the_thousand {
        cost_per(cost, count, 1_000).map(|cost| w::result_thousand(&names::money(cost, currency)))
    } else {
        cost_per(cost, count, 1).map(|cost| names::money(cost, currency))
    };
    let each = match each {
        Some(each) => view! { <b>{each}</b> }.into_any(),
        None => view! { <span class="muted">{w::result_none()}</span> }.into_any(),
    };
    view! {
        <tr>
            <td>{result.name.clone()}</td>
            <td class="n" data-label=w::result_count()>{names::value(count, result.unit, currency)}</td>
            <td class="n" data-label=w::result_cost()>{names::money(cost, currency)}</td>
            <td class="n" data-label=w::result_each()>{each}</td>
        </tr>
    }
    .into_any()
}
