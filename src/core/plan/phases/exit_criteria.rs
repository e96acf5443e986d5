//! Gates: whether the next phase may begin, computed from what was tracked.
//!
//! A gate stands before a phase: the exit conditions of the phase before it and its own entry conditions. How a
//! metric's figures are held against a condition's number depends on how they add up:
//!
//! - a stock (followers), a ratio, a growth: the last figure;
//! - what adds up by the day (orders) and daily averages: the mean of a day over the last seven, as a goal's number speaks
//!   of one day; posts published are told by the week, opinions collected by their total in the phase;
//! - steadiness that nobody entered: the excess variation of the results that the tests count, over fourteen days;
//! - a ratio that nobody entered but whose two sums were tracked (money and new followers): the ratio of the sums.
//!
//! A figure of the whole goes before the sum of the channels' figures. Days without a figure are missing, not zero;
//! weekdays that are closed by design are left out of means.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use crate::plan::Plan;
use crate::plan::model::channel::{Channel, ChannelId};
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::model::phase::{Comparison, Criterion, Phase, PhaseId};
use crate::plan::model::tracking::Actual;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::rounding::div_half_away;
use crate::plan::strategy::steadiness::{Steadiness, SteadinessGrade};

/// A gate between two phases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaCheck {
    /// The phase that ends; `None` before the first.
    pub after: Option<PhaseId>,
    /// The phase that may begin; `None` after the last.
    pub next: Option<PhaseId>,
    /// The conditions: those of the end, then those of the beginning, each in its phase's order.
    pub criteria: Vec<CriterionStatus>,
    /// Whether it is open.
    pub verdict: CriteriaVerdict,
}

/// Whether a gate is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriteriaVerdict {
    /// It has no condition.
    NoCriteria,
    /// All conditions hold: the next phase may begin.
    MayBegin,
    /// All that can be counted holds; conditions in words are for a person to judge.
    NeedsConfirmation {
        /// How many.
        unconfirmed: usize,
    },
    /// Conditions do not hold.
    NotYet {
        /// How many.
        unmet: usize,
    },
    /// None fails, but some are not counted yet.
    NotMeasured {
        /// How many.
        unmeasured: usize,
    },
}

/// How one condition stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionStatus {
    /// In which phase it is written.
    pub phase: PhaseId,
    /// Among its exit conditions, or its entry conditions.
    pub side: CriterionKind,
    /// Its place there, from 0.
    pub at: usize,
    /// How it stands.
    pub state: CriterionState,
}

/// The two lists of conditions of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriterionKind {
    /// Before it begins.
    Entry,
    /// Before the next one begins.
    Exit,
}

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriterionState {
    /// It holds.
    Met {
        /// What there is.
        has: MeasuredValue,
        /// What is asked for.
        needs: Decimal,
    },
    /// It does not.
    NotMet {
        /// What there is.
        has: MeasuredValue,
        /// What is asked for.
        needs: Decimal,
        /// How far they are apart; above 0.
        missing: Decimal,
    },
    /// Somebody saw that it holds: a condition in words.
    Confirmed {
        /// When.
        on: NaiveDate,
    },
    /// It cannot be said yet.
    NotMeasured(NotMeasuredReason),
}

impl CriterionState {
    /// Whether it holds, by figures or by somebody's word.
    pub fn holds(&self) -> bool {
        matches!(self, CriterionState::Met { .. } | CriterionState::Confirmed { .. })
    }
}

/// A figure held against a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasuredValue {
    /// How much, rounded half away from zero; whether the condition holds is decided before rounding.
    pub value: Decimal,
    /// How it was read.
    pub reading: MeasurementMethod,
    /// The last day it takes in.
    pub on: NaiveDate,
}

/// How a figure was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasurementMethod {
    /// The last one entered.
    Last,
    /// Mean of a day, over so many days with a figure of the last seven.
    DailyMean {
        /// How many.
        days: u32,
    },
    /// Total of the last seven days.
    WeekTotal,
    /// Total since the phase began.
    PhaseTotal,
    /// Items of the plan's own log of opinions.
    Log,
    /// Ratio of two tracked sums since the phase began.
    RatioOfSums,
    /// Excess variation of what the tests count, over the last fourteen days.
    Steadiness,
}

/// Why a condition cannot be said to hold or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMeasuredReason {
    /// It is written in words: a person says whether it holds.
    InWords,
    /// It says no number.
    NoNumber,
    /// No figure was tracked.
    NoFigure,
    /// The last figure is more than seven days old.
    Stale {
        /// Its day.
        on: NaiveDate,
    },
}

/// The last days that a mean takes in.
const WEEK: u64 = 7;

/// The last days that a grade of steadiness takes in.
const STEADY_DAYS: usize = 14;

/// Ratios that follow from two tracked sums: key, numerator, denominator, and what the quotient is multiplied by.
const RATIOS: [(&str, &str, &str, i128); 8] = [
    ("cpf", "spend", "new_followers", 1),
    ("cpm", "spend", "impressions", 1_000),
    ("cpc", "spend", "link_clicks", 1),
    ("ctr", "link_clicks", "impressions", 100),
    ("eng_rate", "engagements", "views", 100),
    ("reg_conv", "registrations", "activations", 100),
    ("aov", "gmv", "orders", 1),
    ("roas", "gmv", "spend", 1),
];

/// The gates of the plan in the order of its phases, as of the end of a day: the last complete one.
///
/// The one before the first phase is left out where it has no condition.
pub fn criteria_checks(plan: &Plan, as_of: NaiveDate) -> Vec<CriteriaCheck> {
    let book = Book::of(plan, as_of);
    let before = std::iter::once(None).chain(plan.phases.iter().map(Some));
    let next = plan.phases.iter().map(Some).chain(std::iter::once(None));
    let checks = before.zip(next).map(|(after, next)| book.check(after, next));
    checks.filter(|check| check.after.is_some() || !check.criteria.is_empty()).collect()
}

/// The day that exit criteria are evaluated as of: today, or the last day with a figure where that is later, as in a plan that is
/// looked at before its time.
pub fn as_of(plan: &Plan, today: NaiveDate) -> NaiveDate {
    plan.tracking.counted().map(|actual| actual.on).max().map_or(today, |last| last.max(today))
}

/// The gate that a phase begins behind; `None` where no gate stands before it.
pub fn criteria_check_before(plan: &Plan, phase: PhaseId, as_of: NaiveDate) -> Option<CriteriaCheck> {
    criteria_checks(plan, as_of).into_iter().find(|check| check.next == Some(phase))
}

/// An exact fraction in ten-thousandths, and how it was read.
struct Found {
    top: i128,
    by: i128,
    reading: MeasurementMethod,
    on: NaiveDate,
}

/// The figures up to a day, by metric.
struct Book<'a> {
    plan: &'a Plan,
    as_of: NaiveDate,
    figures: BTreeMap<MetricId, Vec<&'a Actual>>,
}

impl<'a> Book<'a> {
    fn of(plan: &'a Plan, as_of: NaiveDate) -> Book<'a> {
        let mut figures: BTreeMap<MetricId, Vec<&Actual>> = BTreeMap::new();
        for actual in plan.tracking.counted().filter(|actual| actual.on <= as_of) {
            figures.entry(actual.metric).or_default().push(actual);
        }
        Book { plan, as_of, figures }
    }

    fn check(&self, after: Option<&Phase>, next: Option<&Phase>) -> CriteriaCheck {
        let states = |phase: Option<&Phase>, side| -> Vec<CriterionStatus> {
            let Some(phase) = phase else { return Vec::new() };
            let criteria = if side == CriterionKind::Exit { &phase.exit } else { &phase.entry };
            let state = |(at, criterion)| CriterionStatus {
                phase: phase.id,
                side,
                at,
                state: self.state(phase, side, criterion),
            };
            criteria.iter().enumerate().map(state).collect()
        };
        let mut criteria = states(after, CriterionKind::Exit);
        criteria.extend(states(next, CriterionKind::Entry));
        let verdict = verdict(&criteria);
        CriteriaCheck { after: after.map(|phase| phase.id), next: next.map(|phase| phase.id), criteria, verdict }
    }

    fn state(&self, phase: &Phase, side: CriterionKind, criterion: &Criterion) -> CriterionState {
        let Some(metric) = criterion.metric.and_then(|id| self.plan.find(id)) else {
            return criterion.seen.map_or(CriterionState::NotMeasured(NotMeasuredReason::InWords), |on| {
                CriterionState::Confirmed { on }
            });
        };
        let Some(needs) = criterion.value else { return CriterionState::NotMeasured(NotMeasuredReason::NoNumber) };
        // What must hold before a phase begins was counted before it began.
        let since = if side == CriterionKind::Exit { phase.first } else { None };
        match self.read(metric, phase, since) {
            Ok(found) => held_against(&found, needs, criterion.holds),
            Err(why) => CriterionState::NotMeasured(why),
        }
    }

    fn read(&self, metric: &Metric, phase: &Phase, since: Option<NaiveDate>) -> Result<Found, NotMeasuredReason> {
        let key = match &metric.definition {
            MetricDefinition::Dictionary(key) => key.as_str(),
            MetricDefinition::Custom(_) => "",
        };
        match (metric.definition.adds_up(), key) {
            (AddsUp::Sum, "feedback") => {
                self.total(metric.id, since).or_else(|| self.log(phase)).ok_or(NotMeasuredReason::NoFigure)
            }
            (AddsUp::Sum, "posts") => self.over_week(metric.id, MeasurementMethod::WeekTotal),
            (AddsUp::Sum | AddsUp::Average, _) => self.over_week(metric.id, MeasurementMethod::DailyMean { days: 0 }),
            (_, "steadiness") => self.last(metric.id).or_else(|| self.steadiness()).ok_or(NotMeasuredReason::NoFigure),
            _ => self.last(metric.id).or_else(|| self.ratio(key, since)).ok_or(NotMeasuredReason::NoFigure),
        }
    }

    /// Of each day the figure of the whole, else the sum of the channels', in the order of the days.
    fn days(&self, metric: MetricId, since: Option<NaiveDate>) -> BTreeMap<NaiveDate, i128> {
        let mut days: BTreeMap<NaiveDate, (Option<i128>, i128)> = BTreeMap::new();
        let figures = self.figures.get(&metric).into_iter().flatten();
        for actual in figures.filter(|actual| since.is_none_or(|since| since <= actual.on)) {
            let value = i128::from(actual.value.ten_thousandths());
            let day = days.entry(actual.on).or_default();
            match actual.channel {
                None => *day.0.get_or_insert(0) += value,
                Some(_) => day.1 += value,
            }
        }
        days.into_iter().map(|(on, (whole, channels))| (on, whole.unwrap_or(channels))).collect()
    }

    fn over_week(&self, metric: MetricId, reading: MeasurementMethod) -> Result<Found, NotMeasuredReason> {
        let closed = &self.plan.tracking.closed_weekdays;
        let first = self.as_of.checked_sub_days(Days::new(WEEK - 1)).unwrap_or(self.as_of);
        let days = self.days(metric, None);
        let (last, _) = days.last_key_value().ok_or(NotMeasuredReason::NoFigure)?;
        let open = || days.range(first..).filter(|(on, _)| !closed.contains(&on.weekday()));
        let sum = open().map(|(_, value)| value).sum();
        let Ok(count @ 1..) = u32::try_from(open().count()) else { return Err(NotMeasuredReason::Stale { on: *last }) };
        Ok(match reading {
            MeasurementMethod::WeekTotal => Found { top: sum, by: 1, reading, on: *last },
            _ => Found { top: sum, by: count.into(), reading: MeasurementMethod::DailyMean { days: count }, on: *last },
        })
    }

    fn total(&self, metric: MetricId, since: Option<NaiveDate>) -> Option<Found> {
        let days = self.days(metric, since);
        let (on, _) = days.last_key_value()?;
        Some(Found { top: days.values().sum(), by: 1, reading: MeasurementMethod::PhaseTotal, on: *on })
    }

    /// Opinions of the phase in the plan's own log, without those that were declined.
    fn log(&self, phase: &Phase) -> Option<Found> {
        let heard = self.plan.feedback.iter().filter(|item| {
            item.phase == phase.id && item.state != FeedbackState::Declined && item.on.is_none_or(|on| on <= self.as_of)
        });
        let count = i128::try_from(heard.count()).ok().filter(|count| *count > 0)?;
        Some(Found { top: count * 10_000, by: 1, reading: MeasurementMethod::Log, on: self.as_of })
    }

    /// The last figure of the whole, else the last of each channel added up.
    fn last(&self, metric: MetricId) -> Option<Found> {
        let mut last: BTreeMap<Option<ChannelId>, &Actual> = BTreeMap::new();
        for &actual in self.figures.get(&metric)? {
            let known = last.entry(actual.channel).or_insert(actual);
            if actual.on >= known.on {
                *known = actual;
            }
        }
        let found = |top, on| Found { top, by: 1, reading: MeasurementMethod::Last, on };
        let value = |actual: &Actual| i128::from(actual.value.ten_thousandths());
        if let Some(whole) = last.get(&None) {
            return Some(found(value(whole), whole.on));
        }
        let on = last.values().map(|actual| actual.on).max()?;
        // Ratios of channels do not add up.
        let adds_up = last.len() == 1 || self.adds_up(metric) == Some(AddsUp::EndOfPeriod);
        adds_up.then(|| found(last.values().map(|actual| value(actual)).sum(), on))
    }

    fn adds_up(&self, id: MetricId) -> Option<AddsUp> {
        self.plan.find(id).map(|metric| metric.definition.adds_up())
    }

    /// Of all that was won in the tests' metric; every one of the days has to be counted. Today may still be without a
    /// figure.
    fn steadiness(&self) -> Option<Found> {
        let metric = self.plan.strategy.rule.metric?;
        let counted = self.figures.get(&metric)?.iter().map(|actual| actual.on).max()?;
        let last = if counted.succ_opt() == Some(self.as_of) { counted } else { self.as_of };
        let first = last.checked_sub_days(Days::new(STEADY_DAYS as u64 - 1))?;
        let count = |(on, value): (NaiveDate, i128)| (on, Decimal::saturating(value).to_f64());
        let days: Vec<(NaiveDate, f64)> = self.days(metric, Some(first)).into_iter().map(count).collect();
        let found = Steadiness::of(&days, &self.plan.tracking.closed_weekdays).filter(|_| days.len() == STEADY_DAYS)?;
        #[allow(clippy::cast_possible_truncation)] // below 100: no variation is above the root of the number of days
        let top = (found.adjusted * 10_000.0).round() as i128;
        Some(Found { top, by: 1, reading: MeasurementMethod::Steadiness, on: last })
    }

    /// By the sums of the days on which both were tracked.
    fn ratio(&self, key: &str, since: Option<NaiveDate>) -> Option<Found> {
        let &(_, top, bottom, by) = RATIOS.iter().find(|ratio| ratio.0 == key)?;
        let days = |key: &str| {
            let is =
                |metric: &&Metric| matches!(&metric.definition, MetricDefinition::Dictionary(other) if other == key);
            let metric = self.plan.goals.metrics.iter().find(is)?;
            Some(self.days(metric.id, since))
        };
        let (top, bottom) = (days(top)?, days(bottom)?);
        let both = || top.iter().filter_map(|(on, top)| Some((on, top, bottom.get(on)?)));
        let sums = both().fold((0, 0), |sums, (_, top, bottom)| (sums.0 + top, sums.1 + bottom));
        let on = both().next_back().map(|(on, ..)| *on)?;
        (sums.1 > 0).then_some(Found {
            top: sums.0 * by * 10_000,
            by: sums.1,
            reading: MeasurementMethod::RatioOfSums,
            on,
        })
    }
}

fn held_against(found: &Found, needs: Decimal, holds: Comparison) -> CriterionState {
    let value = Decimal::saturating(div_half_away(found.top, found.by));
    let has = MeasuredValue { value, reading: found.reading, on: found.on };
    let lacks = i128::from(needs.ten_thousandths()) * found.by - found.top;
    let lacks = if holds == Comparison::AtMost { -lacks } else { lacks };
    if lacks <= 0 {
        return CriterionState::Met { has, needs };
    }
    // Rounded up, so that what is missing never reads as nothing.
    CriterionState::NotMet { has, needs, missing: Decimal::saturating((lacks + found.by - 1) / found.by) }
}

fn verdict(criteria: &[CriterionStatus]) -> CriteriaVerdict {
    let count = |is: fn(&CriterionState) -> bool| criteria.iter().filter(|criterion| is(&criterion.state)).count();
    let lacking = count(|state| matches!(state, CriterionState::NotMet { .. }));
    let words = count(|state| *state == CriterionState::NotMeasured(NotMeasuredReason::InWords));
    let uncounted = count(|state| matches!(state, CriterionState::NotMeasured(_))) - words;
    match (criteria.len(), lacking, uncounted, words) {
        (0, ..) => CriteriaVerdict::NoCriteria,
        (_, 0, 0, 0) => CriteriaVerdict::MayBegin,
        (_, 0, 0, words) => CriteriaVerdict::NeedsConfirmation { unconfirmed: words },
        (_, 0, uncounted, _) => CriteriaVerdict::NotMeasured { unmeasured: uncounted },
        (_, lacking, ..) => CriteriaVerdict::NotYet { unmet: lacking },
    }
}

/// A channel that brings people every day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteadyChannel {
    /// Which.
    pub channel: ChannelId,
    /// Its share of all that the channels brought in the days looked at, 0 to 1.
    pub share: f64,
}

/// The channels that were steady over the last fourteen days in a metric, with their shares of what all channels brought:
/// a burst never passes a gate. The article's gate into brand promotion asks for one with 30 % or more.
pub fn steady_channels(plan: &Plan, metric: MetricId, as_of: NaiveDate) -> Vec<SteadyChannel> {
    let first = as_of.checked_sub_days(Days::new(STEADY_DAYS as u64 - 1));
    let Some(window) = first.and_then(|first| DateRange::new(first, as_of)) else { return Vec::new() };
    let mut days: BTreeMap<ChannelId, BTreeMap<NaiveDate, f64>> = BTreeMap::new();
    for actual in plan.tracking.counted().filter(|actual| actual.metric == metric && window.contains(actual.on)) {
        if let Some(channel) = actual.channel {
            *days.entry(channel).or_default().entry(actual.on).or_default() += actual.value.to_f64();
        }
    }
    let all: f64 = days.values().flat_map(BTreeMap::values).sum();
    let steady = |channel: &Channel| {
        let days: Vec<(NaiveDate, f64)> = days.get(&channel.id)?.iter().map(|(on, value)| (*on, *value)).collect();
        let found = Steadiness::of(&days, &plan.tracking.closed_weekdays)?;
        // A day that was not counted is not known to have brought anyone.
        (days.len() == STEADY_DAYS && found.grade() == SteadinessGrade::Steady)
            .then(|| SteadyChannel { channel: channel.id, share: days.iter().map(|day| day.1).sum::<f64>() / all })
    };
    plan.strategy.channels.iter().filter_map(steady).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::feedback::Feedback;
    use crate::plan::model::id::Id;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn int(value: i64) -> Decimal {
        Decimal::from_int(value).unwrap()
    }
    fn decimal(text: &str) -> Decimal {
        serde_json::from_str(text).unwrap()
    }
    fn criterion(metric: u64, holds: Comparison, value: i64) -> Criterion {
        Criterion {
            metric: Some(Id::from_bits(metric)),
            words: String::new(),
            holds,
            value: Some(int(value)),
            seen: None,
        }
    }
    /// A plan with these metrics, numbered from 1, whose first phase runs over March and ends behind one condition.
    fn plan_of(metrics: &[&str], exit: Criterion) -> Plan {
        let mut next = 900;
        let mut plan = Plan::blank(&mut || {
            next += 1;
            next
        });
        for (bits, key) in (1..).zip(metrics) {
            let definition = MetricDefinition::Dictionary((*key).to_owned());
            plan.goals.metrics.push(Metric::new(Id::from_bits(bits), definition));
        }
        let phase = &mut plan.phases[0];
        (phase.first, phase.last) = (Some(day("2027-03-01")), Some(day("2027-03-31")));
        phase.exit = vec![exit];
        plan
    }
    fn track(plan: &mut Plan, metric: u64, channel: Option<u64>, on: &str, value: i64) {
        let id = Id::from_bits(5_000 + plan.tracking.actuals.len() as u64);
        let channel = channel.map(Id::from_bits);
        let metric = Id::from_bits(metric);
        plan.tracking.actuals.push(Actual { id, on: day(on), metric, channel, value: int(value) });
    }
    fn state(plan: &Plan, as_of: &str) -> CriterionState {
        criteria_checks(plan, day(as_of))[0].criteria[0].state
    }
    fn has(value: Decimal, reading: MeasurementMethod, on: &str) -> MeasuredValue {
        MeasuredValue { value, reading, on: day(on) }
    }

    #[test]
    fn a_stock_is_its_last_figure_up_to_the_day() {
        let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 1_000));
        assert_eq!(state(&plan, "2027-03-28"), CriterionState::NotMeasured(NotMeasuredReason::NoFigure));
        track(&mut plan, 1, None, "2027-03-28", 1_012);
        track(&mut plan, 1, None, "2027-03-20", 640);
        track(&mut plan, 1, Some(7), "2027-03-28", 9_999);
        let lacks = CriterionState::NotMet {
            has: has(int(640), MeasurementMethod::Last, "2027-03-20"),
            needs: int(1_000),
            missing: int(360),
        };
        assert_eq!(state(&plan, "2027-03-27"), lacks);
        let holds =
            CriterionState::Met { has: has(int(1_012), MeasurementMethod::Last, "2027-03-28"), needs: int(1_000) };
        assert_eq!(state(&plan, "2027-03-28"), holds);
        // Without a figure of the whole, the channels' last figures add up.
        plan.tracking.actuals.clear();
        track(&mut plan, 1, Some(7), "2027-03-20", 600);
        track(&mut plan, 1, Some(8), "2027-03-28", 400);
        let holds =
            CriterionState::Met { has: has(int(1_000), MeasurementMethod::Last, "2027-03-28"), needs: int(1_000) };
        assert_eq!(state(&plan, "2027-03-28"), holds);
    }

    #[test]
    fn what_adds_up_by_the_day_is_a_mean_of_the_last_seven() {
        let mut plan = plan_of(&["orders"], criterion(1, Comparison::AtLeast, 10));
        for (on, value) in [("2027-03-01", 999), ("2027-03-22", 0), ("2027-03-23", 10), ("2027-03-24", 19)] {
            track(&mut plan, 1, None, on, value);
        }
        let mean = |value, days| has(value, MeasurementMethod::DailyMean { days }, "2027-03-24");
        // 29 of 3 days; what is missing is rounded up.
        let lacks =
            CriterionState::NotMet { has: mean(decimal("9.6667"), 3), needs: int(10), missing: decimal("0.3334") };
        assert_eq!(state(&plan, "2027-03-28"), lacks);
        // The first of them falls out, and so does a weekday that is closed.
        assert_eq!(state(&plan, "2027-03-29"), CriterionState::Met { has: mean(decimal("14.5"), 2), needs: int(10) });
        plan.tracking.closed_weekdays = vec![chrono::Weekday::Mon];
        assert_eq!(state(&plan, "2027-03-28"), CriterionState::Met { has: mean(decimal("14.5"), 2), needs: int(10) });
        assert_eq!(
            state(&plan, "2027-04-20"),
            CriterionState::NotMeasured(NotMeasuredReason::Stale { on: day("2027-03-24") })
        );
    }

    #[test]
    fn a_mean_just_below_does_not_hold() {
        let mut plan = plan_of(&["orders"], criterion(1, Comparison::AtLeast, 100));
        for (at, on) in ["2027-03-22", "2027-03-23", "2027-03-24"].into_iter().enumerate() {
            track(&mut plan, 1, None, on, if at == 0 { 99 } else { 100 });
        }
        plan.tracking.actuals[0].value = decimal("99.9999");
        let CriterionState::NotMet { has, missing, .. } = state(&plan, "2027-03-24") else { panic!() };
        assert_eq!((has.value, missing), (int(100), decimal("0.0001")));
    }

    #[test]
    fn opinions_are_counted_by_the_phase_and_from_its_log() {
        let mut plan = plan_of(&["feedback"], criterion(1, Comparison::AtLeast, 3));
        let phase = plan.phases[0].id;
        let state_of = [FeedbackState::New, FeedbackState::Declined, FeedbackState::Done];
        for (bits, state) in (40..).zip(state_of) {
            let (from, opinion, decision) = (String::new(), String::new(), String::new());
            plan.feedback.push(Feedback { id: Id::from_bits(bits), phase, on: None, from, opinion, state, decision });
        }
        let logged = has(int(2), MeasurementMethod::Log, "2027-03-28");
        assert_eq!(state(&plan, "2027-03-28"), CriterionState::NotMet { has: logged, needs: int(3), missing: int(1) });
        track(&mut plan, 1, None, "2027-02-20", 50);
        track(&mut plan, 1, None, "2027-03-07", 2);
        track(&mut plan, 1, None, "2027-03-14", 1);
        let total = has(int(3), MeasurementMethod::PhaseTotal, "2027-03-14");
        assert_eq!(state(&plan, "2027-03-28"), CriterionState::Met { has: total, needs: int(3) });
    }

    #[test]
    fn a_cost_follows_from_two_sums_and_at_most_holds_below() {
        let mut plan = plan_of(&["cpf", "spend", "new_followers"], criterion(1, Comparison::AtMost, 20));
        track(&mut plan, 2, None, "2027-02-20", 9_000);
        track(&mut plan, 3, None, "2027-02-20", 1);
        track(&mut plan, 2, None, "2027-03-02", 700);
        track(&mut plan, 3, Some(7), "2027-03-02", 20);
        track(&mut plan, 3, Some(8), "2027-03-02", 12);
        track(&mut plan, 2, None, "2027-03-03", 9_000);
        let ratio = has(decimal("21.875"), MeasurementMethod::RatioOfSums, "2027-03-02");
        let lacks = CriterionState::NotMet { has: ratio, needs: int(20), missing: decimal("1.875") };
        assert_eq!(state(&plan, "2027-03-28"), lacks);
        track(&mut plan, 3, None, "2027-03-02", 0);
        assert_eq!(
            state(&plan, "2027-03-28"),
            CriterionState::NotMeasured(NotMeasuredReason::NoFigure),
            "nothing to divide by"
        );
        track(&mut plan, 1, None, "2027-03-05", 20);
        let entered = has(int(20), MeasurementMethod::Last, "2027-03-05");
        assert_eq!(state(&plan, "2027-03-28"), CriterionState::Met { has: entered, needs: int(20) });
    }

    #[test]
    fn steadiness_is_reckoned_where_nobody_entered_it() {
        let mut asked = criterion(1, Comparison::AtMost, 0);
        asked.value = Some(decimal("0.35"));
        let mut plan = plan_of(&["steadiness", "new_followers"], asked);
        plan.strategy.rule.metric = Some(Id::from_bits(2));
        for on in 1..=13 {
            track(&mut plan, 2, Some(7), &format!("2027-03-{on:02}"), 40);
        }
        assert_eq!(
            state(&plan, "2027-03-14"),
            CriterionState::NotMeasured(NotMeasuredReason::NoFigure),
            "a day is not counted"
        );
        track(&mut plan, 2, Some(7), "2027-03-14", 40);
        let steady = has(Decimal::ZERO, MeasurementMethod::Steadiness, "2027-03-14");
        assert_eq!(state(&plan, "2027-03-14"), CriterionState::Met { has: steady, needs: decimal("0.35") });
        assert_eq!(
            state(&plan, "2027-03-15"),
            CriterionState::Met {
                has: has(Decimal::ZERO, MeasurementMethod::Steadiness, "2027-03-14"),
                needs: decimal("0.35")
            }
        );
        assert_eq!(
            state(&plan, "2027-03-16"),
            CriterionState::NotMeasured(NotMeasuredReason::NoFigure),
            "two days are not counted"
        );
        plan.tracking.actuals[13].value = int(4_000);
        assert!(matches!(state(&plan, "2027-03-14"), CriterionState::NotMet { .. }));
        track(&mut plan, 1, None, "2027-03-10", 0);
        assert!(matches!(state(&plan, "2027-03-14"), CriterionState::Met { .. }), "what was entered goes first");
    }

    #[test]
    fn a_plan_looked_at_before_its_time_is_reckoned_by_its_last_figure() {
        let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 10));
        assert_eq!(as_of(&plan, day("2027-03-05")), day("2027-03-05"));
        track(&mut plan, 1, None, "2027-03-02", 10);
        track(&mut plan, 1, None, "2027-03-01", 10);
        assert_eq!(as_of(&plan, day("2027-03-05")), day("2027-03-05"));
        assert_eq!(as_of(&plan, day("2026-11-27")), day("2027-03-02"));
    }

    #[test]
    fn the_next_phase_may_begin_when_all_that_is_asked_holds() {
        let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 10));
        track(&mut plan, 1, None, "2027-03-02", 10);
        let check = |plan: &Plan| criteria_check_before(plan, plan.phases[1].id, day("2027-03-28")).unwrap();
        assert_eq!(check(&plan).verdict, CriteriaVerdict::MayBegin);
        let mut words = criterion(1, Comparison::AtLeast, 0);
        (words.metric, words.words) = (None, "Every channel has its own code".to_owned());
        plan.phases[1].entry.push(words);
        let found = check(&plan);
        assert_eq!(found.verdict, CriteriaVerdict::NeedsConfirmation { unconfirmed: 1 });
        assert_eq!((found.criteria[1].side, found.criteria[1].phase), (CriterionKind::Entry, plan.phases[1].id));
        plan.phases[1].entry[0].seen = Some(day("2027-03-27"));
        assert_eq!(check(&plan).criteria[1].state, CriterionState::Confirmed { on: day("2027-03-27") });
        assert_eq!(check(&plan).verdict, CriteriaVerdict::MayBegin, "somebody saw it");
        let blank = Criterion { value: None, ..criterion(1, Comparison::AtLeast, 0) };
        plan.phases[1].entry.push(blank);
        assert_eq!(check(&plan).criteria[2].state, CriterionState::NotMeasured(NotMeasuredReason::NoNumber));
        assert_eq!(check(&plan).verdict, CriteriaVerdict::NotMeasured { unmeasured: 1 });
        plan.phases[1].entry.push(criterion(1, Comparison::AtMost, 9));
        assert_eq!(check(&plan).verdict, CriteriaVerdict::NotYet { unmet: 1 });
        assert_eq!(criteria_checks(&plan, day("2027-03-28")).len(), 3, "none before the first phase");
        assert_eq!(criteria_check_before(&plan, plan.phases[0].id, day("2027-03-28")), None);
        assert_eq!(criteria_checks(&plan, day("2027-03-28"))[2].verdict, CriteriaVerdict::NoCriteria);
        plan.phases.clear();
        assert!(criteria_checks(&plan, day("2027-03-28")).is_empty());
    }

    #[test]
    fn the_example_has_passed_its_first_gate_and_not_its_second() {
        let file: serde_json::Value = serde_json::from_str(include_str!("../catalogue/examples/o2o.en.json")).unwrap();
        let plan: Plan = serde_json::from_value(file["plan"].clone()).unwrap();
        let as_of = day("2027-04-25");
        let found = criteria_checks(&plan, as_of);
        assert_eq!(found[0].verdict, CriteriaVerdict::NeedsConfirmation { unconfirmed: 2 });
        let read = |check: usize, at: usize| match found[check].criteria[at].state {
            CriterionState::Met { has, .. } => (true, has.value, has.reading),
            CriterionState::NotMet { has, .. } => (false, has.value, has.reading),
            state => panic!("{state:?}"),
        };
        assert_eq!(found[1].verdict, CriteriaVerdict::MayBegin);
        assert_eq!(read(1, 0), (true, int(3_203), MeasurementMethod::Last));
        assert_eq!(read(1, 3), (true, int(57), MeasurementMethod::PhaseTotal));
        assert_eq!(found[2].verdict, CriteriaVerdict::NotYet { unmet: 2 });
        assert_eq!(found[2].criteria[0].state, CriterionState::NotMeasured(NotMeasuredReason::InWords));
        assert_eq!(read(2, 1), (false, decimal("21.52"), MeasurementMethod::Last));
        assert_eq!(read(2, 2), (false, decimal("67.4286"), MeasurementMethod::DailyMean { days: 7 }));
        assert_eq!(read(2, 3), (true, decimal("41.18"), MeasurementMethod::Last));
        // As of the end of the seed phase it was the same gate with other figures.
        let then = criteria_check_before(&plan, plan.phases[1].id, day("2027-03-28")).unwrap();
        assert_eq!(then.verdict, CriteriaVerdict::MayBegin);
        // Three channels were steady; none carries a third of the gain, so the condition in words does not hold either.
        let metric = plan.strategy.rule.metric.unwrap();
        let steady = steady_channels(&plan, metric, as_of);
        assert_eq!(steady.len(), 3);
        assert!(steady.iter().all(|channel| channel.share > 0.05 && channel.share < 0.3), "{steady:?}");
        assert!(steady_channels(&plan, metric, day("2027-04-30")).is_empty(), "days that were not counted");
    }
}
