//! Where each goal will stand on its due date if things go on as they do: median, 80 % interval, and the chance of
//! reaching the target. Deterministic: quantiles of closed distributions, no simulation.
//!
//! What is forecast depends on the metric:
//!
//! | metric | figure on the due date |
//! |---|---|
//! | stock (followers) | the last figure plus the net gain of the days ahead |
//! | a day's results (orders), averages, ratios, with the target on the last day | the mean of the last seven open days up to the due date, as one day alone says little |
//! | the same, with the target on average | the mean of all open days since the baseline; days without a figure are forecast too |
//!
//! Ratios whose numerator and denominator are tracked are forecast from these, weighted by the denominator. The
//! `model` module has the formulas: Gamma–Poisson for counts, beta for rates, weights that halve every four weeks, weekday
//! factors, dispersion estimated from the days, and a trend along the goal's path (linear or compound).
//!
//! **No forecast before 14 figures**: two of each weekday are the fewest that tell a weekday from chance, and leave
//! enough degrees of freedom to estimate how much days vary. Counts need ten results as well: below that, the 90 %
//! interval of a rate is wider than ±52 % whatever the days look like.
//!
//! A fall goes on by the same share a day and a share of a whole stays between 0 and 100 %, so that no forecast ends at a
//! limit that it was cut off at.
//!
//! The tests simulate 8,000 plans; the 80 % interval covers 75 to 85 % of what then happens.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply, numbers::decimal::Decimal};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::{entry::enter_value, figures::Figures, forecast::{NoForecast, forecast}};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let followers = Id::from_bits(70);
//! let mut metric = Metric::new(followers, MetricDefinition::Dictionary("followers".to_owned()));
//! (metric.target, metric.due) = (Decimal::from_int(2_000), "2027-03-30".parse().ok());
//! plan.goals.metrics.push(metric);
//! let first: chrono::NaiveDate = "2027-03-01".parse().unwrap();
//! let figures = [0, 42, 70, 120, 155, 204, 230, 290, 322, 370, 400, 451, 489, 530, 582, 610];
//! let missing = NoForecast::NotEnoughData { have: 0, need: 14 };
//! assert_eq!(forecast(Figures::of(&plan), &plan.goals.metrics[0], first), Err(missing));
//! for (day, value) in first.iter_days().zip(figures) {
//!     apply(&mut plan, enter_value(followers, day, Some(Decimal::whole(1_000 + value)))).unwrap();
//! }
//! let found = forecast(Figures::of(&plan), &plan.goals.metrics[0], "2027-03-16".parse().unwrap()).unwrap();
//! // 1,610 followers, some 40 more on each of 14 days: about 2,180.
//! assert!(found.low > 2_000.0 && found.low < 2_180.0 && found.high > 2_180.0 && found.chance > 0.9);
//! ```

mod history;
mod model;

use chrono::NaiveDate;

use crate::plan::model::measure::{AddsUp, Better};
use crate::plan::model::metric::{Metric, MetricId, TargetReading};
use crate::plan::tracking::figures::Figures;
use crate::plan::tracking::forecast::history::History;
use crate::plan::tracking::forecast::model::{Chance, Fit};

/// The fewest figures for a forecast: two of each weekday.
pub const MIN_FIGURES: u32 = 14;
/// The fewest results, for counts.
pub const MIN_RESULTS: u32 = 10;
/// Figures older than this many days are not taken to go on.
pub const MAX_AGE: i64 = 14;

/// What the forecast is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForecastOf {
    /// The value on the due date.
    Stock,
    /// The mean of the last seven open days up to the due date.
    LastWeek,
    /// The mean of the open days from the baseline to the due date.
    Average,
}

/// Where a goal will stand on its due date. Values are in the metric's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The metric.
    pub metric: MetricId,
    /// What is forecast.
    pub of: ForecastOf,
    /// The due date.
    pub due: NaiveDate,
    /// The target.
    pub target: f64,
    /// As likely above as below.
    pub median: f64,
    /// One time in ten it ends lower.
    pub low: f64,
    /// One time in ten it ends higher.
    pub high: f64,
    /// The probability of reaching the target, 0 to 1.
    pub chance: f64,
    /// The last figure it is based on.
    pub last_figure: NaiveDate,
    /// How many figures it is based on.
    pub figures: u32,
    /// What it does not know.
    pub unknowns: Vec<Unknown>,
}

/// Something a forecast does not know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unknown {
    /// There are few figures.
    FewDays {
        /// How many.
        figures: u32,
    },
    /// Days between the first and the last figure have none.
    MissingDays {
        /// How many open days.
        missing: u32,
        /// Of how many.
        of: u32,
    },
    /// Results come in bursts: whether another comes in time decides.
    Bursts {
        /// The best day's share of all results, 0 to 1.
        top_share: f64,
    },
    /// The due date is further ahead than the figures reach back.
    FarAhead {
        /// Days to the due date.
        ahead: u32,
        /// Days with figures behind.
        behind: u32,
    },
    /// It assumes that the growth or decline goes on.
    Trend {
        /// Change a week, as a share of the level.
        per_week: f64,
    },
    /// The last figure is some days old.
    Old {
        /// How many days.
        days: u32,
    },
    /// The sum of some days lacks channels that were tracked before.
    LacksChannels {
        /// How many days.
        days: u32,
    },
    /// Only the ratio is tracked, not the two counts it divides.
    CountsNotTracked,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// The goal has no target.
    NoTarget,
    /// The goal has no due date.
    NoDueDate,
    /// The due date has passed.
    Over,
    /// The metric's figures of days do not say where it ends: distinct people, growth rates, computed values.
    NotForecast,
    /// There are too few figures.
    NotEnoughData {
        /// Figures there are.
        have: u32,
        /// Figures needed.
        need: u32,
    },
    /// There are too few results.
    TooFewResults {
        /// Results there are.
        have: u32,
        /// Results needed.
        need: u32,
    },
    /// The last figure is too old.
    Stale {
        /// Its day.
        last: NaiveDate,
    },
}

/// The forecasts of all metrics with a target, in the plan's order.
pub fn forecasts(figures: Figures, today: NaiveDate) -> Vec<(MetricId, Result<Forecast, NoForecast>)> {
    let metrics = figures.plan().goals.metrics.iter().filter(|metric| metric.target.is_some());
    metrics.map(|metric| (metric.id, forecast(figures, metric, today))).collect()
}

/// The forecast of a goal; figures after `today` do not count.
///
/// # Errors
/// [`NoForecast`] where there is none.
pub fn forecast(figures: Figures, metric: &Metric, today: NaiveDate) -> Result<Forecast, NoForecast> {
    let target = metric.target.ok_or(NoForecast::NoTarget)?.to_f64();
    let due = metric.due.ok_or(NoForecast::NoDueDate)?;
    let of = match (metric.definition.adds_up(), metric.path.reading) {
        (AddsUp::Distinct | AddsUp::Compound | AddsUp::Recomputed, _) => return Err(NoForecast::NotForecast),
        (AddsUp::EndOfPeriod, _) => ForecastOf::Stock,
        (_, TargetReading::AtTheEnd) => ForecastOf::LastWeek,
        (_, TargetReading::OnAverage) => ForecastOf::Average,
    };
    if due < today {
        return Err(NoForecast::Over);
    }
    let history = History::of(figures, metric, today);
    let have = u32::try_from(history.days.len()).unwrap_or(u32::MAX);
    let last = match history.days.last() {
        Some(last) if have >= MIN_FIGURES => last.on,
        _ => return Err(NoForecast::NotEnoughData { have, need: MIN_FIGURES }),
    };
    if (today - last).num_days() > MAX_AGE {
        return Err(NoForecast::Stale { last });
    }
    if history.chance == Chance::Counts && of != ForecastOf::Stock {
        let results: f64 = history.days.iter().map(|day| day.value).sum();
        if results < f64::from(MIN_RESULTS) {
            return Err(NoForecast::TooFewResults { have: whole(results), need: MIN_RESULTS });
        }
    }
    let observations = history.observations(last);
    let fit = Fit::of(&observations, history.assumed(metric.path.shape));
    let fit = fit.ok_or(NoForecast::NotEnoughData { have, need: MIN_FIGURES })?;
    let outcome = history.outcome(figures, metric, of, due, &fit);
    let value = |probability| outcome.value(probability);
    let reached_below = outcome.below(target, metric.definition.better());
    Ok(Forecast {
        metric: metric.id,
        of,
        due,
        target,
        median: value(0.5),
        low: value(0.1),
        high: value(0.9),
        chance: if metric.definition.better() == Better::Up { 1.0 - reached_below } else { reached_below },
        last_figure: last,
        figures: have,
        unknowns: history.unknowns(of, due, today, &fit),
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates at 0 and at the largest number
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests;
