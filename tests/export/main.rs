//! Tests of what is exported: `src/core/export` and `src/workbook`.

mod feedback;
mod files;
mod qr;
mod report;
mod tracking_specification;
