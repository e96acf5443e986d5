//! How a goal stands on a day: its tracked days, what was planned beside them, and its forecast. Tables, sentences and
//! pictures take one value of it, so that nothing of a goal is computed twice for one page.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply, numbers::decimal::Decimal};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::{entry::enter_value, figures::Figures, standing::GoalStanding};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let orders = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
//! let monday: chrono::NaiveDate = "2027-03-29".parse().unwrap();
//! for (on, value) in monday.iter_days().zip([12, 14]) {
//!     apply(&mut plan, enter_value(orders, on, Some(Decimal::whole(value)))).unwrap();
//! }
//! let standing = GoalStanding::of(Figures::of(&plan), &plan.goals.metrics[0], monday);
//! assert_eq!(standing.latest().map(|day| day.value), Some(Decimal::whole(12)), "Tuesday is still to come");
//! assert!(standing.progress.is_none() && standing.forecast.is_err(), "it has no target");
//! ```

use chrono::NaiveDate;

use crate::plan::model::metric::Metric;
use crate::plan::tracking::figures::{DayFigure, Figures, Scope};
use crate::plan::tracking::forecast::{Forecast, NoForecast, forecast};
use crate::plan::tracking::plan_vs_actual::{GoalProgress, Needed, ResultPace, goal_progress};

/// A goal up to a day.
#[derive(Debug, Clone)]
pub struct GoalStanding<'a> {
    /// The figures of its plan.
    pub figures: Figures<'a>,
    /// The goal.
    pub metric: &'a Metric,
    /// Its days with a figure, the earliest first.
    pub tracked: Vec<DayFigure>,
    /// Plan against actual; `None` without a path.
    pub progress: Option<GoalProgress>,
    /// Where it will stand on its due date.
    pub forecast: Result<Forecast, NoForecast>,
}

impl<'a> GoalStanding<'a> {
    /// How it stands; figures after `today` do not count.
    pub fn of(figures: Figures<'a>, metric: &'a Metric, today: NaiveDate) -> GoalStanding<'a> {
        let mut tracked = figures.daily(metric, Scope::Plan);
        tracked.retain(|day| day.on <= today);
        GoalStanding {
            figures,
            metric,
            tracked,
            progress: goal_progress(figures, metric, today),
            forecast: forecast(figures, metric, today),
        }
    }

    /// The last day with a figure.
    pub fn latest(&self) -> Option<DayFigure> {
        self.tracked.last().copied()
    }

    /// How its results keep pace.
    pub fn pace(&self) -> Option<&ResultPace> {
        self.progress.as_ref()?.pace.as_ref()
    }

    /// What is needed per day from now on.
    pub fn needed(&self) -> Option<&Needed> {
        self.progress.as_ref()?.needed.as_ref()
    }
}
