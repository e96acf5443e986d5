//! What a table is: a known file of a platform, our own export, a report of an ad manager, or any table with days.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::found::{ColumnRole, LeftOut, TableLayout};
use super::profiles::{FileProfile, FileRows, PROFILES, ProfileColumn, TITLED_METRICS};
use crate::export::csv::actuals::ActualsColumn;
use crate::import::table::TableRow;
use crate::import::table::dictionary::{TotalWord, folded, total_word};
use crate::import::table::reports::{PlatformColumn, ReportPlatform};
use crate::import::text::dates::{DateRules, looks_dated};
use crate::import::text::numbers::{DecimalMark, NumberRules, is_placeholder};
use crate::plan::model::metric_dictionary::{DictionaryMetric, METRICS};

/// How many rows are searched for the headings.
const MAX_HEADING_ROW: usize = 20;
/// How many rows under the headings are sampled.
const SAMPLED_ROWS: usize = 60;

/// What a column holds, before its cells are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ColumnGuess {
    /// Its place in the sheet.
    pub at: usize,
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub role: ColumnRole,
    /// The metric of its figures.
    pub metric: Option<&'static str>,
    /// Whether it counts hours, which are kept in seconds.
    pub in_hours: bool,
    /// The power of ten that its heading multiplies its numbers with.
    pub power: u8,
    /// Whether the title of the table names its metric.
    pub is_titled: bool,
    /// Why it is not proposed.
    pub left_out: Option<LeftOut>,
}

/// What a table is.
#[derive(Debug, Clone, Default)]
pub(super) struct TableGuess {
    /// The index of the heading row.
    pub heading: Option<usize>,
    /// The known file.
    pub profile: Option<&'static FileProfile>,
    /// The ad manager that wrote it, where no profile is known.
    pub report: Option<ReportPlatform>,
    /// Whether this program wrote it.
    pub is_own: bool,
    /// Its layout.
    pub layout: TableLayout,
    /// Its columns.
    pub columns: Vec<ColumnGuess>,
}

/// A heading, folded, with and without a remark in parentheses.
fn names_of(heading: &str) -> [String; 2] {
    let short = heading.split(['(', '（', '[']).next().unwrap_or_default();
    [folded(heading), folded(short)]
}

/// The headings of a row by their folded names. A name without its parentheses counts where no heading is that name.
struct Headings(HashMap<String, usize>);

impl Headings {
    fn of(row: &TableRow, columns: &Range<usize>) -> Headings {
        let mut found = HashMap::new();
        for pass in 0..2 {
            for at in columns.clone() {
                let name = names_of(row.cell(at))[pass].clone();
                if !name.is_empty() {
                    found.entry(name).or_insert(at);
                }
            }
        }
        Headings(found)
    }

    /// The column with one of these headings.
    fn any(&self, alternatives: &str) -> Option<usize> {
        let alternatives = alternatives.strip_prefix('=').unwrap_or(alternatives);
        alternatives.split('|').find_map(|name| self.0.get(&folded(name)).copied())
    }
}

fn profile_of(row: &TableRow, columns: &Range<usize>) -> Option<&'static FileProfile> {
    let headings = Headings::of(row, columns);
    let width = columns.clone().filter(|at| !row.cell(*at).trim().is_empty()).count();
    PROFILES.iter().find(|profile| {
        let is_exact = profile.required.iter().any(|name| name.starts_with('='));
        (!is_exact || width == profile.required.len())
            && profile.required.iter().all(|name| headings.any(name).is_some())
    })
}

fn blank_guesses(row: Option<&TableRow>, columns: &Range<usize>) -> Vec<ColumnGuess> {
    let heading = |at| row.map(|row| row.cell(at).trim().to_owned()).unwrap_or_default();
    let guess = |at| {
        let heading: String = heading(at);
        ColumnGuess { at, power: super::cells::power_of(&heading), heading, ..ColumnGuess::default() }
    };
    columns.clone().map(guess).collect()
}

fn by_profile(profile: &'static FileProfile, row: &TableRow, columns: &Range<usize>) -> Vec<ColumnGuess> {
    let mut guesses = blank_guesses(Some(row), columns);
    let headings = Headings::of(row, columns);
    let is_posts = profile.rows == FileRows::Posts;
    let has_day =
        profile.columns.iter().any(|(name, holds)| *holds == ProfileColumn::Day && headings.any(name).is_some());
    for (names, holds) in profile.columns {
        let Some(guess) = headings.any(names).and_then(|at| guesses.iter_mut().find(|guess| guess.at == at)) else {
            continue;
        };
        if guess.role != ColumnRole::Ignored {
            continue;
        }
        (guess.role, guess.metric) = match holds {
            ProfileColumn::Day => (ColumnRole::Day, None),
            // A file with days has them beside the first and the last day of the report.
            ProfileColumn::Start | ProfileColumn::End if has_day => (ColumnRole::Ignored, None),
            ProfileColumn::Start => (ColumnRole::Start, None),
            ProfileColumn::End => (ColumnRole::End, None),
            ProfileColumn::Metric(metric) | ProfileColumn::Hours(metric) => (ColumnRole::Values, Some(*metric)),
            ProfileColumn::Titled | ProfileColumn::PartOfTotal => (ColumnRole::Values, None),
            ProfileColumn::Part => (ColumnRole::Part, None),
            ProfileColumn::Currency => (ColumnRole::Currency, None),
            ProfileColumn::Title => (ColumnRole::Title, None),
            ProfileColumn::Unreliable => (ColumnRole::Ignored, None),
        };
        guess.in_hours = matches!(holds, ProfileColumn::Hours(_));
        guess.is_titled = *holds == ProfileColumn::Titled;
        guess.left_out = match holds {
            ProfileColumn::Unreliable => Some(LeftOut::Unreliable),
            ProfileColumn::PartOfTotal => Some(LeftOut::PartOfTotal),
            ProfileColumn::Metric(_) | ProfileColumn::Hours(_) if is_posts => Some(LeftOut::Lifetime),
            _ => None,
        };
    }
    guesses
}

/// The columns of our own export, whose headings end with a key in brackets.
fn own_columns(row: &TableRow, columns: &Range<usize>) -> Option<Vec<ColumnGuess>> {
    let mut guesses = blank_guesses(Some(row), columns);
    for column in ActualsColumn::ALL {
        let ending = ["[", column.key(), "]"].concat();
        let guess = guesses.iter_mut().find(|guess| guess.heading.ends_with(&ending))?;
        guess.role = match column {
            ActualsColumn::Date => ColumnRole::Day,
            ActualsColumn::Metric => ColumnRole::MetricName,
            ActualsColumn::Channel => ColumnRole::ChannelName,
            ActualsColumn::Value => ColumnRole::Values,
        };
    }
    Some(guesses)
}

/// A report of an ad manager that has no profile of its own: its spend, and what its other headings name.
fn report_columns(report: ReportPlatform, row: &TableRow, columns: &Range<usize>) -> Vec<ColumnGuess> {
    let mut guesses = blank_guesses(Some(row), columns);
    let parts: HashMap<usize, PlatformColumn> = report.columns(row).into_iter().collect();
    for guess in &mut guesses {
        (guess.role, guess.metric) = match parts.get(&guess.at) {
            Some(PlatformColumn::Spend) => (ColumnRole::Values, Some("spend")),
            Some(PlatformColumn::When) => (ColumnRole::Day, None),
            Some(PlatformColumn::Start) => (ColumnRole::Start, None),
            Some(PlatformColumn::End) => (ColumnRole::End, None),
            Some(PlatformColumn::Name | PlatformColumn::Channel) => (ColumnRole::Part, None),
            Some(PlatformColumn::Currency) => (ColumnRole::Currency, None),
            Some(PlatformColumn::Result) | None => match metric_of(&guess.heading) {
                Some(metric) => (ColumnRole::Values, Some(metric)),
                None => (ColumnRole::Ignored, None),
            },
        };
    }
    guesses
}

/// Headings of any table, folded, and what the column holds.
const ROLE_HEADINGS: [(ColumnRole, &[&str]); 4] = [
    (
        ColumnRole::Day,
        &[
            "date",
            "day",
            "日期",
            "时间",
            "统计日期",
            "数据日期",
            "日",
            "datum",
            "tag",
            "fecha",
            "jour",
            "data",
            "time",
            "statdate",
            "timestamp",
        ],
    ),
    (ColumnRole::MetricName, &["metric", "metrics", "指标", "kpi", "measure", "metricname", "指标名称"]),
    (ColumnRole::ChannelName, &["channel", "渠道", "platform", "平台", "network", "account", "账号", "source", "来源"]),
    (ColumnRole::Currency, &["currency", "currencycode", "币种", "货币"]),
];
/// Headings of a column of figures of any metric, folded.
const VALUE_HEADINGS: [&str; 8] = ["value", "figure", "数值", "值", "count", "amount", "数据", "actual"];

/// Further headings of metrics, beside those of the known files: of screens that have no export, and common names.
const METRIC_HEADINGS: [(&str, &str); 45] = [
    ("访问量", "profile_visits"),
    ("新增粉丝", "new_followers"),
    ("新增关注人数", "new_followers"),
    ("取消关注", "unfollows"),
    ("取关粉丝", "unfollows"),
    ("净增粉丝", "net_followers"),
    ("粉丝总量", "followers"),
    ("粉丝数", "followers"),
    ("播放量", "views"),
    ("播放数", "views"),
    ("阅读量", "views"),
    ("观看量", "views"),
    ("曝光量", "impressions"),
    ("展示数", "impressions"),
    ("展示次数", "impressions"),
    ("展示量", "impressions"),
    ("点击数", "link_clicks"),
    ("点击量", "link_clicks"),
    ("点击次数", "link_clicks"),
    ("点击率", "ctr"),
    ("点赞", "likes"),
    ("收藏", "saves"),
    ("分享", "shares"),
    ("评论", "comments"),
    ("消耗", "spend"),
    ("花费", "spend"),
    ("订单量", "orders"),
    ("订单数", "orders"),
    ("新增激活", "activations"),
    ("注册数", "registrations"),
    ("日活", "dau"),
    ("成交额", "gmv"),
    ("New followers", "new_followers"),
    ("Followers gained", "new_followers"),
    ("Followers", "followers"),
    ("Subscribers", "subscribers"),
    ("Unfollows", "unfollows"),
    ("Clicks", "link_clicks"),
    ("Spend", "spend"),
    ("Cost", "spend"),
    ("Orders", "orders"),
    ("Revenue", "gmv"),
    ("Sales", "gmv"),
    ("Activations", "activations"),
    ("Installs", "activations"),
];

static METRICS_BY_HEADING: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for metric in METRICS {
        found.insert(folded(metric.key), metric.key);
        if !metric.abbreviation.is_empty() {
            found.insert(folded(metric.abbreviation), metric.key);
        }
    }
    for (heading, metric) in METRIC_HEADINGS {
        found.insert(folded(heading), metric);
    }
    let of_days = PROFILES.iter().filter(|profile| profile.rows != FileRows::Posts);
    for (names, holds) in of_days.flat_map(|profile| profile.columns) {
        if let ProfileColumn::Metric(metric) = holds {
            for name in names.split('|') {
                found.entry(folded(name)).or_insert(metric);
            }
        }
    }
    found
});

/// The metric that a heading of any table names.
pub(super) fn metric_of(heading: &str) -> Option<&'static str> {
    names_of(heading).iter().find_map(|name| METRICS_BY_HEADING.get(name).copied())
}

/// The metric that the title of a table names.
pub(super) fn titled_metric(title: &str) -> Option<&'static str> {
    let title = folded(title);
    TITLED_METRICS.iter().find(|(part, _)| title.contains(part)).map(|(_, metric)| *metric)
}

/// The metric of the dictionary with that key.
pub(super) fn dictionary_metric(key: &str) -> Option<&'static DictionaryMetric> {
    DictionaryMetric::by_key(key)
}

fn role_of(heading: &str) -> Option<ColumnRole> {
    let names = names_of(heading);
    ROLE_HEADINGS
        .iter()
        .find(|(_, headings)| names.iter().any(|name| headings.contains(&name.as_str())))
        .map(|(role, _)| *role)
}

/// Whether a cell is a day: not a month, and not a bare number but for 20270301.
pub(super) fn is_day(cell: &str) -> bool {
    let cell = cell.trim();
    let is_number = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if cell.is_empty() || is_number && cell.len() != 8 || !looks_dated(cell) {
        return false;
    }
    let rules = DateRules { year: 2024, order: crate::import::text::dates::DayOrder::DayFirst, ..DateRules::default() };
    rules.span(cell).is_ok_and(|days| days.len() == 1)
}

/// Whether a cell is a figure or says that there is none.
fn is_figure(cell: &str, is_typed: bool) -> bool {
    let rules = NumberRules { mark: DecimalMark::Either, plain: is_typed };
    is_placeholder(cell)
        || !matches!(
            super::cells::value(cell, rules, 0),
            Err(super::found::FigureErrorKind::Number(crate::import::text::numbers::NumberError::NotANumber))
        )
}

/// What a table is. `named` is what its columns are remembered to hold.
pub(super) fn guess(rows: &[&TableRow], columns: &Range<usize>) -> TableGuess {
    let top = || rows.iter().take(MAX_HEADING_ROW).enumerate();
    for (at, row) in top() {
        if let Some(columns) = own_columns(row, columns) {
            return TableGuess {
                heading: Some(at),
                is_own: true,
                layout: TableLayout::Long,
                columns,
                ..TableGuess::default()
            };
        }
    }
    for (at, row) in top() {
        if let Some(profile) = profile_of(row, columns) {
            let layout = if profile.rows == FileRows::Posts { TableLayout::Posts } else { TableLayout::Columns };
            let columns = by_profile(profile, row, columns);
            let mut guess =
                TableGuess { heading: Some(at), profile: Some(profile), layout, columns, ..TableGuess::default() };
            if layout == TableLayout::Columns {
                take_other_columns(&mut guess, rows);
            }
            return guess;
        }
    }
    for (at, row) in top() {
        if let Some(report) = ReportPlatform::of(row) {
            let columns = report_columns(report, row, columns);
            let has = |role| columns.iter().any(|column: &ColumnGuess| column.role == role);
            if has(ColumnRole::Day) || has(ColumnRole::Start) {
                let mut guess =
                    TableGuess { heading: Some(at), report: Some(report), columns, ..TableGuess::default() };
                take_other_columns(&mut guess, rows);
                return guess;
            }
        }
    }
    days_across(rows, columns).unwrap_or_else(|| any_table(rows, columns))
}

/// Whether a column holds figures: at least half of its first cells are, so that an unreadable one does not make it texts.
fn has_figures(body: &[&TableRow], at: usize) -> bool {
    let sample = body.iter().take(SAMPLED_ROWS).map(|row| (row.cell(at).trim(), row.is_number(at)));
    // What a formula could not compute says nothing about its column.
    let filled = sample.filter(|(cell, _)| !is_placeholder(cell) && !cell.starts_with('#'));
    let figures = filled.clone().filter(|(cell, is_typed)| is_figure(cell, *is_typed)).count();
    figures > 0 && figures * 2 >= filled.count()
}

/// Takes the columns of figures of a known file that its profile does not name, without a metric.
fn take_other_columns(guess: &mut TableGuess, rows: &[&TableRow]) {
    let body = rows.get(guess.heading.map_or(0, |at| at + 1)..).unwrap_or_default();
    let is_open = |column: &ColumnGuess| {
        column.role == ColumnRole::Ignored
            && column.left_out.is_none()
            && !column.heading.is_empty()
            && role_of(&column.heading).is_none()
    };
    for column in guess.columns.iter_mut().filter(|column| is_open(column)) {
        if has_figures(body, column.at) {
            column.role = ColumnRole::Values;
        }
    }
}

/// A table with days as headings.
fn days_across(rows: &[&TableRow], columns: &Range<usize>) -> Option<TableGuess> {
    let (at, row) = rows.iter().take(MAX_HEADING_ROW).enumerate().find(|(_, row)| {
        let cells = || columns.clone().map(|at| row.cell(at)).filter(|cell| !cell.trim().is_empty());
        let days = cells().filter(|cell| is_day(cell)).count();
        days >= 3 && days * 2 > cells().count()
    })?;
    let mut guesses = blank_guesses(Some(row), columns);
    let mut has_name = false;
    for guess in &mut guesses {
        guess.role = match role_of(&guess.heading) {
            _ if is_day(&guess.heading) => ColumnRole::Values,
            Some(ColumnRole::ChannelName) => ColumnRole::ChannelName,
            _ if !has_name && total_word(&guess.heading) != TotalWord::Sure => {
                has_name = true;
                ColumnRole::MetricName
            }
            _ => ColumnRole::Ignored,
        };
    }
    has_name.then_some(TableGuess {
        heading: Some(at),
        layout: TableLayout::DaysAcross,
        columns: guesses,
        ..TableGuess::default()
    })
}

/// Any other table: a column of days, and what its headings and cells say of the others.
fn any_table(rows: &[&TableRow], columns: &Range<usize>) -> TableGuess {
    let sample = || rows.iter().take(MAX_HEADING_ROW + SAMPLED_ROWS);
    let days_in = |at: usize| sample().filter(|row| is_day(row.cell(at))).count();
    let day_column = columns
        .clone()
        .map(|at| (days_in(at), at))
        .fold(
            None,
            |best: Option<(usize, usize)>, found| {
                if found.0 > best.map_or(0, |best| best.0) { Some(found) } else { best }
            },
        )
        .map(|(_, at)| at);
    let by_heading = rows.iter().take(MAX_HEADING_ROW).position(|row| {
        let cells = columns.clone().map(|at| row.cell(at)).filter(|cell| !cell.trim().is_empty());
        cells.clone().count() >= 2 && cells.clone().any(|cell| role_of(cell) == Some(ColumnRole::Day))
    });
    let by_days =
        day_column.and_then(|at| rows.iter().position(|row| is_day(row.cell(at)))).and_then(|at| at.checked_sub(1));
    let heading = by_heading.or(by_days).or_else(|| {
        rows.iter()
            .take(MAX_HEADING_ROW)
            .position(|row| columns.clone().filter(|at| !row.cell(*at).trim().is_empty()).count() >= 2)
    });
    let mut guesses = blank_guesses(heading.and_then(|at| rows.get(at).copied()), columns);
    let headed_day =
        guesses.iter().find(|guess| role_of(&guess.heading) == Some(ColumnRole::Day)).map(|guess| guess.at);
    let day_column = day_column.or(headed_day);
    let body = rows.get(heading.map_or(0, |at| at + 1)..).unwrap_or_default();
    for guess in &mut guesses {
        let is_numeric = has_figures(body, guess.at);
        guess.metric = metric_of(&guess.heading);
        guess.role = match role_of(&guess.heading) {
            _ if Some(guess.at) == day_column => ColumnRole::Day,
            Some(role @ (ColumnRole::MetricName | ColumnRole::ChannelName | ColumnRole::Currency)) if !is_numeric => {
                role
            }
            _ if total_word(&guess.heading) == TotalWord::Sure => ColumnRole::Ignored,
            _ if is_numeric => ColumnRole::Values,
            _ => ColumnRole::Ignored,
        };
    }
    let is_long = guesses.iter().any(|guess| guess.role == ColumnRole::MetricName);
    if is_long {
        // Of several columns with figures, the one that is called so.
        let named =
            |guess: &ColumnGuess| names_of(&guess.heading).iter().any(|name| VALUE_HEADINGS.contains(&name.as_str()));
        let value = guesses
            .iter()
            .find(|guess| guess.role == ColumnRole::Values && named(guess))
            .or_else(|| guesses.iter().find(|guess| guess.role == ColumnRole::Values))
            .map(|guess| guess.at);
        for guess in guesses.iter_mut().filter(|guess| guess.role == ColumnRole::Values && Some(guess.at) != value) {
            guess.role = ColumnRole::Ignored;
        }
    }
    let layout = if is_long { TableLayout::Long } else { TableLayout::Columns };
    TableGuess { heading, layout, columns: guesses, ..TableGuess::default() }
}

/// Whether these columns have headings of their own: a day beside something else.
pub(super) fn is_headed(rows: &[&TableRow], columns: &Range<usize>) -> bool {
    let mut top = rows.iter().take(MAX_HEADING_ROW);
    top.any(|row| {
        let cells: HashSet<&str> =
            columns.clone().map(|at| row.cell(at).trim()).filter(|cell| !cell.is_empty()).collect();
        cells.len() >= 2 && cells.iter().any(|cell| role_of(cell) == Some(ColumnRole::Day))
    })
}
