//! What a planner enters: the plan and its parts, as they are stored.
//!
//! Data and its own invariants only. What follows from it is computed in the layers to the right.

pub mod activity;
pub mod approval;
pub mod basics;
pub mod bounds;
pub mod budget;
pub mod channel;
pub mod funnel;
pub mod goals;
pub mod id;
pub mod metric;
pub mod metric_dictionary;
pub mod phase;
pub mod plan;
pub mod references;
pub mod schedule;
pub mod step;
pub mod strategy;
pub mod tracking;

/// Whether a field holds what a blank one does, so that the file need not say it.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
