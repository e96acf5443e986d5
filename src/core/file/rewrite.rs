//! Repeated writing of one plan, for autosave: caches the JSON of budget lines and approved plans, so that saving a large
//! plan only serializes what changed.

use chrono::NaiveDate;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::text_of;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::{Approval, ApprovalId, Frozen};
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::{BudgetSettings, ExchangeRate, LineItem};
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::Goals;
use crate::plan::model::group::Group;
use crate::plan::model::is_default;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::Schedule;
use crate::plan::model::strategy::Strategy;
use crate::plan::model::tracking::Tracking;
use crate::plan::{Plan, PlanId};

/// Writes one plan repeatedly. Its output always equals that of [`write()`](super::write()).
#[derive(Debug, Default)]
pub struct Rewriter {
    lines: Vec<CachedLine>,
    approved: Vec<CachedPlan>,
    length: usize,
}

#[derive(Debug)]
struct CachedLine {
    line: LineItem,
    text: Box<RawValue>,
}

#[derive(Debug)]
struct CachedPlan {
    plan: Frozen,
    text: Box<RawValue>,
}

impl Rewriter {
    /// The plan as the text of a file.
    #[allow(clippy::missing_panics_doc)] // cannot happen: a line can always be serialized
    pub fn write(&mut self, plan: &Plan) -> String {
        let lines = &plan.budget.lines;
        self.lines.truncate(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let cached = self.lines.get_mut(at);
            if cached.as_ref().is_some_and(|cached| cached.line == *line) {
                continue;
            }
            let text = serde_json::value::to_raw_value(line).expect("a line can always be written");
            let now = CachedLine { line: line.clone(), text };
            match cached {
                Some(cached) => *cached = now,
                None => self.lines.push(now),
            }
        }
        self.update_approved(&plan.approvals);
        let text = text_of(PlanText::of(plan, &self.lines, &self.approved), self.length + 1_000);
        self.length = text.len();
        text
    }

    /// Updates the cache of approved plans. They never change, so each is serialized once.
    fn update_approved(&mut self, approvals: &[Approval]) {
        let mut cached = std::mem::take(&mut self.approved);
        for approval in approvals {
            let at = cached.iter().position(|cached| cached.plan.is_same(&approval.plan));
            self.approved.push(match at {
                Some(at) => cached.swap_remove(at),
                None => CachedPlan {
                    plan: approval.plan.clone(),
                    text: serde_json::value::to_raw_value(&approval.plan).expect("a plan can always be written"),
                },
            });
        }
    }
}

/// A [`Plan`] with the JSON of its lines; the same fields in the same order.
#[derive(Serialize)]
struct PlanText<'plan> {
    id: PlanId,
    basics: &'plan Basics,
    goals: &'plan Goals,
    budget: BudgetText<'plan>,
    strategy: &'plan Strategy,
    phases: &'plan Vec<Phase>,
    #[serde(skip_serializing_if = "is_nothing")]
    activities: &'plan Vec<Activity>,
    #[serde(skip_serializing_if = "is_nothing")]
    risks: &'plan Vec<Risk>,
    #[serde(skip_serializing_if = "is_nothing")]
    groups: &'plan Vec<Group>,
    #[serde(skip_serializing_if = "is_nothing")]
    feedback: &'plan Vec<Feedback>,
    #[serde(skip_serializing_if = "is_nothing")]
    partners: &'plan Vec<Partner>,
    #[serde(skip_serializing_if = "is_nothing")]
    schedule: &'plan Schedule,
    #[serde(skip_serializing_if = "is_nothing")]
    tracking: &'plan Tracking,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    approvals: Vec<ApprovalText<'plan>>,
}

/// An [`Approval`] with the JSON of its plan.
#[derive(Serialize)]
struct ApprovalText<'plan> {
    id: ApprovalId,
    by: &'plan str,
    on: NaiveDate,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'plan str,
    plan: &'plan RawValue,
}

#[derive(Serialize)]
struct BudgetText<'plan> {
    frame: &'plan BudgetSettings,
    #[serde(skip_serializing_if = "LineTexts::is_empty")]
    lines: LineTexts<'plan>,
    #[serde(skip_serializing_if = "is_nothing")]
    rates: &'plan Vec<ExchangeRate>,
}

struct LineTexts<'plan>(&'plan [CachedLine]);

impl LineTexts<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for LineTexts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for cached in self.0 {
            list.serialize_element(&cached.text)?;
        }
        list.end()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands in a reference to the field
fn is_nothing<T: Default + PartialEq>(part: &&T) -> bool {
    is_default(*part)
}

impl<'plan> PlanText<'plan> {
    fn of(plan: &'plan Plan, lines: &'plan [CachedLine], approved: &'plan [CachedPlan]) -> PlanText<'plan> {
        // Destructured completely, so that a new part of the plan does not compile until it is added here.
        let Plan {
            id,
            basics,
            goals,
            budget,
            strategy,
            phases,
            activities,
            risks,
            groups,
            feedback,
            partners,
            schedule,
            tracking,
            approvals,
        } = plan;
        let approvals = approvals.iter().zip(approved).map(|(approval, approved)| {
            let Approval { id, by, on, note, plan: _ } = approval;
            ApprovalText { id: *id, by, on: *on, note, plan: &approved.text }
        });
        PlanText {
            id: *id,
            basics,
            goals,
            budget: BudgetText { frame: &budget.settings, lines: LineTexts(lines), rates: &budget.rates },
            strategy,
            phases,
            activities,
            risks,
            groups,
            feedback,
            partners,
            schedule,
            tracking,
            approvals: approvals.collect(),
        }
    }
}
