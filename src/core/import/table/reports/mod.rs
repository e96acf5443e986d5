//! Reports of ad managers and analytics: told by their headings, so that spend is taken for what was spent, not a budget,
//! a bid or a price.
//!
//! A report holds the actuals of campaigns. Headings are those of the platforms' own exports, in English and Chinese, some
//! in other languages; what is in parentheses (a currency, 元) does not count.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::import::table::dictionary::{TotalWord, folded, total_word};
use crate::import::table::{Row, Table};
use crate::import::text::dates::{DateFault, Dates, DayOrder};
use crate::plan::numbers::date_range::DateRange;

/// Whose report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Report {
    /// Meta Ads Manager: Facebook and Instagram.
    Meta,
    /// Google Ads.
    GoogleAds,
    /// TikTok Ads Manager.
    TikTok,
    /// LinkedIn Campaign Manager.
    LinkedIn,
    /// Google Analytics 4.
    Ga4,
    /// 巨量引擎 and 巨量千川: Douyin and Toutiao.
    OceanEngine,
    /// 腾讯广告.
    TencentAds,
    /// 百度营销.
    Baidu,
    /// 小红书聚光.
    Xiaohongshu,
    /// Of another platform.
    Other,
}

/// What a column of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was spent.
    Spend,
    /// The campaign, or what stands in for it.
    Name,
    /// The day, week or month of the row.
    When,
    /// The first day that the row reports on.
    Start,
    /// The last day that the row reports on.
    End,
    /// The currency of the spend.
    Currency,
    /// The platform or source of the row.
    Channel,
    /// Results, impressions, clicks.
    Result,
}

impl Report {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Report; 10] = [
        Report::Meta,
        Report::GoogleAds,
        Report::TikTok,
        Report::LinkedIn,
        Report::Ga4,
        Report::OceanEngine,
        Report::TencentAds,
        Report::Baidu,
        Report::Xiaohongshu,
        Report::Other,
    ];

    /// A key for it.
    pub fn key(self) -> &'static str {
        match self {
            Report::Meta => "meta",
            Report::GoogleAds => "google_ads",
            Report::TikTok => "tiktok",
            Report::LinkedIn => "linkedin",
            Report::Ga4 => "ga4",
            Report::OceanEngine => "ocean_engine",
            Report::TencentAds => "tencent_ads",
            Report::Baidu => "baidu",
            Report::Xiaohongshu => "xiaohongshu",
            Report::Other => "other",
        }
    }

    /// What the platform calls itself, where a report has no campaigns by name.
    pub fn platform(self) -> &'static str {
        match self {
            Report::Meta => "Meta Ads",
            Report::GoogleAds => "Google Ads",
            Report::TikTok => "TikTok Ads",
            Report::LinkedIn => "LinkedIn Ads",
            Report::Ga4 => "Google Analytics",
            Report::OceanEngine => "巨量引擎",
            Report::TencentAds => "腾讯广告",
            Report::Baidu => "百度营销",
            Report::Xiaohongshu => "小红书聚光",
            Report::Other => "",
        }
    }

    /// The catalogue's channel that the platform's campaigns run on; none where each row says its own.
    pub fn channel(self) -> Option<&'static str> {
        match self {
            Report::Meta => Some("facebook"),
            Report::GoogleAds | Report::Baidu => Some("sem"),
            Report::TikTok => Some("tiktok"),
            Report::LinkedIn => Some("linkedin"),
            Report::OceanEngine => Some("douyin"),
            Report::TencentAds => Some("wechat_ads"),
            Report::Xiaohongshu => Some("xiaohongshu"),
            Report::Ga4 | Report::Other => None,
        }
    }

    /// The report whose headings these are. Several headings must agree: a plan may well have a cost and a campaign.
    pub fn of(row: &Row) -> Option<Report> {
        let headings: HashSet<String> = row.cells.iter().flat_map(|cell| names_of(cell)).collect();
        let has = |name: &str| headings.contains(name);
        let is_plan = ["单价", "unitprice", "unitcost", "quantity", "qty", "数量"].iter().any(|name| has(name));
        if is_plan {
            return None;
        }
        let score = |report: Report| -> usize {
            let (strong, weak) = report.signature();
            let count = |names: &[&str]| names.iter().filter(|name| has(&folded(name))).count();
            2 * count(strong) + count(weak)
        };
        // Analytics without a cost column is recognised all the same, to say what is missing.
        let spends = |report: Report| report == Report::Ga4 || report.find(row, Part::Spend).is_some();
        let found = Report::ALL.into_iter().filter(|&report| spends(report)).map(|report| (score(report), report));
        // The first of the best.
        let best =
            found.fold((0, None), |best, (score, report)| if score > best.0 { (score, Some(report)) } else { best });
        best.1.filter(|_| best.0 >= 4)
    }

    /// Headings that only this platform writes, and those that others write as well.
    fn signature(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Report::Meta => (
                &[
                    "reporting starts",
                    "reporting ends",
                    "result indicator",
                    "result type",
                    "attribution setting",
                    "ad set budget",
                    "ad set budget type",
                    "campaign delivery",
                    "ad set delivery",
                    "ad delivery",
                    "ad set name",
                    "amount spent",
                    "cost per results",
                    "cost per result",
                    "link clicks",
                    "ctr (link click-through rate)",
                    "campaign budget type",
                    "报告开始日期",
                    "报告结束日期",
                    "已花费金额",
                    "花费金额",
                    "归因设置",
                    "成效类型",
                    "单次成效费用",
                    "广告组投放",
                    "广告系列投放",
                    "ausgegebener betrag",
                    "berichtsstart",
                    "berichtsende",
                    "name der kampagne",
                    "importe gastado",
                    "inicio del informe",
                    "fin del informe",
                    "montant dépensé",
                    "début des rapports",
                    "fin des rapports",
                    "importo speso",
                    "valor usado",
                    "消化金額",
                ],
                &[
                    "campaign name",
                    "reach",
                    "frequency",
                    "results",
                    "clicks (all)",
                    "广告系列名称",
                    "覆盖人数",
                    "成效",
                    "链接点击量",
                ],
            ),
            Report::GoogleAds => (
                &[
                    "impr.",
                    "avg. cpc",
                    "avg. cpm",
                    "avg. cost",
                    "campaign state",
                    "campaign status",
                    "ad group status",
                    "currency code",
                    "campaign type",
                    "bid strategy type",
                    "bid strategy",
                    "conv. rate",
                    "cost / conv.",
                    "cost / conversion",
                    "interaction rate",
                    "budget type",
                    "budget name",
                    "optimization score",
                    "avg. cpv",
                    "search impr. share",
                    "all conv.",
                    "view-through conv.",
                    "广告系列状态",
                    "广告系列类型",
                    "平均每次点击费用",
                    "币种代码",
                    "出价策略类型",
                    "互动率",
                    "优化得分",
                    "kampagnenstatus",
                    "impr",
                    "kampagnentyp",
                    "平均单次点击费用",
                ],
                &[
                    "campaign",
                    "ad group",
                    "cost",
                    "clicks",
                    "ctr",
                    "conversions",
                    "interactions",
                    "广告系列",
                    "费用",
                    "展示次数",
                    "点击次数",
                    "转化次数",
                    "点击率",
                ],
            ),
            Report::TikTok => (
                &[
                    "cpc (destination)",
                    "clicks (destination)",
                    "ctr (destination)",
                    "result rate",
                    "6-second video views",
                    "2-second video views",
                    "real-time results",
                    "real-time result",
                    "ad group budget",
                    "campaign budget",
                    "cost per 1,000 people reached",
                    "conversion rate (cvr)",
                    "video views at 25%",
                    "video views at 100%",
                    "primary status",
                    "secondary status",
                    "average play time per video view",
                    "paid likes",
                ],
                &[
                    "campaign name",
                    "ad group name",
                    "cost",
                    "cpm",
                    "cpc",
                    "impressions",
                    "results",
                    "conversions",
                    "reach",
                    "cost per result",
                    "cost per conversion",
                ],
            ),
            Report::LinkedIn => (
                &[
                    "campaign group name",
                    "campaign group id",
                    "campaign group status",
                    "total spent",
                    "cost type",
                    "click through rate",
                    "average cpm",
                    "average cpc",
                    "campaign objective",
                    "start date (in utc)",
                    "total social actions",
                    "total engagements",
                    "cost per lead",
                    "leads (lead gen forms)",
                    "campaign start date",
                ],
                &[
                    "campaign name",
                    "campaign id",
                    "account name",
                    "impressions",
                    "clicks",
                    "leads",
                    "conversions",
                    "daily budget",
                ],
            ),
            Report::Ga4 => (
                &[
                    "session campaign",
                    "session source / medium",
                    "session source/medium",
                    "session default channel group",
                    "session google ads campaign",
                    "first user campaign",
                    "first user source / medium",
                    "google ads campaign",
                    "ads cost",
                    "google ads cost",
                    "ads clicks",
                    "ads impressions",
                    "nth day",
                    "key events",
                    "engaged sessions",
                    "session manual campaign name",
                    "advertiser ad cost",
                    "会话来源/媒介",
                    "会话广告系列",
                    "关键事件",
                    "session primary channel group (default channel group)",
                    "return on ad spend",
                ],
                &[
                    "sessions",
                    "active users",
                    "total users",
                    "new users",
                    "total revenue",
                    "event count",
                    "engagement rate",
                    "purchase revenue",
                ],
            ),
            Report::OceanEngine => (
                &[
                    "展示数",
                    "平均千次展现费用",
                    "平均点击单价",
                    "转化数",
                    "转化成本",
                    "广告计划名称",
                    "广告计划id",
                    "深度转化数",
                    "平均转化成本",
                    "千次展示成本",
                    "千川",
                    "直接成交订单数",
                    "整体消耗",
                    "项目id",
                    "5s播放",
                    "整体成交金额",
                ],
                &["消耗", "总消耗", "点击数", "点击率", "转化率", "项目名称", "广告名称", "计划名称", "出价", "预算"],
            ),
            Report::TencentAds => (
                &[
                    "曝光量",
                    "曝光次数",
                    "目标转化量",
                    "点击均价",
                    "千次展现均价",
                    "目标转化成本",
                    "目标转化率",
                    "推广计划名称",
                    "公众号关注量",
                    "可转化点击次数",
                    "推广计划id",
                    "广告组id",
                    "千次曝光成本",
                ],
                &["花费", "总花费", "点击量", "点击次数", "点击率", "广告名称", "计划名称", "日预算", "出价"],
            ),
            Report::Baidu => (
                &[
                    "推广计划",
                    "推广单元",
                    "平均点击价格",
                    "千次展现消费",
                    "推广账户",
                    "上方位展现",
                    "展现",
                    "推广计划id",
                    "关键词id",
                    "上方展现胜出率",
                ],
                &["消费", "总消费", "点击", "展现量", "点击量", "点击率", "账户", "计划", "单元", "关键词", "转化"],
            ),
            Report::Xiaohongshu => (
                &[
                    "互动量",
                    "笔记id",
                    "单次互动成本",
                    "平均互动成本",
                    "平均千次展示费用",
                    "平均点击成本",
                    "行动按钮点击量",
                    "创意名称",
                    "收藏",
                    "私信咨询数",
                    "搜索组件点击量",
                    "创意id",
                    "互动成本",
                    "笔记链接",
                    "营销诉求",
                ],
                &[
                    "消费",
                    "总消耗",
                    "消耗",
                    "展现量",
                    "点击量",
                    "点击率",
                    "计划名称",
                    "单元名称",
                    "点赞",
                    "评论",
                    "关注",
                    "分享",
                ],
            ),
            Report::Other => (
                &[],
                &[
                    "impressions",
                    "impr.",
                    "clicks",
                    "ctr",
                    "cpc",
                    "cpm",
                    "conversions",
                    "roas",
                    "reach",
                    "frequency",
                    "ecpm",
                    "cost per click",
                    "展现",
                    "展现量",
                    "展示量",
                    "展示数",
                    "曝光",
                    "曝光量",
                    "曝光数",
                    "封面曝光数",
                    "点击量",
                    "点击数",
                    "点击率",
                    "转化数",
                    "转化量",
                    "转化率",
                    "行为数",
                    "行为率",
                ],
            ),
        }
    }

    /// What may be called so in this platform's reports, the likelier first.
    fn headings(self, part: Part) -> &'static [&'static str] {
        match (part, self) {
            (Part::Spend, Report::Ga4) => {
                &["ads cost", "google ads cost", "advertiser ad cost", "total cost", "cost", "广告费用"]
            }
            (Part::Spend, Report::LinkedIn) => &["total spent", "amount spent", "spend", "cost", "总花费", "总支出"],
            (Part::Spend, Report::OceanEngine) => &["消耗", "总消耗", "整体消耗", "花费", "cost"],
            (Part::Spend, Report::TencentAds) => &["花费", "总花费", "消耗", "cost"],
            (Part::Spend, Report::Baidu) => &["消费", "总消费", "花费", "消费金额"],
            (Part::Spend, Report::Xiaohongshu) => &["消费", "总消费", "总消耗", "消耗", "花费"],
            (Part::Spend, Report::GoogleAds | Report::TikTok) => {
                &["cost", "total cost", "spend", "费用", "花费", "消耗", "kosten", "coût", "coste", "costo"]
            }
            (Part::Spend, Report::Meta) => &[
                "amount spent",
                "已花费金额",
                "花费金额",
                "花费",
                "ausgegebener betrag",
                "importe gastado",
                "montant dépensé",
                "importo speso",
                "valor usado",
                "消化金額",
                "spend",
            ],
            // "Cost" alone is a plan's word as well: it is no sign of a report of an unknown platform.
            (Part::Spend, Report::Other) => &[
                "amount spent",
                "total spent",
                "ad spend",
                "total spend",
                "spend",
                "spent",
                "消耗",
                "总消耗",
                "花费",
                "总花费",
                "消费",
                "总消费",
            ],
            (Part::Name, Report::Ga4) => &[
                "session campaign",
                "session google ads campaign",
                "google ads campaign",
                "session manual campaign name",
                "campaign",
                "first user campaign",
                "会话广告系列",
                "session source / medium",
                "session source/medium",
                "session default channel group",
                "first user source / medium",
            ],
            (Part::Name, _) => &[
                "campaign name",
                "campaign",
                "广告系列名称",
                "广告系列",
                "推广计划名称",
                "推广计划",
                "计划名称",
                "广告计划名称",
                "广告计划",
                "营销计划名称",
                "计划",
                "项目名称",
                "项目",
                "name der kampagne",
                "kampagne",
                "nombre de la campaña",
                "campaña",
                "nom de la campagne",
                "campagne",
                "nome della campagna",
                "nome da campanha",
                "キャンペーン名",
                "campaign group name",
                "ad set name",
                "ad group name",
                "ad group",
                "广告组名称",
                "广告组",
                "推广单元",
                "单元名称",
                "ad name",
                "广告名称",
                "创意名称",
                "账户",
                "account name",
                "account",
            ],
            (Part::When, Report::LinkedIn) => &["start date", "date", "day"],
            (Part::When, _) => &[
                "day",
                "date",
                "日期",
                "时间",
                "天",
                "统计日期",
                "数据日期",
                "时间-天",
                "stat time day",
                "by day",
                "week",
                "周",
                "month",
                "月份",
                "tag",
                "día",
                "jour",
                "fecha",
            ],
            (Part::Start, Report::Meta) => &[
                "reporting starts",
                "报告开始日期",
                "berichtsstart",
                "inicio del informe",
                "début des rapports",
                "inizio dei report",
                "início dos relatórios",
                "レポート開始日",
            ],
            (Part::End, Report::Meta) => &[
                "reporting ends",
                "报告结束日期",
                "berichtsende",
                "fin del informe",
                "fin des rapports",
                "fine dei report",
                "término dos relatórios",
                "レポート終了日",
            ],
            (Part::Currency, _) => &["currency code", "currency", "币种", "币种代码", "货币", "currency symbol"],
            (Part::Channel, Report::Ga4) => &[
                "session source / medium",
                "session source/medium",
                "session default channel group",
                "first user source / medium",
                "会话来源/媒介",
            ],
            (Part::Channel, Report::Meta) => &["platform", "publisher platform", "平台"],
            (Part::Channel, Report::Other) => {
                &["platform", "channel", "source", "media source", "平台", "渠道", "媒体"]
            }
            // Elsewhere these days are those that the campaign is planned for, and its channel is the platform.
            (Part::Start | Part::End | Part::Channel, _) => &[],
            (Part::Result, _) => &[
                "results",
                "conversions",
                "key events",
                "leads",
                "转化数",
                "目标转化量",
                "转化量",
                "转化次数",
                "成效",
                "转化",
                "互动量",
                "ergebnisse",
                "resultados",
                "résultats",
                "impressions",
                "impr.",
                "展示数",
                "曝光量",
                "曝光次数",
                "展现量",
                "展现",
                "展示次数",
                "ads impressions",
                "link clicks",
                "clicks",
                "clicks (destination)",
                "clicks (all)",
                "点击数",
                "点击量",
                "点击次数",
                "点击",
                "ads clicks",
                "sessions",
            ],
        }
    }

    /// The column that is this part of the report.
    fn find(self, row: &Row, part: Part) -> Option<usize> {
        let named: Vec<Vec<String>> = row.cells.iter().map(|cell| names_of(cell)).collect();
        let mut wanted = self.headings(part).iter().map(|name| folded(name));
        wanted.find_map(|name| named.iter().position(|names| names.contains(&name)))
    }

    /// The columns that are taken, and what each is.
    pub fn columns(self, row: &Row) -> Vec<(usize, Part)> {
        let parts = [Part::Spend, Part::Name, Part::Start, Part::End, Part::Currency, Part::Channel];
        let mut found: Vec<(usize, Part)> = Vec::new();
        let take = |found: &mut Vec<(usize, Part)>, at: Option<usize>, part| {
            if let Some(at) = at.filter(|at| found.iter().all(|(taken, _)| taken != at)) {
                found.push((at, part));
            }
        };
        for part in parts {
            take(&mut found, self.find(row, part), part);
        }
        if !found.iter().any(|(_, part)| *part == Part::Start) {
            take(&mut found, self.find(row, Part::When), Part::When);
        }
        let named: Vec<Vec<String>> = row.cells.iter().map(|cell| names_of(cell)).collect();
        for name in self.headings(Part::Result).iter().map(|name| folded(name)) {
            let at = named.iter().position(|names| names.contains(&name));
            if found.iter().filter(|(_, part)| *part == Part::Result).count() < 3 {
                take(&mut found, at, Part::Result);
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found
    }
}

/// A heading folded, with what is in parentheses and without.
fn names_of(heading: &str) -> Vec<String> {
    let heading = heading.trim().trim_start_matches(['#', ' ']);
    let short = heading.split(['(', '（', '[']).next().unwrap_or_default();
    let mut names = vec![folded(heading), folded(short)];
    names.retain(|name| !name.is_empty());
    names
}

/// The days that a report's opening lines say it is about: `November 1, 2026 - November 30, 2026`, `# Start date: 20261101`.
pub fn days_in_opening(table: &Table, heading: Option<usize>, dates: Dates) -> Option<DateRange> {
    let rows = &table.rows[..heading.unwrap_or(0).min(table.rows.len())];
    let (mut first, mut last): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    for row in rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let joined = cells.join(", ");
        for text in cells.iter().copied().chain([joined.as_str()]) {
            let text = text.trim_start_matches(['#', '"', ' ']);
            let (label, value) = text.split_once([':', '：']).unwrap_or(("", text));
            let value = without_time(value);
            let Some(days) = span_in(&value, dates) else { continue };
            let label = label.to_lowercase();
            if ["end", "结束", "截止"].iter().any(|word| label.contains(word)) {
                last = last.or(Some(days.last()));
            } else if ["start", "开始", "起始"].iter().any(|word| label.contains(word)) {
                first = first.or(Some(days.first()));
            } else if days.len() > 1 && !label.contains("generated") {
                return Some(days);
            }
        }
    }
    DateRange::new(first?, last?)
}

/// `November 1, 2026, 12:00 AM` without the time.
fn without_time(text: &str) -> String {
    let text = text.trim();
    let at = text.find(':').map_or(text.len(), |colon| {
        let digits = text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit());
        digits.len()
    });
    text[..at].trim_end_matches([',', ' ', 'T']).to_owned()
}

fn span_in(text: &str, dates: Dates) -> Option<DateRange> {
    let read = |text: &str| -> Result<DateRange, DateFault> {
        dates.span(text).or_else(|fault| match fault {
            // Opening lines are written by the platform in its own order, month first in English.
            DateFault::Ambiguous => Dates { order: DayOrder::MonthFirst, ..dates }.span(text),
            other => Err(other),
        })
    };
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    read(text).ok().or_else(|| {
        let (first, last) = text.split_once(" - ").or_else(|| text.split_once('-')).or_else(|| text.split_once('–'))?;
        DateRange::new(read(first.trim()).ok()?.first(), read(last.trim()).ok()?.last())
    })
}

/// Whether a row of a report is none of its campaigns: a total, or a line without a name that stands over or under all.
pub fn is_total(name: &str, first: &str) -> bool {
    let says = |text: &str| !text.trim().is_empty() && total_word(text) == TotalWord::Sure;
    name.trim().is_empty() || says(name) || says(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Row {
        Row { number: 1, cells: text.split('|').map(str::to_owned).collect(), ..Row::default() }
    }

    fn spend(text: &str) -> Option<(Report, String, String)> {
        let row = row(text);
        let report = Report::of(&row)?;
        let columns = report.columns(&row);
        let cell = |wanted| {
            columns.iter().find(|(_, part)| *part == wanted).map(|(at, _)| row.cells[*at].clone()).unwrap_or_default()
        };
        Some((report, cell(Part::Spend), cell(Part::Name)))
    }

    #[test]
    fn reports_are_told_by_their_headings() {
        for (headings, report, cost, name) in [
            (
                "Reporting starts|Reporting ends|Campaign name|Campaign delivery|Attribution setting|Results|Result indicator|Reach|Cost per results|Ad set budget|Ad set budget type|Amount spent (USD)|Ends|Impressions|CPM (cost per 1,000 impressions) (USD)|Link clicks",
                Report::Meta,
                "Amount spent (USD)",
                "Campaign name",
            ),
            (
                "Campaign name|Ad set name|Day|Budget|Amount spent (GBP)|Results|Reach",
                Report::Meta,
                "Amount spent (GBP)",
                "Campaign name",
            ),
            (
                "报告开始日期|报告结束日期|广告系列名称|广告系列预算|成效|花费金额 (CNY)|展示次数",
                Report::Meta,
                "花费金额 (CNY)",
                "广告系列名称",
            ),
            (
                "Berichtsstart|Berichtsende|Name der Kampagne|Budget|Ausgegebener Betrag (EUR)",
                Report::Meta,
                "Ausgegebener Betrag (EUR)",
                "Name der Kampagne",
            ),
            (
                "Campaign status|Campaign|Budget|Budget type|Currency code|Cost|Impr.|Clicks|Avg. CPC",
                Report::GoogleAds,
                "Cost",
                "Campaign",
            ),
            ("Day|Campaign|Ad group|Cost|Impr.|Conversions|Conv. rate", Report::GoogleAds, "Cost", "Campaign"),
            (
                "广告系列状态|广告系列|预算|币种代码|费用|展示次数|点击次数|平均每次点击费用",
                Report::GoogleAds,
                "费用",
                "广告系列",
            ),
            (
                "Campaign name|Primary status|Campaign Budget|Cost|CPC (Destination)|CPM|Impressions|Clicks (Destination)|Currency",
                Report::TikTok,
                "Cost",
                "Campaign name",
            ),
            (
                "Start Date (in UTC)|Account Name|Currency|Campaign Group Name|Campaign Name|Campaign Objective|Cost Type|Daily Budget|Total Spent|Impressions|Clicks",
                Report::LinkedIn,
                "Total Spent",
                "Campaign Name",
            ),
            (
                "Session campaign|Session source / medium|Sessions|Key events|Ads cost|Total revenue",
                Report::Ga4,
                "Ads cost",
                "Session campaign",
            ),
            (
                "Session default channel group|Sessions|Engaged sessions|Key events",
                Report::Ga4,
                "",
                "Session default channel group",
            ),
            (
                "日期|广告计划名称|预算|出价|消耗(元)|展示数|点击数|平均千次展现费用(元)|转化数",
                Report::OceanEngine,
                "消耗(元)",
                "广告计划名称",
            ),
            (
                "日期|推广计划名称|日预算|花费(元)|曝光量|点击量|点击均价|目标转化量",
                Report::TencentAds,
                "花费(元)",
                "推广计划名称",
            ),
            ("日期|账户|推广计划|展现|点击|消费|点击率|平均点击价格", Report::Baidu, "消费", "推广计划"),
            (
                "时间|计划名称|单元名称|消费(元)|展现量|点击量|互动量|平均互动成本|笔记ID",
                Report::Xiaohongshu,
                "消费(元)",
                "计划名称",
            ),
            ("Date|Campaign|Daily budget|Spend|Impressions|Clicks|CTR|CPC", Report::Other, "Spend", "Campaign"),
        ] {
            assert_eq!(spend(headings), Some((report, cost.to_owned(), name.to_owned())), "{headings}");
        }
    }

    #[test]
    fn a_plan_is_no_report() {
        for headings in [
            "Item|Channel|Quantity|Unit price|Amount",
            "Campaign|Channel|Start|End|Budget|Actual",
            "Channel|Impressions|CPM|Clicks|Budget",
            "Activity|Cost|Impressions|Clicks|CTR",
            "渠道|项目|曝光量|点击率|单价|金额",
            "项目|渠道|数量|单价|预算|花费",
            "活动名称|预算|费用|负责人|备注",
        ] {
            assert_eq!(spend(headings), None, "{headings}");
        }
    }

    #[test]
    fn opening_lines_say_the_days() {
        let dates = Dates { year: 2026, ..Dates::default() };
        for (lines, days) in [
            (&["Campaign report", "November 1, 2026 - November 30, 2026"][..], "2026-11-01/2026-11-30"),
            (&["Campaign report", "1 November 2026 - 30 November 2026"], "2026-11-01/2026-11-30"),
            (&["广告系列报告", "2026年11月1日 - 2026年11月30日"], "2026-11-01/2026-11-30"),
            (&["# Account: Demo", "# Start date: 20261101", "# End date: 20261130"], "2026-11-01/2026-11-30"),
            (
                &[
                    "Campaign Performance Report (in UTC)",
                    "Report Start: November 1, 2026, 12:00 AM",
                    "Report End: November 30, 2026, 11:59 PM",
                    "Date Generated: December 1, 2026, 9:00 AM",
                ],
                "2026-11-01/2026-11-30",
            ),
        ] {
            let row =
                |(at, line): (usize, &&str)| Row { number: at + 1, cells: vec![(*line).to_owned()], ..Row::default() };
            let table = Table { rows: lines.iter().enumerate().map(row).collect(), ..Table::default() };
            let found = days_in_opening(&table, Some(table.rows.len()), dates);
            assert_eq!(
                found.map(|days| format!("{}/{}", days.first(), days.last())).as_deref(),
                Some(days),
                "{lines:?}"
            );
        }
    }
}
