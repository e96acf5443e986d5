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

/// A section's name within a sentence: "Continue to line items".
pub fn section_in_sentence(section: Section) -> &'static str {
    match section {
        Section::Product => w::to_product(),
        Section::Dates => w::to_dates(),
        Section::Metrics => w::to_metrics(),
        Section::Teams => w::to_teams(),
        Section::Funnel => w::to_funnel(),
        Section::Tracking => w::to_tracking(),
        Section::Total => w::to_total(),
        Section::LineItems => w::to_line_items(),
        Section::Cycles => w::to_cycles(),
        Section::Costs => w::to_costs(),
        Section::Actuals => w::to_actuals(),
        Section::Channels => w::to_channels(),
        Section::ChannelTests => w::to_channel_tests(),
        Section::Reallocation => w::to_reallocation(),
        Section::SeedProfile => w::to_seed_profile(),
        Section::SeedActivities => w::to_seed_activities(),
        Section::SeedGroups => w::to_seed_groups(),
        Section::SeedCriteria => w::to_seed_criteria(),
        Section::InitialDates => w::to_initial_dates(),
        Section::InitialChannels => w::to_initial_channels(),
        Section::InitialActivities => w::to_initial_activities(),
        Section::InitialCriteria => w::to_initial_criteria(),
        Section::BrandDates => w::to_brand_dates(),
        Section::BrandPartners => w::to_brand_partners(),
        Section::BrandActivities => w::to_brand_activities(),
        Section::BrandCriteria => w::to_brand_criteria(),
        Section::Calendar => w::to_calendar(),
        Section::Cadence => w::to_cadence(),
        Section::Posts => w::to_posts(),
        Section::Entry => w::to_entry(),
        Section::Progress => w::to_progress(),
        Section::Weekly => w::to_weekly(),
        Section::Summary => w::to_summary(),
        Section::Findings => w::to_findings(),
        Section::Answers => w::to_answers(),
        Section::Export => w::to_export(),
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
