//! A plan file as the end of a web address: `1.<length>.<data>`.
//!
//! The `1` is the version of the encoding. With the length of the data, a link that a chat or mail program truncated can be
//! distinguished from a damaged one, and text appended to the link is ignored. The data are compressed bytes in base64url.
//! Compression is the browser's; its checksum (zlib's) detects changed characters.
//!
//! ```
//! use groundswell_core::file::share_link::{decode, encode};
//! let text = encode(b"twelve bytes");
//! assert_eq!(text, "1.16.dHdlbHZlIGJ5dGVz");
//! // A full stop after the link is ignored.
//! assert_eq!(decode("1.16.dHdlbHZlIGJ5dGVz."), Ok(b"twelve bytes".to_vec()));
//! ```

use crate::text::percent;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The version that is written.
const VERSION: u64 = 1;

/// Chat and mail programs may truncate an address that is longer than this, in characters.
pub const MAX_SAFE_CHARS: usize = 8_000;

/// Why an address has no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareLinkError {
    /// It was truncated.
    Cut {
        /// Characters of data in it.
        arrived: usize,
        /// Characters of data that it had.
        of: usize,
    },
    /// A newer version of the program made it.
    Newer,
    /// It is not in the encoding of this program.
    Damaged,
}

impl fmt::Display for ShareLinkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShareLinkError::Cut { arrived, of } => write!(out, "cut: {arrived} of {of} characters have arrived"),
            ShareLinkError::Newer => out.write_str("written by a newer version"),
            ShareLinkError::Damaged => out.write_str("damaged"),
        }
    }
}

impl std::error::Error for ShareLinkError {}

/// Compressed bytes as the end of an address.
pub fn encode(bytes: &[u8]) -> String {
    let data = URL_SAFE_NO_PAD.encode(bytes);
    format!("{VERSION}.{}.{data}", data.len())
}

/// Whether a character is invisible: controls, soft hyphens, zero-width spaces and joiners, marks of text direction. Chat
/// programs and word processors insert them into long words to allow line breaks.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The original address of one that chat or mail programs passed on: percent-encoding is decoded, even if it was applied
/// twice, and invisible characters are removed.
///
/// ```
/// use groundswell_core::file::share_link::restore_address;
/// assert_eq!(restore_address("%2Fshared%252F1%2E4\u{200b}"), "/shared/1.4");
/// ```
pub fn restore_address(address: &str) -> String {
    /// Percent-encoding is decoded at most this many times.
    const MAX_DECODES: usize = 3;
    let mut text = address.to_owned();
    for _ in 0..MAX_DECODES {
        match percent::decoded(&text) {
            Some(next) => text = next,
            None => break,
        }
    }
    text.retain(|letter| !is_invisible(letter));
    text
}

/// The end of an address without what programs inserted on its way: white space, line breaks with the marks of quoted mail
/// (`>`, `=`), the backslashes of Markdown. Dashes that a word processor made are turned back into hyphens.
fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in restore_address(text).chars() {
        match letter {
            '>' | '=' | '\\' => {}
            '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{ff0d}' => clean.push('-'),
            '\u{2013}' | '\u{2014}' => clean.push_str("--"),
            '\u{ff0e}' => clean.push('.'),
            '\u{ff3f}' => clean.push('_'),
            letter if letter.is_whitespace() => {}
            letter => clean.push(letter),
        }
    }
    clean
}

/// The compressed bytes in the end of an address, as received; see [`restore_address`].
///
/// # Errors
///
/// If the address was truncated or damaged, or made by a newer version.
pub fn decode(text: &str) -> Result<Vec<u8>, ShareLinkError> {
    let text = &cleaned(text);
    let number = |part: &str| part.parse::<u64>().map_err(|_| ShareLinkError::Damaged);
    let (version, rest) = text.split_once('.').ok_or(ShareLinkError::Damaged)?;
    match number(version)? {
        VERSION => {}
        0 => return Err(ShareLinkError::Damaged),
        _ => return Err(ShareLinkError::Newer),
    }
    let (length, data) = rest.split_once('.').ok_or(ShareLinkError::Damaged)?;
    let length = usize::try_from(number(length)?).map_err(|_| ShareLinkError::Damaged)?;
    let arrived = data.chars().count();
    if arrived < length {
        return Err(ShareLinkError::Cut { arrived, of: length });
    }
    let data = data.get(..length).ok_or(ShareLinkError::Damaged)?;
    URL_SAFE_NO_PAD.decode(data).map_err(|_| ShareLinkError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_decoded_and_appended_text_is_ignored() {
        for length in 0..70u8 {
            let given: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37).wrapping_add(length)).collect();
            let text = encode(&given);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{text}");
            assert_eq!(decode(&text), Ok(given.clone()));
            assert_eq!(decode(&(text + "）。")), Ok(given));
        }
    }

    #[test]
    fn characters_inserted_by_chat_and_mail_programs_are_ignored() {
        // Twelve bytes whose encoding has hyphens and an underscore.
        let given = [0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 0x00, 0x10, 0x83, 0xfb, 0xef, 0xbe];
        let text = encode(&given);
        assert!(text.contains("--") && text.contains('_'), "{text}");
        let (head, tail) = text.split_at(12);
        for junk in [
            "\u{20}",
            "\n",
            "\r\n",
            "\t",
            "\u{a0}",
            "\u{ad}",
            "\u{200b}",
            "\u{feff}",
            "\u{2060}",
            "%0A",
            "%0D%0A",
            "%20",
            "=\r\n",
            "\n> ",
            "%E2%80%8B",
            "%C2%AD",
            "%250A",
            "\\",
        ] {
            assert_eq!(decode(&format!("{head}{junk}{tail}")), Ok(given.to_vec()), "{junk:?}");
            assert_eq!(decode(&format!("{junk}{text}{junk}")), Ok(given.to_vec()), "{junk:?}");
        }
        let escaped = text.bytes().fold(String::new(), |escaped, byte| escaped + &format!("%{byte:02x}"));
        assert_eq!(decode(&escaped), Ok(given.to_vec()));
        assert_eq!(decode(&text.replace('.', "%2E")), Ok(given.to_vec()));
        assert_eq!(decode(&text.replace("--", "\u{2014}")), Ok(given.to_vec()));
        assert_eq!(decode(&text.replace('-', "\u{2011}")), Ok(given.to_vec()));
        for end in [")", ").", "。", "&fbclid=IwAR0x", "?utm_source=mail", "\u{ff09}", "%29"] {
            assert_eq!(decode(&(text.clone() + end)), Ok(given.to_vec()), "{end}");
        }
    }

    #[test]
    fn truncated_newer_and_damaged_links_have_their_own_errors() {
        let text = encode(b"twelve bytes");
        assert_eq!(text, "1.16.dHdlbHZlIGJ5dGVz");
        assert_eq!(decode("1.16.dHdlbHZl"), Err(ShareLinkError::Cut { arrived: 8, of: 16 }));
        assert_eq!(decode("1.16."), Err(ShareLinkError::Cut { arrived: 0, of: 16 }));
        assert_eq!(decode("2.16.dHdlbHZlIGJ5dGVz"), Err(ShareLinkError::Newer));
        let damaged = [
            "",
            "1",
            "1.16",
            "x.16.dHdl",
            "1.x.dHdl",
            "0.4.dHdl",
            "1.4.dH!l",
            "1.4.江畔广场",
            "1.99999999999999999999.a",
        ];
        for text in damaged {
            assert_eq!(decode(text), Err(ShareLinkError::Damaged), "{text}");
        }
    }
}
