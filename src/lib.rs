//! Groundswell: an in-browser new-media marketing planner.

pub use groundswell_core::{export, file, geometry, import, plan};

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod screens;
#[cfg(target_arch = "wasm32")]
pub mod sheets;
#[cfg(target_arch = "wasm32")]
pub mod steps;
/// What of the steps needs no browser.
#[cfg(not(target_arch = "wasm32"))]
pub mod steps {
    pub mod report_phrases;
}
#[cfg(target_arch = "wasm32")]
pub mod widgets;
