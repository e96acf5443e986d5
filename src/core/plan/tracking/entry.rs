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
//! for (id, value) in [(80, 900), (81, 1_012)] {
//!     let edit = enter_value(&plan, Id::from_bits(id), metric, day, Decimal::from_int(value).unwrap());
//!     apply(&mut plan, edit).unwrap();
//! }
//! let latest = latest_values(&plan, metric, 5);
//! assert_eq!(latest.iter().map(|actual| actual.value).collect::<Vec<_>>(), [Decimal::from_int(1_012).unwrap()]);
//! ```

use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::metric::MetricId;
use crate::plan::model::tracking::{Actual, ActualId};
use crate::plan::numbers::decimal::Decimal;
use chrono::NaiveDate;

/// The edit that enters a day's figure for the whole plan (without channel): it replaces the figure that the day has, or
/// inserts a new one with the id `fresh`.
pub fn enter_value(plan: &Plan, fresh: ActualId, metric: MetricId, on: NaiveDate, value: Decimal) -> PlanEdit {
    let is_same_day = |actual: &&Actual| actual.metric == metric && actual.on == on && actual.channel.is_none();
    // If an imported file has two figures for the day, the last one is in effect.
    PlanEdit::Actual(match plan.tracking.actuals.iter().rev().find(is_same_day) {
        Some(existing) => ListEdit::Replace(Box::new(Actual { value, ..*existing })),
        None => ListEdit::Insert {
            at: plan.tracking.actuals.len(),
            item: Box::new(Actual { id: fresh, on, metric, channel: None, value }),
        },
    })
}

/// The latest figures of a metric for the whole plan, at most `limit` of them, latest day first.
pub fn latest_values(plan: &Plan, metric: MetricId, limit: usize) -> Vec<Actual> {
    let of_plan = |actual: &&Actual| actual.metric == metric && actual.channel.is_none();
    let mut found: Vec<Actual> = plan.tracking.counted().filter(of_plan).copied().collect();
    found.sort_by_key(|actual| std::cmp::Reverse(actual.on));
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};

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
        let int = |value| Decimal::from_int(value).unwrap();
        let before = plan.clone();
        let mut inverses = Vec::new();
        for (fresh, on, value) in [(80, "2027-03-28", 900), (81, "2027-03-21", 640), (82, "2027-03-28", 1_012)] {
            let edit = enter_value(&plan, Id::from_bits(fresh), metric, day(on), int(value));
            inverses.push(apply(&mut plan, edit).unwrap());
        }
        let found: Vec<_> =
            latest_values(&plan, metric, 3).iter().map(|actual| (actual.id.bits(), actual.value)).collect();
        assert_eq!(found, [(80, int(1_012)), (81, int(640))]);
        assert_eq!(latest_values(&plan, metric, 1).len(), 1);
        for inverse in inverses.into_iter().rev() {
            apply(&mut plan, inverse).unwrap();
        }
        assert_eq!(plan, before);
    }
}
