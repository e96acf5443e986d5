//! The Seed users step: the first thousand fans, in a launch area that can be looked after.

use leptos::prelude::AnyView;

use crate::i18n::words::seed as w;
use crate::plan::Step;
use crate::steps::phase;

/// The step.
pub fn page() -> AnyView {
    phase::page(Step::Seed, w::lede())
}
