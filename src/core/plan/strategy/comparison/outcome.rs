//! What the comparison says of a test: its figures, the cost of a result as an interval, and the verdict.

use crate::plan::model::channel::ChannelId;
use crate::plan::model::channel_test::ChannelTestId;
use crate::plan::model::strategy::TestRule;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::posterior::Posterior;
use crate::plan::strategy::sequential::{CAUTIOUS_DAYS, DecidedBy};
use crate::plan::strategy::steadiness::SteadinessGrade;
use crate::plan::strategy::test_progress::TestProgress;

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
    pub(super) fn of(posterior: &Posterior) -> CostRange {
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
    /// Three times the allowed cost brought no result: at the allowed cost, the chance of that is 5 % for one channel.
    NoResults,
    /// A result costs more than allowed, decided by a sequential test.
    TooExpensive,
}
