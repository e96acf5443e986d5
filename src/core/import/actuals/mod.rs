//! Figures measured day by day: those of channel tests, pasted, and those of platforms' own export files and other
//! tables.
//!
//! - [`mod@file`]: reads every table of a file: its kind, its columns, its figures, what could not be read.
//! - [`found`]: what was found, and how it travels from the worker to the page.
//! - [`against_plan`]: what importing it would change in a plan, and the edit.
//! - [`proposals`]: what becomes of each series, unless the person says otherwise.
//! - [`pasted_block`]: a block that is pasted into the table of figures.
//! - [`remembered`]: what was chosen for a table, for the next one with the same headings.
//! - [`test_days`]: pasted days of a channel test.
//!
//! A total since the publication of a post is no figure of a day, a missing value is not zero, and rows of a day are
//! added up only where the metric adds up: such values are left out, and the result says so.

pub mod against_plan;
mod blocks;
mod cells;
mod choices;
mod days;
pub mod file;
pub mod found;
pub mod pasted_block;
mod profiles;
pub mod proposals;
mod reading;
mod recognise;
pub mod remembered;
mod series;
pub mod test_days;

pub use self::choices::ReadingChoices;
pub use self::profiles::{FileProfile, FileRows, ProfileChannel};
