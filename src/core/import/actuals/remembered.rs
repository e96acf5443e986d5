//! What a person chose for a table with these headings, to propose it again for the next file of the same kind.
//!
//! Metrics and channels are kept by their keys or names, since ids belong to one plan.

use serde::{Deserialize, Serialize};

use super::against_plan::{ChannelTarget, MetricTarget, SeriesChoice};
use super::choices::ReadingChoices;
use super::found::{ColumnRole, FigureFile, SeriesSource};
use crate::import::part_names::PartNames;
use crate::import::text::dates::DayOrder;
use crate::plan::Plan;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::metric::MetricDefinition;
use crate::plan::model::metric_dictionary::DictionaryMetric;

/// How many kinds of tables are remembered.
const MAX_REMEMBERED: usize = 40;

/// A metric or a channel by what it is called in any plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
enum PartName {
    /// Not imported, or the whole plan.
    #[default]
    None,
    /// A key of the dictionary or the catalogue.
    Key(String),
    /// A name.
    Name(String),
}

/// What was chosen for a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct RememberedTable {
    /// The headings.
    signature: String,
    /// The order of day and month.
    order: DayOrder,
    /// What columns hold, where the person said so.
    roles: Vec<(usize, ColumnRole)>,
    /// Each series by its name, with its metric and channel.
    series: Vec<(String, PartName, PartName)>,
}

/// The choices for tables of the past, the latest last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedChoices(Vec<RememberedTable>);

impl RememberedChoices {
    /// Reads what [`RememberedChoices::to_text`] wrote; nothing for any other text.
    pub fn from_text(text: &str) -> RememberedChoices {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As text, to be stored.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Remembers the choices for a file. Our own exports need no memory.
    pub fn remember(&mut self, plan: &Plan, file: &FigureFile, reading: &ReadingChoices, choices: &[SeriesChoice]) {
        let mut rest = choices;
        for (nth, table) in file.tables.iter().enumerate() {
            let (of_table, others) = rest.split_at(table.series.len().min(rest.len()));
            rest = others;
            if table.is_own || of_table.is_empty() {
                continue;
            }
            let signature = table.signature();
            let roles = reading.roles.iter().filter(|(of, ..)| *of == nth).map(|(_, at, role)| (*at, *role)).collect();
            let series = table.series.iter().zip(of_table).map(|(series, choice)| {
                (series.name.clone(), metric_name(plan, &choice.metric), channel_name(plan, &choice.channel))
            });
            self.0.retain(|table| table.signature != signature);
            let order = reading.order.unwrap_or_default();
            self.0.push(RememberedTable { signature, order, roles, series: series.collect() });
        }
        let surplus = self.0.len().saturating_sub(MAX_REMEMBERED);
        self.0.drain(..surplus);
    }

    /// How the tables of a file are to be read as they were before; `None` where that is how they are read already.
    pub fn reading(&self, file: &FigureFile, reading: &ReadingChoices) -> Option<ReadingChoices> {
        let mut again = reading.clone();
        for (nth, table) in file.tables.iter().enumerate() {
            let Some(known) = self.of(&table.signature()) else { continue };
            if known.order != DayOrder::Unknown && table.order_matters {
                again.order = Some(known.order);
            }
            again.roles.extend(known.roles.iter().map(|(at, role)| (nth, *at, *role)));
        }
        (again != *reading).then_some(again)
    }

    /// Changes what is proposed to what was chosen before; whether anything was.
    pub fn apply(&self, plan: &Plan, names: &PartNames, file: &FigureFile, choices: &mut [SeriesChoice]) -> bool {
        let mut is_known = false;
        let mut rest = choices;
        for table in &file.tables {
            let (of_table, others) = rest.split_at_mut(table.series.len().min(rest.len()));
            rest = others;
            let Some(known) = self.of(&table.signature()) else { continue };
            is_known = true;
            for (series, choice) in table.series.iter().zip(of_table) {
                let Some((_, metric, channel)) = known.series.iter().find(|(name, ..)| *name == series.name) else {
                    continue;
                };
                // A total of another file is not this one's: without it, nothing is counted back.
                if series.source != SeriesSource::Rebuilt {
                    choice.metric = metric_target(plan, names, metric);
                }
                choice.channel = channel_target(plan, names, channel);
            }
        }
        is_known
    }

    fn of(&self, signature: &str) -> Option<&RememberedTable> {
        self.0.iter().find(|table| table.signature == signature)
    }
}

fn metric_name(plan: &Plan, target: &MetricTarget) -> PartName {
    match target {
        MetricTarget::LeaveOut => PartName::None,
        MetricTarget::Listed(key) => PartName::Key((*key).to_owned()),
        MetricTarget::Named(name) => PartName::Name(name.clone()),
        MetricTarget::Known(id) => match plan.find(*id).map(|metric| &metric.definition) {
            Some(MetricDefinition::Dictionary(key)) => PartName::Key(key.clone()),
            Some(MetricDefinition::Custom(custom)) => PartName::Name(custom.name.clone()),
            None => PartName::None,
        },
    }
}

fn metric_target(plan: &Plan, names: &PartNames, name: &PartName) -> MetricTarget {
    match name {
        PartName::None => MetricTarget::LeaveOut,
        PartName::Key(key) => {
            let is_it = |definition: &MetricDefinition| definition.dictionary().is_some_and(|known| known.key == key);
            let known = plan.goals.metrics.iter().find(|metric| is_it(&metric.definition));
            let listed = || DictionaryMetric::by_key(key).map(|metric| MetricTarget::Listed(metric.key));
            known.map(|metric| MetricTarget::Known(metric.id)).or_else(listed).unwrap_or_default()
        }
        PartName::Name(name) => {
            names.metric(name).map_or_else(|| MetricTarget::Named(name.clone()), MetricTarget::Known)
        }
    }
}

fn channel_name(plan: &Plan, target: &ChannelTarget) -> PartName {
    match target {
        ChannelTarget::WholePlan => PartName::None,
        ChannelTarget::Listed(key) => PartName::Key((*key).to_owned()),
        ChannelTarget::Named(name) => PartName::Name(name.clone()),
        ChannelTarget::Known(id) => match plan.find(*id) {
            Some(channel) if channel.name.is_empty() => channel.catalogue.clone().map_or(PartName::None, PartName::Key),
            Some(channel) => PartName::Name(channel.name.clone()),
            None => PartName::None,
        },
    }
}

fn channel_target(plan: &Plan, names: &PartNames, name: &PartName) -> ChannelTarget {
    match name {
        PartName::None => ChannelTarget::WholePlan,
        PartName::Key(key) => {
            let known = plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some(key));
            let listed = || CatalogueChannel::by_key(key).map(|channel| ChannelTarget::Listed(channel.key));
            known.map(|channel| ChannelTarget::Known(channel.id)).or_else(listed).unwrap_or_default()
        }
        PartName::Name(name) => {
            names.channel(name).map_or_else(|| ChannelTarget::Named(name.clone()), ChannelTarget::Known)
        }
    }
}
