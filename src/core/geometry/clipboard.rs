//! Cells on the clipboard: as tab-separated text, as spreadsheets write and read it, and as HTML tables. Knows no browser.

use crate::text::markup::push_escaped;

/// Writes cells as text; one with a tab, a line break or a quote at its start is quoted.
pub fn write(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            if cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
    }
    text
}

/// Reads cells from text. A cell that begins with a quote extends to the closing quote, over tabs and line breaks; without
/// one, the quote is text. A line break at the end, which most programs add, does not start a row.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        let Some(separator) = after.chars().next() else { return rows };
        if separator != '\t' {
            rows.push(Vec::new());
        }
        rest = after.strip_prefix("\r\n").unwrap_or(&after[separator.len_utf8()..]);
    }
}

fn plain(text: &str) -> (String, &str) {
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let quote = rest.find('"')?;
        cell.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None if rest.is_empty() || rest.starts_with(['\t', '\n', '\r']) => return Some((cell, rest)),
            // Something follows: the quotes were text.
            None => return None,
        }
    }
}

/// Marks a table that this program wrote: its numbers are plain, with a decimal point.
pub const OWN: &str = "data-plain";

/// Writes cells as an HTML table, which some programs read instead of text.
pub fn write_html(rows: &[Vec<String>]) -> String {
    let mut html = String::from("<table ") + OWN + ">";
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            html.push_str("<td>");
            for (index, line) in cell.split('\n').enumerate() {
                if index > 0 {
                    html.push_str("<br>");
                }
                push_escaped(&mut html, line);
            }
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html + "</table>"
}

/// The most columns that a cell may span.
const MAX_COLUMN_SPAN: usize = 100;

/// The cells of an HTML table as a grid. Each cell comes with its column span and row span (0 for all rows that follow);
/// the cells it spans are filled with empty ones, so that columns stay aligned.
pub fn placed<T: Default>(rows: Vec<Vec<(T, usize, usize)>>) -> Vec<Vec<T>> {
    // For each column, the first row that is not covered by a cell further up.
    let mut taken: Vec<usize> = Vec::new();
    let place = |(at, row): (usize, Vec<(T, usize, usize)>)| {
        let mut cells: Vec<T> = Vec::with_capacity(row.len());
        for (cell, columns, rows) in row {
            while taken.get(cells.len()).is_some_and(|until| *until > at) {
                cells.push(T::default());
            }
            let end = cells.len() + columns.clamp(1, MAX_COLUMN_SPAN);
            if rows != 1 {
                let until = if rows == 0 { usize::MAX } else { at.saturating_add(rows) };
                taken.resize(taken.len().max(end), 0);
                taken[cells.len()..end].fill(until);
            }
            cells.push(cell);
            cells.resize_with(end, T::default);
        }
        cells
    };
    rows.into_iter().enumerate().map(place).collect()
}

/// The content of a cell that a spreadsheet copied as HTML: its text, or the exact number if the text shows it rounded or
/// formatted. `number` is the value that the spreadsheet attached to the cell, `format` its number format.
pub fn cell_text(text: &str, number: Option<&str>, format: Option<&str>) -> String {
    let dated = format.is_some_and(|format| letters(format).any(|letter| "YMDHymdh年月日".contains(letter)));
    match number {
        Some(number) if !dated && !text.contains(['%', '％']) && number.parse::<f64>().is_ok_and(f64::is_finite) => {
            number.to_owned()
        }
        _ => text.to_owned(),
    }
}

/// The characters of a number format that are format codes, without literals: text in quotes, and currencies in brackets.
fn letters(format: &str) -> impl Iterator<Item = char> + '_ {
    let (mut quoted, mut bracketed) = (false, false);
    format.chars().filter(move |&letter| {
        match letter {
            '"' if !bracketed => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ => return !quoted && !bracketed,
        }
        false
    })
}

/// HTML without its styles: they are not needed to read a table, and each would violate a strict content security policy.
pub fn unstyled(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = tag_end(rest);
        let (tag, after) = rest.split_at(end);
        rest = after;
        if is_tag(tag, "style") {
            let lower = rest.to_ascii_lowercase();
            rest = lower.find("</style").map_or("", |close| &rest[close..]);
        } else {
            push_unstyled(tag, &mut kept);
        }
    }
    kept + rest
}

fn is_tag(tag: &str, name: &str) -> bool {
    let inside = tag.trim_start_matches('<');
    inside.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !inside[name.len()..].starts_with(|letter: char| letter.is_ascii_alphanumeric())
}

/// The length of the tag a text begins with: to its `>` outside of quotes.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn push_unstyled(tag: &str, kept: &mut String) {
    let mut rest = tag;
    let mut quote = None;
    while let Some(letter) = rest.chars().next() {
        if quote.is_none() && letter.is_ascii_whitespace() {
            let name = rest.trim_start();
            let value = name.get(..5).filter(|name| name.eq_ignore_ascii_case("style")).map(|_| name[5..].trim_start());
            if let Some(value) = value.and_then(|value| value.strip_prefix('=')) {
                let value = value.trim_start();
                rest = match value.chars().next() {
                    Some(open @ ('"' | '\'')) => value[1..].find(open).map_or("", |close| &value[close + 2..]),
                    _ => value.find([' ', '\n', '\t', '>']).map_or("", |end| &value[end..]),
                };
                continue;
            }
        }
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
        kept.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
}
