//! Whether a phase has what it needs for the next one to begin.

pub mod back_to_back;
pub mod daily_need;
pub mod exit_criteria;
