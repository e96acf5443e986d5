//! The figures behind a forecast: observations for the model, and what the forecast is of.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, PathShape};
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::strategy::steadiness::{Steadiness, SteadinessGrade, weekday_factors, weekday_index};
use crate::plan::tracking::figures::{DayFigure, Figures, Scope};
use crate::plan::tracking::forecast::model::{
    Ahead, Assumed, BURSTY, Chance, Distribution, Family, Fit, HALF_LIFE, Moments, Observation,
};
use crate::plan::tracking::forecast::{ForecastOf, MIN_FIGURES, Unknown};
use crate::plan::tracking::plan_vs_actual::goal_days;

/// Below this many figures the forecast says that they are few.
const FEW_FIGURES: u32 = 28;
/// The open days whose mean stands for the last day of a goal.
const LAST_DAYS: usize = 7;
/// Half-lives after which a figure weighs less than 1 %.
const HALF_LIVES: f64 = 7.0;

/// A day with a figure.
pub(super) struct Counted {
    pub on: NaiveDate,
    /// The figure, or the numerator of a ratio.
    pub value: f64,
    /// 1, or the denominator of a ratio.
    exposure: f64,
    lacks_channels: bool,
}

/// The figures behind a forecast.
pub(super) struct History {
    pub days: Vec<Counted>,
    pub chance: Chance,
    adds_up: AddsUp,
    /// What the quotient of a ratio whose parts are tracked is multiplied by.
    factor: Option<f64>,
    /// Whether it is a share of a whole, and no figure exceeds it.
    is_share: bool,
    closed: Vec<Weekday>,
    /// The factors of the weekdays; `None` where they are not known.
    factors: Option<[f64; 7]>,
}

impl History {
    pub fn of(figures: Figures, metric: &Metric, today: NaiveDate) -> History {
        let (adds_up, unit) = (metric.definition.adds_up(), metric.definition.unit());
        let parts = ratio_days(figures, metric);
        let factor = parts.as_ref().map(|(factor, _)| *factor);
        let mut days = parts.map_or_else(
            || figures.daily(metric, Scope::Plan).iter().map(|day| counted(day, None)).collect(),
            |(_, days)| days,
        );
        days.retain(|day| day.on <= today);
        // A channel whose figure of the last days is still to come would pull the sum down.
        let late = days.iter().rev().take_while(|day| day.lacks_channels).count();
        if late < LAST_DAYS {
            days.truncate(days.len() - late);
        }
        if let Some(last) = days.last().map(|day| day.on) {
            days.retain(|day| days_from(day.on, last) >= -HALF_LIVES * HALF_LIFE);
        }
        let is_within = |day: &Counted| (0.0..=whole(factor) * day.exposure).contains(&day.value);
        let is_share = metric.definition.is_share() && days.iter().all(is_within);
        let chance = match (adds_up, unit, factor) {
            (AddsUp::RatioOfSums, Unit::Percent, Some(_)) => Chance::Shares,
            (AddsUp::Sum | AddsUp::EndOfPeriod, Unit::Count, _) => Chance::Counts,
            _ => Chance::Unknown,
        };
        let closed = figures.plan().tracking.closed_weekdays.clone();
        let mut history = History { days, chance, adds_up, factor, is_share, closed, factors: None };
        history.find_weekdays();
        history
    }

    /// What the model assumes. Rates change more slowly than counts.
    pub fn assumed(&self, shape: PathShape) -> Assumed {
        Assumed {
            shape,
            chance: self.chance,
            usual_growth: if self.is_ratio() || self.is_share { 0.007 } else { 0.01 },
            fitted: if self.factors.is_some() { 6.0 } else { 0.0 },
            whole: self.is_share.then_some(whole(self.factor)),
        }
    }

    fn is_stock(&self) -> bool {
        self.adds_up == AddsUp::EndOfPeriod
    }

    fn is_ratio(&self) -> bool {
        self.adds_up == AddsUp::RatioOfSums
    }

    /// The factor of a day's weekday.
    fn weekday(&self, day: NaiveDate) -> f64 {
        self.factors.map_or(1.0, |factors| factors[weekday_index(day)])
    }

    fn is_open(&self, day: NaiveDate) -> bool {
        !self.closed.contains(&day.weekday())
    }

    /// The results of single days: figures, or the differences of a stock between successive days.
    fn single_days(&self) -> Vec<(NaiveDate, f64)> {
        if self.is_stock() {
            let pairs = self.days.windows(2).filter(|pair| pair[0].on.succ_opt() == Some(pair[1].on));
            pairs.map(|pair| (pair[1].on, pair[1].value - pair[0].value)).collect()
        } else {
            self.days.iter().map(|day| (day.on, day.value)).collect()
        }
    }

    /// The factors of the weekdays. Ratios have none: their days differ by their denominators.
    #[allow(clippy::cast_precision_loss)] // a number of days
    fn find_weekdays(&mut self) {
        let mut single = self.single_days();
        single.retain(|(on, _)| self.is_open(*on));
        let mean = single.iter().map(|day| day.1).sum::<f64>() / single.len().max(1) as f64;
        let evenness = Steadiness::of(&single, &[]).map_or(1.0, |found| found.effective_days);
        // A burst says nothing of its weekday.
        if self.is_ratio() || single.len() < MIN_FIGURES as usize || mean <= 0.0 || evenness < BURSTY {
            return;
        }
        self.factors = Some(weekday_factors(&single, mean, 0.1, 4.0));
    }

    /// The exposure of a day without a figure: of a ratio, the usual denominator.
    #[allow(clippy::cast_precision_loss)] // a number of days
    fn exposure(&self, day: NaiveDate) -> f64 {
        if !self.is_open(day) {
            return 0.0;
        }
        let recent = self.days.iter().rev().take(FEW_FIGURES as usize);
        let usual = if self.factor.is_some() {
            recent.clone().map(|day| day.exposure).sum::<f64>() / recent.count() as f64
        } else {
            1.0
        };
        usual * self.weekday(day)
    }

    pub fn observations(&self, last: NaiveDate) -> Vec<Observation> {
        if self.is_stock() {
            let between = |pair: &[Counted]| {
                let [from, to] = [&pair[0], &pair[1]];
                let days: Vec<NaiveDate> = from.on.iter_days().skip(1).take_while(|day| *day <= to.on).collect();
                let exposure = days.iter().map(|day| self.exposure(*day)).sum::<f64>();
                let middle = f64::midpoint(days_from(from.on, last) + 1.0, days_from(to.on, last));
                Observation { x: middle, exposure: exposure.max(0.1), total: to.value - from.value }
            };
            return self.days.windows(2).map(between).collect();
        }
        let day = |day: &Counted| {
            // A closed weekday with results counts like an open one.
            let exposure = day.exposure * self.weekday(day.on);
            Observation { x: days_from(day.on, last), exposure, total: day.value }
        };
        self.days.iter().map(day).filter(|one| one.exposure > 0.0).collect()
    }

    pub fn outcome(&self, figures: Figures, metric: &Metric, of: ForecastOf, due: NaiveDate, fit: &Fit) -> Outcome {
        let last = self.days.last().map_or(due, |day| day.on);
        let days: Vec<NaiveDate> = match of {
            ForecastOf::Stock => last.iter_days().skip(1).take_while(|day| *day <= due).collect(),
            ForecastOf::LastWeek => {
                let back = (0..).map_while(|back| due.checked_sub_days(Days::new(back)));
                let mut days: Vec<NaiveDate> =
                    back.take(8 * LAST_DAYS).filter(|day| self.is_open(*day)).take(LAST_DAYS).collect();
                days.reverse();
                days
            }
            ForecastOf::Average => {
                let start = goal_days(figures.plan(), metric).map(DateRange::first).and_then(|day| day.succ_opt());
                let start = start.or(self.days.first().map(|day| day.on)).unwrap_or(due);
                start.iter_days().take_while(|day| *day <= due).collect()
            }
        };
        let (mut known, mut count, mut ahead) = (0.0, 0.0, Vec::new());
        for day in days {
            match self.days.binary_search_by_key(&day, |counted| counted.on) {
                Ok(at) if !self.is_stock() => {
                    known += self.days[at].value;
                    count += self.days[at].exposure;
                }
                _ if self.is_open(day) => {
                    let exposure = self.exposure(day);
                    ahead.push(Ahead { x: days_from(day, last), exposure });
                    count += if self.factor.is_some() { exposure } else { 1.0 };
                }
                _ => {}
            }
        }
        let gained = self.days.windows(2).all(|pair| pair[0].value <= pair[1].value);
        let moments = fit.sum_of(&ahead);
        match (of, self.factor) {
            (ForecastOf::Stock, _) => {
                let family = if gained { Family::Gamma } else { Family::Normal };
                let known = self.days.last().map_or(0.0, |day| day.value);
                let losses_fade = known >= 0.0 && !metric.definition.can_be_negative();
                let sum = Distribution { family, moments };
                Outcome { sum, known, count: 1.0, factor: 1.0, step: self.step(), losses_fade }
            }
            _ if self.is_share => {
                let whole = count * whole(self.factor);
                let mean = (known + moments.mean) / whole;
                let variance = moments.variance / whole.powi(2);
                let sum = Distribution { family: Family::Beta, moments: Moments { mean, variance } };
                Outcome { sum, known: 0.0, count: 1.0, factor: 100.0, step: 0.0, losses_fade: false }
            }
            (_, factor) => {
                let family = if self.days.iter().all(|day| day.value >= 0.0) { Family::Gamma } else { Family::Normal };
                let factor = factor.unwrap_or(1.0);
                let sum = Distribution { family, moments };
                Outcome { sum, known, count, factor, step: self.step(), losses_fade: false }
            }
        }
    }

    /// The step between two possible sums: 1 for counts.
    fn step(&self) -> f64 {
        if self.chance == Chance::Counts { 1.0 } else { 0.0 }
    }

    pub fn unknowns(&self, of: ForecastOf, due: NaiveDate, today: NaiveDate, fit: &Fit) -> Vec<Unknown> {
        let [first, .., last] = &self.days[..] else { return Vec::new() };
        let mut unknowns = Vec::new();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let figures = count(self.days.len());
        if figures < FEW_FIGURES {
            unknowns.push(Unknown::FewDays { figures });
        }
        let open = first.on.iter_days().take_while(|day| *day <= last.on).filter(|day| self.is_open(*day)).count();
        let tracked = self.days.iter().filter(|day| self.is_open(day.on)).count();
        if tracked < open {
            unknowns.push(Unknown::MissingDays { missing: count(open - tracked), of: count(open) });
        }
        let single = self.single_days();
        let bursts = Steadiness::of(&single, &self.closed).filter(|found| found.grade() == SteadinessGrade::Bursty);
        if let Some(found) = bursts.filter(|_| self.chance == Chance::Counts) {
            unknowns.push(Unknown::Bursts { top_share: found.top_share });
        }
        let (ahead, behind) = (days_between(last.on, due), days_between(first.on, last.on) + 1);
        if ahead > behind {
            unknowns.push(Unknown::FarAhead { ahead, behind });
        }
        let per_week = fit.trend_per_week();
        if per_week.abs() > 0.01 && fit.trend.abs() > fit.trend_error && ahead > 0 {
            unknowns.push(Unknown::Trend { per_week });
        }
        let age = days_between(last.on, today);
        if age > 2 {
            unknowns.push(Unknown::Old { days: age });
        }
        let lacking = self.days.iter().filter(|day| day.lacks_channels).count();
        if lacking > 0 {
            unknowns.push(Unknown::LacksChannels { days: count(lacking) });
        }
        if self.is_ratio() && self.factor.is_none() && of != ForecastOf::Stock {
            unknowns.push(Unknown::CountsNotTracked);
        }
        unknowns
    }
}

fn counted(day: &DayFigure, denominator: Option<&DayFigure>) -> Counted {
    let lacks = day.missing_channels + denominator.map_or(0, |below| below.missing_channels);
    let exposure = denominator.map_or(1.0, |below| below.value.to_f64());
    Counted { on: day.on, value: day.value.to_f64(), exposure, lacks_channels: lacks > 0 }
}

/// Numerators and denominators of a ratio, and what their quotient is multiplied by. None where one of them is not
/// tracked, or on fewer days than the ratio itself.
#[allow(clippy::cast_precision_loss)] // 1, 100 or 1,000
fn ratio_days(figures: Figures, metric: &Metric) -> Option<(f64, Vec<Counted>)> {
    let parts = metric.definition.dictionary().and_then(DictionaryMetric::ratio)?;
    let daily = |key| figures.plan().goals.metric_by_key(key).map(|metric| figures.daily(metric, Scope::Plan));
    let (above, below) = (daily(parts.numerator)?, daily(parts.denominator)?);
    let both = above.iter().filter_map(|day| {
        let at = below.binary_search_by_key(&day.on, |other| other.on).ok()?;
        below[at].value.is_positive().then(|| counted(day, Some(&below[at])))
    });
    let days: Vec<Counted> = both.collect();
    let direct = figures.daily(metric, Scope::Plan).len();
    (!days.is_empty() && days.len() >= direct).then_some((parts.factor as f64, days))
}

#[allow(clippy::cast_precision_loss)] // days of a plan
fn days_from(day: NaiveDate, last: NaiveDate) -> f64 {
    (day - last).num_days() as f64
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// The rate of the whole: 1 of counts divided, 100 of percentages.
fn whole(factor: Option<f64>) -> f64 {
    if factor.is_some() { 1.0 } else { 100.0 }
}

/// The distribution of the figure on the due date: (known + sum) / count × factor.
pub(super) struct Outcome {
    sum: Distribution,
    known: f64,
    count: f64,
    factor: f64,
    step: f64,
    /// A loss takes its share of what is left, known·e^{sum/known}, as a stock cannot lose more than it has. Small losses are
    /// the same either way.
    losses_fade: bool,
}

impl Outcome {
    pub fn value(&self, probability: f64) -> f64 {
        let sum = self.sum.quantile(probability);
        let total = match self.losses_fade {
            true if self.known == 0.0 => sum.max(0.0),
            true if sum < 0.0 => self.known * (sum / self.known).exp(),
            _ => self.known + sum,
        };
        total / self.count.max(1e-9) * self.factor
    }

    /// The probability of ending below a target, or at most at one of which less is better.
    pub fn below(&self, target: f64, better: Better) -> f64 {
        let total = target * self.count / self.factor;
        // Between two whole sums; a hair less where the target itself counts as reached.
        let total = if better == Better::Up { total - self.step / 2.0 } else { total + self.step / 2.0 };
        if self.losses_fade && total <= 0.0 {
            return 0.0;
        }
        let sum = if self.losses_fade && total < self.known {
            self.known * (total / self.known).ln()
        } else {
            total - self.known
        };
        if self.step == 0.0 && self.sum.moments.variance <= 0.0 {
            let ends = self.sum.moments.mean;
            let is_below = if better == Better::Up { ends < sum } else { ends <= sum };
            return if is_below { 1.0 } else { 0.0 };
        }
        self.sum.below(sum)
    }
}
