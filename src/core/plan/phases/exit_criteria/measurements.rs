//! The measured value of a criterion: which figures count, and how they are combined. Makes no verdict on a phase.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::{
    CriteriaCheck, CriterionKind, CriterionState, CriterionStatus, MeasuredValue, MeasurementMethod, NotMeasuredReason,
    verdict,
};
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::feedback::FeedbackState;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, MetricDefinition, MetricId};
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::model::phase::{Comparison, Criterion, Phase};
use crate::plan::model::tracking::Figure;
use crate::plan::numbers::decimal::{Decimal, DecimalSum};
use crate::plan::numbers::ratio::Ratio;
use crate::plan::strategy::steadiness::Steadiness;

/// Days of the window of a mean.
const WEEK: u64 = 7;

/// Days of the window of steadiness.
const STEADINESS_DAYS: usize = 14;

/// A measured value before rounding, and how it was obtained.
struct Measured {
    value: Ratio,
    method: MeasurementMethod,
    on: NaiveDate,
}

/// The figures up to a day, by metric.
pub(super) struct Measurements<'a> {
    plan: &'a Plan,
    as_of: NaiveDate,
    figures: BTreeMap<MetricId, Vec<Figure>>,
}

impl<'a> Measurements<'a> {
    pub(super) fn of(plan: &'a Plan, as_of: NaiveDate) -> Measurements<'a> {
        let mut figures: BTreeMap<MetricId, Vec<Figure>> = BTreeMap::new();
        for actual in plan.tracking.counted().filter(|actual| actual.on <= as_of) {
            figures.entry(actual.metric).or_default().push(actual);
        }
        Measurements { plan, as_of, figures }
    }

    pub(super) fn check(&self, after: Option<&Phase>, next: Option<&Phase>) -> CriteriaCheck {
        let states = |phase: Option<&Phase>, kind| -> Vec<CriterionStatus> {
            let Some(phase) = phase else { return Vec::new() };
            let criteria = if kind == CriterionKind::Exit { &phase.exit } else { &phase.entry };
            let state = |(at, criterion)| CriterionStatus {
                phase: phase.id,
                kind,
                at,
                state: self.state(phase, kind, criterion),
            };
            criteria.iter().enumerate().map(state).collect()
        };
        let mut criteria = states(after, CriterionKind::Exit);
        criteria.extend(states(next, CriterionKind::Entry));
        let verdict = verdict(&criteria);
        CriteriaCheck { after: after.map(|phase| phase.id), next: next.map(|phase| phase.id), criteria, verdict }
    }

    fn state(&self, phase: &Phase, kind: CriterionKind, criterion: &Criterion) -> CriterionState {
        let Some(metric) = criterion.metric.and_then(|id| self.plan.find(id)) else {
            return criterion.seen.map_or(CriterionState::NotMeasured(NotMeasuredReason::InWords), |on| {
                CriterionState::Confirmed { on }
            });
        };
        let Some(needs) = criterion.value else { return CriterionState::NotMeasured(NotMeasuredReason::NoNumber) };
        // Entry criteria are measured before the phase begins, so figures before its first day count.
        let since = if kind == CriterionKind::Exit { phase.first } else { None };
        match self.measure(metric, phase, since) {
            Ok(measured) => compare(&measured, needs, criterion.holds),
            Err(why) => CriterionState::NotMeasured(why),
        }
    }

    fn measure(&self, metric: &Metric, phase: &Phase, since: Option<NaiveDate>) -> Result<Measured, NotMeasuredReason> {
        let key = match &metric.definition {
            MetricDefinition::Dictionary(key) => key.as_str(),
            MetricDefinition::Custom(_) => "",
        };
        match (metric.definition.adds_up(), key) {
            (AddsUp::Sum, "feedback") => {
                self.total(metric.id, since).or_else(|| self.logged_feedback(phase)).ok_or(NotMeasuredReason::NoFigure)
            }
            (AddsUp::Sum, "posts") => self.over_week(metric.id, MeasurementMethod::WeekTotal),
            (AddsUp::Sum | AddsUp::Average, _) => self.over_week(metric.id, MeasurementMethod::DailyMean { days: 0 }),
            (_, "steadiness") => self.last(metric.id).or_else(|| self.steadiness()).ok_or(NotMeasuredReason::NoFigure),
            _ => self.last(metric.id).or_else(|| self.ratio(key, since)).ok_or(NotMeasuredReason::NoFigure),
        }
    }

    /// The figure of each day: that of the whole plan, else the sum of the channels'.
    fn days(&self, metric: MetricId, since: Option<NaiveDate>) -> BTreeMap<NaiveDate, DecimalSum> {
        let mut days: BTreeMap<NaiveDate, (Option<DecimalSum>, DecimalSum)> = BTreeMap::new();
        let figures = self.figures.get(&metric).into_iter().flatten();
        for actual in figures.filter(|actual| since.is_none_or(|since| since <= actual.on)) {
            let value = DecimalSum::from(actual.value);
            let day = days.entry(actual.on).or_default();
            match actual.channel {
                None => *day.0.get_or_insert_default() += value,
                Some(_) => day.1 += value,
            }
        }
        days.into_iter().map(|(on, (of_plan, of_channels))| (on, of_plan.unwrap_or(of_channels))).collect()
    }

    /// The total or the daily mean of the last seven days.
    fn over_week(&self, metric: MetricId, method: MeasurementMethod) -> Result<Measured, NotMeasuredReason> {
        let closed = &self.plan.tracking.closed_weekdays;
        let first = self.as_of.checked_sub_days(Days::new(WEEK - 1)).unwrap_or(self.as_of);
        let days = self.days(metric, None);
        let (last, _) = days.last_key_value().ok_or(NotMeasuredReason::NoFigure)?;
        let open = || days.range(first..).filter(|(on, _)| !closed.contains(&on.weekday()));
        let sum: DecimalSum = open().map(|(_, value)| *value).sum();
        let Ok(count @ 1..) = u32::try_from(open().count()) else { return Err(NotMeasuredReason::Stale { on: *last }) };
        let (value, method) = match method {
            MeasurementMethod::WeekTotal => (Ratio::mean(sum, 1), method),
            _ => (Ratio::mean(sum, count), MeasurementMethod::DailyMean { days: count }),
        };
        Ok(Measured { value: value.ok_or(NotMeasuredReason::NoFigure)?, method, on: *last })
    }

    /// The total since a day.
    fn total(&self, metric: MetricId, since: Option<NaiveDate>) -> Option<Measured> {
        let days = self.days(metric, since);
        let (on, _) = days.last_key_value()?;
        let value = Ratio::mean(days.values().copied().sum(), 1)?;
        Some(Measured { value, method: MeasurementMethod::PhaseTotal, on: *on })
    }

    /// Entries of the phase in the plan's feedback log, without those that were declined.
    fn logged_feedback(&self, phase: &Phase) -> Option<Measured> {
        let entries = self.plan.feedback.iter().filter(|item| {
            item.phase == phase.id && item.state != FeedbackState::Declined && item.on.is_none_or(|on| on <= self.as_of)
        });
        let count = i128::try_from(entries.count()).ok().filter(|count| *count > 0)?;
        Some(Measured { value: Ratio::new(count, 1)?, method: MeasurementMethod::Log, on: self.as_of })
    }

    /// The latest figure of the whole plan, else the sum of the latest figures of the channels.
    fn last(&self, metric: MetricId) -> Option<Measured> {
        let mut last: BTreeMap<Option<ChannelId>, Figure> = BTreeMap::new();
        for &actual in self.figures.get(&metric)? {
            let known = last.entry(actual.channel).or_insert(actual);
            if actual.on >= known.on {
                *known = actual;
            }
        }
        let measured = |sum, on| Some(Measured { value: Ratio::mean(sum, 1)?, method: MeasurementMethod::Last, on });
        if let Some(of_plan) = last.get(&None) {
            return measured(of_plan.value.into(), of_plan.on);
        }
        let on = last.values().map(|actual| actual.on).max()?;
        // Ratios of channels do not add up.
        let adds_up = last.len() == 1 || self.adds_up(metric) == Some(AddsUp::EndOfPeriod);
        if adds_up { measured(last.values().map(|actual| actual.value).sum(), on) } else { None }
    }

    fn adds_up(&self, id: MetricId) -> Option<AddsUp> {
        self.plan.find(id).map(|metric| metric.definition.adds_up())
    }

    /// The excess variation of the results in the tests' metric over the last fourteen days, each of which must have a
    /// figure. The window may end the day before `as_of`, as today may still be without a figure.
    fn steadiness(&self) -> Option<Measured> {
        let metric = self.plan.strategy.rule.metric?;
        let counted = self.figures.get(&metric)?.iter().map(|actual| actual.on).max()?;
        let last = if counted.succ_opt() == Some(self.as_of) { counted } else { self.as_of };
        let first = last.checked_sub_days(Days::new(STEADINESS_DAYS as u64 - 1))?;
        let count = |(on, sum): (NaiveDate, DecimalSum)| (on, sum.value().to_f64());
        let days: Vec<(NaiveDate, f64)> = self.days(metric, Some(first)).into_iter().map(count).collect();
        let found =
            Steadiness::of(&days, &self.plan.tracking.closed_weekdays).filter(|_| days.len() == STEADINESS_DAYS)?;
        let value = Ratio::mean(Decimal::nearest(found.adjusted)?.into(), 1)?;
        Some(Measured { value, method: MeasurementMethod::Steadiness, on: last })
    }

    /// The ratio of two sums, over the days on which both were tracked.
    fn ratio(&self, key: &str, since: Option<NaiveDate>) -> Option<Measured> {
        let parts = DictionaryMetric::by_key(key)?.ratio()?;
        let days = |key: &str| {
            let metric = self.plan.goals.metric_by_key(key)?;
            Some(self.days(metric.id, since))
        };
        let (numerators, denominators) = (days(parts.numerator)?, days(parts.denominator)?);
        let both = || numerators.iter().filter_map(|(on, value)| Some((*on, *value, *denominators.get(on)?)));
        let on = both().next_back().map(|(on, ..)| on)?;
        let (numerator, denominator) = (both().map(|(_, value, _)| value).sum(), both().map(|(.., value)| value).sum());
        let value = Ratio::of_sums(numerator, denominator)?.times(parts.factor);
        Some(Measured { value, method: MeasurementMethod::RatioOfSums, on })
    }
}

/// Compares a measured value with a criterion, before rounding.
fn compare(measured: &Measured, needs: Decimal, holds: Comparison) -> CriterionState {
    let has = MeasuredValue { value: measured.value.nearest(), method: measured.method, on: measured.on };
    // Rounded up, so that a missing amount is never shown as zero.
    let missing = match holds {
        Comparison::AtLeast => measured.value.shortfall(needs),
        Comparison::AtMost => measured.value.excess(needs),
    };
    missing.map_or(CriterionState::Met { has, needs }, |missing| CriterionState::NotMet { has, needs, missing })
}
