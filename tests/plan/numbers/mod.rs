//! Tests of `plan::numbers`.

mod rounding;
