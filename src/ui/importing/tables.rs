//! The tables of an import: what each column is imported as, and what could not be read.

use leptos::prelude::*;

use super::texts::shortened;
use crate::i18n::format;
use crate::i18n::words::import_files as files;

/// The table with a row for each column: its heading, samples, and what it is imported as.
pub fn mapping_table(rows: AnyView) -> AnyView {
    view! {
        <h3>{files::columns()}</h3>
        <table class="cards column-mapping">
            <thead>
                <tr>
                    <th scope="col">{files::column()}</th>
                    <th scope="col">{files::samples()}</th>
                    <th scope="col">{files::taken_as()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The row that says how many columns have none.
pub fn more_columns(rest: usize) -> Option<AnyView> {
    let (count, text) = format::counted(rest);
    (rest > 0).then(|| view! { <tr><td colspan="3">{files::more_columns(count, &text)}</td></tr> }.into_any())
}

/// A cell or row that is not imported.
pub struct ErrorRow {
    /// Its row, and its table if there are several.
    pub place: String,
    /// The name of its column.
    pub column: String,
    /// What is in it.
    pub text: String,
    /// What is wrong with it, and what to do.
    pub words: String,
}

/// Cells and rows that are not imported; `rest` more are not listed.
pub fn error_table(errors: impl Iterator<Item = ErrorRow>, rest: usize) -> AnyView {
    let rows: Vec<_> = errors.map(error_row).collect();
    let rest = (rest > 0).then(|| view! { <p class="small muted">{files::error_more(&format::counted(rest).1)}</p> });
    view! {
        <h3>{files::errors()}</h3>
        <table class="cards import-errors">
            <thead>
                <tr>
                    <th scope="col">{files::row()}</th>
                    <th scope="col">{files::column()}</th>
                    <th scope="col">{files::stands_there()}</th>
                    <th scope="col">{files::way_out()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {rest}
    }
    .into_any()
}

fn error_row(error: ErrorRow) -> AnyView {
    let ErrorRow { place, column, text, words } = error;
    let text = if text.is_empty() { files::nothing_stands().to_owned() } else { shortened(&text, 40) };
    view! {
        <tr>
            <td>{place}</td>
            <td data-label=files::column()>{column}</td>
            <td data-label=files::stands_there()><q>{text}</q></td>
            <td data-label=files::way_out()>{words}</td>
        </tr>
    }
    .into_any()
}
