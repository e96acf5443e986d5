//! What leaves the planner as a file: a plan and words in, text out. Pure: no browser, no clock, no language of its own.

pub mod budget_csv;
pub mod csv;
pub mod feedback;
pub mod report;
pub mod tracking_specification;
