//! What budgets call things, in English and Chinese: phases, kinds of cost, states, the channels of the catalogue, and the
//! words of totals.
//!
//! The words that the page itself uses are among them, whatever language it is in: what it wrote in one comes back in the
//! other. A test holds them beside the language packs.

use crate::plan::model::budget::{Category, LineStatus};
use crate::plan::model::phase::PhaseKind;

/// A word without what does not tell words apart: case, width, spaces, hyphens and the like.
pub fn folded(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            _ => letter,
        })
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '%' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn find<T: Copy>(entries: &[(T, &[&str])], text: &str) -> Option<T> {
    let text = folded(text);
    if text.is_empty() {
        return None;
    }
    entries.iter().find(|(_, names)| names.iter().any(|name| folded(name) == text)).map(|(found, _)| *found)
}

/// A text without the number that lists are written with: `1. Seed users`, 一、种子期.
fn without_numbering(text: &str) -> &str {
    let text = text.trim();
    let rest = text.trim_start_matches(['(', '（']);
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter));
    let marks = ['.', '、', ')', '）', ':', '：'];
    if rest.len() < text.len() && rest.starts_with(marks) { rest.trim_start_matches(marks).trim() } else { text }
}

/// The phase with that name.
pub fn phase(text: &str) -> Option<PhaseKind> {
    const PHASES: [(PhaseKind, &[&str]); 3] = [
        (
            PhaseKind::Seed,
            &[
                "Seed users",
                "种子用户期",
                "种子用户",
                "种子期",
                "种子用户阶段",
                "种子阶段",
                "seed",
                "seed phase",
                "seed user",
                "冷启动",
                "冷启动期",
                "第一阶段",
                "阶段一",
                "phase 1",
                "1",
            ],
        ),
        (
            PhaseKind::Initial,
            &[
                "Initial users",
                "初始用户期",
                "初始用户",
                "初始期",
                "初始用户阶段",
                "初始阶段",
                "initial",
                "initial phase",
                "initial user",
                "第二阶段",
                "阶段二",
                "phase 2",
                "2",
            ],
        ),
        (
            PhaseKind::Brand,
            &[
                "Brand promotion",
                "品牌推广期",
                "品牌推广",
                "品牌期",
                "推广期",
                "品牌推广阶段",
                "品牌阶段",
                "brand",
                "brand phase",
                "第三阶段",
                "阶段三",
                "phase 3",
                "3",
            ],
        ),
    ];
    find(&PHASES, text).or_else(|| find(&PHASES, without_numbering(text)))
}

/// Whether the text says that no phase in particular pays.
pub fn is_whole_plan(text: &str) -> bool {
    const WHOLE: &[&str] = &[
        "Whole plan",
        "Whole plan, no phase",
        "整个计划",
        "全程",
        "全部阶段",
        "全周期",
        "all phases",
        "all",
        "通用",
        "公共",
        "none",
        "无",
    ];
    find(&[((), WHOLE)], text).is_some()
}

/// The state with that name.
pub fn status(text: &str) -> Option<LineStatus> {
    const STATES: [(LineStatus, &[&str]); 3] = [
        (
            LineStatus::Planned,
            &["Planned", "计划中", "计划", "待定", "未开始", "拟定", "plan", "draft", "open", "todo", "budgeted"],
        ),
        (
            LineStatus::Committed,
            &[
                "Committed",
                "已承诺",
                "已签约",
                "已下单",
                "已签",
                "已定",
                "执行中",
                "进行中",
                "待付款",
                "ordered",
                "contracted",
                "booked",
                "approved",
                "in progress",
            ],
        ),
        (
            LineStatus::Paid,
            &[
                "Paid",
                "已支付",
                "已付",
                "已付款",
                "已结算",
                "已完成",
                "完成",
                "已报销",
                "done",
                "settled",
                "spent",
                "invoiced and paid",
            ],
        ),
    ];
    find(&STATES, text)
}

/// The kind of cost with that name.
pub fn category(text: &str) -> Option<Category> {
    const KINDS: [(Category, &[&str]); 17] = [
        (
            Category::Media,
            &[
                "Paid media",
                "媒介投放",
                "媒介",
                "媒体投放",
                "广告",
                "广告费",
                "广告投放",
                "投放",
                "投放费",
                "信息流",
                "推广费",
                "media",
                "advertising",
                "ads",
                "ad spend",
                "paid ads",
            ],
        ),
        (
            Category::Creator,
            &[
                "Creators and influencers",
                "达人费用",
                "达人",
                "达人合作",
                "KOL",
                "KOC",
                "KOL/KOC",
                "网红",
                "博主",
                "大V",
                "influencer",
                "influencers",
                "creators",
                "creator",
            ],
        ),
        (
            Category::Content,
            &[
                "Content production",
                "内容制作",
                "内容",
                "制作",
                "制作费",
                "设计",
                "设计费",
                "拍摄",
                "拍摄费",
                "视频制作",
                "文案",
                "稿费",
                "content",
                "production",
                "creative",
                "design",
                "photography",
                "video",
            ],
        ),
        (
            Category::Event,
            &[
                "Events and ground promotion",
                "活动与地推",
                "活动",
                "活动费",
                "地推",
                "地推费",
                "线下活动",
                "线下",
                "场地",
                "场地费",
                "路演",
                "event",
                "events",
                "ground promotion",
                "venue",
                "field marketing",
            ],
        ),
        (
            Category::People,
            &[
                "Promoters and part-time staff",
                "促销与兼职",
                "人员",
                "人工",
                "人力",
                "人力成本",
                "兼职",
                "促销员",
                "劳务",
                "劳务费",
                "工资",
                "people",
                "staff",
                "labour",
                "labor",
                "promoters",
                "personnel",
            ],
        ),
        (
            Category::Print,
            &[
                "Print and materials",
                "物料印制",
                "物料",
                "物料费",
                "印刷",
                "印刷费",
                "宣传品",
                "宣传物料",
                "print",
                "printing",
                "materials",
                "collateral",
            ],
        ),
        (
            Category::Gift,
            &[
                "Gifts, samples, prizes",
                "礼品与样品",
                "礼品",
                "礼品费",
                "赠品",
                "奖品",
                "样品",
                "gift",
                "gifts",
                "samples",
                "prizes",
                "giveaways",
            ],
        ),
        (
            Category::Incentive,
            &[
                "Coupons and referral rewards",
                "优惠券与奖励",
                "优惠券",
                "补贴",
                "奖励",
                "红包",
                "返现",
                "折扣",
                "用户补贴",
                "coupon",
                "coupons",
                "incentives",
                "referral",
                "subsidy",
                "discounts",
            ],
        ),
        (
            Category::Expo,
            &[
                "Conferences and booths",
                "会议展位",
                "会议",
                "会议费",
                "展会",
                "展位",
                "展位费",
                "参展",
                "conference",
                "conferences",
                "expo",
                "booth",
                "trade show",
                "trade shows",
            ],
        ),
        (
            Category::Alliance,
            &[
                "Alliances and sponsorship",
                "联盟与赞助",
                "联盟",
                "赞助",
                "赞助费",
                "异业合作",
                "合作",
                "sponsorship",
                "sponsorships",
                "partnership",
                "partnerships",
                "alliance",
            ],
        ),
        (
            Category::Tool,
            &[
                "Tools and software",
                "工具软件",
                "工具",
                "软件",
                "系统",
                "服务器",
                "平台工具",
                "tool",
                "tools",
                "software",
                "saas",
                "subscriptions",
                "hosting",
            ],
        ),
        (
            Category::Research,
            &[
                "Research and measurement",
                "调研与监测",
                "调研",
                "监测",
                "市场调研",
                "数据监测",
                "research",
                "market research",
                "measurement",
                "analytics",
                "survey",
            ],
        ),
        (
            Category::Agency,
            &[
                "Agency and services",
                "代理服务",
                "代理",
                "服务费",
                "外包",
                "咨询",
                "代运营",
                "agency",
                "agency fees",
                "services",
                "consulting",
                "retainer",
                "pr",
            ],
        ),
        (
            Category::Travel,
            &["Travel", "差旅", "差旅费", "交通", "交通费", "住宿", "travel and accommodation", "transport"],
        ),
        (
            Category::Tax,
            &[
                "Taxes and platform fees",
                "税费与平台费",
                "税费",
                "税",
                "税金",
                "平台费",
                "手续费",
                "tax",
                "taxes",
                "vat",
                "fees",
                "platform fees",
            ],
        ),
        (
            Category::Contingency,
            &["Contingency", "预备金", "备用金", "不可预见费", "机动", "机动费", "预留", "reserve", "buffer"],
        ),
        (Category::Other, &["Other", "其他", "其它", "杂费", "杂项", "others", "misc", "miscellaneous", "general"]),
    ];
    find(&KINDS, text)
}

/// What each of the catalogue's channels is called.
const CHANNELS: [(&str, &[&str]); 35] = [
    (
        "wechat_oa",
        &[
            "WeChat Official Account",
            "微信公众号",
            "公众号",
            "微信服务号",
            "微信订阅号",
            "微信公众平台",
            "WeChat OA",
            "official account",
        ],
    ),
    ("wechat_group", &["WeChat group", "微信群", "社群", "微信社群", "WeChat groups"]),
    ("wecom_group", &["WeCom customer group", "企业微信客户群", "企业微信", "企微", "企微社群", "企业微信群", "WeCom"]),
    (
        "personal_network",
        &[
            "Friends, colleagues, partners, suppliers",
            "熟人、同行与供应商邀请",
            "熟人邀请",
            "朋友圈转发",
            "熟人",
            "friends",
        ],
    ),
    ("wechat_channels", &["WeChat Channels", "微信视频号", "视频号"]),
    (
        "wechat_ads",
        &[
            "Tencent / WeChat ads",
            "腾讯广告（含朋友圈）",
            "腾讯广告",
            "朋友圈广告",
            "微信广告",
            "广点通",
            "WeChat ads",
            "Tencent ads",
            "Moments ads",
        ],
    ),
    ("weibo", &["Weibo", "微博", "新浪微博", "Sina Weibo"]),
    ("douyin", &["Douyin", "抖音", "抖音短视频", "巨量引擎", "DOU+"]),
    ("xiaohongshu", &["Xiaohongshu (RED)", "小红书", "Xiaohongshu", "RED", "Little Red Book", "RedNote", "XHS"]),
    ("bilibili", &["Bilibili", "哔哩哔哩", "B站", "B 站"]),
    ("zhihu", &["Zhihu", "知乎"]),
    ("local_oa", &["Local public accounts", "本地公众号", "本地号", "本地大号"]),
    ("local_o2o_app", &["Local O2O accounts and apps", "本地 O2O 服务号/APP 联合", "本地生活平台", "O2O 平台"]),
    (
        "forums",
        &[
            "Forums and communities",
            "论坛/贴吧/豆瓣/业主群",
            "论坛",
            "贴吧",
            "百度贴吧",
            "豆瓣",
            "业主群",
            "业主论坛",
            "社区论坛",
            "forum",
            "forums",
        ],
    ),
    ("alt_accounts", &["Small accounts (\"trumpet\" traffic)", "小号引流", "小号"]),
    ("seo", &["Website and SEO", "官网与搜索优化", "官网", "网站", "搜索优化", "SEO", "website"]),
    ("sem", &["Search ads", "搜索广告", "百度推广", "百度竞价", "竞价", "SEM", "Google Ads", "paid search", "PPC"]),
    ("ground_mall", &["Ground promotion: malls", "地推·商场", "商场地推", "商圈地推", "商超地推", "商场", "malls"]),
    (
        "ground_school",
        &["Ground promotion: schools", "地推·学校", "校园地推", "学校地推", "校园", "高校", "schools", "campus"],
    ),
    (
        "ground_community",
        &[
            "Ground promotion: residential communities",
            "地推·社区",
            "社区地推",
            "小区地推",
            "社区",
            "小区",
            "residential communities",
        ],
    ),
    (
        "ground_office",
        &["Ground promotion: office buildings", "地推·写字楼", "写字楼地推", "写字楼", "office buildings"],
    ),
    (
        "conference",
        &[
            "Industry conferences and expos",
            "行业会议与展会",
            "行业会议",
            "展会",
            "行业展会",
            "conferences",
            "expo",
            "trade shows",
        ],
    ),
    ("alliance", &["Industry alliances", "行业/异业联盟", "异业联盟", "异业合作", "行业联盟", "partners"]),
    ("kol", &["Influencers (KOL)", "达人 KOL", "KOL", "达人", "网红", "大V", "influencers", "influencer"]),
    ("koc", &["Everyday creators (KOC)", "素人 KOC", "KOC", "素人", "素人种草"]),
    ("pr", &["Media and PR", "媒体公关", "公关", "PR", "新闻稿", "媒体", "press"]),
    ("email", &["Email", "邮件", "邮件营销", "EDM", "newsletter", "email marketing"]),
    ("tiktok", &["TikTok", "TikTok Ads"]),
    ("instagram", &["Instagram", "IG", "Insta"]),
    ("youtube", &["YouTube"]),
    ("x", &["X (Twitter)", "X", "Twitter", "推特"]),
    ("linkedin", &["LinkedIn", "领英"]),
    (
        "facebook",
        &["Facebook page and groups", "脸书主页与群组", "Facebook", "脸书", "FB", "Meta", "Meta ads", "Facebook ads"],
    ),
    ("launch_communities", &["Product Hunt, Reddit, Discord", "首发与社区", "Product Hunt", "Reddit", "Discord"]),
    ("aso", &["App store optimisation", "应用商店优化", "应用商店", "应用市场", "ASO", "app store", "app stores"]),
];

/// The catalogue's channel with that name, by its key.
pub fn channel(text: &str) -> Option<&'static str> {
    find(&CHANNELS, text)
}

/// What a channel of the catalogue is called in English; empty for none.
pub fn channel_name(key: &str) -> &'static str {
    let known = CHANNELS.iter().find(|(known, _)| *known == key);
    known.and_then(|(_, names)| names.first()).copied().unwrap_or_default()
}

/// How surely a text is what a row of totals is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TotalWord {
    /// It has no such word.
    #[default]
    None,
    /// It has such a word beside this name, folded: `Paid media Total`, `Total Wine tasting`, 数据汇总.
    Of(String),
    /// It says so and nothing else: 合计, `Subtotal`, `Total: Campaigns`, 种子期小计.
    Sure,
}

/// How surely the text is what a row of totals is called.
pub fn total_word(text: &str) -> TotalWord {
    /// The whole text, folded.
    const WHOLE: [&str; 45] = [
        "合计",
        "总计",
        "小计",
        "总额",
        "共计",
        "累计",
        "汇总",
        "总和",
        "总预算",
        "预算合计",
        "费用合计",
        "合计金额",
        "总计金额",
        "总费用",
        "总金额",
        "合計",
        "小計",
        "総計",
        "總計",
        "总",
        "求和",
        "total",
        "totals",
        "subtotal",
        "subtotals",
        "grandtotal",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "gesamtergebnis",
        "zwischensumme",
        "ergebnis",
        "soustotal",
        "totalgénéral",
        "totalgeneral",
        "sumatotal",
        "totale",
        "subtotale",
        "totalegenerale",
        "итого",
        "всего",
        "합계",
        "총계",
        "overall",
    ];
    /// What else a row of totals says in English: `Total marketing budget (excl. VAT)`.
    const GENERIC: [&str; 34] = [
        "budget",
        "budgets",
        "cost",
        "costs",
        "spend",
        "spending",
        "amount",
        "amounts",
        "expense",
        "expenses",
        "expenditure",
        "marketing",
        "media",
        "project",
        "campaign",
        "campaigns",
        "planned",
        "plan",
        "actual",
        "of",
        "for",
        "the",
        "and",
        "all",
        "incl",
        "excl",
        "including",
        "excluding",
        "vat",
        "tax",
        "net",
        "gross",
        "year",
        "sum",
    ];
    let whole = folded(text);
    if whole.is_empty() || whole.chars().count() > 80 {
        return TotalWord::None;
    }
    if WHOLE.contains(&whole.as_str()) {
        return TotalWord::Sure;
    }
    let ends = |words: &[&str]| words.iter().any(|word| whole.ends_with(word));
    if ends(&["合计", "小计", "总计", "合計", "小計"]) || whole.starts_with("求和项") {
        return TotalWord::Sure;
    }
    let opening = text.trim().trim_start_matches(['*', '-', '–', '—', ' ']);
    let named = |word: &str| {
        opening
            .strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '(', '（', '-', '–', '—']))
    };
    if ["合计", "小计", "总计", "Total", "TOTAL", "total"].into_iter().any(named) {
        return TotalWord::Sure;
    }
    for word in ["汇总", "共计", "累计"] {
        if let Some(rest) = whole.strip_suffix(word) {
            return TotalWord::Of(rest.to_owned());
        }
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let rest_of = |words: &[&str]| TotalWord::Of(folded(&words.concat()));
    match words[..] {
        ["grand" | "sub", "total", ..] | ["subtotal", ..] | [.., "subtotal"] | [.., "sub", "total"] => TotalWord::Sure,
        ["total" | "totals", "of", number, ..] if is_number(&number) => TotalWord::Sure,
        ["total" | "totals", ref rest @ ..] if rest.iter().all(|word| GENERIC.contains(word) || is_number(word)) => {
            TotalWord::Sure
        }
        ["total" | "totals", ref rest @ ..] | ["sum", "of", ref rest @ ..] | [ref rest @ .., "total" | "totals"] => {
            rest_of(rest)
        }
        _ => TotalWord::None,
    }
}
