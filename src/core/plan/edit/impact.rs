//! Which budget figures an edit can change.
//!
//! The ledger reads it to recompute only these. Knows the edits, not how figures are computed.

use crate::plan::edit::{ListEdit, PlanEdit, PlanPart};
use crate::plan::model::budget::LineItemId;

/// The budget figures that an edit can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetImpact {
    /// None.
    None,
    /// Those of these line items, which were replaced, inserted, removed or moved.
    Lines(Vec<LineItemId>),
    /// Those of these line items, and of all others if what they depend on changed: dates, cycles, phases, channels,
    /// metrics, rates.
    Basis(Vec<LineItemId>),
    /// The amounts of every line item.
    All,
}

impl BudgetImpact {
    /// The figures that the edit can change. An edit and its inverse have the same impact.
    pub fn by(edit: &PlanEdit) -> BudgetImpact {
        match edit {
            PlanEdit::LineItem(edit) => BudgetImpact::Lines(vec![match edit {
                ListEdit::Insert { item, .. } | ListEdit::Replace(item) => item.id,
                ListEdit::Remove(id) | ListEdit::Move { id, .. } => *id,
            }]),
            PlanEdit::Currency(_) => BudgetImpact::All,
            PlanEdit::Batch(edits) => edits.iter().map(BudgetImpact::by).fold(BudgetImpact::None, BudgetImpact::and),
            edit if edit.part().is_some_and(PlanPart::basis) => BudgetImpact::Basis(Vec::new()),
            _ => BudgetImpact::None,
        }
    }

    /// The figures that either of two edits can change.
    #[must_use]
    pub fn and(self, other: BudgetImpact) -> BudgetImpact {
        match (self, other) {
            (BudgetImpact::None, impact) | (impact, BudgetImpact::None) => impact,
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
