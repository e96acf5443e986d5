//! Cost-effectiveness: what results cost, as the lines expect it and as it was counted, and what the money returns.
//!
//! Two costs are shown together, because either alone misleads: *direct* takes only the line items that bring
//! the result; *blended* takes all money of the group (a phase, a channel, the whole plan) without
//! contingency. Where no result is expected there is no cost per result, rather than zero or infinity.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, Sums};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::{BasisPoints, Ratio};
use crate::plan::numbers::unit_price::{cost_of_more, cost_per, price_per, results_for};

/// The measure of a metric's cost per result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kpi {
    /// Cost of a thousand impressions, CPM.
    Cpm,
    /// Cost of a thousand people reached, or of a thousand views.
    Reached,
    /// Cost of a click, CPC.
    Cpc,
    /// Cost of a follower, CPF.
    Cpf,
    /// Cost of a named action (registration, activation, order), CPA.
    Cpa,
    /// Cost of one of anything else.
    Each,
}

impl Kpi {
    /// What the cost of this metric's results is called; `None` for what is not bought by the piece: shares, averages,
    /// money, and what is better the less there is of it.
    pub fn of(definition: &MetricDefinition) -> Option<Kpi> {
        if let Some(entry) = definition.dictionary() {
            match entry.key {
                "impressions" => return Some(Kpi::Cpm),
                "reach" | "views" => return Some(Kpi::Reached),
                "link_clicks" => return Some(Kpi::Cpc),
                "followers" | "new_followers" | "net_followers" => return Some(Kpi::Cpf),
                "activations" | "registrations" | "orders" => return Some(Kpi::Cpa),
                // What the team does, and what it wants less of.
                "posts" | "feedback" | "unfollows" => return None,
                _ => {}
            }
        }
        let adds_up = matches!(definition.adds_up(), AddsUp::Sum | AddsUp::EndOfPeriod | AddsUp::Distinct);
        (adds_up && definition.unit() == Unit::Count).then_some(Kpi::Each)
    }

    /// The number of results that the cost is stated for.
    pub fn per(self) -> u32 {
        match self {
            Kpi::Cpm | Kpi::Reached => 1_000,
            _ => 1,
        }
    }
}

/// An amount and the results it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The money.
    pub spend: Money,
    /// The number of results.
    pub results: Decimal,
    /// Money for one of them (for a thousand, where the [`Kpi`] says so), rounded half away from zero; `None` while no
    /// result is expected or counted.
    pub each: Option<Money>,
}

impl Cost {
    /// Of so much money for so many results.
    pub fn of(spend: Money, results: Decimal, kpi: Kpi) -> Cost {
        Cost { spend, results, each: cost_per(spend, results, kpi.per()) }
    }

    /// The cost of one, or of a thousand, as a price for display; see [`price_per`].
    pub fn price(&self, kpi: Kpi, currency: Currency) -> Option<Decimal> {
        price_per(self.spend, self.results, kpi.per(), currency)
    }

    /// The cost of additional results at this cost per result, rounded up to the minor unit; `None` without results.
    pub fn of_more(&self, results: Decimal) -> Option<Money> {
        cost_of_more(self.spend, self.results, results)
    }

    /// How many whole results an additional amount buys at this cost; `None` where the cost is unknown or zero.
    pub fn buys(&self, money: Money) -> Option<Decimal> {
        results_for(self.spend, self.results, money)
    }
}

/// What the results in one metric cost in a group of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The definition.
    pub metric: MetricId,
    /// What its cost is called.
    pub kpi: Kpi,
    /// How many lines bring it.
    pub lines: usize,
    /// By the money of the lines that bring it. A line that brings several things counts in full for each.
    pub direct: Cost,
    /// By all money of the group but contingency.
    pub blended: Cost,
    /// By all money of the group that wins customers: media, creators, incentives, people and content. Over new paying
    /// customers this is the customer acquisition cost, CAC.
    pub acquisition: Cost,
}

/// Return on spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returns {
    /// Revenue.
    pub revenue: Money,
    /// Spending.
    pub spend: Money,
    /// Revenue over spend, ROAS; `None` without spend.
    pub roas: Option<Decimal>,
    /// (Revenue × margin − spend) over spend, in percent points, ROI; `None` without spend or margin.
    pub roi: Option<Decimal>,
}

impl Returns {
    /// Of so much revenue for so much money, at a gross margin.
    pub fn of(revenue: Money, spend: Money, margin: Option<BasisPoints>) -> Returns {
        let (sold, spent) = (i128::from(revenue.minor()), i128::from(spend.minor()));
        let whole = i128::from(BasisPoints::WHOLE.0);
        let profit = |margin: BasisPoints| sold * i128::from(margin.0) - spent * whole;
        let roi = margin.and_then(|margin| Ratio::new(profit(margin), spent * whole)?.percent());
        Returns { revenue, spend, roas: Ratio::of_money(revenue, spend).and_then(Ratio::value), roi }
    }
}

/// The break-even ROAS: 1 over the margin; `None` without a margin.
pub fn break_even_roas(margin: Option<BasisPoints>) -> Option<Decimal> {
    margin.and_then(|margin| Ratio::new(BasisPoints::WHOLE.0.into(), margin.0.into())?.value())
}

/// What a group of lines is expected to bring, and what that costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effectiveness {
    /// All its money but contingency.
    pub spend: Money,
    /// By metric, in the plan's order; metrics that no line of the group names are left out.
    pub effects: Vec<Effect>,
    /// What the money returns; `None` while no revenue is expected.
    pub returns: Option<Returns>,
}

impl Effectiveness {
    /// What the group brings in one metric, and its cost; `None` where no line of it names the metric.
    pub fn effect(&self, metric: MetricId) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.metric == metric)
    }

    /// The group's money on lines that do not bring the metric, contingency left out: it has no part in the direct cost,
    /// and stands beside it so that nobody divides all of the money by results of some.
    pub fn rest(&self, metric: MetricId) -> Money {
        let own = self.effect(metric).map_or(Money::ZERO, |effect| effect.direct.spend);
        (self.spend - own).max(Money::ZERO)
    }
}

/// The plan's metrics by their cost measure. Made once for many groups.
pub struct Kinds {
    kpis: Vec<(MetricId, Option<Kpi>, bool)>,
    currency: Currency,
    margin: Option<BasisPoints>,
}

impl Kinds {
    /// Of a plan.
    pub fn of(plan: &Plan) -> Kinds {
        let kind = |metric: &Metric| (metric.id, Kpi::of(&metric.definition), is_revenue(&metric.definition));
        Kinds {
            kpis: plan.goals.metrics.iter().map(kind).collect(),
            currency: plan.basics.currency,
            margin: plan.budget.settings.gross_margin,
        }
    }

    fn kpi(&self, metric: MetricId) -> Option<Kpi> {
        self.kpis.iter().find(|(id, ..)| *id == metric)?.1
    }

    fn is_revenue(&self, metric: MetricId) -> bool {
        self.kpis.iter().any(|(id, _, revenue)| *id == metric && *revenue)
    }

    /// The cost-effectiveness of a group of lines.
    pub fn effectiveness(&self, ledger: &Ledger, sums: &Sums) -> Effectiveness {
        let (working, acquiring) = (sums.working(), sums.acquiring());
        let effects = ledger.results_of(sums).filter_map(|result| {
            let kpi = self.kpi(result.metric)?;
            Some(Effect {
                metric: result.metric,
                kpi,
                lines: result.lines,
                direct: Cost::of(result.cost, result.count, kpi),
                blended: Cost::of(working, result.count, kpi),
                acquisition: Cost::of(acquiring, result.count, kpi),
            })
        });
        let revenue =
            ledger.results_of(sums).filter(|result| self.is_revenue(result.metric)).map(|result| result.count);
        Effectiveness { spend: working, effects: effects.collect(), returns: self.returns(revenue, working) }
    }

    fn returns(&self, revenue: impl Iterator<Item = Decimal>, spend: Money) -> Option<Returns> {
        let revenue = Money::rounded(revenue.sum(), self.currency);
        (revenue > Money::ZERO).then(|| Returns::of(revenue, spend, self.margin))
    }
}

/// Revenue is the gross merchandise value; it is in the plan's currency, in whole units.
fn is_revenue(definition: &MetricDefinition) -> bool {
    matches!(definition, MetricDefinition::Dictionary(key) if key == "gmv")
}

/// The cost-effectiveness of the whole plan.
pub fn of_plan(plan: &Plan, ledger: &Ledger) -> Effectiveness {
    Kinds::of(plan).effectiveness(ledger, ledger.whole())
}

/// The cost-effectiveness of each phase in their order, of the lines of no phase last.
pub fn by_phase(plan: &Plan, ledger: &Ledger) -> Vec<(Option<PhaseId>, Effectiveness)> {
    let kinds = Kinds::of(plan);
    ledger.by_phase().iter().map(|row| (row.of, kinds.effectiveness(ledger, &row.sums))).collect()
}

/// The cost-effectiveness of each channel in the plan's order, of the lines without one last; channels without a line
/// are left out.
pub fn by_channel(plan: &Plan, ledger: &Ledger) -> Vec<(Option<ChannelId>, Effectiveness)> {
    let kinds = Kinds::of(plan);
    let rows = ledger.by_channel().iter().filter(|row| row.sums.lines() > 0);
    rows.map(|row| (row.of, kinds.effectiveness(ledger, &row.sums))).collect()
}

/// Where a counted cost comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountedBy {
    /// Money and results were both tracked day by day.
    Tracking,
    /// A channel test counted both.
    ChannelTest,
    /// Results were tracked; the money is what the lines say was spent, which may be for other days, too.
    Lines,
}

/// A tracked cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedCost {
    /// On which channel; `None` for the whole plan.
    pub channel: Option<ChannelId>,
    /// In which metric; `None` for the clicks and the reach that channel tests count.
    pub metric: Option<MetricId>,
    /// What the cost is called.
    pub kpi: Kpi,
    /// Where it comes from.
    pub by: CountedBy,
    /// Money and results.
    pub cost: Cost,
}

/// What was counted: costs and returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Costs of the whole plan, then by channel in the plan's order; those without money or results are left out.
    pub costs: Vec<CountedCost>,
    /// What the money spent so far returned; `None` while no revenue was tracked or nothing was spent.
    pub returns: Option<Returns>,
}

/// What results really cost so far, from the figures tracked by day and from the channel tests.
///
/// Only figures that belong together are divided: tracked money by tracked results, else a test's money by its own
/// results. Where only results were tracked, the spent amounts of the channel's lines stand in for the money.
/// The whole plan's figures are those tracked without a channel, or else the sum of the channels'.
pub fn counted(plan: &Plan, ledger: &Ledger) -> Counted {
    let kinds = Kinds::of(plan);
    let spend_metric =
        |metric: &&Metric| matches!(&metric.definition, MetricDefinition::Dictionary(key) if key == "spend");
    let spend_metric = plan.goals.metrics.iter().find(spend_metric).map(|metric| metric.id);
    let tracked = Tracked::of(plan);
    let money = |channel| {
        let sum = tracked.sum(spend_metric?, channel)?;
        Some(Money::rounded(sum, kinds.currency)).filter(|money| *money > Money::ZERO)
    };
    let mut costs = Vec::new();
    let mut add = |channel, metric, kpi, by, spend: Money, results: Decimal| {
        if spend > Money::ZERO && results > Decimal::ZERO {
            costs.push(CountedCost { channel, metric, kpi, by, cost: Cost::of(spend, results, kpi) });
        }
    };
    let additive = || {
        let metrics = plan.goals.metrics.iter().filter(|metric| metric.definition.adds_up() == AddsUp::Sum);
        metrics.filter_map(|metric| Some((metric.id, kinds.kpi(metric.id)?)))
    };

    let spent = ledger.whole().actual();
    let (whole_money, by) = match money(None) {
        Some(money) => (money, CountedBy::Tracking),
        None => (spent, CountedBy::Lines),
    };
    for (metric, kpi) in additive() {
        if let Some(results) = tracked.sum(metric, None) {
            add(None, Some(metric), kpi, by, whole_money, results);
        }
    }
    let mut tests: BTreeMap<ChannelId, TestSums> = BTreeMap::new();
    for test in &plan.strategy.channel_tests {
        let Some(spend) = test.spent() else { continue };
        let sums = tests.entry(test.channel).or_default();
        for (sum, count) in
            [(&mut sums.results, test.counted()), (&mut sums.clicks, test.clicks), (&mut sums.reach, test.reach)]
        {
            // Money of a test that did not count something is no cost of it.
            if let Some(count) = count {
                sum.0 += spend;
                sum.1 += Decimal::from_int(i64::from(count)).unwrap_or_default();
            }
        }
    }
    let tested = plan.strategy.rule.metric;
    for row in ledger.by_channel() {
        let Some(channel) = row.of else { continue };
        let test = tests.get(&channel);
        let tracked_money = money(Some(channel));
        for (metric, kpi) in additive() {
            let results = tracked.sum(metric, Some(channel));
            let of_test = test.filter(|test| tested == Some(metric) && test.results.1.is_positive());
            match (tracked_money, results, of_test) {
                (Some(money), Some(results), _) => {
                    add(Some(channel), Some(metric), kpi, CountedBy::Tracking, money, results);
                }
                (_, _, Some(test)) => {
                    let (money, results) = test.results;
                    add(Some(channel), Some(metric), kpi, CountedBy::ChannelTest, money, results);
                }
                (None, Some(results), None) => {
                    add(Some(channel), Some(metric), kpi, CountedBy::Lines, row.sums.actual(), results);
                }
                _ => {}
            }
        }
        if let Some(test) = test {
            for ((spend, count), kpi) in [(test.clicks, Kpi::Cpc), (test.reach, Kpi::Reached)] {
                add(Some(channel), None, kpi, CountedBy::ChannelTest, spend, count);
            }
        }
    }
    let revenue = plan.goals.metrics.iter().filter(|metric| is_revenue(&metric.definition));
    let revenue = revenue.filter_map(|metric| tracked.sum(metric.id, None));
    let returns = if whole_money > Money::ZERO { kinds.returns(revenue, whole_money) } else { None };
    Counted { costs, returns }
}

/// Money and count of a channel's tests, of those that counted the thing.
#[derive(Default)]
struct TestSums {
    results: (Money, Decimal),
    clicks: (Money, Decimal),
    reach: (Money, Decimal),
}

/// The tracked figures, added up over the days.
struct Tracked {
    sums: BTreeMap<(MetricId, Option<ChannelId>), Decimal>,
    /// The sums of the channels' figures.
    channels: BTreeMap<MetricId, Decimal>,
}

impl Tracked {
    fn of(plan: &Plan) -> Tracked {
        let mut tracked = Tracked { sums: BTreeMap::new(), channels: BTreeMap::new() };
        for actual in plan.tracking.counted() {
            let value = actual.value;
            *tracked.sums.entry((actual.metric, actual.channel)).or_default() += value;
            if actual.channel.is_some() {
                *tracked.channels.entry(actual.metric).or_default() += value;
            }
        }
        tracked
    }

    /// On a channel; of the whole where that is `None`.
    fn sum(&self, metric: MetricId, channel: Option<ChannelId>) -> Option<Decimal> {
        let sum = self.sums.get(&(metric, channel));
        if channel.is_none() { sum.or_else(|| self.channels.get(&metric)).copied() } else { sum.copied() }
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::plan::model::budget::{Category, ExpectedResult, LineItem};
    use crate::plan::model::channel::Channel;
    use crate::plan::model::channel_test::ChannelTest;
    use crate::plan::model::id::Id;
    use crate::plan::model::tracking::Actual;
    use chrono::NaiveDate;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn int(value: i64) -> Decimal {
        Decimal::from_int(value).unwrap()
    }
    fn decimal(text: &str) -> Decimal {
        serde_json::from_str(text).unwrap()
    }

    /// A plan with these metrics, numbered from 1, and no line.
    fn plan_of(metrics: &[&str]) -> Plan {
        let mut next = 1_000;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        for (bits, key) in (1..).zip(metrics) {
            let definition = MetricDefinition::Dictionary((*key).to_owned());
            plan.goals.metrics.push(Metric::new(Id::from_bits(bits), definition));
        }
        plan
    }

    fn line(bits: u64, price: i64, expected: &[(u64, i64)]) -> LineItem {
        let mut line = LineItem::new(Id::from_bits(bits));
        (line.quantity, line.unit_price, line.category) = (Some(int(1)), Some(int(price)), Category::Media);
        let expect =
            |&(metric, count): &(u64, i64)| ExpectedResult { metric: Id::from_bits(metric), count: int(count) };
        line.expected = expected.iter().map(expect).collect();
        line
    }

    /// The worked numbers: 12,000 spent, 480,000 impressions, 9,600 clicks, 600 fans, 240 customers, 36,000 revenue at
    /// a margin of 30 %.
    #[test]
    fn the_worked_figures_are_reproduced() {
        let mut plan = plan_of(&["impressions", "link_clicks", "new_followers", "orders", "gmv"]);
        plan.budget.settings.gross_margin = Some(BasisPoints(3_000));
        plan.budget.lines.push(line(50, 12_000, &[(1, 480_000), (2, 9_600), (3, 600), (4, 240), (5, 36_000)]));
        let ledger = Ledger::of(&plan);
        let found = of_plan(&plan, &ledger);
        let each: Vec<_> =
            found.effects.iter().map(|effect| (effect.kpi, effect.direct.each.unwrap().minor())).collect();
        assert_eq!(each, [(Kpi::Cpm, 2_500), (Kpi::Cpc, 125), (Kpi::Cpf, 2_000), (Kpi::Cpa, 5_000)]);
        assert_eq!(found.effects[3].acquisition.each, Some(money(5_000)));
        let returns = found.returns.unwrap();
        assert_eq!((returns.roas, returns.roi), (Some(int(3)), Some(int(-10))));
        assert_eq!(break_even_roas(plan.budget.settings.gross_margin), Some(decimal("3.3333")));
    }

    #[test]
    fn money_that_brings_nothing_itself_makes_the_blended_cost_dearer() {
        let mut plan = plan_of(&["new_followers"]);
        let mut kept = line(52, 4_000, &[]);
        kept.category = Category::Contingency;
        let mut print = line(53, 500, &[]);
        print.category = Category::Print;
        plan.budget.lines = vec![line(50, 1_000, &[(1, 100)]), line(51, 500, &[]), kept, print];
        let effect = of_plan(&plan, &Ledger::of(&plan)).effects[0];
        let each = [effect.direct, effect.acquisition, effect.blended].map(|cost| cost.each.unwrap().minor());
        assert_eq!(each, [1_000, 1_500, 2_000]);
    }

    #[test]
    fn the_cost_of_a_phase_divides_the_money_of_the_lines_that_bring_the_result() {
        use crate::plan::model::phase::{Phase, PhaseKind};
        let mut plan = plan_of(&["new_followers", "orders"]);
        plan.phases = (60..62).map(|bits| Phase::new(Id::from_bits(bits), PhaseKind::Other)).collect();
        let of = |phase: usize, line: LineItem| LineItem { phase: Some(plan.phases[phase].id), ..line };
        let mut kept = of(0, line(53, 9_000, &[]));
        kept.category = Category::Contingency;
        plan.budget.lines = vec![
            of(0, line(50, 1_000, &[(1, 100)])),
            of(0, line(51, 2_500, &[(2, 50)])),
            of(0, line(52, 400, &[])),
            kept,
            of(1, line(54, 3_000, &[])),
        ];
        let (fans, orders) = (Id::from_bits(1), Id::from_bits(2));
        let found = by_phase(&plan, &Ledger::of(&plan));
        let first = &found[0].1;
        let direct = first.effect(fans).unwrap().direct;
        assert_eq!((direct.spend, direct.results, direct.each), (money(100_000), int(100), Some(money(1_000))));
        assert_eq!((first.rest(fans), first.rest(orders)), (money(290_000), money(140_000)));
        assert_eq!(direct.spend + first.rest(fans), first.spend);
        // A phase whose lines bring none of it has money and no cost.
        let second = &found[1].1;
        assert_eq!((second.effect(fans), second.rest(fans)), (None, money(300_000)));
        // Contingency that is to bring something takes nothing off the rest.
        plan.budget.lines.truncate(1);
        plan.budget.lines[0].category = Category::Contingency;
        assert_eq!(by_phase(&plan, &Ledger::of(&plan))[0].1.rest(fans), Money::ZERO);
    }

    #[test]
    fn without_results_there_is_no_cost_and_without_revenue_no_return() {
        let mut plan = plan_of(&["new_followers", "gmv", "ctr"]);
        plan.budget.lines = vec![line(50, 1_000, &[(1, 0), (3, 5)]), line(51, 0, &[(2, 100)])];
        let ledger = Ledger::of(&plan);
        let found = of_plan(&plan, &ledger);
        assert_eq!(found.effects.len(), 1, "a share of clicks is not bought by the piece");
        assert_eq!(found.effects[0].direct.each, None);
        assert_eq!(found.effects[0].direct.of_more(int(5)), None);
        assert_eq!(found.returns.unwrap().roi, None, "there is no margin");
        plan.budget.lines.remove(0);
        let found = of_plan(&plan, &Ledger::of(&plan)).returns.unwrap();
        assert_eq!((found.spend, found.roas, found.roi), (Money::ZERO, None, None));
        assert_eq!((break_even_roas(None), break_even_roas(Some(BasisPoints(0)))), (None, None));
        plan.budget.lines.clear();
        assert_eq!(of_plan(&plan, &Ledger::of(&plan)).returns, None);
        assert_eq!(counted(&plan, &Ledger::of(&plan)), Counted::default());
    }

    #[test]
    fn more_results_cost_a_coin_rather_than_too_little_and_money_buys_whole_ones() {
        let cost = Cost::of(money(1_000), int(3), Kpi::Cpf);
        assert_eq!(
            (cost.each, cost.of_more(int(1)), cost.of_more(int(3))),
            (Some(money(333)), Some(money(334)), Some(money(1_000)))
        );
        assert_eq!(
            (cost.buys(money(333)), cost.buys(money(334)), cost.buys(Money::ZERO)),
            (Some(int(0)), Some(int(1)), Some(int(0)))
        );
        assert_eq!(Cost::of(Money::ZERO, int(3), Kpi::Cpf).buys(money(1)), None);
        let huge = Cost::of(Money::saturating(i128::MAX), int(1), Kpi::Cpf);
        assert_eq!(huge.of_more(int(99_999_999_999)), Some(Money::saturating(i128::MAX)));
    }

    #[test]
    fn tracked_money_goes_before_a_test_and_a_test_before_spent_lines() {
        let mut plan = plan_of(&["new_followers", "spend", "gmv"]);
        plan.budget.settings.gross_margin = Some(BasisPoints(5_000));
        plan.strategy.rule.metric = Some(Id::from_bits(1));
        let channels: Vec<ChannelId> = (70..73).map(Id::from_bits).collect();
        plan.strategy.channels = channels.iter().map(|id| Channel::new(*id, None)).collect();
        let track = |plan: &mut Plan, metric, channel: Option<usize>, value| {
            let id = Id::from_bits(200 + plan.tracking.actuals.len() as u64);
            let on = "2027-03-01".parse().unwrap();
            let channel = channel.map(|at| channels[at]);
            let (metric, value) = (Id::from_bits(metric), int(value));
            plan.tracking.actuals.push(Actual { id, on, metric, channel, value });
        };
        track(&mut plan, 1, Some(0), 40);
        track(&mut plan, 1, Some(0), 10);
        track(&mut plan, 2, Some(0), 100);
        track(&mut plan, 1, Some(1), 30);
        track(&mut plan, 1, Some(2), 20);
        track(&mut plan, 3, None, 800);
        let test = |bits, channel: usize, spend, results, clicks| {
            let mut test = ChannelTest::new(Id::from_bits(bits), channels[channel]);
            test.clicks = clicks;
            test.set_totals(Some(money(spend)), Some(results));
            test
        };
        plan.strategy.channel_tests =
            vec![test(80, 0, 1, 1, None), test(81, 1, 9_000, 30, Some(900)), test(82, 1, 6_000, 20, None)];
        let mut spent = line(50, 1_000, &[]);
        (spent.channel, spent.actual) = (Some(channels[2]), Some(money(5_000)));
        plan.budget.lines.push(spent);

        let found = counted(&plan, &Ledger::of(&plan));
        let costs: Vec<_> =
            found.costs.iter().map(|found| (found.kpi, found.by, found.cost.each.unwrap().minor())).collect();
        assert_eq!(
            costs,
            [
                (Kpi::Cpf, CountedBy::Tracking, 100),
                (Kpi::Cpf, CountedBy::Tracking, 200),
                (Kpi::Cpf, CountedBy::ChannelTest, 300),
                (Kpi::Cpc, CountedBy::ChannelTest, 10),
                (Kpi::Cpf, CountedBy::Lines, 250),
            ]
        );
        let returns = found.returns.unwrap();
        assert_eq!((returns.roas, returns.roi), (Some(int(8)), Some(int(300))));
    }

    /// A test that is counted by the day has no totals of its own: its days are its money and its results.
    #[test]
    fn a_test_counted_by_days_is_part_of_the_counted_cost() {
        use crate::plan::model::channel_test::TestDay;
        let mut plan = plan_of(&["new_followers"]);
        plan.strategy.rule.metric = Some(Id::from_bits(1));
        let channel = Id::from_bits(70);
        plan.strategy.channels.push(Channel::new(channel, None));
        let mut totals = ChannelTest::new(Id::from_bits(80), channel);
        totals.set_totals(Some(money(1_000)), Some(10));
        let mut by_day = ChannelTest::new(Id::from_bits(81), channel);
        by_day.days = (1..=3)
            .map(|on| TestDay { on: NaiveDate::from_ymd_opt(2027, 3, on).unwrap(), spend: money(1_000), results: 5 })
            .collect();
        plan.strategy.channel_tests = vec![totals, by_day];
        let found = counted(&plan, &Ledger::of(&plan));
        let cost = found.costs[0].cost;
        assert_eq!((cost.spend, cost.results, cost.each), (money(4_000), int(25), Some(money(160))));
    }

    #[test]
    fn nothing_is_divided_by_no_result() {
        assert_eq!(cost_per(money(1_000), Decimal::ZERO, 1), None);
        assert_eq!(cost_per(money(1_000), Decimal::from_int(3).unwrap(), 1), Some(money(333)));
        assert_eq!(cost_per(money(2_500), Decimal::from_int(1_000).unwrap(), 1_000), Some(money(2_500)));
    }

    #[test]
    fn a_small_cost_keeps_figures_enough_to_be_told_from_nothing() {
        let yen = Currency::from_code("JPY").unwrap();
        for (spend, results, currency, wanted) in [
            (1_600, 10, Currency::CNY, "1.6"),
            (300_000, 140_000, Currency::CNY, "0.0214"),
            (10_000, 300, Currency::CNY, "0.333"),
            (-10_000, 300, Currency::CNY, "-0.333"),
            (1, 100, Currency::CNY, "0.0001"),
            (1_000_005, 1_000, Currency::CNY, "10"),
            (1_000_500, 1_000, Currency::CNY, "10.01"),
            (245, 100, yen, "2.45"),
            (24_550, 100, yen, "246"),
        ] {
            assert_eq!(price_per(money(spend), int(results), 1, currency), Some(decimal(wanted)), "{spend} {results}");
        }
        assert_eq!(price_per(money(1), Decimal::ZERO, 1, yen), None);
        let thousand = Cost::of(money(12_345), int(1_000_000), Kpi::Cpm);
        assert_eq!(thousand.price(Kpi::Cpm, Currency::CNY), Some(decimal("0.123")));
    }

    #[test]
    fn a_line_that_brings_two_things_counts_in_full_for_each_and_once_for_one() {
        let mut plan = plan_of(&[]);
        let (fans, orders) = (Id::from_bits(31), Id::from_bits(32));
        for id in [fans, orders] {
            plan.goals.metrics.push(Metric::new(id, MetricDefinition::Dictionary("orders".to_owned())));
        }
        let mut line = LineItem::new(Id::from_bits(9));
        (line.quantity, line.unit_price) = (Decimal::from_int(2), Decimal::from_int(50));
        let expected = |metric, count| ExpectedResult { metric, count: Decimal::from_int(count).unwrap() };
        line.expected = vec![expected(fans, 10), expected(orders, 4), expected(fans, 15)];
        plan.budget.lines.push(line);
        let mut unpriced = LineItem::new(Id::from_bits(10));
        unpriced.expected = vec![expected(orders, 1_000)];
        plan.budget.lines.push(unpriced);
        let costs = Ledger::of(&plan).results();
        let counts: Vec<_> = costs.iter().map(|cost| (cost.count.ten_thousandths() / 10_000, cost.lines)).collect();
        assert_eq!(counts, [(25, 1), (4, 1)]);
        assert_eq!(cost_per(costs[0].cost, costs[0].count, 1), Some(money(400)));
    }
}
