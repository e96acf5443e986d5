//! Words for values of the plan, in the language of the page.

pub mod channels;
pub mod figures;
pub mod findings;
pub mod names;
pub mod qr_sheet;
pub mod report;
pub mod values;
pub mod verdicts;
