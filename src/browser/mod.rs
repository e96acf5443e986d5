//! The browser, behind plain Rust functions: the only place that names `web-sys`, or `js-sys`.
//!
//! Adapters know no plan and no texts. Each file covers one capability of the browser; whatever the browser may refuse
//! (storage, network, files) is returned as an error, never a panic.

pub mod dom;
mod error;
pub mod files;
pub mod page;
pub mod storage;

pub use error::BrowserError;
