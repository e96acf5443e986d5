//! Limits of text lengths in files from elsewhere: longer texts are truncated before the plan is read.

use crate::plan::model::bounds::{ADDRESS_CHARS, NAME_CHARS, TEXT_CHARS};

/// Fields with a name or another short text.
const NAMES: [&str; 18] = [
    "name",
    "owner",
    "by",
    "description",
    "unit",
    "title",
    "lead",
    "admins",
    "handle",
    "contact",
    "call",
    "source",
    "medium",
    "campaign",
    "content",
    "event",
    "platform",
    "focus",
];
/// Fields with a web address.
const ADDRESSES: [&str; 2] = ["link", "page"];

/// The text of a plan file with every string in it truncated to its limit in characters ([`NAME_CHARS`], [`ADDRESS_CHARS`],
/// [`TEXT_CHARS`]), and how many were truncated. `None` if all of them are within their limits; that takes one pass.
///
/// Works on the text, not on the plan, so that no part of a plan can be forgotten. If the text is not JSON, the result is
/// not JSON either.
pub fn shorten_texts(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut short = String::new();
    let (mut copied, mut cuts, mut at) = (0, 0, 0);
    let mut key = "";
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'"').map(|found| at + found) {
        let Some(close) = end_of(bytes, open + 1) else { break };
        at = close + 1;
        let literal = &text[open + 1..close];
        let after = bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace());
        if after == Some(&b':') {
            key = literal;
            continue;
        }
        let limit = if NAMES.contains(&key) {
            NAME_CHARS
        } else if ADDRESSES.contains(&key) {
            ADDRESS_CHARS
        } else {
            TEXT_CHARS
        };
        if let Some(length) = bytes_of_chars(literal, limit) {
            short.push_str(&text[copied..open + 1 + length]);
            copied = close;
            cuts += 1;
        }
    }
    (cuts > 0).then(|| {
        short.push_str(&text[copied..]);
        (short, cuts)
    })
}

/// The position of the quote that closes the string literal whose content starts at `at`.
fn end_of(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The number of bytes of a literal's first `limit` characters; `None` if it has no more than these.
fn bytes_of_chars(literal: &str, limit: usize) -> Option<usize> {
    if literal.len() <= limit {
        return None;
    }
    let bytes = literal.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        if count == limit {
            return Some(at);
        }
        count += 1;
        at += match (bytes[at], bytes.get(at + 1)) {
            // The two escapes of a surrogate pair stay together.
            (b'\\', Some(b'u')) if is_high_surrogate(&bytes[at..]) => 12,
            (b'\\', Some(b'u')) => 6,
            (b'\\', _) => 2,
            _ => literal[at..].chars().next().map_or(1, char::len_utf8),
        };
    }
    None
}

fn is_high_surrogate(escape: &[u8]) -> bool {
    let digit = |at: usize| escape.get(at).map(u8::to_ascii_lowercase);
    digit(2) == Some(b'd') && matches!(digit(3), Some(b'8'..=b'9' | b'a'..=b'b')) && escape.get(6..8) == Some(b"\\u")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{read, write};
    use crate::plan::Plan;
    use proptest::prelude::*;

    fn plan(name: &str, region: &str) -> String {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        name.clone_into(&mut plan.basics.name);
        region.clone_into(&mut plan.basics.region);
        write(&plan)
    }

    #[test]
    fn texts_above_their_limits_are_truncated() {
        let long = "W".repeat(100_000);
        let (text, cuts) = shorten_texts(&plan(&long, &"江\"\\".repeat(30_000))).unwrap();
        assert_eq!(cuts, 2);
        let read = read(&text).unwrap().plan;
        assert_eq!(read.basics.name, long[..NAME_CHARS]);
        assert_eq!(read.basics.region.chars().count(), TEXT_CHARS);
        assert_eq!(shorten_texts(&text), None);
        assert_eq!(shorten_texts(&plan("Spring", "Hangzhou")), None);
    }

    #[test]
    fn surrogate_pairs_are_not_split() {
        let file = format!("{{\"name\": \"{}\"}}", "\\ud83d\\ude00".repeat(400));
        let (text, _) = shorten_texts(&file).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["name"].as_str().unwrap().chars().count(), NAME_CHARS);
    }

    proptest! {
        #[test]
        fn truncating_keeps_json_and_never_makes_it(text in "[\"\\\\a:{},u0-9 ]{0,40}", long in 0usize..3) {
            let file = format!("{{\"name\":\"{}\",\"x\":{}}}", "é\\n".repeat(long * 150), text);
            let cut = shorten_texts(&file).map_or_else(|| file.clone(), |(text, _)| text);
            let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
            prop_assert_eq!(is_json(&file), is_json(&cut));
        }
    }
}
