//! What the field knows: its metrics, channels and methods, as data.

pub mod channels;
pub mod examples;
pub mod methods;
pub mod metrics;
