//! Advice on reallocating budget: how the money that is neither committed nor spent could be split over the channels
//! under test. Changes no plan: advice comes with the edit that would apply it.
//!
//! The rule depends on what is known:
//!
//! - too little data: the split stays as it is, except that each channel gets its share of the exploration budget;
//! - enough data: by each channel's chance of being best (probability matching), none below its share of the exploration
//!   budget;
//! - one channel has won and its results do not come in bursts: towards that channel, step by step;
//! - all channels were tested at two levels of spend: to equal marginal returns.
//!
//! No channel is raised above the allowed cost of a result. In every case, and to the smallest unit of the currency, no
//! channel is raised by more than [`ReallocationLimits::step`] of what it has to move, none gets more than
//! [`ReallocationLimits::share`], and one without enough data is raised no further than its share of the exploration
//! budget. Channels are compared by the result that tests count, so lines for other results are left out.
//!
//! Shares are statistics; the money is split by largest remainder, so that no unit of it is lost.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::model::{budget::LineItem, channel::Channel, channel_test::ChannelTest, id::Id};
//! use groundswell_core::plan::numbers::{decimal::Decimal, money::Money};
//! use groundswell_core::plan::strategy::reallocation::{ReallocationLimits, SplitRule, advise, movable};
//!
//! let mut bits = 100;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! // Two channels with a line of 2,000.00 each; for 1,000.00, the first one brought 90 results, the second one 40.
//! for (id, results) in [(1, 90), (2, 40)] {
//!     plan.strategy.channels.push(Channel::new(Id::from_bits(id), None));
//!     let mut test = ChannelTest::new(Id::from_bits(10 + id), Id::from_bits(id));
//!     (test.first, test.last) = ("2027-03-29".parse().ok(), "2027-04-25".parse().ok());
//!     test.set_totals(Money::from_minor(100_000), Some(results));
//!     plan.strategy.channel_tests.push(test);
//!     let mut line = LineItem::new(Id::from_bits(20 + id));
//!     line.channel = Some(Id::from_bits(id));
//!     (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(2_000));
//!     plan.budget.lines.push(line);
//! }
//! let ledger = Ledger::of(&plan);
//! let lines = movable(&plan, &ledger, None);
//! let today = "2027-04-26".parse().unwrap();
//! let advice = advise(&plan, &ledger, &lines, ReallocationLimits::default(), today).unwrap();
//! assert_eq!(advice.mode, SplitRule::Concentrate { on: Id::from_bits(1) });
//! // The first channel gets the most that one channel may have, 60 % of the money.
//! assert_eq!(advice.moves[0].to, Money::from_minor(240_000).unwrap());
//! assert!(advice.edit.is_some());
//! ```

use std::fmt;

mod candidates;
mod edit;
mod limits;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::candidates::{Eligibility, EligibleLine};
use self::limits::{LimitContext, Shares, split_within_bounds};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::budget::totals::AmountError;
use crate::plan::edit::PlanEdit;
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::strategy::comparison::StopReason;
use crate::plan::strategy::posterior::{Posterior, rank};
use crate::plan::strategy::tracked_tests::counted_tests;

pub use self::limits::probability_matched_shares;

/// How far one piece of advice may go. A planner may go further by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReallocationLimits {
    /// The largest share of the chosen lines' money that one channel may get.
    pub share: BasisPoints,
    /// The largest raise of a channel at once, as a share of what it has: raise, test for a week and thirty results, and
    /// look again.
    pub step: BasisPoints,
}

impl Default for ReallocationLimits {
    /// 60 % of the money; a raise by half.
    fn default() -> ReallocationLimits {
        ReallocationLimits { share: BasisPoints(6_000), step: BasisPoints(5_000) }
    }
}

/// How the money should be split.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The rule it follows.
    pub mode: SplitRule,
    /// What can be moved: the part of the chosen lines that is neither committed nor spent. It equals what all channels
    /// get plus what stays unspent.
    pub money: Money,
    /// The channels, in the plan's order.
    pub moves: Vec<ChannelMove>,
    /// What no channel should get, because each has reached a limit.
    pub unspent: Money,
    /// Chosen lines that cannot take part, and why.
    pub left_out: Vec<(LineItemId, ExclusionReason)>,
    /// Weeks (with fractions) that the money has to last; `None` while the days are not known.
    pub weeks: Option<f64>,
    /// The edit that applies it; `None` if the money is already split like this.
    pub edit: Option<PlanEdit>,
}

/// The rule by which money is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SplitRule {
    /// Fewer than two channels have enough data: as it is, each channel with its share of the exploration budget.
    Unknown,
    /// By each channel's chance of being best.
    ByChance,
    /// Most of it to the channel that has won.
    Concentrate {
        /// The winner.
        on: ChannelId,
    },
    /// To equal marginal returns, by the saturation curves of all channels.
    ByCurves,
}

/// The change of a channel's money.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelMove {
    /// Which channel.
    pub channel: ChannelId,
    /// The movable money of its chosen lines.
    pub from: Money,
    /// What they should get.
    pub to: Money,
    /// Why.
    pub reason: MoveReason,
    /// The limit that it has reached, if any.
    pub limit: Option<ReachedLimit>,
    /// The least it may get.
    pub floor: Money,
    /// The most it may get.
    pub cap: Money,
    /// The probability that it brings the most for its money, 0 to 1; `None` without data, and for stopped channels.
    pub best: Option<f64>,
}

/// The reason for a channel's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveReason {
    /// There is too little data to distinguish the channels.
    Unknown,
    /// By its chance of being best.
    Chance,
    /// It has won, but its results come in bursts: by its chance of being best, but no more than an equal share.
    WinsInBursts,
    /// It has won.
    Wins,
    /// Another channel has won; this one is still explored.
    Explored,
    /// By its saturation curve.
    Curve,
    /// It should be stopped.
    Stopped(StopReason),
}

/// A limit that a channel's money has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReachedLimit {
    /// Its share of the exploration budget.
    Exploration,
    /// The most one channel may have: [`ReallocationLimits::share`].
    Share,
    /// The most it may be raised at once: [`ReallocationLimits::step`].
    Step,
    /// One more result would cost more than allowed, by the channel's saturation curve.
    Saturated,
    /// A result, or one more result, costs more than allowed, so it is not raised.
    AboveMaxCost,
    /// One more result costs more than a result of the runner-up, so it is not raised.
    Overtaken,
    /// Its results come in bursts, so it is not raised above an equal share.
    Bursty,
    /// It has too little data, so it is not raised above its share of the exploration budget.
    TooEarly,
}

/// Why a chosen line cannot take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExclusionReason {
    /// It is no longer in the plan.
    Gone,
    /// It is contingency.
    Contingency,
    /// It has no channel.
    NoChannel,
    /// Its channel is not under test, or its tests cost nothing and have no cost of a result.
    Untested,
    /// It is meant to bring another result than the tests count, so its cost cannot be compared with theirs.
    OtherResult,
    /// It is paid, or its amount is zero or less.
    Settled,
    /// It has no amount yet.
    NoAmount(AmountError),
    /// It is in another currency, in which converted amounts would not be exact.
    ForeignCurrency(Currency),
}

/// Why there is no advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdviceError {
    /// The plan tests no channel that costs money.
    NoTests,
    /// None of the chosen lines can take part.
    NoLines(Vec<(LineItemId, ExclusionReason)>),
    /// All chosen lines are on one channel: there is nothing to move.
    OneChannel(ChannelId),
    /// All the money is committed or spent.
    NothingOpen,
}

impl fmt::Display for AdviceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AdviceError::NoTests => out.write_str("the plan tests no channel that costs money"),
            AdviceError::NoLines(_) => out.write_str("none of the chosen lines can take part"),
            AdviceError::OneChannel(channel) => write!(out, "all chosen lines are on channel {channel}"),
            AdviceError::NothingOpen => out.write_str("all the money is committed or spent"),
        }
    }
}

impl std::error::Error for AdviceError {}

/// The lines that can take part in advice, of a phase or of the whole plan; in the plan's order.
pub fn movable(plan: &Plan, ledger: &Ledger, phase: Option<PhaseId>) -> Vec<LineItemId> {
    let eligibility = Eligibility::of(plan, &counted_tests(plan));
    let lines = plan.budget.lines.iter().zip(ledger.lines());
    let of_phase = lines.filter(|(line, _)| phase.is_none() || line.phase == phase);
    of_phase
        .filter(|(line, figures)| EligibleLine::of(plan, &eligibility, line, figures).is_ok())
        .map(|(line, _)| line.id)
        .collect()
}

/// Advice on the chosen lines, as of the start of `today`. The ledger is the plan's own.
///
/// # Errors
///
/// If the plan tests no channel that costs money, no chosen line can take part, the lines that can are all on one channel,
/// or all of their money is committed or spent; see [`AdviceError`].
pub fn advise(
    plan: &Plan,
    ledger: &Ledger,
    chosen: &[LineItemId],
    limits: ReallocationLimits,
    today: NaiveDate,
) -> Result<Advice, AdviceError> {
    let tests = counted_tests(plan);
    let eligibility = Eligibility::of(plan, &tests);
    if eligibility.tested.is_empty() {
        return Err(AdviceError::NoTests);
    }
    let mut not_found: BTreeSet<LineItemId> = chosen.iter().copied().collect();
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
        if not_found.remove(&line.id) {
            match EligibleLine::of(plan, &eligibility, line, figures) {
                Ok(part) => parts.push(part),
                Err(why) => left_out.push((line.id, why)),
            }
        }
    }
    left_out.extend(not_found.into_iter().map(|id| (id, ExclusionReason::Gone)));
    let days = parts.iter().filter_map(|part| last_day(plan, part.line)).max();
    let days = days.and_then(|last| DateRange::new(today, last)).map(DateRange::len);
    let weeks = days.map(|days| f64::from(days) / 7.0);
    let mut candidates = candidates::of(plan, &tests, parts, today);
    match candidates.as_slice() {
        [] => return Err(AdviceError::NoLines(left_out)),
        [only] => return Err(AdviceError::OneChannel(only.channel)),
        _ => {}
    }
    let money: Money = candidates.iter().map(|candidate| candidate.from).sum();
    if money <= Money::ZERO {
        return Err(AdviceError::NothingOpen);
    }
    let target = plan.strategy.rule.target_cost.filter(|target| *target > Money::ZERO).map(Money::to_f64);
    candidates::fit_posteriors(&tests, &mut candidates, target);
    let live: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].stop.is_none()).collect();
    let posteriors: Option<Vec<Posterior>> = live.iter().map(|&at| candidates[at].posterior).collect();
    let ranks = posteriors.map(|posteriors| rank(&posteriors));
    let shares = Shares::of(&candidates, &live, ranks.as_deref(), weeks, money, plan.strategy.rule.exploration);
    let total: Money = candidates.iter().map(|candidate| candidate.settled).sum::<Money>() + money;
    let others = live.iter().enumerate().filter(|(place, _)| shares.leader != Some(*place));
    let costs = others.filter_map(|(_, &at)| candidates[at].posterior).map(|posterior| posterior.median_cost());
    let runner_up = costs.min_by(f64::total_cmp);
    let context = LimitContext { money, total, limits, weeks, target, shares: &shares, live: live.len(), runner_up };
    let mut moves: Vec<ChannelMove> = candidates.iter().map(LimitContext::unfunded).collect();
    for (place, &at) in live.iter().enumerate() {
        let best = ranks.as_ref().map(|ranks| ranks[place].best);
        moves[at] = context.limited(&candidates[at], place, best);
    }
    let bounds: Vec<(Money, Money)> = live.iter().map(|&at| (moves[at].floor, moves[at].cap)).collect();
    let (filled, unspent) = split_within_bounds(money, &shares.weights, &bounds);
    for (&at, to) in live.iter().zip(filled) {
        moves[at].to = to;
        if to < moves[at].cap {
            moves[at].limit = (to == moves[at].floor && to != moves[at].from).then_some(ReachedLimit::Exploration);
        }
    }
    let edit = edit::of(&candidates, &moves, plan.basics.currency);
    Ok(Advice { mode: shares.mode, money, moves, unspent, left_out, weeks, edit })
}

/// The last day on which a line's money can be spent.
fn last_day(plan: &Plan, line: &LineItem) -> Option<NaiveDate> {
    let home = line.phase.and_then(|id| plan.find(id)).and_then(|phase| phase.last).or(plan.basics.last_day);
    match &line.timing {
        Timing::Once { on } => Some(*on),
        Timing::Evenly { last, .. } | Timing::Monthly { last, .. } => Some(*last),
        Timing::ByHand { parts } => parts.iter().map(|part| part.on).max().or(home),
        Timing::Phase => home,
    }
}
