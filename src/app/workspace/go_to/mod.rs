//! Go to…: every place and action of the app, found by typing.

#[cfg(target_arch = "wasm32")]
pub mod entries;
#[cfg(target_arch = "wasm32")]
pub mod palette;
mod pinyin;
pub mod places;
pub mod search;
