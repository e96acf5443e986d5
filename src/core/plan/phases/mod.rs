//! Phases over time: their days, what their objectives require per day, and whether the next one may begin.

pub mod back_to_back;
pub mod daily_need;
pub mod exit_criteria;
pub mod follow_plan;
