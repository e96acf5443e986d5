//! The browser, behind plain Rust functions: the only place that names `web-sys`, or `js-sys`.
//!
//! Adapters know no plan and no words. Each file is one thing the browser can do; whatever it may
//! refuse (storage, network, files) comes back as an error to be shown, never as a panic.

pub mod dom;
pub mod files;
pub mod page;
pub mod storage;
