//! Tests of `plan::edit`.

mod apply;
mod people;
