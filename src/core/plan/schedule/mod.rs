//! The plan over the calendar.

pub mod timeline;
