//! Tests of `plan::review`.

mod changes;
mod summary;
