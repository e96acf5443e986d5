//! Detects and decodes UTF-8 and UTF-16, which need no tables. Other encodings are the business of
//! [`encoding`](super::encoding).

use crate::import::text::file_kind::{FileKind, TextEncoding};

/// A decoded text, with the number of characters that could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The text, without byte order mark.
    pub text: String,
    /// The encoding it was in.
    pub encoding: TextEncoding,
    /// How many characters could not be decoded; each is replaced by `U+FFFD`.
    pub unreadable: usize,
}

impl DecodedText {
    pub(super) fn new(text: String, encoding: TextEncoding) -> DecodedText {
        let unreadable = text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
        DecodedText { text, encoding, unreadable }
    }
}

/// Decodes bytes in the requested encoding, or in the one that is detected. `None` where that is another than UTF-8 and
/// UTF-16.
///
/// ```
/// use groundswell_core::import::text::unicode::decode;
///
/// assert_eq!(decode("Café".as_bytes(), None).map(|read| read.text), Some("Café".to_owned()));
/// assert_eq!(decode(b"Caf\xE9", None), None);
/// ```
pub fn decode(bytes: &[u8], requested: Option<TextEncoding>) -> Option<DecodedText> {
    let encoding = requested.or_else(|| detect(bytes))?;
    let text = match encoding {
        TextEncoding::Utf8 => {
            String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).into_owned()
        }
        TextEncoding::Utf16Le => utf16(bytes.strip_prefix(&[0xFF, 0xFE]).unwrap_or(bytes), u16::from_le_bytes),
        TextEncoding::Utf16Be => utf16(bytes.strip_prefix(&[0xFE, 0xFF]).unwrap_or(bytes), u16::from_be_bytes),
        _ => return None,
    };
    Some(DecodedText::new(text, encoding))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2);
    // Half a unit at the end cannot be decoded.
    let half = (!pairs.remainder().is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    let letters = char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]])));
    letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).chain(half).collect()
}

/// The encoding of bytes in UTF-8 or UTF-16; `None` for any other.
pub fn detect(bytes: &[u8]) -> Option<TextEncoding> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Some(TextEncoding::Utf8);
    }
    match FileKind::of(bytes) {
        FileKind::Text(TextEncoding::Gb18030) => {}
        FileKind::Text(encoding) => return Some(encoding),
        _ if std::str::from_utf8(bytes).is_ok() => return Some(TextEncoding::Utf8),
        _ => {}
    }
    is_damaged_utf8(bytes).then_some(TextEncoding::Utf8)
}

/// Whether it is UTF-8 that was cut off or contains a few invalid bytes.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 8 * bad.max(1) || (bad == 1 && good > 1 && ends_in_the_middle(bytes))
}

fn ends_in_the_middle(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}
