//! Filtering, sorting and grouping of the budget's line items.
//!
//! An arrangement is a way of looking, no part of the plan. Grouped by cycle, a line stands under every cycle that
//! takes part of its money, each time with that part, so that the headings' sums are the cycles'.

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
    /// What is bought, by its letters.
    Description,
    /// The phase, in the plan's order; lines of none last.
    Phase,
    /// The channel, in the plan's order; lines of none last.
    Channel,
    /// The kind of cost, in the order they are offered.
    Category,
    /// How many.
    Quantity,
    /// The price of one.
    UnitPrice,
    /// The amount; lines without one last.
    Amount,
    /// Status.
    Status,
    /// What is ordered.
    Committed,
    /// What is delivered.
    Actual,
    /// What is left.
    Available,
    /// Who answers for it, by its letters.
    Owner,
}

/// What line items can be grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// No headings.
    #[default]
    Nothing,
    /// Phases.
    Phase,
    /// Channels.
    Channel,
    /// Kinds of cost.
    Category,
    /// Promotion cycles.
    Cycle,
}

impl GroupBy {
    /// Every way, in the order they are offered.
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
    /// A kind of cost.
    Category(Category),
    /// A cycle by its number from 0; `None` for what falls outside of all.
    Cycle(Option<usize>),
}

/// A filter, an order and a grouping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Only those that hold this text, see [`arrange`].
    pub text: String,
    /// Only those of this phase.
    pub phase: Option<PhaseId>,
    /// Only those on this channel.
    pub channel: Option<ChannelId>,
    /// Only those of this kind.
    pub category: Option<Category>,
    /// Only those that have come this far.
    pub status: Option<LineStatus>,
    /// In the order of this, downwards where true; as entered where none.
    pub order: Option<(SortBy, bool)>,
    /// Under these headings.
    pub group: GroupBy,
    /// Headings whose lines are folded away.
    pub folded: Vec<Heading>,
}

impl View {
    /// Whether it leaves lines out.
    pub fn filters(&self) -> bool {
        !self.text.trim().is_empty()
            || self.phase.is_some()
            || self.channel.is_some()
            || self.category.is_some()
            || self.status.is_some()
    }

    /// Whether the lines stand as they were entered.
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
pub enum Part {
    /// All of it.
    Whole,
    /// What falls in a cycle, counted from 0.
    Cycle(usize),
    /// What falls outside of all cycles.
    Outside,
}

/// A row of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A heading, by its number.
    Heading(usize),
    /// A line, by its place in the plan; with the part that belongs to the heading where a line stands under several.
    LineItem {
        /// Its place in the plan's list.
        at: usize,
        /// The part of it that is meant.
        part: Part,
    },
}

/// The line items as shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The rows in their order.
    pub rows: Vec<Row>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The lines that fit, each once, by their places in the plan.
    pub fitting: Vec<usize>,
    /// The lines the plan had, in its order: as long as it has these, the rows hold.
    lines: Vec<LineItemId>,
}

impl Arrangement {
    /// Whether the plan still has the lines this was made of, in the same order. Then the rows stay where they are,
    /// whatever the lines say by now: a row must not run away from under the hand that changes it.
    pub fn holds(&self, plan: &Plan) -> bool {
        let lines = &plan.budget.lines;
        lines.len() == self.lines.len() && lines.iter().zip(&self.lines).all(|(line, id)| line.id == *id)
    }
}

/// Arranges the plan's lines. `says` tells whether a line, as it is shown, holds the view's text.
pub fn arrange(plan: &Plan, ledger: &Ledger, view: &View, says: &dyn Fn(&LineItem) -> bool) -> Arrangement {
    let lines = &plan.budget.lines;
    let search = !view.text.trim().is_empty();
    let mut fitting: Vec<usize> =
        (0..lines.len()).filter(|&at| view.shows(&lines[at]) && (!search || says(&lines[at]))).collect();
    if let Some((by, down)) = view.order {
        let places = Places::of(plan);
        let names: Vec<String> = match by {
            SortBy::Description => lines.iter().map(|line| line.description.to_lowercase()).collect(),
            SortBy::Owner => lines.iter().map(|line| line.owner.to_lowercase()).collect(),
            _ => Vec::new(),
        };
        // Line items without a value come last in both directions.
        fitting.sort_by(|&one, &other| {
            if !names.is_empty() {
                return last_if(names[one].is_empty(), names[other].is_empty())
                    .then_with(|| way(names[one].cmp(&names[other]), down));
            }
            let (one, other) = (places.key(plan, ledger, one, by), places.key(plan, ledger, other, by));
            last_if(one.is_none(), other.is_none()).then_with(|| way(one.cmp(&other), down))
        });
    }
    let (headings, rows) = grouped(plan, ledger, view, &fitting);
    Arrangement { rows, headings, fitting, lines: lines.iter().map(|line| line.id).collect() }
}

fn last_if(one: bool, other: bool) -> Ordering {
    one.cmp(&other)
}

fn way(order: Ordering, down: bool) -> Ordering {
    if down { order.reverse() } else { order }
}

/// Where phases and channels stand in the plan.
struct Places {
    phases: Vec<PhaseId>,
    channels: Vec<ChannelId>,
}

impl Places {
    fn of(plan: &Plan) -> Places {
        Places {
            phases: plan.phases.iter().map(|phase| phase.id).collect(),
            channels: plan.strategy.channels.iter().map(|channel| channel.id).collect(),
        }
    }

    fn key(&self, plan: &Plan, ledger: &Ledger, at: usize, by: SortBy) -> Option<i64> {
        let line = &plan.budget.lines[at];
        let place = |found: Option<usize>| found.and_then(|found| i64::try_from(found).ok());
        match by {
            SortBy::Phase => place(self.phases.iter().position(|&id| Some(id) == line.phase)),
            SortBy::Channel => place(self.channels.iter().position(|&id| Some(id) == line.channel)),
            SortBy::Category => Some(line.category as i64),
            SortBy::Quantity => line.quantity.map(Decimal::ten_thousandths),
            SortBy::UnitPrice => line.unit_price.map(Decimal::ten_thousandths),
            SortBy::Amount => ledger.lines()[at].amount.ok().map(Money::minor),
            SortBy::Status => Some(line.status as i64),
            SortBy::Committed => line.committed.map(|_| ledger.lines()[at].committed.minor()),
            SortBy::Actual => line.actual.map(|_| ledger.lines()[at].actual.minor()),
            SortBy::Available => available(&ledger.lines()[at]).map(Money::minor),
            SortBy::Description | SortBy::Owner => None,
        }
    }
}

/// What is left of a line: planned − committed − actual; `None` without an amount.
pub fn available(figures: &LineFigures) -> Option<Money> {
    figures.amount.ok().map(|amount| amount - figures.committed - figures.actual)
}

fn grouped(plan: &Plan, ledger: &Ledger, view: &View, fitting: &[usize]) -> (Vec<Heading>, Vec<Row>) {
    let lines = &plan.budget.lines;
    let all: Vec<Heading> = match view.group {
        GroupBy::Nothing => {
            return (Vec::new(), fitting.iter().map(|&at| Row::LineItem { at, part: Part::Whole }).collect());
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
    let mut under: Vec<Vec<Row>> = vec![Vec::new(); all.len()];
    for &at in fitting {
        let line = &lines[at];
        let one = |heading: Heading| all.iter().position(|&other| other == heading).unwrap_or(all.len() - 1);
        let row = Row::LineItem { at, part: Part::Whole };
        match view.group {
            GroupBy::Nothing => {}
            GroupBy::Phase => under[one(Heading::Phase(line.phase))].push(row),
            GroupBy::Channel => under[one(Heading::Channel(line.channel))].push(row),
            GroupBy::Category => under[one(Heading::Category(line.category))].push(row),
            GroupBy::Cycle => {
                let Some(spread) = &ledger.lines()[at].spread else {
                    under[all.len() - 1].push(Row::LineItem { at, part: Part::Outside });
                    continue;
                };
                for (cycle, part) in spread.parts() {
                    if part != Money::ZERO {
                        under[cycle].push(Row::LineItem { at, part: Part::Cycle(cycle) });
                    }
                }
                if spread.outside != Money::ZERO || spread.parts().all(|(_, part)| part == Money::ZERO) {
                    under[all.len() - 1].push(Row::LineItem { at, part: Part::Outside });
                }
            }
        }
    }
    let (mut headings, mut rows) = (Vec::new(), Vec::new());
    for (heading, under) in all.into_iter().zip(under) {
        if under.is_empty() {
            continue;
        }
        rows.push(Row::Heading(headings.len()));
        headings.push(heading);
        if !view.folded.contains(&heading) {
            rows.extend(under);
        }
    }
    (headings, rows)
}

/// The money of some lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineSums {
    /// How many lines.
    pub lines: usize,
    /// What they come to; under a cycle, the parts that fall in it.
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

    fn add(&mut self, figures: &LineFigures, part: Part) {
        self.lines += 1;
        self.planned += part_of(figures, part).unwrap_or_default();
        self.committed += figures.committed;
        self.actual += figures.actual;
    }
}

/// The money of a part of a line; `None` where it has no amount.
pub fn part_of(figures: &LineFigures, part: Part) -> Option<Money> {
    match part {
        Part::Whole => figures.amount.ok(),
        Part::Cycle(cycle) => {
            let mut parts = figures.spread.as_ref()?.parts();
            Some(parts.find(|(at, _)| *at == cycle).map_or(Money::ZERO, |(_, part)| part))
        }
        Part::Outside => Some(figures.spread.as_ref()?.outside),
    }
}

/// The sums of all lines that fit, each counted once. One cheap pass.
pub fn sum_of_all(arrangement: &Arrangement, ledger: &Ledger) -> LineSums {
    let mut sums = LineSums::default();
    for &at in &arrangement.fitting {
        if let Some(figures) = ledger.lines().get(at) {
            sums.add(figures, Part::Whole);
        }
    }
    sums
}

/// The sums under each heading, folded away or not, as the lines stand now.
pub fn sums_by_heading(arrangement: &Arrangement, plan: &Plan, ledger: &Ledger, view: &View) -> Vec<LineSums> {
    let mut sums = vec![LineSums::default(); arrangement.headings.len()];
    let unfolded = View { folded: Vec::new(), ..view.clone() };
    let rows = if view.folded.is_empty() { None } else { Some(grouped(plan, ledger, &unfolded, &arrangement.fitting)) };
    // Where something is folded away the rows no longer hold every line.
    let (headings, rows) = match &rows {
        Some((headings, rows)) => (headings, rows),
        None => (&arrangement.headings, &arrangement.rows),
    };
    let mut current = None;
    for row in rows {
        match *row {
            Row::Heading(number) => {
                current = arrangement.headings.iter().position(|heading| *heading == headings[number]);
            }
            Row::LineItem { at, part } => {
                if let (Some(heading), Some(figures)) = (current, ledger.lines().get(at)) {
                    sums[heading].add(figures, part);
                }
            }
        }
    }
    sums
}
