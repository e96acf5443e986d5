//! Labels for values of the plan, in the page's language. Reads the plan and never changes it.

pub mod budget_terms;
#[cfg(target_arch = "wasm32")]
pub mod channels;
#[cfg(target_arch = "wasm32")]
pub mod figures;
#[cfg(target_arch = "wasm32")]
pub mod findings;
#[cfg(target_arch = "wasm32")]
pub mod names;
pub mod north_stars;
#[cfg(target_arch = "wasm32")]
pub mod plan_items;
#[cfg(target_arch = "wasm32")]
pub mod qr_sheet;
#[cfg(target_arch = "wasm32")]
pub mod report;
pub mod report_phrases;
#[cfg(target_arch = "wasm32")]
pub mod tracking;
#[cfg(target_arch = "wasm32")]
pub mod values;
#[cfg(target_arch = "wasm32")]
pub mod verdicts;
