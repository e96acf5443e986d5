//! The preview: line items as they would be imported, and cells that could not be read.

use leptos::prelude::*;

use super::error_messages;
use super::source::ImportSource;
use super::state::Import;
use crate::i18n::format;
use crate::i18n::words::{budget, budget_files as w, common, import_files as files};
use crate::import::budget::new_plan::NewPlan;
use crate::import::budget::{CellError, CellErrorKind, ImportPreview, ImportedLine, LineChange};
use crate::import::error_groups::grouped;
use crate::import::text::dates::DateError;
use crate::import::text::numbers::NumberError;
use crate::plan::Plan;
use crate::plan::budget::totals::AmountError;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::ui::importing::{ErrorRow, LISTED, error_table, heading_or_letters, shortened};
use crate::ui::labels::names;

/// Line items shown in the preview.
const SHOWN: usize = 8;

/// A column's heading, or its letters if it has none.
pub fn column_name(source: &ImportSource, at: usize) -> String {
    heading_or_letters(source.mapping.heading_of(&source.table, at), at)
}

pub(super) fn lines(import: Import, preview: &ImportPreview, made: Option<&NewPlan>) -> Option<AnyView> {
    let leave_out = import.leave_out.get();
    let stirred: Vec<&ImportedLine> = preview.lines.iter().filter(|taken| taken.change != LineChange::Same).collect();
    let total = stirred.len();
    if total == 0 {
        return None;
    }
    let rows: Vec<AnyView> = import.target.peek(|plan| {
        // The lines of a new plan, which may get their phase by date; those left out are not among them.
        let mut of_new = made.map(|made| made.plan.budget.lines.iter());
        let shown = stirred.into_iter().take(SHOWN);
        let row = |taken: &ImportedLine| {
            let left_out = leave_out && taken.faulty;
            let line = of_new.as_mut().filter(|_| !left_out).and_then(Iterator::next).unwrap_or(&taken.line);
            line_row(taken, plan, preview, left_out, line.phase)
        };
        shown.map(row).collect()
    });
    let spends = preview.report.is_some();
    let caption = (total > SHOWN)
        .then(|| view! { <caption>{w::preview_first(&format::counted(SHOWN).1, &format::counted(total).1)}</caption> });
    let table = view! {
        <h3>{w::preview()}</h3>
        <div class="frame" tabindex="0" role="region" aria-label=w::preview()>
            <table>
                {caption}
                <thead>
                    <tr>
                        <th scope="col" class="n">{files::row()}</th>
                        <th scope="col">{files::outcome()}</th>
                        <th scope="col">{budget::what()}</th>
                        <th scope="col" class="n">{budget::quantity_price()}</th>
                        <th scope="col" class="n">{common::amount()}</th>
                        {spends.then(|| view! { <th scope="col" class="n">{budget::actual_sum()}</th> })}
                        <th scope="col">{common::phase()}</th>
                        <th scope="col">{common::channel()}</th>
                        <th scope="col">{budget::category()}</th>
                        <th scope="col">{budget::when()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

fn line_row(
    taken: &ImportedLine,
    plan: &Plan,
    preview: &ImportPreview,
    left_out: bool,
    phase: Option<PhaseId>,
) -> AnyView {
    let line = &taken.line;
    let home = plan.basics.currency;
    let quantity = line.quantity.map(|quantity| {
        let number = names::decimal(quantity);
        if line.unit.trim().is_empty() { number } else { budget::quantity_of(&number, &line.unit) }
    });
    let price = line.unit_price.map(|price| names::price(price, line.currency, home));
    let product = match (quantity, price) {
        (Some(quantity), Some(price)) => budget::times(&quantity, &price),
        (only, None) | (None, only) => only.unwrap_or_default(),
    };
    let amount = match plan.amount(line) {
        Ok(amount) => names::money(amount, home),
        Err(AmountError::Unpriced) => budget::no_amount().to_owned(),
        Err(AmountError::NoRate(_)) => budget::no_rate().to_owned(),
        Err(AmountError::TooLarge) => budget::too_large().to_owned(),
    };
    let channel = match taken.channel.and_then(|new| preview.channels.get(new)) {
        Some(new) => new.name.clone(),
        None => names::channel_of(plan, line.channel),
    };
    let change = match taken.change {
        _ if left_out => files::outcome_left_out(),
        LineChange::New => files::outcome_new(),
        LineChange::Changed => files::outcome_changed(),
        LineChange::Same => files::outcome_same(),
    };
    let spent = preview.report.map(|_| {
        let spent = line.actual.map(|spent| names::money(spent, home)).unwrap_or_default();
        let (count, text) = format::counted(taken.rows);
        let rows =
            (taken.rows > 1).then(|| view! { <br /><small class="muted">{w::rows_added_up(count, &text)}</small> });
        view! { <td class="n">{spent} {rows}</td> }
    });
    view! {
        <tr class:excluded=left_out>
            <td class="n">{taken.row}</td>
            <td>{change}</td>
            <td class="what">{shortened(&names::line(line), 60)}</td>
            <td class="n">{product}</td>
            <td class="n">{amount}</td>
            {spent}
            <td>{names::phase_of(plan, phase)}</td>
            <td>{channel}</td>
            <td>{names::category(line.category)}</td>
            <td>{timing(&line.timing)}</td>
        </tr>
    }
    .into_any()
}

fn timing(timing: &Timing) -> String {
    match timing {
        Timing::Phase => budget::timing_phase().to_owned(),
        Timing::Once { on } => format::date(*on),
        Timing::Evenly { first, last } => format::span(*first, *last),
        Timing::Monthly { first, last } => {
            common::in_parentheses(&format::span(*first, *last), budget::timing_monthly())
        }
        Timing::ByHand { .. } => budget::timing_by_hand().to_owned(),
    }
}

pub(super) fn errors(import: Import, preview: &ImportPreview) -> Option<AnyView> {
    if preview.errors.is_empty() {
        return None;
    }
    // What one setting of a column resolves.
    let setting = |error: &CellError| {
        let is_open = matches!(
            error.kind,
            CellErrorKind::Number(NumberError::Ambiguous) | CellErrorKind::Day(DateError::Ambiguous)
        );
        is_open.then_some((error.column, error.kind))
    };
    let (shown, all) = grouped(&preview.errors, setting, LISTED);
    let rest = all.saturating_sub(shown.len());
    let rows = shown.into_iter().map(|(error, count)| ErrorRow {
        place: files::row_at(&error.row.to_string()),
        column: import.source.with_untracked(|source| {
            source.as_ref().map(|source| column_name(source, error.column)).unwrap_or_default()
        }),
        text: error.text.clone(),
        words: error_messages::cell_error(error, count),
    });
    Some(error_table(rows, rest))
}
