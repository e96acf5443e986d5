//! Renaming people: everywhere a plan names them, and nowhere else.

use std::collections::BTreeSet;

use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::people::{RenameError, rename};
use groundswell::plan::model::people::people;
use groundswell_random_plan::PLANS;
use serde_json::Value;

/// The keys of fields that name people.
const KEYS: [&str; 4] = ["owner", "lead", "admins", "contact"];

/// Calls `visit` with each text that names people, and with its path without the numbers of items. What was approved is
/// a record and does not count.
fn each_name(value: &mut Value, path: &str, visit: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut().filter(|(key, _)| *key != "approvals") {
                let path = [path, "/", key].concat();
                match field {
                    Value::String(text) if KEYS.contains(&key.as_str()) => visit(&path, text),
                    other => each_name(other, &path, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_name(item, path, visit)),
        _ => {}
    }
}

fn names(plan: &Plan) -> BTreeSet<String> {
    people(plan).into_iter().map(|person| person.name).collect()
}

/// The plan with a person of its own in each field that names anybody, and the paths of these fields.
fn with_one_person_a_field(plan: &Plan) -> (Plan, BTreeSet<String>, BTreeSet<String>) {
    let mut json = serde_json::to_value(plan).unwrap();
    let (mut expected, mut paths) = (BTreeSet::new(), BTreeSet::new());
    each_name(&mut json, "", &mut |path, text| {
        *text = format!("Person {}", expected.len());
        expected.insert(text.clone());
        paths.insert(path.to_owned());
    });
    (serde_json::from_value(json).unwrap(), expected, paths)
}

#[test]
fn everyone_whom_a_plan_names_is_listed() {
    let mut seen = BTreeSet::new();
    for plan in PLANS.iter() {
        let (plan, expected, paths) = with_one_person_a_field(plan);
        assert_eq!(names(&plan), expected);
        seen.extend(paths);
    }
    let all = [
        "/activities/owner",
        "/budget/lines/owner",
        "/goals/departments/lead",
        "/goals/metrics/owner",
        "/goals/metrics/source/own_statistics/owner",
        "/goals/outputs/owner",
        "/goals/results/owner",
        "/groups/admins",
        "/partners/contact",
        "/risks/owner",
        "/schedule/cadences/owner",
        "/schedule/pieces/owner",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), all, "a field that no plan of the tests has");
}

#[test]
fn a_person_is_renamed_wherever_the_plan_has_the_name() {
    for plan in PLANS.iter() {
        let before = plan.clone();
        for person in people(&before) {
            let mut plan = before.clone();
            let edit = rename(&plan, &person.name, "Somebody Else").unwrap();
            let inverse = apply(&mut plan, edit).unwrap();
            let after = people(&plan);
            assert!(after.iter().all(|other| other.name != person.name));
            let renamed = after.iter().find(|other| other.name == "Somebody Else").unwrap();
            assert_eq!(renamed.uses, person.uses, "{}", person.name);
            assert_eq!(after.len(), people(&before).len());
            apply(&mut plan, inverse).unwrap();
            assert!(plan == before, "undone as one step");
        }
    }
}

#[test]
fn renaming_to_a_name_that_is_there_merges_the_two() {
    let plan = PLANS.iter().max_by_key(|plan| people(plan).len()).unwrap();
    let before = people(plan);
    let [into, from] = [&before[0], &before[1]];
    let mut merged = plan.clone();
    apply(&mut merged, rename(plan, &from.name, &into.name).unwrap()).unwrap();
    let after = people(&merged);
    assert_eq!(after.len(), before.len() - 1);
    let fields: BTreeSet<String> = into.uses.iter().chain(&from.uses).map(|used| format!("{used:?}")).collect();
    let now: BTreeSet<String> = after[0].uses.iter().map(|used| format!("{used:?}")).collect();
    assert_eq!((after[0].name.as_str(), now), (into.name.as_str(), fields));
}

#[test]
fn a_name_that_is_none_or_too_long_is_refused() {
    let plan = PLANS.iter().find(|plan| !people(plan).is_empty()).unwrap();
    let name = people(plan)[0].name.clone();
    assert_eq!(rename(plan, &name, " , 12"), Err(RenameError::NoName));
    assert_eq!(rename(plan, &name, &"a".repeat(301)), Err(RenameError::TooLong));
    assert_eq!(rename(plan, &name, &name), Err(RenameError::NoChange));
    assert_eq!(rename(plan, "Nobody Of That Name", "Somebody"), Err(RenameError::NoChange));
}
