//! Reading what people type.

pub mod numeral;
