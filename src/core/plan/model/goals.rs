//! Goals: the north star, the metrics that carry it, and what each department contributes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::ChannelId;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric::{Metric, MetricId};
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
    /// The team's ultimate goal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub north_star: Option<NorthStar>,
    /// Metrics with baseline, target, date, owner and source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// Departments that share the goal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub departments: Vec<Team>,
    /// What the departments put out: pieces a week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outputs: Vec<OutputGoal>,
    /// What the departments' work shall bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub results: Vec<ResultGoal>,
    /// From exposure to order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub funnel: Funnel,
}

/// The one metric for the whole team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NorthStar {
    /// Which of the plan's metrics it is.
    pub metric: MetricId,
    /// Why this one: what a rise of it proves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub why: String,
}

/// A department (or person, or agency) with goals of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Identity.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lead: String,
}

impl Entity for Team {
    fn id(&self) -> TeamId {
        self.id
    }
}

/// A department's business goal: so many pieces a week, so many of them original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputGoal {
    /// Identity.
    pub id: OutputGoalId,
    /// Whose goal.
    pub department: TeamId,
    /// What is put out: articles, videos, live hours.
    pub what: String,
    /// Where, if it is for one channel.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// Pieces a week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub per_week: Option<u32>,
    /// How many of them original; at most `per_week`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<u32>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for OutputGoal {
    fn id(&self) -> OutputGoalId {
        self.id
    }
}

/// A department's result goal: exposure, fan growth against last month, orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultGoal {
    /// Identity.
    pub id: ResultGoalId,
    /// Whose goal.
    pub department: TeamId,
    /// In which metric.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// Last month's figure, to compare with.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_month: Option<Decimal>,
    /// This goal's figure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Decimal>,
    /// By when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: Option<NaiveDate>,
    /// Its share of the metric's whole target.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: Option<BasisPoints>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
}

impl Entity for ResultGoal {
    fn id(&self) -> ResultGoalId {
        self.id
    }
}
