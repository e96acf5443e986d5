//! The channel catalogue: where each channel works and how well it suits each phase.
//!
//! Names are words and live with the other words, under the same keys.

use crate::plan::phase::PhaseKind;

/// A channel the field knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueChannel {
    /// Its key in files and words.
    pub key: &'static str,
    /// Where it works.
    pub region: Region,
    /// How well it suits seed users, initial users and brand promotion: 0 not at all, 1 possible, 2 good, 3 core.
    pub fit: [u8; 3],
}

/// Where a channel works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// In mainland China.
    China,
    /// Outside it.
    International,
    /// Everywhere.
    Anywhere,
}

impl CatalogueChannel {
    /// The entry with that key.
    pub fn by_key(key: &str) -> Option<&'static CatalogueChannel> {
        CHANNELS.iter().find(|channel| channel.key == key)
    }

    /// How well it suits a phase, 0 to 3.
    pub fn fit_for(&self, phase: PhaseKind) -> u8 {
        match phase {
            PhaseKind::Seed => self.fit[0],
            PhaseKind::Initial => self.fit[1],
            PhaseKind::Brand => self.fit[2],
            PhaseKind::Other => 0,
        }
    }
}

const fn entry(key: &'static str, region: Region, fit: [u8; 3]) -> CatalogueChannel {
    CatalogueChannel { key, region, fit }
}

/// Every channel of the catalogue.
#[rustfmt::skip]
pub const CHANNELS: [CatalogueChannel; 35] = [
    entry("wechat_oa", Region::China, [3, 3, 3]),
    entry("wechat_group", Region::China, [3, 2, 1]),
    entry("wecom_group", Region::China, [2, 3, 2]),
    entry("personal_network", Region::Anywhere, [3, 1, 0]),
    entry("wechat_channels", Region::China, [1, 2, 3]),
    entry("wechat_ads", Region::China, [0, 2, 3]),
    entry("weibo", Region::China, [1, 2, 3]),
    entry("douyin", Region::China, [1, 3, 3]),
    entry("xiaohongshu", Region::China, [2, 3, 3]),
    entry("bilibili", Region::China, [1, 2, 3]),
    entry("zhihu", Region::China, [1, 2, 2]),
    entry("local_oa", Region::China, [2, 3, 3]),
    entry("local_o2o_app", Region::China, [0, 2, 3]),
    entry("forums", Region::China, [2, 2, 1]),
    entry("alt_accounts", Region::China, [1, 1, 0]),
    entry("seo", Region::Anywhere, [0, 1, 3]),
    entry("sem", Region::Anywhere, [0, 2, 2]),
    entry("ground_mall", Region::China, [1, 2, 3]),
    entry("ground_school", Region::Anywhere, [2, 2, 2]),
    entry("ground_community", Region::China, [3, 3, 2]),
    entry("ground_office", Region::China, [2, 2, 2]),
    entry("conference", Region::Anywhere, [0, 1, 3]),
    entry("alliance", Region::Anywhere, [0, 1, 3]),
    entry("kol", Region::Anywhere, [0, 2, 3]),
    entry("koc", Region::Anywhere, [2, 3, 2]),
    entry("pr", Region::Anywhere, [0, 1, 3]),
    entry("email", Region::Anywhere, [1, 2, 2]),
    entry("tiktok", Region::International, [1, 3, 3]),
    entry("instagram", Region::International, [1, 2, 3]),
    entry("youtube", Region::International, [0, 2, 3]),
    entry("x", Region::International, [2, 2, 2]),
    entry("linkedin", Region::International, [0, 2, 3]),
    entry("facebook", Region::International, [1, 2, 2]),
    entry("launch_communities", Region::International, [3, 2, 1]),
    entry("aso", Region::Anywhere, [1, 2, 3]),
];
