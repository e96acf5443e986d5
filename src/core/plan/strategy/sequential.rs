//! Whether one channel is better than the others, or dearer than it may be: tests whose error stays at 5 % however often,
//! and on whatever days, they are looked at.
//!
//! **Two channels.** Results of money *s* are a Poisson number about λ·s. If both channels bring as much for their money,
//! then of N = yₐ + yᵦ results together each one is channel a's with probability π = sₐ/(sₐ + sᵦ). Against "a brings no
//! more than b" stands a mixture of likelihood ratios over how many times more it might bring, e^θ:
//!
//! E = Σ w(θ) · e^{θyₐ} / (1 + π(e^θ − 1))^N, with Σ w = 1.
//!
//! E is a nonnegative supermartingale under the null, so by Ville's inequality it ever reaches 1/α with a probability of
//! at most α: a mixture sequential probability ratio test (mSPRT). Every θ is above 0, and the likelihood ratio of
//! binomial counts is monotone, so the bound holds for "no more" and not only for "as much". Exact while the channels keep
//! their shares of the money; where the shares change, the difference of two rates still gathers information in
//! independent increments, so that the bound holds for large counts, and it holds at any single look. The tests simulate
//! both.
//!
//! **Several channels.** A channel has won once E against *each* other channel has reached n/α, n being the number of
//! compared tests: the least of several E is valid against "not the best", and the union bound over the n tests keeps the
//! chance that any of them is ever wrongly called winner at α.
//!
//! **Bursts.** Where daily results vary more than chance leaves them to (Pearson's φ above 1), E is taken of yₐ/φ and
//! yᵦ/φ: a quasi-likelihood. φ is the larger one of the two channels, and what exceeds 1 of it is raised by 2/(n − 1) for
//! n events, as few days underrate bursts. A discount can only lower an E that is above 1 (Jensen's inequality), so that
//! the bound for Poisson counts is untouched by it; that it suffices for bursts is simulated.
//!
//! **One channel against its allowed cost c.** "A result costs no more than c" says λ ≥ 1/c; of m = s/c expected results
//! and y counted ones E = Σ w(θ) · e^{−θy + m(1 − e^{−θ})}, and its bound is exact for any course of the spending. What
//! exceeds 1 of φ is here raised by 1.5 more, as a test with few bursts looks both dear and regular. No figure shows a
//! burst that has not come, so two precautions hold against rare ones. Until [`CAUTIOUS_DAYS`] days are counted, c is taken
//! [`CAUTIOUS_FACTOR`] times as high: a channel that wins two thirds of its results in an event a week keeps within that
//! between events, and one in 75 such channels has none in four weeks. And the largest event is counted twice, as though
//! one more were due. Both only lower E, so the bound for Poisson counts is untouched; for an event a week, and for bursts
//! of every few days, the tests simulate twelve weeks. Results that come more seldom than once a week are beyond it: so is
//! a test by totals, which says nothing of its days and is held to the first precaution only.
//!
//! Sources: Ville (1939); Robbins, *Statistical methods related to the law of the iterated logarithm* (1970); Johari,
//! Koomen, Pekelis and Walsh, *Always valid inference* (2022); Howard et al., *Time-uniform, nonparametric, nonasymptotic
//! confidence sequences* (2021); Vovk and Wang, *E-values* (2021), for the least of several; Jennison and Turnbull
//! (1997) for independent increments; Wedderburn, *Quasi-likelihood functions* (1974), for φ.

use chrono::NaiveDate;

use crate::plan::model::channel::ChannelId;
use crate::plan::model::channel_test::{ChannelTest, TestDay};
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::{MIN_EVENTS, MIN_NOISE_DAYS, SPEND_LIMIT_FACTOR};
use crate::plan::strategy::test_progress::test_progress;

/// The chance of a wrong verdict, over all tests that are compared and all looks at them.
pub const ERROR_RATE: f64 = 0.05;

/// The mixture: by how many times more a channel might bring, as a logarithm, and the weight of it. Each θ is at most
/// double the one before, so that any difference is found in time; most weight lies where differences matter to a plan,
/// between 1.3 and 2.5 times.
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

/// From this many counted days on a test is held against its allowed cost.
pub const CAUTIOUS_DAYS: u32 = 28;
/// Before that it is held against so many times the allowed cost.
pub const CAUTIOUS_FACTOR: f64 = 3.0;

/// What a test has counted up to some day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CumulativeResults {
    /// Money spent; above 0.
    pub spend: f64,
    /// Results counted.
    pub results: f64,
    /// How noisy they are.
    pub noise: Noise,
    /// The most results of one event; 0 where only totals are known.
    pub largest: f64,
}

/// How noisy results are: φ, how many of them count as one independent fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Noise {
    /// It is not known, so this is assumed, 1 or more.
    Assumed(f64),
    /// It follows from the days.
    Days {
        /// Events: days with spend, each with those without after it; 2 or more.
        events: f64,
        /// Their money.
        spend: f64,
        /// Their results; above 0.
        results: f64,
        /// Σ y²/s over them.
        squares: f64,
    },
}

impl Noise {
    /// Pearson's φ about the test's own rate λ = Y/S: Σ (y − λs)²/λs / (n − 1) = (Σ y²/s · S/Y − Y) / (n − 1), raised
    /// for few events; 1 or more.
    fn own(self) -> f64 {
        self.raised_by(0.0)
    }

    /// The same for a test against an allowed cost, in which results are few where a burst has not come yet: what exceeds 1
    /// is raised by 1.5 more.
    fn guarded(self) -> f64 {
        self.raised_by(1.5)
    }

    fn raised_by(self, more: f64) -> f64 {
        match self {
            Noise::Assumed(noise) => noise.max(1.0),
            Noise::Days { events, spend, results, squares } => {
                raised((squares * spend / results - results) / (events - 1.0), more + 2.0 / (events - 1.0))
            }
        }
    }
}

/// φ with what it exceeds 1 by raised by this share, for the few events it was found from.
fn raised(noise: f64, by: f64) -> f64 {
    1.0 + (noise - 1.0).max(0.0) * (1.0 + by)
}

/// ln Σ w(θ)·e^{of(θ)}, without overflow.
fn mixed(of: impl Fn(f64) -> f64) -> f64 {
    let logs = MIXTURE.map(|(theta, weight)| (of(theta), weight));
    let most = logs.iter().map(|log| log.0).fold(f64::NEG_INFINITY, f64::max);
    most + logs.iter().map(|(log, weight)| weight * (log - most).exp()).sum::<f64>().ln()
}

/// ln E against "`a` brings no more for its money than `b`"; see the module.
pub fn ln_better(a: &CumulativeResults, b: &CumulativeResults) -> f64 {
    let (both, share) = (a.results + b.results, a.spend / (a.spend + b.spend));
    let discount = a.noise.own().max(b.noise.own());
    mixed(|theta| (theta * a.results - both * (share * theta.exp_m1()).ln_1p()) / discount)
}

/// ln E against "a result costs no more than `allowed`" (above 0, in the same unit as the spend), with one more of the
/// largest event; see the module.
pub fn ln_more_expensive(look: &CumulativeResults, allowed: f64) -> f64 {
    let expected = look.spend / allowed;
    let discount = look.noise.guarded();
    let results = look.results + look.largest;
    mixed(|theta| (-theta * results - expected * (-theta).exp_m1()) / discount)
}

/// From where on ln E decides, where so many tests are compared.
#[allow(clippy::cast_precision_loss)] // a number of tests
pub fn threshold(tests: usize) -> f64 {
    (tests.max(1) as f64 / ERROR_RATE).ln()
}

/// What was decided of one test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decision {
    /// It is better than each test of another channel.
    pub won: Option<DecidedBy>,
    /// A result costs more than it may.
    pub too_expensive: Option<DecidedBy>,
}

/// When something was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// By the figures up to and with this day.
    On(NaiveDate),
    /// By the totals as they are.
    ByTotals,
}

/// What the tests have decided by now, in their order.
///
/// Where days were counted one by one, each of them is a look, and what was decided on one of them stays decided: that is
/// what the bound allows, and why a verdict is not taken back by later days. Should another channel win later, the world
/// has changed, and it takes the place of the first. Where one of the tests has totals only, there is one look, at the
/// totals. Nothing is decided of a test before it has the days and results that the rule declared, nor while another has
/// fewer days than those.
pub fn decisions(tests: &[ChannelTest], rule: &TestRule, today: NaiveDate) -> Vec<Decision> {
    let mut found = vec![Decision::default(); tests.len()];
    let compared: Vec<usize> = (0..tests.len()).filter(|&at| tests[at].observed().is_some()).collect();
    if compared.iter().all(|&at| Course::of(&tests[at]).is_some()) {
        let mut courses: Vec<Course> = compared.iter().filter_map(|&at| Course::of(&tests[at])).collect();
        let mut days: Vec<NaiveDate> = courses.iter().flat_map(|one| one.days.iter().map(|day| day.on)).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            for course in &mut courses {
                course.advance(day);
            }
            let states: Vec<State> =
                compared.iter().zip(&courses).map(|(&at, one)| one.state(&tests[at], rule)).collect();
            decide(&states, &compared, rule, DecidedBy::On(day), &mut found);
        }
    } else {
        let states: Vec<State> = compared.iter().map(|&at| State::of_totals(&tests[at], rule, today)).collect();
        decide(&states, &compared, rule, DecidedBy::ByTotals, &mut found);
    }
    found
}

/// A test at one look.
struct State {
    channel: ChannelId,
    look: Option<CumulativeResults>,
    /// Complete days.
    days: u32,
    /// Whether it has events enough to know its noise, or totals only.
    is_complete: bool,
    /// Whether it has the declared days, too.
    ripe: bool,
    /// Whether it has the declared results, too.
    enough: bool,
}

impl State {
    fn of_totals(test: &ChannelTest, rule: &TestRule, today: NaiveDate) -> State {
        let progress = test_progress(test, rule, today);
        let look = test.observed().map(|found| {
            let (noise, largest) = if test.days.is_empty() {
                (Noise::Assumed(found.noise), 0.0)
            } else {
                let mut days = Course::over(&test.days);
                days.advance(NaiveDate::MAX);
                (days.noise(), days.largest())
            };
            CumulativeResults { spend: found.spend, results: found.results, noise, largest }
        });
        let is_complete = test.events_missing() == 0;
        let ripe = progress.days >= rule.minimum_days && is_complete;
        State { channel: test.channel, look, days: progress.days, is_complete, ripe, enough: ripe && progress.enough }
    }

    fn rate(&self) -> f64 {
        self.look.map_or(0.0, |look| look.results / look.spend)
    }
}

fn decide(states: &[State], compared: &[usize], rule: &TestRule, when: DecidedBy, found: &mut [Decision]) {
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
    // Only what brings most for its money can be better than each of the others.
    let Some(first) = states.iter().max_by(|a, b| a.rate().total_cmp(&b.rate())) else { return };
    let others = || states.iter().filter(|other| other.channel != first.channel);
    // What spent several times its allowed cost without a result is over, however few its days.
    let in_vain = |look: CumulativeResults| {
        look.results <= 0.0 && allowed.is_some_and(|cost| look.spend >= SPEND_LIMIT_FACTOR * cost)
    };
    let ripe = |state: &State| state.look.is_some_and(|look| state.ripe || state.is_complete && in_vain(look));
    if others().next().is_none() || !others().all(ripe) {
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

/// A test gone through day by day; what it has counted so far is kept up, noise included, at a cost that does not grow.
struct Course<'a> {
    days: Vec<&'a TestDay>,
    next: usize,
    events: u32,
    spend: f64,
    results: f64,
    /// Σ y²/s over the events that are over, with s and y of the one that still goes on.
    squares: f64,
    event: (f64, f64),
    /// The most results of those that are over.
    most: f64,
    /// Results before the first event, which count for it.
    before: f64,
}

impl<'a> Course<'a> {
    /// `None` where the test has totals that are not those of its days.
    fn of(test: &'a ChannelTest) -> Option<Course<'a>> {
        let sums = test.sums_of_days();
        let totals = (test.spent()?, test.counted()?);
        (!test.days.is_empty() && totals == sums).then(|| Course::over(&test.days))
    }

    /// Before the first of these days.
    fn over(days: &'a [TestDay]) -> Course<'a> {
        let mut days: Vec<&TestDay> = days.iter().collect();
        days.sort_by_key(|day| day.on);
        let (squares, event, before) = (0.0, (0.0, 0.0), 0.0);
        Course { days, next: 0, events: 0, spend: 0.0, results: 0.0, squares, event, most: 0.0, before }
    }

    /// Counts the days up to this one.
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

    /// How noisy the days so far are. Until that is known, results are worth no more facts than there were events.
    fn noise(&self) -> Noise {
        let events = f64::from(self.events);
        let known = self.next >= MIN_NOISE_DAYS && self.events >= MIN_EVENTS && self.results > 0.0;
        if !known || self.spend <= 0.0 {
            return Noise::Assumed(self.results / events.max(1.0));
        }
        let squares = self.squares + self.open_square();
        Noise::Days { events, spend: self.spend, results: self.results, squares }
    }

    fn state(&self, test: &ChannelTest, rule: &TestRule) -> State {
        let days = u32::try_from(self.next).unwrap_or(u32::MAX);
        let (spend, results) = (self.spend, self.results);
        let look =
            (spend > 0.0).then(|| CumulativeResults { spend, results, noise: self.noise(), largest: self.largest() });
        let is_complete = self.events >= MIN_EVENTS;
        let ripe = days >= rule.minimum_days && is_complete;
        let enough = ripe && results >= f64::from(rule.minimum_results);
        State { channel: test.channel, look, days, is_complete, ripe, enough }
    }
}

#[cfg(test)]
mod tests;
