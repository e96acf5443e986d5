//! Filtering, sorting and grouping of the budget's line items for display.
//!
//! Grouped by cycle, a line item appears under every cycle that has a part of its amount, with that part, so that the
//! sums of the groups are those of the cycles. Must not change the plan.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::budget::ledger::Ledger;
//! use groundswell_core::plan::budget::line_view::{LineView, SortBy, arrange};
//! use groundswell_core::plan::model::budget::LineItem;
//! use groundswell_core::plan::model::id::Id;
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! for (bits, description) in [(8, "Posters"), (9, "Booth")] {
//!     let line = LineItem { description: description.to_owned(), ..LineItem::new(Id::from_bits(bits)) };
//!     plan.budget.lines.push(line);
//! }
//! let view = LineView { order: Some((SortBy::Description, false)), ..LineView::default() };
//! assert_eq!(arrange(&plan, &Ledger::of(&plan), &view, &|_| true).matching, [1, 0]);
//! ```

use std::cmp::Ordering;

use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, LineFigures};
use crate::plan::model::budget::{Category, LineItem, LineItemId, LineStatus};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;

/// What line items can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// The description, in code point order of its lower-case form.
    Description,
    /// The phase, in the plan's order; lines without one last.
    Phase,
    /// The channel, in the plan's order; lines without one last.
    Channel,
    /// The category, in the order in which they are offered.
    Category,
    /// The quantity.
    Quantity,
    /// The unit price.
    UnitPrice,
    /// The amount; lines without one last.
    Amount,
    /// The status.
    Status,
    /// The committed amount.
    Committed,
    /// The spent amount.
    Actual,
    /// The remaining amount.
    Available,
    /// The owner, as the description.
    Owner,
}

/// What line items can be grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// No groups.
    #[default]
    Nothing,
    /// Phases.
    Phase,
    /// Channels.
    Channel,
    /// Categories.
    Category,
    /// Promotion cycles.
    Cycle,
}

impl GroupBy {
    /// Every grouping, in the order in which they are offered.
    pub const ALL: [GroupBy; 5] =
        [GroupBy::Nothing, GroupBy::Phase, GroupBy::Channel, GroupBy::Category, GroupBy::Cycle];
}

/// The heading of a group of line items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// A phase, or none.
    Phase(Option<PhaseId>),
    /// A channel, or none.
    Channel(Option<ChannelId>),
    /// A category.
    Category(Category),
    /// A cycle by its index from 0; `None` for amounts outside all cycles.
    Cycle(Option<usize>),
}

/// A filter, an order and a grouping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineView {
    /// Only lines that contain this text, see [`arrange`].
    pub text: String,
    /// Only lines of this phase.
    pub phase: Option<PhaseId>,
    /// Only lines on this channel.
    pub channel: Option<ChannelId>,
    /// Only lines of this category.
    pub category: Option<Category>,
    /// Only lines with this status.
    pub status: Option<LineStatus>,
    /// The sort key, and whether the order is descending; `None` for the order of entry.
    pub order: Option<(SortBy, bool)>,
    /// The grouping.
    pub group: GroupBy,
    /// Headings of collapsed groups.
    pub folded: Vec<Heading>,
}

impl LineView {
    /// Whether it has a filter.
    pub fn filters(&self) -> bool {
        !self.text.trim().is_empty()
            || self.phase.is_some()
            || self.channel.is_some()
            || self.category.is_some()
            || self.status.is_some()
    }

    /// Whether the lines are in the order of entry, without groups.
    pub fn is_as_entered(&self) -> bool {
        self.order.is_none() && self.group == GroupBy::Nothing
    }

    fn shows(&self, line: &LineItem) -> bool {
        self.phase.is_none_or(|phase| line.phase == Some(phase))
            && self.channel.is_none_or(|channel| line.channel == Some(channel))
            && self.category.is_none_or(|category| line.category == category)
            && self.status.is_none_or(|status| line.status == status)
    }
}

/// The part of a line item that a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePart {
    /// The whole amount.
    Whole,
    /// The part in a cycle, by its index from 0.
    Cycle(usize),
    /// The part outside all cycles.
    Outside,
}

/// A row of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineViewRow {
    /// A heading, by its index in [`Arrangement::headings`].
    Heading(usize),
    /// A line item, or a part of it where it appears under several headings.
    LineItem {
        /// Its index in the plan.
        at: usize,
        /// The part shown.
        part: LinePart,
    },
}

/// The line items as shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The rows in their order.
    pub rows: Vec<LineViewRow>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// Indices of the lines that match the filter, each once, in order.
    pub matching: Vec<usize>,
    /// The plan's lines at the time, see [`Arrangement::is_current`].
    lines: Vec<LineItemId>,
}

impl Arrangement {
    /// Whether the plan still has the same lines in the same order. The rows then stay valid even where values changed, so
    /// that a row does not move away while it is being edited.
    pub fn is_current(&self, plan: &Plan) -> bool {
        let lines = &plan.budget.lines;
        lines.len() == self.lines.len() && lines.iter().zip(&self.lines).all(|(line, id)| line.id == *id)
    }
}

/// Arranges the plan's lines. `contains_text` says whether a line, as it is shown, contains the view's text.
pub fn arrange(
    plan: &Plan,
    ledger: &Ledger,
    view: &LineView,
    contains_text: &dyn Fn(&LineItem) -> bool,
) -> Arrangement {
    let lines = &plan.budget.lines;
    let search = !view.text.trim().is_empty();
    let mut matching: Vec<usize> =
        (0..lines.len()).filter(|&at| view.shows(&lines[at]) && (!search || contains_text(&lines[at]))).collect();
    if let Some((by, descending)) = view.order {
        let plan_order = PlanOrder::of(plan);
        let names: Vec<String> = match by {
            SortBy::Description => lines.iter().map(|line| line.description.to_lowercase()).collect(),
            SortBy::Owner => lines.iter().map(|line| line.owner.to_lowercase()).collect(),
            _ => Vec::new(),
        };
        // Lines without a value come last in both directions.
        matching.sort_by(|&one, &other| {
            if !names.is_empty() {
                return last_if(names[one].is_empty(), names[other].is_empty())
                    .then_with(|| directed(names[one].cmp(&names[other]), descending));
            }
            let (one, other) = (plan_order.key(plan, ledger, one, by), plan_order.key(plan, ledger, other, by));
            last_if(one.is_none(), other.is_none()).then_with(|| directed(one.cmp(&other), descending))
        });
    }
    let (headings, rows) = grouped(plan, ledger, view, &matching);
    Arrangement { rows, headings, matching, lines: lines.iter().map(|line| line.id).collect() }
}

fn last_if(one: bool, other: bool) -> Ordering {
    one.cmp(&other)
}

fn directed(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// The order of the plan's phases and channels.
struct PlanOrder {
    phases: Vec<PhaseId>,
    channels: Vec<ChannelId>,
}

impl PlanOrder {
    fn of(plan: &Plan) -> PlanOrder {
        PlanOrder {
            phases: plan.phases.iter().map(|phase| phase.id).collect(),
            channels: plan.strategy.channels.iter().map(|channel| channel.id).collect(),
        }
    }

    fn key(&self, plan: &Plan, ledger: &Ledger, at: usize, by: SortBy) -> Option<i64> {
        let line = &plan.budget.lines[at];
        let index = |found: Option<usize>| found.and_then(|found| i64::try_from(found).ok());
        let sortable = |number: Decimal| number.to_scaled(Decimal::DECIMALS);
        match by {
            SortBy::Phase => index(self.phases.iter().position(|&id| Some(id) == line.phase)),
            SortBy::Channel => index(self.channels.iter().position(|&id| Some(id) == line.channel)),
            SortBy::Category => Some(line.category as i64),
            SortBy::Quantity => line.quantity.map(sortable),
            SortBy::UnitPrice => line.unit_price.map(sortable),
            SortBy::Amount => ledger.lines()[at].amount.ok().map(Money::minor),
            SortBy::Status => Some(line.status as i64),
            SortBy::Committed => line.committed.map(|_| ledger.lines()[at].committed.minor()),
            SortBy::Actual => line.actual.map(|_| ledger.lines()[at].actual.minor()),
            SortBy::Available => available(&ledger.lines()[at]).map(Money::minor),
            SortBy::Description | SortBy::Owner => None,
        }
    }
}

/// The remaining amount of a line: planned − committed − actual; `None` without an amount.
pub fn available(figures: &LineFigures) -> Option<Money> {
    figures.amount.ok().map(|amount| amount - figures.committed - figures.actual)
}

fn grouped(plan: &Plan, ledger: &Ledger, view: &LineView, matching: &[usize]) -> (Vec<Heading>, Vec<LineViewRow>) {
    let lines = &plan.budget.lines;
    let all: Vec<Heading> = match view.group {
        GroupBy::Nothing => {
            return (
                Vec::new(),
                matching.iter().map(|&at| LineViewRow::LineItem { at, part: LinePart::Whole }).collect(),
            );
        }
        GroupBy::Phase => {
            plan.phases.iter().map(|phase| Heading::Phase(Some(phase.id))).chain([Heading::Phase(None)]).collect()
        }
        GroupBy::Channel => {
            let channels = plan.strategy.channels.iter();
            channels.map(|channel| Heading::Channel(Some(channel.id))).chain([Heading::Channel(None)]).collect()
        }
        GroupBy::Category => Category::ALL.into_iter().map(Heading::Category).collect(),
        GroupBy::Cycle => {
            (0..ledger.cycles().len()).map(|cycle| Heading::Cycle(Some(cycle))).chain([Heading::Cycle(None)]).collect()
        }
    };
    let mut by_heading: Vec<Vec<LineViewRow>> = vec![Vec::new(); all.len()];
    for &at in matching {
        let line = &lines[at];
        let one = |heading: Heading| all.iter().position(|&other| other == heading).unwrap_or(all.len() - 1);
        let row = LineViewRow::LineItem { at, part: LinePart::Whole };
        match view.group {
            GroupBy::Nothing => {}
            GroupBy::Phase => by_heading[one(Heading::Phase(line.phase))].push(row),
            GroupBy::Channel => by_heading[one(Heading::Channel(line.channel))].push(row),
            GroupBy::Category => by_heading[one(Heading::Category(line.category))].push(row),
            GroupBy::Cycle => {
                let Some(spread) = &ledger.lines()[at].spread else {
                    by_heading[all.len() - 1].push(LineViewRow::LineItem { at, part: LinePart::Outside });
                    continue;
                };
                for (cycle, part) in spread.parts() {
                    if part != Money::ZERO {
                        by_heading[cycle].push(LineViewRow::LineItem { at, part: LinePart::Cycle(cycle) });
                    }
                }
                if spread.outside != Money::ZERO || spread.parts().all(|(_, part)| part == Money::ZERO) {
                    by_heading[all.len() - 1].push(LineViewRow::LineItem { at, part: LinePart::Outside });
                }
            }
        }
    }
    let (mut headings, mut rows) = (Vec::new(), Vec::new());
    for (heading, by_heading) in all.into_iter().zip(by_heading) {
        if by_heading.is_empty() {
            continue;
        }
        rows.push(LineViewRow::Heading(headings.len()));
        headings.push(heading);
        if !view.folded.contains(&heading) {
            rows.extend(by_heading);
        }
    }
    (headings, rows)
}

/// Sums of a group of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineSums {
    /// The number of lines.
    pub lines: usize,
    /// The planned amount; under a cycle, the parts in that cycle.
    pub planned: Money,
    /// Committed: ordered, not yet delivered.
    pub committed: Money,
    /// Spent: delivered and accepted.
    pub actual: Money,
}

impl LineSums {
    /// Planned − committed − actual.
    pub fn available(&self) -> Money {
        self.planned - self.committed - self.actual
    }

    fn add(&mut self, figures: &LineFigures, part: LinePart) {
        self.lines += 1;
        self.planned += part_of(figures, part).unwrap_or_default();
        self.committed += figures.committed;
        self.actual += figures.actual;
    }
}

/// The amount of a part of a line; `None` where the line has no amount.
pub fn part_of(figures: &LineFigures, part: LinePart) -> Option<Money> {
    match part {
        LinePart::Whole => figures.amount.ok(),
        LinePart::Cycle(cycle) => {
            let mut parts = figures.spread.as_ref()?.parts();
            Some(parts.find(|(at, _)| *at == cycle).map_or(Money::ZERO, |(_, part)| part))
        }
        LinePart::Outside => Some(figures.spread.as_ref()?.outside),
    }
}

/// The sums of all matching lines, each counted once.
pub fn sum_of_all(arrangement: &Arrangement, ledger: &Ledger) -> LineSums {
    let mut sums = LineSums::default();
    for &at in &arrangement.matching {
        if let Some(figures) = ledger.lines().get(at) {
            sums.add(figures, LinePart::Whole);
        }
    }
    sums
}

/// The sums under each heading, collapsed or not, with the current values of the lines.
pub fn sums_by_heading(arrangement: &Arrangement, plan: &Plan, ledger: &Ledger, view: &LineView) -> Vec<LineSums> {
    let mut sums = vec![LineSums::default(); arrangement.headings.len()];
    let unfolded = LineView { folded: Vec::new(), ..view.clone() };
    let rows =
        if view.folded.is_empty() { None } else { Some(grouped(plan, ledger, &unfolded, &arrangement.matching)) };
    // The rows of an arrangement with collapsed groups do not contain every line.
    let (headings, rows) = match &rows {
        Some((headings, rows)) => (headings, rows),
        None => (&arrangement.headings, &arrangement.rows),
    };
    let mut current = None;
    for row in rows {
        match *row {
            LineViewRow::Heading(number) => {
                current = arrangement.headings.iter().position(|heading| *heading == headings[number]);
            }
            LineViewRow::LineItem { at, part } => {
                if let (Some(heading), Some(figures)) = (current, ledger.lines().get(at)) {
                    sums[heading].add(figures, part);
                }
            }
        }
    }
    sums
}
