//! The plan as a whole: findings, summary, step status, changes between two plans, where parts are shown.

pub mod changes;
pub mod findings;
pub mod places;
pub mod step_status;
pub mod summary;
