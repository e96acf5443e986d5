//! Form fields bound to a part of the plan. No step's own wording or layout belongs here.

pub mod expandable_row;
pub mod fields;
pub mod file_sync;
