//! Whether a phase has what it needs for the next one to begin.

pub mod exit_criteria;
