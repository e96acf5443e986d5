//! Tracked links.

pub mod utm;
