//! The parts of a plan that stand in lists, as the editor sees them: each knows the edit that changes it.

use crate::plan::activity::{Activity, Feedback, Group, Partner};
use crate::plan::approval::Approval;
use crate::plan::basics::AudienceGroup;
use crate::plan::budget::{ExchangeRate, Line};
use crate::plan::channel::Channel;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::goal::{Department, OutputGoal, ResultGoal};
use crate::plan::metric::Metric;
use crate::plan::phase::{Phase, Risk};
use crate::plan::reference::Listed;
use crate::plan::schedule::{Cadence, Piece};
use crate::plan::tracking::Actual;
use crate::plan::trial::Trial;

/// A part that the [`Editor`](super::editor::Editor) can add, change, move and remove.
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
