//! What importing the figures of a file would change in a plan: figures that are new, that differ, that are the same, and
//! the metrics and channels that the plan does not have; and the edit.
//!
//! A missing value changes nothing: it never removes a figure.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cells::{self, MICROS};
use super::found::{FigureFile, FoundSeries, FoundTable, Micros, SeriesSource};
use crate::import::named_parts::{MissingPart, NameMeaning, PartKind, with_parts};
use crate::import::text::numbers::{may_be, sign_in};
use crate::plan::Plan;
use crate::plan::edit::PlanEdit;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::id::Id;
use crate::plan::model::measure::{AddsUp, Unit};
use crate::plan::model::metric::{MetricDefinition, MetricId};
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::is_in_range;

/// The metric that figures are imported as.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetricTarget {
    /// They are not imported.
    #[default]
    LeaveOut,
    /// A metric of the plan.
    Known(MetricId),
    /// A metric of the dictionary that is added to the plan, by its key.
    Listed(&'static str),
    /// A metric with this name that is added to the plan: a count whose days add up.
    Named(String),
}

/// The channel that figures are imported for.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelTarget {
    /// The whole plan.
    #[default]
    WholePlan,
    /// A channel of the plan.
    Known(ChannelId),
    /// A channel of the catalogue that is added to the plan, by its key.
    Listed(&'static str),
    /// A channel with this name that is added to the plan.
    Named(String),
}

/// What the numbers of a rate mean that have no percent sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RateScale {
    /// Shares of one where none is above 1: 0.106 is 10.6 %. Otherwise it is not known.
    #[default]
    ByValues,
    /// Shares of one.
    Shares,
    /// Percent points.
    Points,
}

/// What is done with days that have another figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExistingFigures {
    /// The file's figure replaces it: platforms revise recent days.
    #[default]
    Replace,
    /// The plan's figure stays.
    Keep,
}

/// What the person decided about one series of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesChoice {
    /// The metric.
    pub metric: MetricTarget,
    /// The channel.
    pub channel: ChannelTarget,
    /// What its numbers mean where it is a rate.
    pub scale: RateScale,
    /// Whether days absent between its first and last one are zero.
    pub fill_absent: bool,
    /// The total on its last day, where it is [`SeriesSource::Rebuilt`].
    pub total: Option<Micros>,
}

/// Why a series is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its money is in this other currency.
    Currency(String),
    /// Its numbers may be shares or percent points.
    Scale,
    /// It has percentages, and the metric is none.
    Percent,
    /// It has amounts of money, and the metric is none.
    Money,
    /// Days are sums of several rows, or several columns are one metric, and the metric does not add up.
    NotAdditive,
    /// Another table of the file has the same metric of the same days.
    OtherTable,
    /// Numbers are too large for a figure.
    TooLarge,
    /// The total of this day is needed, from which the others are counted back.
    NoTotal(NaiveDate),
    /// Counted back, the total of this day would be below zero.
    BelowZero(NaiveDate),
}

/// A figure that its metric cannot have; it is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnfitFigure {
    /// The first series that it comes from, by its number in the file.
    pub series: usize,
    /// Its day.
    pub on: NaiveDate,
    /// The figure.
    pub value: Decimal,
}

impl UnfitFigure {
    /// Whether it is below zero; else it is a share above 100 %.
    pub fn is_below_zero(self) -> bool {
        self.value < Decimal::ZERO
    }
}

/// What importing would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureImport {
    /// The changes: new figures and those that replace others.
    pub changes: Vec<FigureChange>,
    /// The metrics and channels that are added.
    pub parts: Vec<MissingPart>,
    /// Figures of days without one.
    pub new: usize,
    /// Figures that differ from the plan's.
    pub different: usize,
    /// Figures that the plan has already.
    pub same: usize,
    /// Days that are filled with zero.
    pub filled: usize,
    /// Days before the plan begins, counted in figures.
    pub before_plan: usize,
    /// Figures whose numbers have more decimals than a figure keeps: they are rounded.
    pub rounded: usize,
    /// Days out of range, counted in figures; they are not imported.
    pub out_of_range: usize,
    /// Figures that their metrics cannot have; they are not imported.
    pub unfit: Vec<UnfitFigure>,
    /// Series that are not imported, by their number in the file, and why.
    pub refused: Vec<(usize, Refusal)>,
    /// Each series that is imported with the metric and the channel it goes to.
    pub targets: Vec<(usize, MetricId, Option<ChannelId>)>,
}

impl FigureImport {
    /// One edit of the figures and of the metrics and channels that they need; `None` where nothing changes.
    pub fn edit(self, plan: &Plan) -> Option<PlanEdit> {
        if self.changes.is_empty() {
            return None;
        }
        Some(with_parts(plan, &self.parts, vec![PlanEdit::Figures(self.changes)]))
    }
}

/// Every series of a file with its table.
pub fn series_of(file: &FigureFile) -> impl Iterator<Item = (&FoundTable, &FoundSeries)> {
    file.tables.iter().flat_map(|table| table.series.iter().map(move |series| (table, series)))
}

/// The unit and the roll-up of a target.
fn measure_of(plan: &Plan, target: &MetricTarget) -> Option<(Unit, AddsUp)> {
    match target {
        MetricTarget::LeaveOut => None,
        MetricTarget::Known(id) => plan
            .goals
            .metrics
            .iter()
            .find(|metric| metric.id == *id)
            .map(|metric| (metric.definition.unit(), metric.definition.adds_up())),
        MetricTarget::Listed(key) => DictionaryMetric::by_key(key).map(|metric| (metric.unit, metric.adds_up)),
        MetricTarget::Named(_) => Some((Unit::Count, AddsUp::Sum)),
    }
}

/// The least and the most that a figure of a target can be.
fn range_of(plan: &Plan, target: &MetricTarget) -> (Option<Decimal>, Option<Decimal>) {
    let range = |definition: &MetricDefinition| {
        let least = (!definition.can_be_negative()).then_some(Decimal::ZERO);
        (least, definition.is_share().then_some(Decimal::whole(100)))
    };
    match target {
        MetricTarget::LeaveOut | MetricTarget::Named(_) => (None, None),
        MetricTarget::Known(id) => plan.find(*id).map_or((None, None), |metric| range(&metric.definition)),
        MetricTarget::Listed(key) => range(&MetricDefinition::Dictionary((*key).to_owned())),
    }
}

/// What a value is multiplied by for its metric.
fn factor(series: &FoundSeries, unit: Unit, scale: RateScale) -> Result<i64, Refusal> {
    let (is_percent, is_rate) = (series.is_percent, unit == Unit::Percent);
    match (is_percent, is_rate) {
        (true, true) | (false, false) => Ok(1),
        (true, false) => Err(Refusal::Percent),
        (false, true) => match scale {
            RateScale::Points => Ok(1),
            RateScale::Shares => Ok(100),
            RateScale::ByValues if series.days.iter().all(|day| (-MICROS..=MICROS).contains(&day.1)) => Ok(100),
            RateScale::ByValues => Err(Refusal::Scale),
        },
    }
}

/// Whether the numbers of a series may be shares or percent points if it is imported as that metric.
pub fn asks_for_scale(plan: &Plan, series: &FoundSeries, target: &MetricTarget) -> bool {
    !series.is_percent && matches!(measure_of(plan, target), Some((Unit::Percent, _)))
}

/// Gives each part that is added its id, once.
struct NewParts<'a> {
    fresh: &'a mut dyn FnMut() -> u64,
    parts: Vec<MissingPart>,
}

impl NewParts<'_> {
    fn bits(&mut self, kind: PartKind, name: &str, meaning: NameMeaning) -> u64 {
        let same = |part: &&mut MissingPart| part.kind == kind && part.meaning == meaning && part.name == name;
        if let Some(part) = self.parts.iter_mut().find(same) {
            part.uses += 1;
            return part.bits;
        }
        let bits = (self.fresh)();
        self.parts.push(MissingPart { kind, name: name.to_owned(), meaning, bits, uses: 1 });
        bits
    }

    fn metric(&mut self, target: &MetricTarget) -> Option<MetricId> {
        match target {
            MetricTarget::LeaveOut => None,
            MetricTarget::Known(id) => Some(*id),
            MetricTarget::Listed(key) => {
                Some(Id::from_bits(self.bits(PartKind::Metric, key, NameMeaning::Listed(key))))
            }
            MetricTarget::Named(name) => Some(Id::from_bits(self.bits(PartKind::Metric, name, NameMeaning::New))),
        }
    }

    fn channel(&mut self, target: &ChannelTarget) -> Option<ChannelId> {
        match target {
            ChannelTarget::WholePlan => None,
            ChannelTarget::Known(id) => Some(*id),
            ChannelTarget::Listed(key) => {
                Some(Id::from_bits(self.bits(PartKind::Channel, key, NameMeaning::Listed(key))))
            }
            ChannelTarget::Named(name) => Some(Id::from_bits(self.bits(PartKind::Channel, name, NameMeaning::New))),
        }
    }
}

/// Figures of one metric and channel, of one or more series.
#[derive(Default)]
struct Target<'a> {
    table: Option<&'a FoundTable>,
    series: Vec<usize>,
    days: Vec<(NaiveDate, Micros)>,
    filled: usize,
    factor: i64,
    /// Numbers that were rounded when they were read, and are figures with more decimals than are kept.
    rounded: usize,
}

/// What importing the series of a file would change. `choices` has one for each series; `fresh` supplies random bits.
/// Several series of one metric and channel are added up where the metric adds up.
pub fn against(
    plan: &Plan,
    file: &FigureFile,
    choices: &[SeriesChoice],
    existing: ExistingFigures,
    fresh: &mut dyn FnMut() -> u64,
) -> FigureImport {
    let mut found = FigureImport::default();
    let mut new = NewParts { fresh, parts: Vec::new() };
    let mut targets: BTreeMap<(&MetricTarget, &ChannelTarget), Target<'_>> = BTreeMap::new();
    for (at, ((table, series), choice)) in series_of(file).zip(choices).enumerate() {
        let Some((unit, adds_up)) = measure_of(plan, &choice.metric) else { continue };
        let target = targets.entry((&choice.metric, &choice.channel)).or_default();
        // Columns of one table are parts of a whole; those of two may be the same figures twice.
        let is_second = target.table.is_some_and(|other| std::ptr::eq(other, table));
        let overlaps = target.table.is_some() && !is_second && have_common_days(&target.days, &series.days);
        let taken = if overlaps {
            Err(Refusal::OtherTable)
        } else {
            taken(plan, (table, series), choice, (unit, adds_up), is_second)
        };
        match taken {
            Err(refusal) => found.refused.push((at, refusal)),
            Ok(factor) => {
                let mut days = series.days.clone();
                for day in &mut days {
                    day.1 = day.1.saturating_add(level(series, choice));
                }
                if choice.fill_absent && series.may_leave_out_zeros {
                    let absent = series.absent_days();
                    target.filled += absent.len();
                    days.extend(absent.into_iter().map(|on| (on, 0)));
                    days.sort_by_key(|day| day.0);
                }
                target.days = if target.series.is_empty() { days } else { added(&target.days, &days) };
                target.factor = factor;
                // As a share, 0.1234567 has more decimals than a percentage keeps; 1.2300001 is 1.23.
                target.rounded += if factor > 1 { series.rounded } else { 0 };
                target.table = Some(table);
                target.series.push(at);
            }
        }
    }
    for ((metric, channel), target) in targets.into_iter().filter(|(_, target)| !target.series.is_empty()) {
        let factor = target.factor;
        let value = |value: Micros| {
            cells::in_figures(value, factor).and_then(|value| Decimal::from_scaled(value, Decimal::DECIMALS))
        };
        if target.days.iter().any(|day| value(day.1).is_none()) {
            found.refused.extend(target.series.iter().map(|at| (*at, Refusal::TooLarge)));
            continue;
        }
        // What our own export has was in a plan already.
        let is_own = target.table.is_some_and(|table| table.is_own);
        let (least, most) = if is_own { (None, None) } else { range_of(plan, metric) };
        let first = target.series.first().copied().unwrap_or_default();
        let channel = new.channel(channel);
        let Some(metric) = new.metric(metric) else { continue };
        found.filled += target.filled;
        let is_finer = |day: &&(NaiveDate, Micros)| day.1 % (100 / factor) != 0;
        found.rounded += target.rounded + target.days.iter().filter(is_finer).count();
        found.targets.extend(target.series.iter().map(|at| (*at, metric, channel)));
        let is_unfit =
            |value: Decimal| least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most);
        let days = target.days.iter().filter_map(|(on, micros)| Some((*on, value(*micros)?)));
        let unfit = days.clone().filter(|day| is_unfit(day.1));
        found.unfit.extend(unfit.map(|(on, value)| UnfitFigure { series: first, on, value }));
        let days = days.filter(|day| !is_unfit(day.1));
        compare(plan, metric, channel, days, existing, &mut found);
    }
    found.refused.sort_by_key(|(at, _)| *at);
    found.targets.sort_by_key(|(at, ..)| *at);
    found.parts = new.parts;
    found
}

/// What the values of a series are multiplied by, unless it cannot be imported as that metric.
fn taken(
    plan: &Plan,
    (table, series): (&FoundTable, &FoundSeries),
    choice: &SeriesChoice,
    (unit, adds_up): (Unit, AddsUp),
    is_second: bool,
) -> Result<i64, Refusal> {
    if adds_up != AddsUp::Sum && (series.added_days > 0 || is_second) {
        return Err(Refusal::NotAdditive);
    }
    if unit == Unit::Money {
        // A code, a sign beside the numbers, or one in the heading: Amount spent (USD).
        let code = Currency::from_code(series.currency.trim()).map(|code| code.code().to_owned());
        let beside = (!series.currency.is_empty()).then(|| series.currency.clone());
        let named = code.or(beside).or_else(|| sign_in(&series.name));
        let other = named.filter(|sign| !may_be(sign, plan.basics.currency));
        if let Some(other) = other {
            return Err(Refusal::Currency(other));
        }
    } else if series.is_money {
        return Err(Refusal::Money);
    }
    if series.source == SeriesSource::Rebuilt {
        let total = choice.total.ok_or(Refusal::NoTotal(series.days.last().map_or(NaiveDate::MIN, |day| day.0)))?;
        let below = series.days.iter().rev().find(|day| total.saturating_add(day.1) < 0);
        if let Some((on, _)) = below {
            return Err(Refusal::BelowZero(*on));
        }
    }
    // Our own export has rates in percent points, without a sign.
    if table.is_own { Ok(1) } else { factor(series, unit, choice.scale) }
}

/// What is added to each value of a series: the total, where it is counted back from one.
fn level(series: &FoundSeries, choice: &SeriesChoice) -> Micros {
    if series.source == SeriesSource::Rebuilt { choice.total.unwrap_or_default() } else { 0 }
}

/// Whether both have figures of a day.
pub(super) fn have_common_days(one: &[(NaiveDate, Micros)], other: &[(NaiveDate, Micros)]) -> bool {
    one.iter().any(|day| other.binary_search_by_key(&day.0, |day| day.0).is_ok())
}

/// The sums of days that one of two series has, or both.
fn added(one: &[(NaiveDate, Micros)], other: &[(NaiveDate, Micros)]) -> Vec<(NaiveDate, Micros)> {
    let mut sums: BTreeMap<NaiveDate, Micros> = one.iter().copied().collect();
    for (on, value) in other {
        let sum = sums.entry(*on).or_default();
        *sum = sum.saturating_add(*value);
    }
    sums.into_iter().collect()
}

/// Compares the figures of a metric and channel with the plan's.
fn compare(
    plan: &Plan,
    metric: MetricId,
    channel: Option<ChannelId>,
    days: impl Iterator<Item = (NaiveDate, Decimal)>,
    existing: ExistingFigures,
    found: &mut FigureImport,
) {
    let mut known = plan.tracking.figures.days(metric, channel);
    let begins = plan.basics.first_day;
    for (on, value) in days {
        if !is_in_range(on) {
            found.out_of_range += 1;
            continue;
        }
        found.before_plan += usize::from(begins.is_some_and(|begins| on < begins));
        // Both are sorted by day.
        while known.first().is_some_and(|day| day.0 < on) {
            known = &known[1..];
        }
        let change = FigureChange { on, metric, channel, value: Some(value) };
        match known.first().filter(|day| day.0 == on) {
            None => {
                found.new += 1;
                found.changes.push(change);
            }
            Some((_, before)) if *before == value => found.same += 1,
            Some(_) => {
                found.different += 1;
                if existing == ExistingFigures::Replace {
                    found.changes.push(change);
                }
            }
        }
    }
}
