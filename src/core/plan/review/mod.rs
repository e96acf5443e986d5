//! The plan as a whole: findings, next actions, overview, summary, status of the steps, changes between two plans, and
//! where parts are shown.

pub mod changes;
pub mod findings;
pub mod next_actions;
pub mod overview;
pub mod places;
pub mod step_status;
pub mod summary;
