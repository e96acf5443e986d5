use super::*;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::metric::{GrowthPath, PathShape};
use crate::plan::strategy::steadiness::SteadinessGrade;
use crate::plan::tracking::figures::tests::{day, id, plan_of, put_days};

fn goal(plan: &mut Plan, metric: usize, from: (i32, &str), to: (i32, &str), path: GrowthPath) {
    let metric = &mut plan.goals.metrics[metric];
    (metric.baseline, metric.baseline_on) = (Some(Decimal::whole(from.0)), Some(day(from.1)));
    (metric.target, metric.due) = (Some(Decimal::whole(to.0)), Some(day(to.1)));
    metric.path = path;
}
fn progress(plan: &Plan, metric: usize, today: &str) -> GoalProgress {
    goal_progress(Figures::of(plan), &plan.goals.metrics[metric], day(today)).unwrap()
}
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-8 * expected.abs().max(1.0), "{found} is not {expected}");
}
fn average(shape: PathShape) -> GrowthPath {
    GrowthPath { shape, reading: TargetReading::OnAverage, daily_loss: None }
}

/// 3,000 followers in 28 days; after 17 days there are 1,150.
#[test]
fn a_stock_has_the_worked_pacing() {
    let mut plan = plan_of(&["followers"], 0);
    goal(&mut plan, 0, (0, "2027-02-28"), (3_000, "2027-03-28"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-16", &[1_000, 1_150]);
    let found = progress(&plan, 0, "2027-03-18");
    let pace = found.pace.unwrap();
    assert_eq!((pace.as_of, pace.status), (day("2027-03-17"), PaceStatus::Off));
    close(pace.index, 0.631_372_549);
    let needed = found.needed.unwrap();
    assert_eq!(needed.days.len(), 11);
    close(needed.per_day, 168.181_818_181_8);
    assert_eq!(found.daily.len(), 28);
    let today = found.daily[16];
    assert_eq!((today.days.first(), today.with_figure), (day("2027-03-17"), 1));
    close(today.gap.unwrap(), 1_150.0 - 3_000.0 * 17.0 / 28.0);
    assert_eq!((found.daily[17].actual, found.daily[17].gap), (None, None), "missing is not zero");
}

/// 1,000 to 5,000 fans in 56 days, while 0.2 % leave each day.
#[test]
fn a_stock_that_loses_followers_needs_the_worked_gain() {
    let mut plan = plan_of(&["followers"], 0);
    let path = GrowthPath { daily_loss: Decimal::from_scaled(2, 1), ..GrowthPath::default() };
    goal(&mut plan, 0, (1_000, "2027-03-01"), (5_000, "2027-04-27"), path);
    put_days(&mut plan, 1, None, "2027-03-02", &[1_000]);
    let needed = progress(&plan, 0, "2027-03-02").needed.unwrap();
    assert_eq!(needed.days.len(), 56);
    close(needed.per_day, 71.428_571_428_6);
    close(needed.gross_per_day.unwrap(), 77.431_844_804_3);
    close(needed.by_day.iter().sum(), 4_000.0);
}

/// Daily activations from 8,000 to 12,000 in 30 days: on the last day, or on average.
#[test]
fn planned_sums_are_those_of_the_worked_path() {
    let mut plan = plan_of(&["activations"], 0);
    goal(&mut plan, 0, (8_000, "2027-03-01"), (12_000, "2027-03-31"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-02", &[8_200, -1, 8_500]);
    let found = progress(&plan, 0, "2027-03-05");
    close(found.daily[0].planned, 8_133.333_333_333_3);
    close(found.weekly.iter().map(|week| week.planned).sum(), 302_000.0);
    let week = found.weekly[0];
    assert_eq!((week.days.len(), week.with_figure, week.actual), (6, 2, Some(16_700.0)));
    // The two days with a figure were to bring 8,133.33 and 8,400.
    close(week.gap.unwrap(), 16_700.0 - 8_133.333_333_333_3 - 8_400.0);
    let pace = found.pace.unwrap();
    assert_eq!((pace.actual, pace.status), (16_700.0, PaceStatus::OnTrack));
    // 302,000 in all; the missing day counts for neither side.
    close(found.needed.unwrap().missing, 302_000.0 - 8_266.666_666_666_7 - 16_700.0);

    goal(&mut plan, 0, (8_000, "2027-03-01"), (12_000, "2027-03-31"), average(PathShape::Compound));
    let found = progress(&plan, 0, "2027-03-05");
    close(found.path.daily_rate(), 0.024_999_644_2 - 4e-12);
    let needed = found.needed.unwrap();
    close(needed.missing, 12_000.0 * 29.0 - 16_700.0);
    close(needed.per_day, (12_000.0 * 29.0 - 16_700.0) / 27.0);
}

#[test]
fn averages_compare_the_last_week_and_less_can_be_better() {
    let mut plan = plan_of(&["stickiness", "cpf"], 0);
    goal(&mut plan, 0, (15, "2027-03-01"), (22, "2027-04-05"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-02", &[10, 10, 10, 16, 16, 16, 16, 16, 16, 16]);
    let pace = progress(&plan, 0, "2027-03-12").pace.unwrap();
    // Planned for days 4 to 10: 15 + 0.2 × 7.
    close(pace.planned, 16.4);
    assert_eq!((pace.actual, pace.status), (16.0, PaceStatus::OnTrack));
    assert_eq!(progress(&plan, 0, "2027-03-12").needed, None);
    goal(&mut plan, 1, (25, "2027-03-01"), (20, "2027-03-31"), GrowthPath::default());
    put_days(&mut plan, 2, None, "2027-03-02", &[30]);
    let pace = progress(&plan, 1, "2027-03-12").pace.unwrap();
    assert!(pace.index < 0.85 && pace.status == PaceStatus::Off, "{pace:?}");
}

#[test]
fn a_pace_that_was_never_reached_is_not_credible() {
    assert_eq!(pace_status(0.96, Some((500.0, 1.0))), PaceStatus::OnTrack);
    assert_eq!(pace_status(0.9, Some((140.0, 100.0))), PaceStatus::Watch);
    assert_eq!(pace_status(0.9, Some((160.0, 100.0))), PaceStatus::NotCredible);
    let mut plan = plan_of(&["followers"], 0);
    goal(&mut plan, 0, (0, "2027-02-28"), (3_000, "2027-03-28"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-01", &[40, 80, 120, 160, 200, 240, 280, 320, 360, 400]);
    let pace = progress(&plan, 0, "2027-03-10").pace.unwrap();
    assert_eq!((pace.best_week, pace.status), (Some(40.0), PaceStatus::NotCredible));
}

#[test]
fn without_a_path_there_is_no_progress() {
    let mut plan = plan_of(&["followers"], 0);
    let found = |plan: &Plan| goal_progress(Figures::of(plan), &plan.goals.metrics[0], day("2027-03-10"));
    assert_eq!(found(&plan), None);
    goal(&mut plan, 0, (0, "2027-02-28"), (3_000, "2027-03-28"), GrowthPath::default());
    let progress = found(&plan).unwrap();
    assert_eq!((progress.needed, progress.pace, progress.evenness), (None, None, None), "no figures yet");
    plan.goals.metrics[0].baseline_on = None;
    assert_eq!(found(&plan).unwrap().days, plan.basics.days().unwrap());
}

/// "Stable fans every day, instead of 500 in one day and none in three."
#[test]
fn five_hundred_then_nothing_is_worse_than_as_many_every_day() {
    let mut plan = plan_of(&["new_followers", "followers"], 0);
    put_days(&mut plan, 1, None, "2027-03-01", &[500, 0, 0, 0]);
    let total = [1_000, 1_500, 1_500, 1_500, 1_500];
    put_days(&mut plan, 2, None, "2027-02-28", &total);
    for metric in 0..2 {
        let found = evenness(Figures::of(&plan), &plan.goals.metrics[metric], Scope::Plan, day("2027-03-04")).unwrap();
        assert_eq!(found.steadiness.grade(), SteadinessGrade::Bursty);
        close(found.steadiness.effective_days, 0.25);
        let dry = DateRange::new(day("2027-03-02"), day("2027-03-04")).unwrap();
        assert_eq!(found.dry_run, Some(DryRun { days: dry, open_days: 3 }));
    }
    let mut even = plan_of(&["new_followers"], 0);
    put_days(&mut even, 1, None, "2027-03-01", &[125; 4]);
    let found = evenness(Figures::of(&even), &even.goals.metrics[0], Scope::Plan, day("2027-03-04")).unwrap();
    assert_eq!((found.steadiness.effective_days, found.dry_run), (1.0, None));
}

#[test]
fn a_dry_run_skips_closed_weekdays_and_ends_at_a_missing_day() {
    let run = |values: &[f64], closed: &[Weekday]| {
        let days: Vec<_> =
            day("2027-03-05").iter_days().zip(values.iter().copied()).filter(|(_, value)| *value >= 0.0).collect();
        longest_dry_run(&days, closed).map(|run| (run.days.first().to_string(), run.open_days))
    };
    let starts = |on: &str, days| Some((on.to_owned(), days));
    // Friday 5 March to Tuesday, with a closed Monday.
    assert_eq!(run(&[3.0, 0.0, 0.0, 0.0, 0.0], &[Weekday::Mon]), starts("2027-03-06", 3));
    assert_eq!(run(&[3.0, 0.0, 0.0, -1.0, 0.0], &[]), starts("2027-03-06", 2));
    assert_eq!(run(&[0.0, 4.0, 0.0, 4.0], &[]), starts("2027-03-07", 1));
    assert_eq!(run(&[3.0, 4.0], &[]), None);
}

#[test]
fn money_keeps_pace_by_paid_amounts_or_by_tracked_spend() {
    let mut plan = plan_of(&["spend"], 1);
    let ledger = Ledger::of(&plan);
    let found = money_pace(Figures::of(&plan), &ledger, day("2027-03-10"));
    assert_eq!((found.tracked, found.spent(), found.index()), (None, Money::ZERO, None));
    put_days(&mut plan, 1, Some(11), "2027-02-27", &[900, 900, 100, 50]);
    let found = money_pace(Figures::of(&plan), &ledger, day("2027-03-01"));
    assert_eq!(found.spent(), Money::from_minor(10_000).unwrap(), "from the first day of the plan to the day");
}

#[test]
fn costs_are_by_channel_and_week_from_money_spent() {
    let mut plan = plan_of(&["new_followers", "spend", "reg_conv"], 3);
    put_days(&mut plan, 1, Some(11), "2027-03-01", &[10, 20, 10, -1, -1, -1, -1, 5]);
    put_days(&mut plan, 2, Some(11), "2027-03-01", &[200, 0, 600, -1, -1, -1, -1, -1]);
    put_days(&mut plan, 2, Some(12), "2027-03-01", &[70]);
    let window = Window { days: plan.basics.days().unwrap(), today: day("2027-03-09") };
    let table = |plan: &Plan| cost_by_week(plan, &plan.goals.metrics[0], window).unwrap();
    let found = table(&plan);
    assert_eq!((found.weeks.len(), found.channels.len(), found.kpi), (2, 2, Kpi::Cpf));
    let first = &found.channels[0];
    assert_eq!(first.weeks[0].cost.unwrap().each, Money::from_minor(2_000));
    assert_eq!((first.weeks[1].results, first.weeks[1].cost), (Some(Decimal::whole(5)), None), "no spend was entered");
    assert_eq!(first.total.unwrap().each, Money::from_minor(2_000));
    assert_eq!((found.channels[1].weeks[0].results, found.channels[1].total), (None, None));
    assert_eq!(cost_by_week(&plan, &plan.goals.metrics[2], window), None);
    // The days of a test take precedence in its metric.
    let mut test = ChannelTest::new(id(50), id(11));
    test.set_day(day("2027-03-02"), Money::from_minor(3_000), Some(3));
    plan.strategy.channel_tests.push(test);
    plan.strategy.rule.metric = Some(id(1));
    assert_eq!(table(&plan).channels[0].weeks[0].cost.unwrap().each, Money::from_minor(1_000));
}

#[test]
fn periods_have_the_metrics_own_roll_up_beside_the_plan() {
    let mut plan = plan_of(&["orders", "followers", "reg_conv", "registrations", "activations"], 0);
    goal(&mut plan, 0, (10, "2027-02-28"), (40, "2027-03-30"), GrowthPath::default());
    goal(&mut plan, 1, (0, "2027-02-28"), (310, "2027-03-31"), GrowthPath::default());
    goal(&mut plan, 2, (40, "2027-02-28"), (40, "2027-03-31"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-01", &[11, 12, -1, 14, 15, 16, 17, 30]);
    put_days(&mut plan, 2, None, "2027-03-01", &[9, -1, -1, -1, -1, -1, 77]);
    put_days(&mut plan, 4, None, "2027-03-01", &[30, 10]);
    put_days(&mut plan, 5, None, "2027-03-01", &[60, 40]);
    let figures = Figures::of(&plan);
    let periods = |metric: usize, length| by_period(figures, &plan.goals.metrics[metric], length, day("2027-03-09"));
    let weeks = periods(0, Length::Week);
    assert_eq!(weeks.len(), 2);
    close(weeks[0].planned.unwrap(), 98.0); // 11 + 12 + … + 17
    assert_eq!(weeks[0].tracked.value.exact(), Some(Decimal::whole(85)));
    close(weeks[0].gap.unwrap(), 0.0); // the missing day counts for neither side
    assert!(!weeks[0].tracked.is_partial() && weeks[1].tracked.is_partial());
    let month = periods(1, Length::Month)[0];
    assert_eq!(month.tracked.value.exact(), Some(Decimal::whole(77)));
    close(month.planned.unwrap(), 310.0);
    close(month.gap.unwrap(), 7.0); // on 7 March, 70 were planned
    let conversion = periods(2, Length::Week)[0];
    close(conversion.tracked.value.exact().unwrap().to_f64(), 40.0); // 40 of 100, not the mean of 50 and 25
    close(conversion.gap.unwrap(), 0.0);
    let without_goal = periods(3, Length::Quarter)[0];
    assert_eq!((without_goal.planned, without_goal.gap), (None, None));
    assert_eq!(without_goal.tracked.value.exact(), Some(Decimal::whole(40)));
}

#[test]
fn less_is_better_needs_nothing_and_spend_is_no_goal() {
    let mut plan = plan_of(&["unfollows", "spend"], 0);
    goal(&mut plan, 0, (20, "2027-02-28"), (10, "2027-03-30"), GrowthPath::default());
    put_days(&mut plan, 1, None, "2027-03-01", &[6; 10]);
    let found = progress(&plan, 0, "2027-03-10");
    assert_eq!(found.needed, None);
    let pace = found.pace.unwrap();
    assert_eq!(pace.status, PaceStatus::OnTrack);
    assert!(pace.share().unwrap() < 0.4, "fewer than planned, in the words a reader expects");
    assert!(is_paced(&plan.goals.metrics[0]) && !is_paced(&plan.goals.metrics[1]));
}
