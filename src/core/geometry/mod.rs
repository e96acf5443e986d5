//! Where the shapes of pictures stand: numbers in, places out. Pure, for the pictures on screen and for those in files.

pub mod bars;
pub mod charts;
pub mod clipboard;
pub mod intervals;
pub mod selection;
pub mod timeline;
