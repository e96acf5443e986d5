//! Form fields.

pub mod choice;
pub mod date;
pub mod file;
pub mod frame;
pub mod number;
pub mod open_inputs;
pub mod text;
pub mod unsent;
