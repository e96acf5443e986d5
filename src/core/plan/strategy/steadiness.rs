//! Steadiness of daily results: whether a channel brings some every day, or 500 on one day and none on the next three.
//! Knows no plan: it takes dated counts.
//!
//! The measure is the *excess* coefficient of variation, √max(0, s²/m² − 1/m), with mean m and sample standard deviation
//! s. A Poisson count with mean m varies by 1/√m by chance alone; that part is subtracted, so that a small but healthy
//! channel does not look uneven. (Its inverse square is the size parameter of a negative binomial distribution, by the
//! method of moments.) Each weekday is compared with its own mean: a shop that sells double at weekends is perfectly
//! regular. Days without any result are never adjusted. The figures must be counts.
//!
//! ```
//! use chrono::{Days, NaiveDate};
//! use groundswell_core::plan::strategy::steadiness::{Steadiness, SteadinessGrade};
//!
//! let first: NaiveDate = "2027-03-01".parse().unwrap();
//! let on_each_day = |results: [f64; 4]| (0..).map(|day| first + Days::new(day)).zip(results).collect::<Vec<_>>();
//! let burst = Steadiness::of(&on_each_day([500.0, 0.0, 0.0, 0.0]), &[]).unwrap();
//! assert_eq!(burst.grade(), SteadinessGrade::Bursty);
//! assert_eq!((burst.longest_gap, burst.top_share), (3, 1.0));
//! ```

use chrono::{Datelike, NaiveDate, Weekday};

/// How steady daily figures are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steadiness {
    /// Number of days, including weekdays that are closed by design.
    pub days: usize,
    /// Number of days without the closed ones: those that the mean is taken over.
    pub open_days: usize,
    /// Mean results of an open day.
    pub mean: f64,
    /// Excess coefficient of variation of the raw figures; 0 is perfectly steady.
    pub excess: f64,
    /// The same after adjusting for weekdays.
    pub adjusted: f64,
    /// Share of open days without a result, 0 to 1.
    pub zero_share: f64,
    /// The most open days in a row without a result.
    pub longest_gap: usize,
    /// The best day's share of all results, 0 to 1.
    pub top_share: f64,
    /// Coefficient of variation of the raw figures (sample standard deviation over mean), chance included.
    pub variation: f64,
    /// Effective days: the share of days that would bring as much concentration if all days were equal, (Σx)²/(nΣx²).
    /// 1 is the same every day; 500 on one day and none on three is 0.25.
    pub effective_days: f64,
}

/// The grades of steadiness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SteadinessGrade {
    /// Too few days, or too few results a day, to say more.
    TooFew,
    /// Three or more days in a row without any result, one day with more than half of all, or very uneven.
    Bursty,
    /// Neither steady nor bursty.
    Uneven,
    /// About the same number of results every day.
    Steady,
}

/// Adjusted excess variation above which results are bursty.
const BURSTY: f64 = 0.8;
/// Adjusted excess variation up to which results are steady: a day is within about 35 % of its weekday's mean.
const STEADY: f64 = 0.35;
/// Below this mean, days without any result say little: at a Poisson mean of 3, one day in twenty (e⁻³) has none.
const FEW_A_DAY: f64 = 3.0;

impl Steadiness {
    /// The steadiness of daily counts, given in the order of their days. Weekdays that are closed by design are left out
    /// and do not count as a gap. `None` without any day or any result.
    pub fn of(days: &[(NaiveDate, f64)], closed: &[Weekday]) -> Option<Steadiness> {
        let all = days.len();
        let days: Vec<(NaiveDate, f64)> =
            days.iter().copied().filter(|(day, _)| !closed.contains(&day.weekday())).collect();
        let counts: Vec<f64> = days.iter().map(|day| day.1).collect();
        let sum: f64 = counts.iter().sum();
        if sum <= 0.0 {
            return None;
        }
        let (mean, variation) = mean_and_variation(&counts)?;
        let gap = |(longest, run): (usize, usize), count: &f64| {
            let run = if *count > 0.0 { 0 } else { run + 1 };
            (longest.max(run), run)
        };
        Some(Steadiness {
            days: all,
            open_days: days.len(),
            mean,
            excess: excess(mean, variation),
            adjusted: adjusted(&days, mean).map_or(0.0, |(mean, variation)| excess(mean, variation)),
            zero_share: share(counts.iter().filter(|count| **count <= 0.0).count(), counts.len()),
            longest_gap: counts.iter().fold((0, 0), gap).0,
            top_share: counts.iter().copied().fold(0.0, f64::max) / sum,
            variation,
            effective_days: effective_days(&counts),
        })
    }

    /// The grade. Bursts are recognised from the fourth day on; a better grade takes two weeks.
    pub fn grade(&self) -> SteadinessGrade {
        let top_heavy = self.days >= 7 && self.top_share > 0.5;
        if self.days >= 4 && (self.longest_gap >= 3 || self.adjusted > BURSTY || top_heavy) {
            return SteadinessGrade::Bursty;
        }
        if self.days < 14 || self.mean < FEW_A_DAY {
            return SteadinessGrade::TooFew;
        }
        if self.longest_gap <= 1 && self.zero_share <= 0.1 && self.adjusted <= STEADY {
            SteadinessGrade::Steady
        } else {
            SteadinessGrade::Uneven
        }
    }
}

#[allow(clippy::cast_precision_loss)] // numbers of days
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[allow(clippy::cast_precision_loss)] // a number of days
fn mean_and_variation(counts: &[f64]) -> Option<(f64, f64)> {
    let n = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / n;
    let squares: f64 = counts.iter().map(|count| (count - mean).powi(2)).sum();
    (mean > 0.0).then(|| (mean, if n > 1.0 { (squares / (n - 1.0)).sqrt() / mean } else { 0.0 }))
}

fn excess(mean: f64, variation: f64) -> f64 {
    (variation.powi(2) - 1.0 / mean).max(0.0).sqrt()
}

#[allow(clippy::cast_precision_loss)] // a number of days
fn effective_days(counts: &[f64]) -> f64 {
    let (sum, squares) = counts.iter().fold((0.0, 0.0), |(sum, squares), count| (sum + count, squares + count * count));
    sum * sum / (counts.len() as f64 * squares)
}

/// Each weekday's factor from Monday on, (Σ + m) / ((n + 1)·m), where Σ and n are the sum and number of that weekday's
/// figures and m is the mean of all. Each weekday is thus shrunk towards the mean by one day; a weekday without figures
/// has a factor of 1. Factors are kept within `lowest` and `highest`. The mean must be above zero.
///
/// ```
/// use groundswell_core::plan::strategy::steadiness::weekday_factors;
/// let monday = "2027-03-01".parse::<chrono::NaiveDate>().unwrap();
/// let week = [80.0, 80.0, 80.0, 80.0, 80.0, 160.0, 160.0];
/// let days: Vec<_> = monday.iter_days().zip(week).collect();
/// let factors = weekday_factors(&days, 720.0 / 7.0, 0.5, 2.0);
/// assert!((factors[5] - 1.278).abs() < 0.001 && factors[0] < 1.0);
/// ```
pub fn weekday_factors(days: &[(NaiveDate, f64)], mean: f64, lowest: f64, highest: f64) -> [f64; 7] {
    let mut weekdays = [(0.0, 0.0); 7];
    for &(day, count) in days {
        let weekday = &mut weekdays[weekday_index(day)];
        *weekday = (weekday.0 + count, weekday.1 + 1.0);
    }
    weekdays.map(|(sum, days)| ((sum + mean) / ((days + 1.0) * mean)).clamp(lowest, highest))
}

/// The weekday of a day, from 0 for Monday.
pub fn weekday_index(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

/// Mean and variation after each figure is divided by its [weekday's factor](weekday_factors), kept within ½ and 2, so that
/// one event a week does not look regular.
fn adjusted(days: &[(NaiveDate, f64)], mean: f64) -> Option<(f64, f64)> {
    let factors = weekday_factors(days, mean, 0.5, 2.0);
    let counts: Vec<f64> = days.iter().map(|&(day, count)| count / factors[weekday_index(day)]).collect();
    // Keeps the original mean: it is a count, from which the variation by chance is computed.
    mean_and_variation(&counts).map(|(_, variation)| (mean, variation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    /// Counts of consecutive days from a Monday on.
    fn days(counts: &[f64]) -> Vec<(NaiveDate, f64)> {
        let monday: NaiveDate = "2027-03-29".parse().unwrap();
        (0..).map(|day| monday + Days::new(day)).zip(counts.iter().copied()).collect()
    }
    fn of(counts: &[f64]) -> Steadiness {
        Steadiness::of(&days(counts), &[]).unwrap()
    }
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-8, "{found} is not {expected}");
    }
    fn weeks(week: [f64; 7]) -> Vec<f64> {
        week.repeat(4)
    }

    #[test]
    fn five_hundred_on_one_day_and_none_on_three_is_bursty() {
        let found = of(&[500.0, 0.0, 0.0, 0.0]);
        close(found.variation, 2.0);
        close(found.excess, 1.997_998_999);
        assert_eq!((found.longest_gap, found.grade()), (3, SteadinessGrade::Bursty));
        close(found.zero_share, 0.75);
        close(found.top_share, 1.0);
        close(found.effective_days, 0.25);
        let steady = of(&[125.0; 4]);
        assert_eq!((steady.excess, steady.longest_gap, steady.grade()), (0.0, 0, SteadinessGrade::TooFew));
        close(steady.effective_days, 1.0);
        assert_eq!(of(&[125.0; 14]).grade(), SteadinessGrade::Steady);
    }

    #[test]
    fn worked_series_have_their_published_figures() {
        let shop = of(&weeks([80.0, 80.0, 80.0, 80.0, 80.0, 160.0, 160.0]));
        close(shop.excess, 0.343_957_906_7 + 1e-12);
        close(shop.variation, 0.357_811_771_5);
        assert_eq!((shop.adjusted, shop.grade()), (0.0, SteadinessGrade::Steady));
        let event = of(&weeks([0.0, 0.0, 300.0, 0.0, 0.0, 0.0, 0.0]));
        close(event.adjusted, 2.489_756_793_1);
        assert_eq!((event.longest_gap, event.grade()), (6, SteadinessGrade::Bursty));
        let small = of(&[
            4.0, 2.0, 6.0, 3.0, 5.0, 4.0, 7.0, 3.0, 1.0, 4.0, 5.0, 4.0, 2.0, 6.0, 3.0, 5.0, 4.0, 8.0, 2.0, 4.0, 3.0,
            6.0, 4.0, 5.0, 2.0, 3.0, 4.0, 3.0,
        ]);
        close(small.variation, 0.408_248_290_5);
        assert_eq!((small.excess, small.grade()), (0.0, SteadinessGrade::Steady));
        let bursts = of(&[
            0.0, 0.0, 300.0, 20.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 250.0, 15.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 310.0,
            10.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 280.0, 20.0,
        ]);
        close(bursts.excess, 2.320_422_256_9);
        assert_eq!((bursts.longest_gap, bursts.grade()), (5, SteadinessGrade::Bursty));
        close(bursts.zero_share, 0.607_142_857_1);
    }

    #[test]
    fn days_without_any_result_have_no_grade() {
        assert_eq!(Steadiness::of(&[], &[]), None);
        assert_eq!(Steadiness::of(&days(&[0.0; 20]), &[]), None);
        assert_eq!(of(&[1.0; 20]).grade(), SteadinessGrade::TooFew);
    }

    #[test]
    fn weekdays_closed_by_design_do_not_count_as_a_gap() {
        let week = days(&[0.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0].repeat(3));
        assert_eq!(Steadiness::of(&week, &[]).unwrap().grade(), SteadinessGrade::Uneven);
        let found = Steadiness::of(&week, &[Weekday::Mon]).unwrap();
        assert_eq!((found.grade(), found.days, found.open_days), (SteadinessGrade::Steady, 21, 18));
        // The mean times the number of open days is the total.
        close(found.mean * 18.0, 162.0);
    }

    #[test]
    fn the_inverse_square_is_the_size_of_a_negative_binomial() {
        close(of(&[0.0, 0.0, 52.0, 3.0, 0.0, 0.0, 5.0]).excess.powi(-2), 0.202_927_415_9);
    }

    #[test]
    fn example_plans_have_their_worked_grades() {
        let worked = [
            (include_str!("../catalogue/examples/o2o.en.json"), 0.359_8, SteadinessGrade::Uneven),
            (include_str!("../catalogue/examples/tool-app.en.json"), 0.269_5, SteadinessGrade::Steady),
            (include_str!("../catalogue/examples/museum.en.json"), 0.455_1, SteadinessGrade::Uneven),
        ];
        for (text, excess, grade) in worked {
            let file: serde_json::Value = serde_json::from_str(text).unwrap();
            let plan: crate::plan::Plan = serde_json::from_value(file["plan"].clone()).unwrap();
            let mut sums = std::collections::BTreeMap::new();
            let counted = plan.strategy.rule.metric.unwrap();
            for actual in plan.tracking.figures.iter().filter(|actual| actual.metric == counted) {
                *sums.entry(actual.on).or_insert(0.0) += actual.value.to_f64();
            }
            let days: Vec<_> = sums.into_iter().collect();
            let found = Steadiness::of(&days, &[]).unwrap();
            assert!((found.adjusted - excess).abs() < 1e-4, "{found:?}");
            assert_eq!((found.longest_gap, found.grade()), (0, grade));
        }
    }
}
