//! The summary of a plan: the worked examples with independently computed figures, and sums of any plan.

use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::catalogue::examples::EXAMPLES;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::goals::funding_gap::LimitingFactor;
use groundswell::plan::model::metric::MetricDefinition;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::summary::{DecisionRequest, MetricOutcome, Summary};
use groundswell_random_plan::{PLANS, edit, random_source};
use proptest::prelude::*;

fn example(key: &str) -> Plan {
    let example = EXAMPLES.iter().find(|example| example.key == key).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/core/plan/catalogue/examples");
    let text = std::fs::read_to_string(format!("{path}/{}.en.json", example.key)).unwrap();
    file::read(&text).unwrap().plan
}

fn summary(plan: &Plan) -> Summary {
    Summary::of(plan, &Ledger::of(plan))
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

fn number(whole: i64) -> Decimal {
    Decimal::from_int(whole).unwrap()
}

fn bought(outcome: &MetricOutcome) -> (Decimal, Option<Money>) {
    outcome.direct.map(|cost| (cost.results, cost.each)).unwrap()
}

fn outcome<'a>(plan: &Plan, summary: &'a Summary, key: &str) -> &'a MetricOutcome {
    let is_meant = |definition: &MetricDefinition| definition == &MetricDefinition::Dictionary(key.to_owned());
    let metric = plan.goals.metrics.iter().find(|metric| is_meant(&metric.definition)).unwrap();
    summary.results.iter().find(|outcome| outcome.metric == metric.id).unwrap()
}

#[test]
fn the_summary_of_the_local_service_example_matches_independent_figures() {
    let plan = example("o2o");
    let summary = summary(&plan);
    let goal = summary.goal.unwrap();
    assert_eq!((goal.baseline, goal.target), (Some(number(0)), Some(number(300))));
    assert_eq!(goal.due, "2027-07-18".parse().ok());
    let funds = summary.money;
    assert_eq!(funds.total_budget, Some(money(30_000_000)));
    assert_eq!(
        (funds.planned, funds.working, funds.contingency),
        (money(30_000_000), money(27_800_000), money(2_200_000))
    );
    assert_eq!((funds.committed, funds.spent, funds.free), (money(4_280_000), money(8_254_000), Some(Money::ZERO)));
    assert_eq!((funds.lines, funds.without_amount), (26, 0));
    // 15,500 new followers for 243,400 yuan: 15.70 each direct, 17.94 blended.
    let fans = outcome(&plan, &summary, "new_followers");
    assert_eq!(bought(fans), (number(15_500), Some(money(1_570))));
    assert_eq!(fans.blended.unwrap().each, Some(money(1_794)));
    // The same lines count for the goal of 15,000 followers plus those who leave on the way.
    let followers = outcome(&plan, &summary, "followers");
    let need = followers.need.unwrap();
    assert_eq!((followers.target, need.count), (Some(number(15_000)), number(15_000 + 2_183)));
    assert_eq!((followers.direct, followers.towards.unwrap().results), (None, number(15_500)));
    assert!(matches!(followers.limiting_factor, Some(LimitingFactor::Money { short, .. }) if short == number(1_683)));
    let orders = outcome(&plan, &summary, "orders");
    assert!(orders.is_north_star && !followers.is_north_star);
    // 21,250 orders for 252,400 yuan; 300 × 141 / 2 = 21,150 are needed on the way from 0 to 300 a day.
    assert_eq!(bought(orders), (number(21_250), Some(money(1_188))));
    assert_eq!(orders.limiting_factor, Some(LimitingFactor::Met { over: number(100) }));
    let phases: Vec<_> = summary.phases.iter().map(|phase| (phase.number, phase.allocated, phase.planned)).collect();
    let phase = |results, amount| (Some(number(results)), money(amount), money(amount));
    assert_eq!(phases, [phase(1_000, 3_400_000), phase(5_000, 10_400_000), phase(15_000, 14_000_000)]);
    // Of equal weights, the risk with the higher impact comes first.
    let order = [2, 3, 1, 0].map(|at: usize| plan.risks[at].id);
    assert_eq!(summary.risks, order);
}

#[test]
fn the_summary_of_the_app_example_matches_independent_figures() {
    let plan = example("tool-app");
    let summary = summary(&plan);
    assert_eq!(summary.money.total_budget, Some(money(30_000_000)));
    assert_eq!((summary.money.working, summary.money.contingency), (money(27_750_000), money(2_250_000)));
    // 23,060 activations for 232,000.00 yuan; blended 277,500 / 23,060.
    let activations = outcome(&plan, &summary, "activations");
    assert_eq!(bought(activations), (number(23_060), Some(money(1_006))));
    assert_eq!(activations.blended.unwrap().each, Some(money(1_203)));
    // They are due on 23 May, before the last phase starts.
    assert_eq!(activations.towards.unwrap().results, number(12_960));
    // The gain over the baseline: 6,595 in the tracked days, less 26 a day.
    assert!(activations.to_date.unwrap().value < number(6_595));
    // The target of 700 seed users is already exceeded by the current 722: no line has to bring them.
    let seeds = summary.results.iter().find(|outcome| outcome.need.is_some_and(|need| need.count == number(700)));
    assert_eq!(seeds.unwrap().limiting_factor, Some(LimitingFactor::Met { over: number(22) }));
    assert!(
        !summary
            .decisions
            .iter()
            .any(|ask| matches!(ask, DecisionRequest::Goal { metric, .. } if *metric == seeds.unwrap().metric))
    );
    // The north star is a ratio: it has no cost per result and is a goal nevertheless.
    assert_eq!(summary.goal.unwrap().target, Some(number(22)));
    assert!(summary.results.iter().all(|outcome| !outcome.is_north_star));
}

#[test]
fn the_summary_of_the_museum_example_matches_independent_figures() {
    let plan = example("museum");
    let summary = summary(&plan);
    let bookings = summary.results.iter().find(|outcome| outcome.is_north_star).unwrap();
    assert_eq!(bought(bookings), (number(13_450), Some(money(1_042))));
    let fans = outcome(&plan, &summary, "new_followers");
    assert_eq!(bought(fans).1, Some(money(1_266)));
    // The lines bring more than the 10,000 followers from 8,000 to 18,000, but some leave on the way.
    let followers = outcome(&plan, &summary, "followers");
    assert!(followers.need.unwrap().count == number(11_832));
    assert!(!matches!(followers.limiting_factor, Some(LimitingFactor::Met { .. })));
}

#[test]
fn the_summary_of_a_blank_plan_is_empty() {
    let mut bits = 0;
    let plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    let summary = summary(&plan);
    assert_eq!((summary.goal, summary.money.total_budget, summary.money.free), (None, None, None));
    assert!(summary.results.is_empty() && summary.risks.is_empty() && summary.days.is_none());
    assert_eq!(summary.phases.len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_total_budget_is_working_spend_contingency_and_free_amount(mut random in random_source(12)) {
        let mut plan = PLANS[random.index_below(PLANS.len())].clone();
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        let summary = summary(&plan);
        let funds = summary.money;
        if let (Some(total_budget), Some(free)) = (funds.total_budget, funds.free) {
            prop_assert_eq!(total_budget, funds.working + funds.contingency + free);
        }
        prop_assert_eq!(summary.phases.len(), plan.phases.len());
        prop_assert_eq!(summary.risks.len(), plan.risks.len());
    }
}
