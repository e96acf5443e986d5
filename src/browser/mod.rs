//! The browser, behind plain Rust functions: the only place that names `web-sys`, or `js-sys`.
//!
//! Adapters know no plan and no words. Each file is one thing the browser can do; whatever it may
//! refuse (storage, network, files) comes back as an error to be shown, never as a panic.

pub mod address;
pub mod cells;
pub mod clipboard;
pub mod clock;
pub mod deflate;
pub mod disk;
pub mod drafts;
pub mod fetch;
pub mod fields;
pub mod files;
pub mod focus;
pub mod intl;
pub mod journal;
pub mod lifecycle;
pub mod locale;
pub mod lock;
pub mod page;
pub mod paper;
pub mod picture;
pub mod pull;
pub mod random;
pub mod sight;
pub mod storage;
pub mod tabs;
pub mod theme;
pub mod versions;
pub mod worker;
pub mod worker_scope;
