//! The plan over the calendar: posts by cadence, and the timeline.

pub mod output_goals;
pub mod posts;
pub mod timeline;
