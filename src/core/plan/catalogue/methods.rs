//! The promotion methods, by phase and market.
//!
//! Names are words and live with the other words, under the same keys. A method of one market has its counterpart in the
//! other: a post in local public accounts there is a story in the local press here.

use crate::plan::model::basics::{Market, Markets};
use crate::plan::model::partner::PartnerKind;
use crate::plan::model::phase::PhaseKind;

/// A promotion method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// Its key in files and words.
    pub key: &'static str,
    /// The phase it belongs to.
    pub phase: PhaseKind,
    /// The markets it is suggested in.
    pub markets: Markets,
    /// The channels of the catalogue it usually runs on in each market, empty where there is no usual one.
    channels: [&'static str; 2],
    /// The kind of partner it needs, if it needs one.
    pub partner: Option<PartnerKind>,
}

impl Method {
    /// The method with that key.
    pub fn by_key(key: &str) -> Option<&'static Method> {
        METHODS.iter().find(|method| method.key == key)
    }

    /// The channel of the catalogue it usually runs on in a market, empty where there is no usual one.
    pub const fn channel(&self, market: Market) -> &'static str {
        match market {
            Market::China => self.channels[0],
            Market::International => self.channels[1],
        }
    }
}

/// The methods that are suggested in a market for a phase, in order.
///
/// ```
/// use groundswell_core::plan::catalogue::methods::methods_of;
/// use groundswell_core::plan::model::basics::Market;
/// use groundswell_core::plan::model::phase::PhaseKind;
/// let mut abroad = methods_of(Market::International, PhaseKind::Initial);
/// assert_eq!(abroad.next().unwrap().channel(Market::International), "instagram");
/// ```
pub fn methods_of(market: Market, phase: PhaseKind) -> impl Iterator<Item = &'static Method> {
    METHODS.iter().filter(move |method| method.phase == phase && method.markets.include(market))
}

/// A method of both markets.
const fn both(key: &'static str, phase: PhaseKind, in_china: &'static str, abroad: &'static str) -> Method {
    Method { key, phase, markets: Markets::Both, channels: [in_china, abroad], partner: None }
}

const fn china(key: &'static str, phase: PhaseKind, channel: &'static str) -> Method {
    Method { key, phase, markets: Markets::China, channels: [channel, channel], partner: None }
}

const fn abroad(key: &'static str, phase: PhaseKind, channel: &'static str) -> Method {
    Method { key, phase, markets: Markets::International, channels: [channel, channel], partner: None }
}

impl Method {
    const fn with(self, partner: PartnerKind) -> Method {
        Method { partner: Some(partner), ..self }
    }
}

/// Every method, in order of display. The methods of one market stand where their counterparts in the other do.
pub const METHODS: [Method; 32] = [
    both("industry_friends", PhaseKind::Seed, "personal_network", "personal_network"),
    both("colleagues", PhaseKind::Seed, "personal_network", "personal_network"),
    both("partners", PhaseKind::Seed, "personal_network", "personal_network"),
    both("invitation", PhaseKind::Seed, "wechat_group", "referrals"),
    both("suppliers", PhaseKind::Seed, "personal_network", "personal_network"),
    both("business_districts", PhaseKind::Seed, "ground_mall", "field_marketing"),
    china("communities", PhaseKind::Seed, "ground_community"),
    abroad("neighbourhoods", PhaseKind::Seed, "neighbourhood"),
    both("schools", PhaseKind::Seed, "ground_school", "ground_school"),
    both("office_buildings", PhaseKind::Seed, "ground_office", "field_marketing"),
    china("weibo_traffic", PhaseKind::Initial, "weibo"),
    abroad("social_traffic", PhaseKind::Initial, "instagram"),
    both("joining_groups", PhaseKind::Initial, "wechat_group", "facebook_groups"),
    china("alternate_accounts", PhaseKind::Initial, "alt_accounts"),
    abroad("personal_profiles", PhaseKind::Initial, "linkedin"),
    china("official_group", PhaseKind::Initial, "wechat_group"),
    abroad("own_community", PhaseKind::Initial, "whatsapp_group"),
    both("events", PhaseKind::Initial, "", "events_markets"),
    china("local_accounts", PhaseKind::Initial, "local_oa"),
    abroad("local_media", PhaseKind::Initial, "local_press"),
    both("online_communities", PhaseKind::Initial, "forums", "reddit"),
    abroad("newsletter", PhaseKind::Initial, "email"),
    both("websites", PhaseKind::Initial, "seo", "seo"),
    both("go_on", PhaseKind::Brand, "", ""),
    china("o2o_partners", PhaseKind::Brand, "local_o2o_app").with(PartnerKind::LocalAccount),
    abroad("delivery_partners", PhaseKind::Brand, "delivery_apps").with(PartnerKind::DeliveryApp),
    abroad("retail_partners", PhaseKind::Brand, "retail_partners").with(PartnerKind::Retailer),
    both("malls", PhaseKind::Brand, "ground_mall", "field_marketing").with(PartnerKind::Mall),
    both("ground_schools", PhaseKind::Brand, "ground_school", "ground_school").with(PartnerKind::School),
    abroad("press_partners", PhaseKind::Brand, "local_press").with(PartnerKind::Press),
    both("conferences", PhaseKind::Brand, "conference", "conference").with(PartnerKind::Conference),
    both("alliances", PhaseKind::Brand, "alliance", "alliance").with(PartnerKind::Alliance),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::catalogue::channels::CatalogueChannel;

    #[test]
    fn a_method_runs_on_channels_and_with_partners_of_its_market() {
        for market in Market::ALL {
            for phase in [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand] {
                assert!(methods_of(market, phase).count() >= 6);
                for method in methods_of(market, phase) {
                    let key = method.channel(market);
                    let channel = CatalogueChannel::by_key(key);
                    assert!(key.is_empty() || channel.is_some_and(|it| it.markets.include(market)), "{method:?}");
                    assert!(method.partner.is_none_or(|kind| kind.markets().include(market)), "{method:?}");
                }
            }
        }
        let once: std::collections::BTreeSet<_> = METHODS.iter().map(|method| method.key).collect();
        assert_eq!(once.len(), METHODS.len());
    }
}
