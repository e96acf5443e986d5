//! Classes of characters in typed numbers.

use crate::text::width::narrow;

/// The half-width form of a character: input methods type full-width ones.
pub(super) fn narrowed(letter: char) -> char {
    match narrow(letter) {
        '−' | '–' | '—' | '﹣' | '\u{2010}' | '\u{2011}' => '-',
        '。' => '.',
        '、' => ',',
        '￥' => '¥',
        narrow => narrow,
    }
}

pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

pub(super) fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | '.' | '\'' | '’' | '_') || is_space(letter)
}
