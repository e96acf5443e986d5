//! Roll-ups of tracked figures: day, ISO week (Monday to Sunday), month, quarter, year.
//!
//! Each metric follows its own rule (see [`AddsUp`]):
//!
//! | rule | figure of a period |
//! |---|---|
//! | sum | the days are added |
//! | average | mean of the days with a figure |
//! | end of period | the last figure of the period |
//! | ratio of sums | Σ numerator / Σ denominator over the days on which the plan tracks both; never the mean of ratios. Where only the ratio itself is tracked: that it lies between its lowest and its highest day |
//! | distinct people | never added: at least the largest day |
//! | compound | Π(1 + g) − 1 over the days with a figure |
//! | recomputed | steadiness anew from the days of the tests' metric; anything else only of a single figure |
//!
//! Units are those of the metric: percent points, seconds, whole units of the plan's currency.
//!
//! A missing day is not a zero: every roll-up says of how many expected days it has a figure (weekdays that are closed by
//! design are not expected), and whether its period is cut by the window or still running.
//!
//! ```
//! use groundswell_core::plan::{Plan, edit::apply::apply, numbers::decimal::Decimal, numbers::date_range::DateRange};
//! use groundswell_core::plan::model::{id::Id, metric::{Metric, MetricDefinition}};
//! use groundswell_core::plan::tracking::{entry::enter_value, figures::{Figures, Scope}};
//! use groundswell_core::plan::tracking::rollups::{Length, RolledUp, Window, roll_up};
//!
//! let mut bits = 0;
//! let mut plan = Plan::blank(&mut || { bits += 1; bits });
//! let orders = Id::from_bits(70);
//! plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
//! for (on, value) in [("2027-03-01", 12), ("2027-03-03", 20)] {
//!     apply(&mut plan, enter_value(orders, on.parse().unwrap(), Some(Decimal::whole(value)))).unwrap();
//! }
//! let march = DateRange::new("2027-03-01".parse().unwrap(), "2027-03-31".parse().unwrap()).unwrap();
//! let window = Window { days: march, today: "2027-03-04".parse().unwrap() };
//! let weeks = roll_up(Figures::of(&plan), &plan.goals.metrics[0], Scope::Plan, Length::Week, window);
//! assert_eq!(weeks.len(), 1);
//! assert_eq!(weeks[0].value, RolledUp::Exact(Decimal::whole(32)));
//! // Two of the three days up to yesterday; the week is still running.
//! assert_eq!((weeks[0].coverage.with_figure, weeks[0].coverage.expected, weeks[0].is_running), (2, 3, true));
//! ```

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::plan::Plan;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{Metric, MetricDefinition};
use crate::plan::model::metric_dictionary::{DictionaryMetric, RatioParts};
use crate::plan::numbers::date_range::{DateRange, last_of_month};
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::limits;
use crate::plan::numbers::ratio::Ratio;
use crate::plan::strategy::steadiness::Steadiness;
use crate::plan::strategy::weekly::counted_days;
use crate::plan::tracking::figures::{DayFigure, Figures, Scope};

/// The lengths of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    /// One day.
    Day,
    /// A week of ISO 8601, from Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Length {
    /// Every length, the shortest first.
    pub const ALL: [Length; 5] = [Length::Day, Length::Week, Length::Month, Length::Quarter, Length::Year];

    /// The period that a day is in; cut at the years that plans may have, `None` beyond them.
    ///
    /// ```
    /// use groundswell_core::plan::tracking::rollups::Length;
    /// let day = "2027-01-01".parse().unwrap(); // a Friday
    /// let week = Length::Week.around(day).unwrap();
    /// assert_eq!((week.first().to_string(), week.len()), ("2026-12-28".to_owned(), 7));
    /// ```
    pub fn around(self, day: NaiveDate) -> Option<DateRange> {
        let month = |year, month| NaiveDate::from_ymd_opt(year, month, 1);
        let (first, last) = match self {
            Length::Day => (day, day),
            Length::Week => {
                let first = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?;
                (first, first.checked_add_days(Days::new(6))?)
            }
            Length::Month => (month(day.year(), day.month())?, last_of_month(day)),
            Length::Quarter => {
                let start = day.month0() / 3 * 3 + 1;
                (month(day.year(), start)?, last_of_month(month(day.year(), start + 2)?))
            }
            Length::Year => (month(day.year(), 1)?, last_of_month(month(day.year(), 12)?)),
        };
        DateRange::new(first.max(limits::earliest()), last.min(limits::latest()))
    }
}

/// The days that are rolled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The days: usually those of the plan.
    pub days: DateRange,
    /// Today: figures after it do not count, and its own figure is not expected yet.
    pub today: NaiveDate,
}

impl Window {
    /// The plan's days, longer where the metric has figures before or after them; `None` for a plan without days and a
    /// metric without figures.
    pub fn of(figures: Figures, metric: &Metric, today: NaiveDate) -> Option<Window> {
        let days = match (figures.plan().basics.days(), figures.span(metric.id)) {
            (Some(plan), Some(span)) => DateRange::new(plan.first().min(span.first()), plan.last().max(span.last())),
            (plan, span) => plan.or(span),
        }?;
        Some(Window { days, today })
    }

    /// The days up to today; `None` if they are all ahead.
    pub fn to_date(self) -> Option<DateRange> {
        DateRange::new(self.days.first(), self.days.last().min(self.today))
    }

    /// The periods of the window up to today, the earliest first: each whole, also where the window cuts it.
    pub fn periods(self, length: Length) -> Vec<DateRange> {
        let Some(days) = self.to_date() else { return Vec::new() };
        let mut periods = Vec::new();
        let mut next = Some(days.first());
        while let Some(period) = next.filter(|day| *day <= days.last()).and_then(|day| length.around(day)) {
            periods.push(period);
            next = period.last().succ_opt();
        }
        periods
    }
}

/// The figure of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolledUp {
    /// No day has a figure.
    Missing,
    /// This.
    Exact(Decimal),
    /// At least this: distinct people of several days are not added.
    AtLeast(Decimal),
    /// Between these: a ratio whose numerator and denominator are not tracked.
    Between {
        /// The lowest day.
        low: Decimal,
        /// The highest day.
        high: Decimal,
    },
    /// The days have figures, and the metric has no figure of a longer period.
    NotRolledUp,
}

impl RolledUp {
    /// The exact figure.
    pub fn exact(self) -> Option<Decimal> {
        if let RolledUp::Exact(value) = self { Some(value) } else { None }
    }
}

/// How complete a roll-up is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Expected days with a figure.
    pub with_figure: u32,
    /// The days of the period within the window before today, and today if it has a figure; without closed weekdays.
    pub expected: u32,
    /// Days whose sum lacks channels that were tracked before.
    pub lacking_channels: u32,
    /// The last day with a figure.
    pub last_on: Option<NaiveDate>,
}

impl Coverage {
    /// How many expected days have no figure.
    pub fn missing(self) -> u32 {
        self.expected.saturating_sub(self.with_figure)
    }

    /// Whether every expected day has a figure, with all channels.
    pub fn is_complete(self) -> bool {
        self.missing() == 0 && self.lacking_channels == 0
    }
}

/// A metric's figure of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollUp {
    /// The whole period.
    pub period: DateRange,
    /// Its figure.
    pub value: RolledUp,
    /// How complete it is.
    pub coverage: Coverage,
    /// Whether the period begins before the window: its figure is of a part of it.
    pub begins_before: bool,
    /// Whether the period ends after the window.
    pub ends_after: bool,
    /// Whether the period is not over: it ends today or later.
    pub is_running: bool,
}

impl RollUp {
    /// Whether its figure is of a part of the period only, and so not to be compared with whole periods.
    pub fn is_partial(&self) -> bool {
        self.begins_before || self.ends_after || self.is_running
    }
}

/// The roll-ups of a metric over a window, by period, the earliest first.
pub fn roll_up(figures: Figures, metric: &Metric, scope: Scope, length: Length, window: Window) -> Vec<RollUp> {
    let Some(to_date) = window.to_date() else { return Vec::new() };
    let source = Source::of(figures, metric, scope);
    let mut days: &[SourceDay] = &source.days;
    let roll = |period: DateRange| {
        let within = period.overlap(to_date);
        let start = days.partition_point(|day| within.is_none_or(|within| day.on < within.first()));
        let end = days.partition_point(|day| within.is_none_or(|within| day.on <= within.last()));
        let own = &days[start..end.max(start)];
        days = &days[start..];
        source.rolled(figures.plan(), own, period, window)
    };
    window.periods(length).into_iter().map(roll).collect()
}

/// The roll-up of one period, at the cost of its days; `None` for one that is not within the window up to today.
///
/// It equals the one that [`roll_up`] has for the period.
pub fn roll_up_period(
    figures: Figures,
    metric: &Metric,
    scope: Scope,
    period: DateRange,
    window: Window,
) -> Option<RollUp> {
    let figures = figures.within(period.overlap(window.to_date()?)?);
    let source = Source::of(figures, metric, scope);
    Some(source.rolled(figures.plan(), &source.days, period, window))
}

fn coverage(days: &[SourceDay], within: DateRange, today: NaiveDate, closed: &[Weekday]) -> Coverage {
    let is_open = |day: NaiveDate| !closed.contains(&day.weekday());
    let has_today = days.last().is_some_and(|day| day.on == today);
    let open_days = within.first().iter_days().take(within.len() as usize).filter(|day| is_open(*day));
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Coverage {
        with_figure: count(days.iter().filter(|day| is_open(day.on)).count()),
        expected: count(open_days.filter(|day| *day < today || has_today).count()),
        lacking_channels: count(days.iter().filter(|day| day.lacks_channels).count()),
        last_on: days.last().map(|day| day.on),
    }
}

/// What is rolled up of a day: its figure, or the two parts of its ratio.
struct SourceDay {
    on: NaiveDate,
    value: Decimal,
    /// The denominator of a ratio whose parts are tracked; `value` is then its numerator.
    denominator: Option<Decimal>,
    lacks_channels: bool,
}

struct Source<'a> {
    metric: &'a Metric,
    /// Set where the days are those of the ratio's parts.
    parts: Option<&'static RatioParts>,
    days: Vec<SourceDay>,
    /// Whether figures of channels that do not add up stand for the whole.
    is_of_channels: bool,
}

impl Source<'_> {
    fn of<'a>(figures: Figures, metric: &'a Metric, scope: Scope) -> Source<'a> {
        if let Some((parts, days)) = parts_of(figures, metric, scope) {
            return Source { metric, parts: Some(parts), days, is_of_channels: false };
        }
        let mut days = figures.daily(metric, scope);
        let mut is_of_channels = false;
        if days.is_empty()
            && metric.definition.adds_up() == AddsUp::Distinct
            && !matches!(scope, Scope::Channel(_))
            && figures.of_all_days().daily(metric, scope).is_empty()
        {
            days = largest_of_channels(figures, metric);
            is_of_channels = true;
        }
        let days = days.into_iter().map(|day| SourceDay {
            on: day.on,
            value: day.value,
            denominator: None,
            lacks_channels: day.missing_channels > 0,
        });
        Source { metric, parts: None, days: days.collect(), is_of_channels }
    }

    fn rolled(&self, plan: &Plan, days: &[SourceDay], period: DateRange, window: Window) -> RollUp {
        let within = window.to_date().and_then(|to_date| period.overlap(to_date));
        let closed = &plan.tracking.closed_weekdays;
        RollUp {
            period,
            value: self.value(plan, days, period),
            coverage: within.map_or_else(Coverage::default, |within| coverage(days, within, window.today, closed)),
            begins_before: period.first() < window.days.first(),
            ends_after: period.last() > window.days.last(),
            is_running: period.last() >= window.today,
        }
    }

    fn value(&self, plan: &Plan, days: &[SourceDay], period: DateRange) -> RolledUp {
        let [first, rest @ ..] = days else { return RolledUp::Missing };
        let exact = |value: Option<Decimal>| value.map_or(RolledUp::NotRolledUp, RolledUp::Exact);
        if let Some(parts) = self.parts {
            let below: DecimalSum = days.iter().filter_map(|day| day.denominator).map(DecimalSum::from).sum();
            return exact(Ratio::of_sums(sum(days), below).map(|ratio| ratio.times(parts.factor).nearest()));
        }
        let largest = || days.iter().map(|day| day.value).fold(first.value, Decimal::max);
        match self.metric.definition.adds_up() {
            AddsUp::Sum => RolledUp::Exact(sum(days).value()),
            AddsUp::Average => {
                let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
                exact(Ratio::mean(sum(days), count).map(Ratio::nearest))
            }
            AddsUp::EndOfPeriod => RolledUp::Exact(rest.last().unwrap_or(first).value),
            AddsUp::Distinct if self.is_of_channels || period.len() > 1 => RolledUp::AtLeast(largest()),
            AddsUp::Recomputed if is_steadiness(self.metric) && period.len() > 1 => {
                let counted = counted_days(plan, None, period);
                let found = Steadiness::of(&counted, &plan.tracking.closed_weekdays);
                exact(found.and_then(|found| Decimal::nearest(found.adjusted)))
            }
            _ if rest.is_empty() => RolledUp::Exact(first.value),
            AddsUp::RatioOfSums => {
                let low = days.iter().map(|day| day.value).fold(first.value, Decimal::min);
                RolledUp::Between { low, high: largest() }
            }
            AddsUp::Compound => {
                let whole = if self.metric.definition.unit() == Unit::Percent { 100.0 } else { 1.0 };
                let growth: f64 = days.iter().map(|day| 1.0 + day.value.to_f64() / whole).product();
                exact(Decimal::nearest((growth - 1.0) * whole))
            }
            AddsUp::Distinct | AddsUp::Recomputed => RolledUp::NotRolledUp,
        }
    }
}

fn sum(days: &[SourceDay]) -> DecimalSum {
    days.iter().map(|day| DecimalSum::from(day.value)).sum()
}

fn is_steadiness(metric: &Metric) -> bool {
    matches!(&metric.definition, MetricDefinition::Dictionary(key) if key == "steadiness")
}

/// The days on which the plan tracks both parts of a ratio, as far as they are read; `None` where there is no such day among
/// all of them.
fn parts_of(figures: Figures, metric: &Metric, scope: Scope) -> Option<(&'static RatioParts, Vec<SourceDay>)> {
    let parts = metric.definition.dictionary().and_then(DictionaryMetric::ratio)?;
    let days = days_of_parts(figures, parts, scope)?;
    let is_any =
        !days.is_empty() || days_of_parts(figures.of_all_days(), parts, scope).is_some_and(|all| !all.is_empty());
    is_any.then_some((parts, days))
}

/// A ratio of one day, computed from its two parts; `None` where the metric is no such ratio, or a part has no figure.
pub fn ratio_of_day(figures: Figures, metric: &Metric, scope: Scope, day: NaiveDate) -> Option<Decimal> {
    let parts = metric.definition.dictionary().and_then(DictionaryMetric::ratio)?;
    let days = days_of_parts(figures.within(DateRange::new(day, day)?), parts, scope)?;
    let [SourceDay { value, denominator: Some(below), .. }] = days[..] else { return None };
    Ratio::of_sums(value.into(), below.into()).map(|ratio| ratio.times(parts.factor).nearest())
}

/// The days with both parts; `None` where the plan has no such metrics.
fn days_of_parts(figures: Figures, parts: &RatioParts, scope: Scope) -> Option<Vec<SourceDay>> {
    let daily = |key| figures.plan().goals.metric_by_key(key).map(|metric| figures.daily(metric, scope));
    let (above, below) = (daily(parts.numerator)?, daily(parts.denominator)?);
    let both = above.iter().filter_map(|day| {
        let at = below.binary_search_by_key(&day.on, |other| other.on).ok()?;
        Some(SourceDay {
            on: day.on,
            value: day.value,
            denominator: Some(below[at].value),
            lacks_channels: day.missing_channels + below[at].missing_channels > 0,
        })
    });
    Some(both.collect())
}

/// The largest figure of any channel, day by day: at least as many distinct people were there.
fn largest_of_channels(figures: Figures, metric: &Metric) -> Vec<DayFigure> {
    let channels = figures.channels(metric.id).into_iter();
    let mut all: Vec<DayFigure> = channels.flat_map(|channel| figures.daily(metric, Scope::Channel(channel))).collect();
    all.sort_by_key(|day| (day.on, std::cmp::Reverse(day.value)));
    all.dedup_by_key(|day| day.on);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tracking::figures::tests::{day, id, plan_of, put, put_days};

    fn window(plan: &Plan, today: &str) -> Window {
        Window { days: plan.basics.days().unwrap(), today: day(today) }
    }
    fn rolled(plan: &Plan, metric: usize, scope: Scope, length: Length, today: &str) -> Vec<RollUp> {
        roll_up(Figures::of(plan), &plan.goals.metrics[metric], scope, length, window(plan, today))
    }
    fn values(found: &[RollUp]) -> Vec<RolledUp> {
        found.iter().map(|one| one.value).collect()
    }
    fn whole(value: i32) -> RolledUp {
        RolledUp::Exact(Decimal::whole(value))
    }
    fn scaled(value: i64) -> Decimal {
        Decimal::from_scaled(value, 4).unwrap()
    }

    #[test]
    fn periods_are_those_of_the_calendar_and_say_where_the_plan_cuts_them() {
        let mut plan = plan_of(&["orders"], 0);
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2026-12-30")), Some(day("2027-04-02")));
        put_days(&mut plan, 1, None, "2026-12-30", &[1; 94]);
        let weeks = rolled(&plan, 0, Scope::Plan, Length::Week, "2027-04-10");
        assert_eq!((weeks.len(), values(&weeks[..2])), (14, vec![whole(5), whole(7)]));
        assert_eq!(weeks[0].period.first(), day("2026-12-28"));
        assert!(weeks[0].begins_before && weeks[0].is_partial() && !weeks[1].is_partial());
        assert!(weeks[13].ends_after && !weeks[13].is_running, "{:?}", weeks[13]);
        let months = rolled(&plan, 0, Scope::Plan, Length::Month, "2027-03-10");
        assert_eq!(values(&months), [whole(2), whole(31), whole(28), whole(10)]);
        assert!(months[3].is_running && !months[3].ends_after);
        assert_eq!((months[3].coverage.with_figure, months[3].coverage.expected), (10, 10), "today has its figure");
        let quarters = rolled(&plan, 0, Scope::Plan, Length::Quarter, "2027-04-10");
        assert_eq!(values(&quarters), [whole(2), whole(90), whole(2)]);
        let years = rolled(&plan, 0, Scope::Plan, Length::Year, "2027-04-10");
        assert_eq!(values(&years), [whole(2), whole(92)]);
        assert_eq!(rolled(&plan, 0, Scope::Plan, Length::Day, "2027-04-10").len(), 94);
        assert!(rolled(&plan, 0, Scope::Plan, Length::Day, "2026-12-01").is_empty(), "the plan is ahead");
    }

    #[test]
    fn one_period_is_rolled_up_as_among_all_of_them() {
        let mut plan = plan_of(&["registrations", "activations", "reg_conv", "followers", "reach", "eng_rate"], 2);
        for metric in 1..=6 {
            put_days(&mut plan, metric, Some(11), "2027-03-01", &[4, -1, 0, 7, 6, 2, 9, 3, 5]);
            put_days(&mut plan, metric, Some(12), "2027-03-03", &[40, 41, -1, 3]);
            put_days(&mut plan, metric, None, "2027-03-16", &[8, -1, 3]);
        }
        let window = window(&plan, "2027-03-18");
        for metric in &plan.goals.metrics {
            for scope in [Scope::Plan, Scope::AllChannels, Scope::Channel(id(12))] {
                for length in Length::ALL {
                    for whole in roll_up(Figures::of(&plan), metric, scope, length, window) {
                        let one = roll_up_period(Figures::of(&plan), metric, scope, whole.period, window);
                        assert_eq!(one, Some(whole), "{:?} {scope:?}", metric.definition);
                    }
                }
            }
        }
        let ahead = Length::Week.around(day("2027-03-25")).unwrap();
        assert_eq!(roll_up_period(Figures::of(&plan), &plan.goals.metrics[0], Scope::Plan, ahead, window), None);
    }

    #[test]
    fn missing_days_are_counted_and_closed_weekdays_are_not_expected() {
        let mut plan = plan_of(&["orders"], 0);
        plan.tracking.closed_weekdays = vec![Weekday::Mon];
        put_days(&mut plan, 1, None, "2027-03-02", &[4, -1, 0, -1, 6, 2, 9]); // Tuesday to the next Monday
        let weeks = rolled(&plan, 0, Scope::Plan, Length::Week, "2027-03-11");
        assert_eq!(values(&weeks), [whole(12), whole(9)]);
        let found: Vec<_> = weeks.iter().map(|week| (week.coverage.with_figure, week.coverage.expected)).collect();
        assert_eq!(found, [(4, 6), (0, 2)], "Monday's figure counts, and no figure is expected of it or of today");
        assert_eq!((weeks[0].coverage.missing(), weeks[0].coverage.is_complete()), (2, false));
        let later = rolled(&plan, 0, Scope::Plan, Length::Week, "2027-03-20");
        assert_eq!((later[2].value, later[2].coverage.expected), (RolledUp::Missing, 4), "missing is not zero");
    }

    #[test]
    fn each_metric_has_its_own_rule() {
        let mut plan = plan_of(&["dau", "followers", "reach", "follower_growth", "open_rate", "ltv"], 0);
        for (metric, values) in [
            (1, [100, 200, -1, 400]),
            (2, [1_000, 1_010, 1_040, -1]),
            (3, [50, 70, 60, -1]),
            (4, [10, -1, 10, 0]),
            (5, [20, 30, -1, -1]),
            (6, [7, 8, -1, -1]),
        ] {
            put_days(&mut plan, metric, None, "2027-03-01", &values);
        }
        let week = |metric| rolled(&plan, metric, Scope::Plan, Length::Week, "2027-03-08")[0].value;
        assert_eq!(week(0), RolledUp::Exact(scaled(2_333_333)));
        assert_eq!((week(1), week(2)), (whole(1_040), RolledUp::AtLeast(Decimal::whole(70))));
        assert_eq!(week(3), whole(21), "1.1 × 1.1 × 1 − 1");
        assert_eq!(week(4), RolledUp::Between { low: Decimal::whole(20), high: Decimal::whole(30) });
        assert_eq!(week(5), RolledUp::NotRolledUp);
        let days = rolled(&plan, 4, Scope::Plan, Length::Day, "2027-03-03");
        assert_eq!(values(&days), [whole(20), whole(30), RolledUp::Missing]);
        let days = rolled(&plan, 2, Scope::Plan, Length::Day, "2027-03-01");
        assert_eq!(values(&days), [whole(50)], "the people of one day are known exactly");
    }

    #[test]
    fn a_ratio_is_the_ratio_of_the_sums_of_the_days_with_both_parts() {
        let mut plan = plan_of(&["registrations", "activations", "reg_conv"], 0);
        put_days(&mut plan, 1, None, "2027-03-01", &[1, 90, 50]);
        put_days(&mut plan, 2, None, "2027-03-01", &[10, 100]);
        put_days(&mut plan, 3, None, "2027-03-01", &[99]);
        let week = rolled(&plan, 2, Scope::Plan, Length::Week, "2027-03-08")[0];
        // 91 of 110; the mean of the ratios would be 50.
        assert_eq!(week.value, RolledUp::Exact(scaled(827_273)));
        assert_eq!((week.coverage.with_figure, week.coverage.last_on), (2, Some(day("2027-03-02"))));
    }

    #[test]
    fn channels_are_summed_and_their_gaps_are_said() {
        let mut plan = plan_of(&["orders", "reach"], 2);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[5, 6, 7]);
        put_days(&mut plan, 1, Some(12), "2027-03-01", &[1, -1, 3]);
        put_days(&mut plan, 2, Some(11), "2027-03-01", &[50]);
        put_days(&mut plan, 2, Some(12), "2027-03-01", &[80]);
        let week = |metric, scope| rolled(&plan, metric, scope, Length::Week, "2027-03-04")[0];
        let whole_plan = week(0, Scope::Plan);
        assert_eq!((whole_plan.value, whole_plan.coverage.lacking_channels), (whole(22), 1));
        assert!(!whole_plan.coverage.is_complete());
        assert_eq!(week(0, Scope::Channel(id(12))).coverage.with_figure, 2);
        assert_eq!(week(1, Scope::Plan).value, RolledUp::AtLeast(Decimal::whole(80)));
    }

    #[test]
    fn steadiness_is_computed_anew_from_the_days() {
        let mut plan = plan_of(&["new_followers", "steadiness"], 0);
        plan.strategy.rule.metric = Some(id(1));
        put_days(&mut plan, 1, None, "2027-03-01", &[500, 0, 0, 0]);
        put_days(&mut plan, 2, None, "2027-03-01", &[1]);
        let week = rolled(&plan, 1, Scope::Plan, Length::Week, "2027-03-08")[0].value.exact().unwrap();
        assert!(week > Decimal::whole(1), "{week}");
    }

    /// Four weeks of a fresh-food delivery: registrations, activations, orders by day; the totals are published.
    #[test]
    fn the_worked_month_has_its_published_totals() {
        let registrations = [
            35, 21, 20, 15, 45, 34, 42, 16, 21, 34, 34, 18, 43, 52, 35, 29, 27, 18, 32, 32, 30, 23, 19, 34, 33, 23, 31,
            40,
        ];
        let activations = [
            96, 64, 45, 44, 94, 91, 83, 52, 42, 80, 70, 56, 143, 152, 90, 66, 54, 56, 87, 87, 82, 53, 51, 78, 72, 56,
            83, 100,
        ];
        let orders = [
            30, 28, 32, 30, 42, 45, 46, 31, 35, 43, 35, 52, 54, 60, 46, 59, 60, 42, 52, 80, 69, 61, 61, 69, 73, 56, 74,
            78,
        ];
        let mut plan = plan_of(&["registrations", "activations", "reg_conv", "orders"], 0);
        for (metric, days) in [(1, &registrations[..]), (2, &activations[..]), (4, &orders[..])] {
            put_days(&mut plan, metric, None, "2027-03-29", days);
        }
        let weeks = |metric| rolled(&plan, metric, Scope::Plan, Length::Week, "2027-04-25");
        let total = |metric| weeks(metric).iter().filter_map(|week| week.value.exact()).sum::<Decimal>();
        assert_eq!((total(0), total(1), total(3)), (Decimal::whole(836), Decimal::whole(2_127), Decimal::whole(1_443)));
        // 67.4286 orders a day in the last seven days.
        assert_eq!(weeks(3).last().unwrap().value, whole(472));
        let years = rolled(&plan, 2, Scope::Plan, Length::Year, "2027-04-25");
        assert_eq!(years[0].value, RolledUp::Exact(scaled(393_042)));
    }

    #[test]
    fn ten_metrics_by_eight_channels_over_three_years_are_rolled_up() {
        let keys = [
            "orders",
            "registrations",
            "activations",
            "views",
            "likes",
            "shares",
            "spend",
            "link_clicks",
            "followers",
            "dau",
        ];
        let mut plan = plan_of(&keys, 8);
        (plan.basics.first_day, plan.basics.last_day) = (Some(day("2025-01-01")), Some(day("2027-12-31")));
        for metric in 1..=10 {
            for channel in 11..=18 {
                for (at, on) in (0..).zip(day("2025-01-01").iter_days().take(1_095)) {
                    put(&mut plan, metric, Some(channel), on, Decimal::whole((at * 7 + 13) % 200));
                }
            }
        }
        let began = std::time::Instant::now();
        let figures = Figures::of(&plan);
        let indexed = began.elapsed();
        let mut count = 0;
        for metric in &plan.goals.metrics {
            let scopes = figures.channels(metric.id).into_iter().map(Scope::Channel).chain([Scope::Plan]);
            for (scope, length) in scopes.flat_map(|scope| Length::ALL.map(|length| (scope, length))) {
                count += roll_up(figures, metric, scope, length, window(&plan, "2028-01-01")).len();
            }
        }
        println!(
            "{} figures: indexed in {indexed:?}, {count} roll-ups in {:?}",
            plan.tracking.figures.len(),
            began.elapsed()
        );
        assert_eq!(count, 10 * 9 * (1_095 + 157 + 36 + 12 + 3));
    }
}
