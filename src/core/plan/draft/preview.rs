//! What a draft comes to, in the numbers that a reader weighs before making it.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::draft::preview::Preview;
//! let mut bits = 0;
//! let plan = Plan::blank(&mut || { bits += 1; bits });
//! let preview = Preview::of(&plan);
//! assert_eq!((preview.phases.len(), preview.activities, preview.posts_a_week), (0, 0, 0));
//! ```

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness::Kpi;
use crate::plan::budget::ledger::Ledger;
use crate::plan::goals::funding_gap::{Need, goal_coverage};
use crate::plan::model::channel::{Channel, Role};
use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The numbers of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The phases with their days and money.
    pub phases: Vec<PreviewPhase>,
    /// Contingency.
    pub contingency: Money,
    /// The channels: key in the catalogue, and the first role that it has.
    pub channels: Vec<(String, Role)>,
    /// How many line items.
    pub lines: usize,
    /// How many activities.
    pub activities: usize,
    /// The most posts in one week.
    pub posts_a_week: u32,
    /// What a result may cost for the budget to reach the goal, and how that is counted; `None` where results cannot be
    /// bought one by one.
    pub cost: Option<(Decimal, Kpi)>,
    /// What the goal needs over the plan.
    pub need: Option<Need>,
}

/// A phase of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPhase {
    /// The kind of phase.
    pub kind: PhaseKind,
    /// Its days.
    pub days: DateRange,
    /// Its allocation.
    pub allocated: Money,
    /// The number of its objective.
    pub objective: Option<Decimal>,
}

impl Preview {
    /// The numbers of a plan.
    pub fn of(plan: &Plan) -> Preview {
        let ledger = Ledger::of(plan);
        let totals = ledger.totals();
        let phases = plan.phases.iter().zip(&totals.phases).filter_map(|(phase, money)| {
            Some(PreviewPhase {
                kind: phase.kind,
                days: phase.days()?,
                allocated: money.allocated,
                objective: phase.objective.and_then(|objective| objective.number),
            })
        });
        let coverage = goal_coverage(plan, &ledger);
        let goal = coverage.goals.first();
        let cost = goal.and_then(|goal| {
            let kpi = Kpi::of(&plan.find(goal.metric)?.definition)?;
            Some((goal.expected.price(kpi, plan.basics.currency)?, kpi))
        });
        Preview {
            phases: phases.collect(),
            contingency: totals.reserve,
            channels: plan.strategy.channels.iter().filter_map(named).collect(),
            lines: plan.budget.lines.len(),
            activities: plan.activities.len(),
            posts_a_week: posts_a_week(plan),
            cost,
            need: goal.and_then(|goal| goal.need),
        }
    }
}

fn named(channel: &Channel) -> Option<(String, Role)> {
    let role = channel.roles.first().map_or(Role::Unused, |role| role.role);
    Some((channel.catalogue.clone()?, role))
}

/// The most posts a week at any time: those of the whole plan and of the busiest phase.
fn posts_a_week(plan: &Plan) -> u32 {
    let sum = |phase| -> u32 {
        let of_phase = plan.schedule.cadences.iter().filter(|cadence| cadence.phase == phase);
        of_phase.map(|cadence| cadence.per_week).sum()
    };
    sum(None) + plan.phases.iter().map(|phase| sum(Some(phase.id))).max().unwrap_or(0)
}
