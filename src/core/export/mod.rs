//! Files made from a plan: a plan and localized words in, text or bytes out.
//!
//! Pure: no browser, no clock and no language; the caller passes day and words.

pub mod archive;
pub mod calendar;
pub mod csv;
pub mod document;
pub mod feedback;
pub mod markdown;
pub mod qr;
pub mod report;
pub mod tracking_specification;
pub mod workbook;
