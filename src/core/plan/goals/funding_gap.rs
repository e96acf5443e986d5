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
//! assert_eq!(coverage.goals[0].binds, LimitingFactor::NothingExpected);
//! ```

use crate::plan::Plan;
use crate::plan::budget::cost_effectiveness;
use crate::plan::budget::cost_effectiveness::{Cost, CountedBy, CountedCost, Kpi};
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
    pub more: Money,
    /// Whether `more` is what is free.
    pub more_is_free: bool,
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
    pub binds: LimitingFactor,
    /// What additional budget would buy, the cheapest channel first.
    pub channels: Vec<MoreInChannel>,
}

/// What a goal needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// How much.
    pub count: Decimal,
    /// The part that replaces those who leave on the way.
    pub lost: Decimal,
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
        lacking: Estimate,
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
        let lacking = |money: Money| (money - free.max(Money::ZERO)).max(Money::ZERO);
        Estimate { least: lacking(self.least), most: lacking(self.most) }
    }
}

/// Missing results up to this multiple of the expected ones are estimated at the line items' own cost per result.
const NEAR: i64 = 1;
/// Up to this multiple the estimate is a range; beyond it the cost is unknown.
const FAR: i64 = 5;

/// What additional budget would buy on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoreInChannel {
    /// The channel; `None` for line items without one.
    pub channel: Option<ChannelId>,
    /// The cost per result used: tracked where there is one, else expected.
    pub cost: Cost,
    /// How the cost was tracked; `None` where it is expected.
    pub counted: Option<CountedBy>,
    /// The expected cost, where a tracked one is used.
    pub expected: Option<Cost>,
    /// The number of additional results; `None` where they cost nothing or none is planned.
    pub buys: Option<Decimal>,
}

/// The coverage of the plan's goals by its budget.
pub fn goal_coverage(plan: &Plan, ledger: &Ledger) -> GoalCoverage {
    let free = ledger.totals().free();
    let more_is_free = free.is_some_and(|free| free > Money::ZERO);
    let more = free.filter(|_| more_is_free).unwrap_or_else(|| step(ledger.whole().working(), plan));
    let counted = cost_effectiveness::counted(plan, ledger).costs;
    let named: Vec<MetricId> = ledger.results().iter().map(|result| result.metric).collect();
    let goals = plan.goals.metrics.iter().filter_map(|metric| {
        let kpi = kpi(metric)?;
        let family = counts_for(plan, Some(metric.id));
        (metric.target.is_some() || named.contains(&metric.id)).then(|| {
            let expected = expected(plan, ledger, metric, &family, kpi);
            let need = need(plan, metric);
            let channels = channels(ledger, &family, kpi, &counted, more);
            let blended = Cost::of(ledger.whole().working(), expected.results, kpi);
            let costs: Vec<Cost> = channels.iter().map(|more| more.cost).chain([blended]).collect();
            CoveredGoal {
                metric: metric.id,
                need: need.ok(),
                expected,
                binds: need.map_or_else(|missing| missing, |need| binding(need, expected, free, &costs)),
                channels,
            }
        })
    });
    GoalCoverage { free, more, more_is_free, goals: goals.collect() }
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
    if metric.definition.adds_up() == AddsUp::EndOfPeriod {
        let loss = metric.path.daily_loss.map_or(0.0, |percent| percent.to_f64() / 100.0);
        let lost =
            days.and_then(|days| needed_gain_by(metric.path.shape, baseline.to_f64(), target.to_f64(), days, loss));
        let lost = lost.map_or(Decimal::ZERO, |gain| Decimal::rounded_up(gain.lost)).max(Decimal::ZERO);
        return Ok(Need { count: gain + lost, lost });
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
    Ok(Need { count, lost: Decimal::ZERO })
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
        let (more, results, _) = results(ledger, &row.sums, family);
        spend += more;
        count += results;
    }
    Cost::of(spend, count, kpi)
}

fn binding(need: Need, expected: Cost, free: Option<Money>, costs: &[Cost]) -> LimitingFactor {
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
        Some(free) => LimitingFactor::Money { short, money, lacking: money.beyond(free) },
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
    counted: &[CountedCost],
    more: Money,
) -> Vec<MoreInChannel> {
    let row = |row: &ChannelRow| {
        let (spend, count, lines) = results(ledger, &row.sums, family);
        let expected = (lines > 0).then(|| Cost::of(spend, count, kpi));
        let of_channel = counted
            .iter()
            .filter(|found| found.channel == row.of && found.metric.is_some_and(|metric| family.contains(&metric)));
        let counted = of_channel.min_by_key(|found| found.by).filter(|_| row.of.is_some());
        let cost = counted.map(|found| found.cost).or(expected).filter(|cost| cost.each.is_some())?;
        let expected = expected.filter(|_| counted.is_some());
        Some(MoreInChannel {
            channel: row.of,
            cost,
            counted: counted.map(|found| found.by),
            expected,
            buys: cost.buys(more),
        })
    };
    let mut channels: Vec<MoreInChannel> = ledger.by_channel().iter().filter_map(row).collect();
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
mod tests {
    use super::*;
    use crate::plan::model::budget::{Allocation, ExpectedResult, LineItem};
    use crate::plan::model::channel::Channel;
    use crate::plan::model::channel_test::ChannelTest;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::MetricDefinition;
    use chrono::NaiveDate;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn exactly(minor: i64) -> Estimate {
        Estimate::exactly(money(minor))
    }
    fn int(value: i64) -> Decimal {
        Decimal::from_int(value).unwrap()
    }
    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    /// A plan that wants 10,000 followers from none, with these lines: channel, price, new followers.
    fn plan_of(lines: &[(u64, i64, i64)]) -> Plan {
        let mut next = 1_000;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        for (bits, key) in [(1, "followers"), (2, "new_followers")] {
            let definition = MetricDefinition::Dictionary(key.to_owned());
            plan.goals.metrics.push(Metric::new(Id::from_bits(bits), definition));
        }
        let goal = &mut plan.goals.metrics[0];
        (goal.baseline, goal.target) = (Some(Decimal::ZERO), Some(int(10_000)));
        for (bits, &(channel, price, count)) in (50..).zip(lines) {
            let channel = Id::from_bits(channel);
            if plan.strategy.channels.iter().all(|other| other.id != channel) {
                plan.strategy.channels.push(Channel::new(channel, None));
            }
            let mut line = LineItem::new(Id::from_bits(bits));
            (line.channel, line.quantity, line.unit_price) = (Some(channel), Some(int(1)), Some(int(price)));
            line.expected = vec![ExpectedResult { metric: Id::from_bits(2), count: int(count) }];
            plan.budget.lines.push(line);
        }
        plan
    }

    fn of(plan: &Plan) -> GoalCoverage {
        goal_coverage(plan, &Ledger::of(plan))
    }

    #[test]
    fn missing_followers_are_priced_at_the_plans_cost_per_follower() {
        let mut plan = plan_of(&[(7, 47_200, 5_900), (8, 20_000, 2_500)]);
        let found = of(&plan);
        let goal = &found.goals[0];
        assert_eq!((goal.need.unwrap().count, goal.expected.results), (int(10_000), int(8_400)));
        assert_eq!(goal.binds, LimitingFactor::NoTotalBudget { short: int(1_600), money: exactly(1_280_000) });
        plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
        plan.budget.settings.total_budget = Some(money(8_000_000));
        let lacking = LimitingFactor::Results { short: int(1_600), money: exactly(1_280_000), left: Money::ZERO };
        assert_eq!(of(&plan).goals[0].binds, lacking);
        plan.budget.settings.total_budget = Some(money(7_000_000));
        let found = of(&plan);
        let lacking =
            LimitingFactor::Money { short: int(1_600), money: exactly(1_280_000), lacking: exactly(1_000_000) };
        assert_eq!(found.goals[0].binds, lacking);
        assert_eq!((found.more, found.more_is_free), (money(280_000), true));
        let buys: Vec<_> = found.goals[0].channels.iter().map(|more| more.buys.unwrap()).collect();
        assert_eq!(buys, [int(350), int(350)]);
        // With nothing free the step is a round one.
        plan.budget.settings.total_budget = Some(money(5_000_000));
        let found = of(&plan);
        assert_eq!((found.more, found.more_is_free), (money(200_000), false));
        assert!(matches!(found.goals[0].binds, LimitingFactor::Money { lacking, .. } if lacking == exactly(1_280_000)));
    }

    #[test]
    fn a_small_line_item_gives_no_estimate_for_a_hundred_times_its_results() {
        // 100 for 50 results of 10,000: 199 times what the line brings.
        let plan = plan_of(&[(7, 100, 50)]);
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::CostUnknown { short: int(9_950) });
        // 4,000 of 10,000, by channels at 1.00 and 3.00 each: 6,000 cost between 6,000 and 18,000.
        let mut plan = plan_of(&[(7, 3_000, 3_000), (8, 3_000, 1_000)]);
        let range = Estimate { least: money(600_000), most: money(1_800_000) };
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::NoTotalBudget { short: int(6_000), money: range });
        // 6,000 are planned; 10,000 of 16,000 are free.
        plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
        plan.budget.settings.total_budget = Some(money(1_600_000));
        let lacking = Estimate { least: Money::ZERO, most: money(800_000) };
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::Money { short: int(6_000), money: range, lacking });
        plan.budget.settings.total_budget = Some(money(2_400_000));
        assert!(matches!(of(&plan).goals[0].binds, LimitingFactor::Results { left: Money::ZERO, .. }));
        // By the only cost there is, nothing is said of more than as many again.
        let plan = plan_of(&[(7, 3_000, 4_000)]);
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::CostUnknown { short: int(6_000) });
        let plan = plan_of(&[(7, 3_000, 5_000)]);
        assert_eq!(
            of(&plan).goals[0].binds,
            LimitingFactor::NoTotalBudget { short: int(5_000), money: exactly(300_000) }
        );
    }

    #[test]
    fn who_leaves_has_to_be_won_anew() {
        let mut plan = plan_of(&[(7, 100, 10_000)]);
        let goal = &mut plan.goals.metrics[0];
        (goal.baseline, goal.target) = (Some(int(1_000)), Some(int(5_000)));
        (goal.baseline_on, goal.due) = (day("2027-03-01"), day("2027-04-26"));
        goal.path.daily_loss = Decimal::from_ten_thousandths(2_000);
        // The worked figures: 77.43 a day for 56 days, 336 leave meanwhile.
        assert_eq!(of(&plan).goals[0].need, Some(Need { count: int(4_337), lost: int(337) }));
    }

    #[test]
    fn what_adds_up_needs_all_days_of_its_path_above_the_baseline() {
        let mut plan = plan_of(&[]);
        let metric = &mut plan.goals.metrics[1];
        metric.definition = MetricDefinition::Dictionary("activations".to_owned());
        (metric.baseline, metric.target) = (Some(int(8_000)), Some(int(12_000)));
        let need = |plan: &Plan| of(plan).goals[1].need.map(|need| need.count);
        assert_eq!(of(&plan).goals[1].binds, LimitingFactor::NoPath);
        (plan.basics.first_day, plan.basics.last_day) = (day("2027-04-01"), day("2027-04-30"));
        // The worked sums of the path: 302,000 linear, 297,960.9 compound; less 30 days of 8,000.
        assert_eq!(need(&plan), Some(int(62_000)));
        plan.goals.metrics[1].path.shape = PathShape::Compound;
        assert_eq!(need(&plan), Some(int(57_961)));
        plan.goals.metrics[1].path.reading = TargetReading::OnAverage;
        assert_eq!(need(&plan), Some(int(120_000)));
        plan.goals.metrics[1].path.reading = TargetReading::AtTheEnd;
        plan.goals.metrics[1].baseline = Some(Decimal::ZERO);
        assert_eq!(of(&plan).goals[1].binds, LimitingFactor::NoPath);
    }

    #[test]
    fn at_the_limits_it_says_what_is_missing() {
        let mut plan = plan_of(&[]);
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::NothingExpected);
        assert!(of(&plan).goals[0].channels.is_empty());
        plan.goals.metrics[0].baseline = None;
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::NoBaseline);
        plan.goals.metrics.clear();
        assert!(of(&plan).goals.is_empty());

        let mut plan = plan_of(&[(7, 100, 0)]);
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::NothingExpected);
        assert_eq!(of(&plan).goals[1].binds, LimitingFactor::NoTarget, "expected, though nobody set a goal");
        plan.goals.metrics[0].target = Some(int(-5));
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::Met { over: int(5) });

        let plan = plan_of(&[(7, 0, 10)]);
        assert_eq!(of(&plan).goals[0].binds, LimitingFactor::CostUnknown { short: int(9_990) });
        assert_eq!(of(&plan).goals[0].channels[0].buys, None);

        let mut plan = plan_of(&[(7, 90_000_000_000, 1), (8, 90_000_000_000, 1), (9, 1, 99_999_999_999)]);
        plan.goals.metrics[0].target = Some(int(99_999_999_999));
        assert!(matches!(of(&plan).goals[0].binds, LimitingFactor::Met { .. }));
        plan.budget.lines.pop();
        assert!(matches!(of(&plan).goals[0].binds, LimitingFactor::CostUnknown { .. }));
    }

    #[test]
    fn the_cheapest_channel_comes_first_and_a_counted_cost_before_an_expected_one() {
        let mut plan = plan_of(&[(7, 1_000, 100), (8, 500, 100), (9, 2_000, 100)]);
        plan.strategy.rule.metric = Some(Id::from_bits(2));
        let mut test = ChannelTest::new(Id::from_bits(80), Id::from_bits(9));
        test.set_totals(Some(money(10_000)), Some(50));
        plan.strategy.channel_tests.push(test);
        let found = of(&plan);
        let order: Vec<_> = found.goals[0]
            .channels
            .iter()
            .map(|more| (more.channel.unwrap().bits(), more.counted, more.cost.each.unwrap().minor()))
            .collect();
        assert_eq!(order, [(9, Some(CountedBy::ChannelTest), 200), (8, None, 500), (7, None, 1_000)]);
        assert_eq!(found.goals[0].channels[0].expected.unwrap().each, Some(money(2_000)));
        // A twentieth of 3,500.00 is 175.00: a round 100.00.
        assert_eq!((found.more, found.goals[0].channels[0].buys), (money(10_000), Some(int(50))));
    }

    #[test]
    fn phases_that_begin_after_the_due_date_bring_nothing_by_then() {
        let mut plan = plan_of(&[(7, 1_000, 100), (7, 1_000, 900)]);
        plan.phases[1].first = day("2027-06-01");
        plan.budget.lines[1].phase = Some(plan.phases[1].id);
        plan.goals.metrics[0].due = day("2027-05-31");
        assert_eq!(of(&plan).goals[0].expected.results, int(100));
        plan.goals.metrics[0].due = day("2027-06-01");
        assert_eq!(of(&plan).goals[0].expected.results, int(1_000));
    }
}
