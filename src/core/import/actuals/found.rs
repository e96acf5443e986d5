//! What was found in a file of figures, and how it travels from the worker to the page.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::profiles::FileProfile;
use crate::import::reading::{Detected, ReadError};
use crate::import::text::dates::{DateError, DayOrder};
use crate::import::text::numbers::{DecimalMark, NumberError};
use crate::import::transfer::{put, take, take_bytes};

/// A value in millionths: more decimals than a figure has, so that a share such as 0.106523 keeps its digits until it is
/// known to be a percentage.
pub type Micros = i64;

/// How several rows of one day are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepeatedDays {
    /// As the kind of file says: added up where its rows are parts of days, else reported.
    #[default]
    ByFile,
    /// Added up.
    Add,
    /// The last row counts.
    Last,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnRole {
    /// Not read.
    #[default]
    Ignored,
    /// The day.
    Day,
    /// The first day of a row.
    Start,
    /// The last day of a row.
    End,
    /// Figures.
    Values,
    /// Names of metrics.
    MetricName,
    /// Names of channels.
    ChannelName,
    /// What the rows of a day differ in.
    Part,
    /// The currency of the row's money.
    Currency,
    /// The title of a post.
    Title,
}

/// Why a column of a known file is not proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOut {
    /// The platform's own column is wrong.
    Unreliable,
    /// Another column has the whole.
    PartOfTotal,
    /// A total since publication, which is no figure of a day.
    Lifetime,
    /// Its days have several rows, which cannot be added up: rates, people, totals.
    RowsOfDays,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundColumn {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// Its heading; empty where it has none.
    pub heading: String,
    /// What it holds.
    pub role: ColumnRole,
    /// Why it is not proposed.
    pub left_out: Option<LeftOut>,
    /// The first cells.
    pub samples: Vec<String>,
}

/// How a table is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableLayout {
    /// A row a day, metrics as columns.
    #[default]
    Columns,
    /// A row a figure, with the name of its metric.
    Long,
    /// Days as columns, metrics as rows.
    DaysAcross,
    /// A row a post.
    Posts,
}

/// What the values of a series are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeriesSource {
    /// Cells of the table.
    #[default]
    Cells,
    /// How many posts a day has.
    PostCount,
    /// The change of a total since the day before.
    Change,
    /// A total without its level: what each day's differs from the last day's, counted back from gains and losses.
    Rebuilt,
}

/// The figures of one column, or of one metric and channel of a long table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSeries {
    /// The column; `None` where it comes from rows.
    pub column: Option<usize>,
    /// The heading, the name of the metric in the row, or the title of the table.
    pub name: String,
    /// The key of the dictionary's metric.
    pub metric: Option<String>,
    /// The name of the channel in the row.
    pub channel: Option<String>,
    /// Whether its values are percent points, since its cells or its heading say so.
    pub is_percent: bool,
    /// A currency sign or code beside its numbers.
    pub currency: String,
    /// Whether its own cells name a currency: they are amounts of money.
    pub is_money: bool,
    /// How many days are sums of several rows.
    pub added_days: usize,
    /// How many of its numbers have more decimals than [`Micros`].
    pub rounded: usize,
    /// Why it is not proposed.
    pub left_out: Option<LeftOut>,
    /// What its values are.
    pub source: SeriesSource,
    /// Whether a day that is absent between its first and last day may mean zero.
    pub may_leave_out_zeros: bool,
    /// Days and values, by day; each day once.
    #[serde(skip)]
    pub days: Vec<(NaiveDate, Micros)>,
}

impl FoundSeries {
    /// The days without a row between the first and the last one.
    pub fn absent_days(&self) -> Vec<NaiveDate> {
        let mut absent = Vec::new();
        for pair in self.days.windows(2) {
            absent.extend(pair[0].0.iter_days().skip(1).take_while(|day| *day < pair[1].0));
        }
        absent
    }
}

/// Why a cell or a row is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureErrorKind {
    /// The day cannot be read.
    Day(DateError),
    /// There are figures without a day.
    NoDay,
    /// It covers several days.
    SeveralDays,
    /// It has no year, and the days around it do not settle which one.
    NoYear,
    /// It is after today.
    Future,
    /// The number cannot be read.
    Number(NumberError),
    /// `< 1%`: a bound, not a value.
    LessThan,
    /// The day has another figure in this row.
    Twice {
        /// The other row.
        row: usize,
    },
    /// There is a figure without the name of its metric.
    NoMetric,
    /// A currency that differs from that of the rows above.
    Currency,
    /// It has no percent sign, and other numbers of its column have one.
    NoPercent,
}

/// A cell that is not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureError {
    /// The number of the row, as a spreadsheet counts.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// What is in the cell.
    pub text: String,
    /// What is wrong with it.
    pub kind: FigureErrorKind,
}

/// How many errors of a table are kept; the others are counted.
const KEPT_ERRORS: usize = 200;

/// The errors of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureErrors {
    /// The first of them, by row.
    pub first: Vec<FigureError>,
    /// How many there are.
    pub count: usize,
}

impl FigureErrors {
    pub(super) fn add(&mut self, error: FigureError) {
        self.count += 1;
        if self.first.len() < KEPT_ERRORS {
            self.first.push(error);
        }
    }

    pub(super) fn sort(&mut self) {
        self.first.sort_by_key(|error| (error.row, error.column));
    }
}

/// A day on which the change of followers is not what new and lost ones come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mismatch {
    /// The day.
    pub on: NaiveDate,
    /// The change of the total since the day before.
    pub stock: Micros,
    /// New minus lost ones, or the net figure of the file.
    pub flow: Micros,
}

/// Posts of a file, whose totals are not figures of days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPosts {
    /// How many posts.
    pub count: usize,
    /// The headings of their totals with the metrics they are of.
    pub columns: Vec<(String, String)>,
    /// The first posts.
    pub first: Vec<FoundPost>,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPost {
    /// The number of its row.
    pub row: usize,
    /// Its title.
    pub title: String,
    /// The day it was published.
    pub on: NaiveDate,
    /// Its totals since then, in the order of the columns; percentages in points, durations in seconds.
    pub totals: Vec<Option<Micros>>,
}

/// Why a table has no figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoFigures {
    /// No column of days was found.
    NoDays,
    /// There are no rows under the headings.
    NoRows,
    /// There is no column with figures.
    NoValues,
    /// No row could be read.
    AllFaulty,
    /// The file in the archive could not be read.
    Unreadable(ReadError),
}

/// A table of a file.
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundTable {
    /// The name of its sheet, or of its file in an archive; empty where there is one only.
    pub name: String,
    /// The lines above its headings.
    pub title: Vec<String>,
    /// The key of the [`FileProfile`] that it matches.
    pub profile: Option<String>,
    /// The key of the catalogue's channel that its figures belong to.
    pub channel: Option<String>,
    /// Whether this program wrote it.
    pub is_own: bool,
    /// How it is laid out.
    pub layout: TableLayout,
    /// The number of the row with the headings.
    pub heading_row: Option<usize>,
    /// Its columns.
    pub columns: Vec<FoundColumn>,
    /// Its figures.
    pub series: Vec<FoundSeries>,
    /// Its posts.
    pub posts: Option<FoundPosts>,
    /// How many rows it has under its headings, without those that are dropped.
    pub rows: usize,
    /// Rows with totals, which are dropped.
    pub totals: usize,
    /// Repeated headings, which are dropped.
    pub repeated_headings: usize,
    /// Rows of text below or between the figures, which are dropped.
    pub remarks: usize,
    /// Cells and rows that are not imported.
    pub errors: FigureErrors,
    /// The order of day and month that was used.
    pub order: DayOrder,
    /// Whether that order makes a difference.
    pub order_matters: bool,
    /// The decimal mark that was used, and whether it makes a difference.
    pub mark: DecimalMark,
    /// Whether the mark makes a difference.
    pub mark_matters: bool,
    /// Whether its days lack a year.
    pub without_year: bool,
    /// Days that have several rows.
    pub repeated_days: usize,
    /// Days on which stock and flow differ: how many, and the first of them.
    pub mismatches: (usize, Vec<Mismatch>),
    /// Why it has no figures.
    pub problem: Option<NoFigures>,
}

impl FoundTable {
    /// The known file that it is.
    pub fn profile(&self) -> Option<&'static FileProfile> {
        self.profile.as_deref().and_then(FileProfile::by_key)
    }

    /// The first and the last day of its figures.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.series.iter().filter_map(|series| series.days.first()).map(|day| day.0).min()?;
        let last = self.series.iter().filter_map(|series| series.days.last()).map(|day| day.0).max()?;
        Some((first, last))
    }

    /// On how many days it has figures.
    pub fn day_count(&self) -> usize {
        distinct_days(self.series.iter().flat_map(|series| series.days.iter().map(|day| day.0))).len()
    }

    /// What its headings are remembered by: the headings themselves.
    pub fn signature(&self) -> String {
        let headings: Vec<&str> = self.columns.iter().map(|column| column.heading.trim()).collect();
        headings.join("|")
    }
}

/// The different days among many, in order. Marks each on a calendar, which is faster than sorting a long list.
pub fn distinct_days(days: impl Iterator<Item = NaiveDate> + Clone) -> Vec<NaiveDate> {
    let (Some(first), Some(last)) = (days.clone().min(), days.clone().max()) else { return Vec::new() };
    let place = |day: NaiveDate| usize::try_from((day - first).num_days()).unwrap_or(0);
    let mut marked = vec![false; place(last) + 1];
    for day in days {
        marked[place(day)] = true;
    }
    first.iter_days().zip(marked).filter(|(_, is_marked)| *is_marked).map(|(day, _)| day).collect()
}

/// What was found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureFile {
    /// What was detected of the file.
    pub detected: Detected,
    /// Its tables; those without figures say why.
    pub tables: Vec<FoundTable>,
}

impl FigureFile {
    /// How many figures it has.
    pub fn figures(&self) -> usize {
        self.tables.iter().flat_map(|table| &table.series).map(|series| series.days.len()).sum()
    }

    /// Encodes it as bytes: a header in JSON, then days and values as small numbers.
    #[allow(clippy::cast_sign_loss)] // zigzag
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serializing these types cannot fail, since no map has a key that is not a text.
        let header = serde_json::to_vec(self).unwrap_or_default();
        let mut bytes = Vec::new();
        put(&mut bytes, header.len() as u64);
        bytes.extend_from_slice(&header);
        for series in self.tables.iter().flat_map(|table| &table.series) {
            put(&mut bytes, series.days.len() as u64);
            let mut before = 0;
            for (on, value) in &series.days {
                let day = on.num_days_from_ce();
                put(&mut bytes, u64::from((day - before).unsigned_abs()));
                before = day;
                put(&mut bytes, ((value << 1) ^ (value >> 63)) as u64);
            }
        }
        bytes
    }

    /// Reads what [`FigureFile::to_bytes`] wrote; `None` for anything else.
    #[allow(clippy::cast_possible_wrap)] // zigzag
    pub fn from_bytes(bytes: &[u8]) -> Option<FigureFile> {
        let mut rest = bytes;
        let length = usize::try_from(take(&mut rest)?).ok()?;
        let mut file: FigureFile = serde_json::from_slice(take_bytes(&mut rest, length)?).ok()?;
        for series in file.tables.iter_mut().flat_map(|table| &mut table.series) {
            let count = usize::try_from(take(&mut rest)?).ok()?;
            series.days.reserve(count.min(rest.len()));
            let mut day = 0_i32;
            for _ in 0..count {
                day = day.checked_add(i32::try_from(take(&mut rest)?).ok()?)?;
                let value = take(&mut rest)?;
                let value = (value >> 1) as i64 ^ -((value & 1) as i64);
                series.days.push((NaiveDate::from_num_days_from_ce_opt(day)?, value));
            }
        }
        Some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_once_and_in_order() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = ["2027-04-03", "2027-04-01", "2027-04-03", "2027-04-05"].map(day);
        assert_eq!(distinct_days(days.into_iter()), ["2027-04-01", "2027-04-03", "2027-04-05"].map(day));
        assert_eq!(distinct_days(std::iter::empty()), []);
    }
}
