//! Simulations of the error rate and the power of the sequential tests. Seeded, so that each run finds the same; their
//! tables are printed with `cargo test -p groundswell-core sequential -- --nocapture`.

use chrono::Days;
use proptest::prelude::*;

use crate::plan::Plan;
use crate::plan::model::id::Id;
use crate::plan::strategy::comparison::spent_without_results;
use crate::plan::strategy::sequential::*;

/// A small random number generator (xorshift64*), uniform on (0, 1).
struct Random(u64);

impl Random {
    fn of(seed: u64) -> Random {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..16 {
            random.uniform();
        }
        random
    }

    #[allow(clippy::cast_precision_loss)] // 53 bits
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// A Poisson number with this mean (Knuth's method; large means are split).
    fn poisson(&mut self, mean: f64) -> u32 {
        if mean > 30.0 {
            return self.poisson(mean / 2.0) + self.poisson(mean / 2.0);
        }
        let (end, mut product, mut count) = ((-mean).exp(), self.uniform(), 0);
        while product > end {
            product *= self.uniform();
            count += 1;
        }
        count
    }

    /// A gamma number of an integer shape and mean 1: the mean of that many exponential ones.
    fn gamma(&mut self, shape: u32) -> f64 {
        (0..shape).map(|_| -self.uniform().ln()).sum::<f64>() / f64::from(shape)
    }
}

/// The distribution of a day's results.
#[derive(Debug, Clone, Copy)]
enum DayDistribution {
    /// Poisson.
    Poisson,
    /// Negative binomial: the day's rate is itself drawn, from a gamma distribution of this shape.
    Bursts(u32),
    /// Most of them come on about one day in seven.
    Events,
}

/// How money is spent.
#[derive(Debug, Clone, Copy, PartialEq)]
enum SpendPattern {
    /// The same amount on each channel, each day.
    Even,
    /// A random amount each day, independent for each channel.
    Daily,
    /// Mostly one channel first, then mostly the others: 5 : 1 in the first half, 1 : 5 in the second.
    Turning,
}

const DAYS: u32 = 28;
/// Spent on a day, in minor units.
const SPEND: f64 = 10_000.0;

/// Tests with these rates of results a day; at a rate of 5, a result costs 20.00.
fn simulated(random: &mut Random, rates: &[f64], kind: DayDistribution, spending: SpendPattern) -> Vec<ChannelTest> {
    simulated_over(DAYS, random, rates, kind, spending)
}

#[allow(clippy::cast_possible_truncation)] // amounts of a day
fn simulated_over(
    days: u32,
    random: &mut Random,
    rates: &[f64],
    kind: DayDistribution,
    spending: SpendPattern,
) -> Vec<ChannelTest> {
    let first: NaiveDate = "2027-03-01".parse().unwrap();
    let mut tests: Vec<ChannelTest> =
        (1..).zip(rates).map(|(bits, _)| ChannelTest::new(Id::from_bits(bits), Id::from_bits(100 + bits))).collect();
    for day in 0..days {
        for (at, (test, rate)) in tests.iter_mut().zip(rates).enumerate() {
            let spend = match spending {
                SpendPattern::Even => 1.0,
                SpendPattern::Daily => 0.2 + 2.0 * random.uniform(),
                SpendPattern::Turning => {
                    if (day < days / 2) == (at == 0) {
                        5.0
                    } else {
                        1.0
                    }
                }
            };
            let mean = rate
                * spend
                * match kind {
                    DayDistribution::Poisson => 1.0,
                    DayDistribution::Bursts(shape) => random.gamma(shape),
                    DayDistribution::Events => {
                        if random.uniform() < 1.0 / 7.0 {
                            5.0
                        } else {
                            1.0 / 3.0
                        }
                    }
                };
            let spend = Money::saturating((spend * SPEND) as i128);
            let on = first + Days::new(u64::from(day));
            test.days.push(TestDay { on, spend, results: random.poisson(mean) });
        }
    }
    tests
}

fn today() -> NaiveDate {
    "2027-12-31".parse().unwrap()
}

/// The winners of a comparison, by their place, with the day on which they were decided, from 1.
fn winners(tests: &[ChannelTest], rule: &TestRule) -> Vec<(usize, u32)> {
    let first = tests[0].days[0].on;
    let day = |when: DecidedBy| match when {
        DecidedBy::On(on) => u32::try_from((on - first).num_days()).unwrap() + 1,
        DecidedBy::ByTotals => 0,
    };
    let found = decisions(tests, rule, today());
    found.iter().enumerate().filter_map(|(at, found)| Some((at, day(found.won?)))).collect()
}

/// Of this number of comparisons, in percent: those that ever named a wrong winner, and those that named the right one
/// (the last channel, if rates differ); and the median day of the right ones.
fn share_of_winners(runs: u32, rates: &[f64], kind: DayDistribution, spending: SpendPattern) -> (f64, f64, u32) {
    let mut random = Random::of(u64::from(runs) + rates.len() as u64);
    let equal = rates.iter().all(|rate| *rate <= rates[0]);
    let (mut wrong, mut days) = (0, Vec::new());
    for _ in 0..runs {
        let tests = simulated(&mut random, rates, kind, spending);
        match winners(&tests, &TestRule::default()).as_slice() {
            [] => {}
            [(at, day)] if !equal && at + 1 == rates.len() => days.push(*day),
            _ => wrong += 1,
        }
    }
    days.sort_unstable();
    let percent = |count: usize| 100.0 * f64::from(u32::try_from(count).unwrap()) / f64::from(runs);
    (percent(wrong), percent(days.len()), days.get(days.len() / 2).copied().unwrap_or_default())
}

#[test]
fn at_most_one_in_twenty_comparisons_of_equal_channels_names_a_winner() {
    println!("False winners among equal channels, looked at on each of {DAYS} days; 5 results a day each");
    println!("{:<28} {:<10} {:>8} {:>8} {:>8}", "results", "spending", "2", "3", "5");
    for (name, kind) in [
        ("by chance alone (Poisson)", DayDistribution::Poisson),
        ("bursts, φ = 2.7", DayDistribution::Bursts(3)),
        ("bursts, φ = 6", DayDistribution::Bursts(1)),
        ("one event a week", DayDistribution::Events),
    ] {
        for spending in [SpendPattern::Even, SpendPattern::Daily, SpendPattern::Turning] {
            let shares = [(2, 2_000), (3, 500), (5, 300)]
                .map(|(channels, runs)| share_of_winners(runs, &vec![5.0; channels], kind, spending).0);
            let [two, three, five] = shares;
            println!("{name:<28} {:<10} {two:>6.1} % {three:>6.1} % {five:>6.1} %", format!("{spending:?}"));
            assert!(shares.iter().all(|share| *share <= 5.0), "{name}, {spending:?}: {shares:?}");
        }
    }
}

#[test]
fn relevant_differences_are_found_within_four_weeks() {
    println!("Winner found within {DAYS} days, and the median day; two channels, even spending");
    println!("{:<28} {:>14} {:>14} {:>14}", "results of the weaker one", "1.5×", "2×", "3×");
    for (name, rate, kind, least) in [
        ("3 a day", 3.0, DayDistribution::Poisson, [35.0, 95.0, 99.0]),
        ("5 a day", 5.0, DayDistribution::Poisson, [65.0, 99.0, 99.0]),
        ("10 a day", 10.0, DayDistribution::Poisson, [90.0, 99.0, 99.0]),
        ("5 a day in bursts, φ = 2.7", 5.0, DayDistribution::Bursts(3), [10.0, 60.0, 95.0]),
        ("5 a day in bursts, φ = 6", 5.0, DayDistribution::Bursts(1), [2.0, 10.0, 45.0]),
    ] {
        let found = [1.5, 2.0, 3.0].map(|times| share_of_winners(300, &[rate, rate * times], kind, SpendPattern::Even));
        let cell = |(_, right, day): (f64, f64, u32)| format!("{right:.0} %, day {day}");
        let [some, double, triple] = found.map(cell);
        println!("{name:<28} {some:>14} {double:>14} {triple:>14}");
        for ((wrong, right, _), least) in found.into_iter().zip(least) {
            assert!(wrong <= 1.0 && right >= least, "{name}: {found:?}");
        }
    }
}

/// Totals that are updated daily are one look each; earlier looks are not replayed.
#[test]
fn at_most_one_in_twenty_comparisons_of_equal_totals_names_a_winner() {
    for spending in [SpendPattern::Even, SpendPattern::Daily, SpendPattern::Turning] {
        let mut random = Random::of(5);
        let mut wrong = 0;
        for _ in 0..500 {
            let tests = simulated(&mut random, &[5.0, 5.0], DayDistribution::Poisson, spending);
            let ever = (1..=DAYS).any(|day| {
                let so_far: Vec<ChannelTest> = tests.iter().map(|test| totals_of(test, day)).collect();
                decisions(&so_far, &TestRule::default(), today()).iter().any(|found| found.won.is_some())
            });
            wrong += u32::from(ever);
        }
        println!("totals, {spending:?}: {wrong} of 500");
        assert!(wrong <= 25, "{spending:?}: {wrong}");
    }
}

/// The first days of a test, as totals.
fn totals_of(test: &ChannelTest, days: u32) -> ChannelTest {
    let mut totals = ChannelTest::new(test.id, test.channel);
    let days = &test.days[..days as usize];
    (totals.first, totals.last) = (days.first().map(|day| day.on), days.last().map(|day| day.on));
    let results = days.iter().map(|day| day.results).sum();
    totals.set_totals(Some(days.iter().map(|day| day.spend).sum()), Some(results));
    totals
}

/// Of 500 pairs that are looked at daily for this number of days: how many had a channel stopped on some day, and the
/// median day of the stops.
fn stopped(days: u32, rate: f64, kind: DayDistribution) -> (usize, i64) {
    let rule = TestRule { target_cost: Money::from_minor(2_000), ..TestRule::default() };
    let mut random = Random::of(9);
    let mut found: Vec<i64> = Vec::new();
    for _ in 0..500 {
        let tests = simulated_over(days, &mut random, &[rate, rate], kind, SpendPattern::Daily);
        let first = tests[0].days[0].on;
        let decided = decisions(&tests, &rule, today()).into_iter().filter_map(|found| found.too_expensive);
        let day = |when| match when {
            DecidedBy::On(on) => (on - first).num_days() + 1,
            DecidedBy::ByTotals => 0,
        };
        found.extend(decided.map(day).min());
    }
    found.sort_unstable();
    (found.len(), found.get(found.len() / 2).copied().unwrap_or_default())
}

/// Of 4,000 comparisons of channels at their allowed cost, looked at daily: the share, in percent, in which the first
/// channel, and in which any of them, was ever stopped for spending without a result. Results come in bursts of this size.
fn stopped_without_results(channels: usize, burst: u32, spending: SpendPattern) -> (f64, f64) {
    const RUNS: u32 = 4_000;
    // Half of the allowed cost a day on average.
    let rule = TestRule { target_cost: Money::from_minor(20_000), ..TestRule::default() };
    let mut random = Random::of(11);
    let (mut first, mut any) = (0_u32, 0_u32);
    for _ in 0..RUNS {
        let rates = vec![0.5 / f64::from(burst); channels];
        let mut tests = simulated(&mut random, &rates, DayDistribution::Poisson, spending);
        tests.iter_mut().flat_map(|test| &mut test.days).for_each(|day| day.results *= burst);
        let ever: Vec<bool> = tests
            .iter()
            .map(|test| {
                (1..=test.days.len()).any(|day| {
                    let mut so_far = ChannelTest::new(test.id, test.channel);
                    so_far.days = test.days[..day].to_vec();
                    spent_without_results(&so_far, &rule)
                })
            })
            .collect();
        first += u32::from(ever[0]);
        any += u32::from(ever.contains(&true));
    }
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(RUNS);
    (percent(first), percent(any))
}

/// The bound holds at all looks together, for each channel by itself and for results that come one by one. Over several
/// channels, and for bursts, it is higher, as the module and the screen say.
#[test]
fn a_channel_at_its_allowed_cost_is_seldom_stopped_for_spending_without_a_result() {
    println!("Ever stopped without a result, of 4,000 comparisons looked at daily, at the allowed cost");
    println!("{:<10} {:>9} {:>14} {:>10}", "channels", "burst", "the first", "any");
    // Three standard deviations of 4,000 draws.
    let tolerance = 100.0 * 3.0 * (0.05 * 0.95 / 4_000.0_f64).sqrt();
    for (channels, burst, spending) in [
        (1, 1, SpendPattern::Even),
        (1, 1, SpendPattern::Daily),
        (3, 1, SpendPattern::Even),
        (5, 1, SpendPattern::Even),
        (1, 4, SpendPattern::Even),
    ] {
        let (first, any) = stopped_without_results(channels, burst, spending);
        println!("{channels:<10} {burst:>9} {first:>12.1} % {any:>8.1} %");
        if burst == 1 {
            assert!(first <= 5.0 + tolerance, "{channels} channels, {spending:?}: {first}");
            let bound = 100.0 * (1.0 - (1.0 - (-3.0_f64).exp()).powi(i32::try_from(channels).unwrap()));
            assert!(any <= bound + 2.0 * tolerance, "{channels} channels: {any}");
        } else {
            assert!((first - 100.0 * (-3.0_f64 / f64::from(burst)).exp()).abs() <= 2.0 * tolerance, "bursts: {first}");
        }
        // Not over all channels.
        assert!(channels < 3 || any > 10.0, "{channels} channels: {any}");
    }
}

/// Twelve weeks; a stop at the allowed cost itself takes four. With bursts every few days, and with events that come once a
/// week and bring two thirds of the results.
#[test]
fn a_channel_at_its_allowed_cost_is_seldom_stopped_and_a_more_expensive_one_is() {
    println!("Stopped as too expensive within 84 days, of 500 pairs looked at daily, and the median day");
    println!("{:<12} {:>14} {:>14} {:>14}", "results", "allowed cost", "double", "five times");
    for (kind, double, five) in [
        (DayDistribution::Poisson, 500, 500),
        (DayDistribution::Bursts(3), 500, 500),
        (DayDistribution::Bursts(1), 480, 500),
        (DayDistribution::Events, 270, 490),
    ] {
        let found = [5.0, 2.5, 1.0].map(|rate| stopped(84, rate, kind));
        let [allowed, doubled, fivefold] = found.map(|(count, day)| format!("{count}, day {day}"));
        println!("{:<12} {allowed:>14} {doubled:>14} {fivefold:>14}", format!("{kind:?}"));
        assert!(found[0].0 <= 25 && found[1].0 >= double && found[2].0 >= five, "{kind:?}: {found:?}");
    }
}

/// A channel that costs many times the allowed cost is stopped before four weeks are over.
#[test]
fn a_moderately_expensive_channel_is_stopped_after_four_weeks_and_a_very_expensive_one_earlier() {
    let days = |spend: i64, results: u32, count: u64| {
        let mut test = ChannelTest::new(Id::from_bits(1), Id::from_bits(101));
        let day = |at| "2027-03-01".parse::<NaiveDate>().unwrap() + Days::new(at);
        let spend = Money::from_minor(spend).unwrap();
        test.days = (0..count).map(|at| TestDay { on: day(at), spend, results }).collect();
        test
    };
    let rule = TestRule { target_cost: Money::from_minor(2_000), ..TestRule::default() };
    let decided = |test: &ChannelTest| decisions(std::slice::from_ref(test), &rule, today())[0].too_expensive;
    let on = |text: &str| Some(DecidedBy::On(text.parse().unwrap()));
    // Double the allowed cost, every day.
    assert_eq!(decided(&days(40_000, 10, 27)), None);
    assert_eq!(decided(&days(40_000, 10, 40)), on("2027-03-28"));
    // Six times it.
    assert_eq!(decided(&days(120_000, 10, 40)), on("2027-03-07"));
    // 50 % above the allowed cost is found too if results are many and steady, even among eight tests.
    let mut eight: Vec<ChannelTest> = (1..=8).map(|_| days(36_000, 12, 28)).collect();
    eight[7] = days(36_000, 18, 28);
    for (bits, test) in (201..).zip(&mut eight) {
        test.channel = Id::from_bits(bits);
    }
    let stopped: Vec<bool> =
        decisions(&eight, &rule, today()).iter().map(|found| found.too_expensive.is_some()).collect();
    assert_eq!(stopped, [true, true, true, true, true, true, true, false]);
    // By totals, the same.
    for (count, expected) in [(27, None), (28, Some(DecidedBy::ByTotals))] {
        assert_eq!(decided(&totals_of(&days(40_000, 10, count), u32::try_from(count).unwrap())), expected);
    }
}

/// The mean of E over all binomial counts is 1 under the null hypothesis, so it is a martingale while shares are constant.
#[test]
fn the_mean_of_e_under_the_null_hypothesis_is_one() {
    for (share, both) in [(0.5, 40u32), (0.2, 60), (0.9, 25)] {
        let (a, b) = (share * 1_000.0, (1.0 - share) * 1_000.0);
        let look = |spend, results: u32| CumulativeResults {
            spend,
            results: f64::from(results),
            noise: Noise::Assumed(1.0),
            largest: 0.0,
        };
        let mut chance = f64::powf(1.0 - share, f64::from(both));
        let mut mean = 0.0;
        for count in 0..=both {
            mean += chance * ln_better(&look(a, count), &look(b, both - count)).exp();
            chance *= f64::from(both - count) / f64::from(count + 1) * share / (1.0 - share);
        }
        assert!((mean - 1.0).abs() < 1e-9, "{mean}");
    }
    assert!((MIXTURE.iter().map(|part| part.1).sum::<f64>() - 1.0).abs() < 1e-12);
}

/// ln E of two channels with equal spend and 60 and 20 results, bounded by the terms of single θ.
#[test]
fn e_values_are_within_hand_computed_bounds() {
    let look = |results| CumulativeResults { spend: 1_000.0, results, noise: Noise::Assumed(1.0), largest: 0.0 };
    let found = ln_better(&look(60.0), &look(20.0));
    let part = |theta: f64, weight: f64| 60.0 * theta - 80.0 * f64::midpoint(theta.exp(), 1.0).ln() + weight.ln();
    assert!(found >= part(0.9, 0.12) && found <= part(1.1, 1.0), "{found}");
    assert!(ln_better(&look(20.0), &look(60.0)) < 0.0);
    assert!((threshold(2) - 40f64.ln()).abs() < 1e-12);
    let halved = CumulativeResults { noise: Noise::Assumed(2.0), ..look(60.0) };
    assert!(ln_better(&halved, &look(20.0)) < found);
    assert!(ln_more_expensive(&look(60.0), 10.0) > 0.0 && ln_more_expensive(&look(200.0), 10.0) < 0.0);
    let due = CumulativeResults { largest: 20.0, ..look(60.0) };
    assert!((ln_more_expensive(&due, 10.0) - ln_more_expensive(&look(80.0), 10.0)).abs() < 1e-12);
}

/// A pair drawn with equal rates, in which the second one's chance of being best is above 95 % on several days. A verdict by
/// that chance would name it the winner; the sequential test lets it lead on some days and win on none.
#[test]
fn a_channel_that_is_ahead_by_chance_leads_but_does_not_win() {
    use crate::plan::strategy::comparison::{TestVerdict, compare};
    let first: [u32; 28] = [9, 6, 6, 11, 8, 9, 5, 5, 7, 5, 9, 8, 3, 5, 9, 13, 5, 7, 11, 15, 9, 6, 7, 5, 13, 8, 6, 11];
    let second: [u32; 28] =
        [12, 11, 17, 5, 8, 10, 8, 9, 6, 6, 14, 8, 11, 10, 11, 12, 6, 4, 10, 6, 11, 5, 4, 8, 10, 5, 9, 13];
    let mut next = 500;
    let mut plan = Plan::blank(&mut || {
        next += 1;
        next
    });
    for (bits, results) in [(1, first), (2, second)] {
        let mut test = ChannelTest::new(Id::from_bits(bits), Id::from_bits(100 + bits));
        let day = |at: u64| "2026-10-01".parse::<NaiveDate>().unwrap() + Days::new(at);
        test.days = (0..)
            .zip(results)
            .map(|(at, results)| TestDay { on: day(at), spend: Money::from_minor(20_000).unwrap(), results })
            .collect();
        plan.strategy.channel_tests.push(test);
    }
    let whole = plan.clone();
    let (mut likely, mut leading) = (0, 0);
    for days in 7..=28 {
        for (test, all) in plan.strategy.channel_tests.iter_mut().zip(&whole.strategy.channel_tests) {
            test.days = all.days[..days].to_vec();
        }
        let found = compare(&plan, today());
        assert!(!found.iter().any(|one| matches!(one.verdict, TestVerdict::Winner { .. })), "day {days}: {found:?}");
        likely += u32::from(found[1].best.unwrap() > 0.95);
        leading += u32::from(matches!(found[1].verdict, TestVerdict::Leading { .. }));
    }
    assert!(likely >= 5 && leading >= likely, "{likely} {leading}");
}

#[test]
fn nothing_is_decided_before_the_minimum_days_and_results() {
    let tests = simulated(&mut Random::of(3), &[5.0, 20.0], DayDistribution::Poisson, SpendPattern::Even);
    let found = winners(&tests, &TestRule::default());
    assert_eq!(found, [(1, 7)]);
    assert_eq!(winners(&tests, &TestRule { minimum_days: 20, ..TestRule::default() }), [(1, 20)]);
    let many = TestRule { minimum_results: 100_000, ..TestRule::default() };
    assert!(winners(&tests, &many).is_empty());
    // Nor while another test has fewer days.
    let mut young = tests.clone();
    young[0].days.truncate(6);
    assert!(decisions(&young, &TestRule::default(), today()).iter().all(|found| found.won.is_none()));
}

#[test]
fn two_tests_of_one_channel_are_not_compared_with_each_other() {
    let mut tests = simulated(&mut Random::of(3), &[20.0, 20.0, 5.0], DayDistribution::Poisson, SpendPattern::Even);
    assert!(winners(&tests, &TestRule::default()).is_empty());
    tests[1].channel = tests[0].channel;
    let found: Vec<usize> = winners(&tests, &TestRule::default()).into_iter().map(|found| found.0).collect();
    assert_eq!(found, [0, 1]);
    tests.truncate(2);
    assert!(winners(&tests, &TestRule::default()).is_empty(), "nothing to be better than");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

/// A decision follows from the figures up to its day, and later days do not take it back.
    #[test]
    fn a_verdict_stays_when_days_are_added(seed in 1u64..100_000, times in 1.0f64..3.0, channels in 2usize..5) {
        let mut rates = vec![6.0; channels];
        rates[0] *= times;
        let tests = simulated(&mut Random::of(seed), &rates, DayDistribution::Bursts(4), SpendPattern::Daily);
        let rule = TestRule::default();
        let mut before = Vec::new();
        for day in 1..=DAYS as usize {
            let so_far: Vec<ChannelTest> = tests
                .iter()
                .map(|test| {
                    let mut test = test.clone();
                    test.days.truncate(day);
                    test
                })
                .collect();
            let now = winners(&so_far, &rule);
            prop_assert!(now.len() <= 1);
            if let [(at, on)] = before.as_slice() {
// Another winner could only be decided on this very day.
                prop_assert!(now == before || now.iter().all(|new| new.0 != *at && new.1 as usize == day), "{now:?} {on}");
                prop_assert!(!now.is_empty());
            }
            before = now;
        }
    }

    #[test]
fn e_values_are_numbers_for_any_figures(
        a in (1.0f64..9e15, 0u32..u32::MAX), b in (1.0f64..9e15, 0u32..u32::MAX), noise in 0.0f64..1e6,
    ) {
        let look = |(spend, results): (f64, u32), noise| {
            CumulativeResults { spend, results: f64::from(results), noise: Noise::Assumed(noise), largest: 0.0 }
        };
        let (a, b) = (look(a, noise), look(b, 1.0));
        prop_assert!(!ln_better(&a, &b).is_nan() && !ln_more_expensive(&a, 1e-3).is_nan());
// Each cannot be better than the other.
        prop_assert!(ln_better(&a, &b) <= 1e-9 || ln_better(&b, &a) <= 1e-9);
    }
}
