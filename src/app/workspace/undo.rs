//! Undo and redo that can say what they did: the plan's history, and beside it the name of each step in it.

use std::collections::VecDeque;

use crate::i18n::words::{app, changes};
use crate::plan::Plan;
use crate::plan::edit::history::{DEPTH, History};
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::{EditError, PlanEdit};

/// The words for a part of the plan. A function, since the reader may switch languages in between.
pub type PartName = fn() -> &'static str;

/// The history of the open plan with the names of its steps, kept in step with it.
#[derive(Debug, Default)]
pub struct Undo {
    history: History,
    done: VecDeque<Step>,
    undone: Vec<PartName>,
}

#[derive(Debug)]
struct Step {
    part: PartName,
    field: Option<String>,
}

impl Undo {
    /// As [`History::apply`]; tells what of the budget the edit touched.
    pub fn apply(&mut self, plan: &mut Plan, edit: PlanEdit, field: Option<&str>) -> Result<BudgetImpact, EditError> {
        let (part, touched) = (part_of(&edit), BudgetImpact::by(&edit));
        self.history.apply(plan, edit, field)?;
        self.undone.clear();
        // The history makes one step of the typing in one field, so there is one name for it too.
        if field.is_some() && self.done.back().is_some_and(|last| last.field.as_deref() == field) {
            return Ok(touched);
        }
        if self.done.len() == DEPTH {
            self.done.pop_front();
        }
        self.done.push_back(Step { part, field: field.map(str::to_owned) });
        Ok(touched)
    }

    /// As [`History::end_typing`].
    pub fn end_typing(&mut self) {
        self.history.end_typing();
        if let Some(last) = self.done.back_mut() {
            last.field = None;
        }
    }

    /// Takes the last step back and says what it was about and what of the budget it touched; `None` where there is none.
    pub fn undo(&mut self, plan: &mut Plan) -> Result<Option<(PartName, BudgetImpact)>, EditError> {
        let Some(touched) = self.history.undo(plan)? else { return Ok(None) };
        let part = self.done.pop_back().map_or(app::part_plan as PartName, |step| step.part);
        self.undone.push(part);
        self.end_typing();
        Ok(Some((part, touched)))
    }

    /// Makes the last step taken back again and says what it is about and what of the budget it touches; `None` where
    /// there is none.
    pub fn redo(&mut self, plan: &mut Plan) -> Result<Option<(PartName, BudgetImpact)>, EditError> {
        let Some(touched) = self.history.redo(plan)? else { return Ok(None) };
        let part = self.undone.pop().unwrap_or(app::part_plan);
        self.done.push_back(Step { part, field: None });
        Ok(Some((part, touched)))
    }

    /// Whether a step can be taken back, and whether one can be made again.
    pub fn reach(&self) -> (bool, bool) {
        (self.history.can_undo(), self.history.can_redo())
    }
}

fn part_of(edit: &PlanEdit) -> PartName {
    match edit {
        PlanEdit::Basics(_) => app::part_basics,
        PlanEdit::Currency(_) => app::part_currency,
        PlanEdit::Audience(_) => app::part_audience,
        PlanEdit::NorthStar(_) => app::part_north_star,
        PlanEdit::Metric(_) => app::part_metric,
        PlanEdit::Team(_) => app::part_department,
        PlanEdit::OutputGoal(_) => app::part_output_goal,
        PlanEdit::ResultGoal(_) => app::part_result_goal,
        PlanEdit::Funnel(_) => app::part_funnel,
        PlanEdit::BudgetSettings(_) => app::part_budget_frame,
        PlanEdit::LineItem(_) => app::part_line,
        PlanEdit::Rate(_) => app::part_rate,
        PlanEdit::Channel(_) => app::part_channel,
        PlanEdit::ChannelTest(_) => app::part_trial,
        PlanEdit::TestRule(_) => app::part_test_rule,
        PlanEdit::Phase(_) => app::part_phase,
        PlanEdit::Activity(_) => app::part_activity,
        PlanEdit::Risk(_) => app::part_risk,
        PlanEdit::Group(_) => app::part_group,
        PlanEdit::Feedback(_) => app::part_feedback,
        PlanEdit::Partner(_) => app::part_partner,
        PlanEdit::Cadence(_) => app::part_cadence,
        PlanEdit::Post(_) => app::part_piece,
        PlanEdit::Actual(_) => app::part_actual,
        PlanEdit::ClosedWeekdays(_) => app::part_closed_weekdays,
        PlanEdit::Approval(_) => changes::part_approval,
        // What a batch is about stands last in it: it first frees what it then takes out.
        PlanEdit::Batch(edits) => edits.last().map_or(app::part_plan, part_of),
    }
}
