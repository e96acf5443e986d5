//! Channel tests as statistics, how steady results are, and where to move money.

pub mod comparison;
pub mod daily;
pub mod gamma;
pub mod posterior;
pub mod reallocation;
pub mod saturation;
pub mod sequential;
pub mod steadiness;
pub mod test_progress;
pub mod weekly;
