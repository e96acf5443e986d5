//! The comparison with worked figures, independently computed.

use super::*;
use crate::plan::model::channel_test::TestDay;
use crate::plan::model::id::Id;
use chrono::Days;

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
/// From Monday, 29 March, on.
fn days(spend: &[i64], results: &[u32]) -> Vec<TestDay> {
    let on = (0..).map(|at| day("2027-03-29") + Days::new(at));
    on.zip(spend.iter().zip(results))
        .map(|(on, (&spend, &results))| TestDay { on, spend: money(spend), results })
        .collect()
}
/// A plan with one test of four weeks for each: money and results.
fn plan_of(tests: &[(i64, u32)]) -> Plan {
    let mut next = 500;
    let mut plan = Plan::blank(&mut || {
        next += 1;
        next
    });
    for (bits, &(spend, results)) in (1..).zip(tests) {
        let mut test = ChannelTest::new(Id::from_bits(bits), Id::from_bits(100 + bits));
        (test.first, test.last) = (Some(day("2027-03-29")), Some(day("2027-04-25")));
        test.set_totals(Some(money(spend)), Some(results));
        plan.strategy.channel_tests.push(test);
    }
    plan
}
fn verdicts(plan: &Plan) -> Vec<TestVerdict> {
    compare(plan, day("2027-04-26")).into_iter().map(|outcome| outcome.verdict).collect()
}
fn example(text: &str) -> Plan {
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(file["plan"].clone()).unwrap()
}

#[test]
fn two_channels_have_the_worked_outcomes() {
    let found = compare(&plan_of(&[(120_000, 60), (100_000, 38)]), day("2027-04-26"));
    let cost = CostRange { median: money(2_015), low: money(1_643), high: money(2_508) };
    assert_eq!((found[0].cost, found[0].verdict), (Some(cost), TestVerdict::Leading { bursty: false }));
    assert!((found[0].best.unwrap() - 0.908_758_12).abs() < 1e-8);
    assert!((found[0].relative_loss.unwrap() - 0.007_676_342_8).abs() < 1e-8);
    assert_eq!(found[1].verdict, TestVerdict::KeepTesting);
    let four = plan_of(&[(240_000, 96), (200_000, 70), (150_000, 41), (90_000, 9)]);
    assert_eq!(verdicts(&four)[..3], [TestVerdict::KeepTesting; 3]);
    let TestVerdict::TooEarly(missing) = verdicts(&four)[3] else { panic!("{:?}", verdicts(&four)) };
    assert_eq!((missing.days, missing.results), (0, 21));
    // 21 more at about 96.00 each, the median of the posterior.
    assert!(missing.spend.is_some_and(|spend| (190_000..210_000).contains(&spend.minor())), "{missing:?}");
}

#[test]
fn bursts_and_regular_days_have_the_worked_dispersion() {
    let burst = days(&[20_000; 7], &[0, 0, 52, 3, 0, 0, 5]);
    assert!((noise(&burst).unwrap() - 43.238_888_888_9).abs() < 1e-8);
    let regular = days(&[15_000; 7], &[6, 5, 8, 4, 7, 5, 3]);
    assert!((noise(&regular).unwrap() - 0.543_859_649_1).abs() < 1e-8);
    let mut plan = plan_of(&[(140_000, 60), (105_000, 38)]);
    plan.strategy.channel_tests[0].days = burst;
    plan.strategy.channel_tests[1].days = regular;
    let found = compare(&plan, day("2027-04-26"));
    assert!((found[0].best.unwrap() - 0.500_059_092_8).abs() < 1e-7);
    assert_eq!((found[0].verdict, found[0].grade), (TestVerdict::KeepTesting, Some(SteadinessGrade::Bursty)));
    let plain = chances_without_discount(&counted_tests(&plan));
    assert!((plain[0].unwrap() - 0.795_171_439_2).abs() < 1e-7);
    assert!((plain[1].unwrap() - 0.204_828_560_8).abs() < 1e-7);
    assert_eq!(found[1].grade, Some(SteadinessGrade::TooFew));
}

#[test]
fn undiscounted_chances_need_two_tests_with_data() {
    let mut plan = plan_of(&[(10_000, 40), (10_000, 40)]);
    *plan.strategy.channel_tests[1].entered_results_mut() = None;
    assert_eq!(chances_without_discount(&counted_tests(&plan)), [None, None]);
    assert!(chances_without_discount(&[]).is_empty());
    assert_eq!(chances_without_discount(&counted_tests(&plan_of(&[(10_000, 0), (10_000, 0)]))), [None, None]);
}

#[test]
fn a_displayed_chance_never_reaches_a_threshold_that_the_chance_does_not() {
    let chances = [0.908_8, 0.796_03, 0.795_2, 0.799_99, 0.8, 0.949_9, 0.95, 0.0, 1.0, 0.503, 0.794];
    let read = [9_100, 7_960, 7_950, 7_990, 8_000, 9_500, 9_500, 0, 10_000, 5_000, 7_900];
    assert_eq!(chances.map(display_chance), read);
}

#[test]
fn days_without_spend_belong_to_the_event_before_them() {
    // Four posts with equal results; taken by day they would look like bursts.
    let spend = [5_000, 0, 0, 5_000, 0, 0, 5_000, 0, 0, 5_000, 0, 0];
    let results = [20, 9, 1, 21, 8, 2, 19, 9, 1, 22, 7, 2];
    assert!(noise(&days(&spend, &results)).unwrap() < 0.1);
    // Results before the first spend belong to it.
    assert!(noise(&days(&[0, 0, 5, 5, 5, 5, 5], &[1, 1, 1, 3, 3, 3, 3])).unwrap() < 1e-9);
    assert_eq!(noise(&days(&[5; 6], &[1; 6])), None, "fewer than seven days");
    assert_eq!(noise(&days(&[5, 0, 0, 0, 0, 0, 0], &[9; 7])), None, "one event");
    assert_eq!(noise(&days(&[5; 7], &[0; 7])), None, "no result");
}

#[test]
fn one_weekend_counts_as_two_observations_however_many_results_it_brought() {
    let mut plan = plan_of(&[(45_000, 277), (60_000, 301)]);
    assert!(compare(&plan, day("2027-04-26"))[0].best.unwrap() > 0.9);
    plan.strategy.channel_tests[0].days = days(&[0, 0, 0, 0, 0, 22_500, 22_500], &[0, 0, 0, 0, 0, 140, 137]);
    let found = compare(&plan, day("2027-04-26"));
    assert!(found[0].best.unwrap() < 0.8, "{found:?}");
    let missing = MissingData { days: 0, results: 0, events: 1, spend: Some(Money::ZERO) };
    assert_eq!((found[0].noise, found[0].verdict), (None, TestVerdict::TooEarly(missing)));
    assert_eq!(found[1].verdict, TestVerdict::KeepTesting);
}

#[test]
fn missing_data_follows_from_the_test_rule() {
    let mut plan = plan_of(&[(100_000, 20), (100_000, 40)]);
    plan.strategy.channel_tests[0].first = Some(day("2027-04-22"));
    let found = compare(&plan, day("2027-04-26"));
    let TestVerdict::TooEarly(missing) = found[0].verdict else { panic!("{found:?}") };
    assert_eq!((missing.days, missing.results), (3, 10));
    assert_eq!(missing.spend, found[0].cost.map(|cost| money(cost.median.minor() * 10)));
    *plan.strategy.channel_tests[0].entered_results_mut() = Some(30);
    let TestVerdict::TooEarly(missing) = verdicts(&plan)[0] else { panic!() };
    assert_eq!((missing.results, missing.spend), (0, Some(Money::ZERO)));
}

#[test]
fn a_test_ends_at_three_times_the_allowed_cost_without_a_result() {
    let mut plan = plan_of(&[(6_000, 0), (5_999, 0), (200_000, 50), (90_000, 50)]);
    plan.strategy.rule.target_cost = Some(money(2_000));
    let found = verdicts(&plan);
    assert_eq!(found[0], TestVerdict::Stop(StopReason::NoResults));
    assert_eq!(found[1], TestVerdict::TooEarly(MissingData { days: 0, results: 30, events: 0, spend: Some(money(1)) }));
    assert_eq!(found[2], TestVerdict::Stop(StopReason::TooExpensive));
    assert!(!matches!(found[3], TestVerdict::Stop(_)));
}

#[test]
fn one_post_without_a_result_does_not_end_a_test() {
    let mut plan = plan_of(&[(0, 0), (90_000, 50)]);
    plan.strategy.rule.target_cost = Some(money(2_000));
    plan.strategy.channel_tests[0].set_totals(None, None);
    plan.strategy.channel_tests[0].days = days(&[10_000, 0, 0, 0, 0, 0, 0], &[0; 7]);
    let TestVerdict::TooEarly(missing) = verdicts(&plan)[0] else { panic!("{:?}", verdicts(&plan)) };
    assert_eq!(missing.events, 2);
    plan.strategy.channel_tests[0].days = days(&[10_000, 0, 0, 10_000, 0, 10_000, 0], &[0; 7]);
    assert_eq!(verdicts(&plan)[0], TestVerdict::Stop(StopReason::NoResults));
}

#[test]
fn a_test_looks_too_expensive_before_it_is_decided() {
    let mut plan = plan_of(&[(200_000, 50), (90_000, 50)]);
    let rule = TestRule { target_cost: Some(money(2_000)), ..TestRule::default() };
    plan.strategy.rule = rule.clone();
    plan.strategy.channel_tests.iter_mut().for_each(|test| test.first = Some(day("2027-04-05")));
    let found = compare(&plan, day("2027-04-26"));
    assert_eq!((found[0].verdict, found[0].progress.days), (TestVerdict::KeepTesting, 21));
    assert_eq!(found.iter().map(|one| one.looks_too_expensive(&rule)).collect::<Vec<_>>(), [true, false]);
    // After four weeks it is decided.
    plan.strategy.channel_tests[0].first = Some(day("2027-03-29"));
    let found = compare(&plan, day("2027-04-26"));
    assert_eq!(found[0].verdict, TestVerdict::Stop(StopReason::TooExpensive));
    assert!(!found[0].looks_too_expensive(&rule));
}

#[test]
fn tests_that_cannot_be_compared_have_a_verdict_that_says_why() {
    let mut plan = plan_of(&[(0, 50), (10_000, 50), (10_000, 1)]);
    *plan.strategy.channel_tests[2].entered_results_mut() = None;
    let found = compare(&plan, day("2027-04-26"));
    let verdicts: Vec<_> = found.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [TestVerdict::CostsNothing, TestVerdict::Alone, TestVerdict::NotCounted]);
    assert!(found[1].cost.is_some() && found[1].best.is_none());
    assert!(compare(&plan_of(&[]), day("2027-04-26")).is_empty());
    // No result anywhere and no allowed cost: there is no prior.
    let nothing = compare(&plan_of(&[(10_000, 0), (20_000, 0)]), day("2027-04-26"));
    assert!(nothing.iter().all(|one| one.cost.is_none() && one.best.is_none()));
    let missing = MissingData { days: 0, results: 30, events: 0, spend: None };
    assert_eq!(nothing[0].verdict, TestVerdict::TooEarly(missing));
}

#[test]
fn chances_add_up_to_one_even_for_huge_spends() {
    for tests in [vec![(9_007_199_254_740_991, 4_000_000_000); 4], vec![(1, 0), (9_007_199_254_740_991, 1), (5, 900)]] {
        let found = compare(&plan_of(&tests), day("2027-04-26"));
        let sum: f64 = found.iter().filter_map(|one| one.best).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    }
}

/// The figures of the example plans, from totals without discount for bursts.
#[test]
fn example_plans_have_their_worked_figures() {
    use SteadinessGrade::{Bursty, Steady, TooFew};
    let plan = example(include_str!("../../catalogue/examples/o2o.en.json"));
    let worked = [
        (1_766, 0.130_377, 0.090_464),
        (1_996, 0.002_778, 0.231_569),
        (2_237, 0.0, 0.380_626),
        (5_958, 0.0, 2.653_823),
        (2_284, 0.0, 0.410_241),
        (1_628, 0.866_845, 0.004_572),
    ];
    let mut totals = plan.clone();
    totals.strategy.channel_tests.iter_mut().for_each(|test| test.days.clear());
    for (found, (median, best, loss)) in compare(&totals, day("2027-04-26")).iter().zip(worked) {
        assert_eq!(found.cost.unwrap().median, money(median));
        assert!((found.best.unwrap() - best).abs() < 1e-6, "{found:?}");
        assert!((found.relative_loss.unwrap() - loss).abs() < 1e-6, "{found:?}");
    }
    let grades: Vec<_> = compare(&plan, day("2027-04-26")).iter().map(|found| found.grade.unwrap()).collect();
    assert_eq!(grades, [Bursty, Steady, Steady, TooFew, Bursty, Bursty]);
    // Four weeks of daily figures at three times the allowed cost.
    assert_eq!(compare(&plan, day("2027-04-26"))[3].verdict, TestVerdict::Stop(StopReason::TooExpensive));
    // Eight tests of four steady weeks: two cost more than 1.80, by their intervals too.
    let app = example(include_str!("../../catalogue/examples/tool-app.en.json"));
    let found = compare(&app, day("2027-04-26"));
    let stopped: Vec<usize> =
        (0..found.len()).filter(|&at| found[at].verdict == TestVerdict::Stop(StopReason::TooExpensive)).collect();
    assert_eq!(stopped, [2, 5]);
    let plan = example(include_str!("../../catalogue/examples/museum.en.json"));
    let found = compare(&plan, day("2027-04-26"));
    let grades: Vec<_> = found.iter().map(|found| found.grade.unwrap()).collect();
    assert_eq!(grades, [Steady, Bursty, Steady, Bursty, Bursty, Bursty]);
}

#[test]
fn two_levels_of_spend_give_the_saturation_curve() {
    let mut plan = plan_of(&[(400_000, 600), (800_000, 900)]);
    plan.strategy.channel_tests[1].channel = plan.strategy.channel_tests[0].channel;
    let rule = plan.strategy.rule.clone();
    // Per week, 1,000.00 brings 150 and 2,000.00 brings 225: 450 at most, half of them for 2,000.00.
    let found = saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")).unwrap();
    assert!((found.max_results - 450.0).abs() < 1e-6 && (found.half_saturation - 200_000.0).abs() < 1e-3, "{found:?}");
    assert_eq!(saturation_curve(plan.strategy.channel_tests[..1].iter(), &rule, day("2027-04-26")), None);
    *plan.strategy.channel_tests[1].entered_spend_mut() = Some(money(430_000));
    assert_eq!(
        saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")),
        None,
        "too close to each other"
    );
    *plan.strategy.channel_tests[1].entered_results_mut() = Some(20);
    assert_eq!(saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")), None, "too few results");
}
