//! What follows from the budget: totals, promotion cycles, cost of results, pacing.

pub mod cost_effectiveness;
pub mod cycles;
pub mod ledger;
pub mod line_view;
pub mod pacing;
pub mod totals;
pub mod unit_cost;
