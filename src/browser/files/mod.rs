//! Files in and out, workers, compression.

pub mod deflate;
pub mod disk;
pub mod fetch;
pub mod image;
pub mod transfer;
pub mod worker;
