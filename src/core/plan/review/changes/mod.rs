//! What has changed between two plans: which part, from what, to what, by how much.
//!
//! [`Changes::between`] reads two states of a plan (or two plans that share parts: a copy keeps the ids of its parts) and
//! gathers, part by part, what differs. Parts are matched by their identity, so a part that moved is not one that went
//! and another that came.
//!
//! What is seen of a part is said in `facts`. On purpose out of sight are: the plan's identity and that of its parts,
//! approvals (they are what is compared with), and the figures of days (what happened is no change of what was planned).

mod fields;

use std::collections::{BTreeSet, HashMap};

pub use fields::{ChangedOption, FieldContent, FieldInstance, FieldValue, TimingKind};
use fields::{DescribeFields, FieldValues};

use crate::plan::budget::ledger::Ledger;
use crate::plan::model::activity::Activity;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{Category, ExchangeRate, LineItem};
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::rounding::div_half_away;
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::places;
use crate::plan::review::places::Placed;
use crate::plan::{Plan, Step, edit};

/// A part of a plan that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is the part of that type
pub enum PlanPart {
    Basics,
    NorthStar,
    Funnel,
    BudgetSettings,
    Rule,
    Tracking,
    Audience(Id<AudienceGroup>),
    Metric(MetricId),
    Team(Id<Team>),
    Output(Id<OutputGoal>),
    Result(Id<ResultGoal>),
    Stage(Id<FunnelStage>),
    LineItem(Id<LineItem>),
    Rate(Id<ExchangeRate>),
    Channel(ChannelId),
    ChannelTest(Id<ChannelTest>),
    Phase(PhaseId),
    Activity(Id<Activity>),
    Risk(Id<Risk>),
    Group(Id<Group>),
    Feedback(Id<Feedback>),
    Partner(Id<Partner>),
    Cadence(Id<Cadence>),
    Post(Id<Post>),
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is in both plans.
    Kept,
    /// It is only in the later one.
    Added,
    /// It is only in the earlier one.
    Removed,
}

/// A part that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// Which.
    pub part: PlanPart,
    /// Its first field on the step it belongs to, in the plan that still has it.
    pub place: FindingPlace,
    /// What became of it.
    pub kind: ChangeKind,
    /// Its place in its list, from 1: before and after, where it moved among the parts that are in both plans.
    pub moved: Option<(usize, usize)>,
    /// What it comes to, of a budget line: before and after. Follows from the facts, and is no change of its own.
    pub amount: (Option<Money>, Option<Money>),
    /// What its fields said and say, where that differs; of a part that came or went, nothing.
    pub fields: Vec<FieldChange>,
}

impl PartChange {
    /// How many changes it counts for.
    pub fn count(&self) -> usize {
        usize::from(self.kind != ChangeKind::Kept) + usize::from(self.moved.is_some()) + self.fields.len()
    }

    /// Whether money changes with it.
    pub fn is_money(&self) -> bool {
        self.amount.0 != self.amount.1 || self.fields.iter().any(FieldChange::is_money)
    }
}

/// A field that does not say what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Where.
    pub place: FindingPlace,
    /// Which of several like it.
    pub of: FieldInstance,
    /// What it said; `None` for nothing.
    pub from: Option<FieldContent>,
    /// What it says; `None` for nothing.
    pub to: Option<FieldContent>,
    /// By how much, where both can be counted in the same.
    pub difference: Option<Difference>,
}

impl FieldChange {
    /// Whether it is about an amount.
    pub fn is_money(&self) -> bool {
        let is = |value: &Option<FieldContent>| {
            matches!(
                value,
                Some(FieldContent::Money(_) | FieldContent::Price(..) | FieldContent::Measured(_, Unit::Money))
            )
        };
        is(&self.from) || is(&self.to) || matches!(self.place.field, "budget-kept-back" | "phase-part")
    }
}

/// By how much one value lies above another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// How much.
    pub by: DifferenceAmount,
    /// The same in basis points of the earlier value, rounded half away from zero; `None` where that was nothing, and
    /// for days and shares, of which no share is taken.
    pub percent: Option<i64>,
}

/// A difference in the unit of what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceAmount {
    /// Of a number.
    Number(Decimal),
    /// Of a metric's value.
    Measured(Decimal, Unit),
    /// Of an amount in the plan's currency.
    Money(Money),
    /// Of a price; in the plan's currency where none is named.
    Price(Decimal, Option<Currency>),
    /// Of a share, in basis points.
    Share(i64),
    /// In days.
    Days(i64),
}

impl Difference {
    /// Of two amounts in one currency; `None` where they are the same.
    pub fn of_money(from: Money, to: Money) -> Option<Difference> {
        let by = to - from;
        let percent = percent(i128::from(by.minor()), i128::from(from.minor()));
        (by != Money::ZERO).then_some(Difference { by: DifferenceAmount::Money(by), percent })
    }

    fn of_decimal(from: Decimal, to: Decimal, wrap: impl FnOnce(Decimal) -> DifferenceAmount) -> Difference {
        let (from, to) = (i128::from(from.ten_thousandths()), i128::from(to.ten_thousandths()));
        Difference { by: wrap(Decimal::saturating(to - from)), percent: percent(to - from, from) }
    }

    /// Of two values; `None` where they are of two kinds or cannot be counted. `same_money` says whether both plans
    /// count in one currency.
    fn of(from: &FieldContent, to: &FieldContent, same_money: bool) -> Option<Difference> {
        match (from, to) {
            (FieldContent::Number(from), FieldContent::Number(to)) => {
                Some(Difference::of_decimal(*from, *to, DifferenceAmount::Number))
            }
            (FieldContent::Measured(from, unit), FieldContent::Measured(to, other)) if unit == other => {
                if *unit == Unit::Money && !same_money {
                    return None;
                }
                let difference = Difference::of_decimal(*from, *to, |by| DifferenceAmount::Measured(by, *unit));
                // 40 % to 50 % is ten points more: "25 % more" beside it would be read as the other.
                let percent = difference.percent.filter(|_| *unit != Unit::Percent);
                Some(Difference { percent, ..difference })
            }
            (FieldContent::Money(from), FieldContent::Money(to)) if same_money => Difference::of_money(*from, *to),
            (FieldContent::Price(from, currency), FieldContent::Price(to, other))
                if currency == other && (same_money || currency.is_some()) =>
            {
                Some(Difference::of_decimal(*from, *to, |by| DifferenceAmount::Price(by, *currency)))
            }
            (FieldContent::Share(from), FieldContent::Share(to)) => {
                Some(Difference { by: DifferenceAmount::Share(i64::from(to.0) - i64::from(from.0)), percent: None })
            }
            (FieldContent::Day(from), FieldContent::Day(to)) => {
                Some(Difference { by: DifferenceAmount::Days((*to - *from).num_days()), percent: None })
            }
            _ => None,
        }
    }
}

/// `by` in basis points of `from`; `None` where that is nothing.
fn percent(by: i128, from: i128) -> Option<i64> {
    if from == 0 {
        return None;
    }
    i64::try_from(div_half_away(by * 10_000, from.abs())).ok()
}

/// What a total is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalKind {
    /// What was granted.
    TotalBudget,
    /// The sum of all lines.
    Planned,
    /// What is kept for surprises.
    Contingency,
    /// What is left of the total budget.
    Free,
    /// Ordered, not yet delivered.
    Committed,
    /// Delivered and accepted.
    Spent,
    /// The lines of a phase; `None` for those of the whole plan.
    Phase(Option<PhaseId>),
    /// The lines on a channel; `None` for those on none.
    Channel(Option<ChannelId>),
    /// The lines of a kind of cost.
    Category(Category),
}

/// A total in both plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalChange {
    /// Of what.
    pub of: TotalKind,
    /// What it was, in the earlier plan's currency; `None` where there was none.
    pub from: Option<Money>,
    /// What it is, in the later plan's currency; `None` where there is none.
    pub to: Option<Money>,
    /// By how much, where both plans count in one currency.
    pub difference: Option<Difference>,
}

impl TotalChange {
    /// Whether it is still what it was.
    pub fn is_same(&self) -> bool {
        self.from == self.to
    }
}

/// Everything that differs between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The whole plan's totals, changed or not: total budget, planned, contingency, free, committed, spent.
    pub totals: Vec<TotalChange>,
    /// Totals by phase, channel and kind of cost that changed.
    pub shares: Vec<TotalChange>,
    /// The parts that are not as they were, in the order of the path.
    pub parts: Vec<PartChange>,
}

impl Changes {
    /// What changed from one plan to the other.
    ///
    /// Cost: reading both plans once; parts that are equal cost no more than the comparison.
    pub fn between(before: &Plan, after: &Plan) -> Changes {
        let (old, new) = (Ledger::of(before), Ledger::of(after));
        let same_money = before.basics.currency == after.basics.currency;
        Changes {
            totals: totals(&old, &new, same_money),
            shares: shares(&old, &new, same_money),
            parts: parts(before, after),
        }
    }

    /// How many changes there are. Totals follow from the parts and are not counted.
    pub fn count(&self) -> usize {
        self.parts.iter().map(PartChange::count).sum()
    }
}

/// How many changes there are between two plans: [`Changes::count`] without the totals.
pub fn count(before: &Plan, after: &Plan) -> usize {
    parts(before, after).iter().map(PartChange::count).sum()
}

fn parts(before: &Plan, after: &Plan) -> Vec<PartChange> {
    let mut walk =
        Walk { before, after, same_money: before.basics.currency == after.basics.currency, parts: Vec::new() };
    walk.one(PlanPart::Basics, &before.basics, &after.basics);
    walk.list::<AudienceGroup>();
    walk.one(PlanPart::NorthStar, &before.goals.north_star, &after.goals.north_star);
    walk.list::<Metric>();
    walk.list::<Team>();
    walk.list::<OutputGoal>();
    walk.list::<ResultGoal>();
    walk.one(PlanPart::Funnel, &before.goals.funnel, &after.goals.funnel);
    walk.items(&before.goals.funnel.stages, &after.goals.funnel.stages);
    walk.one(PlanPart::BudgetSettings, &before.budget.settings, &after.budget.settings);
    walk.list::<LineItem>();
    walk.list::<ExchangeRate>();
    walk.list::<Channel>();
    walk.list::<ChannelTest>();
    walk.one(PlanPart::Rule, &before.strategy.rule, &after.strategy.rule);
    walk.list::<Phase>();
    walk.list::<Activity>();
    walk.list::<Partner>();
    walk.list::<Group>();
    walk.list::<Risk>();
    walk.list::<Feedback>();
    walk.list::<Cadence>();
    walk.list::<Post>();
    walk.one(PlanPart::Tracking, &before.tracking, &after.tracking);
    let mut parts = walk.parts;
    // In the order of the path; within a step as gathered.
    parts.sort_by_key(|part| part.place.step);
    parts
}

/// An item of one of the plan's lists, as changes see it.
trait Item: Entity + Placed + DescribeFields + PartialEq {
    /// Which part it is.
    fn part(&self) -> PlanPart;
    /// What it comes to, if it is something that costs.
    fn amount(&self, _: &Plan) -> Option<Money> {
        None
    }
}

macro_rules! items {
    ($($type:ty => $part:ident;)*) => {
        $(impl Item for $type {
            fn part(&self) -> PlanPart {
                PlanPart::$part(self.id)
            }
        })*
    };
}

items! {
    AudienceGroup => Audience;
    Metric => Metric;
    Team => Team;
    OutputGoal => Output;
    ResultGoal => Result;
    FunnelStage => Stage;
    ExchangeRate => Rate;
    Channel => Channel;
    ChannelTest => ChannelTest;
    Phase => Phase;
    Activity => Activity;
    Risk => Risk;
    Group => Group;
    Feedback => Feedback;
    Partner => Partner;
    Cadence => Cadence;
    Post => Post;
}

impl Item for LineItem {
    fn part(&self) -> PlanPart {
        PlanPart::LineItem(self.id)
    }
    fn amount(&self, plan: &Plan) -> Option<Money> {
        plan.amount(self).ok()
    }
}

fn place_of_single(part: PlanPart) -> FindingPlace {
    places::of_single(match part {
        PlanPart::NorthStar => edit::PlanPart::NorthStar,
        PlanPart::Funnel => edit::PlanPart::Funnel,
        PlanPart::BudgetSettings => edit::PlanPart::BudgetSettings,
        PlanPart::Rule => edit::PlanPart::TestRule,
        PlanPart::Tracking => edit::PlanPart::ClosedWeekdays,
        _ => edit::PlanPart::Basics,
    })
    .unwrap_or(places::NAME)
}

struct Walk<'a> {
    before: &'a Plan,
    after: &'a Plan,
    same_money: bool,
    parts: Vec<PartChange>,
}

impl Walk<'_> {
    /// A part of which each plan has one.
    fn one<T: DescribeFields + PartialEq>(&mut self, part: PlanPart, before: &T, after: &T) {
        if before == after {
            return;
        }
        let place = place_of_single(part);
        let fields = self.fields(place, before, after);
        if !fields.is_empty() {
            self.parts.push(PartChange {
                part,
                place,
                kind: ChangeKind::Kept,
                moved: None,
                amount: (None, None),
                fields,
            });
        }
    }

    fn list<T: Item + Listed>(&mut self) {
        self.items::<T>(T::list(self.before), T::list(self.after));
    }

    fn items<T: Item>(&mut self, before: &[T], after: &[T]) {
        if before == after {
            return;
        }
        let old: HashMap<u64, usize> = before.iter().enumerate().map(|(at, item)| (item.id().bits(), at)).collect();
        let new: BTreeSet<u64> = after.iter().map(|item| item.id().bits()).collect();
        let from: Vec<Option<usize>> = after.iter().map(|item| old.get(&item.id().bits()).copied()).collect();
        let moved = out_of_order(&from);
        for (at, item) in after.iter().enumerate() {
            let Some(was_at) = from[at] else {
                self.came_or_went(ChangeKind::Added, item, self.after);
                continue;
            };
            let moved = moved.contains(&at).then_some((was_at + 1, at + 1));
            self.kept(&before[was_at], item, moved);
        }
        for item in before.iter().filter(|item| !new.contains(&item.id().bits())) {
            self.came_or_went(ChangeKind::Removed, item, self.before);
        }
    }

    fn came_or_went<T: Item>(&mut self, kind: ChangeKind, item: &T, plan: &Plan) {
        let amount = item.amount(plan);
        let amount = if kind == ChangeKind::Added { (None, amount) } else { (amount, None) };
        let place = item.place(plan);
        self.parts.push(PartChange { part: item.part(), place, kind, moved: None, amount, fields: Vec::new() });
    }

    fn kept<T: Item>(&mut self, before: &T, after: &T, moved: Option<(usize, usize)>) {
        let place = after.place(self.after);
        let fields = if before == after { Vec::new() } else { self.fields(place, before, after) };
        if fields.is_empty() && moved.is_none() {
            return;
        }
        let amount = (before.amount(self.before), after.amount(self.after));
        self.parts.push(PartChange { part: after.part(), place, kind: ChangeKind::Kept, moved, amount, fields });
    }

    /// Whether two values read the same. Where the plan was put into another currency, 200.00 became 200: one change, of
    /// the currency, and none of every amount.
    fn is_same(&self, from: &FieldContent, to: &FieldContent) -> bool {
        match (from, to) {
            (FieldContent::Money(from), FieldContent::Money(to)) if !self.same_money => {
                from.to_decimal(self.before.basics.currency) == to.to_decimal(self.after.basics.currency)
            }
            _ => from == to,
        }
    }

    fn fields<T: DescribeFields>(&self, part: FindingPlace, before: &T, after: &T) -> Vec<FieldChange> {
        let (mut old, mut new) = (FieldValues::default(), FieldValues::default());
        before.tell(self.before, &mut old);
        after.tell(self.after, &mut new);
        let mut old = old.0;
        let mut changes = Vec::new();
        let mut change = |field: &'static str, of, from: Option<FieldContent>, to: Option<FieldContent>| {
            // A phase's part of the money is given out with the budget.
            let step = if field == "phase-part" { Step::Budget } else { part.step };
            let difference = match (&from, &to) {
                (Some(from), Some(to)) => Difference::of(from, to, self.same_money),
                _ => None,
            };
            changes.push(FieldChange { place: FindingPlace { step, field, ..part }, of, from, to, difference });
        };
        for fact in new.0 {
            let known = old.iter().position(|other| other.field == fact.field && other.of == fact.of);
            match known.map(|at| old.remove(at)) {
                Some(other) if self.is_same(&other.value, &fact.value) => {}
                other => change(fact.field, fact.of, other.map(|other| other.value), Some(fact.value)),
            }
        }
        for fact in old {
            change(fact.field, fact.of, Some(fact.value), None);
        }
        changes
    }
}

/// Which places hold an item that changed its order among those that were there before: all but a longest run that kept
/// it. `from` says where each stood, `None` for new ones.
fn out_of_order(from: &[Option<usize>]) -> BTreeSet<usize> {
    // Of runs of each length, the place where the one that ends lowest ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; from.len()];
    for (at, stood) in from.iter().enumerate() {
        let Some(stood) = stood else { continue };
        let length = ends.partition_point(|&end| from[end].is_some_and(|other| other < *stood));
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut moved: BTreeSet<usize> = (0..from.len()).filter(|&at| from[at].is_some()).collect();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        moved.remove(&at);
        next = previous[at];
    }
    moved
}

fn totals(old: &Ledger, new: &Ledger, same_money: bool) -> Vec<TotalChange> {
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

fn shares(old: &Ledger, new: &Ledger, same_money: bool) -> Vec<TotalChange> {
    let (old, new) = (figures(old), figures(new));
    let mut shares = Vec::new();
    for &(of, to) in &new {
        let from = old.iter().find(|(other, _)| *other == of).map(|(_, amount)| *amount);
        shares.push(total(of, from, Some(to), same_money));
    }
    for &(of, from) in old.iter().filter(|(of, _)| new.iter().all(|(other, _)| other != of)) {
        shares.push(total(of, Some(from), None, same_money));
    }
    // What is nothing in both was never there.
    let something = |amount: Option<Money>| amount.filter(|amount| *amount != Money::ZERO);
    shares.retain(|share| something(share.from) != something(share.to));
    shares
}

/// What the lines of each phase, on each channel and of each kind come to.
fn figures(ledger: &Ledger) -> Vec<(TotalKind, Money)> {
    let phases = ledger.by_phase().iter().map(|row| (TotalKind::Phase(row.of), row.sums.planned()));
    let channels = ledger.by_channel().iter().map(|row| (TotalKind::Channel(row.of), row.sums.planned()));
    let kinds = ledger.by_category();
    let kinds = kinds.into_iter().map(|(category, amount)| (TotalKind::Category(category), amount));
    phases.chain(channels).chain(kinds).collect()
}
