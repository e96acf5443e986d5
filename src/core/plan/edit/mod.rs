//! The one way a plan changes: an edit is applied, and the edit that takes it back is returned.

pub mod apply;
pub mod history;
pub mod impact;
pub mod removal;
pub mod size_limits;

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
use crate::plan::model::phase::Phase;
use crate::plan::model::references::Reference;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::tracking::Actual;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;

/// A change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanEdit {
    /// The basics, but for the audience and the currency, which the edit leaves as they are.
    Basics(Box<Basics>),
    /// The plan's currency. Figures stay as they read: 200.00 becomes 200 in a currency without minor units.
    Currency(Currency),
    /// An audience group.
    Audience(ListEdit<AudienceGroup>),
    /// The north star.
    NorthStar(Option<NorthStar>),
    /// A metric.
    Metric(ListEdit<Metric>),
    /// A department.
    Team(ListEdit<Team>),
    /// An output goal.
    OutputGoal(ListEdit<OutputGoal>),
    /// A result goal.
    ResultGoal(ListEdit<ResultGoal>),
    /// The funnel.
    Funnel(Box<Funnel>),
    /// Envelope, contingency, cycle, margin.
    BudgetSettings(BudgetSettings),
    /// A budget line.
    LineItem(ListEdit<LineItem>),
    /// An exchange rate.
    Rate(ListEdit<ExchangeRate>),
    /// A channel.
    Channel(ListEdit<Channel>),
    /// A channel test.
    ChannelTest(ListEdit<ChannelTest>),
    /// Focus and rule of the tests.
    TestRule(Box<TestRule>),
    /// A phase.
    Phase(ListEdit<Phase>),
    /// An activity.
    Activity(ListEdit<Activity>),
    /// A risk.
    Risk(ListEdit<Risk>),
    /// Groups.
    Group(ListEdit<Group>),
    /// A feedback item.
    Feedback(ListEdit<Feedback>),
    /// A partner.
    Partner(ListEdit<Partner>),
    /// A cadence.
    Cadence(ListEdit<Cadence>),
    /// A piece of content.
    Post(ListEdit<Post>),
    /// A figure of a day.
    Actual(ListEdit<Actual>),
    /// Weekdays on which nothing is expected.
    ClosedWeekdays(Vec<chrono::Weekday>),
    /// An approved state of the plan.
    Approval(ListEdit<Approval>),
    /// Several edits as one: all of them, or none.
    Batch(Vec<PlanEdit>),
}

/// A change in one of the plan's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEdit<T: Entity> {
    /// Puts a new item at a place (0 is first; the list's length is last).
    Insert {
        /// Where.
        at: usize,
        /// What.
        item: Box<T>,
    },
    /// Puts an item in the place of the one with its identity.
    Replace(Box<T>),
    /// Takes an item out.
    Remove(Id<T>),
    /// Moves an item to another place, counted without it.
    Move {
        /// Which.
        id: Id<T>,
        /// Where to.
        to: usize,
    },
}

/// Why an edit was not made. The plan is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// What was to be changed is no longer there.
    Gone,
    /// Something with this identity is already there.
    AlreadyThere,
    /// The place is beyond the list's end.
    NoSuchPlace,
    /// It points at something that is not there.
    PointsNowhere(Reference),
    /// Other parts still point at it.
    StillUsed {
        /// How many.
        uses: usize,
    },
    /// An amount has coins that the new currency does not have, or would leave the range.
    AmountDoesNotFit(Money),
}
