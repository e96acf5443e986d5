//! The answers that a plan is drafted from, and what is wrong with them.
//!
//! Small on purpose: the page that asks them is fetched before the rest of the plan's code.
//!
//! ```
//! use groundswell_core::plan::catalogue::north_stars::Proposal;
//! use groundswell_core::plan::draft::answers::{AnswerError, QuickStart};
//! use groundswell_core::plan::model::basics::{Market, ProjectKind};
//! use groundswell_core::plan::numbers::{currency::Currency, decimal::Decimal, money::Money};
//!
//! let mut answers = QuickStart {
//!     product: "Riverside tea".to_owned(),
//!     kind: ProjectKind::O2o,
//!     market: Market::International,
//!     currency: Currency::from_code("EUR").unwrap(),
//!     north_star: Proposal::Dictionary("orders"),
//!     baseline: Decimal::whole(40),
//!     target: Decimal::whole(120),
//!     total_budget: Money::from_minor(2_500_000).unwrap(),
//!     first_day: "2027-03-01".parse().unwrap(),
//!     weeks: 12,
//! };
//! assert_eq!(answers.check(), Ok(()));
//! assert_eq!(answers.days().unwrap().len(), 84);
//! answers.target = Decimal::whole(40);
//! assert_eq!(answers.check(), Err(AnswerError::TargetNotAboveBaseline));
//! ```

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::plan::catalogue::north_stars::Proposal;
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::measure::Unit;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::{COUNT_LIMIT, is_amount};
use crate::plan::numbers::money::Money;

/// The fewest weeks that a plan is drafted for: less has no room for three phases.
pub const MIN_WEEKS: u32 = 2;
/// The most: three years.
pub const MAX_WEEKS: u32 = 156;
/// The weeks that are proposed.
pub const PROPOSED_WEEKS: u32 = 12;
/// The largest total budget, in whole units of the currency. A part of it must still fit a unit price.
pub const MAX_BUDGET: i64 = 1_000_000_000_000;

/// What a plan is drafted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickStart {
    /// Product or service.
    pub product: String,
    /// The kind of project.
    pub kind: ProjectKind,
    /// The market.
    pub market: Market,
    /// The currency.
    pub currency: Currency,
    /// The north star metric.
    pub north_star: Proposal,
    /// Its value today.
    pub baseline: Decimal,
    /// Its value at the end of the plan.
    pub target: Decimal,
    /// Total budget.
    pub total_budget: Money,
    /// Start date.
    pub first_day: NaiveDate,
    /// Length of the plan.
    pub weeks: u32,
}

/// What is wrong with the answers. Each is about one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerError {
    /// No product is named.
    NoProduct,
    /// The baseline is below zero, or out of range.
    BaselineOutOfRange,
    /// The target is not above the baseline.
    TargetNotAboveBaseline,
    /// A share above 100 %, or a target out of range.
    TargetOutOfRange,
    /// The total budget is not above zero.
    NoBudget,
    /// The total budget is above [`MAX_BUDGET`].
    BudgetTooLarge,
    /// The start date is out of range, or the plan would end out of it.
    DaysOutOfRange,
    /// Fewer weeks than [`MIN_WEEKS`] or more than [`MAX_WEEKS`].
    WeeksOutOfRange,
}

impl fmt::Display for AnswerError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            AnswerError::NoProduct => "no product is named",
            AnswerError::BaselineOutOfRange => "the baseline is out of range",
            AnswerError::TargetNotAboveBaseline => "the target is not above the baseline",
            AnswerError::TargetOutOfRange => "the target is out of range",
            AnswerError::NoBudget => "the total budget is not above zero",
            AnswerError::BudgetTooLarge => "the total budget is too large",
            AnswerError::DaysOutOfRange => "the dates are out of range",
            AnswerError::WeeksOutOfRange => "the number of weeks is out of range",
        })
    }
}

impl std::error::Error for AnswerError {}

/// The largest value that a metric of this unit can be asked to have.
pub fn most_of(unit: Unit) -> Decimal {
    match unit {
        Unit::Percent => Decimal::whole(100),
        _ => Decimal::from_int(i64::from(COUNT_LIMIT)).unwrap_or_default(),
    }
}

impl QuickStart {
    /// Whether a plan can be drafted from the answers.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of the questions.
    pub fn check(&self) -> Result<(), AnswerError> {
        let most = most_of(self.north_star.measure().0);
        let is_large = self.total_budget.whole_units(self.currency) > MAX_BUDGET || !is_amount(self.total_budget);
        let wrong = [
            (self.product.trim().is_empty(), AnswerError::NoProduct),
            (self.baseline.is_negative() || self.baseline > most, AnswerError::BaselineOutOfRange),
            (self.target <= self.baseline, AnswerError::TargetNotAboveBaseline),
            (self.target > most, AnswerError::TargetOutOfRange),
            (self.total_budget <= Money::ZERO, AnswerError::NoBudget),
            (is_large, AnswerError::BudgetTooLarge),
            (!(MIN_WEEKS..=MAX_WEEKS).contains(&self.weeks), AnswerError::WeeksOutOfRange),
            (self.days().is_none(), AnswerError::DaysOutOfRange),
        ];
        wrong.into_iter().find(|(is_wrong, _)| *is_wrong).map_or(Ok(()), |(_, error)| Err(error))
    }

    /// The days of the plan; `None` where they are out of range.
    pub fn days(&self) -> Option<DateRange> {
        let last = self.first_day.checked_add_days(Days::new((u64::from(self.weeks) * 7).checked_sub(1)?))?;
        DateRange::new(self.first_day, last)
    }
}
