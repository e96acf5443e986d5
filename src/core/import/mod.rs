//! Reads foreign files: tables of budget lines, ad managers' reports and daily figures that other programs wrote.
//!
//! Pure: takes bytes or text, a plan and the person's choices, and returns a preview with everything that could not be
//! read. Must not know the browser or the language of the page, and changes no plan: a preview makes an edit on request.
//!
//! - [`text`]: encodings, delimited text, HTML, numbers, dates. Knows no table and no plan.
//! - [`table`]: rows and columns, what each column means, periods, totals. Knows no plan's parts.
//! - [`workbook`]: sheets of an `.xlsx` file as tables; [`old_workbook`]: those of an `.xls` file.
//! - [`budget`]: line items of a table, the edit that imports them, and a whole new plan made of them.
//! - [`named_parts`]: phases, channels and metrics that are typed or pasted by name, and the edit that adds them.
//! - [`part_names`]: the parts of a plan by their names in a table.
//! - [`actuals`]: figures measured day by day.
//! - [`error_groups`]: errors of a table, with those merged that one setting resolves.
//! - [`reading`]: opens a file of any kind; [`all_tables`]: every table of one. [`bounds`]: how much of a file is read. [`worker_job`]: what the page asks the
//!   reader worker for.

pub mod actuals;
pub mod all_tables;
pub mod bounds;
pub mod budget;
pub mod error_groups;
pub mod named_parts;
pub mod old_workbook;
pub mod part_names;
pub mod reading;
pub mod table;
pub mod text;
mod transfer;
pub mod workbook;
pub mod worker_job;
