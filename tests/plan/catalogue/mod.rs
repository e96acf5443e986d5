//! Tests of `plan::catalogue`.

mod examples;
