//! The steps of the plan, one folder or file each, named like the step. A step knows no other step's internals.

pub mod basics;
pub mod budget;
pub mod goals;
pub mod phase;
pub mod review;
pub mod schedule;
pub mod strategy;

use leptos::prelude::*;

use crate::plan::Step;

/// Draws a step.
pub fn page(step: Step) -> AnyView {
    match step {
        Step::Basics => basics::page(),
        Step::Goals => goals::page(),
        Step::Budget => budget::page(),
        Step::Strategy => strategy::page(),
        Step::Seed => phase::seed::page(),
        Step::Initial => phase::initial::page(),
        Step::Brand => phase::brand::page(),
        Step::Schedule => schedule::page(),
        Step::Review => review::page(),
    }
}
