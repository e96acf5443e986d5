//! A tracked link: landing page and UTM parameters as entered.

use crate::plan::model::is_default;
use serde::{Deserialize, Serialize};

/// A landing page link with UTM parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackedLink {
    /// The landing page URL.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page: String,
    /// `utm_source`: who sends them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// `utm_medium`: by what means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub medium: String,
    /// `utm_campaign`: for which campaign.
    #[serde(default, skip_serializing_if = "is_default")]
    pub campaign: String,
    /// `utm_content`: which of several.
    #[serde(default, skip_serializing_if = "is_default")]
    pub content: String,
    /// The call to action beside its printed code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub call: String,
}

/// The parameters of a tracked link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPart {
    /// Who sends visitors.
    Source,
    /// By what means.
    Medium,
    /// For which campaign.
    Campaign,
    /// Which of several.
    Content,
}
