//! Catalogue facts about a channel, in the page's language. Knows nothing of the plan.

use crate::i18n::format;
use crate::i18n::words::{channel_good, channel_limits as w, channel_terms, metric};
use crate::plan::catalogue::channels::{CatalogueChannel, Certainty, Limit, Limited};
use crate::plan::model::channel::AccountKind;

/// A limit with its number: "One group holds 500 people".
pub fn limit(limit: &Limit) -> String {
    let n = format::count(i64::from(limit.number));
    match limit.what {
        Limited::BroadcastsADay => w::broadcasts_a_day(&n),
        Limited::BroadcastsAMonth => w::broadcasts_a_month(&n),
        Limited::ArticlesABroadcast => w::articles_a_broadcast(&n),
        Limited::PostsADay => w::posts_a_day(&n),
        Limited::Members => w::members(&n),
        Limited::InternalMembers => w::internal_members(&n),
        Limited::ConsentFrom => w::consent_from(&n),
        Limited::VerifiedFrom => w::verified_from(&n),
        Limited::ScanUntil => w::scan_until(&n),
        Limited::CodeDays => w::code_days(&n),
        Limited::TemporaryCodeDays => w::temporary_code_days(&n),
        Limited::PermanentCodes => w::permanent_codes(&n),
        Limited::StatisticsDays => w::statistics_days(&n),
        Limited::Title => w::title(&n),
        Limited::ReelTitle => w::reel_title(&n),
        Limited::Digest => w::digest(&n),
        Limited::Post => w::post(&n),
        Limited::FeedShows => w::feed_shows(&n),
        Limited::Comment => w::comment(&n),
        Limited::Caption => w::caption(&n),
        Limited::PhotoCaption => w::photo_caption(&n),
        Limited::Description => w::description(&n),
        Limited::Headline => w::headline(&n),
        Limited::Name => w::name(&n),
        Limited::Subtitle => w::subtitle(&n),
        Limited::Keywords => w::keywords(&n),
        Limited::LinkCounts => w::link_counts(&n),
        Limited::Pictures => w::pictures(&n),
        Limited::Hashtags => w::hashtags(&n),
        Limited::ExportRows => w::export_rows(&n),
        Limited::ExportMonths => w::export_months(&n),
        Limited::DataLagDays => w::data_lag_days(&n),
        Limited::BulkFrom => w::bulk_from(&n),
        Limited::ComplaintsPermille => w::complaints_permille(&n),
        Limited::KeptDays => w::kept_days(&n),
        Limited::BookAheadMonths => w::book_ahead_months(&n),
        Limited::TakesMonths => w::takes_months(&n),
        Limited::NoSharingRewards => w::no_sharing_rewards().to_owned(),
        Limited::MarkPaid => w::mark_paid().to_owned(),
        Limited::HouseRules => w::house_rules().to_owned(),
        Limited::BanRisk => w::ban_risk().to_owned(),
        Limited::NeedsPermit => w::needs_permit().to_owned(),
        Limited::NotInHolidays => w::not_in_holidays().to_owned(),
        Limited::GuardianConsent => w::guardian_consent().to_owned(),
        Limited::WeekdaysOnly => w::weekdays_only().to_owned(),
        Limited::NeedsAudience => w::needs_audience().to_owned(),
        Limited::ConsentFirst => w::consent_first().to_owned(),
        Limited::HistoryDays => w::history_days(&n),
    }
}

/// A limit with its certainty and its source.
pub fn cited(found: &Limit) -> String {
    let sure = certainty(found.certainty);
    match found.publisher() {
        "" => w::uncited(&limit(found), sure),
        publisher => w::cited(&limit(found), sure, publisher),
    }
}

/// How certain a limit is.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Verified => w::verified(),
        Certainty::CommonlyStated => w::commonly_stated(),
        Certainty::Unknown => w::unknown(),
    }
}

/// A kind of account.
pub fn account_kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Subscription => w::account_subscription(),
        AccountKind::Service => w::account_service(),
        AccountKind::Free => w::account_free(),
        AccountKind::Premium => w::account_premium(),
    }
}

/// What the channel is good for, as a sentence.
pub fn good_for(channel: &CatalogueChannel) -> &'static str {
    channel_good::by_key(channel.key).unwrap_or_default()
}

/// The content formats of the channel, as a list.
pub fn formats(channel: &CatalogueChannel) -> String {
    listed(channel.formats(), channel_terms::by_key)
}

/// The pricing units of the channel, as a list.
pub fn units(channel: &CatalogueChannel) -> String {
    listed(channel.units(), channel_terms::by_key)
}

/// The metrics the channel reports, as a list.
pub fn metrics(channel: &CatalogueChannel) -> String {
    listed(channel.metrics(), metric::by_key)
}

fn listed(keys: impl Iterator<Item = &'static str>, word: fn(&str) -> Option<&'static str>) -> String {
    let words: Vec<String> = keys.filter_map(|key| word(key).map(str::to_owned)).collect();
    format::list(&words)
}
