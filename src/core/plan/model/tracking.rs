//! Tracked figures, day by day.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_in_range;

/// Identity of an [`Actual`].
pub type ActualId = Id<Actual>;

/// Everything of the track step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// Weekdays on which no activity is expected (closed on Mondays); left out of steadiness and pacing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closed_weekdays: Vec<Weekday>,
    /// Daily figures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub actuals: Vec<Actual>,
}

impl Tracking {
    /// The figures that count. Those of days in years out of range are kept and reported by the check, and count for
    /// nothing: one of the year 20277 would be the latest for ever.
    pub fn counted(&self) -> impl Iterator<Item = &Actual> {
        self.actuals.iter().filter(|actual| is_in_range(actual.on))
    }
}

/// One figure of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Actual {
    /// Its id.
    pub id: ActualId,
    /// The day.
    pub on: NaiveDate,
    /// The metric.
    pub metric: MetricId,
    /// The channel; `None` for the whole plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// The value. A day without an entry is missing, not zero.
    pub value: Decimal,
}

impl Entity for Actual {
    fn id(&self) -> ActualId {
        self.id
    }
}
