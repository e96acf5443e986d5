//! The current value of a metric and its progress to date, the same for every screen and file.
//!
//! *Current* is the latest tracked figure with its day, or the baseline where nothing was tracked after it.
//! *To date* is the gain over the baseline: for a metric summed by day (orders), all figures after the baseline's date,
//! less the baseline for each of these days; for a stock (followers), the latest figure less the baseline.
//!
//! A figure of the whole plan takes precedence over the sum of the channels. Figures in years out of range are ignored.
//!
//! ```
//! use groundswell_core::plan::Plan;
//! use groundswell_core::plan::goals::current_value::current;
//! use groundswell_core::plan::model::id::Id;
//! use groundswell_core::plan::model::metric::{Metric, MetricDefinition};
//! use groundswell_core::plan::numbers::decimal::Decimal;
//! let mut bits = 0;
//! let plan = Plan::blank(&mut || { bits += 1; bits });
//! let mut metric = Metric::new(Id::from_bits(9), MetricDefinition::Dictionary("followers".to_owned()));
//! assert_eq!(current(&plan, &metric), None);
//! metric.baseline = Decimal::from_int(800);
//! assert_eq!(current(&plan, &metric).map(|now| now.value), Decimal::from_int(800));
//! ```

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::Metric;
use crate::plan::model::tracking::Figure;
use crate::plan::numbers::decimal::Decimal;

/// The current value of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// The figure.
    pub value: Decimal,
    /// Its date; `None` for a baseline without one.
    pub on: Option<NaiveDate>,
    /// Whether it was tracked after the baseline's date.
    pub counted: bool,
}

/// The progress of a metric to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToDate {
    /// The gain over the baseline.
    pub value: Decimal,
    /// The last tracked day.
    pub on: NaiveDate,
}

/// The current value; `None` without a baseline or a tracked figure.
pub fn current(plan: &Plan, metric: &Metric) -> Option<Current> {
    let baseline = metric.baseline.map(|value| Current { value, on: metric.baseline_on, counted: false });
    let latest = latest(plan, metric).map(|(value, on)| Current { value, on: Some(on), counted: true });
    match (latest, baseline.and_then(|baseline| baseline.on)) {
        (Some(latest), Some(read)) if latest.on < Some(read) => baseline,
        (Some(_), _) => latest,
        (None, _) => baseline,
    }
}

/// The progress to date; `None` without tracked figures, or where the metric cannot be added up.
pub fn to_date(plan: &Plan, metric: &Metric) -> Option<ToDate> {
    match metric.definition.adds_up() {
        AddsUp::Sum => {
            let usual = metric.baseline.unwrap_or_default();
            let mut days = by_day(plan, metric);
            days.retain(|on, _| metric.baseline_on.is_none_or(|read| *on > read));
            let (on, _) = days.last_key_value()?;
            Some(ToDate { value: days.values().map(|value| *value - usual).sum(), on: *on })
        }
        AddsUp::EndOfPeriod => {
            let now = current(plan, metric).filter(|now| now.counted)?;
            Some(ToDate { value: now.value - metric.baseline?, on: now.on? })
        }
        _ => None,
    }
}

fn figures<'a>(plan: &'a Plan, metric: &Metric) -> impl Iterator<Item = Figure> + use<'a> {
    let id = metric.id;
    plan.tracking.counted().filter(move |actual| actual.metric == id)
}

/// For each day the figure of the whole plan, else the sum of the channels.
pub fn by_day(plan: &Plan, metric: &Metric) -> BTreeMap<NaiveDate, Decimal> {
    let mut days: BTreeMap<NaiveDate, (Option<Decimal>, Decimal)> = BTreeMap::new();
    for actual in figures(plan, metric) {
        let day = days.entry(actual.on).or_default();
        match actual.channel {
            None => *day.0.get_or_insert(Decimal::ZERO) += actual.value,
            Some(_) => day.1 += actual.value,
        }
    }
    days.into_iter().map(|(on, (whole, channels))| (on, whole.unwrap_or(channels))).collect()
}

/// The latest figure and its day. For a stock tracked by channel only, the sum of the latest of each channel; for a metric
/// that does not add up over channels, `None` unless there is only one channel.
fn latest(plan: &Plan, metric: &Metric) -> Option<(Decimal, NaiveDate)> {
    let adds_up = metric.definition.adds_up();
    if adds_up == AddsUp::Sum {
        let days = by_day(plan, metric);
        return days.last_key_value().map(|(on, value)| (*value, *on));
    }
    let mut last: BTreeMap<Option<ChannelId>, Figure> = BTreeMap::new();
    for actual in figures(plan, metric) {
        let known = last.entry(actual.channel).or_insert(actual);
        if actual.on >= known.on {
            *known = actual;
        }
    }
    if let Some(whole) = last.get(&None) {
        return Some((whole.value, whole.on));
    }
    let on = last.values().map(|actual| actual.on).max()?;
    (last.len() == 1 || adds_up == AddsUp::EndOfPeriod).then(|| (last.values().map(|actual| actual.value).sum(), on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::MetricDefinition;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn int(value: i64) -> Decimal {
        Decimal::from_int(value).unwrap()
    }

    /// A plan of one metric with these figures: channel, day, value.
    fn plan_of(key: &str, figures: &[(Option<u64>, &str, i64)]) -> Plan {
        let mut bits = 100;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let mut metric = Metric::new(Id::from_bits(1), MetricDefinition::Dictionary(key.to_owned()));
        (metric.baseline, metric.baseline_on) = (Some(int(1_000)), Some(day("2027-02-28")));
        plan.goals.metrics.push(metric);
        for (channel, on, value) in figures {
            plan.tracking.figures.set(Id::from_bits(1), channel.map(Id::from_bits), day(on), Some(int(*value)));
        }
        plan
    }

    fn now(plan: &Plan) -> (i64, String) {
        let found = current(plan, &plan.goals.metrics[0]).unwrap();
        (found.value.trunc(), found.on.unwrap().to_string())
    }

    #[test]
    fn the_current_value_is_the_latest_figure_or_else_the_baseline() {
        assert_eq!(now(&plan_of("followers", &[])), (1_000, "2027-02-28".to_owned()));
        let plan = plan_of("followers", &[(None, "2027-03-10", 1_400), (None, "2027-03-03", 1_200)]);
        assert_eq!(now(&plan), (1_400, "2027-03-10".to_owned()));
        assert_eq!(to_date(&plan, &plan.goals.metrics[0]).map(|so_far| so_far.value), Some(int(400)));
        let plan = plan_of("followers", &[(None, "2027-01-10", 900), (None, "+20277-01-10", 5)]);
        assert_eq!(now(&plan), (1_000, "2027-02-28".to_owned()), "the baseline is newer than that figure");
    }

    #[test]
    fn channel_figures_are_summed_where_the_plan_has_no_figure_of_its_own() {
        let stock = plan_of("followers", &[(Some(7), "2027-03-10", 600), (Some(8), "2027-03-09", 500)]);
        assert_eq!(now(&stock), (1_100, "2027-03-10".to_owned()));
        let a_day =
            plan_of("orders", &[(Some(7), "2027-03-10", 6), (Some(8), "2027-03-10", 5), (Some(8), "2027-03-09", 4)]);
        assert_eq!(now(&a_day), (11, "2027-03-10".to_owned()));
        let so_far = |plan: &Plan| to_date(plan, &plan.goals.metrics[0]).map(|so_far| so_far.value);
        assert_eq!(so_far(&a_day), Some(int(15 - 2_000)), "two days, each less the baseline of 1,000");
        let mut from_nothing = a_day.clone();
        from_nothing.goals.metrics[0].baseline = None;
        assert_eq!(so_far(&from_nothing), Some(int(15)));
        from_nothing.goals.metrics[0].baseline_on = Some(day("2027-03-09"));
        assert_eq!(so_far(&from_nothing), Some(int(11)), "figures up to the baseline date do not count");
        let share = plan_of("reg_conv", &[(Some(7), "2027-03-10", 40), (Some(8), "2027-03-10", 50)]);
        assert_eq!(now(&share), (1_000, "2027-02-28".to_owned()), "ratios of channels are not summed");
    }
}
