//! Steadiness of daily results: "stable fans every day, instead of 500 fans on one day and none in three".
//!
//! The measure is the *excess* coefficient of variation: √max(0, s²/m² − 1/m) with mean m and sample deviation s. A
//! count of m a day varies by 1/√m by chance alone, which is taken off, so that a small healthy channel is not blamed for
//! it; one over its square is the size of a negative binomial distribution, by moments. Days of the week are compared with their own kind: a shop that sells double at weekends is perfectly regular.
//! Days without any result are always counted as they are. Figures have to be counts.

use chrono::{Datelike, NaiveDate, Weekday};

/// How steady daily figures are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steadiness {
    /// How many days, closed ones included.
    pub days: usize,
    /// How many of them are not closed by design: those that the mean is taken over.
    pub open_days: usize,
    /// Results a day, closed ones left out.
    pub mean: f64,
    /// Excess coefficient of variation of the figures as they are; 0 is perfectly steady.
    pub excess: f64,
    /// The same, each weekday measured by its own mean.
    pub adjusted: f64,
    /// Share of days without a result, 0 to 1.
    pub zero_share: f64,
    /// The longest run of days without a result.
    pub dry_run: usize,
    /// The best day's share of all results, 0 to 1.
    pub top_share: f64,
    /// Deviation over mean of the figures as they are (sample), chance included.
    pub variation: f64,
}

/// The grades of steadiness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SteadinessGrade {
    /// Too few days, or too few results a day, to say more.
    TooFew,
    /// It comes in bursts: three days without any, one day with more than half of all, or very uneven.
    Bursty,
    /// Neither steady nor in bursts.
    Uneven,
    /// Results come every day, and about as many.
    Steady,
}

/// Excess variation from which figures are bursts.
const BURSTY: f64 = 0.8;
/// Excess variation up to which figures are steady: a day lies within about 35 % of its weekday's usual.
const STEADY: f64 = 0.35;
/// Below so many results a day, days without any mean little: by chance alone one in twenty has none.
const FEW_A_DAY: f64 = 3.0;

impl Steadiness {
    /// Of daily counts in the order of their days, without the weekdays that are closed by design: those are no dry run.
    /// `None` without a day or without any result.
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
        let dry = |(longest, run): (usize, usize), count: &f64| {
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
            dry_run: counts.iter().fold((0, 0), dry).0,
            top_share: counts.iter().copied().fold(0.0, f64::max) / sum,
            variation,
        })
    }

    /// The grade. Bursts show from the fourth day on; anything better takes two weeks.
    pub fn grade(&self) -> SteadinessGrade {
        let top_heavy = self.days >= 7 && self.top_share > 0.5;
        if self.days >= 4 && (self.dry_run >= 3 || self.adjusted > BURSTY || top_heavy) {
            return SteadinessGrade::Bursty;
        }
        if self.days < 14 || self.mean < FEW_A_DAY {
            return SteadinessGrade::TooFew;
        }
        if self.dry_run <= 1 && self.zero_share <= 0.1 && self.adjusted <= STEADY {
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

/// Mean and variation after each figure is divided by its weekday's factor, (Σ of the weekday + m) / ((n of it + 1)·m)
/// within ½ and 2: one day of the mean is added to each, and the bounds keep a single event a week from looking regular.
fn adjusted(days: &[(NaiveDate, f64)], mean: f64) -> Option<(f64, f64)> {
    let mut weekdays = [(0.0, 0.0); 7];
    let at = |day: NaiveDate| day.weekday().num_days_from_monday() as usize;
    for &(day, count) in days {
        let weekday = &mut weekdays[at(day)];
        *weekday = (weekday.0 + count, weekday.1 + 1.0);
    }
    let factor = |day| {
        let (sum, days) = weekdays[at(day)];
        ((sum + mean) / ((days + 1.0) * mean)).clamp(0.5, 2.0)
    };
    let counts: Vec<f64> = days.iter().map(|&(day, count)| count / factor(day)).collect();
    // Scaled back to the old mean: it is a count, and chance is computed from it.
    mean_and_variation(&counts).map(|(_, variation)| (mean, variation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    /// From a Monday on.
    fn days(counts: &[f64]) -> Vec<(NaiveDate, f64)> {
        let monday: NaiveDate = "2027-03-29".parse().unwrap();
        (0..).map(|day| monday + Days::new(day)).zip(counts.iter().copied()).collect()
    }
    fn of(counts: &[f64]) -> Steadiness {
        Steadiness::of(&days(counts), &[]).unwrap()
    }
    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-8, "{found} is not {wanted}");
    }
    fn weeks(week: [f64; 7]) -> Vec<f64> {
        week.repeat(4)
    }

    #[test]
    fn five_hundred_on_one_day_and_none_on_three_is_a_burst() {
        let found = of(&[500.0, 0.0, 0.0, 0.0]);
        close(found.variation, 2.0);
        close(found.excess, 1.997_998_999);
        assert_eq!((found.dry_run, found.grade()), (3, SteadinessGrade::Bursty));
        close(found.zero_share, 0.75);
        close(found.top_share, 1.0);
        let steady = of(&[125.0; 4]);
        assert_eq!((steady.excess, steady.dry_run, steady.grade()), (0.0, 0, SteadinessGrade::TooFew));
        assert_eq!(of(&[125.0; 14]).grade(), SteadinessGrade::Steady);
    }

    #[test]
    fn the_worked_series_have_their_figures() {
        let shop = of(&weeks([80.0, 80.0, 80.0, 80.0, 80.0, 160.0, 160.0]));
        close(shop.excess, 0.343_957_906_7 + 1e-12);
        close(shop.variation, 0.357_811_771_5);
        assert_eq!((shop.adjusted, shop.grade()), (0.0, SteadinessGrade::Steady));
        let event = of(&weeks([0.0, 0.0, 300.0, 0.0, 0.0, 0.0, 0.0]));
        close(event.adjusted, 2.489_756_793_1);
        assert_eq!((event.dry_run, event.grade()), (6, SteadinessGrade::Bursty));
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
        assert_eq!((bursts.dry_run, bursts.grade()), (5, SteadinessGrade::Bursty));
        close(bursts.zero_share, 0.607_142_857_1);
    }

    #[test]
    fn without_a_result_there_is_nothing_to_grade() {
        assert_eq!(Steadiness::of(&[], &[]), None);
        assert_eq!(Steadiness::of(&days(&[0.0; 20]), &[]), None);
        assert_eq!(of(&[1.0; 20]).grade(), SteadinessGrade::TooFew);
    }

    #[test]
    fn days_closed_by_design_are_no_dry_run() {
        let week = days(&[0.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0].repeat(3));
        assert_eq!(Steadiness::of(&week, &[]).unwrap().grade(), SteadinessGrade::Uneven);
        let found = Steadiness::of(&week, &[Weekday::Mon]).unwrap();
        assert_eq!((found.grade(), found.days, found.open_days), (SteadinessGrade::Steady, 21, 18));
        // The mean times the days it is said to be over is what was counted.
        close(found.mean * 18.0, 162.0);
    }

    #[test]
    fn the_size_of_a_negative_binomial_follows() {
        close(of(&[0.0, 0.0, 52.0, 3.0, 0.0, 0.0, 5.0]).excess.powi(-2), 0.202_927_415_9);
    }

    #[test]
    fn the_examples_have_their_worked_grades() {
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
            for actual in plan.tracking.actuals.iter().filter(|actual| actual.metric == counted) {
                *sums.entry(actual.on).or_insert(0.0) += actual.value.to_f64();
            }
            let days: Vec<_> = sums.into_iter().collect();
            let found = Steadiness::of(&days, &[]).unwrap();
            assert!((found.adjusted - excess).abs() < 1e-4, "{found:?}");
            assert_eq!((found.dry_run, found.grade()), (0, grade));
        }
    }
}
