//! What the first load needs: addresses, the list of plans, error screens, and the loader of everything else.
//!
//! Reaches no plan: what reads, checks, changes or draws one is behind `plan_loader`.

#[cfg(target_arch = "wasm32")]
pub mod error_screens;
#[cfg(target_arch = "wasm32")]
pub mod home;
#[cfg(target_arch = "wasm32")]
pub mod navigation;
#[cfg(target_arch = "wasm32")]
pub mod new_version;
#[cfg(target_arch = "wasm32")]
pub mod open_attempts;
#[cfg(target_arch = "wasm32")]
pub mod page_frame;
#[cfg(target_arch = "wasm32")]
pub mod plan_cards;
#[cfg(target_arch = "wasm32")]
pub mod plan_list;
#[cfg(target_arch = "wasm32")]
pub mod plan_loader;
#[cfg(target_arch = "wasm32")]
pub mod quick_start_loader;
#[cfg(target_arch = "wasm32")]
pub mod rename_dialog;
#[cfg(target_arch = "wasm32")]
pub mod root;
pub mod route;
pub mod sections;
pub mod step_names;
