//! What was counted as CSV: a row for each day, metric and channel, by day.
//!
//! The shape is the one daily figures are read in again: headings end with a key in brackets that is the same in every
//! language, a metric's name is followed by its key, and a row without a channel counts for the whole plan.

use super::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The day.
    Date,
    /// The metric.
    Metric,
    /// The channel; empty for the whole.
    Channel,
    /// The figure, with a point.
    Value,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Column; 4] = [Column::Date, Column::Metric, Column::Channel, Column::Value];

    /// Its key, the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            Column::Date => "date",
            Column::Metric => "metric",
            Column::Channel => "channel",
            Column::Value => "value",
        }
    }
}

/// The file's words, and what it calls the plan's parts.
pub struct Words<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(Column) -> &'static str,
    /// A metric, so that it leads back.
    pub metric: &'a dyn Fn(MetricId) -> String,
    /// A channel, so that it leads back.
    pub channel: &'a dyn Fn(ChannelId) -> String,
}

/// The whole file.
pub fn csv(plan: &Plan, words: &Words) -> String {
    let mut file = CsvFile::default();
    for column in Column::ALL {
        file.plain(&[(words.heading)(column), " [", column.key(), "]"].concat());
    }
    file.end_row();
    let mut actuals: Vec<_> = plan.tracking.actuals.iter().collect();
    actuals.sort_by_key(|actual| actual.on);
    for actual in actuals {
        // A year of five digits has a sign, which a spreadsheet would run.
        file.text(&actual.on.to_string());
        file.text(&(words.metric)(actual.metric));
        file.text(&actual.channel.map(words.channel).unwrap_or_default());
        file.plain(&actual.value.to_string());
        file.end_row();
    }
    file.finish()
}
