//! Forms of a text that several parts need: narrow letters, escaped markup, percent-encoding, short names.
//!
//! Must not know what a text says or where it came from.

pub mod markup;
pub mod percent;
pub mod short_name;
pub mod width;
