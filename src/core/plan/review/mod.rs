//! The plan as a whole: findings, next actions, overview, summary, step status, changes between two plans, where parts
//! are shown.

pub mod changes;
pub mod findings;
pub mod next_actions;
pub mod overview;
pub mod places;
pub mod step_status;
pub mod summary;
