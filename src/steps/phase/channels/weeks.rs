//! A phase's channels by week: results and money, actual against planned.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::{channel_weeks as w, common, findings};
use crate::plan::budget::cycles::count_cycles;
use crate::plan::model::bounds::MAX_CYCLES;
use crate::plan::model::phase::Phase;
use crate::plan::model::timing::CycleLength;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::weekly::{WeekCell, WeekTable, week_table};
use crate::steps::phase::Part;
use crate::ui::labels::names;

/// The table and the names of its rows.
#[derive(Clone, PartialEq)]
struct WeeklyTable {
    table: WeekTable,
    names: Vec<String>,
    currency: Currency,
    dated: bool,
    /// The number of weeks if there are too many to show.
    too_many: Option<usize>,
}

/// The part.
pub(super) fn part(part: Part) -> AnyView {
    let weekly = part.editor.memo(move |plan| {
        let table = week_table(plan, part.id);
        WeeklyTable {
            names: table.rows.iter().map(|row| names::channel_of(plan, Some(row.channel))).collect(),
            currency: plan.basics.currency,
            dated: plan.find(part.id).is_some_and(|phase| phase.days().is_some()),
            too_many: plan
                .find(part.id)
                .and_then(Phase::days)
                .map(|days| count_cycles(days, CycleLength::Week))
                .filter(|weeks| *weeks > MAX_CYCLES),
            table,
        }
    });
    view! { {part.card_heading(w::title().to_owned())} {move || weekly.with(drawn)} }.into_any()
}

fn drawn(weekly: &WeeklyTable) -> AnyView {
    if !weekly.dated {
        return view! { <p class="muted">{w::no_days()}</p> }.into_any();
    }
    if let Some(weeks) = weekly.too_many {
        let words = findings::too_many_weeks(&format::counted(weeks).1, &format::counted(MAX_CYCLES).1);
        return view! { <p class="muted">{words}</p> }.into_any();
    }
    if weekly.table.rows.is_empty() {
        return view! { <p class="muted">{w::no_rows()}</p> }.into_any();
    }
    let weeks = &weekly.table.weeks;
    let heads: Vec<_> = weeks.iter().map(|week| view! { <th scope="col" class="n">{head(*week)}</th> }).collect();
    let row = |name: String, cells: &[WeekCell]| {
        let whole = cells.iter().fold(WeekCell::default(), WeekCell::plus);
        let cells: Vec<_> =
            cells.iter().zip(weeks).map(|(found, week)| cell(found, head(*week), "n", weekly.currency)).collect();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
                {cell(&whole, common::total().to_owned(), "n total", weekly.currency)}
            </tr>
        }
    };
    let rows: Vec<_> =
        weekly.table.rows.iter().zip(&weekly.names).map(|(found, name)| row(name.clone(), &found.cells)).collect();
    let sums: Vec<WeekCell> = (0..weeks.len())
        .map(|week| weekly.table.rows.iter().fold(WeekCell::default(), |sum, row| sum.plus(&row.cells[week])))
        .collect();
    let even =
        sums.iter().any(|cell| cell.is_spread_evenly).then(|| view! { <p class="muted small">{w::even_gloss()}</p> });
    view! {
        <p class="muted small">{w::gloss()}</p>
        <div class="frame matrix week-table" tabindex="0" role="region" aria-label=w::title()>
            <table>
                <caption class="visually-hidden">{w::title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{common::channel()}</th>
                        {heads}
                        <th scope="col" class="n total">{common::total()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{row(w::all().to_owned(), &sums)}</tfoot>
            </table>
        </div>
        {even}
    }
    .into_any()
}

fn head(week: DateRange) -> String {
    let day = |day| format::date_short(day).replace(' ', "\u{a0}");
    common::span(&day(week.first()), &day(week.last()))
}

fn cell(found: &WeekCell, label: String, class: &'static str, currency: Currency) -> AnyView {
    let count = |value: i64| format::count(value);
    let counted = found.results.map(|results| {
        let text = count(results);
        if found.is_spread_evenly { w::about(&text) } else { text }
    });
    let results = of(counted, (found.planned_results != 0).then(|| count(found.planned_results)));
    let money = |amount: Money| names::money_plain(amount.about(currency), currency);
    let planned = (found.planned_spend != Money::ZERO).then(|| money(found.planned_spend));
    let spend = of(found.spend.map(money), planned);
    view! { <td class=class data-label=label>{results} <small class="about">{spend}</small></td> }.into_any()
}

/// Actual of planned, as far as either is known.
fn of(counted: Option<String>, planned: Option<String>) -> String {
    match (counted, planned) {
        (Some(counted), Some(planned)) => w::of(&counted, &planned),
        (Some(counted), None) => counted,
        (None, Some(planned)) => w::planned(&planned),
        (None, None) => "–".to_owned(),
    }
}
