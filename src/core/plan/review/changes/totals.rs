//! The changes of a plan's totals: of the whole plan, and by phase, channel and category.

use super::Difference;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::budget::Category;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::money::Money;

/// The kinds of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalKind {
    /// The total budget.
    TotalBudget,
    /// The sum of all lines.
    Planned,
    /// The contingency.
    Contingency,
    /// The rest of the total budget.
    Free,
    /// Committed: ordered, but not delivered yet.
    Committed,
    /// Spent: delivered and accepted.
    Spent,
    /// The lines of a phase; `None` for those of the whole plan.
    Phase(Option<PhaseId>),
    /// The lines on a channel; `None` for those on none.
    Channel(Option<ChannelId>),
    /// The lines of a category.
    Category(Category),
}

/// A total in both plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalChange {
    /// Which total.
    pub of: TotalKind,
    /// Its earlier value, in the earlier plan's currency, if there was one.
    pub from: Option<Money>,
    /// Its later value, in the later plan's currency, if there is one.
    pub to: Option<Money>,
    /// The difference, if both plans have the same currency.
    pub difference: Option<Difference>,
}

impl TotalChange {
    /// Whether it is unchanged.
    pub fn is_same(&self) -> bool {
        self.from == self.to
    }
}

pub(super) fn totals(old: &Ledger, new: &Ledger, same_money: bool) -> Vec<TotalChange> {
    let figures = |ledger: &Ledger| {
        let totals = ledger.totals();
        [
            (TotalKind::TotalBudget, totals.total_budget),
            (TotalKind::Planned, Some(totals.planned)),
            (TotalKind::Contingency, Some(totals.reserve.max(totals.contingency_lines))),
            (TotalKind::Free, totals.free()),
            (TotalKind::Committed, Some(totals.committed)),
            (TotalKind::Spent, Some(totals.actual)),
        ]
    };
    let pairs = figures(old).into_iter().zip(figures(new));
    pairs.map(|((of, from), (_, to))| total(of, from, to, same_money)).collect()
}

fn total(of: TotalKind, from: Option<Money>, to: Option<Money>, same_money: bool) -> TotalChange {
    let difference = match (from, to) {
        (Some(from), Some(to)) if same_money => Difference::of_money(from, to),
        _ => None,
    };
    TotalChange { of, from, to, difference }
}

pub(super) fn shares(old: &Ledger, new: &Ledger, same_money: bool) -> Vec<TotalChange> {
    let (old, new) = (figures(old), figures(new));
    let mut shares = Vec::new();
    for &(of, to) in &new {
        let from = old.iter().find(|(other, _)| *other == of).map(|(_, amount)| *amount);
        shares.push(total(of, from, Some(to), same_money));
    }
    for &(of, from) in old.iter().filter(|(of, _)| new.iter().all(|(other, _)| other != of)) {
        shares.push(total(of, Some(from), None, same_money));
    }
    // Totals that are zero in both plans are not changes.
    let something = |amount: Option<Money>| amount.filter(|amount| *amount != Money::ZERO);
    shares.retain(|share| something(share.from) != something(share.to));
    shares
}

/// The sums of the lines by phase, by channel and by category.
fn figures(ledger: &Ledger) -> Vec<(TotalKind, Money)> {
    let phases = ledger.by_phase().iter().map(|row| (TotalKind::Phase(row.of), row.sums.planned()));
    let channels = ledger.by_channel().iter().map(|row| (TotalKind::Channel(row.of), row.sums.planned()));
    let kinds = ledger.by_category();
    let kinds = kinds.into_iter().map(|(category, amount)| (TotalKind::Category(category), amount));
    phases.chain(channels).chain(kinds).collect()
}
