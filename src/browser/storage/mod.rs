//! What the browser keeps: drafts, the crash journal, locks between tabs.

pub mod drafts;
pub mod journal;
pub mod local;
pub mod lock;
pub mod tabs;
