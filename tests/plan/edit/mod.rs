//! Tests of `plan::edit`.

mod apply;
