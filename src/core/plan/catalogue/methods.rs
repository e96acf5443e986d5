//! The promotion methods, by phase.
//!
//! Names are words and live with the other words, under the same keys.

use crate::plan::model::partner::PartnerKind;
use crate::plan::model::phase::PhaseKind;

/// A promotion method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// Its key in files and words.
    pub key: &'static str,
    /// The phase it belongs to.
    pub phase: PhaseKind,
    /// The channel of the catalogue it usually runs on, empty where there is no usual one.
    pub channel: &'static str,
    /// The kind of partner it needs, if it needs one.
    pub partner: Option<PartnerKind>,
}

impl Method {
    /// The method with that key.
    pub fn by_key(key: &str) -> Option<&'static Method> {
        METHODS.iter().find(|method| method.key == key)
    }

    /// The methods of a phase, in order.
    pub fn of_phase(phase: PhaseKind) -> impl Iterator<Item = &'static Method> {
        METHODS.iter().filter(move |method| method.phase == phase)
    }
}

const fn method(key: &'static str, phase: PhaseKind, channel: &'static str) -> Method {
    Method { key, phase, channel, partner: None }
}

const fn with_partner(key: &'static str, channel: &'static str, partner: PartnerKind) -> Method {
    Method { key, phase: PhaseKind::Brand, channel, partner: Some(partner) }
}

/// Every method, in order of display.
pub const METHODS: [Method; 23] = [
    method("industry_friends", PhaseKind::Seed, "personal_network"),
    method("colleagues", PhaseKind::Seed, "personal_network"),
    method("partners", PhaseKind::Seed, "personal_network"),
    method("invitation", PhaseKind::Seed, "wechat_group"),
    method("suppliers", PhaseKind::Seed, "personal_network"),
    method("business_districts", PhaseKind::Seed, "ground_mall"),
    method("communities", PhaseKind::Seed, "ground_community"),
    method("schools", PhaseKind::Seed, "ground_school"),
    method("office_buildings", PhaseKind::Seed, "ground_office"),
    method("weibo_traffic", PhaseKind::Initial, "weibo"),
    method("joining_groups", PhaseKind::Initial, "wechat_group"),
    method("alternate_accounts", PhaseKind::Initial, "alt_accounts"),
    method("official_group", PhaseKind::Initial, "wechat_group"),
    method("events", PhaseKind::Initial, ""),
    method("local_accounts", PhaseKind::Initial, "local_oa"),
    method("online_communities", PhaseKind::Initial, "forums"),
    method("websites", PhaseKind::Initial, "seo"),
    method("go_on", PhaseKind::Brand, ""),
    with_partner("o2o_partners", "local_o2o_app", PartnerKind::LocalAccount),
    with_partner("malls", "ground_mall", PartnerKind::Mall),
    with_partner("ground_schools", "ground_school", PartnerKind::School),
    with_partner("conferences", "conference", PartnerKind::Conference),
    with_partner("alliances", "alliance", PartnerKind::Alliance),
];
