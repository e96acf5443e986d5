//! The steps of the path, one folder or file each, named as the path names them.

pub mod basics;
pub mod brand;
pub mod budget;
pub mod channel_words;
pub mod fields;
pub mod finding_words;
pub mod goals;
pub mod initial;
pub mod names;
pub mod opening;
pub mod phase;
pub mod rail;
pub mod review;
pub mod schedule;
pub mod seed;
pub mod strategy;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::app::{PlanLoad, PlanParts, StepRegistry};
use crate::plan::Step;

/// Loads the plan's side of the app with its steps. Everything that is reached through here and nowhere else is, in a
/// release, a file of its own.
pub fn load() -> PlanLoad {
    Box::pin(async { plan_parts().await.ok() })
}

#[cfg(split)]
#[leptos::wasm_split::wasm_split(plan, wasm_split_path = ::leptos::wasm_split, fallible)]
fn plan_parts() -> Result<PlanParts, SplitLoaderError> {
    Ok(PlanParts::of(REGISTRY))
}

#[cfg(not(split))]
fn plan_parts() -> std::future::Ready<Result<PlanParts, SplitLoaderError>> {
    std::future::ready(Ok(PlanParts::of(REGISTRY)))
}

/// What the app takes from the steps.
const REGISTRY: StepRegistry = StepRegistry { render, finding_words: finding_words::sentence, rail: rail::rail };

fn render(step: Step) -> AnyView {
    match step {
        Step::Basics => basics::page(),
        Step::Goals => goals::page(),
        Step::Budget => budget::page(),
        Step::Strategy => strategy::page(),
        Step::Seed => seed::page(),
        Step::Initial => initial::page(),
        Step::Brand => brand::page(),
        Step::Schedule => schedule::page(),
        Step::Review => review::page(),
    }
}
