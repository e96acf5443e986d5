//! Which budget figures an edit can change.

use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::LineItemId;

/// What an edit touches of the budget. Made from the edit, or from its inverse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetImpact {
    /// Nothing that money depends on.
    None,
    /// These lines: replaced, inserted, removed or moved.
    Lines(Vec<LineItemId>),
    /// These lines, and perhaps what all lines are reckoned by: days, cycles, phases, channels, metrics, rates.
    Basis(Vec<LineItemId>),
    /// Amounts of every line.
    All,
}

impl BudgetImpact {
    /// What the edit touches. An edit and its inverse touch the same.
    pub fn by(edit: &PlanEdit) -> BudgetImpact {
        match edit {
            PlanEdit::Currency(_) => BudgetImpact::All,
            PlanEdit::LineItem(edit) => BudgetImpact::Lines(vec![match edit {
                ListEdit::Insert { item, .. } | ListEdit::Replace(item) => item.id,
                ListEdit::Remove(id) | ListEdit::Move { id, .. } => *id,
            }]),
            PlanEdit::Basics(_)
            | PlanEdit::BudgetSettings(_)
            | PlanEdit::Rate(_)
            | PlanEdit::Phase(_)
            | PlanEdit::Channel(_)
            | PlanEdit::Metric(_) => BudgetImpact::Basis(Vec::new()),
            PlanEdit::Audience(_)
            | PlanEdit::NorthStar(_)
            | PlanEdit::Team(_)
            | PlanEdit::OutputGoal(_)
            | PlanEdit::ResultGoal(_)
            | PlanEdit::Funnel(_)
            | PlanEdit::ChannelTest(_)
            | PlanEdit::TestRule(_)
            | PlanEdit::Activity(_)
            | PlanEdit::Risk(_)
            | PlanEdit::Group(_)
            | PlanEdit::Feedback(_)
            | PlanEdit::Partner(_)
            | PlanEdit::Cadence(_)
            | PlanEdit::Post(_)
            | PlanEdit::Actual(_)
            | PlanEdit::ClosedWeekdays(_)
            | PlanEdit::Approval(_) => BudgetImpact::None,
            PlanEdit::Batch(edits) => edits.iter().map(BudgetImpact::by).fold(BudgetImpact::None, BudgetImpact::and),
        }
    }

    /// What both touch.
    #[must_use]
    pub fn and(self, other: BudgetImpact) -> BudgetImpact {
        match (self, other) {
            (BudgetImpact::None, touched) | (touched, BudgetImpact::None) => touched,
            (BudgetImpact::All, _) | (_, BudgetImpact::All) => BudgetImpact::All,
            (BudgetImpact::Lines(mut lines), BudgetImpact::Lines(more)) => {
                lines.extend(more);
                BudgetImpact::Lines(lines)
            }
            (
                BudgetImpact::Lines(mut lines) | BudgetImpact::Basis(mut lines),
                BudgetImpact::Lines(more) | BudgetImpact::Basis(more),
            ) => {
                lines.extend(more);
                BudgetImpact::Basis(lines)
            }
        }
    }
}
