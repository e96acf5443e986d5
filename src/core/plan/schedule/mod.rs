//! The plan over the calendar.

pub mod posts;
pub mod timeline;
