//! Concentration: how the money that is still free to move should go over the channels under test.
//!
//! While too little is known, in equal parts; then by each channel's chance of being best (probability matching), none
//! below its part of what the plan keeps for exploring; once one of them leads and its results do not come in bursts,
//! to that one, step by step; and once all of them were tried at two levels of spend, where a further result costs
//! least. Raising ends at what a result may cost. Advice is never applied by itself: it comes with the one edit that
//! would.
//!
//! Shares are statistics; the money is split by largest remainder and adds up to the smallest coin.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Plan;
use super::budget::{Category, ExpectedResult, Line, LineId, LineStatus};
use super::calendar::DateRange;
use super::channel::ChannelId;
use super::cycle::Timing;
use super::decimal::Decimal;
use super::edit::{ListEdit, PlanEdit};
use super::ledger::{Ledger, LineFigures};
use super::money::{BasisPoints, Currency, Money, div_half_away, split_by_weights};
use super::steadiness::Grade;
use super::totals::AmountGap;
use super::trial::comparison::{INTERVAL, StopReason, curve, in_vain, leads, levels};
use super::trial::posterior::{Observed, Posterior, Prior, Rank, rank};
use super::trial::saturation::{Marginal, Saturation, best_split};
use super::trial::{Trial, trial_standing};

/// How far one piece of advice goes. What a person confirms may go further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most that one channel may have of all the chosen lines' money.
    pub share: BasisPoints,
    /// By how much the money of a channel may be raised at once: a step of at least a week and thirty results, then look
    /// again.
    pub step: BasisPoints,
}

impl Default for Limits {
    /// 60 % of the money; a raise by half.
    fn default() -> Limits {
        Limits { share: BasisPoints(6_000), step: BasisPoints(5_000) }
    }
}

/// How the money should go.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// By what rule.
    pub mode: Mode,
    /// What can be moved: of the chosen lines, what is neither ordered nor spent. It is what all channels get and what
    /// stays unspent.
    pub money: Money,
    /// The channels, in the plan's order.
    pub moves: Vec<Move>,
    /// What no channel should get: each has reached a limit.
    pub unspent: Money,
    /// Lines that were chosen and cannot be part of it.
    pub left_out: Vec<(LineId, LeftOut)>,
    /// Whole weeks and parts of them that the money has to last; `None` while the days are not known.
    pub weeks: Option<f64>,
    /// The edit that makes it so; `None` where the money lies so already.
    pub edit: Option<PlanEdit>,
}

/// By what rule money is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// In equal parts: fewer than two channels have enough data.
    Equal,
    /// By the chance of being best.
    ByChance,
    /// Most to the one that leads.
    Concentrate {
        /// Which.
        on: ChannelId,
    },
    /// Where a further result costs least, by the curves of all channels.
    ByCurves,
}

/// What becomes of a channel's money.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Which channel.
    pub channel: ChannelId,
    /// What its chosen lines have to move.
    pub from: Money,
    /// What they should have.
    pub to: Money,
    /// Why.
    pub reason: Reason,
    /// The limit that it has reached, if it has reached one.
    pub bound: Option<Bound>,
    /// What it gets at least.
    pub floor: Money,
    /// What it gets at most.
    pub cap: Money,
    /// The probability that it brings most for its money, 0 to 1; `None` where nothing is known, and for what is stopped.
    pub best: Option<f64>,
}

/// Why a channel gets what it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing tells the channels apart yet.
    Unknown,
    /// By its chance of being best.
    Chance,
    /// It leads, but its results come in bursts: by its chance of being best, and not above an equal part.
    LeadsInBursts,
    /// It leads.
    Leads,
    /// Another leads; it is still tried.
    Explored,
    /// By its curve of returns.
    Curve,
    /// It should be stopped.
    Stopped(StopReason),
}

/// A limit that a channel's money has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Its part of what is kept for exploring.
    Exploration,
    /// The most one channel may have: [`Limits::share`].
    Share,
    /// The most it may be raised at once: [`Limits::step`].
    Step,
    /// From here on a further result costs more than it may, by the channel's curve.
    Saturated,
    /// A result, or a further result, costs more than it may, so it is not raised.
    Dear,
    /// A further result costs more than one of the runner-up, so it is not raised.
    Overtaken,
    /// Its results come in bursts, so it is not raised above an equal part.
    Bursty,
}

/// Why a chosen line cannot be part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It is not there any more.
    Gone,
    /// Its money is kept for what cannot be foreseen.
    Contingency,
    /// It runs on no channel.
    NoChannel,
    /// Its channel is not under test, or its tests cost nothing and cannot be measured by money.
    Untested,
    /// It is paid, or its amount is not above nothing.
    Settled,
    /// It has no amount yet.
    NoAmount(AmountGap),
    /// It is in another currency: by a rate, amounts are not exact.
    ForeignCurrency(Currency),
}

/// Why there is no advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAdvice {
    /// The plan tests no channel that costs money.
    NoTests,
    /// No chosen line can be part of it.
    NoLines(Vec<(LineId, LeftOut)>),
    /// All chosen lines run on one channel: there is nothing to move.
    OneChannel(ChannelId),
    /// All the money is ordered or spent.
    NothingOpen,
}

/// The lines that advice can be about: of a phase, or of the whole plan; in the plan's order.
pub fn movable(plan: &Plan, ledger: &Ledger, phase: Option<super::phase::PhaseId>) -> Vec<LineId> {
    let tested = tested(plan);
    let lines = plan.budget.lines.iter().zip(ledger.lines());
    let of_phase = lines.filter(|(line, _)| phase.is_none() || line.phase == phase);
    of_phase.filter(|(line, figures)| part(plan, &tested, line, figures).is_ok()).map(|(line, _)| line.id).collect()
}

fn tested(plan: &Plan) -> BTreeSet<ChannelId> {
    let costs = |trial: &&Trial| trial.spent().is_none_or(|spend| spend > Money::ZERO);
    plan.strategy.trials.iter().filter(costs).map(|trial| trial.channel).collect()
}

/// A line's part in the advice.
struct Part<'a> {
    line: &'a Line,
    channel: ChannelId,
    amount: Money,
    /// What is neither ordered nor spent of it.
    open: Money,
}

fn part<'a>(
    plan: &Plan,
    tested: &BTreeSet<ChannelId>,
    line: &'a Line,
    figures: &LineFigures,
) -> Result<Part<'a>, LeftOut> {
    if line.category == Category::Contingency {
        return Err(LeftOut::Contingency);
    }
    let channel = line.channel.ok_or(LeftOut::NoChannel)?;
    if !tested.contains(&channel) {
        return Err(LeftOut::Untested);
    }
    if let Some(currency) = line.currency.filter(|currency| *currency != plan.basics.currency) {
        return Err(LeftOut::ForeignCurrency(currency));
    }
    let amount = figures.amount.map_err(LeftOut::NoAmount)?;
    if line.status == LineStatus::Paid || amount <= Money::ZERO {
        return Err(LeftOut::Settled);
    }
    let open = (amount - figures.committed - figures.actual).clamp(Money::ZERO, amount);
    Ok(Part { line, channel, amount, open })
}

/// A channel under test and its chosen lines.
struct Candidate<'a> {
    channel: ChannelId,
    parts: Vec<Part<'a>>,
    from: Money,
    /// What of its lines is ordered or spent.
    bound: Money,
    observed: Vec<Observed>,
    enough: bool,
    bursty: bool,
    stop: Option<StopReason>,
    curve: Option<Saturation>,
    /// What the money between its two highest levels of spend brought.
    marginal: Option<Marginal>,
    posterior: Option<Posterior>,
}

/// Advice on the chosen lines, as of the start of `today`.
pub fn advise(
    plan: &Plan,
    ledger: &Ledger,
    chosen: &[LineId],
    limits: Limits,
    today: NaiveDate,
) -> Result<Advice, NoAdvice> {
    let tested = tested(plan);
    if tested.is_empty() {
        return Err(NoAdvice::NoTests);
    }
    let mut wanted: BTreeSet<LineId> = chosen.iter().copied().collect();
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (line, figures) in plan.budget.lines.iter().zip(ledger.lines()) {
        if wanted.remove(&line.id) {
            match part(plan, &tested, line, figures) {
                Ok(part) => parts.push(part),
                Err(why) => left_out.push((line.id, why)),
            }
        }
    }
    left_out.extend(wanted.into_iter().map(|id| (id, LeftOut::Gone)));
    let days = parts.iter().filter_map(|part| last_day(plan, part.line)).max();
    let days = days.and_then(|last| DateRange::new(today, last)).map(DateRange::len);
    let weeks = days.map(|days| f64::from(days) / 7.0);
    let mut candidates = candidates(plan, parts, today);
    match candidates.as_slice() {
        [] => return Err(NoAdvice::NoLines(left_out)),
        [only] => return Err(NoAdvice::OneChannel(only.channel)),
        _ => {}
    }
    let money: Money = candidates.iter().map(|candidate| candidate.from).sum();
    if money <= Money::ZERO {
        return Err(NoAdvice::NothingOpen);
    }
    let target = plan.strategy.rule.target_cost.filter(|target| *target > Money::ZERO).map(Money::to_f64);
    believe(plan, &mut candidates, target);
    let live: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].stop.is_none()).collect();
    let beliefs: Option<Vec<Posterior>> = live.iter().map(|&at| candidates[at].posterior).collect();
    let ranks = beliefs.map(|beliefs| rank(&beliefs));
    let shares = Shares::of(&candidates, &live, ranks.as_deref(), weeks, money, plan.strategy.rule.exploration);
    let whole: Money = candidates.iter().map(|candidate| candidate.bound).sum::<Money>() + money;
    let others = live.iter().enumerate().filter(|(place, _)| shares.leader != Some(*place));
    let costs = others.filter_map(|(_, &at)| candidates[at].posterior).map(|posterior| posterior.median_cost());
    let runner_up = costs.min_by(f64::total_cmp);
    let ground = Ground { money, whole, limits, weeks, target, shares: &shares, live: live.len(), runner_up };
    let mut moves: Vec<Move> = candidates.iter().map(Ground::nothing).collect();
    for (place, &at) in live.iter().enumerate() {
        let best = ranks.as_ref().map(|ranks| ranks[place].best);
        moves[at] = ground.limited(&candidates[at], place, best);
    }
    let bounds: Vec<(Money, Money)> = live.iter().map(|&at| (moves[at].floor, moves[at].cap)).collect();
    let (filled, unspent) = fill(money, &shares.weights, &bounds);
    for (&at, to) in live.iter().zip(filled) {
        moves[at].to = to;
        if to < moves[at].cap {
            moves[at].bound = (to == moves[at].floor && shares.mode != Mode::Equal).then_some(Bound::Exploration);
        }
    }
    let edit = edit(&candidates, &moves, plan.basics.currency);
    Ok(Advice { mode: shares.mode, money, moves, unspent, left_out, weeks, edit })
}

/// The last day on which a line's money can be spent.
fn last_day(plan: &Plan, line: &Line) -> Option<NaiveDate> {
    let home = line.phase.and_then(|id| plan.phase(id)).and_then(|phase| phase.last).or(plan.basics.last_day);
    match &line.timing {
        Timing::Once { on } => Some(*on),
        Timing::Evenly { last, .. } | Timing::Monthly { last, .. } => Some(*last),
        Timing::ByHand { parts } => parts.iter().map(|part| part.on).max().or(home),
        Timing::Phase => home,
    }
}

/// The channels of the lines, in the plan's order.
fn candidates<'a>(plan: &Plan, parts: Vec<Part<'a>>, today: NaiveDate) -> Vec<Candidate<'a>> {
    let rule = &plan.strategy.rule;
    let mut by_channel: BTreeMap<ChannelId, Vec<Part>> = BTreeMap::new();
    for part in parts {
        by_channel.entry(part.channel).or_default().push(part);
    }
    let candidate = |channel: &super::channel::Channel| {
        let parts = by_channel.remove(&channel.id)?;
        let trials = || plan.strategy.trials.iter().filter(|trial| trial.channel == channel.id);
        let standings = || trials().map(|trial| trial_standing(trial, rule, today));
        let results = trials().filter_map(Trial::counted).fold(0, u32::saturating_add);
        let spend: Money = trials().filter_map(Trial::spent).sum();
        let days = standings().map(|standing| standing.days).max().unwrap_or(0);
        let counted = trials().any(|trial| trial.counted().is_some());
        let from = parts.iter().map(|part| part.open).sum();
        Some(Candidate {
            channel: channel.id,
            from,
            bound: parts.iter().map(|part| part.amount).sum::<Money>() - from,
            parts,
            observed: trials().filter_map(Trial::observed).collect(),
            enough: days >= rule.minimum_days
                && results >= rule.minimum_results
                && trials().any(|trial| trial.events_missing() == 0),
            bursty: trials().any(|trial| trial.grade(plan) == Some(Grade::Bursty)),
            stop: (counted && in_vain(spend, results, rule)).then_some(StopReason::InVain),
            curve: curve(trials(), rule, today),
            marginal: match levels(trials(), rule, today).as_slice() {
                [.., lower, higher] => Marginal::between(lower, higher),
                _ => None,
            },
            posterior: None,
        })
    };
    plan.strategy.channels.iter().filter_map(candidate).collect()
}

/// Fills in what is believed of each channel, and which of them are too dear.
fn believe(plan: &Plan, candidates: &mut [Candidate], target: Option<f64>) {
    // The prior is that of the comparison the reader sees: of all tests.
    let all: Vec<Observed> = plan.strategy.trials.iter().filter_map(Trial::observed).collect();
    let Some(prior) = Prior::pooled(&all, target) else { return };
    for candidate in candidates {
        let posterior = Posterior::of(prior, &candidate.observed);
        let too_dear = |target: f64| posterior.cost_interval(INTERVAL).0 > target;
        if candidate.enough && candidate.stop.is_none() && target.is_some_and(too_dear) {
            candidate.stop = Some(StopReason::TooDear);
        }
        candidate.posterior = Some(posterior);
    }
}

/// How the money is to be shared, before limits.
struct Shares {
    mode: Mode,
    /// Of the live channels.
    weights: Vec<u64>,
    reasons: Vec<Reason>,
    /// What each of them gets at least.
    floor: Money,
    leader: Option<usize>,
}

/// A share as a whole number, for splits without doubles.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 10¹²
fn weight(share: f64) -> u64 {
    (share.clamp(0.0, 1.0) * 1e12).round() as u64
}

/// The shares of channels by their chances of being best, each of them at least ε: ε + (1 − kε)·P(best), with ε the part
/// of each of the *k* channels in what is kept for exploring, 0 to 1.
pub fn matched(chances: &[f64], exploration: f64) -> Vec<f64> {
    let each = exploration.clamp(0.0, 1.0) / f64::from(u32::try_from(chances.len()).unwrap_or(u32::MAX).max(1));
    chances.iter().map(|chance| each + (1.0 - exploration.clamp(0.0, 1.0)) * chance).collect()
}

impl Shares {
    fn of(
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
            let (weights, reasons) = (vec![1; count], vec![Reason::Unknown; count]);
            return Shares { mode: Mode::Equal, weights, reasons, floor: Money::ZERO, leader: None };
        };
        let curves: Option<Vec<Saturation>> = live.iter().map(|&at| candidates[at].curve).collect();
        if let (Some(curves), Some(weeks)) = (curves.filter(|curves| !curves.is_empty()), weeks) {
            let weekly = money.to_f64() / weeks;
            let weights = best_split(&curves, weekly).into_iter().map(|spend| weight(spend / weekly)).collect();
            return Shares { mode: Mode::ByCurves, weights, reasons: vec![Reason::Curve; count], floor, leader: None };
        }
        let chances: Vec<f64> = ranks.iter().map(|rank| rank.best).collect();
        let mut weights: Vec<u64> =
            matched(&chances, f64::from(exploration.0) / 10_000.0).into_iter().map(weight).collect();
        let leads = |&place: &usize| candidates[live[place]].enough && leads(&ranks[place]);
        let Some(leader) = (0..count).find(leads) else {
            let reasons = vec![Reason::Chance; count];
            return Shares { mode: Mode::ByChance, weights, reasons, floor, leader: None };
        };
        if candidates[live[leader]].bursty {
            let mut reasons = vec![Reason::Chance; count];
            reasons[leader] = Reason::LeadsInBursts;
            return Shares { mode: Mode::ByChance, weights, reasons, floor, leader: None };
        }
        // All that limits leave it; what they do not, goes to the others by their chances.
        weights[leader] = u64::from(u32::MAX) * 1_000_000_000;
        let mut reasons = vec![Reason::Explored; count];
        reasons[leader] = Reason::Leads;
        let on = candidates[live[leader]].channel;
        Shares { mode: Mode::Concentrate { on }, weights, reasons, floor, leader: Some(leader) }
    }
}

/// What limits follow from.
struct Ground<'a> {
    money: Money,
    whole: Money,
    limits: Limits,
    weeks: Option<f64>,
    target: Option<f64>,
    shares: &'a Shares,
    live: usize,
    /// The median cost of a result of the best channel that does not lead.
    runner_up: Option<f64>,
}

impl Ground<'_> {
    /// A channel that gets nothing.
    fn nothing(candidate: &Candidate) -> Move {
        Move {
            channel: candidate.channel,
            from: candidate.from,
            to: Money::ZERO,
            reason: candidate.stop.map_or(Reason::Unknown, Reason::Stopped),
            bound: None,
            floor: Money::ZERO,
            cap: Money::ZERO,
            best: None,
        }
    }

    /// A live channel with its floor and cap; `bound` is what the cap comes from.
    fn limited(&self, candidate: &Candidate, place: usize, best: Option<f64>) -> Move {
        let mut caps = vec![((self.whole.share(self.limits.share) - candidate.bound).max(Money::ZERO), Bound::Share)];
        let leads = self.shares.leader == Some(place);
        let equal = Money::saturating(i128::from(self.money.minor()) / i128::try_from(self.live).unwrap_or(1));
        let as_it_is = candidate.from.max(self.shares.floor);
        if candidate.bursty && self.shares.mode != Mode::Equal {
            caps.push((as_it_is.max(equal), Bound::Bursty));
        }
        if let Some(marginal) = candidate.marginal.filter(|_| leads) {
            if self.target.is_some_and(|target| marginal.cost() > target) {
                caps.push((as_it_is, Bound::Dear));
            } else if self.runner_up.is_some_and(|cost| marginal.is_overtaken_by(cost)) {
                caps.push((as_it_is, Bound::Overtaken));
            }
        }
        if leads || self.shares.mode == Mode::ByCurves {
            let base = if candidate.from > Money::ZERO { candidate.from } else { equal };
            caps.push((base + base.share(self.limits.step), Bound::Step));
        }
        let target = self.target.filter(|_| self.shares.mode != Mode::Equal);
        match (target, candidate.curve, self.weeks) {
            (Some(target), Some(curve), Some(weeks)) => {
                caps.push((Money::nearest(curve.stop_spend(target) * weeks), Bound::Saturated));
            }
            (Some(target), ..) => {
                let dear = |posterior: Posterior| posterior.median_cost() > target;
                if candidate.enough && candidate.posterior.is_some_and(dear) {
                    caps.push((as_it_is, Bound::Dear));
                }
            }
            _ => {}
        }
        let (cap, bound) = caps.into_iter().min().unwrap_or((self.money, Bound::Share));
        Move {
            reason: self.shares.reasons[place],
            bound: Some(bound),
            floor: self.shares.floor.min(cap),
            cap,
            best,
            ..Ground::nothing(candidate)
        }
    }
}

/// Splits money by weights so that each part keeps within its floor and cap, and says what no part can take.
///
/// The floors add up to no more than the money. Where parts break their bounds, those that break them on the heavier
/// side are held there and the rest is split anew, as flexible boxes are laid out (CSS flexbox, 9.7).
fn fill(money: Money, weights: &[u64], bounds: &[(Money, Money)]) -> (Vec<Money>, Money) {
    let mut held: Vec<Option<Money>> = vec![None; bounds.len()];
    loop {
        let rest = money - held.iter().flatten().copied().sum();
        let free: Vec<usize> = (0..bounds.len()).filter(|&at| held[at].is_none()).collect();
        if free.is_empty() {
            return (held.into_iter().flatten().collect(), rest);
        }
        let mut of_free: Vec<u64> = free.iter().map(|&at| weights[at]).collect();
        if of_free.iter().all(|&weight| weight == 0) {
            of_free.fill(1);
        }
        let parts = split_by_weights(rest, &of_free);
        let kept = |at: usize, part: Money| part.max(bounds[at].0).min(bounds[at].1);
        let off: i128 = free.iter().zip(&parts).map(|(&at, &part)| i128::from((kept(at, part) - part).minor())).sum();
        for (&at, &part) in free.iter().zip(&parts) {
            let kept = kept(at, part);
            if off == 0 || (off > 0 && kept > part) || (off < 0 && kept < part) {
                held[at] = Some(kept);
            }
        }
    }
}

/// The edit that gives each channel's lines what it should have; `None` where they have it.
fn edit(candidates: &[Candidate], moves: &[Move], currency: Currency) -> Option<PlanEdit> {
    let mut edits = Vec::new();
    for (candidate, step) in candidates.iter().zip(moves) {
        let weight = |money: Money| u64::try_from(money.minor()).unwrap_or(0);
        let open: Vec<u64> = candidate.parts.iter().map(|part| weight(part.open)).collect();
        let all: Vec<u64> = candidate.parts.iter().map(|part| weight(part.amount)).collect();
        let nothing_open = open.iter().all(|&open| open == 0);
        let parts = split_by_weights(step.to, if nothing_open { &all } else { &open });
        for (part, to) in candidate.parts.iter().zip(parts) {
            if to != part.open {
                let line = with_amount(part.line, part.amount, part.amount - part.open + to, currency);
                edits.push(PlanEdit::Line(ListEdit::Replace(Box::new(line))));
            }
        }
    }
    (!edits.is_empty()).then_some(PlanEdit::Batch(edits))
}

/// The line with another amount: its quantity follows at the same price, or at the nearest price that makes the amount
/// exact; amounts placed by hand and expected results follow in proportion.
fn with_amount(line: &Line, before: Money, amount: Money, currency: Currency) -> Line {
    let mut line = line.clone();
    let (quantity, price) = exact(amount, line.unit_price.unwrap_or_default(), currency);
    (line.quantity, line.unit_price) = (Some(quantity), Some(price));
    if let Timing::ByHand { parts } = &mut line.timing
        && parts.iter().map(|part| part.amount).sum::<Money>() == before
    {
        let weights: Vec<u64> = parts.iter().map(|part| part.amount.minor().unsigned_abs()).collect();
        for (part, amount) in parts.iter_mut().zip(split_by_weights(amount, &weights)) {
            part.amount = amount;
        }
    }
    for ExpectedResult { count, .. } in &mut line.expected {
        let whole = count.is_whole();
        let scaled = i128::from(count.ten_thousandths()) * i128::from(amount.minor());
        let scaled = div_half_away(scaled, i128::from(before.minor()));
        *count = Decimal::saturating(if whole { div_half_away(scaled, 10_000) * 10_000 } else { scaled });
    }
    line
}

/// Quantity and unit price whose product is exactly the amount: at the price given where four decimals of quantity allow
/// it, else at the nearest price found, else one of the whole amount.
fn exact(amount: Money, price: Decimal, currency: Currency) -> (Decimal, Decimal) {
    const TRIES: i64 = 200;
    let is_exact = |quantity: Decimal, price: Decimal| Money::of(quantity, price, currency) == Some(amount);
    let whole = amount.to_decimal(currency).unwrap_or_default();
    let over = |by: Decimal| {
        let by = i128::from(by.ten_thousandths());
        (by > 0).then(|| Decimal::saturating(div_half_away(i128::from(whole.ten_thousandths()) * 10_000, by)))
    };
    if let Some(quantity) = over(price) {
        if is_exact(quantity, price) {
            return (quantity, price);
        }
        for step in 0..TRIES {
            // 0, 1, −1, 2, −2 …
            let off = if step % 2 == 1 { (step + 1) / 2 } else { -step / 2 };
            let Some(near) = Decimal::from_ten_thousandths(quantity.ten_thousandths() + off) else { continue };
            match over(near) {
                Some(price) if is_exact(near, price) => return (near, price),
                _ => {}
            }
        }
    }
    (Decimal::from_int(1).unwrap_or_default(), whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::channel::Channel;
    use crate::plan::edit::apply;
    use crate::plan::id::Id;
    use crate::plan::metric::{Metric, MetricDefinition};
    use crate::plan::trial::TrialDay;
    use chrono::Days;
    use proptest::prelude::*;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }
    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn today() -> NaiveDate {
        day("2027-04-26")
    }

    /// A plan of eight weeks from today, with one channel and one test of four weeks for each triple: money left, money
    /// of the test, its results; without money it is not counted yet.
    fn plan_of(channels: &[(i64, i64, u32)]) -> Plan {
        let mut next = 900;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-29")), Some(day("2027-06-20")));
        for (bits, &(left, spend, results)) in (1..).zip(channels) {
            let channel = Id::from_bits(bits);
            plan.strategy.channels.push(Channel::new(channel, None));
            let mut trial = Trial::new(Id::from_bits(100 + bits), channel);
            (trial.first, trial.last) = (Some(day("2027-03-29")), Some(day("2027-04-25")));
            if spend > 0 {
                (trial.spend, trial.results) = (Some(money(spend)), Some(results));
            }
            plan.strategy.trials.push(trial);
            let mut line = Line::new(Id::from_bits(200 + bits));
            line.channel = Some(channel);
            (line.quantity, line.unit_price) = (Decimal::from_int(1), money(left).to_decimal(Currency::CNY));
            plan.budget.lines.push(line);
        }
        plan
    }
    fn all(plan: &Plan) -> Vec<LineId> {
        plan.budget.lines.iter().map(|line| line.id).collect()
    }
    fn of(plan: &Plan) -> Result<Advice, NoAdvice> {
        advise(plan, &Ledger::of(plan), &all(plan), Limits::default(), today())
    }
    fn to(advice: &Advice) -> Vec<i64> {
        advice.moves.iter().map(|step| step.to.minor()).collect()
    }
    fn amounts(plan: &Plan) -> Vec<i64> {
        plan.budget.lines.iter().map(|line| plan.amount(line).unwrap().minor()).collect()
    }
    const FREE: Limits = Limits { share: BasisPoints::WHOLE, step: BasisPoints(1_000_000) };

    #[test]
    fn the_worked_four_channels_get_their_worked_money() {
        let plan =
            plan_of(&[(250_000, 240_000, 96), (250_000, 200_000, 70), (250_000, 150_000, 41), (250_000, 90_000, 9)]);
        let advice = advise(&plan, &Ledger::of(&plan), &all(&plan), FREE, today()).unwrap();
        assert_eq!((advice.mode, to(&advice)), (Mode::ByChance, vec![686_825, 204_275, 58_900, 50_000]));
        assert_eq!(advice.moves[0].reason, Reason::Chance);
        let shares = matched(&[0.796_031_019_6, 0.192_844_133_6, 0.011_124_554_8, 2.921e-7], 0.2);
        for (share, wanted) in shares.iter().zip([0.686_824_815_7, 0.204_275_306_9, 0.058_899_643_8, 0.050_000_233_7]) {
            assert!((share - wanted).abs() < 1e-9);
        }
        let mut after = plan.clone();
        apply(&mut after, advice.edit.unwrap()).unwrap();
        assert_eq!(amounts(&after), [686_825, 204_275, 58_900, 50_000]);
        // Unconfirmed, no channel has more than 60 %.
        let advice = of(&plan).unwrap();
        assert_eq!((advice.moves[0].to, advice.moves[0].bound), (money(600_000), Some(Bound::Share)));
        assert_eq!(advice.unspent, Money::ZERO);
    }

    #[test]
    fn while_unknown_each_has_the_same() {
        let advice = of(&plan_of(&[(100, 0, 0), (5_000, 10_000, 80), (300, 10_000, 2)])).unwrap();
        assert_eq!((advice.mode, to(&advice)), (Mode::Equal, vec![1_800, 1_800, 1_800]));
        assert!(advice.moves.iter().all(|step| step.reason == Reason::Unknown && step.bound.is_none()));
        let even = of(&plan_of(&[(500, 0, 0), (500, 0, 0)])).unwrap();
        assert_eq!((even.edit, even.unspent), (None, Money::ZERO));
    }

    #[test]
    fn money_goes_to_the_one_that_leads_step_by_step() {
        let mut plan = plan_of(&[(200_000, 100_000, 90), (200_000, 100_000, 40), (600_000, 100_000, 35)]);
        let advice = of(&plan).unwrap();
        assert_eq!(advice.mode, Mode::Concentrate { on: Id::from_bits(1) });
        // Raised by half; the others share the rest, none of them above 60 %.
        let [first, second, third] = advice.moves.as_slice() else { panic!() };
        assert_eq!((first.to, first.bound, first.reason), (money(300_000), Some(Bound::Step), Reason::Leads));
        assert_eq!((second.reason, second.floor), (Reason::Explored, money(66_666)));
        assert_eq!(second.to + third.to, money(700_000));
        let advice = advise(&plan, &Ledger::of(&plan), &all(&plan), FREE, today()).unwrap();
        assert_eq!(to(&advice), [866_668, 66_666, 66_666]);
        assert_eq!(advice.moves[1].bound, Some(Bound::Exploration));
        // Results in bursts are no ground to concentrate on.
        let days = (0..28).map(|at| TrialDay {
            on: day("2027-03-29") + Days::new(at),
            spend: money(100_000 / 28),
            results: if at % 7 == 0 { 22 } else { 0 },
        });
        plan.strategy.trials[0].days = days.collect();
        let advice = of(&plan).unwrap();
        assert_eq!(advice.mode, Mode::ByChance);
        assert!(advice.moves[0].cap <= money(333_333), "{:?}", advice.moves[0]);
    }

    #[test]
    fn a_channel_whose_further_results_cost_more_than_the_next_ones_is_not_raised() {
        let mut plan = plan_of(&[(200_000, 100_000, 90), (200_000, 100_000, 40)]);
        let mut second = plan.strategy.trials[0].clone();
        (second.id, second.spend, second.results) = (Id::from_bits(150), Some(money(200_000)), Some(100));
        plan.strategy.trials.push(second);
        let advice = of(&plan).unwrap();
        assert_eq!(advice.mode, Mode::Concentrate { on: Id::from_bits(1) });
        assert_eq!((to(&advice), advice.moves[0].bound), (vec![200_000, 200_000], Some(Bound::Overtaken)));
        plan.strategy.rule.target_cost = Some(money(5_000));
        assert_eq!(of(&plan).unwrap().moves[0].bound, Some(Bound::Saturated));
        plan.basics.last_day = None;
        assert_eq!(of(&plan).unwrap().moves[0].bound, Some(Bound::Dear));
    }

    #[test]
    fn where_every_channel_is_stopped_all_the_money_stays() {
        let mut plan = plan_of(&[(100_000, 60_000, 0), (50_000, 100_000, 40)]);
        plan.strategy.rule.target_cost = Some(money(1_500));
        let advice = of(&plan).unwrap();
        assert_eq!((to(&advice), advice.unspent), (vec![0, 0], money(150_000)));
        apply(&mut plan, advice.edit.unwrap()).unwrap();
        assert_eq!(amounts(&plan), [0, 0]);
    }

    #[test]
    fn what_cost_nothing_cannot_be_measured_by_money() {
        let mut plan = plan_of(&[(100_000, 100_000, 90), (100_000, 100_000, 40), (100_000, 1, 9)]);
        plan.strategy.trials[2].spend = Some(Money::ZERO);
        let advice = of(&plan).unwrap();
        assert_eq!(advice.left_out, [(Id::from_bits(203), LeftOut::Untested)]);
        assert_eq!((advice.money, advice.moves.len()), (money(200_000), 2));
    }

    #[test]
    fn what_costs_too_much_is_stopped_or_not_raised() {
        let mut plan = plan_of(&[(100_000, 60_000, 0), (100_000, 100_000, 40), (100_000, 100_000, 95)]);
        plan.strategy.rule.target_cost = Some(money(1_500));
        let advice = of(&plan).unwrap();
        let reasons: Vec<_> = advice.moves.iter().map(|step| step.reason).collect();
        assert_eq!(reasons, [Reason::Stopped(StopReason::InVain), Reason::Stopped(StopReason::TooDear), Reason::Leads]);
        // Half as much again is all that the one left may take at once.
        assert_eq!((to(&advice), advice.unspent), (vec![0, 0, 150_000], money(150_000)));
        assert_eq!(advice.moves[2].bound, Some(Bound::Step));
        let mut plan = plan_of(&[(100_000, 120_000, 60), (300_000, 125_000, 70)]);
        plan.strategy.rule.target_cost = Some(money(1_900));
        let advice = of(&plan).unwrap();
        assert_eq!((advice.moves[0].to, advice.moves[0].bound), (money(100_000), Some(Bound::Dear)));
    }

    /// Two tests of a channel, whose curve is 450 results a week at most, half of them for 2,000.00.
    fn with_curve(plan: &mut Plan, channel: usize) {
        let id = plan.strategy.channels[channel].id;
        plan.strategy.trials.retain(|trial| trial.channel != id);
        for (bits, spend, results) in [(300, 400_000, 600), (301, 800_000, 900)] {
            let mut trial = Trial::new(Id::from_bits(bits + 10 * channel as u64), id);
            (trial.first, trial.last) = (Some(day("2027-03-29")), Some(day("2027-04-25")));
            (trial.spend, trial.results) = (Some(money(spend)), Some(results));
            plan.strategy.trials.push(trial);
        }
    }

    #[test]
    fn two_levels_of_spend_show_where_to_stop() {
        let mut plan = plan_of(&[(4_000_000, 1, 1), (4_000_000, 1, 1)]);
        with_curve(&mut plan, 0);
        with_curve(&mut plan, 1);
        let advice = of(&plan).unwrap();
        assert_eq!((advice.mode, advice.weeks, to(&advice)), (Mode::ByCurves, Some(8.0), vec![4_000_000, 4_000_000]));
        plan.strategy.rule.target_cost = Some(money(1_000));
        let advice = of(&plan).unwrap();
        // √(450 · 200,000 · 1,000) − 200,000 a week = 1,000.00; for eight weeks.
        assert_eq!((to(&advice), advice.unspent), (vec![800_000, 800_000], money(6_400_000)));
        assert!(advice.moves.iter().all(|step| step.bound == Some(Bound::Saturated)));
        let mut after = plan.clone();
        apply(&mut after, advice.edit.unwrap()).unwrap();
        assert_eq!(amounts(&after), [800_000, 800_000]);
        // Without days nothing is known of a week.
        plan.basics.last_day = None;
        assert_ne!(of(&plan).unwrap().mode, Mode::ByCurves);
    }

    #[test]
    fn without_anything_to_move_it_says_so() {
        assert_eq!(of(&plan_of(&[])), Err(NoAdvice::NoTests));
        assert_eq!(of(&plan_of(&[(100, 100, 50)])), Err(NoAdvice::OneChannel(Id::from_bits(1))));
        let mut plan = plan_of(&[(100, 100, 50), (200, 100, 60)]);
        for line in &mut plan.budget.lines {
            line.actual = Some(money(500));
        }
        assert_eq!(of(&plan), Err(NoAdvice::NothingOpen));
        let lines = &mut plan.budget.lines;
        lines[0].status = LineStatus::Paid;
        lines[1].channel = None;
        let left_out = [LeftOut::Settled, LeftOut::NoChannel].into_iter();
        let left_out = all(&plan).into_iter().zip(left_out).collect();
        assert_eq!(of(&plan), Err(NoAdvice::NoLines(left_out)));
        assert!(movable(&plan, &Ledger::of(&plan), None).is_empty());
        let gone = advise(&plan, &Ledger::of(&plan), &[Id::from_bits(7)], FREE, today());
        assert_eq!(gone, Err(NoAdvice::NoLines(vec![(Id::from_bits(7), LeftOut::Gone)])));
    }

    #[test]
    fn what_is_ordered_or_spent_stays_and_the_rest_of_the_line_follows() {
        let mut plan = plan_of(&[(100_000, 100_000, 90), (100_000, 100_000, 30)]);
        let definition = MetricDefinition::Dictionary("new_followers".to_owned());
        plan.goals.metrics.push(Metric::new(Id::from_bits(1), definition));
        let line = &mut plan.budget.lines[1];
        (line.quantity, line.unit_price) = (Decimal::from_int(10), Decimal::from_int(100));
        (line.committed, line.actual) = (Some(money(15_000)), Some(money(25_000)));
        line.expected = vec![ExpectedResult { metric: Id::from_bits(1), count: Decimal::from_int(50).unwrap() }];
        let part = |on, amount| super::super::cycle::DatedAmount { on: day(on), amount: money(amount) };
        line.timing = Timing::ByHand { parts: vec![part("2027-05-01", 75_000), part("2027-06-01", 25_000)] };
        let advice = of(&plan).unwrap();
        assert_eq!((advice.money, advice.moves[1].from), (money(160_000), money(60_000)));
        let mut after = plan.clone();
        let back = apply(&mut after, advice.edit.clone().unwrap()).unwrap();
        let line = &after.budget.lines[1];
        let amount = money(40_000) + advice.moves[1].to;
        assert_eq!((after.amount(line), line.unit_price), (Ok(amount), Decimal::from_int(100)));
        let Timing::ByHand { parts } = &line.timing else { panic!() };
        assert_eq!(parts.iter().map(|part| part.amount).sum::<Money>(), amount);
        assert_eq!(line.expected[0].count.ten_thousandths() / 10_000, (amount.minor() + 1_000) / 2_000);
        apply(&mut after, back).unwrap();
        assert_eq!(after, plan);
    }

    #[test]
    fn amounts_are_exact_at_any_price() {
        for (amount, price) in [(3_000_000, 18_000_000), (1, 70_000), (99_999_999, 12_345_678), (0, 10_000), (700, 0)] {
            let price = Decimal::from_ten_thousandths(price).unwrap();
            let (quantity, found) = exact(money(amount), price, Currency::CNY);
            assert_eq!(Money::of(quantity, found, Currency::CNY), Some(money(amount)));
        }
        let posts = exact(money(3_060_000), Decimal::from_int(1_800).unwrap(), Currency::CNY);
        assert_eq!(posts, (Decimal::from_int(17).unwrap(), Decimal::from_int(1_800).unwrap()));
    }

    #[test]
    fn the_example_is_not_concentrated_on_a_weekend() {
        let file: serde_json::Value = serde_json::from_str(include_str!("catalogue/examples/o2o.en.json")).unwrap();
        let plan: Plan = serde_json::from_value(file["plan"].clone()).unwrap();
        let ledger = Ledger::of(&plan);
        let chosen = movable(&plan, &ledger, Some(plan.phases[1].id));
        let advice = advise(&plan, &ledger, &chosen, Limits::default(), today()).unwrap();
        assert_eq!(advice.mode, Mode::ByChance);
        assert_eq!(advice.moves.iter().map(|step| step.to).sum::<Money>() + advice.unspent, advice.money);
        // 45 followers for 2,700.00: at 20.00 each, stop.
        let weibo =
            plan.strategy.channels.iter().find(|channel| channel.catalogue.as_deref() == Some("weibo")).unwrap();
        let weibo = advice.moves.iter().find(|step| step.channel == weibo.id).unwrap();
        assert_eq!((weibo.reason, weibo.to), (Reason::Stopped(StopReason::TooDear), Money::ZERO));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(80))]
        #[test]
        fn every_coin_is_placed_within_the_limits(
            channels in prop::collection::vec((0i64..3_000_000, 0i64..900_000, 0u32..400), 2..6),
            curves in prop::collection::vec(any::<bool>(), 6),
            bound in prop::collection::vec(0i64..1_500_000, 6),
            target in prop::option::of(1i64..6_000),
            exploration in 0u32..12_000,
            limits in (0u32..12_000, 0u32..20_000),
            price in 1i64..90_000_000,
        ) {
            let mut plan = plan_of(&channels);
            for (at, bound) in bound.iter().take(channels.len()).enumerate() {
                plan.budget.lines[at].actual = Some(money(*bound));
                if curves[at] {
                    with_curve(&mut plan, at);
                }
            }
            // A second line on the first channel, at an awkward price.
            let mut line = Line::new(Id::from_bits(999));
            line.channel = Some(plan.strategy.channels[0].id);
            (line.quantity, line.unit_price) = (Decimal::from_ten_thousandths(33_333), Decimal::from_ten_thousandths(price));
            plan.budget.lines.push(line);
            plan.strategy.rule.target_cost = target.map(money);
            plan.strategy.rule.exploration = BasisPoints(exploration);
            let limits = Limits { share: BasisPoints(limits.0), step: BasisPoints(limits.1) };
            let ledger = Ledger::of(&plan);
            let Ok(advice) = advise(&plan, &ledger, &all(&plan), limits, today()) else { return Ok(()) };
            prop_assert_eq!(&advise(&plan, &ledger, &all(&plan), limits, today()).unwrap(), &advice);
            prop_assert_eq!(advice.moves.iter().map(|step| step.to).sum::<Money>() + advice.unspent, advice.money);
            prop_assert_eq!(advice.moves.iter().map(|step| step.from).sum::<Money>(), advice.money);
            prop_assert!(advice.unspent >= Money::ZERO);
            for step in &advice.moves {
                prop_assert!(step.floor <= step.to && step.to <= step.cap, "{:?}", step);
            }
            if let Some(edit) = advice.edit {
                let sum = |plan: &Plan| amounts(plan).into_iter().sum::<i64>();
                let mut after = plan.clone();
                let back = apply(&mut after, edit).unwrap();
                prop_assert_eq!(sum(&after), sum(&plan) - advice.unspent.minor());
                let again = Ledger::of(&after);
                for (line, figures) in after.budget.lines.iter().zip(again.lines()) {
                    prop_assert!(figures.amount.unwrap() >= Money::ZERO, "{:?}", line);
                }
                apply(&mut after, back).unwrap();
                prop_assert_eq!(after, plan);
            }
        }
    }
}
