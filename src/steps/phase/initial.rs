//! Initial users: many channels tried, the best one found, new fans every day.

use leptos::prelude::AnyView;

use crate::i18n::words::initial as w;
use crate::plan::Step;
use crate::steps::phase;

/// The step.
pub fn page() -> AnyView {
    phase::page(Step::Initial, w::lede())
}
