//! The parts of a plan that stand in lists, as the editor sees them: each knows the edit that changes it.

use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::tracking::Actual;

/// A part that the [`Editor`](crate::app::workspace::editor::Editor) can add, change, move and remove.
pub trait Editable: Listed + 'static {
    /// The change of its list as a change of the plan.
    fn wrap(edit: ListEdit<Self>) -> PlanEdit;
}

macro_rules! editable {
    ($($part:ident => $variant:ident),* $(,)?) => {
        $(impl Editable for $part {
            fn wrap(edit: ListEdit<Self>) -> PlanEdit {
                PlanEdit::$variant(edit)
            }
        })*
    };
}

editable! {
    AudienceGroup => Audience,
    Metric => Metric,
    Team => Team,
    OutputGoal => OutputGoal,
    ResultGoal => ResultGoal,
    LineItem => LineItem,
    ExchangeRate => Rate,
    Channel => Channel,
    ChannelTest => ChannelTest,
    Phase => Phase,
    Activity => Activity,
    Risk => Risk,
    Group => Group,
    Feedback => Feedback,
    Partner => Partner,
    Cadence => Cadence,
    Post => Post,
    Actual => Actual,
    Approval => Approval,
}
