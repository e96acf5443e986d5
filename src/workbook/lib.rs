//! Writes a [`Book`](groundswell_core::export::workbook::book::Book) as an Excel workbook.
//!
//! The only crate that depends on the XLSX library. Knows no plan: it gets rows and formulas.

mod xlsx;

pub use xlsx::write;
