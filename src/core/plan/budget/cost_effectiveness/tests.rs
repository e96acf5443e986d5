use super::*;
use crate::plan::model::budget::{Category, ExpectedResult, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::id::Id;
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
    let expect = |&(metric, count): &(u64, i64)| ExpectedResult { metric: Id::from_bits(metric), count: int(count) };
    line.expected = expected.iter().map(expect).collect();
    line
}

/// 12,000 spent, 480,000 impressions, 9,600 clicks, 600 followers, 240 customers, 36,000 revenue at a margin of 30 %.
#[test]
fn costs_per_result_and_returns_match_the_worked_example() {
    let mut plan = plan_of(&["impressions", "link_clicks", "new_followers", "orders", "gmv"]);
    plan.budget.settings.gross_margin = Some(BasisPoints(3_000));
    plan.budget.lines.push(line(50, 12_000, &[(1, 480_000), (2, 9_600), (3, 600), (4, 240), (5, 36_000)]));
    let ledger = Ledger::of(&plan);
    let found = of_plan(&plan, &ledger);
    let each: Vec<_> = found.effects.iter().map(|effect| (effect.kpi, effect.direct.each.unwrap().minor())).collect();
    assert_eq!(each, [(Kpi::Cpm, 2_500), (Kpi::Cpc, 125), (Kpi::Cpf, 2_000), (Kpi::Cpa, 5_000)]);
    assert_eq!(found.effects[3].acquisition.each, Some(money(5_000)));
    let returns = found.returns.unwrap();
    assert_eq!((returns.roas, returns.roi), (Some(int(3)), Some(int(-10))));
    assert_eq!(break_even_roas(plan.budget.settings.gross_margin), Some(decimal("3.3333")));
}

#[test]
fn lines_without_results_raise_only_the_blended_cost() {
    let mut plan = plan_of(&["new_followers"]);
    let mut contingency = line(52, 4_000, &[]);
    contingency.category = Category::Contingency;
    let mut print = line(53, 500, &[]);
    print.category = Category::Print;
    plan.budget.lines = vec![line(50, 1_000, &[(1, 100)]), line(51, 500, &[]), contingency, print];
    let effect = of_plan(&plan, &Ledger::of(&plan)).effects[0];
    let each = [effect.direct, effect.acquisition, effect.blended].map(|cost| cost.each.unwrap().minor());
    assert_eq!(each, [1_000, 1_500, 2_000]);
}

#[test]
fn the_direct_cost_of_a_phase_counts_only_its_lines_with_the_result() {
    use crate::plan::model::phase::{Phase, PhaseKind};
    let mut plan = plan_of(&["new_followers", "orders"]);
    plan.phases = (60..62).map(|bits| Phase::new(Id::from_bits(bits), PhaseKind::Other)).collect();
    let of = |phase: usize, line: LineItem| LineItem { phase: Some(plan.phases[phase].id), ..line };
    let mut contingency = of(0, line(53, 9_000, &[]));
    contingency.category = Category::Contingency;
    plan.budget.lines = vec![
        of(0, line(50, 1_000, &[(1, 100)])),
        of(0, line(51, 2_500, &[(2, 50)])),
        of(0, line(52, 400, &[])),
        contingency,
        of(1, line(54, 3_000, &[])),
    ];
    let (fans, orders) = (Id::from_bits(1), Id::from_bits(2));
    let found = by_phase(&plan, &Ledger::of(&plan));
    let first = &found[0].1;
    let direct = first.effect(fans).unwrap().direct;
    assert_eq!((direct.spend, direct.results, direct.each), (money(100_000), int(100), Some(money(1_000))));
    assert_eq!((first.other_spend(fans), first.other_spend(orders)), (money(290_000), money(140_000)));
    assert_eq!(direct.spend + first.other_spend(fans), first.spend);
    // A phase whose lines bring no such result has spending and no cost per result.
    let second = &found[1].1;
    assert_eq!((second.effect(fans), second.other_spend(fans)), (None, money(300_000)));
    // The spend of a contingency line with results is not subtracted from the other spending.
    plan.budget.lines.truncate(1);
    plan.budget.lines[0].category = Category::Contingency;
    assert_eq!(by_phase(&plan, &Ledger::of(&plan))[0].1.other_spend(fans), Money::ZERO);
}

#[test]
fn there_is_no_cost_without_results_and_no_return_without_revenue() {
    let mut plan = plan_of(&["new_followers", "gmv", "ctr"]);
    plan.budget.lines = vec![line(50, 1_000, &[(1, 0), (3, 5)]), line(51, 0, &[(2, 100)])];
    let ledger = Ledger::of(&plan);
    let found = of_plan(&plan, &ledger);
    assert_eq!(found.effects.len(), 1, "a click-through rate has no cost per result");
    assert_eq!(found.effects[0].direct.each, None);
    assert_eq!(found.effects[0].direct.of_more(int(5)), None);
    assert_eq!(found.returns.unwrap().roi, None, "no margin is set");
    plan.budget.lines.remove(0);
    let found = of_plan(&plan, &Ledger::of(&plan)).returns.unwrap();
    assert_eq!((found.spend, found.roas, found.roi), (Money::ZERO, None, None));
    assert_eq!((break_even_roas(None), break_even_roas(Some(BasisPoints(0)))), (None, None));
    plan.budget.lines.clear();
    assert_eq!(of_plan(&plan, &Ledger::of(&plan)).returns, None);
    assert_eq!(measured_costs(&plan, &Ledger::of(&plan)), MeasuredCosts::default());
}

#[test]
fn the_cost_of_more_results_is_rounded_up_and_bought_results_are_rounded_down() {
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
fn tracked_spend_takes_precedence_over_tests_and_tests_over_spent_lines() {
    let mut plan = plan_of(&["new_followers", "spend", "gmv"]);
    plan.budget.settings.gross_margin = Some(BasisPoints(5_000));
    plan.strategy.rule.metric = Some(Id::from_bits(1));
    let channels: Vec<ChannelId> = (70..73).map(Id::from_bits).collect();
    plan.strategy.channels = channels.iter().map(|id| Channel::new(*id, None)).collect();
    let track = |plan: &mut Plan, metric, channel: Option<usize>, value| {
        let first: chrono::NaiveDate = "2027-03-01".parse().unwrap();
        let on = first + chrono::Days::new(plan.tracking.figures.len() as u64);
        plan.tracking.figures.set(Id::from_bits(metric), channel.map(|at| channels[at]), on, Some(int(value)));
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

    let found = measured_costs(&plan, &Ledger::of(&plan));
    let costs: Vec<_> =
        found.costs.iter().map(|found| (found.kpi, found.by, found.cost.each.unwrap().minor())).collect();
    assert_eq!(
        costs,
        [
            (Kpi::Cpf, CostSource::Tracking, 100),
            (Kpi::Cpf, CostSource::Tracking, 200),
            (Kpi::Cpf, CostSource::ChannelTest, 300),
            (Kpi::Cpc, CostSource::ChannelTest, 10),
            (Kpi::Cpf, CostSource::Lines, 250),
        ]
    );
    let returns = found.returns.unwrap();
    assert_eq!((returns.roas, returns.roi), (Some(int(8)), Some(int(300))));
}

/// A test with daily figures has no totals; its spend and results are the sums of its days.
#[test]
fn daily_figures_of_a_test_count_for_the_measured_cost() {
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
    let found = measured_costs(&plan, &Ledger::of(&plan));
    let cost = found.costs[0].cost;
    assert_eq!((cost.spend, cost.results, cost.each), (money(4_000), int(25), Some(money(160))));
}

#[test]
fn there_is_no_cost_per_result_without_results() {
    assert_eq!(cost_per(money(1_000), Decimal::ZERO, 1), None);
    assert_eq!(cost_per(money(1_000), Decimal::from_int(3).unwrap(), 1), Some(money(333)));
    assert_eq!(cost_per(money(2_500), Decimal::from_int(1_000).unwrap(), 1_000), Some(money(2_500)));
}

#[test]
fn a_small_price_keeps_three_significant_digits() {
    let yen = Currency::from_code("JPY").unwrap();
    for (spend, results, currency, expected) in [
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
        assert_eq!(price_per(money(spend), int(results), 1, currency), Some(decimal(expected)), "{spend} {results}");
    }
    assert_eq!(price_per(money(1), Decimal::ZERO, 1, yen), None);
    let thousand = Cost::of(money(12_345), int(1_000_000), Kpi::Cpm);
    assert_eq!(thousand.price(Kpi::Cpm, Currency::CNY), Some(decimal("0.123")));
}

#[test]
fn a_line_counts_in_full_for_each_of_its_metrics_and_once_for_a_repeated_one() {
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
    let counts: Vec<_> = costs.iter().map(|cost| (cost.count.trunc(), cost.lines)).collect();
    assert_eq!(counts, [(25, 1), (4, 1)]);
    assert_eq!(cost_per(costs[0].cost, costs[0].count, 1), Some(money(400)));
}
