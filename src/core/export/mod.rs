//! What leaves the planner as a file: a plan and words in, text or bytes out. Pure: no browser, no clock, no language of
//! its own.

pub mod actuals_csv;
pub mod budget_csv;
pub mod calendar;
pub mod csv;
pub mod feedback;
pub mod markdown;
pub mod outline;
pub mod qr;
pub mod qr_sheet;
pub mod report;
pub mod schedule_csv;
pub mod tracking_specification;
pub mod workbook;
pub mod zip;
