//! The steps of the path, one folder or file each, named as the path names them.

pub mod basics;
pub mod fields;
pub mod finding_words;
pub mod names;
pub mod rail;
pub mod review;

use leptos::prelude::*;

use crate::app::StepRegistry;
use crate::plan::Step;

/// What the app takes from the steps.
pub const REGISTRY: StepRegistry = StepRegistry { render, finding_words: finding_words::sentence, rail: rail::rail };

fn render(step: Step) -> AnyView {
    match step {
        Step::Review => review::page(),
        _ => ().into_any(),
    }
}
