//! Tracked figures, day by day.
//!
//! A plan has at most one figure for a metric, a channel (or the whole plan) and a day, so a figure needs no id. In memory
//! the days of each series are sorted: a figure is found by bisection. In a file each series is one line of text:
//!
//! ```json
//! {"metric":"…","channel":"…","from":"2027-03-01","values":"65 28 _ 0 62"}
//! ```
//!
//! The values are those of successive days from `from` on, `_` where a day has none; a longer gap begins a new run. A
//! figure takes some four bytes, a tenth and less of an object with an id: three years of ten metrics on eight channels
//! fit into a browser's storage beside the plan.
//!
//! ```
//! use groundswell_core::plan::model::{id::Id, tracking::{Figure, FigureTable}};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//!
//! let (metric, day) = (Id::from_bits(1), "2027-03-01".parse().unwrap());
//! let mut figures = FigureTable::default();
//! assert_eq!(figures.set(metric, None, day, Some(Decimal::whole(65))), None);
//! assert_eq!(figures.get(metric, None, day), Some(Decimal::whole(65)));
//! assert_eq!(figures.iter().next(), Some(Figure { on: day, metric, channel: None, value: Decimal::whole(65) }));
//! let text = serde_json::to_string(&figures).unwrap();
//! assert_eq!(text, r#"[{"metric":"0000000001","from":"2027-03-01","values":"65"}]"#);
//! ```

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Days, NaiveDate, Weekday};
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::plan::model::is_default;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_in_range;

/// Everything of the track step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(from = "StoredTracking")]
pub struct Tracking {
    /// Weekdays on which no activity is expected (closed on Mondays); left out of steadiness and pacing.
    #[serde(skip_serializing_if = "is_default")]
    pub closed_weekdays: Vec<Weekday>,
    /// Daily figures.
    #[serde(rename = "series", skip_serializing_if = "is_default")]
    pub figures: FigureTable,
}

impl Tracking {
    /// The figures that count. Those of days in years out of range are kept and reported by the check, and count for
    /// nothing: one of the year 20277 would be the latest for ever.
    pub fn counted(&self) -> impl Iterator<Item = Figure> + '_ {
        self.figures.iter().filter(|figure| is_in_range(figure.on))
    }
}

/// The track step in a file.
#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct StoredTracking {
    /// Weekdays on which no activity is expected (closed on Mondays); left out of steadiness and pacing.
    #[serde(default)]
    closed_weekdays: Vec<Weekday>,
    /// Daily figures, one run of days an item; of two figures of one day the later counts.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Vec<FigureRun>"))]
    series: FigureTable,
    /// Daily figures as files had them before, one an item: read, no longer written. They count after those in `series`.
    #[serde(default)]
    actuals: Vec<StoredFigure>,
}

impl From<StoredTracking> for Tracking {
    fn from(stored: StoredTracking) -> Tracking {
        let mut figures = stored.series;
        for figure in stored.actuals {
            figures.set(figure.metric, figure.channel, figure.on, Some(figure.value));
        }
        Tracking { closed_weekdays: stored.closed_weekdays, figures }
    }
}

/// A figure as files had it before.
#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct StoredFigure {
    /// An id, which figures no longer have.
    #[serde(rename = "id")]
    _id: Id<Figure>,
    /// The day.
    on: NaiveDate,
    /// The metric.
    metric: MetricId,
    /// The channel; without it, the whole plan.
    #[serde(default)]
    channel: Option<ChannelId>,
    /// The value.
    value: Decimal,
}

/// One figure of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The day.
    pub on: NaiveDate,
    /// The metric.
    pub metric: MetricId,
    /// The channel; `None` for the whole plan.
    pub channel: Option<ChannelId>,
    /// The value. A day without a figure is missing, not zero.
    pub value: Decimal,
}

/// A change of a day's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureChange {
    /// The day.
    pub on: NaiveDate,
    /// The metric.
    pub metric: MetricId,
    /// The channel; `None` for the whole plan.
    pub channel: Option<ChannelId>,
    /// The value; `None` removes the figure.
    pub value: Option<Decimal>,
}

/// Figures by day, in order; at most one a day.
type DaySeries = Vec<(NaiveDate, Decimal)>;

/// The figures of a plan, by series (metric and channel) and day. No series is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureTable(BTreeMap<(MetricId, Option<ChannelId>), DaySeries>);

impl FigureTable {
    /// Whether there is no figure.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The days of a series, in order; empty where there is none.
    pub fn days(&self, metric: MetricId, channel: Option<ChannelId>) -> &[(NaiveDate, Decimal)] {
        self.0.get(&(metric, channel)).map_or(&[], Vec::as_slice)
    }

    /// The figure of a day.
    pub fn get(&self, metric: MetricId, channel: Option<ChannelId>, on: NaiveDate) -> Option<Decimal> {
        let days = self.days(metric, channel);
        days.binary_search_by_key(&on, |day| day.0).ok().map(|at| days[at].1)
    }

    /// Sets or removes the figure of a day, and returns what it was.
    pub fn set(
        &mut self,
        metric: MetricId,
        channel: Option<ChannelId>,
        on: NaiveDate,
        value: Option<Decimal>,
    ) -> Option<Decimal> {
        let Some(value) = value else {
            let days = self.0.get_mut(&(metric, channel))?;
            let at = days.binary_search_by_key(&on, |day| day.0).ok()?;
            let (_, before) = days.remove(at);
            if days.is_empty() {
                self.0.remove(&(metric, channel));
            }
            return Some(before);
        };
        let days = self.0.entry((metric, channel)).or_default();
        match days.binary_search_by_key(&on, |day| day.0) {
            Ok(at) => Some(std::mem::replace(&mut days[at].1, value)),
            Err(at) => {
                days.insert(at, (on, value));
                None
            }
        }
    }

    /// Visits the day of every figure, for moving them; the days of a series must stay different.
    pub(in crate::plan) fn each_day(&mut self, visit: &mut dyn FnMut(&mut NaiveDate)) {
        for days in self.0.values_mut() {
            for (on, _) in days.iter_mut() {
                visit(on);
            }
            days.sort_by_key(|day| day.0);
        }
    }

    /// The series: metric, channel, and the days in order.
    pub fn series(&self) -> impl Iterator<Item = (MetricId, Option<ChannelId>, &[(NaiveDate, Decimal)])> {
        self.0.iter().map(|((metric, channel), days)| (*metric, *channel, days.as_slice()))
    }

    /// Every figure, by series and day.
    pub fn iter(&self) -> impl Iterator<Item = Figure> + '_ {
        self.series().flat_map(|(metric, channel, days)| {
            days.iter().map(move |&(on, value)| Figure { on, metric, channel, value })
        })
    }
}

impl Extend<Figure> for FigureTable {
    fn extend<I: IntoIterator<Item = Figure>>(&mut self, figures: I) {
        for figure in figures {
            self.set(figure.metric, figure.channel, figure.on, Some(figure.value));
        }
    }
}

impl FromIterator<Figure> for FigureTable {
    /// Of two figures of one day, the later counts.
    fn from_iter<I: IntoIterator<Item = Figure>>(figures: I) -> FigureTable {
        let mut table = FigureTable::default();
        table.extend(figures);
        table
    }
}

impl Plan {
    /// Every figure by day; those of one day by metric and channel in the plan's order, the whole plan first.
    pub fn figures_by_day(&self) -> Vec<Figure> {
        let place = |figure: &Figure| {
            let metric = self.goals.metrics.iter().position(|metric| metric.id == figure.metric);
            let channel = figure.channel.map(|id| self.strategy.channels.iter().position(|channel| channel.id == id));
            (figure.on, metric, channel)
        };
        let mut figures: Vec<Figure> = self.tracking.figures.iter().collect();
        figures.sort_by_cached_key(place);
        figures
    }
}

/// More missing days than this begin a new run: their marks would take more room.
const MAX_GAP: i64 = 40;
/// The mark of a day without a figure.
const MISSING: &str = "_";

/// A run of days of one series, in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct FigureRun {
    /// The metric.
    metric: MetricId,
    /// The channel; without it, the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    channel: Option<ChannelId>,
    /// The day of the first value.
    from: NaiveDate,
    /// The values of successive days, separated by spaces; `_` where a day has none.
    values: RunValues,
}

/// The values of a run.
struct RunValues(Vec<Option<Decimal>>);

/// What a plan file may contain for the values of a run, for error messages.
const EXPECTED: &str = "numbers of successive days separated by spaces, _ for a day without one";

impl fmt::Display for RunValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            match value {
                Some(value) => fmt::Display::fmt(value, f)?,
                None => f.write_str(MISSING)?,
            }
        }
        Ok(())
    }
}

impl Serialize for RunValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct RunText;

impl Visitor<'_> for RunText {
    type Value = RunValues;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RunValues, E> {
        let value = |text: &str| if text == MISSING { Ok(None) } else { text.parse().map(Some) };
        let values: Result<Vec<_>, _> = text.split(' ').map(value).collect();
        values.map(RunValues).map_err(|_| E::custom(EXPECTED))
    }
}

impl<'de> Deserialize<'de> for RunValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(RunText)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for RunValues {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RunValues".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = r"(-?[0-9]+(\.[0-9]{1,4})?|_)";
        schemars::json_schema!({ "type": "string", "pattern": format!("^{number}( {number})*$") })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for FigureTable {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FigureTable".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Vec<FigureRun>>()
    }
}

impl Serialize for FigureTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut runs = serializer.serialize_seq(None)?;
        for (metric, channel, days) in self.series() {
            for run in days.chunk_by(|day, next| (next.0 - day.0).num_days() <= MAX_GAP) {
                let from = run[0].0;
                let mut values = Vec::with_capacity(run.len());
                let mut last = from;
                for (on, value) in run {
                    for _ in 1..(*on - last).num_days() {
                        values.push(None);
                    }
                    values.push(Some(*value));
                    last = *on;
                }
                runs.serialize_element(&FigureRun { metric, channel, from, values: RunValues(values) })?;
            }
        }
        runs.end()
    }
}

struct Runs;

impl<'de> Visitor<'de> for Runs {
    type Value = FigureTable;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of runs of figures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<FigureTable, A::Error> {
        let mut table = FigureTable::default();
        while let Some(run) = list.next_element::<FigureRun>()? {
            for (after, value) in (0..).zip(run.values.0) {
                let Some(value) = value else { continue };
                let on = run.from.checked_add_days(Days::new(after));
                let on = on.ok_or_else(|| A::Error::custom("the days of a run end in a year out of range"))?;
                table.set(run.metric, run.channel, on, Some(value));
            }
        }
        Ok(table)
    }
}

impl<'de> Deserialize<'de> for FigureTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::numbers::decimal::Decimal;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn figure(metric: u64, channel: Option<u64>, on: &str, value: &str) -> Figure {
        let channel = channel.map(Id::from_bits);
        Figure { on: day(on), metric: Id::from_bits(metric), channel, value: value.parse().unwrap() }
    }

    #[test]
    fn figures_read_back_as_written_with_gaps_signs_and_decimals() {
        let table: FigureTable = [
            figure(1, None, "2027-03-03", "-1.5"),
            figure(1, None, "2027-03-01", "65"),
            figure(1, None, "2027-08-01", "0"),
            figure(1, Some(7), "2027-03-01", "0.0001"),
            figure(1, Some(7), "+20277-03-01", "99999999999.9999"),
        ]
        .into_iter()
        .collect();
        let text = serde_json::to_string(&table).unwrap();
        let expected = r#"[{"metric":"0000000001","from":"2027-03-01","values":"65 _ -1.5"},{"metric":"0000000001","from":"2027-08-01","values":"0"},{"metric":"0000000001","channel":"0000000007","from":"2027-03-01","values":"0.0001"},{"metric":"0000000001","channel":"0000000007","from":"+20277-03-01","values":"99999999999.9999"}]"#;
        assert_eq!(text, expected);
        let read: FigureTable = serde_json::from_str(&text).unwrap();
        assert_eq!((&read, read.len()), (&table, 5));
    }

    #[test]
    fn the_earlier_form_is_read_and_the_last_figure_of_a_day_counts() {
        let text = r#"{"closed_weekdays":["Mon"],
            "series":[{"metric":"0000000001","from":"2027-03-01","values":"1 2"}],
            "actuals":[{"id":"0000000005","on":"2027-03-02","metric":"0000000001","value":7},
                       {"id":"0000000006","on":"2027-03-02","metric":"0000000001","value":8.5}]}"#;
        let read: Tracking = serde_json::from_str(text).unwrap();
        let days = read.figures.days(Id::from_bits(1), None);
        assert_eq!(days, [(day("2027-03-01"), Decimal::whole(1)), (day("2027-03-02"), "8.5".parse().unwrap())]);
        assert_eq!(read.closed_weekdays, [Weekday::Mon]);
        let expected =
            r#"{"closed_weekdays":["Mon"],"series":[{"metric":"0000000001","from":"2027-03-01","values":"1 8.5"}]}"#;
        assert_eq!(serde_json::to_string(&read).unwrap(), expected);
    }

    #[test]
    fn a_run_that_cannot_be_read_is_refused() {
        for values in ["", "1  2", "1,2", "x", "1.00001", "100000000000", "--1", "1 ", "1.", "+1", "1e3"] {
            let text = format!(r#"[{{"metric":"0000000001","from":"2027-03-01","values":"{values}"}}]"#);
            let error = serde_json::from_str::<FigureTable>(&text).unwrap_err().to_string();
            assert!(error.contains("separated by spaces"), "{values:?}: {error}");
        }
        let far = r#"[{"metric":"0000000001","from":"+262142-12-31","values":"1 2"}]"#;
        assert!(serde_json::from_str::<FigureTable>(far).is_err());
    }

    #[test]
    fn a_figure_that_is_removed_leaves_no_empty_series() {
        let mut table: FigureTable = [figure(1, None, "2027-03-01", "5")].into_iter().collect();
        let (metric, on) = (Id::from_bits(1), day("2027-03-01"));
        assert_eq!(table.set(metric, None, on, Some(Decimal::whole(6))), Some(Decimal::whole(5)));
        assert_eq!(table.set(metric, None, day("2027-03-02"), None), None);
        assert_eq!(table.set(metric, None, on, None), Some(Decimal::whole(6)));
        assert_eq!(table.set(metric, None, on, None), None);
        assert_eq!(table, FigureTable::default());
    }
}
