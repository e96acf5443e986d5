//! Tests of the plan file: `src/core/file`.

mod plan_file;
