//! Sums over groups of line items, to which the figures of a line are added and from which they are subtracted.
//!
//! Kept in 128 bits, wider than [`Money`], so that adding and subtracting in any order gives the same sums. Must not know
//! which lines are in a group.

use std::ops::{AddAssign, SubAssign};

use super::{Inputs, LineFigures};
use crate::plan::model::budget::Category;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::DecimalSum;
use crate::plan::numbers::money::Money;

/// Sums of a group of line items: of a phase, of a channel, of the whole plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    planned: i128,
    contingency: i128,
    acquiring: i128,
    committed: i128,
    actual: i128,
    outstanding: i128,
    lines: usize,
    pub(super) without_amount: usize,
    pub(super) results: Vec<MetricSum>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct MetricSum {
    pub(super) count: DecimalSum,
    pub(super) cost: i128,
    pub(super) lines: usize,
}

impl Sums {
    /// Sums of no line items, for so many metrics.
    pub(super) fn empty(metrics: usize) -> Sums {
        Sums { results: vec![MetricSum::default(); metrics], ..Sums::default() }
    }

    /// The sum of the line items that have an amount.
    pub fn planned(&self) -> Money {
        Money::saturating(self.planned)
    }

    /// The planned amount of contingency.
    pub fn contingency(&self) -> Money {
        Money::saturating(self.contingency)
    }

    /// Planned without contingency: the amount that is meant to bring results.
    pub fn working(&self) -> Money {
        Money::saturating(self.planned - self.contingency)
    }

    /// The planned amount for acquiring customers: media, creators, incentives, people and content.
    pub fn acquiring(&self) -> Money {
        Money::saturating(self.acquiring)
    }

    /// Committed: ordered, not yet delivered.
    pub fn committed(&self) -> Money {
        Money::saturating(self.committed)
    }

    /// Spent: delivered and accepted.
    pub fn actual(&self) -> Money {
        Money::saturating(self.actual)
    }

    /// Planned − committed − actual; below zero where more is committed and spent than was planned.
    pub fn available(&self) -> Money {
        Money::saturating(self.planned - self.committed - self.actual)
    }

    /// Forecast cost at completion: actual + committed + the outstanding part of line items that are not paid.
    pub fn forecast(&self) -> Money {
        Money::saturating(self.actual + self.committed + self.outstanding)
    }

    /// The number of line items.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The number of line items without an amount.
    pub fn without_amount(&self) -> usize {
        self.without_amount
    }

    pub(super) fn count(&mut self, line: &LineFigures, change: Change) {
        change.number(&mut self.lines);
        change.money(&mut self.committed, line.committed);
        change.money(&mut self.actual, line.actual);
        let Ok(amount) = line.amount else {
            change.number(&mut self.without_amount);
            return;
        };
        change.money(&mut self.planned, amount);
        change.money(&mut self.outstanding, line.outstanding);
        match line.category {
            Category::Contingency => change.money(&mut self.contingency, amount),
            Category::Media | Category::Creator | Category::Incentive | Category::People | Category::Content => {
                change.money(&mut self.acquiring, amount);
            }
            _ => {}
        }
        for &(metric, count) in &line.expected {
            if let Some(sum) = self.results.get_mut(metric) {
                change.apply(&mut sum.count, count);
                change.money(&mut sum.cost, amount);
                change.number(&mut sum.lines);
            }
        }
    }
}

/// Whether the figures of a line are added to the sums or subtracted from them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Add,
    Subtract,
}

impl Change {
    pub(super) fn apply<T: AddAssign + SubAssign>(self, sum: &mut T, by: T) {
        match self {
            Change::Add => *sum += by,
            Change::Subtract => *sum -= by,
        }
    }

    pub(super) fn money(self, sum: &mut i128, by: Money) {
        self.apply(sum, i128::from(by.minor()));
    }

    pub(super) fn number(self, sum: &mut usize) {
        match self {
            Change::Add => *sum += 1,
            Change::Subtract => *sum = sum.saturating_sub(1),
        }
    }
}

/// The line items of one phase or channel, spread over the cycles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumsRow<K> {
    /// The phase or channel; `None` for line items without one.
    pub of: Option<K>,
    /// The sums of its line items, over all cycles and outside them.
    pub sums: Sums,
    parts: Vec<i128>,
    outside: i128,
}

/// A row of the table of phases and cycles.
pub type CycleRow = SumsRow<PhaseId>;
/// A row of the table of channels and cycles.
pub type ChannelRow = SumsRow<ChannelId>;

impl<K> SumsRow<K> {
    pub(super) fn new(of: Option<K>, inputs: &Inputs) -> SumsRow<K> {
        SumsRow { of, sums: inputs.empty_sums(), parts: vec![0; inputs.cycles.len()], outside: 0 }
    }

    /// The part in a cycle, counted from 0.
    pub fn part(&self, cycle: usize) -> Money {
        self.parts.get(cycle).map_or(Money::ZERO, |part| Money::saturating(*part))
    }

    /// The part in each cycle.
    pub fn parts(&self) -> impl Iterator<Item = Money> + '_ {
        self.parts.iter().map(|part| Money::saturating(*part))
    }

    /// The part outside all cycles.
    pub fn outside(&self) -> Money {
        Money::saturating(self.outside)
    }

    /// The sum of all parts: the planned amount of its line items.
    pub fn total(&self) -> Money {
        self.sums.planned()
    }

    pub(super) fn count(&mut self, line: &LineFigures, change: Change) {
        self.sums.count(line, change);
        if let Some(spread) = &line.spread {
            for (cycle, part) in spread.parts() {
                change.money(&mut self.parts[cycle], part);
            }
            change.money(&mut self.outside, spread.outside);
        }
    }
}

/// A sum with the number of amounts in it, which distinguishes an empty sum from a sum of zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CountedSum {
    pub(super) sum: i128,
    pub(super) lines: usize,
}

impl CountedSum {
    pub(super) fn count(&mut self, amount: Money, change: Change) {
        change.money(&mut self.sum, amount);
        change.number(&mut self.lines);
    }
}
