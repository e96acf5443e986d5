//! Figures measured day by day, pasted from a sheet or an ad manager.
//!
//! Must not know budget lines; those are imported by [`budget`](super::budget).

pub mod test_days;
