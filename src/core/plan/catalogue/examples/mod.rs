//! The worked examples: fictional plans that show what a finished plan looks like,
//! three for each market.
//!
//! Each is written once, in `source/`, as a plan file with two liberties: a text may be given in both languages, and an
//! id may be a name (`@line/L10`). The tests make the plain plan files beside this one from them, one for each
//! language, which are published with the site and fetched when someone opens an example: none of it is in the
//! first load. After a change of a source: `UPDATE_EXAMPLES=1 cargo test --test plan examples`.
//!
//! An example is written as of one day, and moved to the week before the reader's day when it is opened. Its texts
//! therefore name no dates, months, seasons or holidays.

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::model::basics::Market;
use crate::plan::model::dates::shifted;

/// A worked example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its key in files, addresses and words.
    pub key: &'static str,
    /// The market whose readers are offered it first.
    pub market: Market,
    /// The day it is written as of: that of its last figures.
    pub as_of: NaiveDate,
}

/// The day the examples are written as of.
const AS_OF: NaiveDate = match NaiveDate::from_ymd_opt(2027, 4, 25) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

const fn example(key: &'static str, market: Market) -> Example {
    Example { key, market, as_of: AS_OF }
}

/// Every example, in the order in which they are offered.
pub const EXAMPLES: [Example; 6] = [
    example("o2o", Market::China),
    example("tool-app", Market::China),
    example("museum", Market::China),
    example("shop", Market::International),
    example("software", Market::International),
    example("venue", Market::International),
];

/// The languages each example is published in.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

impl Example {
    /// The example with that key.
    pub fn by_key(key: &str) -> Option<&'static Example> {
        EXAMPLES.iter().find(|example| example.key == key)
    }

    /// The name of its plan file in a language: `museum.zh.json`. It is in the site's folder `examples`.
    pub fn file(&self, language: &str) -> String {
        format!("{}.{language}.json", self.key)
    }

    /// Its plan for a reader on that day: moved by whole weeks, so that the day it is written as of is the reader's day or
    /// one of the six before it. What has happened in it is then in the past, and the rest of it lies ahead.
    ///
    /// A clock so wrong that the plan would leave the calendar leaves the plan where it is.
    pub fn plan_on(&self, plan: Plan, today: NaiveDate) -> Plan {
        let weeks = (today - self.as_of).num_days().div_euclid(7);
        i32::try_from(weeks).ok().and_then(|weeks| shifted(&plan, weeks)).unwrap_or(plan)
    }
}
