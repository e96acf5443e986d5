//! Tests of exit and entry criteria.

use crate::plan::model::feedback::{Feedback, FeedbackState};
use crate::plan::model::id::Id;
use crate::plan::model::metric::{Metric, MetricDefinition};
use crate::plan::model::phase::{Comparison, Criterion};
use crate::plan::model::tracking::FigureTable;
use crate::plan::phases::exit_criteria::*;

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
    Criterion { metric: Some(Id::from_bits(metric)), words: String::new(), holds, value: Some(int(value)), seen: None }
}
/// A plan with these metrics, with ids from 1, whose first phase runs over March and has one exit criterion.
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
    plan.tracking.figures.set(Id::from_bits(metric), channel.map(Id::from_bits), day(on), Some(int(value)));
}
fn check_before(plan: &Plan, phase: PhaseId, as_of: NaiveDate) -> Option<CriteriaCheck> {
    criteria_checks(plan, as_of).into_iter().find(|check| check.next == Some(phase))
}
fn state(plan: &Plan, as_of: &str) -> CriterionState {
    criteria_checks(plan, day(as_of))[0].criteria[0].state
}
fn has(value: Decimal, method: MeasurementMethod, on: &str) -> MeasuredValue {
    MeasuredValue { value, method, on: day(on) }
}

#[test]
fn metrics_at_the_end_of_a_period_use_the_latest_figure_up_to_the_day() {
    let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 1_000));
    assert_eq!(state(&plan, "2027-03-28"), CriterionState::NotMeasured(NotMeasuredReason::NoFigure));
    track(&mut plan, 1, None, "2027-03-28", 1_012);
    track(&mut plan, 1, None, "2027-03-20", 640);
    track(&mut plan, 1, Some(7), "2027-03-28", 9_999);
    let not_met = CriterionState::NotMet {
        has: has(int(640), MeasurementMethod::Last, "2027-03-20"),
        needs: int(1_000),
        missing: int(360),
    };
    assert_eq!(state(&plan, "2027-03-27"), not_met);
    let met = CriterionState::Met { has: has(int(1_012), MeasurementMethod::Last, "2027-03-28"), needs: int(1_000) };
    assert_eq!(state(&plan, "2027-03-28"), met);
    // Without a figure of the whole plan, the channels' latest figures add up.
    plan.tracking.figures = FigureTable::default();
    track(&mut plan, 1, Some(7), "2027-03-20", 600);
    track(&mut plan, 1, Some(8), "2027-03-28", 400);
    let met = CriterionState::Met { has: has(int(1_000), MeasurementMethod::Last, "2027-03-28"), needs: int(1_000) };
    assert_eq!(state(&plan, "2027-03-28"), met);
}

#[test]
fn sums_use_the_daily_mean_of_the_last_seven_days() {
    let mut plan = plan_of(&["orders"], criterion(1, Comparison::AtLeast, 10));
    for (on, value) in [("2027-03-01", 999), ("2027-03-22", 0), ("2027-03-23", 10), ("2027-03-24", 19)] {
        track(&mut plan, 1, None, on, value);
    }
    let mean = |value, days| has(value, MeasurementMethod::DailyMean { days }, "2027-03-24");
    // 29 in 3 days; the missing amount is rounded up.
    let not_met =
        CriterionState::NotMet { has: mean(decimal("9.6667"), 3), needs: int(10), missing: decimal("0.3334") };
    assert_eq!(state(&plan, "2027-03-28"), not_met);
    // The first of them falls out of the window; closed weekdays are left out, too.
    assert_eq!(state(&plan, "2027-03-29"), CriterionState::Met { has: mean(decimal("14.5"), 2), needs: int(10) });
    plan.tracking.closed_weekdays = vec![chrono::Weekday::Mon];
    assert_eq!(state(&plan, "2027-03-28"), CriterionState::Met { has: mean(decimal("14.5"), 2), needs: int(10) });
    assert_eq!(
        state(&plan, "2027-04-20"),
        CriterionState::NotMeasured(NotMeasuredReason::Stale { on: day("2027-03-24") })
    );
}

#[test]
fn a_mean_just_below_the_criterion_does_not_meet_it() {
    let mut plan = plan_of(&["orders"], criterion(1, Comparison::AtLeast, 100));
    for (at, on) in ["2027-03-22", "2027-03-23", "2027-03-24"].into_iter().enumerate() {
        track(&mut plan, 1, None, on, if at == 0 { 99 } else { 100 });
    }
    plan.tracking.figures.set(Id::from_bits(1), None, day("2027-03-22"), Some(decimal("99.9999")));
    let CriterionState::NotMet { has, missing, .. } = state(&plan, "2027-03-24") else { panic!() };
    assert_eq!((has.value, missing), (int(100), decimal("0.0001")));
}

#[test]
fn feedback_is_the_total_of_the_phase_or_of_its_log() {
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
fn a_cost_is_the_ratio_of_two_sums_and_is_met_at_or_below_the_limit() {
    let mut plan = plan_of(&["cpf", "spend", "new_followers"], criterion(1, Comparison::AtMost, 20));
    track(&mut plan, 2, None, "2027-02-20", 9_000);
    track(&mut plan, 3, None, "2027-02-20", 1);
    track(&mut plan, 2, None, "2027-03-02", 700);
    track(&mut plan, 3, Some(7), "2027-03-02", 20);
    track(&mut plan, 3, Some(8), "2027-03-02", 12);
    track(&mut plan, 2, None, "2027-03-03", 9_000);
    let ratio = has(decimal("21.875"), MeasurementMethod::RatioOfSums, "2027-03-02");
    let not_met = CriterionState::NotMet { has: ratio, needs: int(20), missing: decimal("1.875") };
    assert_eq!(state(&plan, "2027-03-28"), not_met);
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
fn steadiness_is_computed_unless_it_was_entered() {
    let mut criterion = criterion(1, Comparison::AtMost, 0);
    criterion.value = Some(decimal("0.35"));
    let mut plan = plan_of(&["steadiness", "new_followers"], criterion);
    plan.strategy.rule.metric = Some(Id::from_bits(2));
    for on in 1..=13 {
        track(&mut plan, 2, Some(7), &format!("2027-03-{on:02}"), 40);
    }
    assert_eq!(
        state(&plan, "2027-03-14"),
        CriterionState::NotMeasured(NotMeasuredReason::NoFigure),
        "a day has no figure"
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
        "two days have no figure"
    );
    let last = plan.tracking.figures.iter().last().unwrap();
    plan.tracking.figures.set(last.metric, last.channel, last.on, Some(int(4_000)));
    assert!(matches!(state(&plan, "2027-03-14"), CriterionState::NotMet { .. }));
    track(&mut plan, 1, None, "2027-03-10", 0);
    assert!(matches!(state(&plan, "2027-03-14"), CriterionState::Met { .. }), "an entered figure takes precedence");
}

#[test]
fn a_plan_opened_before_its_time_is_evaluated_as_of_its_latest_figure() {
    let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 10));
    assert_eq!(as_of(&plan, day("2027-03-05")), day("2027-03-05"));
    track(&mut plan, 1, None, "2027-03-02", 10);
    track(&mut plan, 1, None, "2027-03-01", 10);
    assert_eq!(as_of(&plan, day("2027-03-05")), day("2027-03-05"));
    assert_eq!(as_of(&plan, day("2026-11-27")), day("2027-03-02"));
}

#[test]
fn the_next_phase_may_begin_when_all_criteria_are_met() {
    let mut plan = plan_of(&["followers"], criterion(1, Comparison::AtLeast, 10));
    track(&mut plan, 1, None, "2027-03-02", 10);
    let check = |plan: &Plan| check_before(plan, plan.phases[1].id, day("2027-03-28")).unwrap();
    assert_eq!(check(&plan).verdict, CriteriaVerdict::MayBegin);
    let mut words = criterion(1, Comparison::AtLeast, 0);
    (words.metric, words.words) = (None, "Every channel has its own code".to_owned());
    plan.phases[1].entry.push(words);
    let found = check(&plan);
    assert_eq!(found.verdict, CriteriaVerdict::NeedsConfirmation { unconfirmed: 1 });
    assert_eq!((found.criteria[1].kind, found.criteria[1].phase), (CriterionKind::Entry, plan.phases[1].id));
    plan.phases[1].entry[0].seen = Some(day("2027-03-27"));
    assert_eq!(check(&plan).criteria[1].state, CriterionState::Confirmed { on: day("2027-03-27") });
    assert_eq!(check(&plan).verdict, CriteriaVerdict::MayBegin, "confirmed");
    let blank = Criterion { value: None, ..criterion(1, Comparison::AtLeast, 0) };
    plan.phases[1].entry.push(blank);
    assert_eq!(check(&plan).criteria[2].state, CriterionState::NotMeasured(NotMeasuredReason::NoNumber));
    assert_eq!(check(&plan).verdict, CriteriaVerdict::NotMeasured { unmeasured: 1 });
    plan.phases[1].entry.push(criterion(1, Comparison::AtMost, 9));
    assert_eq!(check(&plan).verdict, CriteriaVerdict::NotYet { unmet: 1 });
    assert_eq!(criteria_checks(&plan, day("2027-03-28")).len(), 3, "no check before the first phase");
    assert_eq!(check_before(&plan, plan.phases[0].id, day("2027-03-28")), None);
    assert_eq!(criteria_checks(&plan, day("2027-03-28"))[2].verdict, CriteriaVerdict::NoCriteria);
    plan.phases.clear();
    assert!(criteria_checks(&plan, day("2027-03-28")).is_empty());
}

#[test]
fn the_example_plan_meets_the_criteria_of_its_second_phase_but_not_of_its_third() {
    let file: serde_json::Value = serde_json::from_str(include_str!("../../catalogue/examples/o2o.en.json")).unwrap();
    let plan: Plan = serde_json::from_value(file["plan"].clone()).unwrap();
    let as_of = day("2027-04-25");
    let found = criteria_checks(&plan, as_of);
    assert_eq!(found[0].verdict, CriteriaVerdict::NeedsConfirmation { unconfirmed: 2 });
    let read = |check: usize, at: usize| match found[check].criteria[at].state {
        CriterionState::Met { has, .. } => (true, has.value, has.method),
        CriterionState::NotMet { has, .. } => (false, has.value, has.method),
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
    // As of the end of the seed phase, the same criteria have other figures.
    let then = check_before(&plan, plan.phases[1].id, day("2027-03-28")).unwrap();
    assert_eq!(then.verdict, CriteriaVerdict::MayBegin);
}
