//! Goals: the north star, the metrics that support it, and each team's contribution.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::ratio::BasisPoints;

/// Identity of a [`Team`].
pub type TeamId = Id<Team>;
/// Identity of an [`OutputGoal`].
pub type OutputGoalId = Id<OutputGoal>;
/// Identity of a [`ResultGoal`].
pub type ResultGoalId = Id<ResultGoal>;

/// Everything of the goals step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// The north star.
    #[serde(default, skip_serializing_if = "is_default")]
    pub north_star: Option<NorthStar>,
    /// Metrics with baseline, target, date, owner and source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// Teams that share the goals.
    #[serde(rename = "departments", default, skip_serializing_if = "is_default")]
    pub teams: Vec<Team>,
    /// The teams' output goals.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outputs: Vec<OutputGoal>,
    /// The teams' result goals.
    #[serde(default, skip_serializing_if = "is_default")]
    pub results: Vec<ResultGoal>,
    /// From exposure to order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub funnel: Funnel,
}

impl Goals {
    /// The plan's metric of that key in the dictionary.
    pub fn metric_by_key(&self, key: &str) -> Option<&Metric> {
        let is = |metric: &&Metric| matches!(&metric.definition, MetricDefinition::Dictionary(other) if other == key);
        self.metrics.iter().find(is)
    }
}

/// The one metric for the whole team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NorthStar {
    /// The metric.
    pub metric: MetricId,
    /// Why this metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub why: String,
}

/// A team (or person, or agency) with its own goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lead: String,
}

impl Entity for Team {
    fn id(&self) -> TeamId {
        self.id
    }
}

/// A team's output goal: posts a week, and how many of them are original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputGoal {
    /// Its id.
    pub id: OutputGoalId,
    /// The team.
    #[serde(rename = "department")]
    pub team: TeamId,
    /// The output: articles, videos, live hours.
    pub what: String,
    /// The channel, if it is for one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Posts a week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub per_week: Option<u32>,
    /// How many of them are original; at most `per_week`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<u32>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for OutputGoal {
    fn id(&self) -> OutputGoalId {
        self.id
    }
}

/// A team's result goal: exposure, fan growth against last month, orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultGoal {
    /// Its id.
    pub id: ResultGoalId,
    /// The team.
    #[serde(rename = "department")]
    pub team: TeamId,
    /// The metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// Last month's figure, to compare with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_month: Option<Decimal>,
    /// This goal's figure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Decimal>,
    /// Due date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: Option<NaiveDate>,
    /// Its share of the metric's whole target.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: Option<BasisPoints>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for ResultGoal {
    fn id(&self) -> ResultGoalId {
        self.id
    }
}
