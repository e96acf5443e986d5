//! The Brand promotion step: partners, field marketing, conferences and alliances, in addition to what already works.

use leptos::prelude::AnyView;

use crate::i18n::words::brand as w;
use crate::plan::Step;
use crate::steps::phase;

/// The step.
pub fn page() -> AnyView {
    phase::page(Step::Brand, w::lede())
}
