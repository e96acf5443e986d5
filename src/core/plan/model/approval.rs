//! Approved states of a plan: what was agreed, by whom and when, so that later changes can be compared with it.
//!
//! An approval contains the full plan, because it must stay readable after the parts it mentions are removed.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::Plan;
use crate::plan::model::dates::{Dated, Visit};
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::suggestions::Suggestions;
use crate::plan::model::tracking::FigureTable;

/// Identity of an [`Approval`].
pub type ApprovalId = Id<Approval>;

/// An approved state of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// Who approved it.
    pub by: String,
    /// The date.
    pub on: NaiveDate,
    /// Conditions, meeting, remarks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// The plan as it was then, without its approvals, without the figures of days and without marks of suggestions: those
    /// are no part of what was approved.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Plan"))]
    pub plan: Frozen,
}

impl Entity for Approval {
    fn id(&self) -> ApprovalId {
        self.id
    }
}

/// A plan that does not change any more. Copies share it, so an approval costs its size once, however often the plan
/// that holds it is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen(Arc<Plan>);

impl Frozen {
    /// A snapshot of the current plan.
    pub fn of(plan: &Plan) -> Frozen {
        let mut kept = plan.clone();
        kept.approvals = Vec::new();
        kept.tracking.figures = FigureTable::default();
        // Who approves a plan approves what was suggested in it.
        kept.suggested = Suggestions::default();
        Frozen(Arc::new(kept))
    }

    /// The plan of the snapshot.
    pub fn plan(&self) -> &Plan {
        &self.0
    }
}

impl Dated for Frozen {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        Arc::make_mut(&mut self.0).each_date(visit);
    }
}

impl Serialize for Frozen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Frozen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let plan = Plan::deserialize(deserializer)?;
        // One level is all there is: no file can make a reader descend without end, or hold a plan a thousand times.
        if !plan.approvals.is_empty() {
            return Err(D::Error::custom("an approved plan holds no approvals of its own"));
        }
        if !plan.tracking.figures.is_empty() {
            return Err(D::Error::custom("an approved plan holds no figures of days"));
        }
        Ok(Frozen(Arc::new(plan)))
    }
}
