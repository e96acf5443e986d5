//! Risks of a phase: likelihood, impact, countermeasure.

use crate::plan::Plan;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::is_default;
use crate::plan::model::phase::PhaseId;
use serde::{Deserialize, Serialize};

/// Identity of a [`Risk`].
pub type RiskId = Id<Risk>;

/// A risk in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Its id.
    pub id: RiskId,
    /// The phase.
    pub phase: PhaseId,
    /// The risk.
    pub what: String,
    /// The countermeasure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: String,
    /// The owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Likelihood.
    #[serde(default, skip_serializing_if = "is_default")]
    pub likelihood: Level,
    /// Impact.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impact: Level,
}

impl Entity for Risk {
    fn id(&self) -> RiskId {
        self.id
    }
}

/// Low, medium or high.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    #[default]
    Medium,
    /// High.
    High,
}

impl Level {
    /// Every level, from the lowest.
    pub const ALL: [Level; 3] = [Level::Low, Level::Medium, Level::High];

    /// Its weight in a product of two: 1, 2 or 3.
    pub fn weight(self) -> u8 {
        self as u8 + 1
    }
}

impl Risk {
    /// Likelihood × impact, from 1 to 9.
    pub fn weight(&self) -> u8 {
        self.likelihood.weight() * self.impact.weight()
    }
}

/// The risks of a phase by descending weight; those of equal weight by descending
/// worse impact, then in the plan's order.
pub fn top_risks(plan: &Plan, phase: PhaseId) -> Vec<&Risk> {
    let mut risks: Vec<&Risk> = plan.risks.iter().filter(|risk| risk.phase == phase).collect();
    risks.sort_by_key(|risk| std::cmp::Reverse((risk.weight(), risk.impact.weight())));
    risks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_risk_comes_first() {
        let mut bits = 100;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let phase = plan.phases[0].id;
        let levels = [
            (Level::Low, Level::Low),
            (Level::High, Level::Low),
            (Level::Low, Level::High),
            (Level::High, Level::High),
            (Level::Medium, Level::Medium),
            (Level::High, Level::High),
        ];
        for (bits, (likelihood, impact)) in (1..).zip(levels) {
            let (what, answer, owner) = Default::default();
            plan.risks.push(Risk { id: Id::from_bits(bits), phase, what, answer, owner, likelihood, impact });
        }
        plan.risks[5].phase = plan.phases[1].id;
        let order: Vec<(u64, u8)> =
            top_risks(&plan, phase).iter().map(|risk| (risk.id.bits(), risk.weight())).collect();
        assert_eq!(order, [(4, 9), (5, 4), (3, 3), (2, 3), (1, 1)]);
    }
}
