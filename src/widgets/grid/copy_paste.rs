//! Copying and pasting cells.

use leptos::ev::ClipboardEvent;
use leptos::prelude::*;

use crate::browser::dom::grid;
use crate::geometry::clipboard;

use super::Grid;

/// The longest pasted text whose markup is looked at, in bytes.
const MAX_MARKED: usize = 500_000;

impl Grid {
    pub(super) fn copy(self, event: &ClipboardEvent) -> bool {
        if self.entry.get_untracked().is_some() || grid::is_in_control(event) {
            return false;
        }
        let texts = self.texts();
        grid::write_clipboard(event, &clipboard::write(&texts), &clipboard::write_html(&texts));
        true
    }

    pub(super) fn take_paste(self, event: &ClipboardEvent) {
        if self.entry.get_untracked().is_some() || grid::is_in_control(event) {
            return;
        }
        event.prevent_default();
        let text = grid::pasted_text(event);
        // The markup of a table is many times its text; skip it for a very large one.
        let html = if text.len() > MAX_MARKED { None } else { grid::pasted_html(event) };
        let html = html.map(|html| clipboard::unstyled(&html));
        // Numbers from this program, or with a numeric attribute, are unambiguous.
        let is_own = html.as_ref().is_some_and(|html| html.contains(&(String::from("<table ") + clipboard::OWN)));
        match html.and_then(|html| grid::parse_table(&html)).map(clipboard::placed) {
            Some(table) => {
                let text = |cell: &grid::ClipCell| {
                    clipboard::cell_text(&cell.text, cell.number.as_deref(), cell.format.as_deref())
                };
                let texts = table.iter().map(|row| row.iter().map(text).collect()).collect();
                let cell = |row: usize, column: usize| table.get(row)?.get(column);
                let is_number = |cell: &&grid::ClipCell| is_own || cell.number.is_some();
                self.paste(texts, &|row, column| cell(row, column).filter(is_number).map(|cell| cell.text.as_str()));
            }
            None => self.paste(clipboard::read(&text), &|_, _| None),
        }
    }
}
