//! Which channels are drafted for a kind of project in a market, and what each does in each phase.

use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::channel::Role;
use crate::plan::model::phase::PhaseKind;

/// What a channel is drafted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Every other channel leads to it.
    Hub,
    /// It brings the seed users.
    Seed,
    /// It is tested with initial users.
    Tested,
    /// It brings results all the time.
    AlwaysOn,
}

/// The channels, hub first.
pub(super) fn channels_for(market: Market, kind: ProjectKind) -> &'static [(&'static str, Purpose)] {
    use Purpose::{AlwaysOn, Hub, Seed, Tested};
    match (market, kind) {
        (Market::China, ProjectKind::O2o) => &[
            ("wechat_oa", Hub),
            ("wechat_group", Seed),
            ("ground_community", Seed),
            ("douyin", Tested),
            ("xiaohongshu", Tested),
            ("local_o2o_app", AlwaysOn),
        ],
        (Market::China, ProjectKind::ToolApp) => &[
            ("wechat_oa", Hub),
            ("personal_network", Seed),
            ("zhihu", Tested),
            ("bilibili", Tested),
            ("douyin", Tested),
            ("aso", AlwaysOn),
        ],
        (Market::China, ProjectKind::ContentBrand) => &[
            ("wechat_oa", Hub),
            ("wechat_group", Seed),
            ("douyin", Tested),
            ("xiaohongshu", Tested),
            ("wechat_channels", Tested),
            ("weibo", AlwaysOn),
        ],
        (Market::China, ProjectKind::Ecommerce) => &[
            ("wechat_oa", Hub),
            ("wecom_group", Seed),
            ("koc", Seed),
            ("xiaohongshu", Tested),
            ("douyin", Tested),
            ("sem", AlwaysOn),
        ],
        (Market::China, ProjectKind::LocalService) => &[
            ("wechat_oa", Hub),
            ("wechat_group", Seed),
            ("ground_community", Seed),
            ("xiaohongshu", Tested),
            ("douyin", Tested),
            ("local_oa", AlwaysOn),
        ],
        (Market::China, ProjectKind::Other) => &[
            ("wechat_oa", Hub),
            ("wechat_group", Seed),
            ("douyin", Tested),
            ("xiaohongshu", Tested),
            ("weibo", Tested),
            ("seo", AlwaysOn),
        ],
        (Market::International, ProjectKind::ToolApp) => &[
            ("email", Hub),
            ("launch_communities", Seed),
            ("x", Tested),
            ("linkedin", Tested),
            ("youtube", Tested),
            ("aso", AlwaysOn),
        ],
        (Market::International, ProjectKind::ContentBrand) => &[
            ("instagram", Hub),
            ("personal_network", Seed),
            ("tiktok", Tested),
            ("youtube", Tested),
            ("x", Tested),
            ("email", AlwaysOn),
        ],
        (Market::International, ProjectKind::Ecommerce) => &[
            ("instagram", Hub),
            ("micro_creators", Seed),
            ("tiktok", Tested),
            ("meta_ads", Tested),
            ("google_ads", Tested),
            ("email", AlwaysOn),
        ],
        (Market::International, ProjectKind::O2o) => &[
            ("instagram", Hub),
            ("whatsapp_group", Seed),
            ("neighbourhood", Seed),
            ("local_accounts", Tested),
            ("meta_ads", Tested),
            ("email", AlwaysOn),
            ("delivery_apps", AlwaysOn),
        ],
        (Market::International, ProjectKind::LocalService) => &[
            ("instagram", Hub),
            ("facebook_groups", Seed),
            ("neighbourhood", Seed),
            ("local_press", Tested),
            ("tiktok", Tested),
            ("email", AlwaysOn),
            ("seo", AlwaysOn),
        ],
        (Market::International, ProjectKind::Other) => &[
            ("email", Hub),
            ("personal_network", Seed),
            ("instagram", Tested),
            ("linkedin", Tested),
            ("youtube", Tested),
            ("seo", AlwaysOn),
        ],
    }
}

/// How well a channel suits a phase, from 0 to 3.
pub(super) fn fit(channel: &CatalogueChannel, phase: PhaseKind) -> u8 {
    match phase {
        PhaseKind::Seed => channel.fit[0],
        PhaseKind::Initial => channel.fit[1],
        PhaseKind::Brand | PhaseKind::Other => channel.fit[2],
    }
}

/// What a channel does in a phase. A channel that does not suit a phase is not used in it, unless it is the hub.
pub(super) fn role(channel: &CatalogueChannel, purpose: Purpose, phase: PhaseKind) -> Role {
    match (purpose, phase) {
        (Purpose::Hub, _) => Role::Home,
        _ if fit(channel, phase) == 0 => Role::Unused,
        (Purpose::Tested, PhaseKind::Seed) => Role::Unused,
        (Purpose::Tested, PhaseKind::Initial) => Role::Test,
        _ => Role::Steady,
    }
}

/// Posts a week on a channel and how many of them are original; `None` where nothing is posted.
pub(super) fn posts_a_week(channel: &str) -> Option<(u32, u32)> {
    Some(match channel {
        // "5 a week, 3 of them original" is the usual pace of an account that the team lives from.
        "wechat_oa" | "weibo" | "x" | "instagram" => (5, 3),
        "douyin" | "xiaohongshu" | "tiktok" | "facebook" | "linkedin" => (3, 2),
        "wechat_channels" | "zhihu" => (2, 2),
        "bilibili" | "youtube" | "email" => (1, 1),
        _ => return None,
    })
}

/// The platform in whose back office the figures of a channel are read, by its key.
pub(super) fn platform_of(channel: &str) -> Option<&'static str> {
    Some(match channel {
        "wechat_oa" => "WOA",
        "wechat_channels" => "WCH",
        "weibo" => "WB",
        "douyin" => "DY",
        "xiaohongshu" => "XHS",
        "bilibili" => "BILI",
        "zhihu" => "ZH",
        "tiktok" => "TT",
        "instagram" => "IG",
        "youtube" => "YT",
        "x" => "X",
        "linkedin" => "LI",
        "facebook" => "FB",
        "pinterest" => "PIN",
        "reddit" => "RED",
        "google_ads" => "GADS",
        "meta_ads" => "META",
        _ => return None,
    })
}

/// The keys of the methods that are drafted as activities of a phase.
pub(super) fn methods_for(market: Market, kind: ProjectKind, phase: PhaseKind) -> &'static [&'static str] {
    match (market, phase) {
        (_, PhaseKind::Seed) => match kind {
            ProjectKind::O2o | ProjectKind::LocalService => market.pick(
                &["industry_friends", "invitation", "communities"],
                &["industry_friends", "invitation", "neighbourhoods"],
            ),
            ProjectKind::Ecommerce => &["industry_friends", "invitation", "suppliers"],
            ProjectKind::ToolApp => &["industry_friends", "invitation", "partners"],
            _ => &["industry_friends", "colleagues", "invitation"],
        },
        (Market::China, PhaseKind::Initial) => match kind {
            ProjectKind::O2o | ProjectKind::LocalService => &["official_group", "events", "local_accounts"],
            ProjectKind::ContentBrand => &["official_group", "weibo_traffic", "events"],
            _ => &["official_group", "events", "online_communities"],
        },
        (Market::International, PhaseKind::Initial) => match kind {
            ProjectKind::O2o | ProjectKind::LocalService => &["own_community", "events", "local_media"],
            ProjectKind::ContentBrand => &["own_community", "social_traffic", "events"],
            _ => &["own_community", "online_communities", "websites"],
        },
        (Market::China, PhaseKind::Brand) => match kind {
            ProjectKind::O2o | ProjectKind::LocalService => &["go_on", "o2o_partners", "malls"],
            _ => &["go_on", "conferences", "alliances"],
        },
        (Market::International, PhaseKind::Brand) => match kind {
            ProjectKind::O2o => &["go_on", "delivery_partners", "malls"],
            ProjectKind::LocalService => &["go_on", "press_partners", "malls"],
            ProjectKind::Ecommerce => &["go_on", "retail_partners", "alliances"],
            _ => &["go_on", "conferences", "alliances"],
        },
        (_, PhaseKind::Other) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::catalogue::methods::Method;
    use crate::plan::model::metric_dictionary::Platform;

    const PHASES: [PhaseKind; 3] = [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand];

    fn all() -> impl Iterator<Item = (Market, ProjectKind)> {
        Market::ALL.into_iter().flat_map(|market| ProjectKind::ALL.map(|kind| (market, kind)))
    }

    #[test]
    fn every_draft_has_a_hub_a_test_and_something_always_on_that_work_in_its_market() {
        for (market, kind) in all() {
            let channels = channels_for(market, kind);
            assert!((4..=7).contains(&channels.len()));
            let count = |purpose| channels.iter().filter(|(_, other)| *other == purpose).count();
            assert_eq!((count(Purpose::Hub), channels[0].1), (1, Purpose::Hub), "{market:?} {kind:?}");
            assert!(count(Purpose::Seed) >= 1 && count(Purpose::Tested) >= 2 && count(Purpose::AlwaysOn) >= 1);
            for (key, purpose) in channels {
                let entry = CatalogueChannel::by_key(key).unwrap();
                assert!(entry.markets.include(market), "{key} in {market:?}");
                assert!(PHASES.iter().any(|phase| role(entry, *purpose, *phase) != Role::Unused), "{key} does nothing");
            }
            for phase in PHASES {
                let used = |(key, purpose): &&(&str, Purpose)| {
                    role(CatalogueChannel::by_key(key).unwrap(), *purpose, phase) != Role::Unused
                };
                assert!(channels.iter().filter(used).count() >= 2, "{market:?} {kind:?} {phase:?}");
            }
        }
    }

    #[test]
    fn every_method_is_of_its_phase_and_every_platform_is_known() {
        for (market, kind) in all() {
            for phase in PHASES {
                for key in methods_for(market, kind, phase) {
                    let method = Method::by_key(key).unwrap();
                    assert!(method.phase == phase && method.markets.include(market), "{key}");
                }
            }
            for (key, _) in channels_for(market, kind) {
                assert!(platform_of(key).is_none_or(|platform| Platform::by_key(platform).is_some()));
            }
        }
    }
}
