//! What the goals need: growth paths, team contributions, and the budget that is missing for them.
//!
//! Computed from the plan and its ledger; knows nothing of strategy, phases or screens.

pub mod contribution;
pub mod current_value;
pub mod duration;
pub mod funding_gap;
pub mod funnel_goal;
pub mod funnel_solver;
pub mod growth;
