//! The tests of a plan, held against each other: what a result costs, which channel is best, and what to do.
//!
//! Channels are no randomised audiences: a verdict says where to try next, not what the channel causes. Days' figures,
//! where they were counted, decide how much the totals are worth: a test whose results come in bursts counts as fewer
//! facts (see [`noise`]).
//!
//! Costs, intervals and chances of being best *describe* what was counted so far; they move with each look. Whether a
//! test has won, or is too dear, is *decided* by [`sequential`](crate::plan::strategy::sequential), which holds at any look. This is the
//! one place where a verdict is made; screens, report, exports and advice ask [`compare`].

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

/// From this chance of being best, at a small loss, a test leads.
const LEADING_THRESHOLDS: (f64, f64) = (0.80, 0.05);
/// So many times the allowed cost without a result ends a test: at that cost the chance of it is e⁻³, 5 %.
const SPEND_LIMIT_TIMES: i64 = 3;
/// The same as a double.
pub(super) const SPEND_LIMIT_FACTOR: f64 = 3.0;
/// The probability of the intervals shown.
pub const INTERVAL_PROBABILITY: f64 = 0.9;

/// What a test says, beside the others.
#[derive(Debug, Clone, PartialEq)]
pub struct TestOutcome {
    /// Which test.
    pub test: ChannelTestId,
    /// On which channel.
    pub channel: ChannelId,
    /// Days, results and plain costs.
    pub progress: TestProgress,
    /// Money spent; `None` where nothing says it.
    pub spent: Option<Money>,
    /// Variance of its daily results over what chance alone would leave (Pearson's φ), as it was found: below 1 they are
    /// more regular than chance. `None` where too few days were counted one by one.
    pub noise: Option<f64>,
    /// How steady its days are; `None` where they were not counted one by one.
    pub grade: Option<SteadinessGrade>,
    /// What a result costs; `None` while that cannot be said.
    pub cost: Option<CostRange>,
    /// The probability that it brings most for its money, 0 to 1; over all compared tests these add up to 1.
    pub best: Option<f64>,
    /// What choosing it is expected to forgo, as a share of what it brings: 0.05 is 5 %.
    pub relative_loss: Option<f64>,
    /// Whether no compared test is likelier to be the best.
    pub ahead: bool,
    /// Whether its declared last day is over.
    pub over: bool,
    /// What to do.
    pub verdict: TestVerdict,
    /// When the verdict was decided, where it is one that does not move with the next look: winner, or too dear.
    pub decided: Option<DecidedBy>,
}

/// The cost of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostRange {
    /// As likely too high as too low.
    pub median: Money,
    /// Lower end of the [`INTERVAL_PROBABILITY`].
    pub low: Money,
    /// Upper end of it.
    pub high: Money,
}

impl TestOutcome {
    /// Whether it looks dearer than it may be, but has too few days for that to be decided: bursts may still come.
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

/// What to do with a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestVerdict {
    /// Money or results are not entered.
    NotCounted,
    /// It cost nothing, so it cannot be measured by money.
    CostsNothing,
    /// Not enough data yet.
    TooEarly(MissingData),
    /// Stop it.
    Stop(StopReason),
    /// There is no other test to compare it with.
    Alone,
    /// Go on: it is too close to others, or behind.
    KeepTesting,
    /// It leads: probably the best, and little is lost if not. Too early to call.
    Leading {
        /// Its results come in bursts, so that nothing should be concentrated on it yet.
        bursty: bool,
    },
    /// It has won: it is better than each test of another channel, by a test that holds at any look.
    Winner {
        /// As above.
        bursty: bool,
    },
}

/// What is missing before any verdict, by the declared rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingData {
    /// Complete days.
    pub days: u32,
    /// Results.
    pub results: u32,
    /// Events (days with spend) of a test that is counted by the day: results of one or two may be luck.
    pub events: u32,
    /// Money that will probably bring the missing results, or show that there are none to be had; `None` while that
    /// cannot be said, nothing where no result is missing.
    pub spend: Option<Money>,
}

/// Why a test should be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// Three times what a result may cost brought none: at the allowed cost the chance of that is 5 %.
    NoResults,
    /// A result costs more than it may, by a test that holds at any look.
    TooExpensive,
}

impl ChannelTest {
    /// What it counted, for statistics; `None` where money or results are missing or nothing was spent.
    pub fn observed(&self) -> Option<ObservedResults> {
        let (spend, results) = (self.spent().filter(|spend| *spend > Money::ZERO)?, self.counted()?);
        let results = f64::from(results);
        // While the noise is not known, what was counted by the day is worth no more facts than there were events.
        let at_worst = || if self.days.is_empty() { 1.0 } else { results / f64::from(count_events(&self.days).max(1)) };
        let noise = noise(&self.days).unwrap_or_else(at_worst).max(1.0);
        Some(ObservedResults { spend: spend.to_f64(), results, noise })
    }

    /// Events, each a day with spend, that have to be counted still before it can be said how noisy its results are;
    /// none where only totals are counted.
    pub fn events_missing(&self) -> u32 {
        if self.days.is_empty() { 0 } else { MIN_EVENTS.saturating_sub(count_events(&self.days)) }
    }

    /// How steady its days are, without those that are closed by design; `None` where they were not counted one by one.
    pub fn grade(&self, plan: &Plan) -> Option<SteadinessGrade> {
        let mut days: Vec<_> = self.days.iter().map(|day| (day.on, f64::from(day.results))).collect();
        days.sort_by_key(|day| day.0);
        Steadiness::of(&days, &plan.tracking.closed_weekdays).map(|found| found.grade())
    }
}

/// The days of a test as observations of (spend, results): days without spend belong to the last day with some before
/// them, as a post that works for three days is one event; days without spend before the first belong to it.
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

/// Fewer events than these say nothing about how noisy results are.
pub(super) const MIN_EVENTS: u32 = 3;
/// Nor do fewer days.
pub(super) const MIN_NOISE_DAYS: usize = 7;

/// Variance of daily results over what chance alone would leave: Pearson's φ = Σ (y − λs)²/λs / (n − 1), λ = Σy/Σs, over
/// *n* events: a day with spend and those without after it. `None` for fewer than seven days, fewer than three events,
/// or no result.
pub fn noise(days: &[TestDay]) -> Option<f64> {
    let observed = spend_events(days);
    let (spend, results) = observed.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if days.len() < MIN_NOISE_DAYS || count_events(days) < MIN_EVENTS || results <= 0.0 {
        return None;
    }
    let off = |&(part, found): &(f64, f64)| {
        let wanted = results / spend * part;
        (found - wanted).powi(2) / wanted
    };
    Some(observed.iter().map(off).sum::<f64>() / f64::from(count_events(days) - 1))
}

/// Whether its money without any result ends a test at what a result may cost. Not before `MIN_EVENTS` events, where
/// days are counted one by one: one post or two without a result may be chance.
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

/// A channel's tests with enough data as levels of spend, in minor units and results a week; from the lowest.
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

/// The curve of a channel's returns, in minor units and results a week, from its tests at different levels of spend.
///
/// `None` until two tests with enough data lie a tenth or more apart, and where they show no diminishing returns.
pub fn saturation_curve<'a>(
    tests: impl Iterator<Item = &'a ChannelTest>,
    rule: &TestRule,
    today: NaiveDate,
) -> Option<Saturation> {
    let levels = spend_levels(tests, rule, today);
    let (lowest, highest) = levels.first().zip(levels.last())?;
    let pairs: Vec<(f64, f64)> = levels.iter().map(|level| (level.spend, level.results)).collect();
    if lowest.is_below(highest) { Saturation::through(&pairs) } else { None }
}

/// The tests of the plan beside each other, in their order, as of the start of `today`.
///
/// Those that cost nothing, and those without money or results, are not compared. A test with too little data gets no
/// verdict of its own, but stands against the others with what is believed of it.
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

/// The chances of being best as they would look if each result were a fact of its own, in the order of the tests: what
/// bursts would be taken for.
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

/// A chance in basis points, to be read: whole percents, but where those would reach a bound that the chance itself does
/// not, tenths.
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
        let to_the_end = |target: Money| {
            let limit = Money::saturating(i128::from(SPEND_LIMIT_TIMES) * i128::from(target.minor()));
            (limit - test.spent().unwrap_or_default()).max(Money::ZERO)
        };
        let until_in_vain = rule.target_cost.filter(|target| progress.results == 0 && *target > Money::ZERO);
        return TestVerdict::TooEarly(MissingData {
            days: rule.minimum_days.saturating_sub(progress.days),
            results,
            events,
            spend: match until_in_vain {
                _ if results == 0 => Some(Money::ZERO),
                Some(target) => Some(to_the_end(target)),
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
    fn two_channels_read_as_the_worked_example_does() {
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
        // 21 more at about 96 each, the median cost of what is believed.
        assert!(missing.spend.is_some_and(|spend| (190_000..210_000).contains(&spend.minor())), "{missing:?}");
    }

    #[test]
    fn bursts_and_regular_days_have_the_worked_noise() {
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
    fn without_two_counted_tests_there_is_nothing_to_look_better_than() {
        let mut plan = plan_of(&[(10_000, 40), (10_000, 40)]);
        *plan.strategy.channel_tests[1].entered_results_mut() = None;
        assert_eq!(chances_without_discount(&plan), [None, None]);
        assert!(chances_without_discount(&plan_of(&[])).is_empty());
        assert_eq!(chances_without_discount(&plan_of(&[(10_000, 0), (10_000, 0)])), [None, None]);
    }

    #[test]
    fn a_chance_never_reads_as_a_bound_it_does_not_reach() {
        let chances = [0.908_8, 0.796_03, 0.795_2, 0.799_99, 0.8, 0.949_9, 0.95, 0.0, 1.0, 0.503, 0.794];
        let read = [9_100, 7_960, 7_950, 7_990, 8_000, 9_500, 9_500, 0, 10_000, 5_000, 7_900];
        assert_eq!(chances.map(display_chance), read);
    }

    #[test]
    fn a_post_that_works_for_days_is_one_event() {
        // Four posts, each as good as the others; day by day they look like bursts.
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
    fn one_weekend_is_one_or_two_facts_however_many_came() {
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
    fn what_is_missing_is_said_by_the_declared_rule() {
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
    fn a_test_ends_at_what_a_result_may_cost() {
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
    fn one_post_without_a_result_ends_no_test() {
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
    fn what_is_dear_so_far_is_said_before_it_is_decided() {
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
    fn what_cannot_be_compared_says_why() {
        let mut plan = plan_of(&[(0, 50), (10_000, 50), (10_000, 1)]);
        *plan.strategy.channel_tests[2].entered_results_mut() = None;
        let found = compare(&plan, day("2027-04-26"));
        let verdicts: Vec<_> = found.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [TestVerdict::CostsNothing, TestVerdict::Alone, TestVerdict::NotCounted]);
        assert!(found[1].cost.is_some() && found[1].best.is_none());
        assert!(compare(&plan_of(&[]), day("2027-04-26")).is_empty());
        // No result anywhere and no allowed cost: nothing is believed.
        let nothing = compare(&plan_of(&[(10_000, 0), (20_000, 0)]), day("2027-04-26"));
        assert!(nothing.iter().all(|one| one.cost.is_none() && one.best.is_none()));
        let missing = MissingData { days: 0, results: 30, events: 0, spend: None };
        assert_eq!(nothing[0].verdict, TestVerdict::TooEarly(missing));
    }

    #[test]
    fn sums_of_chances_are_one_and_huge_spends_are_held() {
        for tests in
            [vec![(9_007_199_254_740_991, 4_000_000_000); 4], vec![(1, 0), (9_007_199_254_740_991, 1), (5, 900)]]
        {
            let found = compare(&plan_of(&tests), day("2027-04-26"));
            let sum: f64 = found.iter().filter_map(|one| one.best).sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
    }

    /// The worked plans' figures, which take the totals without discount.
    #[test]
    fn the_examples_have_their_worked_figures() {
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
        // Four weeks, day by day, at three times what a result may cost.
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
    fn two_levels_of_spend_give_the_curve() {
        let mut plan = plan_of(&[(400_000, 600), (800_000, 900)]);
        plan.strategy.channel_tests[1].channel = plan.strategy.channel_tests[0].channel;
        let rule = plan.strategy.rule.clone();
        // A week: 1,000.00 brings 150, 2,000.00 brings 225: 450 at most, half of them for 2,000.00.
        let found = saturation_curve(plan.strategy.channel_tests.iter(), &rule, day("2027-04-26")).unwrap();
        assert!((found.most - 450.0).abs() < 1e-6 && (found.half - 200_000.0).abs() < 1e-3, "{found:?}");
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
