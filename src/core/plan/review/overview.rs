//! What the overview of a plan draws: where the plan is in time, the path of its north star, and its posts over time.
//!
//! Everything else on the overview is in [`summary`](crate::plan::review::summary).

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::plan::goals::current_value::by_day;
use crate::plan::goals::growth::Path;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, TargetReading};
use crate::plan::model::phase::Phase;
use crate::plan::numbers::date_range::DateRange;

/// How many points of a path are computed: more are not seen in a small picture.
const POINTS: u32 = 24;
/// The most parts that posts are counted in.
const MAX_PARTS: u32 = 60;

/// Where a day is in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanDay {
    /// So many days before the first.
    Before(u32),
    /// The nth of the plan's days, counted from 1.
    During(u32),
    /// After the last.
    After,
}

/// Where `today` is in the plan's days.
pub fn plan_day(days: DateRange, today: NaiveDate) -> PlanDay {
    let passed = (today - days.first()).num_days();
    match u32::try_from(passed) {
        Err(_) => PlanDay::Before(u32::try_from(-passed).unwrap_or(u32::MAX)),
        Ok(passed) if passed < days.len() => PlanDay::During(passed + 1),
        Ok(_) => PlanDay::After,
    }
}

/// The phase that is on, else the next to begin, else the last; the first where no phase has dates.
pub fn phase_now(plan: &Plan, today: NaiveDate) -> Option<&Phase> {
    let dated = || plan.phases.iter().filter_map(|phase| Some((phase, phase.days()?)));
    let now = dated().find(|(_, days)| days.contains(today));
    let next = || dated().filter(|(_, days)| days.first() > today).min_by_key(|(_, days)| days.first());
    let last = || dated().max_by_key(|(_, days)| days.last());
    now.or_else(next).or_else(last).map(|(phase, _)| phase).or_else(|| plan.phases.first())
}

/// A metric from baseline to target, and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricCourse {
    /// The planned values, equally spaced from the baseline's day to the due date.
    pub planned: Vec<f64>,
    /// The tracked values between these days: the part of the way in time, from 0 to 1, and the value.
    pub tracked: Vec<(f64, f64)>,
}

/// The course of a metric; `None` without baseline or target, or where no path leads from one to the other. Without
/// dates of its own it runs over the plan's days.
pub fn course(plan: &Plan, metric: &Metric) -> Option<MetricCourse> {
    let (from, to) = (metric.baseline?.to_f64(), metric.target?.to_f64());
    let days = match (metric.baseline_on, metric.due) {
        (Some(first), Some(last)) => DateRange::new(first, last),
        _ => plan.basics.days(),
    };
    let adds_up = metric.definition.adds_up();
    let reading = match adds_up {
        AddsUp::EndOfPeriod | AddsUp::Compound | AddsUp::Recomputed => TargetReading::AtTheEnd,
        _ => metric.path.reading,
    };
    let length = days.map_or(POINTS, |days| days.len().saturating_sub(1)).max(1);
    let path = Path::to_target(from, to, length, metric.path.shape, reading).ok()?;
    let parts = length.min(POINTS);
    let day = |part: u32| u32::try_from(u64::from(length) * u64::from(part) / u64::from(parts)).unwrap_or(length);
    let mut course = MetricCourse { planned: (0..=parts).map(|part| path.value(day(part))).collect(), tracked: vec![] };
    if let Some(days) = days {
        let day = |on: NaiveDate| u32::try_from((on - days.first()).num_days()).unwrap_or(0);
        let share = |on: NaiveDate| f64::from(day(on)) / f64::from(length);
        let inside = by_day(plan, metric).into_iter().filter(|(on, _)| days.contains(*on));
        course.tracked = inside.map(|(on, value)| (share(on), value.to_f64())).collect();
    }
    Some(course)
}

/// How many posts go out in each of equally long parts of these days: weeks, or longer parts of a long plan.
pub fn post_counts(plan: &Plan, days: DateRange) -> Vec<usize> {
    let length = days.len().div_ceil(MAX_PARTS).max(7);
    let mut counts = vec![0; days.len().div_ceil(length) as usize];
    for post in plan.schedule.posts.iter().filter(|post| days.contains(post.on)) {
        let part = u32::try_from((post.on - days.first()).num_days()).unwrap_or(0) / length;
        counts[part as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::MetricDefinition;
    use crate::plan::model::schedule::{Post, PostState};
    use crate::plan::numbers::decimal::Decimal;

    fn blank() -> Plan {
        let mut bits = 100;
        Plan::blank(&mut || {
            bits += 1;
            bits
        })
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn range(first: &str, last: &str) -> DateRange {
        DateRange::new(day(first), day(last)).unwrap()
    }

    #[test]
    fn a_day_is_before_during_or_after_the_plan() {
        let days = range("2027-03-01", "2027-03-10");
        let at = |text| plan_day(days, day(text));
        assert_eq!(at("2027-02-27"), PlanDay::Before(2));
        assert_eq!(at("2027-03-01"), PlanDay::During(1));
        assert_eq!(at("2027-03-10"), PlanDay::During(10));
        assert_eq!(at("2027-03-11"), PlanDay::After);
    }

    #[test]
    fn the_phase_now_is_the_one_on_else_the_next_else_the_last() {
        let mut plan = blank();
        assert_eq!(phase_now(&plan, day("2027-01-01")).map(|phase| phase.id), Some(plan.phases[0].id));
        for (at, first, last) in [(0, "2027-03-01", "2027-03-10"), (1, "2027-03-20", "2027-03-30")] {
            (plan.phases[at].first, plan.phases[at].last) = (Some(day(first)), Some(day(last)));
        }
        let now = |text| phase_now(&plan, day(text)).map(|phase| phase.id);
        assert_eq!(now("2027-02-01"), Some(plan.phases[0].id));
        assert_eq!(now("2027-03-05"), Some(plan.phases[0].id));
        assert_eq!(now("2027-03-15"), Some(plan.phases[1].id));
        assert_eq!(now("2027-06-01"), Some(plan.phases[1].id));
    }

    #[test]
    fn a_course_leads_from_baseline_to_target_and_holds_what_was_tracked() {
        let mut plan = blank();
        let mut metric = Metric::new(Id::from_bits(1), MetricDefinition::Dictionary("followers".to_owned()));
        assert_eq!(course(&plan, &metric), None);
        (metric.baseline, metric.target) = (Decimal::from_int(100), Decimal::from_int(300));
        (metric.baseline_on, metric.due) = (Some(day("2027-03-01")), Some(day("2027-03-11")));
        plan.goals.metrics.push(metric.clone());
        for (on, value) in [("2027-03-06", 180_i64), ("2027-04-01", 500)] {
            plan.tracking.figures.set(metric.id, None, day(on), Decimal::from_int(value));
        }
        let found = course(&plan, &metric).unwrap();
        assert_eq!((found.planned.first(), found.planned.last()), (Some(&100.0), Some(&300.0)));
        assert_eq!(found.tracked, [(0.5, 180.0)]);
    }

    #[test]
    fn posts_are_counted_by_week() {
        let mut plan = blank();
        for (bits, on) in (1..).zip(["2027-03-01", "2027-03-07", "2027-03-08", "2027-02-01"]) {
            plan.schedule.posts.push(Post {
                id: Id::from_bits(bits),
                on: day(on),
                at: None,
                channel: Id::from_bits(1),
                cadence: None,
                title: String::new(),
                original: false,
                paid: false,
                owner: String::new(),
                state: PostState::Idea,
                link: String::new(),
            });
        }
        assert_eq!(post_counts(&plan, range("2027-03-01", "2027-03-20")), [2, 1, 0]);
        assert!(post_counts(&plan, range("2027-01-01", "2036-12-31")).len() <= 60);
    }
}
