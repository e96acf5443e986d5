//! The words of a budget file: names of phases and channels, categories and statuses, in the page's language.
//!
//! Must not use the browser: the tests of budget files compare with these words.

use crate::i18n::words::{channel, common, steps as w};
use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::channel::Channel;
use crate::plan::model::phase::{Phase, PhaseKind};

/// A phase's name.
pub fn phase(phase: &Phase) -> String {
    if !phase.name.trim().is_empty() {
        return phase.name.clone();
    }
    match phase.kind {
        PhaseKind::Seed => common::phase_seed(),
        PhaseKind::Initial => common::phase_initial(),
        PhaseKind::Brand => common::phase_brand(),
        PhaseKind::Other => w::unnamed_phase(),
    }
    .to_owned()
}

/// A channel's name.
pub fn channel(channel: &Channel) -> String {
    if !channel.name.trim().is_empty() {
        return channel.name.clone();
    }
    channel.catalogue.as_deref().and_then(channel::by_key).unwrap_or_else(w::unnamed_channel).to_owned()
}

/// A cost category.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::Media => w::category_media(),
        Category::Creator => w::category_creator(),
        Category::Content => w::category_content(),
        Category::Event => w::category_event(),
        Category::People => w::category_people(),
        Category::Print => w::category_print(),
        Category::Gift => w::category_gift(),
        Category::Incentive => w::category_incentive(),
        Category::Expo => w::category_expo(),
        Category::Alliance => w::category_alliance(),
        Category::Tool => w::category_tool(),
        Category::Research => w::category_research(),
        Category::Agency => w::category_agency(),
        Category::Travel => w::category_travel(),
        Category::Tax => w::category_tax(),
        Category::Contingency => w::category_contingency(),
        Category::Other => w::category_other(),
    }
}

/// The status of a line item.
pub fn status(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Planned => w::status_planned(),
        LineStatus::Committed => w::status_committed(),
        LineStatus::Paid => w::status_paid(),
    }
}
