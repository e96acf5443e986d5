//! Comparison of the plan's channel tests: the cost of a result, the chance of being the best channel, and a verdict.
//!
//! Channels are not randomised audiences: a verdict says where to try next, not what the channel causes. Where daily
//! figures were counted, they determine how many independent observations the totals represent: a test whose results
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

mod outcome;
mod spend_levels;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use self::outcome::{CostRange, INTERVAL_PROBABILITY, MissingData, StopReason, TestOutcome, TestVerdict};
pub use self::spend_levels::saturation_curve;
pub(crate) use self::spend_levels::spend_levels;
use crate::plan::Plan;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::money::Money;
pub use crate::plan::strategy::noise::noise;
use crate::plan::strategy::noise::{MIN_EVENTS, count_events};
use crate::plan::strategy::posterior::{ObservedResults, Posterior, Prior, Rank, rank};
use crate::plan::strategy::sequential::{Decision, SPEND_LIMIT_TIMES, decisions};
use crate::plan::strategy::steadiness::{Steadiness, SteadinessGrade};
use crate::plan::strategy::test_progress::{TestProgress, test_progress};
use crate::plan::strategy::tracked_tests::counted_tests;

/// A test leads from this chance of being best, up to this relative loss.
const LEADING_THRESHOLDS: (f64, f64) = (0.80, 0.05);

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

/// Compares the tests of the plan, with the days that were [tracked](counted_tests), as of the start of `today`; outcomes
/// are in the order of the tests.
pub fn compare(plan: &Plan, today: NaiveDate) -> Vec<TestOutcome> {
    compare_counted(plan, &counted_tests(plan), today)
}

/// [`compare`] for a caller that has the plan's [`counted_tests`].
///
/// Tests that cost nothing, and those without spend or results, are not compared. A test with too little data gets the
/// verdict [`TestVerdict::TooEarly`], but its posterior takes part in the comparison.
pub fn compare_counted(plan: &Plan, tests: &[ChannelTest], today: NaiveDate) -> Vec<TestOutcome> {
    let rule = &plan.strategy.rule;
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
/// order of the [`counted_tests`]. Shown beside the real ones to explain the discount.
pub fn chances_without_discount(tests: &[ChannelTest]) -> Vec<Option<f64>> {
    let observed: Vec<Option<ObservedResults>> =
        tests.iter().map(|test| Some(ObservedResults { noise: 1.0, ..test.observed()? })).collect();
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
