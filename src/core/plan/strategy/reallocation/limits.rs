//! Shares of the money by each split rule, and the limits on every channel. Knows candidates, no plan.

use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::numbers::split::split_by_weights;
use crate::plan::strategy::posterior::{Posterior, Rank};
use crate::plan::strategy::reallocation::candidates::Candidate;
use crate::plan::strategy::reallocation::{ChannelMove, MoveReason, ReachedLimit, ReallocationLimits, SplitRule};
use crate::plan::strategy::saturation::{Saturation, best_split};

/// How the money is to be shared, before limits.
pub(super) struct Shares {
    pub mode: SplitRule,
    /// Weights of the live channels (those that are not stopped), in their order.
    pub weights: Vec<u64>,
    reasons: Vec<MoveReason>,
    /// Each live channel's share of the exploration budget: the least it gets, as far as its limits allow.
    floor: Money,
    /// Place of the live channel that has won and gets as much as its limits allow.
    pub leader: Option<usize>,
}

/// A share (0 to 1) as an integer weight, so that money is split without floats.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 10¹²
fn weight(share: f64) -> u64 {
    (share.clamp(0.0, 1.0) * 1e12).round() as u64
}

/// Shares of *k* channels by their chances of being best (probability matching, or Thompson sampling in expectation), each
/// at least ε: ε + (1 − kε)·P(best). `exploration` is the share that is kept for exploring, 0 to 1, and ε is that share
/// over *k*.
pub fn probability_matched_shares(chances: &[f64], exploration: f64) -> Vec<f64> {
    let each = exploration.clamp(0.0, 1.0) / f64::from(u32::try_from(chances.len()).unwrap_or(u32::MAX).max(1));
    chances.iter().map(|chance| each + (1.0 - exploration.clamp(0.0, 1.0)) * chance).collect()
}

impl Shares {
    pub(super) fn of(
        candidates: &[Candidate],
        live: &[usize],
        ranks: Option<&[Rank]>,
        weeks: Option<f64>,
        money: Money,
        exploration: BasisPoints,
    ) -> Shares {
        let count = live.len();
        let enough = live.iter().filter(|&&at| candidates[at].enough).count();
        let exploration = exploration.min(BasisPoints::WHOLE);
        let k = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
        let floor = Money::saturating(i128::from(money.share(exploration).minor() / k));
        let Some(ranks) = ranks.filter(|_| enough >= count.min(2)) else {
            let current = |&at: &usize| u64::try_from(candidates[at].from.minor()).unwrap_or(0);
            let (weights, reasons) = (live.iter().map(current).collect(), vec![MoveReason::Unknown; count]);
            return Shares { mode: SplitRule::Unknown, weights, reasons, floor, leader: None };
        };
        let curves: Option<Vec<Saturation>> = live.iter().map(|&at| candidates[at].curve).collect();
        if let (Some(curves), Some(weeks)) = (curves.filter(|curves| !curves.is_empty()), weeks) {
            let weekly = money.to_f64() / weeks;
            let weights = best_split(&curves, weekly).into_iter().map(|spend| weight(spend / weekly)).collect();
            return Shares {
                mode: SplitRule::ByCurves,
                weights,
                reasons: vec![MoveReason::Curve; count],
                floor,
                leader: None,
            };
        }
        let chances: Vec<f64> = ranks.iter().map(|rank| rank.best).collect();
        let mut weights: Vec<u64> =
            probability_matched_shares(&chances, f64::from(exploration.0) / 10_000.0).into_iter().map(weight).collect();
        let Some(leader) = (0..count).find(|&place| candidates[live[place]].won) else {
            let reasons = vec![MoveReason::Chance; count];
            return Shares { mode: SplitRule::ByChance, weights, reasons, floor, leader: None };
        };
        if candidates[live[leader]].bursty {
            let mut reasons = vec![MoveReason::Chance; count];
            reasons[leader] = MoveReason::WinsInBursts;
            return Shares { mode: SplitRule::ByChance, weights, reasons, floor, leader: None };
        }
        // The leader gets all that its limits allow; the rest goes to the others by their chances.
        weights[leader] = u64::from(u32::MAX) * 1_000_000_000;
        let mut reasons = vec![MoveReason::Explored; count];
        reasons[leader] = MoveReason::Wins;
        let on = candidates[live[leader]].channel;
        Shares { mode: SplitRule::Concentrate { on }, weights, reasons, floor, leader: Some(leader) }
    }
}

/// What the limits of a channel depend on.
pub(super) struct LimitContext<'a> {
    pub money: Money,
    pub total: Money,
    pub limits: ReallocationLimits,
    pub weeks: Option<f64>,
    pub target: Option<f64>,
    pub shares: &'a Shares,
    pub live: usize,
    /// The median cost of a result of the best channel that has not won.
    pub runner_up: Option<f64>,
}

impl LimitContext<'_> {
    /// The move of a channel that gets nothing.
    pub(super) fn unfunded(candidate: &Candidate) -> ChannelMove {
        ChannelMove {
            channel: candidate.channel,
            from: candidate.from,
            to: Money::ZERO,
            reason: candidate.stop.map_or(MoveReason::Unknown, MoveReason::Stopped),
            limit: None,
            floor: Money::ZERO,
            cap: Money::ZERO,
            best: None,
        }
    }

    /// A live channel with its floor and cap; its limit is the one that the cap comes from.
    pub(super) fn limited(&self, candidate: &Candidate, place: usize, best: Option<f64>) -> ChannelMove {
        let share = (self.total.share(self.limits.share) - candidate.settled).max(Money::ZERO);
        // While too little is known, the limit of shares takes nothing from a channel.
        let share = if self.shares.mode == SplitRule::Unknown { share.max(candidate.from) } else { share };
        let mut caps = vec![(share, ReachedLimit::Share)];
        let leads = self.shares.leader == Some(place);
        let equal = Money::saturating(i128::from(self.money.minor()) / i128::try_from(self.live).unwrap_or(1));
        let not_raised = candidate.from.max(self.shares.floor);
        if candidate.bursty && self.shares.mode != SplitRule::Unknown {
            caps.push((not_raised.max(equal), ReachedLimit::Bursty));
        }
        if let Some(marginal) = candidate.marginal.filter(|_| leads) {
            if self.target.is_some_and(|target| marginal.cost() > target) {
                caps.push((not_raised, ReachedLimit::AboveMaxCost));
            } else if self.runner_up.is_some_and(|cost| marginal.is_overtaken_by(cost)) {
                caps.push((not_raised, ReachedLimit::Overtaken));
            }
        }
        caps.push((raise(candidate.from, self.limits.step), ReachedLimit::Step));
        if !candidate.enough {
            caps.push((not_raised, ReachedLimit::TooEarly));
        }
        let target = self.target.filter(|_| self.shares.mode != SplitRule::Unknown);
        match (target, candidate.curve, self.weeks) {
            (Some(target), Some(curve), Some(weeks)) => {
                caps.push((Money::nearest(curve.stop_spend(target) * weeks), ReachedLimit::Saturated));
            }
            (Some(target), ..) => {
                let is_too_expensive = |posterior: Posterior| posterior.median_cost() > target;
                if candidate.enough && candidate.posterior.is_some_and(is_too_expensive) {
                    caps.push((not_raised, ReachedLimit::AboveMaxCost));
                }
            }
            _ => {}
        }
        let (cap, limit) = caps.into_iter().min().unwrap_or((self.money, ReachedLimit::Share));
        ChannelMove {
            reason: self.shares.reasons[place],
            limit: Some(limit),
            floor: self.shares.floor.min(cap),
            cap,
            best,
            ..LimitContext::unfunded(candidate)
        }
    }
}

/// An amount raised by a share of itself, rounded down so that the raise never exceeds the share.
fn raise(from: Money, by: BasisPoints) -> Money {
    Money::saturating(i128::from(from.minor()) * (10_000 + i128::from(by.0)) / 10_000)
}

/// Splits money by weights within each part's floor and cap. Returns the parts and the remainder that no part can take.
///
/// The floors must add up to no more than the money. If parts violate their bounds, those that violate them on the side
/// with the larger total violation are frozen at their bound, and the rest is split again: the algorithm that resolves
/// flexible lengths in CSS (Flexible Box Layout, 9.7).
pub(super) fn split_within_bounds(money: Money, weights: &[u64], bounds: &[(Money, Money)]) -> (Vec<Money>, Money) {
    let mut frozen: Vec<Option<Money>> = vec![None; bounds.len()];
    loop {
        let rest = money - frozen.iter().flatten().copied().sum();
        let free: Vec<usize> = (0..bounds.len()).filter(|&at| frozen[at].is_none()).collect();
        if free.is_empty() {
            return (frozen.into_iter().flatten().collect(), rest);
        }
        let mut weights_of_free: Vec<u64> = free.iter().map(|&at| weights[at]).collect();
        if weights_of_free.iter().all(|&weight| weight == 0) {
            weights_of_free.fill(1);
        }
        let parts = split_by_weights(rest, &weights_of_free);
        let clamp = |at: usize, part: Money| part.max(bounds[at].0).min(bounds[at].1);
        let violation: i128 =
            free.iter().zip(&parts).map(|(&at, &part)| i128::from((clamp(at, part) - part).minor())).sum();
        for (&at, &part) in free.iter().zip(&parts) {
            let clamped = clamp(at, part);
            if violation == 0 || (violation > 0 && clamped > part) || (violation < 0 && clamped < part) {
                frozen[at] = Some(clamped);
            }
        }
    }
}
