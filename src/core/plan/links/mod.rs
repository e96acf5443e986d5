//! Tracked links.

pub mod tracked_url;
pub mod utm;
