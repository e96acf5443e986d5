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

/// A plan with a target of 10,000 followers from 0, and these line items: channel, price, new followers.
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
    assert_eq!(goal.limiting_factor, LimitingFactor::NoTotalBudget { short: int(1_600), money: exactly(1_280_000) });
    plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
    plan.budget.settings.total_budget = Some(money(8_000_000));
    let missing_budget = LimitingFactor::Results { short: int(1_600), money: exactly(1_280_000), left: Money::ZERO };
    assert_eq!(of(&plan).goals[0].limiting_factor, missing_budget);
    plan.budget.settings.total_budget = Some(money(7_000_000));
    let found = of(&plan);
    let missing_budget =
        LimitingFactor::Money { short: int(1_600), money: exactly(1_280_000), missing_budget: exactly(1_000_000) };
    assert_eq!(found.goals[0].limiting_factor, missing_budget);
    assert_eq!((found.increase, found.increase_is_free), (money(280_000), true));
    let buys: Vec<_> = found.goals[0].channels.iter().map(|more| more.buys.unwrap()).collect();
    assert_eq!(buys, [int(350), int(350)]);
    // With nothing free, the increase is a round amount.
    plan.budget.settings.total_budget = Some(money(5_000_000));
    let found = of(&plan);
    assert_eq!((found.increase, found.increase_is_free), (money(200_000), false));
    assert!(
        matches!(found.goals[0].limiting_factor, LimitingFactor::Money { missing_budget, .. } if missing_budget == exactly(1_280_000))
    );
}

#[test]
fn a_small_line_item_gives_no_estimate_for_a_hundred_times_its_results() {
    // 100 for 50 results of 10,000: 199 times what the line brings.
    let plan = plan_of(&[(7, 100, 50)]);
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::CostUnknown { short: int(9_950) });
    // 4,000 of 10,000, by channels at 1.00 and 3.00 each: 6,000 cost between 6,000 and 18,000.
    let mut plan = plan_of(&[(7, 3_000, 3_000), (8, 3_000, 1_000)]);
    let range = Estimate { least: money(600_000), most: money(1_800_000) };
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::NoTotalBudget { short: int(6_000), money: range });
    // 6,000 are planned; 10,000 of 16,000 are free.
    plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
    plan.budget.settings.total_budget = Some(money(1_600_000));
    let missing_budget = Estimate { least: Money::ZERO, most: money(800_000) };
    assert_eq!(
        of(&plan).goals[0].limiting_factor,
        LimitingFactor::Money { short: int(6_000), money: range, missing_budget }
    );
    plan.budget.settings.total_budget = Some(money(2_400_000));
    assert!(matches!(of(&plan).goals[0].limiting_factor, LimitingFactor::Results { left: Money::ZERO, .. }));
    // With only one known cost there is no estimate beyond the number of expected results.
    let plan = plan_of(&[(7, 3_000, 4_000)]);
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::CostUnknown { short: int(6_000) });
    let plan = plan_of(&[(7, 3_000, 5_000)]);
    assert_eq!(
        of(&plan).goals[0].limiting_factor,
        LimitingFactor::NoTotalBudget { short: int(5_000), money: exactly(300_000) }
    );
}

#[test]
fn followers_who_leave_add_to_the_need() {
    let mut plan = plan_of(&[(7, 100, 10_000)]);
    let goal = &mut plan.goals.metrics[0];
    (goal.baseline, goal.target) = (Some(int(1_000)), Some(int(5_000)));
    (goal.baseline_on, goal.due) = (day("2027-03-01"), day("2027-04-26"));
    goal.path.daily_loss = Decimal::from_scaled(2_000, 4);
    // 77.43 a day for 56 days, of whom 336 leave.
    let need = of(&plan).goals[0].need.unwrap();
    assert_eq!((need.count, need.lost, need.gain), (int(4_337), int(337), int(4_000)));
    assert_eq!((need.accrual, need.by), (Accrual::Once, day("2027-04-26")));
}

#[test]
fn the_need_of_a_daily_metric_is_the_sum_of_its_path_above_the_baseline() {
    let mut plan = plan_of(&[]);
    let metric = &mut plan.goals.metrics[1];
    metric.definition = MetricDefinition::Dictionary("activations".to_owned());
    (metric.baseline, metric.target) = (Some(int(8_000)), Some(int(12_000)));
    let need = |plan: &Plan| of(plan).goals[1].need.map(|need| need.count);
    assert_eq!(of(&plan).goals[1].limiting_factor, LimitingFactor::NoPath);
    (plan.basics.first_day, plan.basics.last_day) = (day("2027-04-01"), day("2027-04-30"));
    // Sums of the path: 302,000 linear, 297,960.9 compound; less 30 days of 8,000.
    assert_eq!(need(&plan), Some(int(62_000)));
    plan.goals.metrics[1].path.shape = PathShape::Compound;
    assert_eq!(need(&plan), Some(int(57_961)));
    plan.goals.metrics[1].path.reading = TargetReading::OnAverage;
    assert_eq!(need(&plan), Some(int(120_000)));
    plan.goals.metrics[1].path.reading = TargetReading::AtTheEnd;
    plan.goals.metrics[1].baseline = Some(Decimal::ZERO);
    assert_eq!(of(&plan).goals[1].limiting_factor, LimitingFactor::NoPath);
}

#[test]
fn a_missing_input_or_a_degenerate_goal_is_reported() {
    let mut plan = plan_of(&[]);
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::NothingExpected);
    assert!(of(&plan).goals[0].channels.is_empty());
    plan.goals.metrics[0].baseline = None;
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::NoBaseline);
    plan.goals.metrics.clear();
    assert!(of(&plan).goals.is_empty());

    let mut plan = plan_of(&[(7, 100, 0)]);
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::NothingExpected);
    assert_eq!(
        of(&plan).goals[1].limiting_factor,
        LimitingFactor::NoTarget,
        "results are expected although no target is set"
    );
    plan.goals.metrics[0].target = Some(int(-5));
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::Met { over: int(5) });

    let plan = plan_of(&[(7, 0, 10)]);
    assert_eq!(of(&plan).goals[0].limiting_factor, LimitingFactor::CostUnknown { short: int(9_990) });
    assert_eq!(of(&plan).goals[0].channels[0].buys, None);

    let mut plan = plan_of(&[(7, 90_000_000_000, 1), (8, 90_000_000_000, 1), (9, 1, 99_999_999_999)]);
    plan.goals.metrics[0].target = Some(int(99_999_999_999));
    assert!(matches!(of(&plan).goals[0].limiting_factor, LimitingFactor::Met { .. }));
    plan.budget.lines.pop();
    assert!(matches!(of(&plan).goals[0].limiting_factor, LimitingFactor::CostUnknown { .. }));
}

#[test]
fn the_cheapest_channel_comes_first_by_its_measured_cost_where_there_is_one() {
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
    assert_eq!(order, [(9, Some(CostSource::ChannelTest), 200), (8, None, 500), (7, None, 1_000)]);
    assert_eq!(found.goals[0].channels[0].expected.unwrap().each, Some(money(2_000)));
    // A twentieth of 3,500.00 is 175.00: a round 100.00.
    assert_eq!((found.increase, found.goals[0].channels[0].buys), (money(10_000), Some(int(50))));
}

#[test]
fn phases_that_start_after_the_due_date_do_not_count() {
    let mut plan = plan_of(&[(7, 1_000, 100), (7, 1_000, 900)]);
    plan.phases[1].first = day("2027-06-01");
    plan.budget.lines[1].phase = Some(plan.phases[1].id);
    plan.goals.metrics[0].due = day("2027-05-31");
    assert_eq!(of(&plan).goals[0].expected.results, int(100));
    plan.goals.metrics[0].due = day("2027-06-01");
    assert_eq!(of(&plan).goals[0].expected.results, int(1_000));
}
