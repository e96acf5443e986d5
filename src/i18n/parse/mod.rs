//! Parses what people type.

pub mod numeral;
