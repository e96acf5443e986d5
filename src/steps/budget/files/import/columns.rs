//! What each column of the imported table means: one field per column, and one for each run of period columns.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::export::heading;
use super::preview::column_name;
use super::settings::column_mark_field;
use super::state::Import;
use crate::i18n::format;
use crate::i18n::words::{budget_files as w, common, import_files as files};
use crate::import::budget::ImportPreview;
use crate::import::table::mapping::{ColumnMeaning, ColumnUse, Mapping};
use crate::import::text::numbers::DecimalMark;
use crate::plan::numbers::date_range::DateRange;
use crate::ui::importing::{mapping_table, more_columns, shortened};
use crate::widgets::{SelectField, SelectOption};

/// At most so many columns have a field of their own.
const SHOWN: usize = 60;
/// Runs of at least so many period columns share a field.
const RUN: usize = 5;

/// The column table.
pub fn columns(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    // Rebuilt for another table, heading row or kind of report, but not for another meaning: the focus is on one of the
    // fields.
    let shape = Memo::new(move |_| {
        import.of(|source| (Arc::as_ptr(&source.table).addr(), source.mapping.heading, source.mapping.report))
    });
    let rows = move || {
        // Read, not only tracked: a memo that is never read is never computed and never notifies.
        shape.with(|_| ());
        let runs = import
            .source
            .with_untracked(|source| source.as_ref().map(|source| runs_of(&source.mapping)).unwrap_or_default());
        let rest: usize = runs.iter().skip(SHOWN).map(Vec::len).sum();
        let rows = runs.into_iter().take(SHOWN).filter_map(|run| column_row(import, preview, run));
        rows.chain(more_columns(rest)).collect::<Vec<_>>()
    };
    mapping_table(rows.into_any())
}

/// The columns one by one, adjacent period columns together.
fn runs_of(mapping: &Mapping) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let is_period = |at: usize| mapping.columns[at].meaning == ColumnMeaning::Month;
    for at in 0..mapping.columns.len() {
        match runs.last_mut() {
            Some(run) if is_period(at) && run.last().is_some_and(|last| is_period(*last)) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    let split = |run: Vec<usize>| -> Vec<Vec<usize>> {
        if run.len() < RUN { run.into_iter().map(|at| vec![at]).collect() } else { vec![run] }
    };
    runs.into_iter().flat_map(split).collect()
}

fn column_row(import: Import, preview: RwSignal<ImportPreview>, run: Vec<usize>) -> Option<AnyView> {
    let (&at, &last) = (run.first()?, run.last()?);
    let (name, samples) = import.source.with_untracked(|source| {
        let source = source.as_ref()?;
        let cells = source.mapping.body(&source.table).iter().map(|row| row.cell(at).trim());
        let samples: Vec<String> =
            cells.filter(|cell| !cell.is_empty()).take(3).map(|cell| shortened(cell, 18)).collect();
        let name = if run.len() > 1 {
            let (count, text) = format::counted(run.len());
            let period = |at| shortened(&source.mapping.period_name(&source.table, at), 24);
            w::period_columns(count, &period(at), &period(last), &text)
        } else {
            column_name(source, at)
        };
        // A column without heading and cells is not shown.
        (!samples.is_empty() || !source.mapping.heading_of(&source.table, at).trim().is_empty() || run.len() > 1)
            .then_some((name, samples))
    })?;
    let options: Vec<SelectOption> = ColumnMeaning::CHOICES
        .into_iter()
        .map(|meaning| SelectOption::new(code(meaning), meaning_words(meaning)))
        .collect();
    let used = Memo::new(move |_| import.of(|source| source.mapping.columns.get(at).copied().unwrap_or_default()));
    let value = Signal::derive(move || code(used.get().meaning).to_owned());
    let all = run.clone();
    let commit = Callback::new(move |value: String| {
        let meaning = ColumnMeaning::CHOICES.into_iter().find(|&meaning| code(meaning) == value).unwrap_or_default();
        import.change(|source| {
            // Meanings that only one column may have go to the first column of the run.
            let columns = if meaning.is_shared() { &all[..] } else { &all[..1] };
            for &at in columns {
                source.mapping.set(&source.table, at, meaning);
            }
        });
    });
    let power = move || {
        let ColumnUse { meaning, power, .. } = used.get();
        let factor = 10_i64.pow(u32::from(power));
        (power > 0 && meaning.is_money()).then(|| view! { <small>{w::times(&format::count(factor))}</small> })
    };
    let days = move || {
        let span = preview.with(|preview| span_of(preview, at, last))?;
        (used.get().meaning == ColumnMeaning::Month).then(|| view! { <br /><small class="muted">{span}</small> })
    };
    let asks = Memo::new(move |_| {
        let used = used.get();
        used.meaning.is_number() && used.settled == DecimalMark::Either
    });
    let mark = move || asks.get().then(|| column_mark_field(import, at));
    let label = files::taken_as_of(&name);
    let row = view! {
        <tr class:unused=move || used.get().meaning == ColumnMeaning::Ignored>
            <td>{name} " " {power} {days}</td>
            <td data-label=files::samples()>{samples.join(" · ")}</td>
            <td data-label=files::taken_as()>
                <SelectField id=String::from("import-column-") + &at.to_string() label options value commit bare=true />
                {mark}
            </td>
        </tr>
    };
    Some(row.into_any())
}

/// The dates from the first of these columns to the last.
fn span_of(preview: &ImportPreview, first: usize, last: usize) -> Option<String> {
    let days = |at: usize| preview.periods.iter().find(|(column, _)| *column == at).map(|(_, days)| *days);
    let (first, last) = (days(first)?, days(last)?);
    DateRange::new(first.first(), last.last()).map(|days| format::span(days.first(), days.last()))
}

fn code(meaning: ColumnMeaning) -> &'static str {
    match meaning {
        ColumnMeaning::Ignored => "",
        ColumnMeaning::Field(column) => column.key(),
        ColumnMeaning::Start => "start",
        ColumnMeaning::End => "end",
        ColumnMeaning::Month => "month",
        ColumnMeaning::MonthSpent => "month-spent",
        ColumnMeaning::Result => "result",
    }
}

fn meaning_words(meaning: ColumnMeaning) -> &'static str {
    match meaning {
        ColumnMeaning::Ignored => files::not_taken(),
        ColumnMeaning::Field(column) => heading(column),
        ColumnMeaning::Start => common::first_day(),
        ColumnMeaning::End => common::last_day(),
        ColumnMeaning::Month => w::month_amount(),
        ColumnMeaning::MonthSpent => w::month_spent(),
        ColumnMeaning::Result => w::result_to_note(),
    }
}
