//! The parts of a plan that stand in lists, as the editor sees them: each knows the edit that changes it.

use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, Line};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::Trial;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{Department, OutputGoal, ResultGoal};
use crate::plan::model::group::Group;
use crate::plan::model::metric::Metric;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::references::Listed;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Piece};
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
    Department => Department,
    OutputGoal => OutputGoal,
    ResultGoal => ResultGoal,
    Line => Line,
    ExchangeRate => Rate,
    Channel => Channel,
    Trial => Trial,
    Phase => Phase,
    Activity => Activity,
    Risk => Risk,
    Group => Group,
    Feedback => Feedback,
    Partner => Partner,
    Cadence => Cadence,
    Piece => Piece,
    Actual => Actual,
    Approval => Approval,
}
