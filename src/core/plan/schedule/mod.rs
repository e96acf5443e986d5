//! The plan over the calendar: posts by cadence, and the timeline.

pub mod posts;
pub mod timeline;
