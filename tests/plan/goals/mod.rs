//! Tests of `plan::goals`.

mod duration;
