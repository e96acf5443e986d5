//! Every date of a plan, in one walk: how a plan moves to other days.
//!
//! Each part is taken apart without `..`, so a field that is added does not compile until someone has decided whether it
//! holds a date.

use chrono::{NaiveDate, TimeDelta};

use crate::plan::Plan;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::Basics;
use crate::plan::model::budget::{Budget, ExchangeRate, LineItem};
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{Goals, ResultGoal};
use crate::plan::model::metric::{Metric, Source, TrackingSpecification};
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::{Criterion, Phase};
use crate::plan::model::schedule::{Post, Schedule};
use crate::plan::model::strategy::Strategy;
use crate::plan::model::timing::{DatedAmount, Timing};
use crate::plan::model::tracking::{FigureTable, Tracking};
use crate::plan::numbers::limits::is_in_range;

/// What is done with each date.
pub(in crate::plan) type Visit<'a> = dyn FnMut(&mut NaiveDate) + 'a;

/// A part of a plan with dates.
pub(in crate::plan) trait Dated {
    /// Visits every date of the part, those of its own parts included.
    fn each_date(&mut self, visit: &mut Visit<'_>);
}

/// The plan with every date moved by whole weeks, so that weekdays stay; by a negative number to earlier days. `None` if a
/// date would leave the [years that a plan can have](is_in_range), or the calendar.
///
/// ```
/// use groundswell_core::plan::Plan;
/// use groundswell_core::plan::model::dates::shifted;
/// let mut bits = 0;
/// let mut plan = Plan::blank(&mut || { bits += 1; bits });
/// plan.basics.first_day = "2028-02-22".parse().ok();
/// let later = shifted(&plan, 1).unwrap();
/// assert_eq!(later.basics.first_day, "2028-02-29".parse().ok());
/// assert_eq!(shifted(&later, -1).unwrap(), plan);
/// assert_eq!(shifted(&plan, 100_000), None);
/// ```
pub fn shifted(plan: &Plan, weeks: i32) -> Option<Plan> {
    let by = TimeDelta::weeks(weeks.into());
    let mut moved = plan.clone();
    let mut fits = true;
    moved.each_date(&mut |date| match date.checked_add_signed(by) {
        Some(day) if is_in_range(day) == is_in_range(*date) => *date = day,
        _ => fits = false,
    });
    fits.then_some(moved)
}

impl Dated for NaiveDate {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        visit(self);
    }
}

impl<T: Dated> Dated for Option<T> {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        if let Some(part) = self {
            part.each_date(visit);
        }
    }
}

impl<T: Dated> Dated for Vec<T> {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        for part in self {
            part.each_date(visit);
        }
    }
}

/// Implements [`Dated`] for a struct: first the fields with dates, then those without.
macro_rules! dated {
    ($($part:ident { $($dated:ident),* $(,)? } without { $($other:ident),* $(,)? })*) => {
        $(impl Dated for $part {
            fn each_date(&mut self, visit: &mut Visit<'_>) {
                let $part { $($dated,)* $($other: _,)* } = self;
                $($dated.each_date(visit);)*
            }
        })*
    };
}

dated! {
    Plan { basics, goals, budget, strategy, phases, activities, feedback, partners, schedule, tracking, approvals }
        without { id, risks, groups, suggested }
    Basics { first_day, last_day } without { name, product, kind, market, audience, region, currency }
    Goals { metrics, results } without { north_star, teams, outputs, funnel }
    Metric { baseline_on, due, source }
        without { id, definition, baseline, target, owner, team, path, feeds, note }
    TrackingSpecification { ready_by } without { event, trigger, properties, formula, owner, acceptance }
    ResultGoal { due } without { id, team, metric, last_month, target, share, owner }
    Budget { lines, rates } without { settings }
    LineItem { timing } without {
        id, phase, pays_for, channel, category, description, unit, quantity, unit_price, currency, expected, status,
        committed, actual, paid_in, owner, note,
    }
    ExchangeRate { on } without { id, currency, rate }
    DatedAmount { on } without { amount }
    Strategy { channel_tests } without { channels, rule }
    Phase { first, last, entry, exit }
        without { id, kind, name, allocation, objective, steady_gain, profile, region, traits }
    Criterion { seen } without { metric, words, holds, value }
    Activity { first, last } without { id, phase, method, name, channel, owner, checklist, after, note }
    Feedback { on } without { id, phase, from, opinion, state, decision }
    Partner { first, last } without { id, phase, kind, name, contact, channel, expected, counted, link, note }
    Schedule { posts } without { cadences }
    Post { on } without { id, at, channel, cadence, title, original, paid, owner, state, link }
    Tracking { figures } without { closed_weekdays }
    Approval { on, plan } without { id, by, note }
}

impl Dated for FigureTable {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        self.each_day(visit);
    }
}

impl Dated for Source {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        match self {
            Source::Platform(_) => {}
            Source::OwnStatistics(specification) => specification.each_date(visit),
        }
    }
}

impl Dated for Timing {
    fn each_date(&mut self, visit: &mut Visit<'_>) {
        match self {
            Timing::Phase => {}
            Timing::Once { on } => on.each_date(visit),
            Timing::Evenly { first, last } | Timing::Monthly { first, last } => {
                first.each_date(visit);
                last.each_date(visit);
            }
            Timing::ByHand { parts } => parts.each_date(visit),
        }
    }
}
