//! The plan as a whole: findings, summary, status of the steps, changes between two plans, and where parts are shown.

pub mod changes;
pub mod findings;
pub mod places;
pub mod step_status;
pub mod summary;
