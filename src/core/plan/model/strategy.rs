//! The strategy: channels, their tests, and the test rules.

use crate::plan::model::channel_test::ChannelTest;
use serde::{Deserialize, Serialize};

use crate::plan::model::channel::Channel;
use crate::plan::model::is_default;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// Everything of the strategy step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// The channels of the plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channels: Vec<Channel>,
    /// Their tests.
    #[serde(rename = "trials", default, skip_serializing_if = "is_default")]
    pub channel_tests: Vec<ChannelTest>,
    /// The test rules.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule: TestRule,
}

/// The focus in words, and the test rules, declared before the first result is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestRule {
    /// The focus.
    #[serde(default, skip_serializing_if = "is_default")]
    pub focus: String,
    /// The metric that tests count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<MetricId>,
    /// Minimum complete days before a verdict.
    pub minimum_days: u32,
    /// Minimum results of a channel before a verdict.
    pub minimum_results: u32,
    /// Maximum cost per result; a test without any result ends at three times that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target_cost: Option<Money>,
    /// Exploration budget: the share kept for testing other channels.
    pub exploration: BasisPoints,
    /// Anything else that ends a test.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stop_when: String,
}

impl Default for TestRule {
    /// One weekly cycle; 30 results (90 % half-width about 30 %); 20 % for exploring.
    fn default() -> Self {
        TestRule {
            focus: String::new(),
            metric: None,
            minimum_days: 7,
            minimum_results: 30,
            target_cost: None,
            exploration: BasisPoints(2_000),
            stop_when: String::new(),
        }
    }
}
