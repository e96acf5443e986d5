//! Text within HTML and XML.
//!
//! Must not know the document that the text becomes part of.

/// A text for an element or a quoted attribute of HTML or XML, without the characters that XML cannot represent.
///
/// ```
/// use groundswell_core::text::markup::escaped;
/// assert_eq!(escaped("R&D <\"x\">\u{0}"), "R&amp;D &lt;&quot;x&quot;&gt;");
/// ```
pub fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 8);
    push_escaped(&mut markup, text);
    markup
}

/// Appends a text as [`escaped`] writes it.
pub fn push_escaped(markup: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => markup.push(other),
        }
    }
}
