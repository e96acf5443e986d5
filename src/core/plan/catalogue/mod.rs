//! Reference data: channels, methods, north stars, tracking specifications, examples.

pub mod channel_roles;
pub mod channel_search;
pub mod channels;
pub mod examples;
pub mod methods;
pub mod metric_search;
pub mod north_stars;
pub mod regions;
pub mod tracking_templates;
