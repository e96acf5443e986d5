//! Forms of a text that several parts need: narrow letters, escaped markup, percent-encoding, short names, digits, signs
//! and codes of currencies.
//!
//! Must not know what a text says or where it came from.

pub mod currency_codes;
pub mod currency_signs;
pub mod digits;
pub mod markup;
pub mod percent;
pub mod short_name;
pub mod width;
