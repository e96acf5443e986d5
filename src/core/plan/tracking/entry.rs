//! Entering the figure of a day, and reading the latest ones.

use crate::plan::Plan;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::metric::MetricId;
use crate::plan::model::tracking::{Actual, ActualId};
use crate::plan::numbers::decimal::Decimal;
use chrono::NaiveDate;

/// The edit that enters the figure of a day for the whole: it takes the place of one that is there for the day, or is a
/// new one with the identity handed in.
pub fn enter_value(plan: &Plan, fresh: ActualId, metric: MetricId, on: NaiveDate, value: Decimal) -> PlanEdit {
    let is_there = |actual: &&Actual| actual.metric == metric && actual.on == on && actual.channel.is_none();
    // Where a file brought two for the day, the last one is what is read.
    PlanEdit::Actual(match plan.tracking.actuals.iter().rev().find(is_there) {
        Some(there) => ListEdit::Replace(Box::new(Actual { value, ..*there })),
        None => ListEdit::Insert {
            at: plan.tracking.actuals.len(),
            item: Box::new(Actual { id: fresh, on, metric, channel: None, value }),
        },
    })
}

/// The last figures entered of a metric for the whole, the latest day first.
pub fn latest_values(plan: &Plan, metric: MetricId, most: usize) -> Vec<Actual> {
    let whole = |actual: &&Actual| actual.metric == metric && actual.channel.is_none();
    let mut found: Vec<Actual> = plan.tracking.counted().filter(whole).copied().collect();
    found.sort_by_key(|actual| std::cmp::Reverse(actual.on));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};

    #[test]
    fn a_day_has_one_figure_of_the_whole() {
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
