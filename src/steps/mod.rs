//! The steps of the plan, one folder or file each, named like the step. A step knows no other step's internals.

pub mod basics;
pub mod budget;
pub mod goals;
pub mod phase;
pub mod review;
pub mod schedule;
pub mod strategy;

use leptos::prelude::*;

use crate::app::StepPage;
use crate::app::shell::sections::Section;
use crate::i18n::words;
use crate::plan::Step;

/// Draws a section of a step.
pub fn page(section: Section) -> AnyView {
    let lede = match section {
        Section::Product => words::basics::lede(),
        Section::Metrics => words::goals::lede(),
        Section::Total => words::budget::lede(),
        Section::Channels => words::strategy::lede(),
        Section::SeedProfile => words::seed::lede(),
        Section::InitialDates => words::initial::lede(),
        Section::BrandDates => words::brand::lede(),
        Section::Calendar => words::schedule::lede(),
        Section::Summary => words::review::lede(),
        _ => "",
    };
    let lede = (!lede.is_empty()).then_some(lede);
    view! { <StepPage section lede>{content(section)}</StepPage> }.into_any()
}

fn content(section: Section) -> AnyView {
    match section.step() {
        Step::Basics => basics::content(section),
        Step::Goals => goals::content(section),
        Step::Budget => budget::content(section),
        Step::Strategy => strategy::content(section),
        Step::Seed | Step::Initial | Step::Brand => phase::content(section),
        Step::Schedule => schedule::content(section),
        Step::Review => review::content(section),
    }
}
