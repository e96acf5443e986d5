//! Tracked links: their addresses, and the naming of UTM parameters.

pub mod tracked_url;
pub mod utm;
