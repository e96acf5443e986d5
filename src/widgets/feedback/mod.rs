//! Notices, toasts, dialogs.

pub mod dialog;
pub mod notice;
pub mod toast;
