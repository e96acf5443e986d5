//! Percent-encoding of web addresses.
//!
//! Must not know the parts of an address: callers pass one part at a time.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the letters, digits and marks that need no encoding (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends the value of a parameter: all is encoded but the characters that never need it (RFC 3986, 2.3).
///
/// ```
/// let mut address = String::from("?q=");
/// groundswell_core::text::percent::push_value(&mut address, "a b/ü");
/// assert_eq!(address, "?q=a%20b%2F%C3%BC");
/// ```
pub fn push_value(address: &mut String, value: &str) {
    address.extend(utf8_percent_encode(value, RESERVED));
}

/// Appends a part of an address as a browser sends it: only characters outside ASCII are encoded.
///
/// ```
/// let mut address = String::new();
/// groundswell_core::text::percent::push_part(&mut address, "/价?a=1%20");
/// assert_eq!(address, "/%E4%BB%B7?a=1%20");
/// ```
pub fn push_part(address: &mut String, part: &str) {
    address.extend(utf8_percent_encode(part, &AsciiSet::EMPTY));
}

/// The text with each `%XX` replaced by its byte; `None` where there is no `%XX`, or where the bytes are not UTF-8.
///
/// ```
/// use groundswell_core::text::percent::decoded;
/// assert_eq!(decoded("100%25 %"), Some("100% %".to_owned()));
/// assert_eq!([decoded("100%"), decoded("%FF")], [None, None]);
/// ```
pub fn decoded(text: &str) -> Option<String> {
    match Cow::from(percent_decode_str(text)) {
        Cow::Owned(bytes) => String::from_utf8(bytes).ok(),
        Cow::Borrowed(_) => None,
    }
}

/// A name or value of a query, in which `+` is a space; bytes that are not UTF-8 become replacement characters.
///
/// ```
/// assert_eq!(groundswell_core::text::percent::decoded_query("a+b%2Bc"), "a b+c");
/// ```
pub fn decoded_query(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
