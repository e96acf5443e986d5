//! What steps and views share: form fields bound to the plan, and labels for its values. Depends on no step and no
//! view.

#[cfg(target_arch = "wasm32")]
pub mod cost_explained;
#[cfg(target_arch = "wasm32")]
pub mod draft;
#[cfg(target_arch = "wasm32")]
pub mod form;
#[cfg(target_arch = "wasm32")]
pub mod importing;
pub mod labels;
#[cfg(target_arch = "wasm32")]
pub mod named_parts;
#[cfg(target_arch = "wasm32")]
pub mod pasted_numbers;
#[cfg(target_arch = "wasm32")]
pub mod plan_summary;
#[cfg(target_arch = "wasm32")]
pub mod share_link;
#[cfg(target_arch = "wasm32")]
pub mod suggestions;
#[cfg(target_arch = "wasm32")]
pub mod too_long;
