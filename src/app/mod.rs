//! The app around the steps: its frame, its addresses, the open plan and its saving, the list of plans.
//!
//! It knows plans and browsers but no step: what a step shows is handed in as a `StepRegistry`, so that steps stand
//! on the app and not the app on them.

pub mod route;

#[cfg(target_arch = "wasm32")]
mod approved;
#[cfg(target_arch = "wasm32")]
pub mod disk_copy;
#[cfg(target_arch = "wasm32")]
mod durable;
#[cfg(target_arch = "wasm32")]
pub mod editable;
#[cfg(target_arch = "wasm32")]
pub mod editor;
#[cfg(target_arch = "wasm32")]
mod home;
#[cfg(target_arch = "wasm32")]
mod keeping;
#[cfg(target_arch = "wasm32")]
mod library;
#[cfg(target_arch = "wasm32")]
mod library_work;
#[cfg(target_arch = "wasm32")]
mod load_words;
#[cfg(target_arch = "wasm32")]
mod meter;
#[cfg(target_arch = "wasm32")]
pub mod navigation;
#[cfg(target_arch = "wasm32")]
mod new_version;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod plan_header;
#[cfg(target_arch = "wasm32")]
mod plan_parts;
#[cfg(target_arch = "wasm32")]
mod plan_side;
#[cfg(target_arch = "wasm32")]
mod rename;
#[cfg(target_arch = "wasm32")]
pub mod resting;
#[cfg(target_arch = "wasm32")]
mod root;
#[cfg(target_arch = "wasm32")]
mod save_bar;
#[cfg(target_arch = "wasm32")]
pub mod saving;
#[cfg(target_arch = "wasm32")]
pub mod sheet_page;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
pub mod step_page;
#[cfg(target_arch = "wasm32")]
pub mod step_words;
#[cfg(target_arch = "wasm32")]
mod task_list;
#[cfg(target_arch = "wasm32")]
mod trouble;
#[cfg(target_arch = "wasm32")]
mod typed;
#[cfg(target_arch = "wasm32")]
mod undo;

#[cfg(target_arch = "wasm32")]
pub use approved::approved_line;
#[cfg(target_arch = "wasm32")]
pub use editable::Editable;
#[cfg(target_arch = "wasm32")]
pub use editor::{Editor, use_editor};
#[cfg(target_arch = "wasm32")]
pub use keeping::{Keeping, use_keeping};
#[cfg(target_arch = "wasm32")]
pub use load_words::load_error_words;
#[cfg(target_arch = "wasm32")]
pub use navigation::{Navigation, use_navigation};
#[cfg(target_arch = "wasm32")]
pub use new_version::{say_not_loaded, why_not_loaded};
#[cfg(target_arch = "wasm32")]
pub use plan_parts::{SheetLoad, SheetParts, StepRegistry};
#[cfg(target_arch = "wasm32")]
pub use plan_side::{PlanLoad, PlanParts};
#[cfg(target_arch = "wasm32")]
pub use resting::Resting;
#[cfg(target_arch = "wasm32")]
pub use root::{App, AppProps};
#[cfg(target_arch = "wasm32")]
pub use sheet_page::{SheetPage, sheet_name};
#[cfg(target_arch = "wasm32")]
pub use step_page::{StepPage, problem_at};
