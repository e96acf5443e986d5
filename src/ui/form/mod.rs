//! Fields bound to a part of the plan.

pub mod expandable_row;
pub mod fields;
pub mod file_sync;
