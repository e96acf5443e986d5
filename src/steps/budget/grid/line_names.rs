//! Names of phases, channels and metrics as cells show and parse them, looked up once for all cells.

use chrono::Datelike;

use crate::browser::page::clock;
use crate::import::text::dates::DateRules;
use crate::plan::Plan;
use crate::plan::model::budget::LineStatus;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::metric::MetricId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::ui::labels::names;
use crate::widgets::{SelectOption, Tone};

/// Names that cells show and parse, looked up once for all cells.
#[derive(Debug, Clone, PartialEq)]
pub struct LineNames {
    pub(super) phases: Vec<(PhaseId, String, Tone)>,
    pub(super) channels: Vec<(ChannelId, String)>,
    pub(super) metrics: Vec<(MetricId, String)>,
    /// The plan's currency.
    pub home: Currency,
    /// The plan's dates.
    days: Option<DateRange>,
    /// The year for dates without one, if the plan has no dates.
    year: i32,
}

impl LineNames {
    /// Collects the names of a plan.
    pub fn of(plan: &Plan) -> LineNames {
        LineNames {
            phases: plan
                .phases
                .iter()
                .map(|phase| (phase.id, names::phase(phase), names::tone(Some(phase.kind))))
                .collect(),
            channels: plan.strategy.channels.iter().map(|channel| (channel.id, names::channel(channel))).collect(),
            metrics: plan.goals.metrics.iter().map(|metric| (metric.id, names::metric(&metric.definition))).collect(),
            home: plan.basics.currency,
            days: plan.basics.days(),
            year: clock::today().year(),
        }
    }

    /// How pasted dates are parsed.
    pub(super) fn dates(&self) -> DateRules {
        DateRules { plan: self.days, year: self.year, ..DateRules::default() }
    }

    /// A phase's name; empty for none.
    pub fn phase(&self, id: Option<PhaseId>) -> &str {
        self.phases.iter().find(|(known, ..)| Some(*known) == id).map_or("", |(_, name, _)| name)
    }

    /// A channel's name; empty for none.
    pub fn channel(&self, id: Option<ChannelId>) -> &str {
        self.channels.iter().find(|(known, _)| Some(*known) == id).map_or("", |(_, name)| name)
    }

    pub(super) fn metric(&self, id: MetricId) -> &str {
        self.metrics.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name)
    }

    pub(super) fn tone(&self, id: Option<PhaseId>) -> &'static str {
        match self.phases.iter().find(|(known, ..)| Some(*known) == id).map(|(.., tone)| *tone) {
            Some(Tone::Seed) => "dot seed",
            Some(Tone::Initial) => "dot initial",
            Some(Tone::Brand) => "dot brand",
            Some(_) => "dot other",
            None => "",
        }
    }

    /// The phases as select options.
    pub fn phase_options(&self) -> Vec<SelectOption> {
        self.phases.iter().map(|(id, name, _)| SelectOption::new(id.to_string(), name)).collect()
    }

    /// The channels as select options.
    pub fn channel_options(&self) -> Vec<SelectOption> {
        self.channels.iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect()
    }
}

/// The line item statuses as select options.
pub fn status_options() -> Vec<SelectOption> {
    LineStatus::ALL
        .into_iter()
        .map(|status| SelectOption::new((status as usize).to_string(), names::status(status)))
        .collect()
}
