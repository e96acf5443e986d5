//! The metric dictionary: the unit and roll-up of each metric, and which platforms report it.
//!
//! Names and explanations are translated texts, stored under the same keys.

use crate::plan::model::basics::{Market, Markets};
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
    /// What people type to find it, in English and Chinese, folded.
    pub terms: &'static str,
}

impl DictionaryMetric {
    /// The entry with that key.
    pub fn by_key(key: &str) -> Option<&'static DictionaryMetric> {
        METRICS.iter().find(|metric| metric.key == key)
    }

    /// The platforms of a market that show it, the likeliest first.
    pub fn platforms_in(&self, market: Market) -> impl Iterator<Item = &'static Platform> {
        let platforms = self.platforms.iter().filter_map(|key| Platform::by_key(key));
        platforms.filter(move |platform| platform.markets.include(market))
    }

    /// The two tracked sums that the metric divides; `None` for metrics that are no ratio, or whose parts the dictionary
    /// does not have.
    ///
    /// ```
    /// use groundswell_core::plan::model::metric_dictionary::DictionaryMetric;
    /// let ratio = DictionaryMetric::by_key("reg_conv").unwrap().ratio().unwrap();
    /// assert_eq!((ratio.numerator, ratio.denominator, ratio.factor), ("registrations", "activations", 100));
    /// ```
    pub fn ratio(&self) -> Option<&'static RatioParts> {
        RATIOS.iter().find(|(key, _)| *key == self.key).map(|(_, parts)| parts)
    }

    /// The shop system in which an online shop reads the metric; `None` where no shop of the market shows it.
    ///
    /// ```
    /// use groundswell_core::plan::model::basics::Market;
    /// use groundswell_core::plan::model::metric_dictionary::DictionaryMetric;
    /// let orders = DictionaryMetric::by_key("orders").unwrap();
    /// assert_eq!(orders.shop(Market::International).unwrap().en, "Shopify");
    /// assert!(orders.shop(Market::China).is_none());
    /// ```
    pub fn shop(&self, market: Market) -> Option<&'static Platform> {
        self.platforms_in(market).find(|platform| SHOPS.contains(&platform.key))
    }
}

/// The two sums that a ratio divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatioParts {
    /// The key of the metric above the line.
    pub numerator: &'static str,
    /// The key of the metric below the line.
    pub denominator: &'static str,
    /// What the quotient is multiplied by: 100 for percentages, 1,000 for a cost per thousand.
    pub factor: i128,
}

const fn ratio(numerator: &'static str, denominator: &'static str, factor: i128) -> RatioParts {
    RatioParts { numerator, denominator, factor }
}

/// The ratios of two metrics of the dictionary.
const RATIOS: [(&str, RatioParts); 9] = [
    ("cpf", ratio("spend", "new_followers", 1)),
    ("cpm", ratio("spend", "impressions", 1_000)),
    ("cpc", ratio("spend", "link_clicks", 1)),
    ("ctr", ratio("link_clicks", "impressions", 100)),
    ("eng_rate", ratio("engagements", "views", 100)),
    ("reg_conv", ratio("registrations", "activations", 100)),
    ("aov", ratio("gmv", "orders", 1)),
    ("roas", ratio("gmv", "spend", 1)),
    ("avg_watch", ratio("watch_time", "views", 1)),
];

#[allow(clippy::too_many_arguments)] // one row of the table
const fn entry(
    key: &'static str,
    abbreviation: &'static str,
    unit: Unit,
    adds_up: AddsUp,
    better: Better,
    own_statistics: bool,
    platforms: &'static [&'static str],
    terms: &'static str,
) -> DictionaryMetric {
    DictionaryMetric { key, abbreviation, unit, adds_up, better, own_statistics, platforms, terms }
}

/// A platform whose back office shows metrics: a data source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// Its key in files, in upper case.
    pub key: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// The markets it is suggested in.
    pub markets: Markets,
}

impl Platform {
    /// The platform with that key.
    ///
    /// ```
    /// use groundswell_core::plan::model::metric_dictionary::Platform;
    /// assert_eq!(Platform::by_key("GA4").unwrap().en, "Google Analytics 4");
    /// assert!(Platform::by_key("no such key").is_none());
    /// ```
    pub fn by_key(key: &str) -> Option<&'static Platform> {
        PLATFORMS.iter().find(|platform| platform.key == key)
    }

    /// The platforms that are suggested in a market.
    pub fn of_market(market: Market) -> impl Iterator<Item = &'static Platform> {
        PLATFORMS.iter().filter(move |platform| platform.markets.include(market))
    }
}

const fn china(key: &'static str, en: &'static str, zh: &'static str) -> Platform {
    Platform { key, en, zh, markets: Markets::China }
}

const fn abroad(key: &'static str, en: &'static str, zh: &'static str) -> Platform {
    Platform { key, en, zh, markets: Markets::International }
}

/// Shop systems, by key.
const SHOPS: [&str; 2] = ["SHOP", "WOO"];

/// Every platform, in order of display.
pub const PLATFORMS: [Platform; 25] = [
    china("WOA", "WeChat Official Account", "微信公众号"),
    china("WCH", "WeChat Channels", "微信视频号"),
    china("WB", "Weibo", "微博"),
    china("DY", "Douyin", "抖音"),
    china("XHS", "Xiaohongshu", "小红书"),
    china("BILI", "Bilibili", "哔哩哔哩"),
    china("ZH", "Zhihu", "知乎"),
    abroad("GA4", "Google Analytics 4", "Google Analytics 4"),
    abroad("GSC", "Google Search Console", "Google Search Console"),
    abroad("GADS", "Google Ads", "Google Ads"),
    abroad("META", "Meta Ads", "Meta 广告"),
    abroad("IG", "Instagram", "Instagram"),
    abroad("FB", "Facebook", "脸书"),
    abroad("TT", "TikTok", "TikTok"),
    abroad("YT", "YouTube", "YouTube"),
    abroad("LI", "LinkedIn", "领英"),
    abroad("X", "X", "X"),
    abroad("PIN", "Pinterest", "Pinterest"),
    abroad("RED", "Reddit", "Reddit"),
    abroad("SHOP", "Shopify", "Shopify"),
    abroad("WOO", "WooCommerce", "WooCommerce"),
    abroad("STRIPE", "Stripe", "Stripe"),
    abroad("KLAV", "Klaviyo", "Klaviyo"),
    abroad("MC", "Mailchimp", "Mailchimp"),
    abroad("HUB", "HubSpot", "HubSpot"),
];

/// Every metric of the dictionary, from exposure to return.
#[rustfmt::skip]
pub const METRICS: &[DictionaryMetric] = &[
    entry("impressions", "IMP", Unit::Count, AddsUp::Sum, Better::Up, false, &["XHS", "YT", "X", "LI", "GADS", "META", "PIN", "RED", "GSC"], "impressions exposure shown 曝光展示展现"),
    entry("reach", "", Unit::Count, AddsUp::Distinct, Better::Up, false, &["WOA", "IG", "FB", "LI", "META"], "reach people 触达人数送达"),
    entry("views", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB", "RED"], "views plays reads 播放阅读浏览观看"),
    entry("watch_time", "", Unit::Duration, AddsUp::Sum, Better::Up, false, &["YT", "TT", "FB"], "watch time hours 观看时长"),
    entry("avg_watch", "AVD", Unit::Duration, AddsUp::RatioOfSums, Better::Up, false, &["WCH", "DY", "XHS", "YT", "TT"], "average watch duration 平均播放时长"),
    entry("completion", "VTR", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["WOA", "WCH", "DY", "TT"], "completion finished 完播完读率"),
    entry("ctr", "CTR", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["XHS", "DY", "YT", "LI", "X", "GADS", "META", "GSC", "PIN"], "click through rate 点击率"),
    entry("link_clicks", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["FB", "X", "LI", "META", "PIN", "GADS"], "link clicks 链接点击"),
    entry("profile_visits", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["DY", "TT", "X", "IG", "FB"], "profile visits homepage 主页访问"),
    entry("likes", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"], "likes reactions 点赞"),
    entry("comments", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB", "RED"], "comments replies 评论回复"),
    entry("shares", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"], "shares reposts retweets forwards 分享转发"),
    entry("saves", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "DY", "XHS", "BILI", "ZH", "IG", "X", "TT", "PIN"], "saves bookmarks favourites favorites 收藏"),
    entry("engagements", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["X", "LI", "IG", "PIN"], "engagements interactions 互动量"),
    entry("eng_rate", "ER", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["LI", "X"], "engagement interaction rate 互动率"),
    entry("posts", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["WOA", "WB", "ZH"], "posts published articles pieces 发布篇数文章"),
    entry("original_share", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "original share 原创占比"),
    entry("on_time", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "on time schedule 按期发布排期"),
    entry("new_followers", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WCH", "WB", "DY", "BILI", "X", "LI", "TT", "FB", "IG"], "new followers fans gained 新增关注涨粉粉丝"),
    entry("unfollows", "", Unit::Count, AddsUp::Sum, Better::Down, false, &["WOA", "WB", "BILI", "X"], "unfollows lost fans 取消关注取关掉粉"),
    entry("net_followers", "", Unit::Count, AddsUp::Sum, Better::Up, false, &["WOA", "WB", "DY", "TT", "X"], "net new followers fans 净增关注粉丝"),
    entry("followers", "", Unit::Count, AddsUp::EndOfPeriod, Better::Up, false, &["WOA", "WCH", "WB", "DY", "XHS", "BILI", "ZH", "TT", "IG", "YT", "X", "LI", "FB"], "total followers fans subscribers 累计关注粉丝总数"),
    entry("follower_growth", "", Unit::Percent, AddsUp::Compound, Better::Up, false, &[], "follower fan growth rate 粉丝增长率涨粉"),
    entry("unfollow_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Down, false, &[], "unfollow churn rate 取关率流失"),
    entry("follow_conv", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["WOA"], "view to follow conversion 转关注率转粉"),
    entry("subscribers", "", Unit::Count, AddsUp::EndOfPeriod, Better::Up, false, &["MC", "KLAV", "HUB", "SHOP"], "newsletter email subscribers list mailing 邮件订阅者订阅用户"),
    entry("open_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["MC", "KLAV", "HUB"], "email open rate opened 邮件打开率"),
    entry("click_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &["MC", "KLAV", "HUB"], "email click rate clicked 邮件点击率"),
    entry("steadiness", "eCV", Unit::Ratio, AddsUp::Recomputed, Better::Down, true, &[], "steadiness stability daily growth 稳定度日增"),
    entry("sessions", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["GA4"], "sessions visits traffic 会话数访问"),
    entry("visitors", "UV", Unit::Count, AddsUp::Distinct, Better::Up, true, &["GA4"], "unique visitors 独立访客"),
    entry("engaged_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &["GA4"], "engaged session bounce rate 有效会话跳出率"),
    entry("store_visits", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["GADS"], "store shop visits footfall walk in 到店人数客流"),
    entry("group_members", "", Unit::Count, AddsUp::EndOfPeriod, Better::Up, true, &[], "group members community wechat 社群成员群人数"),
    entry("group_active", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "group active community rate 社群活跃率群"),
    entry("feedback", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[], "feedback opinions suggestions 意见建议反馈"),
    entry("activations", "", Unit::Count, AddsUp::Sum, Better::Up, true, &[], "new activations first open installs 新增激活"),
    entry("registrations", "REG", Unit::Count, AddsUp::Sum, Better::Up, true, &["GA4"], "registrations sign ups signups accounts 注册数"),
    entry("reg_conv", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "registration sign up conversion rate 注册转化率"),
    entry("sign_up_rate", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &["GA4", "KLAV", "MC"], "sign up rate signup visitor conversion 访客注册率"),
    entry("leads", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["HUB", "META", "GADS", "LI", "GA4"], "leads enquiries inquiries contacts 线索留资"),
    entry("qualified_leads", "MQL", Unit::Count, AddsUp::Sum, Better::Up, true, &["HUB"], "qualified leads mql sql 有效线索合格线索"),
    entry("demo_requests", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["HUB", "GA4"], "demo requests bookings meetings 演示预约申请"),
    entry("trials", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["STRIPE", "HUB"], "trials free trial starts 试用数开通试用"),
    entry("dau", "DAU", Unit::Count, AddsUp::Average, Better::Up, true, &["GA4"], "daily active users 日活跃用户日活"),
    entry("mau", "MAU", Unit::Count, AddsUp::EndOfPeriod, Better::Up, true, &["GA4"], "monthly active users 月活跃用户月活"),
    entry("stickiness", "DAU/MAU", Unit::Percent, AddsUp::Average, Better::Up, true, &["GA4"], "stickiness daily activity rate 用户粘性日活跃率黏性"),
    entry("ret_d1", "D1", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "day 1 retention next day 次日留存率"),
    entry("ret_d7", "D7", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "day 7 retention week 7日留存率七日"),
    entry("ret_d30", "D30", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "day 30 retention month 30日留存率月"),
    entry("orders", "", Unit::Count, AddsUp::Sum, Better::Up, true, &["SHOP", "WOO", "GA4", "STRIPE"], "orders sales purchases 订单量日订单下单"),
    entry("gmv", "GMV", Unit::Money, AddsUp::Sum, Better::Up, true, &["SHOP", "WOO", "GA4", "STRIPE"], "gross merchandise value sales turnover 成交总额销售额"),
    entry("aov", "AOV", Unit::Money, AddsUp::RatioOfSums, Better::Up, true, &["SHOP", "WOO", "GA4"], "average order value basket 客单价"),
    entry("first_order", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &[], "first order conversion 首单转化率"),
    entry("repeat", "", Unit::Percent, AddsUp::RatioOfSums, Better::Up, true, &["SHOP", "KLAV"], "repeat purchase repurchase 复购率"),
    entry("arpu", "ARPU", Unit::Money, AddsUp::RatioOfSums, Better::Up, true, &[], "average revenue per user 每用户平均收入"),
    entry("ltv", "LTV", Unit::Money, AddsUp::Recomputed, Better::Up, true, &["KLAV"], "lifetime value 生命周期价值"),
    entry("k_factor", "K", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, true, &[], "referral viral coefficient 裂变系数"),
    entry("nps", "NPS", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, true, &[], "net promoter score recommend 净推荐值"),
    entry("spend", "", Unit::Money, AddsUp::Sum, Better::Up, true, &["FB", "GADS", "META"], "spend cost budget 花费消耗"),
    entry("cpm", "CPM", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &["FB", "META", "GADS"], "cost per mille thousand impressions 千次曝光成本"),
    entry("cpc", "CPC", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &["FB", "GADS", "META"], "cost per click 单次点击成本"),
    entry("cpf", "CPF", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &[], "cost per new follower fan 单粉成本获粉"),
    entry("cpa", "CPA", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &["GADS", "META"], "cost per action acquisition 单次行动成本"),
    entry("cac", "CAC", Unit::Money, AddsUp::RatioOfSums, Better::Down, false, &[], "customer acquisition cost 获客成本"),
    entry("roas", "ROAS", Unit::Ratio, AddsUp::RatioOfSums, Better::Up, false, &["FB", "GADS", "META"], "return on ad spend 广告支出回报投产"),
    entry("roi", "ROI", Unit::Percent, AddsUp::RatioOfSums, Better::Up, false, &[], "return on investment 投资回报率"),
    entry("payback", "", Unit::Duration, AddsUp::RatioOfSums, Better::Down, false, &[], "payback 回本周期"),
];
