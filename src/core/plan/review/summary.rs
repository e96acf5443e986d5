//! What the plan is worth, as someone asks who is to sign it: what it is after, what that takes, what it is expected to
//! bring, what one result costs, in which phases, and what can go wrong.
//!
//! [`Summary::of`] gathers what [`totals`](crate::plan::budget::totals), [`cost_effectiveness`] and [`goal_coverage`] compute and
//! computes nothing twice: the review and the report say the same figures as the steps. Parts are named by their
//! identity; whoever shows the summary has the plan, and with it their names.

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness;
use crate::plan::budget::cost_effectiveness::{Cost, Effect, Kinds, Kpi, Returns};
use crate::plan::budget::ledger::Ledger;
use crate::plan::goals::current_value::{Current, ToDate, current, to_date};
use crate::plan::goals::funding_gap::{Estimate, LimitingFactor, Need, goal_coverage};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::plan::model::risk::{Level, Risk, RiskId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The plan on a page. Made by [`Summary::of`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The plan's days, where both ends are given and in order.
    pub days: Option<DateRange>,
    /// The north star; `None` while there is none.
    pub goal: Option<GoalSummary>,
    /// The money.
    pub money: BudgetSummary,
    /// What is expected in each metric, in the plan's order: of the metrics that money buys and that have a target or are
    /// named by a line.
    pub results: Vec<MetricOutcome>,
    /// What the money returns; `None` while no revenue is expected.
    pub returns: Option<Returns>,
    /// The phases, in their order.
    pub phases: Vec<PhaseSummary>,
    /// What is asked of whoever grants the money, in the order in which it is to be decided.
    pub asks: Vec<DecisionRequest>,
    /// All risks, the gravest first, those of equal weight in the plan's order. A summary shows the first few.
    pub risks: Vec<RiskId>,
}

/// What the plan is after: the north star's metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalSummary {
    /// Which metric.
    pub metric: MetricId,
    /// Where it stands before the plan.
    pub baseline: Option<Decimal>,
    /// The day that was read.
    pub baseline_on: Option<NaiveDate>,
    /// What it is to reach.
    pub target: Option<Decimal>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Where it is now: the latest figure counted, else the baseline.
    pub now: Option<Current>,
}

/// Something that is asked of whoever grants the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionRequest {
    /// To grant the total budget.
    Grant {
        /// All of it.
        total: Money,
        /// The part kept for what cannot be foreseen.
        contingency: Money,
    },
    /// To grant what the lines come to; nothing was granted yet.
    GrantPlanned {
        /// How much.
        planned: Money,
    },
    /// To raise the total budget or to cut lines.
    OverBudget {
        /// By how much the lines and the contingency take more than there is.
        over: Money,
    },
    /// To decide on the goal that matters most of those the lines do not reach.
    Goal {
        /// In which metric.
        metric: MetricId,
        /// How much the lines bring too little.
        short: Decimal,
        /// What it takes.
        takes: FundingNeed,
    },
}

/// What it takes to reach a goal that the lines do not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundingNeed {
    /// Money that nothing says is there.
    Money(Estimate),
    /// Unallocated money that is enough.
    Unallocated(Estimate),
    /// More than what is unallocated.
    More {
        /// The money for all that is missing.
        money: Estimate,
        /// What of it is unallocated.
        unallocated: Money,
        /// What is asked for on top.
        lacking: Estimate,
    },
    /// Nobody knows: the lines bring too few results to extrapolate from.
    Unknown,
}

/// The money of a plan.
///
/// Where there is a total budget, it is `working + contingency + free`, to the coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetSummary {
    /// What was granted.
    pub total_budget: Option<Money>,
    /// The sum of all lines.
    pub planned: Money,
    /// The lines that are to bring something: planned, less contingency lines.
    pub working: Money,
    /// Kept for what cannot be foreseen: the reserve, or the contingency lines where they come to more.
    pub contingency: Money,
    /// Ordered, not yet delivered.
    pub committed: Money,
    /// Delivered and accepted.
    pub spent: Money,
    /// What is left of the total budget; below zero where the lines take more than was granted; `None` without a total budget.
    pub free: Option<Money>,
    /// How many lines there are.
    pub lines: usize,
    /// How many of them have no amount yet, and are in none of these sums.
    pub without_amount: usize,
}

/// What is expected in one metric, against the goal and against its cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricOutcome {
    /// Which metric.
    pub metric: MetricId,
    /// Whether it is the north star's.
    pub is_north_star: bool,
    /// What the cost of one result is called, and how many results it is for.
    pub kpi: Kpi,
    /// The metric's target.
    pub target: Option<Decimal>,
    /// What has to be won for it while the plan runs; `None` where something it follows from is missing, or where the
    /// metric cannot be added up over the plan.
    pub need: Option<Need>,
    /// What stands between the lines and the goal; `None` where the metric cannot be added up over the plan.
    pub binds: Option<LimitingFactor>,
    /// What the lines bring towards it by the day it is due, and their money. Followers of every reading (new, net, all)
    /// count for each other, and phases that begin after that day for nothing. `None` where the metric cannot be added
    /// up over the plan.
    pub towards: Option<Cost>,
    /// What all lines that name the metric bring in the whole plan, and their money; `None` where no line names it.
    pub direct: Option<Cost>,
    /// The same results by all money of the plan but contingency.
    pub blended: Option<Cost>,
    /// What has come in so far; `None` where nothing was counted.
    pub to_date: Option<ToDate>,
}

impl MetricOutcome {
    /// Whether what has come in so far is all that the goal needs.
    pub fn is_reached(&self) -> bool {
        self.need.zip(self.to_date).is_some_and(|(need, so_far)| so_far.value >= need.count)
    }

    /// What is expected and its cost, of the same lines: of those that count towards the goal by the day it is due, else
    /// of all that name the metric.
    pub fn cost(&self) -> Option<Cost> {
        self.towards.filter(|cost| cost.results != Decimal::ZERO).or(self.direct).or(self.towards)
    }
}

/// One phase in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSummary {
    /// Which phase.
    pub phase: PhaseId,
    /// Its days, where both ends are given and in order.
    pub days: Option<DateRange>,
    /// In which metric it must bring something.
    pub metric: Option<MetricId>,
    /// How much of it.
    pub number: Option<Decimal>,
    /// Its part of the total budget.
    pub allocated: Money,
    /// The sum of its lines.
    pub planned: Money,
    /// What of it is ordered, not yet delivered.
    pub committed: Money,
    /// What of it is delivered and accepted.
    pub spent: Money,
    /// What its lines are expected to bring, by metric, and what that costs.
    pub effects: Vec<Effect>,
}

impl Summary {
    /// The summary of a plan; the ledger is the plan's own.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Summary {
        let whole = cost_effectiveness::of_plan(plan, ledger);
        let (money, results) = (funds(plan, ledger), outcomes(plan, ledger, &whole.effects));
        Summary {
            asks: asks(&money, &results),
            days: plan.basics.days(),
            goal: goal(plan),
            money,
            results,
            returns: whole.returns,
            phases: phases(plan, ledger),
            risks: gravest_first(&plan.risks),
        }
    }
}

impl Summary {
    /// The result whose cost stands for the plan: the north star's, or the first that has a cost where money does not
    /// buy the north star.
    pub fn headline(&self) -> Option<&MetricOutcome> {
        let has_cost = |outcome: &&MetricOutcome| outcome.cost().is_some_and(|cost| cost.each.is_some());
        let star = self.results.iter().find(|outcome| outcome.is_north_star).filter(has_cost);
        star.or_else(|| self.results.iter().find(has_cost))
    }
}

fn goal(plan: &Plan) -> Option<GoalSummary> {
    let star = plan.goals.north_star.as_ref()?;
    let metric = plan.find(star.metric)?;
    Some(GoalSummary {
        metric: metric.id,
        baseline: metric.baseline,
        baseline_on: metric.baseline_on,
        target: metric.target,
        due: metric.due,
        now: current(plan, metric),
    })
}

fn funds(plan: &Plan, ledger: &Ledger) -> BudgetSummary {
    let totals = ledger.totals();
    BudgetSummary {
        total_budget: totals.total_budget,
        planned: totals.planned,
        working: ledger.whole().working(),
        contingency: totals.reserve.max(totals.contingency_lines),
        committed: totals.committed,
        spent: totals.actual,
        free: totals.free(),
        lines: plan.budget.lines.len(),
        without_amount: totals.without_amount,
    }
}

/// What is asked: the one list that the report, the files and the screens show.
fn asks(money: &BudgetSummary, results: &[MetricOutcome]) -> Vec<DecisionRequest> {
    let mut asks = Vec::new();
    match (money.total_budget, money.free) {
        (Some(total), free) => {
            asks.push(DecisionRequest::Grant { total, contingency: money.contingency });
            if let Some(free) = free.filter(|free| *free < Money::ZERO) {
                asks.push(DecisionRequest::OverBudget { over: Money::ZERO - free });
            }
        }
        (None, _) if money.planned > Money::ZERO => asks.push(DecisionRequest::GrantPlanned { planned: money.planned }),
        (None, _) => {}
    }
    let short = results.iter().filter_map(|result| {
        let binds = result.binds?;
        let takes = match binds {
            LimitingFactor::Results { money, .. } => FundingNeed::Unallocated(money),
            LimitingFactor::Money { money, lacking, .. } => match money_there(money, lacking) {
                Money::ZERO => FundingNeed::Money(money),
                unallocated => FundingNeed::More { money, unallocated, lacking },
            },
            LimitingFactor::NoTotalBudget { money, .. } => FundingNeed::Money(money),
            LimitingFactor::CostUnknown { .. } => FundingNeed::Unknown,
            _ => return None,
        };
        Some((result, DecisionRequest::Goal { metric: result.metric, short: binds.short()?, takes }))
    });
    asks.extend(short.min_by_key(|(result, _)| !result.is_north_star).map(|(_, ask)| ask));
    asks
}

/// What of the money is there.
fn money_there(money: Estimate, lacking: Estimate) -> Money {
    money.most - lacking.most
}

fn outcomes(plan: &Plan, ledger: &Ledger, effects: &[Effect]) -> Vec<MetricOutcome> {
    let goals = goal_coverage(plan, ledger).goals;
    let star = plan.goals.north_star.as_ref().map(|star| star.metric);
    let outcome = |metric: &Metric| {
        let goal = goals.iter().find(|goal| goal.metric == metric.id);
        let effect = effects.iter().find(|effect| effect.metric == metric.id);
        let kpi = effect.map(|effect| effect.kpi).or_else(|| Kpi::of(&metric.definition))?;
        if goal.is_none() && effect.is_none() {
            return None;
        }
        let (need, to_date) = (goal.and_then(|goal| goal.need), to_date(plan, metric));
        // What has come in already needs no line of the budget.
        let over = need.zip(to_date).map(|(need, so_far)| {
            Decimal::saturating(i128::from(so_far.value.ten_thousandths()) - i128::from(need.count.ten_thousandths()))
        });
        let reached = over.filter(|over| !over.is_negative()).map(|over| LimitingFactor::Met { over });
        Some(MetricOutcome {
            metric: metric.id,
            is_north_star: star == Some(metric.id),
            kpi,
            target: metric.target,
            need,
            binds: reached.or_else(|| goal.map(|goal| goal.binds)),
            towards: goal.map(|goal| goal.expected),
            direct: effect.map(|effect| effect.direct),
            blended: effect.map(|effect| effect.blended),
            to_date,
        })
    };
    plan.goals.metrics.iter().filter_map(outcome).collect()
}

fn phases(plan: &Plan, ledger: &Ledger) -> Vec<PhaseSummary> {
    let kinds = Kinds::of(plan);
    let money = &ledger.totals().phases;
    let rows = ledger.by_phase().iter();
    let phases = plan.phases.iter().zip(rows.zip(money));
    let one = phases.map(|(phase, (row, money))| PhaseSummary {
        phase: phase.id,
        days: phase.days(),
        metric: phase.objective.and_then(|objective| objective.metric),
        number: phase.objective.and_then(|objective| objective.number),
        allocated: money.allocated,
        planned: money.planned,
        committed: row.sums.committed(),
        spent: row.sums.actual(),
        effects: kinds.effectiveness(ledger, &row.sums).effects,
    });
    one.collect()
}

/// How much a risk weighs: how likely it is times how bad, each from 1 to 3; from 6 on it is a grave one.
pub fn risk_weight(risk: &Risk) -> u32 {
    let grade = |level| match level {
        Level::Low => 1,
        Level::Medium => 2,
        Level::High => 3,
    };
    grade(risk.likelihood) * grade(risk.impact)
}

/// The risks by weight; of two that weigh the same the worse one comes before the likelier one.
fn gravest_first(risks: &[Risk]) -> Vec<RiskId> {
    let impact = |level| Level::ALL.iter().position(|item| *item == level);
    let mut sorted: Vec<&Risk> = risks.iter().collect();
    sorted.sort_by_key(|risk| std::cmp::Reverse((risk_weight(risk), impact(risk.impact))));
    sorted.into_iter().map(|risk| risk.id).collect()
}
