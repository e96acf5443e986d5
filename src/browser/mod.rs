//! The browser, behind plain Rust functions: the only place that names `web-sys`, `js-sys` or gloo.
//!
//! Adapters know no plan and no words. Each file is one thing the browser can do; whatever it may
//! refuse (storage, network, files) comes back as an error to be shown, never as a panic.

pub mod fields;
pub mod files;
pub mod focus;
pub mod intl;
pub mod locale;
pub mod page;
pub mod storage;
pub mod theme;
