//! Full-width letters, as input methods write them, in their half-width form.
//!
//! Must not know dates, numbers or names; their readers fold further marks themselves.

/// A full-width letter, digit, mark or space in its half-width form; any other character as it is.
///
/// ```
/// use groundswell_core::text::width::narrow;
/// assert_eq!("Ａ１，\u{3000}元".chars().map(narrow).collect::<String>(), "A1, 元");
/// ```
pub fn narrow(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

/// A text in lower case and half-width letters, for comparison.
///
/// ```
/// assert_eq!(groundswell_core::text::width::folded("ＣＰＭ Reach"), "cpm reach");
/// ```
pub fn folded(text: &str) -> String {
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

/// Whether a text holds a word that is [`folded`] already. Nothing is allocated: a list is searched at every key.
///
/// ```
/// use groundswell_core::text::width::holds;
/// assert!(holds("Paid Ｒｅａｃｈ", "reach"));
/// assert!(!holds("Reach", "bleach"));
/// ```
pub fn holds(text: &str, word: &str) -> bool {
    word.is_empty() || text.char_indices().any(|(at, _)| begins(&text[at..], word))
}

/// Whether a text begins with a word that is [`folded`] already.
pub fn begins(text: &str, word: &str) -> bool {
    let mut letters = text.chars().map(narrow).flat_map(char::to_lowercase);
    word.chars().all(|letter| letters.next() == Some(letter))
}
