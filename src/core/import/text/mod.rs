//! Foreign text: how it is encoded, and the numbers and dates written in it.
//!
//! Must not know the plan's parts or what a column means.

pub mod dates;
pub mod encoding;
pub mod file_kind;
pub mod html;
pub mod numbers;
pub mod pasted_numbers;
pub mod unicode;
