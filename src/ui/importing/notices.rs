//! What was detected while a file was read, and what was left out of its table.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::import_files as files;
use crate::import::bounds;
use crate::import::reading::{Detected, ReportedCells, SourceKind};
use crate::widgets::{Notice, NoticeKind};

/// What was detected while reading.
pub fn noticed(found: &Detected) -> Option<AnyView> {
    let mut bad = Vec::new();
    let mut fine = Vec::new();
    let places = |cells: &ReportedCells| {
        let first: Vec<String> = cells.first.iter().map(|cell| cell.place.clone()).collect();
        let mut text = first.join(", ");
        if cells.count > cells.first.len() {
            text.push('…');
        }
        text
    };
    let mut say = |of: &ReportedCells, words: fn(u64, &str, &str) -> String, is_bad: bool| {
        if of.count > 0 {
            let (count, text) = format::counted(of.count);
            let said = words(count, &text, &places(of));
            if is_bad { bad.push(said) } else { fine.push(said) }
        }
    };
    say(&found.formulas_without_values, files::noticed_no_values, true);
    say(&found.errors, files::noticed_errors, true);
    say(&found.formulas_computed, files::noticed_computed, false);
    if found.columns_cut > 0 {
        let (count, text) = format::counted(found.columns_cut);
        bad.push(files::noticed_columns(count, &text, &format::counted(bounds::COLUMNS).1));
    }
    if found.cells_cut > 0 {
        let (count, text) = format::counted(found.cells_cut);
        bad.push(files::noticed_cells(count, &text));
    }
    if found.letters_lost > 0 {
        let (count, text) = format::counted(found.letters_lost);
        bad.push(files::noticed_letters(count, &text));
    }
    if !found.open_quotes.is_empty() {
        let rows: Vec<String> = found.open_quotes.iter().take(5).map(usize::to_string).collect();
        bad.push(files::noticed_quotes(&rows.join(", ")));
    }
    if found.hidden_rows + found.hidden_columns > 0 {
        let count = |count: usize| format::counted(count).1;
        fine.push(files::hidden_found(&count(found.hidden_rows), &count(found.hidden_columns)));
    }
    if found.kind == SourceKind::WebPage {
        fine.push(files::noticed_web_page().to_owned());
    }
    let kind = if bad.is_empty() { NoticeKind::Ok } else { NoticeKind::Warn };
    bad.append(&mut fine);
    (!bad.is_empty()).then(|| {
        let items: Vec<_> = bad.into_iter().map(|said| view! { <li>{said}</li> }).collect();
        view! { <Notice kind title=files::noticed().to_owned()><ul>{items}</ul></Notice> }.into_any()
    })
}
