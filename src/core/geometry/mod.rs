//! Geometry of charts, the timeline and the grid: numbers in, positions out. Pure; shared by screens and exported files.

pub mod bars;
pub mod charts;
pub mod clipboard;
pub mod intervals;
pub mod progress;
pub mod selection;
pub mod timeline;
