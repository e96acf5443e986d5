//! What the goals need: growth paths, team contributions, and the money that is missing for them.

pub mod contribution;
pub mod current_value;
pub mod duration;
pub mod funding_gap;
pub mod funnel_solver;
pub mod growth;
