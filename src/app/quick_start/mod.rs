//! The page of a new plan: five questions, and beside them what is drafted from the answers.
//!
//! Reaches no plan: the preview and the plan itself come from the workspace, which is fetched while the reader answers.

pub mod answers;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod questions;

#[cfg(target_arch = "wasm32")]
pub use page::page;
