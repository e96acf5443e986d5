//! A plan's file as the end of a web address: `1.<length>.<data>`.
//!
//! The `1` is the version of this writing, the length that of the data, so that a link which a chat or a mail program has
//! cut is told from one that is damaged, and what was glued to its end falls off. The data are compressed bytes in the
//! letters that addresses let stand (base64url). Compression itself is the browser's; its own checksum (zlib's) catches
//! a letter that has changed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The version that is written.
const VERSION: u64 = 1;

/// Chats and mail programs may cut an address that is longer than this, in characters.
pub const LONGEST_SAFE: usize = 8_000;

/// Why an address holds no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedError {
    /// It has been cut.
    Cut {
        /// How many characters have arrived.
        arrived: usize,
        /// How many there were.
        of: usize,
    },
    /// A newer version of the program wrote it.
    Newer,
    /// It is not what this program writes.
    Damaged,
}

/// Compressed bytes as the end of an address.
pub fn written(bytes: &[u8]) -> String {
    let data = URL_SAFE_NO_PAD.encode(bytes);
    format!("{VERSION}.{}.{data}", data.len())
}

/// The compressed bytes in the end of an address.
pub fn bytes(text: &str) -> Result<Vec<u8>, SharedError> {
    let number = |part: &str| part.parse::<u64>().map_err(|_| SharedError::Damaged);
    let (version, rest) = text.split_once('.').ok_or(SharedError::Damaged)?;
    match number(version)? {
        VERSION => {}
        0 => return Err(SharedError::Damaged),
        _ => return Err(SharedError::Newer),
    }
    let (length, data) = rest.split_once('.').ok_or(SharedError::Damaged)?;
    let length = usize::try_from(number(length)?).map_err(|_| SharedError::Damaged)?;
    let arrived = data.chars().count();
    if arrived < length {
        return Err(SharedError::Cut { arrived, of: length });
    }
    let data = data.get(..length).ok_or(SharedError::Damaged)?;
    URL_SAFE_NO_PAD.decode(data).map_err(|_| SharedError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_read_back_and_what_is_glued_to_the_end_falls_off() {
        for length in 0..70u8 {
            let given: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37).wrapping_add(length)).collect();
            let text = written(&given);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{text}");
            assert_eq!(bytes(&text), Ok(given.clone()));
            assert_eq!(bytes(&(text + "）。")), Ok(given));
        }
    }

    #[test]
    fn a_cut_a_newer_and_a_damaged_link_are_told_apart() {
        let text = written(b"twelve bytes");
        assert_eq!(text, "1.16.dHdlbHZlIGJ5dGVz");
        assert_eq!(bytes("1.16.dHdlbHZl"), Err(SharedError::Cut { arrived: 8, of: 16 }));
        assert_eq!(bytes("1.16."), Err(SharedError::Cut { arrived: 0, of: 16 }));
        assert_eq!(bytes("2.16.dHdlbHZlIGJ5dGVz"), Err(SharedError::Newer));
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
            assert_eq!(bytes(text), Err(SharedError::Damaged), "{text}");
        }
    }
}
