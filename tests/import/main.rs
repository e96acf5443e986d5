//! Tests of what is imported: `src/core/import`, and the fields that read the same formats.

mod budget_files;
mod figure_files;
mod figures_in_plan;
mod long_tables;
mod meaning;
mod new_plan;
mod text;
mod workbooks;
