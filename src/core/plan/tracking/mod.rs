//! Tracked daily figures: entry, roll-ups, progress against the plan, forecast and the week's summary.

pub mod day_rows;
pub mod entry;
pub mod figures;
pub mod forecast;
pub mod picture;
pub mod plan_vs_actual;
pub mod rollups;
pub mod standing;
pub mod weekly_summary;
