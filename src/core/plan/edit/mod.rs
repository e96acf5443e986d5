//! Edits: the only way a plan changes. Applying one returns its inverse, which undo applies in turn.
//!
//! Knows the plan and its references; knows nothing of screens or of what is computed from the plan, except which edits
//! can change budget figures.

pub mod apply;
pub mod history;
pub mod impact;
pub mod people;
pub mod removal;
pub mod size_limits;

use std::fmt;

use crate::plan::Plan;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::{AudienceGroup, Basics};
use crate::plan::model::budget::{BudgetSettings, ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::parts::plan_lists;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::{Listed, Reference};
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::suggestions::{SuggestedPart, Suggestions};
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;

/// Defines [`PlanEdit`], [`PlanPart`] and [`Editable`] from the table of single values below and
/// [the table of lists](crate::plan::model::parts).
macro_rules! define_edits {
    (
        values {
            $($(#[$value_doc:meta])* $value:ident($value_type:ty) by $replace:path, basis $value_basis:literal;)*
        }
        $($(#[$doc:meta])* $name:ident($item:ty) in $($field:ident).+, basis $basis:literal;)*
    ) => {
        /// A change of a plan.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum PlanEdit {
            $($(#[$value_doc])* $value($value_type),)*
            $($(#[$doc])* $name(ListEdit<$item>),)*
            /// Several edits as one: all of them, or none.
            Batch(Vec<PlanEdit>),
        }

        /// The part of a plan that an edit changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum PlanPart {
            $($(#[$value_doc])* $value,)*
            $($(#[$doc])* $name,)*
        }

        impl From<SuggestedPart> for PlanPart {
            fn from(part: SuggestedPart) -> PlanPart {
                match part {
                    SuggestedPart::Funnel => PlanPart::Funnel,
                    SuggestedPart::BudgetSettings => PlanPart::BudgetSettings,
                    SuggestedPart::TestRule => PlanPart::TestRule,
                    $(SuggestedPart::$name(_) => PlanPart::$name,)*
                }
            }
        }

        impl PlanPart {
            /// Whether an edit of this part can change the figures of every line item: dates, cycles, rates, and the
            /// parts that figures are grouped by.
            pub(in crate::plan) fn basis(self) -> bool {
                match self {
                    $(PlanPart::$value => $value_basis,)*
                    $(PlanPart::$name => $basis,)*
                }
            }
        }

        impl PlanEdit {
            /// The part that the edit changes: of a batch, that of its last edit, because a removal first updates the
            /// parts that refer to the removed one. `None` for an empty batch.
            pub fn part(&self) -> Option<PlanPart> {
                match self {
                    $(PlanEdit::$value(_) => Some(PlanPart::$value),)*
                    $(PlanEdit::$name(_) => Some(PlanPart::$name),)*
                    PlanEdit::Batch(edits) => edits.last().and_then(PlanEdit::part),
                }
            }

            /// The part that the edit replaces or removes, which is no suggestion after it; `None` for a batch, whose
            /// edits are applied one by one.
            fn changed(&self) -> Option<SuggestedPart> {
                match self {
                    PlanEdit::Funnel(_) => Some(SuggestedPart::Funnel),
                    PlanEdit::BudgetSettings(_) => Some(SuggestedPart::BudgetSettings),
                    PlanEdit::TestRule(_) => Some(SuggestedPart::TestRule),
                    $(PlanEdit::$name(edit @ (ListEdit::Replace(_) | ListEdit::Remove(_))) => {
                        Some(SuggestedPart::$name(Id::from_bits(edit.item())))
                    })*
                    _ => None,
                }
            }

            /// The bits of the id of the item that the edit changes; of a batch as [`PlanEdit::part`].
            pub fn item(&self) -> Option<u64> {
                match self {
                    $(PlanEdit::$value(_) => None,)*
                    $(PlanEdit::$name(edit) => Some(edit.item()),)*
                    PlanEdit::Batch(edits) => edits.last().and_then(PlanEdit::item),
                }
            }

            fn apply_to(self, plan: &mut Plan) -> Result<PlanEdit, EditError> {
                match self {
                    $(PlanEdit::$value(value) => $replace(plan, value).map(PlanEdit::$value),)*
                    $(PlanEdit::$name(edit) => apply::apply_to_list(plan, edit).map(PlanEdit::$name),)*
                    PlanEdit::Batch(edits) => apply::apply_batch(plan, edits).map(PlanEdit::Batch),
                }
            }
        }

        $(impl Editable for $item {
            fn plan_edit(edit: ListEdit<Self>) -> PlanEdit {
                PlanEdit::$name(edit)
            }
        })*
    };
}

plan_lists! { define_edits,
    values {
        /// The basics, without audience and currency, which the edit leaves as they are.
        Basics(Box<Basics>) by apply::replace_basics, basis true;
        /// The plan's currency. Figures keep their digits: 200.00 becomes 200 in a currency without minor units.
        Currency(Currency) by apply::change_currency, basis true;
        /// The north star.
        NorthStar(Option<NorthStar>) by apply::replace_north_star, basis false;
        /// The funnel.
        Funnel(Box<Funnel>) by apply::replace_funnel, basis false;
        /// Total budget, contingency, cycle, margin.
        BudgetSettings(BudgetSettings) by apply::replace_budget_settings, basis true;
        /// Focus and rules of the channel tests.
        TestRule(Box<TestRule>) by apply::replace_test_rule, basis false;
        /// Weekdays on which no activity is expected.
        ClosedWeekdays(Vec<chrono::Weekday>) by apply::replace_closed_weekdays, basis false;
        /// Tracked figures of days: those of the list, each set or removed.
        Figures(Vec<FigureChange>) by apply::change_figures, basis false;
        /// Which parts are suggestions.
        Suggested(Suggestions) by apply::replace_suggested, basis false;
    }
}

/// A part kept in a list that edits can change.
pub trait Editable: Listed + 'static {
    /// The edit of the plan that makes this edit of the list.
    fn plan_edit(edit: ListEdit<Self>) -> PlanEdit;
}

/// A change in one of the plan's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEdit<T: Entity> {
    /// Inserts a new item at an index; the list's length appends it.
    Insert {
        /// The index of the new item.
        at: usize,
        /// The new item.
        item: Box<T>,
    },
    /// Replaces the item that has the same id.
    Replace(Box<T>),
    /// Removes an item.
    Remove(Id<T>),
    /// Moves an item to another index, counted after it has been taken out.
    Move {
        /// The item.
        id: Id<T>,
        /// Its new index.
        to: usize,
    },
}

impl<T: Entity> ListEdit<T> {
    /// The bits of the id of the item that it changes.
    fn item(&self) -> u64 {
        match self {
            ListEdit::Insert { item, .. } | ListEdit::Replace(item) => item.id().bits(),
            ListEdit::Remove(id) | ListEdit::Move { id, .. } => id.bits(),
        }
    }
}

/// Why an edit could not be applied. The plan is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// The item to change no longer exists.
    NotFound,
    /// The list already has an item with this id.
    AlreadyThere,
    /// The index is beyond the end of the list.
    NoSuchPlace,
    /// The new value refers to something that does not exist.
    PointsNowhere(Reference),
    /// Other parts still refer to the item.
    StillUsed {
        /// The number of references.
        uses: usize,
    },
    /// An amount has minor units that the new currency does not have, or would leave the range.
    AmountDoesNotFit(Money),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NotFound => f.write_str("the item no longer exists"),
            EditError::AlreadyThere => f.write_str("the list already has an item with this id"),
            EditError::NoSuchPlace => f.write_str("the index is beyond the end of the list"),
            EditError::PointsNowhere(reference) => write!(f, "{reference:?} does not exist"),
            EditError::StillUsed { uses } => write!(f, "other parts still refer to the item ({uses} references)"),
            EditError::AmountDoesNotFit(amount) => {
                write!(f, "{} minor units do not fit the new currency", amount.minor())
            }
        }
    }
}

impl std::error::Error for EditError {}
