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

use chrono::{Datelike, NaiveDate};

use crate::plan::Plan;
use crate::plan::edit::PlanEdit;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::model::metric_dictionary::{DictionaryMetric, RatioParts};
use crate::plan::model::tracking::{Figure, FigureChange};
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_in_range;
use crate::plan::tracking::figures::{Figures, Scope};
use crate::plan::tracking::rollups::ratio_of_day;

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

/// What a table of daily figures has for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayValue {
    /// The figure that was entered.
    Entered(Decimal),
    /// The channels together, or a ratio of two figures.
    Computed(Decimal),
}

impl DayValue {
    /// The number.
    pub fn number(self) -> Decimal {
        let (DayValue::Entered(value) | DayValue::Computed(value)) = self;
        value
    }
}

/// The two metrics that a ratio is computed from; `None` for metrics that are no such ratio, and where the plan does not
/// track both in that scope: the ratio itself is then entered.
pub fn computed_from(figures: Figures, metric: &Metric, scope: Scope) -> Option<&'static RatioParts> {
    let parts = metric.definition.dictionary().and_then(DictionaryMetric::ratio)?;
    let tracks = |key| {
        let part = figures.plan().goals.metric_by_key(key);
        part.is_some_and(|part| figures.tracks(part.id, scope))
    };
    (tracks(parts.numerator) && tracks(parts.denominator)).then_some(parts)
}

/// The value of a day in a table of daily figures; `None` if it is missing.
pub fn day_value(figures: Figures, metric: &Metric, scope: Scope, day: NaiveDate) -> Option<DayValue> {
    if let Some(ratio) = ratio_of_day(figures, metric, scope, day) {
        return Some(DayValue::Computed(ratio));
    }
    let channel = if let Scope::Channel(channel) = scope { Some(channel) } else { None };
    if scope != Scope::AllChannels
        && let Some(value) = figures.on(metric.id, channel, day)
    {
        return Some(DayValue::Entered(value));
    }
    if channel.is_some() {
        return None;
    }
    figures.channels_on(metric, day).map(DayValue::Computed)
}

/// Whether a day should have figures: it lies within the plan and before today, on a weekday that is not closed by design.
pub fn is_expected(plan: &Plan, day: NaiveDate, today: NaiveDate) -> bool {
    let is_open = !plan.tracking.closed_weekdays.contains(&day.weekday());
    is_open && day < today && plan.basics.days().is_some_and(|days| days.contains(day))
}

/// The first day after `from` that should have figures and lacks one, else the first such day of all. A metric that is not
/// tracked in its scope yet lacks none, unless nothing is.
pub fn next_missing_day(
    figures: Figures,
    series: &[(&Metric, Scope)],
    today: NaiveDate,
    from: NaiveDate,
) -> Option<NaiveDate> {
    let plan = figures.plan();
    let tracked: Vec<_> = series.iter().filter(|(metric, scope)| figures.tracks(metric.id, *scope)).copied().collect();
    let series = if tracked.is_empty() { series } else { &tracked };
    let lacks = |day: &NaiveDate| {
        is_expected(plan, *day, today)
            && series.iter().any(|(metric, scope)| day_value(figures, metric, *scope, *day).is_none())
    };
    let days = plan.basics.days()?;
    let last = days.last().min(today);
    let mut all = days.first().iter_days().take_while(|day| *day <= last);
    let after = from.iter_days().skip(1).take_while(|day| *day <= last).find(lacks);
    after.or_else(|| all.find(lacks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edit::EditError;
    use crate::plan::edit::apply::apply;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::MetricDefinition;
    use crate::plan::model::references::Reference;
    use crate::plan::tracking::figures::tests::{day, id, plan_of, put_days};

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

    #[test]
    fn a_day_shows_what_was_entered_before_what_is_computed() {
        let mut plan = plan_of(&["registrations", "activations", "reg_conv", "orders"], 2);
        put_days(&mut plan, 4, Some(11), "2027-03-01", &[5, 6, 7]);
        put_days(&mut plan, 4, Some(12), "2027-03-01", &[1, -1, 2]);
        put_days(&mut plan, 4, None, "2027-03-03", &[40]);
        put_days(&mut plan, 3, None, "2027-03-01", &[77, 78]);
        let value = |plan: &Plan, metric: usize, scope, on: &str| {
            day_value(Figures::of(plan), &plan.goals.metrics[metric], scope, day(on))
        };
        let (entered, computed) = (
            |value| Some(DayValue::Entered(Decimal::whole(value))),
            |value| Some(DayValue::Computed(Decimal::whole(value))),
        );
        let orders = |on| (value(&plan, 3, Scope::Plan, on), value(&plan, 3, Scope::Channel(id(11)), on));
        assert_eq!(orders("2027-03-01"), (computed(6), entered(5)));
        assert_eq!(orders("2027-03-02"), (computed(6), entered(6)), "one channel is missing");
        assert_eq!(orders("2027-03-03"), (entered(40), entered(7)));
        assert_eq!(orders("2027-03-04"), (None, None));
        // A ratio is entered as long as its parts are not tracked.
        let ratio = &plan.goals.metrics[2].clone();
        assert_eq!(computed_from(Figures::of(&plan), ratio, Scope::Plan), None);
        assert_eq!(value(&plan, 2, Scope::Plan, "2027-03-01"), entered(77));
        put_days(&mut plan, 1, None, "2027-03-01", &[1, 1]);
        put_days(&mut plan, 2, None, "2027-03-01", &[2]);
        assert!(computed_from(Figures::of(&plan), ratio, Scope::Plan).is_some());
        assert_eq!(computed_from(Figures::of(&plan), ratio, Scope::Channel(id(11))), None);
        assert_eq!(value(&plan, 2, Scope::Plan, "2027-03-01"), computed(50));
        assert_eq!(value(&plan, 2, Scope::Plan, "2027-03-02"), entered(78), "a part of that day is missing");
    }

    #[test]
    fn the_next_missing_day_is_an_open_day_of_the_plan_before_today() {
        let mut plan = plan_of(&["orders", "reach"], 2);
        plan.tracking.closed_weekdays = vec![chrono::Weekday::Wed];
        let next = |plan: &Plan, scope, from: &str| {
            let series: Vec<_> = plan.goals.metrics.iter().map(|metric| (metric, scope)).collect();
            next_missing_day(Figures::of(plan), &series, day("2027-03-08"), day(from)).map(|day| day.to_string())
        };
        assert_eq!(
            next(&plan, Scope::Plan, "2027-03-02").as_deref(),
            Some("2027-03-04"),
            "nothing yet, closed on the 3rd"
        );
        put_days(&mut plan, 1, None, "2027-02-27", &[1, 1, 1, 0, -1, 1, -1, 1, 1]);
        // Reach is not tracked.
        assert_eq!(next(&plan, Scope::Plan, "2027-02-20").as_deref(), Some("2027-03-05"));
        assert_eq!(next(&plan, Scope::Plan, "2027-03-05").as_deref(), Some("2027-03-05"), "the only one");
        put_days(&mut plan, 1, Some(11), "2027-03-05", &[1]);
        assert_eq!(next(&plan, Scope::Plan, "2027-03-01"), None, "a channel has it");
        assert_eq!(next(&plan, Scope::Channel(id(11)), "2027-03-01").as_deref(), Some("2027-03-02"));
    }
}
