//! The steps of the path, one folder or file each, named as the path names them.

pub mod fields;
pub mod finding_words;
pub mod names;
pub mod rail;
pub mod review;
