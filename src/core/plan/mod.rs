//! The domain of new-media marketing planning: the plan, how it changes, and what follows from it.
//!
//! Pure: no browser, no framework, no clock, no input or output, no language. Words are made elsewhere from the values
//! here. Everything derived (totals, statuses, findings) is a function of the plan; the plan holds only what a person
//! entered.
//!
//! The folders are layers, in this order: an import points to an earlier layer or stays in its own.

pub mod numbers;

pub mod model;

pub mod catalogue;

pub mod edit;

pub mod budget;

pub mod goals;

pub mod strategy;

pub mod phases;

pub mod schedule;

pub mod tracking;

pub mod links;

pub mod review;

pub mod draft;

pub use model::plan::{Plan, PlanId};
pub use model::step::Step;
