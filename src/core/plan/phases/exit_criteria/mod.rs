//! Exit and entry criteria: whether the next phase may begin, evaluated from tracked figures.
//!
//! Between two phases, the exit criteria of the earlier one and the entry criteria of the later one apply. Which figure is
//! compared with a criterion's number depends on how the metric adds up:
//!
//! - figures at the end of a period (followers), ratios, growth rates: the latest figure;
//! - sums (orders) and averages: the daily mean over the last seven days, as a goal's number is a daily one. For posts
//!   published it is the total of the last seven days, for feedback collected the total of the phase;
//! - steadiness, if it was not entered: the excess variation of the results that the tests count, over fourteen days;
//! - a ratio that was not entered, but whose two sums were tracked (such as spend and new followers): the ratio of the sums.
//!
//! A figure of the whole plan takes precedence over the sum of the channels' figures. Days without a figure are missing,
//! not zero; weekdays that are closed by design are left out of means. Reads the plan only; a person decides.
//!
//! ```
//! use groundswell_core::plan::{Plan, phases::exit_criteria::{CriteriaVerdict, criteria_checks}};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::model::phase::{Comparison, Criterion};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let followers = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(followers, MetricDefinition::Dictionary("followers".to_owned())));
//! plan.phases[0].exit.push(Criterion {
//!     metric: Some(followers),
//!     words: String::new(),
//!     holds: Comparison::AtLeast,
//!     value: Decimal::from_int(1_000),
//!     seen: None,
//! });
//! let day = "2027-03-28".parse().unwrap();
//! assert_eq!(criteria_checks(&plan, day)[0].verdict, CriteriaVerdict::NotMeasured { unmeasured: 1 });
//! plan.tracking.figures.set(followers, None, day, Decimal::from_int(1_012));
//! assert_eq!(criteria_checks(&plan, day)[0].verdict, CriteriaVerdict::MayBegin);
//! ```

mod measurements;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use self::measurements::Measurements;
use crate::plan::Plan;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::decimal::Decimal;

/// The criteria between two phases, evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaCheck {
    /// The phase that ends; `None` before the first.
    pub after: Option<PhaseId>,
    /// The phase that may begin; `None` after the last.
    pub next: Option<PhaseId>,
    /// Exit criteria of the earlier phase, then entry criteria of the later one, each in its phase's order.
    pub criteria: Vec<CriterionStatus>,
    /// Whether the later phase may begin.
    pub verdict: CriteriaVerdict,
}

/// Whether the next phase may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriteriaVerdict {
    /// There are no criteria.
    NoCriteria,
    /// All criteria are met.
    MayBegin,
    /// All measured criteria are met; criteria in words are still to be confirmed by a person.
    NeedsConfirmation {
        /// How many.
        unconfirmed: usize,
    },
    /// Some criteria are not met.
    NotYet {
        /// How many.
        unmet: usize,
    },
    /// No criterion has failed, but some have no figures yet.
    NotMeasured {
        /// How many.
        unmeasured: usize,
    },
}

/// The state of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionStatus {
    /// The phase it belongs to.
    pub phase: PhaseId,
    /// Whether it is one of the exit criteria or of the entry criteria.
    pub kind: CriterionKind,
    /// Its index in that list.
    pub at: usize,
    /// Its state.
    pub state: CriterionState,
}

/// The two kinds of criteria of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriterionKind {
    /// To be met before the phase begins.
    Entry,
    /// To be met before the next phase begins.
    Exit,
}

/// The state of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriterionState {
    /// Met, by figures.
    Met {
        /// The measured value.
        has: MeasuredValue,
        /// The required value.
        needs: Decimal,
    },
    /// Not met, by figures.
    NotMet {
        /// The measured value.
        has: MeasuredValue,
        /// The required value.
        needs: Decimal,
        /// The difference between the two; above 0.
        missing: Decimal,
    },
    /// Met, as a person confirmed: a criterion in words.
    Confirmed {
        /// When.
        on: NaiveDate,
    },
    /// Not known yet.
    NotMeasured(NotMeasuredReason),
}

impl CriterionState {
    /// Whether it is met, by figures or as confirmed by a person.
    pub fn is_met(&self) -> bool {
        matches!(self, CriterionState::Met { .. } | CriterionState::Confirmed { .. })
    }
}

/// The figure that is compared with a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasuredValue {
    /// The value, rounded half away from zero; whether the criterion is met is decided before rounding.
    pub value: Decimal,
    /// How it was measured.
    pub method: MeasurementMethod,
    /// The last day it includes.
    pub on: NaiveDate,
}

/// How a value was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasurementMethod {
    /// The latest figure.
    Last,
    /// Daily mean of the last seven days.
    DailyMean {
        /// Number of days with a figure among them.
        days: u32,
    },
    /// Total of the last seven days.
    WeekTotal,
    /// Total since the phase began.
    PhaseTotal,
    /// Entries of the plan's feedback log.
    Log,
    /// Ratio of two tracked sums since the phase began.
    RatioOfSums,
    /// Excess variation of the results that the tests count, over the last fourteen days.
    Steadiness,
}

/// Why a criterion is not measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMeasuredReason {
    /// It is written in words, for a person to confirm.
    InWords,
    /// It has no number.
    NoNumber,
    /// No figure was tracked.
    NoFigure,
    /// The latest figure is more than seven days old.
    Stale {
        /// The day of that figure.
        on: NaiveDate,
    },
}

/// The criteria of the plan in the order of its phases, evaluated as of the end of `as_of`, the last complete day.
///
/// Entry criteria of the first phase are left out if there are none.
pub fn criteria_checks(plan: &Plan, as_of: NaiveDate) -> Vec<CriteriaCheck> {
    let measurements = Measurements::of(plan, as_of);
    let before = std::iter::once(None).chain(plan.phases.iter().map(Some));
    let next = plan.phases.iter().map(Some).chain(std::iter::once(None));
    let checks = before.zip(next).map(|(after, next)| measurements.check(after, next));
    checks.filter(|check| check.after.is_some() || !check.criteria.is_empty()).collect()
}

/// The day as of which criteria are evaluated: today, or the latest day with a figure if that is later, as in a plan that is
/// opened before its time.
pub fn as_of(plan: &Plan, today: NaiveDate) -> NaiveDate {
    plan.tracking.counted().map(|actual| actual.on).max().map_or(today, |last| last.max(today))
}

fn verdict(criteria: &[CriterionStatus]) -> CriteriaVerdict {
    let count = |is: fn(&CriterionState) -> bool| criteria.iter().filter(|criterion| is(&criterion.state)).count();
    let unmet = count(|state| matches!(state, CriterionState::NotMet { .. }));
    let in_words = count(|state| *state == CriterionState::NotMeasured(NotMeasuredReason::InWords));
    let unmeasured = count(|state| matches!(state, CriterionState::NotMeasured(_))) - in_words;
    match (criteria.len(), unmet, unmeasured, in_words) {
        (0, ..) => CriteriaVerdict::NoCriteria,
        (_, 0, 0, 0) => CriteriaVerdict::MayBegin,
        (_, 0, 0, in_words) => CriteriaVerdict::NeedsConfirmation { unconfirmed: in_words },
        (_, 0, unmeasured, _) => CriteriaVerdict::NotMeasured { unmeasured },
        (_, unmet, ..) => CriteriaVerdict::NotYet { unmet },
    }
}
