//! Buttons, disclosures, tables.

pub mod button;
pub mod data_table;
pub mod disclosure;
