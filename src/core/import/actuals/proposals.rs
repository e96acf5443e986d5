//! What is proposed for each series of a file: the metric, the channel, and the total that followers are counted back from.

use super::against_plan::{ChannelTarget, MetricTarget, SeriesChoice, have_common_days, series_of};
use super::found::{FigureFile, FoundSeries, FoundTable, Micros, SeriesSource};
use super::profiles::ProfileChannel;
use super::series::net_changes;
use crate::import::part_names::PartNames;
use crate::import::table::dictionary;
use crate::plan::Plan;
use crate::plan::model::metric::Metric;
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::numbers::decimal::Decimal;

/// What is proposed for each series of a file. `names` are the plan's parts by their names; `listed` gives the key of the
/// dictionary's metric that a name on the screen means; `is_english` chooses the names of channels that are added.
///
/// Metrics that the plan lacks are proposed where it has none of the file's, or `adds` says so.
pub fn propose(
    plan: &Plan,
    file: &FigureFile,
    names: &PartNames,
    listed: &dyn Fn(&str) -> Option<&'static str>,
    is_english: bool,
    adds: bool,
) -> Vec<SeriesChoice> {
    let metric_of = |series: &FoundSeries| -> MetricTarget {
        if series.left_out.is_some() {
            return MetricTarget::LeaveOut;
        }
        if let Some(id) = names.metric(&series.name) {
            return MetricTarget::Known(id);
        }
        let by_key = |key: &str| dictionary_target(plan, key);
        let in_brackets = series.name.strip_suffix(']').and_then(|text| text.rsplit_once('[')).map(|(_, key)| key);
        let key = series.metric.as_deref().or(in_brackets).or_else(|| listed(&series.name));
        match key.and_then(by_key) {
            Some(target) => target,
            // A column may hold anything; a name in a row is a metric.
            None if series.column.is_none() && !series.name.is_empty() => {
                let name = series.name.rsplit_once('[').map_or(series.name.as_str(), |(name, _)| name.trim());
                MetricTarget::Named(name.to_owned())
            }
            None => MetricTarget::LeaveOut,
        }
    };
    let mut choices: Vec<SeriesChoice> = series_of(file)
        .map(|(table, series)| SeriesChoice {
            metric: metric_of(series),
            channel: channel_of(plan, table, series, names, is_english),
            ..SeriesChoice::default()
        })
        .collect();
    for ((table, series), choice) in series_of(file).zip(&mut choices) {
        if series.source == SeriesSource::Rebuilt {
            choice.total = known_total(plan, table, series, choice);
            // Without a total there is nothing to import yet.
            if choice.total.is_none() {
                choice.metric = MetricTarget::LeaveOut;
            }
        }
    }
    let is_known = |choice: &SeriesChoice| matches!(choice.metric, MetricTarget::Known(_));
    let is_long = file.tables.iter().any(|table| table.is_own);
    if !adds && !is_long && choices.iter().any(is_known) {
        for choice in choices.iter_mut().filter(|choice| !is_known(choice)) {
            choice.metric = MetricTarget::LeaveOut;
        }
    }
    leave_out_repeats(file, &mut choices);
    choices
}

/// A metric of the dictionary: the plan's, else one that is added.
pub fn dictionary_target(plan: &Plan, key: &str) -> Option<MetricTarget> {
    let is_it = |metric: &&Metric| metric.definition.dictionary().is_some_and(|known| known.key == key);
    let known = plan.goals.metrics.iter().find(is_it).map(|metric| MetricTarget::Known(metric.id));
    known.or_else(|| DictionaryMetric::by_key(key).map(|metric| MetricTarget::Listed(metric.key)))
}

/// The total on the last day of a series that is counted back, by the latest total that the plan has of one of its days or
/// of the day before them.
fn known_total(plan: &Plan, table: &FoundTable, series: &FoundSeries, choice: &SeriesChoice) -> Option<Micros> {
    let MetricTarget::Known(metric) = choice.metric else { return None };
    let channel = match choice.channel {
        ChannelTarget::WholePlan => None,
        ChannelTarget::Known(id) => Some(id),
        ChannelTarget::Listed(_) | ChannelTarget::Named(_) => return None,
    };
    let flow = |key: &str| {
        table.series.iter().find(|one| one.metric.as_deref() == Some(key) && one.source == SeriesSource::Cells)
    };
    let (first, at_first) = *series.days.first()?;
    let net = net_changes(flow("new_followers")?, flow("unfollows")?);
    let of_first = net.iter().find(|day| day.0 == first).map(|day| day.1);
    let before = first.pred_opt().zip(of_first.and_then(|net| at_first.checked_sub(net)));
    let mut days = series.days.iter().rev().copied().chain(before);
    days.find_map(|(on, difference)| {
        let known = plan.tracking.figures.get(metric, channel, on)?;
        known.to_scaled(Decimal::DECIMALS).checked_mul(100)?.checked_sub(difference)
    })
}

/// Leaves out what another table of the file has already.
fn leave_out_repeats(file: &FigureFile, choices: &mut [SeriesChoice]) {
    let series: Vec<_> = series_of(file).collect();
    for at in 1..choices.len().min(series.len()) {
        let (table, days) = (series[at].0, &series[at].1.days);
        let is_repeat = (0..at).any(|before| {
            choices[before].metric != MetricTarget::LeaveOut
                && (&choices[before].metric, &choices[before].channel) == (&choices[at].metric, &choices[at].channel)
                && !std::ptr::eq(series[before].0, table)
                && have_common_days(&series[before].1.days, days)
        });
        if is_repeat {
            choices[at].metric = MetricTarget::LeaveOut;
        }
    }
}

/// The channel of a series: as its rows say, else that of the kind of file.
fn channel_of(
    plan: &Plan,
    table: &FoundTable,
    series: &FoundSeries,
    names: &PartNames,
    is_english: bool,
) -> ChannelTarget {
    let by_key = |key: &str| {
        let known = plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some(key));
        known.map(|channel| ChannelTarget::Known(channel.id))
    };
    // A column that is called as one of the plan's channels has the figures of that channel.
    let is_column = series.column.is_some() && series.metric.is_none() && series.channel.is_none();
    if let Some(id) = names.channel(&series.name).filter(|_| is_column) {
        return ChannelTarget::Known(id);
    }
    if let Some(text) = series.channel.as_deref() {
        if let Some(id) = names.channel(text) {
            return ChannelTarget::Known(id);
        }
        return match dictionary::channel(text) {
            _ if dictionary::is_whole_plan(text) => ChannelTarget::WholePlan,
            Some(key) => by_key(key).unwrap_or(ChannelTarget::Listed(key)),
            None => ChannelTarget::Named(text.to_owned()),
        };
    }
    if let Some(key) = table.channel.as_deref() {
        let listed = || crate::plan::catalogue::channels::CatalogueChannel::by_key(key).map(|channel| channel.key);
        return by_key(key).or_else(|| listed().map(ChannelTarget::Listed)).unwrap_or_default();
    }
    match table.profile().map(|profile| profile.channel) {
        Some(ProfileChannel::Named(english, chinese)) => {
            let known = names.channel(english).or_else(|| names.channel(chinese));
            let name = if is_english { english } else { chinese };
            known.map_or_else(|| ChannelTarget::Named(name.to_owned()), ChannelTarget::Known)
        }
        _ => ChannelTarget::WholePlan,
    }
}
