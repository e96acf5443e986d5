//! The steps of the path, one folder or file each, named as the path names them.

pub mod finding_words;
pub mod names;
