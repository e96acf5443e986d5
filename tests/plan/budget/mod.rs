//! Tests of `plan::budget`.

mod ledger;
mod line_view;
mod spread;
