//! The overview and the steps of the plan, one folder or file each, named like the step. A step knows no other step's
//! internals.

pub mod basics;
pub mod budget;
pub mod goals;
pub mod overview;
pub mod phase;
pub mod review;
pub mod schedule;
pub mod strategy;
pub mod track;
