//! Search for channels by the names that people use, in either language.
//!
//! As with metrics, only the names of the language in use are loaded; so the catalogue carries what people type for each
//! channel: a few syllables, not the names again.

use super::channels::{CHANNELS, CatalogueChannel};
use crate::text::width::folded;

/// What people type, one line for each channel in the catalogue's order.
const TERMS: &str = "\
wechat official account weixin public 微信公众号订阅号服务号公号
wechat group weixin chat 微信群社群
wecom customer group enterprise 企业微信客户群企微社群
friends colleagues partners suppliers industry invitation 熟人朋友同事同行供应商邀请
wechat channels video shipinhao 微信视频号
tencent wechat ads moments guangdiantong 腾讯广告朋友圈广点通
weibo microblog 微博
douyin 抖音短视频
xiaohongshu red rednote little red book 小红书种草笔记
bilibili b站哔哩哔哩
zhihu 知乎问答
local public accounts city 本地公众号同城号
local o2o accounts apps 本地服务号联合
forums communities tieba douban 论坛贴吧豆瓣业主群社区
small accounts alternate trumpet 小号引流
website seo search engine 官网网站搜索优化
search ads sem ppc baidu google 搜索广告竞价百度推广
mall ground promotion shopping 商场地推商圈
school campus ground promotion university 学校校园地推
residential community ground promotion estate 社区小区地推物业
office building ground promotion 写字楼地推办公楼
conference expo exhibition trade show 会议展会展览
industry alliance partners cross 联盟异业合作
influencers kol creators 达人网红大号
everyday creators koc micro influencers 素人达人
media press pr public relations 媒体公关新闻
email newsletter mail 邮件电子报
tiktok 海外抖音短视频
instagram ins reels 图片
youtube 油管视频
x twitter 推特
linkedin 领英
facebook page group meta 脸书脸谱
product hunt reddit discord launch hacker news 首发社区
app store optimisation optimization aso 应用商店";

/// The channels that a query names, in the catalogue's order; all of them for an empty query. Every word of the query
/// must be found in the name on the screen, the key or what people call it.
pub fn search<'name>(query: &str, name: impl Fn(&'static str) -> &'name str) -> Vec<&'static CatalogueChannel> {
    let query = folded(query);
    let named = |(channel, terms): &(&'static CatalogueChannel, &str)| {
        let found = [folded(name(channel.key)), channel.key.replace('_', " "), (*terms).to_owned()];
        query.split_whitespace().all(|word| found.iter().any(|text| text.contains(word)))
    };
    CHANNELS.iter().zip(TERMS.lines()).filter(named).map(|(channel, _)| channel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(query: &str) -> Vec<&'static str> {
        search(query, |_| "").iter().map(|channel| channel.key).collect()
    }

    #[test]
    fn every_channel_has_its_line_in_both_languages() {
        assert_eq!(TERMS.lines().count(), CHANNELS.len());
        for (channel, terms) in CHANNELS.iter().zip(TERMS.lines()) {
            let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
            assert!(terms.contains(is_chinese), "{}", channel.key);
            assert!(terms.chars().any(|letter| letter.is_ascii_alphabetic()), "{}", channel.key);
        }
    }

    #[test]
    fn either_language_finds_it_whichever_the_screen_is_in() {
        assert_eq!(keys("公众号"), ["wechat_oa", "local_oa"]);
        assert_eq!(keys("Official Account"), ["wechat_oa"]);
        assert_eq!(keys("小红书"), ["xiaohongshu"]);
        assert_eq!(keys("ＫＯＬ"), ["kol"]);
        assert_eq!(keys("地推 学校"), ["ground_school"]);
        assert_eq!(keys("wecom group"), ["wecom_group"]);
        assert_eq!(keys("twitter"), ["x"]);
    }

    #[test]
    fn the_name_on_the_screen_is_searched_and_nothing_means_all() {
        let found = search("zebra", |key| if key == "pr" { "Zebra Gazette" } else { "" });
        assert_eq!(found.iter().map(|channel| channel.key).collect::<Vec<_>>(), ["pr"]);
        assert_eq!(search(" ", |_| "").len(), CHANNELS.len());
        assert_eq!(keys("no such thing"), [""; 0]);
    }
}
