//! Goal coverage: how much of each goal the line items bring, what is missing, and whether results or budget is the
//! limiting factor. Knows the ledger and the goals, not how coverage is shown.
//!
//! What a goal *needs* is the gain over the plan's days. For a stock (followers) that is the gain from baseline to target
//! plus those who leave on the way. For a metric summed by day (activations, orders), baseline and target are figures of
//! one day, and the need is the sum over the path's days of their excess over the baseline.
//!
//! What the line items are *expected* to bring counts for a goal in the same metric; new, net and all followers count for
//! each other. Phases that begin after the goal's due date do not count.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::goals::funding_gap::{LimitingFactor, goal_coverage};
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::model::metric::{Metric, MetricDefinition};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let mut metric = Metric::new(Id::from_bits(9), MetricDefinition::Dictionary("followers".to_owned()));
//! (metric.baseline, metric.target) = (Decimal::from_int(0), Decimal::from_int(1_000));
//! plan.goals.metrics.push(metric);
//! let coverage = goal_coverage(&plan, &Ledger::of(&plan));
//! assert_eq!(coverage.goals[0].limiting_factor, LimitingFactor::NothingExpected);
//! ```

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness;
use crate::plan::budget::cost_effectiveness::{Cost, CostSource, Kpi, MeasuredCost};
use crate::plan::budget::ledger::{ChannelRow, Ledger, Sums};
use crate::plan::goals::growth::{Path, needed_gain_by};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Better};
use crate::plan::model::metric::{Metric, MetricId, PathShape, TargetReading};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::unit_price::compare_costs;

/// The goals of a plan and the budget for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalCoverage {
    /// What is left of the total budget after line items and contingency; below zero where they exceed it; `None` without
    /// a total budget.
    pub free: Option<Money>,
    /// The amount for which additional results are computed: what is free, or a round amount where nothing is.
    pub increase: Money,
    /// Whether `increase` is what is free.
    pub increase_is_free: bool,
    /// The goals whose results can be bought, in the plan's order.
    pub goals: Vec<CoveredGoal>,
}

/// One goal and its coverage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredGoal {
    /// The metric.
    pub metric: MetricId,
    /// What is needed; `None` where a value it is computed from is missing.
    pub need: Option<Need>,
    /// What the line items are expected to bring and cost: this plan's cost per result.
    pub expected: Cost,
    /// The limiting factor.
    pub limiting_factor: LimitingFactor,
    /// What additional budget would buy, the cheapest channel first.
    pub channels: Vec<ChannelIncrease>,
}

/// What a goal needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// How much.
    pub count: Decimal,
    /// The part that replaces those who leave on the way.
    pub lost: Decimal,
    /// The change of the metric's value, from baseline to target.
    pub gain: Decimal,
    /// How the change becomes the need.
    pub accrual: Accrual,
    /// The day by which the target is due: the metric's, else the last day of the plan.
    pub by: Option<NaiveDate>,
}

/// How the change of a metric's value adds up to the results that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accrual {
    /// The value is a stock such as followers: its change is needed once, and what is lost on the way.
    Once,
    /// The value is a day's, and rises to the target over these days.
    Ramp(u32),
    /// The value is a day's, and the change applies on average over these days.
    Average(u32),
}

/// Why a goal is not covered, or that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitingFactor {
    /// The goal has no target.
    NoTarget,
    /// The goal has no baseline.
    NoBaseline,
    /// The days of the goal are unknown, or allow no path.
    NoPath,
    /// No line item has expected results.
    NothingExpected,
    /// The line items bring enough.
    Met {
        /// The excess over the need.
        over: Decimal,
    },
    /// The line items bring too little; what is free would buy the rest at this plan's cost.
    Results {
        /// The missing results.
        short: Decimal,
        /// Their estimated cost.
        money: Estimate,
        /// What would at least be left of what is free.
        left: Money,
    },
    /// The line items bring too little, and the budget is too small for the rest.
    Money {
        /// The missing results.
        short: Decimal,
        /// Their estimated cost.
        money: Estimate,
        /// The missing amount: the cost less what is free.
        missing_budget: Estimate,
    },
    /// The line items bring too little; without a total budget it is unknown whether the rest can be paid.
    NoTotalBudget {
        /// The missing results.
        short: Decimal,
        /// Their estimated cost.
        money: Estimate,
    },
    /// The line items bring too little, and too few results to estimate the cost of the rest.
    CostUnknown {
        /// The missing results.
        short: Decimal,
    },
}

impl LimitingFactor {
    /// The missing results, where they are known.
    pub fn short(&self) -> Option<Decimal> {
        match *self {
            LimitingFactor::Results { short, .. }
            | LimitingFactor::Money { short, .. }
            | LimitingFactor::NoTotalBudget { short, .. }
            | LimitingFactor::CostUnknown { short } => Some(short),
            LimitingFactor::NoTarget
            | LimitingFactor::NoBaseline
            | LimitingFactor::NoPath
            | LimitingFactor::NothingExpected
            | LimitingFactor::Met { .. } => None,
        }
    }
}

/// An amount estimated from this plan's cost per result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// At the plan's lowest known cost per result.
    pub least: Money,
    /// At the highest.
    pub most: Money,
}

impl Estimate {
    /// An estimate that is not a range.
    pub fn exactly(money: Money) -> Estimate {
        Estimate { least: money, most: money }
    }

    /// The amount, where the estimate is not a range.
    pub fn exact(self) -> Option<Money> {
        (self.least == self.most).then_some(self.least)
    }

    /// What it exceeds `free` by; zero where it does not.
    fn beyond(self, free: Money) -> Estimate {
        let missing_budget = |money: Money| (money - free.max(Money::ZERO)).max(Money::ZERO);
        Estimate { least: missing_budget(self.least), most: missing_budget(self.most) }
    }
}

/// Missing results up to this multiple of the expected ones are estimated at the line items' own cost per result.
const NEAR: i64 = 1;
/// Up to this multiple the estimate is a range; beyond it the cost is unknown.
const FAR: i64 = 5;

/// What additional budget would buy on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelIncrease {
    /// The channel; `None` for line items without one.
    pub channel: Option<ChannelId>,
    /// The cost per result used: tracked where there is one, else expected.
    pub cost: Cost,
    /// How the cost was tracked; `None` where it is expected.
    pub counted: Option<CostSource>,
    /// The expected cost, where a tracked one is used.
    pub expected: Option<Cost>,
    /// The number of additional results; `None` where they cost nothing or none is planned.
    pub buys: Option<Decimal>,
}

/// The coverage of the plan's goals by its budget.
pub fn goal_coverage(plan: &Plan, ledger: &Ledger) -> GoalCoverage {
    let free = ledger.totals().free();
    let increase_is_free = free.is_some_and(|free| free > Money::ZERO);
    let increase = free.filter(|_| increase_is_free).unwrap_or_else(|| step(ledger.sums().working(), plan));
    let counted = cost_effectiveness::measured_costs(plan, ledger).costs;
    let named: Vec<MetricId> = ledger.results().iter().map(|result| result.metric).collect();
    let goals = plan.goals.metrics.iter().filter_map(|metric| {
        let kpi = kpi(metric)?;
        let family = counts_for(plan, Some(metric.id));
        (metric.target.is_some() || named.contains(&metric.id)).then(|| {
            let expected = expected(plan, ledger, metric, &family, kpi);
            let need = need(plan, metric);
            let channels = channels(ledger, &family, kpi, &counted, increase);
            let blended = Cost::of(ledger.sums().working(), expected.results, kpi);
            let costs: Vec<Cost> = channels.iter().map(|increase| increase.cost).chain([blended]).collect();
            CoveredGoal {
                metric: metric.id,
                need: need.ok(),
                expected,
                limiting_factor: need
                    .map_or_else(|missing| missing, |need| limiting_factor(need, expected, free, &costs)),
                channels,
            }
        })
    });
    GoalCoverage { free, increase, increase_is_free, goals: goals.collect() }
}

/// The cost measure of the metric's results; `None` where results cannot be bought one by one or added up.
fn kpi(metric: &Metric) -> Option<Kpi> {
    let definition = &metric.definition;
    let adds_up = matches!(definition.adds_up(), AddsUp::Sum | AddsUp::EndOfPeriod);
    Kpi::of(definition).filter(|_| adds_up && definition.better() == Better::Up)
}

/// The metrics whose results count for this one; without a metric, those that count for new followers.
pub fn counts_for(plan: &Plan, metric: Option<MetricId>) -> Vec<MetricId> {
    const FOLLOWERS: [&str; 3] = ["followers", "new_followers", "net_followers"];
    let is_follower =
        |metric: &&Metric| metric.definition.dictionary().is_some_and(|entry| FOLLOWERS.contains(&entry.key));
    let found = metric.and_then(|id| plan.find(id));
    match found {
        Some(other) if !is_follower(&other) => vec![other.id],
        _ => plan.goals.metrics.iter().filter(is_follower).map(|metric| metric.id).collect(),
    }
}

/// What the goal needs, or which value is missing to compute it.
fn need(plan: &Plan, metric: &Metric) -> Result<Need, LimitingFactor> {
    let target = metric.target.ok_or(LimitingFactor::NoTarget)?;
    let baseline = metric.baseline.ok_or(LimitingFactor::NoBaseline)?;
    let days = match (metric.baseline_on, metric.due) {
        (Some(read), Some(due)) => u32::try_from((due - read).num_days()).ok().filter(|days| *days > 0),
        _ => plan.basics.days().map(DateRange::len),
    };
    let gain = target - baseline;
    let by = metric.due.or(plan.basics.last_day);
    if metric.definition.adds_up() == AddsUp::EndOfPeriod {
        let loss = metric.path.daily_loss.map_or(0.0, |percent| percent.to_f64() / 100.0);
        let lost =
            days.and_then(|days| needed_gain_by(metric.path.shape, baseline.to_f64(), target.to_f64(), days, loss));
        let lost = lost.map_or(Decimal::ZERO, |gain| Decimal::rounded_up(gain.lost)).max(Decimal::ZERO);
        return Ok(Need { count: gain + lost, lost, gain, accrual: Accrual::Once, by });
    }
    let days = days.ok_or(LimitingFactor::NoPath)?;
    let n = i64::from(days);
    let count = match (metric.path.reading, metric.path.shape) {
        (TargetReading::OnAverage, _) => gain * n,
        // Σ (T − B)t/n over the days 1 to n
        (TargetReading::AtTheEnd, PathShape::Linear) => gain.scaled(n + 1, 2),
        (TargetReading::AtTheEnd, shape @ PathShape::Compound) => {
            let path = Path::to_target(baseline.to_f64(), target.to_f64(), days, shape, metric.path.reading);
            Decimal::rounded_up(path.map_err(|_| LimitingFactor::NoPath)?.sum() - baseline.to_f64() * f64::from(days))
        }
    };
    let accrual = match metric.path.reading {
        TargetReading::OnAverage => Accrual::Average(days),
        TargetReading::AtTheEnd => Accrual::Ramp(days),
    };
    Ok(Need { count, lost: Decimal::ZERO, gain, accrual, by })
}

/// The cost of the line items that bring any of the metrics, their results, and their number.
fn results(ledger: &Ledger, sums: &Sums, family: &[MetricId]) -> (Money, Decimal, usize) {
    let of_family = ledger.results_of(sums).filter(|result| family.contains(&result.metric));
    of_family.fold((Money::ZERO, Decimal::ZERO, 0), |(spend, count, lines), result| {
        (spend + result.cost, count + result.count, lines + result.lines)
    })
}

fn expected(plan: &Plan, ledger: &Ledger, metric: &Metric, family: &[MetricId], kpi: Kpi) -> Cost {
    let (mut spend, mut count) = (Money::ZERO, Decimal::ZERO);
    for row in ledger.by_phase() {
        let first = row.of.and_then(|id| plan.find(id)).and_then(|phase| phase.first);
        if first.zip(metric.due).is_some_and(|(first, due)| first > due) {
            continue;
        }
        let (increase, results, _) = results(ledger, &row.sums, family);
        spend += increase;
        count += results;
    }
    Cost::of(spend, count, kpi)
}

fn limiting_factor(need: Need, expected: Cost, free: Option<Money>, costs: &[Cost]) -> LimitingFactor {
    let short = need.count - expected.results;
    if !short.is_positive() || need.count <= Decimal::ZERO {
        return LimitingFactor::Met { over: -short };
    }
    if expected.results <= Decimal::ZERO {
        return LimitingFactor::NothingExpected;
    }
    let Some(money) = estimate(short, expected, costs) else { return LimitingFactor::CostUnknown { short } };
    match free {
        None => LimitingFactor::NoTotalBudget { short, money },
        Some(free) if free >= money.most => LimitingFactor::Results { short, money, left: free - money.most },
        Some(free) => LimitingFactor::Money { short, money, missing_budget: money.beyond(free) },
    }
}

/// The cost of the missing results: at the line items' own cost per result up to [`NEAR`]; as a range between the lowest
/// and the highest known cost (of channels, and of the whole plan) up to [`FAR`]; `None` beyond, or where only one cost is
/// known.
fn estimate(short: Decimal, expected: Cost, costs: &[Cost]) -> Option<Estimate> {
    let own = expected.of_more(short)?;
    if short <= expected.results * NEAR {
        return Some(Estimate::exactly(own));
    }
    let each = || costs.iter().filter_map(|cost| cost.of_more(short)).chain([own]);
    let range = Estimate { least: each().min()?, most: each().max()? };
    (short <= expected.results * FAR && range.exact().is_none()).then_some(range)
}

fn channels(
    ledger: &Ledger,
    family: &[MetricId],
    kpi: Kpi,
    counted: &[MeasuredCost],
    increase: Money,
) -> Vec<ChannelIncrease> {
    let row = |row: &ChannelRow| {
        let (spend, count, lines) = results(ledger, &row.sums, family);
        let expected = (lines > 0).then(|| Cost::of(spend, count, kpi));
        let of_channel = counted
            .iter()
            .filter(|found| found.channel == row.of && found.metric.is_some_and(|metric| family.contains(&metric)));
        let counted = of_channel.min_by_key(|found| found.by).filter(|_| row.of.is_some());
        let cost = counted.map(|found| found.cost).or(expected).filter(|cost| cost.each.is_some())?;
        let expected = expected.filter(|_| counted.is_some());
        Some(ChannelIncrease {
            channel: row.of,
            cost,
            counted: counted.map(|found| found.by),
            expected,
            buys: cost.buys(increase),
        })
    };
    let mut channels: Vec<ChannelIncrease> = ledger.by_channel().iter().filter_map(row).collect();
    channels.sort_by(|a, b| compare_costs((a.cost.spend, a.cost.results), (b.cost.spend, b.cost.results)));
    channels
}

/// About a twentieth of the planned amount, rounded down to 1, 2 or 5 times a power of ten; at least one whole unit.
fn step(planned: Money, plan: &Plan) -> Money {
    let unit = 10i64.pow(u32::from(plan.basics.currency.digits()));
    let aim = (planned.minor() / 20).max(unit);
    let mut power = unit;
    while power <= aim / 10 {
        power *= 10;
    }
    let leading = match aim / power {
        5.. => 5,
        2.. => 2,
        _ => 1,
    };
    Money::saturating(i128::from(leading * power))
}

#[cfg(test)]
mod tests;
