//! The words for the parts of a plan, as the messages about undone and redone steps say them.
//!
//! Knows the parts, not the edits or the history.

use crate::i18n::words::{app, changes, suggestions};
use crate::plan::edit::PlanPart;

/// The name of a part in the reader's language; "the plan" where a step concerns no single part.
pub fn part_name(part: Option<PlanPart>) -> &'static str {
    let Some(part) = part else { return app::part_plan() };
    match part {
        PlanPart::Basics => app::part_basics(),
        PlanPart::Currency => app::part_currency(),
        PlanPart::Audience => app::part_audience(),
        PlanPart::NorthStar => app::part_north_star(),
        PlanPart::Metric => app::part_metric(),
        PlanPart::Team => app::part_team(),
        PlanPart::OutputGoal => app::part_output_goal(),
        PlanPart::ResultGoal => app::part_result_goal(),
        PlanPart::Funnel => app::part_funnel(),
        PlanPart::BudgetSettings => app::part_budget_frame(),
        PlanPart::LineItem => app::part_line(),
        PlanPart::Rate => app::part_rate(),
        PlanPart::Channel => app::part_channel(),
        PlanPart::ChannelTest => app::part_test(),
        PlanPart::TestRule => app::part_test_rule(),
        PlanPart::Phase => app::part_phase(),
        PlanPart::Activity => app::part_activity(),
        PlanPart::Risk => app::part_risk(),
        PlanPart::Group => app::part_group(),
        PlanPart::Feedback => app::part_feedback(),
        PlanPart::Partner => app::part_partner(),
        PlanPart::Cadence => app::part_cadence(),
        PlanPart::Post => app::part_post(),
        PlanPart::Figures => app::part_actual(),
        PlanPart::ClosedWeekdays => app::part_closed_weekdays(),
        PlanPart::Suggested => suggestions::part_suggestions(),
        PlanPart::Approval => changes::part_approval(),
    }
}
