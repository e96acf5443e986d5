//! The plan as a whole: findings, summary, status of the steps, and changes between two plans.

pub mod changes;
pub mod findings;
pub mod step_status;
pub mod summary;
