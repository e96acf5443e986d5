//! Entry of a day's figure for the whole plan, and its latest figures.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply, numbers::decimal::Decimal};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::entry::{enter_value, latest_values};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let metric = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(metric, MetricDefinition::Dictionary("followers".to_owned())));
//! let day = "2027-03-28".parse().unwrap();
//! // The second figure of the day replaces the first.
//! for value in [900, 1_012] {
//!     apply(&mut plan, enter_value(metric, day, Some(Decimal::whole(value)))).unwrap();
//! }
//! let latest = latest_values(&plan, metric, 5);
//! assert_eq!(latest.iter().map(|figure| figure.value).collect::<Vec<_>>(), [Decimal::whole(1_012)]);
//! ```

use crate::plan::Plan;
use crate::plan::edit::PlanEdit;
use crate::plan::model::metric::MetricId;
use crate::plan::model::tracking::{Figure, FigureChange};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_in_range;
use chrono::NaiveDate;

/// The edit that enters a day's figure for the whole plan (without channel), in place of the one that the day has; without
/// a value it removes that.
pub fn enter_value(metric: MetricId, on: NaiveDate, value: Option<Decimal>) -> PlanEdit {
    PlanEdit::Figures(vec![FigureChange { on, metric, channel: None, value }])
}

/// The latest figures of a metric for the whole plan, at most `limit` of them, latest day first.
pub fn latest_values(plan: &Plan, metric: MetricId, limit: usize) -> Vec<Figure> {
    let days = plan.tracking.figures.days(metric, None).iter().rev().filter(|(on, _)| is_in_range(*on));
    days.take(limit).map(|&(on, value)| Figure { on, metric, channel: None, value }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::EditError;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use crate::plan::model::references::Reference;

    #[test]
    fn a_day_has_one_figure_for_the_whole_plan() {
        let mut bits = 0;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let metric = Id::from_bits(70);
        plan.goals.metrics.push(Metric::new(metric, MetricDefinition::Dictionary("followers".to_owned())));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let before = plan.clone();
        let mut inverses = Vec::new();
        for (on, value) in [("2027-03-28", 900), ("2027-03-21", 640), ("2027-03-28", 1_012)] {
            let edit = enter_value(metric, day(on), Some(Decimal::whole(value)));
            inverses.push(apply(&mut plan, edit).unwrap());
        }
        let found: Vec<_> = latest_values(&plan, metric, 3).iter().map(|figure| figure.value).collect();
        assert_eq!(found, [Decimal::whole(1_012), Decimal::whole(640)]);
        assert_eq!(latest_values(&plan, metric, 1).len(), 1);
        inverses.push(apply(&mut plan, enter_value(metric, day("2027-03-21"), None)).unwrap());
        assert_eq!(plan.tracking.figures.len(), 1);
        for inverse in inverses.into_iter().rev() {
            apply(&mut plan, inverse).unwrap();
        }
        assert_eq!(plan, before);
        let nowhere = enter_value(Id::from_bits(71), day("2027-03-21"), Some(Decimal::ZERO));
        let error = EditError::PointsNowhere(Reference::Metric(Id::from_bits(71)));
        assert_eq!((apply(&mut plan, nowhere), &plan), (Err(error), &before));
    }
}
