//! The changes between two plans: which part changed, from what, to what, and by how much.
//!
//! [`Changes::between`] compares two states of a plan, or two plans that share parts (a copy keeps the ids of its parts).
//! Parts are matched by id, so a part that moved is not reported as removed and added.
//!
//! The `fields` module lists the fields of each part that are compared. Left out on purpose are the ids of the plan and
//! its parts, approvals (they are what plans are compared with) and tracked daily figures (they record what happened, not
//! what was planned).

mod describe;
mod difference;
mod fields;
mod parts;
mod totals;

pub use difference::{Difference, DifferenceAmount};
pub use fields::{ChangedOption, FieldContent, FieldInstance, FieldValue};
pub use totals::{TotalChange, TotalKind};

use parts::parts;
use totals::{shares, totals};

use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::FunnelStage;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::id::Id;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::parts::plan_lists;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::FindingPlace;

/// Defines [`ChangedPart`] from [the table of the plan's lists](crate::plan::model::parts), the parts of which a plan has
/// exactly one, and the stages of the funnel, which are not in the table.
macro_rules! define_changed_parts {
    (
        values { $($(#[$value_doc:meta])* $value:ident;)* }
        $($(#[$doc:meta])* $name:ident($item:ty) in $($field:ident).+, basis $basis:literal;)*
    ) => {
        /// A part of a plan that can change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ChangedPart {
            $($(#[$value_doc])* $value,)*
            /// A stage of the funnel.
            FunnelStage(Id<FunnelStage>),
            $($(#[$doc])* $name(Id<$item>),)*
        }

        $(impl NamedPart for $item {
            fn part(&self) -> ChangedPart {
                ChangedPart::$name(self.id)
            }
        })*
    };
}

plan_lists! { define_changed_parts,
    values {
        /// The basics, without the audience.
        Basics;
        /// The north star.
        NorthStar;
        /// The funnel, without its stages.
        Funnel;
        /// Total budget, contingency, cycle, margin.
        BudgetSettings;
        /// Focus and rules of the channel tests.
        TestRule;
        /// Weekdays on which no activity is expected.
        Tracking;
    }
}

impl NamedPart for FunnelStage {
    fn part(&self) -> ChangedPart {
        ChangedPart::FunnelStage(self.id)
    }
}

/// An item that is a part of its own.
trait NamedPart {
    /// The part it is.
    fn part(&self) -> ChangedPart;
}

/// How a part changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is in both plans.
    Kept,
    /// It is only in the later plan.
    Added,
    /// It is only in the earlier plan.
    Removed,
}

/// A part that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// Which part.
    pub part: ChangedPart,
    /// Its main field on its step, in the later plan that has it.
    pub place: FindingPlace,
    /// How it changed.
    pub kind: ChangeKind,
    /// Its position in its list, from 1, before and after; if it moved among the parts that are in both plans.
    pub moved: Option<(usize, usize)>,
    /// The amount of a budget line, before and after. It follows from the fields and is not counted as a change.
    pub amount: (Option<Money>, Option<Money>),
    /// The fields that changed; empty for added and removed parts.
    pub fields: Vec<FieldChange>,
}

impl PartChange {
    /// The number of changes it counts for.
    pub fn count(&self) -> usize {
        usize::from(self.kind != ChangeKind::Kept) + usize::from(self.moved.is_some()) + self.fields.len()
    }

    /// Whether the change affects an amount of money.
    pub fn is_money(&self) -> bool {
        self.amount.0 != self.amount.1 || self.fields.iter().any(FieldChange::is_money)
    }
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which field.
    pub place: FindingPlace,
    /// Which of several fields of that name.
    pub of: FieldInstance,
    /// Its earlier content; `None` if it was empty.
    pub from: Option<FieldContent>,
    /// Its later content; `None` if it is empty.
    pub to: Option<FieldContent>,
    /// The difference, if both contents are quantities of one kind.
    pub difference: Option<Difference>,
}

impl FieldChange {
    /// Whether it is an amount of money.
    pub fn is_money(&self) -> bool {
        let is = |value: &Option<FieldContent>| {
            matches!(
                value,
                Some(FieldContent::Money(_) | FieldContent::Price(..) | FieldContent::Measured(_, Unit::Money))
            )
        };
        is(&self.from) || is(&self.to) || matches!(self.place.field, "budget-contingency" | "phase-part")
    }
}

/// All changes between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The whole plan's totals, changed or not: total budget, planned, contingency, free, committed, spent.
    pub totals: Vec<TotalChange>,
    /// Totals by phase, channel and category that changed.
    pub shares: Vec<TotalChange>,
    /// The parts that changed, in the order of the steps.
    pub parts: Vec<PartChange>,
}

impl Changes {
    /// The changes from one plan to the other.
    ///
    /// Reads both plans once; parts that are equal cost no more than the comparison.
    pub fn between(before: &Plan, after: &Plan) -> Changes {
        let (old, new) = (Ledger::of(before), Ledger::of(after));
        let same_money = before.basics.currency == after.basics.currency;
        Changes {
            totals: totals(&old, &new, same_money),
            shares: shares(&old, &new, same_money),
            parts: parts(before, after),
        }
    }

    /// The number of changes. Totals follow from the parts and are not counted.
    pub fn count(&self) -> usize {
        self.parts.iter().map(PartChange::count).sum()
    }
}

/// The number of changes between two plans: [`Changes::count`] without computing the totals.
pub fn count(before: &Plan, after: &Plan) -> usize {
    parts(before, after).iter().map(PartChange::count).sum()
}
