//! Charts and meters: thin SVG over the geometry of the core.

pub mod bar_rows;
pub mod column_chart;
pub mod cumulative_chart;
pub mod fills;
pub mod interval_rows;
pub mod line_chart;
pub mod meters;
pub mod progress_chart;
