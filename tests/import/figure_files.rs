//! Files that platforms export, in their own formats: what is recognised and every figure that is read.
//!
//! The files are composed with the headings of the platforms' own; values are invented.

use chrono::NaiveDate;
use groundswell::import::actuals::ReadingChoices;
use groundswell::import::actuals::file::read;
use groundswell::import::actuals::found::{
    ColumnRole, FigureErrorKind, FigureFile, FoundTable, LeftOut, NoFigures, RepeatedDays, TableLayout,
};
use groundswell::import::reading::{ReadError, ReadOptions};
use groundswell::import::text::dates::{DateError, DayOrder};
use groundswell::import::text::numbers::NumberError;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn choices() -> ReadingChoices {
    ReadingChoices::new(day("2027-04-25"))
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read_by(bytes: &[u8], choices: &ReadingChoices) -> FigureFile {
    let file = read(bytes, &ReadOptions::default(), choices, &mut |_| {}).unwrap();
    assert_eq!(FigureFile::from_bytes(&file.to_bytes()).as_ref(), Some(&file), "it survives the transfer");
    file
}

fn text(text: &str) -> FigureFile {
    read_by(text.as_bytes(), &choices())
}

#[allow(clippy::cast_precision_loss)]
fn shown(value: i64) -> String {
    (value as f64 / 1e6).to_string()
}

/// A table in words: the kind of file, then each series with its metric, channel and values by day.
fn summary(table: &FoundTable) -> Vec<String> {
    let kind = table.profile.clone().unwrap_or_else(|| "any".to_owned());
    let head = format!("{kind} {}", table.channel.as_deref().unwrap_or("-"));
    let mut lines = vec![head];
    for series in &table.series {
        let metric = series.metric.as_deref().unwrap_or("?");
        let percent = if series.is_percent { "%" } else { "" };
        let days: Vec<String> = series
            .days
            .iter()
            .map(|(on, value)| format!("{} {}{percent}", on.format("%m-%d"), shown(*value)))
            .collect();
        lines.push(format!("{metric}: {}", days.join(", ")));
    }
    if table.errors.count > 0 {
        let errors = table
            .errors
            .first
            .iter()
            .map(|error| format!("{}:{} {:?} {:?}", error.row, error.column, error.text, error.kind));
        lines.push(format!("errors: {}", errors.collect::<Vec<_>>().join("; ")));
    }
    if let Some(problem) = &table.problem {
        lines.push(format!("problem: {problem:?}"));
    }
    lines
}

/// Every composed file with what is read of it.
#[rustfmt::skip]
const FILES: &[(&str, &[&str])] = &[
    ("days_across.csv", &[
        "any -",
        "new_followers: 04-01 5, 04-02 6, 04-03 4",
        "orders: 04-01 2, 04-02 0",
    ]),
    ("ga4_snapshot.csv", &[
        "ga4-days -",
        "dau: 04-01 120, 04-02 135, 04-03 128",
        "ga4-days -",
        "?: 04-01 40, 04-02 51, 04-03 47",
        "any -",
        "problem: NoDays",
    ]),
    ("google_ads_days.csv", &[
        "google-ads google_ads",
        "spend: 04-01 42.5, 04-02 11",
        "impressions: 04-01 5500, 04-02 1400",
        "link_clicks: 04-01 140, 04-02 55",
        "ctr: 04-02 3.93%",
        "cpc: 04-02 0.2",
        "?: 04-01 5, 04-02 1",
    ]),
    ("linkedin_content.xlsx", &[
        "linkedin-content linkedin",
        "?: 04-01 900, 04-02 800",
        "?: 04-01 100, 04-02 0",
        "impressions: 04-01 1000, 04-02 800",
        "reach: 04-01 640, 04-02 600",
        "?: 04-01 30, 04-02 21",
        "?: 04-01 4, 04-02 0",
        "link_clicks: 04-01 34, 04-02 21",
        "?: 04-01 22, 04-02 18",
        "?: 04-01 1, 04-02 0",
        "likes: 04-01 23, 04-02 18",
        "?: 04-01 0.0578, 04-02 0.0488",
        "?: 04-01 0.05, 04-02 0",
        "eng_rate: 04-01 0.057, 04-02 0.04875",
    ]),
    ("linkedin_followers.xls", &[
        "linkedin-followers linkedin",
        "?: 03-30 1, 03-31 0, 04-01 2",
        "?: 03-30 5, 03-31 7, 04-01 4",
        "?: 03-30 0, 03-31 2, 04-01 0",
        "new_followers: 03-30 6, 03-31 9, 04-01 6",
        "any linkedin",
        "problem: NoDays",
    ]),
    ("long.tsv", &[
        "any -",
        "new_followers: 04-01 12, 04-02 15",
        "new_followers: 04-13 9",
        "orders: 04-13 4",
    ]),
    ("mailchimp_campaigns.csv", &[
        "mailchimp-campaigns email",
        "?: 04-01 1",
    ]),
    ("meta_ads_days.csv", &[
        "meta-ads meta_ads",
        "?: 04-01 17, 04-02 9",
        "reach: 04-02 700",
        "?: 04-01 2.3, 04-02 1.2",
        "impressions: 04-01 1290, 04-02 840",
        "link_clicks: 04-01 17, 04-02 9",
        "?: 04-01 29, 04-02 16",
        "cpm: 04-02 10.71",
        "cpc: 04-02 1",
        "spend: 04-01 15, 04-02 9",
    ]),
    ("meta_ads_month.csv", &[
        "meta-ads meta_ads",
        "errors: 2:0 \"2027-03-01\" SeveralDays",
        "problem: AllFaulty",
    ]),
    ("meta_facebook_reach.csv", &[
        "meta-days facebook",
        "reach: 04-01 520, 04-02 0, 04-03 498",
    ]),
    ("meta_posts.csv", &[
        "meta-posts instagram",
        "posts: 03-27 1, 04-02 1",
    ]),
    ("shopify_sales.csv", &[
        "shopify-sales -",
        "orders: 04-01 14, 04-02 9",
        "?: 04-01 420, 04-02 270.5",
        "?: 04-01 -20, 04-02 0",
        "?: 04-01 0, 04-02 -30",
        "?: 04-01 400, 04-02 240.5",
        "?: 04-01 28, 04-02 18",
        "?: 04-01 76, 04-02 45.7",
        "gmv: 04-01 504, 04-02 304.2",
    ]),
    ("tiktok_business.csv", &[
        "tiktok-business tiktok",
        "views: 04-01 1200, 04-02 980",
        "reach: 04-01 1010",
        "profile_visits: 04-01 80, 04-02 71",
        "likes: 04-01 64, 04-02 51",
        "shares: 04-01 4, 04-02 3",
        "comments: 04-01 9, 04-02 7",
        "?: 04-01 0, 04-02 0",
        "net_followers: 04-01 11, 04-02 -2",
        "new_followers: 04-01 14, 04-02 5",
        "unfollows: 04-01 3, 04-02 7",
    ]),
    ("tiktok_content.csv", &[
        "tiktok-posts tiktok",
        "posts: 04-21 1, 04-22 1",
    ]),
    ("tiktok_followers.csv", &[
        "tiktok-followers tiktok",
        "followers: 04-19 5000, 04-20 5014, 04-21 5023, 04-22 5020",
        "net_followers: 04-20 14, 04-21 9, 04-22 -3",
    ]),
    ("tiktok_overview.zip", &[
        "tiktok-overview tiktok",
        "views: 04-19 1200, 04-20 980, 04-21 1404, 04-22 1100",
        "profile_visits: 04-19 80, 04-20 71, 04-21 92, 04-22 75",
        "likes: 04-19 64, 04-20 51, 04-21 80, 04-22 60",
        "comments: 04-19 9, 04-20 7, 04-21 12",
        "shares: 04-19 4, 04-20 3, 04-21 6, 04-22 5",
    ]),
    ("tiktok_viewers.csv", &[
        "tiktok-viewers tiktok",
        "reach: 04-21 900, 04-22 820",
        "?: 04-21 700, 04-22 610",
        "?: 04-21 200, 04-22 210",
    ]),
    ("toutiao_followers.xlsx", &[
        "toutiao-followers -",
        "followers: 04-01 1000, 04-02 1009",
        "net_followers: 04-01 12, 04-02 9",
        "new_followers: 04-01 15, 04-02 14",
        "unfollows: 04-01 3, 04-02 5",
        "?: 04-01 200, 04-02 190",
        "?: 04-01 40, 04-02 41",
    ]),
    ("toutiao_views.xlsx", &[
        "toutiao-views -",
        "impressions: 04-01 5000, 04-02 4000",
        "?: 04-01 700, 04-02 500",
        "views: 04-01 400, 04-02 330",
        "?: 04-01 50, 04-02 38",
        "likes: 04-01 25, 04-02 15",
        "comments: 04-01 8, 04-02 4",
    ]),
    ("wechat_articles.csv", &[
        "wechat-articles wechat_oa",
        "posts: 04-01 1, 04-03 1",
    ]),
    ("wechat_channels.csv", &[
        "wechat-channels-posts wechat_channels",
        "posts: 04-02 2",
    ]),
    ("wechat_tendency.xls", &[
        "wechat-reads wechat_oa",
        "reach: 04-01 820, 04-02 410",
        "wechat-shares wechat_oa",
        "shares: 04-01 31, 04-02 18, 04-03 22",
        "link_clicks: 04-01 12, 04-02 4, 04-03 7",
        "saves: 04-01 9, 04-02 5, 04-03 6",
        "posts: 04-01 1, 04-02 0, 04-03 2",
    ]),
    ("wechat_total_2026.xlsx", &[
        "wechat-articles wechat_oa",
        "posts: 04-01 1",
    ]),
    ("wechat_user_analysis.xls", &[
        "wechat-users wechat_oa",
        "new_followers: 04-01 52, 04-02 61, 04-03 40",
        "unfollows: 04-01 1, 04-02 5, 04-03 2",
        "net_followers: 04-01 51, 04-02 56, 04-03 38",
        "followers: 04-01 1127, 04-02 1183, 04-03 1223",
    ]),
    ("weibo_days.csv", &[
        "weibo-days weibo",
        "followers: 04-01 20310, 04-02 20340",
        "net_followers: 04-01 36, 04-02 30",
        "new_followers: 04-01 52, 04-02 44",
        "unfollows: 04-01 16, 04-02 14",
        "views: 04-01 12000, 04-02 9800",
        "posts: 04-01 3, 04-02 2",
        "engagements: 04-01 310, 04-02 250",
        "shares: 04-01 40, 04-02 31",
        "comments: 04-01 70, 04-02 49",
        "likes: 04-01 200, 04-02 170",
    ]),
    ("x_account.csv", &[
        "x-days x",
        "impressions: 04-01 840, 04-02 910",
        "likes: 04-01 18, 04-02 21",
        "engagements: 04-01 52, 04-02 60",
        "saves: 04-01 2, 04-02 3",
        "shares: 04-01 0, 04-02 1",
        "new_followers: 04-01 4, 04-02 6",
        "unfollows: 04-01 1, 04-02 2",
        "comments: 04-01 3, 04-02 4",
        "shares: 04-01 2, 04-02 5",
        "profile_visits: 04-01 25, 04-02 30",
        "posts: 04-01 2, 04-02 1",
        "?: 04-01 0, 04-02 0",
        "?: 04-01 0, 04-02 0",
        // Before the total of the last day is known.
        "followers: 04-01 -4, 04-02 0",
    ]),
    ("xiaohongshu_30_days.xlsx", &[
        "any xiaohongshu",
        "problem: NoDays",
        "xiaohongshu-trend xiaohongshu",
        "impressions: 04-01 420, 04-02 388",
        "xiaohongshu-trend xiaohongshu",
        "views: 04-01 61, 04-02 57",
    ]),
    ("xiaohongshu_notes.xlsx", &[
        "xiaohongshu-posts xiaohongshu",
        "posts: 03-25 1, 03-26 1",
    ]),
    ("youtube_content.zip", &[
        "youtube-posts youtube",
        "posts: 03-20 1, 04-02 1",
        "youtube-chart youtube",
        "views: 04-01 130, 04-02 520",
        "any youtube",
        "views: 04-01 130, 04-02 520",
    ]),
    ("youtube_days.csv", &[
        "youtube-days youtube",
        "views: 04-01 130, 04-02 520",
        "watch_time: 04-01 23400, 04-02 70200",
        "avg_watch: 04-01 180, 04-02 135",
        "net_followers: 04-01 2, 04-02 7",
        "impressions: 04-01 4000, 04-02 5000",
        "ctr: 04-01 4.1%, 04-02 4.5%",
    ]),
    ("zhihu_days.xls", &[
        "zhihu-days zhihu",
        "views: 04-01 300, 04-02 280",
        "views: 04-01 20",
        "likes: 04-01 12, 04-02 10",
        "?: 04-01 4, 04-02 2",
        "comments: 04-01 3, 04-02 1",
        "saves: 04-01 9, 04-02 7",
        "shares: 04-01 2, 04-02 1",
    ]),
];

#[test]
fn the_files_of_every_platform_are_recognised_and_each_figure_is_read() {
    for (name, expected) in FILES {
        let file = read_by(&bytes(&format!("figures/{name}")), &choices());
        let found: Vec<String> = file.tables.iter().flat_map(summary).collect();
        assert_eq!(&found, expected, "{name}");
    }
    let known = std::fs::read_dir(format!("{}/tests/fixtures/figures", env!("CARGO_MANIFEST_DIR"))).unwrap().count();
    assert_eq!(FILES.len(), known, "each file is tested");
}

fn sums(table: &FoundTable, metric: &str) -> i64 {
    let series = table.series.iter().find(|series| series.metric.as_deref() == Some(metric)).unwrap();
    series.days.iter().map(|day| day.1).sum::<i64>() / 1_000_000
}

#[test]
fn the_wechat_sample_gives_the_expected_figures() {
    let file = read_by(&bytes("foreign/wechat_user_analysis.utf8bom.csv"), &choices());
    let table = &file.tables[0];
    assert_eq!((table.profile.as_deref(), table.heading_row, table.rows), (Some("wechat-users"), Some(1), 5));
    let flows = ["new_followers", "unfollows", "net_followers"].map(|metric| sums(table, metric));
    assert_eq!(flows, [198, 15, 183]);
    assert_eq!(table.series[3].days.last(), Some(&(day("2027-04-02"), 1_183_000_000)));
    assert_eq!(table.mismatches, (0, Vec::new()));
    assert_eq!(file.detected.encoding.as_deref(), Some("utf-8"));
}

#[test]
fn the_douyin_sample_gives_the_expected_posts_and_no_figures_of_days_but_their_number() {
    let file = read_by(&bytes("foreign/douyin_posts.gb18030.csv"), &choices());
    let table = &file.tables[0];
    assert_eq!((table.profile.as_deref(), table.rows), (Some("douyin-posts"), 3));
    let posts = table.posts.as_ref().unwrap();
    let titles: Vec<&str> = posts.first.iter().map(|post| post.title.as_str()).collect();
    assert_eq!(titles, ["早市番茄，30分钟到家🍅", "𠮷祥菜篮子开箱", "社区团长的一天"]);
    let totals = |metric: &str| -> Vec<Option<i64>> {
        let at = posts.columns.iter().position(|(_, known)| known == metric).unwrap();
        posts.first.iter().map(|post| post.totals[at]).collect()
    };
    assert_eq!(totals("views"), [12_408, 3_960, 12_000].map(|views| Some(views * 1_000_000)));
    assert_eq!(totals("completion"), [Some(18_420_000), Some(22_000_000), None]);
    assert_eq!(totals("avg_watch"), [Some(7_800_000), Some(9_100_000), None]);
    assert_eq!(totals("new_followers").into_iter().flatten().sum::<i64>(), 80_000_000);
    assert_eq!(summary(table)[1..], ["posts: 03-29 1, 04-01 1, 04-02 1"]);
    let views = table.columns.iter().find(|column| column.heading == "播放量").unwrap();
    assert_eq!(views.left_out, Some(LeftOut::Lifetime));
}

#[test]
fn the_instagram_sample_gives_the_expected_figures_and_the_days_it_leaves_out() {
    let file = read_by(&bytes("foreign/instagram_follows.utf16le.csv"), &choices());
    let table = &file.tables[0];
    assert_eq!((table.profile.as_deref(), table.channel.as_deref()), (Some("meta-days"), Some("instagram")));
    assert_eq!((table.title.as_slice(), table.heading_row), (&["Instagram follows".to_owned()][..], Some(3)));
    let follows = &table.series[0];
    assert_eq!((follows.name.as_str(), follows.days.len()), ("Instagram follows", 4));
    assert_eq!(sums(table, "new_followers"), 45);
    assert!(follows.may_leave_out_zeros);
    assert_eq!(follows.absent_days(), ["2027-03-31", "2027-04-02", "2027-04-03"].map(day));
    assert_eq!(file.detected.encoding.as_deref(), Some("utf-16le"));
    // Reach is listed for every day, so that an absent one is not zero.
    let reach = read_by(&bytes("figures/meta_facebook_reach.csv"), &choices());
    assert!(!reach.tables[0].series[0].may_leave_out_zeros);
}

/// A sample with one cell replaced.
fn damaged(name: &str, from: &str, to: &str) -> FigureFile {
    let original = groundswell::import::text::encoding::decode(&bytes(name), None).text;
    assert_eq!(original.matches(from).count(), 1, "{from}");
    read_by(original.replace(from, to).as_bytes(), &choices())
}

#[test]
fn a_damaged_cell_of_each_sample_is_refused_with_its_row_column_and_reason() {
    let wechat = "foreign/wechat_user_analysis.utf8bom.csv";
    let douyin = "foreign/douyin_posts.gb18030.csv";
    let instagram = "foreign/instagram_follows.utf16le.csv";
    for (name, from, to, row, column, kind) in [
        (wechat, "2027-04-01,52", "2027-04-01,5x2", 5, 1, FigureErrorKind::Number(NumberError::NotANumber)),
        (wechat, "2027-03-31", "2027-02-31", 4, 0, FigureErrorKind::Day(DateError::NotADay)),
        (wechat, "2027-04-02,61,5", "2027-04-02,61,-5", 6, 2, FigureErrorKind::Number(NumberError::Negative)),
        (wechat, "2027-04-02", "2027-06-02", 6, 0, FigureErrorKind::Future),
        (wechat, "2027-03-30,39", ",39", 3, 0, FigureErrorKind::NoDay),
        (douyin, "2027-04-01 12:05:00", "yesterday", 3, 1, FigureErrorKind::Day(DateError::NotADay)),
        (douyin, "\"3,960\"", "many", 3, 4, FigureErrorKind::Number(NumberError::NotANumber)),
        (douyin, "22.00%", "< 1%", 3, 5, FigureErrorKind::LessThan),
        (instagram, "\"13\"", "\"thirteen\"", 6, 1, FigureErrorKind::Number(NumberError::NotANumber)),
        (instagram, "2027-04-04T00:00:00", "2027-04-01T00:00:00", 7, 1, FigureErrorKind::Twice { row: 6 }),
    ] {
        let file = damaged(name, from, to);
        let errors: Vec<_> =
            file.tables[0].errors.first.iter().map(|error| (error.row, error.column, error.kind)).collect();
        assert_eq!(errors, [(row, column, kind)], "{name}: {from} -> {to}");
    }
}

#[test]
fn a_file_without_figures_says_why() {
    let problem = |content: &str| text(content).tables[0].problem.clone();
    assert_eq!(problem("时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n"), Some(NoFigures::NoRows));
    assert_eq!(problem("Name,Email\nAnna,anna@example.com\n"), Some(NoFigures::NoDays));
    assert_eq!(problem("Date,Note\n2027-04-01,rain\n2027-04-02,sun\n"), Some(NoFigures::NoValues));
    assert_eq!(problem("Date,Likes\nsoon,4\nlater,5\n"), Some(NoFigures::AllFaulty));
    assert_eq!(
        problem("时间,展现量,粉丝展现量,阅读(播放)量,粉丝阅读(播放)量\n累计,9,1,7,8\n"),
        Some(NoFigures::NoRows)
    );
    let empty = read(b"", &ReadOptions::default(), &choices(), &mut |_| {});
    assert_eq!(empty, Err(ReadError::Empty));
}

#[test]
fn a_day_with_two_figures_is_reported_unless_the_person_says_how_to_read_it() {
    let content = "Date,Likes,Followers\n2027-04-01,5,100\n2027-04-01,7,101\n2027-04-02,3,104\n2027-04-02,3,104\n";
    let with = |repeated| read_by(content.as_bytes(), &ReadingChoices { repeated, ..choices() }).tables[0].clone();
    let asked = with(RepeatedDays::ByFile);
    let twice: Vec<_> = asked.errors.first.iter().map(|error| (error.row, error.column, error.kind)).collect();
    assert_eq!(twice, [(3, 1, FigureErrorKind::Twice { row: 2 }), (3, 2, FigureErrorKind::Twice { row: 2 })]);
    assert_eq!(asked.repeated_days, 2);
    assert_eq!(summary(&asked)[1..3], ["likes: 04-02 3", "followers: 04-02 104"]);
    assert_eq!(summary(&with(RepeatedDays::Last))[1..], ["likes: 04-01 7, 04-02 3", "followers: 04-01 101, 04-02 104"]);
    // A stock is never added up.
    let added = with(RepeatedDays::Add);
    assert_eq!(summary(&added)[1..], ["likes: 04-01 12, 04-02 6", "followers: "]);
    assert_eq!(added.series[1].left_out, Some(LeftOut::RowsOfDays));
}

#[test]
fn totals_repeated_headings_and_remarks_are_dropped_and_counted() {
    let table =
        text("Our account\nDate,Likes\n2027-04-01,5\nDate,Likes\n2027-04-02,6\nGrand total,11\nExported by Anna\n")
            .tables[0]
            .clone();
    assert_eq!(summary(&table)[1..], ["likes: 04-01 5, 04-02 6"]);
    assert_eq!((table.totals, table.repeated_headings, table.remarks, table.rows), (1, 1, 1, 2));
    assert_eq!(table.title, ["Our account"]);
}

#[test]
fn stock_and_flow_that_differ_are_reported() {
    let file = read_by(&bytes("figures/wechat_user_analysis.xls"), &choices());
    let (count, first) = &file.tables[0].mismatches;
    assert_eq!((*count, first[0].on), (1, day("2027-04-03")));
    assert_eq!((first[0].stock, first[0].flow), (40_000_000, 38_000_000));
}

#[test]
fn the_order_of_day_and_month_is_asked_where_no_date_shows_it() {
    let content = "Date,Likes\n03/04/2027,5\n04/04/2027,6\n";
    let asked = text(content).tables[0].clone();
    assert!(asked.order_matters);
    assert_eq!(asked.errors.first[0].kind, FigureErrorKind::Day(DateError::Ambiguous));
    let by = |order| {
        let choices = ReadingChoices { order: Some(order), ..choices() };
        summary(&read_by(content.as_bytes(), &choices).tables[0])[1].clone()
    };
    assert_eq!(by(DayOrder::DayFirst), "likes: 04-03 5, 04-04 6");
    assert_eq!(by(DayOrder::MonthFirst), "likes: 03-04 5, 04-04 6");
}

#[test]
fn a_person_maps_the_columns_of_any_table() {
    let content = "A,B,C\n5,2027-04-01,Instagram\n7,2027-04-01,TikTok\n";
    let found = text(content).tables[0].clone();
    assert_eq!(
        found.columns.iter().map(|column| column.role).collect::<Vec<_>>(),
        [ColumnRole::Values, ColumnRole::Day, ColumnRole::Ignored]
    );
    let choices = ReadingChoices { roles: vec![(0, 2, ColumnRole::ChannelName)], ..choices() };
    let by_channel = read_by(content.as_bytes(), &choices).tables[0].clone();
    let channels: Vec<_> = by_channel.series.iter().map(|series| series.channel.as_deref()).collect();
    assert_eq!(channels, [Some("Instagram"), Some("TikTok")]);
    let choices = ReadingChoices { roles: vec![(0, 2, ColumnRole::MetricName)], ..choices };
    let long = read_by(content.as_bytes(), &choices).tables[0].clone();
    assert_eq!((long.layout, long.series[1].name.as_str()), (TableLayout::Long, "TikTok"));
}

#[test]
fn days_are_read_in_the_language_of_the_interface() {
    let head = "Date,Followers,Difference in followers from previous day";
    for days in ["18 tháng Tư|19 tháng Tư|20 tháng Tư", "18 Απριλίου|19 Απριλίου|20 Απριλίου"]
    {
        let rows: Vec<String> =
            days.split('|').zip([5000, 5014, 5023]).map(|(on, total)| format!("{on},{total},0")).collect();
        let table = text(&format!("{head}\n{}\n", rows.join("\n"))).tables[0].clone();
        assert_eq!(
            summary(&table),
            [
                "tiktok-followers tiktok",
                "followers: 04-18 5000, 04-19 5014, 04-20 5023",
                "net_followers: 04-19 14, 04-20 9",
            ]
        );
    }
}

#[test]
fn units_in_headings_and_cells_count() {
    let found = text("日期,花费（万元）,订单（单）\n2027-04-01,1.2,12单\n2027-04-02,3万,1.5千单\n").tables[0].clone();
    assert_eq!(summary(&found)[1..], ["spend: 04-01 12000, 04-02 30000", "?: 04-01 12, 04-02 1500"]);
    let long = text("日期,指标,数值\n2027-04-01,花费（千元）,1.2\n2027-04-01,花费,7\n").tables[0].clone();
    assert_eq!(summary(&long)[1..], ["spend: 04-01 1200", "spend: 04-01 7"]);
    // What a formula could not compute is missing.
    let computed = text("Date,Likes\n2027-04-01,#N/A\n2027-04-02,#DIV/0!\n2027-04-03,5\n").tables[0].clone();
    assert_eq!((summary(&computed)[1].as_str(), computed.errors.count), ("likes: 04-03 5", 0));
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(values in prop::collection::vec(0_u32..100_000, 3..20), seed in any::<u64>()) {
        let mut rows: Vec<String> = values.iter().enumerate()
            .map(|(at, value)| format!("{},{value},{}", day("2027-03-01") + chrono::Days::new(at as u64), value / 2))
            .collect();
        let content = |rows: &[String]| format!("Date,Likes,Followers\n{}\n", rows.join("\n"));
        let before = text(&content(&rows));
        // A shuffle that depends on the seed only.
        rows.sort_by_key(|row| row.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()).rotate_left(7)));
        let after = text(&content(&rows));
        prop_assert_eq!(&before.tables[0].series, &after.tables[0].series);
    }

    #[test]
    fn any_text_is_read_or_refused(content in "(Date|日期|Likes|阅读|[0-9/:.,%<#\n\t \"-]|2027|April){0,60}") {
        let _ = read(content.as_bytes(), &ReadOptions::default(), &choices(), &mut |_| {});
    }
}
