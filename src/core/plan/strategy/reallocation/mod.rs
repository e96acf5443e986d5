//! Reallocation: how the money that is still free to move could go over the channels under test.
//!
//! While too little is known it stays where it is, except that each channel gets its part of what the plan keeps for
//! exploring; then it goes by each channel's chance of being best (probability matching), none below that part; once one
//! of them has won and its results do not come in bursts, to that one, step by step; and once all of them were tried at
//! two levels of spend, where a further result costs least. Raising ends at what a result may cost. Advice is never
//! applied by itself: it comes with the one edit that would.
//!
//! What holds in every case, for every channel and to the smallest coin: none is raised by more than [`ReallocationLimits::step`] of
//! what it has to move, none gets more than [`ReallocationLimits::share`], and one without enough data is raised no further than its
//! part of the exploration. Channels are compared by the result that tests count, so lines for another result take no
//! part.
//!
//! Shares are statistics; the money is split by largest remainder and adds up to the smallest coin.

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

pub use self::limits::probability_matched_shares;

/// How far one piece of advice goes. What a person confirms may go further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReallocationLimits {
    /// The most that one channel may have of all the chosen lines' money.
    pub share: BasisPoints,
    /// By how much the money of a channel may be raised at once: a step of at least a week and thirty results, then look
    /// again.
    pub step: BasisPoints,
}

impl Default for ReallocationLimits {
    /// 60 % of the money; a raise by half.
    fn default() -> ReallocationLimits {
        ReallocationLimits { share: BasisPoints(6_000), step: BasisPoints(5_000) }
    }
}

/// How the money should go.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// By what rule.
    pub mode: SplitRule,
    /// What can be moved: of the chosen lines, what is neither ordered nor spent. It is what all channels get and what
    /// stays unspent.
    pub money: Money,
    /// The channels, in the plan's order.
    pub moves: Vec<ChannelMove>,
    /// What no channel should get: each has reached a limit.
    pub unspent: Money,
    /// Lines that were chosen and cannot be part of it.
    pub left_out: Vec<(LineItemId, ExclusionReason)>,
    /// Whole weeks and parts of them that the money has to last; `None` while the days are not known.
    pub weeks: Option<f64>,
    /// The edit that makes it so; `None` where the money lies so already.
    pub edit: Option<PlanEdit>,
}

/// By what rule money is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SplitRule {
    /// As it lies, each with its part of the exploration: fewer than two channels have enough data.
    Unknown,
    /// By the chance of being best.
    ByChance,
    /// Most to the one that has won.
    Concentrate {
        /// Which.
        on: ChannelId,
    },
    /// Where a further result costs least, by the curves of all channels.
    ByCurves,
}

/// What becomes of a channel's money.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelMove {
    /// Which channel.
    pub channel: ChannelId,
    /// What its chosen lines have to move.
    pub from: Money,
    /// What they should have.
    pub to: Money,
    /// Why.
    pub reason: MoveReason,
    /// The limit that it has reached, if it has reached one.
    pub bound: Option<ReachedLimit>,
    /// What it gets at least.
    pub floor: Money,
    /// What it gets at most.
    pub cap: Money,
    /// The probability that it brings most for its money, 0 to 1; `None` where nothing is known, and for what is stopped.
    pub best: Option<f64>,
}

/// Why a channel gets what it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveReason {
    /// Nothing tells the channels apart yet.
    Unknown,
    /// By its chance of being best.
    Chance,
    /// It has won, but its results come in bursts: by its chance of being best, and not above an equal part.
    WinsInBursts,
    /// It has won.
    Wins,
    /// Another has won; it is still tried.
    Explored,
    /// By its curve of returns.
    Curve,
    /// It should be stopped.
    Stopped(StopReason),
}

/// A limit that a channel's money has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReachedLimit {
    /// Its part of what is kept for exploring.
    Exploration,
    /// The most one channel may have: [`ReallocationLimits::share`].
    Share,
    /// The most it may be raised at once: [`ReallocationLimits::step`].
    Step,
    /// From here on a further result costs more than it may, by the channel's curve.
    Saturated,
    /// A result, or a further result, costs more than it may, so it is not raised.
    AboveMaxCost,
    /// A further result costs more than one of the runner-up, so it is not raised.
    Overtaken,
    /// Its results come in bursts, so it is not raised above an equal part.
    Bursty,
    /// It has not enough data, so it is not raised above its part of what is kept for exploring.
    TooEarly,
}

/// Why a chosen line cannot be part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExclusionReason {
    /// It is not there any more.
    Gone,
    /// Its money is kept for what cannot be foreseen.
    Contingency,
    /// It runs on no channel.
    NoChannel,
    /// Its channel is not under test, or its tests cost nothing and cannot be measured by money.
    Untested,
    /// It is to bring another result than the tests count, so that its cost cannot be compared with theirs.
    OtherResult,
    /// It is paid, or its amount is not above nothing.
    Settled,
    /// It has no amount yet.
    NoAmount(AmountError),
    /// It is in another currency: by a rate, amounts are not exact.
    ForeignCurrency(Currency),
}

/// Why there is no advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdviceError {
    /// The plan tests no channel that costs money.
    NoTests,
    /// No chosen line can be part of it.
    NoLines(Vec<(LineItemId, ExclusionReason)>),
    /// All chosen lines run on one channel: there is nothing to move.
    OneChannel(ChannelId),
    /// All the money is ordered or spent.
    NothingOpen,
}

impl fmt::Display for AdviceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AdviceError::NoTests => out.write_str("the plan tests no channel that costs money"),
            AdviceError::NoLines(_) => out.write_str("none of the chosen lines can be part of it"),
            AdviceError::OneChannel(channel) => write!(out, "all chosen lines run on channel {channel}"),
            AdviceError::NothingOpen => out.write_str("all the money is ordered or spent"),
        }
    }
}

impl std::error::Error for AdviceError {}

/// The lines that advice can be about: of a phase, or of the whole plan; in the plan's order.
pub fn movable(plan: &Plan, ledger: &Ledger, phase: Option<PhaseId>) -> Vec<LineItemId> {
    let ground = Eligibility::of(plan);
    let lines = plan.budget.lines.iter().zip(ledger.lines());
    let of_phase = lines.filter(|(line, _)| phase.is_none() || line.phase == phase);
    of_phase
        .filter(|(line, figures)| EligibleLine::of(plan, &ground, line, figures).is_ok())
        .map(|(line, _)| line.id)
        .collect()
}

/// Advice on the chosen lines, as of the start of `today`.
pub fn advise(
    plan: &Plan,
    ledger: &Ledger,
    chosen: &[LineItemId],
    limits: ReallocationLimits,
    today: NaiveDate,
) -> Result<Advice, AdviceError> {
    let ground = Eligibility::of(plan);
    if ground.tested.is_empty() {
        return Err(AdviceError::NoTests);
    }
    let mut wanted: BTreeSet<LineItemId> = chosen.iter().copied().collect();
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
        if wanted.remove(&line.id) {
            match EligibleLine::of(plan, &ground, line, figures) {
                Ok(part) => parts.push(part),
                Err(why) => left_out.push((line.id, why)),
            }
        }
    }
    left_out.extend(wanted.into_iter().map(|id| (id, ExclusionReason::Gone)));
    let days = parts.iter().filter_map(|part| last_day(plan, part.line)).max();
    let days = days.and_then(|last| DateRange::new(today, last)).map(DateRange::len);
    let weeks = days.map(|days| f64::from(days) / 7.0);
    let mut candidates = candidates::of(plan, parts, today);
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
    candidates::fit_posteriors(plan, &mut candidates, target);
    let live: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].stop.is_none()).collect();
    let beliefs: Option<Vec<Posterior>> = live.iter().map(|&at| candidates[at].posterior).collect();
    let ranks = beliefs.map(|beliefs| rank(&beliefs));
    let shares = Shares::of(&candidates, &live, ranks.as_deref(), weeks, money, plan.strategy.rule.exploration);
    let whole: Money = candidates.iter().map(|candidate| candidate.bound).sum::<Money>() + money;
    let others = live.iter().enumerate().filter(|(place, _)| shares.leader != Some(*place));
    let costs = others.filter_map(|(_, &at)| candidates[at].posterior).map(|posterior| posterior.median_cost());
    let runner_up = costs.min_by(f64::total_cmp);
    let limiting = LimitContext { money, whole, limits, weeks, target, shares: &shares, live: live.len(), runner_up };
    let mut moves: Vec<ChannelMove> = candidates.iter().map(LimitContext::nothing).collect();
    for (place, &at) in live.iter().enumerate() {
        let best = ranks.as_ref().map(|ranks| ranks[place].best);
        moves[at] = limiting.limited(&candidates[at], place, best);
    }
    let bounds: Vec<(Money, Money)> = live.iter().map(|&at| (moves[at].floor, moves[at].cap)).collect();
    let (filled, unspent) = split_within_bounds(money, &shares.weights, &bounds);
    for (&at, to) in live.iter().zip(filled) {
        moves[at].to = to;
        if to < moves[at].cap {
            moves[at].bound = (to == moves[at].floor && to != moves[at].from).then_some(ReachedLimit::Exploration);
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
