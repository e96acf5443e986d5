//! The metric dictionary: the unit and roll-up of each metric, and which platforms report it.
//!
//! Names and explanations are translated texts, stored under the same keys.

use crate::plan::model::measure::{AddsUp, Better, Unit};

/// A metric of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DictionaryMetric {
    /// Its key in files and words.
    pub key: &'static str,
    /// Its abbreviation, empty where it has none.
    pub abbreviation: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its roll-up over time.
    pub adds_up: AddsUp,
    /// Which direction is better.
    pub better: Better,
    /// Whether it needs custom tracking.
    pub own_statistics: bool,
    /// Keys of the platforms whose back office or export shows it directly.
    pub platforms: &'static [&'static str],
}

impl DictionaryMetric {
    /// The entry with that key.
    pub fn by_key(key: &str) -> Option<&'static DictionaryMetric> {
        METRICS.iter().find(|metric| metric.key == key)
    }
}

const fn entry(
    key: &'static str,
    abbreviation: &'static str,
    unit: Unit,
    adds_up: AddsUp,
    better: Better,
    own_statistics: bool,
    platforms: &'static [&'static str],
) -> DictionaryMetric {
    DictionaryMetric { key, abbreviation, unit, adds_up, better, own_statistics, platforms }
}

/// Platforms whose back offices show metrics: key, and name in English and Chinese.
pub const PLATFORMS: [(&str, &str, &str); 13] = [
    ("WOA", "WeChat Official Account", "微信公众号"),
    ("WCH", "WeChat Channels", "微信视频号"),
    ("WB", "Weibo", "微博"),
    ("DY", "Douyin", "抖音"),
    ("XHS", "Xiaohongshu", "小红书"),
    ("BILI", "Bilibili", "哔哩哔哩"),
    ("ZH", "Zhihu", "知乎"),
    ("TT", "TikTok", "TikTok"),
    ("IG", "Instagram", "Instagram"),
    ("YT", "YouTube", "YouTube"),
    ("X", "X", "X"),
    ("LI", "LinkedIn", "领英"),
    ("FB", "Facebook", "脸书"),
];

/// Every metric of the dictionary, from exposure to return.
#[rustfmt::skip]
pub const METRICS: [DictionaryMetric; 59] = [
    entry("impressions", "IMP", Unit::Count, AddsUp::Sum, Better::Up, false, &["XHS", "YT", "X", "LI"]),
    entry("reach", "", Unit::Count, AddsUp::Distinct, Better::Up, false, &["WOA", "IG", "FB", "LI"]),
    entry("views", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"]),
    entry("watch_time", "", Unit::Duration, AddsUp::Sum, Better::Up, false, &["YT", "TT", "FB"]),
    entry("avg_watch", "AVD", Unit::Duration, AddsUp::RatioOfSums, Better::Up, false, &["WCH", "DY", "XHS", "YT", "TT"]),
    entry("completion", "VTR", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["WOA", "WCH", "DY", "TT"]),
    entry("ctr", "CTR", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["XHS", "DY", "YT", "LI", "X"]),
    entry("link_clicks", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["FB", "X", "LI"]),
    entry("profile_visits", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["DY", "TT", "X", "IG", "FB"]),
    entry("likes", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"]),
    entry("comments", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"]),
    entry("shares", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"]),
    entry("saves", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "DY", "XHS", "BILI", "ZH", "IG", "X", "TT"]),
    entry("engagements", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["X", "LI"]),
    entry("eng_rate", "ER", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["LI", "X"]),
    entry("posts", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["WOA", "WB", "ZH"]),
    entry("original_share", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("on_time", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("new_followers", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "BILI", "X", "LI", "TT", "FB", "IG"]),
    entry("unfollows", "", Unit::Count, AddsUp::Sum, Better::Down, false, &["WOA", "WB", "BILI", "X"]),
    entry("net_followers", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WB", "DY", "TT", "X"]),
    entry("followers", "", Unit::Count, AddsUp::EndOfPeriod, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"]),
    entry("follower_growth", "", Unit::Percent, AddsUp::Compound, Better::Up, false, &[]),
    entry("unfollow_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Down, false, &[]),
    entry("follow_conv", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["WOA"]),
    entry("steadiness", "eCV", Unit::Ratio, AddsUp::Recomputed, Better::Down, true, &[]),
    entry("sessions", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[]),
    entry("visitors", "UV", Unit::Count, AddsUp::Distinct, Better::Up, true, &[]),
    entry("engaged_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("group_members", "", Unit::Count, AddsUp::EndOfPeriod, Better::Up, true, &[]),
    entry("group_active", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("feedback", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[]),
    entry("activations", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[]),
    entry("registrations", "REG", Unit::Count, AddsUp::Sum, Better::Up, true, &[]),
    entry("reg_conv", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("dau", "DAU", Unit::Count, AddsUp::Average, Better::Up, true, &[]),
    entry("mau", "MAU", Unit::Count, AddsUp::EndOfPeriod, Better::Up, true, &[]),
    entry("stickiness", "DAU/MAU", Unit::Percent, AddsUp::Average, Better::Up, true, &[]),
    entry("ret_d1", "D1", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("ret_d7", "D7", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("ret_d30", "D30", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("orders", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[]),
    entry("gmv", "GMV", Unit::Money, AddsUp::Sum, Better::Up, true, &[]),
    entry("aov", "AOV", Unit::Money, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("first_order", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("repeat", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("arpu", "ARPU", Unit::Money, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("ltv", "LTV", Unit::Money, AddsUp::Recomputed, Better::Up, true, &[]),
    entry("k_factor", "K", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("nps", "NPS", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, true, &[]),
    entry("spend", "", Unit::Money, AddsUp::Sum, Better::Up, true, &["FB"]),
    entry("cpm", "CPM", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &["FB"]),
    entry("cpc", "CPC", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &["FB"]),
    entry("cpf", "CPF", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &[]),
    entry("cpa", "CPA", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &[]),
    entry("cac", "CAC", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &[]),
    entry("roas", "ROAS", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, false, &["FB"]),
    entry("roi", "ROI", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &[]),
    entry("payback", "", Unit::Duration, AddsUp::RatioOfSums, Better::Down, false, &[]),
];
