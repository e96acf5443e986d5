//! Tests of `plan::model`.

mod approval;
mod bounds;
mod dates;
