//! The files that platforms export: how each is recognised by its headings, and what its columns hold.
//!
//! Data only. Headings are those of the platforms' own files; alternatives are separated by `|`.

use crate::import::text::dates::DayOrder;

/// How the rows of a file relate to days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRows {
    /// One row a day.
    Days,
    /// Several rows a day, one for each campaign, source or the like: counts and money of a day are added up.
    DayParts,
    /// One row a post, with totals since it was published. Such a total is not a figure of any one day.
    Posts,
}

/// What a column of a known file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProfileColumn {
    /// The day, or the time of publication of a post.
    Day,
    /// The first day of a row.
    Start,
    /// The last day of a row.
    End,
    /// A metric of the dictionary, by its key.
    Metric(&'static str),
    /// A metric in hours, which are kept in seconds.
    Hours(&'static str),
    /// The metric that the file's title names.
    Titled,
    /// What the rows of a day differ in.
    Part,
    /// The currency of the row's money.
    Currency,
    /// The title of a post.
    Title,
    /// A column that is wrong in the platform's own file.
    Unreliable,
    /// A part of another column, which has the whole.
    PartOfTotal,
}

/// Where the figures of a file belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileChannel {
    /// A channel of the catalogue.
    Listed(&'static str),
    /// A channel that the catalogue does not have, by its name in English and Chinese.
    Named(&'static str, &'static str),
    /// The whole plan: an own shop or website.
    WholePlan,
}

/// A file that a platform exports.
#[derive(Debug)]
pub struct FileProfile {
    /// A stable key.
    pub key: &'static str,
    /// Where its figures belong.
    pub channel: ProfileChannel,
    /// How its rows relate to days.
    pub rows: FileRows,
    /// Headings that must be there.
    pub(super) required: &'static [&'static str],
    /// What its columns hold.
    pub(super) columns: &'static [(&'static str, ProfileColumn)],
    /// The order of day and month in its dates, where they do not show it.
    pub(super) order: DayOrder,
    /// Whether an absent day may mean zero: such files list days with something to report only.
    pub(super) leaves_out_zeros: bool,
}

impl FileProfile {
    /// The profile with that key.
    pub fn by_key(key: &str) -> Option<&'static FileProfile> {
        PROFILES.iter().find(|profile| profile.key == key)
    }
}

const fn file(
    key: &'static str,
    channel: ProfileChannel,
    rows: FileRows,
    required: &'static [&'static str],
    columns: &'static [(&'static str, ProfileColumn)],
) -> FileProfile {
    FileProfile { key, channel, rows, required, columns, order: DayOrder::Unknown, leaves_out_zeros: false }
}

use FileRows::{DayParts, Days, Posts};
use ProfileChannel::{Listed, Named, WholePlan};
use ProfileColumn::{Currency, Day, End, Hours, Metric, Part, PartOfTotal, Start, Title, Titled, Unreliable};

/// What the title of a file says of its one column of values, folded, and the metric. The first that is part of the
/// title counts.
pub(super) const TITLED_METRICS: [(&str, &str); 22] = [
    ("unfollow", "unfollows"),
    ("取消关注", "unfollows"),
    ("netfollow", "net_followers"),
    ("follow", "new_followers"),
    ("粉丝", "new_followers"),
    ("profilevisit", "profile_visits"),
    ("pagevisit", "profile_visits"),
    ("visit", "profile_visits"),
    ("访问", "profile_visits"),
    ("reach", "reach"),
    ("覆盖", "reach"),
    ("impression", "impressions"),
    ("曝光", "impressions"),
    ("linkclick", "link_clicks"),
    ("链接点击", "link_clicks"),
    ("interaction", "engagements"),
    ("engagement", "engagements"),
    ("互动", "engagements"),
    ("view", "views"),
    ("观看", "views"),
    ("播放", "views"),
    ("浏览", "views"),
];

/// Every known file, more special ones first.
pub(super) const PROFILES: &[FileProfile] = &[
    file(
        "wechat-users",
        Listed("wechat_oa"),
        Days,
        &["时间|日期", "新关注人数", "取消关注人数", "累积关注人数|累计关注人数"],
        &[
            ("时间|日期", Day),
            ("新关注人数", Metric("new_followers")),
            ("取消关注人数", Metric("unfollows")),
            ("净增关注人数", Metric("net_followers")),
            ("累积关注人数|累计关注人数", Metric("followers")),
        ],
    ),
    file(
        "wechat-reads",
        Listed("wechat_oa"),
        DayParts,
        &["日期", "渠道", "阅读人数"],
        &[("日期", Day), ("渠道", Part), ("阅读人数", Metric("reach")), ("阅读次数", Metric("views"))],
    ),
    file(
        "wechat-shares",
        Listed("wechat_oa"),
        Days,
        &["日期", "分享人数", "跳转阅读原文"],
        &[
            ("日期", Day),
            ("分享人数", Metric("shares")),
            ("跳转阅读原文", Metric("link_clicks")),
            ("微信收藏人数", Metric("saves")),
            ("发表篇数", Metric("posts")),
        ],
    ),
    file(
        "wechat-articles",
        Listed("wechat_oa"),
        Posts,
        &["内容标题", "发表时间|发表日期", "总阅读人数|阅读人数", "送达人数"],
        &[
            ("内容标题", Title),
            ("发表时间|发表日期", Day),
            ("总阅读次数", Metric("views")),
            ("总阅读人数|阅读人数", Metric("reach")),
            ("总分享次数|分享人数", Metric("shares")),
            ("阅读后关注人数", Metric("new_followers")),
            ("阅读完成率", Metric("completion")),
        ],
    ),
    file(
        "wechat-channels-posts",
        Listed("wechat_channels"),
        Posts,
        &["视频描述", "视频ID", "发布时间", "播放量"],
        &[
            ("视频描述", Title),
            ("发布时间", Day),
            ("完播率", Metric("completion")),
            ("平均播放时长", Metric("avg_watch")),
            ("播放量", Metric("views")),
            ("喜欢", Metric("likes")),
            ("评论量", Metric("comments")),
            ("分享量", Metric("shares")),
            ("关注量", Metric("new_followers")),
        ],
    ),
    file(
        "douyin-posts",
        Listed("douyin"),
        Posts,
        &["作品名称", "发布时间", "播放量", "粉丝增量|主页访问量|5s完播率"],
        &[
            ("作品名称", Title),
            ("发布时间", Day),
            ("播放量", Metric("views")),
            ("完播率", Metric("completion")),
            ("封面点击率", Metric("ctr")),
            ("平均播放时长", Metric("avg_watch")),
            ("点赞量", Metric("likes")),
            ("分享量", Metric("shares")),
            ("评论量", Metric("comments")),
            ("收藏量", Metric("saves")),
            ("主页访问量", Metric("profile_visits")),
            ("粉丝增量", Metric("new_followers")),
        ],
    ),
    file(
        "xiaohongshu-posts",
        Listed("xiaohongshu"),
        Posts,
        &["笔记标题", "首次发布时间", "观看量", "涨粉"],
        &[
            ("笔记标题", Title),
            ("首次发布时间", Day),
            ("曝光", Metric("impressions")),
            ("观看量", Metric("views")),
            ("封面点击率", Metric("ctr")),
            ("点赞", Metric("likes")),
            ("评论", Metric("comments")),
            ("收藏", Metric("saves")),
            ("涨粉", Metric("new_followers")),
            ("分享", Metric("shares")),
            ("人均观看时长", Metric("avg_watch")),
        ],
    ),
    file("xiaohongshu-trend", Listed("xiaohongshu"), Days, &["=日期", "=数值"], &[("日期", Day), ("数值", Titled)]),
    file(
        "zhihu-days",
        Listed("zhihu"),
        Days,
        &["日期", "阅读", "播放", "点赞", "喜欢", "收藏"],
        &[
            ("日期", Day),
            ("阅读", Metric("views")),
            ("播放", Metric("views")),
            ("点赞", Metric("likes")),
            ("评论", Metric("comments")),
            ("收藏", Metric("saves")),
            ("分享", Metric("shares")),
        ],
    ),
    file(
        "toutiao-views",
        Named("Toutiao", "今日头条"),
        Days,
        &["时间", "展现量", "粉丝展现量", "阅读(播放)量"],
        &[
            ("时间", Day),
            ("展现量", Metric("impressions")),
            ("粉丝展现量", PartOfTotal),
            ("阅读(播放)量", Metric("views")),
            ("粉丝阅读(播放)量", PartOfTotal),
            ("点赞量", Metric("likes")),
            ("评论量", Metric("comments")),
        ],
    ),
    file(
        "toutiao-followers",
        Named("Toutiao", "今日头条"),
        Days,
        &["时间", "总粉丝数", "粉丝变化数", "流失粉丝数"],
        &[
            ("时间", Day),
            ("总粉丝数", Metric("followers")),
            ("粉丝变化数", Metric("net_followers")),
            ("新增粉丝数", Metric("new_followers")),
            ("流失粉丝数", Metric("unfollows")),
            ("活跃粉丝数", PartOfTotal),
            ("总铁粉数", PartOfTotal),
        ],
    ),
    file(
        "weibo-days",
        Listed("weibo"),
        Days,
        &["日期", "粉丝总数", "新增粉丝数", "减少粉丝数"],
        &[
            ("日期", Day),
            ("粉丝总数", Metric("followers")),
            ("粉丝净增数", Metric("net_followers")),
            ("新增粉丝数", Metric("new_followers")),
            ("减少粉丝数", Metric("unfollows")),
            ("阅读数", Metric("views")),
            ("发博数", Metric("posts")),
            ("转评赞数", Metric("engagements")),
            ("转发数", Metric("shares")),
            ("评论数", Metric("comments")),
            ("点赞数", Metric("likes")),
        ],
    ),
    file(
        "tiktok-business",
        Listed("tiktok"),
        Days,
        &["Date", "Video views", "Reached audience|Net growth|Lost followers", "Profile views"],
        &[
            ("Date", Day),
            ("Video views", Metric("views")),
            ("Reached audience", Metric("reach")),
            ("Profile views", Metric("profile_visits")),
            ("Likes", Metric("likes")),
            ("Shares", Metric("shares")),
            ("Comments", Metric("comments")),
            ("Net growth", Metric("net_followers")),
            ("New followers", Metric("new_followers")),
            ("Lost followers", Metric("unfollows")),
        ],
    ),
    file(
        "tiktok-overview",
        Listed("tiktok"),
        Days,
        &["Date", "Video Views", "Profile Views", "Likes"],
        &[
            ("Date", Day),
            ("Video Views", Metric("views")),
            ("Profile Views", Metric("profile_visits")),
            ("Likes", Metric("likes")),
            ("Comments", Metric("comments")),
            ("Shares", Metric("shares")),
        ],
    ),
    file(
        "tiktok-followers",
        Listed("tiktok"),
        Days,
        &["Date", "Followers", "Difference in followers from previous day"],
        &[("Date", Day), ("Followers", Metric("followers")), ("Difference in followers from previous day", Unreliable)],
    ),
    file(
        "tiktok-viewers",
        Listed("tiktok"),
        Days,
        &["Date", "Total Viewers", "New Viewers", "Returning Viewers"],
        &[
            ("Date", Day),
            ("Total Viewers", Metric("reach")),
            ("New Viewers", PartOfTotal),
            ("Returning Viewers", PartOfTotal),
        ],
    ),
    file(
        "tiktok-posts",
        Listed("tiktok"),
        Posts,
        &["Video title", "Video link", "Post time", "Total views"],
        &[
            ("Video title", Title),
            ("Post time", Day),
            ("Total likes", Metric("likes")),
            ("Total comments", Metric("comments")),
            ("Total shares", Metric("shares")),
            ("Total views", Metric("views")),
        ],
    ),
    FileProfile {
        leaves_out_zeros: true,
        ..file(
            "meta-days",
            Listed("instagram"),
            Days,
            &["=Date|日期", "=Primary|主要"],
            &[("Date|日期", Day), ("Primary|主要", Titled)],
        )
    },
    FileProfile {
        order: DayOrder::MonthFirst,
        ..file(
            "meta-posts",
            Listed("instagram"),
            Posts,
            &["Post ID", "Publish time", "Permalink", "Views|Reach"],
            &[
                ("Description|Title", Title),
                ("Publish time", Day),
                ("Views", Metric("views")),
                ("Reach", Metric("reach")),
                ("Likes", Metric("likes")),
                ("Shares", Metric("shares")),
                ("Follows", Metric("new_followers")),
                ("Comments", Metric("comments")),
                ("Saves", Metric("saves")),
            ],
        )
    },
    file(
        "meta-ads",
        Listed("meta_ads"),
        DayParts,
        &["Reporting starts|Day", "Campaign name|Ad set name|Ad name", "Amount spent"],
        &[
            ("Day", Day),
            ("Reporting starts", Start),
            ("Reporting ends", End),
            ("Campaign name", Part),
            ("Ad set name", Part),
            ("Ad name", Part),
            ("Reach", Metric("reach")),
            ("Impressions", Metric("impressions")),
            ("Link clicks", Metric("link_clicks")),
            ("CPM", Metric("cpm")),
            ("CPC", Metric("cpc")),
            ("Amount spent", Metric("spend")),
            ("Currency", Currency),
        ],
    ),
    file(
        "youtube-chart",
        Listed("youtube"),
        DayParts,
        &["Date", "Content", "Views"],
        &[
            ("Date", Day),
            ("Content", Part),
            ("Duration", Title),
            ("Views", Metric("views")),
            ("Watch time (hours)", Hours("watch_time")),
            ("Subscribers", Metric("net_followers")),
            ("Impressions|Thumbnail impressions", Metric("impressions")),
        ],
    ),
    file(
        "youtube-posts",
        Listed("youtube"),
        Posts,
        &["Content", "Video title", "Video publish time", "Views"],
        &[
            ("Video title", Title),
            ("Video publish time", Day),
            ("Views", Metric("views")),
            ("Watch time (hours)", Hours("watch_time")),
            ("Average view duration", Metric("avg_watch")),
            ("Subscribers", Metric("net_followers")),
            ("Impressions|Thumbnail impressions", Metric("impressions")),
            ("Impressions click-through rate (%)|Thumbnail click-through rate (%)", Metric("ctr")),
        ],
    ),
    file(
        "youtube-days",
        Listed("youtube"),
        Days,
        &["Date", "Views", "Watch time (hours)"],
        &[
            ("Date", Day),
            ("Views", Metric("views")),
            ("Watch time (hours)", Hours("watch_time")),
            ("Average view duration", Metric("avg_watch")),
            ("Subscribers", Metric("net_followers")),
            ("Subscribers gained", Metric("new_followers")),
            ("Subscribers lost", Metric("unfollows")),
            ("Impressions|Thumbnail impressions", Metric("impressions")),
            ("Impressions click-through rate (%)|Thumbnail click-through rate (%)", Metric("ctr")),
        ],
    ),
    file(
        "x-days",
        Listed("x"),
        Days,
        &["Date", "Impressions", "New follows", "Unfollows"],
        &[
            ("Date", Day),
            ("Impressions", Metric("impressions")),
            ("Likes", Metric("likes")),
            ("Engagements", Metric("engagements")),
            ("Bookmarks", Metric("saves")),
            ("Shares", Metric("shares")),
            ("New follows", Metric("new_followers")),
            ("Unfollows", Metric("unfollows")),
            ("Replies", Metric("comments")),
            ("Reposts", Metric("shares")),
            ("Profile visits", Metric("profile_visits")),
            ("Create Post", Metric("posts")),
        ],
    ),
    FileProfile {
        order: DayOrder::MonthFirst,
        ..file(
            "linkedin-followers",
            Listed("linkedin"),
            Days,
            &["Date", "Sponsored followers", "Organic followers", "Total followers"],
            &[
                ("Date", Day),
                ("Sponsored followers", PartOfTotal),
                ("Organic followers", PartOfTotal),
                ("Auto-invited followers", PartOfTotal),
                // The day's gain, in spite of its name.
                ("Total followers", Metric("new_followers")),
            ],
        )
    },
    FileProfile {
        order: DayOrder::MonthFirst,
        ..file(
            "linkedin-content",
            Listed("linkedin"),
            Days,
            &["Date", "Impressions (organic)", "Impressions (total)"],
            &[
                ("Date", Day),
                ("Impressions (organic)", PartOfTotal),
                ("Impressions (sponsored)", PartOfTotal),
                ("Impressions (total)", Metric("impressions")),
                ("Unique impressions (organic)", Metric("reach")),
                ("Clicks (organic)", PartOfTotal),
                ("Clicks (sponsored)", PartOfTotal),
                ("Clicks (total)", Metric("link_clicks")),
                ("Reactions (organic)", PartOfTotal),
                ("Reactions (sponsored)", PartOfTotal),
                ("Reactions (total)", Metric("likes")),
                ("Comments (organic)", PartOfTotal),
                ("Comments (sponsored)", PartOfTotal),
                ("Comments (total)", Metric("comments")),
                ("Reposts (organic)", PartOfTotal),
                ("Reposts (sponsored)", PartOfTotal),
                ("Reposts (total)", Metric("shares")),
                ("Engagement rate (organic)", PartOfTotal),
                ("Engagement rate (sponsored)", PartOfTotal),
                ("Engagement rate (total)", Metric("eng_rate")),
            ],
        )
    },
    file(
        "ga4-days",
        WholePlan,
        Days,
        &["Nth day|第 n 天|第 N 天"],
        &[
            ("Nth day|第 n 天|第 N 天", Day),
            ("Active users|活跃用户数|活跃用户", Metric("dau")),
            ("Total users|总用户数", Metric("visitors")),
            ("Sessions|会话数", Metric("sessions")),
            ("Engagement rate|互动度", Metric("engaged_rate")),
            ("Transactions|Purchases|Ecommerce purchases|交易次数", Metric("orders")),
            ("Total revenue|Purchase revenue|总收入", Metric("gmv")),
        ],
    ),
    file(
        "google-ads",
        Listed("google_ads"),
        DayParts,
        &["Day|Date", "Cost", "Impr.|Impressions", "Campaign|Ad group|Avg. CPC|Clicks"],
        &[
            ("Day|Date", Day),
            ("Campaign", Part),
            ("Ad group", Part),
            ("Impr.|Impressions", Metric("impressions")),
            ("Clicks", Metric("link_clicks")),
            ("CTR", Metric("ctr")),
            ("Avg. CPC", Metric("cpc")),
            ("Avg. CPM", Metric("cpm")),
            ("Cost / conv.", Metric("cpa")),
            ("Cost", Metric("spend")),
            ("Currency code", Currency),
        ],
    ),
    file(
        "mailchimp-campaigns",
        Listed("email"),
        Posts,
        &["Subject", "Send Date", "Successful Deliveries", "Unique Opens"],
        &[
            ("Title", Title),
            ("Send Date", Day),
            ("Open Rate", Metric("open_rate")),
            ("Click Rate", Metric("click_rate")),
            ("Total Clicks", Metric("link_clicks")),
        ],
    ),
    file(
        "shopify-sales",
        WholePlan,
        Days,
        &["Day|Date", "Orders", "Gross sales|gross_sales", "Net sales|net_sales|Total sales|total_sales"],
        &[
            ("Day|Date", Day),
            ("Orders", Metric("orders")),
            ("Gross sales|gross_sales", PartOfTotal),
            ("Discounts", PartOfTotal),
            ("Returns", PartOfTotal),
            ("Net sales|net_sales", PartOfTotal),
            ("Shipping|Shipping charges", PartOfTotal),
            ("Taxes", PartOfTotal),
            ("Total sales|total_sales", Metric("gmv")),
            ("Average order value", Metric("aov")),
        ],
    ),
    file(
        "shopify-sessions",
        WholePlan,
        Days,
        &[
            "Day|Date",
            "Sessions|Online store visitors",
            "Sessions converted|Sessions that completed checkout|Conversion rate|Online store visitors",
        ],
        &[("Day|Date", Day), ("Sessions", Metric("sessions")), ("Online store visitors", Metric("visitors"))],
    ),
];
