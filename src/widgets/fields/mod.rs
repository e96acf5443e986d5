//! Form fields.

pub mod choice;
pub mod combo;
pub mod date;
pub mod field;
pub mod file;
pub mod number;
pub mod open_inputs;
pub mod text;
pub mod unsubmitted_text;
