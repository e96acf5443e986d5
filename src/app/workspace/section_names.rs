//! Names of the sections and views in the reader's language.

use crate::app::shell::route::PlanView;
use crate::app::shell::sections::Section;
use crate::i18n::words;
use crate::i18n::words::{sections as w, views};

/// What a view is called.
pub fn view_name(view: PlanView) -> &'static str {
    match view {
        PlanView::Timeline => views::timeline(),
        PlanView::Links => views::links(),
        PlanView::Report => views::report(),
        PlanView::Changes => views::changes(),
    }
}

/// A section's name, as a tab and in lists.
pub fn section_name(section: Section) -> &'static str {
    match section {
        Section::Product => w::product(),
        Section::Dates => w::dates(),
        Section::Metrics => w::metrics(),
        Section::Teams => w::teams(),
        Section::Funnel => w::funnel(),
        Section::Tracking => w::tracking(),
        Section::Total => w::total(),
        Section::LineItems => w::line_items(),
        Section::Cycles => w::cycles(),
        Section::Costs => w::costs(),
        Section::Actuals => w::actuals(),
        Section::Channels => w::channels(),
        Section::ChannelTests => w::channel_tests(),
        Section::Reallocation => w::reallocation(),
        Section::SeedProfile => w::seed_profile(),
        Section::SeedActivities => w::seed_activities(),
        Section::SeedGroups => w::seed_groups(),
        Section::SeedCriteria => w::seed_criteria(),
        Section::InitialDates => w::initial_dates(),
        Section::InitialChannels => w::initial_channels(),
        Section::InitialActivities => w::initial_activities(),
        Section::InitialCriteria => w::initial_criteria(),
        Section::BrandDates => w::brand_dates(),
        Section::BrandPartners => w::brand_partners(),
        Section::BrandActivities => w::brand_activities(),
        Section::BrandCriteria => w::brand_criteria(),
        Section::Calendar => w::calendar(),
        Section::Cadence => w::cadence(),
        Section::Posts => w::posts(),
        Section::Entry => w::entry(),
        Section::Progress => w::progress(),
        Section::Weekly => w::weekly(),
        Section::Summary => w::summary(),
        Section::Findings => w::findings(),
        Section::Answers => w::answers(),
        Section::Export => w::export(),
    }
}

/// What a step is about, for the top of its first section.
pub fn section_lede(section: Section) -> Option<&'static str> {
    let lede = match section {
        Section::Product => words::basics::lede(),
        Section::Metrics => words::goals::lede(),
        Section::Total => words::budget::lede(),
        Section::Channels => words::strategy::lede(),
        Section::SeedProfile => words::seed::lede(),
        Section::InitialDates => words::initial::lede(),
        Section::BrandDates => words::brand::lede(),
        Section::Calendar => words::schedule::lede(),
        Section::Entry => words::track::lede(),
        Section::Summary => words::review::lede(),
        _ => return None,
    };
    Some(lede)
}
