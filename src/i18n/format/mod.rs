//! Formats numbers, dates and money in the reader's locale.

pub mod pattern;
#[cfg(target_arch = "wasm32")]
mod writing;

#[cfg(target_arch = "wasm32")]
pub use writing::*;
