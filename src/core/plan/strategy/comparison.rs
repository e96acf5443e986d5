//! Comparison of the plan's channel tests: the cost of a result, the chance of being the best channel, and a verdict.
//!
//! Channels are not randomised audiences: a verdict says where to try next, not what the channel causes. Where daily
//! figures were counted, they determine how many independent observations the totals stand for: a test whose results
//! come in bursts counts as fewer (see [`noise`]).
//!
//! Costs, intervals and chances of being best *describe* what was counted so far and change with each look. Whether a
//! test has won, or is too expensive, is *decided* by [`sequential`](crate::plan::strategy::sequential), whose error
//! rate holds however often one looks. Verdicts are made here only; screens, report, exports and advice use
//! [`compare`].
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::model::{channel_test::ChannelTest, id::Id};
//! use groundswell_core::plan::numbers::money::Money;
//! use groundswell_core::plan::strategy::comparison::{TestVerdict, compare};
//!
//! let mut bits = 100;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! for (id, spend, results) in [(1, 120_000, 60), (2, 100_000, 38)] {
//!     let mut test = ChannelTest::new(Id::from_bits(id), Id::from_bits(10 + id));
//!     (test.first, test.last) = ("2027-03-29".parse().ok(), "2027-04-25".parse().ok());
//!     test.set_totals(Money::from_minor(spend), Some(results));
//!     plan.strategy.channel_tests.push(test);
//! }
//! let outcomes = compare(&plan, "2027-04-26".parse().unwrap());
//! // 91 % likely the best, which is not enough to name a winner.
//! assert!((outcomes[0].best.unwrap() - 0.909).abs() < 0.001);
//! assert_eq!(outcomes[0].verdict, TestVerdict::Leading { bursty: false });
//! assert_eq!(outcomes[1].verdict, TestVerdict::KeepTesting);
//! ```

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::channel_test::{ChannelTest, ChannelTestId, TestDay};
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::posterior::{ObservedResults, Posterior, Prior, Rank, rank};
use crate::plan::strategy::saturation::{Saturation, SpendLevel};
use crate::plan::strategy::sequential::{CAUTIOUS_DAYS, DecidedBy, Decision, decisions};
use crate::plan::strategy::steadiness::{Steadiness, SteadinessGrade};
use crate::plan::strategy::test_progress::{TestProgress, test_progress};

/// A test leads from this chance of being best, up to this relative loss.
const LEADING_THRESHOLDS: (f64, f64) = (0.80, 0.05);
/// A test ends once it has spent this many times the allowed cost without a result: at that cost, the chance is e⁻³, 5 %.
const SPEND_LIMIT_TIMES: i64 = 3;
/// The same as a float.
pub(super) const SPEND_LIMIT_FACTOR: f64 = 3.0;
/// The probability of the credible intervals shown.
pub const INTERVAL_PROBABILITY: f64 = 0.9;

/// The outcome of a test in comparison with the others.
#[derive(Debug, Clone, PartialEq)]
pub struct TestOutcome {
    /// Which test.
    pub test: ChannelTestId,
    /// The channel it tests.
    pub channel: ChannelId,
    /// Days, results and average costs.
    pub progress: TestProgress,
    /// Money spent; `None` if none is entered.
    pub spent: Option<Money>,
    /// Dispersion of its daily results (Pearson's φ): their variance over that of a Poisson count. Below 1 they are more
    /// regular than chance. `None` where too few days have figures.
    pub noise: Option<f64>,
    /// How steady its daily results are; `None` without daily figures.
    pub grade: Option<SteadinessGrade>,
    /// The cost of a result; `None` while there is no estimate.
    pub cost: Option<CostRange>,
    /// The probability that it brings the most for its money, 0 to 1; over all compared tests these add up to 1.
    pub best: Option<f64>,
    /// The expected loss of choosing it, as a share of what it brings: 0.05 is 5 %.
    pub relative_loss: Option<f64>,
    /// Whether no compared test is more likely to be the best.
    pub ahead: bool,
    /// Whether its planned last day is over.
    pub over: bool,
    /// The verdict: what to do with it.
    pub verdict: TestVerdict,
    /// When the verdict was decided, if it is one that later looks do not change: winner, or too expensive.
    pub decided: Option<DecidedBy>,
}

/// The cost of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostRange {
    /// The median of the posterior.
    pub median: Money,
    /// Lower end of the credible interval of [`INTERVAL_PROBABILITY`].
    pub low: Money,
    /// Upper end of it.
    pub high: Money,
}

impl TestOutcome {
    /// Whether it looks more expensive than allowed, but has too few days to decide it: bursts may still come.
    pub fn looks_too_expensive(&self, rule: &TestRule) -> bool {
        let allowed = rule.target_cost.filter(|target| *target > Money::ZERO);
        let open = matches!(self.verdict, TestVerdict::Alone | TestVerdict::KeepTesting | TestVerdict::Leading { .. });
        open && self.progress.days < CAUTIOUS_DAYS
            && self.cost.zip(allowed).is_some_and(|(cost, allowed)| cost.low > allowed)
    }
}

impl CostRange {
    fn of(posterior: &Posterior) -> CostRange {
        let (low, high) = posterior.cost_interval(INTERVAL_PROBABILITY);
        let [median, low, high] = [posterior.median_cost(), low, high].map(Money::nearest);
        CostRange { median, low, high }
    }
}

/// The verdict on a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestVerdict {
    /// Spend or results are not entered.
    NotCounted,
    /// It cost nothing, so it has no cost of a result to compare.
    CostsNothing,
    /// Not enough data yet.
    TooEarly(MissingData),
    /// Stop it.
    Stop(StopReason),
    /// There is no other test to compare it with.
    Alone,
    /// Keep testing: it is too close to others, or behind.
    KeepTesting,
    /// It leads: probably the best, and little is lost if it is not. Not enough evidence for a winner.
    Leading {
        /// Its results come in bursts, so that no budget should be concentrated on it yet.
        bursty: bool,
    },
    /// It has won: it is better than each test of another channel, decided by a sequential test.
    Winner {
        /// As above.
        bursty: bool,
    },
}

/// What is missing before any verdict, by the test rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingData {
    /// Complete days.
    pub days: u32,
    /// Results.
    pub results: u32,
    /// Events (days with spend) of a test with daily figures: results of one or two events may be chance.
    pub events: u32,
    /// Estimated spend until the missing results are in, or until the test ends without any; zero if no result is missing,
    /// `None` while there is no estimate.
    pub spend: Option<Money>,
}

/// Why a test should be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// Three times the allowed cost brought no result: at the allowed cost, the chance of that is 5 %.
    NoResults,
    /// A result costs more than allowed, decided by a sequential test.
    TooExpensive,
}

impl ChannelTest {
    /// Its totals as an observation for the statistics; `None` if spend or results are missing or nothing was spent.
    pub fn observed(&self) -> Option<ObservedResults> {
        let (spend, results) = (self.spent().filter(|spend| *spend > Money::ZERO)?, self.counted()?);
        let results = f64::from(results);
        // While the dispersion is not known, daily figures count as no more observations than there were events.
        let at_worst = || if self.days.is_empty() { 1.0 } else { results / f64::from(count_events(&self.days).max(1)) };
        let noise = noise(&self.days).unwrap_or_else(at_worst).max(1.0);
        Some(ObservedResults { spend: spend.to_f64(), results, noise })
    }

    /// How many more events (days with spend) are needed to know the dispersion of its results;
    /// 0 if it has totals only.
    pub fn events_missing(&self) -> u32 {
        if self.days.is_empty() { 0 } else { MIN_EVENTS.saturating_sub(count_events(&self.days)) }
    }

    /// How steady its daily results are, without weekdays closed by design; `None` without daily figures or results.
    pub fn grade(&self, plan: &Plan) -> Option<SteadinessGrade> {
        let mut days: Vec<_> = self.days.iter().map(|day| (day.on, f64::from(day.results))).collect();
        days.sort_by_key(|day| day.0);
        Steadiness::of(&days, &plan.tracking.closed_weekdays).map(|found| found.grade())
    }
}

/// The days of a test as events of (spend, results). A day without spend belongs to the day with spend before it, as a
/// post that works for three days is one event; days before the first day with spend belong to that one.
fn spend_events(days: &[TestDay]) -> Vec<(f64, f64)> {
    let mut days: Vec<&TestDay> = days.iter().collect();
    days.sort_by_key(|day| day.on);
    let mut observed: Vec<(f64, f64)> = Vec::with_capacity(days.len());
    let mut before = 0.0;
    for day in days {
        let results = f64::from(day.results);
        match observed.last_mut() {
            _ if day.spend > Money::ZERO => observed.push((day.spend.to_f64(), results + std::mem::take(&mut before))),
            Some(last) => last.1 += results,
            None => before += results,
        }
    }
    observed
}

fn count_events(days: &[TestDay]) -> u32 {
    let spent = days.iter().filter(|day| day.spend > Money::ZERO);
    u32::try_from(spent.count()).unwrap_or(u32::MAX)
}

/// The fewest events from which the dispersion of results is estimated.
pub(super) const MIN_EVENTS: u32 = 3;
/// The fewest days from which it is estimated.
pub(super) const MIN_NOISE_DAYS: usize = 7;

/// Dispersion of daily results, Pearson's φ = Σ (y − λs)²/λs / (n − 1) with λ = Σy/Σs: their variance over that of a
/// Poisson count. It is taken over *n* events, each a day with spend and the days without spend after it. `None` for
/// fewer than seven days, fewer than three events, or no result.
pub fn noise(days: &[TestDay]) -> Option<f64> {
    let observed = spend_events(days);
    let (spend, results) = observed.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if days.len() < MIN_NOISE_DAYS || count_events(days) < MIN_EVENTS || results <= 0.0 {
        return None;
    }
    let squared_error = |&(spend_of_event, found): &(f64, f64)| {
        let expected = results / spend * spend_of_event;
        (found - expected).powi(2) / expected
    };
    Some(observed.iter().map(squared_error).sum::<f64>() / f64::from(count_events(days) - 1))
}

/// Whether a test has spent enough without any result to end, at the allowed cost of a result. With daily figures not
/// before `MIN_EVENTS` events: one or two posts without a result may be chance.
pub fn spent_without_results(test: &ChannelTest, rule: &TestRule) -> bool {
    let limit = |target: Money| i128::from(SPEND_LIMIT_TIMES) * i128::from(target.minor());
    let target = rule.target_cost.filter(|target| *target > Money::ZERO);
    let spend = test.spent().unwrap_or_default();
    test.counted() == Some(0)
        && test.events_missing() == 0
        && target.is_some_and(|target| i128::from(spend.minor()) >= limit(target))
}

/// Whether a test leads by its rank.
fn leads(rank: &Rank) -> bool {
    rank.best >= LEADING_THRESHOLDS.0 && rank.relative_loss <= LEADING_THRESHOLDS.1
}

/// A channel's tests with enough data as levels of spend, in minor units and results per week; lowest first.
pub(crate) fn spend_levels<'a>(
    tests: impl Iterator<Item = &'a ChannelTest>,
    rule: &TestRule,
    today: NaiveDate,
) -> Vec<SpendLevel> {
    const WEEK: f64 = 7.0;
    let level = |test: &ChannelTest| {
        let progress = test_progress(test, rule, today);
        let weeks = f64::from(progress.days).max(1.0) / WEEK;
        let observed = test.observed().filter(|_| progress.enough)?;
        let (spend, results) = (observed.spend / weeks, observed.results / weeks);
        Some(SpendLevel { spend, results, weeks, noise: observed.noise })
    };
    let mut levels: Vec<SpendLevel> = tests.filter_map(level).collect();
    levels.sort_by(|a, b| a.spend.total_cmp(&b.spend));
    levels
}

/// The saturation curve of a channel, in minor units and results per week, from its tests at different levels of spend.
///
/// `None` until two tests with enough data are at least 10 % apart, and where they show no diminishing returns.
pub fn saturation_curve<'a>(
    tests: impl Iterator<Item = &'a ChannelTest>,
    rule: &TestRule,
    today: NaiveDate,
) -> Option<Saturation> {
    let levels = spend_levels(tests, rule, today);
    let (lowest, highest) = levels.first().zip(levels.last())?;
    let pairs: Vec<(f64, f64)> = levels.iter().map(|level| (level.spend, level.results)).collect();
    if lowest.is_below(highest) { Saturation::fit(&pairs) } else { None }
}

/// Compares the tests of the plan as of the start of `today`; outcomes are in the order of the tests.
///
/// Tests that cost nothing, and those without spend or results, are not compared. A test with too little data gets the
/// verdict [`TestVerdict::TooEarly`], but its posterior takes part in the comparison.
pub fn compare(plan: &Plan, today: NaiveDate) -> Vec<TestOutcome> {
    let (rule, tests) = (&plan.strategy.rule, &plan.strategy.channel_tests);
    let observed: Vec<Option<ObservedResults>> = tests.iter().map(ChannelTest::observed).collect();
    let counted: Vec<ObservedResults> = observed.iter().flatten().copied().collect();
    let allowed = rule.target_cost.filter(|target| *target > Money::ZERO);
    let prior = Prior::pooled(&counted, allowed.map(Money::to_f64));
    let posteriors: Vec<Posterior> =
        prior.map_or_else(Vec::new, |prior| counted.iter().map(|one| Posterior::of(prior, &[*one])).collect());
    let ranks = rank(&posteriors);
    let mut ranked = posteriors.iter().zip(&ranks);
    let alone = counted.len() < 2;
    let most = ranks.iter().map(|rank| rank.best).fold(0.0, f64::max);
    let outcome = |((test, observed), decision): ((&ChannelTest, &Option<ObservedResults>), Decision)| {
        let progress = test_progress(test, rule, today);
        let grade = test.grade(plan);
        let (posterior, rank) = match observed {
            Some(_) => ranked.next().unzip(),
            None => (None, None),
        };
        let cost = posterior.map(CostRange::of);
        let verdict = match observed {
            None if test.spent().is_some_and(|spend| spend <= Money::ZERO) => TestVerdict::CostsNothing,
            None => TestVerdict::NotCounted,
            Some(_) => {
                let bursty = grade == Some(SteadinessGrade::Bursty);
                verdict(test, rule, &progress, cost, decision, rank.filter(|_| !alone), bursty)
            }
        };
        TestOutcome {
            test: test.id,
            channel: test.channel,
            progress,
            spent: test.spent(),
            noise: noise(&test.days),
            grade,
            cost,
            best: rank.filter(|_| !alone).map(|rank| rank.best),
            relative_loss: rank.filter(|_| !alone).map(|rank| rank.relative_loss),
            ahead: rank.is_some_and(|rank| rank.best >= most),
            over: test.last.is_some_and(|last| last < today),
            verdict,
            decided: match verdict {
                TestVerdict::Winner { .. } => decision.won,
                TestVerdict::Stop(StopReason::TooExpensive) => decision.too_expensive,
                _ => None,
            },
        }
    };
    tests.iter().zip(&observed).zip(decisions(tests, rule, today)).map(outcome).collect()
}

/// The chances of being best without the discount for bursts, as if each result were an independent observation; in the
/// order of the tests. Shown beside the real ones to explain the discount.
pub fn chances_without_discount(plan: &Plan) -> Vec<Option<f64>> {
    let observed: Vec<Option<ObservedResults>> = plan
        .strategy
        .channel_tests
        .iter()
        .map(|test| Some(ObservedResults { noise: 1.0, ..test.observed()? }))
        .collect();
    let counted: Vec<ObservedResults> = observed.iter().flatten().copied().collect();
    let Some(prior) = Prior::pooled(&counted, None).filter(|_| counted.len() > 1) else {
        return vec![None; observed.len()];
    };
    let posteriors: Vec<Posterior> = counted.iter().map(|one| Posterior::of(prior, &[*one])).collect();
    let mut chances = rank(&posteriors).into_iter().map(|rank| rank.best);
    observed.iter().map(|observed| observed.and_then(|_| chances.next())).collect()
}

/// A chance (0 to 1) in basis points, rounded for display: to whole percents, or down to tenths of a percent where whole
/// percents would show the threshold of leading although the chance is below it.
#[allow(clippy::cast_possible_truncation)] // between 0 and 1,000
pub fn display_chance(chance: f64) -> i64 {
    let chance = chance.clamp(0.0, 1.0);
    let whole = (chance * 100.0).round();
    let reaches =
        |bound: f64| chance < bound && whole >= (bound * 100.0).round() && whole < (bound * 100.0).round() + 1.0;
    if reaches(LEADING_THRESHOLDS.0) { (chance * 1_000.0).floor() as i64 * 10 } else { whole as i64 * 100 }
}

fn verdict(
    test: &ChannelTest,
    rule: &TestRule,
    progress: &TestProgress,
    cost: Option<CostRange>,
    decision: Decision,
    rank: Option<&Rank>,
    bursty: bool,
) -> TestVerdict {
    if spent_without_results(test, rule) {
        return TestVerdict::Stop(StopReason::NoResults);
    }
    let events = test.events_missing();
    if !progress.enough || events > 0 {
        let results = rule.minimum_results.saturating_sub(progress.results);
        let at = |cost: CostRange| Money::nearest(cost.median.to_f64() * f64::from(results));
        let until_stopped = |target: Money| {
            let limit = Money::saturating(i128::from(SPEND_LIMIT_TIMES) * i128::from(target.minor()));
            (limit - test.spent().unwrap_or_default()).max(Money::ZERO)
        };
        let target_without_results = rule.target_cost.filter(|target| progress.results == 0 && *target > Money::ZERO);
        return TestVerdict::TooEarly(MissingData {
            days: rule.minimum_days.saturating_sub(progress.days),
            results,
            events,
            spend: match target_without_results {
                _ if results == 0 => Some(Money::ZERO),
                Some(target) => Some(until_stopped(target)),
                None => cost.map(at),
            },
        });
    }
    if decision.too_expensive.is_some() {
        return TestVerdict::Stop(StopReason::TooExpensive);
    }
    match rank {
        None => TestVerdict::Alone,
        Some(_) if decision.won.is_some() => TestVerdict::Winner { bursty },
        Some(rank) if leads(rank) => TestVerdict::Leading { bursty },
        Some(_) => TestVerdict::KeepTesting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let plain = chances_without_discount(&plan);
        assert!((plain[0].unwrap() - 0.795_171_439_2).abs() < 1e-7);
        assert!((plain[1].unwrap() - 0.204_828_560_8).abs() < 1e-7);
        assert_eq!(found[1].grade, Some(SteadinessGrade::TooFew));
    }

    #[test]
    fn undiscounted_chances_need_two_tests_with_data() {
        let mut plan = plan_of(&[(10_000, 40), (10_000, 40)]);
        *plan.strategy.channel_tests[1].entered_results_mut() = None;
        assert_eq!(chances_without_discount(&plan), [None, None]);
        assert!(chances_without_discount(&plan_of(&[])).is_empty());
        assert_eq!(chances_without_discount(&plan_of(&[(10_000, 0), (10_000, 0)])), [None, None]);
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
        assert_eq!(
            found[1],
            TestVerdict::TooEarly(MissingData { days: 0, results: 30, events: 0, spend: Some(money(1)) })
        );
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
        for tests in
            [vec![(9_007_199_254_740_991, 4_000_000_000); 4], vec![(1, 0), (9_007_199_254_740_991, 1), (5, 900)]]
        {
            let found = compare(&plan_of(&tests), day("2027-04-26"));
            let sum: f64 = found.iter().filter_map(|one| one.best).sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
    }

    /// The figures of the example plans, from totals without discount for bursts.
    #[test]
    fn example_plans_have_their_worked_figures() {
        use SteadinessGrade::{Bursty, Steady, TooFew};
        let plan = example(include_str!("../catalogue/examples/o2o.en.json"));
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
        let app = example(include_str!("../catalogue/examples/tool-app.en.json"));
        let found = compare(&app, day("2027-04-26"));
        let stopped: Vec<usize> =
            (0..found.len()).filter(|&at| found[at].verdict == TestVerdict::Stop(StopReason::TooExpensive)).collect();
        assert_eq!(stopped, [2, 5]);
        let plan = example(include_str!("../catalogue/examples/museum.en.json"));
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
        assert!(
            (found.max_results - 450.0).abs() < 1e-6 && (found.half_saturation - 200_000.0).abs() < 1e-3,
            "{found:?}"
        );
        assert_eq!(saturation_curve(plan.strategy.channel_tests[..1].iter(), &rule, day("2027-04-26")), None);
        *plan.strategy.channel_tests[1].entered_spend_mut() = Some(money(430_000));
        assert_eq!(
            saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")),
            None,
            "too close to each other"
        );
        *plan.strategy.channel_tests[1].entered_results_mut() = Some(20);
        assert_eq!(
            saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")),
            None,
            "too few results"
        );
    }
}
