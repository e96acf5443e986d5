//! Statistics of channel tests: comparison and verdicts, steadiness of results, and the reallocation of budget.

pub mod beta;
pub mod comparison;
pub mod daily;
pub mod gamma;
mod noise;
pub mod posterior;
pub mod reallocation;
pub mod saturation;
pub mod sequential;
pub mod steadiness;
pub mod test_progress;
pub mod tracked_tests;
pub mod weekly;
