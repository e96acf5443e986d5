//! The range of days, amounts and counts that fields, imports and files accept. Knows nothing of their meaning.
//!
//! ```
//! use groundswell_core::plan::numbers::limits::{earliest, is_in_range, latest};
//! assert!(is_in_range(earliest()) && is_in_range(latest()));
//! assert!(!is_in_range(latest().succ_opt().unwrap()));
//! ```

use crate::plan::numbers::money::Money;
use chrono::{Datelike, NaiveDate};

/// The first year that a date may be in.
pub const FIRST_YEAR: i32 = 1900;

/// The last year that a date may be in.
pub const LAST_YEAR: i32 = 2199;

/// The largest single amount, in minor units: 10¹² units of a currency with two digits.
///
/// A sum of 40,000 such amounts is still exact in [`Money`], and a plan file has room for fewer lines than that.
pub const AMOUNT_LIMIT: i64 = 100_000_000_000_000;

/// The largest whole number that a count may be: people, posts, places.
pub const COUNT_LIMIT: u32 = 1_000_000_000;

/// Whether a day is in a year from [`FIRST_YEAR`] to [`LAST_YEAR`].
pub fn is_in_range(day: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

/// The first day that is in range.
pub fn earliest() -> NaiveDate {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// The last day that is in range.
pub fn latest() -> NaiveDate {
    NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// Whether a single amount is within [`AMOUNT_LIMIT`] on either side of zero.
pub fn is_amount(amount: Money) -> bool {
    (-AMOUNT_LIMIT..=AMOUNT_LIMIT).contains(&amount.minor())
}
