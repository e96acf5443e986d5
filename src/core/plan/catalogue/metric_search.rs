//! Search for metrics by the names that people use, in either language.
//!
//! The names on the screen are words of the language in use, and only that language is loaded. So that the other one's
//! names are found too, the dictionary carries here what people type for each metric: a few syllables, not the names again.

use crate::plan::model::metric_dictionary::{DictionaryMetric, METRICS};
use crate::text::width::folded;

/// What people type, one line for each metric in the dictionary's order.
const TERMS: &str = "\
impressions exposure shown 曝光展示展现
reach people 触达人数送达
views plays reads 播放阅读浏览观看
watch time hours 观看时长
average watch duration 平均播放时长
completion finished 完播完读率
click through rate 点击率
link clicks 链接点击
profile visits homepage 主页访问
likes reactions 点赞
comments replies 评论回复
shares reposts retweets forwards 分享转发
saves bookmarks favourites favorites 收藏
engagements interactions 互动量
engagement interaction rate 互动率
posts published articles pieces 发布篇数文章
original share 原创占比
on time schedule 按期发布排期
new followers fans gained 新增关注涨粉粉丝
unfollows lost fans 取消关注取关掉粉
net new followers fans 净增关注粉丝
total followers fans subscribers 累计关注粉丝总数
follower fan growth rate 粉丝增长率涨粉
unfollow churn rate 取关率流失
view to follow conversion 转关注率转粉
steadiness stability daily growth 稳定度日增
sessions visits traffic 会话数访问
unique visitors 独立访客
engaged session bounce rate 有效会话跳出率
group members community wechat 社群成员群人数
group active community rate 社群活跃率群
feedback opinions suggestions 意见建议反馈
new activations first open installs 新增激活
registrations sign ups signups accounts 注册数
registration sign up conversion rate 注册转化率
daily active users 日活跃用户日活
monthly active users 月活跃用户月活
stickiness daily activity rate 用户粘性日活跃率黏性
day 1 retention next day 次日留存率
day 7 retention week 7日留存率七日
day 30 retention month 30日留存率月
orders sales purchases 订单量日订单下单
gross merchandise value sales turnover 成交总额销售额
average order value basket 客单价
first order conversion 首单转化率
repeat purchase repurchase 复购率
average revenue per user 每用户平均收入
lifetime value 生命周期价值
referral viral coefficient 裂变系数
net promoter score recommend 净推荐值
spend cost budget 花费消耗
cost per mille thousand impressions 千次曝光成本
cost per click 单次点击成本
cost per new follower fan 单粉成本获粉
cost per action acquisition 单次行动成本
customer acquisition cost 获客成本
return on ad spend 广告支出回报投产
return on investment 投资回报率
payback 回本周期";

/// The metrics that a query names, in the dictionary's order; all of them for an empty query. Every word of the query must
/// be found in the name on the screen, the abbreviation, the key or what people call it.
pub fn search<'name>(query: &str, name: impl Fn(&'static str) -> &'name str) -> Vec<&'static DictionaryMetric> {
    let query = folded(query);
    METRICS
        .iter()
        .zip(TERMS.lines())
        .filter(|(metric, terms)| {
            let found =
                [folded(name(metric.key)), folded(metric.abbreviation), metric.key.to_owned(), (*terms).to_owned()];
            query.split_whitespace().all(|word| found.iter().any(|text| text.contains(word)))
        })
        .map(|(metric, _)| metric)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(query: &str) -> Vec<&'static str> {
        search(query, |_| "").iter().map(|metric| metric.key).collect()
    }

    #[test]
    fn every_metric_has_its_line_and_is_found_by_its_abbreviation() {
        assert_eq!(TERMS.lines().count(), METRICS.len());
        for metric in METRICS.iter().filter(|metric| !metric.abbreviation.is_empty()) {
            assert!(keys(metric.abbreviation).contains(&metric.key), "{}", metric.abbreviation);
        }
    }

    #[test]
    fn either_language_finds_it_whichever_the_screen_is_in() {
        assert!(keys("粉丝").contains(&"followers"));
        assert!(keys("followers").contains(&"followers"));
        assert_eq!(keys("DAU"), ["dau", "stickiness"]);
        assert_eq!(keys("ＤＡＵ"), keys("dau"));
        assert_eq!(keys("注册 转化"), ["reg_conv"]);
        assert_eq!(keys("日活"), ["dau", "stickiness"]);
    }

    #[test]
    fn the_name_on_the_screen_is_searched_and_nothing_means_all() {
        let found = search("zebra", |key| if key == "gmv" { "Zebra Value" } else { "" });
        assert_eq!(found.iter().map(|metric| metric.key).collect::<Vec<_>>(), ["gmv"]);
        assert_eq!(search("  ", |_| "").len(), METRICS.len());
        assert_eq!(keys("no such thing"), [""; 0]);
    }
}
