//! Tracked daily figures as CSV: a row for each day, metric and channel, by day.
//!
//! The file can be imported again: headings end with a key in brackets that is the same in every language, a metric's name
//! is followed by its key, and a row without a channel counts for the whole plan.

use crate::export::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActualsColumn {
    /// The day.
    Date,
    /// The metric.
    Metric,
    /// The channel; empty for the whole plan.
    Channel,
    /// The figure, with a decimal point.
    Value,
}

impl ActualsColumn {
    /// Every column, in order.
    pub const ALL: [ActualsColumn; 4] =
        [ActualsColumn::Date, ActualsColumn::Metric, ActualsColumn::Channel, ActualsColumn::Value];

    /// Its key, the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            ActualsColumn::Date => "date",
            ActualsColumn::Metric => "metric",
            ActualsColumn::Channel => "channel",
            ActualsColumn::Value => "value",
        }
    }
}

/// The file's words, and the names of the plan's parts.
pub struct ActualsCsvWords<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(ActualsColumn) -> &'static str,
    /// A metric's name, unique in the plan.
    pub metric: &'a dyn Fn(MetricId) -> String,
    /// A channel's name, unique in the plan.
    pub channel: &'a dyn Fn(ChannelId) -> String,
}

/// The whole file.
pub fn csv(plan: &Plan, words: &ActualsCsvWords) -> String {
    let mut file = CsvFile::default();
    for column in ActualsColumn::ALL {
        file.plain(&[(words.heading)(column), " [", column.key(), "]"].concat());
    }
    file.end_row();
    for actual in plan.figures_by_day() {
        // A year of five digits has a sign, which a spreadsheet would evaluate.
        file.text(&actual.on.to_string());
        file.text(&(words.metric)(actual.metric));
        file.text(&actual.channel.map(words.channel).unwrap_or_default());
        file.plain(&actual.value.to_string());
        file.end_row();
    }
    file.finish()
}
