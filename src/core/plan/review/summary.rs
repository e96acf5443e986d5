//! The summary for the person who approves the plan: goal, budget, expected results and their cost, phases, decisions
//! requested and risks.
//!
//! [`Summary::of`] collects what [`totals`](crate::plan::budget::totals), [`cost_effectiveness`] and [`goal_coverage`]
//! compute, and computes nothing again: the review and the report show the same figures as the steps. Parts are given by
//! their ids; their names are in the plan.

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness;
use crate::plan::budget::cost_effectiveness::{Cost, CostMeasures, Effect, Kpi, Returns};
use crate::plan::budget::ledger::Ledger;
use crate::plan::goals::current_value::{Current, ToDate, current, to_date};
use crate::plan::goals::funding_gap::{Estimate, LimitingFactor, Need, goal_coverage};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::plan::model::risk::{Level, Risk, RiskId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// The summary of a plan. Made by [`Summary::of`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The plan's days, if both ends are entered and in order.
    pub days: Option<DateRange>,
    /// The north star metric, if there is one.
    pub goal: Option<GoalSummary>,
    /// The budget.
    pub money: BudgetSummary,
    /// Expected results, in the plan's order: of the metrics that money can buy and that have a target or are expected
    /// results of a line.
    pub results: Vec<MetricOutcome>,
    /// Return on the budget; `None` while no revenue is expected.
    pub returns: Option<Returns>,
    /// The phases, in their order.
    pub phases: Vec<PhaseSummary>,
    /// Decisions requested of whoever grants the budget, in the order in which to decide.
    pub decisions: Vec<DecisionRequest>,
    /// All risks, by descending weight, those of equal weight in the plan's order. A summary shows the first few.
    pub risks: Vec<RiskId>,
}

/// The goal of the plan: its north star metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalSummary {
    /// Which metric.
    pub metric: MetricId,
    /// Its value before the plan.
    pub baseline: Option<Decimal>,
    /// The day of the baseline.
    pub baseline_on: Option<NaiveDate>,
    /// The value to reach.
    pub target: Option<Decimal>,
    /// The due date.
    pub due: Option<NaiveDate>,
    /// The current value: the latest tracked figure, else the baseline.
    pub now: Option<Current>,
}

/// A decision requested of whoever grants the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionRequest {
    /// To grant the total budget.
    Grant {
        /// The total budget.
        total: Money,
        /// The contingency in it.
        contingency: Money,
    },
    /// Approval of the sum of the lines as the total budget, which is missing.
    GrantPlanned {
        /// The sum of the lines.
        planned: Money,
    },
    /// To raise the total budget or to cut lines.
    OverBudget {
        /// The amount by which lines and contingency exceed the total budget.
        over: Money,
    },
    /// To decide on the most important goal that the lines do not reach.
    Goal {
        /// Its metric.
        metric: MetricId,
        /// The shortfall: how many more results the goal needs.
        short: Decimal,
        /// The money needed for it.
        takes: FundingNeed,
    },
}

/// The money needed to reach a goal that the lines do not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundingNeed {
    /// Additional money: there is no unallocated money, or no total budget.
    Money(Estimate),
    /// Unallocated money covers it.
    Unallocated(Estimate),
    /// More money than is unallocated.
    More {
        /// The money for the whole shortfall.
        money: Estimate,
        /// The unallocated part of it.
        unallocated: Money,
        /// The additional money.
        missing_budget: Estimate,
    },
    /// Not known: the lines bring too few results to extrapolate from.
    Unknown,
}

/// The budget of a plan.
///
/// If there is a total budget, it is exactly `working + contingency + free`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetSummary {
    /// The total budget, if one is entered.
    pub total_budget: Option<Money>,
    /// The sum of all lines.
    pub planned: Money,
    /// The sum of all lines but contingency lines.
    pub working: Money,
    /// The contingency: the reserve, or the contingency lines if they add up to more.
    pub contingency: Money,
    /// Committed: ordered, but not delivered yet.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub spent: Money,
    /// The rest of the total budget, negative if it is exceeded; `None` without a total budget.
    pub free: Option<Money>,
    /// Number of lines.
    pub lines: usize,
    /// Number of lines without an amount; they are in none of these sums.
    pub without_amount: usize,
}

/// Expected results in one metric, with the goal and the cost of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricOutcome {
    /// Which metric.
    pub metric: MetricId,
    /// Whether it is the north star metric.
    pub is_north_star: bool,
    /// The name of its unit cost, and the number of results that it is for.
    pub kpi: Kpi,
    /// The metric's target.
    pub target: Option<Decimal>,
    /// The results needed for the target over the days of the plan; `None` if data for it is missing, or if the metric
    /// cannot be added up over the plan.
    pub need: Option<Need>,
    /// What limits the lines from reaching the goal; `None` if the metric cannot be added up over the plan.
    pub limiting_factor: Option<LimitingFactor>,
    /// The expected results of the lines that count towards the goal by its due date, and their money. New, net and total
    /// followers count for each other; phases that begin after the due date do not count. `None` if the metric cannot be
    /// added up over the plan.
    pub towards: Option<Cost>,
    /// The expected results of all lines with this metric, and their money; `None` without such lines.
    pub direct: Option<Cost>,
    /// The same results, and all money of the plan but contingency.
    pub blended: Option<Cost>,
    /// The same results, and the money of the line items that count as acquisition cost.
    pub acquisition: Option<Cost>,
    /// Results so far; `None` if nothing is tracked.
    pub to_date: Option<ToDate>,
}

impl MetricOutcome {
    /// Whether the results so far are enough for the goal.
    pub fn is_reached(&self) -> bool {
        self.need.zip(self.to_date).is_some_and(|(need, so_far)| so_far.value >= need.count)
    }

    /// Expected results and the money of the same lines: of those that count towards the goal by its due date, else of all
    /// lines with the metric.
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
    /// The metric of its objective.
    pub metric: Option<MetricId>,
    /// The number of its objective.
    pub number: Option<Decimal>,
    /// Its allocation of the total budget.
    pub allocated: Money,
    /// The sum of its lines.
    pub planned: Money,
    /// The part of it that is committed.
    pub committed: Money,
    /// The part of it that is spent.
    pub spent: Money,
    /// Expected results of its lines by metric, and their cost.
    pub effects: Vec<Effect>,
}

impl Summary {
    /// The summary of a plan; the ledger is the plan's own.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Summary {
        let effectiveness = cost_effectiveness::of_plan(plan, ledger);
        let (money, results) = (funds(plan, ledger), outcomes(plan, ledger, &effectiveness.effects));
        Summary {
            decisions: decisions(&money, &results),
            days: plan.basics.days(),
            goal: goal(plan),
            money,
            results,
            returns: effectiveness.returns,
            phases: phases(plan, ledger),
            risks: by_weight(&plan.risks),
        }
    }
}

impl Summary {
    /// The result whose cost represents the plan: the north star's, or the first that has a cost where money does not
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
        working: ledger.sums().working(),
        contingency: totals.reserve.max(totals.contingency_lines),
        committed: totals.committed,
        spent: totals.actual,
        free: totals.free(),
        lines: plan.budget.lines.len(),
        without_amount: totals.without_amount,
    }
}

/// The decisions requested: the list that the report, the exports and the screens share.
fn decisions(money: &BudgetSummary, results: &[MetricOutcome]) -> Vec<DecisionRequest> {
    let mut decisions = Vec::new();
    match (money.total_budget, money.free) {
        (Some(total), free) => {
            decisions.push(DecisionRequest::Grant { total, contingency: money.contingency });
            if let Some(free) = free.filter(|free| *free < Money::ZERO) {
                decisions.push(DecisionRequest::OverBudget { over: Money::ZERO - free });
            }
        }
        (None, _) if money.planned > Money::ZERO => {
            decisions.push(DecisionRequest::GrantPlanned { planned: money.planned });
        }
        (None, _) => {}
    }
    let short = results.iter().filter_map(|result| {
        let limiting_factor = result.limiting_factor?;
        let takes = match limiting_factor {
            LimitingFactor::Results { money, .. } => FundingNeed::Unallocated(money),
            LimitingFactor::Money { money, missing_budget, .. } => match available(money, missing_budget) {
                Money::ZERO => FundingNeed::Money(money),
                unallocated => FundingNeed::More { money, unallocated, missing_budget },
            },
            LimitingFactor::NoTotalBudget { money, .. } => FundingNeed::Money(money),
            LimitingFactor::CostUnknown { .. } => FundingNeed::Unknown,
            _ => return None,
        };
        Some((result, DecisionRequest::Goal { metric: result.metric, short: limiting_factor.short()?, takes }))
    });
    decisions.extend(short.min_by_key(|(result, _)| !result.is_north_star).map(|(_, decision)| decision));
    decisions
}

/// The part of the money that is available.
fn available(money: Estimate, missing_budget: Estimate) -> Money {
    money.most - missing_budget.most
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
        // Results that are already in need no line of the budget.
        let over = need.zip(to_date).map(|(need, so_far)| so_far.value - need.count);
        let reached = over.filter(|over| !over.is_negative()).map(|over| LimitingFactor::Met { over });
        Some(MetricOutcome {
            metric: metric.id,
            is_north_star: star == Some(metric.id),
            kpi,
            target: metric.target,
            need,
            limiting_factor: reached.or_else(|| goal.map(|goal| goal.limiting_factor)),
            towards: goal.map(|goal| goal.expected),
            direct: effect.map(|effect| effect.direct),
            blended: effect.map(|effect| effect.blended),
            acquisition: effect.map(|effect| effect.acquisition),
            to_date,
        })
    };
    plan.goals.metrics.iter().filter_map(outcome).collect()
}

fn phases(plan: &Plan, ledger: &Ledger) -> Vec<PhaseSummary> {
    let measures = CostMeasures::of(plan);
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
        effects: measures.effectiveness(ledger, &row.sums).effects,
    });
    one.collect()
}

/// The weight of a risk, 1 to 9: likelihood times impact, each from 1 to 3. From 6 on it is a serious risk.
pub fn risk_weight(risk: &Risk) -> u32 {
    let grade = |level| match level {
        Level::Low => 1,
        Level::Medium => 2,
        Level::High => 3,
    };
    grade(risk.likelihood) * grade(risk.impact)
}

/// The risks by descending weight; of two with equal weight, the one with the greater impact first.
fn by_weight(risks: &[Risk]) -> Vec<RiskId> {
    let impact = |level| Level::ALL.iter().position(|item| *item == level);
    let mut sorted: Vec<&Risk> = risks.iter().collect();
    sorted.sort_by_key(|risk| std::cmp::Reverse((risk_weight(risk), impact(risk.impact))));
    sorted.into_iter().map(|risk| risk.id).collect()
}
