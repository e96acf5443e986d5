//! Notices about an imported file and its rows: what was detected, rows that were skipped or may be totals, and why
//! nothing could be imported.

use leptos::prelude::*;

use super::error_messages;

use super::source::ImportSource;
use super::state::Import;
use crate::export::csv::budget::BudgetColumn;
use crate::i18n::format;
use crate::i18n::words::{budget_files as w, common};
use crate::import::budget::{ImportPreview, SkipReason, SkippedRow, SuspectedTotal};
use crate::import::table::mapping::{ColumnMeaning, RowChoice};
use crate::ui::importing::{LISTED, more, shortened};
use crate::widgets::{Checkbox, Disclosure, Notice, NoticeKind};

/// Which ad platform's report it is, and how it is interpreted.
pub fn report(preview: &ImportPreview) -> Option<AnyView> {
    let report = preview.report?;
    let days = preview.report_days.map(|days| w::report_days(&format::span(days.first(), days.last())));
    let title = w::kind_report(error_messages::report_name(report));
    Some(view! { <Notice kind=NoticeKind::Ok title>{w::report_says()} " " {days}</Notice> }.into_any())
}

/// Why nothing can be imported, and what to do.
pub fn nothing(import: Import, preview: &ImportPreview) -> Option<AnyView> {
    if preview.lines.iter().any(|line| !line.faulty) {
        return None;
    }
    let has_figures = import.of(|source| {
        let columns = source.mapping.columns.iter();
        columns.filter(|column| column.meaning.is_number()).count() > 0
    });
    let spends = import.of(|source| source.mapping.column(ColumnMeaning::Field(BudgetColumn::Actual)).is_some());
    let words = match preview.report {
        Some(_) if !spends => w::report_no_cost(),
        None if !has_figures => w::nothing_no_amount(),
        _ if preview.lines.is_empty() => w::nothing_all_skipped(),
        _ => w::nothing_all_faulty(),
    };
    Some(view! { <Notice kind=NoticeKind::Warn title=w::nothing_title().to_owned()>{words}</Notice> }.into_any())
}

/// Sets the user's choice for a row.
fn choose(import: Import, row: usize, choice: Option<RowChoice>) {
    import.change(|source| {
        match choice {
            Some(choice) => source.mapping.rows.insert(row, choice),
            None => source.mapping.rows.remove(&row),
        };
    });
}

fn rows_words((first, last): (usize, usize)) -> String {
    if first == last { first.to_string() } else { [&first.to_string(), "–", &last.to_string()].concat() }
}

/// A row the user decides about, with its texts as of when it was listed.
#[derive(Clone, PartialEq)]
struct UndecidedRow {
    row: usize,
    label: String,
    /// For information only: the row cannot be imported.
    fixed: bool,
}

/// Line items that may be totals of others, including those the user excluded.
pub fn suspects(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let rows = Memo::new(move |_| {
        preview.with(|preview| {
            let label = |suspect: &SuspectedTotal| {
                let text = shortened(&suspect.text, 60);
                w::suspect_leave_out(&suspect.row.to_string(), &text, &rows_words(suspect.of))
            };
            let asked = preview.suspects.iter().map(|suspect| (suspect.row, label(suspect)));
            let chosen = preview.skipped.iter().filter(|skipped| skipped.why == SkipReason::Chosen);
            let chosen = chosen.map(|skipped| {
                let text = shortened(&skipped.text, 60);
                (skipped.row, w::suspect_left_out(&skipped.row.to_string(), &text))
            });
            let mut rows: Vec<UndecidedRow> =
                asked.chain(chosen).map(|(row, label)| UndecidedRow { row, label, fixed: false }).collect();
            rows.sort_by_key(|open| open.row);
            rows.truncate(LISTED);
            rows
        })
    });
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let shown = move || {
        any.get().then(|| {
            view! {
                <Notice kind=NoticeKind::Warn title=w::suspects().to_owned()>{w::suspects_say()}</Notice>
                <div>
                    <For each=move || rows.get() key=|open| open.row children=move |open| suspect_row(import, open) />
                </div>
            }
        })
    };
    shown.into_any()
}

fn suspect_row(import: Import, open: UndecidedRow) -> AnyView {
    let row = open.row;
    let checked = Signal::derive(move || import.of(|source| source.mapping.rows.get(&row) == Some(&RowChoice::Skip)));
    let commit = Callback::new(move |leave_out: bool| choose(import, row, leave_out.then_some(RowChoice::Skip)));
    let id = String::from("import-suspect-") + &row.to_string();
    view! { <Checkbox id label=open.label checked commit /> }.into_any()
}

/// Rows that are not line items, each with a way to import it anyway.
pub fn skipped(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let rows = Memo::new(move |_| {
        let of_skipped = |skipped: &SkippedRow| {
            let words = w::row_text(&skipped.row.to_string(), &shortened(&skipped.text, 40));
            let why = match skipped.of {
                Some(of) => w::skipped_sum_of(&rows_words(of)),
                None => error_messages::skip(skipped.why).to_owned(),
            };
            let said = common::in_parentheses(&words, &why);
            let fixed = !skipped.why.is_open() || skipped.why == SkipReason::Chosen;
            let label = if fixed { said } else { w::take_as_line(&said) };
            UndecidedRow { row: skipped.row, label, fixed }
        };
        // Only the first are listed; the rest are counted.
        let mut rows: Vec<UndecidedRow> =
            preview.with(|preview| preview.skipped.iter().take(LISTED).map(of_skipped).collect());
        // Rows the user included although they look like totals stay in the list.
        import.of(|source| {
            let taken = source.mapping.rows.iter().filter(|(_, choice)| **choice == RowChoice::Line);
            // Until the preview is updated, it still lists them as skipped.
            let taken: Vec<usize> =
                taken.map(|(row, _)| *row).filter(|row| rows.iter().all(|open| open.row != *row)).collect();
            rows.extend(taken.into_iter().map(|row| UndecidedRow {
                row,
                label: w::take_as_line_of(&row.to_string()),
                fixed: false,
            }));
        });
        rows.sort_by_key(|open| open.row);
        rows.truncate(LISTED);
        rows
    });
    let all = Memo::new(move |_| {
        let taken =
            |source: &ImportSource| source.mapping.rows.values().filter(|choice| **choice == RowChoice::Line).count();
        preview.with(|preview| preview.skipped.len()) + import.of(taken)
    });
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let summary = Signal::derive(move || {
        let (count, text) = format::counted(preview.with(|preview| preview.skipped.len()));
        w::skipped(count, &text)
    });
    let rest = move || more(all.get());
    let shown = move || {
        any.get().then(|| {
            view! {
                <Disclosure summary>
                    <ul class="skipped">
                        <For each=move || rows.get() key=|open| (open.row, open.fixed) children=move |open| skipped_row(import, open) />
                        {rest}
                    </ul>
                </Disclosure>
            }
        })
    };
    shown.into_any()
}

fn skipped_row(import: Import, open: UndecidedRow) -> AnyView {
    let row = open.row;
    if open.fixed {
        return view! { <li>{open.label}</li> }.into_any();
    }
    let checked = Signal::derive(move || import.of(|source| source.mapping.rows.get(&row) == Some(&RowChoice::Line)));
    let commit = Callback::new(move |take: bool| choose(import, row, take.then_some(RowChoice::Line)));
    let id = String::from("import-take-") + &row.to_string();
    view! { <li><Checkbox id label=open.label checked commit /></li> }.into_any()
}
