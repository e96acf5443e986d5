//! Tables of figures, rendered by one function, since each table in a `view!` of its own adds to the program's size.

use leptos::prelude::*;

/// The content of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataCell {
    words: String,
    class: &'static str,
    small: String,
    small_class: &'static str,
}

impl From<String> for DataCell {
    fn from(words: String) -> DataCell {
        DataCell { words, ..DataCell::default() }
    }
}

impl From<&str> for DataCell {
    fn from(words: &str) -> DataCell {
        words.to_owned().into()
    }
}

impl DataCell {
    /// With a class on the text.
    #[must_use]
    pub fn class(self, class: &'static str) -> DataCell {
        DataCell { class, ..self }
    }

    /// With a smaller text below.
    #[must_use]
    pub fn about(self, small: String) -> DataCell {
        DataCell { small, small_class: "about", ..self }
    }

    /// With a smaller text after it.
    #[must_use]
    pub fn beside(self, small: &str) -> DataCell {
        DataCell { small: small.to_owned(), small_class: "muted", ..self }
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataHead {
    words: String,
    class: &'static str,
}

impl DataHead {
    /// A column of text.
    pub fn words(words: impl Into<String>) -> DataHead {
        DataHead { words: words.into(), class: "" }
    }

    /// A column of figures.
    pub fn figures(words: impl Into<String>) -> DataHead {
        DataHead { words: words.into(), class: "n" }
    }
}

/// A table whose rows become cards on a narrow screen. `caption_class` may leave the caption to screen readers.
pub fn data_table(
    caption: &str,
    caption_class: &'static str,
    heads: &[DataHead],
    rows: Vec<Vec<DataCell>>,
    foot: Vec<DataCell>,
) -> AnyView {
    let row = |cells: Vec<DataCell>| {
        let cells: Vec<_> = cells.into_iter().zip(heads).map(|(cell, head)| data_cell(cell, head)).collect();
        view! { <tr>{cells}</tr> }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let foot = (!foot.is_empty()).then(|| view! { <tfoot>{row(foot)}</tfoot> });
    let heads: Vec<_> =
        heads.iter().map(|head| view! { <th scope="col" class=head.class>{head.words.clone()}</th> }).collect();
    view! {
        <table class="cards">
            <caption class=caption_class>{caption.to_owned()}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
    .into_any()
}

fn data_cell(cell: DataCell, head: &DataHead) -> AnyView {
    let DataCell { words, class, small, small_class } = cell;
    let small = (!small.is_empty()).then(|| view! { " " <small class=small_class>{small}</small> });
    view! { <td class=head.class data-label=head.words.clone()><span class=class>{words}</span> {small}</td> }
        .into_any()
}
