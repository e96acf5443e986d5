//! Collects the changes of a plan's parts, list by list.

use std::collections::{BTreeSet, HashMap};

use super::fields::{DescribeFields, FieldContent, FieldValues};
use super::{ChangeKind, ChangedPart, Difference, FieldChange, NamedPart, PartChange};
use crate::plan::edit::PlanPart;
use crate::plan::model::activity::Activity;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::id::Entity;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::FindingPlace;
use crate::plan::review::places::{self, Placed};
use crate::plan::{Plan, Step};

/// The parts that changed, in the order of the steps.
pub(super) fn parts(before: &Plan, after: &Plan) -> Vec<PartChange> {
    let mut collector = ChangeCollector {
        before,
        after,
        same_money: before.basics.currency == after.basics.currency,
        parts: Vec::new(),
    };
    collector.one(ChangedPart::Basics, &before.basics, &after.basics);
    collector.list::<AudienceGroup>();
    collector.one(ChangedPart::NorthStar, &before.goals.north_star, &after.goals.north_star);
    collector.list::<Metric>();
    collector.list::<Team>();
    collector.list::<OutputGoal>();
    collector.list::<ResultGoal>();
    collector.one(ChangedPart::Funnel, &before.goals.funnel, &after.goals.funnel);
    collector.items(&before.goals.funnel.stages, &after.goals.funnel.stages);
    collector.one(ChangedPart::BudgetSettings, &before.budget.settings, &after.budget.settings);
    collector.list::<LineItem>();
    collector.list::<ExchangeRate>();
    collector.list::<Channel>();
    collector.list::<ChannelTest>();
    collector.one(ChangedPart::TestRule, &before.strategy.rule, &after.strategy.rule);
    collector.list::<Phase>();
    collector.list::<Activity>();
    collector.list::<Partner>();
    collector.list::<Group>();
    collector.list::<Risk>();
    collector.list::<Feedback>();
    collector.list::<Cadence>();
    collector.list::<Post>();
    collector.one(ChangedPart::Tracking, &before.tracking, &after.tracking);
    let mut parts = collector.parts;
    // In the order of the steps; within a step, as collected (the sort is stable).
    parts.sort_by_key(|part| part.place.step);
    parts
}

/// An item of one of the plan's lists, for comparison.
trait Item: Entity + Placed + DescribeFields + NamedPart + PartialEq {
    /// Its amount, if it is a budget line.
    fn amount(&self, _: &Plan) -> Option<Money> {
        None
    }
}

macro_rules! items {
    ($($type:ty),* $(,)?) => {
        $(impl Item for $type {})*
    };
}

items! {
    AudienceGroup, Metric, Team, OutputGoal, ResultGoal, FunnelStage, ExchangeRate, Channel, ChannelTest, Phase, Activity,
    Risk, Group, Feedback, Partner, Cadence, Post,
}

impl Item for LineItem {
    fn amount(&self, plan: &Plan) -> Option<Money> {
        plan.amount(self).ok()
    }
}

/// The first field of a part of which a plan has one.
fn place_of_single(part: ChangedPart) -> FindingPlace {
    places::of_single(match part {
        ChangedPart::NorthStar => PlanPart::NorthStar,
        ChangedPart::Funnel => PlanPart::Funnel,
        ChangedPart::BudgetSettings => PlanPart::BudgetSettings,
        ChangedPart::TestRule => PlanPart::TestRule,
        ChangedPart::Tracking => PlanPart::ClosedWeekdays,
        _ => PlanPart::Basics,
    })
    .unwrap_or(places::NAME)
}

/// Collects the changes of all parts.
struct ChangeCollector<'a> {
    before: &'a Plan,
    after: &'a Plan,
    same_money: bool,
    parts: Vec<PartChange>,
}

impl ChangeCollector<'_> {
    /// Compares a part of which each plan has exactly one.
    fn one<T: DescribeFields + PartialEq>(&mut self, part: ChangedPart, before: &T, after: &T) {
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
                self.added_or_removed(ChangeKind::Added, item, self.after);
                continue;
            };
            let moved = moved.contains(&at).then_some((was_at + 1, at + 1));
            self.kept(&before[was_at], item, moved);
        }
        for item in before.iter().filter(|item| !new.contains(&item.id().bits())) {
            self.added_or_removed(ChangeKind::Removed, item, self.before);
        }
    }

    fn added_or_removed<T: Item>(&mut self, kind: ChangeKind, item: &T, plan: &Plan) {
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

    /// Whether two values are equal to a reader. If the plan's currency changed, 200.00 may have become 200: that is one
    /// change, of the currency, and not one of each amount.
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
        before.describe(self.before, &mut old);
        after.describe(self.after, &mut new);
        let mut old = old.0;
        let mut changes = Vec::new();
        let mut change = |name: &'static str, of, from: Option<FieldContent>, to: Option<FieldContent>| {
            // The allocation of a phase is on the budget step.
            let step = if name == "phase-part" { Step::Budget } else { part.step };
            let difference = match (&from, &to) {
                (Some(from), Some(to)) => Difference::of(from, to, self.same_money),
                _ => None,
            };
            changes.push(FieldChange { place: FindingPlace { step, field: name, ..part }, of, from, to, difference });
        };
        for field in new.0 {
            let known = old.iter().position(|other| other.field == field.field && other.of == field.of);
            match known.map(|at| old.remove(at)) {
                Some(other) if self.is_same(&other.value, &field.value) => {}
                other => change(field.field, field.of, other.map(|other| other.value), Some(field.value)),
            }
        }
        for field in old {
            change(field.field, field.of, Some(field.value), None);
        }
        changes
    }
}

/// The positions of items that changed their order among those that were there before: all but a longest increasing
/// subsequence (patience sorting). `from` has the earlier position of each item, `None` for new ones.
fn out_of_order(from: &[Option<usize>]) -> BTreeSet<usize> {
    // For each length of subsequence, the position at which the one with the lowest end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; from.len()];
    for (at, earlier) in from.iter().enumerate() {
        let Some(earlier) = earlier else { continue };
        let length = ends.partition_point(|&end| from[end].is_some_and(|other| other < *earlier));
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
