//! The lines that can take part in advice, and what is known about their channels.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::budget::ledger::LineFigures;
use crate::plan::goals::funding_gap::counts_for;
use crate::plan::model::budget::{Category, LineItem, LineStatus};
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::metric::MetricId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::strategy::comparison::{
    StopReason, TestOutcome, TestVerdict, compare_counted, saturation_curve, spend_levels,
};
use crate::plan::strategy::posterior::{ObservedResults, Posterior, Prior};
use crate::plan::strategy::reallocation::ExclusionReason;
use crate::plan::strategy::saturation::{MarginalReturn, Saturation};
use crate::plan::strategy::steadiness::SteadinessGrade;

/// What decides whether a line can take part in advice.
pub(super) struct Eligibility {
    /// Channels whose tests cost money.
    pub tested: BTreeSet<ChannelId>,
    /// The metrics whose results the tests count.
    results: Vec<MetricId>,
}

impl Eligibility {
    pub(super) fn of(plan: &Plan, tests: &[ChannelTest]) -> Eligibility {
        let costs = |test: &&ChannelTest| test.spent().is_none_or(|spend| spend > Money::ZERO);
        let tested = tests.iter().filter(costs).map(|test| test.channel).collect();
        Eligibility { tested, results: counts_for(plan, plan.strategy.rule.metric) }
    }

    /// Whether a line has expected results, but none of the result that the tests count.
    fn is_for_another_result(&self, line: &LineItem) -> bool {
        let mut named = line.expected.iter().filter(|expected| expected.count > Decimal::ZERO).peekable();
        named.peek().is_some() && named.all(|expected| !self.results.contains(&expected.metric))
    }
}

/// A line that can take part in advice.
pub(super) struct EligibleLine<'a> {
    pub line: &'a LineItem,
    pub channel: ChannelId,
    pub amount: Money,
    /// The part of it that is neither committed nor spent.
    pub open: Money,
}

impl<'a> EligibleLine<'a> {
    pub(super) fn of(
        plan: &Plan,
        eligibility: &Eligibility,
        line: &'a LineItem,
        figures: &LineFigures,
    ) -> Result<EligibleLine<'a>, ExclusionReason> {
        if line.category == Category::Contingency {
            return Err(ExclusionReason::Contingency);
        }
        let channel = line.channel.ok_or(ExclusionReason::NoChannel)?;
        if !eligibility.tested.contains(&channel) {
            return Err(ExclusionReason::Untested);
        }
        if eligibility.is_for_another_result(line) {
            return Err(ExclusionReason::OtherResult);
        }
        if let Some(currency) = line.currency.filter(|currency| *currency != plan.basics.currency) {
            return Err(ExclusionReason::ForeignCurrency(currency));
        }
        let amount = figures.amount.map_err(ExclusionReason::NoAmount)?;
        if line.status == LineStatus::Paid || amount <= Money::ZERO {
            return Err(ExclusionReason::Settled);
        }
        let open = (amount - figures.committed - figures.actual).clamp(Money::ZERO, amount);
        Ok(EligibleLine { line, channel, amount, open })
    }
}

/// A channel under test and its chosen lines.
pub(super) struct Candidate<'a> {
    pub channel: ChannelId,
    pub parts: Vec<EligibleLine<'a>>,
    pub from: Money,
    /// The part of its lines that is committed or spent.
    pub settled: Money,
    observed: Vec<ObservedResults>,
    /// Whether one of its tests has the minimum data of the test rule.
    pub enough: bool,
    /// Whether one of its tests has won.
    pub won: bool,
    pub bursty: bool,
    pub stop: Option<StopReason>,
    pub curve: Option<Saturation>,
    /// The marginal return between its two highest levels of spend.
    pub marginal: Option<MarginalReturn>,
    pub posterior: Option<Posterior>,
}

/// The channels of the lines, in the plan's order.
pub(super) fn of<'a>(
    plan: &Plan,
    counted: &[ChannelTest],
    parts: Vec<EligibleLine<'a>>,
    today: NaiveDate,
) -> Vec<Candidate<'a>> {
    let rule = &plan.strategy.rule;
    let outcomes = compare_counted(plan, counted, today);
    let mut by_channel: BTreeMap<ChannelId, Vec<EligibleLine>> = BTreeMap::new();
    for part in parts {
        by_channel.entry(part.channel).or_default().push(part);
    }
    let candidate = |channel: &Channel| {
        let parts = by_channel.remove(&channel.id)?;
        let tests = || counted.iter().filter(|test| test.channel == channel.id);
        let verdicts = || outcomes.iter().filter(|found| found.channel == channel.id).map(|found| found.verdict);
        let from = parts.iter().map(|part| part.open).sum();
        Some(Candidate {
            channel: channel.id,
            from,
            settled: parts.iter().map(|part| part.amount).sum::<Money>() - from,
            parts,
            observed: tests().filter_map(ChannelTest::observed).collect(),
            enough: verdicts().any(is_judged),
            won: verdicts().any(|verdict| matches!(verdict, TestVerdict::Winner { .. })),
            bursty: outcomes
                .iter()
                .any(|found: &TestOutcome| found.channel == channel.id && found.grade == Some(SteadinessGrade::Bursty)),
            stop: stop(verdicts()),
            curve: saturation_curve(tests(), rule, today),
            marginal: match spend_levels(tests(), rule, today).as_slice() {
                [.., lower, higher] => MarginalReturn::between(lower, higher),
                _ => None,
            },
            posterior: None,
        })
    };
    plan.strategy.channels.iter().filter_map(candidate).collect()
}

/// Whether a verdict is based on the minimum data of the test rule.
fn is_judged(verdict: TestVerdict) -> bool {
    !matches!(verdict, TestVerdict::NotCounted | TestVerdict::CostsNothing | TestVerdict::TooEarly(_))
}

/// A channel is stopped if all of its tests with data are.
fn stop(verdicts: impl Iterator<Item = TestVerdict>) -> Option<StopReason> {
    let mut reason = None;
    for verdict in verdicts {
        match verdict {
            TestVerdict::NotCounted | TestVerdict::CostsNothing => {}
            TestVerdict::Stop(why) => reason = reason.or(Some(why)),
            _ => return None,
        }
    }
    reason
}

/// Computes the posterior of each candidate.
pub(super) fn fit_posteriors(tests: &[ChannelTest], candidates: &mut [Candidate], target: Option<f64>) {
    // The prior is pooled over all tests of the plan, as in the comparison that is shown to the planner.
    let all: Vec<ObservedResults> = tests.iter().filter_map(ChannelTest::observed).collect();
    let Some(prior) = Prior::pooled(&all, target) else { return };
    for candidate in candidates {
        candidate.posterior = Some(Posterior::of(prior, &candidate.observed));
    }
}
