//! Texts of a foreign table on the screen: headings, shortened cells, how many are not listed.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::import_files as files;

/// The most errors and skipped rows listed.
pub const LISTED: usize = 50;

/// A column's heading, or its letters if it has none.
pub fn heading_or_letters(heading: &str, at: usize) -> String {
    let heading = heading.trim();
    if heading.is_empty() { files::column_of(&letters(at)) } else { shortened(heading, 30) }
}

/// A column's letters in a spreadsheet.
fn letters(at: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), at + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text on one line, truncated to so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// How many list items are not shown.
pub fn more(all: usize) -> Option<AnyView> {
    let rest = all.checked_sub(LISTED).filter(|&rest| rest > 0)?;
    Some(view! { <li>{files::error_more(&format::counted(rest).1)}</li> }.into_any())
}
