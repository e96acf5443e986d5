//! The plan's [outline](super::outline) as Markdown, to read or to paste into a wiki. Figures are written as handed in.

use super::outline::{Cell, Outline, Table};

/// The document, ending with a line break. `written` writes a cell that is no text.
pub fn markdown(outline: &Outline, written: &dyn Fn(&Cell) -> String) -> String {
    let mut text = String::new();
    heading(&mut text, 1, &outline.title);
    for chapter in &outline.chapters {
        if chapter.tables.iter().all(|table| table.rows.is_empty()) {
            continue;
        }
        heading(&mut text, 2, chapter.name);
        for (at, table) in chapter.tables.iter().enumerate() {
            if table.rows.is_empty() {
                continue;
            }
            if at > 0 {
                heading(&mut text, 3, &table.title);
            }
            if table.heads.is_empty() {
                facts(&mut text, table, written);
            } else {
                rows(&mut text, table, written);
            }
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn heading(text: &mut String, level: usize, words: &str) {
    text.push_str(&"#".repeat(level));
    text.push(' ');
    text.push_str(&escaped(words));
    text.push_str("\n\n");
}

/// `- **Head** what it says`
fn facts(text: &mut String, table: &Table, written: &dyn Fn(&Cell) -> String) {
    for row in &table.rows {
        let [head, value] = &row[..] else { continue };
        let value = shown(value, written);
        if !value.is_empty() {
            for part in ["- **", &shown(head, written), "** ", &value, "\n"] {
                text.push_str(part);
            }
        }
    }
}

/// Columns in which nothing is written are left out.
fn rows(text: &mut String, table: &Table, written: &dyn Fn(&Cell) -> String) {
    let all = || table.rows.iter().chain(&table.totals);
    let used: Vec<usize> = (0..table.heads.len())
        .filter(|&column| all().any(|row| row.get(column).is_some_and(|cell| *cell != Cell::Empty)))
        .collect();
    let is_figure = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| **cell != Cell::Empty);
        cells.all(|cell| matches!(cell.held(), Cell::Number(_) | Cell::Money(_) | Cell::Percent(_)))
    };
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        text.push('|');
        for cell in cells {
            text.push(' ');
            text.push_str(&cell);
            text.push_str(" |");
        }
        text.push('\n');
    };
    line(&mut used.iter().map(|&column| escaped(&table.heads[column])));
    line(&mut used.iter().map(|&column| if is_figure(column) { "---:" } else { "---" }.to_owned()));
    for row in &table.rows {
        line(&mut used.iter().map(|&column| row.get(column).map_or_else(String::new, |cell| shown(cell, written))));
    }
    for row in &table.totals {
        let strong = |cell: &Cell| {
            let words = shown(cell, written);
            if words.is_empty() { words } else { ["**", &words, "**"].concat() }
        };
        line(&mut used.iter().map(|&column| row.get(column).map_or_else(String::new, strong)));
    }
}

fn shown(cell: &Cell, written: &dyn Fn(&Cell) -> String) -> String {
    match cell.held() {
        Cell::Text(words) => escaped(words),
        Cell::Empty => String::new(),
        other => escaped(&written(other)),
    }
}

/// On one line, with every mark that Markdown or HTML would read as its own taken as it stands.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '<' => text.push_str("&lt;"),
                '&' => text.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' => text.extend(['\\', letter]),
                _ => text.push(letter),
            }
        }
    }
    text
}
