//! How a person wants the tables of a file to be read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::found::{ColumnRole, RepeatedDays};
use crate::import::text::dates::DayOrder;
use crate::import::text::numbers::DecimalMark;

/// How the tables of a file are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoices {
    /// Today: later days are refused, and days without a year end here.
    pub today: NaiveDate,
    /// The order of day and month that the person chose.
    #[serde(default)]
    pub order: Option<DayOrder>,
    /// The decimal mark that the person chose.
    #[serde(default)]
    pub mark: Option<DecimalMark>,
    /// How several rows of a day are read.
    #[serde(default)]
    pub repeated: RepeatedDays,
    /// What the person chose for columns: the table, the column, what it holds.
    #[serde(default)]
    pub roles: Vec<(usize, usize, ColumnRole)>,
}

impl ReadingChoices {
    /// Nothing chosen.
    pub fn new(today: NaiveDate) -> ReadingChoices {
        ReadingChoices { today, order: None, mark: None, repeated: RepeatedDays::ByFile, roles: Vec::new() }
    }
}
