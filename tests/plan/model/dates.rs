//! Moving a plan to other days: every date of it, and nothing else.

use chrono::{NaiveDate, TimeDelta};
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::{ListEdit, PlanEdit};
use groundswell::plan::model::approval::{Approval, Frozen};
use groundswell::plan::model::dates::shifted;
use groundswell::plan::model::id::Id;
use groundswell_random_plan::{PLANS, RandomSource, edit, random_source};
use proptest::prelude::*;
use serde_json::Value;

/// A plan after some edits, approved, so that a plan within the plan has dates too.
fn some_plan(random: &mut RandomSource) -> Plan {
    let mut plan = PLANS[random.index_below(PLANS.len())].clone();
    while random.has_numbers() {
        let edit = edit(&plan, random);
        let _ = apply(&mut plan, edit);
    }
    let frozen = Frozen::of(&plan);
    let on = "2027-04-25".parse().unwrap();
    let item =
        Box::new(Approval { id: Id::from_bits(901), by: "Ms. Chen".into(), on, note: String::new(), plan: frozen });
    let at = plan.approvals.len();
    apply(&mut plan, PlanEdit::Approval(ListEdit::Insert { at, item })).unwrap();
    plan
}

/// The plan's JSON with every date moved: what a walk of the fields must come to, found without knowing the fields.
fn moved(value: Value, by: TimeDelta) -> Value {
    match value {
        Value::String(text) => match text.parse::<NaiveDate>() {
            Ok(day) if text.len() == 10 => Value::String((day + by).to_string()),
            _ => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(|item| moved(item, by)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, moved(value, by))).collect(),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_date_moves_by_whole_weeks_and_moving_back_restores_the_plan(
        mut random in random_source(40), weeks in -500..500i32
    ) {
        let plan = some_plan(&mut random);
        let later = shifted(&plan, weeks).unwrap();
        let before = serde_json::to_value(&plan).unwrap();
        prop_assert_eq!(serde_json::to_value(&later).unwrap(), moved(before, TimeDelta::weeks(weeks.into())));
        prop_assert_eq!(shifted(&later, -weeks).unwrap(), plan);
    }
}

#[test]
fn a_plan_that_would_leave_the_calendar_is_not_moved() {
    let plan = &PLANS[1];
    for weeks in [100_000, -100_000, i32::MAX, i32::MIN] {
        assert_eq!(shifted(plan, weeks), None, "{weeks}");
    }
    assert!(shifted(plan, 8_000).is_some());
}
