//! What is computed from the budget: totals, promotion cycles, cost per result, pacing.
//!
//! Computed from the plan; knows nothing of goals or screens.

pub mod cost_effectiveness;
pub mod cycles;
pub mod ledger;
pub mod line_view;
pub mod pacing;
pub mod payable;
pub mod totals;
pub mod unit_cost;
