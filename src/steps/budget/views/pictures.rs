//! The charts of the view by cycle: each cycle's cost stacked by phase, and the cumulative plan against the total
//! budget.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::matrix::{MatrixRow, cycle_name, phases};
use crate::app::Editor;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::widgets::bar_geometry::{WHOLE, moment};
use crate::widgets::{
    ColumnChart, CumulativeChart, DataCell, DataHead, Fill, LazyDisclosure, LegendItem, MeasuredPoint, data_table,
};

/// A formatter for chart amounts, and the number of smallest currency units in a whole one.
pub(in crate::steps::budget) fn short(currency: Currency) -> (Callback<i64, String>, i64) {
    let write = Callback::new(move |amount| format::money_short(amount, currency.code(), currency.digits()));
    (write, 10_i64.pow(u32::from(currency.digits())))
}

/// The column labels: the first day of each cycle.
fn heads(cycles: Memo<Vec<DateRange>>) -> Signal<Vec<String>> {
    Signal::derive(move || cycles.with(|cycles| cycles.iter().map(|cycle| format::date_short(cycle.first())).collect()))
}

/// The fill of a phase: its colour, with a pattern that distinguishes custom phases from costs of the whole plan.
fn fill(plan: &Plan, of: MatrixRow) -> Fill {
    let kind = match of {
        MatrixRow::Phase(id) => id.and_then(|id| plan.find(id)).map(|phase| phase.kind),
        MatrixRow::Channel(_) => None,
    };
    if kind == Some(PhaseKind::Other) { Fill::More } else { Fill::Phase(names::tone(kind)) }
}

/// The cost of each cycle.
pub(super) fn by_cycle(editor: Editor, cycles: Memo<Vec<DateRange>>) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let (write, unit) = short(currency);
    let series = editor.figures(|plan, ledger| {
        let items = phases(ledger).into_iter().map(|of| LegendItem { fill: fill(plan, of), label: of.name(plan) });
        items.collect::<Vec<_>>()
    });
    let columns = editor.figures(|_, ledger| {
        let rows = ledger.by_phase().iter().filter(|row| row.of.is_some() || row.total() != Money::ZERO);
        let mut columns = vec![Vec::new(); ledger.cycles().len()];
        for row in rows {
            for (column, part) in columns.iter_mut().zip(row.parts()) {
                column.push(part.minor());
            }
        }
        columns
    });
    let sentence = Memo::new(move |_| {
        let most = columns.with(|columns| {
            let sums = columns.iter().map(|parts| parts.iter().copied().fold(0, i64::saturating_add));
            // Of equal ones the first in reading order.
            sums.enumerate().fold(None, |most: Option<(usize, i64)>, (at, sum)| match most {
                Some((_, before)) if before >= sum => most,
                _ => Some((at, sum)),
            })
        });
        let Some((at, sum)) = most else { return String::new() };
        let cycle = cycles.with(|cycles| cycles.get(at).copied().map(cycle_name).unwrap_or_default());
        v::stack_label(&cycle, &names::money_plain(Money::saturating(i128::from(sum)), currency))
    });
    view! {
        <h3>{v::stack_title()}</h3>
        <ColumnChart id="picture-cycles" label=sentence series heads=heads(cycles) columns unit write />
    }
    .into_any()
}

/// The cumulative planned amount, beside the total budget and the spend.
pub(super) fn adding_up(editor: Editor, cycles: Memo<Vec<DateRange>>) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let (write, unit) = short(currency);
    let money = move |amount: i64| names::money_plain(Money::saturating(i128::from(amount)), currency);
    let sums = editor.figures(|_, ledger| running(ledger));
    let total_budget = editor.figures(|_, ledger| ledger.totals().total_budget);
    let spent = editor.figures(|_, ledger| (ledger.totals().actual, ledger.totals().committed));
    let total = Memo::new(move |_| sums.with(|sums| sums.last().copied().unwrap_or(0)));
    let last_day = Memo::new(move |_| cycles.with(|cycles| cycles.last().map(|cycle| cycle.last())));
    let sentence = Signal::derive(move || {
        let Some(day) = last_day.get() else { return String::new() };
        match total_budget.get() {
            Some(total_budget) => {
                v::course_label(&money(total.get()), &format::date(day), &money(total_budget.minor()))
            }
            None => v::course_label_alone(&money(total.get()), &format::date(day)),
        }
    });
    let line = Signal::derive(move || v::course_line(&money(total.get())));
    let limit = Signal::derive(move || {
        total_budget.get().map(|total_budget| (total_budget.minor(), v::limit(&money(total_budget.minor()))))
    });
    let points = Signal::derive(move || {
        let (actual, committed) = spent.get();
        let today = clock::today();
        let at = cycles.with(|cycles| place_of(today, cycles));
        let point = |value: Money, label: String, hollow| MeasuredPoint { at, value: value.minor(), label, hollow };
        let mut points = Vec::new();
        if committed > Money::ZERO {
            let bound = actual + committed;
            points.push(point(bound, v::bound_to_date(&money(bound.minor())), true));
        }
        if actual > Money::ZERO {
            points.push(point(actual, v::spent_to_date(&money(actual.minor())), false));
        }
        points
    });
    let table = move || {
        cycles.with(|cycles| {
            let sums = sums.get();
            let total_budget = total_budget.get();
            let write = writer(sums.iter().all(|sum| is_whole(*sum, currency)));
            let mut before = 0;
            let rows = cycles
                .iter()
                .zip(sums)
                .map(|(cycle, sum)| {
                    let part = sum - before;
                    before = sum;
                    let mut row: Vec<DataCell> =
                        vec![cycle_name(*cycle).into(), write(part, currency).into(), write(sum, currency).into()];
                    row.extend(
                        total_budget.map(|total_budget| left_words(total_budget.minor() - sum, currency, write)),
                    );
                    row
                })
                .collect();
            let mut heads = vec![
                DataHead::words(w::view_cycle()),
                DataHead::figures(v::in_cycle()),
                DataHead::figures(v::by_its_end()),
            ];
            heads.extend(total_budget.map(|_| DataHead::figures(v::left_of_total_budget())));
            data_table(v::course_title(), "visually-hidden", &heads, rows, Vec::new())
        })
    };
    view! {
        <h3>{v::course_title()}</h3>
        <CumulativeChart label=sentence line heads=heads(cycles) sums limit points unit write />
        <LazyDisclosure summary=Signal::stored(v::course_table().to_owned())>{table}</LazyDisclosure>
    }
    .into_any()
}

/// The cumulative planned amount at the end of each cycle.
fn running(ledger: &Ledger) -> Vec<i64> {
    let mut sums = vec![0_i64; ledger.cycles().len()];
    for row in ledger.by_phase() {
        for (sum, part) in sums.iter_mut().zip(row.parts()) {
            *sum = sum.saturating_add(part.minor());
        }
    }
    let mut before = 0_i64;
    for sum in &mut sums {
        before = before.saturating_add(*sum);
        *sum = before;
    }
    sums
}

/// A date's position along the cycles; before them the start, after them the end.
fn place_of(day: NaiveDate, cycles: &[DateRange]) -> u32 {
    let at = cycles.partition_point(|cycle| cycle.last() < day);
    let Some(cycle) = cycles.get(at) else { return WHOLE };
    let done = (day - cycle.first()).num_days() + 1;
    moment(at, cycles.len(), u32::try_from(done).unwrap_or(0), cycle.len())
}

fn left_words(left: i64, currency: Currency, write: AmountFormat) -> DataCell {
    if left < 0 {
        return DataCell::from(w::over_by(&write(-left, currency))).class("too-much");
    }
    write(left, currency).into()
}

/// How the amounts of a table are formatted.
pub(super) type AmountFormat = fn(i64, Currency) -> String;

/// Omits decimals if no amount of the table has any, so that columns align.
pub(super) fn writer(whole: bool) -> AmountFormat {
    if whole {
        |amount, currency| format::money_plain(amount, currency.code(), currency.digits())
    } else {
        |amount, currency| format::money(amount, currency.code(), currency.digits())
    }
}

/// Whether an amount is a whole number of currency units.
pub(super) fn is_whole(amount: i64, currency: Currency) -> bool {
    amount % 10_i64.pow(u32::from(currency.digits())) == 0
}
