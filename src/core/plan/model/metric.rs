//! Metrics: definition, baseline, target, dates, owner and data source.

use crate::plan::model::measure::{AddsUp, Better, Unit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::model::goals::TeamId;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::numbers::decimal::Decimal;

/// Identity of a [`Metric`].
pub type MetricId = Id<Metric>;

/// A metric of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Its id.
    pub id: MetricId,
    /// The definition.
    pub definition: MetricDefinition,
    /// The baseline.
    #[serde(default, skip_serializing_if = "is_default")]
    pub baseline: Option<Decimal>,
    /// The baseline's date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub baseline_on: Option<NaiveDate>,
    /// The target.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Decimal>,
    /// Due date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub due: Option<NaiveDate>,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The team.
    #[serde(rename = "department", default, skip_serializing_if = "is_default")]
    pub team: Option<TeamId>,
    /// The data source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Option<Source>,
    /// The growth path.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path: GrowthPath,
    /// How it contributes to the north star.
    #[serde(default, skip_serializing_if = "is_default")]
    pub feeds: String,
    /// Notes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Entity for Metric {
    fn id(&self) -> MetricId {
        self.id
    }
}

impl Metric {
    /// A new metric with a definition only.
    pub fn new(id: MetricId, definition: MetricDefinition) -> Metric {
        Metric {
            id,
            definition,
            baseline: None,
            baseline_on: None,
            target: None,
            due: None,
            owner: String::new(),
            team: None,
            source: None,
            path: GrowthPath::default(),
            feeds: String::new(),
            note: String::new(),
        }
    }
}

/// A metric of the dictionary, or the team's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[serde(rename_all = "snake_case")]
pub enum MetricDefinition {
    /// From the dictionary, by its key (`orders`).
    Dictionary(String),
    /// The team's own.
    Custom(CustomMetric),
}

impl MetricDefinition {
    /// The entry in the dictionary, if it is one of it.
    pub fn dictionary(&self) -> Option<&'static DictionaryMetric> {
        match self {
            MetricDefinition::Dictionary(key) => DictionaryMetric::by_key(key),
            MetricDefinition::Custom(_) => None,
        }
    }

    /// Its unit.
    pub fn unit(&self) -> Unit {
        match self {
            MetricDefinition::Custom(custom) => custom.unit,
            MetricDefinition::Dictionary(_) => self.dictionary().map_or(Unit::Count, |entry| entry.unit),
        }
    }

    /// Its roll-up over time.
    pub fn adds_up(&self) -> AddsUp {
        match self {
            MetricDefinition::Custom(custom) => custom.adds_up,
            MetricDefinition::Dictionary(_) => self.dictionary().map_or(AddsUp::Sum, |entry| entry.adds_up),
        }
    }

    /// Whether it is a share of people or posts, which cannot exceed 100 %; a return or a growth rate can.
    pub fn is_share(&self) -> bool {
        let of_whole = matches!(self.adds_up(), AddsUp::RatioOfSums | AddsUp::Average);
        self.unit() == Unit::Percent && of_whole && self.dictionary().is_some_and(|entry| entry.key != "roi")
    }

    /// Whether a figure of it can be below zero: what is won less what is lost, a return, a growth rate, money with refunds,
    /// and metrics of the team's own, of which nothing is known.
    ///
    /// ```
    /// use groundswell_core::plan::model::metric::MetricDefinition;
    /// let can = |key: &str| MetricDefinition::Dictionary(key.to_owned()).can_be_negative();
    /// assert_eq!([can("net_followers"), can("gmv"), can("orders"), can("ctr")], [true, true, false, false]);
    /// ```
    pub fn can_be_negative(&self) -> bool {
        let Some(entry) = self.dictionary() else { return true };
        matches!(entry.key, "net_followers" | "roi" | "roas" | "nps" | "aov" | "arpu" | "ltv")
            || entry.adds_up == AddsUp::Compound
            || (entry.unit == Unit::Money && entry.adds_up == AddsUp::Sum)
    }

    /// Which direction is better.
    pub fn better(&self) -> Better {
        match self {
            MetricDefinition::Custom(custom) => custom.better,
            MetricDefinition::Dictionary(_) => self.dictionary().map_or(Better::Up, |entry| entry.better),
        }
    }
}

/// A metric the dictionary does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomMetric {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// Its roll-up over time.
    pub adds_up: AddsUp,
    /// Which direction is better.
    pub better: Better,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Read directly in a platform's back office; the platform's key (`WOA`) or the name of one not in the catalogue.
    Platform(String),
    /// No platform shows it: the engineering team builds statistics of its own.
    OwnStatistics(TrackingSpecification),
}

/// The tracking that the engineering team must build for a metric.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackingSpecification {
    /// The event's name in the code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub event: String,
    /// When it is sent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub trigger: String,
    /// Its properties.
    #[serde(default, skip_serializing_if = "is_default")]
    pub properties: String,
    /// How the metric is computed from the event.
    #[serde(default, skip_serializing_if = "is_default")]
    pub formula: String,
    /// Who builds and maintains it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// The acceptance test.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceptance: String,
    /// When it must be in place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ready_by: Option<NaiveDate>,
}

/// The path of a metric from baseline to target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrowthPath {
    /// Linear or compound.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shape: PathShape,
    /// What the target is: the last day's value or the average.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reading: TargetReading,
    /// For a stock: the share that leaves each day (unfollows), in percent points.
    #[serde(default, skip_serializing_if = "is_default")]
    pub daily_loss: Option<Decimal>,
}

/// The curve between baseline and target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathShape {
    /// The same step every day; for channels that are bought.
    #[default]
    Linear,
    /// The same rate every day; for referral and recommendation.
    Compound,
}

/// Which of two readings of a target applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetReading {
    /// The value on the last day.
    #[default]
    AtTheEnd,
    /// The average over the days.
    OnAverage,
}
