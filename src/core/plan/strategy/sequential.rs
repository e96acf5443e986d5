//! Sequential tests of whether one channel is better than the others, or more expensive than allowed. Their error rate
//! stays at 5 % however often, and on whatever days, one looks at them. Knows channel tests and their rule, no plan.
//!
//! ```
//! use groundswell_core::plan::strategy::sequential::{CumulativeResults, Noise, ln_better, threshold};
//!
//! let look = |results| CumulativeResults { spend: 1_000.0, results, noise: Noise::Assumed(1.0), largest: 0.0 };
//! // Of two tests with equal spend, 60 results against 20 are decisive; 60 against 45 are not yet.
//! assert!(ln_better(&look(60.0), &look(20.0)) >= threshold(2));
//! assert!(ln_better(&look(60.0), &look(45.0)) < threshold(2));
//! ```
//!
//! **Two channels.** The results of a spend of *s* are a Poisson number with mean λ·s. If both channels bring as much for
//! their money, then each of their N = yₐ + yᵦ results is channel a's with probability π = sₐ/(sₐ + sᵦ). The null
//! hypothesis "a brings no more than b" is tested by a mixture of likelihood ratios over how many times more a might
//! bring, e^θ:
//!
//! E = Σ w(θ) · e^{θyₐ} / (1 + π(e^θ − 1))^N, with Σ w = 1.
//!
//! E is a nonnegative supermartingale under the null, so by Ville's inequality the probability that it ever reaches 1/α
//! is at most α: a mixture sequential probability ratio test (mSPRT). Every θ is above 0, and the likelihood ratio of
//! binomial counts is monotone, so the bound holds for "no more" and not only for "as much". It is exact while the
//! channels keep their shares of the money. Where the shares change, the difference of two rates still gathers
//! information in independent increments, so the bound holds for large counts, and it holds at any single look. The unit
//! tests simulate both.
//!
//! **Several channels.** A channel has won once E against *each* other channel has reached n/α, n being the number of
//! compared tests: the minimum of several E is valid against "not the best", and the union bound over the n tests keeps
//! the chance that any of them is ever wrongly called the winner at α.
//!
//! **Bursts.** Where daily results vary more than a Poisson count (dispersion, Pearson's φ, above 1), E is computed from
//! yₐ/φ and yᵦ/φ: a quasi-likelihood. φ is the larger one of the two channels. Its excess over 1 is increased by the
//! share 2/(n − 1) for n events, as few days underestimate bursts. A discount can only lower an E that is above 1
//! (Jensen's inequality), so the bound for Poisson counts still holds; that it suffices for bursts is simulated.
//!
//! **One channel against its allowed cost c.** The null hypothesis "a result costs no more than c" says λ ≥ 1/c. With
//! m = s/c expected and y counted results, E = Σ w(θ) · e^{−θy + m(1 − e^{−θ})}; its bound is exact however the spending
//! is spread over time. The excess of φ over 1 is here increased by a further share of 1.5, as a test with few bursts
//! looks both expensive and regular. No figure shows a burst that has not happened yet, so there are two precautions
//! against rare ones. Until [`CAUTIOUS_DAYS`] days are counted, c is taken [`CAUTIOUS_FACTOR`] times as high: a channel
//! that gets two thirds of its results from one event a week stays below that between events, and one in 75 such
//! channels has no event in four weeks. And the largest event is counted twice, as if one more were due. Both only lower
//! E, so the bound for Poisson counts still holds; for one event a week, and for bursts every few days, the unit tests
//! simulate twelve weeks. The bound is not shown for results that come less often than once a week, nor for a test with
//! totals only, which has no daily figures and to which only the first precaution applies.
//!
//! **Nothing at all.** A test is also stopped once it has spent m = 3 times the allowed cost without a result
//! ([`spent_without_results`](super::comparison::spent_without_results)). If a result costs just the allowed cost, and
//! results come one by one, the chance of no result by then is e⁻ᵐ, 5.0 %. A test with a result never is in this state
//! again, so this is the chance at the first look from that spend on, and at all looks together. It is a bound **for each
//! channel by itself**, not over all compared tests as above: of n channels at their allowed cost, one or more are
//! stopped in up to 1 − (1 − e⁻ᵐ)ⁿ, one in four of five channels. A bound over all of them would need m = ln(20n), money
//! that most plans do not have for a channel without a result; the screen says for what the 5 % hold. Where results come
//! in bursts of k, m counts bursts, and the chance is e⁻ᵐᐟᵏ. The unit tests simulate all three.
//!
//! Sources: Ville (1939); Robbins, *Statistical methods related to the law of the iterated logarithm* (1970); Johari,
//! Koomen, Pekelis and Walsh, *Always valid inference* (2022); Howard et al., *Time-uniform, nonparametric, nonasymptotic
//! confidence sequences* (2021); Vovk and Wang, *E-values* (2021), for the minimum of several; Jennison and Turnbull
//! (1997) for independent increments; Wedderburn, *Quasi-likelihood functions* (1974), for φ.

use chrono::NaiveDate;

use crate::plan::model::channel::ChannelId;
use crate::plan::model::channel_test::{ChannelTest, TestDay};
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::noise::{MIN_EVENTS, MIN_NOISE_DAYS};
use crate::plan::strategy::test_progress::test_progress;

/// The probability of a wrong decision, over all compared tests and all looks at them. For a stop without any result, it
/// is that of each channel by itself; see the module.
pub const ERROR_RATE: f64 = 0.05;

/// The mixture: θ, the logarithm of how many times more a channel might bring, and its weight; weights add up to 1. Each θ
/// is at most double the one before, so that any difference is found eventually; most weight is on differences that
/// matter to a plan, between 1.3 and 2.5 times.
const MIXTURE: [(f64, f64); 12] = [
    (0.02, 0.02),
    (0.04, 0.02),
    (0.08, 0.04),
    (0.15, 0.06),
    (0.25, 0.10),
    (0.35, 0.14),
    (0.50, 0.16),
    (0.70, 0.16),
    (0.90, 0.12),
    (1.20, 0.10),
    (1.60, 0.05),
    (2.20, 0.03),
];

/// From this many counted days on, a test is compared with its allowed cost itself.
pub const CAUTIOUS_DAYS: u32 = 28;
/// Before that, it is compared with the allowed cost times this factor.
pub const CAUTIOUS_FACTOR: f64 = 3.0;

/// A test ends once it has spent this many times the allowed cost without a result: at that cost, the chance is e⁻³, 5 %,
/// for each channel by itself.
pub(super) const SPEND_LIMIT_TIMES: i64 = 3;
/// The same as a float.
const SPEND_LIMIT_FACTOR: f64 = 3.0;

/// What a test has counted up to a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CumulativeResults {
    /// Money spent; above 0.
    pub spend: f64,
    /// Results counted.
    pub results: f64,
    /// Their dispersion.
    pub noise: Noise,
    /// The most results of one event; 0 where only totals are known.
    pub largest: f64,
}

/// The dispersion φ of results: how many of them count as one independent observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Noise {
    /// Not known: this value is assumed, 1 or more.
    Assumed(f64),
    /// Estimated from daily figures.
    Days {
        /// Number of events (days with spend, each with the days without spend after it); 2 or more.
        events: f64,
        /// Their spend.
        spend: f64,
        /// Their results; above 0.
        results: f64,
        /// Σ y²/s over the events.
        squares: f64,
    },
}

impl Noise {
    /// Pearson's φ about the test's own rate λ = Y/S, Σ (y − λs)²/λs / (n − 1) = (Σ y²/s · S/Y − Y) / (n − 1), corrected
    /// for few events; 1 or more.
    fn dispersion(self) -> f64 {
        self.inflated_by(0.0)
    }

    /// The same for a test against an allowed cost. Its results are few before a burst has happened, so the excess over 1
    /// is increased by a further 150 %.
    fn cautious_dispersion(self) -> f64 {
        self.inflated_by(1.5)
    }

    fn inflated_by(self, more: f64) -> f64 {
        match self {
            Noise::Assumed(noise) => noise.max(1.0),
            Noise::Days { events, spend, results, squares } => {
                inflate_excess((squares * spend / results - results) / (events - 1.0), more + 2.0 / (events - 1.0))
            }
        }
    }
}

/// φ with its excess over 1 increased by this share, as few events underestimate it.
fn inflate_excess(noise: f64, by: f64) -> f64 {
    1.0 + (noise - 1.0).max(0.0) * (1.0 + by)
}

/// ln Σ w(θ)·e^{exponent(θ)}, without overflow (log-sum-exp).
fn ln_mixture(exponent: impl Fn(f64) -> f64) -> f64 {
    let logs = MIXTURE.map(|(theta, weight)| (exponent(theta), weight));
    let most = logs.iter().map(|log| log.0).fold(f64::NEG_INFINITY, f64::max);
    most + logs.iter().map(|(log, weight)| weight * (log - most).exp()).sum::<f64>().ln()
}

/// ln E against the null hypothesis "`a` brings no more for its money than `b`"; see the module.
pub fn ln_better(a: &CumulativeResults, b: &CumulativeResults) -> f64 {
    let (both, share) = (a.results + b.results, a.spend / (a.spend + b.spend));
    let discount = a.noise.dispersion().max(b.noise.dispersion());
    ln_mixture(|theta| (theta * a.results - both * (share * theta.exp_m1()).ln_1p()) / discount)
}

/// ln E against the null hypothesis "a result costs no more than `allowed`" (above 0, in the same unit as the spend), with
/// the largest event counted twice; see the module.
pub fn ln_more_expensive(look: &CumulativeResults, allowed: f64) -> f64 {
    let expected = look.spend / allowed;
    let discount = look.noise.cautious_dispersion();
    let results = look.results + look.largest;
    ln_mixture(|theta| (-theta * results - expected * (-theta).exp_m1()) / discount)
}

/// The value of ln E that decides, for this number of compared tests.
#[allow(clippy::cast_precision_loss)] // a number of tests
pub fn threshold(tests: usize) -> f64 {
    (tests.max(1) as f64 / ERROR_RATE).ln()
}

/// What was decided about one test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decision {
    /// It is better than each test of another channel.
    pub won: Option<DecidedBy>,
    /// A result costs more than allowed.
    pub too_expensive: Option<DecidedBy>,
}

/// When something was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// By the daily figures up to this day, included.
    On(NaiveDate),
    /// By the totals.
    ByTotals,
}

/// What is decided about the tests as of `today`, in their order.
///
/// With daily figures, each day is one look, and a decision of one day is not taken back by later days: the error bound
/// covers all looks. If another channel wins later, it replaces the earlier winner, as conditions have changed. If one of
/// the tests has totals only, there is a single look, at the totals. Nothing is decided about a test before it has the
/// minimum days and results of the rule, and no winner is decided while another test has fewer days than that.
pub fn decisions(tests: &[ChannelTest], rule: &TestRule, today: NaiveDate) -> Vec<Decision> {
    let mut found = vec![Decision::default(); tests.len()];
    let compared: Vec<usize> = (0..tests.len()).filter(|&at| tests[at].observed().is_some()).collect();
    if compared.iter().all(|&at| TestReplay::of(&tests[at]).is_some()) {
        let mut replays: Vec<TestReplay> = compared.iter().filter_map(|&at| TestReplay::of(&tests[at])).collect();
        let mut days: Vec<NaiveDate> = replays.iter().flat_map(|replay| replay.days.iter().map(|day| day.on)).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            for replay in &mut replays {
                replay.advance(day);
            }
            let states: Vec<TestState> =
                compared.iter().zip(&replays).map(|(&at, replay)| replay.state(&tests[at], rule)).collect();
            decide(&states, &compared, rule, DecidedBy::On(day), &mut found);
        }
    } else {
        let states: Vec<TestState> = compared.iter().map(|&at| TestState::of_totals(&tests[at], rule, today)).collect();
        decide(&states, &compared, rule, DecidedBy::ByTotals, &mut found);
    }
    found
}

/// A test at one look.
struct TestState {
    channel: ChannelId,
    look: Option<CumulativeResults>,
    /// Complete days.
    days: u32,
    /// Whether it has enough events to estimate its dispersion, or totals only.
    is_complete: bool,
    /// Whether it also has the minimum days of the rule.
    has_min_days: bool,
    /// Whether it also has the minimum results of the rule.
    enough: bool,
}

impl TestState {
    fn of_totals(test: &ChannelTest, rule: &TestRule, today: NaiveDate) -> TestState {
        let progress = test_progress(test, rule, today);
        let look = test.observed().map(|found| {
            let (noise, largest) = if test.days.is_empty() {
                (Noise::Assumed(found.noise), 0.0)
            } else {
                let mut days = TestReplay::over(&test.days);
                days.advance(NaiveDate::MAX);
                (days.noise(), days.largest())
            };
            CumulativeResults { spend: found.spend, results: found.results, noise, largest }
        });
        let is_complete = test.events_missing() == 0;
        let has_min_days = progress.days >= rule.minimum_days && is_complete;
        let enough = has_min_days && progress.enough;
        TestState { channel: test.channel, look, days: progress.days, is_complete, has_min_days, enough }
    }

    fn rate(&self) -> f64 {
        self.look.map_or(0.0, |look| look.results / look.spend)
    }
}

fn decide(states: &[TestState], compared: &[usize], rule: &TestRule, when: DecidedBy, found: &mut [Decision]) {
    let threshold = threshold(states.len());
    let allowed = rule.target_cost.filter(|target| *target > Money::ZERO).map(Money::to_f64);
    for (state, &at) in states.iter().zip(compared) {
        if let (Some(look), Some(allowed), true, None) = (state.look, allowed, state.enough, found[at].too_expensive)
            && ln_more_expensive(&look, if state.days < CAUTIOUS_DAYS { allowed * CAUTIOUS_FACTOR } else { allowed })
                >= threshold
        {
            found[at].too_expensive = Some(when);
        }
    }
    // Only the test that brings the most for its money can be better than each of the others.
    let Some(first) = states.iter().max_by(|a, b| a.rate().total_cmp(&b.rate())) else { return };
    let others = || states.iter().filter(|other| other.channel != first.channel);
    // A test that spent several times its allowed cost without a result has ended, however few its days.
    let has_ended = |look: CumulativeResults| {
        look.results <= 0.0 && allowed.is_some_and(|cost| look.spend >= SPEND_LIMIT_FACTOR * cost)
    };
    let is_ready =
        |state: &TestState| state.look.is_some_and(|look| state.has_min_days || state.is_complete && has_ended(look));
    if others().next().is_none() || !others().all(is_ready) {
        return;
    }
    for (state, &at) in states.iter().zip(compared) {
        let Some(look) = state.look.filter(|_| state.channel == first.channel && state.enough) else { continue };
        let mut rivals = others().filter_map(|other| other.look);
        if found[at].won.is_none() && rivals.all(|rival| ln_better(&look, &rival) >= threshold) {
            for (other, &place) in states.iter().zip(compared) {
                if other.channel != first.channel {
                    found[place].won = None;
                }
            }
            found[at].won = Some(when);
        }
    }
}

/// Replays a test day by day, updating its cumulative figures and dispersion in constant time per day.
struct TestReplay<'a> {
    days: Vec<&'a TestDay>,
    next: usize,
    events: u32,
    spend: f64,
    results: f64,
    /// Σ y²/s over the completed events.
    squares: f64,
    /// Spend and results of the current event.
    event: (f64, f64),
    /// The most results of a completed event.
    most: f64,
    /// Results before the first event; they are counted as part of it.
    before: f64,
}

impl<'a> TestReplay<'a> {
    /// `None` if the test has totals that differ from the sums of its days, or no days.
    fn of(test: &'a ChannelTest) -> Option<TestReplay<'a>> {
        let sums = test.sums_of_days();
        let totals = (test.spent()?, test.counted()?);
        (!test.days.is_empty() && totals == sums).then(|| TestReplay::over(&test.days))
    }

    /// A replay that starts before the first of these days.
    fn over(days: &'a [TestDay]) -> TestReplay<'a> {
        let mut days: Vec<&TestDay> = days.iter().collect();
        days.sort_by_key(|day| day.on);
        let (squares, event, before) = (0.0, (0.0, 0.0), 0.0);
        TestReplay { days, next: 0, events: 0, spend: 0.0, results: 0.0, squares, event, most: 0.0, before }
    }

    /// Counts the days up to this one, included.
    fn advance(&mut self, to: NaiveDate) {
        while let Some(day) = self.days.get(self.next).filter(|day| day.on <= to) {
            let (spend, results) = (day.spend.to_f64(), f64::from(day.results));
            self.next += 1;
            self.spend += spend;
            self.results += results;
            if spend > 0.0 {
                self.squares += self.open_square();
                self.most = self.largest();
                self.event = (spend, results + std::mem::take(&mut self.before));
                self.events += 1;
            } else if self.events > 0 {
                self.event.1 += results;
            } else {
                self.before += results;
            }
        }
    }

    fn open_square(&self) -> f64 {
        if self.event.0 > 0.0 { self.event.1.powi(2) / self.event.0 } else { 0.0 }
    }

    /// The most results of one event so far.
    fn largest(&self) -> f64 {
        self.most.max(self.event.1)
    }

    /// The dispersion of the days so far. Until it is known, results count as no more observations than there were events.
    fn noise(&self) -> Noise {
        let events = f64::from(self.events);
        let known = self.next >= MIN_NOISE_DAYS && self.events >= MIN_EVENTS && self.results > 0.0;
        if !known || self.spend <= 0.0 {
            return Noise::Assumed(self.results / events.max(1.0));
        }
        let squares = self.squares + self.open_square();
        Noise::Days { events, spend: self.spend, results: self.results, squares }
    }

    fn state(&self, test: &ChannelTest, rule: &TestRule) -> TestState {
        let days = u32::try_from(self.next).unwrap_or(u32::MAX);
        let (spend, results) = (self.spend, self.results);
        let look =
            (spend > 0.0).then(|| CumulativeResults { spend, results, noise: self.noise(), largest: self.largest() });
        let is_complete = self.events >= MIN_EVENTS;
        let has_min_days = days >= rule.minimum_days && is_complete;
        let enough = has_min_days && results >= f64::from(rule.minimum_results);
        TestState { channel: test.channel, look, days, is_complete, has_min_days, enough }
    }
}

#[cfg(test)]
mod tests;
