//! The plan as a whole: findings, summary, step status, changes between two plans.

pub mod changes;
pub mod findings;
pub mod step_status;
pub mod summary;
