//! Entry of tracked daily figures.

pub mod entry;
