//! The cells of a paste that cannot be read, as a table.

use leptos::prelude::*;

use crate::i18n::format;
use crate::i18n::words::grid as w;

/// The most cells listed.
const SHOWN: usize = 50;

/// A cell of a paste that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadCell {
    /// Where it is.
    pub place: String,
    /// Its text.
    pub text: String,
    /// Why it cannot be read.
    pub why: String,
}

/// The cells with the reasons, as far as they are listed.
pub fn unread_cells(unread: &[UnreadCell]) -> AnyView {
    let list: Vec<AnyView> = unread
        .iter()
        .take(SHOWN)
        .map(|cell| {
            let UnreadCell { place, text, why } = cell.clone();
            view! { <tr><td>{place}</td><td data-label=w::unread_text()>{text}</td><td data-label=w::unread_why()>{why}</td></tr> }
                .into_any()
        })
        .collect();
    let left = unread.len().saturating_sub(SHOWN);
    view! {
        <table class="cards">
            <thead><tr><th scope="col">{w::unread_where()}</th><th scope="col">{w::unread_text()}</th><th scope="col">{w::unread_why()}</th></tr></thead>
            <tbody>{list}</tbody>
        </table>
        {(left > 0).then(|| view! { <p class="muted small">{w::unread_more(&format::counted(left).1)}</p> })}
    }
    .into_any()
}
