//! The timeline as a table: the same items in the same order, for screen readers and users who prefer text.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{common, timeline as w};
use crate::ui::labels::names;
use crate::views::timeline::rows::{Index, TimelineView, item_of};
use crate::widgets::{DataCell, DataHead, LazyDisclosure, data_table};

/// The table, collapsed by default.
pub(super) fn section(editor: Editor, shown: Memo<Arc<TimelineView>>) -> AnyView {
    let table = move || {
        let heads = [
            DataHead::words(common::name()),
            DataHead::words(w::table_phase()),
            DataHead::words(w::table_first()),
            DataHead::words(w::table_last()),
            DataHead::figures(w::table_days()),
            DataHead::words(common::owner()),
            DataHead::words(w::table_after()),
        ];
        let rows = shown.with(|shown| {
            editor.peek(|plan| {
                let index = Index::of(plan);
                let bars = shown.picture.iter().flat_map(|picture| &picture.rows).flat_map(|row| &row.bars);
                let drawn = bars.map(|bar| {
                    let days = (bar.last - bar.first).num_days() + 1;
                    (item_of(bar.key), format::date(bar.first), format::date(bar.last), format::count(days))
                });
                let in_picture: std::collections::BTreeSet<_> = drawn.clone().map(|(item, ..)| item).collect();
                let rest = shown.unscheduled.iter().filter(|(item, _)| !in_picture.contains(item));
                let rest = rest.map(|(item, _)| (*item, String::new(), String::new(), String::new()));
                let row = |(item, first, last, days)| -> Vec<DataCell> {
                    let phase = index.phase(item).map(names::phase).unwrap_or_default();
                    let after = format::list(&index.waits_for(item));
                    [index.name(item), phase, first, last, days, index.owner(item), after].map(DataCell::from).into()
                };
                drawn.chain(rest).map(row).collect::<Vec<_>>()
            })
        });
        data_table(w::picture(), "visually-hidden", &heads, rows, Vec::new())
    };
    view! { <LazyDisclosure summary=Signal::stored(w::table().to_owned())>{move || table()}</LazyDisclosure> }
        .into_any()
}
