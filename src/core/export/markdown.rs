//! The plan's [document](super::document) as Markdown, to read or to paste into a wiki. The caller formats figures.

use super::document::{DocumentCell, DocumentTable, PlanDocument};

/// The document, ending with a line break. `written` formats a cell that is not text.
pub fn markdown(document: &PlanDocument, written: &dyn Fn(&DocumentCell) -> String) -> String {
    let mut text = String::new();
    heading(&mut text, 1, &document.title);
    for chapter in &document.chapters {
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
            if table.headings.is_empty() {
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

/// `- **Label** value`
fn facts(text: &mut String, table: &DocumentTable, written: &dyn Fn(&DocumentCell) -> String) {
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

/// A table, without its empty columns.
fn rows(text: &mut String, table: &DocumentTable, written: &dyn Fn(&DocumentCell) -> String) {
    let all = || table.rows.iter().chain(&table.totals);
    let used: Vec<usize> = (0..table.headings.len())
        .filter(|&column| all().any(|row| row.get(column).is_some_and(|cell| *cell != DocumentCell::Empty)))
        .collect();
    let is_figure = |column: usize| {
        let mut cells =
            table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| **cell != DocumentCell::Empty);
        cells.all(|cell| {
            matches!(
                cell.content(),
                DocumentCell::Number(_) | DocumentCell::Money(_) | DocumentCell::Price(_) | DocumentCell::Percent(_)
            )
        })
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
    line(&mut used.iter().map(|&column| escaped(&table.headings[column])));
    line(&mut used.iter().map(|&column| if is_figure(column) { "---:" } else { "---" }.to_owned()));
    for row in &table.rows {
        line(&mut used.iter().map(|&column| row.get(column).map_or_else(String::new, |cell| shown(cell, written))));
    }
    for row in &table.totals {
        let strong = |cell: &DocumentCell| {
            let words = shown(cell, written);
            if words.is_empty() { words } else { ["**", &words, "**"].concat() }
        };
        line(&mut used.iter().map(|&column| row.get(column).map_or_else(String::new, strong)));
    }
}

fn shown(cell: &DocumentCell, written: &dyn Fn(&DocumentCell) -> String) -> String {
    match cell.content() {
        DocumentCell::Text(words) => escaped(words),
        DocumentCell::Empty => String::new(),
        other => escaped(&written(other)),
    }
}

/// Text on one line, in which characters with a meaning in Markdown or HTML are escaped. Web addresses become autolinks
/// (`<https://…>`), in which nothing is escaped.
pub(super) fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        } else if word.starts_with(['-', '+', '>']) {
            text.push('\\');
        }
        let mut rest = word;
        while let Some((before, address, after)) = with_address(rest) {
            push_escaped(&mut text, before);
            push_link(&mut text, address);
            rest = after;
        }
        push_escaped(&mut text, rest);
    }
    text
}

fn push_escaped(text: &mut String, words: &str) {
    let mut letters = words.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_within = before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        before = letter;
        match letter {
            '<' => text.push_str("&lt;"),
            '&' => text.push_str("&amp;"),
            // Within a word it has no meaning (CommonMark 6.2).
            '_' if is_within => text.push(letter),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => text.extend(['\\', letter]),
            _ => text.push(letter),
        }
    }
}

/// An autolink (`CommonMark` 6.5). A bar would end a table cell, and a backslash escape the next character.
fn push_link(text: &mut String, address: &str) {
    text.push('<');
    text.push_str(&address.replace('|', "%7C").replace('\\', "%5C"));
    text.push('>');
}

/// The first web address in a word, with the text before and after it.
fn with_address(word: &str) -> Option<(&str, &str, &str)> {
    let lower = word.to_ascii_lowercase();
    let starts =
        ["https://", "http://"].into_iter().filter_map(|scheme| lower.find(scheme).map(|at| (at, scheme.len())));
    let (start, scheme) = starts.min()?;
    let address = &word[start..];
    let ends = |letter: char| {
        matches!(
            letter,
            '<' | '>' | '"' | '`' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '【' | '】'
        ) || "，。；：！？、（）…".contains(letter)
    };
    let mut address = address.find(ends).map_or(address, |end| &address[..end]);
    // Punctuation after an address belongs to the sentence, and an unmatched closing bracket to the text before.
    loop {
        let unopened = address.matches(')').count() > address.matches('(').count();
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']);
        let shorter = if unopened { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let end = start + address.len();
    (address.len() > scheme).then(|| (&word[..start], address, &word[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_with_a_meaning_in_markdown_are_escaped() {
        assert_eq!(escaped("- one\n*two*  _<b>_"), "\\- one \\*two\\* \\_&lt;b>\\_");
        assert_eq!(escaped("50 [x] a_b `c` \\ ~d~ A&B |"), "50 \\[x\\] a_b \\`c\\` \\\\ \\~d\\~ A&amp;B \\|");
    }

    #[test]
    fn addresses_become_autolinks_and_are_not_escaped() {
        for (words, expected) in [
            ("https://x.example/a_b?utm_source=c_d&e=*f*", "<https://x.example/a_b?utm_source=c_d&e=*f>\\*"),
            ("See https://x.example/a_b.", "See <https://x.example/a_b>."),
            ("(https://x.example/a(b)_c)", "(<https://x.example/a(b)_c>)"),
            ("详见https://x.example/a_b，谢谢_", "详见<https://x.example/a_b>，谢谢\\_"),
            ("HTTP://x.example/|a\\b", "<HTTP://x.example/%7Ca%5Cb>"),
            ("https:// _", "https:// \\_"),
            ("https://a.example/_,https://b.example/_", "<https://a.example/_,https://b.example/_>"),
            ("javascript:alert(1) [x](javascript:alert(1))", "javascript:alert(1) \\[x\\](javascript:alert(1))"),
        ] {
            assert_eq!(escaped(words), expected, "{words}");
        }
    }
}
