//! Recognises reports of ad managers and analytics by their headings, so that their spend is read as actuals rather than
//! as a budget, a bid or a price.
//!
//! The headings are those of the platforms' exports, in English and Chinese, some in other languages. Text in parentheses
//! (a currency, 元) is ignored. Must not know the plan.

mod platforms;

use std::collections::HashSet;

use chrono::NaiveDate;

use self::platforms::{ColumnHeadings, HEADINGS, PLATFORMS, PlatformProfile};
use crate::import::table::dictionary::{TotalWord, folded, total_word};
use crate::import::table::{Table, TableRow};
use crate::import::text::dates::{DateError, DateRules, DayOrder};
use crate::plan::numbers::date_range::DateRange;

/// The platform that wrote a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportPlatform {
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
    /// Another platform.
    Other,
}

/// What a column of a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformColumn {
    /// Money spent.
    Spend,
    /// The campaign; where a report has none, the ad group, ad or account.
    Name,
    /// The day, week or month of the row.
    When,
    /// The first day that the row covers.
    Start,
    /// The last day that the row covers.
    End,
    /// The currency of the spend.
    Currency,
    /// The platform or source of the row.
    Channel,
    /// Results, impressions, clicks.
    Result,
}

impl ReportPlatform {
    /// All of them, in the order in which they are offered.
    pub const ALL: [ReportPlatform; 10] = [
        ReportPlatform::Meta,
        ReportPlatform::GoogleAds,
        ReportPlatform::TikTok,
        ReportPlatform::LinkedIn,
        ReportPlatform::Ga4,
        ReportPlatform::OceanEngine,
        ReportPlatform::TencentAds,
        ReportPlatform::Baidu,
        ReportPlatform::Xiaohongshu,
        ReportPlatform::Other,
    ];

    /// A stable key.
    pub fn key(self) -> &'static str {
        self.record().key
    }

    /// The platform's own name, for reports without campaign names; empty for [`ReportPlatform::Other`].
    pub fn platform(self) -> &'static str {
        self.record().name
    }

    /// The key of the catalogue channel that its campaigns run on; `None` where each row names its own.
    pub fn channel(self) -> Option<&'static str> {
        self.record().channel
    }

    /// The report with these headings. Several headings must match, since a plan may have a cost and a campaign column as well.
    pub fn of(row: &TableRow) -> Option<ReportPlatform> {
        let headings: HashSet<String> = row.cells.iter().flat_map(|cell| names_of(cell)).collect();
        let has = |name: &str| headings.contains(name);
        let is_plan = ["单价", "unitprice", "unitcost", "quantity", "qty", "数量"].iter().any(|name| has(name));
        if is_plan {
            return None;
        }
        let score = |report: ReportPlatform| -> usize {
            let PlatformProfile { own_headings, shared_headings, .. } = report.record();
            let count = |names: &[&str]| names.iter().filter(|name| has(&folded(name))).count();
            2 * count(own_headings) + count(shared_headings)
        };
        // Analytics reports without a cost column are recognised too, so that the missing column can be named.
        let spends =
            |report: ReportPlatform| report == ReportPlatform::Ga4 || report.find(row, PlatformColumn::Spend).is_some();
        let found =
            ReportPlatform::ALL.into_iter().filter(|&report| spends(report)).map(|report| (score(report), report));
        // The first of equal scores.
        let best =
            found.fold((0, None), |best, (score, report)| if score > best.0 { (score, Some(report)) } else { best });
        best.1.filter(|_| best.0 >= 4)
    }

    fn record(self) -> &'static PlatformProfile {
        // Reports without a record use the last one, of the unknown platform.
        PLATFORMS.iter().find(|platform| platform.report == self).unwrap_or(&PLATFORMS[PLATFORMS.len() - 1])
    }

    /// The headings that this platform uses for a column, more likely ones first.
    fn headings(self, column: PlatformColumn) -> &'static [&'static str] {
        let is_for = |entry: &&ColumnHeadings| {
            entry.column == column && (entry.reports.is_empty() || entry.reports.contains(&self))
        };
        HEADINGS.iter().find(is_for).map_or(&[], |entry| entry.headings)
    }

    /// The index of that column in a heading row.
    fn find(self, row: &TableRow, part: PlatformColumn) -> Option<usize> {
        let named: Vec<Vec<String>> = row.cells.iter().map(|cell| names_of(cell)).collect();
        let mut wanted = self.headings(part).iter().map(|name| folded(name));
        wanted.find_map(|name| named.iter().position(|names| names.contains(&name)))
    }

    /// The columns that are imported, by index, and what each holds.
    pub fn columns(self, row: &TableRow) -> Vec<(usize, PlatformColumn)> {
        let parts = [
            PlatformColumn::Spend,
            PlatformColumn::Name,
            PlatformColumn::Start,
            PlatformColumn::End,
            PlatformColumn::Currency,
            PlatformColumn::Channel,
        ];
        let mut found: Vec<(usize, PlatformColumn)> = Vec::new();
        let take = |found: &mut Vec<(usize, PlatformColumn)>, at: Option<usize>, part| {
            if let Some(at) = at.filter(|at| found.iter().all(|(taken, _)| taken != at)) {
                found.push((at, part));
            }
        };
        for part in parts {
            take(&mut found, self.find(row, part), part);
        }
        if !found.iter().any(|(_, part)| *part == PlatformColumn::Start) {
            take(&mut found, self.find(row, PlatformColumn::When), PlatformColumn::When);
        }
        let named: Vec<Vec<String>> = row.cells.iter().map(|cell| names_of(cell)).collect();
        for name in self.headings(PlatformColumn::Result).iter().map(|name| folded(name)) {
            let at = named.iter().position(|names| names.contains(&name));
            if found.iter().filter(|(_, part)| *part == PlatformColumn::Result).count() < 3 {
                take(&mut found, at, PlatformColumn::Result);
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found
    }
}

/// A heading folded, with and without its parentheses.
fn names_of(heading: &str) -> Vec<String> {
    let heading = heading.trim().trim_start_matches(['#', ' ']);
    let short = heading.split(['(', '（', '[']).next().unwrap_or_default();
    let mut names = vec![folded(heading), folded(short)];
    names.retain(|name| !name.is_empty());
    names
}

/// The days that a report's opening lines name: `November 1, 2026 - November 30, 2026`, `# Start date: 20261101`.
pub fn days_in_opening(table: &Table, heading: Option<usize>, dates: DateRules) -> Option<DateRange> {
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

fn span_in(text: &str, dates: DateRules) -> Option<DateRange> {
    let read = |text: &str| -> Result<DateRange, DateError> {
        dates.span(text).or_else(|error| match error {
            // Platforms write opening lines month first in English.
            DateError::Ambiguous => DateRules { order: DayOrder::MonthFirst, ..dates }.span(text),
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

/// Whether a row of a report is not a campaign: a total, or a row without a name above or below the campaigns.
pub fn is_total_row(name: &str, first: &str) -> bool {
    let says = |text: &str| !text.trim().is_empty() && total_word(text) == TotalWord::Sure;
    name.trim().is_empty() || says(name) || says(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> TableRow {
        TableRow { number: 1, cells: text.split('|').map(str::to_owned).collect(), ..TableRow::default() }
    }

    fn spend(text: &str) -> Option<(ReportPlatform, String, String)> {
        let row = row(text);
        let report = ReportPlatform::of(&row)?;
        let columns = report.columns(&row);
        let cell = |wanted| {
            columns.iter().find(|(_, part)| *part == wanted).map(|(at, _)| row.cells[*at].clone()).unwrap_or_default()
        };
        Some((report, cell(PlatformColumn::Spend), cell(PlatformColumn::Name)))
    }

    #[test]
    fn reports_are_recognised_by_their_headings() {
        for (headings, report, cost, name) in [
            (
                "Reporting starts|Reporting ends|Campaign name|Campaign delivery|Attribution setting|Results|Result indicator|Reach|Cost per results|Ad set budget|Ad set budget type|Amount spent (USD)|Ends|Impressions|CPM (cost per 1,000 impressions) (USD)|Link clicks",
                ReportPlatform::Meta,
                "Amount spent (USD)",
                "Campaign name",
            ),
            (
                "Campaign name|Ad set name|Day|Budget|Amount spent (GBP)|Results|Reach",
                ReportPlatform::Meta,
                "Amount spent (GBP)",
                "Campaign name",
            ),
            (
                "报告开始日期|报告结束日期|广告系列名称|广告系列预算|成效|花费金额 (CNY)|展示次数",
                ReportPlatform::Meta,
                "花费金额 (CNY)",
                "广告系列名称",
            ),
            (
                "Berichtsstart|Berichtsende|Name der Kampagne|Budget|Ausgegebener Betrag (EUR)",
                ReportPlatform::Meta,
                "Ausgegebener Betrag (EUR)",
                "Name der Kampagne",
            ),
            (
                "Campaign status|Campaign|Budget|Budget type|Currency code|Cost|Impr.|Clicks|Avg. CPC",
                ReportPlatform::GoogleAds,
                "Cost",
                "Campaign",
            ),
            ("Day|Campaign|Ad group|Cost|Impr.|Conversions|Conv. rate", ReportPlatform::GoogleAds, "Cost", "Campaign"),
            (
                "广告系列状态|广告系列|预算|币种代码|费用|展示次数|点击次数|平均每次点击费用",
                ReportPlatform::GoogleAds,
                "费用",
                "广告系列",
            ),
            (
                "Campaign name|Primary status|Campaign Budget|Cost|CPC (Destination)|CPM|Impressions|Clicks (Destination)|Currency",
                ReportPlatform::TikTok,
                "Cost",
                "Campaign name",
            ),
            (
                "Start Date (in UTC)|Account Name|Currency|Campaign Group Name|Campaign Name|Campaign Objective|Cost Type|Daily Budget|Total Spent|Impressions|Clicks",
                ReportPlatform::LinkedIn,
                "Total Spent",
                "Campaign Name",
            ),
            (
                "Session campaign|Session source / medium|Sessions|Key events|Ads cost|Total revenue",
                ReportPlatform::Ga4,
                "Ads cost",
                "Session campaign",
            ),
            (
                "Session default channel group|Sessions|Engaged sessions|Key events",
                ReportPlatform::Ga4,
                "",
                "Session default channel group",
            ),
            (
                "日期|广告计划名称|预算|出价|消耗(元)|展示数|点击数|平均千次展现费用(元)|转化数",
                ReportPlatform::OceanEngine,
                "消耗(元)",
                "广告计划名称",
            ),
            (
                "日期|推广计划名称|日预算|花费(元)|曝光量|点击量|点击均价|目标转化量",
                ReportPlatform::TencentAds,
                "花费(元)",
                "推广计划名称",
            ),
            ("日期|账户|推广计划|展现|点击|消费|点击率|平均点击价格", ReportPlatform::Baidu, "消费", "推广计划"),
            (
                "时间|计划名称|单元名称|消费(元)|展现量|点击量|互动量|平均互动成本|笔记ID",
                ReportPlatform::Xiaohongshu,
                "消费(元)",
                "计划名称",
            ),
            ("Date|Campaign|Daily budget|Spend|Impressions|Clicks|CTR|CPC", ReportPlatform::Other, "Spend", "Campaign"),
        ] {
            assert_eq!(spend(headings), Some((report, cost.to_owned(), name.to_owned())), "{headings}");
        }
    }

    #[test]
    fn a_plan_is_not_a_report() {
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
    fn opening_lines_name_the_days() {
        let dates = DateRules { year: 2026, ..DateRules::default() };
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
            let row = |(at, line): (usize, &&str)| TableRow {
                number: at + 1,
                cells: vec![(*line).to_owned()],
                ..TableRow::default()
            };
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
