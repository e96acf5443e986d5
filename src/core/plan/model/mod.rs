//! What a planner enters: the plan and its parts, as they are stored.
//!
//! Data and its own invariants only. What follows from it is computed in the layers to the right.

pub mod activity;
pub mod approval;
pub mod basics;
pub mod bounds;
pub mod budget;
pub mod channel;
pub mod channel_test;
pub mod dates;
pub mod feedback;
pub mod funnel;
pub mod goals;
pub mod group;
pub mod id;
pub mod measure;
pub mod metric;
pub mod metric_dictionary;
pub mod partner;
pub(in crate::plan) mod parts;
pub mod people;
pub mod phase;
pub mod plan;
pub mod references;
pub mod risk;
pub mod schedule;
pub mod step;
pub mod strategy;
pub mod suggestions;
pub mod timing;
pub mod tracked_link;
pub mod tracking;

/// Whether a field holds what a blank one does, so that the file need not say it.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
