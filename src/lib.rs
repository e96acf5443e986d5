//! Groundswell: an in-browser new-media marketing planner.

pub use groundswell_core::{export, file, geometry, import, plan, text};

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod screens;
#[cfg(target_arch = "wasm32")]
pub mod steps;
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod views;
#[cfg(target_arch = "wasm32")]
pub mod widgets;
