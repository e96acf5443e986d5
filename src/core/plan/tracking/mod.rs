//! What was counted, day by day.

pub mod entry;
