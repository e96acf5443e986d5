//! Buttons, disclosures, explanations, tables.

pub mod button;
pub mod data_table;
pub mod disclosure;
pub mod explanation;
