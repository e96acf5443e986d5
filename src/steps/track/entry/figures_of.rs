//! What the table of figures is of: the whole plan, one channel, or one metric by channel; remembered for each plan.

use crate::browser::storage::local;
use crate::i18n::words::track_entry as w;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::tracking::figures::Scope;
use crate::plan::{Plan, PlanId};
use crate::ui::labels::names;
use crate::widgets::SelectOption;

/// The storage key of the choices.
const STORED: &str = "groundswell.figures-of";

/// The most plans whose choice is remembered.
const REMEMBERED: usize = 20;

/// What the table is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FiguresOf {
    /// The plan as a whole.
    #[default]
    Plan,
    /// One channel.
    Channel(ChannelId),
    /// One metric, with a column for each channel.
    Metric(MetricId),
}

impl FiguresOf {
    /// As a value of the choice and in the storage.
    pub fn value(self) -> String {
        match self {
            FiguresOf::Plan => "plan".to_owned(),
            FiguresOf::Channel(id) => "channel-".to_owned() + &id.to_string(),
            FiguresOf::Metric(id) => "metric-".to_owned() + &id.to_string(),
        }
    }

    /// The choice with that value; the whole plan for an unknown one.
    pub fn from_value(value: &str) -> FiguresOf {
        let channel = value.strip_prefix("channel-").and_then(|id| id.parse().ok()).map(FiguresOf::Channel);
        let metric = || value.strip_prefix("metric-").and_then(|id| id.parse().ok()).map(FiguresOf::Metric);
        channel.or_else(metric).unwrap_or_default()
    }

    /// The choice, as long as the plan has its part; else the whole plan.
    pub fn within(self, plan: &Plan) -> FiguresOf {
        let is_there = match self {
            FiguresOf::Plan => true,
            FiguresOf::Channel(id) => plan.find(id).is_some(),
            FiguresOf::Metric(id) => plan.find(id).is_some(),
        };
        if is_there { self } else { FiguresOf::Plan }
    }

    /// The series that it shows, in the order of the columns: metrics with a target first.
    pub fn series(self, plan: &Plan) -> Vec<(&Metric, Scope)> {
        let of_all = |scope: Scope| metrics(plan).into_iter().map(|metric| (metric, scope)).collect();
        match self {
            FiguresOf::Plan => of_all(Scope::Plan),
            FiguresOf::Channel(id) => of_all(Scope::Channel(id)),
            FiguresOf::Metric(id) => {
                let channels = plan.strategy.channels.iter().map(|channel| Scope::Channel(channel.id));
                let scopes = std::iter::once(Scope::Plan).chain(channels);
                plan.find(id).map(|metric| scopes.map(|scope| (metric, scope)).collect()).unwrap_or_default()
            }
        }
    }

    /// The choice of a plan at its last visit.
    pub fn remembered(plan: PlanId) -> FiguresOf {
        let (kept, plan) = (stored(), plan.to_string());
        kept.iter().find(|(id, _)| *id == plan).map(|(_, value)| FiguresOf::from_value(value)).unwrap_or_default()
    }

    /// Remembers the choice of a plan. Without storage it lasts until the page is left.
    pub fn remember(self, plan: PlanId) {
        let plan = plan.to_string();
        let mut kept = stored();
        kept.retain(|(id, _)| *id != plan);
        kept.insert(0, (plan, self.value()));
        let kept: Vec<String> = kept.into_iter().take(REMEMBERED).map(|(id, value)| id + "=" + &value).collect();
        let _ = local::set(STORED, &kept.join(","));
    }
}

fn stored() -> Vec<(String, String)> {
    let kept = local::get(STORED).ok().flatten().unwrap_or_default();
    kept.split(',').filter_map(|one| one.split_once('=')).map(|(id, of)| (id.to_owned(), of.to_owned())).collect()
}

/// The plan's metrics: those with a target first.
fn metrics(plan: &Plan) -> Vec<&Metric> {
    let mut metrics: Vec<&Metric> = plan.goals.metrics.iter().collect();
    metrics.sort_by_key(|metric| metric.target.is_none());
    metrics
}

/// The choices of a plan; one metric by channel only where there are columns for it.
pub fn options(plan: &Plan, by_metric: bool) -> Vec<SelectOption> {
    let channels = &plan.strategy.channels;
    let mut options = vec![SelectOption::new(FiguresOf::Plan.value(), w::whole_plan())];
    options.extend(channels.iter().map(|channel| {
        SelectOption::new(FiguresOf::Channel(channel.id).value(), names::channel(channel)).under(w::by_channel())
    }));
    if by_metric && !channels.is_empty() {
        options.extend(metrics(plan).into_iter().map(|metric| {
            let name = w::every_channel(&names::metric(&metric.definition));
            SelectOption::new(FiguresOf::Metric(metric.id).value(), name).under(w::by_metric())
        }));
    }
    options
}
