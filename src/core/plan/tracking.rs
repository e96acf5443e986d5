//! What really happened, day by day.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::Plan;
use super::bounds::is_in_range;
use super::channel::ChannelId;
use super::decimal::Decimal;
use super::edit::{ListEdit, PlanEdit};
use super::id::{Entity, Id};
use super::is_default;
use super::metric::MetricId;

/// Identity of an [`Actual`].
pub type ActualId = Id<Actual>;

/// Everything of the track step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// Weekdays on which nothing is expected (closed Mondays): left out of steadiness and pacing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closed_weekdays: Vec<Weekday>,
    /// Figures by day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub actuals: Vec<Actual>,
}

impl Tracking {
    /// The figures that count. Those of days in years out of range are kept and reported by the check, and count for
    /// nothing: one of the year 20277 would be the latest for ever.
    pub fn counted(&self) -> impl Iterator<Item = &Actual> {
        self.actuals.iter().filter(|actual| is_in_range(actual.on))
    }
}

/// One figure of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Actual {
    /// Identity.
    pub id: ActualId,
    /// The day.
    pub on: NaiveDate,
    /// The metric.
    pub metric: MetricId,
    /// The channel it is counted on; none for the whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: Option<ChannelId>,
    /// The figure. A day without an entry is missing, not zero.
    pub value: Decimal,
}

impl Entity for Actual {
    fn id(&self) -> ActualId {
        self.id
    }
}

/// The edit that enters the figure of a day for the whole: it takes the place of one that is there for the day, or is a
/// new one with the identity handed in.
pub fn entering(plan: &Plan, fresh: ActualId, metric: MetricId, on: NaiveDate, value: Decimal) -> PlanEdit {
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
pub fn latest(plan: &Plan, metric: MetricId, most: usize) -> Vec<Actual> {
    let whole = |actual: &&Actual| actual.metric == metric && actual.channel.is_none();
    let mut found: Vec<Actual> = plan.tracking.counted().filter(whole).copied().collect();
    found.sort_by_key(|actual| std::cmp::Reverse(actual.on));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::apply;
    use crate::plan::metric::{Metric, MetricDefinition};

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
            let edit = entering(&plan, Id::from_bits(fresh), metric, day(on), int(value));
            inverses.push(apply(&mut plan, edit).unwrap());
        }
        let found: Vec<_> = latest(&plan, metric, 3).iter().map(|actual| (actual.id.bits(), actual.value)).collect();
        assert_eq!(found, [(80, int(1_012)), (81, int(640))]);
        assert_eq!(latest(&plan, metric, 1).len(), 1);
        for inverse in inverses.into_iter().rev() {
            apply(&mut plan, inverse).unwrap();
        }
        assert_eq!(plan, before);
    }
}
