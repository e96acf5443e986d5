//! Names of what was found and of what it is imported as.

use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{channel, export_files, metric, track_import as w};
use crate::import::actuals::against_plan::{ChannelTarget, MetricTarget};
use crate::import::actuals::found::{FoundSeries, FoundTable, LeftOut, NoFigures, SeriesSource};
use crate::plan::Plan;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::ui::importing::read_error;
use crate::ui::labels::names;

/// The kind of a table.
pub fn kind(table: &FoundTable) -> String {
    let known = table.profile.as_deref().and_then(|key| export_files::by_key(&key.replace('-', "_")));
    match known {
        Some(name) => name.to_owned(),
        None if table.is_own => w::own_export().to_owned(),
        None => w::any_table().to_owned(),
    }
}

/// What was recognised: the kind, how many days, how many metrics or posts.
pub fn recognised(table: &FoundTable) -> String {
    let counted = |count: usize, words: fn(u64, &str) -> String| {
        let (count, text) = format::counted(count);
        words(count, &text)
    };
    // What is counted back is not in the file.
    let of_file = table.series.iter().filter(|series| series.source != SeriesSource::Rebuilt);
    let mut metrics: Vec<&str> = of_file.map(|series| series.name.as_str()).collect();
    metrics.sort_unstable();
    metrics.dedup();
    let what = match &table.posts {
        Some(posts) => counted(posts.count, w::posts),
        None => counted(metrics.len(), w::metrics),
    };
    w::recognised(&kind(table), &counted(table.day_count(), w::days), &what)
}

/// Why a table has no figures.
pub fn problem(problem: &NoFigures) -> String {
    match problem {
        NoFigures::NoDays => w::no_days().to_owned(),
        NoFigures::NoRows => w::no_rows().to_owned(),
        NoFigures::NoValues => w::no_values().to_owned(),
        NoFigures::AllFaulty => w::all_faulty().to_owned(),
        NoFigures::Unreadable(error) => read_error(error),
    }
}

/// Why a column is not proposed.
pub fn left_out(why: LeftOut) -> &'static str {
    match why {
        LeftOut::Unreliable => w::left_unreliable(),
        LeftOut::PartOfTotal => w::left_part(),
        LeftOut::Lifetime => w::left_lifetime(),
        LeftOut::RowsOfDays => w::left_rows(),
    }
}

/// The name of a series.
pub fn series(series: &FoundSeries) -> String {
    match series.source {
        SeriesSource::PostCount => w::posts_a_day().to_owned(),
        SeriesSource::Change => w::change_of(&series.name),
        SeriesSource::Rebuilt => w::total_from(&series.name),
        SeriesSource::Cells => series.name.clone(),
    }
}

/// The name of a metric that figures are imported as; empty where they are not.
pub fn metric_target(plan: &Plan, target: &MetricTarget) -> String {
    match target {
        MetricTarget::LeaveOut => String::new(),
        MetricTarget::Known(id) => names::metric_of(plan, Some(*id)),
        MetricTarget::Listed(key) => metric::by_key(key).unwrap_or(key).to_owned(),
        MetricTarget::Named(name) => name.clone(),
    }
}

/// The name of a channel that figures are imported for.
pub fn channel_target(plan: &Plan, target: &ChannelTarget) -> String {
    match target {
        ChannelTarget::WholePlan => w::whole_plan().to_owned(),
        ChannelTarget::Known(id) => names::channel_of(plan, Some(*id)),
        ChannelTarget::Listed(key) => channel::by_key(key).unwrap_or(key).to_owned(),
        ChannelTarget::Named(name) => name.clone(),
    }
}

/// The unit of a metric of the plan; of one that is added, by its key.
pub fn unit_of(editor: Editor, id: MetricId, target: &MetricTarget) -> Unit {
    let known = editor.peek(|plan| plan.find(id).map(|metric| metric.definition.unit()));
    known.unwrap_or_else(|| match target {
        MetricTarget::Listed(key) => crate::plan::model::metric_dictionary::DictionaryMetric::by_key(key)
            .map(|metric| metric.unit)
            .unwrap_or_default(),
        _ => Unit::Count,
    })
}
