//! The Initial users step: test many channels, find the best one, gain new fans every day.

use leptos::prelude::AnyView;

use crate::i18n::words::initial as w;
use crate::plan::Step;
use crate::steps::phase;

/// The step.
pub fn page() -> AnyView {
    phase::page(Step::Initial, w::lede())
}
