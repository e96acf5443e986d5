//! Tests of the plan, a folder for each layer of `src/core/plan`.

mod budget;
mod catalogue;
mod draft;
mod edit;
mod goals;
mod model;
mod numbers;
mod review;
mod schedule;
