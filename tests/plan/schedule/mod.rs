//! Tests of `plan::schedule`.

mod timeline;
