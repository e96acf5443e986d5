//! Read access to the tracked figures by metric, channel and day. A day has at most one figure for a metric and channel; a
//! missing figure is missing, not zero.
//!
//! A figure of the whole plan takes precedence over the channels of that day. Without one, the channels are added where
//! the metric adds up over channels: results of days (sum) and stocks (end of period). A stock that some channel did not
//! report on a day is carried forward from its last figure, and the day says how many channels it lacks.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply, numbers::decimal::Decimal};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::{entry::enter_value, figures::{Figures, Scope}};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let orders = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
//! let day = "2027-03-28".parse().unwrap();
//! apply(&mut plan, enter_value(orders, day, Some(Decimal::whole(12)))).unwrap();
//! let figures = Figures::of(&plan);
//! assert_eq!(figures.on(orders, None, day), Some(Decimal::whole(12)));
//! assert_eq!(figures.on(orders, None, day.succ_opt().unwrap()), None);
//! assert_eq!(figures.daily(&plan.goals.metrics[0], Scope::Plan).len(), 1);
//! ```

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::limits::{self, is_in_range};

/// What a figure counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole plan: its own figures, else the channels together.
    Plan,
    /// One channel.
    Channel(ChannelId),
    /// The channels together, without the plan's own figures.
    AllChannels,
}

/// The figure of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFigure {
    /// The day.
    pub on: NaiveDate,
    /// The figure.
    pub value: Decimal,
    /// How many channels that were tracked before have no figure of this day; 0 for a figure that is not a sum.
    pub missing_channels: usize,
}

/// The tracked figures of a plan, in years within range.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    plan: &'a Plan,
    /// The days that are read; `None` for all.
    within: Option<DateRange>,
}

impl<'a> Figures<'a> {
    /// Those of a plan.
    pub fn of(plan: &'a Plan) -> Figures<'a> {
        Figures { plan, within: None }
    }

    /// Those of some days only, at the cost of these days. A stock is still carried forward from before them.
    #[must_use]
    pub fn within(self, days: DateRange) -> Figures<'a> {
        Figures { within: Some(days), ..self }
    }

    /// The plan.
    pub fn plan(self) -> &'a Plan {
        self.plan
    }

    fn days(self, metric: MetricId, channel: Option<ChannelId>) -> &'a [(NaiveDate, Decimal)] {
        within_range(self.plan.tracking.figures.days(metric, channel))
    }

    /// Those of all days.
    #[must_use]
    pub(in crate::plan) fn of_all_days(self) -> Figures<'a> {
        Figures { within: None, ..self }
    }

    /// The part of a series that is read.
    fn cut(self, days: &[(NaiveDate, Decimal)]) -> &[(NaiveDate, Decimal)] {
        let Some(within) = self.within else { return days };
        let start = days.partition_point(|day| day.0 < within.first());
        let end = days.partition_point(|day| day.0 <= within.last());
        &days[start..end]
    }

    /// The figure of a day; of the whole plan without a channel.
    pub fn on(self, metric: MetricId, channel: Option<ChannelId>, day: NaiveDate) -> Option<Decimal> {
        self.plan.tracking.figures.get(metric, channel, day).filter(|_| is_in_range(day))
    }

    /// The channels with figures of a metric, in the plan's order.
    pub fn channels(self, metric: MetricId) -> Vec<ChannelId> {
        let channels = self.plan.strategy.channels.iter().map(|channel| channel.id);
        channels.filter(|channel| !self.days(metric, Some(*channel)).is_empty()).collect()
    }

    /// Whether a metric has any figure in a scope.
    pub fn tracks(self, metric: MetricId, scope: Scope) -> bool {
        match scope {
            Scope::Channel(channel) => !self.days(metric, Some(channel)).is_empty(),
            Scope::Plan => self.plan.tracking.figures.series().any(|(of, ..)| of == metric),
            Scope::AllChannels => {
                self.plan.tracking.figures.series().any(|(of, channel, _)| of == metric && channel.is_some())
            }
        }
    }

    /// The days from the first to the last figure of a metric, of any channel.
    pub fn span(self, metric: MetricId) -> Option<DateRange> {
        let series = self.plan.tracking.figures.series().filter(|(of, ..)| *of == metric);
        let ends = series.filter_map(|(.., days)| {
            let days = within_range(days);
            Some((days.first()?.0, days.last()?.0))
        });
        let (first, last) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        DateRange::new(first, last)
    }

    /// The figures of a metric, day by day; days without a figure are left out.
    ///
    /// Metrics that do not add up over channels (ratios, averages, distinct people) have figures of the whole plan only
    /// where they were tracked without channel, or for one channel alone.
    pub fn daily(self, metric: &Metric, scope: Scope) -> Vec<DayFigure> {
        let single = |days: &[(NaiveDate, Decimal)]| -> Vec<DayFigure> {
            self.cut(days).iter().map(|&(on, value)| DayFigure { on, value, missing_channels: 0 }).collect()
        };
        let of_plan = self.days(metric.id, None);
        match scope {
            Scope::Channel(channel) => single(self.days(metric.id, Some(channel))),
            Scope::AllChannels => self.of_channels(metric),
            Scope::Plan if of_plan.is_empty() => self.of_channels(metric),
            Scope::Plan => {
                let mut days: BTreeMap<NaiveDate, DayFigure> =
                    self.of_channels(metric).into_iter().map(|day| (day.on, day)).collect();
                days.extend(single(of_plan).into_iter().map(|day| (day.on, day)));
                days.into_values().collect()
            }
        }
    }

    /// The channels together on one day: what [`Figures::daily`] has for [`Scope::AllChannels`], by a search for each
    /// channel.
    pub fn channels_on(self, metric: &Metric, on: NaiveDate) -> Option<Decimal> {
        let channels = self.plan.strategy.channels.iter().map(|channel| self.days(metric.id, Some(channel.id)));
        let mut series = channels.filter(|days| !days.is_empty());
        let carries = match metric.definition.adds_up() {
            AddsUp::Sum => false,
            AddsUp::EndOfPeriod => true,
            _ => {
                let only = series.next().filter(|_| series.next().is_none())?;
                return only.binary_search_by_key(&on, |day| day.0).ok().map(|at| only[at].1);
            }
        };
        let (mut sum, mut is_tracked) = (DecimalSum::default(), false);
        for days in series {
            match days.binary_search_by_key(&on, |day| day.0) {
                Ok(at) => {
                    is_tracked = true;
                    sum += days[at].1.into();
                }
                Err(next) if carries && next > 0 => sum += days[next - 1].1.into(),
                Err(_) => {}
            }
        }
        is_tracked.then(|| sum.value())
    }

    /// The channels together.
    fn of_channels(self, metric: &Metric) -> Vec<DayFigure> {
        let channels = self.channels(metric.id);
        let series: Vec<&[(NaiveDate, Decimal)]> =
            channels.iter().map(|channel| self.days(metric.id, Some(*channel))).collect();
        let carries = match metric.definition.adds_up() {
            AddsUp::Sum => false,
            AddsUp::EndOfPeriod => true,
            _ => {
                let one = if let [only] = series[..] { only } else { &[] };
                return self.cut(one).iter().map(|&(on, value)| DayFigure { on, value, missing_channels: 0 }).collect();
            }
        };
        let mut all: Vec<NaiveDate> = series.iter().flat_map(|days| self.cut(days).iter().map(|day| day.0)).collect();
        all.sort_unstable();
        all.dedup();
        let before = |days: &&[(NaiveDate, Decimal)]| match self.within {
            Some(within) => days.partition_point(|day| day.0 < within.first()),
            None => 0,
        };
        let mut next: Vec<usize> = series.iter().map(before).collect();
        let sum = |on: NaiveDate| {
            let (mut sum, mut missing_channels) = (DecimalSum::default(), 0);
            for (days, next) in series.iter().zip(&mut next) {
                match days.get(*next) {
                    Some(&(day, value)) if day == on => {
                        *next += 1;
                        sum += value.into();
                    }
                    _ if *next > 0 => {
                        missing_channels += 1;
                        if carries {
                            sum += days[*next - 1].1.into();
                        }
                    }
                    _ => {}
                }
            }
            DayFigure { on, value: sum.value(), missing_channels }
        };
        all.into_iter().map(sum).collect()
    }
}

/// Without the days in years out of range.
fn within_range(days: &[(NaiveDate, Decimal)]) -> &[(NaiveDate, Decimal)] {
    // Asked for every cell of a table, and hardly ever is a day out of range.
    if let [first, .., last] = days
        && is_in_range(first.0)
        && is_in_range(last.0)
    {
        return days;
    }
    let start = days.partition_point(|day| day.0 < limits::earliest());
    let end = days.partition_point(|day| day.0 <= limits::latest());
    &days[start..end]
}

#[cfg(test)]
pub(in crate::plan) mod tests {
    use super::*;
    use crate::plan::model::channel::Channel;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::MetricDefinition;

    pub(in crate::plan) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub(in crate::plan) fn id<T>(bits: u64) -> Id<T> {
        Id::from_bits(bits)
    }

    /// A plan from 1 March to 30 April 2027 with these metrics (ids from 1) and channels (ids from 11).
    pub(in crate::plan) fn plan_of(metrics: &[&str], channels: u64) -> Plan {
        let mut bits = 900;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2027-03-01")), Some(day("2027-04-30")));
        for (bits, key) in (1..).zip(metrics) {
            plan.goals.metrics.push(Metric::new(id(bits), MetricDefinition::Dictionary((*key).to_owned())));
        }
        plan.strategy.channels.extend((0..channels).map(|at| Channel::new(id(11 + at), None)));
        plan
    }

    pub(in crate::plan::tracking) fn put(
        plan: &mut Plan,
        metric: u64,
        channel: Option<u64>,
        on: NaiveDate,
        value: Decimal,
    ) {
        plan.tracking.figures.set(id(metric), channel.map(id), on, Some(value));
    }

    /// Puts whole figures of successive days; a number below zero is a missing day.
    pub(in crate::plan) fn put_days(plan: &mut Plan, metric: u64, channel: Option<u64>, first: &str, values: &[i32]) {
        for (on, value) in day(first).iter_days().zip(values).filter(|(_, value)| **value >= 0) {
            put(plan, metric, channel, on, Decimal::whole(*value));
        }
    }

    fn found(plan: &Plan, metric: usize, scope: Scope) -> Vec<(String, i64, usize)> {
        let figures = Figures::of(plan);
        let days = figures.daily(&plan.goals.metrics[metric], scope);
        days.into_iter().map(|day| (day.on.to_string(), day.value.trunc(), day.missing_channels)).collect()
    }
    fn days(expected: &[(&str, i64, usize)]) -> Vec<(String, i64, usize)> {
        expected.iter().map(|(on, value, missing)| ((*on).to_owned(), *value, *missing)).collect()
    }

    #[test]
    fn one_day_of_the_channels_is_that_day_of_all() {
        let mut plan = plan_of(&["orders", "followers", "reach"], 3);
        for metric in 1..=3 {
            put_days(&mut plan, metric, Some(11), "2027-03-01", &[5, 6, -1, 7]);
            put_days(&mut plan, metric, Some(12), "2027-03-02", &[10, 3, -1, -1]);
        }
        put_days(&mut plan, 2, Some(13), "0001-01-01", &[900]);
        for channels in [2, 1] {
            let figures = Figures::of(&plan);
            for metric in &plan.goals.metrics {
                let all = figures.daily(metric, Scope::AllChannels);
                for on in day("2027-02-27").iter_days().take(10) {
                    let expected = all.iter().find(|day| day.on == on).map(|day| day.value);
                    assert_eq!(figures.channels_on(metric, on), expected, "{on}, {channels} channels, {metric:?}");
                }
            }
            plan.strategy.channels.remove(1);
        }
    }

    #[test]
    fn channels_are_added_and_a_figure_of_the_plan_takes_precedence() {
        let mut plan = plan_of(&["orders"], 2);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[5, 6, 7]);
        put_days(&mut plan, 1, Some(12), "2027-03-02", &[10, -1, 3]);
        put_days(&mut plan, 1, None, "2027-03-03", &[40]);
        let channels = [("2027-03-01", 5, 0), ("2027-03-02", 16, 0), ("2027-03-03", 7, 1), ("2027-03-04", 3, 1)];
        assert_eq!(found(&plan, 0, Scope::AllChannels), days(&channels));
        let whole = [("2027-03-01", 5, 0), ("2027-03-02", 16, 0), ("2027-03-03", 40, 0), ("2027-03-04", 3, 1)];
        assert_eq!(found(&plan, 0, Scope::Plan), days(&whole));
        assert_eq!(found(&plan, 0, Scope::Channel(id(12))), days(&[("2027-03-02", 10, 0), ("2027-03-04", 3, 0)]));
        let figures = Figures::of(&plan);
        assert_eq!(figures.channels(id(1)), [id(11), id(12)]);
        assert_eq!(figures.span(id(1)), DateRange::new(day("2027-03-01"), day("2027-03-04")));
        assert_eq!(figures.span(id(2)), None);
    }

    #[test]
    fn a_stock_without_a_figure_of_the_day_is_carried_forward_and_ratios_are_not_added() {
        let mut plan = plan_of(&["followers", "reg_conv"], 2);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[500, 510]);
        put_days(&mut plan, 1, Some(12), "2027-03-01", &[80, -1, 90]);
        put_days(&mut plan, 2, Some(11), "2027-03-01", &[40]);
        let expected = [("2027-03-01", 580, 0), ("2027-03-02", 590, 1), ("2027-03-03", 600, 1)];
        assert_eq!(found(&plan, 0, Scope::Plan), days(&expected));
        assert_eq!(found(&plan, 1, Scope::Plan), days(&[("2027-03-01", 40, 0)]), "one channel alone");
        put_days(&mut plan, 2, Some(12), "2027-03-01", &[50]);
        assert_eq!(found(&plan, 1, Scope::Plan), []);
    }

    #[test]
    fn some_days_are_read_as_among_all_of_them() {
        let mut plan = plan_of(&["followers", "orders", "reg_conv"], 2);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[500, 510, -1, 530, -1, 550]);
        put_days(&mut plan, 1, Some(12), "2027-03-01", &[80, -1, 90]);
        put_days(&mut plan, 2, None, "2027-03-02", &[1, 2, 3]);
        put_days(&mut plan, 2, Some(11), "2027-03-01", &[5, 6, 7, 8, 9]);
        put_days(&mut plan, 3, Some(12), "2027-03-01", &[40, 41, 42]);
        let figures = Figures::of(&plan);
        for (first, last) in [("2027-03-01", "2027-03-06"), ("2027-03-02", "2027-03-04"), ("2027-03-05", "2027-03-05")]
        {
            let range = DateRange::new(day(first), day(last)).unwrap();
            for metric in &plan.goals.metrics {
                for scope in [Scope::Plan, Scope::AllChannels, Scope::Channel(id(11))] {
                    let all = figures.daily(metric, scope).into_iter();
                    let expected: Vec<DayFigure> = all.filter(|day| range.contains(day.on)).collect();
                    assert_eq!(figures.within(range).daily(metric, scope), expected, "{first} {scope:?}");
                }
            }
        }
    }

    #[test]
    fn the_last_figure_of_a_day_counts_and_far_years_do_not() {
        let mut plan = plan_of(&["orders"], 0);
        put_days(&mut plan, 1, None, "2027-03-01", &[5]);
        put_days(&mut plan, 1, None, "2027-03-01", &[9]);
        put_days(&mut plan, 1, None, "+20277-03-01", &[70]);
        assert_eq!(found(&plan, 0, Scope::Plan), days(&[("2027-03-01", 9, 0)]));
    }
}
