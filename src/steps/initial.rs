//! Initial users: many channels tried, the best one found, new fans every day.

use leptos::prelude::AnyView;

use super::phase;
use crate::i18n::words::initial as w;
use crate::plan::Step;

/// The step.
pub fn page() -> AnyView {
    phase::page(Step::Initial, w::lede())
}
