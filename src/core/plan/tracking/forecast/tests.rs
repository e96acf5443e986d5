use super::*;
use chrono::{Datelike, Days, Weekday};
use proptest::prelude::*;

use crate::plan::Plan;
use crate::plan::model::metric::PathShape;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::tracking::figures::tests::{day, plan_of, put, put_days};

/// A source of random numbers for simulated plans: a linear congruential generator (Knuth's MMIX), upper bits only.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_precision_loss)] // 53 bits
        let unit = (self.0 >> 11) as f64 / (1u64 << 53) as f64;
        unit.max(1e-12)
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
    fn below(&mut self, count: u32) -> u32 {
        whole(self.unit() * f64::from(count)).min(count - 1)
    }
    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
    /// A Poisson number, by inversion in parts.
    fn poisson(&mut self, mean: f64) -> i32 {
        let (mut count, mut rest) = (0, mean);
        while rest > 0.0 {
            let part = rest.min(400.0);
            rest -= part;
            let (mut term, mut left) = ((-part).exp(), self.unit());
            let mut k = 0;
            while left > term && k < 4_000 {
                left -= term;
                k += 1;
                term *= part / f64::from(k);
            }
            count += k;
        }
        count
    }
    /// A gamma number of mean 1 and that variance (Marsaglia and Tsang).
    fn gamma(&mut self, variance: f64) -> f64 {
        if variance <= 0.0 {
            return 1.0;
        }
        let shape = 1.0 / variance;
        let boost = if shape < 1.0 { self.unit().powf(1.0 / shape) } else { 1.0 };
        let d = if shape < 1.0 { shape + 1.0 } else { shape } - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let z = self.normal();
            let v = (1.0 + c * z).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * z * z + d - d * v + d * v.ln() {
                return boost * d * v / shape;
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Steady,
    Growing,
    Falling,
    Weekly,
    Bursts,
    Rates,
    RisingRates,
    FallingRates,
    /// A level that wanders: reported, and not one of the courses that "go on as they do".
    Drifting,
}

impl Course {
    fn is_rate(self) -> bool {
        matches!(self, Course::Rates | Course::RisingRates | Course::FallingRates)
    }
}

/// A growth of 1 to 6 % a week, as a share a day.
fn a_growth(random: &mut Random) -> f64 {
    random.between(0.01, 0.06) / 7.0
}

/// The results of a number of days.
fn results(course: Course, shape: PathShape, days: usize, random: &mut Random) -> Vec<i32> {
    let level = 3.0 * (random.between(0.0, 1.0) * 60f64.ln()).exp();
    // Over Poisson's: days vary by up to 30 % of their own.
    let noise = random.between(0.0, 0.3).powi(2);
    let growth = a_growth(random);
    let weekend = random.between(1.3, 2.2);
    let (gap, size) = (random.between(5.0, 12.0), level * random.between(5.0, 20.0));
    let (mut tail, mut drift) = (0.0, 0.0);
    (0..days)
        .map(|at| {
            #[allow(clippy::cast_precision_loss)] // a day
            let x = at as f64;
            let mean = match course {
                Course::Steady | Course::Rates | Course::RisingRates | Course::FallingRates => level,
                Course::Growing if shape == PathShape::Compound => level * (growth * x).exp(),
                Course::Growing => level * (1.0 + growth * x),
                Course::Falling => level * (-growth * x).exp(),
                Course::Weekly => level * if at % 7 >= 5 { weekend } else { 1.0 - 0.4 * (weekend - 1.0) },
                Course::Bursts => {
                    tail *= 0.3;
                    if random.unit() < 1.0 / gap {
                        tail += size * random.gamma(0.3);
                    }
                    0.2 * level + tail
                }
                Course::Drifting => {
                    drift += 0.04 * random.normal();
                    level * f64::exp(drift)
                }
            };
            let mean = mean * random.gamma(noise);
            random.poisson(mean)
        })
        .collect()
}

struct Trial {
    covered: bool,
    above: bool,
    chance: f64,
    reached: bool,
    /// Width of the interval over its median.
    width: f64,
}

/// Simulates a plan, forecasts it, and compares with what then happened.
fn trial(course: Course, number: u32, random: &mut Random) -> Trial {
    let history = 21 + random.below(64) as usize;
    let ahead = 7 + random.below(36) as usize;
    let mut plan = plan_of(&["orders", "followers", "activations", "registrations", "reg_conv"], 0);
    let first = day("2027-03-01");
    let on = |at: usize| first + Days::new(at as u64);
    (plan.basics.first_day, plan.basics.last_day) = (Some(first), Some(on(history + ahead - 1)));
    let shape = if number.is_multiple_of(2) { PathShape::Linear } else { PathShape::Compound };
    let days = results(course, shape, history + ahead, random);
    let of = if course.is_rate() { 4 } else { usize::from(number % 3 == 1) };
    let rate = random.between(0.05, 0.6);
    let growth = a_growth(random);
    let spread = random.between(0.0, 0.05);
    let mut successes = Vec::new();
    let missing = random.between(0.0, 0.1);
    let mut total = 1_000;
    for (at, count) in days.iter().enumerate() {
        total += count;
        #[allow(clippy::cast_precision_loss)] // a day
        let x = at as f64;
        let rate = match course {
            Course::RisingRates => 1.0 - (1.0 - rate) * (-growth * x * rate / (1.0 - rate)).exp(),
            Course::FallingRates => rate * (-growth * x).exp(),
            _ => rate,
        };
        let share = (rate + spread * random.normal()).clamp(0.01, 0.95);
        let success = i32::try_from((0..*count).filter(|_| random.unit() < share).count()).unwrap();
        successes.push(success);
        let is_last = at + 1 == history;
        if at < history && (is_last || random.unit() > missing) {
            for (metric, value) in [(1, *count), (2, total), (3, *count), (4, success)] {
                put(&mut plan, metric, None, on(at), Decimal::whole(value));
            }
        }
    }
    let sum = |days: &[i32]| f64::from(days.iter().sum::<i32>());
    let metric = &mut plan.goals.metrics[of];
    (metric.path.shape, metric.due) = (shape, plan.basics.last_day);
    metric.path.reading = if number % 3 == 2 { TargetReading::OnAverage } else { TargetReading::AtTheEnd };
    let window = if metric.path.reading == TargetReading::OnAverage { 1.. } else { days.len() - 7.. };
    let truth = match of {
        1 => f64::from(total),
        4 => 100.0 * sum(&successes[window.clone()]) / sum(&days[window]),
        _ => {
            let window = &days[window];
            #[allow(clippy::cast_precision_loss)] // days
            let count = window.len() as f64;
            sum(window) / count
        }
    };
    let target = truth * random.between(0.85, 1.15);
    metric.target = Decimal::nearest(target);
    let found = forecast(Figures::of(&plan), &plan.goals.metrics[of], on(history - 1)).unwrap();
    Trial {
        covered: found.low <= truth && truth <= found.high,
        above: truth > found.high,
        chance: found.chance,
        reached: truth >= target,
        width: (found.high - found.low) / found.median.max(1e-9),
    }
}

/// 8,000 simulated plans, 1,000 of each course, of 21 to 84 days of figures, up to a tenth of them missing, with 7 to 42 days ahead.
#[test]
fn the_interval_covers_four_in_five_of_what_happens() {
    let mut random = Random(2_027);
    let mut all: Vec<Trial> = Vec::new();
    println!(
        "{:<12} {:>5} {:>9} {:>6} {:>6} {:>6} {:>14}",
        "course", "plans", "covered %", "below", "above", "width", "chance/reached"
    );
    let line = |name: &str, trials: &[Trial]| {
        #[allow(clippy::cast_precision_loss)] // plans
        let n = trials.len() as f64;
        let share = |of: &dyn Fn(&Trial) -> f64| trials.iter().map(of).sum::<f64>() / n;
        let covered = 100.0 * share(&|one| f64::from(u8::from(one.covered)));
        let above = 100.0 * share(&|one| f64::from(u8::from(one.above)));
        let (chance, reached) = (share(&|one| one.chance), share(&|one| f64::from(u8::from(one.reached))));
        let below = 100.0 - covered - above;
        let width = share(&|one| one.width);
        println!("{name:<12} {n:>5} {covered:>9.1} {below:>6.1} {above:>6.1} {width:>6.2} {chance:>7.3}/{reached:.3}");
        covered
    };
    let mut drifting = Vec::new();
    let courses = [
        Course::Steady,
        Course::Growing,
        Course::Falling,
        Course::Weekly,
        Course::Bursts,
        Course::Rates,
        Course::RisingRates,
        Course::FallingRates,
        Course::Drifting,
    ];
    for course in courses {
        let trials: Vec<Trial> = (0..1_000).map(|number| trial(course, number, &mut random)).collect();
        let covered = line(&format!("{course:?}"), &trials);
        if course == Course::Drifting {
            drifting = trials;
            continue;
        }
        let most = if course == Course::Bursts { 100.0 } else { 85.0 };
        assert!((75.0..=most).contains(&covered), "{course:?}: {covered}");
        all.extend(trials);
    }
    assert_eq!((all.len(), drifting.len()), (8_000, 1_000));
    let covered = line("All", &all);
    assert!((75.0..=85.0).contains(&covered), "{covered}");
    // A chance of 70 % comes true seven times in ten.
    for (low, high) in [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)] {
        let band: Vec<&Trial> = all.iter().filter(|one| low <= one.chance && one.chance < high).collect();
        let n = f64::from(u32::try_from(band.len()).unwrap());
        let stated = band.iter().map(|one| one.chance).sum::<f64>() / n;
        let reached = f64::from(u32::try_from(band.iter().filter(|one| one.reached).count()).unwrap()) / n;
        println!("chance {low:.1} to {high:.1}: {n} plans, stated {stated:.2}, reached {reached:.2}");
        assert!((stated - reached).abs() < 0.1, "{low}: {stated} {reached}");
    }
}

fn goal(plan: &mut Plan, metric: usize, target: i32, due: &str) {
    let metric = &mut plan.goals.metrics[metric];
    (metric.target, metric.due) = (Decimal::from_int(target.into()), Some(day(due)));
}
fn of(plan: &Plan, metric: usize, today: &str) -> Result<Forecast, NoForecast> {
    forecast(Figures::of(plan), &plan.goals.metrics[metric], day(today))
}

#[test]
fn a_burst_widens_the_interval_and_is_said() {
    let width = |week: &[i32]| {
        let mut plan = plan_of(&["orders"], 0);
        put_days(&mut plan, 1, None, "2027-03-01", &week.repeat(7));
        goal(&mut plan, 0, 125, "2027-04-30");
        let found = of(&plan, 0, "2027-03-28").unwrap();
        let bursts = found.unknowns.iter().any(|unknown| matches!(unknown, Unknown::Bursts { .. }));
        (found.median, found.high - found.low, bursts)
    };
    let (steady, bursty) = (width(&[125, 125, 125, 125]), width(&[500, 0, 0, 0]));
    assert!((steady.0 - 125.0).abs() < 1.0 && !steady.2, "{steady:?}");
    assert!(bursty.2 && bursty.1 > 5.0 * steady.1, "{bursty:?} {steady:?}");
}

#[test]
fn there_is_no_forecast_without_enough_to_go_by() {
    let mut plan = plan_of(&["orders", "reach"], 0);
    assert_eq!(of(&plan, 0, "2027-03-14"), Err(NoForecast::NoTarget));
    goal(&mut plan, 0, 50, "2027-04-30");
    plan.goals.metrics[0].due = None;
    assert_eq!(of(&plan, 0, "2027-03-14"), Err(NoForecast::NoDueDate));
    goal(&mut plan, 0, 50, "2027-04-30");
    put_days(&mut plan, 1, None, "2027-03-01", &[5; 13]);
    assert_eq!(of(&plan, 0, "2027-03-14"), Err(NoForecast::NotEnoughData { have: 13, need: 14 }));
    put_days(&mut plan, 1, None, "2027-03-14", &[5]);
    assert_eq!(of(&plan, 0, "2027-03-13"), Err(NoForecast::NotEnoughData { have: 13, need: 14 }), "the 14th is ahead");
    assert!(of(&plan, 0, "2027-03-14").is_ok());
    assert_eq!(of(&plan, 0, "2027-03-29"), Err(NoForecast::Stale { last: day("2027-03-14") }));
    assert_eq!(of(&plan, 0, "2027-05-01"), Err(NoForecast::Over));
    goal(&mut plan, 1, 50, "2027-04-30");
    assert_eq!(of(&plan, 1, "2027-03-14"), Err(NoForecast::NotForecast));
    let mut few = plan_of(&["orders"], 0);
    goal(&mut few, 0, 5, "2027-04-30");
    put_days(&mut few, 1, None, "2027-03-01", &[0, 1, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 1, 0]);
    assert_eq!(of(&few, 0, "2027-03-14"), Err(NoForecast::TooFewResults { have: 5, need: 10 }));
}

#[test]
fn what_is_not_known_is_said() {
    let mut plan = plan_of(&["orders", "reg_conv"], 2);
    goal(&mut plan, 0, 50, "2027-06-30");
    goal(&mut plan, 1, 40, "2027-03-31");
    put_days(&mut plan, 1, Some(11), "2027-03-01", &[20; 30]);
    put_days(&mut plan, 1, Some(12), "2027-03-01", &[20, 21, -1, -1, 19, 22, 18, 20, 20, 21, 19, 20, 20, 20, 20, 20]);
    put_days(&mut plan, 2, None, "2027-03-01", &[38, 41, 40, 39, -1, 42, 40, 41, 39, 40, 40, 38, 42, 41, 40]);
    let found = of(&plan, 0, "2027-04-05").unwrap().unknowns;
    assert!(found.contains(&Unknown::FarAhead { ahead: 92, behind: 30 }), "{found:?}");
    assert!(
        found.contains(&Unknown::LacksChannels { days: 16 }) && found.contains(&Unknown::Old { days: 6 }),
        "{found:?}"
    );
    let rate = of(&plan, 1, "2027-03-15").unwrap();
    let expected = [
        Unknown::FewDays { figures: 14 },
        Unknown::MissingDays { missing: 1, of: 15 },
        Unknown::FarAhead { ahead: 16, behind: 15 },
    ];
    assert_eq!(rate.unknowns[..3], expected);
    assert!(rate.unknowns.contains(&Unknown::CountsNotTracked));
    assert!(rate.low > 35.0 && rate.high < 45.0 && (rate.median - 40.1).abs() < 1.5, "{rate:?}");
}

#[test]
fn growth_goes_on_and_closed_weekdays_bring_nothing() {
    let mut plan = plan_of(&["followers", "orders"], 0);
    let rising: Vec<i32> = (0..42).map(|day| 100 + 2 * day).collect();
    put_days(&mut plan, 2, None, "2027-03-01", &rising);
    goal(&mut plan, 1, 200, "2027-04-30");
    let found = of(&plan, 1, "2027-04-11").unwrap();
    // The mean of 24 to 30 April on the line: 100 + 2 × 57 = 214.
    assert!((found.median - 214.0).abs() < 8.0 && found.chance > 0.8, "{found:?}");
    assert!(found.unknowns.iter().any(|unknown| matches!(unknown, Unknown::Trend { per_week } if *per_week > 0.05)));

    let mut shop = plan_of(&["followers"], 0);
    shop.tracking.closed_weekdays = vec![Weekday::Mon];
    let mut total = 1_000;
    for on in day("2027-03-01").iter_days().take(28) {
        total += if on.weekday() == Weekday::Mon { 0 } else { 30 };
        put(&mut shop, 1, None, on, Decimal::whole(total));
    }
    goal(&mut shop, 0, 1_900, "2027-04-11");
    let found = of(&shop, 0, "2027-03-28").unwrap();
    // Twelve open days ahead: 1,720 + 360.
    assert!((found.median - 2_080.0).abs() < 10.0, "{found:?}");
    assert_eq!(found.unknowns, []);
}

#[test]
fn less_is_better_where_the_metric_says_so() {
    let mut plan = plan_of(&["unfollows"], 0);
    put_days(&mut plan, 1, None, "2027-03-01", &[9, 11, 10, 8, 12, 10, 10, 11, 9, 10, 12, 8, 10, 10, 9, 11]);
    goal(&mut plan, 0, 20, "2027-03-30");
    assert!(of(&plan, 0, "2027-03-16").unwrap().chance > 0.95);
    goal(&mut plan, 0, 5, "2027-03-30");
    assert!(of(&plan, 0, "2027-03-16").unwrap().chance < 0.05);
}

/// Figures that change by the same share each day, as percentages or counts.
fn changing(first: f64, per_day: f64, days: i32) -> Vec<Decimal> {
    (0..days).filter_map(|day| Decimal::nearest((first * per_day.powi(day) * 100.0).round() / 100.0)).collect()
}

/// A plan with these daily figures of one metric from 1 March 2027 on, and the last day that has one.
fn plan_with(key: &str, figures: &[Decimal]) -> (Plan, NaiveDate) {
    let mut plan = plan_of(&[key], 0);
    let first = day("2027-03-01");
    for (on, value) in first.iter_days().zip(figures) {
        put(&mut plan, 1, None, on, *value);
    }
    (plan, first + Days::new(figures.len() as u64 - 1))
}

fn forecast_of(key: &str, figures: &[Decimal], target: i32, due: &str) -> Forecast {
    let (mut plan, last) = plan_with(key, figures);
    goal(&mut plan, 0, target, due);
    of(&plan, 0, &last.to_string()).unwrap()
}

#[test]
fn a_falling_share_or_count_never_reaches_zero() {
    // From 42 % by a sixth a week, over eight weeks to 10 %; another ten weeks would take it to 1.6 %.
    let share = forecast_of("stickiness", &changing(42.0, 0.974_4, 56), 20, "2027-07-04");
    assert!(0.4 < share.low && share.low < share.median && share.median < share.high && share.high < 6.0, "{share:?}");
    assert!((share.median - 1.8).abs() < 1.0 && share.chance < 0.01, "{share:?}");
    assert!(
        share
            .unknowns
            .iter()
            .any(|one| matches!(one, Unknown::Trend { per_week } if (-0.18..-0.14).contains(per_week)))
    );

    let orders =
        changing(200.0, 0.974_4, 56).into_iter().map(|value| Decimal::whole(whole(value.to_f64()).cast_signed()));
    let orders = forecast_of("orders", &orders.collect::<Vec<_>>(), 40, "2027-07-04");
    assert!(1.0 < orders.low && orders.low < orders.median && orders.median < orders.high, "{orders:?}");

    // 50 of 3,000 are lost a day: in 60 days not all of them, and 500 is not as good as certain.
    let followers: Vec<Decimal> = (0..30).map(|day| Decimal::whole(4_500 - 50 * day)).collect();
    let followers = forecast_of("followers", &followers, 500, "2027-06-08");
    assert!(0.0 < followers.low && followers.low < followers.high && followers.high < 2_000.0, "{followers:?}");
    assert!(followers.chance > 0.5, "{followers:?}");
}

#[test]
fn a_rising_share_never_reaches_the_whole() {
    let rising: Vec<Decimal> = (0..56).map(|day| Decimal::whole(40 + day)).collect();
    let share = forecast_of("stickiness", &rising, 99, "2027-07-04");
    assert!(
        95.0 < share.median && share.low < share.median && share.median < share.high && share.high < 100.0,
        "{share:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Whatever the course, an interval has a width, holds its median, and a share stays between nothing and the whole.
    #[test]
    fn an_interval_has_a_width(
        key in prop::sample::select(vec!["stickiness", "orders", "followers", "ctr", "aov"]),
        first in 1.0f64..90.0,
        per_day in 0.94f64..1.04,
        days in 14i32..120,
        ahead in 1u64..200,
        linear in any::<bool>(),
    ) {
        let figures: Vec<Decimal> = changing(first, per_day, days)
            .into_iter()
            .map(|value| if value > Decimal::whole(100) { Decimal::whole(100) } else { value })
            .map(|value| if key == "orders" || key == "followers" { Decimal::whole(whole(value.to_f64()).cast_signed()) } else { value })
            .collect();
        let (mut plan, last) = plan_with(key, &figures);
        goal(&mut plan, 0, 50, &(last + Days::new(ahead)).to_string());
        plan.goals.metrics[0].path.shape = if linear { PathShape::Linear } else { PathShape::Compound };
        let Ok(found) = of(&plan, 0, &last.to_string()) else { return Ok(()) };
        prop_assert!(found.low <= found.median && found.median <= found.high, "{found:?}");
        // Of a stock that is lost nothing more can be lost.
        let is_lost = key == "followers" && figures.last() == Some(&Decimal::ZERO);
        prop_assert!(found.low < found.high || is_lost, "{found:?}");
        prop_assert!((0.0..=1.0).contains(&found.chance), "{found:?}");
        prop_assert!(found.low >= 0.0, "{found:?}");
        if key == "stickiness" || key == "ctr" {
            prop_assert!(found.high <= 100.0, "{found:?}");
        }
    }
}

/// Orders of the worked month of a fresh-food delivery: 300 a day by 18 July is out of reach at this pace.
#[test]
fn the_worked_month_is_forecast() {
    let orders = [
        30, 28, 32, 30, 42, 45, 46, 31, 35, 43, 35, 52, 54, 60, 46, 59, 60, 42, 52, 80, 69, 61, 61, 69, 73, 56, 74, 78,
    ];
    let mut plan = plan_of(&["orders"], 0);
    put_days(&mut plan, 1, None, "2027-03-29", &orders);
    goal(&mut plan, 0, 300, "2027-07-18");
    let found = of(&plan, 0, "2027-04-25").unwrap();
    assert!(found.chance < 0.1 && found.low > 60.0 && found.high < 320.0, "{found:?}");
    goal(&mut plan, 0, 70, "2027-05-02");
    let near = of(&plan, 0, "2027-04-25").unwrap();
    assert!((0.2..0.95).contains(&near.chance) && (60.0..85.0).contains(&near.median), "{near:?}");
}
